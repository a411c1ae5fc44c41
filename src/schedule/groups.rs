//! What follows from groups. What comes at most so long after each of several comes at most so long after the earliest of them, and what the latest of them
//! comes at most so long after, each of them does. Looked at from one point alone this is not seen; it matters where the group has a limit of its own.

use super::network::{Edge, Network, Reach, worst};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// So much is looked at: edges, once for each member of a group with a limit of its own.
const MOST_LOOKED_AT: usize = 2_000_000;
/// What follows may lead on; not many times in any text.
const MOST_ROUNDS: usize = 4;

/// What is known from points, up to the latest of a group or from the earliest on.
type Seen = FxHashMap<(usize, bool), Option<Rc<Reach>>>;

impl Network {
    /// Adds what follows from groups that have a limit of their own. To be called once, when all limits are in.
    pub(crate) fn close_groups(&mut self) {
        let mut looked_at = 0;
        for _ in 0..MOST_ROUNDS {
            // Members of several groups are looked at from once in a round.
            let mut seen = Seen::default();
            let found: Vec<(Edge, Vec<usize>)> = self
                .groups()
                .flat_map(|group| self.follows(group, &mut seen, &mut looked_at))
                .collect();
            if found.is_empty() {
                break;
            }
            for (e, from) in found {
                self.bound(e.from, e.to, e.limit, e.why);
                self.derived.push(from);
            }
        }
        self.loose = looked_at > MOST_LOOKED_AT;
    }

    /// Limits between the point of a group and all others, where they are tighter than is known.
    fn follows(
        &self,
        (latest, point, members): (bool, usize, &[usize]),
        seen: &mut Seen,
        looked_at: &mut usize,
    ) -> Vec<(Edge, Vec<usize>)> {
        let own = if latest {
            self.out(point).find(|e| !members.contains(&e.to))
        } else {
            self.into(point).find(|e| !members.contains(&e.from))
        };
        let Some(own) = own else { return Vec::new() };
        *looked_at += members.len() * self.edges().count();
        if *looked_at > MOST_LOOKED_AT {
            return Vec::new();
        }
        let from = |p: usize, seen: &mut Seen| {
            let known = seen.entry((p, latest));
            known
                .or_insert_with(|| self.of_all(p, !latest).map(Rc::new))
                .clone()
        };
        let each: Option<Vec<Rc<Reach>>> = members.iter().map(|m| from(*m, seen)).collect();
        let (Some(known), Some(each)) = (from(point, seen), each) else {
            return Vec::new();
        };
        let places: Vec<usize> = (0..each.len()).collect();
        let mut out = Vec::new();
        for x in (0..self.len()).filter(|x| *x != point) {
            let Some((limit, member)) = worst(&places, |n| each[n].limit[x]) else {
                continue;
            };
            if known.limit[x].is_none_or(|l| limit < l) {
                let (from, to) = if latest { (x, point) } else { (point, x) };
                out.push((
                    Edge {
                        from,
                        to,
                        limit,
                        why: own.why,
                    },
                    self.way(&each[member], x, !latest),
                ));
            }
        }
        out
    }
}

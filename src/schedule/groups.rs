//! What follows from groups. What comes at most so long after each of several comes at most so long after the earliest of them, and what the latest of them
//! comes at most so long after, each of them does. Looked at from one point alone this is not seen; it matters where the group has a limit of its own.

use super::network::{Edge, Limit, Network, Reach};

/// So much is looked at: edges, once for each member of a group with a limit of its own.
const MOST_LOOKED_AT: usize = 2_000_000;
/// What follows may lead on; not many times in any text.
const MOST_ROUNDS: usize = 4;

impl Network {
    /// Adds what follows from groups that have a limit of their own. To be called once, when all limits are in.
    pub(crate) fn close_groups(&mut self) {
        let mut looked_at = 0;
        for _ in 0..MOST_ROUNDS {
            let found: Vec<(Edge, Vec<usize>)> = self
                .groups()
                .flat_map(|(latest, point, members)| {
                    self.follows(latest, point, members, &mut looked_at)
                })
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
        latest: bool,
        point: usize,
        members: &[usize],
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
        let from = |p: usize| self.of_all(p, !latest);
        let (Some(known), Some(each)) = (
            from(point),
            members
                .iter()
                .map(|m| from(*m))
                .collect::<Option<Vec<Reach>>>(),
        ) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for x in (0..self.len()).filter(|x| *x != point) {
            let worst: Option<Vec<(Limit, usize)>> = each
                .iter()
                .enumerate()
                .map(|(n, r)| r.limit[x].map(|l| (l, n)))
                .collect();
            let Some((limit, member)) = worst.and_then(|all| all.into_iter().max()) else {
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

//! Limits that say something of some points and nothing of what lies before or behind these: by when something is done, if it is done at all.

use super::network::{Edge, Limit, Network, Reach, worst};
use rustc_hash::FxHashMap;

impl Network {
    /// Points of which something is said that says nothing of others.
    pub(super) fn apart(&mut self) -> usize {
        self.within.push(Vec::new());
        self.within.len() - 1
    }

    /// A reason that is about such points only.
    pub(super) fn confine(&mut self, why: usize, apart: usize) {
        if self.confined.len() <= why {
            self.confined.resize(why + 1, None);
        }
        self.confined[why] = Some(apart);
    }

    /// The points that a reason says something of, if it says nothing of others.
    #[cfg(test)]
    pub(crate) fn confined_to(&self, why: usize) -> Option<&[usize]> {
        self.set_of(why).map(|set| &self.within[set][..])
    }

    /// The network in which every limit is one for all: whether anybody can keep all of them.
    pub(super) fn taken_together(&self) -> Option<Network> {
        (!self.confined.is_empty()).then(|| {
            let mut all = self.clone();
            all.confined.clear();
            all.within.clear();
            all.height = std::cell::OnceCell::new();
            all
        })
    }

    /// One point more of them.
    pub(super) fn also(&mut self, apart: usize, point: usize) {
        if !self.within[apart].contains(&point) {
            self.within[apart].push(point);
        }
    }

    /// Does an edge say something of what is looked at from a point, or up to it?
    pub(super) fn counts(&self, e: &Edge, point: Option<usize>) -> bool {
        self.set_of(e.why)
            .is_none_or(|set| point.is_some_and(|p| self.within[set].contains(&p)))
    }

    /// The points a reason is confined to.
    pub(super) fn set_of(&self, why: usize) -> Option<usize> {
        self.confined.get(why).copied().flatten()
    }

    /// What is confined to some points, put to what is known of these and of all others.
    pub(super) fn of_confined(&self, r: &mut Reach, forward: bool) {
        if self.within.is_empty() {
            return;
        }
        let groups: FxHashMap<usize, &[usize]> = self
            .groups_of(forward)
            .iter()
            .map(|(p, of)| (*p, &of[..]))
            .collect();
        let found: Vec<Tighter> = self
            .within
            .iter()
            .enumerate()
            .flat_map(|(set, points)| self.of_set(r, forward, (set, &points[..]), &groups))
            .collect();
        for t in found {
            if r.limit[t.at].is_none_or(|l| t.limit < l) {
                (r.limit[t.at], r.by[t.at], r.through[t.at]) = (Some(t.limit), t.by, t.through);
            }
        }
    }

    /// What one set of limits makes tighter, by what is known without any of them.
    fn of_set(
        &self,
        known: &Reach,
        forward: bool,
        (set, points): (usize, &[usize]),
        groups: &FxHashMap<usize, &[usize]>,
    ) -> Vec<Tighter> {
        let mut here: FxHashMap<usize, Tighter> = FxHashMap::default();
        // As many rounds as there are points: each can be made tighter through all others.
        for _ in points {
            let mut moved = false;
            for at in points {
                let limit = |here: &FxHashMap<usize, Tighter>, p: usize| {
                    here.get(&p).map(|t| t.limit).or(known.limit[p])
                };
                let edges = if forward {
                    &self.into[*at]
                } else {
                    &self.out[*at]
                };
                let by_edges = edges.iter().filter_map(|n| {
                    let e = &self.edges[*n];
                    let from = if forward { e.from } else { e.to };
                    let confined = self.set_of(e.why);
                    let own = confined == Some(set);
                    let counts = own || points.contains(&from) && confined.is_none();
                    let way = limit(&here, from).filter(|_| counts)?.then(e.limit);
                    Some((way, Some(*n), None))
                });
                let by_group = groups.get(at).and_then(|of| worst(of, |m| limit(&here, m)));
                let by_group = by_group.map(|(way, member)| (way, None, Some(member)));
                let tightest = by_edges.chain(by_group).min_by_key(|(way, ..)| *way);
                if let Some((way, by, through)) =
                    tightest.filter(|(way, ..)| limit(&here, *at).is_none_or(|l| *way < l))
                {
                    here.insert(
                        *at,
                        Tighter {
                            at: *at,
                            limit: way,
                            by,
                            through,
                        },
                    );
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        points.iter().filter_map(|p| here.get(p).copied()).collect()
    }
}

/// A point that is reached sooner, and by which edge or member of a group.
#[derive(Clone, Copy)]
struct Tighter {
    at: usize,
    limit: Limit,
    by: Option<usize>,
    through: Option<usize>,
}

//! Limits that contradict one another: the shortest circle of them, or one for each of several steps that could be the first or the last.

use super::network::{Edge, Limit, Network};
use rustc_hash::FxHashMap;

/// How long a contradiction is looked for that rests on which of several is the first or the last: in limits that are looked at, for each network that is tried.
const MOST_LOOKED_AT: usize = 20_000_000;

impl Network {
    /// A contradiction with as few limits as possible: edges that close a circle; of what begins with the first of several, or ends with the last, a circle for
    /// each of them that could be it.
    pub(crate) fn contradiction(&self) -> Option<Vec<Edge>> {
        if let Some(circle) = self.circle() {
            return Some(circle.into_iter().map(|n| *self.edge(n)).collect());
        }
        let mut left = MOST_LOOKED_AT;
        let each = self.len().saturating_mul(self.edges.len());
        self.groups().find_map(|(latest, point, members)| {
            let mut out: Vec<Edge> = Vec::new();
            for m in members {
                left = left.checked_sub(each)?;
                let mut as_this_one = self.as_said(|_| true);
                let (from, to) = if latest { (*m, point) } else { (point, *m) };
                as_this_one.bound(from, to, Limit::most(0), 0);
                let supposed = as_this_one.edges.len() - 1;
                let circle = as_this_one.circle()?;
                let said = circle.into_iter().filter(|n| *n != supposed);
                for e in said.map(|n| as_this_one.edges[n]) {
                    if !out.contains(&e) {
                        out.push(e);
                    }
                }
            }
            Some(out).filter(|all| !all.is_empty())
        })
    }

    /// The edges of the shortest circle that contradicts itself.
    fn circle(&self) -> Option<Vec<usize>> {
        let any = self.any_circle()?;
        let mut best: Option<Vec<usize>> = None;
        for start in 0..self.len() {
            let most = best.as_ref().map_or(any, |b| b.len() - 1);
            if let Some(circle) = self.circle_from(start, most) {
                best = Some(circle);
            }
        }
        best
    }

    /// The shortest circle through a point that contradicts itself, of at most so many edges.
    fn circle_from(&self, start: usize, most: usize) -> Option<Vec<usize>> {
        // The tightest way of exactly so many edges from the start to each point it leads to, with the edge it ends by.
        let mut now: FxHashMap<usize, Limit> = FxHashMap::from_iter([(start, Limit::most(0))]);
        let mut trail: Vec<FxHashMap<usize, usize>> = Vec::new();
        for _ in 0..most {
            let mut next: FxHashMap<usize, (Limit, usize)> = FxHashMap::default();
            for (at, here) in &now {
                for n in self.out[*at]
                    .iter()
                    .filter(|n| **n < self.edges.len() - self.derived.len())
                {
                    let way = (here.then(self.edges[*n].limit), *n);
                    let to = next.entry(self.edges[*n].to).or_insert(way);
                    *to = way.min(*to);
                }
            }
            trail.push(next.iter().map(|(to, (_, n))| (*to, *n)).collect());
            if next.get(&start).is_some_and(|(l, _)| l.is_before()) {
                let mut at = start;
                let mut circle = Vec::new();
                for by in trail.iter().rev() {
                    circle.push(by[&at]);
                    at = self.edges[by[&at]].from;
                }
                circle.reverse();
                return Some(circle);
            }
            now = next.into_iter().map(|(to, (l, _))| (to, l)).collect();
        }
        None
    }

    /// How many edges some circle has that contradicts itself: the bound for the search for the shortest.
    pub(super) fn any_circle(&self) -> Option<usize> {
        // Bellman and Ford from everywhere at once; a circle shows in the edges that points were last made tighter by.
        let mut limit = vec![Limit::most(0); self.len()];
        let mut by: Vec<Option<usize>> = vec![None; self.len()];
        loop {
            let mut tighter = false;
            for (n, e) in self.edges().enumerate() {
                let l = limit[e.from].then(e.limit);
                if l < limit[e.to] {
                    (limit[e.to], by[e.to], tighter) = (l, Some(n), true);
                }
            }
            if !tighter {
                return None;
            }
            if let Some(edges) = self.closed(&by) {
                return Some(edges);
            }
        }
    }

    /// The length of a circle in the edges that lead to each point.
    fn closed(&self, by: &[Option<usize>]) -> Option<usize> {
        let mut walk = vec![(0usize, 0usize); self.len()];
        for start in 0..self.len() {
            let (mut at, mut steps) = (start, 1);
            loop {
                let (whose, when) = walk[at];
                if whose == start + 1 {
                    return Some(steps - when);
                }
                if whose > 0 {
                    break;
                }
                walk[at] = (start + 1, steps);
                let Some(n) = by[at] else { break };
                at = self.edges[n].from;
                steps += 1;
            }
        }
        None
    }
}

//! A simple temporal network: points, and the most that one may come after another. Limits are exact minutes, and may be strict.

use std::cmp::Ordering;
use std::collections::VecDeque;

/// At most so many minutes, or less than so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Minutes; negative: at least so many the other way round.
    pub minutes: i64,
    /// How many strict limits went into it: with one it is less than, not at most. They are counted, so that a circle of strict limits tightens for ever
    /// and is found, however often it is walked.
    strict: u32,
}

impl Limit {
    /// At most so many.
    pub const fn most(minutes: i64) -> Limit {
        Limit { minutes, strict: 0 }
    }

    /// Less than so many.
    pub const fn less(minutes: i64) -> Limit {
        Limit { minutes, strict: 1 }
    }

    fn then(self, other: Limit) -> Limit {
        Limit { minutes: self.minutes.saturating_add(other.minutes), strict: self.strict.saturating_add(other.strict) }
    }

    /// Less than, not at most.
    pub fn is_strict(self) -> bool {
        self.strict > 0
    }

    /// What is at most so long after something is before it.
    pub fn is_before(self) -> bool {
        self.impossible()
    }

    /// Nothing can be so far from itself.
    fn impossible(self) -> bool {
        self.minutes < 0 || self.minutes == 0 && self.strict > 0
    }
}

impl PartialOrd for Limit {
    fn partial_cmp(&self, other: &Limit) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Limit {
    /// The tighter first.
    fn cmp(&self, other: &Limit) -> Ordering {
        self.minutes.cmp(&other.minutes).then(other.strict.cmp(&self.strict))
    }
}

/// `to` comes at most so long after `from`, because of something.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// From where it is counted.
    pub from: usize,
    /// What is bounded.
    pub to: usize,
    /// How long.
    pub limit: Limit,
    /// Who says so; the network only hands it on.
    pub why: usize,
}

/// Points and limits.
#[derive(Clone, Debug, Default)]
pub struct Network {
    points: usize,
    edges: Vec<Edge>,
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
    /// A point that is the latest of others.
    latest: Vec<(usize, Vec<usize>)>,
    /// A point that is the earliest of others.
    earliest: Vec<(usize, Vec<usize>)>,
}

/// The limits from one point to all others, or from all others to it, and the edge each was last made tighter by.
#[derive(Clone, Debug)]
pub struct Reach {
    /// By point; nothing: no limit.
    pub limit: Vec<Option<Limit>>,
    /// The last edge of the tightest way; nothing: the point itself, or a group.
    pub by: Vec<Option<usize>>,
    /// Of a group, the member whose limit it has.
    pub through: Vec<Option<usize>>,
}

impl Network {
    /// A further point.
    pub fn point(&mut self) -> usize {
        self.out.push(Vec::new());
        self.into.push(Vec::new());
        self.points += 1;
        self.points - 1
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.points
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// `to` comes at most so long after `from`.
    pub fn bound(&mut self, from: usize, to: usize, limit: Limit, why: usize) {
        self.out[from].push(self.edges.len());
        self.into[to].push(self.edges.len());
        self.edges.push(Edge { from, to, limit, why });
    }

    /// `point` is the latest of the members: not before any of them, and with the last.
    pub fn latest_of(&mut self, point: usize, members: Vec<usize>, why: usize) {
        members.iter().for_each(|m| self.bound(point, *m, Limit::most(0), why));
        self.latest.push((point, members));
    }

    /// `point` is the earliest of the members.
    pub fn earliest_of(&mut self, point: usize, members: Vec<usize>, why: usize) {
        members.iter().for_each(|m| self.bound(*m, point, Limit::most(0), why));
        self.earliest.push((point, members));
    }

    /// An edge.
    pub fn edge(&self, n: usize) -> &Edge {
        &self.edges[n]
    }

    /// How late each point can be after `from`. `None`: the limits contradict one another.
    pub fn after(&self, from: usize) -> Option<Reach> {
        self.reach(from, true)
    }

    /// How late `to` can be after each point: with its sign turned, how early each point can be before it.
    pub fn before(&self, to: usize) -> Option<Reach> {
        self.reach(to, false)
    }

    /// Bellman and Ford with a queue; groups are looked at again until nothing gets tighter.
    fn reach(&self, start: usize, forward: bool) -> Option<Reach> {
        let mut r = Reach { limit: vec![None; self.points], by: vec![None; self.points], through: vec![None; self.points] };
        r.limit[start] = Some(Limit::most(0));
        let mut queue: VecDeque<usize> = VecDeque::from([start]);
        let mut queued = vec![false; self.points];
        let mut rounds = vec![0usize; self.points];
        queued[start] = true;
        let groups = if forward { &self.latest } else { &self.earliest };
        loop {
            while let Some(at) = queue.pop_front() {
                queued[at] = false;
                let Some(here) = r.limit[at] else { continue };
                for n in if forward { &self.out[at] } else { &self.into[at] } {
                    let e = self.edges[*n];
                    let next = if forward { e.to } else { e.from };
                    let limit = here.then(e.limit);
                    if r.limit[next].is_some_and(|l| l <= limit) {
                        continue;
                    }
                    if next == start && limit.impossible() {
                        return None;
                    }
                    r.limit[next] = Some(limit);
                    r.by[next] = Some(*n);
                    r.through[next] = None;
                    if !queued[next] {
                        rounds[next] += 1;
                        if rounds[next] > self.points + self.latest.len() + self.earliest.len() + 1 {
                            return None;
                        }
                        queued[next] = true;
                        queue.push_back(next);
                    }
                }
            }
            for (point, members) in groups {
                let worst = members.iter().map(|m| r.limit[*m].map(|l| (l, *m))).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
                if let Some((limit, member)) = worst
                    && r.limit[*point].is_none_or(|l| limit < l)
                {
                    r.limit[*point] = Some(limit);
                    r.by[*point] = None;
                    r.through[*point] = Some(member);
                    queued[*point] = true;
                    queue.push_back(*point);
                }
            }
            if queue.is_empty() {
                return Some(r);
            }
        }
    }

    /// The edges of the tightest way to a point, from the start on.
    pub fn way(&self, r: &Reach, point: usize, forward: bool) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = point;
        let mut steps = 0;
        while steps <= 2 * self.points {
            steps += 1;
            if let Some(member) = r.through[at] {
                at = member;
                continue;
            }
            let Some(n) = r.by[at] else { break };
            out.push(n);
            at = if forward { self.edges[n].from } else { self.edges[n].to };
        }
        if forward {
            out.reverse();
        }
        out
    }

    /// Do the limits contradict one another anywhere? A point nothing ties to the start is looked at from itself.
    pub fn contradiction_from(&self, start: usize) -> bool {
        let Some(seen) = self.after(start) else { return true };
        (0..self.points).filter(|p| seen.limit[*p].is_none()).any(|p| self.after(p).is_none())
    }

    /// A contradiction with as few limits as possible: edges that close a circle.
    pub fn contradiction(&self) -> Option<Vec<usize>> {
        let mut best: Option<Vec<usize>> = None;
        for start in 0..self.points {
            let most = best.as_ref().map_or(self.points, |b| b.len() - 1);
            // The tightest way of exactly so many edges from the start to each point, with the edge it ends by.
            let mut now: Vec<Option<Limit>> = vec![None; self.points];
            now[start] = Some(Limit::most(0));
            let mut trail: Vec<Vec<Option<usize>>> = Vec::new();
            for _ in 0..most {
                let mut next: Vec<Option<Limit>> = vec![None; self.points];
                let mut by: Vec<Option<usize>> = vec![None; self.points];
                for (n, e) in self.edges.iter().enumerate() {
                    let Some(here) = now[e.from] else { continue };
                    let limit = here.then(e.limit);
                    if next[e.to].is_none_or(|l| limit < l) {
                        next[e.to] = Some(limit);
                        by[e.to] = Some(n);
                    }
                }
                trail.push(by);
                if next[start].is_some_and(Limit::impossible) {
                    let mut circle = Vec::new();
                    let mut at = start;
                    for by in trail.iter().rev() {
                        let Some(n) = by[at] else { break };
                        circle.push(n);
                        at = self.edges[n].from;
                    }
                    circle.reverse();
                    best = Some(circle);
                    break;
                }
                now = next;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_limits_close_a_circle_that_weak_ones_leave_open() {
        let circle = |limit| {
            let mut n = Network::default();
            let (a, b) = (n.point(), n.point());
            n.bound(a, b, Limit::most(0), 0);
            n.bound(b, a, limit, 1);
            n.contradiction()
        };
        assert_eq!(circle(Limit::most(0)), None);
        assert_eq!(circle(Limit::less(0)).map(|c| c.len()), Some(2));
    }

    #[test]
    fn the_latest_of_several_has_a_limit_when_all_have_one() {
        let mut n = Network::default();
        let (o, a, b, all) = (n.point(), n.point(), n.point(), n.point());
        n.bound(o, a, Limit::most(10), 0);
        n.latest_of(all, vec![a, b], 0);
        assert_eq!(n.after(o).map(|r| r.limit[all]), Some(None));
        n.bound(o, b, Limit::most(20), 0);
        assert_eq!(n.after(o).map(|r| r.limit[all]), Some(Some(Limit::most(20))));
    }
}

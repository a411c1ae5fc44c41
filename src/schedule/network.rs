//! A simple temporal network: points, and the most that one may come after another. Limits are exact minutes, and may be strict.

use std::cell::OnceCell;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// At most so many minutes, or less than so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Minutes; negative: at least so many the other way round.
    pub minutes: i64,
    /// How many strict limits went into it: with one it is less than, not at most. They are counted, so that a circle of strict limits tightens for ever
    /// and is found, however often it is walked.
    strict: u32,
}

impl Limit {
    /// At most so many.
    pub(crate) const fn most(minutes: i64) -> Limit {
        Limit { minutes, strict: 0 }
    }

    /// Less than so many.
    pub(crate) const fn less(minutes: i64) -> Limit {
        Limit { minutes, strict: 1 }
    }

    pub(super) fn then(self, other: Limit) -> Limit {
        Limit {
            minutes: self.minutes.saturating_add(other.minutes),
            strict: self.strict.saturating_add(other.strict),
        }
    }

    /// Less than, not at most.
    pub(crate) fn is_strict(self) -> bool {
        self.strict > 0
    }

    /// What is bounded so against something comes before it; against itself it is impossible.
    pub(crate) fn is_before(self) -> bool {
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
        self.minutes
            .cmp(&other.minutes)
            .then(other.strict.cmp(&self.strict))
    }
}

/// `to` comes at most so long after `from`, because of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
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
pub(crate) struct Network {
    points: usize,
    pub(super) edges: Vec<Edge>,
    pub(super) out: Vec<Vec<usize>>,
    pub(super) into: Vec<Vec<usize>>,
    /// A point that is the latest of others.
    latest: Vec<(usize, Vec<usize>)>,
    /// A point that is the earliest of others.
    earliest: Vec<(usize, Vec<usize>)>,
    /// Edges that follow from groups, after all others, each with those it follows from.
    pub(super) derived: Vec<Vec<usize>>,
    /// Groups have more limits of their own than were followed to the end.
    pub loose: bool,
    /// By reason, those that say something only of some points, and nothing of what lies before or behind these: by when something is done, if it is done
    /// at all. It is asked for every edge on every way: a list, and no map.
    pub(super) confined: Vec<Option<usize>>,
    /// These points.
    pub(super) within: Vec<Vec<usize>>,
    /// How high each point lies, once somebody asks.
    pub(super) height: OnceCell<Option<Vec<Limit>>>,
}

/// Points to be looked at: the nearest first, or, where nobody knows which that is, the first first.
struct Queue<'n> {
    height: Option<&'n [Limit]>,
    forward: bool,
    heap: BinaryHeap<Reverse<(i64, i64, usize)>>,
    waits: Vec<bool>,
    /// How many were put into it.
    put: i64,
}

/// Does an edge lead no further up than its limit is long?
fn is_level(height: &[Limit], e: &Edge) -> bool {
    height[e.to] <= height[e.from].then(e.limit)
}

impl<'n> Queue<'n> {
    fn new(height: Option<&'n [Limit]>, points: usize, forward: bool) -> Queue<'n> {
        Queue {
            height,
            forward,
            heap: BinaryHeap::new(),
            waits: vec![false; points],
            put: 0,
        }
    }

    fn put(&mut self, point: usize, limit: Limit) {
        let place = match self.height {
            None if self.waits[point] => return,
            None => (self.put, 0),
            Some(height) => {
                let (h, sign) = (height[point], if self.forward { -1 } else { 1 });
                (
                    limit.minutes.saturating_add(sign * h.minutes),
                    -(i64::from(limit.strict) + sign * i64::from(h.strict)),
                )
            }
        };
        self.put += 1;
        self.waits[point] = true;
        self.heap.push(Reverse((place.0, place.1, point)));
    }

    fn next(&mut self) -> Option<usize> {
        loop {
            let Reverse((.., point)) = self.heap.pop()?;
            if std::mem::take(&mut self.waits[point]) {
                return Some(point);
            }
        }
    }

    /// Asked where everything was taken out of it: no point is left that was put twice.
    fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

/// The limits from one point to all others, or from all others to it, and the edge each was last made tighter by.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// By point; nothing: no limit.
    pub limit: Vec<Option<Limit>>,
    /// The last edge of the tightest way; nothing: the point itself, or a group.
    pub by: Vec<Option<usize>>,
    /// Of a group, the member whose limit it has.
    pub through: Vec<Option<usize>>,
}

impl Reach {
    /// A group is reached with the worst of its members. Gives the points that moved.
    fn of_groups(&mut self, groups: &[(usize, Vec<usize>)]) -> Vec<usize> {
        let mut moved = Vec::new();
        for (point, members) in groups {
            if let Some((limit, member)) = worst(members, |m| self.limit[m])
                && self.limit[*point].is_none_or(|l| limit < l)
            {
                self.limit[*point] = Some(limit);
                self.by[*point] = None;
                self.through[*point] = Some(member);
                moved.push(*point);
            }
        }
        moved
    }
}

/// The worst limit that members of a group have, if each has one, and whose it is.
pub(super) fn worst(
    members: &[usize],
    limit: impl Fn(usize) -> Option<Limit>,
) -> Option<(Limit, usize)> {
    let mut found: Option<(Limit, usize)> = None;
    for m in members {
        found = found.max(Some((limit(*m)?, *m)));
    }
    found
}

impl Network {
    /// A further point.
    pub(crate) fn point(&mut self) -> usize {
        self.height = OnceCell::new();
        self.out.push(Vec::new());
        self.into.push(Vec::new());
        self.points += 1;
        self.points - 1
    }

    /// How many points there are.
    pub(crate) fn len(&self) -> usize {
        self.points
    }

    /// `to` comes at most so long after `from`.
    pub(crate) fn bound(&mut self, from: usize, to: usize, limit: Limit, why: usize) {
        self.out[from].push(self.edges.len());
        self.into[to].push(self.edges.len());
        self.height = OnceCell::new();
        self.edges.push(Edge {
            from,
            to,
            limit,
            why,
        });
    }

    /// The network without some of its edges; the others keep their numbers' reasons, not their numbers.
    pub(crate) fn without(&self, left_out: impl Fn(&Edge) -> bool) -> Network {
        let mut out = self.as_said(|e| !left_out(e));
        out.close_groups();
        out
    }

    /// The network with some of the edges that are said, and none that only follow.
    pub(super) fn as_said(&self, kept: impl Fn(&Edge) -> bool) -> Network {
        let mut out = Network {
            points: self.points,
            out: vec![Vec::new(); self.points],
            into: vec![Vec::new(); self.points],
            latest: self.latest.clone(),
            earliest: self.earliest.clone(),
            confined: self.confined.clone(),
            within: self.within.clone(),
            ..Network::default()
        };
        for e in self.edges().filter(|e| kept(e)) {
            out.bound(e.from, e.to, e.limit, e.why);
        }
        out
    }

    /// The groups whose points are reached with the worst of their members.
    pub(super) fn groups_of(&self, forward: bool) -> &[(usize, Vec<usize>)] {
        if forward {
            &self.latest
        } else {
            &self.earliest
        }
    }

    /// `point` is the latest of the members: not before any of them, and with the last.
    pub(crate) fn latest_of(&mut self, point: usize, members: Vec<usize>, why: usize) {
        members
            .iter()
            .for_each(|m| self.bound(point, *m, Limit::most(0), why));
        match members[..] {
            // Of one, it is that one.
            [one] => self.bound(one, point, Limit::most(0), why),
            _ => self.latest.push((point, members)),
        }
    }

    /// `point` is the earliest of the members.
    pub(crate) fn earliest_of(&mut self, point: usize, members: Vec<usize>, why: usize) {
        members
            .iter()
            .for_each(|m| self.bound(*m, point, Limit::most(0), why));
        match members[..] {
            [one] => self.bound(point, one, Limit::most(0), why),
            _ => self.earliest.push((point, members)),
        }
    }

    /// The groups: whether a point is the latest of its members, or the earliest; the point; the members.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (bool, usize, &[usize])> {
        let latest = self.latest.iter().map(|(p, of)| (true, *p, of.as_slice()));
        latest.chain(
            self.earliest
                .iter()
                .map(|(p, of)| (false, *p, of.as_slice())),
        )
    }

    /// All edges, without those that only follow from groups.
    pub(crate) fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.edges[..self.edges.len() - self.derived.len()].iter()
    }

    /// Edges from a point.
    pub(super) fn out(&self, point: usize) -> impl Iterator<Item = &Edge> {
        self.out[point].iter().map(|n| &self.edges[*n])
    }

    /// Edges to a point.
    pub(super) fn into(&self, point: usize) -> impl Iterator<Item = &Edge> {
        self.into[point].iter().map(|n| &self.edges[*n])
    }

    /// An edge.
    pub(crate) fn edge(&self, n: usize) -> &Edge {
        &self.edges[n]
    }

    /// How late each point can be after `from`. `None`: the limits contradict one another.
    pub(crate) fn after(&self, from: usize) -> Option<Reach> {
        self.reach(from, true, true)
    }

    /// How late `to` can be after each point: with its sign turned, how early each point can be before it.
    pub(crate) fn before(&self, to: usize) -> Option<Reach> {
        self.reach(to, false, true)
    }

    /// The same by what is said of everything alone.
    pub(super) fn of_all(&self, point: usize, forward: bool) -> Option<Reach> {
        self.reach(point, forward, false)
    }

    /// Edges are followed from the point that is nearest by what is known of all (Dijkstra on edges that cost nothing less than nothing), so that a point is
    /// rarely looked at twice; groups are looked at again until nothing gets tighter.
    fn reach(&self, start: usize, forward: bool, own: bool) -> Option<Reach> {
        let mut r = Reach {
            limit: vec![None; self.points],
            by: vec![None; self.points],
            through: vec![None; self.points],
        };
        r.limit[start] = Some(Limit::most(0));
        let height = self.height();
        let own_edges = self
            .edges()
            .filter(|e| own && self.set_of(e.why).is_some() && self.counts(e, Some(start)));
        let level = height.filter(|h| own_edges.into_iter().all(|e| is_level(h, e)));
        let mut queue = Queue::new(level, self.points, forward);
        let mut rounds = vec![0usize; self.points];
        queue.put(start, Limit::most(0));
        let groups = self.groups_of(forward);
        // What the text says comes first: what only follows from groups is looked at where it says more.
        let mut said = self.edges.len() - self.derived.len();
        loop {
            while let Some(at) = queue.next() {
                let Some(here) = r.limit[at] else { continue };
                rounds[at] += 1;
                if rounds[at] > self.points + self.latest.len() + self.earliest.len() + 1 {
                    return None;
                }
                for n in if forward {
                    &self.out[at]
                } else {
                    &self.into[at]
                }
                .iter()
                .filter(|n| **n < said)
                {
                    let e = self.edges[*n];
                    if !self.counts(&e, own.then_some(start)) {
                        continue;
                    }
                    let next = if forward { e.to } else { e.from };
                    let limit = here.then(e.limit);
                    if r.limit[next].is_some_and(|l| l <= limit) {
                        continue;
                    }
                    if next == start && limit.is_before() {
                        return None;
                    }
                    r.limit[next] = Some(limit);
                    r.by[next] = Some(*n);
                    r.through[next] = None;
                    queue.put(next, limit);
                }
            }
            for point in r.of_groups(groups) {
                if let Some(limit) = r.limit[point] {
                    queue.put(point, limit);
                }
            }
            if queue.is_empty() && said == self.edges.len() {
                if own {
                    self.of_confined(&mut r, forward);
                }
                return Some(r);
            }
            if queue.is_empty() {
                // Where they lead further up than they are long, the nearest first is no order that ends soon.
                if !level.is_some_and(|h| self.edges[said..].iter().all(|e| is_level(h, e))) {
                    queue.height = None;
                }
                for e in &self.edges[said..] {
                    let point = if forward { e.from } else { e.to };
                    if let Some(limit) = r.limit[point] {
                        queue.put(point, limit);
                    }
                }
                said = self.edges.len();
            }
        }
    }

    /// How high each point lies, so that no edge leads further up than its limit is long; nothing: the limits contradict one another.
    fn height(&self) -> Option<&[Limit]> {
        let found = self.height.get_or_init(|| {
            let mut height = vec![Limit::most(0); self.points];
            let edges: Vec<&Edge> = self.edges().filter(|e| self.counts(e, None)).collect();
            // Most texts wait for what they said before, or for what they say next: to and fro takes few rounds.
            for _ in 0..=self.points {
                let mut moved = false;
                let mut lower = |e: &Edge| {
                    let l = height[e.from].then(e.limit);
                    if l < height[e.to] {
                        (height[e.to], moved) = (l, true);
                    }
                };
                edges.iter().for_each(|e| lower(e));
                edges.iter().rev().for_each(|e| lower(e));
                if !moved {
                    return Some(height);
                }
            }
            None
        });
        found.as_deref()
    }

    /// The edges of the tightest way to a point, from the start on.
    pub(crate) fn way(&self, r: &Reach, point: usize, forward: bool) -> Vec<usize> {
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
            match n.checked_sub(self.edges.len() - self.derived.len()) {
                Some(derived) => out.extend(&self.derived[derived]),
                None => out.push(n),
            }
            at = if forward {
                self.edges[n].from
            } else {
                self.edges[n].to
            };
        }
        if forward {
            out.reverse();
        }
        out
    }

    /// Do the limits contradict one another where nothing ties a point to the start that was looked at? What edges alone say is looked at once for all of
    /// them; what a group says, from the group itself.
    pub(crate) fn contradiction_beyond(&self, seen: &Reach) -> bool {
        if seen.limit.iter().all(|l| l.is_some()) {
            return false;
        }
        let groups = self.latest.iter().chain(&self.earliest).map(|(p, _)| *p);
        self.any_circle().is_some()
            || groups
                .filter(|p| seen.limit[*p].is_none())
                .any(|p| self.after(p).is_none() || self.before(p).is_none())
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
        assert_eq!(
            n.after(o).map(|r| r.limit[all]),
            Some(Some(Limit::most(20)))
        );
    }
}

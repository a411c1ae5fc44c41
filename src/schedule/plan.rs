//! The schedule as verdicts ask for it: which of two promised steps comes first, and when each can be.

use super::build::ORIGIN;
use super::{Limit, Reach, Schedule};
use crate::matching::{End, Known, Plan};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A schedule that can be kept, with what was worked out of it so far.
pub struct Order {
    schedule: Schedule,
    after: RefCell<FxHashMap<usize, Option<Reach>>>,
    before: RefCell<FxHashMap<usize, Option<Reach>>>,
}

impl Order {
    /// Nothing: no schedule keeps all limits, and nothing is read off it.
    pub fn new(schedule: Schedule) -> Option<Order> {
        schedule.windows().is_ok().then(|| Order { schedule, after: RefCell::default(), before: RefCell::default() })
    }

    fn point(&self, (fact, end): (u32, End)) -> Option<usize> {
        let (start, finish, _) = self.schedule.facts.get(&(fact as usize)).copied()?;
        Some(if end == End::Start { start } else { finish })
    }

    /// How late one point can be after another, and the clauses of the way. Both directions are tried: groups are exact in one of them.
    fn most(&self, from: usize, to: usize) -> (Option<Limit>, Vec<usize>) {
        let network = &self.schedule.network;
        let mut after = self.after.borrow_mut();
        let forward = after.entry(from).or_insert_with(|| network.after(from)).as_ref();
        let mut before = self.before.borrow_mut();
        let backward = before.entry(to).or_insert_with(|| network.before(to)).as_ref();
        let a = forward.and_then(|r| r.limit[to].map(|l| (l, network.way(r, to, true))));
        let b = backward.and_then(|r| r.limit[from].map(|l| (l, network.way(r, from, false))));
        let best = match (a, b) {
            (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
            (a, b) => a.or(b),
        };
        match best {
            Some((l, way)) => (Some(l), self.clauses(way)),
            None => (None, Vec::new()),
        }
    }

    fn clauses(&self, way: Vec<usize>) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for clause in way.into_iter().filter_map(|n| self.schedule.reasons[self.schedule.network.edge(n).why].clause) {
            if !out.contains(&clause) {
                out.push(clause);
            }
        }
        out
    }
}

impl Plan for Order {
    fn standing(&self, fact: u32) -> Option<bool> {
        self.schedule.facts.get(&(fact as usize)).map(|(_, _, standing)| *standing)
    }

    fn order(&self, first: (u32, End), second: (u32, End)) -> (Known, Vec<usize>) {
        let (Some(a), Some(b)) = (self.point(first), self.point(second)) else { return (Known::Open, Vec::new()) };
        // The first is at most so long after the second: less than nothing is before it.
        let (late, why) = self.most(b, a);
        if late.is_some_and(Limit::is_before) {
            return (Known::Before, why);
        }
        let (other, why) = self.most(a, b);
        if other.is_some_and(|l| l <= Limit::most(0)) {
            return (Known::Never, why);
        }
        (Known::Open, Vec::new())
    }

    fn window(&self, fact: u32, end: End) -> (Option<i64>, Option<(i64, bool)>, Vec<usize>) {
        let Some(p) = self.point((fact, end)) else { return (None, None, Vec::new()) };
        let (late, mut why) = self.most(ORIGIN, p);
        let (early, more) = self.most(p, ORIGIN);
        why.extend(more.into_iter().filter(|c| !why.contains(c)).collect::<Vec<_>>());
        (early.map(|l| l.minutes.saturating_neg()), late.map(|l| (l.minutes, l.is_strict())), why)
    }
}

//! The schedule as verdicts ask for it: which of two promised steps comes first, and when each can be.

use super::build::ORIGIN;
use super::{Limit, Reach, Schedule};
use crate::matching::{End, Known, MOST_PERFORMING, Plan};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Points of which the limits to all others are kept, in each direction: more than the promises of one event.
const MOST_KEPT: usize = 2 * MOST_PERFORMING;

/// A schedule that can be kept, with what was worked out of it so far.
pub struct Order {
    schedule: Schedule,
    after: RefCell<FxHashMap<usize, Option<Reach>>>,
    before: RefCell<FxHashMap<usize, Option<Reach>>>,
}

impl Order {
    /// Nothing: no schedule keeps all limits, and nothing is read off it.
    pub fn new(schedule: Schedule) -> Option<Order> {
        schedule.reaches().is_some().then(|| Order { schedule, after: RefCell::default(), before: RefCell::default() })
    }

    fn point(&self, (fact, end): (u32, End)) -> Option<usize> {
        let (start, finish, _) = self.schedule.facts.get(&(fact as usize)).copied()?;
        Some(if end == End::Start { start } else { finish })
    }

    /// How late one point can be after another, if that satisfies what is asked, and the clauses of the way. Both directions are tried: groups are exact
    /// in one of them.
    fn most(&self, from: usize, to: usize, asked: impl Fn(Limit) -> bool) -> Option<(Limit, Vec<usize>)> {
        let network = &self.schedule.network;
        let mut after = self.after.borrow_mut();
        let forward = remember(&mut after, from, || network.after(from));
        let mut before = self.before.borrow_mut();
        let backward = remember(&mut before, to, || network.before(to));
        let a = forward.and_then(|r| r.limit[to].map(|l| (l, r, to, true)));
        let b = backward.and_then(|r| r.limit[from].map(|l| (l, r, from, false)));
        let (limit, reach, end, ahead) = match (a, b) {
            (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
            (a, b) => a.or(b),
        }?;
        asked(limit).then(|| (limit, self.schedule.clauses_on(&network.way(reach, end, ahead))))
    }
}

/// What was worked out for a point, or is now. Only so much is kept: a draft can have many points, and each needs room for all others.
fn remember(kept: &mut FxHashMap<usize, Option<Reach>>, point: usize, find: impl FnOnce() -> Option<Reach>) -> Option<&Reach> {
    if kept.len() > MOST_KEPT && !kept.contains_key(&point) {
        kept.clear();
    }
    kept.entry(point).or_insert_with(find).as_ref()
}

impl Plan for Order {
    fn standing(&self, fact: u32) -> Option<bool> {
        self.schedule.facts.get(&(fact as usize)).map(|(_, _, standing)| *standing)
    }

    fn order(&self, first: (u32, End), second: (u32, End)) -> (Known, Vec<usize>) {
        let (Some(a), Some(b)) = (self.point(first), self.point(second)) else { return (Known::Open, Vec::new()) };
        // The first is at most so long after the second: less than nothing is before it.
        if let Some((_, why)) = self.most(b, a, Limit::is_before) {
            return (Known::Before, why);
        }
        match self.most(a, b, |l| l <= Limit::most(0)) {
            Some((_, why)) => (Known::Never, why),
            None => (Known::Open, Vec::new()),
        }
    }

    fn window(&self, fact: u32, end: End) -> (Option<i64>, Option<(i64, bool)>, Vec<usize>) {
        let Some(p) = self.point((fact, end)) else { return (None, None, Vec::new()) };
        let (late, why) = self.most(ORIGIN, p, |_| true).unzip();
        let (early, more) = self.most(p, ORIGIN, |_| true).unzip();
        let mut clauses = why.unwrap_or_default();
        clauses.extend(more.into_iter().flatten().filter(|c| !clauses.contains(c)).collect::<Vec<_>>());
        (early.map(|l| l.minutes.saturating_neg()), late.map(|l| (l.minutes, l.is_strict())), clauses)
    }
}

//! The schedule as verdicts ask for it: which of two promised steps comes first, and when each can be.

use super::build::ORIGIN;
use super::{Contradiction, Limit, Reach, Schedule};
use crate::matching::{End, Known, MOST_PERFORMING, Plan, Step};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};

/// Points of which the limits to all others are kept, in each direction: more than the promises of one event.
const MOST_KEPT: usize = 2 * MOST_PERFORMING;

/// A schedule that can be kept, with what was worked out of it so far.
pub struct Order {
    all: Kept,
    /// The same without deadlines: what is left is what waits for what.
    gated: OnceCell<Kept>,
}

/// A schedule and the limits from and to some of its points.
struct Kept {
    schedule: Schedule,
    after: RefCell<FxHashMap<usize, Option<Reach>>>,
    before: RefCell<FxHashMap<usize, Option<Reach>>>,
}

impl Order {
    /// The order of a schedule that can be kept.
    ///
    /// # Errors
    /// The shortest contradiction, if no schedule keeps all limits: nothing is read off it.
    pub fn new(schedule: Schedule) -> Result<Order, Contradiction> {
        match schedule.reaches() {
            Some(_) => Ok(Order { all: Kept::new(schedule), gated: OnceCell::new() }),
            None => Err(schedule.contradiction()),
        }
    }

    /// The schedule it was made of.
    pub fn schedule(&self) -> &Schedule {
        &self.all.schedule
    }

    fn gated(&self) -> &Kept {
        self.gated.get_or_init(|| Kept::new(self.all.schedule.without_deadlines()))
    }
}

impl Kept {
    fn new(schedule: Schedule) -> Kept {
        Kept { schedule, after: RefCell::default(), before: RefCell::default() }
    }

    fn point(&self, (step, end): (Step, End)) -> Option<usize> {
        let (start, finish) = match step {
            Step::Fact(f) => self.schedule.facts.get(&(f as usize)).map(|(start, finish, _)| (*start, Some(*finish)))?,
            Step::Clause(c) => self.schedule.clauses.get(c as usize).map(|(start, completion, expiry)| (*start, completion.or(*expiry)))?,
        };
        if end == End::Start { Some(start) } else { finish }
    }

    fn order(&self, first: (Step, End), second: (Step, End)) -> (Known, Vec<usize>) {
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
    fn standing(&self, step: Step) -> Option<bool> {
        let schedule = &self.all.schedule;
        match step {
            Step::Fact(f) => schedule.facts.get(&(f as usize)).map(|(_, _, standing)| *standing),
            // A clause without a promise is complete with nothing.
            Step::Clause(c) => schedule.clauses.get(c as usize).filter(|(_, completion, expiry)| completion.or(*expiry).is_some()).map(|(_, completion, _)| completion.is_none()),
        }
    }

    fn order(&self, first: (Step, End), second: (Step, End), gated: bool) -> (Known, Vec<usize>) {
        if gated { self.gated().order(first, second) } else { self.all.order(first, second) }
    }

    fn window(&self, step: Step, end: End, gated: bool) -> (Option<i64>, Option<(i64, bool)>, Vec<usize>) {
        let all = if gated { self.gated() } else { &self.all };
        let Some(p) = all.point((step, end)) else { return (None, None, Vec::new()) };
        let (late, why) = all.most(ORIGIN, p, |_| true).unzip();
        let (early, more) = all.most(p, ORIGIN, |_| true).unzip();
        let mut clauses = why.unwrap_or_default();
        clauses.extend(more.into_iter().flatten().filter(|c| !clauses.contains(c)).collect::<Vec<_>>());
        (early.map(|l| l.minutes.saturating_neg()), late.map(|l| (l.minutes, l.is_strict())), clauses)
    }
}

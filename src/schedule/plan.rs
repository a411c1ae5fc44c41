//! The schedule as verdicts ask for it: which of two promised steps comes first, and when each can be.

use super::asked::Asked;
use super::build::{ENTRY, ORIGIN, SIGNATURE};
use super::{Contradiction, Limit, Reach, Schedule, What};
use crate::matching::{End, Known, MOST_PERFORMING, Mark, Plan, Step};
use crate::model::{Bound, Shift};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};

/// Points of which the limits to all others are kept, in each direction: more than the promises of one event.
const MOST_KEPT: usize = 2 * MOST_PERFORMING;

/// A schedule that can be kept, with what was worked out of it so far.
pub(crate) struct Order {
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
    pub(crate) fn new(schedule: Schedule) -> Result<Order, Contradiction> {
        match schedule.reaches() {
            Some(_) => Ok(Order {
                all: Kept::new(schedule),
                gated: OnceCell::new(),
            }),
            None => Err(schedule.contradiction()),
        }
    }

    /// The schedule it was made of.
    pub(crate) fn schedule(&self) -> &Schedule {
        &self.all.schedule
    }

    fn gated(&self) -> &Kept {
        self.gated
            .get_or_init(|| Kept::new(self.all.schedule.without_deadlines()))
    }
}

impl Kept {
    fn new(schedule: Schedule) -> Kept {
        Kept {
            schedule,
            after: RefCell::default(),
            before: RefCell::default(),
        }
    }

    fn point(&self, (step, end): (Step, End)) -> Option<usize> {
        let schedule = &self.schedule;
        let (start, completion, expiry) = match step {
            Step::Fact(f) => {
                let (start, finish, standing) = *schedule.facts.get(&(f as usize))?;
                let (completion, expiry) = if standing {
                    (None, Some(finish))
                } else {
                    (Some(finish), None)
                };
                (start, completion, expiry)
            }
            Step::Clause(c) if end == End::Verified => {
                return schedule.verifications.get(&(c as usize)).copied();
            }
            // Of a clause without a promise nothing begins and nothing ends.
            Step::Clause(c) => *schedule
                .clauses
                .get(c as usize)
                .filter(|(_, completion, expiry)| completion.or(*expiry).is_some())?,
            Step::Signature => (SIGNATURE, Some(SIGNATURE), None),
            Step::Entry => (ENTRY, Some(ENTRY), None),
            Step::EntryOf(c) => {
                let entry = *schedule.entries.get(&(c as usize))?;
                (entry, Some(entry), None)
            }
        };
        match end {
            End::Start => Some(start),
            End::Completion => completion,
            End::Expiry => expiry,
            End::Finish => completion.or(expiry),
            End::Verified => None,
        }
    }

    fn mark(&self, mark: Mark) -> Option<usize> {
        match mark {
            Mark::Of(step, end) => self.point((step, end)),
            Mark::Day(_) => Some(ORIGIN),
            Mark::Signature => Some(SIGNATURE),
            Mark::Entry => Some(ENTRY),
            Mark::Declared(word) => {
                let mut moments = self.schedule.moments.iter();
                moments.position(|m| matches!(&m.what, What::Declared(w) if w == word))
            }
        }
    }

    fn keeps(
        &self,
        of: (Step, End),
        bound: &Bound,
        (mark, shift): (Mark, Option<&Shift>),
    ) -> (Known, Vec<usize>) {
        let kept_up = matches!(of.0, Step::Fact(f) if self.schedule.facts.get(&(f as usize)).is_some_and(|(_, _, kept_up)| *kept_up));
        let asked = Asked::of(bound, of.1 == End::Start, kept_up, mark)
            .and_then(|asked| asked.shifted(shift, mark));
        let (Some(p), Some(m), Some(asked)) = (self.point(of), self.mark(mark), asked) else {
            return (Known::Open, Vec::new());
        };
        // How late after the mark, and how early before it: against each, what is asked of it.
        let sides = [(m, p, asked.after), (p, m, asked.before)];
        let sides = || {
            sides
                .into_iter()
                .filter_map(|(from, to, side)| Some((from, to, side?)))
        };
        for (from, to, side) in sides() {
            // What is at least so far on the other side of the mark misses it.
            if let Some((_, why)) = self.most(to, from, |l| l.then(side.wide).is_before()) {
                return (Known::Never, why);
            }
        }
        let mut clauses: Vec<usize> = Vec::new();
        for (from, to, side) in sides() {
            let Some((_, why)) = self.most(from, to, |l| l <= side.sure) else {
                return (Known::Open, Vec::new());
            };
            clauses.extend(
                why.into_iter()
                    .filter(|c| !clauses.contains(c))
                    .collect::<Vec<_>>(),
            );
        }
        (Known::Always, clauses)
    }

    /// How late one point can be after another, if that satisfies what is asked, and the clauses of the way. Both directions are tried: groups are exact
    /// in one of them.
    fn most(
        &self,
        from: usize,
        to: usize,
        asked: impl Fn(Limit) -> bool,
    ) -> Option<(Limit, Vec<usize>)> {
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
        asked(limit).then(|| {
            (
                limit,
                self.schedule.clauses_on(&network.way(reach, end, ahead)),
            )
        })
    }
}

/// What was worked out for a point, or is now. Only so much is kept: a draft can have many points, and each needs room for all others.
fn remember(
    kept: &mut FxHashMap<usize, Option<Reach>>,
    point: usize,
    find: impl FnOnce() -> Option<Reach>,
) -> Option<&Reach> {
    if kept.len() > MOST_KEPT && !kept.contains_key(&point) {
        kept.clear();
    }
    kept.entry(point).or_insert_with(find).as_ref()
}

impl Plan for Order {
    fn standing(&self, step: Step) -> Option<bool> {
        let schedule = &self.all.schedule;
        match step {
            Step::Fact(f) => schedule
                .facts
                .get(&(f as usize))
                .map(|(_, _, standing)| *standing),
            // A clause without a promise is complete with nothing.
            Step::Clause(c) => schedule
                .clauses
                .get(c as usize)
                .filter(|(_, completion, expiry)| completion.or(*expiry).is_some())
                .map(|(_, completion, _)| completion.is_none()),
            Step::Signature | Step::Entry | Step::EntryOf(_) => Some(false),
        }
    }

    fn keeps(
        &self,
        of: (Step, End),
        bound: &Bound,
        at: (Mark, Option<&Shift>),
        gated: bool,
    ) -> (Known, Vec<usize>) {
        if gated {
            self.gated().keeps(of, bound, at)
        } else {
            self.all.keeps(of, bound, at)
        }
    }

    fn has_latest(&self, of: (Step, End)) -> Option<Vec<usize>> {
        let p = self.all.point(of)?;
        self.all
            .most(ORIGIN, p, |_| true)
            .map(|(_, clauses)| clauses)
    }
}

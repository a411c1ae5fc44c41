//! One moment of a step on one schedule, held against a mark.

use super::plan::{Decided, End, Known, Mark, Plan, Step};
use crate::condition::Condition;
use crate::model::{Bound, Counted, Relation, Shift};

/// A moment of a step on one schedule, and the bound it is held against.
#[derive(Clone, Copy)]
pub(super) struct Planned<'p> {
    /// The texts the schedule is of.
    pub(super) when: Condition,
    pub(super) plan: &'p dyn Plan,
    pub(super) of: (Step, End),
    pub(super) bound: &'p Bound,
    /// So long after the moment it is held against, or before it.
    pub(super) shift: Option<&'p Shift>,
    /// It has to hold without anybody keeping a deadline.
    pub(super) gated: bool,
}

impl Planned<'_> {
    pub(super) fn keeps(&self, mark: Mark, gated: bool) -> (Known, Vec<usize>) {
        self.plan
            .keeps(self.of, self.bound, (mark, self.shift), gated)
    }

    /// What deadlines rule out is ruled out, gated or not; what they alone bring about is not gated.
    pub(super) fn known(&self, mark: Mark) -> (Known, Vec<usize>) {
        match self.keeps(mark, false) {
            (Known::Always, _) if self.gated => self.keeps(mark, true),
            known => known,
        }
    }

    /// The same against a share of a promise, which comes at some moment between its beginning and its completion.
    pub(super) fn known_of_share(&self, promise: Step) -> (Known, Vec<usize>) {
        let (first, why) = self.known(Mark::Of(promise, End::Start));
        let (last, more) = self.known(Mark::Of(promise, End::Finish));
        // Of two bounds, each may be missed at another end.
        let two = direction(self.bound) == Direction::Both
            || matches!(self.bound, Bound::Within(..)) && self.of.1 == End::Start;
        if first != last || two && first == Known::Never {
            return (Known::Open, Vec::new());
        }
        (first, why.into_iter().chain(more).collect())
    }

    pub(super) fn held_against(&self, mark: Mark) -> Option<Decided> {
        match self.known(mark) {
            (Known::Always, why) => Some((Condition::ALWAYS, why)),
            (Known::Never, why) => Some((Condition::NEVER, why)),
            (Known::Open, _) => None,
        }
    }
}

/// Which side of its mark a phrase asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Before,
    After,
    Both,
}

pub(super) fn direction(bound: &Bound) -> Direction {
    match bound {
        Bound::At(Relation::By | Relation::Before, _) => Direction::Before,
        Bound::At(Relation::After, _) => Direction::After,
        Bound::Within(_, Counted::Of, _) => Direction::Before,
        Bound::Offset(_, Counted::After, _) => Direction::After,
        Bound::Offset(..) => Direction::Before,
        _ => Direction::Both,
    }
}

//! What is asked of the distance between a moment and a mark, as limits: those that are met for certain, and those that at least are not missed for certain.

use super::limits::ends_of;
use super::network::Limit;
use crate::matching::Mark;
use crate::model::calendar::Length;
use crate::model::{Bound, Counted, Duration, Relation, Shift};
use crate::vocabulary::DayRange;

/// A limit as far as it is known: lengths in months have a shortest and a longest.
#[derive(Clone, Copy)]
pub(super) struct Side {
    /// What keeps to this keeps to what is asked.
    pub sure: Limit,
    /// What does not even keep to this does not keep to it.
    pub wide: Limit,
}

impl Side {
    fn of(limit: Limit) -> Side {
        Side {
            sure: limit,
            wide: limit,
        }
    }
}

/// The mark as limits: not after it, before it, over it, not before it.
#[derive(Clone, Copy)]
struct Marked<'m> {
    mark: Mark<'m>,
    by: Limit,
    before: Limit,
    over: Limit,
    from: Limit,
}

impl<'m> Marked<'m> {
    fn of(mark: Mark<'m>) -> Self {
        let (by, before, over, from) = match mark {
            Mark::Day(d) => {
                let (first, _) = d.minutes();
                let (latest, over) = ends_of(d);
                (latest, Limit::less(first), over, Limit::most(-first))
            }
            _ => (
                Limit::most(0),
                Limit::less(0),
                Limit::less(0),
                Limit::most(0),
            ),
        };
        Marked {
            mark,
            by,
            before,
            over,
            from,
        }
    }

    /// How long a length is at least and at most, counted from the mark or back from it.
    fn length(&self, d: &Duration, back: bool) -> Option<(i64, i64)> {
        let length = Length::of(d)?;
        Some(match self.mark {
            Mark::Day(d) => length.counted(d, back),
            _ => length.relaxed(),
        })
    }
}

/// How long after the mark at most, and how long before it at most; nothing: that is not asked.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked {
    pub after: Option<Side>,
    pub before: Option<Side>,
}

impl Asked {
    /// What a phrase asks of a moment; `begins`: it is the one with which something begins; `kept_up`: of what is kept up. Nothing: no such phrase is held against a schedule.
    pub(super) fn of(bound: &Bound, begins: bool, kept_up: bool, mark: Mark) -> Option<Asked> {
        let marked = Marked::of(mark);
        match bound {
            Bound::At(w, _) => Asked::at(*w, kept_up, &marked),
            Bound::AtOnce(_) => Some(Asked::between(marked.by, marked.from)),
            Bound::Within(d, w, _) => Asked::within(d, *w, begins, &marked),
            Bound::Offset(d, w, _) => Asked::offset(d, *w, &marked),
            _ => None,
        }
    }

    /// The same of a moment so long after the mark, or before it; nothing: how long is not said.
    pub(super) fn shifted(self, shift: Option<&Shift>, mark: Mark) -> Option<Asked> {
        let Some(shift) = shift else {
            return Some(self);
        };
        let (short, long) = Marked::of(mark).length(&shift.length, shift.back)?;
        let moved = |side: Side, sure: i64, wide: i64| Side {
            sure: shifted(side.sure, sure),
            wide: shifted(side.wide, wide),
        };
        let (after, before) = if shift.back {
            ((-long, -short), (short, long))
        } else {
            ((short, long), (-long, -short))
        };
        Some(Asked {
            after: self.after.map(|s| moved(s, after.0, after.1)),
            before: self.before.map(|s| moved(s, before.0, before.1)),
        })
    }

    fn between(by: Limit, from: Limit) -> Asked {
        Asked {
            after: Some(Side::of(by)),
            before: Some(Side::of(from)),
        }
    }

    fn no_later(by: Limit) -> Asked {
        Asked {
            after: Some(Side::of(by)),
            before: None,
        }
    }

    fn no_sooner(from: Limit) -> Asked {
        Asked {
            after: None,
            before: Some(Side::of(from)),
        }
    }

    fn at(relation: Relation, kept_up: bool, m: &Marked) -> Option<Asked> {
        Some(match relation {
            Relation::By => Asked::no_later(m.by),
            Relation::Before => Asked::no_later(m.before),
            Relation::After => Asked::no_sooner(m.over),
            // On an act they say no more than not before; what is kept up begins then.
            Relation::Upon | Relation::From if !kept_up => Asked::no_sooner(m.from),
            Relation::Upon | Relation::From | Relation::On => Asked::between(m.by, m.from),
            Relation::Until => return None,
        })
    }

    fn within(d: &Duration, counted: Counted, begins: bool, m: &Marked) -> Option<Asked> {
        let (short, long) = m.length(d, counted == Counted::Before)?;
        let side = |l: Limit| Side {
            sure: shifted(l, short),
            wide: shifted(l, long),
        };
        Some(match counted {
            Counted::Before => Asked {
                after: Some(Side::of(m.by)),
                before: Some(side(m.from)),
            },
            Counted::Of if !begins => Asked {
                after: Some(side(m.by)),
                before: None,
            },
            Counted::Of | Counted::After => Asked {
                after: Some(side(m.by)),
                before: Some(Side::of(m.from)),
            },
        })
    }

    fn offset(d: &Duration, counted: Counted, m: &Marked) -> Option<Asked> {
        let (short, long) = m.length(d, counted == Counted::Before)?;
        let side = |sure: Limit, wide: Limit| Side {
            sure: shifted(sure, long.saturating_neg()),
            wide: shifted(wide, short.saturating_neg()),
        };
        // Fourteen days after the first of May is the fifteenth, and any hour of it. Where the day is not known, its last counts for certain, or its first.
        let (first, last) = match m.mark {
            Mark::Day(d) => (
                ends_of(DayRange { last: d.first, ..d }).0,
                Limit::most(DayRange { first: d.last, ..d }.minutes().0.saturating_neg()),
            ),
            _ => (m.by, m.from),
        };
        Some(if counted == Counted::Before {
            Asked {
                after: Some(side(first, m.by)),
                before: None,
            }
        } else {
            Asked {
                after: None,
                before: Some(side(last, m.from)),
            }
        })
    }
}

fn shifted(l: Limit, by: i64) -> Limit {
    l.then(Limit::most(by))
}

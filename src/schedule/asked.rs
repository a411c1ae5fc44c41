//! What is asked of the distance between a moment and a mark, as limits: those that are met for certain, and those that at least are not missed for certain.

use super::calendar::Length;
use super::limits::ends_of;
use super::network::Limit;
use crate::matching::Mark;
use crate::model::{Bound, Counted, Relation};

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

/// How long after the mark at most, and how long before it at most; nothing: that is not asked.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked {
    pub after: Option<Side>,
    pub before: Option<Side>,
}

impl Asked {
    /// What a phrase asks of a moment; `begins`: it is the one with which something begins; `kept_up`: of what is kept up. Nothing: no such phrase is held against a schedule.
    pub(super) fn of(bound: &Bound, begins: bool, kept_up: bool, mark: Mark) -> Option<Asked> {
        // Not after the mark; before it; over it; not before it.
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
        let length = |d, back: bool| {
            let length = Length::of(d)?;
            Some(match mark {
                Mark::Day(d) if d.time.is_some() => {
                    let at = d.minutes().0;
                    let exact = if back {
                        at.saturating_sub(length.back_from(at))
                    } else {
                        length.from(at).saturating_sub(at)
                    };
                    (exact, exact)
                }
                _ => length.relaxed(),
            })
        };
        let shifted = |l: Limit, by: i64| l.then(Limit::most(by));
        match bound {
            Bound::At(w, _) => match w {
                Relation::By => Some(Asked {
                    after: Some(Side::of(by)),
                    before: None,
                }),
                Relation::Before => Some(Asked {
                    after: Some(Side::of(before)),
                    before: None,
                }),
                Relation::After => Some(Asked {
                    after: None,
                    before: Some(Side::of(over)),
                }),
                // On an act they say no more than not before; what is kept up begins then.
                Relation::Upon | Relation::From if !kept_up => Some(Asked {
                    after: None,
                    before: Some(Side::of(from)),
                }),
                Relation::Upon | Relation::From | Relation::On => Some(Asked {
                    after: Some(Side::of(by)),
                    before: Some(Side::of(from)),
                }),
                Relation::Until => None,
            },
            Bound::AtOnce(_) => Some(Asked {
                after: Some(Side::of(by)),
                before: Some(Side::of(from)),
            }),
            Bound::Within(d, w, _) => {
                let (short, long) = length(d, *w == Counted::Before)?;
                let side = |l: Limit| Side {
                    sure: shifted(l, short),
                    wide: shifted(l, long),
                };
                Some(match w {
                    Counted::Before => Asked {
                        after: Some(Side::of(by)),
                        before: Some(side(from)),
                    },
                    Counted::Of if !begins => Asked {
                        after: Some(side(by)),
                        before: None,
                    },
                    Counted::Of | Counted::After => Asked {
                        after: Some(side(by)),
                        before: Some(Side::of(from)),
                    },
                })
            }
            Bound::Offset(d, w, _) => {
                let (short, long) = length(d, *w == Counted::Before)?;
                // Of a day the end counts for certain, its beginning perhaps.
                let sure = |l: Limit| shifted(l, long.saturating_neg());
                let wide = |l: Limit| shifted(l, short.saturating_neg());
                let end = Limit::most(over.minutes);
                let start = Limit::most(from.minutes.saturating_neg());
                Some(if *w == Counted::Before {
                    Asked {
                        after: Some(Side {
                            sure: sure(start),
                            wide: wide(by),
                        }),
                        before: None,
                    }
                } else {
                    Asked {
                        after: None,
                        before: Some(Side {
                            sure: sure(end),
                            wide: wide(from),
                        }),
                    }
                })
            }
            _ => None,
        }
    }
}

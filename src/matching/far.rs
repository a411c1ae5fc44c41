//! How far from one moment two times lie: what is 30 days after it at the most is 60 days after it at the most, on whatever day it comes.

use super::dates::{longer, no_longer};
use super::phrases::same_moment;
use crate::model::*;
use crate::vocabulary::Exact;

/// How far from a moment.
#[derive(Clone, Copy)]
pub(super) enum Far<'w> {
    Before(&'w Duration),
    Here,
    After(&'w Duration),
}

impl<'w> Far<'w> {
    /// A moment, as what it is counted from and how far from that it is.
    pub(super) fn of(m: &'w Moment) -> (&'w Moment, Far<'w>) {
        match &m.kind {
            MomentKind::Shifted(shift, of) if shift.back => (of, Far::Before(&shift.length)),
            MomentKind::Shifted(shift, of) => (of, Far::After(&shift.length)),
            _ => (m, Far::Here),
        }
    }

    /// Is it no later than the other, from one moment? Nothing: that is not known.
    pub(super) fn no_further(self, other: Far) -> Option<bool> {
        let shorter = |a: &Duration, b: &Duration| match no_longer(a, b) {
            true => Some(true),
            false => longer(a, b).then_some(false),
        };
        let some = |d: &Duration| d.number.is_some_and(|n| n > Exact::ZERO);
        match (self, other) {
            (Far::After(a), Far::After(b)) | (Far::Before(b), Far::Before(a)) => shorter(a, b),
            (Far::Here, Far::Here | Far::After(_)) => Some(true),
            (Far::Before(_), Far::Here | Far::After(_)) => Some(true),
            (Far::Here, Far::Before(d)) | (Far::After(d), Far::Here) => some(d).then_some(false),
            (Far::After(a), Far::Before(b)) => (some(a) || some(b)).then_some(false),
        }
    }
}

/// The times that keep to a bound, as far as they lie from one moment.
struct Span<'w> {
    from: &'w Moment,
    /// No earlier; with `true`, later.
    first: Option<(Far<'w>, bool)>,
    /// No later; with `true`, earlier.
    last: Option<(Far<'w>, bool)>,
}

impl<'w> Span<'w> {
    fn of(b: &'w Bound) -> Option<Span<'w>> {
        let (from, first, last) = match b {
            Bound::At(relation, m) => {
                let (from, far) = Far::of(m);
                let (first, last) = match relation {
                    Relation::By => (None, Some((far, false))),
                    Relation::Before => (None, Some((far, true))),
                    Relation::On => (Some((far, false)), Some((far, false))),
                    Relation::From | Relation::Upon => (Some((far, false)), None),
                    Relation::After => (Some((far, true)), None),
                    Relation::Until => return None,
                };
                (from, first, last)
            }
            Bound::Within(d, Counted::Of, m) => (m, None, Some((Far::After(d), false))),
            Bound::Within(d, Counted::After, m) => {
                (m, Some((Far::Here, false)), Some((Far::After(d), false)))
            }
            Bound::Offset(d, Counted::After, m) => (m, Some((Far::After(d), false)), None),
            Bound::Offset(d, Counted::Before, m) => (m, None, Some((Far::Before(d), false))),
            _ => return None,
        };
        Some(Span { from, first, last })
    }
}

/// Does whatever keeps to the first bound keep to the second, since both are counted from one moment? Each of when something begins, or of when it is over.
pub(super) fn is_nearer(have: (&Bound, bool), asked: (&Bound, bool)) -> bool {
    if let Bound::At(relation, m) = have.0
        && let MomentKind::Extreme(later, of) = &m.kind
    {
        let each = |m: &Moment| is_nearer((&Bound::At(*relation, m.clone()), have.1), asked);
        return one_of_them(*relation, *later, &|any| match any {
            true => of.iter().any(each),
            false => of.iter().all(each),
        });
    }
    if let Bound::At(relation, m) = asked.0
        && let MomentKind::Extreme(later, of) = &m.kind
    {
        let each = |m: &Moment| is_nearer(have, (&Bound::At(*relation, m.clone()), asked.1));
        return one_of_them(*relation, !*later, &|any| match any {
            true => of.iter().any(each),
            false => of.iter().all(each),
        });
    }
    let ((Some(near), begins), (Some(far), asked_begins)) =
        ((Span::of(have.0), have.1), (Span::of(asked.0), asked.1))
    else {
        return false;
    };
    if !same_moment(near.from, far.from) {
        return false;
    }
    // Of equal distance, what may lie on it does not keep to what may not.
    let no_later = |a: Far, b: Far, strict: bool| match strict {
        true => b.no_further(a) == Some(false),
        false => a.no_further(b) == Some(true),
    };
    // What is over by then has begun by then; what begins after it is over after it.
    let first = |a: (Far, bool)| {
        let said = near.first.filter(|_| begins || !asked_begins);
        said.is_some_and(|h| no_later(a.0, h.0, a.1 && !h.1))
    };
    let last = |a: (Far, bool)| {
        let said = near.last.filter(|_| asked_begins || !begins);
        said.is_some_and(|h| no_later(h.0, a.0, a.1 && !h.1))
    };
    far.first.is_none_or(first) && far.last.is_none_or(last)
}

/// Of several moments, of which the later or the earlier is meant: is it enough that one of them keeps to an order, or must all?
fn one_of_them(relation: Relation, later: bool, keeps: &dyn Fn(bool) -> bool) -> bool {
    if relation.is_earliest() {
        keeps(later)
    } else {
        relation.is_latest() && keeps(!later)
    }
}

//! What is known of when times begin and end: by the calendar, by what they are counted from, and by what no text can change.

use super::window::{Edge, Side, Window};
use crate::model::calendar::Length;
use crate::model::*;
use crate::vocabulary::DayRange;
use compact_str::CompactString;

/// Compares edges by the calendar, by what they are edges of, and by what no text can change.
pub(super) struct Known<'k> {
    pub(super) draft: &'k Draft,
    /// The text they are said in, if it is one that is brought in.
    pub(super) text: Option<&'k CompactString>,
    /// They stand in a clause that enters into force by itself; the day, if one is said.
    pub(super) own_entry: Option<Option<DayRange>>,
    /// All of the draft enters into force together.
    pub(super) enters_at_once: bool,
    /// What orders say of the clause.
    pub(super) ordered: Vec<(Point, &'k Phrase)>,
}

impl Known<'_> {
    /// An edge in minutes, if the calendar tells which one it is.
    pub(super) fn instant(&self, edge: Edge) -> Option<i64> {
        let [first, last] = self.between(edge)?;
        (first == last).then_some(first)
    }

    /// An edge in minutes: at the earliest, and at the latest.
    fn between(&self, edge: Edge) -> Option<[i64; 2]> {
        match edge {
            Edge::At(m, side) => {
                let day = self.draft.day_of(m, self.text)?;
                let (first, last) = day.minutes();
                Some(match side {
                    Side::Within if day.first != day.last => [first, last],
                    Side::First | Side::Within => [first; 2],
                    Side::Last => [last; 2],
                })
            }
            Edge::Instant(at) => Some([at; 2]),
            Edge::Unsaid
            | Edge::ByThen(_)
            | Edge::NotBefore(_)
            | Edge::SoLong(..)
            | Edge::Unknown => None,
        }
    }

    /// When something begins, in minutes: with the text, if nothing is said.
    pub(super) fn beginning(&self, edge: Edge) -> Option<i64> {
        let [first, last] = self.begins_between(edge)?;
        (first == last).then_some(first)
    }

    fn begins_between(&self, edge: Edge) -> Option<[i64; 2]> {
        match edge {
            Edge::Unsaid => {
                let text = || self.draft.entry_day(self.text);
                Some([self.own_entry.unwrap_or_else(text)?.minutes().0; 2])
            }
            edge => self.between(edge),
        }
    }

    /// The end of what lasts so long.
    pub(super) fn so_long<'e>(&self, begin: Edge<'e>, length: &'e Duration) -> Edge<'e> {
        let end = |at| Some(Length::of(length)?.from(at));
        if let Some(at) = self.beginning(begin).and_then(end) {
            return Edge::Instant(at);
        }
        match begin {
            Edge::Unsaid if self.own_entry.is_none() => Edge::SoLong(None, length),
            Edge::At(m, side) => Edge::SoLong(Some((m, side)), length),
            _ => Edge::Unknown,
        }
    }

    /// Has the first begun when the second does? What is asked up to an end is asked from the beginning of the text on.
    pub(super) fn begins_in_time(&self, have: &Window, want: &Window) -> Option<bool> {
        let from_the_start = match have.begin {
            Edge::Unsaid => true,
            Edge::At(m, _) => matches!(m.kind, MomentKind::Entry | MomentKind::Signature),
            Edge::Instant(_)
            | Edge::ByThen(_)
            | Edge::NotBefore(_)
            | Edge::SoLong(..)
            | Edge::Unknown => false,
        };
        if want.before && !have.begin.is_start_of(want.begin) {
            self.before(have.begin, want.begin)
        } else if !want.begin.is_unsaid() {
            self.not_after(have.begin, want.begin)
        } else if want.end.is_unsaid() || from_the_start {
            Some(true)
        } else {
            self.before(have.begin, want.end).filter(|before| !before)
        }
    }

    /// Does the first begin no earlier than the second, and end no later? Nothing: that is not known.
    pub(super) fn lies_within(&self, have: &Window, want: &Window) -> (Option<bool>, Option<bool>) {
        let from_the_start = |e: &Edge| matches!(e, Edge::At(m, _) if matches!(m.kind, MomentKind::Entry | MomentKind::Signature));
        let begun = if want.before {
            self.begins_in_time(have, want)
        } else if want.begin.is_unsaid() || from_the_start(&want.begin) {
            Some(true)
        } else if have.begin.is_unsaid() && self.instant(want.begin).is_none() {
            // It holds from the beginning of the text on, whenever that comes.
            Some(false)
        } else {
            self.not_after(want.begin, have.begin)
        };
        let lasts = if want.end.is_unsaid() {
            Some(true)
        } else if have.end.is_unsaid() {
            Some(false)
        } else {
            self.not_after(have.end, want.end)
        };
        (begun, lasts)
    }

    /// Is the first for certain not later than the second? Nothing: that is not known.
    pub(super) fn not_after(&self, a: Edge, b: Edge) -> Option<bool> {
        if a.is(b) {
            return Some(true);
        }
        match (a, b) {
            (Edge::Unsaid, Edge::At(m, _))
                if matches!(m.kind, MomentKind::Entry) && self.own_entry.is_none() =>
            {
                Some(true)
            }
            // Nothing a clause promises begins before entry into force.
            (Edge::Unsaid, Edge::At(m, _))
                if self.enters_at_once && self.own_entry.is_none() && is_of_clause(m) =>
            {
                Some(true)
            }
            (Edge::At(a, _), Edge::At(b, _))
                if matches!(
                    (&a.kind, &b.kind),
                    (MomentKind::Signature, MomentKind::Entry)
                ) =>
            {
                Some(true)
            }
            (Edge::ByThen(m), b) => {
                let latest = Edge::At(m, Side::Last);
                (self.not_after(latest, b) == Some(true)).then_some(true)
            }
            (a, Edge::NotBefore(at)) => (self.begins_between(a)?[1] <= at).then_some(true),
            (Edge::NotBefore(at), b) => (at > self.between(b)?[1]).then_some(false),
            _ => match self.begins_between(a).zip(self.begins_between(b)) {
                Some((a, b)) => either_way(a[0] <= b[0], a[1] <= b[1]),
                None => self.not_after_each(a, b).or_else(|| a.not_after(b)),
            },
        }
    }

    /// The same of the later or the earlier of several moments.
    fn not_after_each(&self, a: Edge, b: Edge) -> Option<bool> {
        if let Edge::At(m, side) = a
            && let MomentKind::Extreme(later, of) = &m.kind
        {
            let mut each = of.iter().map(|m| self.not_after(Edge::At(m, side), b));
            let sure = match later {
                true => each.all(|e| e == Some(true)),
                false => each.any(|e| e == Some(true)),
            };
            return sure.then_some(true);
        }
        let Edge::At(m, side) = b else { return None };
        let MomentKind::Extreme(later, of) = &m.kind else {
            return None;
        };
        let mut each = of.iter().map(|m| self.not_after(a, Edge::At(m, side)));
        let sure = match later {
            true => each.any(|e| e == Some(true)),
            false => each.all(|e| e == Some(true)),
        };
        sure.then_some(true)
    }

    /// Is the first for certain earlier than the second?
    pub(super) fn before(&self, a: Edge, b: Edge) -> Option<bool> {
        match a {
            Edge::ByThen(m) => {
                let latest = Edge::At(m, Side::Last);
                (self.before(latest, b) == Some(true)).then_some(true)
            }
            Edge::NotBefore(at) => (at >= self.between(b)?[1]).then_some(false),
            _ => match b {
                Edge::NotBefore(at) => (self.begins_between(a)?[1] < at).then_some(true),
                _ => match self.begins_between(a).zip(self.between(b)) {
                    Some((a, b)) => either_way(a[0] < b[0], a[1] < b[1]),
                    // What comes no later than another is not after it.
                    None => b.not_after(a).map(|no_later| !no_later),
                },
            },
        }
    }
}

/// What holds at the earliest and at the latest, if that is one and the same.
fn either_way(first: bool, last: bool) -> Option<bool> {
    (first == last).then_some(first)
}

/// Is it a moment of a clause of the draft itself?
fn is_of_clause(m: &Moment) -> bool {
    let MomentKind::Point(point, of, _) = &m.kind else {
        return false;
    };
    let clause = matches!(
        &**of,
        PointOf::Item(Item {
            base: Base::Clause(None, _),
            ..
        })
    );
    clause && !matches!(point, Point::Signature | Point::EntryIntoForce)
}

//! What is kept up holds over a time: a window, from where it begins to where it ends. What is asked of a time is a window too, and windows are compared,
//! not words: a ban on some of it is met by one that shares a moment with it, a demand by one that has all of it.

use super::dates::{longer, no_longer};
use super::phrases::{Held, same_moment};
use super::{Ask, Engine, Hit, Mode, Source, Timed};
use crate::condition::Condition;
use crate::model::calendar::Length;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::DayRange;
use compact_str::CompactString;

/// Where a window begins or ends.
#[derive(Clone, Copy, Default)]
enum Edge<'w> {
    /// Nothing is said of it: it begins with what the text governs, or has no end.
    #[default]
    Unsaid,
    /// At a moment: of a day, when it begins or when it is over.
    At(&'w Moment, Side),
    /// At an instant worked out from a length.
    Instant(i64),
    /// At the moment or earlier.
    ByThen(&'w Moment),
    /// Not before an instant; how much later is not said.
    NotBefore(i64),
    /// So long after a beginning that has no day; nothing: after that of the text.
    SoLong(Option<(&'w Moment, Side)>, &'w Duration),
    /// Something is said of it, and not when.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

/// A time, as far as words tell it.
#[derive(Clone, Copy, Default)]
struct Window<'w> {
    begin: Edge<'w>,
    end: Edge<'w>,
    /// What is asked is to have begun before its edge, not at it: a day ends where the next one begins.
    before: bool,
}

/// What it is that holds over a time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// A ban or a permission: `before M` is its end, `on DATE` all of it.
    Rule,
    /// A duty that nothing completes: such words say when it begins.
    Duty,
}

/// Is it a phrase on the time over which something holds? What comes before the deed that is judged is no such time.
fn is_of_window(p: &Phrase, kept: Kept) -> bool {
    let PhraseKind::Time(None, Bound::At(relation, m)) = &p.kind else {
        return false;
    };
    let begins = matches!(relation, Relation::By | Relation::Before | Relation::On);
    if kept == Kept::Duty && begins {
        return false;
    }
    match &m.kind {
        MomentKind::AnyDate(_) => false,
        MomentKind::It => *relation == Relation::After || *relation == Relation::From,
        MomentKind::Point(_, of, _) if matches!(**of, PointOf::It) => {
            *relation == Relation::After || *relation == Relation::From
        }
        _ => true,
    }
}

/// The phrases that ask for a window; a length is one of them where something else says from when it counts.
pub(super) fn window_of(asked: &[Phrase], kept: Kept) -> Vec<&Phrase> {
    let begins = |p: &Phrase| {
        matches!(&p.kind, PhraseKind::Time(None, Bound::At(relation, _))
            if matches!(relation, Relation::From | Relation::Upon | Relation::After))
            && is_of_window(p, kept)
    };
    let counts = asked.iter().any(begins);
    let asks = |p: &&Phrase| is_of_window(p, kept) || counts && is_plain_length(p);
    asked.iter().filter(asks).collect()
}

/// `for 30 days`, no more and no less.
fn is_plain_length(p: &Phrase) -> bool {
    matches!(p.kind, PhraseKind::Time(None, Bound::For(None, _)))
}

/// Do they ask until when something holds?
pub(super) fn ask_for_end(window: &[&Phrase]) -> bool {
    window
        .iter()
        .any(|p| ends_window(p, Kept::Rule) || is_plain_length(p))
}

/// Does it say when what is kept up ends?
pub(super) fn ends_window(p: &Phrase, kept: Kept) -> bool {
    let PhraseKind::Time(pick, Bound::At(relation, m)) = &p.kind else {
        return false;
    };
    let mut window = Window::default();
    window.bound(*pick, *relation, m, kept);
    !window.end.is_unsaid()
}

impl<'w> Window<'w> {
    /// The window in which something holds; the nearest phrase counts.
    fn held(held: &'w Held, kept: Kept, known: &Known<'w>) -> Window<'w> {
        let mut out = Window::default();
        for (p, _) in held {
            match &p.kind {
                PhraseKind::Time(pick, Bound::At(relation, m)) => {
                    out.bound(*pick, *relation, m, kept);
                }
                // Leave for what is at least so long after something begins then.
                PhraseKind::Time(
                    None | Some(Pick::Beginning),
                    Bound::Offset(d, Counted::After, m),
                ) if kept == Kept::Rule => {
                    // Of a month nobody knows from which of its days.
                    let day = known.draft.day_of(m, known.text);
                    out.begins(if day.is_none_or(|d| d.first == d.last) {
                        known.so_long(Edge::At(m, Side::First), d)
                    } else {
                        Edge::Unknown
                    });
                }
                PhraseKind::Time(Some(Pick::Completed), Bound::Within(..) | Bound::Offset(..))
                | PhraseKind::Guard(Guard::While, _) => out.ends(Edge::Unknown),
                PhraseKind::Time(_, Bound::Within(..) | Bound::Offset(..) | Bound::AtOnce(_)) => {
                    out.begins(Edge::Unknown);
                }
                _ => {}
            }
        }
        for (point, p) in &known.ordered {
            if let (Some(pick), PhraseKind::Time(_, Bound::At(relation, m))) =
                (point.pick(), &p.kind)
            {
                out.bound(Some(pick), *relation, m, kept);
            }
        }
        // A length has an end where its beginning is known; what is renewed ends no earlier.
        let renewed = is_renewed(held);
        for (p, clause) in held {
            match &p.kind {
                PhraseKind::Time(_, Bound::For(None, d)) => {
                    // How long the text is in force is counted from when it is, whenever what it says begins.
                    let begin = if known.draft.clauses[*clause].is_final() {
                        Edge::Unsaid
                    } else {
                        out.begin
                    };
                    out.ends(match known.so_long(begin, d) {
                        Edge::Instant(at) if renewed => Edge::NotBefore(at),
                        Edge::SoLong(..) if renewed => Edge::Unknown,
                        edge => edge,
                    });
                }
                PhraseKind::Time(_, Bound::For(..)) => out.ends(Edge::Unknown),
                _ => {}
            }
        }
        if renewed {
            out.ends(Edge::Unknown);
        }
        out
    }

    /// The window that phrases ask for together. A ban on what begins by a moment is on what holds in some of the time before it.
    fn asked(phrases: &[&'w Phrase], mode: Mode, known: &Known<'w>) -> Window<'w> {
        let mut out = Window::default();
        for p in phrases {
            let PhraseKind::Time(_, Bound::At(relation, m)) = &p.kind else {
                continue;
            };
            match (relation, mode) {
                (Relation::By, Mode::Overlap) => out.ends(Edge::At(m, Side::Last)),
                (Relation::By, _) => {
                    out.begins(Edge::At(m, Side::Last));
                    out.before = true;
                }
                _ => out.bound(None, *relation, m, Kept::Rule),
            }
        }
        for p in phrases {
            if let PhraseKind::Time(None, Bound::For(None, d)) = &p.kind {
                out.ends(known.so_long(out.begin, d));
            }
        }
        out
    }

    fn bound(&mut self, pick: Option<Pick>, relation: Relation, m: &'w Moment, kept: Kept) {
        match (pick, relation) {
            (None, Relation::Before) if kept == Kept::Duty => self.begins(Edge::ByThen(m)),
            (None, Relation::On) if kept == Kept::Duty => self.begins(Edge::At(m, Side::First)),
            (Some(Pick::Completed), Relation::By | Relation::On) => {
                self.ends(Edge::At(m, Side::Last));
            }
            (None | Some(Pick::Completed), Relation::Before) | (_, Relation::Until) => {
                self.ends(Edge::At(m, Side::First));
            }
            (Some(Pick::Completed), Relation::Upon | Relation::From | Relation::After) => {
                self.ends(Edge::Unknown);
            }
            (_, Relation::From | Relation::Upon) => self.begins(Edge::At(m, Side::First)),
            (_, Relation::After) => self.begins(Edge::At(m, Side::Last)),
            (None | Some(Pick::Beginning), Relation::By)
            | (Some(Pick::Beginning), Relation::Before) => self.begins(Edge::ByThen(m)),
            (Some(Pick::Beginning), Relation::On) => self.begins(Edge::At(m, Side::First)),
            (None, Relation::On) => {
                self.begins(Edge::At(m, Side::First));
                self.ends(Edge::At(m, Side::Last));
            }
        }
    }

    fn begins(&mut self, edge: Edge<'w>) {
        if matches!(self.begin, Edge::Unsaid) {
            self.begin = edge;
        }
    }

    fn ends(&mut self, edge: Edge<'w>) {
        if matches!(self.end, Edge::Unsaid) {
            self.end = edge;
        }
    }
}

impl<'w> Edge<'w> {
    fn is_unsaid(self) -> bool {
        matches!(self, Edge::Unsaid)
    }

    /// Are they one edge, whenever that is?
    fn is(self, other: Edge<'w>) -> bool {
        match (self, other) {
            (Edge::At(a, x), Edge::At(b, y)) => same_moment(a, b) && (x == y || a.date().is_none()),
            (Edge::Instant(a), Edge::Instant(b)) => a == b,
            (Edge::SoLong(..), Edge::SoLong(..)) => {
                self.lengths(other).is_some_and(|(a, b)| a == b)
            }
            _ => false,
        }
    }

    /// How long after one beginning each of two comes.
    fn lengths(self, other: Edge<'w>) -> Option<(&'w Duration, &'w Duration)> {
        let (Edge::SoLong(a, m), Edge::SoLong(b, n)) = (self, other) else {
            return None;
        };
        let entry = |m: &Moment| matches!(m.kind, MomentKind::Entry);
        let one = match (a, b) {
            (None, None) => true,
            (None, Some((m, Side::First))) | (Some((m, Side::First)), None) => entry(m),
            (Some((a, x)), Some((b, y))) => same_moment(a, b) && x == y,
            _ => false,
        };
        one.then_some((m, n))
    }

    /// Is it the very moment, and not what comes after it?
    fn is_start_of(self, other: Edge) -> bool {
        match (self, other) {
            (Edge::At(a, Side::First), Edge::At(b, _)) => same_moment(a, b),
            (Edge::ByThen(a), Edge::At(b, _)) => same_moment(a, b),
            (Edge::Unsaid, Edge::At(m, _)) => {
                matches!(m.kind, MomentKind::Entry)
            }
            _ => false,
        }
    }

    /// The moment it hangs on, for asking a schedule.
    fn moment(self, span: Span) -> Option<(Moment, Side)> {
        match self {
            Edge::At(m, side) => Some((m.clone(), side)),
            Edge::Instant(at) => {
                let kind = MomentKind::Date(DayRange::instant(at)?);
                Some((Moment { kind, span }, Side::First))
            }
            _ => None,
        }
    }
}

impl<'e> Engine<'e> {
    /// When something holds in the time that is asked for: in all of it for a demand, in some of it for a ban; with the clauses that decide it by the plan.
    pub(super) fn over_time(
        &mut self,
        asked: &[&Phrase],
        (held, kept): (&Held, Kept),
        ask: Ask,
        (hit, said): (&Hit, Source),
    ) -> (Condition, Vec<usize>) {
        let Some(at) = asked.first().map(|p| p.span) else {
            return (Condition::ALWAYS, Vec::new());
        };
        let known = self.known(Some(said));
        let want = Window::asked(asked, ask.mode, &known);
        let mut have = Window::held(held, kept, &known);
        // What is said of one moment in other words is said of it.
        for (said, asked) in [(&mut have.begin, want.begin), (&mut have.end, want.end)] {
            if let (Edge::At(a, side), Edge::At(b, _)) = (*said, asked)
                && self.is_one_moment(a, b, ask)
            {
                *said = Edge::At(b, side);
            }
        }
        // Two times that have a common end, or a common beginning, have a moment in common.
        let common = want.end.is(have.end) || want.begin.is(have.begin);
        let reaches = if common || want.begin.is_unsaid() || have.end.is_unsaid() {
            Some(true)
        } else {
            known.before(want.begin, have.end)
        };
        let (begun, lasts) = if ask.mode == Mode::Within {
            known.lies_within(&have, &want)
        } else if ask.mode == Mode::Overlap {
            let begun = if common || want.end.is_unsaid() {
                Some(true)
            } else {
                known.before(have.begin, want.end)
            };
            (begun, reaches)
        } else {
            // Whether an end is too early for what is asked without end, the phrase that says so is asked about; but it may not be over before.
            let lasts = if want.end.is_unsaid() {
                reaches
            } else if have.end.is_unsaid() {
                Some(true)
            } else {
                known.not_after(want.end, have.end)
            };
            (known.begins_in_time(&have, &want), lasts)
        };
        let edge = if ask.mode == Mode::Overlap {
            want.end
        } else {
            want.begin
        };
        let (begun, why) = match begun {
            Some(known) => (Condition::of(known), Vec::new()),
            None => self.begun(edge, at, ask, (hit, said)),
        };
        let lasts = match lasts {
            Some(known) => Condition::of(known),
            None if self.ends_later(have.end, want.end, at, ask) => Condition::ALWAYS,
            None => {
                let name = match ask.mode {
                    Mode::Within => "whether this is over by then",
                    Mode::Overlap | Mode::Entail | Mode::Cover => "whether this still holds then",
                };
                self.open_order(at, name)
            }
        };
        (self.store.and(begun, lasts), why)
    }

    /// Does the plan have the end of a clause, until which something holds, at or after the moment that is asked for?
    fn ends_later(&mut self, have: Edge, want: Edge, at: Span, ask: Ask) -> bool {
        let (Edge::At(end, _), Edge::At(asked, side)) = (have, want) else {
            return false;
        };
        if let MomentKind::Extreme(true, each) = &asked.kind {
            return each
                .iter()
                .all(|m| self.ends_later(have, Edge::At(m, side), at, ask));
        }
        let Some((Point::Completion, clause)) = self.point_of_clause(end) else {
            return false;
        };
        let bound = Bound::At(Relation::From, asked.clone());
        let hit = Hit::new(super::Theta::default());
        let asked = Timed {
            pick: Some(Pick::Completed),
            bound: &bound,
            at,
            held: &[],
            hit: &hit,
            said: Some(Source::Clause(clause as u32)),
            ask,
        };
        ask.mode == Mode::Cover
            && self
                .planned(asked, Condition::NEVER)
                .is_some_and(|(c, _)| c.is_always())
    }

    /// How long it lasts, where the calendar tells: from when to when, in minutes.
    pub(super) fn lasting(&self, held: &Held, said: Option<Source>) -> Option<(i64, i64)> {
        let known = self.known(said);
        let kept = self.kept(said?)?;
        let window = Window::held(held, kept, &known);
        Some((known.beginning(window.begin)?, known.instant(window.end)?))
    }

    fn known(&self, said: Option<Source>) -> Known<'e> {
        let clause = said.and_then(|s| self.clause_of(s));
        let (draft, facts) = (self.draft, self.facts);
        let around = clause.into_iter().flat_map(|c| draft.around(c));
        let own = clause.and_then(|c| facts.enters_with(draft, c));
        Known {
            draft,
            text: clause.and_then(|c| draft.clauses[c].text.as_ref()),
            own_entry: own.map(|c| draft.own_entry_day(c, |i| facts.labels.named(i))),
            ordered: around
                .filter_map(|c| facts.ordered.get(&c))
                .flatten()
                .copied()
                .collect(),
        }
    }

    /// Has it begun by an edge? What the words leave open the plan may say.
    fn begun(
        &mut self,
        edge: Edge,
        at: Span,
        ask: Ask,
        (hit, said): (&Hit, Source),
    ) -> (Condition, Vec<usize>) {
        let open = self.open_order(at, "whether this already holds then");
        let Some((mut moment, side)) = edge.moment(at) else {
            return (open, Vec::new());
        };
        let some = ask.mode == Mode::Overlap;
        let relation = match (&moment.kind, side) {
            _ if ask.mode == Mode::Within && side == Side::First => Relation::From,
            _ if ask.mode == Mode::Within => Relation::After,
            // Some of a day has to be left before it is over; all of it is left if it begins by the first minute.
            (MomentKind::Date(d), Side::First) if !some && d.time.is_none() => {
                if let Some(first) = DayRange::instant(d.minutes().0) {
                    moment.kind = MomentKind::Date(first);
                }
                Relation::By
            }
            (_, Side::First) if some => Relation::Before,
            _ => Relation::By,
        };
        let bound = Bound::At(relation, moment);
        let asked = Timed {
            pick: None,
            bound: &bound,
            at,
            held: &[],
            hit,
            said: Some(said),
            ask,
        };
        self.planned(asked, open).unwrap_or((open, Vec::new()))
    }
}

/// Compares edges by the calendar, by what they are edges of, and by what no text can change.
struct Known<'k> {
    draft: &'k Draft,
    /// The text they are said in, if it is one that is brought in.
    text: Option<&'k CompactString>,
    /// They stand in a clause that enters into force by itself; the day, if one is said.
    own_entry: Option<Option<DayRange>>,
    /// What orders say of the clause.
    ordered: Vec<(Point, &'k Phrase)>,
}

impl Known<'_> {
    /// An edge in minutes, if the calendar tells.
    fn instant(&self, edge: Edge) -> Option<i64> {
        match edge {
            Edge::At(m, side) => {
                let (first, last) = self.draft.day_of(m, self.text)?.minutes();
                Some(if side == Side::First { first } else { last })
            }
            Edge::Instant(at) => Some(at),
            Edge::Unsaid
            | Edge::ByThen(_)
            | Edge::NotBefore(_)
            | Edge::SoLong(..)
            | Edge::Unknown => None,
        }
    }

    /// When something begins, in minutes: with the text, if nothing is said.
    fn beginning(&self, edge: Edge) -> Option<i64> {
        match edge {
            Edge::Unsaid => {
                let text = || self.draft.entry_day(self.text);
                Some(self.own_entry.unwrap_or_else(text)?.minutes().0)
            }
            edge => self.instant(edge),
        }
    }

    /// The end of what lasts so long.
    fn so_long<'e>(&self, begin: Edge<'e>, length: &'e Duration) -> Edge<'e> {
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
    fn begins_in_time(&self, have: &Window, want: &Window) -> Option<bool> {
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
    fn lies_within(&self, have: &Window, want: &Window) -> (Option<bool>, Option<bool>) {
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
    fn not_after(&self, a: Edge, b: Edge) -> Option<bool> {
        if a.is(b) {
            return Some(true);
        }
        match (a, b) {
            (Edge::Unsaid, Edge::At(m, _))
                if matches!(m.kind, MomentKind::Entry) && self.own_entry.is_none() =>
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
            (Edge::SoLong(..), Edge::SoLong(..)) => {
                let (a, b) = a.lengths(b)?;
                if no_longer(a, b) {
                    Some(true)
                } else {
                    longer(a, b).then_some(false)
                }
            }
            (Edge::ByThen(m), b) => {
                let latest = Edge::At(m, Side::Last);
                (self.not_after(latest, b) == Some(true)).then_some(true)
            }
            (a, Edge::NotBefore(at)) => (self.beginning(a)? <= at).then_some(true),
            (Edge::NotBefore(at), b) => (at > self.instant(b)?).then_some(false),
            _ => Some(self.beginning(a)? <= self.beginning(b)?),
        }
    }

    /// Is the first for certain earlier than the second?
    fn before(&self, a: Edge, b: Edge) -> Option<bool> {
        match a {
            Edge::ByThen(m) => {
                let latest = Edge::At(m, Side::Last);
                (self.before(latest, b) == Some(true)).then_some(true)
            }
            Edge::NotBefore(at) => (at >= self.instant(b)?).then_some(false),
            _ => match b {
                Edge::NotBefore(at) => (self.beginning(a)? < at).then_some(true),
                _ => Some(self.beginning(a)? < self.instant(b)?),
            },
        }
    }
}

/// Does the term run on by itself?
fn is_renewed(held: &Held) -> bool {
    held.iter()
        .any(|(p, _)| matches!(p.kind, PhraseKind::Time(_, Bound::Renewed(..))))
}

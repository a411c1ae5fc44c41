//! What is kept up holds over a time: a window, from where it begins to where it ends. What is asked of a time is a window too, and windows are compared,
//! not words: a ban on some of it is met by one that shares a moment with it, a demand by one that has all of it.

use super::far::Far;
use super::known::Known;
use super::phrases::{Held, same_moment};
use super::plan::{Decided, End, EndOf, Step};
use super::{Ask, Engine, Hit, Mode, Source, Timed};
use crate::condition::Condition;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::DayRange;

/// Where a window begins or ends.
#[derive(Clone, Copy, Default)]
pub(super) enum Edge<'w> {
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
pub(super) enum Side {
    First,
    /// When it begins; of a month or a year, on a day of it that is not said.
    Within,
    Last,
}

impl Side {
    /// Are they one, as far as moments go of which no text says on which day they are?
    fn is(self, other: Side) -> bool {
        (self == Side::Last) == (other == Side::Last)
    }
}

/// A time, as far as words tell it.
#[derive(Clone, Copy, Default)]
pub(super) struct Window<'w> {
    pub(super) begin: Edge<'w>,
    pub(super) end: Edge<'w>,
    /// What is asked is to have begun before its edge, not at it: a day ends where the next one begins.
    pub(super) before: bool,
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
    pub(super) fn held(held: &'w Held, kept: Kept, known: &Known<'w>) -> Window<'w> {
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
            (None | Some(Pick::Completed), Relation::Before) => {
                self.ends(Edge::At(m, Side::First));
            }
            (_, Relation::Until) => self.ends(Edge::At(m, Side::Within)),
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
    pub(super) fn is_unsaid(self) -> bool {
        matches!(self, Edge::Unsaid)
    }

    /// Are they one edge, whenever that is?
    pub(super) fn is(self, other: Edge<'w>) -> bool {
        match (self, other) {
            (Edge::At(a, x), Edge::At(b, y)) => {
                same_moment(a, b) && (x.is(y) || a.date().is_none())
            }
            (Edge::Instant(a), Edge::Instant(b)) => a == b,
            _ => self.not_after(other) == Some(true) && other.not_after(self) == Some(true),
        }
    }

    /// What it is counted from, and how far; no moment: the beginning of the text.
    fn counted(self) -> Option<(Option<(&'w Moment, Side)>, Far<'w>)> {
        match self {
            Edge::SoLong(base, length) => Some((base, Far::After(length))),
            Edge::At(m, side) => {
                let (from, far) = Far::of(m);
                Some((Some((from, side)), far))
            }
            _ => None,
        }
    }

    /// Is it no later than another that is counted from the same moment? Nothing: that is not known.
    pub(super) fn not_after(self, other: Edge<'w>) -> Option<bool> {
        let ((base, a), (other, b)) = (self.counted()?, other.counted()?);
        let entry = |m: &Moment| matches!(m.kind, MomentKind::Entry);
        let one = match (base, other) {
            (None, None) => true,
            (None, Some((m, side))) | (Some((m, side)), None) if side != Side::Last => entry(m),
            (Some((a, x)), Some((b, y))) => same_moment(a, b) && (x.is(y) || a.date().is_none()),
            _ => false,
        };
        if one { a.no_further(b) } else { None }
    }

    /// Is it the very moment, and not what comes after it?
    pub(super) fn is_start_of(self, other: Edge) -> bool {
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
        held: (&Held, Kept),
        ask: Ask,
        of: (&Hit, Source),
    ) -> (Condition, Vec<usize>) {
        let [begun, lasts] = self.edges(asked, held, ask, of);
        (self.store.and(begun.0, lasts.0), begun.1)
    }

    /// When it has begun as is asked, and when it lasts as long, each with the clauses that decide it by the plan.
    pub(super) fn edges(
        &mut self,
        asked: &[&Phrase],
        (held, kept): (&Held, Kept),
        ask: Ask,
        (hit, said): (&Hit, Source),
    ) -> [Decided; 2] {
        let sure = || (Condition::ALWAYS, Vec::new());
        let Some(at) = asked.first().map(|p| p.span) else {
            return [sure(), sure()];
        };
        // The same words on its beginning say the same, whatever else is said of that.
        let same = |a: &Phrase, h: &Phrase| match (&a.kind, &h.kind) {
            (
                PhraseKind::Time(p, Bound::At(relation, m)),
                PhraseKind::Time(q, Bound::At(other, n)),
            ) => p == q && relation == other && relation.is_earliest() && same_moment(m, n),
            _ => false,
        };
        if asked.iter().all(|a| held.iter().any(|(h, _)| same(a, h))) {
            return [sure(), sure()];
        }
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
        let begun = match begun {
            Some(known) => (Condition::of(known), Vec::new()),
            None => match self.begins_by_plan(have.begin, edge, at, ask) {
                Some(why) => (Condition::ALWAYS, why),
                None => self.begun(edge, at, ask, (hit, said)),
            },
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
        [begun, (lasts, Vec::new())]
    }

    /// Does the plan have the end of a clause or of a deed, until which something holds, at or after the moment that is asked for?
    fn ends_later(&mut self, have: Edge, want: Edge, at: Span, ask: Ask) -> bool {
        let Edge::At(asked, side) = want else {
            return false;
        };
        if let MomentKind::Extreme(true, each) = &asked.kind {
            return each
                .iter()
                .all(|m| self.ends_later(have, Edge::At(m, side), at, ask));
        }
        ask.mode == Mode::Cover
            && self
                .edge_keeps(have, &Bound::At(Relation::From, asked.clone()), at, ask)
                .is_some()
    }

    /// Does the plan have the moment at which something begins or ends within a bound, whatever happens? Then by these clauses.
    fn edge_keeps(&mut self, edge: Edge, bound: &Bound, at: Span, ask: Ask) -> Option<Vec<usize>> {
        let Edge::At(m, _) = edge else { return None };
        let hit = Hit::new(super::Theta::default());
        let mut clauses = Vec::new();
        for step in self.steps_at(m, ask)? {
            let asked = Timed {
                pick: None,
                bound,
                at,
                held: &[],
                hit: &hit,
                said: None,
                ask,
            };
            let (kept, why) = self.planned_step(step, asked, Condition::NEVER)?;
            if !kept.is_always() {
                return None;
            }
            clauses.extend(why);
        }
        Some(clauses)
    }

    /// The steps that have an end at a moment, if all of them are known and sure.
    fn steps_at(&mut self, m: &Moment, ask: Ask) -> Option<Vec<EndOf>> {
        if let Some((point, clause)) = self.point_of_clause(m) {
            return Some(vec![(Step::Clause(clause as u32), Some(End::of(point)?))]);
        }
        let MomentKind::Point(point, of, None) = &m.kind else {
            return None;
        };
        let PointOf::Event(s) = &**of else {
            return None;
        };
        let end = End::of(*point)?;
        let all = self.performed(s, ask.event())?;
        let sure = !all.is_empty() && all.iter().all(|p| !p.share && p.when.is_always());
        sure.then(|| all.iter().map(|p| (p.step, Some(end))).collect())
    }

    /// How long it lasts, where the calendar tells: from when to when, in minutes.
    pub(super) fn lasting(&self, held: &Held, said: Option<Source>) -> Option<(i64, i64)> {
        let known = self.known(said);
        let kept = self.kept(said?)?;
        let window = Window::held(held, kept, &known);
        Some((known.beginning(window.begin)?, known.instant(window.end)?))
    }

    /// The moment at which what is kept up ends, if it ends at one.
    pub(super) fn end_of(&self, (held, kept): (&Held, Kept), said: Source) -> Option<Moment> {
        let known = self.known(Some(said));
        let end = Window::held(held, kept, &known).end;
        Some(end.moment(held.first()?.0.span)?.0)
    }

    pub(super) fn known(&self, said: Option<Source>) -> Known<'e> {
        let clause = said.and_then(|s| self.clause_of(s));
        let (draft, facts) = (self.draft, self.facts);
        let around = clause.into_iter().flat_map(|c| draft.around(c));
        let own = clause.and_then(|c| facts.enters_with(draft, c));
        Known {
            draft,
            text: clause.and_then(|c| draft.clauses[c].text.as_ref()),
            own_entry: own.map(|c| draft.own_entry_day(c, |i| facts.labels.named(i))),
            enters_at_once: facts.own_entry.is_empty() && draft.texts.is_empty(),
            ordered: around
                .filter_map(|c| facts.ordered.get(&c))
                .flatten()
                .copied()
                .collect(),
        }
    }

    /// Does the plan have the moment from which something holds early enough? Then by these clauses.
    fn begins_by_plan(&mut self, have: Edge, want: Edge, at: Span, ask: Ask) -> Option<Vec<usize>> {
        let bound = begun_by(want, at, ask.mode)?;
        self.edge_keeps(have, &bound, at, ask)
    }

    /// Has it begun by an edge? What the words leave open the plan may say.
    fn begun(&mut self, edge: Edge, at: Span, ask: Ask, (hit, said): (&Hit, Source)) -> Decided {
        let open = self.open_order(at, "whether this already holds then");
        let Some(bound) = begun_by(edge, at, ask.mode) else {
            return (open, Vec::new());
        };
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

/// What has begun as is asked has begun within this bound.
fn begun_by(edge: Edge, at: Span, mode: Mode) -> Option<Bound> {
    let (mut moment, side) = edge.moment(at)?;
    let some = mode == Mode::Overlap;
    let relation = match (&moment.kind, side) {
        _ if mode == Mode::Within && side != Side::Last => Relation::From,
        _ if mode == Mode::Within => Relation::After,
        // Some of a day has to be left before it is over; all of it is left if it begins by the first minute.
        (MomentKind::Date(d), Side::First) if !some && d.time.is_none() => {
            if let Some(first) = DayRange::instant(d.minutes().0) {
                moment.kind = MomentKind::Date(first);
            }
            Relation::By
        }
        (_, Side::First | Side::Within) if some => Relation::Before,
        _ => Relation::By,
    };
    Some(Bound::At(relation, moment))
}

/// Does the term run on by itself?
fn is_renewed(held: &Held) -> bool {
    held.iter()
        .any(|(p, _)| matches!(p.kind, PhraseKind::Time(_, Bound::Renewed(..))))
}

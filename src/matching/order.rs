//! Order in time, as far as a text decides it by itself. What it leaves to the schedule is an open question of order.

use super::phrases::{Held, reached, same_moment};
use super::{Engine, Hit, Mode, Source};
use crate::condition::{Condition, Kind};
use crate::model::*;
use crate::source::Span;

/// When something begins, as far as it is known without a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// At entry into force: fields, and what is done by signing.
    Entry,
    /// At entry into force or later: promises.
    Later,
}

impl Engine<'_> {
    /// The condition that a matched deed keeps to a time phrase of the pattern.
    pub(super) fn time(&mut self, pick: Option<&str>, bound: &Bound, at: Span, held: &Held, hit: &Hit) -> Condition {
        if self.ignore.times {
            return Condition::ALWAYS;
        }
        if keeps(held, pick, bound).is_some() {
            return Condition::ALWAYS;
        }
        // What waits for a moment is not done before it, nor the other way round.
        if let Bound::Relative(w, m) | Bound::Fixed(w, m) = bound
            && held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, Bound::Relative(x, n)) if p.as_deref() == pick && excludes(x, w) && same_moment(n, m)))
        {
            return Condition::NEVER;
        }
        if let Bound::Within(_, w, m) = bound
            && held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, Bound::Within(_, x, n)) if p.as_deref() == pick && (x == w || x == "after" && w == "of") && same_moment(n, m)))
        {
            return self.open_order(at, "whether it is done within the time asked for, since the text may allow longer");
        }
        match bound {
            Bound::For(matcher, d) => self.lasts(matcher.as_deref(), d, held, at),
            Bound::Within(d, _, Moment { kind: MomentKind::It, .. }) | Bound::Offset(d, _, Moment { kind: MomentKind::It, .. }) => self.open_order(d.span, "whether this keeps the distance"),
            Bound::Relative(w, m) | Bound::Fixed(w, m) => self.relative(w, m, held, hit, at),
            Bound::Within(_, w, m) if w == "before" => self.relative("before", m, held, hit, at),
            Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::AtOnce(m) => self.event_order(m, at),
            Bound::Every | Bound::Soon => self.open_order(at, "whether this is kept"),
        }
    }

    fn open_order(&mut self, at: Span, name: &str) -> Condition {
        self.store.question(Kind::Order, at, name.to_owned(), "nature".to_owned())
    }

    /// `for at least 15 years`: a fact without an end lasts.
    fn lasts(&mut self, matcher: Option<&str>, d: &Duration, held: &Held, at: Span) -> Condition {
        for (h, _) in held {
            match &h.kind {
                PhraseKind::Time(_, Bound::For(_, have)) => {
                    return match (have.number, d.number) {
                        (Some(a), Some(b)) if have.calendar == d.calendar => Condition::of(match matcher {
                            Some("at most") => a <= b,
                            Some("less than") => a < b,
                            Some("more than") => a > b,
                            Some("at least") => a >= b,
                            _ => a == b,
                        }),
                        _ => self.open_order(h.span, "whether this lasts long enough"),
                    };
                }
                PhraseKind::Time(_, Bound::Relative(w, _)) if w == "until" => return self.open_order(h.span, "whether this lasts long enough"),
                _ => {}
            }
        }
        let _ = at;
        Condition::of(!matches!(matcher, Some("at most" | "less than")))
    }

    fn relative(&mut self, word: &str, m: &Moment, held: &Held, hit: &Hit, at: Span) -> Condition {
        let before = matches!(word, "before" | "by" | "until");
        match &m.kind {
            MomentKind::It => self.before_it(hit, at),
            MomentKind::AnyDate(_) => Condition::of(held.iter().any(|(h, _)| has_date(h))),
            // A promise is performed at or after entry into force, and that is not before signature.
            MomentKind::Signature if before => Condition::NEVER,
            MomentKind::Signature => Condition::ALWAYS,
            MomentKind::Date(d) => self.dated(word, *d, held, at),
            MomentKind::Point(_, of, ..) if matches!(&**of, PointOf::It) => self.before_it(hit, at),
            _ => self.event_order(m, at),
        }
    }

    /// A date asked for, against the dates a fact states.
    fn dated(&mut self, word: &str, d: crate::vocabulary::DayRange, held: &Held, at: Span) -> Condition {
        for (h, _) in held {
            let PhraseKind::Time(_, Bound::Fixed(w, m) | Bound::Relative(w, m)) = &h.kind else { continue };
            let MomentKind::Date(f) = &m.kind else { continue };
            match (word, w.as_str()) {
                ("by", "by" | "on" | "before") if f.last <= d.last => return Condition::ALWAYS,
                ("before", "by" | "on" | "before") if f.last < d.first => return Condition::ALWAYS,
                ("by" | "before", "on" | "from" | "after") if f.first > d.last => return Condition::NEVER,
                ("after" | "from", "after" | "from" | "on") if f.first >= d.first => return Condition::ALWAYS,
                _ => {}
            }
        }
        let later = held
            .iter()
            .any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::Fixed(w, m) | Bound::Relative(w, m)) if matches!(w.as_str(), "by" | "before") && matches!(m.kind, MomentKind::Date(_))));
        let within = held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::Within(..))));
        self.open_order(
            at,
            match (later, within) {
                (true, _) => "whether it is done by then, since the text allows a later date",
                (_, true) => "whether it is done by then, since the text counts from a moment that has no date",
                _ => "whether it is done by then, since the text sets no such date",
            },
        )
    }

    /// The sentences a bound's event is about: evidence, if the verdict turns on them.
    pub(super) fn event_sources(&mut self, bound: &Bound) -> Vec<Source> {
        let (Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::Relative(_, m) | Bound::Fixed(_, m) | Bound::AtOnce(m)) = bound else { return Vec::new() };
        let MomentKind::Point(_, of, ..) = &m.kind else { return Vec::new() };
        let PointOf::Event(s) = &**of else { return Vec::new() };
        let s = s.clone();
        self.sentence(&s, Mode::Overlap, &super::Theta::default()).into_iter().flat_map(|h| h.sources).collect()
    }

    /// An order against an event: without the event nothing is asked.
    fn event_order(&mut self, m: &Moment, at: Span) -> Condition {
        if let MomentKind::Point(_, of, ..) = &m.kind
            && let PointOf::Event(s) = &**of
        {
            let s = s.clone();
            if self.sentence(&s, Mode::Overlap, &super::Theta::default()).is_empty() {
                return Condition::ALWAYS;
            }
        }
        self.open_order(at, "whether this order is kept")
    }

    /// Does what was matched come before the deed that is judged?
    pub(super) fn before_it(&mut self, hit: &Hit, at: Span) -> Condition {
        if self.ignore.times {
            return Condition::ALWAYS;
        }
        let it = self.it.sources.clone();
        if !it.is_empty() && self.start(&it) == Start::Entry {
            // The deed begins with entry into force, and nothing promised is done before.
            return Condition::NEVER;
        }
        // The deed waits for exactly this.
        for s in &hit.sources {
            if let Source::Fact(f) = s {
                let facts = self.facts;
                let wanted = &facts.all[*f as usize].sentence;
                if self.deed_waits_for(|e, m| e.is_point_of(m, wanted)) {
                    return Condition::ALWAYS;
                }
            }
        }
        let span = hit.sources.iter().find_map(|s| self.clause_of(*s)).map_or(at, |c| self.draft.clauses[c].head);
        self.open_order(span, "whether this comes before what is judged")
    }

    /// A declared moment before the deed.
    pub(super) fn moment_before_it(&mut self, m: &Moment, at: Span) -> Condition {
        if self.ignore.times {
            return Condition::ALWAYS;
        }
        if self.deed_waits_for(|_, x| reached(x, m)) {
            return Condition::ALWAYS;
        }
        self.open_order(at, "whether this comes before what is judged")
    }

    /// Every deed that is judged waits for such a moment, by its own words.
    fn deed_waits_for(&mut self, test: impl Fn(&mut Self, &Moment) -> bool) -> bool {
        let sources = self.base(&self.it.sources.clone());
        let mut any = false;
        for s in sources {
            let Source::Fact(f) = s else { return false };
            let facts = self.facts;
            let waits: Vec<&Moment> = facts.all[f as usize]
                .phrases
                .iter()
                .filter_map(|(p, _)| match &p.kind {
                    PhraseKind::Time(_, Bound::Relative(w, m)) if w == "after" => Some(m),
                    PhraseKind::Time(_, Bound::Offset(_, w, m)) if w == "after" => Some(m),
                    _ => None,
                })
                .collect();
            let mut found = false;
            for m in waits {
                let parts: Vec<&Moment> = match &m.kind {
                    MomentKind::Extreme(true, of) => of.iter().collect(),
                    _ => vec![m],
                };
                for m in parts {
                    found |= test(self, m);
                }
            }
            if !found {
                return false;
            }
            any = true;
        }
        any
    }

    fn is_point_of(&mut self, m: &Moment, wanted: &Sentence) -> bool {
        match &m.kind {
            MomentKind::Point(word, of, ..) if word == "completion" || word == "start" => match &**of {
                PointOf::Event(s) => {
                    let s = s.clone();
                    s.span == wanted.span || self.inside(wanted, &s, Mode::Cover, false, &super::Theta::default()).iter().any(|(_, c)| c.is_always())
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// What effects rest on, down to sentences and clauses.
    pub fn base(&self, sources: &[Source]) -> Vec<Source> {
        let mut out = Vec::new();
        let mut todo: Vec<Source> = sources.iter().rev().copied().collect();
        let mut seen = Vec::new();
        while let Some(s) = todo.pop() {
            if seen.contains(&s) {
                continue;
            }
            seen.push(s);
            match s {
                Source::Tuple(t) => todo.extend(self.tuples[t as usize].proofs.first().into_iter().flatten().rev()),
                other => out.push(other),
            }
        }
        out
    }

    /// When the last of several things begins.
    fn start(&self, sources: &[Source]) -> Start {
        for s in self.base(sources) {
            match s {
                Source::Clause(c) => {
                    let timed = self.draft.clauses[c as usize].phrases.iter().any(|(p, _)| matches!(p.kind, PhraseKind::Time(..)));
                    if timed {
                        return Start::Later;
                    }
                }
                Source::Fact(f) => {
                    let fact = &self.facts.all[f as usize];
                    let timed = fact.phrases.iter().any(|(p, _)| matches!(p.kind, PhraseKind::Time(..)));
                    let now = matches!(fact.modal(), Some(Modal::Hereby)) || matches!(fact.sentence.predicate, Predicate::State { .. });
                    if timed || !now {
                        return Start::Later;
                    }
                }
                Source::Tuple(_) => {}
            }
        }
        Start::Entry
    }
}

/// The clause of a phrase that by itself keeps to a bound.
pub(super) fn keeps(held: &Held, pick: Option<&str>, bound: &Bound) -> Option<usize> {
    held.iter().find(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, b) if same_point(p.as_deref(), pick) && tighter(b, bound))).map(|(_, c)| *c)
}

/// Without a word for the point, the whole deed is meant.
fn same_point(have: Option<&str>, asked: Option<&str>) -> bool {
    have == asked || have.is_none() || asked.is_none()
}

fn has_date(p: &Phrase) -> bool {
    match &p.kind {
        PhraseKind::Time(_, Bound::Fixed(w, m) | Bound::Relative(w, m)) => matches!(w.as_str(), "by" | "on" | "before") && matches!(m.kind, MomentKind::Date(_)),
        PhraseKind::Time(_, Bound::Within(d, _, m)) => d.number.is_some() && matches!(m.kind, MomentKind::Date(_)),
        _ => false,
    }
}

/// Can nothing be done both so and so, of one moment?
fn excludes(have: &str, asked: &str) -> bool {
    matches!((have, asked), ("after", "before" | "by") | ("before", "after" | "upon" | "from"))
}

/// Is every length of the first kind within the second? A month has at least 28 days and at most 31.
fn no_longer(a: &Duration, b: &Duration) -> bool {
    let (Some(x), Some(y)) = (a.number, b.number) else { return false };
    let days = |n: Exact, per: i128| Exact::new(per, 1).and_then(|d| n.times(d));
    match (a.calendar, b.calendar) {
        (false, true) => days(y, 28).is_some_and(|y| x <= y),
        (true, false) => days(x, 31).is_some_and(|x| x <= y),
        _ => x <= y,
    }
}

/// The fact's bound is of the same shape and at least as tight as the one asked for.
fn tighter(have: &Bound, asked: &Bound) -> bool {
    match (have, asked) {
        // Nothing is done before signature or entry into force: after them and of them is the same.
        (Bound::Within(a, x, m), Bound::Within(b, y, n)) if matches!((x.as_str(), y.as_str()), ("after", "of") | ("of", "after")) => {
            (x == "after" || matches!(m.kind, MomentKind::Signature | MomentKind::Entry)) && reached(m, n) && no_longer(a, b)
        }
        (Bound::Within(a, x, m), Bound::Within(b, y, n)) => x == y && (if x == "before" { same_moment(m, n) } else { reached(m, n) }) && no_longer(a, b),
        (Bound::Offset(a, x, m), Bound::Offset(b, y, n)) => x == y && (if x == "before" { same_moment(m, n) } else { reached(m, n) }) && no_longer(b, a),
        (Bound::Relative(a, m) | Bound::Fixed(a, m), Bound::Relative(b, n) | Bound::Fixed(b, n)) => {
            a == b && (if matches!(a.as_str(), "by" | "before" | "until") { same_moment(m, n) } else { reached(m, n) })
        }
        (Bound::AtOnce(m), Bound::AtOnce(n)) => same_moment(m, n),
        (Bound::Soon, Bound::Soon) | (Bound::Every, Bound::Every) => true,
        _ => false,
    }
}

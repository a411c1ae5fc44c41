//! Order in time, as far as a text decides it by itself. What it leaves to the schedule is an open question of order.

use super::phrases::{reached, same_moment};
use super::plan::first_of;
use super::{Ask, Engine, Hit, MOST_PERFORMING, Mode, Source, Timed};
use crate::condition::{Asked, Condition, Kind, Owner};
use crate::model::calendar::Length;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{DayRange, Interval};
use std::rc::Rc;

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
    pub(super) fn time(&mut self, t: Timed) -> Condition {
        let Timed {
            pick,
            bound,
            at,
            held,
            ask,
            ..
        } = t;
        if ask.ignore.times {
            return Condition::ALWAYS;
        }
        if self.keeps(t).is_some() {
            return Condition::ALWAYS;
        }
        if let Some(c) = self.blank_length(t) {
            return c;
        }
        // What waits for a moment is not done before it, nor the other way round.
        if let Bound::At(w, m) = bound
            && held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, Bound::At(x, n)) if *p == pick && x.excludes(*w) && same_moment(n, m)))
        {
            return Condition::NEVER;
        }
        if let Bound::Within(_, w, m) = bound
            && held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, Bound::Within(_, x, n)) if *p == pick && (x == w || (*x, *w) == (Counted::After, Counted::Of)) && same_moment(n, m)))
        {
            return self.open_order(at, "whether it is done within the time asked for, since the text may allow longer");
        }
        if ask.gated && bound.is_deadline() {
            return self.open_order(at, "whether this is kept even if deadlines are missed");
        }
        match bound {
            Bound::For(matcher, d) => self.lasts(*matcher, d, t),
            Bound::Within(
                d,
                _,
                Moment {
                    kind: MomentKind::It,
                    ..
                },
            )
            | Bound::Offset(
                d,
                _,
                Moment {
                    kind: MomentKind::It,
                    ..
                },
            ) => self.open_order(d.span, "whether this keeps the distance"),
            Bound::At(w, m) => self.relative(*w, m, t),
            Bound::Within(_, Counted::Before, m) => self.relative(Relation::Before, m, t),
            Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::AtOnce(m) => {
                self.event_order(m, at, ask)
            }
            Bound::Renewed(..) | Bound::Every | Bound::Soon => {
                self.open_order(at, "whether this is kept")
            }
        }
    }

    /// The clause of a phrase that by itself keeps to a bound. What keeps to a deadline is not gated.
    pub(super) fn keeps(&self, t: Timed) -> Option<usize> {
        let Timed { pick, bound, .. } = t;
        if t.ask.gated && bound.is_deadline() {
            return None;
        }
        let kept_up = self.kept_up(t.said);
        let keeps = |p: &Option<Pick>, b| same_point(*p, pick, bound, kept_up) && tighter(b, bound);
        t.held
            .iter()
            .find(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, b) if keeps(p, b)))
            .map(|(_, c)| *c)
    }

    fn kept_up(&self, said: Option<Source>) -> bool {
        said.is_some_and(|s| match s {
            Source::Fact(f) => self.facts.all[f as usize].kept_up(self.v),
            Source::Clause(_) | Source::Tuple(_) => false,
        })
    }

    fn open_order(&mut self, at: Span, name: &str) -> Condition {
        self.store
            .question(Kind::Order, at, name.to_owned(), Owner::Nature)
    }

    /// `within undetermined days of` what is asked: whoever fills the blank decides; a length that is not short enough leaves the order open, as it does
    /// where it is said.
    fn blank_length(&mut self, t: Timed) -> Option<Condition> {
        let (asked, most) = match t.bound {
            Bound::Within(d, ..) => (d, true),
            Bound::Offset(d, ..) => (d, false),
            _ => return None,
        };
        let kept_up = self.kept_up(t.said);
        let wanted = t.bound.moment()?;
        let mut blank = None;
        for (h, _) in t.held {
            let PhraseKind::Time(p, b @ (Bound::Within(d, _, m) | Bound::Offset(d, _, m))) =
                &h.kind
            else {
                continue;
            };
            // The step may be named by its clause here and by its event there.
            let mark = if self.same_step(m, wanted, t.ask) {
                wanted
            } else {
                m
            };
            if d.hole.is_some()
                && same_point(*p, t.pick, t.bound, kept_up)
                && tighter(&with_length(b, asked, mark), t.bound)
            {
                blank = d.hole.map(|hole| (hole, d.calendar));
                break;
            }
        }
        let long_enough = self.length_of(
            blank?,
            asked,
            if most {
                Matcher::AtMost
            } else {
                Matcher::AtLeast
            },
        );
        let open = self.open_order(
            t.at,
            "whether it is done within the time asked for, since the text may allow longer",
        );
        Some(self.store.or(long_enough, open))
    }

    /// Is a moment of a clause, whose one promise performs the event, that of the event?
    fn same_step(&mut self, have: &Moment, asked: &Moment, ask: Ask) -> bool {
        let (MomentKind::Point(p, clause, None), MomentKind::Point(q, event, None)) =
            (&have.kind, &asked.kind)
        else {
            return false;
        };
        let (
            PointOf::Item(Item {
                base: Base::Clause(text, label),
                ..
            }),
            PointOf::Event(s),
        ) = (&**clause, &**event)
        else {
            return false;
        };
        let Some(c) = self.facts.position(text.as_deref(), label) else {
            return false;
        };
        let facts = self.facts;
        let promises: Vec<u32> = facts.parts[c]
            .iter()
            .flat_map(|p| facts.by_clause[*p as usize].iter().copied())
            .collect();
        p == q
            && matches!(self.performed(s, ask).as_deref(), Some([p]) if !p.share && p.when.is_always() && matches!(p.step, super::Step::Fact(f) if promises == [f]))
    }

    /// Whether the number of days, or of months, that the text leaves blank is as it is asked for.
    fn length_of(
        &mut self,
        ((hole, unit), calendar): ((Hole, Exact), bool),
        asked: &Duration,
        matcher: Matcher,
    ) -> Condition {
        let words = "the length of time asked for";
        match asked
            .number
            .and_then(|n| n.over(unit))
            .filter(|_| asked.calendar == calendar)
        {
            Some(n) => {
                let wanted = super::amounts::interval(Some(matcher), n);
                self.hole_on(
                    hole,
                    words,
                    Some(Asked::Amount {
                        wanted,
                        known: Interval::default(),
                        whole: false,
                        maybe_none: hole.blank == Blank::Unspecified,
                    }),
                )
            }
            None => self.hole(hole, words),
        }
    }

    /// `for at least 15 years`: a fact without an end lasts.
    fn lasts(&mut self, matcher: Option<Matcher>, d: &Duration, t: Timed) -> Condition {
        let held = t.held;
        // What is kept up from one day to another lasts as long as the calendar says.
        if self.kept_up(t.said)
            && let Some((begin, end)) = self.lasting(held, t.said)
            && !held.iter().any(|(p, _)| p.is_length())
            && let Some(length) = Length::of(d)
        {
            let asked = length.from(begin);
            return Condition::of(match matcher {
                Some(Matcher::AtMost) => end <= asked,
                Some(Matcher::LessThan) => end < asked,
                Some(Matcher::MoreThan) => end > asked,
                Some(Matcher::AtLeast) => end >= asked,
                _ => end == asked,
            });
        }
        for (h, _) in held {
            match &h.kind {
                PhraseKind::Time(_, Bound::For(_, have)) => {
                    if let Some(renewed) = held
                        .iter()
                        .find(|(p, _)| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(..))))
                        .map(|(p, _)| *p)
                    {
                        return self.runs_on(have, matcher, d, renewed);
                    }
                    return match (have.number, d.number) {
                        (Some(a), Some(b)) if have.calendar == d.calendar => {
                            Condition::of(match matcher {
                                Some(Matcher::AtMost) => a <= b,
                                Some(Matcher::LessThan) => a < b,
                                Some(Matcher::MoreThan) => a > b,
                                Some(Matcher::AtLeast) => a >= b,
                                _ => a == b,
                            })
                        }
                        (Some(_), Some(_)) if longer(have, d) => Condition::of(matches!(
                            matcher,
                            Some(Matcher::AtLeast | Matcher::MoreThan)
                        )),
                        (Some(_), Some(_)) if longer(d, have) => Condition::of(matches!(
                            matcher,
                            Some(Matcher::AtMost | Matcher::LessThan)
                        )),
                        _ => match have.hole {
                            Some(hole) if d.number.is_some() => self.length_of(
                                (hole, have.calendar),
                                d,
                                matcher.unwrap_or(Matcher::Exactly),
                            ),
                            _ => self.open_order(h.span, "whether this lasts long enough"),
                        },
                    };
                }
                PhraseKind::Time(_, Bound::At(Relation::Until, _)) => {
                    return self.open_order(h.span, "whether this lasts long enough");
                }
                _ => {}
            }
        }
        Condition::of(!matches!(
            matcher,
            Some(Matcher::AtMost | Matcher::LessThan)
        ))
    }

    /// A term that is renewed lasts that long for certain; longer, if whoever can let it end does not.
    fn runs_on(
        &mut self,
        have: &Duration,
        matcher: Option<Matcher>,
        asked: &Duration,
        renewed: &Phrase,
    ) -> Condition {
        let long = no_longer(asked, have);
        let longer = longer(have, asked);
        match matcher {
            Some(Matcher::AtLeast) if long => Condition::ALWAYS,
            Some(Matcher::MoreThan) if longer => Condition::ALWAYS,
            Some(Matcher::AtMost) if longer => Condition::NEVER,
            Some(Matcher::LessThan) if long => Condition::NEVER,
            None if longer => Condition::NEVER,
            _ => {
                let PhraseKind::Time(_, Bound::Renewed(_, who)) = &renewed.kind else {
                    return Condition::NEVER;
                };
                let who: Vec<&str> = who
                    .items
                    .iter()
                    .filter_map(|i| {
                        if let Base::Thing(t) = &i.base {
                            Some(self.v.name(t.node))
                        } else {
                            None
                        }
                    })
                    .collect();
                let owner = if who.is_empty() {
                    Owner::Nature
                } else {
                    Owner::Named(who.join(", "))
                };
                self.store.question(
                    Kind::Order,
                    renewed.span,
                    "whether the renewals make it as long as that".to_owned(),
                    owner,
                )
            }
        }
    }

    fn relative(&mut self, relation: Relation, m: &Moment, t: Timed) -> Condition {
        let Timed { at, hit, .. } = t;
        let before = relation.ends_at();
        match &m.kind {
            MomentKind::It if relation == Relation::After => {
                self.open_order(at, "whether this comes after what is judged")
            }
            MomentKind::It => self.before_it(hit, t.ask, at),
            MomentKind::AnyDate(_) => {
                let kept_up = self.kept_up(t.said);
                Condition::of(t.held.iter().any(|(h, _)| h.has_date() && matches!(&h.kind, PhraseKind::Time(p, _) if same_point(*p, t.pick, t.bound, kept_up))))
            }
            // A promise is performed at or after entry into force, and that is not before signature.
            MomentKind::Signature if before => Condition::NEVER,
            MomentKind::Signature => Condition::ALWAYS,
            MomentKind::Date(d) => self.dated(*d, t),
            MomentKind::Point(_, of, ..)
                if matches!(&**of, PointOf::It) && relation == Relation::After =>
            {
                self.open_order(at, "whether this comes after what is judged")
            }
            MomentKind::Point(_, of, ..) if matches!(&**of, PointOf::It) => {
                self.before_it(hit, t.ask, at)
            }
            _ => self.event_order(m, at, t.ask),
        }
    }

    /// A date asked for, against the dates a fact states of the same end of the deed, or of one that settles it.
    fn dated(&mut self, d: DayRange, t: Timed) -> Condition {
        let Timed {
            pick,
            bound: asked,
            at,
            held,
            ..
        } = t;
        let kept_up = self.kept_up(t.said);
        for (h, _) in held {
            let PhraseKind::Time(p, have @ Bound::At(w, m)) = &h.kind else {
                continue;
            };
            let MomentKind::Date(f) = &m.kind else {
                continue;
            };
            let Bound::At(word, _) = asked else {
                continue;
            };
            let (begins, asked_begins) = (have.begins(*p, kept_up), asked.begins(pick, kept_up));
            // What is over by then has begun by then; what begins after it is over after it.
            let (no_later, no_earlier) = (asked_begins || !begins, begins || !asked_begins);
            use Relation::{After, Before, By, From, On};
            let decided = match (word, w) {
                (By, By | On) if no_later && f.ends_with(d) => Some(true),
                (By, Before) if no_later && f.minutes().0 <= d.minutes().1 => Some(true),
                (Before, By | On) if no_later && d.is_over_after(*f) => Some(true),
                (Before, Before) if no_later && f.minutes().0 <= d.minutes().0 => Some(true),
                (After, From | On) if no_earlier && f.is_over_after(d) => Some(true),
                (After, After) if no_earlier && d.ends_with(*f) => Some(true),
                (From, By | On) if no_later && d.is_over_after(*f) => Some(false),
                (From, Before) if no_later && f.minutes().0 <= d.minutes().0 => Some(false),
                (From, From | On) if no_earlier && f.minutes().0 >= d.minutes().0 => Some(true),
                (From, After) if no_earlier && f.minutes().1 >= d.minutes().0 => Some(true),
                (By, On | From) if no_earlier && f.is_over_after(d) => Some(false),
                (By, After) if no_earlier && d.ends_with(*f) => Some(false),
                (Before, On | From) if no_earlier && f.minutes().0 >= d.minutes().0 => Some(false),
                (Before, After) if no_earlier && f.minutes().1 >= d.minutes().0 => Some(false),
                (After, By | On) if no_later && f.ends_with(d) => Some(false),
                (After, Before) if no_later && f.minutes().0 <= d.minutes().1 => Some(false),
                _ => None,
            };
            if let Some(kept) = decided {
                return Condition::of(kept);
            }
        }
        let later = held
            .iter()
            .any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::At(w, m)) if matches!(w, Relation::By | Relation::Before) && matches!(m.kind, MomentKind::Date(_))));
        let within = held
            .iter()
            .any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::Within(..))));
        self.open_order(
            at,
            match (later, within) {
                (true, _) => "whether it is done by then, since the text allows a later date",
                (_, true) => {
                    "whether it is done by then, since the text counts it from another moment"
                }
                _ => "whether it is done by then, since the text sets no such date",
            },
        )
    }

    /// The sentences a bound's event is about: evidence, if the verdict turns on them.
    pub(super) fn event_sources(&mut self, bound: &Bound, ask: Ask) -> Rc<[Source]> {
        let Some(MomentKind::Point(_, of, ..)) = bound.moment().map(|m| &m.kind) else {
            return Rc::from([]);
        };
        let PointOf::Event(s) = &**of else {
            return Rc::from([]);
        };
        self.brought_about(s, ask)
    }

    /// What brings an event about, as much of it as is told: looked for once.
    fn brought_about(&mut self, s: &Sentence, ask: Ask) -> Rc<[Source]> {
        let key = (s.span, first_of(s), ask.denied);
        if let Some(known) = self.events.brought_about.get(&key) {
            return known.clone();
        }
        let mut found: Vec<Source> = Vec::new();
        self.each_hit(s, ask.event(), &super::Theta::default(), &mut |_, h| {
            found.extend(h.sources);
            found.len() >= MOST_PERFORMING
        });
        let found: Rc<[Source]> = found.into();
        self.events.brought_about.insert(key, found.clone());
        found
    }

    /// An order against an event: without the event nothing is asked.
    fn event_order(&mut self, m: &Moment, at: Span, ask: Ask) -> Condition {
        if let MomentKind::Point(_, of, ..) = &m.kind
            && let PointOf::Event(s) = &**of
            && self.brought_about(s, ask).is_empty()
        {
            return Condition::ALWAYS;
        }
        self.open_order(at, "whether this order is kept")
    }

    /// Does what was matched come before the deed that is judged?
    pub(super) fn before_it(&mut self, hit: &Hit, ask: Ask, at: Span) -> Condition {
        if ask.ignore.times {
            return Condition::ALWAYS;
        }
        let own_entry = hit.sources.iter().any(|s| {
            self.clause_of(*s)
                .is_some_and(|c| self.facts.enters_with(self.draft, c).is_some())
        });
        if !ask.it.is_empty() && !own_entry && self.start(ask.it) == Start::Entry {
            // The deed begins with entry into force, and nothing promised is done before.
            return Condition::NEVER;
        }
        // The deed waits for exactly this.
        for s in &hit.sources {
            if let Source::Fact(f) = s {
                let facts = self.facts;
                let wanted = &facts.all[*f as usize].sentence;
                if self.deed_waits_for(ask, |e, m| e.is_point_of(m, wanted, ask)) {
                    return Condition::ALWAYS;
                }
            }
        }
        let span = hit
            .sources
            .iter()
            .find_map(|s| self.clause_of(*s))
            .map_or(at, |c| self.draft.clauses[c].head);
        self.open_order(span, "whether this comes before what is judged")
    }

    /// A declared moment before the deed.
    pub(super) fn moment_before_it(&mut self, m: &Moment, ask: Ask, at: Span) -> Condition {
        if ask.ignore.times {
            return Condition::ALWAYS;
        }
        if self.deed_waits_for(ask, |_, x| reached(x, m)) {
            return Condition::ALWAYS;
        }
        self.open_order(at, "whether this comes before what is judged")
    }

    /// Every deed that is judged waits for such a moment, by its own words.
    fn deed_waits_for(&mut self, ask: Ask, test: impl Fn(&mut Self, &Moment) -> bool) -> bool {
        let sources = self.base(ask.it);
        let mut any = false;
        for s in sources {
            let Source::Fact(f) = s else { return false };
            let facts = self.facts;
            let waits: Vec<&Moment> = facts.all[f as usize]
                .phrases
                .iter()
                .filter_map(|(p, _)| match &p.kind {
                    PhraseKind::Time(_, Bound::At(Relation::After, m)) => Some(m),
                    PhraseKind::Time(_, Bound::Offset(_, Counted::After, m)) => Some(m),
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

    fn is_point_of(&mut self, m: &Moment, wanted: &Sentence, ask: Ask) -> bool {
        match &m.kind {
            MomentKind::Point(Point::Completion | Point::Start, of, ..) => match &**of {
                PointOf::Event(s) => {
                    let s = s.clone();
                    s.span == wanted.span
                        || self
                            .inside(
                                wanted,
                                &s,
                                ask.by(Mode::Cover).of(false),
                                &super::Theta::default(),
                            )
                            .iter()
                            .any(|(_, c)| c.is_always())
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
                Source::Tuple(t) => todo.extend(
                    self.tuples[t as usize]
                        .proofs
                        .first()
                        .into_iter()
                        .flatten()
                        .rev(),
                ),
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
                    let timed = self.draft.clauses[c as usize]
                        .phrases
                        .iter()
                        .any(|(p, _)| matches!(p.kind, PhraseKind::Time(..)));
                    if timed || self.facts.enters_with(self.draft, c as usize).is_some() {
                        return Start::Later;
                    }
                }
                Source::Fact(f) => {
                    let fact = &self.facts.all[f as usize];
                    let timed = fact
                        .phrases
                        .iter()
                        .any(|(p, _)| matches!(p.kind, PhraseKind::Time(..)));
                    let now = matches!(fact.modal(), Some(Modal::Hereby))
                        || matches!(fact.sentence.predicate, Predicate::State { .. });
                    if timed || !now || self.facts.enters_with(self.draft, fact.clause).is_some() {
                        return Start::Later;
                    }
                }
                Source::Tuple(_) => {}
            }
        }
        Start::Entry
    }
}

/// Does a phrase about one end of a deed say what is asked of the other, or of the same? What is over by then has begun by then, and what begins after it is
/// over after it.
fn same_point(have: Option<Pick>, asked: Option<Pick>, bound: &Bound, kept_up: bool) -> bool {
    match (bound.begins(have, kept_up), bound.begins(asked, kept_up)) {
        (false, true) => match bound {
            Bound::At(relation, _) => relation.is_latest(),
            Bound::Offset(_, counted, _) => *counted == Counted::Before,
            _ => false,
        },
        (true, false) => bound.is_earliest(),
        _ => true,
    }
}

/// A bound with another length and mark.
fn with_length(b: &Bound, length: &Duration, mark: &Moment) -> Bound {
    match b {
        Bound::Within(_, w, _) => Bound::Within(length.clone(), *w, mark.clone()),
        Bound::Offset(_, w, _) => Bound::Offset(length.clone(), *w, mark.clone()),
        other => other.clone(),
    }
}

/// Is every length of the first kind within the second? A month has at least 28 days and at most 31, a year 365 or 366.
fn no_longer(a: &Duration, b: &Duration) -> bool {
    if a.calendar == b.calendar {
        return matches!((a.number, b.number), (Some(x), Some(y)) if x <= y);
    }
    matches!((days_of(a), days_of(b)), (Some((_, most)), Some((least, _))) if most <= least)
}

/// The fewest and the most days a length has.
fn days_of(d: &Duration) -> Option<(Exact, Exact)> {
    let number = d.number?;
    if !d.calendar {
        return Some((number, number));
    }
    let (years, months) = number
        .whole()
        .map(|n| (n.div_euclid(12), n.rem_euclid(12)))?;
    let days = |year: i64, month: i64| {
        Exact::new(
            i128::from(years) * i128::from(year) + i128::from(months) * i128::from(month),
            1,
        )
    };
    Some((days(365, 28)?, days(366, 31)?))
}

/// Is it longer for certain?
fn longer(a: &Duration, b: &Duration) -> bool {
    a.number.is_some()
        && b.number.is_some()
        && if a.calendar == b.calendar {
            !no_longer(a, b)
        } else {
            matches!((days_of(a), days_of(b)), (Some((least, _)), Some((_, most))) if least > most)
        }
}

/// The fact's bound is of the same shape and at least as tight as the one asked for.
fn tighter(have: &Bound, asked: &Bound) -> bool {
    match (have, asked) {
        (Bound::Within(a, x, m), Bound::Within(b, y, n)) if x == y => {
            moment_fits(*x == Counted::Before, m, n) && no_longer(a, b)
        }
        // Nothing is done before signature or entry into force: after them and of them is the same.
        (Bound::Within(a, x, m), Bound::Within(b, y, n))
            if *x != Counted::Before && *y != Counted::Before =>
        {
            (*x == Counted::After || matches!(m.kind, MomentKind::Signature | MomentKind::Entry))
                && reached(m, n)
                && no_longer(a, b)
        }
        (Bound::Offset(a, x, m), Bound::Offset(b, y, n)) => {
            x == y && moment_fits(*x == Counted::Before, m, n) && no_longer(b, a)
        }
        (Bound::At(a, m), Bound::At(b, n)) => a == b && moment_fits(a.ends_at(), m, n),
        (Bound::AtOnce(m), Bound::AtOnce(n)) => same_moment(m, n),
        (Bound::Soon, Bound::Soon) | (Bound::Every, Bound::Every) => true,
        _ => false,
    }
}

/// What comes before a moment comes before that one only; what comes after it comes after what it waits for.
fn moment_fits(before: bool, have: &Moment, asked: &Moment) -> bool {
    if before {
        same_moment(have, asked)
    } else {
        reached(have, asked)
    }
}

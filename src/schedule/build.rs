//! Makes the network of a draft: every promise has moments, every phrase and order limits between them.

use super::chosen::{awaited, note};
use super::network::{Limit, Network};
use super::{Moment as Node, Reason, Schedule, What};
use crate::condition::Condition as Holds;
use crate::matching::{Ask, Engine, Mode, Source, Theta};
use crate::model::calendar::Length;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::DayRange;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

/// The two ends of a promise.
#[derive(Clone, Copy)]
struct Ends {
    start: usize,
    end: usize,
    /// It is kept up, not completed: its end is its expiry.
    standing: bool,
}

pub(super) struct Builder<'a, 'e> {
    pub(super) engine: &'a mut Engine<'e>,
    pub(super) schedule: Schedule,
    pub(super) chosen: &'a [Taken],
    /// Choices whose limits are left out: what they make part of the text is done at any time.
    pub(super) unlimited: &'a [usize],
    facts: FxHashMap<usize, Ends>,
    /// Start, completion and expiry of each clause, where it has one.
    clauses: Vec<(usize, Option<usize>, Option<usize>)>,
    verifications: FxHashMap<usize, usize>,
    pub(super) named: FxHashMap<Key, usize>,
    /// Clauses that a moment somewhere names, with their parts: steps that others may wait for.
    awaited: FxHashSet<usize>,
    /// The text whose words are read, if it is another one that the draft brings in: it has a signature and entry into force of its own.
    pub(super) text: Option<CompactString>,
}

impl<'a, 'e> Builder<'a, 'e> {
    pub(super) fn new(
        engine: &'a mut Engine<'e>,
        chosen: &'a [Taken],
        unlimited: &'a [usize],
    ) -> Self {
        Builder {
            engine,
            schedule: Schedule::default(),
            chosen,
            unlimited,
            facts: FxHashMap::default(),
            clauses: Vec::new(),
            verifications: FxHashMap::default(),
            named: FxHashMap::default(),
            awaited: FxHashSet::default(),
            text: None,
        }
    }

    /// The whole network.
    pub(super) fn build(mut self) -> Schedule {
        let draft = self.engine.draft;
        let nowhere = draft.id_span;
        let origin = self.point(Node {
            what: What::Origin,
            clause: None,
            at: nowhere,
        });
        let signature = self.point(Node {
            what: What::Signature,
            clause: None,
            at: nowhere,
        });
        let entry = self.point(Node {
            what: What::Entry,
            clause: None,
            at: nowhere,
        });
        debug_assert_eq!((origin, signature, entry), (ORIGIN, SIGNATURE, ENTRY));
        let why = self.nature(nowhere);
        self.not_after(SIGNATURE, ENTRY, why);
        // A draft is not signed before it is written; a mark-up has the date of the mark-up.
        if let Some(dated) = draft.dated.filter(|_| draft.amends.is_none()) {
            self.schedule
                .network
                .bound(SIGNATURE, ORIGIN, Limit::most(-dated.minutes().0), why);
        }
        self.awaited = awaited(self.engine);
        self.promises();
        self.groups();
        for f in 0..self.engine.facts.all.len() {
            if let Some(ends) = self.facts.get(&f).copied() {
                self.text = draft.clauses[self.engine.facts.all[f].clause].text.clone();
                self.phrases_of(f, ends);
            }
        }
        for c in 0..draft.clauses.len() {
            self.text = draft.clauses[c].text.clone();
            for (o, under) in &draft.clauses[c].orders {
                if self.holds(under) && self.holds(&draft.clauses[c].under) {
                    self.order(o, Some(c));
                }
            }
        }
        for (text, o, under) in draft.all_orders() {
            self.text = text.cloned();
            if self.holds(under) {
                self.order(o, None);
            }
        }
        self.schedule.network.close_groups();
        self.schedule
    }

    fn point(&mut self, moment: Node) -> usize {
        self.schedule.moments.push(moment);
        self.schedule.network.point()
    }

    pub(super) fn why(&mut self, clause: Option<usize>, at: Span) -> usize {
        self.schedule.reasons.push(Reason {
            clause,
            at,
            said: true,
        });
        self.schedule.reasons.len() - 1
    }

    /// What every promise and clause brings with it, and no words say.
    pub(super) fn nature(&mut self, at: Span) -> usize {
        self.schedule.reasons.push(Reason {
            clause: None,
            at,
            said: false,
        });
        self.schedule.reasons.len() - 1
    }

    fn network(&mut self) -> &mut Network {
        &mut self.schedule.network
    }

    /// `a` comes not after `b`.
    pub(super) fn not_after(&mut self, a: usize, b: usize, why: usize) {
        self.network().bound(b, a, Limit::most(0), why);
    }

    /// Every promise: what it starts with and ends with.
    fn promises(&mut self) {
        let facts = self.engine.facts;
        // What a sentence is in one text or another is one promise: it stands if it stands in every text.
        let mut whole: FxHashMap<(usize, Span, usize), Holds> = FxHashMap::default();
        for fact in facts
            .all
            .iter()
            .filter(|f| !f.event && !f.condition.is_always())
        {
            let given = self.given(fact.condition);
            let c = whole
                .entry((fact.clause, fact.sentence.span, fact.side))
                .or_insert(Holds::NEVER);
            *c = self.engine.store.or(*c, given);
        }
        let mut ends: FxHashMap<(usize, Span, usize), Ends> = FxHashMap::default();
        for (n, fact) in facts.all.iter().enumerate() {
            let Predicate::Act {
                modal: Some(modal), ..
            } = &fact.sentence.predicate
            else {
                continue;
            };
            // What depends on a choice is part of the text only as chosen; that is told where its clause stands.
            if fact.event {
                continue;
            }
            let key = (fact.clause, fact.sentence.span, fact.side);
            if let Some(condition) = whole.get(&key).copied().filter(|c| !c.is_always()) {
                // Which choices are not made, is told; and those matter that bring limits, or a step that others wait for.
                let timed = self.awaited.contains(&fact.clause)
                    || fact.phrases.iter().any(|(p, _)| p.limits());
                for choice in self.choices_of(condition) {
                    note(&mut self.schedule.unchosen, choice);
                    if timed {
                        note(&mut self.schedule.timed, choice);
                    }
                }
                continue;
            }
            if let Some(ends) = ends.get(&key) {
                self.facts.insert(n, *ends);
                continue;
            }
            let standing = fact.kept_up(self.engine.v);
            let at = fact.sentence.span;
            let why = self.nature(at);
            let start = self.point(Node {
                what: What::Start,
                clause: Some(fact.clause),
                at,
            });
            let end = self.point(Node {
                what: if standing {
                    What::Expiry
                } else {
                    What::Completion
                },
                clause: Some(fact.clause),
                at,
            });
            self.text = self.engine.draft.clauses[fact.clause].text.clone();
            let entry = self.entry_of(fact.clause);
            self.not_after(entry, start, why);
            if !standing {
                self.not_after(start, end, why);
            }
            if *modal == Modal::Hereby {
                self.not_after(start, entry, why);
                if !standing {
                    self.not_after(end, entry, why);
                }
            }
            self.facts.insert(
                n,
                Ends {
                    start,
                    end,
                    standing,
                },
            );
            ends.insert(
                key,
                Ends {
                    start,
                    end,
                    standing,
                },
            );
        }
    }

    /// A clause with parts starts with its first and is complete with its last.
    fn groups(&mut self) {
        let draft = self.engine.draft;
        let facts = self.engine.facts;
        for c in 0..draft.clauses.len() {
            let at = draft.clauses[c].head;
            let why = self.nature(at);
            let inside: Vec<Ends> = facts.parts[c]
                .iter()
                .flat_map(|p| &facts.by_clause[*p as usize])
                .filter_map(|f| self.facts.get(&(*f as usize)).copied())
                .collect();
            let start = self.point(Node {
                what: What::Start,
                clause: Some(c),
                at,
            });
            if inside.is_empty() {
                // Fields hold from entry into force.
                self.text = draft.clauses[c].text.clone();
                let entry = self.entry_of(c);
                self.not_after(entry, start, why);
                if draft.clauses[c].parent.is_none() && !draft.clauses[c].fields.is_empty() {
                    self.not_after(start, entry, why);
                }
            } else {
                self.network()
                    .earliest_of(start, inside.iter().map(|e| e.start).collect(), why);
            }
            let mut last = |what: What, of: Vec<usize>| {
                if of.is_empty() {
                    return None;
                }
                let p = self.point(Node {
                    what,
                    clause: Some(c),
                    at,
                });
                self.network().latest_of(p, of, why);
                Some(p)
            };
            let completion = last(
                What::Completion,
                inside
                    .iter()
                    .filter(|e| !e.standing)
                    .map(|e| e.end)
                    .collect(),
            );
            let expiry = last(
                What::Expiry,
                inside
                    .iter()
                    .filter(|e| e.standing)
                    .map(|e| e.end)
                    .collect(),
            );
            self.clauses.push((start, completion, expiry));
        }
        self.schedule.facts = self
            .facts
            .iter()
            .map(|(f, e)| (*f, (e.start, e.end, e.standing)))
            .collect();
        self.schedule.clauses = self.clauses.iter().map(|(s, c, e)| (*s, *c, *e)).collect();
    }

    /// Phrases of a promise: on its completion, or on the start of what is kept up, unless they pick the other end.
    fn phrases_of(&mut self, f: usize, ends: Ends) {
        let facts = self.engine.facts;
        let fact = &facts.all[f];
        if self.unlimited(fact.clause, fact.sentence.span) {
            return;
        }
        for (phrase, clause) in &fact.phrases {
            match &phrase.kind {
                PhraseKind::Time(pick, bound) => {
                    let why = self.why(Some(*clause), phrase.span);
                    // What is renewed lasts so long at least.
                    let runs_on = fact
                        .phrases
                        .iter()
                        .any(|(p, _)| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(..))));
                    let at_least = match bound {
                        Bound::For(None, d) if runs_on => {
                            Some(Bound::For(Some(Matcher::AtLeast), d.clone()))
                        }
                        _ => None,
                    };
                    let bound = at_least.as_ref().unwrap_or(bound);
                    self.bound(*pick, bound, ends, fact.clause, why);
                }
                PhraseKind::Manner(Manner::WithConsentOf, list) => {
                    let why = self.why(Some(*clause), phrase.span);
                    let who: Vec<String> = list.items.iter().map(|i| self.words(&i.base)).collect();
                    let consent = self.own(
                        Key::Consent(who.join(", ").into(), ends.start),
                        What::Consent(who.join(", ").into()),
                        Some(fact.clause),
                        phrase.span,
                    );
                    self.not_after(consent, ends.start, why);
                }
                PhraseKind::Manner(Manner::InParallelWith, list) => {
                    let why = self.why(Some(*clause), phrase.span);
                    let labels = &self.engine.facts.labels;
                    for other in list.items.iter().flat_map(|i| labels.named(i)) {
                        if let (start, Some(end), _) = self.clauses[other]
                            && !ends.standing
                        {
                            self.not_after(ends.start, end, why);
                            self.not_after(start, ends.end, why);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn words(&self, b: &Base) -> String {
        match b {
            Base::Thing(t) => self.engine.v.name(t.node).to_owned(),
            Base::Someone => "someone".to_owned(),
            _ => "somebody".to_owned(),
        }
    }

    fn bound(&mut self, pick: Option<Pick>, bound: &Bound, ends: Ends, clause: usize, why: usize) {
        let p = match pick {
            Some(Pick::Beginning) => ends.start,
            Some(Pick::Completed) => ends.end,
            None if ends.standing => ends.start,
            None => ends.end,
        };
        let act = !ends.standing;
        match bound {
            Bound::At(relation, m) => {
                let waits = act && pick.is_none();
                let (lies, p) = match relation {
                    // A wait is a wait to begin, and what comes before is done by then.
                    Relation::After if waits => (Lies::After, ends.start),
                    Relation::After => (Lies::After, p),
                    Relation::Upon | Relation::From if waits => (Lies::NotBefore, ends.start),
                    Relation::From => (Lies::At, ends.start),
                    Relation::Upon | Relation::On => (Lies::At, p),
                    Relation::Until if ends.standing => (Lies::At, ends.end),
                    Relation::Until => return,
                    Relation::By => (Lies::By, p),
                    Relation::Before => (Lies::Before, p),
                };
                self.limit(lies, m, p, clause, why);
            }
            Bound::AtOnce(m) => self.limit(Lies::At, m, p, clause, why),
            Bound::Within(d, w, m) => self.within(d, *w, m, p, p == ends.start, clause, why),
            Bound::Offset(d, w, m) => self.offset(d, *w, m, p, clause, why),
            Bound::For(matcher, d) if ends.standing => {
                if let Some(l) = Length::of(d) {
                    let (short, long) = l.relaxed();
                    if !matches!(matcher, Some(Matcher::AtLeast | Matcher::MoreThan)) {
                        self.network()
                            .bound(ends.start, ends.end, Limit::most(long), why);
                    }
                    if !matches!(matcher, Some(Matcher::AtMost | Matcher::LessThan)) {
                        self.network()
                            .bound(ends.end, ends.start, Limit::most(-short), why);
                    }
                }
            }
            Bound::For(..) | Bound::Renewed(..) | Bound::Every | Bound::Soon => {}
        }
    }

    /// A point lies so from a moment.
    fn limit(&mut self, lies: Lies, m: &Moment, p: usize, clause: usize, why: usize) {
        if let MomentKind::Date(d) = &m.kind {
            let (first, _) = d.minutes();
            let (latest, over) = ends_of(*d);
            let n = self.network();
            match lies {
                Lies::By => n.bound(ORIGIN, p, latest, why),
                Lies::Before => n.bound(ORIGIN, p, Limit::less(first), why),
                Lies::After => n.bound(p, ORIGIN, over, why),
                Lies::NotBefore => n.bound(p, ORIGIN, Limit::most(-first), why),
                Lies::At => {
                    n.bound(p, ORIGIN, Limit::most(-first), why);
                    n.bound(ORIGIN, p, latest, why);
                }
            }
            return;
        }
        let Some(q) = self.moment(m, clause) else {
            return;
        };
        let n = self.network();
        match lies {
            Lies::By => n.bound(q, p, Limit::most(0), why),
            Lies::Before => n.bound(q, p, Limit::less(0), why),
            Lies::After => n.bound(p, q, Limit::less(0), why),
            Lies::NotBefore => n.bound(p, q, Limit::most(0), why),
            Lies::At => {
                n.bound(p, q, Limit::most(0), why);
                n.bound(q, p, Limit::most(0), why);
            }
        }
    }

    /// `within 14 days of M`: early performance is performance; what is counted from M to a start presupposes M.
    fn within(
        &mut self,
        d: &Duration,
        counted: Counted,
        m: &Moment,
        p: usize,
        start: bool,
        clause: usize,
        why: usize,
    ) {
        let Some(l) = Length::of(d) else { return };
        let (q, long) = match (&m.kind, self.instant(m)) {
            // Months are counted on the calendar where they are counted from an instant.
            (_, Some(at)) => (
                ORIGIN,
                if counted == Counted::Before {
                    at
                } else {
                    l.from(at)
                },
            ),
            _ => match self.moment(m, clause) {
                Some(q) => (
                    q,
                    if counted == Counted::Before {
                        0
                    } else {
                        l.relaxed().1
                    },
                ),
                None => return,
            },
        };
        let n = &mut self.schedule.network;
        n.bound(q, p, Limit::most(long), why);
        let early = self.instant(m).unwrap_or_default();
        let n = &mut self.schedule.network;
        match counted {
            Counted::Before => n.bound(
                p,
                q,
                Limit::most(if q == ORIGIN {
                    l.back_from(early).saturating_neg()
                } else {
                    l.relaxed().1
                }),
                why,
            ),
            Counted::After => n.bound(p, q, Limit::most(-early), why),
            Counted::Of if start => n.bound(p, q, Limit::most(-early), why),
            Counted::Of => {}
        }
    }

    /// `at least 60 days after M`.
    fn offset(
        &mut self,
        d: &Duration,
        counted: Counted,
        m: &Moment,
        p: usize,
        clause: usize,
        why: usize,
    ) {
        let Some(l) = Length::of(d) else { return };
        let Some(q) = self.moment(m, clause) else {
            return;
        };
        let short = l.relaxed().0;
        let n = self.network();
        if counted == Counted::Before {
            n.bound(q, p, Limit::most(-short), why)
        } else {
            n.bound(p, q, Limit::most(-short), why)
        }
    }

    /// A moment that the text puts at one instant.
    fn instant(&self, m: &Moment) -> Option<i64> {
        self.engine
            .draft
            .day_of(m, self.text.as_ref())
            .filter(|d| d.time.is_some())
            .map(|d| d.minutes().0)
    }

    /// The point of a moment.
    pub(super) fn moment(&mut self, m: &Moment, clause: usize) -> Option<usize> {
        match &m.kind {
            MomentKind::Date(d) => {
                let (first, _) = d.minutes();
                let p = self.own(Key::Date(*d), What::Date, None, m.span);
                let why = self.why(None, m.span);
                self.network().bound(p, ORIGIN, Limit::most(-first), why);
                self.network().bound(ORIGIN, p, ends_of(*d).0, why);
                Some(p)
            }
            MomentKind::Signature => Some(self.own_dates().0),
            MomentKind::Entry => Some(self.own_dates().1),
            MomentKind::Declared(word) => Some(self.own(
                Key::Declared(word.clone()),
                What::Declared(word.clone()),
                None,
                m.span,
            )),
            MomentKind::Hole(h) => {
                Some(self.own(Key::Hole(h.span), What::Unsaid, Some(clause), h.span))
            }
            MomentKind::It | MomentKind::AnyDate(_) => None,
            MomentKind::Extreme(later, of) => {
                let members: Vec<usize> =
                    of.iter().filter_map(|m| self.moment(m, clause)).collect();
                if members.len() != of.len() {
                    return None;
                }
                let why = self.why(Some(clause), m.span);
                let p = self.point(Node {
                    what: if *later { What::Later } else { What::Earlier },
                    clause: Some(clause),
                    at: m.span,
                });
                if *later {
                    self.network().latest_of(p, members, why)
                } else {
                    self.network().earliest_of(p, members, why)
                }
                Some(p)
            }
            MomentKind::Point(point, of, _) => match (point, &**of) {
                // Of another text.
                (
                    Point::Signature | Point::EntryIntoForce,
                    PointOf::Item(Item {
                        base: Base::Words(text),
                        ..
                    }),
                ) => Some(self.dates_of(text, *point == Point::Signature)),
                _ => self.point_of(*point, of, clause, m.span),
            },
        }
    }

    fn point_of(&mut self, point: Point, of: &PointOf, clause: usize, at: Span) -> Option<usize> {
        match of {
            PointOf::It => None,
            PointOf::Item(Item {
                base: Base::Clause(text, label),
                ..
            }) => {
                let c = self.engine.facts.position(text.as_deref(), label)?;
                let (start, completion, expiry) = self.clauses[c];
                match point {
                    Point::Start => Some(start),
                    Point::Completion => completion,
                    Point::Expiry => expiry,
                    Point::Verification => Some(self.verification(c, at)),
                    Point::Breach
                    | Point::Occurrence
                    | Point::Signature
                    | Point::EntryIntoForce => Some(self.own(
                        Key::OfClause(point, c),
                        What::Event(point, label.clone()),
                        Some(c),
                        at,
                    )),
                }
            }
            PointOf::Item(i) => {
                let name = self.words(&i.base);
                Some(self.own(
                    Key::OfThing(point, name.as_str().into()),
                    What::Event(point, name.into()),
                    None,
                    at,
                ))
            }
            PointOf::Event(s) => {
                let performed = self.performed(s);
                if performed.iter().any(|(_, share)| *share) {
                    return Some(self.share(point, s, &performed, clause, at));
                }
                let pick = |e: &Ends| match (point, e.standing) {
                    (Point::Start, _) => Some(e.start),
                    (Point::Completion | Point::Verification, false) | (Point::Expiry, true) => {
                        Some(e.end)
                    }
                    _ => None,
                };
                let members: Vec<usize> = performed.iter().filter_map(|(e, _)| pick(e)).collect();
                match members[..] {
                    [] => Some(self.own(
                        Key::Unpromised(point, s.span),
                        What::Event(point, "an event no clause promises".into()),
                        Some(clause),
                        at,
                    )),
                    [one] => Some(one),
                    _ => {
                        let why = self.why(Some(clause), at);
                        let p = self.point(Node {
                            what: if point == Point::Start {
                                What::Earlier
                            } else {
                                What::Later
                            },
                            clause: Some(clause),
                            at,
                        });
                        if point == Point::Start {
                            self.network().earliest_of(p, members, why)
                        } else {
                            self.network().latest_of(p, members, why)
                        }
                        Some(p)
                    }
                }
            }
        }
    }

    /// A moment of an event that is only a share of what is promised: if of one promise, from its beginning to its completion.
    fn share(
        &mut self,
        point: Point,
        s: &Sentence,
        performed: &[(Ends, bool)],
        clause: usize,
        at: Span,
    ) -> usize {
        let key = Key::Share(point, Box::new(s.clone()));
        if let Some(p) = self.named.get(&key) {
            return *p;
        }
        let p = self.own(
            key,
            What::Event(point, "a part of what is promised".into()),
            Some(clause),
            at,
        );
        if let [(whole, _)] = performed {
            let why = self.nature(at);
            self.not_after(whole.start, p, why);
            if !whole.standing {
                self.not_after(p, whole.end, why);
            }
        }
        p
    }

    /// The promises that perform an event, for certain, and whether it is only a share of each.
    fn performed(&mut self, s: &Sentence) -> Vec<(Ends, bool)> {
        let hits = self
            .engine
            .sentence(s, Ask::new(Mode::Overlap), &Theta::default());
        let mut out = Vec::new();
        for h in hits {
            let given = self.given(h.condition);
            if !given.is_always() {
                self.choices_of(given)
                    .into_iter()
                    .for_each(|c| note(&mut self.schedule.timed, c));
                continue;
            }
            if let Some(Source::Fact(f)) = h.sources.first()
                && let Some(e) = self.facts.get(&(*f as usize)).copied()
            {
                let facts = self.engine.facts;
                let share = self.engine.is_share(s, &facts.all[*f as usize].sentence);
                out.push((e, share));
            }
        }
        out
    }

    fn verification(&mut self, c: usize, at: Span) -> usize {
        if let Some(v) = self.verifications.get(&c) {
            return *v;
        }
        let v = self.point(Node {
            what: What::Verification,
            clause: Some(c),
            at,
        });
        let why = self.nature(at);
        if let Some(done) = self.clauses[c].1 {
            self.not_after(done, v, why);
        }
        self.not_after(self.clauses[c].0, v, why);
        self.verifications.insert(c, v);
        v
    }

    /// A point of its own, one for each key.
    pub(super) fn own(&mut self, key: Key, what: What, clause: Option<usize>, at: Span) -> usize {
        if let Some(p) = self.named.get(&key) {
            return *p;
        }
        let p = self.point(Node { what, clause, at });
        self.named.insert(key, p);
        p
    }

    /// An order: a moment with its limits.
    fn order(&mut self, o: &Order, clause: Option<usize>) {
        let here = clause.unwrap_or(0);
        let Some(p) = self.moment(&o.moment, here) else {
            return;
        };
        let start = matches!(&o.moment.kind, MomentKind::Point(Point::Start, ..));
        for phrase in &o.phrases {
            let why = self.why(clause, phrase.span);
            match &phrase.kind {
                PhraseKind::Time(_, Bound::Within(d, w, m)) => {
                    self.within(d, *w, m, p, start, here, why)
                }
                PhraseKind::Time(_, Bound::Offset(d, w, m)) => self.offset(d, *w, m, p, here, why),
                PhraseKind::Time(_, Bound::At(w, m)) => {
                    let lies = match w {
                        Relation::By => Lies::By,
                        Relation::Before => Lies::Before,
                        Relation::After => Lies::After,
                        Relation::On | Relation::Upon | Relation::From | Relation::Until => {
                            Lies::At
                        }
                    };
                    self.limit(lies, m, p, here, why);
                }
                PhraseKind::Time(_, Bound::AtOnce(m)) => self.limit(Lies::At, m, p, here, why),
                PhraseKind::Manner(Manner::WithConsentOf, list) => {
                    let who: Vec<String> = list.items.iter().map(|i| self.words(&i.base)).collect();
                    let consent = self.own(
                        Key::Consent(who.join(", ").into(), p),
                        What::Consent(who.join(", ").into()),
                        clause,
                        phrase.span,
                    );
                    self.not_after(consent, p, why);
                }
                _ => {}
            }
        }
    }
}

/// The last there is of a date, and that a date is over: a day or month ends where the next begins, and that moment is the next one's.
pub(super) fn ends_of(d: DayRange) -> (Limit, Limit) {
    let (_, last) = d.minutes();
    if d.time.is_some() {
        (Limit::most(last), Limit::less(-last))
    } else {
        (Limit::less(last), Limit::most(-last))
    }
}

/// By what a moment that several texts speak of is known again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Whose consent, to what.
    Consent(CompactString, usize),
    Date(DayRange),
    Declared(CompactString),
    /// The place of a blank.
    Hole(Span),
    /// Of a text that is brought in.
    Signature(CompactString),
    Entry(CompactString),
    OfClause(Point, usize),
    OfThing(Point, CompactString),
    /// An event that no clause promises, where it is named.
    Unpromised(Point, Span),
    /// An event that is a share of what is promised, wherever it is named.
    Share(Point, Box<Sentence>),
}

/// Where a point lies from a moment.
#[derive(Clone, Copy)]
enum Lies {
    Before,
    By,
    At,
    NotBefore,
    After,
}

pub(super) const ORIGIN: usize = 0;
pub(super) const SIGNATURE: usize = 1;
pub(super) const ENTRY: usize = 2;

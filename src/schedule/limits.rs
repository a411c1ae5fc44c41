//! Turns the phrases of promises and the orders of a draft into limits between moments.

use super::What;
use super::build::{Builder, Ends, Key, ORIGIN};
use super::network::Limit;
use crate::fact::Fact;
use crate::model::calendar::Length;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{ActionId, DayRange};
use rustc_hash::FxHashSet;

/// Where a point lies from a moment.
#[derive(Clone, Copy)]
enum Lies {
    Before,
    By,
    At,
    NotBefore,
    After,
}

/// Where a limit is said: in which clause, if in one, and the reason it has in the network.
#[derive(Clone, Copy)]
struct Said {
    clause: Option<usize>,
    why: usize,
}

impl Said {
    /// The clause whose words are read. What stands in none is read as the first.
    fn here(self) -> usize {
        self.clause.unwrap_or(0)
    }
}

/// So long before or after a moment.
#[derive(Clone, Copy)]
struct Distance<'m> {
    length: &'m Duration,
    counted: Counted,
    mark: &'m Moment,
}

impl Builder<'_, '_> {
    /// Phrases of a promise: on its completion, or on the start of what is kept up, unless they pick the other end.
    pub(super) fn phrases_of(&mut self, f: usize, ends: Ends) {
        let facts = self.engine.facts;
        let fact = &facts.all[f];
        let apart = (!fact.is_certain()).then(|| self.apart(fact.clause, ends));
        let at = (fact.clause, fact.sentence.span);
        if apart.is_none() && ends.standing && self.begins_with_the_text(fact) {
            self.text = self.engine.draft.clauses[fact.clause].text.clone();
            let (entry, why) = (self.entry_of(fact.clause), self.nature(at.1));
            self.not_after(ends.start, entry, why);
        }
        self.phrases_on(at, &fact.phrases, ends, apart);
    }

    /// What is kept up binds from entry into force, where nothing is said of its beginning: by its own phrases, by an order on its clause or on the deed, or by what
    /// is to come before it or after its beginning.
    fn begins_with_the_text(&self, fact: &Fact) -> bool {
        let says_when = |p: &Phrase| match &p.kind {
            PhraseKind::Time(pick, bound) => {
                *pick != Some(Pick::Completed)
                    && !bound.is_until()
                    && !matches!(bound, Bound::For(..) | Bound::Renewed(..) | Bound::Every(_))
            }
            PhraseKind::Manner(manner, _) => !matches!(
                manner,
                Manner::VerifiedBy | Manner::JudgedBy | Manner::InConsultationWith
            ),
            PhraseKind::Alone(_) => true,
            PhraseKind::Guard(..) | PhraseKind::Precedence(..) => false,
        };
        let (draft, facts) = (self.engine.draft, self.engine.facts);
        if fact.phrases.iter().any(|(p, _)| says_when(p)) {
            return false;
        }
        let ordered = |c: usize| facts.ordered.get(&c).is_some_and(|all| !all.is_empty());
        let starts = self
            .starts
            .get_or_init(|| Starts::named_in(draft, &facts.labels));
        !draft
            .around(fact.clause)
            .any(|c| ordered(c) || starts.of_clauses.contains(&c))
            && fact
                .sentence
                .action()
                .is_none_or(|a| !starts.of_deeds.contains(&a))
    }

    /// The points that are known by what is said of a promise that may never be kept: its own, and those of the clauses around it in which nothing is promised for
    /// certain, with all that is promised there.
    fn apart(&mut self, clause: usize, ends: Ends) -> usize {
        let facts = self.engine.facts;
        let uncertain = |c: &usize| {
            let inside = facts.parts[*c]
                .iter()
                .flat_map(|p| &facts.by_clause[*p as usize]);
            inside
                .map(|f| &facts.all[*f as usize])
                .all(|f| f.event || !f.is_certain())
        };
        let around: Vec<usize> = self
            .engine
            .draft
            .around(clause)
            .take_while(uncertain)
            .collect();
        let known = around.last().and_then(|c| self.apart.get(c).copied());
        let apart = known.unwrap_or_else(|| self.network().apart());
        if let Some(outermost) = around.last() {
            self.apart.insert(*outermost, apart);
        }
        let of_clauses = around.iter().flat_map(|c| {
            let (start, completion, expiry) = self.clauses[*c];
            [Some(start), completion, expiry]
        });
        let points: Vec<usize> = of_clauses.flatten().chain([ends.start, ends.end]).collect();
        points
            .into_iter()
            .for_each(|p| self.network().also(apart, p));
        apart
    }

    /// The same of what stands somewhere in a clause.
    pub(super) fn phrases_on(
        &mut self,
        (stands_in, at): (usize, Span),
        phrases: &[(&Phrase, usize)],
        ends: Ends,
        apart: Option<usize>,
    ) {
        if self.unlimited(stands_in, at) {
            return;
        }
        for (phrase, clause) in phrases {
            if self.unlimited_phrase(*clause, phrase) {
                continue;
            }
            let why = self.why(Some(*clause), phrase.span);
            if let Some(apart) = apart {
                self.network().confine(why, apart);
            }
            let said = Said {
                clause: Some(stands_in),
                why,
            };
            match &phrase.kind {
                PhraseKind::Time(pick, bound) => {
                    // What is renewed lasts so long at least.
                    let runs_on = phrases
                        .iter()
                        .any(|(p, _)| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(..))));
                    let at_least = match bound {
                        Bound::For(None, d) if runs_on => {
                            Some(Bound::For(Some(Matcher::AtLeast), d.clone()))
                        }
                        _ => None,
                    };
                    let bound = at_least.as_ref().unwrap_or(bound);
                    match bound {
                        Bound::For(matcher, d) if ends.standing => {
                            let entry = Moment {
                                kind: MomentKind::Entry,
                                span: phrase.span,
                            };
                            // How long the text is in force is counted from when it is.
                            let of_text = self.engine.draft.clauses[*clause].is_final();
                            let begins = if of_text {
                                Some(&entry)
                            } else {
                                phrases.iter().find_map(|(p, _)| beginning(p))
                            };
                            let ends = Ends {
                                start: if of_text {
                                    self.entry_of(*clause)
                                } else {
                                    ends.start
                                },
                                ..ends
                            };
                            self.lasts(*matcher, d, ends, begins, said.why);
                        }
                        _ => self.bound(*pick, bound, ends, said),
                    }
                }
                PhraseKind::Manner(Manner::WithConsentOf, list) => {
                    let consent = self.consent(list, ends.start, said, phrase.span);
                    if let Some(apart) = apart {
                        self.network().also(apart, consent);
                    }
                }
                PhraseKind::Manner(Manner::InParallelWith, list) => {
                    self.in_parallel(list, ends, why);
                }
                _ => {}
            }
        }
    }

    fn bound(&mut self, pick: Option<Pick>, bound: &Bound, ends: Ends, said: Said) {
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
                    Relation::Upon if waits => (Lies::NotBefore, ends.start),
                    // Nothing says how late an act begins, whichever end is named.
                    Relation::From if act => (
                        Lies::NotBefore,
                        if pick == Some(Pick::Completed) {
                            ends.end
                        } else {
                            ends.start
                        },
                    ),
                    Relation::From => (Lies::At, ends.start),
                    Relation::Upon | Relation::On => (Lies::At, p),
                    Relation::Until if ends.standing => (Lies::At, ends.end),
                    Relation::Until => return,
                    Relation::By => (Lies::By, p),
                    Relation::Before if ends.holds && pick.is_none() => (Lies::At, ends.end),
                    Relation::Before => (Lies::Before, p),
                };
                self.limit(lies, m, p, said);
            }
            Bound::AtOnce(m) => self.limit(Lies::At, m, p, said),
            Bound::Within(length, counted, mark) => {
                let distance = Distance {
                    length,
                    counted: *counted,
                    mark,
                };
                self.within(distance, p, p == ends.start, said);
            }
            Bound::Offset(length, counted, mark) => {
                let distance = Distance {
                    length,
                    counted: *counted,
                    mark,
                };
                self.offset(distance, p, said);
            }
            Bound::For(..) | Bound::Renewed(..) | Bound::Every(_) | Bound::Soon(_) => {}
        }
    }

    /// What is kept up, from its start to its end.
    fn lasts(
        &mut self,
        matcher: Option<Matcher>,
        d: &Duration,
        ends: Ends,
        begins: Option<&Moment>,
        why: usize,
    ) {
        if let Some(l) = Length::of(d) {
            // From a day it is counted on the calendar.
            let (short, long) = begins.map_or_else(|| l.relaxed(), |m| self.counted(l, m, false));
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

    /// A consent comes before what it is given to.
    fn consent(&mut self, whose: &List, to: usize, said: Said, at: Span) -> usize {
        let who: Vec<String> = whose.items.iter().map(|i| self.words(&i.base)).collect();
        let consent = self.own(
            Key::Consent(who.join(", ").into(), to),
            What::Consent(who.join(", ").into()),
            said.clause,
            at,
        );
        self.not_after(consent, to, said.why);
        consent
    }

    /// Neither is over when the other begins.
    fn in_parallel(&mut self, with: &List, ends: Ends, why: usize) {
        let labels = &self.engine.facts.labels;
        for other in with.items.iter().flat_map(|i| labels.named(i)) {
            if let (start, Some(end), _) = self.clauses[other]
                && !ends.standing
            {
                self.not_after(ends.start, end, why);
                self.not_after(start, ends.end, why);
            }
        }
    }

    /// A point lies so from a moment.
    fn limit(&mut self, lies: Lies, m: &Moment, p: usize, said: Said) {
        let why = said.why;
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
        let Some(q) = self.moment(m, said.here()) else {
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
    fn within(&mut self, distance: Distance, p: usize, start: bool, said: Said) {
        let Distance {
            length,
            counted,
            mark: m,
        } = distance;
        let why = said.why;
        let Some(l) = Length::of(length) else { return };
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
            _ => match self.moment(m, said.here()) {
                Some(q) => (
                    q,
                    if counted == Counted::Before {
                        0
                    } else {
                        self.counted(l, m, false).1
                    },
                ),
                None => return,
            },
        };
        let early = self.instant(m).unwrap_or_default();
        let back = self.counted(l, m, true).1;
        let n = &mut self.schedule.network;
        n.bound(q, p, Limit::most(long), why);
        let n = &mut self.schedule.network;
        match counted {
            Counted::Before => n.bound(
                p,
                q,
                Limit::most(if q == ORIGIN {
                    l.back_from(early).saturating_neg()
                } else {
                    back
                }),
                why,
            ),
            Counted::After => n.bound(p, q, Limit::most(-early), why),
            Counted::Of if start => n.bound(p, q, Limit::most(-early), why),
            Counted::Of => {}
        }
    }

    /// `at least 60 days after M`.
    fn offset(&mut self, distance: Distance, p: usize, said: Said) {
        let why = said.why;
        let Some(l) = Length::of(distance.length) else {
            return;
        };
        let Some(q) = self.moment(distance.mark, said.here()) else {
            return;
        };
        let short = self
            .counted(l, distance.mark, distance.counted == Counted::Before)
            .0;
        let n = self.network();
        if distance.counted == Counted::Before {
            n.bound(q, p, Limit::most(-short), why)
        } else {
            n.bound(p, q, Limit::most(-short), why)
        }
    }

    /// How long a length is at least and at most from a moment, or back from it.
    pub(super) fn counted(&mut self, l: Length, m: &Moment, back: bool) -> (i64, i64) {
        let day = self.engine.draft.day_of(m, self.text.as_ref());
        let day = day.or_else(|| self.day_of_step(m));
        day.map_or_else(|| l.relaxed(), |day| l.counted(day, back))
    }

    /// The day that a promise itself says of its end or beginning: `Norland shall hold referendum on 2026-05-22`.
    fn day_of_step(&mut self, m: &Moment) -> Option<DayRange> {
        let MomentKind::Point(point, of, None) = &m.kind else {
            return None;
        };
        let facts = self.engine.facts;
        let all: Vec<usize> = match &**of {
            PointOf::Event(s) => {
                let performed = self.performed(s);
                let whole = |(f, _, share): (usize, Ends, bool)| (!share).then_some(f);
                performed.into_iter().map(whole).collect::<Option<_>>()?
            }
            PointOf::Item(i) => {
                let clauses = facts.labels.named(i);
                let parts = clauses.iter().flat_map(|c| &facts.parts[*c]);
                let inside = parts.flat_map(|p| &facts.by_clause[*p as usize]);
                let inside = inside.map(|f| *f as usize);
                inside.filter(|f| !facts.all[*f].event).collect()
            }
            PointOf::It => return None,
        };
        let [f] = all[..] else { return None };
        let fact = &facts.all[f];
        let kept_up = fact.kept_up(self.engine.v);
        fact.phrases.iter().find_map(|(p, _)| match &p.kind {
            PhraseKind::Time(pick, bound @ Bound::At(Relation::On, day)) => {
                let start = bound.begins(*pick, kept_up);
                let end = if start {
                    Point::Start
                } else {
                    Point::Completion
                };
                day.date().filter(|_| *point == end)
            }
            _ => None,
        })
    }

    /// A moment that the text puts at one instant.
    fn instant(&self, m: &Moment) -> Option<i64> {
        self.engine
            .draft
            .day_of(m, self.text.as_ref())
            .filter(|d| d.time.is_some())
            .map(|d| d.minutes().0)
    }

    /// An order: a moment with its limits.
    pub(super) fn order(&mut self, o: &Order, clause: Option<usize>) {
        let Some(p) = self.moment(&o.moment, clause.unwrap_or(0)) else {
            return;
        };
        let start = matches!(&o.moment.kind, MomentKind::Point(Point::Start, ..));
        for phrase in &o.phrases {
            let why = self.why(clause, phrase.span);
            let said = Said { clause, why };
            match &phrase.kind {
                PhraseKind::Time(_, Bound::Within(length, counted, mark)) => {
                    let distance = Distance {
                        length,
                        counted: *counted,
                        mark,
                    };
                    self.within(distance, p, start, said);
                }
                PhraseKind::Time(_, Bound::Offset(length, counted, mark)) => {
                    let distance = Distance {
                        length,
                        counted: *counted,
                        mark,
                    };
                    self.offset(distance, p, said);
                }
                PhraseKind::Time(_, Bound::At(w, m)) => {
                    let lies = match w {
                        Relation::By => Lies::By,
                        Relation::Before => Lies::Before,
                        Relation::After => Lies::After,
                        Relation::On | Relation::Upon | Relation::From | Relation::Until => {
                            Lies::At
                        }
                    };
                    self.limit(lies, m, p, said);
                }
                PhraseKind::Time(_, Bound::AtOnce(m)) => self.limit(Lies::At, m, p, said),
                PhraseKind::Manner(Manner::WithConsentOf, list) => {
                    self.consent(list, p, said, phrase.span);
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

/// The moment from which something is kept up, if a phrase says it.
fn beginning(p: &Phrase) -> Option<&Moment> {
    match &p.kind {
        PhraseKind::Time(
            None | Some(Pick::Beginning),
            Bound::At(Relation::From | Relation::Upon, m),
        ) => Some(m),
        _ => None,
    }
}

/// Clauses and deeds of whose beginning the text speaks somewhere.
#[derive(Default)]
pub(super) struct Starts {
    of_clauses: FxHashSet<usize>,
    of_deeds: FxHashSet<ActionId>,
}

impl Starts {
    fn named_in(draft: &Draft, labels: &Labels) -> Starts {
        let mut out = Starts::default();
        let inside = draft.clauses.iter().flat_map(|c| &c.orders);
        let orders = inside.map(|(o, _)| o);
        let orders = orders.chain(draft.all_orders().map(|(_, o, _)| o));
        for o in orders {
            out.moment(&o.moment, labels, true);
            o.phrases.iter().for_each(|p| out.phrase(p, labels));
        }
        for c in &draft.clauses {
            c.every_phrase().for_each(|p| out.phrase(p, labels));
        }
        out
    }

    fn phrase(&mut self, p: &Phrase, labels: &Labels) {
        if let PhraseKind::Time(_, bound) = &p.kind
            && let Some(m) = bound.moment()
        {
            self.moment(m, labels, false);
        }
    }

    /// `any`: whichever end of a deed it is.
    fn moment(&mut self, m: &Moment, labels: &Labels, any: bool) {
        match &m.kind {
            MomentKind::Extreme(_, of) => of.iter().for_each(|m| self.moment(m, labels, any)),
            MomentKind::Shifted(_, of) => self.moment(of, labels, any),
            MomentKind::Point(point, of, _) => match &**of {
                PointOf::Item(i) if *point == Point::Start => {
                    self.of_clauses.extend(labels.named(i));
                }
                PointOf::Event(s) if any || *point == Point::Start => {
                    self.of_deeds.extend(s.action());
                }
                _ => {}
            },
            _ => {}
        }
    }
}

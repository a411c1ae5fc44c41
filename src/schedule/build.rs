//! Makes the network of a draft: every promise and clause has moments, to which phrases and orders add their limits (`limits.rs`).

use super::chosen::{awaited, note};
use super::limits::Starts;
use super::network::{Limit, Network};
use super::{Moment as Node, Reason, Schedule, What};
use crate::condition::Condition as Holds;
use crate::fact::{Fact, Promise};
use crate::matching::Engine;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::DayRange;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

/// The two ends of a promise.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub start: usize,
    pub end: usize,
    /// It is kept up, not completed: its end is its expiry.
    pub standing: bool,
    /// It holds, as a ban, a permission or a field does: what is said to hold before a moment ends there.
    pub holds: bool,
}

pub(super) struct Builder<'a, 'e> {
    pub(super) engine: &'a mut Engine<'e>,
    pub(super) schedule: Schedule,
    pub(super) chosen: &'a [Taken],
    /// Choices whose limits are left out: what they make part of the text is done at any time.
    pub(super) unlimited: &'a [usize],
    pub(super) facts: FxHashMap<usize, Ends>,
    /// Start, completion and expiry of each clause, where it has one.
    pub(super) clauses: Vec<(usize, Option<usize>, Option<usize>)>,
    /// Clauses with fields and no promise that say when these hold.
    fields: Vec<(usize, Ends)>,
    pub(super) named: FxHashMap<Key, usize>,
    /// Clauses that a moment somewhere names, with their parts: steps that others may wait for.
    awaited: FxHashSet<usize>,
    /// By the outermost clause in which nothing is promised for certain: the limits that say something of what stands there alone.
    pub(super) apart: FxHashMap<usize, usize>,
    /// Of whose beginning the text speaks.
    pub(super) starts: OnceCell<Starts>,
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
            fields: Vec::new(),
            named: FxHashMap::default(),
            awaited: FxHashSet::default(),
            apart: FxHashMap::default(),
            starts: OnceCell::new(),
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
        for (c, ends) in std::mem::take(&mut self.fields) {
            self.text = draft.clauses[c].text.clone();
            for (phrases, when) in &self.engine.facts.phrases[c] {
                let given = self.given(*when);
                if given.is_always() {
                    self.phrases_on((c, draft.clauses[c].head), phrases, ends, None);
                }
                for choice in self.choices_of(given) {
                    note(&mut self.schedule.unchosen, choice);
                    note(&mut self.schedule.timed, choice);
                }
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

    pub(super) fn point(&mut self, moment: Node) -> usize {
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

    pub(super) fn network(&mut self) -> &mut Network {
        &mut self.schedule.network
    }

    /// `a` comes not after `b`.
    pub(super) fn not_after(&mut self, a: usize, b: usize, why: usize) {
        self.network().bound(b, a, Limit::most(0), why);
    }

    /// Every promise: what it starts with and ends with.
    fn promises(&mut self) {
        let facts = self.engine.facts;
        let whole = self.conditional();
        let mut ends: FxHashMap<Promise, Ends> = FxHashMap::default();
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
            let key = fact.promise();
            if let Some(condition) = whole.get(&key).copied().filter(|c| !c.is_always()) {
                self.not_chosen(fact, condition);
                continue;
            }
            if let Some(ends) = ends.get(&key) {
                self.facts.insert(n, *ends);
                continue;
            }
            let made = self.promise(fact, *modal);
            self.facts.insert(n, made);
            ends.insert(key, made);
        }
    }

    /// The moments of one promise.
    fn promise(&mut self, fact: &Fact, modal: Modal) -> Ends {
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
        if modal == Modal::Hereby {
            self.not_after(start, entry, why);
            if !standing {
                self.not_after(end, entry, why);
            }
        }
        Ends {
            start,
            end,
            standing,
            holds: modal.holds_over_time(),
        }
    }

    /// Which choices are not made, is told; and those matter that bring limits, or a step that others wait for.
    fn not_chosen(&mut self, fact: &Fact, condition: Holds) {
        let timed =
            self.awaited.contains(&fact.clause) || fact.phrases.iter().any(|(p, _)| p.limits());
        for choice in self.choices_of(condition) {
            note(&mut self.schedule.unchosen, choice);
            if timed {
                note(&mut self.schedule.timed, choice);
            }
        }
    }

    /// When each promise is made that is not in every text.
    fn conditional(&mut self) -> FxHashMap<Promise, Holds> {
        let facts = self.engine.facts;
        let mut whole: FxHashMap<Promise, Holds> = FxHashMap::default();
        for fact in facts
            .all
            .iter()
            .filter(|f| !f.event && !f.condition.is_always())
        {
            let given = self.given(fact.condition);
            let c = whole.entry(fact.promise()).or_insert(Holds::NEVER);
            *c = self.engine.store.or(*c, given);
        }
        whole
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
                // Fields hold from entry into force, unless the clause says when they do.
                self.text = draft.clauses[c].text.clone();
                let entry = self.entry_of(c);
                self.not_after(entry, start, why);
                if draft.clauses[c].fields.is_empty() {
                } else if self.is_timed(c) {
                    let end = self.point(Node {
                        what: What::Expiry,
                        clause: Some(c),
                        at,
                    });
                    let standing = true;
                    self.fields.push((
                        c,
                        Ends {
                            start,
                            end,
                            standing,
                            holds: true,
                        },
                    ));
                    self.clauses.push((start, None, Some(end)));
                    continue;
                } else if draft.clauses[c].parent.is_none() {
                    self.not_after(start, entry, why);
                }
            } else {
                self.network()
                    .earliest_of(start, inside.iter().map(|e| e.start).collect(), why);
            }
            let ends = |standing: bool| -> Vec<usize> {
                let those = inside.iter().filter(|e| e.standing == standing);
                those.map(|e| e.end).collect()
            };
            let completion = self.last(What::Completion, c, ends(false), why);
            let expiry = self.last(What::Expiry, c, ends(true), why);
            self.clauses.push((start, completion, expiry));
        }
        self.schedule.facts = self
            .facts
            .iter()
            .map(|(f, e)| (*f, (e.start, e.end, e.standing)))
            .collect();
        self.schedule.clauses = self.clauses.iter().map(|(s, c, e)| (*s, *c, *e)).collect();
    }

    /// Does a clause that is part of the text whatever is chosen say when its fields hold?
    fn is_timed(&self, c: usize) -> bool {
        let facts = self.engine.facts;
        let timed = |(p, _): &(&Phrase, usize)| matches!(p.kind, PhraseKind::Time(..));
        facts.clause_condition[c].is_always()
            && facts.phrases[c].iter().flat_map(|(ps, _)| ps).any(timed)
    }

    /// The last of some moments of a clause, if there is one.
    fn last(&mut self, what: What, clause: usize, of: Vec<usize>, why: usize) -> Option<usize> {
        if of.is_empty() {
            return None;
        }
        let p = self.point(Node {
            what,
            clause: Some(clause),
            at: self.engine.draft.clauses[clause].head,
        });
        self.network().latest_of(p, of, why);
        Some(p)
    }

    pub(super) fn words(&self, b: &Base) -> String {
        match b {
            Base::Thing(t) => self.engine.v.name(t.node).to_owned(),
            Base::Someone => "someone".to_owned(),
            _ => "somebody".to_owned(),
        }
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

pub(super) const ORIGIN: usize = 0;
pub(super) const SIGNATURE: usize = 1;
pub(super) const ENTRY: usize = 2;

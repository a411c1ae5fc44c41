//! Patterns on a clause kind or on a sort of the world.

use super::lists::{Join, Silence};
use super::{Ask, Bound, Engine, Hit, Mode, Source, Theta};
use crate::condition::{Condition, Owner, Question};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::{NodeId, Unsaid};
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use smallvec::smallvec;

/// The field by which a clause says of what it speaks.
const NAME: &str = "name";

/// What a clause states of a field.
pub(super) struct Stated {
    pub value: List,
    /// What stands after `for`.
    pub index: Option<List>,
    /// When it is part of the text.
    pub when: Condition,
}

impl Engine<'_> {
    /// All ways a pattern on a kind holds.
    pub(crate) fn kind(&mut self, p: &KindPattern, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let mut out = Vec::new();
        self.each_clause(p, ask, theta, &mut |_, hit| {
            out.push(hit);
            false
        });
        out
    }

    /// The ways a pattern on a kind holds, one after the other in document order, until `take` has enough; says whether it had.
    pub(crate) fn each_clause(
        &mut self,
        p: &KindPattern,
        ask: Ask,
        theta: &Theta,
        take: &mut dyn FnMut(&mut Self, Hit) -> bool,
    ) -> bool {
        let p = &*of_kind(self.draft, p);
        if p.sort {
            return self
                .sort(p, ask, theta)
                .into_iter()
                .any(|hit| take(self, hit));
        }
        if self.v.is_text(&p.kind) {
            return self
                .head(p, ask, theta)
                .into_iter()
                .any(|hit| take(self, hit));
        }
        let facts = self.facts;
        let mut done: FxHashSet<usize> = FxHashSet::default();
        for c in facts.kinds.get(p.kind.as_str()).map_or(&[][..], |v| v) {
            // A clause and its parts that all match count as one, the outermost.
            if self
                .draft
                .around(*c as usize)
                .skip(1)
                .any(|p| done.contains(&p))
            {
                continue;
            }
            let hits = self.clause(p, *c as usize, ask, theta);
            if hits.iter().any(|h| h.condition.is_always()) {
                done.insert(*c as usize);
            }
            for hit in hits {
                if take(self, hit) {
                    return true;
                }
            }
        }
        false
    }

    /// The head of the text against a pattern on it.
    fn head(&mut self, p: &KindPattern, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let draft = self.draft;
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        for (name, _, asked) in &p.fields {
            let held = draft
                .header
                .iter()
                .find(|e| e.name == *name)
                .map(|e| &e.value);
            ways = self.step(ways, |e, t| {
                e.list(asked, held, ask.of(false), Silence::Nothing, Join::All, t)
            });
        }
        self.hits(ways)
    }

    /// One clause against a pattern on its kind.
    pub(super) fn clause(
        &mut self,
        p: &KindPattern,
        c: usize,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Hit> {
        let base = self.facts.clause_condition[c];
        // A clause without a field or sentence of its own says nothing as a kind.
        if self.draft.clauses[c].fields.is_empty()
            && !p.fields.is_empty()
            && self.draft.clauses[c].parent.is_some()
        {
            return Vec::new();
        }
        // A clause that says a part of what is asked is read with what others say of the same body.
        let stated = |e: &mut Self, n: &str| !e.stated(c, n).is_empty();
        let asks = |(n, ..): &&(CompactString, Option<List>, List)| n != NAME;
        let beside = p.fields.iter().filter(asks).any(|(n, ..)| stated(self, n));
        let mut ways = Vec::new();
        match self.governs(p, c) {
            None => {
                ways.push((theta.clone(), base));
                for (name, index, asked) in &p.fields {
                    ways = self.step(ways, |e, t| {
                        e.field((c, beside), (name, index.as_ref(), asked), ask, t)
                    });
                }
            }
            Some(governed) => {
                for (leaves, when) in governed {
                    let when = self.and(base, when);
                    let area = List {
                        items: vec![Item {
                            matcher: None,
                            base: Base::Place(Place::Exactly(leaves)),
                            span: p.span,
                        }],
                        except: Vec::new(),
                        span: p.span,
                    };
                    let mut here = vec![(theta.clone(), when)];
                    for (name, index, asked) in &p.fields {
                        here = if name == "area" {
                            self.step(here, |e, t| {
                                e.list(
                                    asked,
                                    Some(&area),
                                    ask.of(false),
                                    Silence::Nothing,
                                    Join::All,
                                    t,
                                )
                            })
                        } else {
                            self.step(here, |e, t| {
                                e.field((c, beside), (name, index.as_ref(), asked), ask, t)
                            })
                        };
                    }
                    ways.extend(here);
                }
                ways = self.merge(ways);
            }
        }
        let mut hits: Vec<Hit> = ways
            .into_iter()
            .map(|(theta, condition)| Hit {
                condition,
                sources: smallvec![Source::Clause(c as u32)],
                ..Hit::new(theta)
            })
            .collect();
        for (name, ..) in p.fields.iter().filter(|_| beside) {
            if self.stated(c, name).is_empty() {
                let others = self.of_one_name(c, name);
                hits.iter_mut()
                    .for_each(|h| h.rests_on(others.iter().copied()));
            }
        }
        for s in &p.sentences {
            let mut next = Vec::new();
            for hit in hits {
                let parts = self.facts.parts[c].clone();
                let inner: Vec<u32> = parts
                    .iter()
                    .flat_map(|p| self.facts.by_clause[*p as usize].clone())
                    .collect();
                for f in inner {
                    for mut more in self.act(s, f, ask, &hit.theta) {
                        more.condition = self.and(more.condition, hit.condition);
                        more.sources = hit.sources.iter().chain(&more.sources).copied().collect();
                        next.push(more);
                    }
                }
            }
            hits = next;
        }
        let mut out = Vec::new();
        for hit in hits {
            for (held, when) in &self.facts.phrases[c] {
                let condition = self.and(hit.condition, *when);
                let hit = Hit {
                    condition,
                    ..hit.clone()
                };
                out.extend(self.phrases(&p.phrases, held, ask, hit, Source::Clause(c as u32)));
            }
        }
        out
    }

    /// The values of a field: its own, else those of the clause it is a part of, else those of the clause that elaborates it.
    pub(super) fn field_of(&self, c: usize, name: &str) -> Option<(List, usize)> {
        self.draft.of_one_kind(c).find_map(|i| {
            let field = self.draft.clauses[i].field(name)?;
            Some((field.value.clone(), i))
        })
    }

    /// A field that is asked for, against what a clause says of it; `beside`: and what others say that speak of the same by name.
    fn field(
        &mut self,
        (c, beside): (usize, bool),
        (name, index, asked): (&str, Option<&List>, &List),
        ask: Ask,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let mut entries = self.stated(c, name);
        let elsewhere = if entries.is_empty() {
            self.stated_elsewhere(c, name)
        } else {
            Vec::new()
        };
        let mut known = Condition::NEVER;
        for s in entries.iter().chain(&elsewhere) {
            known = self.or(known, s.when);
        }
        if beside {
            entries.extend(elsewhere);
        }
        let mut out = Vec::new();
        for said in &entries {
            let mut ways = vec![(theta.clone(), said.when)];
            if let Some(i) = index {
                ways = match &said.index {
                    Some(h) => self.step(ways, |e, t| {
                        e.list(
                            i,
                            Some(h),
                            ask.by(Mode::Overlap).of(false),
                            Silence::Nothing,
                            Join::Any,
                            t,
                        )
                    }),
                    None => ways,
                };
            }
            let found = self.step(ways, |e, t| {
                e.list(
                    asked,
                    Some(&said.value),
                    ask.of(false),
                    Silence::Nothing,
                    Join::All,
                    t,
                )
            });
            out.extend(match index.filter(|_| said.index.is_none()) {
                Some(i) => self.of_each(found, (c, name), i, said.value.span),
                None => found,
            });
        }
        // Where an alternative says nothing of it, nothing is said.
        let unsaid = self.store.not(known);
        if !unsaid.is_never() {
            let silence = self.field_silence(c, name);
            let start = vec![(theta.clone(), unsaid)];
            let found = self.step(start, |e, t| {
                e.list(asked, None, ask.of(false), silence, Join::All, t)
            });
            let head = self.draft.clauses[c].head;
            out.extend(match index {
                Some(i) => self.of_each(found, (c, name), i, head),
                None => found,
            });
        }
        self.merge(out)
    }

    /// What is said without `for`, where it is asked for one: one value is that of each, of many nobody knows whose they are.
    fn of_each(
        &mut self,
        found: Vec<(Theta, Condition)>,
        (c, name): (usize, &str),
        index: &List,
        at: Span,
    ) -> Vec<(Theta, Condition)> {
        let decl = self.field_declared(c, name);
        if !decl.is_some_and(|d| d.slot.takes_several()) {
            return found;
        }
        let hole = Hole {
            blank: Blank::Unspecified,
            span: at,
        };
        self.step(found, |e, t| {
            let whose = match index.items.first().map(|i| &i.base) {
                Some(Base::Variable(n)) => match t.get(*n) {
                    Some(Bound::Node(n)) => Some(*n),
                    _ => None,
                },
                Some(Base::Thing(t)) => Some(t.node),
                _ => None,
            };
            let whose = whose.map_or("the one that is asked about", |n| e.v.name(n));
            let words = format!("`{name} for {whose}`");
            vec![(t.clone(), e.hole(hole, &words))]
        })
    }

    /// What other clauses of the kind say of it, if they speak of the same by name.
    fn stated_elsewhere(&mut self, c: usize, name: &str) -> Vec<Stated> {
        let mut out = Vec::new();
        for o in self.of_one_name(c, name) {
            let when = self.facts.clause_condition[o];
            for mut s in self.entries(o, name) {
                s.when = self.and(s.when, when);
                out.push(s);
            }
        }
        out
    }

    /// The other clauses of the kind that speak of the same by name and say the field.
    fn of_one_name(&self, c: usize, field: &str) -> Vec<usize> {
        let named = |c: usize| {
            let (list, _) = self.field_of(c, NAME)?;
            match list.items.first()?.base {
                Base::Thing(ref t) => Some(t.node),
                _ => None,
            }
        };
        let Some(own) = named(c).filter(|_| field != NAME) else {
            return Vec::new();
        };
        let kind = self.draft.clauses[c].kind.as_str();
        let alike = self.facts.kinds.get(kind).into_iter().flatten();
        let others = alike.map(|o| *o as usize).filter(|o| *o != c);
        others
            .filter(|o| named(*o) == Some(own) && self.draft.clauses[*o].field(field).is_some())
            .collect()
    }

    /// What holds of a field of a clause: its own value or its parent's, else that of the clause that elaborates it, else what its text gives to all.
    pub(super) fn stated(&mut self, c: usize, name: &str) -> Vec<Stated> {
        let mut entries = self.entries(c, name);
        if entries.is_empty() && name != "elaborated" {
            // Another clause fills this one's holes.
            if let Some((list, _)) = self.field_of(c, "elaborated")
                && let Some(Base::Clause(text, label)) = list.items.first().map(|i| &i.base)
                && let Some(other) = self.facts.position(text.as_deref(), label)
                && other != c
            {
                entries = self.entries(other, name);
            }
        }
        if entries.is_empty()
            && name == "binding"
            && let Some((list, guard)) = self
                .facts
                .binding
                .get(&self.draft.clauses[c].text.as_deref())
                .copied()
        {
            let given = match guard {
                Some(at) => self.store.question(Question::Given, at, Owner::Interpreter),
                None => Condition::ALWAYS,
            };
            entries = vec![Stated {
                value: list.clone(),
                index: None,
                when: given,
            }];
        }
        entries
    }

    pub(super) fn entries(&mut self, c: usize, name: &str) -> Vec<Stated> {
        let draft = self.draft;
        let said = |i: usize| {
            draft.clauses[i]
                .fields
                .iter()
                .filter(move |(e, _)| e.name == name)
        };
        let Some(i) = draft.of_one_kind(c).find(|i| said(*i).next().is_some()) else {
            return Vec::new();
        };
        said(i)
            .map(|(e, under)| Stated {
                value: e.value.clone(),
                index: e.index.clone(),
                when: crate::fact::under(self.store, draft, under),
            })
            .collect()
    }

    /// What the vocabulary says of a field of a clause.
    fn field_declared(&self, c: usize, name: &str) -> Option<&crate::vocabulary::FieldDecl> {
        let kind = self.v.kind(&self.draft.clauses[c].kind)?;
        kind.fields.iter().find(|f| f.name == name)
    }

    /// What it means that a clause does not state a field.
    fn field_silence(&self, c: usize, name: &str) -> Silence {
        let clause = &self.draft.clauses[c];
        match self.field_declared(c, name).and_then(|d| d.slot.unsaid()) {
            Some(Unsaid::All) => Silence::Everything,
            Some(Unsaid::Unspecified) => Silence::Unspecified(Hole {
                blank: Blank::Unspecified,
                span: clause.head,
            }),
            None => Silence::Nothing,
        }
    }

    /// `organisation { … }`: things of the world.
    fn sort(&mut self, p: &KindPattern, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let Some(sort) = self.word(&p.kind) else {
            return Vec::new();
        };
        let v = self.v;
        let mut things: Vec<NodeId> = v
            .facts
            .keys()
            .copied()
            .filter(|n| v.under(*n, sort))
            .collect();
        things.sort_by(|a, b| v.name(*a).cmp(v.name(*b)));
        let mut out = Vec::new();
        for thing in things {
            let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
            for (name, _, asked) in &p.fields {
                ways = if name == "name" {
                    self.step(ways, |e, t| {
                        e.against_bound(asked, &Bound::Node(thing), ask, t)
                    })
                } else {
                    let held = self.world_list(thing, name);
                    self.step(ways, |e, t| {
                        e.list(
                            asked,
                            held.as_ref(),
                            ask.of(false),
                            Silence::Nothing,
                            Join::All,
                            t,
                        )
                    })
                };
            }
            out.extend(ways.into_iter().map(|(theta, condition)| Hit {
                condition,
                ..Hit::new(theta)
            }));
        }
        out
    }

    /// What the world states of a thing, as a list of values.
    pub(crate) fn world_list(&self, thing: NodeId, field: &str) -> Option<List> {
        let fact = self.v.fact(thing, field, self.day)?;
        let mut items = Vec::new();
        for value in &fact.field.value.values {
            let base = match &value.base {
                t::Base::Noun { name: Some(n), .. } => {
                    self.v.names.get(&n.text).map(|n| Base::Thing(thing_of(*n)))
                }
                t::Base::Noun {
                    words, name: None, ..
                } => words
                    .last()
                    .and_then(|w| self.v.word(&w.text))
                    .map(|n| Base::Thing(thing_of(n))),
                t::Base::Hole { .. } => Some(Base::Hole(Hole {
                    blank: Blank::Unspecified,
                    span: value.span,
                })),
                _ => None,
            };
            items.extend(base.map(|base| Item {
                matcher: None,
                base,
                span: value.span,
            }));
        }
        Some(List {
            items,
            except: Vec::new(),
            span: fact.field.span,
        })
    }
}

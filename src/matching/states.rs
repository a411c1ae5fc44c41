//! States: built in, asserted by a draft, or derived.

use super::lists::{Join, Silence};
use super::phrases::Weak;
use super::theta::item_of;
use super::{Ask, Bound, Engine, Hit, Mode, Source, Theta, Tuple};
use crate::condition::Condition;
use crate::fact::Fact;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::BuiltIn;
use smallvec::smallvec;

impl<'e> Engine<'e> {
    /// A state: built in, asserted by a draft, or derived.
    pub(super) fn state(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let Predicate::State { state, of, .. } = &p.predicate else {
            return Vec::new();
        };
        let mut out = match self.v.built_in(*state) {
            Some(BuiltIn::Party) => self.is_party(p, ask, theta),
            Some(BuiltIn::Member) => self.is_member(p, of.as_ref(), ask, theta),
            Some(BuiltIn::Part) => self.is_part(p, of.as_ref(), ask, theta),
            Some(BuiltIn::Outnumbered) => self.is_outnumbered(p, ask, theta),
            // Only a clause says so.
            Some(BuiltIn::Void) | None => Vec::new(),
        };
        for f in self.facts.by_state.get(state).cloned().unwrap_or_default() {
            out.extend(self.asserted(p, f, ask, theta));
        }
        for t in self.by_state.get(state).cloned().unwrap_or_default() {
            out.extend(self.derived(p, t, ask, theta));
        }
        out
    }

    pub(super) fn asserted(&mut self, p: &Sentence, f: u32, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let facts = self.facts;
        let fact: &Fact = &facts.all[f as usize];
        let (
            Predicate::State { of: po, .. },
            Predicate::State {
                negated: false,
                of: fo,
                ..
            },
        ) = (&p.predicate, &fact.sentence.predicate)
        else {
            return Vec::new();
        };
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        ways = self.step(ways, |e, t| {
            e.list(
                &p.subject,
                Some(&fact.sentence.subject),
                ask.of(false),
                Silence::Nothing,
                Join::Any,
                t,
            )
        });
        if let Some(po) = po {
            ways = self.step(ways, |e, t| {
                e.list(
                    po,
                    fo.as_ref(),
                    ask.of(false),
                    Silence::Nothing,
                    Join::Any,
                    t,
                )
            });
        }
        for role in &p.roles {
            let held = fact
                .sentence
                .roles
                .iter()
                .find(|r| r.preposition == role.preposition)
                .map(|r| &r.list);
            ways = self.step(ways, |e, t| {
                e.list(
                    &role.list,
                    held,
                    ask.of(false),
                    Silence::Nothing,
                    Join::Any,
                    t,
                )
            });
        }
        let mut out = Vec::new();
        for (theta, c) in ways {
            let c = self.and(c, fact.condition);
            let hit = Hit {
                theta,
                condition: c,
                sources: smallvec![Source::Fact(f)],
                phrases: Vec::new(),
            };
            out.extend(self.phrases(&p.phrases, &fact.phrases, ask, hit, Source::Fact(f)));
        }
        out
    }

    pub(super) fn derived(&mut self, p: &Sentence, id: u32, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let tuple = self.tuples[id as usize].clone();
        let Predicate::State { of: po, .. } = &p.predicate else {
            return Vec::new();
        };
        let argument = |key: &str| {
            tuple
                .arguments
                .iter()
                .find(|(k, _)| k == key)
                .map(|(_, b)| b.clone())
        };
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        let mut asked: Vec<(String, &List)> = vec![(String::new(), &p.subject)];
        if let Some(of) = po {
            asked.push(("of".to_owned(), of));
        }
        asked.extend(p.roles.iter().map(|r| (r.preposition.to_string(), &r.list)));
        for (key, list) in asked {
            let Some(bound) = argument(&key) else {
                return Vec::new();
            };
            let ask = if key.is_empty() { ask.doer() } else { ask };
            ways = match &bound {
                Bound::Places(l) => {
                    let at = self.first_clause(&tuple);
                    self.step(ways, |e, t| match e.as_place(list, t) {
                        Some(place) => e.place_against_leaves(&place, l, at, ask, t),
                        None => vec![(t.clone(), Condition::ALWAYS)],
                    })
                }
                _ => self.step(ways, |e, t| e.against_bound(list, &bound, ask, t)),
            };
        }
        // A derivation that carries a weakening phrase on counts as the clause itself would.
        let carried = !p
            .phrases
            .iter()
            .any(|p| matches!(&p.kind, PhraseKind::Alone(Alone::WhateverItsConditions)));
        let asks = carried && ask.heeds_weakness();
        if ask.mode == Mode::Entail && carried {
            // A rule on an effect carries the phrases of each derivation on.
            let each: Vec<(Vec<(crate::source::Span, usize)>, Condition)> =
                std::iter::once((Vec::new(), tuple.plain))
                    .chain(tuple.weak.iter().cloned())
                    .collect();
            let mut out = Vec::new();
            for (theta, c) in ways {
                for (phrases, when) in &each {
                    let mut hit = Hit {
                        theta: theta.clone(),
                        condition: self.and(c, *when),
                        sources: smallvec![Source::Tuple(id)],
                        phrases: Vec::new(),
                    };
                    phrases
                        .iter()
                        .for_each(|told| self.weaken(&mut hit, Weak::always(*told), ask));
                    if !hit.condition.is_never() {
                        out.extend(self.order_phrases(&p.phrases, ask, hit));
                    }
                }
            }
            return out;
        }
        let mut holds = if asks { tuple.plain } else { tuple.condition };
        let mut phrases = Vec::new();
        for (weak, when) in &tuple.weak {
            let mut hit = Hit {
                condition: *when,
                ..Hit::new(Theta::default())
            };
            if asks {
                weak.iter()
                    .for_each(|told| self.weaken(&mut hit, Weak::always(*told), ask));
                holds = self.or(holds, hit.condition);
            }
            if tuple.plain.is_never() {
                phrases.extend(weak.iter().copied());
            }
        }
        let kept = self.while_proved(&p.phrases, &tuple, ask);
        let mut out = Vec::new();
        for (theta, c) in ways {
            let condition = self.and(c, holds);
            let mut hit = Hit {
                theta,
                condition,
                sources: smallvec![Source::Tuple(id)],
                phrases: phrases.clone(),
            };
            match &kept {
                Some((when, why)) => {
                    hit.condition = self.and(hit.condition, *when);
                    hit.rests_on(why.iter().copied());
                    out.extend(Some(hit).filter(|h| !h.condition.is_never()));
                }
                None => out.extend(self.order_phrases(&p.phrases, ask, hit)),
            }
        }
        out
    }

    /// What follows from bans, permissions and duties that are kept up holds while they do: when that is so in the time that is asked for, with the clauses the plan
    /// decides it by. Nothing: no such time is asked for, or it follows from something else too.
    fn while_proved(
        &mut self,
        asked: &[Phrase],
        tuple: &Tuple,
        ask: Ask,
    ) -> Option<(Condition, Vec<usize>)> {
        let mut any = Condition::NEVER;
        let mut all_why = Vec::new();
        for proof in &tuple.proofs {
            let mut holds = proof.condition;
            for source in &proof.sources {
                let Source::Fact(f) = *source else {
                    return None;
                };
                let kept = self.kept(*source)?;
                let window = super::window::window_of(asked, kept);
                if window.is_empty() || window.len() < asked.len() {
                    return None;
                }
                let facts = self.facts;
                let fact = &facts.all[f as usize];
                let hit = Hit {
                    condition: holds,
                    sources: smallvec![*source],
                    ..Hit::new(Theta::default())
                };
                let ask = ask.of(super::acts::is_ban(fact.modal()));
                let (when, why) =
                    self.over_time(&window, (&fact.phrases, kept), ask, (&hit, *source));
                holds = self.and(holds, when);
                all_why.extend(why);
            }
            any = self.or(any, holds);
        }
        (!tuple.proofs.is_empty() && tuple.proofs.len() < super::MAX_PROOFS)
            .then_some((any, all_why))
    }

    /// Where the first clause stands that an effect rests on.
    fn first_clause(&self, tuple: &Tuple) -> Option<Span> {
        let proofs = tuple.proofs.iter().flat_map(|p| &p.sources);
        let clause = proofs.filter_map(|s| self.clause_of(*s)).next()?;
        Some(self.draft.clauses[clause].span)
    }

    /// A pattern's list against the value of an argument that is no place.
    pub(super) fn against_bound(
        &mut self,
        p: &List,
        b: &Bound,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let except = match b {
            Bound::Every(_, _, away) => away
                .iter()
                .map(|n| Item {
                    matcher: None,
                    base: Base::Thing(thing_of(*n)),
                    span: p.span,
                })
                .collect(),
            _ => Vec::new(),
        };
        let f = List {
            items: vec![item_of(b, p.span)],
            except,
            span: p.span,
        };
        self.list(
            p,
            Some(&f),
            ask.of(false),
            Silence::Nothing,
            Join::Any,
            theta,
        )
    }

    pub(super) fn is_party(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let parties = self.draft.parties.clone();
        let mut out = Vec::new();
        for n in parties {
            out.extend(self.against_bound(
                &p.subject,
                &Bound::Node(n),
                ask.by(Mode::Overlap),
                theta,
            ));
        }
        // Whoever is asked for by name may be one of the others.
        if let Some(span) = self.draft.unnamed_parties
            && self.subject_of(p, theta).is_some()
        {
            let others = Bound::Unknown(span);
            out.extend(self.against_bound(&p.subject, &others, ask.by(Mode::Overlap), theta));
        }
        self.hits(out)
    }

    pub(super) fn is_member(
        &mut self,
        p: &Sentence,
        of: Option<&List>,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Hit> {
        let Some(of) = of else { return Vec::new() };
        let v = self.v;
        let mut out = Vec::new();
        let mut owners: Vec<_> = v.facts.keys().copied().collect();
        owners.sort_by(|a, b| v.name(*a).cmp(v.name(*b)));
        for owner in owners {
            let Some(fact) = v.fact(owner, "members", self.day) else {
                continue;
            };
            let ways = self.against_bound(of, &Bound::Node(owner), ask.by(Mode::Overlap), theta);
            if ways.is_empty() {
                continue;
            }
            for value in &fact.field.value.values {
                let bound = match &value.base {
                    crate::syntax::tree::Base::Noun { name: Some(n), .. } => {
                        v.names.get(&n.text).map(|n| Bound::Node(*n))
                    }
                    crate::syntax::tree::Base::Hole { .. } => Some(Bound::Unknown(value.span)),
                    _ => None,
                };
                let Some(bound) = bound else { continue };
                for (t, c) in &ways {
                    for (t2, d) in self.against_bound(&p.subject, &bound, ask.by(Mode::Overlap), t)
                    {
                        let c = self.and(*c, d);
                        out.push((t2, c));
                    }
                }
            }
        }
        self.hits(out)
    }

    /// Places narrow: what of R lies in S.
    pub(super) fn is_part(
        &mut self,
        p: &Sentence,
        of: Option<&List>,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Hit> {
        let Some(of) = of else { return Vec::new() };
        if let Some(Base::Variable(n)) = of.items.first().map(|i| &i.base)
            && theta.get(*n).is_none()
        {
            // Whose it is is not known yet: every actor with land is tried.
            let actor = self.v.words.get("actor").copied();
            let mut owners: Vec<_> = self
                .v
                .places
                .all()
                .map(|(node, _)| node)
                .filter(|node| actor.is_some_and(|a| self.v.under(*node, a)))
                .collect();
            owners.sort_by(|a, b| self.v.name(*a).cmp(self.v.name(*b)));
            return owners
                .into_iter()
                .flat_map(|o| self.is_part(p, Some(of), ask, &theta.with(*n, Bound::Node(o))))
                .collect();
        }
        let whole = match of.items.first().map(|i| &i.base) {
            Some(Base::Variable(n)) => match theta.get(*n) {
                Some(Bound::Node(n)) => self.v.places.leaves(*n),
                Some(Bound::Places(l)) => l.clone(),
                _ => return Vec::new(),
            },
            Some(Base::Thing(t)) => self.v.places.leaves(t.node),
            Some(Base::Place(place)) => self.extent_sure(place, theta),
            _ => return Vec::new(),
        };
        let Some(asked) = self.as_place(&p.subject, theta) else {
            return Vec::new();
        };
        let ways = self.place_against_leaves(&asked, &whole, None, ask.by(Mode::Entail), theta);
        self.hits(ways)
    }

    pub(super) fn hits(&mut self, ways: Vec<(Theta, Condition)>) -> Vec<Hit> {
        self.merge(ways)
            .into_iter()
            .map(|(theta, condition)| Hit {
                condition,
                ..Hit::new(theta)
            })
            .collect()
    }
}

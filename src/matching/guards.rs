//! Conditions and consents: what is asked of them, against those a promise has; and whether all that it waits for was asked for.

use super::acts::is_ban;
use super::lists::{Join, Silence};
use super::phrases::{Held, reached};
use super::{Ask, Engine, Hit, Mode, Source};
use crate::condition::Condition;
use crate::fact::Facts;
use crate::model;
use crate::model::*;
use crate::vocabulary::{ActionId, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

impl Engine<'_> {
    pub(super) fn guard(
        &mut self,
        word: Guard,
        asked: &model::Condition,
        held: &Held,
        ask: Ask,
        hit: Hit,
    ) -> Vec<Hit> {
        let mut found = false;
        let mut ways = Vec::new();
        for (h, _) in held {
            if let PhraseKind::Guard(w, c) = &h.kind
                && *w == word
            {
                found = true;
                for (t, when) in self.guards_match(asked, c, ask, &hit.theta) {
                    ways.push(self.on(&hit, t, when));
                }
            }
        }
        // Without `while` or `if` it holds always, and so also then; a rule wants what it says, and so does what an excuse must lie within.
        let wants_it = matches!(ask.mode, Mode::Within | Mode::Entail);
        if !found && word.holds_without() && (!wants_it || ask.ignore.times) {
            ways.push(hit);
        }
        ways
    }

    /// The condition of a pattern's guard against the condition of a fact's.
    pub(super) fn guards_match(
        &mut self,
        p: &model::Condition,
        f: &model::Condition,
        ask: Ask,
        theta: &super::Theta,
    ) -> Vec<(super::Theta, Condition)> {
        // In a demand the fact's trigger must cover the one asked for: it is read as a ban is. An excuse and a rule want what brings it about.
        let wide = matches!(ask.mode, Mode::Cover);
        let brought_about = matches!(ask.mode, Mode::Within | Mode::Entail);
        let inner = match ask.mode {
            Mode::Cover => ask,
            Mode::Overlap => ask.by(Mode::Overlap),
            Mode::Within | Mode::Entail => ask.by(Mode::Entail),
        };
        let inner = inner.of(wide);
        let pair = |e: &mut Self, a: &Atom, b: &Atom, t: &super::Theta| match (a, b) {
            (Atom::Sentence(x), Atom::Sentence(y)) => e.inside(x, y, inner, t),
            (Atom::Moment(x), Atom::Moment(y)) if reached(x, y) => {
                vec![(t.clone(), Condition::ALWAYS)]
            }
            _ => Vec::new(),
        };
        let start = vec![(theta.clone(), Condition::ALWAYS)];
        if !wide {
            // Of several any of which is enough for the fact, each has to bring it about.
            let said: Vec<&[Atom]> = if f.any && brought_about {
                f.atoms.chunks(1).collect()
            } else {
                vec![&f.atoms[..]]
            };
            let asked: Vec<&[Atom]> = if p.any && brought_about {
                vec![&p.atoms[..]]
            } else {
                p.atoms.chunks(1).collect()
            };
            let pairs = said
                .into_iter()
                .flat_map(|said| asked.iter().map(move |asked| (*asked, said)));
            return pairs.fold(start, |ways, (asked, said)| {
                self.step(ways, |e, t| {
                    let each = asked.iter().flat_map(|a| said.iter().map(move |b| (a, b)));
                    let out = each.flat_map(|(a, b)| pair(e, a, b, t)).collect();
                    e.merge(out)
                })
            });
        }
        // Whatever of several that are asked for comes, it has a part in what is said; what else that waits for is a weakness of it.
        let cases = p.cases();
        cases.into_iter().fold(start, |ways, case| {
            self.step(ways, |e, t| {
                let pairs = case
                    .iter()
                    .flat_map(|a| f.atoms.iter().map(move |b| (a, b)));
                let out = pairs.flat_map(|(a, b)| pair(e, a, b, t)).collect();
                e.merge(out)
            })
        })
    }

    /// Is a condition one that is asked for? In a demand it is, if what is asked for brings all of it about.
    pub(super) fn is_asked_for(
        &mut self,
        asked: &model::Condition,
        said: &model::Condition,
        ask: Ask,
    ) -> bool {
        let wanted: Vec<&[Atom]> = if said.any {
            vec![&said.atoms[..]]
        } else {
            said.atoms.chunks(1).collect()
        };
        let mut of_it = |atoms: &[Atom]| {
            let part = model::Condition {
                any: true,
                atoms: atoms.to_vec(),
                span: said.span,
            };
            !self
                .guards_match(asked, &part, ask, &super::Theta::default())
                .is_empty()
        };
        if ask.mode == Mode::Cover {
            wanted.into_iter().all(of_it)
        } else {
            of_it(&said.atoms)
        }
    }

    /// Whose consent a phrase wants: `with consent of Norland`, `if Norland agrees`. Nobody's: it is another phrase.
    pub(super) fn consent<'p>(&self, p: &'p Phrase) -> Vec<&'p List> {
        match &p.kind {
            PhraseKind::Manner(Manner::WithConsentOf, list) => vec![list],
            PhraseKind::Guard(Guard::If, c) => c.consents(self.v).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The hit with the consent that is asked for, in whatever words it is given, by all phrases together; of several any of which is enough, one.
    pub(super) fn consented(&mut self, p: &Phrase, held: &Held, ask: Ask, hit: &Hit) -> Vec<Hit> {
        let given: Vec<&List> = held.iter().flat_map(|(h, _)| self.consent(h)).collect();
        if given.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for asked in self.consents_asked(p) {
            let mut ways = vec![hit.clone()];
            for list in asked {
                let each = ways.iter();
                ways = each
                    .flat_map(|hit| self.named_in(list, &given, ask, hit))
                    .collect();
            }
            out.extend(ways);
        }
        out
    }

    /// The consents a phrase wants, all of one case together.
    fn consents_asked<'p>(&self, p: &'p Phrase) -> Vec<Vec<&'p List>> {
        match &p.kind {
            PhraseKind::Guard(Guard::If, c) if c.any && c.asks_consent_only(self.v) => {
                let who = c.atoms.iter().filter_map(|a| match a {
                    Atom::Sentence(s) => Some(vec![&s.subject]),
                    _ => None,
                });
                who.collect()
            }
            _ => match self.consent(p) {
                all if all.is_empty() => Vec::new(),
                all => vec![all],
            },
        }
    }

    /// The hit with each of the lists that names who is asked for.
    pub(super) fn named_in(
        &mut self,
        asked: &List,
        held: &[&List],
        ask: Ask,
        hit: &Hit,
    ) -> Vec<Hit> {
        let one = |i: &Item| List {
            items: vec![i.clone()],
            except: asked.except.clone(),
            span: asked.span,
        };
        // A refusal is of each of them, whatever else asks for all.
        let each: Vec<List> = match ask.mode {
            Mode::Overlap => vec![asked.clone()],
            Mode::Cover | Mode::Entail | Mode::Within => asked.items.iter().map(one).collect(),
        };
        let mut ways = vec![hit.clone()];
        for asked in each {
            let mut next = Vec::new();
            for hit in ways {
                for l in held {
                    let (ask, silence) = (ask.of(false), Silence::Nothing);
                    for (t, c) in self.list(&asked, Some(l), ask, silence, Join::Any, &hit.theta) {
                        next.push(self.on(&hit, t, c));
                    }
                }
            }
            ways = next;
        }
        ways
    }

    /// The hit with the verifiers that are asked for: those the phrases name, and those of whom a promise of their own says that they verify the clause.
    pub(super) fn verified(
        &mut self,
        asked: &List,
        held: &[&List],
        ask: Ask,
        hit: &Hit,
        said: Source,
    ) -> Vec<Hit> {
        let clause = self.clause_of(said);
        let found = clause.map_or_else(Vec::new, |c| self.verifying(c));
        let facts = self.facts;
        let mut hit = hit.clone();
        let named = held.iter().flat_map(|l| &l.items).cloned();
        let mut who: Vec<Item> = named.collect();
        let mut weakly = Vec::new();
        for f in found {
            let fact = &facts.all[f as usize];
            let weak = self.weakening(&[], &fact.phrases, ask, Source::Fact(f));
            if weak.is_empty() && fact.condition.is_always() {
                who.extend(fact.sentence.subject.items.iter().cloned());
                hit.rests_on(std::iter::once(fact.clause));
                continue;
            }
            // What weakens the promise to verify weakens what is verified.
            let mut own = hit.clone();
            own.condition = self.and(own.condition, fact.condition);
            own.rests_on(std::iter::once(fact.clause));
            weak.into_iter().for_each(|w| self.weaken(&mut own, w, ask));
            weakly.extend(self.named_in(asked, &[&fact.sentence.subject], ask, &own));
        }
        let all = List {
            items: who,
            except: Vec::new(),
            span: asked.span,
        };
        let mut ways = Vec::new();
        if !all.items.is_empty() {
            ways = self.named_in(asked, &[&all], ask, &hit);
        }
        ways.extend(weakly);
        ways
    }

    /// The promises to verify a clause, if nothing is said to prevail over them.
    fn verifying(&mut self, clause: usize) -> Vec<u32> {
        let facts = self.facts;
        let known = match &self.events.verifying {
            Some(known) => Rc::clone(known),
            None => {
                let found = Rc::new(Verifying::of(self.v, facts));
                self.events.verifying = Some(Rc::clone(&found));
                found
            }
        };
        let around: Vec<usize> = self.draft.around(clause).collect();
        let named = around.iter().filter_map(|c| known.of_clause.get(c));
        let all = named.flatten().chain(&known.of_all).copied();
        let holds = |f: &u32| {
            let fact = &facts.all[*f as usize];
            let Predicate::Act {
                object: Some(what), ..
            } = &fact.sentence.predicate
            else {
                return false;
            };
            let names = |i: &Item| self.names_clause(i, fact.clause, fact.clause, clause);
            // Clauses as what is verified are no axis on which two sentences are compared: a ban that is said to prevail is looked for by its link.
            let banned = |g: &u32| {
                let ban = &facts.all[*g as usize];
                ban.sentence.subject == fact.sentence.subject && self.link(ban, fact) == Some(true)
            };
            what.items.iter().any(names)
                && !what.except.iter().any(names)
                && !known.bans.iter().any(banned)
        };
        all.filter(holds).collect()
    }

    /// Is everybody and everything that one phrase names among what those ask for that are asked?
    pub(super) fn all_asked(&mut self, said: &[&List], asked: &[&List]) -> bool {
        let mut each: Vec<Item> = Vec::new();
        for i in said.iter().flat_map(|l| &l.items) {
            match &i.base {
                Base::Thing(t) => match self.members(t) {
                    Some(members) => each.extend(members),
                    None => each.push(i.clone()),
                },
                Base::Group(l) => each.extend(l.items.iter().cloned()),
                _ => each.push(i.clone()),
            }
        }
        let ask = Ask::new(Mode::Overlap);
        each.iter().all(|i| {
            asked.iter().any(|l| {
                let said = List {
                    items: vec![i.clone()],
                    except: Vec::new(),
                    span: i.span,
                };
                let ways = self.list(
                    l,
                    Some(&said),
                    ask,
                    Silence::Nothing,
                    Join::Any,
                    &super::Theta::default(),
                );
                ways.iter().any(|(_, c)| c.is_always())
            })
        })
    }
}

/// Promises to verify clauses, and bans on it.
#[derive(Default)]
pub(super) struct Verifying {
    of_clause: FxHashMap<usize, Vec<u32>>,
    of_all: Vec<u32>,
    bans: Vec<u32>,
}

impl Verifying {
    fn of(v: &Vocabulary, facts: &Facts) -> Verifying {
        let mut out = Verifying::default();
        let verifies = |(a, _): &(&ActionId, &Vec<u32>)| v.is_verification(**a);
        let all = facts.by_action.iter().filter(verifies);
        // Who verifies everything is told once.
        let mut seen: FxHashSet<(&List, &List)> = FxHashSet::default();
        for f in all.flat_map(|(_, all)| all.iter().copied()) {
            let fact = &facts.all[f as usize];
            let Predicate::Act {
                object: Some(what), ..
            } = &fact.sentence.predicate
            else {
                continue;
            };
            if is_ban(fact.modal()) {
                out.bans.push(f);
            }
            if !matches!(fact.modal(), Some(Modal::Shall | Modal::Hereby)) {
                continue;
            }
            for i in &what.items {
                if matches!(i.base, Base::EveryClause(..)) {
                    let new = seen.insert((&fact.sentence.subject, what));
                    if new || !fact.phrases.is_empty() || !fact.condition.is_always() {
                        out.of_all.push(f);
                    }
                }
                for c in facts.labels.named(i) {
                    out.of_clause.entry(c).or_default().push(f);
                }
            }
        }
        out
    }
}

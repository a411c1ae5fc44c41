//! Who verifies a clause: those its phrases name, and those of whom a promise of their own says so.

use super::acts::is_ban;
use super::{Ask, Engine, Hit, Source};
use crate::fact::Facts;
use crate::model::*;
use crate::vocabulary::{ActionId, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

impl Engine<'_> {
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
            let Some(what) = fact.sentence.object() else {
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
            let Some(what) = fact.sentence.object() else {
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

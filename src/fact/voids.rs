//! Sentences that end a clause, or a whole text: that say it is void, or that somebody may revoke it.

use super::Facts;
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{BuiltIn, NodeId, Vocabulary};

/// Puts down which sentences end which clauses; what is void without a condition is no part of the deal.
pub(super) fn put_down(v: &Vocabulary, draft: &Draft, facts: &mut Facts) {
    for f in 0..facts.all.len() {
        let fact = &facts.all[f];
        let Some(ended) = ended(v, draft, &fact.sentence).filter(|_| !fact.event) else {
            continue;
        };
        let gone = ended.items.iter();
        let gone: Vec<usize> = gone
            .flat_map(|i| voided(v, draft, facts, i, fact.clause))
            .collect();
        for at in gone {
            facts.voids.entry(at).or_default().push(f as u32);
        }
    }
    let for_certain = |by: &&u32| {
        let f = &facts.all[**by as usize];
        f.sentence.is_state() && f.phrases.is_empty() && f.condition.is_always()
    };
    let gone: Vec<usize> = facts
        .voids
        .iter()
        .filter(|(_, by)| by.iter().any(|f| for_certain(&f)))
        .map(|(at, _)| *at)
        .collect();
    for at in gone {
        facts.clause_condition[at] = Condition::NEVER;
        for f in facts.by_clause[at].clone() {
            if facts.all[f as usize].sentence.is_state() {
                continue;
            }
            facts.all[f as usize].condition = Condition::NEVER;
            facts.parts_of[f as usize].plain = false;
        }
    }
}

/// What a sentence says is void, or is for somebody to revoke. That all parties together may end what they agreed on makes no clause worth less; that somebody shall
/// end it is what follows from a breach, and no choice of his.
fn ended<'s>(v: &Vocabulary, draft: &Draft, s: &'s Sentence) -> Option<&'s List> {
    match &s.predicate {
        Predicate::State {
            negated: false,
            state,
            ..
        } => (v.built_in(*state) == Some(BuiltIn::Void)).then_some(&s.subject),
        Predicate::Act {
            action: Some(action),
            modal: Some(Modal::May),
            object,
            ..
        } if v.is_revocation(*action)
            && !(s.is_joint() && names_all(&s.subject, &draft.parties)) =>
        {
            object.as_ref()
        }
        _ => None,
    }
}

fn names_all(l: &List, parties: &[NodeId]) -> bool {
    let named =
        |n: &NodeId| (l.items.iter()).any(|i| matches!(&i.base, Base::Thing(t) if t.node == *n));
    !parties.is_empty() && parties.iter().all(named)
}

/// The clauses a value names: of all clauses of a text, all but the one that says so.
fn voided(v: &Vocabulary, draft: &Draft, facts: &Facts, i: &Item, own: usize) -> Vec<usize> {
    let others = |of: &dyn Fn(&Clause) -> bool| {
        (0..draft.clauses.len())
            .filter(|c| *c != own && of(&draft.clauses[*c]))
            .collect()
    };
    match &i.base {
        Base::EveryClause(..) => others(&|c| c.text == draft.clauses[own].text),
        Base::Thing(t)
            if v.words
                .get("framework")
                .is_some_and(|k| v.under(t.node, *k)) =>
        {
            let named = v.name(t.node);
            others(&|c| c.text.as_deref().unwrap_or(&draft.id) == named)
        }
        Base::Group(l) => l
            .items
            .iter()
            .flat_map(|i| voided(v, draft, facts, i, own))
            .collect(),
        // What is said of a clause is said of its parts.
        _ => {
            let named = facts.labels.named(i).into_iter();
            named
                .flat_map(|c| facts.parts[c].iter().map(|p| *p as usize))
                .collect()
        }
    }
}

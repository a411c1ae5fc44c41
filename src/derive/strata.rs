//! Orders the rules of effects: what a rule denies must be finished before it runs.

use super::{state_of, states_in};
use crate::model::*;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;

/// The rules of each stratum, or a rule on a cycle through an absence with the words of that cycle.
#[allow(clippy::type_complexity)]
pub(crate) fn strata(
    v: &Vocabulary,
    rules: &[&EffectRule],
) -> Result<Vec<Vec<usize>>, (usize, Vec<String>)> {
    let mut level: FxHashMap<crate::vocabulary::StateId, usize> = FxHashMap::default();
    let heads: Vec<Option<crate::vocabulary::StateId>> =
        rules.iter().map(|r| state_of(&r.head)).collect();
    let limit = v.states.len() + 1;
    loop {
        let mut changed = None;
        for (n, rule) in rules.iter().enumerate() {
            let Some(head) = heads[n] else { continue };
            let mut need = level.get(&head).copied().unwrap_or(0);
            for s in states_in(&rule.when) {
                need = need
                    .max(level.get(&s).copied().unwrap_or(0) + usize::from(negated(&rule.when, s)));
            }
            for s in rule.unless.iter().flat_map(states_in) {
                need = need.max(level.get(&s).copied().unwrap_or(0) + 1);
            }
            if need > level.get(&head).copied().unwrap_or(0) {
                level.insert(head, need);
                changed = Some((n, need));
            }
        }
        match changed {
            None => break,
            Some((n, need)) if need > limit => {
                let mut names: Vec<String> = level
                    .iter()
                    .filter(|(_, l)| **l >= limit - 1)
                    .map(|(s, _)| format!("`is {}`", v.states[s.0 as usize].word))
                    .collect();
                names.sort();
                return Err((n, names));
            }
            Some(_) => {}
        }
    }
    let top = level.values().copied().max().unwrap_or(0);
    let mut out = vec![Vec::new(); top + 1];
    for (n, head) in heads.iter().enumerate() {
        let l = head.and_then(|h| level.get(&h).copied()).unwrap_or(0);
        out[l].push(n);
    }
    Ok(out)
}

fn negated(c: &crate::model::Condition, s: crate::vocabulary::StateId) -> bool {
    c.atoms.iter().any(|a| matches!(a, Atom::Sentence(x) if matches!(x.predicate, Predicate::State { negated: true, state, .. } if state == s)))
}

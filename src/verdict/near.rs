//! The nearest clauses: what meets all of a pattern but one part, or but two if none does.

use super::Role;
use super::demand::Used;
use crate::matching::{Engine, Missing, Source};
use crate::model::*;

/// What comes nearest to a pattern that nothing meets; an effect is opened into its rules.
pub(super) fn nearest(e: &mut Engine, w: &Wanted, rules: &[&EffectRule]) -> Vec<Used> {
    let mut found: Vec<(usize, Source, Vec<Missing>)> = Vec::new();
    match w {
        Wanted::Sentence(s) => sentence(e, s, rules, 0, &mut found),
        Wanted::Kind(k) => kind(e, k, &mut found),
        Wanted::Order(_, o) => {
            if let MomentKind::Point(_, of) = &o.moment.kind
                && let PointOf::Event(s) = &**of
            {
                sentence(e, s, rules, 0, &mut found);
            }
        }
    }
    let Some(best) = found.iter().map(|(n, _, _)| *n).min() else { return Vec::new() };
    let mut out: Vec<Used> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for (n, s, missing) in found {
        if n == best && seen.insert(s) {
            out.push((s, Role::Near, missing));
        }
    }
    out
}

fn sentence(e: &mut Engine, s: &Sentence, rules: &[&EffectRule], depth: usize, found: &mut Vec<(usize, Source, Vec<Missing>)>) {
    match &s.predicate {
        Predicate::Act { .. } => {
            for f in e.near_facts(s) {
                found.push((f.0, Source::Fact(f.1), f.2));
            }
        }
        Predicate::State { state, .. } => {
            if depth > 2 {
                return;
            }
            let mine: Vec<&EffectRule> = rules.iter().copied().filter(|r| crate::derive::state_of(&r.head) == Some(*state)).collect();
            for r in mine {
                let Some(atom) = r.when.atoms.first() else { continue };
                // The rule's variables take what the line asks of them.
                match atom {
                    Atom::Sentence(inner) => {
                        let asked = put(&r.head, s, inner);
                        sentence(e, &asked, rules, depth + 1, found);
                    }
                    Atom::Kind(k) => kind(e, k, found),
                    _ => {}
                }
            }
        }
    }
}

/// A rule's sentence with the values the line asks for in place of the header's variables.
fn put(head: &Sentence, asked: &Sentence, inner: &Sentence) -> Sentence {
    let mut pairs: Vec<(u8, Item)> = Vec::new();
    let mut pair = |h: &List, a: Option<&List>| {
        let letter = match h.items.first().map(|i| &i.base) {
            Some(Base::Thing(Thing { variable: Some(n), .. }) | Base::EveryClause(_, Some(n)) | Base::Place(Place::Every(_, _, Some(n)))) => *n,
            _ => return,
        };
        if let Some(i) = a.and_then(|l| l.items.first()) {
            pairs.push((letter, i.clone()));
        }
    };
    pair(&head.subject, Some(&asked.subject));
    for r in &head.roles {
        pair(&r.list, asked.roles.iter().find(|x| x.preposition == r.preposition).map(|x| &x.list));
    }
    let mut out = inner.clone();
    let swap = |l: &mut List| {
        for i in &mut l.items {
            let n = match &i.base {
                Base::Variable(n) => *n,
                Base::Place(Place::Variable(n)) => *n,
                _ => continue,
            };
            if let Some((_, v)) = pairs.iter().find(|(m, _)| *m == n) {
                i.base = v.base.clone();
            }
        }
    };
    swap(&mut out.subject);
    if let Predicate::Act { object: Some(o), .. } = &mut out.predicate {
        swap(o);
    }
    for r in &mut out.roles {
        swap(&mut r.list);
    }
    out
}

fn kind(e: &mut Engine, k: &KindPattern, found: &mut Vec<(usize, Source, Vec<Missing>)>) {
    for (n, c, missing) in e.near_clauses(k) {
        found.push((n, Source::Clause(c), missing));
    }
}

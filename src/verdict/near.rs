//! The nearest clauses: what meets all of a pattern but one part, or but two if none does.

use super::Role;
use super::demand::{Used, asked};
use crate::matching::{Ask, Engine, Missing, Source, Theta};
use crate::model::*;

/// A clause that comes near to one spelling, or to one rule.
struct Near {
    /// In how many parts it fails.
    parts: usize,
    source: Source,
    missing: Vec<Missing>,
    /// It says the opposite of a rule that looks at whoever does it.
    opposite: bool,
}

/// What comes nearest to a pattern that nothing meets; an effect is opened into its rules.
pub(super) fn nearest(e: &mut Engine, d: &Demand, rules: &[&EffectRule]) -> Vec<Used> {
    if e.untold {
        return Vec::new();
    }
    let ask = asked(d);
    let mut found: Vec<Near> = Vec::new();
    for wanted in std::iter::once(&d.wanted).chain(&d.meant) {
        one_spelling(e, wanted, ask, rules, &mut found);
    }
    let Some(best) = found.iter().map(|n| n.parts).min() else {
        return Vec::new();
    };
    found.retain(|n| n.parts == best);
    // Many bans on somebody's deeds are the opposite of one rule or another: those count that lack the least besides.
    let opposite = found.iter().filter(|n| n.opposite);
    let least = opposite.map(|n| n.missing.len()).min();
    let mut out: Vec<Used> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for n in found {
        let near = !n.opposite || Some(n.missing.len()) == least;
        if near && seen.insert(n.source) {
            out.push((n.source, Role::Near, n.missing));
        }
    }
    out
}

fn one_spelling(
    e: &mut Engine,
    w: &Wanted,
    ask: Ask,
    rules: &[&EffectRule],
    found: &mut Vec<Near>,
) {
    match w {
        Wanted::Sentence(s) => sentence(e, (s, ask), rules, 0, found),
        Wanted::Kind(k) => kind(e, k, ask, found),
        Wanted::Order(_, o) => match (o.as_sentence(), e.clause_of_order(o, ask)) {
            (Some(s), _) => sentence(e, (&s, ask), rules, 0, found),
            (None, Some(c)) => {
                let missing = o.phrases.iter().map(|p| Missing {
                    what: Missing::ORDER.to_owned(),
                    asked: Some(p.span),
                    found: None,
                });
                found.push(Near {
                    parts: 1,
                    source: Source::Clause(c as u32),
                    missing: missing.collect(),
                    opposite: false,
                });
            }
            _ => {}
        },
    }
}

fn sentence(
    e: &mut Engine,
    (s, ask): (&Sentence, Ask),
    rules: &[&EffectRule],
    depth: usize,
    found: &mut Vec<Near>,
) {
    match &s.predicate {
        Predicate::Act { .. } => {
            // Where a rule looks at whoever does it, another verb has nothing in common with it.
            let anybody = depth > 0 && e.subject_of(s, &Theta::default()).is_none();
            let other_verb = |m: &Missing| m.what == Missing::VERB;
            for (parts, f, missing) in e.near_facts(s, ask) {
                if anybody && missing.iter().any(other_verb) {
                    continue;
                }
                let opposite = anybody && missing.iter().any(|m| m.what == Missing::DIRECTION);
                found.push(Near {
                    parts,
                    source: Source::Fact(f),
                    missing,
                    opposite,
                });
            }
        }
        Predicate::State { state, .. } => {
            if depth > 2 {
                return;
            }
            let mine: Vec<&EffectRule> = rules
                .iter()
                .copied()
                .filter(|r| crate::derive::state_of(&r.head) == Some(*state))
                .collect();
            for r in mine {
                let Some(atom) = r.when.atoms.first() else {
                    continue;
                };
                // The rule's variables take what the line asks of them.
                let pairs = bindings(&r.head, s);
                match atom {
                    Atom::Sentence(inner) => {
                        let inner = put_sentence(inner, &pairs);
                        sentence(e, (&inner, ask), rules, depth + 1, found)
                    }
                    Atom::Kind(k) => kind(e, &put_kind(k, &pairs), ask, found),
                    _ => {}
                }
            }
        }
    }
}

/// In what a clause that meets a demand or an excuse but for its amount or time falls short.
pub(super) fn short(e: &mut Engine, d: &Demand, s: Source) -> Vec<Missing> {
    let ask = asked(d);
    let mut wanted: Vec<&Sentence> = Vec::new();
    let spellings = std::iter::once(&d.wanted).chain(&d.meant);
    for asked in spellings.filter(|_| !d.forbid) {
        match (asked, s) {
            (Wanted::Sentence(p), _) => wanted.push(p),
            (Wanted::Kind(k), Source::Clause(c)) => {
                return e.short_of_kind(k, c as usize, ask);
            }
            (Wanted::Kind(k), _) => wanted.extend(&k.sentences),
            (Wanted::Order(..), _) => {}
        }
    }
    if let Some(Exception::Condition(c)) = &d.exception {
        for a in &c.atoms {
            match (a, s) {
                (Atom::Sentence(p), _) => wanted.push(p),
                (Atom::Kind(k), Source::Clause(c)) => return e.short_of_kind(k, c as usize, ask),
                _ => {}
            }
        }
    }
    let Source::Fact(f) = s else {
        return Vec::new();
    };
    if let (Some(Exception::Tail(roles, phrases)), Wanted::Sentence(p)) = (&d.exception, &d.wanted)
    {
        return e.short_of_tail(p, roles, phrases, f, ask);
    }
    wanted
        .into_iter()
        .map(|p| e.short_of(p, f, ask))
        .find(|m| !m.is_empty())
        .unwrap_or_default()
}

/// What a rule's header binds, with what the line asks of it; a header variable the line does not fix stays what the header calls it.
fn bindings(head: &Sentence, asked: &Sentence) -> Vec<(u8, Item)> {
    let mut pairs: Vec<(u8, Item)> = Vec::new();
    let mut pair = |h: &List, a: Option<&List>| {
        let letter = match h.items.first().map(|i| &i.base) {
            Some(
                Base::Thing(Thing {
                    variable: Some(n), ..
                })
                | Base::EveryClause(_, Some(n))
                | Base::Place(Place::Every(_, _, Some(n))),
            ) => *n,
            _ => return,
        };
        if let Some(i) = a.and_then(|l| l.items.first()).or_else(|| h.items.first()) {
            pairs.push((letter, i.clone()));
        }
    };
    pair(&head.subject, Some(&asked.subject));
    if let (Predicate::State { of: Some(h), .. }, Predicate::State { of, .. }) =
        (&head.predicate, &asked.predicate)
    {
        pair(h, of.as_ref());
    }
    for r in &head.roles {
        pair(
            &r.list,
            asked
                .roles
                .iter()
                .find(|x| x.preposition == r.preposition)
                .map(|x| &x.list),
        );
    }
    pairs
}

/// Puts what is asked in place of the variables; the part is then shown as the line writes it.
fn put(l: &mut List, pairs: &[(u8, Item)]) {
    let single = l.items.len() == 1;
    for i in &mut l.items {
        let (Base::Variable(n) | Base::Place(Place::Variable(n))) = &i.base else {
            continue;
        };
        if let Some((_, v)) = pairs.iter().find(|(m, _)| m == n) {
            i.base = v.base.clone();
            i.span = v.span;
            if single && i.matcher.is_none() {
                l.span = v.span;
            }
        }
    }
}

fn put_sentence(s: &Sentence, pairs: &[(u8, Item)]) -> Sentence {
    let mut out = s.clone();
    put(&mut out.subject, pairs);
    match &mut out.predicate {
        Predicate::Act {
            object: Some(l), ..
        }
        | Predicate::State { of: Some(l), .. } => put(l, pairs),
        _ => {}
    }
    out.roles.iter_mut().for_each(|r| put(&mut r.list, pairs));
    out
}

fn put_kind(k: &KindPattern, pairs: &[(u8, Item)]) -> KindPattern {
    let mut out = k.clone();
    out.fields.iter_mut().for_each(|(_, _, l)| put(l, pairs));
    out.sentences = k.sentences.iter().map(|s| put_sentence(s, pairs)).collect();
    out
}

fn kind(e: &mut Engine, k: &KindPattern, ask: Ask, found: &mut Vec<Near>) {
    for (parts, c, missing) in e.near_clauses(k, ask) {
        found.push(Near {
            parts,
            source: Source::Clause(c),
            missing,
            opposite: false,
        });
    }
}

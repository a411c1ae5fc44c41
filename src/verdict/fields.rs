//! Which fields of a clause a verdict looks at: those that a line, or a rule of an effect, asks for.

use super::Evidence;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::StateId;

/// Where a clause says what patterns on its kind ask for.
fn asked_of<'p>(c: &Clause, patterns: impl Iterator<Item = &'p KindPattern>) -> Vec<Span> {
    let mut out = Vec::new();
    for p in patterns.filter(|p| p.kind == c.kind) {
        let asked = |e: &Entry| p.fields.iter().any(|(name, ..)| *name == e.name);
        for (e, _) in c.fields.iter().filter(|(e, _)| asked(e)) {
            if !out.contains(&e.span) {
                out.push(e.span);
            }
        }
    }
    out.sort_unstable();
    out
}

fn of_condition(c: &Condition) -> impl Iterator<Item = &KindPattern> {
    c.atoms.iter().filter_map(|a| match a {
        Atom::Kind(k) => Some(k),
        _ => None,
    })
}

/// Where a clause says what makes an effect of this sort.
pub(super) fn behind(c: &Clause, state: StateId, rules: &[&EffectRule]) -> Vec<Span> {
    let makes = |r: &&&EffectRule| matches!(&r.head.predicate, Predicate::State { state: s, .. } if *s == state);
    asked_of(
        c,
        rules
            .iter()
            .filter(makes)
            .flat_map(|r| of_condition(&r.when).chain(r.unless.iter().flat_map(of_condition))),
    )
}

/// Evidence that is a clause shows the fields the line asks for.
pub(super) fn shown(draft: &Draft, demands: &[&Demand], found: &mut [Evidence]) {
    let patterns = || {
        demands.iter().flat_map(|d| {
            let wanted = match &d.wanted {
                Wanted::Kind(k) => Some(k),
                Wanted::Sentence(_) | Wanted::Order(..) => None,
            };
            let unless = match &d.exception {
                Some(Exception::Condition(c)) => Some(c),
                Some(Exception::Tail(..)) | None => None,
            };
            wanted
                .into_iter()
                .chain(unless.into_iter().flat_map(of_condition))
        })
    };
    for e in found {
        let clause = &draft.clauses[e.index];
        if e.at == clause.head {
            e.also.extend(asked_of(clause, patterns()));
        }
    }
}

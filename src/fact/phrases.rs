//! The phrases of a clause and of those it is a part of: one set for each text that the alternatives they stand under make.

use super::choice;
use crate::condition::{Condition, Store};
use crate::model::choices::{MOST_TEXTS, ways_of};
use crate::model::*;
use crate::source::Span;

/// Phrases, each with the index of the clause it stands in.
pub(crate) type Phrases<'m> = Vec<(&'m Phrase, usize)>;

/// The phrases of a clause and of those it is a part of, with all their alternatives; a nearer one replaces a farther one of its kind.
pub(crate) fn clause_phrases(draft: &Draft, clause: usize) -> Phrases<'_> {
    nearest(draft, clause, |_| true)
}

/// Those that hold together, and when.
pub(super) fn texts<'m>(
    store: &mut Store,
    draft: &'m Draft,
    clause: usize,
) -> Vec<(Phrases<'m>, Condition)> {
    let choices = draft.choices_of_phrases(clause);
    // What is not told apart is an error, and is not judged.
    if choices.is_empty() || ways_of(&choices) > MOST_TEXTS {
        return vec![(
            nearest(draft, clause, <[Under]>::is_empty),
            Condition::ALWAYS,
        )];
    }
    let mut chosen: Vec<(Vec<(Span, usize)>, Condition)> = vec![(Vec::new(), Condition::ALWAYS)];
    for u in choices {
        let mut next = Vec::new();
        for (taken, condition) in &chosen {
            for n in 0..u.labels.len() {
                let when = choice(store, draft, u.ambiguity.as_deref(), u.span, &u.labels, n);
                let both = store.and(*condition, when);
                if !both.is_never() {
                    let mut taken = taken.clone();
                    taken.push((u.span, n));
                    next.push((taken, both));
                }
            }
        }
        chosen = next;
    }
    let held = |taken: &[(Span, usize)], under: &[Under]| {
        under.iter().all(|u| taken.contains(&(u.span, u.index)))
    };
    (chosen.into_iter())
        .map(|(taken, when)| (nearest(draft, clause, |under| held(&taken, under)), when))
        .collect()
}

fn nearest(draft: &Draft, clause: usize, holds: impl Fn(&[Under]) -> bool) -> Phrases<'_> {
    let mut out: Phrases = Vec::new();
    let mut seen: Vec<Family> = Vec::new();
    for i in draft.around(clause) {
        let own = draft.clauses[i]
            .phrases
            .iter()
            .filter(|(_, under)| holds(under));
        let own: Vec<(&Phrase, Family)> = own.map(|(p, _)| (p, p.family())).collect();
        let new = own.iter().filter(|(_, family)| !seen.contains(family));
        out.extend(new.map(|(p, _)| (*p, i)));
        seen.extend(own.iter().map(|(_, family)| *family));
    }
    out
}

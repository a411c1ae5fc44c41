//! Sentences with brackets, taken apart: one for each text they can be, under the condition of that text. What one clause takes from another is then
//! always taken by words that are fixed.

use super::choice;
use crate::condition::{Condition, Store};
use crate::model::choices::labels;
use crate::model::*;
use std::borrow::Cow;

/// A sentence is taken apart into at most so many; one with more is kept whole, and its values are weighed one by one.
const MOST: usize = 64;

/// The sentences a sentence with brackets can be. Only values of subject, object and roles are put in; a bracket inside of a value stays where it is.
pub(super) fn apart<'m>(
    store: &mut Store,
    draft: &Draft,
    sentence: Cow<'m, Sentence>,
) -> Vec<(Cow<'m, Sentence>, Condition)> {
    let Some(first) = first(&sentence) else {
        return vec![(sentence, Condition::ALWAYS)];
    };
    if ways(&sentence) > MOST {
        return vec![(sentence, Condition::ALWAYS)];
    }
    let labels = labels(&first);
    let mut out = Vec::new();
    for n in 0..first.alternatives.len() {
        let condition = choice(
            store,
            draft,
            first.ambiguity.as_deref(),
            first.span,
            &labels,
            n,
        );
        if condition.is_never() {
            continue;
        }
        let mut one = sentence.clone().into_owned();
        lists(&mut one, &mut |l| put(l, &first, n));
        for (s, inner) in apart(store, draft, Cow::Owned(one)) {
            let both = store.and(condition, inner);
            if !both.is_never() {
                out.push((s, both));
            }
        }
    }
    out
}

/// How many texts the brackets of a sentence make.
fn ways(s: &Sentence) -> usize {
    fn of(l: &List) -> usize {
        l.items
            .iter()
            .chain(&l.except)
            .fold(1, |n, i| match &i.base {
                Base::Choice(c) => n.saturating_mul(
                    c.alternatives
                        .iter()
                        .fold(0usize, |n, (_, l)| n.saturating_add(of(l))),
                ),
                Base::Group(l) => n.saturating_mul(of(l)),
                _ => n,
            })
    }
    held(s).fold(1, |n, l| n.saturating_mul(of(l)))
}

fn first(s: &Sentence) -> Option<Choice> {
    fn of(l: &List) -> Option<&Choice> {
        l.items.iter().chain(&l.except).find_map(|i| match &i.base {
            Base::Choice(c) => Some(&**c),
            Base::Group(l) => of(l),
            _ => None,
        })
    }
    held(s).find_map(of).cloned()
}

/// The lists of a sentence that hold its values.
fn held(s: &Sentence) -> impl Iterator<Item = &List> {
    let object = match &s.predicate {
        Predicate::Act { object, .. } => object.as_ref(),
        Predicate::State { of, .. } => of.as_ref(),
    };
    std::iter::once(&s.subject)
        .chain(object)
        .chain(s.roles.iter().map(|r| &r.list))
}

fn lists(s: &mut Sentence, f: &mut dyn FnMut(&mut List)) {
    f(&mut s.subject);
    match &mut s.predicate {
        Predicate::Act {
            object: Some(l), ..
        }
        | Predicate::State { of: Some(l), .. } => f(l),
        _ => {}
    }
    s.roles.iter_mut().for_each(|r| f(&mut r.list));
}

/// Puts one alternative in place of the bracket, wherever it stands.
fn put(l: &mut List, choice: &Choice, n: usize) {
    for items in [&mut l.items, &mut l.except] {
        let mut next = Vec::with_capacity(items.len());
        for mut i in items.drain(..) {
            match &mut i.base {
                Base::Choice(c) if c.span == choice.span => next.extend(
                    choice.alternatives[n]
                        .1
                        .items
                        .iter()
                        .cloned()
                        .map(|v| Item {
                            matcher: v.matcher.or(i.matcher),
                            ..v
                        }),
                ),
                Base::Group(l) => {
                    put(l, choice, n);
                    next.push(i);
                }
                _ => next.push(i),
            }
        }
        *items = next;
    }
}

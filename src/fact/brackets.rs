//! Sentences with brackets, taken apart: one for each text they can be, under the condition of that text. What one clause takes from another is then
//! always taken by words that are fixed.

use super::choice;
use crate::condition::{Condition, Store};
use crate::model::choices::labels;
use crate::model::visit;
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
        visit::lists(&mut one, &mut |l| put(l, &first, n));
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

/// Puts one alternative in place of the bracket, wherever it stands.
fn put(l: &mut List, choice: &Choice, n: usize) {
    let (mut items, mut except) = (Vec::new(), Vec::new());
    for (from, is_except) in [
        (std::mem::take(&mut l.items), false),
        (std::mem::take(&mut l.except), true),
    ] {
        let mut next = List {
            items: Vec::new(),
            except: Vec::new(),
            span: l.span,
        };
        for mut i in from {
            match &mut i.base {
                Base::Choice(c) if c.span == choice.span => {
                    let mut chosen = choice.alternatives[n].1.clone();
                    for v in &mut chosen.items {
                        v.matcher = v.matcher.or(i.matcher);
                    }
                    next.take_in(chosen);
                }
                Base::Group(l) => {
                    put(l, choice, n);
                    next.items.push(i);
                }
                _ => next.items.push(i),
            }
        }
        if is_except {
            except.extend(next.items);
        } else {
            items = next.items;
            except = next.except;
        }
    }
    l.items = items;
    l.except = except;
}

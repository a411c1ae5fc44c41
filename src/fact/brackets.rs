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

/// The sentences a sentence with brackets can be. Values of subject, object and roles are put in, and what stands behind `of` in them; a bracket elsewhere inside of a
/// value stays where it is.
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
        let all = l.items.iter().chain(&l.except);
        all.fold(1, |n, i| n.saturating_mul(of_item(i)))
    }
    fn of_item(i: &Item) -> usize {
        match &i.base {
            Base::Choice(c) => c
                .alternatives
                .iter()
                .fold(0usize, |n, (_, l)| n.saturating_add(of(l))),
            Base::Group(l) => of(l),
            _ => inside(i).map_or(1, of_item),
        }
    }
    held(s).fold(1, |n, l| n.saturating_mul(of(l)))
}

fn first(s: &Sentence) -> Option<Choice> {
    fn of(l: &List) -> Option<&Choice> {
        l.items.iter().chain(&l.except).find_map(of_item)
    }
    fn of_item(i: &Item) -> Option<&Choice> {
        match &i.base {
            Base::Choice(c) => Some(&**c),
            Base::Group(l) => of(l),
            _ => inside(i).and_then(of_item),
        }
    }
    held(s).find_map(of).cloned()
}

/// What stands behind `of`, where each alternative of a bracket there is one value.
fn inside(i: &Item) -> Option<&Item> {
    let of = match &i.base {
        Base::Amount(a) => a.of.as_deref()?,
        Base::Thing(t) => t.of.as_deref()?,
        _ => return None,
    };
    let single = |c: &Choice| c.alternatives.iter().all(|(_, l)| l.items.len() == 1);
    match (&i.base, &of.base) {
        (Base::Thing(_), Base::Choice(c)) if !single(c) => None,
        _ => Some(of),
    }
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
                Base::Amount(Amount { of, .. }) | Base::Thing(Thing { of, .. }) => {
                    *of = of.take().map(|of| Box::new(put_in(*of, choice, n)));
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

/// The same in what stands behind `of`: several values of one alternative are one group.
fn put_in(of: Item, choice: &Choice, n: usize) -> Item {
    let span = of.span;
    let mut one = List {
        items: vec![of],
        except: Vec::new(),
        span,
    };
    put(&mut one, choice, n);
    match &mut one.items[..] {
        [_] => one.items.remove(0),
        _ => Item {
            matcher: None,
            base: Base::Group(Box::new(one)),
            span,
        },
    }
}

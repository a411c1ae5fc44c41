//! A promise to two is two promises: terms are taken apart by actor, object and place, and what stays alike in every draft is put together again. So a text
//! that splits a promise equals one that does not, and what happens to one part of it is told of that part.

use super::terms::{Shape, Slot, SlotsKey, Term, TermKey, Value};
use crate::model::Modal;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A term is taken apart into at most so many; one of more stays whole.
const MOST: usize = 64;

/// The terms of all drafts, taken apart and put together. `by_place`: what is said of several places stays apart.
pub(super) fn united(drafts: Vec<Vec<Term>>, by_place: bool) -> Vec<Vec<Term>> {
    let mut apart: Vec<Vec<Term>> = drafts
        .into_iter()
        .map(|terms| {
            same(
                terms
                    .into_iter()
                    .flat_map(|t| taken_apart(t, by_place))
                    .collect(),
            )
        })
        .collect();
    // What each draft says of each part, beyond who, what and where.
    let rest: Vec<Rest> = apart
        .iter()
        .map(|terms| {
            let mut of = Rest::default();
            for t in terms.iter().filter(|t| t.shape == Shape::Promise) {
                of.entry(part(t)).or_default().insert(beyond(t));
            }
            of
        })
        .collect();
    for (d, terms) in apart.iter_mut().enumerate() {
        let mut held: Vec<Held> = std::mem::take(terms)
            .into_iter()
            .map(|t| Held {
                elsewhere: elsewhere(&t, d, &rest),
                term: t,
            })
            .collect();
        loop {
            let before = held.len();
            let slots: BTreeSet<Slot> = held
                .iter()
                .flat_map(|h| {
                    h.term
                        .slots
                        .iter()
                        .filter(|(s, v)| splits(&h.term, s, v))
                        .map(|(s, _)| s)
                })
                .cloned()
                .collect();
            // Subjects last: who promises is what people look at.
            for slot in slots.iter().rev() {
                held = together(held, slot, by_place);
            }
            if held.len() == before {
                break;
            }
        }
        held.sort_by_cached_key(|h| (h.term.clauses.clone(), h.term.key()));
        *terms = held
            .into_iter()
            .map(|h| {
                let mut term = h.term;
                // The fields of a clause stand in its own order; sentences that were put together in none.
                if term.shape == Shape::Promise {
                    term.said.sort_by_cached_key(crate::wording::Words::text);
                }
                term
            })
            .collect();
    }
    apart
}

/// A term, and what each other draft says of its who, what and where: nothing, the same, or something else.
struct Held {
    term: Term,
    elsewhere: Vec<Elsewhere>,
}

/// What a draft says of some who, what and where: nothing, or all of it; an empty set: the same.
type Elsewhere = Option<BTreeSet<SlotsKey>>;

/// What a draft says beyond each who, what and where.
type Rest = FxHashMap<PartKey, BTreeSet<SlotsKey>>;

/// The head of a part, whether it is banned, and the slots by which it is known.
type PartKey = (CompactString, bool, SlotsKey);

fn elsewhere(t: &Term, draft: usize, rest: &[Rest]) -> Vec<Elsewhere> {
    let (part, own) = (part(t), beyond(t));
    let of = |(d, of): (usize, &Rest)| {
        let said = of.get(&part).filter(|_| d != draft)?;
        // What it says as well is another term's.
        Some(if said.contains(&own) {
            BTreeSet::new()
        } else {
            said.clone()
        })
    };
    rest.iter().enumerate().map(of).collect()
}

/// Can a term be taken apart by a slot?
fn splits(t: &Term, slot: &Slot, value: &Value) -> bool {
    t.shape == Shape::Promise
        && !t.slots.contains_key(&Slot::Together)
        && matches!(slot, Slot::Subject | Slot::Object | Slot::Role(_))
        && value.number.is_none()
}

fn taken_apart(t: Term, by_place: bool) -> Vec<Term> {
    let slots: Vec<Slot> = t
        .slots
        .iter()
        .filter(|(s, v)| splits(&t, s, v) && v.items.len() > 1 && !(by_place && v.cover.is_some()))
        .map(|(s, _)| s.clone())
        .collect();
    let many = slots
        .iter()
        .try_fold(1usize, |n, s| n.checked_mul(t.slots[s].items.len()))
        .unwrap_or(usize::MAX);
    if slots.is_empty() || many > MOST {
        return vec![t];
    }
    slots.iter().fold(vec![t], |terms, s| {
        terms.into_iter().flat_map(|t| by(t, s)).collect()
    })
}

/// One term for each value of a slot.
fn by(t: Term, slot: &Slot) -> Vec<Term> {
    let Some(value) = t.slots.get(slot).cloned() else {
        return vec![t];
    };
    let one = |(key, words): (&String, &crate::wording::Words)| {
        let mut one = t.clone();
        let cover = value.cover.as_ref().map(|_| BTreeSet::from([key.clone()]));
        one.slots.insert(
            slot.clone(),
            Value {
                items: BTreeMap::from([(key.clone(), words.clone())]),
                cover,
                called: value.called.clone(),
                number: None,
                modal: value.modal,
            },
        );
        one
    };
    value.items.iter().map(one).collect()
}

/// Who, what and where, and whether it is banned: by this a part is known in every draft.
fn part(t: &Term) -> PartKey {
    let banned = t.modal().is_some_and(Modal::is_ban);
    let split = t.slots_key(|s, v| splits(t, s, v));
    (t.head.clone(), banned, split)
}

/// What is said beyond that.
fn beyond(t: &Term) -> SlotsKey {
    t.slots_key(|s, v| !splits(t, s, v))
}

/// Terms that say the same are one.
fn same(terms: Vec<Term>) -> Vec<Term> {
    let mut at: FxHashMap<TermKey, usize> = FxHashMap::default();
    let mut out: Vec<Term> = Vec::new();
    for t in terms {
        match at.get(&t.key()) {
            Some(n) => also(&mut out[*n], t, None),
            None => {
                at.insert(t.key(), out.len());
                out.push(t);
            }
        }
    }
    out
}

/// Puts together what differs in one slot, and stays alike in every other draft that has both.
fn together(held: Vec<Held>, slot: &Slot, by_place: bool) -> Vec<Held> {
    let mut groups: BTreeMap<TermKey, Vec<Held>> = BTreeMap::new();
    let mut out = Vec::new();
    for h in held {
        let value = h.term.slots.get(slot).filter(|v| splits(&h.term, slot, v));
        if value.is_none_or(|v| by_place && v.cover.is_some()) {
            out.push(h);
            continue;
        }
        groups.entry(h.term.key_without(slot)).or_default().push(h);
    }
    for (_, mut members) in groups {
        if members.len() == 1 {
            out.append(&mut members);
            continue;
        }
        members.sort_by_cached_key(|h| h.term.key());
        let mut classes: Vec<Held> = Vec::new();
        for h in members {
            match classes.iter_mut().find(|c| alike(c, &h)) {
                Some(c) => {
                    c.elsewhere = c
                        .elsewhere
                        .drain(..)
                        .zip(h.elsewhere)
                        .map(|(a, b)| a.or(b))
                        .collect();
                    also(&mut c.term, h.term, Some(slot));
                }
                None => classes.push(h),
            }
        }
        out.extend(classes);
    }
    out
}

fn alike(a: &Held, b: &Held) -> bool {
    a.elsewhere
        .iter()
        .zip(&b.elsewhere)
        .all(|(x, y)| x.is_none() || y.is_none() || x == y)
}

/// The same said again, or said of one more.
fn also(held: &mut Term, more: Term, slot: Option<&Slot>) {
    if let Some(s) = slot
        && let (Some(v), Some(w)) = (held.slots.get_mut(s), more.slots.get(s))
    {
        v.items.extend(w.items.clone());
        v.cover = match (v.cover.take(), &w.cover) {
            (Some(a), Some(b)) => Some(a.into_iter().chain(b.iter().cloned()).collect()),
            _ => None,
        };
        v.called = match (v.called.take(), &w.called) {
            (Some((a, mut x)), Some((b, y))) => {
                x.extend(y.clone());
                Some((a.into_iter().chain(b.iter().cloned()).collect(), x))
            }
            _ => None,
        };
    }
    for w in more.said {
        if !held.said.contains(&w) {
            held.said.push(w);
        }
    }
    held.clauses.extend(more.clauses);
    held.clauses.sort_unstable();
    held.clauses.dedup();
    for s in more.spans {
        if !held.spans.contains(&s) {
            held.spans.push(s);
        }
    }
}

//! Sets the terms of several drafts side by side by what they say: first what is equal, then what is nearest. Neither the number of a clause nor the order
//! of clauses or drafts has a part in it.

use super::terms::{Shape, Slot, Term, Value};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Two terms less alike than this are not set side by side.
const LEAST: f64 = 0.34;
/// What two clauses have in common that give the same field and say something else in it.
const SAME_FIELD: f64 = 0.35;
/// How much a field counts that only one of two clauses gives.
const UNSAID: f64 = 0.3;
/// More pairs of one verb than this are only compared where subject and object share a word.
const MOST_PAIRS: usize = 400_000;

/// Where a term stands: the draft and its place among the draft's terms.
pub(super) type At = (usize, usize);

/// Groups of terms, at most one of each draft, in the order of the first of them. `beside`: the clauses of two drafts that correspond, where that is known.
pub(super) fn align(drafts: &[&[Term]], beside: &dyn Fn(At, At) -> bool) -> Vec<Vec<At>> {
    let mut groups: Vec<Vec<At>> = Vec::new();
    // What is equal.
    let mut equal: FxHashMap<String, usize> = FxHashMap::default();
    for (d, terms) in drafts.iter().enumerate() {
        for (t, term) in terms.iter().enumerate() {
            let g = *equal.entry(term.key()).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[g].push((d, t));
        }
    }
    // What is nearest; then, of what is left, what gives the same fields or stands in clauses that correspond.
    for last in [false, true] {
        nearest(drafts, &mut groups, beside, last);
    }
    groups.retain(|g| !g.is_empty());
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    groups
}

/// Unites groups of one head, the most alike first.
fn nearest(drafts: &[&[Term]], groups: &mut [Vec<At>], beside: &dyn Fn(At, At) -> bool, last: bool) {
    let term = |g: &Vec<At>| g.first().map(|(d, t)| &drafts[*d][*t]);
    let clash = |a: &Vec<At>, b: &Vec<At>| a.iter().any(|(d, _)| b.iter().any(|(e, _)| d == e));
    let mut by_head: FxHashMap<(Shape, &str, usize), Vec<usize>> = FxHashMap::default();
    for (g, members) in groups.iter().enumerate().filter(|(_, m)| m.len() < drafts.len()) {
        let Some(term) = term(members) else { continue };
        by_head.entry((term.shape, term.head.as_str(), term.matter)).or_default().push(g);
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for of_head in by_head.values() {
        let crowded = of_head.len() * of_head.len() / 2 > MOST_PAIRS;
        let marks: Vec<BTreeSet<&str>> = if crowded { of_head.iter().map(|g| term(&groups[*g]).map(marks).unwrap_or_default()).collect() } else { Vec::new() };
        for (n, a) in of_head.iter().enumerate() {
            for (m, b) in of_head.iter().enumerate().skip(n + 1) {
                if clash(&groups[*a], &groups[*b]) || crowded && marks[n].is_disjoint(&marks[m]) {
                    continue;
                }
                let (Some(x), Some(y)) = (term(&groups[*a]), term(&groups[*b])) else { continue };
                let mut score = likeness(x, y, last);
                if last && score < LEAST && groups[*a].iter().any(|p| groups[*b].iter().any(|q| beside(*p, *q))) && same_holder(x, y) {
                    score = LEAST;
                }
                if score >= LEAST {
                    pairs.push((score, *a, *b));
                }
            }
        }
    }
    let keys: FxHashMap<usize, String> = pairs.iter().flat_map(|(_, a, b)| [*a, *b]).map(|g| (g, term(&groups[g]).map(Term::key).unwrap_or_default())).collect();
    let both = |a: usize, b: usize| if keys[&a] <= keys[&b] { (&keys[&a], &keys[&b]) } else { (&keys[&b], &keys[&a]) };
    pairs.sort_by(|(s, a, b), (t, c, d)| t.total_cmp(s).then_with(|| both(*a, *b).cmp(&both(*c, *d))));
    let mut root: Vec<usize> = (0..groups.len()).collect();
    for (_, a, b) in pairs {
        let (a, b) = (find(&root, a), find(&root, b));
        if a == b || clash(&groups[a], &groups[b]) {
            continue;
        }
        let (low, high) = (a.min(b), a.max(b));
        let more = std::mem::take(&mut groups[high]);
        groups[low].extend(more);
        root[high] = low;
    }
}

/// The same promise of the same actor, done to something else.
fn same_holder(a: &Term, b: &Term) -> bool {
    a.shape == Shape::Promise && a.modal() == b.modal() && matches!((a.slots.get(&Slot::Subject), b.slots.get(&Slot::Subject)), (Some(x), Some(y)) if x.same_as(y))
}

fn find(root: &[usize], mut at: usize) -> usize {
    while root[at] != at {
        at = root[at];
    }
    at
}

/// Words by which two terms of one verb can be alike.
fn marks(t: &Term) -> BTreeSet<&str> {
    let core = core(t);
    core.into_iter().flat_map(|s| t.slots[&s].items.keys()).flat_map(|k| k.split_whitespace()).collect()
}

/// The part without which two terms are not about the same.
fn core(t: &Term) -> Option<Slot> {
    if t.shape == Shape::Clause {
        return None;
    }
    let has = |s: Slot| t.slots.contains_key(&s).then_some(s);
    has(Slot::Object).or_else(|| has(Slot::That)).or_else(|| has(Slot::Moment)).or_else(|| t.slots.keys().find(|s| matches!(s, Slot::Role(_))).cloned()).or_else(|| has(Slot::Subject))
}

/// How much two terms of one head have in common, from 0 to 1. The same either way round.
pub(super) fn likeness(a: &Term, b: &Term, last: bool) -> f64 {
    // A draft has one header.
    if a.shape == Shape::Clause && a.head == "framework" {
        return 1.0;
    }
    let (x, y) = (core(a), core(b));
    if a.shape != Shape::Clause {
        let shared = match (&x, &y) {
            (Some(s), Some(t)) if s == t => alike(&a.slots[s], &b.slots[t]),
            _ => 0.0,
        };
        if shared == 0.0 {
            return 0.0;
        }
    }
    let (mut sum, mut all) = (0.0, 0.0);
    for slot in a.slots.keys().chain(b.slots.keys().filter(|s| !a.slots.contains_key(s))) {
        let w = weight(slot);
        let both = a.slots.contains_key(slot) && b.slots.contains_key(slot);
        // A field that one of them does not give sets them less apart than one that says something else.
        all += if a.shape == Shape::Clause && !both { w * UNSAID } else { w };
        if let (Some(p), Some(q)) = (a.slots.get(slot), b.slots.get(slot)) {
            // The same field of the same kind: something in common, but where it says which one is meant.
            let field = last && matches!(slot, Slot::Field(..)) && a.identity.as_ref() != Some(slot) && b.identity.as_ref() != Some(slot);
            sum += w * if field { alike(p, q).max(SAME_FIELD) } else { alike(p, q) };
        }
    }
    if all == 0.0 { 0.0 } else { sum / all }
}

fn weight(s: &Slot) -> f64 {
    match s {
        Slot::Subject => 2.0,
        Slot::Object | Slot::Moment | Slot::That => 3.0,
        Slot::Field(name, _) if name == "area" => 4.0,
        Slot::Field(..) | Slot::Role(_) | Slot::Of => 2.0,
        Slot::Modal => 1.0,
        Slot::Together | Slot::Phrase(_) | Slot::Under => 0.5,
    }
}

/// How much two values have in common: of places the land, of other values those that are equal, else their words.
fn alike(a: &Value, b: &Value) -> f64 {
    if a.same_as(b) {
        return 1.0;
    }
    if let (Some(x), Some(y)) = (&a.cover, &b.cover) {
        return shared(x.intersection(y).count(), x.union(y).count());
    }
    if let (Some((x, d)), Some((y, e))) = (&a.number, &b.number) {
        return if d == e && x != y { 0.5 } else { 0.0 };
    }
    let same = a.items.keys().filter(|k| b.items.contains_key(*k)).count();
    let by_values = shared(same, a.items.len() + b.items.len() - same);
    let words = |v: &Value| -> BTreeSet<String> { v.items.keys().flat_map(|k| k.split_whitespace()).map(str::to_owned).collect() };
    let (x, y) = (words(a), words(b));
    by_values.max(0.7 * shared(x.intersection(&y).count(), x.union(&y).count()))
}

fn shared(both: usize, either: usize) -> f64 {
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

//! Sets the terms of several drafts side by side by what they say: first what is equal, then what is nearest. Neither the number of a clause nor the order
//! of clauses or drafts has a part in it.

use super::terms::{Shape, Slot, Term, TermKey, Value, ValueKey};
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
    let mut equal: FxHashMap<TermKey, usize> = FxHashMap::default();
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
    let mut sketches = Sketches::of(drafts);
    for last in [false, true] {
        nearest(drafts, &mut groups, (&mut sketches, beside), last);
    }
    groups.retain(|g| !g.is_empty());
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    groups
}

/// Unites groups of one head, the most alike first.
fn nearest(
    drafts: &[&[Term]],
    groups: &mut [Vec<At>],
    (sketches, beside): (&mut Sketches, &dyn Fn(At, At) -> bool),
    last: bool,
) {
    let term = |g: &Vec<At>| g.first().map(|(d, t)| &drafts[*d][*t]);
    let mut by_head: FxHashMap<(Shape, &str, usize), Vec<usize>> = FxHashMap::default();
    for (g, members) in groups
        .iter()
        .enumerate()
        .filter(|(_, m)| m.len() < drafts.len())
    {
        let Some(term) = term(members) else { continue };
        by_head
            .entry((term.shape, term.head.as_str(), term.matter))
            .or_default()
            .push(g);
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for of_head in by_head.values() {
        let crowded = of_head.len() * of_head.len() / 2 > MOST_PAIRS;
        let marks: Vec<BTreeSet<&str>> = if crowded {
            of_head
                .iter()
                .map(|g| term(&groups[*g]).map(marks).unwrap_or_default())
                .collect()
        } else {
            Vec::new()
        };
        for (n, a) in of_head.iter().enumerate() {
            for (m, b) in of_head.iter().enumerate().skip(n + 1) {
                if clash(&groups[*a], &groups[*b]) || crowded && marks[n].is_disjoint(&marks[m]) {
                    continue;
                }
                let (Some(at), Some(by)) = (groups[*a].first(), groups[*b].first()) else {
                    continue;
                };
                let mut score = sketches.likeness(*at, *by, last);
                if last
                    && score < LEAST
                    && groups[*a]
                        .iter()
                        .any(|p| groups[*b].iter().any(|q| beside(*p, *q)))
                    && same_holder(&drafts[at.0][at.1], &drafts[by.0][by.1])
                {
                    score = LEAST;
                }
                if score >= LEAST {
                    pairs.push((score, *a, *b));
                }
            }
        }
    }
    let keys: FxHashMap<usize, Option<TermKey>> = pairs
        .iter()
        .flat_map(|(_, a, b)| [*a, *b])
        .map(|g| (g, term(&groups[g]).map(Term::key)))
        .collect();
    let both = |a: usize, b: usize| {
        if keys[&a] <= keys[&b] {
            (&keys[&a], &keys[&b])
        } else {
            (&keys[&b], &keys[&a])
        }
    };
    pairs.sort_by(|(s, a, b), (t, c, d)| {
        t.total_cmp(s).then_with(|| both(*a, *b).cmp(&both(*c, *d)))
    });
    unite(pairs.into_iter().map(|(_, a, b)| (a, b)), groups);
}

/// Do two groups have terms of one draft?
fn clash(a: &[At], b: &[At]) -> bool {
    a.iter().any(|(d, _)| b.iter().any(|(e, _)| d == e))
}

/// Puts groups together, pair by pair; no group gets two terms of one draft.
fn unite(pairs: impl Iterator<Item = (usize, usize)>, groups: &mut [Vec<At>]) {
    let mut root: Vec<usize> = (0..groups.len()).collect();
    for (a, b) in pairs {
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
    a.shape == Shape::Promise
        && a.modal() == b.modal()
        && matches!((a.slots.get(&Slot::Subject), b.slots.get(&Slot::Subject)), (Some(x), Some(y)) if x.same_as(y))
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
    core.into_iter()
        .flat_map(|s| t.slots[&s].items.keys())
        .flat_map(|k| k.split_whitespace())
        .collect()
}

/// The part without which two terms are not about the same.
fn core(t: &Term) -> Option<Slot> {
    if t.shape == Shape::Clause {
        return None;
    }
    let has = |s: Slot| t.slots.contains_key(&s).then_some(s);
    has(Slot::Object)
        .or_else(|| has(Slot::That))
        .or_else(|| has(Slot::Moment))
        .or_else(|| t.slots.keys().find(|s| matches!(s, Slot::Role(_))).cloned())
        .or_else(|| has(Slot::Subject))
}

/// Terms as numbers: equal values of equal parts have equal numbers, and how alike two values are is worked out once.
struct Sketches<'t> {
    of: Vec<Vec<Sketch>>,
    values: Vec<&'t Value>,
    alike: FxHashMap<(u32, u32), f64>,
}

/// One term: its parts in order, with weight and value.
struct Sketch {
    parts: Vec<Part>,
    /// The part without which two terms are not about the same; none: a clause with fields.
    core: Option<u32>,
    clause: bool,
    header: bool,
}

struct Part {
    slot: u32,
    weight: f64,
    value: u32,
    /// It says which one is meant, or is no field.
    fixed: bool,
    /// It says what a body is called.
    called: bool,
}

impl<'t> Sketches<'t> {
    fn of(drafts: &[&'t [Term]]) -> Sketches<'t> {
        let mut slots: BTreeSet<&Slot> = BTreeSet::new();
        drafts
            .iter()
            .flat_map(|d| d.iter())
            .for_each(|t| slots.extend(t.slots.keys()));
        let number: FxHashMap<&Slot, u32> = slots
            .iter()
            .enumerate()
            .map(|(n, s)| (*s, n as u32))
            .collect();
        let mut out = Sketches {
            of: Vec::new(),
            values: Vec::new(),
            alike: FxHashMap::default(),
        };
        let mut known: FxHashMap<(bool, ValueKey), u32> = FxHashMap::default();
        for terms in drafts {
            let mut of = Vec::with_capacity(terms.len());
            for t in terms.iter() {
                let core = core(t);
                let parts = t.slots.iter().map(|(s, v)| {
                    let value = *known
                        .entry((v.cover.is_some(), v.key()))
                        .or_insert_with(|| {
                            out.values.push(v);
                            out.values.len() as u32 - 1
                        });
                    Part {
                        slot: number[s],
                        weight: weighed(t, s, v),
                        value,
                        fixed: !matches!(s, Slot::Field(..)) || t.identity.as_ref() == Some(s),
                        called: matches!(s, Slot::Field(name, _) if name == "name"),
                    }
                });
                let sketch = Sketch {
                    parts: parts.collect(),
                    core: core.map(|s| number[&s]),
                    clause: t.shape == Shape::Clause,
                    header: t.shape == Shape::Clause && t.head == "framework",
                };
                of.push(sketch);
            }
            out.of.push(of);
        }
        out
    }

    fn values_alike(&mut self, a: u32, b: u32) -> f64 {
        if a == b {
            return 1.0;
        }
        let values = &self.values;
        *self
            .alike
            .entry((a.min(b), a.max(b)))
            .or_insert_with(|| alike(values[a as usize], values[b as usize]))
    }

    /// How much two terms of one head have in common, from 0 to 1. The same either way round.
    fn likeness(&mut self, a: At, b: At, last: bool) -> f64 {
        // Lent out while values are compared, which are kept beside it.
        let of = std::mem::take(&mut self.of);
        let out = self.between(&of[a.0][a.1], &of[b.0][b.1], last);
        self.of = of;
        out
    }

    fn between(&mut self, x: &Sketch, y: &Sketch, last: bool) -> f64 {
        // A draft has one header.
        if x.header {
            return 1.0;
        }
        let value =
            |s: &Sketch, slot: u32| s.parts.iter().find(|p| p.slot == slot).map(|p| p.value);
        if !x.clause {
            let shared = match (x.core, y.core) {
                (Some(s), Some(t)) if s == t => value(x, s)
                    .zip(value(y, t))
                    .map_or(0.0, |(v, w)| self.values_alike(v, w)),
                _ => 0.0,
            };
            if shared == 0.0 {
                return 0.0;
            }
        }
        let (mut sum, mut all) = (0.0, 0.0);
        // A field that one of them does not give sets them less apart than one that says something else.
        let unsaid = if x.clause { UNSAID } else { 1.0 };
        let (mut n, mut m) = (0, 0);
        // A body that is called otherwise is the same if what it is and does corresponds.
        let (mut renamed, mut otherwise) = (false, false);
        loop {
            match (x.parts.get(n), y.parts.get(m)) {
                (Some(p), Some(q)) if p.slot == q.slot => {
                    let alike = self.values_alike(p.value, q.value);
                    renamed |= p.called && alike == 0.0;
                    otherwise |= !p.called && alike == 0.0 && x.clause;
                    // The same field of the same kind: something in common, but where it says which one is meant.
                    let alike = if last && !p.fixed && !q.fixed {
                        alike.max(SAME_FIELD)
                    } else {
                        alike
                    };
                    sum += p.weight * alike;
                    all += p.weight;
                    n += 1;
                    m += 1;
                }
                (Some(p), q) if q.is_none_or(|q| p.slot < q.slot) => {
                    all += p.weight * unsaid;
                    n += 1;
                }
                (_, Some(q)) => {
                    all += q.weight * unsaid;
                    m += 1;
                }
                _ => break,
            }
        }
        if all == 0.0 || renamed && otherwise {
            0.0
        } else {
            sum / all
        }
    }
}

/// How much a part counts: who promises, and which one is meant, more than the rest of a clause, a reference to another clause little.
fn weighed(t: &Term, s: &Slot, v: &Value) -> f64 {
    if t.holders.as_ref() == Some(s) || t.identity.as_ref() == Some(s) {
        return 4.0;
    }
    if matches!(s, Slot::Field(..)) && v.items.keys().all(|k| k.starts_with('§')) {
        0.5
    } else {
        weight(s)
    }
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
    let words = |v: &Value| -> BTreeSet<String> {
        v.items
            .keys()
            .flat_map(|k| k.split_whitespace())
            .map(str::to_owned)
            .collect()
    };
    let (x, y) = (words(a), words(b));
    by_values.max(0.7 * shared(x.intersection(&y).count(), x.union(&y).count()))
}

fn shared(both: usize, either: usize) -> f64 {
    if either == 0 {
        0.0
    } else {
        both as f64 / either as f64
    }
}

//! How each change lies for each party: what its lines would say if this change alone were made, and if it alone were not.

use super::change::Leaning;
use super::diff::{Moved, of, rank};
use super::terms::{Shape, Term};
use super::{Aligned, Side, lines};
use crate::model::{Base, Clause, Draft, Item, Position, choices, visit};
use crate::parallel;
use crate::source::Span;
use crate::verdict::{Finding, Judge, Role, asks_for_order};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How much may be worked out for all changes together, in cases of conditions; judging one line may take as much.
const MOST_CASES: usize = 2_000_000;

/// What a change is a change of.
pub(super) struct Pair<'t> {
    pub old: Option<&'t Term>,
    pub new: Option<&'t Term>,
}

/// By change: how it lies for each party, and the lines that say so.
type Leanings = Vec<Vec<(String, Leaning, Vec<String>)>>;

/// The line of a party: party, label, whether it is a goal.
type Key = (String, String, bool);

/// For each change, and the lines that no change alone moves.
pub(super) fn leanings(
    sides: &[Side; 2],
    all: &Aligned,
    pairs: &[Pair],
    moved: &[Moved],
) -> (Leanings, Vec<(String, String)>) {
    // Which lines moved, and which way.
    let mut ways: BTreeMap<Key, i32> = BTreeMap::new();
    for m in moved {
        if let (Some(a), Some(b)) = (m.old, m.new)
            && rank(a) != rank(b)
            && !m.restated
        {
            ways.insert((m.party.clone(), m.line.clone(), m.goal), rank(b) - rank(a));
        }
    }
    let cases = AtomicUsize::new(0);
    let weighed = parallel::map(pairs, !ways.is_empty(), |p| {
        let too_much = cases.load(Ordering::Relaxed) > MOST_CASES;
        let (borne, more) = (!too_much).then(|| bears(sides, all, p, &ways))?;
        cases.fetch_add(more, Ordering::Relaxed);
        Some(borne)
    });
    // Some changes weighed by themselves and some not would be no comparison: all are taken together then.
    let mut borne: Vec<FxHashSet<Key>> = if cases.into_inner() > MOST_CASES {
        vec![FxHashSet::default(); pairs.len()]
    } else {
        weighed.into_iter().flatten().collect()
    };
    // A change of the head, its date above all, is blamed for nothing that a change of a clause explains.
    let head = |p: &Pair| [p.old, p.new].into_iter().flatten().any(is_header);
    let elsewhere: FxHashSet<Key> = (pairs.iter().zip(&borne))
        .filter(|(p, _)| !head(p))
        .flat_map(|(_, b)| b.iter().cloned())
        .collect();
    for (p, b) in pairs.iter().zip(&mut borne) {
        if head(p) {
            b.retain(|k| !elsewhere.contains(k));
        }
    }
    let mut unexplained = Vec::new();
    for (key, way) in &ways {
        if borne.iter().any(|b| b.contains(key)) {
            continue;
        }
        // Several changes together: those on the clauses that the worse of the two verdicts rests on.
        let worse = usize::from(*way < 0);
        let Some(f) = of(&sides[worse], &key.0, &key.1, key.2) else {
            continue;
        };
        let mut any = false;
        for (p, b) in pairs.iter().zip(&mut borne) {
            let term = if worse == 0 { p.old } else { p.new };
            if term.is_some_and(|t| rests(f, t)) {
                b.insert(key.clone());
                any = true;
            }
        }
        if !any {
            unexplained.push((key.0.clone(), key.1.clone()));
        }
    }
    // A line that was restated is not moved by the draft.
    unexplained.extend(
        moved
            .iter()
            .filter(|m| m.restated)
            .map(|m| (m.party.clone(), m.line.clone())),
    );
    let parties: Vec<String> = lines::order(sides)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let out = borne
        .iter()
        .map(|b| parties.iter().map(|p| leaning(p, b, &ways)).collect())
        .collect();
    (out, unexplained)
}

fn leaning(
    party: &str,
    borne: &FxHashSet<Key>,
    ways: &BTreeMap<Key, i32>,
) -> (String, Leaning, Vec<String>) {
    let of = |up: bool| -> Vec<String> {
        ways.iter()
            .filter(|(k, w)| k.0 == party && (**w > 0) == up && borne.contains(*k))
            .map(|(k, _)| k.1.clone())
            .collect()
    };
    let (mut up, down) = (of(true), of(false));
    let leaning = match (up.is_empty(), down.is_empty()) {
        (true, true) => Leaning::Neutral,
        (false, true) => Leaning::Nearer,
        (true, false) => Leaning::Farther,
        (false, false) => Leaning::Incomparable,
    };
    up.extend(down);
    (party.to_owned(), leaning, up)
}

/// The lines that move the way they moved when this change alone is made, or move back when it alone is not; and how many cases were told apart to find them.
///
/// A line that asks when something happens needs the schedule, the dearest part of judging: it is judged again only for changes of a clause it is told with,
/// and what fixes an order is told.
fn bears(
    sides: &[Side; 2],
    all: &Aligned,
    pair: &Pair,
    ways: &BTreeMap<Key, i32>,
) -> (FxHashSet<Key>, usize) {
    let (mut out, mut cases) = (FxHashSet::default(), 0);
    if ways.is_empty() {
        return (out, cases);
    }
    for d in [0, 1] {
        let (gone, come) = if d == 0 {
            (pair.old, pair.new)
        } else {
            (pair.new, pair.old)
        };
        let Some(draft) = changed(sides, all, d, gone, come) else {
            continue;
        };
        let as_of = if [gone, come].into_iter().flatten().any(is_header) {
            sides[1 - d].as_of
        } else {
            sides[d].as_of
        };
        let mut judge = Judge::new(sides[d].world, &draft, as_of, &[]).verdicts_alone();
        for p in &sides[d].world.positions {
            for f in judged(&mut judge, p, ways, is_told(sides, pair, p)) {
                let key = (f.party.to_string(), f.line.to_string(), f.goal);
                let (Some(way), Some(before)) =
                    (ways.get(&key), of(&sides[d], &key.0, &key.1, key.2))
                else {
                    continue;
                };
                let went = rank(f.verdict) - rank(before.verdict);
                if went != 0 && (went > 0) == ((*way > 0) == (d == 0)) {
                    out.insert(key);
                }
            }
        }
        cases += judge.cases();
    }
    (out, cases)
}

fn judged(
    judge: &mut Judge,
    p: &Position,
    ways: &BTreeMap<Key, i32>,
    in_time: bool,
) -> Vec<Finding> {
    let wanted = |l: &crate::model::Line| {
        (in_time || !asks_for_order(l))
            && ways.contains_key(&(p.name.to_string(), l.label.to_string(), l.goal))
    };
    if p.lines.iter().any(wanted) {
        judge.some_lines(p, &wanted)
    } else {
        Vec::new()
    }
}

/// A timed line of a party is told with a clause that the change changes.
fn is_told(sides: &[Side; 2], pair: &Pair, p: &Position) -> bool {
    let told = |side: &Side, t: &Term| {
        let timed = |f: &&Finding| {
            f.party == p.name
                && p.lines
                    .iter()
                    .any(|l| l.label == f.line && asks_for_order(l))
        };
        side.findings
            .iter()
            .filter(timed)
            .flat_map(|f| &f.evidence)
            .any(|e| t.clauses.contains(&e.index))
    };
    // Entries into force, orders and what voids a clause move others than their own.
    let far = |t: &Term| is_header(t) || matches!(t.shape, Shape::Order | Shape::State);
    [pair.old, pair.new].into_iter().flatten().any(far)
        || pair.old.is_some_and(|t| told(&sides[0], t))
        || pair.new.is_some_and(|t| told(&sides[1], t))
}

fn is_header(t: &Term) -> bool {
    t.shape == Shape::Clause && t.head == "framework"
}

/// A verdict rests on what a term says, and it is crossed by it.
fn rests(f: &Finding, t: &Term) -> bool {
    let touches = |s: &Span, e: &Span| s.source == e.source && s.start < e.end && e.start < s.end;
    f.evidence.iter().any(|e| {
        matches!(e.role, Role::Crosses | Role::Contributes | Role::Decides)
            && t.spans.iter().any(|s| touches(s, &e.at))
    })
}

/// One of the two drafts with one change made. What a change takes away is taken out with its whole sentence, and what stays of it is put back as the
/// other draft has it. Nothing can be put in from another world: then what is taken away is all that is done.
fn changed(
    sides: &[Side; 2],
    all: &Aligned,
    d: usize,
    gone: Option<&Term>,
    come: Option<&Term>,
) -> Option<Draft> {
    let (side, other) = (&sides[d], &sides[1 - d]);
    let one_world = std::ptr::eq(side.world, other.world);
    if [gone, come].into_iter().flatten().any(is_header) {
        return header(side, other);
    }
    if !one_world && gone.is_none() {
        return None;
    }
    let mut draft = side.draft.clone();
    let mut taken: Vec<Span> = gone.map(|t| t.spans.clone()).unwrap_or_default();
    let mut given: Vec<Span> = come.map(|t| t.spans.clone()).unwrap_or_default();
    // The other parts of the same sentences.
    for group in &all.groups {
        let side_of = |n: usize| {
            group
                .iter()
                .find(|(e, _)| *e == n)
                .map(|(e, t)| &all.terms[*e][*t])
        };
        if let (Some(mine), Some(its)) = (side_of(d), side_of(1 - d)) {
            if mine.spans.iter().any(|s| taken.contains(s)) {
                given.extend(its.spans.iter().copied());
            } else if its.spans.iter().any(|s| given.contains(s))
                && come.is_some()
                && gone.is_none()
            {
                taken.extend(mine.spans.iter().copied());
            }
        }
    }
    given.dedup();
    let out = |s: Span| taken.contains(&s);
    for c in &mut draft.clauses {
        c.sentences.retain(|(s, _)| !out(s.span));
        c.orders.retain(|(o, _)| !out(o.span));
        c.fields.retain(|(e, _)| !out(e.span));
        c.phrases.retain(|(p, _)| !out(p.span));
    }
    draft.orders.retain(|(o, _)| !out(o.span));
    if one_world {
        put_in(&mut draft, other, (all, d), &given);
        draft.choices = choices::find(&side.world.vocabulary, &mut draft);
    }
    Some(draft)
}

/// Statements of the other draft, each in the clause that corresponds to its own, or in a new one.
fn put_in(draft: &mut Draft, other: &Side, (all, d): (&Aligned, usize), given: &[Span]) {
    let wanted = |s: Span| given.contains(&s);
    let label = |n: usize| {
        let number = all.clauses[1 - d][n];
        all.clauses[d].iter().position(|c| *c == number)
    };
    let mut names: BTreeMap<String, compact_str::CompactString> = BTreeMap::new();
    for (n, c) in other.draft.clauses.iter().enumerate() {
        if let Some(m) = label(n) {
            names.insert(c.label.to_string(), draft.clauses[m].label.clone());
        }
    }
    let mut renamed = |i: &mut Item| {
        if let Base::Clause(None, l) = &mut i.base
            && let Some(mine) = names.get(l.as_str())
        {
            *l = mine.clone();
        }
    };
    for a in &other.draft.ambiguities {
        if !draft.ambiguities.iter().any(|b| b.name == a.name) {
            draft.ambiguities.push(a.clone());
        }
    }
    for (n, c) in other.draft.clauses.iter().enumerate() {
        let sentences: Vec<_> = c
            .sentences
            .iter()
            .filter(|(s, _)| wanted(s.span))
            .cloned()
            .collect();
        let orders: Vec<_> = c
            .orders
            .iter()
            .filter(|(o, _)| wanted(o.span))
            .cloned()
            .collect();
        let fields: Vec<_> = c
            .fields
            .iter()
            .filter(|(e, _)| wanted(e.span))
            .cloned()
            .collect();
        // A last clause that says nothing but how long the text is in force.
        let alone = c.phrases.iter().any(|(p, _)| wanted(p.span));
        if sentences.is_empty() && orders.is_empty() && fields.is_empty() && !alone {
            continue;
        }
        let at = label(n).unwrap_or_else(|| {
            let taken = |l: &str| draft.clauses.iter().any(|c| c.label == l);
            let mut name = c.label.clone();
            while taken(&name) {
                name.push('′');
            }
            draft.clauses.push(Clause {
                label: name,
                parent: None,
                fields: Vec::new(),
                sentences: Vec::new(),
                orders: Vec::new(),
                phrases: Vec::new(),
                ..c.clone()
            });
            draft.clauses.len() - 1
        });
        let target = &mut draft.clauses[at];
        if !sentences.is_empty() || !fields.is_empty() || alone {
            // What governs the clause in the other draft governs it here.
            target.phrases = c.phrases.clone();
            target.kind = c.kind.clone();
        }
        target
            .sentences
            .extend(sentences.into_iter().map(|(mut s, u)| {
                visit::sentence(&mut s, &mut renamed);
                (s, u)
            }));
        target.orders.extend(orders.into_iter().map(|(mut o, u)| {
            visit::order(&mut o, &mut renamed);
            (o, u)
        }));
        target.fields.extend(fields.into_iter().map(|(mut e, u)| {
            visit::list(&mut e.value, &mut renamed);
            (e, u)
        }));
    }
    draft.orders.extend(
        other
            .draft
            .orders
            .iter()
            .filter(|(o, _)| wanted(o.span))
            .cloned(),
    );
}

/// A draft with the header of the other one.
fn header(side: &Side, other: &Side) -> Option<Draft> {
    let names = &side.world.vocabulary.names;
    let mut draft = side.draft.clone();
    let here = |n: &crate::vocabulary::NodeId| names.get(other.world.vocabulary.name(*n)).copied();
    draft.parties = other.draft.parties.iter().filter_map(here).collect();
    draft.dated = other.draft.dated;
    if std::ptr::eq(side.world, other.world) {
        draft.sides = other.draft.sides.clone();
        draft.header = other.draft.header.clone();
    }
    Some(draft)
}

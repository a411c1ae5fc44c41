//! Evidence: the clauses behind a verdict, in a fixed order.

use super::demand::Used;
use super::{Evidence, Meant, Reason, Role, fields};
use crate::matching::{Engine, Missing, Source, Tuple};
use crate::model::{Clause, EffectRule};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Proofs shown of one effect.
const MOST_PROOFS: usize = 64;

/// The clauses behind what a rule used. An effect is told by every derivation of it.
pub(super) fn evidence(e: &Engine, used: &[Used]) -> Vec<Evidence> {
    let mut found = Found::default();
    for (source, role, missing) in used {
        match source {
            Source::Tuple(_) | Source::Derived(..) => {
                proofs(e, *source, *role, missing, &mut found)
            }
            other => push(e, &mut found, *other, *role, Vec::new(), missing.clone()),
        }
    }
    let mut out = found.list;
    // A clause that crosses is not also told as contributing: what contributes in it is told with what crosses.
    for n in 0..out.len() {
        let crosses = found.at.get(&(out[n].index, Role::Crosses));
        if let Some(m) = crosses.filter(|_| out[n].role == Role::Contributes) {
            let head = e.draft.clauses[out[n].index].head;
            let more: Vec<Span> = std::iter::once(out[n].at)
                .chain(out[n].also.clone())
                .collect();
            let first = &mut out[*m];
            let more = more.into_iter().filter(|s| *s != first.at && *s != head);
            first.also.extend(more);
            first.also.sort_unstable();
            first.also.dedup();
        }
    }
    out.retain(|x| {
        x.role != Role::Contributes || !found.at.contains_key(&(x.index, Role::Crosses))
    });
    out.sort_by(|a, b| {
        order(a.role)
            .cmp(&order(b.role))
            .then(a.index.cmp(&b.index))
            .then(a.at.cmp(&b.at))
    });
    out
}

/// Evidence so far: a clause stands once for each of its parts in the verdict.
#[derive(Default)]
struct Found {
    list: Vec<Evidence>,
    at: FxHashMap<(usize, Role), usize>,
}

fn order(r: Role) -> u8 {
    match r {
        Role::Crosses | Role::Decides => 0,
        Role::Contributes => 1,
        Role::Fails | Role::Lacks => 2,
        Role::Meets => 3,
        Role::Times => 4,
        Role::Excuses => 5,
        Role::Near => 6,
    }
}

/// Walks the derivations of an effect down to clauses.
fn proofs(e: &Engine, source: Source, role: Role, missing: &[Missing], out: &mut Found) {
    let mut seen = FxHashSet::default();
    let mut todo = vec![(source, role, Vec::new())];
    while let Some((s, role, via)) = todo.pop() {
        let (t, only) = match s {
            Source::Tuple(t) => (t, None),
            Source::Derived(t, n) => (t, Some(n as usize)),
            Source::Fact(_) | Source::Clause(_) => {
                push(e, out, s, role, via, missing.to_vec());
                continue;
            }
        };
        if !seen.insert(t) {
            continue;
        }
        let tuple = &e.tuples[t as usize];
        let mut via = via.clone();
        via.extend(tuple.reads.clone());
        let first = only.unwrap_or(0);
        let many = if only.is_some() { 1 } else { MOST_PROOFS };
        for proof in tuple.proofs.iter().skip(first).take(many) {
            for (n, s) in proof.sources.iter().enumerate() {
                let role = if n == 0 || role != Role::Crosses {
                    role
                } else {
                    Role::Contributes
                };
                todo.push((*s, role, via.clone()));
            }
        }
    }
}

/// Derivations are told so deep, and so many effects of one verdict.
const DEEPEST: usize = 12;
const MOST_EFFECTS: usize = 16;
/// Ways in which the effects of one verdict follow, all of them together.
const MOST_WAYS: usize = 1_000;

/// What was told already of the effects behind a verdict: how one follows is told where it is first met, for in a circle of effects there are more ways than can be
/// counted.
#[derive(Default)]
struct Told {
    effects: FxHashSet<(u32, Option<usize>)>,
    ways: usize,
}

/// How the effects behind a verdict follow from clauses.
pub(super) fn reasons(e: &Engine, used: &[Used], rules: &[&EffectRule]) -> Vec<Reason> {
    let effects = used.iter().filter_map(|(s, _, _)| match s {
        Source::Tuple(t) => Some((*t, None)),
        Source::Derived(t, n) => Some((*t, Some(*n as usize))),
        Source::Fact(_) | Source::Clause(_) => None,
    });
    let mut told = Told::default();
    effects
        .take(MOST_EFFECTS)
        .map(|t| effect(e, rules, t, DEEPEST, &mut told))
        .collect()
}

/// Words of what is told that stand for what a clause says they mean: each once.
pub(super) fn meant(e: &Engine, found: &[Evidence], reasons: &[Reason]) -> Vec<Meant> {
    let mut places: Vec<Span> = found
        .iter()
        .flat_map(|f| std::iter::once(f.at).chain(f.also.iter().copied()))
        .collect();
    let mut todo: Vec<&Reason> = reasons.iter().collect();
    while let Some(r) = todo.pop() {
        places.extend(r.clause.as_ref().map(|(_, at)| *at));
        todo.extend(r.ways.iter().flatten());
    }
    let told = |at: Span| {
        let holds = |p: &Span| p.source == at.source && p.start <= at.start && at.end <= p.end;
        places.iter().any(holds)
    };
    let mut out: Vec<Meant> = Vec::new();
    for d in e.draft.defined.iter().filter(|d| told(d.at)) {
        let one = Meant {
            word: e.v.name(d.word).to_owned(),
            by: d.by.clone(),
            at: d.means,
        };
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}

/// An effect and how it follows: in every way, or in the one that counts.
fn effect(
    e: &Engine,
    rules: &[&EffectRule],
    (t, only): (u32, Option<usize>),
    deep: usize,
    told: &mut Told,
) -> Reason {
    let tuple = &e.tuples[t as usize];
    let words = tuple.reads.clone().unwrap_or_else(|| plainly(e, tuple));
    let mut ways = Vec::new();
    if deep > 0 && told.effects.insert((t, only)) {
        let counts = |n: usize| only.is_none_or(|only| n == only);
        let proofs = tuple.proofs.iter().enumerate();
        let mut proofs: Vec<&Vec<Source>> = proofs
            .filter(|(n, _)| counts(*n))
            .map(|(_, p)| &p.sources)
            .collect();
        proofs.sort();
        for proof in proofs {
            told.ways += 1;
            if told.ways > MOST_WAYS {
                break;
            }
            let mut way: Vec<Reason> = Vec::new();
            for s in proof {
                let steps = match s {
                    Source::Tuple(t) => vec![effect(e, rules, (*t, None), deep - 1, told)],
                    Source::Derived(t, n) => {
                        vec![effect(e, rules, (*t, Some(*n as usize)), deep - 1, told)]
                    }
                    Source::Fact(f) => {
                        let fact = &e.facts.all[*f as usize];
                        vec![said(&e.draft.clauses[fact.clause], fact.at())]
                    }
                    Source::Clause(c) => {
                        let clause = &e.draft.clauses[*c as usize];
                        let mut at = fields::behind(clause, tuple.state, rules);
                        if at.is_empty() {
                            at.push(clause.head);
                        }
                        at.into_iter().map(|at| said(clause, at)).collect()
                    }
                };
                for step in steps {
                    if !way.contains(&step) {
                        way.push(step);
                    }
                }
            }
            ways.push(way);
        }
    }
    Reason {
        effect: Some(words),
        clause: None,
        ways,
    }
}

/// An effect of which nobody says how it reads.
fn plainly(e: &Engine, tuple: &Tuple) -> String {
    let mut out = format!("is {}", e.v.states[tuple.state.0 as usize].word);
    for (role, value) in &tuple.arguments {
        let value = crate::derive::shown(e.v, value);
        out = match role.as_str() {
            "" => format!("{value} {out}"),
            role => format!("{out} {role} {value}"),
        };
    }
    out
}

/// What a clause says at a place.
fn said(c: &Clause, at: Span) -> Reason {
    Reason {
        effect: None,
        clause: Some((c.label.clone(), at)),
        ways: Vec::new(),
    }
}

fn push(
    e: &Engine,
    out: &mut Found,
    s: Source,
    role: Role,
    via: Vec<String>,
    missing: Vec<Missing>,
) {
    let Some(index) = e.clause_of(s) else { return };
    let clause = &e.draft.clauses[index];
    let at = match s {
        Source::Fact(f) => e.facts.all[f as usize].at(),
        _ => clause.head,
    };
    if let Some(old) = out.at.get(&(index, role)) {
        let old = &mut out.list[*old];
        if matches!(s, Source::Fact(_)) && role != Role::Near && at != old.at {
            old.also.push(old.at.max(at));
            old.also.sort_unstable();
            old.also.dedup();
        }
        old.at = old.at.min(at);
        for v in via {
            if !old.via.contains(&v) {
                old.via.push(v);
            }
        }
        return;
    }
    out.at.insert((index, role), out.list.len());
    out.list.push(Evidence {
        index,
        clause: clause.label.clone(),
        title: clause.title.clone(),
        at,
        also: Vec::new(),
        role,
        via,
        missing,
    });
}

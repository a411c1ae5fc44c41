//! Evidence: the clauses behind a verdict, in a fixed order.

use super::demand::Used;
use super::{Evidence, OpenOn, Role, Verdict};
use crate::condition::Condition;
use crate::matching::{Engine, Source};
use rustc_hash::FxHashMap;

/// Proofs shown of one effect.
const MOST_PROOFS: usize = 64;

/// The clauses behind what a rule used. An effect is told by every derivation of it.
pub(super) fn evidence(e: &Engine, used: &[Used]) -> Vec<Evidence> {
    let mut found = Found::default();
    for (source, role, note) in used {
        match source {
            Source::Tuple(_) => proofs(e, *source, *role, note, &mut found),
            other => push(e, &mut found, *other, *role, Vec::new(), note.clone()),
        }
    }
    let mut out = found.list;
    // A clause that crosses is not also told as contributing.
    out.retain(|x| x.role != Role::Contributes || !found.at.contains_key(&(x.index, Role::Crosses)));
    out.sort_by(|a, b| order(a.role).cmp(&order(b.role)).then(a.index.cmp(&b.index)).then(a.at.cmp(&b.at)));
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
        Role::Excuses => 3,
        Role::Near => 4,
    }
}

/// Walks the derivations of an effect down to clauses.
fn proofs(e: &Engine, source: Source, role: Role, note: &Option<String>, out: &mut Found) {
    let mut seen = Vec::new();
    let mut todo = vec![(source, role, Vec::new())];
    while let Some((s, role, via)) = todo.pop() {
        let Source::Tuple(t) = s else {
            push(e, out, s, role, via, note.clone());
            continue;
        };
        if seen.contains(&t) {
            continue;
        }
        seen.push(t);
        let tuple = &e.tuples[t as usize];
        let mut via = via.clone();
        via.extend(tuple.reads.clone());
        for proof in tuple.proofs.iter().take(MOST_PROOFS) {
            for (n, s) in proof.iter().enumerate() {
                let role = if n == 0 || role != Role::Crosses { role } else { Role::Contributes };
                todo.push((*s, role, via.clone()));
            }
        }
    }
}

fn push(e: &Engine, out: &mut Found, s: Source, role: Role, via: Vec<String>, note: Option<String>) {
    let Some(index) = e.clause_of(s) else { return };
    let clause = &e.draft.clauses[index];
    let at = match s {
        Source::Fact(f) => e.facts.all[f as usize].sentence.span,
        _ => clause.head,
    };
    if let Some(old) = out.at.get(&(index, role)) {
        let old = &mut out.list[*old];
        old.at = old.at.min(at);
        for v in via {
            if !old.via.contains(&v) {
                old.via.push(v);
            }
        }
        return;
    }
    out.at.insert((index, role), out.list.len());
    out.list.push(Evidence { index, clause: clause.label.clone(), title: clause.title.clone(), at, role, via, note });
}

/// What an open verdict turns on: every variable it depends on, with the verdict under each value.
pub(super) fn open_on(e: &mut Engine, c: Condition) -> Vec<OpenOn> {
    let mut out = Vec::new();
    for v in e.store.support(c) {
        let d = e.store.describe(v).clone();
        let values = d
            .values
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let r = e.store.restrict(c, v, i);
                let verdict = if r.is_always() {
                    Verdict::Crossed
                } else if r.is_never() {
                    Verdict::Respected
                } else {
                    Verdict::Open
                };
                (name.clone(), verdict)
            })
            .collect();
        out.push(OpenOn { kind: d.kind, name: d.name, owner: d.owner, at: d.span, values });
    }
    out.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.name.cmp(&b.name)));
    out
}

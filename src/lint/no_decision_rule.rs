//! `no-decision-rule`: a body is set up, and nothing says how it decides.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Base, Clause};
use crate::vocabulary::NodeId;

/// The bodies a draft sets up or gives powers, each with its clauses; one without a name by its own clause alone.
pub(super) fn bodies(e: &Engine) -> Vec<(Option<NodeId>, Vec<usize>)> {
    let mut out: Vec<(Option<NodeId>, Vec<usize>)> = Vec::new();
    let mut put = |name: Option<NodeId>, clauses: &[u32]| {
        let clauses = clauses.iter().map(|c| *c as usize);
        match out.iter_mut().find(|(n, _)| name.is_some() && *n == name) {
            Some((_, known)) => known.extend(clauses),
            None => out.push((name, clauses.collect())),
        }
    };
    for (n, c) in e
        .draft
        .clauses
        .iter()
        .enumerate()
        .filter(|(_, c)| e.v.is_usual("decision", &c.kind))
    {
        let own = name_of(c);
        // A part without a name of its own speaks of the body around it.
        if own.is_none()
            && c.parent
                .is_some_and(|p| e.v.is_usual("decision", &e.draft.clauses[p].kind))
        {
            continue;
        }
        put(own, &e.facts.parts[n]);
    }
    out
}

fn name_of(c: &Clause) -> Option<NodeId> {
    c.fields
        .iter()
        .filter(|(f, _)| f.name == "name")
        .flat_map(|(f, _)| &f.value.items)
        .find_map(|i| {
            if let Base::Thing(t) = &i.base {
                Some(t.node)
            } else {
                None
            }
        })
}

/// Told at the head of the first clause on the body.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (name, clauses) in bodies(e) {
        let stated = clauses.iter().any(|c| {
            e.draft.clauses[*c]
                .fields
                .iter()
                .any(|(f, _)| f.name == "decision")
        });
        let known = name.is_some_and(|n| {
            e.world_list(n, "decision").is_some() || e.world_list(n, "admission").is_some()
        });
        // An organ is directed by the body it belongs to.
        let organ = name.is_some_and(|n| e.v.belongs.get(&n).is_some_and(|o| !o.is_empty()));
        let seats = clauses.iter().any(|c| {
            e.draft.clauses[*c]
                .fields
                .iter()
                .any(|(f, _)| f.name == "members" || f.name == "chair")
        });
        if stated || known || organ || (name.is_none() && !seats) {
            continue;
        }
        let what = name.map_or("this body", |n| e.v.name(n));
        let head = clauses
            .iter()
            .map(|c| e.draft.clauses[*c].head)
            .min()
            .unwrap_or(e.draft.id_span);
        out.push(
            Diagnostic::new(Code::NoDecisionRule, head, format!("Nothing says how {what} decides"))
                .here("by majority, by consensus?")
                .help("add `decision: majority;`, `consensus`, `chair-decides` …: without a rule each member can claim a veto, or that it was outvoted unlawfully"),
        );
    }
    out
}

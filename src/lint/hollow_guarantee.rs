//! `hollow-guarantee`: a guarantee that says neither when it is called upon nor what is done then.

use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Base, Clause, Modal};

/// Told at the head of the clause.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (n, c) in e
        .draft
        .clauses
        .iter()
        .enumerate()
        .filter(|(_, c)| e.v.is_usual("response", &c.kind))
    {
        // A part belongs to the guarantee around it.
        if c.parent.is_some_and(|p| e.draft.clauses[p].kind == c.kind) {
            continue;
        }
        let mut clauses: Vec<usize> = e.facts.parts[n].iter().map(|p| *p as usize).collect();
        for other in elaborated(e, c) {
            clauses.extend(e.facts.parts[other].iter().map(|p| *p as usize));
        }
        out.extend(nobody_guarantees(e, n, &clauses));
        let field = |word: &str| {
            clauses.iter().any(|c| {
                e.draft.clauses[*c]
                    .fields
                    .iter()
                    .any(|(f, _)| f.name == word)
            })
        };
        let facts: Vec<&Fact> = clauses
            .iter()
            .flat_map(|c| &e.facts.by_clause[*c])
            .map(|f| &e.facts.all[*f as usize])
            .filter(|f| !f.event)
            .collect();
        // What those who are protected owe is no response.
        let protected: Vec<crate::vocabulary::NodeId> = clauses
            .iter()
            .flat_map(|c| &e.draft.clauses[*c].fields)
            .filter(|(f, _)| f.name == "beneficiary")
            .flat_map(|(f, _)| super::about::things(&f.value))
            .collect();
        let promised = |f: &&&Fact| {
            matches!(f.modal(), Some(Modal::Shall | Modal::Hereby))
                && !super::about::triggers(f).is_empty()
                && !super::about::things(&f.sentence.subject)
                    .iter()
                    .any(|n| protected.contains(n))
        };
        let called = facts.iter().any(|f| promised(&f));
        // What it is modelled on says when and what.
        if field("models") {
            continue;
        }
        let answered = field("response") || called;
        let missing = match (called, answered) {
            (true, _) => continue,
            (false, true) => "when it is called upon",
            (false, false) => "when it is called upon, nor what is done then",
        };
        out.push(
            Diagnostic::new(Code::HollowGuarantee, c.head, format!("Guarantee {} does not say {missing}", c.label))
                .here("a guarantee of what?")
                .help("say what is done and when: `A shall respond with military-force if B invades C, judged by …;`"),
        );
    }
    out
}

/// Who stands behind it: told where the clause and its parts do not say.
fn nobody_guarantees(e: &Engine, n: usize, with_elaborated: &[usize]) -> Option<Diagnostic> {
    let c = &e.draft.clauses[n];
    let named = |c: &usize| {
        e.draft.clauses[*c]
            .fields
            .iter()
            .find(|(f, _)| f.name == "guarantors" && !super::about::only_somebody(&f.value))
            .map(|(f, _)| f)
    };
    // The sentence that the field means says the same.
    let meant =
        e.v.kind(&c.kind)
            .and_then(|k| k.fields.iter().find(|f| f.name == "guarantors"))
            .and_then(|f| f.meaning.as_ref())
            .map(|(verb, _)| verb.as_str());
    let says = |p: &u32| {
        e.facts.by_clause[*p as usize].iter().any(|f| {
            super::about::verb(e, &e.facts.all[*f as usize].sentence) == meant
                && !super::about::only_somebody(&e.facts.all[*f as usize].sentence.subject)
        })
    };
    if e.facts.parts[n]
        .iter()
        .any(|p| named(&(*p as usize)).is_some() || meant.is_some() && says(p))
    {
        return None;
    }
    let d = Diagnostic::new(
        Code::NoDutyHolder,
        c.head,
        format!("Guarantee {} names no guarantor", c.label),
    )
    .here("who guarantees?");
    let d = match with_elaborated.iter().find_map(named) {
        Some(f) => d.also(f.span, "the clause in which it is set out names one"),
        None => d,
    };
    Some(d.help("name the guarantor: `guarantors: A;`"))
}

/// The clauses in which a guarantee is set out.
fn elaborated(e: &Engine, c: &Clause) -> Vec<usize> {
    let values = c
        .fields
        .iter()
        .filter(|(f, _)| f.name == "elaborated")
        .flat_map(|(f, _)| &f.value.items);
    values
        .filter_map(|i| match &i.base {
            Base::Clause(text, label) => e.facts.position(text.as_deref(), label),
            _ => None,
        })
        .collect()
}

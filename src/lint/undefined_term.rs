//! `undefined-term`: a word on whose meaning people differ, and no clause defines it; or a group, and nobody says who is in it.

use super::about::{first_named, label, only_somebody, said, things};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Manner;
use crate::vocabulary::NodeId;

/// Told where the word is first used.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let used = first_named(e.draft)
        .into_iter()
        .filter_map(|(n, clause, at)| Some((n, clause?, at)));
    let defined: Vec<NodeId> = e
        .draft
        .clauses
        .iter()
        .flat_map(|c| &c.fields)
        .filter(|(f, _)| f.name == "term" || f.name == "means")
        .flat_map(|(f, _)| f.index.iter().flat_map(things).chain(things(&f.value)))
        .collect();
    // Where somebody judges what falls under a word, it need not be defined.
    let mut judged: Vec<NodeId> = Vec::new();
    for f in said(e)
        .filter(|f| super::about::manner(f, Manner::JudgedBy).is_some_and(|l| !only_somebody(l)))
    {
        super::about::every_value(&f.sentence, &mut |i| {
            if let crate::model::Base::Thing(t) = &i.base {
                judged.push(t.node);
            }
        });
    }
    let mut out = Vec::new();
    for (n, clause, at) in used.filter(|(n, ..)| {
        e.v.is_usual("definition", e.v.name(*n)) && !defined.contains(n) && !judged.contains(n)
    }) {
        out.push(
            Diagnostic::new(Code::UndefinedTerm, at, format!("Clause {} uses `{}`, and no clause says what it means", e.draft.clauses[clause].label, e.v.name(n)))
                .here("who decides what that is?")
                .help(format!("define it (`definition N {{ term: {}; means: …; }}`), or name who judges it: `judged by X`", e.v.name(n))),
        );
    }
    let group = e.word("group");
    let mut told: Vec<NodeId> = Vec::new();
    for f in said(e).filter(|f| f.modal().is_some()) {
        for n in things(&f.sentence.subject) {
            let unnamed = group.is_some_and(|g| e.v.under(n, g))
                && e.world_list(n, "members")
                    .is_some_and(|l| only_somebody(&l));
            if !unnamed || told.contains(&n) || defined.contains(&n) {
                continue;
            }
            told.push(n);
            out.push(
                Diagnostic::new(
                    Code::UndefinedTerm,
                    f.at(),
                    format!(
                        "Clause {} binds {}, and nothing says who that is",
                        label(e, f),
                        e.v.name(n)
                    ),
                )
                .here("who?")
                .also(e.v.node(n).span, "declared without members")
                .help("list the members in the text, or name those who are meant"),
            );
        }
    }
    out
}

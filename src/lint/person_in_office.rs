//! `person-in-office`: an office is tied to a person by name, and ends with them.

use super::about::every_value_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Base;
use crate::source::Span;
use crate::vocabulary::NodeId;

/// Told at the first place that names the person.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let Some(office) = e.word("office") else { return Vec::new() };
    let mut named: Vec<(NodeId, Option<usize>, Span)> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    every_value_of(e.draft, &mut |clause, i| {
        if let Base::Thing(t) = &i.base
            && e.v.stands_alone(t.node)
            && e.v.under(t.node, office)
            && e.v.node(t.node).title.as_deref().is_some_and(is_person)
            && seen.insert(t.node)
        {
            named.push((t.node, clause, i.span));
        }
    });
    let told = |(n, clause, at): (NodeId, Option<usize>, Span)| {
        let place = clause.map_or_else(|| "The header".to_owned(), |c| format!("Clause {}", e.draft.clauses[c].label));
        Diagnostic::new(Code::PersonInOffice, at, format!("{place} gives a task to {}, a person by name", e.v.title(n)))
            .here("and after them?")
            .also(e.v.node(n).span, "declared as a person: the title has no article")
            .help("name the office (`office President \"the President of …\"`), or say who succeeds")
    };
    named.into_iter().map(told).collect()
}

/// An office is read out with an article, a person by name.
fn is_person(title: &str) -> bool {
    title.contains(' ') && !["the ", "The ", "a ", "an "].iter().any(|a| title.starts_with(a))
}

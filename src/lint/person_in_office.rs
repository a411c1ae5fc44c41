//! `person-in-office`: an office is tied to a person by name, and ends with them.

use super::about::{first_named, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::source::Span;
use crate::vocabulary::NodeId;

/// Told at the first place that names the person.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let Some(office) = e.word("office") else {
        return Vec::new();
    };
    let person = |n: NodeId| {
        e.v.stands_alone(n)
            && e.v.under(n, office)
            && e.v.node(n).title.as_deref().is_some_and(is_person)
    };
    let told = |(n, clause, at): (NodeId, Option<usize>, Span)| {
        Diagnostic::new(
            Code::PersonInOffice,
            at,
            format!(
                "{} gives a task to {}, a person by name",
                place(e.draft, clause),
                e.v.title(n)
            ),
        )
        .here("and after them?")
        .also(
            e.v.node(n).span,
            "declared as a person: the title has no article",
        )
        .help("name the office (`office President \"the President of …\"`), or say who succeeds")
    };
    first_named(e.draft)
        .into_iter()
        .filter(|(n, ..)| person(*n))
        .map(told)
        .collect()
}

/// An office is read out with an article, or says of what it is; a person by name is neither.
fn is_person(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.len() > 1
        && !matches!(words.first(), Some(&("the" | "The" | "a" | "an")))
        && words
            .iter()
            .all(|w| w.starts_with(|c: char| !c.is_lowercase()))
}

//! Words of a finding that every report for people has in common.

use crate::matching::Missing;
use crate::source::{SourceSet, Span};
use crate::verdict::{Coverage, Evidence, Role};

/// `clause 5`, `clauses 5, 7.a and 12 more`: as many as a sentence holds.
pub(super) fn clauses(labels: &[impl AsRef<str>]) -> String {
    const MOST: usize = 6;
    let all: Vec<&str> = labels.iter().map(AsRef::as_ref).collect();
    match &all[..] {
        [] => String::new(),
        [one] => format!("clause {one}"),
        [first @ .., last] if all.len() <= MOST + 1 => {
            format!("clauses {} and {last}", first.join(", "))
        }
        all => format!(
            "clauses {} and {} more",
            all[..MOST].join(", "),
            all.len() - MOST
        ),
    }
}

/// How much of a draft is asked about; `more`: what tells the rest.
pub(super) fn coverage(c: &Coverage, more: &str) -> String {
    let s = if c.provisions == 1 { "" } else { "s" };
    let parts = [
        (c.live, "asked about"),
        (c.unasked.len(), "not asked about"),
        (c.prose.len(), "of prose alone"),
        (
            c.headings,
            if c.headings == 1 {
                "heading"
            } else {
                "headings"
            },
        ),
    ];
    let told = parts.iter().filter(|(n, _)| *n > 0);
    let told: Vec<String> = told.map(|(n, words)| format!("{n} {words}")).collect();
    format!("{} clause{s} ({}{more})", c.provisions, told.join(", "))
}

/// A title behind what it is the title of.
pub(super) fn titled(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(" “{title}”")
    }
}

/// What a clause is to the verdict.
pub(super) fn role(e: &Evidence) -> String {
    let words = match e.role {
        Role::Crosses => "crosses the line",
        Role::Contributes => "contributes to crossing it",
        Role::Fails => return falling_short(e),
        Role::Lacks => "lacks what is asked",
        Role::Near => "comes nearest",
        Role::Meets => "meets what is asked",
        Role::Times => "says when",
        Role::Excuses => "excuses it",
        Role::Decides => "is what the verdict turns on",
    };
    format!("{words}{}", lacking(e))
}

/// The same, and by what effects.
pub(super) fn role_by_effects(e: &Evidence) -> String {
    let via = match &e.via[..] {
        all if all.is_empty() || e.role == Role::Fails => String::new(),
        all => format!(": {}", all.join("; ")),
    };
    format!("{}{via}", role(e))
}

/// What a near clause does not meet, in words.
pub(super) fn lacking(e: &Evidence) -> String {
    let part = |m: &Missing| m.asked.is_none() && m.what.starts_with("clause");
    match &e.missing[..] {
        _ if e.role != Role::Near => String::new(),
        [] => String::new(),
        [m] if m.what == Missing::PART => ": it covers a part of what is asked".to_owned(),
        [m] if part(m) => format!(", but {}", m.what),
        _ => format!(", all but {}", e.note().unwrap_or_default()),
    }
}

/// What a clause meets, and in what it falls short.
fn falling_short(e: &Evidence) -> String {
    match e.note() {
        Some(parts) => format!("meets what is asked but for {parts}"),
        None => "meets what is asked but for its amount or time".to_owned(),
    }
}

/// What is asked and what is found, side by side.
pub(super) fn against(m: &Missing, sources: &SourceSet) -> String {
    let words = |s: Span| {
        let text = sources
            .slice(s)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let short: String = text.chars().take(80).collect();
        if short.len() < text.len() {
            format!("`{short}…`")
        } else {
            format!("`{short}`")
        }
    };
    let nothing = if m.what == Missing::ORDER {
        "which the text does not say or has otherwise"
    } else {
        "nothing is said of it"
    };
    let found = m
        .found
        .map_or_else(|| nothing.to_owned(), |s| format!("found {}", words(s)));
    m.asked.map_or_else(String::new, |s| {
        format!("{}: asked {}, {found}", m.what, words(s))
    })
}

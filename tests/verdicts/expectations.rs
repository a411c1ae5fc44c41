//! The `expect` blocks of the examples. A difference that stands is listed here with its reason; everything else must hold.

use crate::inside::texts::project;
use armistice::verdict::expectations;

/// Expectations that the tool does not meet, and why.
const STANDING: &[(&str, &str)] = &[(
    "not-a-party in minsk2",
    "clause 10.a says `someone`: by the matching table a named actor against an unnamed one is open, not respected",
)];

#[test]
fn expectations_of_the_examples_hold() {
    let mut wrong = Vec::new();
    let mut standing = Vec::new();
    let mut held = 0;
    for conflict in ["ukraine-2025", "minsk", "korea-1953", "lebanon-2024"] {
        let project = project(&format!("examples/{conflict}"));
        for world in &project.worlds {
            let outcomes = expectations(world);
            held += outcomes.iter().filter(|o| o.failure.is_none()).count();
            for f in outcomes.into_iter().filter_map(|o| o.failure) {
                match STANDING
                    .iter()
                    .find(|(what, _)| f.message.starts_with(what))
                {
                    Some((what, _)) => standing.push(*what),
                    None => wrong.push(format!("{conflict}: {}", f.message)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let listed: Vec<&str> = STANDING.iter().map(|(what, _)| *what).collect();
    for what in &listed {
        assert!(
            standing.contains(what),
            "`{what}` holds now: take it off the list"
        );
    }
    assert!(held >= 209, "only {held} expectations were evaluated");
}

#[test]
fn the_examples_have_no_source_errors() {
    let project = project("examples");
    let errors: Vec<String> = project
        .diagnostics
        .iter()
        .filter(|d| d.severity == armistice::diagnostic::Severity::Error)
        .map(|d| {
            format!(
                "{}: {}: {}",
                project.sources.get(d.at.span.source).path,
                d.code.slug(),
                d.message
            )
        })
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert_eq!(
        project.worlds.len(),
        4,
        "each conflict is a world of its own"
    );
}

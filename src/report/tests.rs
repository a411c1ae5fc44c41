//! What became of the expectations of `test` blocks: for people, for editors and as JUnit.

#[cfg(feature = "human")]
use super::human::{Look, excerpt_of, handler};
#[cfg(feature = "junit")]
use super::junit::{Case, Status, Suite, written};
use super::safe;
use crate::project::Project;
use crate::source::{SourceSet, Span};
use crate::verdict::{Outcome, expectations};
use std::fmt::Write as _;

/// Every expectation of a project, in document order.
pub(crate) fn outcomes(project: &Project) -> Vec<Outcome> {
    let mut out: Vec<Outcome> = project.worlds.iter().flat_map(expectations).collect();
    out.sort_by_key(|o| o.at);
    out
}

/// The words of an expectation, on one line.
#[cfg(any(feature = "json", feature = "junit"))]
pub(super) fn words(o: &Outcome, sources: &SourceSet) -> String {
    let text = sources
        .slice(o.at)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    safe(text.trim_end_matches(';')).into_owned()
}

pub(super) fn place(s: Span, sources: &SourceSet) -> String {
    let p = sources.position(s.source, s.start);
    format!(
        "{}:{}:{}",
        safe(&sources.get(s.source).path),
        p.line,
        p.column
    )
}

fn summary(outcomes: &[Outcome]) -> String {
    let failed = outcomes.iter().filter(|o| o.failure.is_some()).count();
    let mut titles: Vec<&str> = outcomes.iter().map(|o| o.test.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    let s = |n: usize| if n == 1 { "" } else { "s" };
    format!(
        "{} expectation{} in {} test{}: {} hold, {failed} do not\n",
        outcomes.len(),
        s(outcomes.len()),
        titles.len(),
        s(titles.len()),
        outcomes.len() - failed
    )
}

/// Failures with what was expected and what the verdict that was found rests on; then the count.
#[cfg(feature = "human")]
pub(crate) fn human(outcomes: &[Outcome], sources: &SourceSet, look: Look) -> String {
    const MOST: usize = 4;
    let mut out = String::new();
    let handler = handler(look);
    for o in outcomes {
        let Some(f) = &o.failure else { continue };
        let parts: Vec<(String, Span)> = f.found.iter().take(MOST).cloned().collect();
        out.push_str(&excerpt_of(
            &handler,
            sources,
            &format!("{}: {}", o.test, f.message),
            (o.at, "expected here"),
            &parts,
        ));
    }
    out.push_str(&summary(outcomes));
    out
}

/// One line a failure, then the count.
pub(crate) fn concise(outcomes: &[Outcome], sources: &SourceSet) -> String {
    let mut out = String::new();
    for o in outcomes {
        if let Some(f) = &o.failure {
            let _ = writeln!(
                out,
                "{}: failed: {}: {}",
                place(o.at, sources),
                safe(&o.test),
                safe(&f.message)
            );
        }
    }
    out.push_str(&summary(outcomes));
    out
}

/// JUnit: a suite for each test, a case for each expectation.
#[cfg(feature = "junit")]
pub(crate) fn junit(outcomes: &[Outcome], sources: &SourceSet) -> String {
    let mut suites: Vec<((&str, &str), Vec<Case>)> = Vec::new();
    for o in outcomes {
        let path = sources.get(o.at.source).path.as_str();
        let name = words(o, sources);
        let case = match &o.failure {
            None => Case::new(path, &name, Status::Passed, ("", "", "")),
            Some(f) => {
                let found: Vec<String> = f
                    .found
                    .iter()
                    .map(|(what, at)| format!("{what} at {}", place(*at, sources)))
                    .collect();
                Case::new(
                    path,
                    &name,
                    Status::Failed,
                    (&f.message, "expectation", &found.join("\n")),
                )
            }
        };
        let key = (path, o.test.as_str());
        match suites.iter_mut().find(|(k, _)| *k == key) {
            Some((_, cases)) => cases.push(case),
            None => suites.push((key, vec![case])),
        }
    }
    written(
        suites
            .into_iter()
            .map(|((_, test), cases)| Suite::new(test, None, cases, &[]))
            .collect(),
    )
}

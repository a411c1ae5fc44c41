//! GitLab's code quality report: a list of what is to be looked at, each with a fingerprint of its own. What is respected or waived is not listed.

use super::fingerprint::Fingerprints;
use super::json::written;
use super::ranked::{Told, Weight, first_clause, place, ranked, sentence, sort};
use super::safe;
use crate::project::Report;
use crate::source::{SourceSet, Span};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// The list, worst first.
pub(crate) fn gitlab(report: &Report, sources: &SourceSet) -> String {
    let prints = Fingerprints::new(sources);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    // GitLab hides all but one of those that share a fingerprint.
    let mut own = |print: String| {
        let n = seen.entry(print.clone()).or_default();
        *n += 1;
        if *n == 1 {
            print
        } else {
            format!("{print}-{n}")
        }
    };
    let place_of = |at: Span| Location {
        path: &sources.get(at.source).path,
        lines: Lines {
            begin: sources.position(at.source, at.start).line,
        },
    };
    let mut out: Vec<Issue> = Vec::new();
    for told in ranked(report) {
        let Some(severity) = severity(told.weight()) else {
            continue;
        };
        out.push(match told {
            Told::Diagnostic(d) => {
                let help = d
                    .help
                    .as_ref()
                    .map_or_else(String::new, |h| format!(" ({h})"));
                Issue {
                    description: safe(&format!("{}{help}", d.message)).into_owned(),
                    check_name: d.code.slug(),
                    fingerprint: own(prints.diagnostic(d)),
                    severity,
                    location: place_of(d.at.span),
                }
            }
            Told::Finding(f) => Issue {
                description: safe(&sentence(f)).into_owned(),
                check_name: sort(f),
                fingerprint: own(prints.finding(f, first_clause(f))),
                severity,
                location: place_of(place(f, report, sources)),
            },
        });
    }
    written(&out)
}

/// GitLab's word for how bad it is.
fn severity(weight: Weight) -> Option<&'static str> {
    match weight {
        Weight::Broken => Some("blocker"),
        Weight::Crossed => Some("critical"),
        Weight::Open => Some("major"),
        Weight::Warning => Some("minor"),
        Weight::Note | Weight::Missed => Some("info"),
        Weight::Waived | Weight::Known | Weight::Respected => None,
    }
}

//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request, worst first, then the counts in plain words.

use super::ranked::{self, Told, Weight, counts, place, ranked, sentence};
use super::safe;
use crate::project::Report;
use crate::source::{SourceSet, Span};
use crate::verdict::Verdict;
use std::fmt::Write as _;

/// GitHub shows so many annotations of one kind of one step, and drops the others in silence.
const MOST: usize = 10;

/// The three kinds, with how many of each were met.
const KINDS: [&str; 3] = ["error", "warning", "notice"];

/// Annotations, then how many found no room, then the counts.
pub(crate) fn github(report: &Report, sources: &SourceSet) -> String {
    let mut out = String::new();
    let mut met = [0usize; KINDS.len()];
    for told in ranked(report) {
        let Some(kind) = kind(told.weight()) else {
            continue;
        };
        met[kind] += 1;
        if met[kind] > MOST {
            continue;
        }
        let (at, title, message) = match told {
            Told::Diagnostic(d) => {
                let help = d
                    .help
                    .as_ref()
                    .map_or_else(String::new, |h| format!("\n{h}"));
                (
                    d.at.span,
                    format!("{}[{}]", d.severity.word(), d.code.slug()),
                    format!("{}{help}", d.message),
                )
            }
            Told::Finding(f) => {
                let words = format!(
                    "{}\nThe line: {}",
                    sentence(f),
                    ranked::shown(f.at, sources)
                );
                (
                    place(f, report, sources),
                    format!("{} {} {}", f.party, f.line, f.verdict.word()),
                    words,
                )
            }
        };
        out += &command(KINDS[kind], at, &title, &message, sources);
    }
    let left: Vec<String> = KINDS
        .iter()
        .zip(met)
        .filter(|(_, n)| *n > MOST)
        .map(|(k, n)| format!("{} of {n} {k}s", n - MOST))
        .collect();
    if !left.is_empty() {
        let _ = writeln!(
            out,
            "Not annotated, since GitHub shows {MOST} of a kind: {}. `--format concise` lists all.",
            left.join(", ")
        );
    }
    // Ids, names and labels are words of the language: none of them holds a sign that opens a command.
    let waived: Vec<String> = report
        .findings
        .iter()
        .filter(|f| f.verdict == Verdict::Waived)
        .map(|f| format!("{}.{} in {}", f.party, f.line, f.draft))
        .collect();
    let waived = if waived.is_empty() {
        String::new()
    } else {
        format!("; waived by its party: {}", waived.join(", "))
    };
    let silenced: String = super::counted(report)
        .iter()
        .map(|l| format!("; {l}"))
        .collect();
    let _ = writeln!(
        out,
        "armistice: {}{}{silenced}",
        counts(report),
        safe(&waived)
    );
    out
}

/// Which of [`KINDS`]; what is in order, or waived, is not annotated.
fn kind(weight: Weight) -> Option<usize> {
    match weight {
        Weight::Broken | Weight::Crossed => Some(0),
        Weight::Open | Weight::Warning => Some(1),
        Weight::Note | Weight::Missed => Some(2),
        Weight::Waived | Weight::Known | Weight::Respected => None,
    }
}

/// One command. Columns go with places on one line only.
fn command(kind: &str, at: Span, title: &str, message: &str, sources: &SourceSet) -> String {
    let (start, end) = (
        sources.position(at.source, at.start),
        sources.position(at.source, at.end),
    );
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let message: Vec<String> = message.lines().map(|l| safe(l).into_owned()).collect();
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&sources.get(at.source).path),
        start.line,
        end.line,
        property(&safe(title)),
        data(&message.join("\n"))
    )
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property: a colon or comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

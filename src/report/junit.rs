//! JUnit XML, as both common schemas have it (that of Ant, and that of Jenkins): the elements, and the verdicts of `check` as test cases.
//!
//! The crate for this format writes attributes that either schema refuses, so the elements stand here. Nothing in it comes from a clock: a suite bears the day
//! on which its lines are read, or none is known the first day of 1970.

use super::ranked::{home, sentence, shown};
use super::safe;
use crate::diagnostic::{Code, Severity};
use crate::project::{DraftReport, Report};
use crate::source::{SourceSet, Span};
use crate::verdict::{Finding, Verdict};
use crate::vocabulary::DayRange;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename = "testsuites")]
struct Suites {
    testsuite: Vec<Suite>,
}

/// Cases that belong together.
#[derive(Serialize)]
pub(super) struct Suite {
    #[serde(rename = "@name")]
    name: String,
    #[serde(rename = "@tests")]
    tests: usize,
    #[serde(rename = "@failures")]
    failures: usize,
    #[serde(rename = "@errors")]
    errors: usize,
    #[serde(rename = "@skipped")]
    skipped: usize,
    #[serde(rename = "@id")]
    id: usize,
    #[serde(rename = "@package")]
    package: &'static str,
    #[serde(rename = "@timestamp")]
    timestamp: String,
    #[serde(rename = "@hostname")]
    hostname: &'static str,
    #[serde(rename = "@time")]
    time: &'static str,
    properties: Empty,
    testcase: Vec<Case>,
    #[serde(rename = "system-out")]
    out: String,
    #[serde(rename = "system-err")]
    err: String,
}

#[derive(Serialize)]
struct Empty {}

/// One thing that holds, does not, or was not looked at.
#[derive(Serialize)]
pub(super) struct Case {
    #[serde(rename = "@name")]
    name: String,
    #[serde(rename = "@classname")]
    class: String,
    #[serde(rename = "@time")]
    time: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<Why>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Why>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<Why>,
}

#[derive(Serialize)]
struct Why {
    #[serde(rename = "@message")]
    message: String,
    #[serde(rename = "@type")]
    sort: String,
    #[serde(rename = "$text")]
    text: String,
}

/// What became of a case.
#[derive(Clone, Copy)]
pub(super) enum Status {
    Passed,
    Skipped,
    Failed,
    /// It could not be looked at.
    Error,
}

impl Case {
    /// A case; `why` is its message, its type and what is told at length.
    pub(super) fn new(
        class: &str,
        name: &str,
        status: Status,
        (message, sort, text): (&str, &str, &str),
    ) -> Case {
        let why = || {
            Some(Why {
                message: on_a_line(message),
                sort: on_a_line(sort),
                text: text.lines().map(on_a_line).collect::<Vec<_>>().join("\n"),
            })
        };
        let mut case = Case {
            name: on_a_line(name),
            class: on_a_line(class),
            time: "0",
            skipped: None,
            error: None,
            failure: None,
        };
        match status {
            Status::Passed => {}
            Status::Skipped => case.skipped = why(),
            Status::Failed => case.failure = why(),
            Status::Error => case.error = why(),
        }
        case
    }
}

impl Suite {
    /// A suite. `out`: what is told beside its cases.
    pub(super) fn new(
        name: &str,
        day: Option<DayRange>,
        cases: Vec<Case>,
        out: &[String],
    ) -> Suite {
        let (y, m, d) = day.map_or((1970, 1, 1), |d| d.first.civil());
        let name = on_a_line(name);
        Suite {
            // A suite without a name is refused.
            name: if name.trim().is_empty() {
                "unnamed".to_owned()
            } else {
                name
            },
            tests: cases.len(),
            failures: cases.iter().filter(|c| c.failure.is_some()).count(),
            errors: cases.iter().filter(|c| c.error.is_some()).count(),
            skipped: cases.iter().filter(|c| c.skipped.is_some()).count(),
            id: 0,
            package: "armistice",
            timestamp: format!("{y:04}-{m:02}-{d:02}T00:00:00"),
            hostname: "localhost",
            time: "0",
            properties: Empty {},
            testcase: cases,
            out: out
                .iter()
                .map(|l| on_a_line(l))
                .collect::<Vec<_>>()
                .join("\n"),
            err: String::new(),
        }
    }
}

/// Suites as a file.
pub(super) fn written(mut suites: Vec<Suite>) -> String {
    suites.iter_mut().enumerate().for_each(|(n, s)| s.id = n);
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let mut writer = quick_xml::se::Serializer::new(&mut out);
    writer.indent(' ', 2);
    // Strings and numbers always serialise.
    let _ = Suites { testsuite: suites }.serialize(writer);
    out.push('\n');
    out
}

/// A text on one line, without what XML has no way to write.
fn on_a_line(text: &str) -> String {
    safe(text)
        .chars()
        .map(|c| {
            if matches!(c, '\u{FFFE}' | '\u{FFFF}') {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

/// From where on a case fails, as the run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fails {
    /// A crossed red line.
    pub crossed: bool,
    /// An open red line.
    pub open: bool,
    /// A warning.
    pub warning: bool,
}

/// A suite for each draft with a case for each line, and one for diagnostics. What is a failure here fails the run, and the other way round.
pub(crate) fn junit(report: &Report, sources: &SourceSet, fails: Fails) -> String {
    // Two worlds may have drafts of one id.
    let homes: Vec<(Span, &Finding)> = report
        .findings
        .iter()
        .map(|f| (home(f, report, sources), f))
        .collect();
    let of = |d: &DraftReport| {
        homes
            .iter()
            .filter(|(at, _)| *at == d.at)
            .map(|(_, f)| *f)
            .collect::<Vec<_>>()
    };
    let mut suites: Vec<Suite> = report
        .drafts
        .iter()
        .map(|d| draft(d, &of(d), sources, fails))
        .collect();
    let mut cases: Vec<Case> = Vec::new();
    for d in &report.diagnostics {
        let status = match d.severity {
            Severity::Error if d.code == Code::LimitReached => Status::Error,
            Severity::Error => Status::Failed,
            Severity::Warning if fails.warning && !d.known => Status::Failed,
            _ => Status::Skipped,
        };
        let place = shown(d.at.span, sources);
        let text = d
            .help
            .as_ref()
            .map_or_else(|| place.clone(), |h| format!("{place}\n{h}"));
        cases.push(Case::new(
            &sources.get(d.at.span.source).path,
            &format!("{} at {place}", d.code.slug()),
            status,
            (&d.message, d.code.slug(), &text),
        ));
    }
    for (party, line, title) in &report.unjudged {
        cases.push(Case::new(
            party,
            &format!("{line} “{title}”"),
            Status::Error,
            (
                "not judged: the line or its file has source errors",
                "not-judged",
                "",
            ),
        ));
    }
    suites.push(Suite::new("texts", None, cases, &super::counted(report)));
    written(suites)
}

fn draft(d: &DraftReport, findings: &[&Finding], sources: &SourceSet, fails: Fails) -> Suite {
    let mut told = vec![format!(
        "{}: {}",
        d.title,
        super::words::coverage(&d.coverage, "")
    )];
    let mut cases = Vec::new();
    if d.broken {
        cases.push(Case::new(
            &d.id,
            "the draft is judged",
            Status::Error,
            (
                "not judged: it has source errors",
                "not-judged",
                &shown(d.at, sources),
            ),
        ));
    }
    for f in findings {
        let status = match f.verdict {
            Verdict::Respected => Status::Passed,
            _ if f.known => Status::Skipped,
            Verdict::Waived => Status::Skipped,
            // A goal never fails.
            _ if f.goal => Status::Skipped,
            Verdict::Crossed => {
                if fails.crossed {
                    Status::Failed
                } else {
                    Status::Skipped
                }
            }
            Verdict::Open => {
                if fails.open {
                    Status::Failed
                } else {
                    Status::Skipped
                }
            }
        };
        let sort = f.cause.map_or_else(
            || f.verdict.word().to_owned(),
            |c| format!("{}-by-{}", f.verdict.word(), c.word()),
        );
        let text = at_length(f, sources);
        let what = if f.goal { " (goal)" } else { "" };
        cases.push(Case::new(
            &format!("{}.{}", f.draft, f.party),
            &format!("{} “{}”{what}", f.line, f.title),
            status,
            (&f.message, &sort, &text),
        ));
        if matches!(f.verdict, Verdict::Waived) {
            told.push(sentence(f));
        }
    }
    Suite::new(&d.id, d.as_of, cases, &told)
}

/// What a verdict rests on, a line each.
fn at_length(f: &Finding, sources: &SourceSet) -> String {
    let mut lines: Vec<String> = f
        .evidence
        .iter()
        .map(|e| {
            format!(
                "{}: clause {} {}",
                shown(e.at, sources),
                e.clause,
                super::words::role_by_effects(e)
            )
        })
        .collect();
    lines.push(format!("{}: the line", shown(f.at, sources)));
    let asked = super::question::questions(f, sources);
    lines.extend(
        asked
            .iter()
            .map(|q| format!("{}: open: {}", shown(q.place(), sources), q.told())),
    );
    lines.extend(f.notes.iter().cloned());
    lines.join("\n")
}

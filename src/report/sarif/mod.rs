//! SARIF 2.1.0, for code scanning and viewers of findings. docs/pipelines.md says what a verdict becomes.

mod flow;
mod log;
mod result;
mod rules;

use super::fingerprint::Fingerprints;
use super::json::on_one_line;
use super::ranked::{Weight, ranked};
use super::{line_hash, uri};
use crate::project::Report;
use crate::source::{SourceId, SourceSet, Span};
use log::{
    ArtifactLocation, AutomationDetails, Configuration, Driver, Help, Invocation, Location, Log,
    Message, Notification, PhysicalLocation, Reference, Region, Rule, Run, Tags, Text, Tool,
};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Every verdict and every diagnostic.
    All,
    /// Only what somebody has to look at: for readers that take every result for an alert, whatever its kind, and do not know suppressions. An open line is a
    /// warning for them.
    Alerts,
}

/// GitHub takes so many results of a run.
const MOST: usize = 25_000;

/// The log, worst results first.
pub(crate) fn sarif(report: &Report, sources: &SourceSet, content: Content) -> String {
    let mut told = ranked(report);
    if content == Content::Alerts {
        told.retain(|t| t.weight() <= Weight::Note);
    }
    let left_out = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    let places = Places::new(sources);
    let prints = Fingerprints::new(sources);
    let results = told
        .into_iter()
        .map(|t| result::of(t, report, &places, &prints, content))
        .collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "armistice",
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: Some(env!("CARGO_PKG_REPOSITORY")).filter(|u| !u.is_empty()),
                rules: rules::rules(),
                notifications: vec![left_out_rule()],
            },
        },
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: notifications(left_out),
        }],
        automation_details: AutomationDetails { id: "armistice/" },
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n", "\r"],
        results,
    };
    // Places are told at length: laid out for reading, a log is three times as large.
    on_one_line(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    })
}

const LEFT_OUT: &str = "results-left-out";

fn left_out_rule() -> Rule {
    let text =
        format!("A log holds at most {MOST} results, the worst first; the others are left out.");
    Rule {
        id: LEFT_OUT,
        name: "ResultsLeftOut".to_owned(),
        short_description: Text {
            text: "Results were left out.".to_owned(),
        },
        full_description: Text { text: text.clone() },
        help: Help {
            text: text.clone(),
            markdown: text,
        },
        default_configuration: Configuration { level: "warning" },
        properties: Tags {
            tags: vec!["limit"],
        },
    }
}

fn notifications(left_out: usize) -> Vec<Notification> {
    if left_out == 0 {
        return Vec::new();
    }
    let text = format!(
        "{left_out} results were left out, those that matter least: a log holds at most {MOST}. `armistice check --format jsonl` has them all."
    );
    vec![Notification {
        descriptor: Reference { id: LEFT_OUT },
        level: "warning",
        message: Text { text },
    }]
}

/// Places in texts, as SARIF has them; what is worked out for a text is kept.
struct Places<'s> {
    sources: &'s SourceSet,
    uris: RefCell<BTreeMap<SourceId, String>>,
    hashes: RefCell<BTreeMap<SourceId, Vec<String>>>,
}

impl<'s> Places<'s> {
    fn new(sources: &'s SourceSet) -> Self {
        Self {
            sources,
            uris: RefCell::default(),
            hashes: RefCell::default(),
        }
    }

    fn artifact(&self, source: SourceId) -> ArtifactLocation {
        let mut uris = self.uris.borrow_mut();
        ArtifactLocation {
            uri: uris
                .entry(source)
                .or_insert_with(|| uri::uri(&self.sources.get(source).path))
                .clone(),
        }
    }

    fn region(&self, at: Span) -> Region {
        let (start, end) = (
            self.sources.position(at.source, at.start),
            self.sources.position(at.source, at.end),
        );
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    fn location(&self, at: Span, id: Option<usize>, message: &str) -> Location {
        let physical_location = PhysicalLocation {
            artifact_location: self.artifact(at.source),
            region: self.region(at),
        };
        Location {
            id,
            physical_location,
            message: (!message.is_empty()).then(|| Message {
                text: plain(&closed(message)),
            }),
        }
    }

    /// GitHub's hash of the line a place begins on.
    fn line_hash(&self, at: Span) -> String {
        let mut hashes = self.hashes.borrow_mut();
        let here = hashes
            .entry(at.source)
            .or_insert_with(|| line_hash::hashes(&self.sources.get(at.source).text));
        let line = self.sources.position(at.source, at.start).line as usize;
        here.get(line.saturating_sub(1))
            .cloned()
            .unwrap_or_default()
    }
}

/// A text in which no bracket is taken for a link, and no character steers a terminal.
fn plain(text: &str) -> String {
    super::safe(text)
        .replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]")
}

/// A text that ends as a sentence does, with a capital.
fn closed(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    let stop = if text.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", letters.as_str())
}

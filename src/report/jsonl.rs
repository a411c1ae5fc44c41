//! JSON lines: the objects of JSON contract version 1, one a line, so that a reader can begin before the end. Each says its `type` and the `version`.

use super::json::{self, VERSION, on_one_line};
use crate::project::Report;
use crate::source::SourceSet;
use serde::Serialize;

#[derive(Serialize)]
struct Record<T: Serialize> {
    #[serde(rename = "type")]
    sort: &'static str,
    version: u32,
    #[serde(flatten)]
    object: T,
}

/// Drafts, verdicts, diagnostics, and last the summary.
pub(crate) fn jsonl(report: &Report, sources: &SourceSet) -> String {
    let mut out = String::new();
    for d in &report.drafts {
        out += &line("draft", json::draft(d, sources));
    }
    for f in &report.findings {
        out += &line("verdict", json::verdict(f, sources));
    }
    for d in &report.diagnostics {
        out += &line("diagnostic", json::diagnostic(d, sources));
    }
    out + &line("summary", json::summary(report))
}

fn line(sort: &'static str, object: impl Serialize) -> String {
    on_one_line(&Record {
        sort,
        version: VERSION,
        object,
    })
}

//! JSON, contract version 1: fields may be added, never changed.

use crate::project::Report;
use crate::source::{SourceSet, Span};
use crate::verdict::Verdict;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'r> {
    version: u32,
    drafts: Vec<Draft<'r>>,
    verdicts: Vec<Line<'r>>,
    diagnostics: Vec<Finding<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Draft<'r> {
    id: &'r str,
    title: &'r str,
    path: &'r str,
    provisions: usize,
    live: usize,
    named_only: usize,
    prose_only: usize,
    judged: bool,
    as_of: Option<String>,
}

#[derive(Serialize)]
struct Line<'r> {
    draft: &'r str,
    party: &'r str,
    red_line: &'r str,
    sort: &'static str,
    title: &'r str,
    stance: Option<&'r str>,
    verdict: &'static str,
    cause: Option<&'static str>,
    message: &'r str,
    at: Place<'r>,
    evidence: Vec<Clause<'r>>,
    open_on: Vec<Open<'r>>,
    witness: Option<Sides<'r>>,
    differs_under: Vec<Reading<'r>>,
    notes: &'r [String],
}

#[derive(Serialize)]
struct Clause<'r> {
    clause: &'r str,
    title: &'r str,
    at: Place<'r>,
    role: &'static str,
    via: &'r [String],
    note: Option<String>,
}

#[derive(Serialize)]
struct Open<'r> {
    kind: &'static str,
    name: &'r str,
    owner: &'r str,
    at: Place<'r>,
    values: Vec<Value<'r>>,
}

#[derive(Serialize)]
struct Sides<'r> {
    crossed: Vec<Answer<'r>>,
    respected: Vec<Answer<'r>>,
}

#[derive(Serialize)]
struct Answer<'r> {
    name: &'r str,
    value: &'r str,
    at: Place<'r>,
}

#[derive(Serialize)]
struct Reading<'r> {
    term: &'r str,
    reading: &'r str,
    by: &'r [String],
    verdict: &'static str,
}

#[derive(Serialize)]
struct Value<'r> {
    value: &'r str,
    verdict: &'static str,
}

#[derive(Serialize)]
struct Finding<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    help: Option<&'r str>,
    at: Place<'r>,
    related: Vec<Related<'r>>,
    edits: Vec<Edit<'r>>,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'r str,
    at: Place<'r>,
}

#[derive(Serialize)]
struct Edit<'r> {
    at: Place<'r>,
    text: &'r str,
}

#[derive(Serialize)]
struct Place<'r> {
    path: &'r str,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Summary {
    crossed: usize,
    open: usize,
    respected: usize,
    waived: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// The report as JSON, with a line end.
pub fn json(report: &Report, sources: &SourceSet) -> String {
    let place = |s: Span| {
        let point = |at: u32| {
            let p = sources.position(s.source, at);
            Point { line: p.line, column: p.column, offset: p.offset }
        };
        Place { path: &sources.get(s.source).path, start: point(s.start), end: point(s.end) }
    };
    let count = |v: Verdict| report.findings.iter().filter(|f| f.verdict == v && !f.goal).count();
    let severity = |s| report.diagnostics.iter().filter(|d| d.severity == s).count();
    let value = Json {
        version: 1,
        drafts: report
            .drafts
            .iter()
            .map(|d| Draft {
                id: &d.id,
                title: &d.title,
                path: &sources.get(d.at.source).path,
                provisions: d.coverage.provisions,
                live: d.coverage.live,
                named_only: d.coverage.named_only,
                prose_only: d.coverage.prose_only,
                judged: !d.broken,
                as_of: d.as_of.map(|r| r.to_string()),
            })
            .collect(),
        verdicts: report
            .findings
            .iter()
            .map(|f| Line {
                draft: &f.draft,
                party: &f.party,
                red_line: &f.line,
                sort: if f.goal { "goal" } else { "red-line" },
                title: &f.title,
                stance: f.stance.as_deref(),
                verdict: f.verdict.word(),
                cause: f.cause.map(|c| c.word()),
                message: &f.message,
                at: place(f.at),
                evidence: f.evidence.iter().map(|e| Clause { clause: &e.clause, title: &e.title, at: place(e.at), role: e.role.word(), via: &e.via, note: e.note() }).collect(),
                open_on: f
                    .open_on
                    .iter()
                    .map(|o| Open { kind: o.kind.word(), name: &o.name, owner: &o.owner, at: place(o.at), values: o.values.iter().map(|(v, w)| Value { value: v, verdict: w.word() }).collect() })
                    .collect(),
                witness: f.witness.as_ref().map(|w| Sides {
                    crossed: w.crossed.iter().map(|a| Answer { name: &a.name, value: &a.value, at: place(a.at) }).collect(),
                    respected: w.respected.iter().map(|a| Answer { name: &a.name, value: &a.value, at: place(a.at) }).collect(),
                }),
                differs_under: f.differs_under.iter().map(|o| Reading { term: &o.term, reading: &o.reading, by: &o.by, verdict: o.verdict.word() }).collect(),
                notes: &f.notes,
            })
            .collect(),
        diagnostics: report
            .diagnostics
            .iter()
            .map(|d| Finding {
                code: d.code.slug(),
                severity: d.severity.word(),
                message: &d.message,
                help: d.help.as_deref(),
                at: place(d.at.span),
                related: d.related.iter().map(|r| Related { message: &r.message, at: place(r.span) }).collect(),
                edits: d.edits.iter().map(|e| Edit { at: place(e.span), text: &e.text }).collect(),
            })
            .collect(),
        summary: Summary {
            crossed: count(Verdict::Crossed),
            open: count(Verdict::Open),
            respected: count(Verdict::Respected),
            waived: count(Verdict::Waived),
            errors: severity(crate::diagnostic::Severity::Error),
            warnings: severity(crate::diagnostic::Severity::Warning),
            notes: severity(crate::diagnostic::Severity::Note),
        },
    };
    // Plain strings and numbers always serialise.
    written(&value)
}

/// A value as JSON, on lines of its own.
pub(super) fn written(value: &impl Serialize) -> String {
    let mut out = plain(&serde_json::to_string_pretty(value).unwrap_or_default());
    out.push('\n');
    out
}

/// Characters that steer a terminal or reorder a line, as escapes: outside strings JSON has none.
fn plain(json: &str) -> String {
    let steers = |c: char| c != '\n' && super::safe::visible(c).is_some();
    if !json.chars().any(steers) {
        return json.to_owned();
    }
    json.chars().map(|c| if steers(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() }).collect()
}

//! JSON, contract version 1: fields may be added, never changed.

mod compare;
mod diff;
mod packages;
mod tests;
mod timeline;
#[cfg(feature = "human")]
mod vocabulary;

pub(crate) use compare::{common, compare};
pub(crate) use diff::diff;
pub(crate) use packages::packages;
pub(crate) use tests::tests;
pub(crate) use timeline::{no_timeline, timeline};
#[cfg(feature = "human")]
pub(crate) use vocabulary::vocabulary;

use super::answer::answer;
use super::question::questions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::project::{DraftReport, Report};
use crate::source::{SourceSet, Span};
use crate::verdict::Verdict;
use compact_str::CompactString;
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
struct Why<'r> {
    version: u32,
    verdict: Line<'r>,
    remedy: Option<Remedy<'r>>,
}

/// What would meet the line.
#[derive(Serialize)]
struct Remedy<'r> {
    written: Vec<Written<'r>>,
    changes: Vec<Changed<'r>>,
}

/// What is written: in a clause that is there, or in a new one.
#[derive(Serialize)]
struct Written<'r> {
    clause: Option<&'r str>,
    text: &'r str,
    instead: Option<&'r str>,
}

/// A line that is judged otherwise with it.
#[derive(Serialize)]
struct Changed<'r> {
    draft: &'r str,
    party: &'r str,
    red_line: &'r str,
    before: &'static str,
    after: &'static str,
}

#[derive(Serialize)]
pub(super) struct Draft<'r> {
    id: &'r str,
    title: &'r str,
    path: &'r str,
    provisions: usize,
    live: usize,
    named_only: usize,
    prose_only: usize,
    /// The clauses that nothing asks about, and those of prose alone.
    unasked: Vec<&'r str>,
    prose: Vec<&'r str>,
    judged: bool,
    as_of: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Line<'r> {
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
    answer: String,
    open_on: Vec<Open<'r>>,
    questions: Vec<Question<'r>>,
    witness: Option<Sides<'r>>,
    differs_under: Vec<Reading<'r>>,
    notes: &'r [String],
    waivers: Vec<Waiver<'r>>,
    known: bool,
}

/// A waiver with a part in a verdict.
#[derive(Serialize)]
struct Waiver<'r> {
    by: &'r str,
    given: Option<String>,
    place: &'r str,
    reason: &'r str,
    until: Option<String>,
    clauses: Vec<&'r str>,
    without: &'static str,
    at: Place<'r>,
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
    name: String,
    owner: &'r str,
    clause: Option<&'r str>,
    at: Place<'r>,
    values: Vec<Value<'r>>,
}

/// A question as a person asks it, with all places it is asked at.
#[derive(Serialize)]
struct Question<'r> {
    question: String,
    decides: String,
    settle: String,
    at: Vec<Place<'r>>,
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
pub(super) struct Finding<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    help: Option<&'r str>,
    at: Place<'r>,
    related: Vec<Related<'r>>,
    edits: Vec<Edit<'r>>,
    known: bool,
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
    safe: bool,
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
pub(super) struct Summary {
    crossed: usize,
    open: usize,
    respected: usize,
    waived: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    known: usize,
    off: usize,
}

/// One verdict, as JSON with a line end: the object that stands for it in the report of `check`.
pub(crate) fn why(
    (f, found): (&crate::verdict::Finding, Option<&crate::remedy::Remedy>),
    sources: &SourceSet,
) -> String {
    let value = Why {
        version: VERSION,
        verdict: verdict(f, sources),
        remedy: found.map(|r| Remedy {
            written: r
                .written
                .iter()
                .map(|w| Written {
                    clause: w.clause.as_deref(),
                    text: &w.text,
                    instead: w.instead.as_deref(),
                })
                .collect(),
            changes: r
                .others
                .iter()
                .map(|c| Changed {
                    draft: &c.draft,
                    party: &c.party,
                    red_line: &c.line,
                    before: c.before.word(),
                    after: c.with.word(),
                })
                .collect(),
        }),
    };
    written(&value)
}

/// The report of `check`, as JSON with a line end.
pub(crate) fn json(report: &Report, sources: &SourceSet) -> String {
    let value = Json {
        version: VERSION,
        drafts: report.drafts.iter().map(|d| draft(d, sources)).collect(),
        verdicts: report
            .findings
            .iter()
            .map(|f| verdict(f, sources))
            .collect(),
        diagnostics: report
            .diagnostics
            .iter()
            .map(|d| diagnostic(d, sources))
            .collect(),
        summary: summary(report),
    };
    // Plain strings and numbers always serialise.
    written(&value)
}

/// The version of the contract.
pub(super) const VERSION: u32 = 1;

fn place(s: Span, sources: &SourceSet) -> Place<'_> {
    let point = |at: u32| {
        let p = sources.position(s.source, at);
        Point {
            line: p.line,
            column: p.column,
            offset: p.offset,
        }
    };
    Place {
        path: &sources.get(s.source).path,
        start: point(s.start),
        end: point(s.end),
    }
}

/// A draft, as the contract has it.
pub(super) fn draft<'r>(d: &'r DraftReport, sources: &'r SourceSet) -> Draft<'r> {
    fn labels(of: &[(CompactString, String)]) -> Vec<&str> {
        of.iter().map(|(label, _)| label.as_str()).collect()
    }
    Draft {
        id: &d.id,
        title: &d.title,
        path: &sources.get(d.at.source).path,
        provisions: d.coverage.provisions,
        live: d.coverage.live,
        named_only: d.coverage.unasked.len(),
        prose_only: d.coverage.prose.len(),
        unasked: labels(&d.coverage.unasked),
        prose: labels(&d.coverage.prose),
        judged: !d.broken,
        as_of: d.as_of.map(|r| r.to_string()),
    }
}

/// A verdict, as the contract has it.
pub(super) fn verdict<'r>(f: &'r crate::verdict::Finding, sources: &'r SourceSet) -> Line<'r> {
    let answers = |all: &'r [crate::verdict::Answer]| {
        all.iter()
            .map(|a| Answer {
                name: &a.name,
                value: &a.value,
                at: place(a.at, sources),
            })
            .collect()
    };
    Line {
        draft: &f.draft,
        party: &f.party,
        red_line: &f.line,
        sort: super::ranked::sort(f),
        title: &f.title,
        stance: f.stance.as_deref(),
        verdict: f.verdict.word(),
        cause: f.cause.map(|c| c.word()),
        message: &f.message,
        at: place(f.at, sources),
        evidence: f
            .evidence
            .iter()
            .map(|e| Clause {
                clause: &e.clause,
                title: &e.title,
                at: place(e.at, sources),
                role: e.role.word(),
                via: &e.via,
                note: e.note(),
            })
            .collect(),
        answer: answer(f, sources),
        questions: questions(f, sources)
            .into_iter()
            .map(|q| Question {
                at: q.places().map(|at| place(at, sources)).collect(),
                question: q.words,
                decides: q.decides,
                settle: q.settled,
            })
            .collect(),
        open_on: f
            .open_on
            .iter()
            .map(|o| Open {
                kind: o.question.kind().word(),
                name: o.question.name(),
                owner: o.owner.word(),
                clause: o.clause.as_deref(),
                at: place(o.at, sources),
                values: o
                    .values
                    .iter()
                    .map(|(v, w)| Value {
                        value: v,
                        verdict: w.word(),
                    })
                    .collect(),
            })
            .collect(),
        witness: f.witness.as_ref().map(|w| Sides {
            crossed: answers(&w.crossed),
            respected: answers(&w.respected),
        }),
        differs_under: f
            .differs_under
            .iter()
            .map(|o| Reading {
                term: &o.term,
                reading: &o.reading,
                by: &o.by,
                verdict: o.verdict.word(),
            })
            .collect(),
        notes: &f.notes,
        waivers: f.waivers.iter().map(|w| waiver(w, sources)).collect(),
        known: f.known,
    }
}

fn waiver<'r>(w: &'r crate::verdict::Granted, sources: &'r SourceSet) -> Waiver<'r> {
    Waiver {
        by: &w.by,
        given: w.given.map(|d| d.to_string()),
        place: &w.place,
        reason: &w.reason,
        until: w.until.map(|d| d.to_string()),
        clauses: w.clauses.iter().map(|c| c.as_str()).collect(),
        without: w.from.word(),
        at: place(w.at, sources),
    }
}

/// A diagnostic, as the contract has it.
pub(super) fn diagnostic<'r>(d: &'r Diagnostic, sources: &'r SourceSet) -> Finding<'r> {
    Finding {
        code: d.code.slug(),
        severity: d.severity.word(),
        message: &d.message,
        help: d.help.as_deref(),
        at: place(d.at.span, sources),
        related: d
            .related
            .iter()
            .map(|r| Related {
                message: &r.message,
                at: place(r.span, sources),
            })
            .collect(),
        edits: d
            .edits
            .iter()
            .map(|e| Edit {
                at: place(e.span, sources),
                text: &e.text,
                safe: e.safe,
            })
            .collect(),
        known: d.known,
    }
}

/// The counts.
pub(super) fn summary(report: &Report) -> Summary {
    let count = |v: Verdict| {
        report
            .findings
            .iter()
            .filter(|f| f.verdict == v && !f.goal)
            .count()
    };
    let severity = |s| {
        report
            .diagnostics
            .iter()
            .filter(|d| d.severity == s)
            .count()
    };
    Summary {
        crossed: count(Verdict::Crossed),
        open: count(Verdict::Open),
        respected: count(Verdict::Respected),
        waived: count(Verdict::Waived),
        errors: severity(Severity::Error),
        warnings: severity(Severity::Warning),
        notes: severity(Severity::Note),
        known: report.baseline.map_or(0, |b| b.known),
        off: report.off.values().sum(),
    }
}

/// A value as JSON, on lines of its own.
pub(super) fn written(value: &impl Serialize) -> String {
    let mut out = plain(&serde_json::to_string_pretty(value).unwrap_or_default());
    out.push('\n');
    out
}

/// A value as JSON on one line.
pub(super) fn on_one_line(value: &impl Serialize) -> String {
    let mut out = plain(&serde_json::to_string(value).unwrap_or_default());
    out.push('\n');
    out
}

/// Characters that steer a terminal or reorder a line, as escapes: outside strings JSON has none.
fn plain(json: &str) -> String {
    let steers = |c: char| c != '\n' && super::safe::visible(c).is_some();
    if !json.chars().any(steers) {
        return json.to_owned();
    }
    json.chars()
        .map(|c| {
            if steers(c) {
                format!("\\u{:04x}", c as u32)
            } else {
                c.to_string()
            }
        })
        .collect()
}

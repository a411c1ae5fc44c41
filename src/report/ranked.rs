//! What a pipeline is told, worst first: verdicts and diagnostics in one order, each with its place in the draft. Formats with a limit keep the beginning.

use crate::diagnostic::{Diagnostic, Severity};
use crate::project::Report;
use crate::source::{SourceSet, Span};
use crate::verdict::{Evidence, Finding, Role, Verdict};

/// One thing that is told.
#[derive(Clone, Copy)]
pub(super) enum Told<'r> {
    /// About a text.
    Diagnostic(&'r Diagnostic),
    /// About a line in a draft.
    Finding(&'r Finding),
}

/// How bad it is, whatever the format calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The text cannot be judged.
    Broken,
    /// A red line is crossed.
    Crossed,
    /// A red line is open.
    Open,
    /// A reader should know.
    Warning,
    /// Worth knowing.
    Note,
    /// A goal is not met for certain.
    Missed,
    /// A line its party has waived.
    Waived,
    /// A finding that a baseline knows.
    Known,
    /// A line that is respected.
    Respected,
}

impl Told<'_> {
    /// How bad it is.
    pub(super) fn weight(self) -> Weight {
        match self {
            Told::Diagnostic(d) if d.known => Weight::Known,
            Told::Finding(f) if f.known => Weight::Known,
            Told::Diagnostic(d) => match d.severity {
                Severity::Error => Weight::Broken,
                Severity::Warning => Weight::Warning,
                Severity::Note => Weight::Note,
            },
            Told::Finding(f) => match (f.verdict, f.goal) {
                (Verdict::Waived, _) => Weight::Waived,
                (Verdict::Respected, _) => Weight::Respected,
                (_, true) => Weight::Missed,
                (Verdict::Crossed, _) => Weight::Crossed,
                (Verdict::Open, _) => Weight::Open,
            },
        }
    }
}

/// Everything, worst first; what weighs the same stands in the order of the report.
pub(super) fn ranked(report: &Report) -> Vec<Told<'_>> {
    let mut out: Vec<Told> = report
        .diagnostics
        .iter()
        .map(Told::Diagnostic)
        .chain(report.findings.iter().map(Told::Finding))
        .collect();
    out.sort_by_key(|t| t.weight());
    out
}

/// The clause a verdict rests on first; nothing for what no clause says.
pub(super) fn first_clause(f: &Finding) -> Option<&Evidence> {
    f.evidence.iter().find(|e| e.role != Role::Near)
}

/// Where a verdict is shown: at the first clause it rests on, else at the id of the draft.
pub(super) fn place(f: &Finding, report: &Report, sources: &SourceSet) -> Span {
    first_clause(f).map_or_else(|| home(f, report, sources), |e| e.at)
}

/// The id of the draft in its head. Two worlds may have drafts of one id: the one that lies nearer to the party's file is meant.
pub(super) fn home(f: &Finding, report: &Report, sources: &SourceSet) -> Span {
    let path = |s: Span| sources.get(s.source).path.as_str();
    let alike = |s: Span| {
        path(s)
            .bytes()
            .zip(path(f.head).bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    report
        .drafts
        .iter()
        .filter(|d| d.id == f.draft.as_str())
        .map(|d| d.at)
        .rev()
        .max_by_key(|at| alike(*at))
        .unwrap_or(f.at)
}

/// `path:line:column`, for people.
pub(super) fn shown(at: Span, sources: &SourceSet) -> String {
    let p = sources.position(at.source, at.start);
    format!(
        "{}:{}:{}",
        super::safe(&sources.get(at.source).path),
        p.line,
        p.column
    )
}

/// `Averne's red line A1 “The door stays open”`, or goal.
pub(super) fn named(f: &Finding) -> String {
    format!(
        "{}'s {} {} “{}”",
        f.party,
        sort(f).replace('-', " "),
        f.line,
        f.title
    )
}

/// A verdict in a sentence, without its full stop.
pub(super) fn sentence(f: &Finding) -> String {
    let why = super::evidence::unsaid(f);
    let stop = if why.is_empty() || why.starts_with("by ") {
        ""
    } else {
        ":"
    };
    format!(
        "{} is {} in {}{stop} {why}",
        named(f),
        f.verdict.word(),
        f.draft
    )
    .trim_end()
    .to_owned()
}

/// `red-line` or `goal`: the rule a verdict belongs to, and its sort in JSON.
pub(super) fn sort(f: &Finding) -> &'static str {
    if f.goal { "goal" } else { "red-line" }
}

/// `2 crossed, 0 open, …`: how many red lines have which verdict.
pub(super) fn red_lines(report: &Report) -> String {
    let count = |v: Verdict| {
        let red = report.findings.iter().filter(|f| !f.goal);
        red.filter(|f| f.verdict == v).count()
    };
    format!(
        "{} crossed, {} open, {} respected, {} waived",
        count(Verdict::Crossed),
        count(Verdict::Open),
        count(Verdict::Respected),
        count(Verdict::Waived),
    )
}

/// `0 errors, 1 warning, …`: how many diagnostics.
pub(super) fn remarks(report: &Report) -> String {
    let of = |s: Severity| {
        let all = report.diagnostics.iter();
        all.filter(|d| d.severity == s).count()
    };
    let (errors, warnings, notes) = (
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Note),
    );
    let s = |n: usize| if n == 1 { "" } else { "s" };
    format!(
        "{errors} error{}, {warnings} warning{}, {notes} note{}",
        s(errors),
        s(warnings),
        s(notes),
    )
}

/// Both, as several formats end with them.
pub(super) fn counts(report: &Report) -> String {
    format!("red lines: {}; {}", red_lines(report), remarks(report))
}

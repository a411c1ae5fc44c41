//! The matrix of verdicts: a party's lines by drafts, as every report shows it.

use crate::project::Report;
use crate::verdict::{Cause, Finding, Role, Verdict};

/// The lines of one party.
pub(super) struct Matrix<'r> {
    /// The party, as people call it.
    pub(super) title: &'r str,
    /// Drafts that are judged by one of its lines.
    pub(super) drafts: Vec<&'r str>,
    /// All drafts that are judged.
    pub(super) all: Vec<&'r str>,
    /// A row for each line.
    pub(super) rows: Vec<Row<'r>>,
}

/// A line, with its verdicts.
pub(super) struct Row<'r> {
    /// What is said of the line in the first draft.
    pub(super) line: &'r Finding,
    /// For each draft, if the line is judged there.
    pub(super) cells: Vec<Option<&'r Finding>>,
}

/// The ids of drafts that are judged.
pub(super) fn judged(report: &Report) -> Vec<&str> {
    let sound = report.drafts.iter().filter(|d| !d.broken);
    sound.map(|d| d.id.as_str()).collect()
}

/// A matrix for each party that has a verdict.
pub(super) fn matrices(report: &Report) -> Vec<Matrix<'_>> {
    let judged = judged(report);
    let mut out = Vec::new();
    for (name, title) in &report.parties {
        let findings = report.findings.iter();
        let mine: Vec<&Finding> = findings.filter(|f| f.party == name.as_str()).collect();
        let in_draft = |d: &&str| mine.iter().any(|f| f.draft == *d);
        let drafts: Vec<&str> = judged.iter().copied().filter(in_draft).collect();
        let mut rows: Vec<Row> = Vec::new();
        for f in &mine {
            if rows.iter().any(|r| r.line.line == f.line) {
                continue;
            }
            let cell = |d: &&str| {
                let mut all = mine.iter().copied();
                all.find(|x| x.line == f.line && x.draft == *d)
            };
            rows.push(Row {
                line: f,
                cells: drafts.iter().map(cell).collect(),
            });
        }
        if !rows.is_empty() {
            out.push(Matrix {
                title,
                drafts,
                all: judged.clone(),
                rows,
            });
        }
    }
    out
}

/// How firm a line is; of a goal, that it is one.
pub(super) fn stance(f: &Finding) -> String {
    if f.goal {
        "goal".to_owned()
    } else {
        f.stance.clone().unwrap_or_default().to_string()
    }
}

/// Why a verdict is what it is, in brackets behind it.
pub(super) fn cause(f: &Finding) -> String {
    f.cause
        .filter(|_| f.verdict != Verdict::Waived)
        .map_or_else(String::new, |c| format!(" ({})", c.word()))
}

/// Clauses that are named in a cell.
const MOST_CLAUSES: usize = 2;

/// Why, and by which clauses, as much as a cell holds; nothing for what is neither crossed nor open.
pub(super) fn by(f: &Finding) -> String {
    if !matches!(f.verdict, Verdict::Crossed | Verdict::Open) {
        return String::new();
    }
    let mut clauses: Vec<&str> = Vec::new();
    for e in f.evidence.iter().filter(|e| e.role != Role::Near) {
        if !clauses.contains(&e.clause.as_str()) {
            clauses.push(&e.clause);
        }
    }
    let more = if clauses.len() > MOST_CLAUSES {
        ", …"
    } else {
        ""
    };
    clauses.truncate(MOST_CLAUSES);
    let how = match f.cause.filter(|_| f.verdict == Verdict::Crossed) {
        Some(cause @ (Cause::Omission | Cause::Order | Cause::Amount)) => {
            format!("({})", cause.word())
        }
        _ => String::new(),
    };
    let by = clauses.join(", ") + more;
    let parts = [how, by].into_iter().filter(|p| !p.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

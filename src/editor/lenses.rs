//! What stands above a line or a clause: what becomes of the line in each draft, which lines turn on the clause.

use super::decides;
use crate::source::Span;
use crate::verdict::{Finding, Verdict};
use crate::{Project, Report};

/// A sentence above a place, and the finding it tells of first.
#[derive(Clone, Debug)]
pub(crate) struct Lens {
    /// The head of the line or clause.
    pub at: Span,
    /// The words.
    pub words: String,
    /// Draft, party and line to ask `why` of.
    pub why: (String, String, String),
}

/// All of a report, by place.
pub(crate) fn lenses(project: &Project, report: &Report) -> Vec<Lens> {
    let mut out = Vec::new();
    for world in &project.worlds {
        for p in &world.positions {
            for l in &p.lines {
                let of = |f: &&Finding| f.party == p.name && f.line == l.label;
                let all: Vec<&Finding> = report.findings.iter().filter(of).collect();
                out.extend(lens(l.head, &all, told));
            }
        }
        for d in &world.drafts {
            for c in d.clauses.iter().filter(|c| c.text.is_none()) {
                let turns = |f: &&Finding| {
                    let by = |e: &crate::verdict::Evidence| decides(e) && e.clause == c.label;
                    f.draft == d.id && f.verdict != Verdict::Respected && f.evidence.iter().any(by)
                };
                let all: Vec<&Finding> = report.findings.iter().filter(turns).collect();
                out.extend(lens(c.head, &all, |f| {
                    format!("{} {}.{}", f.verdict.word(), f.party, f.line)
                }));
            }
        }
    }
    out.sort_by_key(|l| l.at);
    out
}

/// So many verdicts are told in one place.
const MOST: usize = 6;

fn lens(at: Span, all: &[&Finding], told: impl Fn(&Finding) -> String) -> Option<Lens> {
    let first = all.first()?;
    let mut words: Vec<String> = all.iter().take(MOST).map(|f| told(f)).collect();
    if all.len() > MOST {
        words.push(format!("{} more", all.len() - MOST));
    }
    Some(Lens {
        at,
        words: words.join("; "),
        why: (
            first.draft.to_string(),
            first.party.to_string(),
            first.line.to_string(),
        ),
    })
}

/// `crossed in us28 by 7.a, 7.b`.
fn told(f: &Finding) -> String {
    let by = f.evidence.iter().filter(|e| decides(e));
    let mut clauses: Vec<&str> = by.map(|e| e.clause.as_str()).collect();
    clauses.dedup();
    let by = match clauses.is_empty() {
        true => String::new(),
        false => format!(" by {}", clauses.join(", ")),
    };
    format!("{} in {}{by}", f.verdict.word(), f.draft)
}

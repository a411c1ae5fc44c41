//! What stands above a line or a clause: what becomes of the line in each draft, which lines turn on the clause.

use super::{clauses_of, rests_on};
use crate::source::{SourceId, Span};
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

/// What a report tells of one text, by place.
pub(crate) fn lenses(project: &Project, report: &Report, source: SourceId) -> Vec<Lens> {
    let mut out = Vec::new();
    let Some(world) = project.world_of(source) else {
        return out;
    };
    let findings = report.findings.iter();
    for p in &world.positions {
        for l in p.lines.iter().filter(|l| l.head.source == source) {
            let of = |f: &&Finding| f.party == p.name && f.line == l.label;
            let all: Vec<&Finding> = findings.clone().filter(of).collect();
            out.extend(lens(l.head, &all, told));
        }
    }
    for d in &world.drafts {
        for c in &d.clauses {
            if c.text.is_some() || c.head.source != source {
                continue;
            }
            let turns = |f: &&Finding| f.verdict != Verdict::Respected && rests_on(f, d, c);
            let all: Vec<&Finding> = findings.clone().filter(turns).collect();
            out.extend(lens(c.head, &all, |f| {
                format!("{} {}.{}", f.verdict.word(), f.party, f.line)
            }));
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
    let mut clauses: Vec<&str> = clauses_of(f).collect();
    clauses.dedup();
    let by = match clauses.is_empty() {
        true => String::new(),
        false => format!(" by {}", clauses.join(", ")),
    };
    format!("{} in {}{by}", f.verdict.word(), f.draft)
}

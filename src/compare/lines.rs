//! The matrix: every line of every party against every draft.

use super::Side;
use crate::verdict::{Cause, Finding, Verdict};

/// The verdict on a line in one draft.
#[derive(Clone, Debug)]
pub(crate) struct LineCell {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub cause: Option<Cause>,
    /// The clauses it rests on, in the order in which they are told.
    pub clauses: Vec<String>,
}

/// A line against all drafts.
#[derive(Clone, Debug)]
pub(crate) struct LineRow {
    /// Its label.
    pub line: String,
    /// Its title.
    pub title: String,
    /// How firm it is.
    pub stance: Option<String>,
    /// A goal, not a red line.
    pub goal: bool,
    /// The verdict in each draft; nothing: it was not judged there.
    pub cells: Vec<Option<LineCell>>,
}

/// The lines of one party.
#[derive(Clone, Debug)]
pub(crate) struct PartyLines {
    /// The party.
    pub party: String,
    /// Its title.
    pub title: String,
    /// Its lines in the order in which it states them.
    pub lines: Vec<LineRow>,
}

/// Parties in the order of the first draft's header, then of the files that hold their lines.
pub(super) fn parties(sides: &[Side]) -> Vec<PartyLines> {
    let mut out: Vec<PartyLines> = Vec::new();
    for (name, title) in order(sides) {
        let mut lines: Vec<LineRow> = Vec::new();
        for (d, side) in sides.iter().enumerate() {
            for f in side.findings.iter().filter(|f| f.party == name.as_str()) {
                let cell = LineCell {
                    verdict: f.verdict,
                    cause: f.cause,
                    clauses: told(f),
                };
                let row = match lines
                    .iter_mut()
                    .find(|l| l.line == f.line.as_str() && l.goal == f.goal)
                {
                    Some(row) => row,
                    None => {
                        lines.push(LineRow {
                            line: f.line.to_string(),
                            title: f.title.clone(),
                            stance: f.stance.as_ref().map(ToString::to_string),
                            goal: f.goal,
                            cells: vec![None; sides.len()],
                        });
                        let last = lines.len() - 1;
                        &mut lines[last]
                    }
                };
                row.cells[d] = Some(cell);
            }
        }
        if !lines.is_empty() {
            out.push(PartyLines {
                party: name,
                title,
                lines,
            });
        }
    }
    out
}

/// The names and titles of all parties with lines.
pub(super) fn order(sides: &[Side]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, title: &str| {
        if !out.iter().any(|(n, _)| n == name) {
            out.push((name.to_owned(), title.to_owned()));
        }
    };
    for side in sides {
        for p in &side.draft.parties {
            if let Some(of) = side.world.positions.iter().find(|x| x.node == Some(*p)) {
                add(&of.name, &of.title);
            }
        }
    }
    for side in sides {
        side.world
            .positions
            .iter()
            .for_each(|p| add(&p.name, &p.title));
    }
    out
}

/// The clauses a verdict rests on; of one that nothing touches, none: what comes nearest is not its ground.
fn told(f: &Finding) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for e in f
        .evidence
        .iter()
        .filter(|e| e.role != crate::verdict::Role::Near)
    {
        if !out.iter().any(|c| *c == e.clause.as_str()) {
            out.push(e.clause.to_string());
        }
    }
    out
}

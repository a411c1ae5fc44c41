//! How a verdict follows, as code flows: clauses, what they amount to, and last the line. Each way in which an effect follows is a flow of its own.

use super::Places;
use super::log::{CodeFlow, FlowLocation, ThreadFlow};
use crate::source::Span;
use crate::verdict::{Evidence, Finding, Reason, Role};

/// Flows of one result, and places of one flow.
const MOST_FLOWS: usize = 16;
const MOST_PLACES: usize = 100;

/// The flows. A verdict that one clause makes by itself has none: the place and the line say it all.
pub(super) fn flows(f: &Finding, places: &Places) -> Vec<CodeFlow> {
    let mut steps: Vec<Vec<Step>> = f.reasons.iter().flat_map(ways).take(MOST_FLOWS).collect();
    // Clauses that cross the line only together; each that crosses it by itself is a place, and no step to another.
    if steps.is_empty() && f.evidence.iter().any(|e| e.role == Role::Contributes) {
        let clause = |e: &Evidence| Step {
            at: e.at,
            words: format!(
                "clause {} {}",
                e.clause,
                super::super::words::role_by_effects(e)
            ),
            level: 0,
        };
        steps.push(
            f.evidence
                .iter()
                .filter(|e| e.role != Role::Near)
                .map(clause)
                .collect(),
        );
    }
    let line = || Step {
        at: f.at,
        words: format!("the line, as {} states it", f.party),
        level: 0,
    };
    let one = |mut steps: Vec<Step>| {
        steps.truncate(MOST_PLACES);
        steps.push(line());
        let locations = steps
            .iter()
            .map(|s| FlowLocation {
                location: places.location(s.at, None, &s.words),
                nesting_level: s.level,
            })
            .collect();
        CodeFlow {
            thread_flows: [ThreadFlow { locations }],
        }
    };
    steps
        .into_iter()
        .filter(|s| !s.is_empty())
        .map(one)
        .collect()
}

struct Step {
    at: Span,
    words: String,
    level: usize,
}

/// Each way in which something follows: what it rests on, then what that amounts to.
fn ways(r: &Reason) -> Vec<Vec<Step>> {
    r.ways
        .iter()
        .map(|way| {
            let mut out = Vec::new();
            for part in way {
                follow(part, 1, &mut out);
            }
            amounts(r, 0, 0, &mut out);
            out
        })
        .collect()
}

/// Further down the first way stands for all: their product would say nothing new.
fn follow(r: &Reason, level: usize, out: &mut Vec<Step>) {
    if let Some((label, at)) = &r.clause {
        out.push(Step {
            at: *at,
            words: format!("clause {label}"),
            level,
        });
        return;
    }
    let from = out.len();
    for part in r.ways.first().into_iter().flatten() {
        follow(part, level + 1, out);
    }
    amounts(r, level, from, out);
}

/// An effect stands nowhere in the text: it is shown at the last clause it rests on. One that rests on no clause has no place.
fn amounts(r: &Reason, level: usize, from: usize, out: &mut Vec<Step>) {
    let at = out.iter().skip(from).next_back().map(|s| s.at);
    if let (Some(words), Some(at)) = (&r.effect, at) {
        out.push(Step {
            at,
            words: format!("it amounts to: {words}"),
            level,
        });
    }
}

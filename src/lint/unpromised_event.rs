//! `waits-for-unpromised`: a clause waits for a deed that no clause promises, or for an end that a clause does not have, so that it may never begin.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Draft, Point};
use crate::source::Span;

/// Told at the phrase.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    let draft = e.draft;
    for place in super::about::places(draft) {
        for p in place.phrases {
            if let Some((point, c)) = e.counts_from_no_end(p)
                && seen.insert(p.span)
            {
                out.push(without_end(draft, &place.words, p.span, point, c));
                continue;
            }
            let Some(event) = e.waits_for_unpromised(p) else {
                continue;
            };
            if !seen.insert(p.span) {
                continue;
            }
            out.push(
                Diagnostic::new(Code::WaitsForUnpromised, p.span, format!("A step ({}) waits for a deed that no clause promises: it may never begin", place.words))
                    .here("waits")
                    .also(event.span, "nobody owes this")
                    .help("promise the deed in a clause of its own, or say what holds if it does not come"),
            );
        }
    }
    out
}

/// A moment is counted from the completion of what is kept up, or from the expiry of what is done and then complete.
fn without_end(draft: &Draft, words: &str, at: Span, point: Point, c: usize) -> Diagnostic {
    let clause = &draft.clauses[c];
    let label = &clause.label;
    let (why, help) = if point == Point::Completion {
        (
            format!(
                "A step ({words}) counts from the completion of clause {label}, and all of it is kept up: it is never complete"
            ),
            format!(
                "name its start, `start of clause {label}`, or its end, `expiry of clause {label}`, if it says how long it lasts"
            ),
        )
    } else {
        (
            format!(
                "A step ({words}) counts from the expiry of clause {label}, and all of it is done and then complete: nothing in it expires"
            ),
            format!("name its completion, `completion of clause {label}`"),
        )
    };
    Diagnostic::new(Code::WaitsForUnpromised, at, why)
        .here("waits")
        .also(clause.span, "has no such end")
        .help(help)
}

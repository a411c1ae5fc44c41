//! `waits-for-unpromised`: a clause waits for a deed that no clause promises, so that it may never begin.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;

/// Told at the phrase.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    let draft = e.draft;
    for place in super::about::places(draft) {
        for p in place.phrases {
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

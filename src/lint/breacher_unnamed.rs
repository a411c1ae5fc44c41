//! `breacher-unnamed`: whoever breaches sets off the consequence, also the side that gains by it.

use super::about::{events, guards, label, only_somebody, said, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;

/// Told at the condition.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for f in said(e) {
        for (p, word, c) in guards(f).filter(|(_, w, _)| *w == "if") {
            let Some(event) = events(c).find(|s| usual(e, "judge", s) && only_somebody(&s.subject)) else { continue };
            if !seen.insert(p.span) {
                continue;
            }
            let message = format!("Clause {} does not say whose breach it is: a breach by the other side would set it off too", label(e, f));
            out.push(
                Diagnostic::new(Code::BreacherUnnamed, p.span, message)
                    .here(format!("`{word}` anybody does"))
                    .also(event.subject.span, "nobody by name")
                    .help("name the party whose breach is meant, or bind the breacher by a variable: `if any party P breaches …`"),
            );
        }
    }
    out
}

//! `breacher-unnamed`: whoever breaches sets off the consequence, also the side that gains by it.

use super::about::{Trigger, label, only_somebody, said, triggers, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;

/// Told at the condition.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for f in said(e) {
        for (at, t) in triggers(f) {
            let Trigger::Event(event) = t else { continue };
            if !(usual(e, "judge", event) && only_somebody(&event.subject) && seen.insert(at)) {
                continue;
            }
            let message = format!(
                "Clause {} does not say whose breach it is: a breach by the other side would set it off too",
                label(e, f)
            );
            out.push(
                Diagnostic::new(Code::BreacherUnnamed, at, message)
                    .here("whoever does it")
                    .also(event.subject.span, "nobody by name")
                    .help("name the party whose breach is meant, or bind the breacher by a variable: `if any party P breaches …`"),
            );
        }
    }
    out
}

//! `expectation-not-duty`: what is expected of somebody is not owed.

use super::about::{by_side, label, names, said, things};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Modal;
use crate::vocabulary::NodeId;

/// Told at the sentence.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for f in said(e).filter(|f| matches!(f.modal(), Some(Modal::Expected | Modal::ExpectedNot))) {
        // `each side is expected to` is one expectation of both.
        let mut who: Vec<NodeId> = by_side(e)
            .filter(|g| g.at() == f.at() && g.modal() == f.modal())
            .flat_map(|g| things(&g.sentence.subject))
            .collect();
        who.dedup();
        let who = if who.is_empty() {
            "whoever is meant".to_owned()
        } else {
            names(e, &who)
        };
        let word = if f.modal() == Some(Modal::Expected) {
            "shall"
        } else {
            "shall not"
        };
        out.push(
            Diagnostic::new(
                Code::ExpectationNotDuty,
                f.at(),
                format!(
                    "Clause {} expects it of {who}, and nobody owes it",
                    label(e, f)
                ),
            )
            .here("an expectation, no duty")
            .help(format!(
                "write `{word}` if a duty is meant; if none is, nothing is wrong"
            )),
        );
    }
    out
}

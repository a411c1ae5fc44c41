//! `nobody-restores`: what was given is to come back after a breach, and nobody is named who brings it back.

use super::about::{label, only_somebody, said, triggers, usual, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Modal;

/// Told at the sentence.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for f in said(e).filter(|f| f.modal() == Some(Modal::Shall) && usual(e, "issuer", &f.sentence))
    {
        if triggers(f).is_empty() || !only_somebody(&f.sentence.subject) {
            continue;
        }
        let verb = verb(e, &f.sentence).unwrap_or_default();
        out.push(
            Diagnostic::new(Code::NobodyRestores, f.at(), format!("Clause {} says that somebody shall {verb}, and not who", label(e, f)))
                .here("who?")
                .help("name whoever gave or lifted it: only the issuer can bring it back, and each issuer has to promise it"),
        );
    }
    out
}

//! `promise-of-promise`: what is owed is to agree on something, and the agreement itself says nothing yet.

use super::about::{label, object, said, things, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Modal;
use crate::vocabulary::{NodeKind, ThatMode};

/// Told at the sentence.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for f in said(e).filter(|f| f.modal() == Some(Modal::Shall)) {
        let crate::model::Predicate::Act {
            action: Some(a), ..
        } = f.sentence.predicate
        else {
            continue;
        };
        let action = e.v.action(a);
        let proposes = action.that == Some(ThatMode::Proposed) && f.sentence.that.is_some();
        // An instrument known only by what it is about is still to be written.
        let unwritten = e.v.is_usual("text", &action.verb)
            && object(&f.sentence).is_some_and(|o| {
                things(o)
                    .iter()
                    .any(|n| e.v.node(*n).kind == NodeKind::Term)
            });
        if !(proposes || unwritten) {
            continue;
        }
        let verb = verb(e, &f.sentence).unwrap_or_default();
        out.push(
            Diagnostic::new(Code::PromiseOfPromise, f.at(), format!("Clause {} owes it to {verb}, and not what comes of it", label(e, f)))
                .here("an agreement to agree")
                .help("write the content into this text or an annex; if it must wait, say by when and what holds if it fails"),
        );
    }
    out
}

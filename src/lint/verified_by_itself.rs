//! `verified-by-itself`: whoever is bound is the only one who looks whether it is kept.

use super::about::{is_of_one, label, said, things, usual};
use super::unverified_duty::watches;
use super::verifier::{sends, verifiers};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Manner, Modal, PhraseKind};
use crate::source::Span;
use crate::vocabulary::NodeId;

/// Told where the verifier is named.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let watching: Vec<&Fact> = said(e)
        .filter(|f| {
            matches!(f.modal(), Some(Modal::Shall | Modal::May)) && usual(e, "access", &f.sentence)
        })
        .collect();
    let to_watch: Vec<NodeId> = verifiers(e).into_iter().map(|(n, ..)| n).collect();
    for f in said(e).filter(|f| matches!(f.modal(), Some(Modal::Shall | Modal::ShallNot))) {
        // Who shall watch is not watched in turn.
        let [bound] = things(&f.sentence.subject)[..] else {
            continue;
        };
        // Nor is somebody who is no party, and is sent to see to it.
        if !e.draft.parties.contains(&bound) || usual(e, "access", &f.sentence) {
            continue;
        }
        // What a clause says of all its parts need not be meant of the verifier's own.
        let own = f.sentence.phrases.iter().filter_map(|p| match &p.kind {
            PhraseKind::Manner(Manner::VerifiedBy, l) => Some(l),
            _ => None,
        });
        let named = own.flat_map(|l| things(l).into_iter().map(|n| (n, l.span)));
        // Whoever watches over a clause helps in it too, and nobody asks who looks at that.
        let looked_at = usual(e, "verifier", &f.sentence) && !sends(f, &to_watch);
        let sent = watching
            .iter()
            .filter(|w| looked_at && watches(e, w, f))
            .flat_map(|w| things(&w.sentence.subject).into_iter().map(|n| (n, w.at())));
        let all: Vec<(NodeId, Span)> = named.chain(sent).collect();
        let Some((_, at)) = all
            .first()
            .filter(|_| all.iter().all(|(n, _)| is_of_one(e, *n, bound)))
        else {
            continue;
        };
        if out.iter().any(|d| d.at.span == *at) {
            continue;
        }
        let name = e.v.name(bound);
        out.push(
            Diagnostic::new(
                Code::VerifiedByItself,
                *at,
                format!(
                    "{name} alone verifies what clause {} asks of {name}",
                    label(e, f)
                ),
            )
            .here("looks at itself")
            .also(f.at(), "what it is bound to")
            .help("name somebody else who looks, or a body in which others have a seat"),
        );
    }
    out
}

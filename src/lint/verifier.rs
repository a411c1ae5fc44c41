//! `verifier-without-access` and `verifier-without-mandate`: somebody is to watch, and no clause lets them in, or gives them the task.

use super::about::{acts_for, label, manner, only_somebody, said, things, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Base, List, Manner, Modal, Role};
use crate::source::Span;
use crate::vocabulary::NodeId;

/// Those who are to verify or watch, with the first place that says so.
pub(super) fn verifiers<'e>(e: &Engine<'e>) -> Vec<(NodeId, &'e Fact<'e>, Span)> {
    let mut out: Vec<(NodeId, &Fact, Span)> = Vec::new();
    for f in said(e) {
        let named = manner(f, Manner::VerifiedBy).filter(|l| !only_somebody(l));
        let watches = (f.modal() == Some(Modal::Shall) && usual(e, "access", &f.sentence))
            .then_some(&f.sentence.subject);
        for l in named.into_iter().chain(watches) {
            for n in things(l) {
                if !out.iter().any(|(known, ..)| *known == n) {
                    out.push((n, f, l.span));
                }
            }
        }
    }
    out
}

/// Is it promised to send those who are to watch?
pub(super) fn sends(f: &Fact, to_watch: &[NodeId]) -> bool {
    let whom = super::about::object(&f.sentence)
        .map(things)
        .unwrap_or_default();
    !whom.is_empty() && whom.iter().all(|w| to_watch.contains(w))
}

/// Some clause gives it a right, or obliges somebody else towards it; what its organs may counts for it, and the other way round.
pub(super) fn has_access(e: &Engine, n: NodeId) -> bool {
    let own = |l: &List| {
        things(l)
            .iter()
            .any(|x| acts_for(e, *x, n) || acts_for(e, n, *x))
    };
    said(e).any(|f| match f.modal() {
        Some(Modal::May) => own(&f.sentence.subject),
        // Whoever is to watch at a place is sent there.
        Some(Modal::Shall) if own(&f.sentence.subject) && f.sentence.roles.iter().any(is_place) => {
            true
        }
        Some(Modal::Shall | Modal::Hereby) => {
            !own(&f.sentence.subject)
                && (super::about::object(&f.sentence).is_some_and(own)
                    || f.sentence.roles.iter().any(|r| own(&r.list)))
        }
        _ => false,
    })
}

/// Told where the task is given.
pub(super) fn without_access(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (n, f, at) in verifiers(e) {
        if !e.v.stands_alone(n) || has_access(e, n) {
            continue;
        }
        let name = e.v.name(n);
        out.push(
            Diagnostic::new(Code::VerifierWithoutAccess, at, format!("{name} is to verify or watch (clause {}), and no clause lets it in", label(e, f)))
                .here("may it enter?")
                .help(format!("give it a right (`{name} may enter …`, `may inspect …`), or oblige the parties to let it in")),
        );
    }
    out
}

/// Named in `verified by` only, and no clause says that it shall verify.
pub(super) fn without_mandate(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (n, f, at) in verifiers(e) {
        let tasked = said(e).any(|g| {
            matches!(g.modal(), Some(Modal::Shall | Modal::May | Modal::Hereby))
                && things(&g.sentence.subject)
                    .iter()
                    .any(|x| acts_for(e, *x, n) || acts_for(e, n, *x))
        });
        // Whoever signs takes its tasks on by signing.
        if tasked || !e.v.stands_alone(n) || e.draft.parties.contains(&n) {
            continue;
        }
        let name = e.v.name(n);
        out.push(
            Diagnostic::new(
                Code::VerifierWithoutMandate,
                at,
                format!(
                    "{name} is to verify (clause {}), and no clause gives it that task",
                    label(e, f)
                ),
            )
            .here("on whose word?")
            .help(format!(
                "give it the task: `{name} shall verify clause {};`",
                label(e, f)
            )),
        );
    }
    out
}

fn is_place(r: &Role) -> bool {
    r.list
        .items
        .iter()
        .any(|i| matches!(i.base, Base::Place(_)))
}

//! `no-duration`: a limit or freeze that is to be kept up, and nothing says how long.

use super::about::{label, said, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Bound, Guard, Modal, Phrase, PhraseKind};

/// Told at the sentence. A duration of the whole text is one of each of its clauses.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let ends = |p: &Phrase| match &p.kind {
        PhraseKind::Time(_, Bound::For(..) | Bound::Renewed(..)) => true,
        PhraseKind::Time(_, bound) => bound.is_until(),
        PhraseKind::Guard(word, _) => *word == Guard::While,
        _ => false,
    };
    if e.draft
        .clauses
        .iter()
        .filter(|c| c.is_final())
        .any(|c| c.phrases.iter().any(|(p, _)| ends(p)))
    {
        return Vec::new();
    }
    let bound = said(e).filter(|f| {
        matches!(f.modal(), Some(Modal::Shall | Modal::ShallNot))
            && usual(e, "duration", &f.sentence)
            && !super::about::is_ban_on_limits(e, f)
    });
    let told = |f: &crate::fact::Fact| {
        Diagnostic::new(Code::NoDuration, f.at(), format!("Clause {} does not say how long this lasts", label(e, f)))
            .here("for ever?")
            .help("add `for 10 years`, `until M` or `while peacetime`, here or in a `final` clause for the whole text; if it is for ever, nothing is wrong")
    };
    bound
        .filter(|f| !f.phrases.iter().any(|(p, _)| ends(p)))
        .map(told)
        .collect()
}

//! `no-default`: a matter is left to be settled later, and nothing says what holds until then, or if it is not.

use super::about::{events, label, said, usual, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Base, Modal, MomentKind, PhraseKind, PointOf};

/// Told at the sentence that puts the matter off.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for f in said(e).filter(|f| f.modal() == Some(Modal::Shall) && usual(e, "default", &f.sentence)) {
        if awaited(e, f) {
            continue;
        }
        out.push(
            Diagnostic::new(Code::NoDefault, f.at(), format!("Clause {} leaves this to be settled later, and nothing says what holds if it is not", label(e, f)))
                .here("and if not?")
                .help("say what holds until then (`… until completion of clause N`), and what after a day without result"),
        );
    }
    out
}

/// Does any clause wait for the outcome, last until it or stand under it?
fn awaited(e: &Engine, f: &Fact) -> bool {
    let own: Vec<usize> = std::iter::successors(Some(f.clause), |c| e.draft.clauses[*c].parent).collect();
    let this = |i: &crate::model::Item| matches!(&i.base, Base::Clause(t, l) if e.facts.position(e.draft, t.as_deref(), l).is_some_and(|p| own.contains(&p)));
    let same_verb = |s: &crate::model::Sentence| verb(e, s).is_some() && verb(e, s) == verb(e, &f.sentence);
    fn some_point(m: &crate::model::Moment, test: &dyn Fn(&PointOf) -> bool) -> bool {
        match &m.kind {
            MomentKind::Point(_, of, _) => test(of),
            MomentKind::Extreme(_, all) => all.iter().any(|m| some_point(m, test)),
            _ => false,
        }
    }
    let meant = |of: &PointOf| match of {
        PointOf::Item(i) => this(i),
        PointOf::Event(s) => same_verb(s),
        PointOf::It => false,
    };
    let moment = |m: &crate::model::Moment| some_point(m, &meant);
    let phrases = e.draft.clauses.iter().enumerate().flat_map(|(n, c)| {
        let own = c.phrases.iter().map(|(p, _)| p);
        own.chain(c.sentences.iter().flat_map(|(s, _)| &s.phrases)).chain(c.orders.iter().flat_map(|(o, _)| &o.phrases)).map(move |p| (n, p))
    });
    phrases.filter(|(n, _)| *n != f.clause).any(|(_, p)| match &p.kind {
        PhraseKind::Time(_, b) => b.moment().is_some_and(moment),
        PhraseKind::Guard(_, c) => events(c).any(same_verb),
        _ => false,
    })
}

//! Terms that run on by themselves: `for 5 years, renewed for 5 years unless Averne or Norland objects`. Each of these can let the clause end.

use super::Resolver;
use super::values::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;

impl Resolver<'_> {
    pub(super) fn renewed(&mut self, d: &t::Duration, objectors: &[t::Value]) -> Bound {
        if !self.in_draft {
            let span = objectors.last().map_or(d.span, |o| d.span.to(o.span));
            self.report(
                Diagnostic::new(Code::WrongForm, span, "A line does not ask for a renewal")
                    .help("ask how long it lasts at least, `for at least 10 years`; or forbid that somebody can end it: `forbid that clause 4 is voidable by Norland;`"),
            );
        }
        let want = Want { types: self.v.words.get("actor").copied().into_iter().collect() };
        let items: Vec<Item> = objectors.iter().map(|o| self.item(o, &want, "whoever objects")).collect();
        Bound::Renewed(self.duration(d), List { items, except: Vec::new(), span: d.span })
    }

    /// What runs on has a term to run on from.
    pub(super) fn has_term(&mut self, phrases: &[&Phrase]) {
        let term = |p: &&&Phrase| matches!(&p.kind, PhraseKind::Time(_, Bound::For(..)));
        let renewed = |p: &&&Phrase| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(..)));
        if let (Some(p), None) = (phrases.iter().find(renewed), phrases.iter().find(term)) {
            self.report(Diagnostic::new(Code::WrongForm, p.span, "This is renewed, and nothing says for how long it runs first").help("`for 5 years, renewed for 5 years unless Averne objects`"));
        }
    }

    /// `clause 4 is lapsing if Averne does anything`, for each who can let the clause end.
    pub(super) fn lapses(&self, clause: &mut Clause) {
        let Some(state) = self.v.state("lapsing") else { return };
        let of_sentences = clause.sentences.iter().flat_map(|(s, under)| s.phrases.iter().map(move |p| (p, under)));
        let mut out = Vec::new();
        for (p, under) in of_sentences.chain(clause.phrases.iter().map(|(p, under)| (p, under))) {
            let PhraseKind::Time(_, Bound::Renewed(_, objectors)) = &p.kind else { continue };
            for who in &objectors.items {
                let guard = Condition { any: false, atoms: vec![Atom::Sentence(acts(who, p.span))], span: p.span };
                let this = Item { matcher: None, base: Base::Clause(clause.text.clone(), clause.label.clone()), span: p.span };
                out.push((
                    Sentence {
                        subject: List { items: vec![this], except: Vec::new(), span: p.span },
                        only: false,
                        predicate: Predicate::State { negated: false, state, of: None },
                        roles: Vec::new(),
                        phrases: vec![Phrase { kind: PhraseKind::Guard("if".into(), guard), span: p.span }],
                        that: None,
                        span: p.span,
                    },
                    under.clone(),
                ));
            }
        }
        clause.sentences.extend(out);
    }
}

/// `Averne does anything`.
fn acts(who: &Item, span: Span) -> Sentence {
    Sentence {
        subject: List { items: vec![who.clone()], except: Vec::new(), span },
        only: false,
        predicate: Predicate::Act { modal: None, jointly: false, action: None, object: None },
        roles: Vec::new(),
        phrases: Vec::new(),
        that: None,
        span,
    }
}

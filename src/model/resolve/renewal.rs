//! Terms that run on by themselves: `for 5 years, renewed for 5 years unless Averne or Norland objects`. Each of these can let the clause end.

use super::Resolver;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;

impl Resolver<'_> {
    pub(super) fn renewed(&mut self, d: &t::Duration, objectors: &[t::Value]) -> Bound {
        if !self.in_draft {
            let span = objectors.last().map_or(d.span(), |o| d.span().to(o.span));
            self.report(
                Diagnostic::new(Code::WrongForm, span, "A line does not ask for a renewal")
                    .help("ask how long it lasts at least, `for at least 10 years`; or forbid that somebody can end it: `forbid that clause 4 is voidable by Norland;`"),
            );
        }
        let want = Want {
            types: self.v.words.get("actor").copied().into_iter().collect(),
        };
        let items: Vec<Item> = objectors
            .iter()
            .map(|o| self.item(o, &want, "whoever objects"))
            .collect();
        Bound::Renewed(
            self.duration(d),
            List {
                items,
                except: Vec::new(),
                span: d.span(),
            },
        )
    }

    /// What runs on has a term to run on from.
    pub(super) fn has_term(&mut self, phrases: &[&Phrase]) {
        self.agreed_renewal(phrases);
        let term = |p: &&&Phrase| matches!(&p.kind, PhraseKind::Time(_, Bound::For(..)));
        let renewed = |p: &&&Phrase| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(..)));
        if let (Some(p), None) = (phrases.iter().find(renewed), phrases.iter().find(term)) {
            self.report(
                Diagnostic::new(
                    Code::WrongForm,
                    p.span,
                    "This is renewed, and nothing says for how long it runs first",
                )
                .help("`for 5 years, renewed for 5 years unless Averne objects`"),
            );
        }
    }

    /// `renewed for 30 days with consent of Norland` would ask for consent to the whole promise.
    fn agreed_renewal(&mut self, phrases: &[&Phrase]) {
        let runs_on = |p: &&&Phrase| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(_, who)) if who.items.is_empty());
        let Some(at) = phrases.iter().position(|p| runs_on(&p)) else {
            return;
        };
        let agreed = |p: &&&Phrase| {
            matches!(
                p.kind,
                PhraseKind::Guard(Guard::If, _) | PhraseKind::Manner(Manner::WithConsentOf, _)
            )
        };
        if let Some(p) = phrases[at..].iter().find(agreed) {
            let d = Diagnostic::new(
                Code::WrongForm,
                p.span,
                "This would be said of the whole promise, and not of its renewal",
            );
            self.report(d.help("a renewal that is still to be agreed is owed by nobody: leave it out, and say who may agree on it: `Averne, Norland may jointly extend clause 4;`"));
        }
    }

    /// The clauses in which something is kept up, there or in a part.
    fn lasting(&self, clauses: &[Clause]) -> Vec<bool> {
        let mut out = vec![false; clauses.len()];
        for (n, c) in clauses.iter().enumerate() {
            let kept = |(s, _): &(Sentence, Vec<Under>)| s.is_kept_up(self.v);
            if !c.fields.is_empty() || c.sentences.iter().any(kept) {
                std::iter::successors(Some(n), |at| clauses[*at].parent)
                    .for_each(|at| out[at] = true);
            }
        }
        out
    }

    /// `clause 4 is lapsing if Averne does anything`, for each who can let the clause end. A part with a renewal of its own goes by that.
    pub(super) fn lapses(&self, clauses: &mut [Clause]) {
        let Some(state) = self.v.state("lapsing") else {
            return;
        };
        let own: Vec<usize> = (0..clauses.len())
            .filter(|c| renewals(&clauses[*c]).next().is_some())
            .collect();
        let lasting = self.lasting(clauses);
        for at in own.iter().copied() {
            let around =
                |c: usize| std::iter::successors(clauses[c].parent, |p| clauses[*p].parent);
            // A final clause says it of everything its text keeps up, any other of its parts.
            let whole = clauses[at].is_final();
            let of_it = |c: usize| {
                c != at
                    && (around(c).any(|p| p == at) || whole && clauses[c].text == clauses[at].text)
            };
            let others: Vec<usize> = (0..clauses.len())
                .filter(|c| of_it(*c) && has_own_term(&clauses[*c]))
                .collect();
            // The clause as a whole, or those of its parts that hold nothing with a renewal of its own.
            let parts = (0..clauses.len()).filter(|c| {
                of_it(*c)
                    && (!whole || lasting[*c])
                    && !others.iter().any(|o| {
                        o == c || around(*o).any(|p| p == *c) || around(*c).any(|p| p == *o)
                    })
            });
            let itself = (whole || others.is_empty()).then(|| this(&clauses[at]));
            let parts = parts.filter(|_| whole || !others.is_empty());
            let items: Vec<Item> = itself
                .into_iter()
                .chain(parts.map(|c| this(&clauses[c])))
                .collect();
            let subject = |span| List {
                items: items.clone(),
                except: Vec::new(),
                span,
            };
            let mut out = Vec::new();
            for (span, objectors, under) in renewals(&clauses[at]) {
                for who in &objectors.items {
                    let guard = Condition {
                        any: false,
                        atoms: vec![Atom::Sentence(acts(who, span))],
                        span,
                    };
                    let sentence = Sentence {
                        subject: subject(span),
                        only: false,
                        predicate: Predicate::State {
                            negated: false,
                            state,
                            of: None,
                        },
                        roles: Vec::new(),
                        phrases: vec![Phrase {
                            kind: PhraseKind::Guard(Guard::If, guard),
                            span,
                        }],
                        that: None,
                        span,
                    };
                    out.push((sentence, under.clone()));
                }
            }
            clauses[at].sentences.extend(out);
        }
    }
}

/// Does the clause say itself how long it runs?
fn has_own_term(c: &Clause) -> bool {
    let term = |p: &Phrase| {
        matches!(
            &p.kind,
            PhraseKind::Time(_, Bound::For(..) | Bound::Renewed(..))
        )
    };
    c.phrases.iter().any(|(p, _)| term(p))
        || c.sentences.iter().any(|(s, _)| s.phrases.iter().any(term))
}

/// The renewals of a clause: where, who may object, and under which alternatives.
fn renewals(c: &Clause) -> impl Iterator<Item = (Span, &List, &Vec<Under>)> {
    let of_sentences = c
        .sentences
        .iter()
        .flat_map(|(s, under)| s.phrases.iter().map(move |p| (p, under)));
    of_sentences
        .chain(c.phrases.iter().map(|(p, under)| (p, under)))
        .filter_map(|(p, under)| match &p.kind {
            PhraseKind::Time(_, Bound::Renewed(_, objectors)) => Some((p.span, objectors, under)),
            _ => None,
        })
}

fn this(c: &Clause) -> Item {
    Item {
        matcher: None,
        base: Base::Clause(c.text.clone(), c.label.clone()),
        span: c.head,
    }
}

/// `Averne does anything`.
fn acts(who: &Item, span: Span) -> Sentence {
    Sentence {
        subject: List {
            items: vec![who.clone()],
            except: Vec::new(),
            span,
        },
        only: false,
        predicate: Predicate::Act {
            modal: None,
            jointly: false,
            action: None,
            object: None,
        },
        roles: Vec::new(),
        phrases: Vec::new(),
        that: None,
        span,
    }
}

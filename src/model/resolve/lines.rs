//! Resolves lines: what each forbids and requires, from which day on, and when it was stated.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;

impl Resolver<'_> {
    pub(super) fn line(&mut self, l: &t::Line) -> Line {
        let before = self.diagnostics.len();
        let head = l
            .label
            .span
            .to(l.title.as_ref().map_or(l.label.span, |t| t.span));
        let head = Span::new(head.source, l.span.start, head.end);
        let mut out = Line {
            label: l.label.text.clone(),
            title: l
                .title
                .as_ref()
                .map_or_else(String::new, |t| t.text.clone()),
            goal: l.goal,
            stance: l.stance.as_ref().map(|s| s.text.clone()),
            blocks: Vec::new(),
            waived: Vec::new(),
            stated: None,
            head,
            broken: false,
        };
        self.cascaded = false;
        let undated = self.demands(&l.demands, &mut out.waived);
        if !undated.is_empty() {
            out.blocks.push((None, undated));
        }
        for t::Dated { date, demands, .. } in &l.dated {
            let day = self.date(date);
            let demands = self.demands(demands, &mut out.waived);
            out.blocks.push((day, demands));
        }
        if out.blocks.iter().all(|(_, d)| d.is_empty()) && self.diagnostics.len() == before {
            self.report(
                Diagnostic::new(Code::EmptyLine, head, format!("`{}` has no rule: it can never be crossed", l.label.text))
                    .help("say what is not accepted (`forbid that …;`) or what is asked for (`require that …;`)"),
            );
        }
        out.blocks.sort_by_key(|(d, _)| d.map(|d| d.first));
        out.stated = stated(l);
        out.broken = self.cascaded
            || self.diagnostics[before..]
                .iter()
                .any(|d| d.severity == crate::diagnostic::Severity::Error);
        out
    }

    fn demands(
        &mut self,
        demands: &[t::Demand],
        waived: &mut Vec<(DayRange, Span)>,
    ) -> Vec<Demand> {
        let mut out = Vec::new();
        for d in demands {
            self.fresh();
            match d {
                t::Demand::Forbid {
                    wanted,
                    exception,
                    span,
                } => {
                    let demand = self.demand(true, None, wanted, exception.as_ref(), *span);
                    // A field and the promise it means are forbidden together: whoever may not be the monitor shall not monitor.
                    let meant = demand.as_ref().and_then(|d| {
                        let wanted = self.other_spelling(&d.wanted)?;
                        Some(Demand {
                            wanted,
                            ..d.clone()
                        })
                    });
                    out.extend(meant);
                    out.extend(demand);
                }
                t::Demand::Require {
                    at_least,
                    wanted,
                    exception,
                    span,
                } => {
                    let n = at_least.as_ref().and_then(|w| self.count(w));
                    let demand = self.demand(false, n, wanted, exception.as_ref(), *span);
                    out.extend(demand.map(|d| Demand {
                        // Of several the one spelling and the other would be counted apart.
                        meant: self.other_spelling(&d.wanted).filter(|_| n.is_none()),
                        ..d
                    }));
                }
                t::Demand::Stated {
                    waived: w,
                    date,
                    span,
                    ..
                } => {
                    if let Some(d) = self.date(date)
                        && *w
                    {
                        waived.push((d, *span));
                    }
                }
                t::Demand::Field(_) => {}
            }
        }
        out
    }

    /// `at least two`: a whole number.
    fn count(&mut self, w: &t::Word) -> Option<u32> {
        let n = w.text.replace('_', "").parse().ok();
        if n.is_none() {
            self.report(
                Diagnostic::new(Code::BadNumber, w.span, format!("`{}` is no count", w.text))
                    .help("a count is a whole number"),
            );
        }
        n
    }

    fn demand(
        &mut self,
        forbid: bool,
        at_least: Option<u32>,
        wanted: &t::Wanted,
        exception: Option<&t::Exception>,
        span: Span,
    ) -> Option<Demand> {
        let wanted = match wanted {
            t::Wanted::That(s) => {
                let mut sentence = self.sentence(s)?;
                self.any_under_not(forbid, &sentence);
                if !forbid && at_least.is_none() {
                    every_part(&mut sentence);
                }
                self.said_of_no_deed(&sentence);
                Wanted::Sentence(sentence)
            }
            t::Wanted::Kind(k) => Wanted::Kind(self.kind_pattern(k)?),
            t::Wanted::Order(gated, o) => Wanted::Order(*gated, self.order(o)),
        };
        let exception = match exception {
            None => None,
            Some(t::Exception::Condition(c)) => {
                let mut c = self.condition(c);
                c.atoms.iter_mut().for_each(|a| {
                    if let Atom::Sentence(s) = a {
                        every_part(s)
                    }
                });
                // Who agrees to a deed gives consent to it, and excuses it by nothing else.
                let act = forbid
                    && matches!(&wanted, Wanted::Sentence(s) if matches!(s.predicate, Predicate::Act { action: Some(_), .. }));
                if act && c.asks_consent_only(self.v) {
                    let span = c.span;
                    let kind = PhraseKind::Guard(Guard::If, c);
                    Some(Exception::Tail(Vec::new(), vec![Phrase { kind, span }]))
                } else {
                    Some(Exception::Condition(c))
                }
            }
            Some(t::Exception::Tail(parts)) => Some(self.tail_of(&wanted, parts, span)?),
        };
        Some(Demand {
            forbid,
            at_least,
            wanted,
            meant: None,
            exception,
            span,
        })
    }

    /// What clauses amount to has a time, and nobody verifies it, agrees to it or does it in phases: a line asks that of the deeds.
    fn said_of_no_deed(&mut self, s: &Sentence) {
        if !matches!(s.predicate, Predicate::State { .. }) {
            return;
        }
        for p in &s.phrases {
            if let PhraseKind::Manner(..)
            | PhraseKind::Precedence(..)
            | PhraseKind::Alone(Alone::InPhases) = p.kind
            {
                let d = Diagnostic::new(
                    Code::WrongForm,
                    p.span,
                    "This is said of a deed, and the line asks what clauses amount to",
                );
                self.report(d.help("ask it of what is done: `require that Watch shall deploy forces in Town with consent of Averne;`"));
            }
        }
    }

    /// An exception that goes on with the sentence: its roles are those of the sentence's action.
    fn tail_of(&mut self, wanted: &Wanted, parts: &[t::TailPart], span: Span) -> Option<Exception> {
        let action = match wanted {
            Wanted::Sentence(s) => match s.predicate {
                Predicate::Act {
                    action: Some(id), ..
                } => Ok(id),
                _ => Err("This exception goes on with an act, and there is none"),
            },
            _ => Err("This exception goes on with a sentence, and there is none"),
        };
        let id = match action {
            Ok(id) => id,
            Err(why) => {
                self.report(
                    Diagnostic::new(Code::WrongForm, span, why)
                        .help("write a condition after `unless`"),
                );
                return None;
            }
        };
        let verb = t::Word {
            text: self.v.action(id).verb.clone(),
            quoted: false,
            span,
        };
        let empty = t::List {
            values: Vec::new(),
            except: Vec::new(),
            span,
        };
        let fake = t::Sentence {
            subject: t::Subject {
                only: false,
                list: empty,
            },
            predicate: t::Predicate::Event {
                jointly: false,
                deed: t::Deed::Act { verb, object: None },
            },
            tail: parts.to_vec(),
            that: None,
            span,
        };
        let tail = self.sentence(&fake)?;
        Some(Exception::Tail(tail.roles, tail.phrases))
    }

    /// `require that any state shall not …`: every one, or one?
    fn any_under_not(&mut self, forbid: bool, s: &Sentence) {
        let negative = matches!(
            s.predicate,
            Predicate::Act {
                modal: Some(Modal::ShallNot | Modal::ExpectedNot),
                ..
            }
        );
        if forbid || !negative {
            return;
        }
        for i in &s.subject.items {
            if let Base::Thing(Thing {
                quantifier: Quantifier::Any,
                ..
            }) = &i.base
            {
                let (span, d) = (
                    i.span,
                    "`any` before `shall not` can be read as one of them or as all of them",
                );
                self.report(
                    Diagnostic::new(Code::AnyUnderNot, span, d)
                        .help("say `no state shall …` for all of them"),
                );
            }
        }
    }
}

/// The day a line was first stated in public.
fn stated(l: &t::Line) -> Option<DayRange> {
    let statements = l
        .demands
        .iter()
        .chain(l.dated.iter().flat_map(|d| &d.demands));
    let stated: Vec<DayRange> = statements
        .filter_map(|d| {
            if let t::Demand::Stated {
                waived: false,
                date,
                ..
            } = d
            {
                DayRange::read(&date.text).ok()
            } else {
                None
            }
        })
        .collect();
    stated.into_iter().min_by_key(|d| d.first)
}

/// A demand that something is not done in any part of a place is a demand on every part of it, as it is read aloud.
fn every_part(s: &mut Sentence) {
    if !matches!(
        s.predicate,
        Predicate::Act {
            modal: Some(Modal::ShallNot | Modal::ExpectedNot),
            ..
        }
    ) {
        return;
    }
    for i in s.roles.iter_mut().flat_map(|r| &mut r.list.items) {
        if let Base::Place(Place::Part(Quantifier::Any, inner)) = &mut i.base {
            let whole = std::mem::replace(&mut **inner, Place::Union(Vec::new(), Vec::new()));
            i.base = Base::Place(whole);
        }
    }
}

//! Sentences, phrases, conditions.

use super::{Build, P, put};
use crate::source::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::*;

impl Build {
    fn nothing(&self) -> List {
        List {
            values: Vec::new(),
            except: Vec::new(),
            span: Span::new(self.source, self.base, self.base),
        }
    }

    /// `sentence`, `pattern` and `event`.
    pub(in crate::syntax) fn sentence(&self, p: P) -> Sentence {
        let span = self.span(&p);
        let mut subject = Subject {
            only: false,
            list: self.nothing(),
        };
        let mut predicate = None;
        let mut tail = Vec::new();
        let mut that = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::subject => subject = self.subject(k),
                Rule::promise | Rule::occurs => predicate = Some(self.act(k)),
                Rule::state_is => predicate = Some(self.state(k)),
                Rule::that_sentence | Rule::that_pattern => {
                    that = k.into_inner().next().map(|s| Box::new(self.sentence(s)))
                }
                _ => put(&mut tail, self.tail_part(k)),
            }
        }
        let predicate = predicate.unwrap_or(Predicate::Event {
            jointly: false,
            deed: Deed::Anything(span),
        });
        Sentence {
            subject,
            predicate,
            tail,
            that,
            span,
        }
    }

    fn subject(&self, p: P) -> Subject {
        let span = self.span(&p);
        let mut only = false;
        let mut values = Vec::new();
        let mut except = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::only => only = true,
                Rule::except_operands => except = k.into_inner().map(|o| self.operand(o)).collect(),
                _ => put(&mut values, self.operand(k)),
            }
        }
        Subject {
            only,
            list: List {
                values,
                except,
                span,
            },
        }
    }

    fn act(&self, p: P) -> Predicate {
        let span = self.span(&p);
        let mut modal = None;
        let mut jointly = false;
        let mut deed = Deed::Anything(span);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::modal => modal = Some((modal_of(k.as_str()), self.span(&k))),
                Rule::jointly => jointly = true,
                _ => deed = self.deed(k),
            }
        }
        match modal {
            Some((modal, modal_span)) => Predicate::Promise {
                modal,
                modal_span,
                jointly,
                deed,
            },
            None => Predicate::Event { jointly, deed },
        }
    }

    fn deed(&self, p: P) -> Deed {
        let span = self.span(&p);
        let mut verb = None;
        let mut object = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => verb = Some(self.word(&k)),
                Rule::list => object = Some(self.list(k)),
                _ => {}
            }
        }
        match verb {
            Some(verb) => Deed::Act { verb, object },
            None => Deed::Anything(span),
        }
    }

    fn state(&self, p: P) -> Predicate {
        let mut negated = false;
        let mut state = self.word(&p);
        let mut of = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::not => negated = true,
                Rule::word => state = self.word(&k),
                _ => of = Some(self.base_value(k)),
            }
        }
        Predicate::State { negated, state, of }
    }

    pub(in crate::syntax) fn tail_part(&self, p: P) -> TailPart {
        if !matches!(p.as_rule(), Rule::role | Rule::named_role) {
            return TailPart::Phrase(self.phrase(p));
        }
        let span = self.span(&p);
        let mut only = false;
        let mut preposition = self.word(&p);
        let mut list = self.nothing();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::only => only = true,
                Rule::preposition => preposition = self.keyword(&k),
                _ => list = self.list(k),
            }
        }
        TailPart::Role {
            only,
            preposition,
            list,
            span,
        }
    }

    /// `time`, `guard`, `exempt`, `precedence` and `manner`.
    pub(in crate::syntax) fn phrase(&self, p: P) -> Phrase {
        let span = self.span(&p);
        let kind = match p.as_rule() {
            Rule::time => self.time(p),
            Rule::exempt => {
                let word = Word {
                    text: "unless".into(),
                    quoted: false,
                    span: Span::new(span.source, span.start, span.start + 6),
                };
                match p.into_inner().next() {
                    Some(c) => PhraseKind::Guard(word, self.condition(c)),
                    None => PhraseKind::Alone(word),
                }
            }
            rule => {
                let mut word = self.word(&p);
                let mut list = None;
                let mut condition = None;
                for k in p.into_inner() {
                    match k.as_rule() {
                        Rule::list => list = Some(self.list(k)),
                        Rule::condition => condition = Some(self.condition(k)),
                        _ => word = self.keyword(&k),
                    }
                }
                match (rule, list, condition) {
                    (_, _, Some(c)) => PhraseKind::Guard(word, c),
                    (Rule::precedence, Some(l), _) => PhraseKind::Precedence(word, l),
                    (_, Some(l), _) => PhraseKind::Manner(word, l),
                    _ => PhraseKind::Alone(word),
                }
            }
        };
        Phrase { kind, span }
    }

    fn time(&self, p: P) -> PhraseKind {
        let mut pick = None;
        let mut bound = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::pick => pick = Some(self.word(&k)),
                _ => bound = Some(self.bound(k)),
            }
        }
        match bound {
            Some(bound) => PhraseKind::Time(pick, bound),
            None => PhraseKind::Alone(pick.unwrap_or(Word {
                text: "".into(),
                quoted: false,
                span: Span::new(self.source, 0, 0),
            })),
        }
    }

    fn bound(&self, p: P) -> Bound {
        let rule = p.as_rule();
        let whole = self.word(&p);
        let (mut word, mut unit, mut duration, mut moment) = (None, None, None, None);
        let mut objectors = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::duration => duration = Some(self.duration(k)),
                Rule::within_of | Rule::offset_to | Rule::relation | Rule::fixed_at => {
                    word = Some(self.word(&k))
                }
                Rule::matcher => word = Some(self.keyword(&k)),
                Rule::time_unit => unit = Some(self.word(&k)),
                Rule::operand => objectors.push(self.operand(k)),
                _ => moment = Some(self.moment(k)),
            }
        }
        let w = || word.clone().unwrap_or(whole.clone());
        match (rule, duration, moment) {
            (Rule::within, Some(d), Some(m)) => Bound::Within(d, w(), m),
            (Rule::offset, Some(d), Some(m)) => Bound::Offset(d, w(), m),
            (Rule::relative, _, Some(m)) => Bound::Relative(w(), m),
            (Rule::fixed, _, Some(m)) => Bound::Fixed(w(), m),
            (Rule::at_once, _, Some(m)) => Bound::AtOnce(m),
            (Rule::lasting, Some(d), _) => Bound::For(word, d),
            (Rule::renewed, Some(d), _) => Bound::Renewed(d, objectors),
            (Rule::every, Some(d), _) => Bound::Every(d),
            (Rule::every, ..) => {
                let unit = unit.unwrap_or(whole);
                Bound::Every(Duration::Of {
                    number: None,
                    span: unit.span,
                    unit,
                })
            }

            _ => Bound::Soon(whole),
        }
    }

    pub(in crate::syntax) fn condition(&self, p: P) -> Condition {
        let span = self.span(&p);
        let mut any = false;
        let mut atoms = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::and => {}
                Rule::or => any = true,
                Rule::kind_pattern => atoms.push(Atom::Kind(self.kind_pattern(k))),
                Rule::pattern | Rule::event => atoms.push(Atom::Sentence(self.sentence(k))),
                Rule::order => atoms.push(Atom::Order(self.order(k))),
                _ => atoms.push(Atom::Moment(self.moment(k))),
            }
        }
        Condition { any, atoms, span }
    }

    pub(in crate::syntax) fn kind_pattern(&self, p: P) -> KindPattern {
        let span = self.span(&p);
        let mut kind = None;
        let mut body = Vec::new();
        let mut phrases = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => kind = Some(self.word(&k)),
                Rule::field => body.push(PatternItem::Field(self.field(k))),
                Rule::p_sentence => body.extend(
                    k.into_inner()
                        .filter(|k| k.as_rule() == Rule::pattern)
                        .map(|k| PatternItem::Sentence(self.sentence(k))),
                ),
                Rule::p_phrases => {
                    let span = self.span(&k);
                    body.push(PatternItem::Phrases(
                        k.into_inner()
                            .filter(|k| k.as_rule() != Rule::semi)
                            .map(|k| self.phrase(k))
                            .collect(),
                        span,
                    ));
                }
                _ => phrases.push(self.phrase(k)),
            }
        }
        let kind = kind.unwrap_or(Word {
            text: "".into(),
            quoted: false,
            span,
        });
        KindPattern {
            kind,
            body,
            phrases,
            span,
        }
    }

    pub(in crate::syntax) fn order(&self, p: P) -> Order {
        let span = self.span(&p);
        let mut moment = Moment::It(span);
        let mut phrases = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::time | Rule::guard | Rule::precedence | Rule::manner | Rule::exempt => {
                    phrases.push(self.phrase(k))
                }
                _ => moment = self.moment(k),
            }
        }
        Order {
            moment,
            phrases,
            span,
        }
    }
}

fn modal_of(raw: &str) -> Modal {
    let words = super::words_of(raw);
    let not = words.contains(&"not");
    match words.first().copied() {
        Some("may") => Modal::May,
        Some("hereby") => Modal::Hereby,
        Some("shall") if not => Modal::ShallNot,
        Some("shall") => Modal::Shall,
        _ if not => Modal::ExpectedNot,
        _ => Modal::Expected,
    }
}

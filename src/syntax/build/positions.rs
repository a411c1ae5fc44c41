//! Parties, lines, tests.

use super::{Build, P};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::*;

impl Build {
    pub(in crate::syntax) fn party(&self, p: P) -> Party {
        let span = self.span(&p);
        let mut party = Party {
            name: self.word(&p),
            title: None,
            items: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::name => party.name = self.word(&k),
                Rule::string => party.title = Some(self.text(&k)),
                _ => party.items.extend(self.party_item(k)),
            }
        }
        party
    }

    pub(in crate::syntax) fn party_item(&self, p: P) -> Option<PartyItem> {
        let span = self.span(&p);
        Some(match p.as_rule() {
            Rule::reads => {
                let mut words: Vec<Word> = p
                    .into_inner()
                    .filter(|k| k.as_rule() == Rule::word)
                    .map(|k| self.word(&k))
                    .collect();
                let reading = words.pop()?;
                let draft = if words.len() > 1 { words.pop() } else { None };
                PartyItem::Reads {
                    ambiguity: words.pop()?,
                    draft,
                    reading,
                    span,
                }
            }
            Rule::line => PartyItem::Line(self.line(p)),
            Rule::waiver => PartyItem::Waiver(self.waiver(p)),
            Rule::effect => PartyItem::Effect(self.effect(p)),
            Rule::field => PartyItem::Field(self.field(p)),
            _ => return None,
        })
    }

    pub(in crate::syntax) fn waiver(&self, p: P) -> Waiver {
        let span = self.span(&p);
        let mut waiver = Waiver {
            line: self.word(&p),
            draft: self.word(&p),
            items: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::label => waiver.line = self.word(&k),
                Rule::word => waiver.draft = self.word(&k),
                _ => waiver.items.extend(self.waiver_item(k)),
            }
        }
        waiver
    }

    pub(in crate::syntax) fn waiver_item(&self, p: P) -> Option<WaiverItem> {
        let span = self.span(&p);
        let labels = |p: P| {
            p.into_inner()
                .filter(|k| k.as_rule() == Rule::clause_label)
                .map(|k| self.word(&k))
                .collect()
        };
        Some(match p.as_rule() {
            Rule::given => {
                let Demand::Stated {
                    date, by, place, ..
                } = self.stated(p)
                else {
                    return None;
                };
                WaiverItem::Given {
                    date,
                    by,
                    place,
                    span,
                }
            }
            Rule::waived_clauses => WaiverItem::Clauses(labels(p), span),
            Rule::requires => WaiverItem::Requires(labels(p), span),
            Rule::until_day => {
                WaiverItem::Until(p.into_inner().next().map(|d| self.word(&d))?, span)
            }
            Rule::permanent => WaiverItem::Permanent(span),
            Rule::field => WaiverItem::Field(self.field(p)),
            _ => return None,
        })
    }

    pub(in crate::syntax) fn line(&self, p: P) -> Line {
        let span = self.span(&p);
        let mut line = Line {
            goal: false,
            label: self.word(&p),
            title: None,
            stance: None,
            demands: Vec::new(),
            dated: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::line_sort => line.goal = k.as_str() == "goal",
                Rule::label => line.label = self.word(&k),
                Rule::string => line.title = Some(self.text(&k)),
                Rule::stance => line.stance = Some(self.word(&k)),
                Rule::dated_lines => line.dated.push(self.dated_lines(k)),
                _ => line.demands.extend(self.demand(k)),
            }
        }
        line
    }

    pub(in crate::syntax) fn dated_lines(&self, p: P) -> Dated {
        let span = self.span(&p);
        let mut date = self.word(&p);
        let mut demands = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::date => date = self.word(&k),
                _ => demands.extend(self.demand(k)),
            }
        }
        Dated {
            date,
            demands,
            span,
        }
    }

    pub(in crate::syntax) fn demand(&self, p: P) -> Option<Demand> {
        let span = self.span(&p);
        match p.as_rule() {
            Rule::field => return Some(Demand::Field(self.field(p))),
            Rule::stated => return Some(self.stated(p)),
            Rule::forbid | Rule::require => {}
            _ => return None,
        }
        let forbid = p.as_rule() == Rule::forbid;
        let (mut at_least, mut wanted, mut exception, mut gated) = (None, None, None, false);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::at_least => at_least = k.into_inner().next().map(|n| self.word(&n)),
                Rule::gated => gated = true,
                Rule::that_pattern => {
                    wanted = k
                        .into_inner()
                        .next()
                        .map(|s| Wanted::That(self.sentence(s)))
                }
                Rule::order => wanted = Some(Wanted::Order(gated, self.order(k))),
                Rule::kind_pattern => wanted = Some(Wanted::Kind(self.kind_pattern(k))),
                Rule::exception => exception = Some(self.exception(k)),
                _ => {}
            }
        }
        let wanted = wanted?;
        Some(if forbid {
            Demand::Forbid {
                wanted,
                exception,
                span,
            }
        } else {
            Demand::Require {
                at_least,
                wanted,
                exception,
                span,
            }
        })
    }

    fn exception(&self, p: P) -> Exception {
        let mut tail = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::condition => return Exception::Condition(self.condition(k)),
                _ => tail.push(self.tail_part(k)),
            }
        }
        Exception::Tail(tail)
    }

    fn stated(&self, p: P) -> Demand {
        let span = self.span(&p);
        let (mut waived, mut date, mut by, mut place) = (false, self.word(&p), None, None);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::stated_word => waived = k.as_str() == "waived",
                Rule::date => date = self.word(&k),
                Rule::string => by = Some(self.text(&k)),
                Rule::stated_in => place = k.into_inner().next().map(|t| self.text(&t)),
                _ => {}
            }
        }
        Demand::Stated {
            waived,
            date,
            by,
            place,
            span,
        }
    }

    pub(in crate::syntax) fn test(&self, p: P) -> Test {
        let span = self.span(&p);
        let mut test = Test {
            title: Text {
                text: String::new(),
                long: false,
                span,
            },
            as_of: None,
            expects: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::string => test.title = self.text(&k),
                Rule::test_date => test.as_of = k.into_inner().next().map(|d| self.word(&d)),
                _ => test.expects.extend(self.expect(k)),
            }
        }
        test
    }

    pub(in crate::syntax) fn expect(&self, p: P) -> Option<Expect> {
        if p.as_rule() != Rule::expect {
            return None;
        }
        let span = self.span(&p);
        let k = p.into_inner().next()?;
        let fact = k.as_rule() == Rule::expect_fact;
        let (mut draft, mut negated, mut pattern, mut because, mut near) =
            (None, false, None, Vec::new(), Vec::new());
        let (mut verdict, mut line, mut cause) = (None, None, None);
        for k in k.into_inner() {
            match k.as_rule() {
                Rule::word => draft = Some(self.word(&k)),
                Rule::in_draft => draft = k.into_inner().next().map(|w| self.word(&w)),
                Rule::not => negated = true,
                Rule::pattern => pattern = Some(self.sentence(k)),
                Rule::because => because = self.refs(k),
                Rule::nearest => near = self.refs(k),
                Rule::verdict => verdict = Some(self.word(&k)),
                Rule::label => line = Some(self.word(&k)),
                Rule::by_cause => cause = k.into_inner().next().map(|w| self.word(&w)),
                _ => {}
            }
        }
        if fact {
            Some(Expect::Fact {
                draft: draft?,
                negated,
                pattern: pattern?,
                because,
                span,
            })
        } else {
            Some(Expect::Verdict {
                verdict: verdict?,
                line: line?,
                draft,
                cause,
                because,
                near,
                span,
            })
        }
    }

    fn refs(&self, p: P) -> Vec<ClauseName> {
        p.into_inner()
            .filter_map(|k| {
                let mut w = k.into_inner().map(|k| self.word(&k));
                Some(ClauseName {
                    label: w.next()?,
                    draft: w.next(),
                })
            })
            .collect()
    }
}

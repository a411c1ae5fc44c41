//! Frameworks, clauses, fields.

use super::{Build, P, put};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::*;

impl Build {
    pub(in crate::syntax) fn framework(&self, p: P) -> Framework {
        let span = self.span(&p);
        let mut f = Framework {
            id: self.word(&p),
            title: None,
            amends: None,
            members: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => f.id = self.word(&k),
                Rule::string => f.title = Some(self.text(&k)),
                Rule::amends => f.amends = k.into_inner().next().map(|w| self.word(&w)),
                _ => f.members.extend(self.member(k)),
            }
        }
        f
    }

    pub(in crate::syntax) fn member(&self, p: P) -> Option<Member> {
        let span = self.span(&p);
        match p.as_rule() {
            Rule::strike => Some(Member::Strike(
                p.into_inner()
                    .filter(|k| k.as_rule() == Rule::clause_label)
                    .map(|k| self.word(&k))
                    .collect(),
                span,
            )),
            Rule::replace => p
                .into_inner()
                .next()
                .map(|c| Member::Replace(self.clause(c), span)),
            Rule::add => p
                .into_inner()
                .next()
                .map(|c| Member::Add(self.clause(c), span)),
            _ => self.statement(p).map(Member::Statement),
        }
    }

    pub(in crate::syntax) fn statement(&self, p: P) -> Option<Statement> {
        let span = self.span(&p);
        Some(match p.as_rule() {
            Rule::headed
                if p.clone()
                    .into_inner()
                    .any(|k| k.as_rule() == Rule::clause_label) =>
            {
                Statement::Clause(self.clause(p))
            }
            Rule::field | Rule::headed => Statement::Field(self.field(p)),
            Rule::entity => Statement::Entity(self.entity(p)),
            Rule::ambiguous | Rule::ambiguous_head => Statement::Ambiguous(self.ambiguous(p)),
            Rule::either => Statement::Either(
                p.into_inner()
                    .filter(|k| k.as_rule() == Rule::branch)
                    .map(|k| self.branch(k))
                    .collect(),
                span,
            ),
            Rule::clause | Rule::lettered => Statement::Clause(self.clause(p)),
            Rule::order_line => Statement::Order(p.into_inner().next().map(|o| self.order(o))?),
            Rule::phrase_line => Statement::Phrases(
                p.into_inner()
                    .filter(|k| k.as_rule() != Rule::semi)
                    .map(|k| self.phrase(k))
                    .collect(),
                span,
            ),
            Rule::sentence_line => {
                Statement::Sentence(p.into_inner().next().map(|s| self.sentence(s))?)
            }
            _ => return None,
        })
    }

    pub(in crate::syntax) fn clause(&self, p: P) -> Clause {
        let span = self.span(&p);
        let none = Word {
            text: "".into(),
            quoted: false,
            span,
        };
        let mut c = Clause {
            kind: none.clone(),
            label: none,
            title: None,
            body: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => c.kind = self.word(&k),
                Rule::clause_label => c.label = self.word(&k),
                Rule::string => c.title = Some(self.text(&k)),
                _ => {
                    if let Some(s) = self.statement(k) {
                        put(&mut c.body, s);
                    }
                }
            }
        }
        c
    }

    pub(in crate::syntax) fn field(&self, p: P) -> Field {
        let span = self.span(&p);
        let mut name = self.word(&p);
        let mut index = None;
        let mut value = List {
            values: Vec::new(),
            except: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => name = self.word(&k),
                Rule::field_index => index = k.into_inner().next().map(|l| self.list(l)),
                Rule::list => value = self.list(k),
                _ => {}
            }
        }
        Field {
            name,
            index,
            value,
            span,
        }
    }

    fn ambiguous(&self, p: P) -> Ambiguous {
        let span = self.span(&p);
        let mut a = Ambiguous {
            name: self.word(&p),
            title: None,
            readings: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => a.name = self.word(&k),
                Rule::string => a.title = Some(self.text(&k)),
                Rule::reading => a.readings.push(self.reading(k)),
                _ => {}
            }
        }
        a
    }

    pub(in crate::syntax) fn reading(&self, p: P) -> Reading {
        let span = self.span(&p);
        let mut r = Reading {
            name: self.word(&p),
            title: None,
            of: Vec::new(),
            body: Vec::new(),
            span,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => r.name = self.word(&k),
                Rule::string => r.title = Some(self.text(&k)),
                Rule::names => r.of = k.into_inner().map(|n| self.word(&n)).collect(),
                _ => r.body.extend(self.statement(k)),
            }
        }
        r
    }

    fn branch(&self, p: P) -> (Word, Vec<Statement>) {
        let mut label = self.word(&p);
        let mut body = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word | Rule::name => label = self.word(&k),
                _ => body.extend(self.statement(k)),
            }
        }
        (label, body)
    }
}

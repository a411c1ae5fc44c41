//! Resolves tests: what is expected of which line or fact.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;

impl Resolver<'_> {
    pub(super) fn test(&mut self, t: &t::Test, positions: &[Position]) -> Test {
        let as_of = t.as_of.as_ref().and_then(|d| self.date(d));
        let mut expects = Vec::new();
        for e in &t.expects {
            self.fresh();
            expects.extend(match e {
                t::Expect::Fact {
                    draft,
                    negated,
                    pattern,
                    because,
                    span,
                } => self.expect_fact(draft, *negated, pattern, because, *span),
                t::Expect::Verdict { .. } => self.expect_verdict(e, positions),
            });
        }
        Test {
            title: t.title.text.clone(),
            as_of,
            expects,
        }
    }

    fn expect_fact(
        &mut self,
        draft: &t::Word,
        negated: bool,
        pattern: &t::Sentence,
        because: &[t::ClauseName],
        span: Span,
    ) -> Option<Expectation> {
        if !self.frameworks.contains_key(&draft.text) {
            self.unknown_draft(draft);
            return None;
        }
        self.draft = Some(draft.text.clone());
        let pattern = self.sentence(pattern);
        self.draft = None;
        let because = self.clause_names(because, Some(draft));
        Some(Expectation {
            kind: ExpectationKind::Fact {
                draft: draft.text.clone(),
                negated,
                pattern: pattern?,
            },
            because,
            near: Vec::new(),
            span,
        })
    }

    fn clause_names(
        &mut self,
        names: &[t::ClauseName],
        draft: Option<&t::Word>,
    ) -> Vec<(Option<CompactString>, CompactString)> {
        names
            .iter()
            .map(|n| {
                let of = n.draft.as_ref().or(draft);
                self.check_label(&n.label, of);
                (
                    n.draft.as_ref().map(|d| d.text.clone()),
                    n.label.text.clone(),
                )
            })
            .collect()
    }

    /// What is expected of a line.
    fn expect_verdict(&mut self, e: &t::Expect, positions: &[Position]) -> Option<Expectation> {
        let t::Expect::Verdict {
            verdict,
            line,
            draft,
            cause,
            because,
            near,
            span,
        } = e
        else {
            return None;
        };
        let draft = draft.as_ref();
        if let Some(d) = draft
            && !self.frameworks.contains_key(&d.text)
        {
            self.unknown_draft(d);
            return None;
        }
        let (party, line) = self.line_named(line, positions)?;
        let because = self.clause_names(because, draft);
        let near = self.clause_names(near, draft);
        let kind = ExpectationKind::Verdict {
            verdict: verdict.text.clone(),
            party,
            line,
            draft: draft.map(|d| d.text.clone()),
            cause: cause.as_ref().map(|c| c.text.clone()),
        };
        Some(Expectation {
            kind,
            because,
            near,
            span: *span,
        })
    }

    /// A line by its label, or by that of its party and its own.
    fn line_named(
        &mut self,
        line: &t::Word,
        positions: &[Position],
    ) -> Option<(CompactString, CompactString)> {
        let hits: Vec<(&Position, &Line)> = positions
            .iter()
            .flat_map(|p| p.lines.iter().map(move |l| (p, l)))
            .filter(|(p, l)| {
                l.label == line.text
                    || line
                        .text
                        .strip_prefix(p.name.as_str())
                        .and_then(|r| r.strip_prefix('.'))
                        .is_some_and(|r| r == l.label)
            })
            .collect();
        match hits[..] {
            [(p, l)] => Some((p.name.clone(), l.label.clone())),
            [] => {
                let known: Vec<&str> = positions
                    .iter()
                    .flat_map(|p| p.lines.iter().map(|l| l.label.as_str()))
                    .collect();
                let d = Diagnostic::new(
                    Code::UnknownLine,
                    line.span,
                    format!("No party has a line {}", line.text),
                );
                let d = match self.nearest(&line.text, known.into_iter()) {
                    // Suggested: labels of lines differ from one another by a digit.
                    Some(near) => d
                        .help(format!("did you mean {near}?"))
                        .edit(line.span, near),
                    None => d.help("load the file of the party: `use \"positions/…truce\";`"),
                };
                self.report(d);
                None
            }
            _ => {
                let who: Vec<String> = hits
                    .iter()
                    .map(|(p, _)| format!("`{}.{}`", p.name, line.text))
                    .collect();
                let who: Vec<&str> = who.iter().map(String::as_str).collect();
                self.report(
                    Diagnostic::new(
                        Code::UnknownLine,
                        line.span,
                        format!("Several parties have a line {}", line.text),
                    )
                    .help(format!("say {}", crate::syntax::either(&who))),
                );
                None
            }
        }
    }
}

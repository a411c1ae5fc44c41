//! Resolves waivers: each says who lets which draft pass, when, why and until when.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;
use compact_str::CompactString;

impl Resolver<'_> {
    /// A waiver of a party whose lines are known. Nothing: it lacks something, or its line or a clause is not there.
    pub(super) fn waiver(&mut self, w: &t::Waiver, lines: &[Line]) -> Option<Waiver> {
        let head = crate::source::Span::new(w.span.source, w.span.start, w.draft.span.end);
        let before = self.diagnostics.len();
        self.line_of_party(&w.line, lines);
        let mut out = Waiver {
            line: w.line.text.clone(),
            draft: w.draft.text.clone(),
            clauses: Vec::new(),
            requires: Vec::new(),
            given: None,
            by: String::new(),
            place: String::new(),
            reason: String::new(),
            until: None,
            permanent: false,
            head,
        };
        for item in &w.items {
            match item {
                t::WaiverItem::Given {
                    date, by, place, ..
                } => {
                    out.given = self.date(date);
                    out.by = by.as_ref().map_or_else(String::new, |t| t.text.clone());
                    out.place = place.as_ref().map_or_else(String::new, |t| t.text.clone());
                }
                t::WaiverItem::Clauses(labels, _) => {
                    out.clauses.extend(self.waived_labels(labels, &w.draft))
                }
                // A required clause that is not there is no mistake: the waiver does not hold then.
                t::WaiverItem::Requires(labels, _) => out
                    .requires
                    .extend(labels.iter().map(|l| (l.text.clone(), l.span))),
                t::WaiverItem::Until(date, _) => out.until = self.date(date),
                t::WaiverItem::Permanent(_) => out.permanent = true,
                t::WaiverItem::Field(f) => self.reason(f, &mut out),
            }
        }
        self.complete(&out, before);
        (self.diagnostics.len() == before).then_some(out)
    }

    fn line_of_party(&mut self, line: &t::Word, lines: &[Line]) {
        if !lines.iter().any(|l| l.label == line.text) {
            let d = Diagnostic::new(
                Code::UnknownLine,
                line.span,
                format!("This party has no line `{}`", line.text),
            )
            .here("waived here");
            self.report(
                match self.nearest(&line.text, lines.iter().map(|l| l.label.as_str())) {
                    // Suggested: it says which line is let go.
                    Some(near) => d
                        .help(format!("did you mean `{near}`?"))
                        .edit(line.span, near),
                    None => {
                        d.help("only the party whose line it is can waive it, in its own block")
                    }
                },
            );
        }
    }

    /// A waiver says who gave it, when, why and until when; `before`: what was told when it began.
    fn complete(&mut self, w: &Waiver, before: usize) {
        let lacks = [
            (
                w.given.is_none(),
                "on which day it was given: `given DATE by \"…\";`",
            ),
            (w.by.is_empty(), "who gave it: `given DATE by \"…\";`"),
            (w.reason.is_empty(), "why: `reason: \"…\";`"),
            (
                w.until.is_none() && !w.permanent,
                "until when: `until DATE;` or `permanent;`",
            ),
        ];
        let lacks: Vec<&str> = lacks
            .into_iter()
            .filter(|(lacks, _)| *lacks)
            .map(|(_, what)| what)
            .collect();
        if self.diagnostics.len() == before && !lacks.is_empty() {
            let message = format!(
                "The waiver of {} does not say {}",
                w.line,
                lacks.join(", nor ")
            );
            self.report(Diagnostic::new(Code::IncompleteWaiver, w.head, message).here("waives nothing").help("a waiver lets a crossed line pass: whoever reads the report must be able to look it up"));
        } else if let (Some(given), Some(until)) = (w.given, w.until)
            && until.last < given.first
        {
            self.report(
                Diagnostic::new(
                    Code::IncompleteWaiver,
                    w.head,
                    "The waiver ends before the day on which it is given",
                )
                .help("one of the two days is wrong"),
            );
        } else if w.until.is_some() && w.permanent {
            self.report(
                Diagnostic::new(
                    Code::IncompleteWaiver,
                    w.head,
                    "The waiver ends on a day and is permanent",
                )
                .help("keep one of `until DATE;` and `permanent;`"),
            );
        }
    }

    /// The labels of clauses the draft has. A draft that was not loaded is told as a waiver without use.
    fn waived_labels(&mut self, labels: &[t::Word], draft: &t::Word) -> Vec<CompactString> {
        if self.labels.contains_key(&draft.text) {
            labels.iter().for_each(|l| self.check_label(l, Some(draft)));
        }
        labels.iter().map(|l| l.text.clone()).collect()
    }

    fn reason(&mut self, f: &t::Field, out: &mut Waiver) {
        match (f.name.text.as_str(), super::fields::text_of(f)) {
            ("reason", Some(text)) => out.reason = text,
            ("note" | "source", Some(_)) => {}
            (word, _) => {
                let d = Diagnostic::new(
                    Code::UnknownField,
                    f.name.span,
                    format!("A waiver has no field `{word}` of this form"),
                );
                self.report(d.help("a waiver holds `given DATE by \"…\";`, `reason: \"…\";`, `until DATE;` or `permanent;`, `clauses 1, 2;`, `requires clause 3;` and notes"));
            }
        }
    }
}

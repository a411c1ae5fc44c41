//! Dates, moments and lengths of time.

use super::super::tokens::TokenKind;
use super::{Find, MONTHS, UNITS_OF_TIME};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Find<'_> {
    /// `within -14 days`: no amount is less than nothing.
    pub(super) fn negative(&mut self, n: usize) {
        if self.on.word(n) != "-" || self.on.kind(n + 1) != Some(TokenKind::Number) {
            return;
        }
        let at = self.on.span(n, n);
        self.push(
            Diagnostic::new(Code::BadNumber, at, "No amount is less than nothing")
                .help("write how much it is; `14 days before M` is a time before a moment")
                .edit(at, ""),
        );
    }

    /// `20.11.2025`, `20 November 2025`.
    pub(super) fn date(&mut self, n: usize) {
        if self.on.kind(n) != Some(TokenKind::Number) {
            return;
        }
        let help = "a date is written year-month-day: `2025-11-20`";
        let parts: Vec<&str> = self.on.word(n).split('.').collect();
        if let [d, m, y] = parts[..]
            && y.len() == 4
        {
            let at = self.on.span(n, n);
            let iso = format!("{y}-{m:0>2}-{d:0>2}");
            let d = Diagnostic::new(
                Code::BadDate,
                at,
                format!("`{}` is not how a date is written", self.on.word(n)),
            )
            .help(help)
            .edit(at, iso);
            self.push(d);
        }
        let (m, y) = (self.on.word(n + 1), self.on.word(n + 2));
        if let Some(month) = MONTHS.iter().position(|x| *x == m)
            && self.on.kind(n + 2) == Some(TokenKind::Number)
        {
            let at = self.on.span(n, n + 2);
            let iso = format!("{y}-{:02}-{:0>2}", month + 1, self.on.word(n));
            self.push(
                Diagnostic::new(Code::BadDate, at, "This is not how a date is written")
                    .help(help)
                    .edit(at, iso),
            );
        }
    }

    /// `after Russia withdraws`: a point of the event is meant.
    pub(super) fn moment(&mut self, n: usize) {
        let word = self.on.word(n).to_owned();
        if !matches!(
            word.as_str(),
            "after" | "before" | "until" | "upon" | "by" | "of"
        ) || !matches!(self.on.kind(n + 1), Some(TokenKind::Name | TokenKind::Word))
        {
            return;
        }
        let at = if self.on.word(n + 1) == "the" {
            n + 2
        } else {
            n + 1
        };
        if (0..3)
            .map(|k| self.on.word(at + k))
            .eq(["entry", "into", "force"])
        {
            return;
        }
        let end = self.end_of_phrase(n + 1);
        if end < n + 3 {
            return;
        }
        let at = self.on.span(n, end - 1);
        let point = if word == "until" || word == "before" {
            "start"
        } else {
            "completion"
        };
        let first = self.on.span(n + 1, n + 1);
        let last = self.on.span(end - 1, end - 1);
        let insert = Span::new(self.on.source, first.start, first.start);
        let close = Span::new(self.on.source, last.end, last.end);
        self.push(
            Diagnostic::new(
                Code::EventAsMoment,
                at,
                format!("Which point of this is meant after `{word}`?"),
            )
            .here("an event lasts: it has a start and a completion")
            .help(format!(
                "name the point: `{word} {point} of ({})`",
                &self.on.text[first.start as usize..last.end as usize]
            ))
            .edit(insert, format!("{point} of ("))
            .edit(close, ")"),
        );
    }

    /// Where a phrase ends: at a comma or bracket that is not opened in it, or with the statement.
    fn end_of_phrase(&self, from: usize) -> usize {
        let mut depth = 0i32;
        for n in from..self.on.toks.len() {
            match self.on.word(n) {
                ";" | "{" | "}" => return n,
                "," | ")" if depth == 0 => return n,
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
        }
        from.max(self.on.toks.len())
    }

    /// `entry-into-force: 2026-03-01;`: a moment is no field.
    pub(super) fn dated_by_colon(&mut self) {
        if !matches!(self.on.word(0), "entry-into-force" | "signature") || self.on.word(1) != ":" {
            return;
        }
        let (word, at) = (self.on.word(0).to_owned(), self.on.span(1, 1));
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{word}` is a moment, not a field"),
            )
            .help(format!("say when: `{word} on 2026-03-01;`"))
            .edit(at, " on"),
        );
    }

    /// `require clause 2 before clause 3`: which moments of them?
    pub(super) fn clause_order(&mut self) {
        let words: Vec<&str> = (0..6).map(|n| self.on.word(n)).collect();
        if !matches!(words[0], "forbid" | "require")
            || words[1] != "clause"
            || !matches!(words[3], "before" | "after")
            || words[4] != "clause"
            || words[5].is_empty()
        {
            return;
        }
        let (first, second) = if words[3] == "before" {
            ("completion", "start")
        } else {
            ("start", "completion")
        };
        let help = format!(
            "say which: `{} {first} of clause {} {} {second} of clause {};`",
            words[0], words[2], words[3], words[5]
        );
        let at = self.on.span(1, 5);
        let open = |n: usize| {
            Span::new(
                self.on.source,
                self.on.span(n, n).start,
                self.on.span(n, n).start,
            )
        };
        let (one, other) = (open(1), open(4));
        self.push(
            Diagnostic::new(
                Code::EventAsMoment,
                at,
                "Which moments of these clauses are meant?",
            )
            .here("a clause begins and is complete")
            .help(help)
            .edit(one, format!("{first} of "))
            .edit(other, format!("{second} of ")),
        );
    }

    /// `within 3 months from signature`: of it, or after it.
    pub(super) fn within_from(&mut self, n: usize) {
        if self.on.word(n) != "within"
            || self.on.kind(n + 1) != Some(TokenKind::Number)
            || self.on.word(n + 3) != "from"
        {
            return;
        }
        let at = self.on.span(n + 3, n + 3);
        let (number, unit) = (
            self.on.word(n + 1).to_owned(),
            self.on.word(n + 2).to_owned(),
        );
        self.push(
            Diagnostic::new(Code::Syntax, at, format!("`within {number} {unit}` is counted `of` a moment, or `after` it"))
                .help(format!("`within {number} {unit} of …` may be done earlier too; `within {number} {unit} after …` not before the moment"))
                .edit(at, "of"),
        );
    }

    /// `30 days after signature`: the phrase opens with `within` or `at least`.
    pub(super) fn bare_distance(&mut self, n: usize) {
        let opened = n > 0
            && matches!(
                self.on.word(n - 1),
                "within" | "least" | "for" | "most" | "every"
            );
        if n == 0
            || opened
            || self.on.kind(n) != Some(TokenKind::Number)
            || !UNITS_OF_TIME.contains(&self.on.word(n + 1))
            || !matches!(self.on.word(n + 2), "after" | "before" | "of")
        {
            return;
        }
        let at = self.on.span(n, n + 2);
        let (number, unit, to) = (
            self.on.word(n).to_owned(),
            self.on.word(n + 1).to_owned(),
            self.on.word(n + 2).to_owned(),
        );
        let start = Span::new(self.on.source, at.start, at.start);
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{number} {unit} {to}` can mean by then, or not before"),
            )
            .help(format!(
                "say which: `within {number} {unit} {to} …`, or `at least {number} {unit} {to} …`"
            ))
            .edit(start, "within "),
        );
    }
}

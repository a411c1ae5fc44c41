//! Numbers, dates and labels as people write them.

use super::super::candidates::{Candidate, MONTHS};
use super::super::tokens::{Broken, TokenKind};
use crate::diagnostic::Code;

/// A number in words.
pub(crate) fn number_in_words(word: &str) -> Option<u32> {
    NUMBERS
        .iter()
        .find(|(w, _)| *w == word.to_lowercase())
        .map(|(_, n)| *n)
}

/// Numbers in words that drafts use.
const NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
    ("hundred", 100),
];

impl Broken<'_> {
    /// `thirty days`, `80 000`, `80k`, `1:1`.
    pub(super) fn number(&self, n: usize) -> Option<Candidate> {
        let (word, at) = (self.word(n), self.span(n, n));
        if let Some(value) = number_in_words(word) {
            return Some(self.one(
                Code::BadNumber,
                at,
                format!("`{word}` is a number in words"),
                format!("write `{value}`"),
                Some((at, value.to_string())),
            ));
        }
        if self.kind(n) != Some(TokenKind::Number) {
            return None;
        }
        for (short, long) in [("k", "thousand"), ("m", "million"), ("bn", "billion")] {
            if let Some(digits) = word.to_lowercase().strip_suffix(short)
                && !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            {
                return Some(self.one(
                    Code::BadNumber,
                    at,
                    format!("`{word}` is no number here"),
                    format!("write `{digits} {long}`"),
                    Some((at, format!("{digits} {long}"))),
                ));
            }
        }
        let next = self.word(n + 1);
        if self.kind(n + 1) == Some(TokenKind::Number)
            && next.len() == 3
            && next.bytes().all(|b| b.is_ascii_digit())
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        {
            let at = self.span(n, n + 1);
            return Some(self.one(
                Code::BadNumber,
                at,
                format!("`{word} {next}` reads as two numbers"),
                format!("group digits with `_`: `{word}_{next}`"),
                Some((at, format!("{word}_{next}"))),
            ));
        }
        if next == ":" && self.kind(n + 2) == Some(TokenKind::Number) {
            let at = self.span(n, n + 2);
            let ratio = format!("{word} for {}", self.word(n + 2));
            return Some(self.one(
                Code::Syntax,
                at,
                "A ratio is written in words".to_owned(),
                format!("write `{ratio}`"),
                Some((at, ratio)),
            ));
        }
        None
    }

    /// `2025-5-4`, `04/05/2026`, `2026/12/31`.
    pub(super) fn date(&self, n: usize) -> Option<Candidate> {
        if self.kind(n) != Some(TokenKind::Number) {
            return None;
        }
        let help = "a date is written year-month-day: `2025-11-20`";
        let parts: Vec<&str> = self.word(n).split('-').collect();
        if let [y, m, d] = parts[..]
            && y.len() == 4
            && (m.len() == 1 || d.len() == 1)
        {
            let at = self.span(n, n);
            return Some(self.one(
                Code::BadDate,
                at,
                "A month and a day have two digits".to_owned(),
                help,
                Some((at, format!("{y}-{m:0>2}-{d:0>2}"))),
            ));
        }
        if self.word(n + 1) != "/" || self.word(n + 3) != "/" {
            return None;
        }
        let at = self.span(n, n + 4.min(self.toks.len() - 1 - n));
        let (a, b, c) = (self.word(n), self.word(n + 2), self.word(n + 4));
        let iso = match (a.len(), c.len()) {
            (4, _) => Some(format!("{a}-{b:0>2}-{c:0>2}")),
            // Two readings: nobody but the author knows which.
            _ if a.parse::<u32>().is_ok_and(|a| a <= 12) => None,
            _ => Some(format!("{c}-{b:0>2}-{a:0>2}")),
        };
        let message = if iso.is_none() {
            "Which of these is the day, and which the month?"
        } else {
            "This is not how a date is written"
        };
        Some(self.one(
            Code::BadDate,
            at,
            message.to_owned(),
            help,
            iso.map(|i| (at, i)),
        ))
    }

    /// `March 2026`.
    pub(super) fn bare_month(&self, n: usize) -> Option<Candidate> {
        let month = MONTHS.iter().position(|m| *m == self.word(n))?;
        let bare = n == 0 || self.kind(n - 1) != Some(TokenKind::Number);
        if bare && self.kind(n + 1) == Some(TokenKind::Number) && self.word(n + 1).len() == 4 {
            let at = self.span(n, n + 1);
            let iso = format!("{}-{:02}", self.word(n + 1), month + 1);
            return Some(self.one(
                Code::BadDate,
                at,
                "This is not how a month is written".to_owned(),
                format!("write `{iso}`"),
                Some((at, iso)),
            ));
        }
        None
    }

    /// `provision 5.`, `5(a)`.
    pub(super) fn label(&self, n: usize) -> Option<Candidate> {
        if n == 0
            || self.kind(n) != Some(TokenKind::Number)
            || self.kind(n - 1) != Some(TokenKind::Word)
        {
            return None;
        }
        let label = self.word(n);
        let help = "a label is digits or letters, its parts joined by dots: `5`, `5.a`";
        if self.word(n + 1) == "." {
            let at = self.span(n, n + 1);
            return Some(self.one(
                Code::Syntax,
                at,
                "A label has no dot at its end".to_owned(),
                help,
                Some((at, label.to_owned())),
            ));
        }
        if self.word(n + 1) == "(" && self.word(n + 3) == ")" {
            let at = self.span(n, n + 3);
            let joined = format!("{label}.{}", self.word(n + 2));
            return Some(self.one(
                Code::Syntax,
                at,
                "The parts of a label are joined by dots".to_owned(),
                help,
                Some((at, joined)),
            ));
        }
        None
    }
}

//! Names of several words, and words with a capital letter that are no names.

use super::super::chunks::SORTS;
use super::super::tokens::TokenKind;
use super::Find;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Find<'_> {
    /// `state Republic of Averne;`: a name of several words stands in quotes.
    pub(super) fn long_name(&mut self) {
        if !SORTS.contains(&self.on.word(0)) || self.on.kind(1) != Some(TokenKind::Name) {
            return;
        }
        let named =
            |f: &Self, n: usize| f.on.kind(n) == Some(TokenKind::Name) && !f.on.word(n).is_empty();
        let mut last = 1;
        loop {
            if named(self, last + 1) {
                last += 1;
            } else if matches!(self.on.word(last + 1), "of" | "the" | "and" | "for")
                && named(self, last + 2)
            {
                last += 2;
            } else {
                break;
            }
        }
        if last == 1 {
            return;
        }
        let at = self.on.span(1, last);
        let name = self.on.text[at.start as usize..at.end as usize]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let name = name.replace('"', "");
        self.push(
            Diagnostic::new(Code::Syntax, at, "A name of several words stands in quotes")
                .help(format!(
                    "write `{} \"{name}\"`, here and wherever it is named",
                    self.on.word(0)
                ))
                .edit(at, format!("\"{name}\"")),
        );
    }

    /// `befor 2026-05-01`: a word that joins, with a letter too many, too few or another.
    pub(super) fn misspelt(&mut self, n: usize) {
        const JOINTS: &[&str] = &[
            "before",
            "after",
            "until",
            "within",
            "from",
            "upon",
            "unless",
            "while",
            "notwithstanding",
            "verified",
            "judged",
            "except",
            "completion",
            "signature",
            "forbid",
            "require",
        ];
        let word = self.on.word(n).to_owned();
        if self.on.kind(n) != Some(TokenKind::Word) || word.len() < 4 {
            return;
        }
        let near = |j: &&&str| **j != word && strsim::damerau_levenshtein(j, &word) == 1;
        if let Some(joint) = JOINTS.iter().find(near) {
            let at = self.on.span(n, n);
            self.push(
                Diagnostic::new(
                    Code::Syntax,
                    at,
                    format!("`{word}` is no word of the language"),
                )
                .help(format!("did you mean `{joint}`?"))
                .edit(at, (*joint).to_owned()),
            );
        }
    }

    /// Words that join, and that nobody writes with a capital on purpose.
    pub(super) fn capital_joint(&mut self, n: usize) {
        const JOINTS: &[&str] = &[
            "shall", "may", "hereby", "is", "are", "not", "unless", "if", "while", "from", "to",
            "in", "by", "after", "before", "until", "within", "that",
        ];
        if n == 0 || self.on.kind(n) != Some(TokenKind::Name) {
            return;
        }
        let (word, lower) = (self.on.word(n).to_owned(), self.on.word(n).to_lowercase());
        if JOINTS.contains(&lower.as_str()) {
            let at = self.on.span(n, n);
            self.push(
                Diagnostic::new(
                    Code::Syntax,
                    at,
                    format!("`{word}` starts with a capital letter, as names do"),
                )
                .help(format!("words of the language are lower case: `{lower}`"))
                .edit(at, lower),
            );
        }
    }

    /// `Provision 1 {`: keywords are lower case.
    pub(super) fn capital_keyword(&mut self) {
        if self.on.kind(0) != Some(TokenKind::Name) {
            return;
        }
        let word = self.on.word(0).to_owned();
        let lower = word.to_lowercase();
        let at = self.on.span(0, 0);
        if matches!(lower.as_str(), "the" | "a" | "an") {
            let next = self.on.toks.get(1).map_or(at.end, |t| t.start as u32);
            let gone = Span::new(self.on.source, at.start, next);
            self.push(Diagnostic::new(Code::Syntax, at, format!("`{word}` is no name")).help("names and nouns stand without an article; a name of several words stands in quotes").edit(gone, ""));
            return;
        }
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{word}` starts with a capital letter, as names do"),
            )
            .help(format!("words of the language are lower case: `{lower}`"))
            .edit(at, lower),
        );
    }
}

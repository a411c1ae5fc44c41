//! The first words of a statement that declares or opens something.

use super::super::candidates::Candidate;
use super::super::chunks::SORTS;
use super::super::tokens::{Broken, TokenKind};
use crate::diagnostic::Code;

impl Broken<'_> {
    /// Every way in which the head of a statement can be wrong.
    pub(super) fn head(&self) -> Vec<Candidate> {
        if self.toks.len() < 2 {
            return Vec::new();
        }
        let found = [
            self.draft_id(),
            self.one_letter_name(),
            self.name_in_lower_case(),
            self.lone_either(),
            self.neither(),
            self.no_label(),
            self.bare_path(),
        ];
        found.into_iter().flatten().collect()
    }

    /// Does the statement declare a thing or a party?
    fn declares(&self) -> bool {
        SORTS.contains(&self.word(0)) || self.word(0) == "party"
    }

    /// `framework Truce`.
    fn draft_id(&self) -> Option<Candidate> {
        if self.word(0) != "framework" || self.kind(1) != Some(TokenKind::Name) {
            return None;
        }
        let lower = self.word(1).to_lowercase();
        Some(self.one(
            Code::Syntax,
            self.span(1, 1),
            "The id of a draft is a word in lower case".to_owned(),
            format!("write `framework {lower}`; its name stands behind it in quotes"),
            Some((self.span(1, 1), lower)),
        ))
    }

    /// `state A`.
    fn one_letter_name(&self) -> Option<Candidate> {
        let word = self.word(1);
        if !self.declares() || self.kind(1) != Some(TokenKind::Name) || word.chars().count() != 1 {
            return None;
        }
        Some(self.one(
            Code::Syntax,
            self.span(1, 1),
            format!("`{word}` is read as a variable: one capital letter is no name"),
            format!(
                "give it a longer name: `{} {word}1`, here and wherever it is named",
                self.word(0)
            ),
            Some((self.span(1, 1), format!("{word}1"))),
        ))
    }

    /// `state averne`.
    fn name_in_lower_case(&self) -> Option<Candidate> {
        if !self.declares() || self.kind(1) != Some(TokenKind::Word) {
            return None;
        }
        let word = self.word(1);
        let mut rest = word.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        let capital: String = first.chain(rest).collect();
        // Georgian has capitals for whole words only, and nobody writes a name with one of them.
        let (why, name) = if word.starts_with(|c| matches!(c, 'ა'..='ჿ')) {
            (
                "Letters of this script count as small ones",
                format!("\"{word}\""),
            )
        } else {
            ("A name starts with a capital letter", capital)
        };
        Some(self.one(
            Code::Syntax,
            self.span(1, 1),
            format!("{why}: `{word}` is read as a word"),
            format!("write `{name}`, here and wherever it is named"),
            Some((self.span(1, 1), name)),
        ))
    }

    /// `either A { … }`.
    fn lone_either(&self) -> Option<Candidate> {
        if self.word(0) != "either" || (0..self.toks.len()).any(|n| self.word(n) == "or") {
            return None;
        }
        Some(self.one(
            Code::Syntax,
            self.span(0, self.toks.len() - 1),
            "`either` has one alternative, and needs another".to_owned(),
            "write `either A { … } or B { … }`",
            None,
        ))
    }

    /// `Neither side shall …`.
    fn neither(&self) -> Option<Candidate> {
        if self.word(0).to_lowercase() != "neither" {
            return None;
        }
        Some(self.one(
            Code::Syntax,
            self.span(0, 1),
            "`neither` is said with `no` here".to_owned(),
            "say `no actor shall …`, or `each side shall not …` with `sides: A, B;` in the header",
            Some((self.span(0, 1), "no actor".to_owned())),
        ))
    }

    /// `provision "Forces" { … }`, `red line "No troops" { … }`.
    fn no_label(&self) -> Option<Candidate> {
        let (title, kind, label) = match (self.word(0), self.word(1)) {
            ("red", "line") => (2, "red line", "A1"),
            ("goal", _) => (1, "goal", "A1"),
            (kind, _) => (1, kind, "5"),
        };
        if self.kind(0) != Some(TokenKind::Word)
            || self.kind(title) != Some(TokenKind::Text)
            || self.toks.iter().all(|t| t.text(self.text) != "{")
            || matches!(self.word(0), "use" | "test")
        {
            return None;
        }
        let at = self.span(title, title);
        let named = format!("{label} {}", self.word(title));
        Some(self.one(
            Code::Syntax,
            self.span(0, title),
            format!("`{kind}` needs a label before its title"),
            format!("number it: `{kind} {named}`"),
            // A line may have any label; the number of a clause is its author's.
            (label == "A1").then_some((at, named)),
        ))
    }

    /// `use world.truce`.
    fn bare_path(&self) -> Option<Candidate> {
        if self.word(0) != "use" || self.kind(1) == Some(TokenKind::Text) {
            return None;
        }
        let last = (1..self.toks.len()).rev().find(|n| self.word(*n) != ";");
        let at = self.span(1, last.unwrap_or(1));
        let path = &self.text[at.start as usize..at.end as usize];
        Some(self.one(
            Code::Syntax,
            at,
            "The path of a file stands in quotes".to_owned(),
            format!("write `use \"{path}\";`"),
            Some((at, format!("\"{path}\""))),
        ))
    }
}

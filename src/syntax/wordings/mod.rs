//! Ordinary wordings that this language says with another word, each with the edit that mends it: one table (`table.rs`), and a few shapes.

mod figures;
mod heads;
mod table;

pub(crate) use figures::number_in_words;

use super::candidates::{Candidate, UNITS_OF_TIME};
use super::tokens::{Broken, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// `shal`, `shalll`, `shlal`: letters of `shall`, one doubled or not, or two swapped.
fn slip(word: &str) -> bool {
    matches!(word, "shal" | "shalll" | "shaall" | "shhall" | "shlal")
}

impl Broken<'_> {
    /// Every wording the tokens show, the most certain first.
    pub(super) fn wordings(&self) -> Vec<Candidate> {
        let mut out = Vec::new();
        out.extend(self.order_of_words());
        for n in 0..self.toks.len() {
            out.extend(self.unfinished(n));
            out.extend(self.bare_month(n));
            out.extend(self.in_table(n));
            out.extend(self.number(n));
            out.extend(self.date(n));
            out.extend(self.label(n));
            out.extend(self.modal(n));
            out.extend(self.comma(n));
        }
        out.extend(self.head());
        out.extend(self.ending());
        out.extend(self.colon());
        out
    }

    /// A wording with the edit that is suggested: other words are other words, and whether they say the same is for the author to tell.
    fn one(
        &self,
        code: Code,
        at: Span,
        message: String,
        help: impl Into<String>,
        edit: Option<(Span, String)>,
    ) -> Candidate {
        let d = Diagnostic::new(code, at, message).help(help);
        Candidate {
            diagnostic: if let Some((span, text)) = edit {
                d.edit(span, text)
            } else {
                d
            },
            hidden: Vec::new(),
        }
    }

    /// A statement that ends before it says what it should, or leaves out half of it.
    fn unfinished(&self, n: usize) -> Option<Candidate> {
        self.within_what(n)
            .or_else(|| self.nothing_promised(n))
            .or_else(|| self.one_alternative(n))
    }

    /// `within 5 days;`
    fn within_what(&self, n: usize) -> Option<Candidate> {
        if self.word(n) != "within"
            || !UNITS_OF_TIME.contains(&self.word(n + 2))
            || matches!(self.word(n + 3), "of" | "after" | "before")
        {
            return None;
        }
        let at = self.span(n, (n + 3).min(self.toks.len() - 1));
        let phrase = format!("within {} {}", self.word(n + 1), self.word(n + 2));
        let help = format!(
            "say from when it is counted: `{phrase} of signature`, `{phrase} after completion of clause 1`"
        );
        Some(self.one(Code::Syntax, at, format!("`{phrase}` of what?"), help, None))
    }

    /// `shall;`
    fn nothing_promised(&self, n: usize) -> Option<Candidate> {
        if !matches!(self.word(n), "shall" | "may" | "hereby" | "not") || self.word(n + 1) != ";" {
            return None;
        }
        Some(self.one(
            Code::Syntax,
            self.span(n, n + 1),
            "The sentence ends before it says what is promised".to_owned(),
            "a verb stands behind `shall`, and what it is done to: `shall withdraw forces`",
            None,
        ))
    }

    /// `from [Sorrel]`.
    fn one_alternative(&self, n: usize) -> Option<Candidate> {
        if self.word(n) != "[" {
            return None;
        }
        let close = (n..self.toks.len()).find(|m| self.word(*m) == "]")?;
        if (n..close).any(|m| self.word(m) == "|") || close == n + 1 {
            return None;
        }
        let inner = self.span(n + 1, close - 1);
        let inner = self.text[inner.start as usize..inner.end as usize].to_owned();
        let at = self.span(n, close);
        Some(self.one(
            Code::Syntax,
            at,
            "A bracket holds alternatives, and here is one".to_owned(),
            "write `[one | other]`, or leave the brackets out",
            Some((at, inner)),
        ))
    }

    /// `shal`, `shall not Deploy`.
    fn modal(&self, n: usize) -> Option<Candidate> {
        let (word, at) = (self.word(n), self.span(n, n));
        if n > 0
            && self.kind(n) == Some(TokenKind::Word)
            && word != "shall"
            && strsim::damerau_levenshtein(word, "shall") == 1
            && word.starts_with("sh")
        {
            let mut c = self.one(
                Code::Syntax,
                at,
                format!("`{word}` is no word of the language"),
                "did you mean `shall`?",
                Some((at, "shall".to_owned())),
            );
            // Safe for a slip of the pen (`shal`): no other modal is near.
            c.diagnostic
                .edits
                .iter_mut()
                .for_each(|e| e.safe = slip(word));
            return Some(c);
        }
        let after = n > 0 && matches!(self.word(n - 1), "shall" | "may" | "hereby" | "not");
        if after && self.kind(n) == Some(TokenKind::Name) {
            let lower = word.to_lowercase();
            return Some(self.one(
                Code::Syntax,
                at,
                format!("`{word}` starts with a capital letter, as names do"),
                format!("verbs are lower case: `{lower}`"),
                Some((at, lower)),
            ));
        }
        None
    }

    /// `Averne Norland shall`, `Averne, Norland, shall`, `binding: treaty,` at the end of a line.
    fn comma(&self, n: usize) -> Option<Candidate> {
        let at = self.span(n, n);
        if self.word(n) == "," {
            if matches!(self.word(n + 1), "shall" | "may" | "hereby" | "is") {
                return Some(self.one(
                    Code::Syntax,
                    at,
                    "This comma parts the doers from what they do".to_owned(),
                    "take it away",
                    Some((at, String::new())),
                ));
            }
            let line_ends = self
                .toks
                .get(n + 1)
                .is_some_and(|t| self.text[at.end as usize..t.start].contains('\n'));
            if line_ends {
                return Some(self.one(
                    Code::MissingSemicolon,
                    at,
                    "A comma stands where the statement ends".to_owned(),
                    "every statement ends with `;`",
                    Some((at, ";".to_owned())),
                ));
            }
            return None;
        }
        if self.kind(n) == Some(TokenKind::Name)
            && self.kind(n + 1) == Some(TokenKind::Name)
            && (n == 0 || self.word(n - 1) == ",")
            && self
                .toks
                .iter()
                .any(|t| matches!(t.text(self.text), "shall" | "may" | "hereby"))
        {
            let both = self.span(n, n + 1);
            let gap = Span::new(self.source, at.end, at.end);
            let message = format!(
                "A comma is missing between `{}` and `{}`",
                self.word(n),
                self.word(n + 1)
            );
            return Some(self.one(
                Code::Syntax,
                both,
                message,
                "values are joined by a comma; a name of several words stands in quotes",
                Some((gap, ",".to_owned())),
            ));
        }
        None
    }

    /// `In Sorrel Averne shall …`, `After signature Averne shall …`: who does it comes first. `X shall be lifted by Y`: say who does it.
    fn order_of_words(&self) -> Option<Candidate> {
        let shall =
            (0..self.toks.len()).find(|n| matches!(self.word(*n), "shall" | "may" | "hereby"))?;
        let first = self.word(0).to_lowercase();
        if shall > 1
            && matches!(
                first.as_str(),
                "in" | "after"
                    | "before"
                    | "within"
                    | "by"
                    | "from"
                    | "until"
                    | "on"
                    | "upon"
                    | "at"
                    | "if"
                    | "during"
                    | "all"
            )
        {
            let at = self.span(0, shall);
            let help = if first == "all" {
                "say who does it: `AVERNE shall lift all sanctions …`"
            } else {
                "write the doer first, and roles and times behind the verb: `AVERNE shall withdraw forces from SORREL within 14 days of signature`"
            };
            return Some(self.one(
                Code::Syntax,
                at,
                "A sentence begins with who does it".to_owned(),
                help,
                None,
            ));
        }
        None
    }

    /// A full stop where the statement ends.
    fn ending(&self) -> Option<Candidate> {
        let n = self.toks.len().checked_sub(1)?;
        let n = if self.word(n) == ";" || self.word(n) == "}" {
            n.checked_sub(1)?
        } else {
            n
        };
        if self.word(n) != "." {
            return None;
        }
        let at = self.span(n, n);
        let end = if self.word(n + 1) == ";" { "" } else { ";" };
        let mut c = self.one(
            Code::MissingSemicolon,
            at,
            "A statement ends with `;`, not with a full stop".to_owned(),
            "write `;`",
            Some((at, end.to_owned())),
        );
        // Safe: it stands last, and says of the statement what `;` says.
        c.diagnostic.edits.iter_mut().for_each(|e| e.safe = true);
        Some(c)
    }

    /// `binding treaty;`
    fn colon(&self) -> Option<Candidate> {
        if self.kind(0) != Some(TokenKind::Word)
            || self.word(1) == ":"
            || self.toks.len() < 2
            || matches!(
                self.word(0),
                "party" | "framework" | "use" | "test" | "require" | "forbid"
            )
        {
            return None;
        }
        let at = self.span(0, 0);
        let gap = Span::new(self.source, at.end, at.end);
        Some(self.one(
            Code::Syntax,
            at,
            format!("`:` is missing after `{}`", self.word(0)),
            format!("a property is stated with a colon: `{}: …;`", self.word(0)),
            Some((gap, ":".to_owned())),
        ))
    }
}

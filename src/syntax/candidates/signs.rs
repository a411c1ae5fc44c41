//! Signs of other languages.

use super::super::tokens::TokenKind;
use super::Find;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Find<'_> {
    /// `=`, `%`, `$`, `'`, `&`.
    pub(super) fn signs(&mut self, n: usize) {
        if self.on.kind(n) != Some(TokenKind::Sign) {
            return;
        }
        let at = self.on.span(n, n);
        match self.on.word(n) {
            "=" => self.equals_sign(n),
            "%" => self.push(
                Diagnostic::new(Code::Syntax, at, "`%` is no sign of this language")
                    .help("say `percent`: `50 percent of profit`")
                    .edit(at, " percent"),
            ),
            "$" | "€" | "£" => {
                let sign = self.on.word(n).to_owned();
                self.push(
                    Diagnostic::new(
                        Code::Syntax,
                        at,
                        format!("`{sign}` is no sign of this language"),
                    )
                    .help("write the currency behind the number: `100 billion USD`")
                    .edit(at, ""),
                );
            }
            "'" if self.on.word(n + 1) == "s" => {
                let whole = self.on.span(n.saturating_sub(1), n + 1);
                let owner = self.on.word(n.wrapping_sub(1)).to_owned();
                self.push(
                    Diagnostic::new(Code::Syntax, whole, "Whose something is stands behind it")
                        .help(format!("write `… of {owner}`: `forces of {owner}`")),
                );
            }
            "'" => self.push(
                Diagnostic::new(Code::Syntax, at, "A text stands between double quotes")
                    .help("write `\"…\"`"),
            ),
            "&" => {
                let from = self.end_before(n);
                self.push(
                    Diagnostic::new(Code::AndInList, at, "`&` is no sign of this language")
                        .help("values are joined by a comma")
                        .edit(Span::new(self.on.source, from, at.end), ","),
                );
            }
            _ => {}
        }
    }

    /// `binding = treaty`, `binding := treaty`, `binding == treaty`.
    fn equals_sign(&mut self, n: usize) {
        let colon = self.on.word(n.wrapping_sub(1)) == ":";
        let doubled = self.on.word(n + 1) == "=";
        let at = self.on.span(n, if doubled { n + 1 } else { n });
        let edit = Span::new(self.on.source, self.end_before(n), at.end);
        self.push(
            Diagnostic::new(Code::EqualsSign, at, "`=` is no sign of this language")
                .help("a property is stated with a colon: `binding: treaty;`")
                .edit(edit, if colon { "" } else { ":" }),
        );
    }

    /// Where the token before ends; for the first, where it begins itself.
    fn end_before(&self, n: usize) -> u32 {
        match n.checked_sub(1) {
            Some(before) => self.on.toks[before].end as u32,
            None => self.on.toks[n].start as u32,
        }
    }
}

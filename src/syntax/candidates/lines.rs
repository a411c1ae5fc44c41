//! Lines: what `forbid` and `require` need, and how a line begins.

use super::super::tokens::TokenKind;
use super::Find;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Find<'_> {
    /// `forbid Averne withdraws forces`.
    pub(super) fn missing_that(&mut self) {
        if !matches!(self.on.word(0), "forbid" | "require") || self.on.word(1) == "that" {
            return;
        }
        let verb = self.on.word(0).to_owned();
        let at = self.on.span(0, 0);
        let insert = Span::new(self.on.source, at.end, at.end);
        self.push(
            Diagnostic::new(
                Code::MissingThat,
                at,
                format!("`{verb}` needs `that` before a sentence"),
            )
            .help(format!("say `{verb} that …`"))
            .edit(insert, " that"),
        );
        let what = self.on.span(0, self.on.toks.len().saturating_sub(1));
        self.push(
            Diagnostic::new(
                Code::Syntax,
                what,
                format!("`{verb}` is followed by a sentence or a clause, and this is neither"),
            )
            .help(format!(
                "write who does what, `{verb} that Averne shall withdraw forces`, or what a clause says, `{verb} territory {{ status: demilitarised; }}`"
            )),
        );
    }

    /// `Bring our boys home.`: a line in words of everyday.
    pub(super) fn no_rule(&mut self) {
        if self.on.toks.len() < 2 || self.on.word(1) == ":" || self.is_begun() {
            return;
        }
        let what = self.on.span(0, self.on.toks.len() - 1);
        self.push(
            Diagnostic::new(
                Code::Syntax,
                what,
                "This is no rule: a line says what it forbids, or what it demands",
            )
            .help("write `forbid that …` or `require that …`, and behind it who does what: `require that Averne shall release prisoners`; what was said word for word stands in a `note: \"…\";`"),
        );
    }

    /// Does it begin as something does that stands in a line?
    fn is_begun(&self) -> bool {
        matches!(
            self.on.word(0),
            "forbid" | "require" | "stated" | "waived" | "as" | "goal" | "red"
        )
    }

    /// `red line A1 { Norland shall … }`: is it forbidden, or demanded?
    pub(super) fn bare_rule(&mut self) {
        let Some(modal) = (0..self.on.toks.len()).find(|n| {
            matches!(
                self.on.word(*n),
                "shall" | "may" | "is" | "must" | "will" | "should" | "can"
            )
        }) else {
            return;
        };
        if self.is_begun()
            || !(self.on.kind(0) == Some(TokenKind::Name)
                || matches!(self.on.word(0), "someone" | "no" | "any" | "all"))
        {
            return;
        }
        let at = self.on.span(0, modal);
        self.push(
            Diagnostic::new(Code::MissingThat, at, "Is this forbidden, or demanded?")
                .help("a line says `forbid that …` or `require that …`"),
        );
    }

    /// `redline UA1`.
    pub(super) fn red_line(&mut self) {
        if !matches!(self.on.word(0), "redline" | "red-line" | "red_line") {
            return;
        }
        let at = self.on.span(0, 0);
        // Safe: the same two words, and no other statement opens with them.
        self.push(
            Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{}` is written as two words", self.on.word(0)),
            )
            .help("say `red line`")
            .safe_edit(at, "red line"),
        );
    }
}

//! Who is bound, and how: modal words, two duties in one statement, events told instead of promises.

use super::super::tokens::TokenKind;
use super::Find;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Verbs of promising, which `shall` says.
const PROMISES: &[&str] = &[
    "agrees",
    "agree",
    "undertakes",
    "undertake",
    "commits",
    "commit",
    "promises",
    "promise",
];

impl Find<'_> {
    /// `shall remove mines`: who?
    pub(super) fn no_holder(&mut self) {
        let verb = self.on.word(0).to_owned();
        if !matches!(verb.as_str(), "shall" | "may" | "is") {
            return;
        }
        let at = self.on.span(0, 0);
        let before = Span::new(self.on.source, at.start, at.start);
        self.push(
            Diagnostic::new(Code::Syntax, at, format!("Who `{verb}`? Nobody is named"))
                .here("the name stands before this")
                .help(format!(
                    "write `Averne {verb} …`; where the text names nobody, `someone {verb} …`"
                ))
                .edit(before, "someone "),
        );
    }

    /// `will`, `must`, `may not`: which strength is meant?
    pub(super) fn modal(&mut self, n: usize) {
        let word = self.on.word(n).to_owned();
        let at = self.on.span(n, n);
        let (message, help, edit) = match word.as_str() {
            "will" | "would" => (
                format!("`{word}` can be read as a duty or as a forecast"),
                "say `shall` for a duty, `is expected to` for an aim",
                "shall",
            ),
            "must" | "ought" => (
                format!("`{word}` is not used: there is one word for each strength"),
                "say `shall`",
                "shall",
            ),
            "should" => (
                "`should` can be read as a duty or as a wish".to_owned(),
                "say `shall` for a duty, `is expected to` for an aim",
                "is expected to",
            ),
            "can" | "could" | "might" => (
                format!("`{word}` is not used: there is one word for each strength"),
                "say `may` for a permission",
                "may",
            ),
            "cannot" => (
                "`cannot` can be read as a ban or as an inability".to_owned(),
                "say `shall not` for a ban",
                "shall not",
            ),
            "never" => ("`never` is not used".to_owned(), "say `shall not`", "not"),
            "may" if self.on.word(n + 1) == "not" => {
                let at = self.on.span(n, n + 1);
                let d = Diagnostic::new(
                    Code::UnclearModal,
                    at,
                    "`may not` can be read as a ban or as leave to abstain",
                )
                .help("say `shall not` for a ban; leave to abstain needs no clause")
                .edit(at, "shall not");
                self.push(d);
                return;
            }
            _ => return,
        };
        self.push(
            Diagnostic::new(Code::UnclearModal, at, message)
                .help(help)
                .edit(at, edit),
        );
    }

    /// `Averne and Norland shall`, `… and Norland shall …`.
    pub(super) fn and(&mut self, n: usize) {
        if self.on.word(n) != "and" || n == 0 {
            return;
        }
        let at = self.on.span(n, n);
        let modal = |w: &str| matches!(w, "shall" | "may" | "hereby");
        let two = (0..n).any(|i| modal(self.on.word(i)))
            && (n + 2..self.on.toks.len().min(n + 6)).any(|i| modal(self.on.word(i)));
        if two && self.on.kind(n + 1) == Some(TokenKind::Name) {
            let edit = Span::new(self.on.source, self.on.toks[n - 1].end as u32, at.end);
            self.push(
                Diagnostic::new(Code::AndInList, at, "`and` stands between two duties")
                    .help("two duties are two statements: end the first with `;`")
                    .edit(edit, ";"),
            );
            return;
        }
        let comma = self.on.word(n - 1) == ",";
        let edit = Span::new(self.on.source, self.on.toks[n - 1].end as u32, at.end);
        let (one, other) = (
            self.on
                .word(n - if comma { 2.min(n) } else { 1 })
                .to_owned(),
            self.on.word(n + 1).to_owned(),
        );
        self.push(
            Diagnostic::new(Code::AndInList, at, "`and` joins conditions, not values")
                .help(format!(
                    "join values by a comma: `{one}, {other}`; two duties are two statements"
                ))
                .edit(edit, if comma { "" } else { "," }),
        );
    }

    /// `Both sides shall`: each of the two.
    pub(super) fn both_sides(&mut self) {
        if self.on.word(0).to_lowercase() != "both" || self.on.word(1) != "sides" {
            return;
        }
        let at = self.on.span(0, 1);
        let d = Diagnostic::new(Code::Syntax, at, "Do both sides do this together, or each for itself?")
            .help("say `each side shall …` for each, and name the two in the header: `sides: A, B;`; list them for a joint act: `A, B shall jointly …`");
        self.push(d.edit(at, "each side"));
    }

    /// `if A and B or C`.
    pub(super) fn mixed(&mut self) {
        let words: Vec<&str> = (0..self.on.toks.len()).map(|n| self.on.word(n)).collect();
        let from = words
            .iter()
            .position(|w| matches!(*w, "if" | "unless" | "when" | "while"));
        let Some(from) = from else { return };
        let and = words[from..]
            .iter()
            .position(|w| *w == "and")
            .map(|n| n + from);
        let or = words[from..]
            .iter()
            .position(|w| *w == "or")
            .map(|n| n + from);
        if let (Some(a), Some(o)) = (and, or) {
            let (first, second) = (a.min(o), a.max(o));
            let at = self.on.span(second, second);
            let other = self.on.span(first, first);
            self.push(
                Diagnostic::new(
                    Code::MixedAndOr,
                    at,
                    "`and` and `or` stand in one condition, and it is not said which binds first",
                )
                .also(other, "the other one")
                .help("write two rules, or declare an effect for one part"),
            );
        }
    }

    /// `Ukraine withdraws forces;`: an event is not a promise.
    pub(super) fn event(&mut self) {
        let mut n = 0;
        while matches!(self.on.kind(n), Some(TokenKind::Name))
            || matches!(
                self.on.word(n),
                "," | "someone" | "each" | "side" | "all" | "parties"
            )
        {
            n += 1;
        }
        let promised = (n..self.on.toks.len().min(n + 3))
            .any(|i| matches!(self.on.word(i), "shall" | "may" | "hereby" | "is" | "are"));
        if n == 0 || promised || self.on.kind(n) != Some(TokenKind::Word) {
            return;
        }
        let verb = self.on.word(n).to_owned();
        if PROMISES.contains(&verb.as_str()) && self.on.word(n + 1) == "to" {
            let at = self.on.span(n, n + 1);
            self.push(
                Diagnostic::new(
                    Code::EventAsStatement,
                    at,
                    format!("`{verb} to` is said with one word here"),
                )
                .help("a promise is `shall` and the verb: `shall withdraw forces`")
                .edit(at, "shall"),
            );
            return;
        }
        let base = without_ending(&verb);
        let at = self.on.span(n, n);
        self.push(
            Diagnostic::new(
                Code::EventAsStatement,
                at,
                format!("`{verb}` tells what happens; a clause says what is promised"),
            )
            .help(format!(
                "say `shall {base}`, `may {base}` or `is expected to {base}`"
            ))
            .edit(at, format!("shall {base}")),
        );
    }
}

/// `withdraws`, `carries`, `passes`, `pushes` without their endings.
fn without_ending(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ies") {
        format!("{stem}y")
    } else if let Some(stem) = verb.strip_suffix("sses") {
        format!("{stem}ss")
    } else if let Some(stem) = verb.strip_suffix("shes") {
        format!("{stem}sh")
    } else {
        verb.strip_suffix('s').unwrap_or(verb).to_owned()
    }
}

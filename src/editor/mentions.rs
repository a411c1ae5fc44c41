//! The words of a text that name something: a thing of the world, a draft, a clause, a line, or a word of the vocabulary. Read off the tokens and not off the
//! tree, so that a statement that is still being typed is read too.

use super::Known;
use crate::format::tokens;
use crate::source::{SourceId, Span};

/// What a word names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A thing of the world, by its name.
    Thing(String),
    /// A draft, by its id.
    Draft(String),
    /// A clause, by the draft it was written in and its label.
    Clause(String, String),
    /// A red line or goal, by its party and label.
    Line(String, String),
    /// A word of the vocabulary.
    Word(String),
}

/// A word of a text with what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// What.
    pub symbol: Symbol,
    /// The word.
    pub span: Span,
    /// It stands where that is declared.
    pub declares: bool,
}

/// All words of a text that name something, in order.
pub(crate) fn mentions(text: &str, source: SourceId, known: &Known) -> Vec<Mention> {
    let all: Vec<(usize, &str)> = tokens(text).collect();
    let mut reader = Reader {
        all: &all,
        known,
        source,
        inside: Inside::Nothing,
        depth: 0,
        out: Vec::new(),
    };
    let mut at = 0;
    while at < all.len() {
        at = reader.read(at);
    }
    reader.out
}

/// The block at the top of the file that is being read.
enum Inside {
    Nothing,
    Draft { id: String, amends: Option<String> },
    Party(String),
    Test,
}

struct Reader<'t> {
    all: &'t [(usize, &'t str)],
    known: &'t Known<'t>,
    source: SourceId,
    inside: Inside,
    depth: usize,
    out: Vec<Mention>,
}

impl<'t> Reader<'t> {
    fn text(&self, at: usize) -> &'t str {
        self.all.get(at).map_or("", |(_, t)| t)
    }

    fn before(&self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |n| self.text(n))
    }

    fn span(&self, at: usize) -> Span {
        let (start, text) = self.all[at];
        Span::new(self.source, start as u32, (start + text.len()) as u32)
    }

    fn put(&mut self, at: usize, symbol: Symbol, declares: bool) {
        let span = self.span(at);
        self.out.push(Mention {
            symbol,
            span,
            declares,
        });
    }

    /// Reads one token, or the few that belong together; where the next one is.
    fn read(&mut self, at: usize) -> usize {
        let word = self.text(at);
        match word {
            "{" => self.depth += 1,
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.inside = Inside::Nothing;
                }
            }
            "framework" if self.depth == 0 => return self.framework(at),
            "party" if self.depth == 0 => {
                self.inside = Inside::Party(self.text(at + 1).to_owned());
            }
            "test" if self.depth == 0 => self.inside = Inside::Test,
            "clause" | "clauses" | "strike" | "because" | "near" => return self.labels(at + 1),
            _ => self.word(at),
        }
        at + 1
    }

    fn framework(&mut self, at: usize) -> usize {
        let id = self.text(at + 1).to_owned();
        if !is_word(&id) {
            return at + 1;
        }
        self.put(at + 1, Symbol::Draft(id.clone()), true);
        let head = (at + 2..self.all.len()).take_while(|n| !matches!(self.text(*n), "{" | ";"));
        let amends = { head }
            .find(|n| self.text(*n) == "amends")
            .map(|n| self.text(n + 1).to_owned());
        self.inside = Inside::Draft { id, amends };
        at + 2
    }

    /// `clauses 1, 2.a of draft`, `1 to 4`. What a test names has a draft for each.
    fn labels(&mut self, from: usize) -> usize {
        let each = matches!(self.before(from), "because" | "near");
        let mut at = from;
        let mut found = Vec::new();
        while self.is_label(at) {
            found.push(at);
            at += 1;
            let of = (self.text(at) == "of" && self.known.is_draft(self.text(at + 1)))
                .then(|| self.text(at + 1).to_owned());
            let goes_on = |n| matches!(self.text(n), "," | "to") && self.is_label(n + 1);
            if of.is_some() || each || !goes_on(at) {
                for n in std::mem::take(&mut found) {
                    let label = self.text(n).to_owned();
                    if let Some(draft) = self.home(of.as_deref(), &label, n) {
                        self.put(n, Symbol::Clause(draft, label), false);
                    }
                }
            }
            if of.is_some() {
                let draft = Symbol::Draft(self.text(at + 1).to_owned());
                self.put(at + 1, draft, false);
                at += 2;
            }
            if !(matches!(self.text(at), "," | "to") && self.is_label(at + 1)) {
                break;
            }
            at += 1;
        }
        at
    }

    /// May it be the label of a clause, and is no thing's name: `clause 14 to Norland`?
    fn is_label(&self, at: usize) -> bool {
        let word = self.text(at);
        let starts = word.starts_with(|c: char| c.is_numeric() || c.is_uppercase());
        starts && self.known.thing(word).is_none()
    }

    /// The draft in which a clause that is named here was written.
    fn home(&self, of: Option<&str>, label: &str, at: usize) -> Option<String> {
        let draft = match (of, &self.inside) {
            (Some(of), _) => of.to_owned(),
            // What is struck is a clause of the draft that is amended, and is gone from its own.
            (None, Inside::Draft { id, amends }) => match amends {
                Some(of) if self.is_mended(at) => of.clone(),
                _ => id.clone(),
            },
            (None, Inside::Test | Inside::Party(_)) => match self.draft_before(at) {
                Some(draft) => draft,
                None => return self.known.only_home(label),
            },
            (None, Inside::Nothing) => return None,
        };
        self.known.home(&draft, label)
    }

    /// Does a label stand where an amendment names what it mends: `strike 3`, `replace provision 6`?
    fn is_mended(&self, at: usize) -> bool {
        let statement = (0..at)
            .rev()
            .take_while(|n| !matches!(self.text(*n), ";" | "{" | "}"));
        { statement }.any(|n| matches!(self.text(n), "strike" | "replace"))
    }

    /// The draft that the statement of a test or waiver is about.
    fn draft_before(&self, at: usize) -> Option<String> {
        let before = (0..at).rev().take_while(|n| self.text(*n) != "}");
        { before }
            .find(|n| self.text(*n) == "in" && self.known.is_draft(self.text(n + 1)))
            .map(|n| self.text(n + 1).to_owned())
    }

    fn word(&mut self, at: usize) {
        let word = self.text(at);
        if !is_word(word) {
            return;
        }
        let before = self.before(at);
        match &self.inside {
            Inside::Party(party) if matches!(before, "line" | "goal") => {
                let line = Symbol::Line(party.clone(), word.to_owned());
                return self.put(at, line, true);
            }
            Inside::Draft { id, .. } if self.is_head(at) => {
                let new = Some(id.clone());
                let draft = self.home(None, word, at).or(new);
                let declares = !self.is_mended(at);
                if let Some(draft) = draft {
                    self.put(at, Symbol::Clause(draft, word.to_owned()), declares);
                }
                return;
            }
            Inside::Party(_) | Inside::Test => {
                if let Some(party) = self.known.party_of(word) {
                    let named = matches!(
                        before,
                        "of" | "crossed" | "open" | "respected" | "waived" | "accepted"
                    );
                    if named {
                        return self.put(
                            at,
                            Symbol::Line(party.to_owned(), word.to_owned()),
                            false,
                        );
                    }
                }
            }
            Inside::Draft { .. } | Inside::Nothing => {}
        }
        let says = matches!(before, "amends" | "in" | "of");
        if self.known.is_draft(word) && (says || !self.known.is_of_vocabulary(word)) {
            self.put(at, Symbol::Draft(word.to_owned()), false);
        } else if let Some(declared) = self.known.thing(word) {
            let declares = declared == self.span(at);
            self.put(at, Symbol::Thing(word.to_owned()), declares);
        } else if self.known.is_of_vocabulary(word) {
            self.put(at, Symbol::Word(word.to_owned()), false);
        }
    }

    /// Is it the label of a clause: `provision 6 "…" {`?
    fn is_head(&self, at: usize) -> bool {
        let starts = |n: usize| matches!(self.text(n), ";" | "{" | "}" | "add" | "replace");
        let kind = at.checked_sub(1).map(|n| self.text(n));
        kind.is_some_and(|k| k == "point" || self.known.is_kind(k))
            && at.checked_sub(2).is_some_and(starts)
            && (self.text(at + 1).starts_with('"') || self.text(at + 1) == "{")
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric())
}

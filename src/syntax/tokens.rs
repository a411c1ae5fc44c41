//! Tokens of a broken statement, for explaining it. The grammar itself has no tokens.

use crate::source::{SourceId, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Starts with a lower-case letter.
    Word,
    /// Starts with another letter.
    Name,
    Number,
    Text,
    Sign,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
}

impl Token {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// A statement that does not parse, and its tokens.
#[derive(Clone, Copy)]
pub(super) struct Broken<'t> {
    pub source: SourceId,
    pub text: &'t str,
    pub toks: &'t [Token],
}

impl Broken<'_> {
    /// The word at a place; nothing behind the last.
    pub(super) fn word(&self, n: usize) -> &str {
        self.toks.get(n).map_or("", |t| t.text(self.text))
    }

    pub(super) fn kind(&self, n: usize) -> Option<TokenKind> {
        self.toks.get(n).map(|t| t.kind)
    }

    /// From one token to another, both with it; a text that breaks off before them, up to where it does.
    pub(super) fn span(&self, a: usize, b: usize) -> Span {
        let ends = self.toks.last().map_or(0, |t| t.end);
        let end = self.toks.get(b).map_or(ends, |t| t.end);
        let start = self.toks.get(a).map_or(end, |t| t.start);
        Span::new(self.source, start as u32, end as u32)
    }
}

/// The names that stand in a text, in order: comments and quoted text left out.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    tokens(text, 0, text.len())
        .into_iter()
        .filter(|t| t.kind == TokenKind::Name)
        .map(|t| t.text(text))
}

/// A piece of a text as people speak: a word, each part of one with hyphens by itself, or a sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoken {
    pub start: usize,
    pub end: usize,
    /// It is a word or a number.
    pub word: bool,
}

/// The words and signs of a text in order, comments and quoted text left out.
pub(crate) fn spoken(text: &str) -> Vec<Spoken> {
    let mut out = Vec::new();
    for t in tokens(text, 0, text.len()) {
        let word = matches!(
            t.kind,
            TokenKind::Word | TokenKind::Name | TokenKind::Number
        );
        if !word {
            out.push(Spoken {
                start: t.start,
                end: t.end,
                word,
            });
            continue;
        }
        let mut start = t.start;
        for part in t.text(text).split('-') {
            let end = start + part.len();
            if !part.is_empty() {
                out.push(Spoken { start, end, word });
            }
            start = end + 1;
        }
    }
    out
}

/// The tokens between two offsets, comments left out.
pub(super) fn tokens(text: &str, from: usize, to: usize) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = super::chunks::skip_blank(text, from, to);
    while at < to {
        let Some(c) = text[at..to].chars().next() else {
            break;
        };
        let (end, kind) = if c == '"' {
            (super::chunks::skip_text(text, at, to), TokenKind::Text)
        } else if c.is_alphanumeric() {
            let n = text[at..to]
                .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_' || c == '.'))
                .unwrap_or(to - at);
            let word = text[at..at + n].trim_end_matches(['.', '-']);
            let kind = if c.is_numeric() {
                TokenKind::Number
            } else if c.is_lowercase() {
                TokenKind::Word
            } else {
                TokenKind::Name
            };
            (at + word.len().max(c.len_utf8()), kind)
        } else {
            (at + c.len_utf8(), TokenKind::Sign)
        };
        out.push(Token {
            start: at,
            end,
            kind,
        });
        at = super::chunks::skip_blank(text, end, to);
    }
    out
}

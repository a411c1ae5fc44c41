//! Tokens of a broken statement, for explaining it. The grammar itself has no tokens.

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
            let n = text[at..to].find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_' || c == '.')).unwrap_or(to - at);
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
        out.push(Token { start: at, end, kind });
        at = super::chunks::skip_blank(text, end, to);
    }
    out
}

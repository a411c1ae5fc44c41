//! Makes the tree from what the grammar has matched. Every function takes the pair of the rule it is named after.

mod brackets;
mod drafts;
mod positions;
mod sentences;
mod values;
mod world;

use super::grammar::Rule;
use super::tree::{Text, Word};
use crate::source::{SourceId, Span};
use compact_str::CompactString;
use pest::iterators::Pair;

pub(super) type P<'i> = Pair<'i, Rule>;

/// Where the parsed text stands in its source.
#[derive(Clone, Copy)]
pub(super) struct Build {
    pub source: SourceId,
    pub base: u32,
}

impl Build {
    pub(super) fn span(&self, p: &P) -> Span {
        let s = p.as_span();
        Span::new(
            self.source,
            self.base + s.start() as u32,
            self.base + s.end() as u32,
        )
    }

    /// A word, name, label or number; the quotes of a quoted name taken off.
    pub(super) fn word(&self, p: &P) -> Word {
        let raw = p.as_str();
        let quoted = raw.len() >= 2 && raw.starts_with('"');
        let text = if quoted { &raw[1..raw.len() - 1] } else { raw };
        // An underscore was reported; what follows is read as if it were the hyphen it should be.
        let text = if !quoted && p.as_rule() != Rule::number && text.contains('_') {
            text.replace('_', "-").into()
        } else {
            CompactString::from(text)
        };
        Word {
            text,
            quoted,
            span: self.span(p),
        }
    }

    /// A keyword of several words, with single blanks between them.
    pub(super) fn keyword(&self, p: &P) -> Word {
        let mut word = self.word(p);
        if word.text.contains(char::is_whitespace) {
            word.text = words_of(p.as_str()).join(" ").into();
        }
        word
    }

    pub(super) fn text(&self, p: &P) -> Text {
        let raw = p.as_str();
        let long = raw.starts_with("\"\"\"");
        let cut = if long { 3 } else { 1 };
        Text {
            text: raw[cut..raw.len() - cut].to_owned(),
            long,
            span: self.span(p),
        }
    }
}

/// Adds to a list that mostly stays at one: the first takes its own room only. It halves the memory of large drafts.
pub(crate) fn put<T>(list: &mut Vec<T>, one: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(one);
}

/// The words of a keyword, comments between them left out.
fn words_of(raw: &str) -> Vec<&str> {
    raw.lines()
        .flat_map(|l| l.split("//").next().unwrap_or("").split_whitespace())
        .collect()
}

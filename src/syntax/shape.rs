//! Where the statements of a text stand and which blocks they have, for laying a text out. What a statement says is no matter here.

use super::chunks::{Place, chunks, skip_line, skip_text, starts_word};
use super::outline::{Outline, outline};
use crate::source::SourceId;

/// A statement: where it starts and ends, and its blocks; `either` has several.
pub(crate) struct Statement {
    pub end: usize,
    pub blocks: Vec<Block>,
}

/// The braces of a block, and what stands between them.
pub(crate) struct Block {
    pub open: usize,
    pub close: usize,
    pub statements: Vec<Statement>,
}

/// The statements of a text without mistakes. Those of a text with mistakes are guesses.
pub(crate) fn statements(text: &str) -> Vec<Statement> {
    let outline = outline(SourceId(0), text);
    if outline.refused {
        Vec::new()
    } else {
        inside(text, &outline, Place::File, 0, text.len())
    }
}

fn inside(text: &str, outline: &Outline, place: Place, from: usize, to: usize) -> Vec<Statement> {
    let block = |open: usize, place: Place, end: usize| {
        let close = outline
            .close_of(open as u32)
            .map_or(end, |c| c as usize)
            .min(end);
        Block {
            open,
            close,
            statements: inside(text, outline, place, open + 1, close),
        }
    };
    let statement = |c: super::chunks::Chunk| {
        let blocks = match c.block {
            Some((open, place)) => vec![block(open, place, c.end)],
            None if starts_word(text, c.start, "either") => braces(text, outline, c.start, c.end)
                .map(|open| block(open, Place::Clause, c.end))
                .collect(),
            None => Vec::new(),
        };
        Statement { end: c.end, blocks }
    };
    chunks(text, outline, place, from, to)
        .into_iter()
        .map(statement)
        .collect()
}

/// The braces that open between two offsets, but for those in one another.
fn braces<'a>(
    text: &'a str,
    outline: &'a Outline,
    mut at: usize,
    to: usize,
) -> impl Iterator<Item = usize> + 'a {
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while at < to {
            match bytes[at] {
                b'"' => at = skip_text(text, at, to),
                b'/' if bytes.get(at + 1) == Some(&b'/') => at = skip_line(text, at, to),
                b'{' => {
                    let open = at;
                    at = outline.close_of(open as u32).map_or(to, |c| c as usize + 1);
                    return Some(open);
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// A statement at the top of a draft.
pub(crate) struct Part {
    pub start: usize,
    pub end: usize,
    /// The word of a field without `for`; nothing for any other statement.
    pub field: Option<String>,
}

/// The statements at the top of a draft, in their order; the text is that of the draft and nothing else.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let outline = outline(SourceId(0), text);
    let Some(open) = braces(text, &outline, 0, text.len())
        .next()
        .filter(|_| !outline.refused)
    else {
        return Vec::new();
    };
    let close = outline
        .close_of(open as u32)
        .map_or(text.len(), |c| c as usize);
    let field = |c: &super::chunks::Chunk| {
        let (word, _) = text[c.start..c.end]
            .split_once(':')
            .filter(|_| c.block.is_none())?;
        let word = word.trim_end();
        (!word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
            .then(|| word.to_owned())
    };
    chunks(text, &outline, Place::Framework, open + 1, close)
        .into_iter()
        .map(|c| Part {
            start: c.start,
            end: c.end,
            field: field(&c),
        })
        .collect()
}

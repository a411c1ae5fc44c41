//! Sources: named texts in memory, spans into them, lines and columns, and where further files come from.

mod lines;
mod loader;

pub(crate) use lines::{LineIndex, Position, with_line_feeds};
pub(crate) use loader::join;
pub use loader::{Loader, MemoryLoader, NoLoader};

use std::sync::Arc;

/// Identifies one source of a [`SourceSet`]. Ids follow the order of paths, not the order of loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SourceId(pub u32);

/// A range of bytes in one source; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source the range lies in.
    pub(crate) source: SourceId,
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
}

impl Span {
    /// Stands where a place is left out, so that things can be compared without it.
    pub(crate) const NOWHERE: Span = Span {
        source: SourceId(0),
        start: 0,
        end: 0,
    };

    /// A range of bytes; an end before the start is moved to it.
    pub(crate) fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self {
            source,
            start,
            end: end.max(start),
        }
    }

    /// The smallest range that covers both; `other` is ignored when it lies in another source.
    pub(crate) fn to(self, other: Span) -> Span {
        if self.source == other.source {
            Span::new(
                self.source,
                self.start.min(other.start),
                self.end.max(other.end),
            )
        } else {
            self
        }
    }
}

/// One text with its name.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The path as it is shown to the reader, with `/` between parts.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    /// Starts of lines.
    pub lines: LineIndex,
    /// Part of the built-in vocabulary.
    pub built_in: bool,
}

/// All texts of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceSet {
    sources: Vec<Source>,
}

impl SourceSet {
    /// Adds a text and gives its id.
    pub(crate) fn add(
        &mut self,
        path: impl Into<String>,
        text: impl Into<Arc<str>>,
        built_in: bool,
    ) -> SourceId {
        let text: Arc<str> = text.into();
        let lines = LineIndex::new(&text);
        self.sources.push(Source {
            path: path.into(),
            text,
            lines,
            built_in,
        });
        SourceId(u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX))
    }

    /// The text with this id.
    pub(crate) fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// All texts with their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(i, s)| (SourceId(i as u32), s))
    }

    /// The text under a span, clamped to the source and to character boundaries.
    pub(crate) fn slice(&self, span: Span) -> &str {
        let text = &self.get(span.source).text;
        let clamp = |at: u32| {
            let mut at = (at as usize).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        &text[clamp(span.start)..clamp(span.end)]
    }

    /// Line and column of a byte offset, both from 1; columns count characters.
    pub(crate) fn position(&self, source: SourceId, offset: u32) -> Position {
        let source = self.get(source);
        source.lines.position(&source.text, offset)
    }
}

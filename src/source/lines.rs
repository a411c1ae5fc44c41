//! Lines and columns of byte offsets. A line ends at `\n`, `\r\n` or a lone `\r`.

/// A place for human readers: line and column from 1, columns in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Byte offset, from 0.
    pub offset: u32,
}

/// The text with a line feed where a lone carriage return ended a line: nothing moves, and whoever reads on knows one sort of end only.
pub(crate) fn with_line_feeds(text: &str) -> std::borrow::Cow<'_, str> {
    let mut rest = text;
    while let Some(at) = rest.find('\r') {
        rest = &rest[at + 1..];
        if !rest.starts_with('\n') {
            let apart: Vec<&str> = text.split("\r\n").collect();
            let apart: Vec<String> = apart.iter().map(|l| l.replace('\r', "\n")).collect();
            return apart.join("\r\n").into();
        }
    }
    text.into()
}

/// The byte offsets at which lines start.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the starts of lines in one pass.
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut at = 0;
        while at < bytes.len() {
            let step = match bytes[at] {
                b'\n' => 1,
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                b'\r' => 1,
                _ => {
                    at += 1;
                    continue;
                }
            };
            at += step;
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { starts }
    }

    /// The line (from 0) an offset lies in.
    pub(crate) fn line_of(&self, offset: u32) -> usize {
        self.starts
            .partition_point(|s| *s <= offset)
            .saturating_sub(1)
    }

    /// The range of bytes of a line (from 0), with its line end.
    pub(crate) fn range(&self, line: usize, text: &str) -> std::ops::Range<usize> {
        let start = self.starts.get(line).map_or(text.len(), |s| *s as usize);
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |s| *s as usize);
        start..end
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub(crate) fn position(&self, text: &str, offset: u32) -> Position {
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line_of(at as u32);
        let start = self.starts[line] as usize;
        Position {
            line: line as u32 + 1,
            column: text[start..at].chars().count() as u32 + 1,
            offset: at as u32,
        }
    }
}

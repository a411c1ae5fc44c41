//! Excerpts of sources for miette: the lines around labels, made safe, long lines cut to a window around what is labelled.

use super::safe::visible;
use crate::source::{SourceSet, Span};
use miette::{LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};

/// At most so many lines of one span are shown.
const MAX_LINES: usize = 8;
/// Lines longer than this are cut.
const MAX_WIDTH: usize = 160;

/// Lines of one source with labels in them.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    first_line: usize,
    /// Column in characters of the first label.
    column: usize,
    line: usize,
    pub labels: Vec<LabeledSpan>,
}

impl Excerpt {
    /// The lines of one span with a label.
    pub(super) fn new(sources: &SourceSet, span: Span, label: &str) -> Excerpt {
        let source = sources.get(span.source);
        let text = &source.text;
        let mut start = (span.start as usize).min(text.len());
        let mut end = (span.end as usize).min(text.len()).max(start);
        let blank = text[start..].starts_with(|c: char| c.is_ascii_whitespace());
        let end_of_text = if blank || start == text.len() {
            text.trim_end().len()
        } else {
            text.len()
        };
        if start >= end_of_text && end_of_text > 0 {
            // Past the last character: the last one carries the label.
            start = text[..end_of_text]
                .char_indices()
                .next_back()
                .map_or(0, |(i, _)| i);
            end = end_of_text;
        }
        let first_line = source.lines.line_of(start as u32);
        let last_line = source
            .lines
            .line_of(end.max(start + 1) as u32 - 1)
            .clamp(first_line, first_line + MAX_LINES - 1);
        let position = source.lines.position(text, start as u32);
        let mut out = String::new();
        let (mut from, mut to) = (0, 0);
        for n in first_line..=last_line {
            let range = source.lines.range(n, text);
            let line = text[range.clone()].trim_end_matches(['\n', '\r']);
            let here = |at: usize| at.clamp(range.start, range.start + line.len()) - range.start;
            let (a, b) = window(line, here(start), here(end));
            if a > 0 {
                out.push('…');
            }
            for (i, c) in line[a..b].char_indices() {
                let at = range.start + a + i;
                if at == start {
                    from = out.len();
                }
                if at < end {
                    to = out.len() + visible(c).map_or(c.len_utf8(), |v| v.len());
                }
                match visible(c) {
                    Some(v) => out.push_str(&v),
                    None => out.push(c),
                }
            }
            if b < line.len() {
                out.push('…');
            }
            out.push('\n');
        }
        let to = to.max(from);
        let text_of_label = (!label.is_empty()).then(|| label.to_owned());
        Excerpt {
            name: super::safe(&source.path).into_owned(),
            text: out,
            first_line,
            column: position.column as usize - 1,
            line: position.line as usize - 1,
            labels: vec![LabeledSpan::new_primary_with_span(
                text_of_label,
                (from, to - from),
            )],
        }
    }
}

/// The part of a line that is shown: all of it, or what lies around the label.
fn window(line: &str, from: usize, to: usize) -> (usize, usize) {
    if line.chars().nth(MAX_WIDTH).is_none() {
        return (0, line.len());
    }
    let mut a = from.saturating_sub(MAX_WIDTH / 4);
    let mut b = (to.min(from + MAX_WIDTH) + MAX_WIDTH / 4).min(line.len());
    while !line.is_char_boundary(a) {
        a -= 1;
    }
    while !line.is_char_boundary(b) {
        b -= 1;
    }
    (a, b.max(a))
}

struct Contents<'a> {
    excerpt: &'a Excerpt,
    header: bool,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.excerpt.text.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        // The whole excerpt, always: it is small.
        static EMPTY: std::sync::OnceLock<SourceSpan> = std::sync::OnceLock::new();
        EMPTY.get_or_init(|| SourceSpan::from((0, 0)))
    }

    fn name(&self) -> Option<&str> {
        Some(&self.excerpt.name)
    }

    fn line(&self) -> usize {
        if self.header {
            self.excerpt.line
        } else {
            self.excerpt.first_line
        }
    }

    fn column(&self) -> usize {
        if self.header { self.excerpt.column } else { 0 }
    }

    fn line_count(&self) -> usize {
        self.excerpt.text.lines().count()
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(Contents {
            excerpt: self,
            header: before == 0 && after == 0,
        }))
    }
}

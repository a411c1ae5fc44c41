//! The proof that a layout changed nothing: the tokens, the comments, and the tree, places aside.

use super::pieces::pieces;
use crate::source::SourceId;
use crate::syntax::parse;
use std::fmt::Debug;

/// What differs between a text and its layout, besides blanks: nothing, unless there is a mistake in this program.
pub(crate) fn difference(before: &str, after: &str) -> Option<&'static str> {
    let (before, after) = (
        before.trim_start_matches('\u{FEFF}'),
        after.trim_start_matches('\u{FEFF}'),
    );
    let (a, b) = (pieces(before), pieces(after));
    if !a
        .tokens
        .iter()
        .map(|t| t.text)
        .eq(b.tokens.iter().map(|t| t.text))
    {
        return Some("its tokens would change");
    }
    let comments = |p: &super::pieces::Pieces| {
        p.tokens
            .iter()
            .map(|t| t.comments.clone())
            .collect::<Vec<_>>()
    };
    if !a
        .comments
        .iter()
        .map(|c| c.text)
        .eq(b.comments.iter().map(|c| c.text))
        || comments(&a) != comments(&b)
    {
        return Some("its comments would change");
    }
    let (a, b) = (parse(SourceId(0), before), parse(SourceId(0), after));
    if a.file != b.file || plain(&a.diagnostics) != plain(&b.diagnostics) {
        return Some("it would be read in another way");
    }
    None
}

/// A value as it is shown for debugging, without the places in it: equal for two texts that differ in layout only.
pub(crate) fn plain(value: &impl Debug) -> String {
    let shown = format!("{value:?}");
    let mut out = String::with_capacity(shown.len() / 2);
    let mut rest = shown.as_str();
    let mut word = false;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let end = quoted(rest);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            word = false;
            continue;
        }
        // A span has no braces in it.
        if let Some(end) = rest
            .strip_prefix("Span {")
            .filter(|_| !word)
            .and_then(|inside| inside.find('}'))
        {
            rest = &rest["Span {".len() + end + 1..];
            continue;
        }
        out.push(c);
        word = c.is_alphanumeric();
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Where a text in quotes ends, as it is shown for debugging.
fn quoted(shown: &str) -> usize {
    let mut escaped = false;
    let end = shown.bytes().skip(1).position(|b| {
        let ends = b == b'"' && !escaped;
        escaped = b == b'\\' && !escaped;
        ends
    });
    end.map_or(shown.len(), |n| n + 2)
}

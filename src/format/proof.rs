//! The proof that a layout changed nothing: the tokens, the comments, and the tree, places aside.

use super::pieces::pieces;
use crate::diagnostic;
use crate::source::{SourceId, with_line_feeds};
use crate::syntax::parse;

/// What differs between a text and its layout, besides blanks: nothing, unless there is a mistake in this program.
pub(crate) fn difference(before: &str, after: &str) -> Option<&'static str> {
    let (before, after) = (
        before.trim_start_matches('\u{FEFF}'),
        after.trim_start_matches('\u{FEFF}'),
    );
    let (before, after) = (&*with_line_feeds(before), &*with_line_feeds(after));
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
    if a.file != b.file || !diagnostic::alike(a.diagnostics, b.diagnostics) {
        return Some("it would be read in another way");
    }
    None
}

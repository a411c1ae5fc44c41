//! What changed from one text to another, line by line, as `patch` reads it.

use super::safe::{safe, visible};
use similar::TextDiff;

/// A unified diff of two versions of a file; nothing if they are equal. Characters that a terminal would obey are shown.
pub(crate) fn unified(path: &str, before: &str, after: &str) -> String {
    let (diff, path) = (TextDiff::from_lines(before, after), safe(path));
    let shown = diff
        .unified_diff()
        .context_radius(3)
        .header(&path, &path)
        .to_string();
    let mut out = String::with_capacity(shown.len());
    let mut all = shown.chars().peekable();
    while let Some(c) = all.next() {
        match visible(c) {
            Some(_) if matches!(c, '\n' | '\t') || c == '\r' && all.peek() == Some(&'\n') => {
                out.push(c)
            }
            Some(shown) => out.push_str(&shown),
            None => out.push(c),
        }
    }
    out
}

//! Paragraphs for a terminal, broken between words.

/// The lines of a paragraph: what the first of them begins with, and what all others do. A word that is too long for a line stays whole.
pub(super) fn wrap(words: &str, first: &str, next: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for w in words.split(' ') {
        if !empty && line.chars().count() + 1 + w.chars().count() > width {
            out.push(std::mem::replace(&mut line, next.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(w);
        empty = false;
    }
    out.push(line);
    out
}

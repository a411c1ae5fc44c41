//! A text as the pieces nothing may happen to: tokens and comments, in order, byte for byte. What stands between them is blanks.

use std::ops::Range;

/// What is never taken apart, and the comments before it.
pub(super) struct Token<'t> {
    pub text: &'t str,
    pub at: usize,
    /// Columns it takes; of a text of several lines, those of its first.
    pub width: usize,
    /// The columns of the last line of a text of several lines.
    pub last: Option<usize>,
    /// It began a line.
    pub began: bool,
    /// An empty line stood before it, behind its comments.
    pub gap: bool,
    /// The comments between the token before and this one.
    pub comments: Range<usize>,
}

/// `// …` to the end of its line, blanks at the end left out.
pub(super) struct Comment<'t> {
    pub text: &'t str,
    /// It stood on a line of its own, not behind a token.
    pub alone: bool,
    /// An empty line stood before it.
    pub gap: bool,
}

/// All of a text. The last token is empty: the end, with the comments before it.
pub(super) struct Pieces<'t> {
    pub tokens: Vec<Token<'t>>,
    pub comments: Vec<Comment<'t>>,
}

/// Takes a text apart.
pub(super) fn pieces(text: &str) -> Pieces<'_> {
    let mut out = Pieces {
        tokens: Vec::with_capacity(text.len() / 5),
        comments: Vec::new(),
    };
    let (mut at, mut first) = (0, 0);
    loop {
        let (mut lines, mut began) = (0, out.tokens.is_empty());
        let rest = &text[at..];
        at += rest
            .bytes()
            .take_while(|b| matches!(b, b'\t'..=b' '))
            .inspect(|b| lines += usize::from(*b == b'\n'))
            .count();
        // A comment leaves the end of its line to what follows.
        let behind_comment = first < out.comments.len();
        began |= behind_comment || lines > 0;
        let gap = lines > 1;
        let rest = &text[at..];
        if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            out.comments.push(Comment {
                text: rest[..end].trim_end_matches(|c: char| c <= ' '),
                alone: began,
                gap,
            });
            at += end;
            continue;
        }
        let token = &rest[..length(rest)];
        let mut parts = token.split('\n');
        let (width, last) = (
            columns(parts.next().unwrap_or("")),
            parts.next_back().map(columns),
        );
        out.tokens.push(Token {
            text: token,
            at,
            width,
            last,
            began,
            gap,
            comments: first..out.comments.len(),
        });
        if token.is_empty() {
            return out;
        }
        at += token.len();
        first = out.comments.len();
    }
}

/// `600,000`: digits that somebody grouped with commas. They are told as a mistake for as long as they stand together, and with a blank they would be two
/// numbers.
fn grouped(rest: &str) -> Option<usize> {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(rest);
    if end == 0 {
        return None;
    }
    let first = end;
    while let Some(more) = rest[end..].strip_prefix(',').filter(|m| digits(m) == 3) {
        let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        if !more[3..].chars().next().is_none_or(ends) {
            break;
        }
        end += 4;
    }
    (end > first).then_some(end)
}

fn columns(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

/// How long the token is with which a text begins. Where tokens touch, no blank is needed between them; a day and its time hold together as they stand.
fn length(rest: &str) -> usize {
    let Some(c) = rest.chars().next() else {
        return 0;
    };
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return inner.find("\"\"\"").map_or(rest.len(), |n| n + 6);
    }
    if c == '"' {
        return rest[1..].find(['"', '\n']).map_or(rest.len(), |n| n + 2);
    }
    if is_sign(c) {
        return 1;
    }
    if let Some(n) = day_with_time(rest.as_bytes()).or_else(|| grouped(rest)) {
        return n;
    }
    let ends =
        |(n, c): (usize, char)| c <= ' ' || c == '"' || is_sign(c) || rest[n..].starts_with("//");
    rest.char_indices()
        .skip(1)
        .find(|p| ends(*p))
        .map_or(rest.len(), |(n, _)| n)
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '{' | '}' | '(' | ')' | '[' | ']' | ';' | ',' | ':' | '|' | '?' | '*' | '+' | '<' | '='
    )
}

/// `2015-02-15 00:00` and `2015-02 00:00` are one token: the blank in them is one blank and no other.
fn day_with_time(rest: &[u8]) -> Option<usize> {
    let shape = |shape: &str| {
        rest.len() >= shape.len()
            && shape.bytes().zip(rest).all(|(s, b)| {
                if s == b'0' {
                    b.is_ascii_digit()
                } else {
                    s == *b
                }
            })
    };
    ["0000-00-00 00:00", "0000-00 00:00"]
        .into_iter()
        .find(|s| shape(s))
        .map(str::len)
}

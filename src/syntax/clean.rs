//! What would swallow a whole file is told first and blanked out, byte for byte, so that everything after it is read where it stands: comments of
//! other languages, and heads of blocks without their brace. No edit here is safe: `# 5` may be a heading, `-- Averne shall …` an item of a list, and
//! a comment takes them out of the text.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use std::borrow::Cow;

/// The text to read, of the same length as the one written, and what was wrong with that one.
pub(super) fn clean<'t>(
    source: SourceId,
    text: &'t str,
    out: &mut Vec<Diagnostic>,
) -> Cow<'t, str> {
    let mut clean = Cow::Borrowed(text);
    if text.contains('#') || text.contains("/*") || text.contains("--") {
        comments(source, text, &mut clean, out);
    }
    if clean.matches('}').count() > 0 {
        let bare = bare(&clean);
        if bare.matches('}').count() > bare.matches('{').count() {
            open_heads(source, &bare, &mut clean, out);
        }
    }
    clean
}

/// The text with nothing in its quotes and comments, of the same length: what stands there opens and closes nothing.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (end, quoted) = match c {
            '"' => (super::chunks::skip_text(text, at, text.len()), true),
            '/' if text[at..].starts_with("//") => {
                (super::chunks::skip_line(text, at, text.len()), false)
            }
            _ => (at + c.len_utf8(), false),
        };
        if quoted || end > at + c.len_utf8() {
            let sign = if quoted { "_" } else { " " };
            for b in text[at..end].bytes() {
                out.push_str(if b == b'\n' { "\n" } else { sign });
            }
        } else {
            out.push(c);
        }
        at = end;
    }
    out
}

/// Blanks a range, line ends kept.
fn blank(clean: &mut Cow<str>, from: usize, to: usize) {
    let mut bytes = std::mem::take(clean.to_mut()).into_bytes();
    bytes[from..to]
        .iter_mut()
        .filter(|b| !matches!(b, b'\n' | b'\r'))
        .for_each(|b| *b = b' ');
    // Whole characters were blanked, so it is still a text.
    *clean.to_mut() = String::from_utf8(bytes).unwrap_or_default();
}

/// `#`, `--` at the start of a line, and `/* … */`.
fn comments(source: SourceId, text: &str, clean: &mut Cow<str>, out: &mut Vec<Diagnostic>) {
    let mut i = 0;
    let mut line_start = true;
    let line_end = |i: usize| text[i..].find('\n').map_or(text.len(), |n| i + n);
    while let Some(c) = text[i..].chars().next() {
        let rest = &text[i..];
        let foreign = match c {
            '#' if line_start || text[..i].ends_with([' ', '\t', ';', '{', '}']) => {
                Some(("#", line_end(i)))
            }
            '-' if line_start && rest.starts_with("--") => Some(("--", line_end(i))),
            '/' if rest.starts_with("/*") => {
                Some(("/*", rest.find("*/").map_or(text.len(), |n| i + n + 2)))
            }
            _ => None,
        };
        if let Some((sign, end)) = foreign {
            let at = Span::new(source, i as u32, (i + sign.len()) as u32);
            let d = Diagnostic::new(
                Code::Syntax,
                at,
                format!("`{sign}` opens no comment in this language"),
            )
            .help("a comment is opened by `//` and goes to the end of the line");
            let many = text[i..end].trim_end().contains('\n');
            out.push(if many || sign == "/*" {
                d
            } else {
                d.edit(at, "//")
            });
            blank(clean, i, end);
            i = end;
            continue;
        }
        i = match c {
            '"' => super::chunks::skip_text(text, i, text.len()),
            '/' if rest.starts_with("//") => line_end(i),
            _ => i + c.len_utf8(),
        };
        line_start = c == '\n' || line_start && matches!(c, ' ' | '\t' | '\r');
    }
}

/// `party Averne` at the end of a line, with its statements below it and no `{`: the line end is read as one.
fn open_heads(source: SourceId, text: &str, clean: &mut Cow<str>, out: &mut Vec<Diagnostic>) {
    let mut at = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|l| {
            let start = at;
            at += l.len();
            (start, l)
        })
        .collect();
    let indent = |l: &str| l.len() - l.trim_start_matches([' ', '\t']).len();
    for (n, (start, line)) in lines.iter().enumerate() {
        let body = line.trim_end();
        if !opens_block(body.trim_start())
            || body.contains(['{', '}', ';'])
            || !line.ends_with('\n')
        {
            continue;
        }
        let Some((_, next)) = lines[n + 1..].iter().find(|(_, l)| !l.trim().is_empty()) else {
            continue;
        };
        if indent(next) <= indent(line) || next.trim_start().starts_with('{') {
            continue;
        }
        let end = start + body.len();
        let last = body.chars().next_back().map_or(1, char::len_utf8);
        out.push(
            Diagnostic::new(
                Code::UnclosedBrace,
                Span::new(source, (end - last) as u32, end as u32),
                "This block has no `{` before its statements",
            )
            .here("`{` is missing after this")
            .help("what belongs to it stands between `{` and `}`")
            .edit(Span::new(source, end as u32, end as u32), " {"),
        );
        let mut bytes = std::mem::take(clean.to_mut()).into_bytes();
        bytes[start + line.len() - 1] = b'{';
        *clean.to_mut() = String::from_utf8(bytes).unwrap_or_default();
    }
}

fn opens_block(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let lower = first.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && first.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    matches!(first, "framework" | "party" | "test" | "effect" | "goal") && !second.is_empty()
        || first == "red" && second == "line"
        || lower
            && second.starts_with(|c: char| c.is_ascii_digit())
            && !matches!(
                first,
                "clause" | "clauses" | "within" | "at" | "for" | "every" | "to" | "strike"
            )
}

//! A linear look at a text before the grammar sees it: brackets, strings, comments, depth. It never recurses, so no text can exhaust the stack.
//! Edits for brackets and quotes are suggested: what belongs between them, only the author knows.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use rustc_hash::FxHashMap;

/// Brackets, and words that open a sentence inside a sentence, may stand this deep in one another.
pub const MAX_DEPTH: usize = 64;

/// Where brackets close.
#[derive(Default)]
pub(super) struct Outline {
    close: FxHashMap<u32, u32>,
    pub diagnostics: Vec<Diagnostic>,
    /// Nested too deep, or brackets that do not match: the text must not reach the grammar.
    pub refused: bool,
}

impl Outline {
    /// The closing bracket of the bracket opened here.
    pub(super) fn close_of(&self, open: u32) -> Option<u32> {
        self.close.get(&open).copied()
    }
}

struct Open {
    bracket: u8,
    at: u32,
    /// Blanks before the first character of its line.
    indent: u32,
}

/// Looks at the whole text once.
pub(super) fn outline(source: SourceId, text: &str) -> Outline {
    let first = pass(source, text, false);
    if first.unbalanced {
        pass(source, text, true).outline
    } else {
        first.outline
    }
}

struct Pass {
    outline: Outline,
    unbalanced: bool,
}

/// With `by_indent`, a line that opens a statement no deeper than an open brace's own line says that the brace should have been closed.
fn pass(source: SourceId, text: &str, by_indent: bool) -> Pass {
    let bytes = text.as_bytes();
    let span = |a: usize, b: usize| Span::new(source, a as u32, b as u32);
    let mut out = Outline::default();
    let mut unbalanced = false;
    let mut stack: Vec<Open> = Vec::new();
    let mut chain = 0usize;
    let mut nested = 0usize;
    let mut line_start = 0usize;
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'\n' => {
                i += 1;
                line_start = i;
                if by_indent {
                    let at = i + bytes[i..]
                        .iter()
                        .take_while(|b| **b == b' ' || **b == b'\t')
                        .count();
                    if opens_statement(&text[at..]) {
                        let indent = (at - i) as u32;
                        while let Some(open) = stack.last() {
                            if open.bracket == b'{' && open.indent < indent {
                                break;
                            }
                            out.diagnostics.push(unclosed(
                                span(open.at as usize, open.at as usize + 1),
                                open.bracket,
                                span(at, at + 1),
                            ));
                            out.close.insert(open.at, at as u32);
                            stack.pop();
                        }
                    }
                }
                continue;
            }
            b'/' if bytes.get(i + 1) == Some(&b'/') => {
                i += bytes[i..]
                    .iter()
                    .position(|b| *b == b'\n')
                    .unwrap_or(bytes.len() - i);
                continue;
            }
            b'"' if bytes[i..].starts_with(b"\"\"\"") => match text[i + 3..].find("\"\"\"") {
                Some(n) => {
                    i += n + 6;
                    continue;
                }
                None => {
                    out.diagnostics.push(
                        Diagnostic::new(
                            Code::UnclosedText,
                            span(i, i + 3),
                            "This text is opened with `\"\"\"` and never closed",
                        )
                        .help("close it with `\"\"\"`"),
                    );
                    out.refused = true;
                    break;
                }
            },
            b'"' => {
                let n = bytes[i + 1..]
                    .iter()
                    .position(|b| *b == b'"' || *b == b'\n')
                    .unwrap_or(bytes.len() - i - 1);
                if bytes.get(i + 1 + n) == Some(&b'"') {
                    i += n + 2;
                } else {
                    let end = text[i..i + 1 + n].trim_end().len() + i;
                    out.diagnostics.push(
                        Diagnostic::new(Code::UnclosedText, span(i, end), "This text has no closing `\"` on its line")
                            .here("opened here")
                            .help("close it with `\"`; a text over several lines stands between `\"\"\"` and `\"\"\"`")
                            .edit(span(end, end), "\""),
                    );
                    out.refused = true;
                    i += n + 1;
                }
                continue;
            }
            b @ (b'{' | b'(' | b'[') => {
                let line = &bytes[line_start..i];
                let indent = line
                    .iter()
                    .take_while(|b| **b == b' ' || **b == b'\t')
                    .count() as u32;
                stack.push(Open {
                    bracket: b,
                    at: i as u32,
                    indent,
                });
                if b == b'{' {
                    chain = 0;
                    nested = 0;
                }
            }
            b @ (b'}' | b')' | b']') => {
                let want = match b {
                    b'}' => b'{',
                    b')' => b'(',
                    _ => b'[',
                };
                // A brace closes what was left open inside it; a round or square bracket never reaches past a brace.
                let found = stack
                    .iter()
                    .rposition(|o| o.bracket == want || (b != b'}' && o.bracket == b'{'))
                    .filter(|n| stack[*n].bracket == want);
                match found {
                    Some(n) => {
                        for open in stack.drain(n + 1..).rev() {
                            out.diagnostics.push(unclosed(
                                span(open.at as usize, open.at as usize + 1),
                                open.bracket,
                                span(i, i + 1),
                            ));
                            out.close.insert(open.at, i as u32);
                            unbalanced = true;
                        }
                        if let Some(open) = stack.pop() {
                            out.close.insert(open.at, i as u32);
                        }
                    }
                    None => {
                        unbalanced = true;
                        out.diagnostics.push(
                            Diagnostic::new(
                                Code::ExtraBrace,
                                span(i, i + 1),
                                format!("This `{}` closes nothing", b as char),
                            )
                            .here("nothing is open here")
                            .help("take it away, or open what it should close")
                            .edit(span(i, i + 1), ""),
                        );
                    }
                }
                if b == b'}' {
                    chain = 0;
                    nested = 0;
                }
            }
            b';' => {
                chain = 0;
                nested = 0;
            }
            b',' => chain = 0,
            b if b.is_ascii_alphabetic() => {
                let end = i + bytes[i..]
                    .iter()
                    .take_while(|b| {
                        b.is_ascii_alphanumeric() || matches!(**b, b'-' | b'_') || **b >= 0x80
                    })
                    .count();
                if bytes[i..end].contains(&b'_') {
                    out.diagnostics
                        .push(underscore(&text[i..end], span(i, end)));
                }
                match &bytes[i..end] {
                    b"of" => chain += 1,
                    b"that" | b"if" | b"while" | b"unless" => nested += 1,
                    _ => {}
                }
                if stack.len() + chain + nested > MAX_DEPTH {
                    out.diagnostics.push(too_deep(span(i, end)));
                    out.refused = true;
                    break;
                }
                i = end;
                continue;
            }
            b if b >= 0x80 => {
                i += 1;
                while i < bytes.len() && bytes[i] >= 0x80 {
                    i += 1;
                }
                continue;
            }
            _ => {}
        }
        if stack.len() + chain + nested > MAX_DEPTH {
            out.diagnostics.push(too_deep(span(i, i + 1)));
            out.refused = true;
            break;
        }
        i += 1;
    }
    if !out.refused {
        for open in stack.iter().rev() {
            unbalanced = true;
            let end = text.trim_end().len();
            let start = text[..end].char_indices().next_back().map_or(0, |(i, _)| i);
            out.diagnostics.push(unclosed_at_end(
                span(open.at as usize, open.at as usize + 1),
                open.bracket,
                span(start, end),
            ));
            out.close.insert(open.at, text.len() as u32);
        }
    }
    Pass {
        outline: out,
        unbalanced,
    }
}

fn too_deep(at: Span) -> Diagnostic {
    Diagnostic::new(Code::NestingTooDeep, at, format!("Nested more than {MAX_DEPTH} deep"))
        .here("one level too many")
        .help("brackets, `of`, `that`, `if`, `while` and `unless` count; split the statement into several")
}

fn underscore(word: &str, at: Span) -> Diagnostic {
    let better = word.replace('_', "-");
    // Safe: no word has an underscore, and there is one sign for what it joins.
    Diagnostic::new(
        Code::UnderscoreInWord,
        at,
        format!("`{word}` has an underscore"),
    )
    .help(format!("words are lower case with hyphens: `{better}`"))
    .safe_edit(at, better)
}

fn closing(bracket: u8) -> char {
    match bracket {
        b'{' => '}',
        b'(' => ')',
        _ => ']',
    }
}

/// Open at the end of the text: what is missing is missing behind its last character.
fn unclosed_at_end(at: Span, bracket: u8, last: Span) -> Diagnostic {
    let close = closing(bracket);
    let d = Diagnostic::new(
        Code::UnclosedBrace,
        at,
        format!("This `{}` is never closed", bracket as char),
    )
    .here("opened here");
    // The last character may be the bracket itself.
    let d = if last.end <= at.end {
        d
    } else {
        d.also(last, format!("`{close}` is missing after this"))
    };
    d.help(format!("close it with `{close}`")).edit(
        Span::new(last.source, last.end, last.end),
        close.to_string(),
    )
}

fn unclosed(at: Span, bracket: u8, before: Span) -> Diagnostic {
    let close = closing(bracket);
    Diagnostic::new(
        Code::UnclosedBrace,
        at,
        format!("This `{}` is never closed", bracket as char),
    )
    .here("opened here")
    .also(before, format!("`{close}` is missing before this"))
    .help(format!("close it with `{close}`"))
    .edit(
        Span::new(before.source, before.start, before.start),
        close.to_string(),
    )
}

/// Does a line open a block of its own (`framework …`, `provision 7 …`, `red line …`)?
fn opens_statement(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or("");
    if !line.contains('{') {
        return false;
    }
    let mut words = line.split([' ', '\t']).filter(|w| !w.is_empty());
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    matches!(
        first,
        "framework" | "party" | "test" | "effect" | "kind" | "red" | "goal" | "replace" | "add"
    ) || (first.bytes().all(|b| b.is_ascii_lowercase())
        && !matches!(first, "forbid" | "require" | "expect")
        && second.starts_with(|c: char| c.is_ascii_digit()))
}

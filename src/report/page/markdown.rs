//! A page as Markdown that renders alike on the common hosts. Words of a draft are escaped: none of them is taken for markup.

use super::{Block, Line, Page, Span, clean, sign};
use std::fmt::Write as _;

/// The page as Markdown.
pub(crate) fn markdown(page: &Page) -> String {
    format!("# {}\n{}", escape(&page.title), blocks(&page.blocks))
}

/// Parts of a page as Markdown, each behind an empty line.
pub(crate) fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut heading = String::new();
    for b in Block::flat(blocks) {
        out.push('\n');
        match b {
            Block::Heading(level, l) => {
                heading = l.plain();
                let _ = writeln!(out, "{} {}", "#".repeat(usize::from(*level)), line(l));
            }
            Block::Text(l) => {
                let _ = writeln!(out, "{}", line(l));
            }
            Block::Remark(l) => {
                let _ = writeln!(out, "_{}_", line(l));
            }
            Block::List(all) => all.iter().for_each(|l| {
                let _ = writeln!(out, "- {}", line(l));
            }),
            Block::Article(a) => {
                let (label, l, notes) = (&a.label, &a.words, &a.notes);
                let indent = "> ".repeat(usize::from(a.depth));
                let number = if label.is_empty() {
                    String::new()
                } else {
                    format!("**{}** ", escape(label))
                };
                let _ = writeln!(out, "{indent}{number}{}", line(l));
                notes.iter().for_each(|n| {
                    let _ = writeln!(out, "{indent}\n{indent}_[{}]_", line(n));
                });
            }
            Block::Quote(place, words) => {
                let _ = writeln!(out, "{}", code(place));
                out.push('\n');
                words.lines().for_each(|w| {
                    let _ = writeln!(out, "    {}", clean(w));
                });
            }
            Block::Picture(_, words) => {
                let _ = writeln!(out, "{}", escape(words));
            }
            Block::Table(t) => {
                if !t.caption.is_empty() && t.caption != heading {
                    let _ = writeln!(out, "{}\n", escape(&t.caption));
                }
                let _ = writeln!(
                    out,
                    "| {} |",
                    t.columns
                        .iter()
                        .map(|c| escape(c))
                        .collect::<Vec<_>>()
                        .join(" | ")
                );
                let _ = writeln!(out, "|{}", "---|".repeat(t.columns.len()));
                for row in &t.rows {
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell| {
                            if cell.is_empty() {
                                "–".to_owned()
                            } else {
                                cell.iter().map(line).collect::<Vec<_>>().join("<br>")
                            }
                        })
                        .collect();
                    let silent = t.columns.len().saturating_sub(cells.len());
                    let _ = writeln!(out, "| {} |{}", cells.join(" | "), "  |".repeat(silent));
                }
            }
            Block::Sheet => {}
            // Taken apart above.
            Block::Part(_)
            | Block::Folded(_)
            | Block::Beside(..)
            | Block::Contents(_)
            | Block::Filter(_) => {}
        }
    }
    out
}

fn line(l: &Line) -> String {
    let one = |s: &Span| match s {
        Span::Verdict(v) => format!("{} {}", sign(*v), v.word()),
        Span::Strong(t) => around("**", t),
        Span::Old(t) => around("~~", t),
        Span::New(t) => around("**", t),
        Span::Code(t) => code(t),
        other => escape(&other.plain()),
    };
    l.pieces().map(one).collect()
}

/// Marks stand at the words, not at blanks beside them.
fn around(mark: &str, text: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return escape(text);
    }
    let (before, rest) = text.split_at(text.len() - text.trim_start().len());
    let after = &rest[inner.len()..];
    format!("{before}{mark}{}{mark}{after}", escape(inner))
}

/// A text in which nothing is markup, a link or a mention: between more backticks than it has in a row.
pub(crate) fn code(text: &str) -> String {
    let text = clean(text).replace('|', "¦");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let (marks, blank) = ("`".repeat(longest + 1), if longest > 0 { " " } else { "" });
    format!("{marks}{blank}{text}{blank}{marks}")
}

/// Every sign that Markdown or HTML could take for its own stands for itself.
fn escape(text: &str) -> String {
    let mut out = String::new();
    let text = clean(text);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            // A name is not mentioned and an address not linked.
            '@' => out.push_str("&#64;"),
            ':' if letters.peek() == Some(&'/') => out.push_str("&#58;"),
            '+' | '-' if out.is_empty() => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // `1.` at the beginning would open a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

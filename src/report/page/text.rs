//! A page for a terminal: headings, wrapped paragraphs, tables drawn with lines.

use super::{Article, Block, Line, Page, Span, clean, sign};
use crate::report::Look;
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::Write as _;

/// The page as text.
pub(crate) fn text(page: &Page, look: Look) -> String {
    let mut out = format!("{}\n{}\n", clean(&page.title), rule(&page.title, '='));
    let mut heading = String::new();
    for b in Block::flat(&page.blocks) {
        match b {
            Block::Heading(level, l) => {
                heading = l.plain();
                let words = line(l, look);
                let _ = write!(out, "\n{words}\n");
                if *level <= 2 {
                    let _ = writeln!(out, "{}", rule(&words, '-'));
                }
            }
            Block::Text(l) | Block::Remark(l) => wrap(&line(l, look), "", "", look.width, &mut out),
            Block::List(all) => {
                let mark = if look.unicode { "• " } else { "- " };
                all.iter()
                    .for_each(|l| wrap(&line(l, look), mark, "  ", look.width, &mut out));
            }
            Block::Article(a) => article(a, look, &mut out),
            Block::Quote(place, words) => {
                let _ = writeln!(out, "  {}", clean(place));
                words.lines().for_each(|w| {
                    let _ = writeln!(out, "  | {}", clean(w));
                });
            }
            Block::Picture(_, words) => wrap(&clean(words), "", "", look.width, &mut out),
            Block::Table(t) => {
                if !t.caption.is_empty() && t.caption != heading {
                    let _ = writeln!(out, "{}", clean(&t.caption));
                }
                let _ = writeln!(out, "{}", table(t, look));
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
    let out: String = out.lines().map(|l| format!("{}\n", l.trim_end())).collect();
    super::super::colour::all(&out, look)
}

/// A clause under its label, indented by its depth, with its notes.
fn article(a: &Article, look: Look, out: &mut String) {
    let label = &a.label;
    let indent = "   ".repeat(usize::from(a.depth));
    let number = if label.is_empty() {
        String::new()
    } else {
        format!("{}  ", clean(label))
    };
    wrap(
        &line(&a.words, look),
        &format!("{indent}{number}"),
        &format!("{indent}{}", " ".repeat(number.chars().count())),
        look.width,
        out,
    );
    a.notes.iter().for_each(|n| {
        wrap(
            &line(n, look),
            &format!("{indent}   > "),
            &format!("{indent}   > "),
            look.width,
            out,
        )
    });
}

/// A table as it is printed; where there is no room for its columns, row by row.
pub(crate) fn table(t: &super::Table, look: Look) -> String {
    let silent = if look.unicode { "–" } else { "-" };
    let cell = |cell: &Vec<Line>| match &cell[..] {
        [] => silent.to_owned(),
        lines => {
            let lines: Vec<String> = lines.iter().map(|l| line(l, look)).collect();
            lines.join("\n")
        }
    };
    // Rows of single lines need nothing between them.
    let single = t.rows.iter().flatten().all(|cell| cell.len() < 2);
    let mut table = Table::new();
    table.load_style(match (look.unicode, single) {
        (true, true) => presets::UTF8_FULL_CONDENSED,
        (true, false) => presets::UTF8_FULL,
        (false, true) => presets::ASCII_FULL_CONDENSED,
        (false, false) => presets::ASCII_FULL,
    });
    table
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(look.width as u16);
    table.set_header(t.columns.iter().map(|c| clean(c)));
    for row in &t.rows {
        table.add_row(row.iter().map(cell));
    }
    if let Some(printed) = crate::report::table::fitted(table, look) {
        return printed;
    }
    let mut out = String::new();
    for row in &t.rows {
        for (n, (column, lines)) in t.columns.iter().zip(row).enumerate() {
            let words = lines
                .iter()
                .map(|l| line(l, look))
                .collect::<Vec<_>>()
                .join("; ");
            if n == 0 {
                wrap(&words, "", "", look.width, &mut out);
            } else if !words.is_empty() {
                let first = format!("  {}: ", clean(column));
                wrap(&words, &first, "    ", look.width, &mut out);
            }
        }
    }
    out
}

fn rule(words: &str, of: char) -> String {
    of.to_string().repeat(words.chars().count().min(100))
}

fn line(l: &Line, look: Look) -> String {
    let one = |s: &Span| match s {
        Span::Verdict(v) if look.unicode => format!("{} {}", sign(*v), v.word()),
        Span::Old(t) => format!("[-{}-]", clean(t)),
        Span::New(t) => format!("[+{}+]", clean(t)),
        other => clean(&other.plain()),
    };
    l.pieces().map(one).collect()
}

fn wrap(words: &str, first: &str, next: &str, width: usize, out: &mut String) {
    for line in super::super::wrap::wrap(words, first, next, width) {
        let _ = writeln!(out, "{line}");
    }
}

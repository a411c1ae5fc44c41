//! A page as one HTML file: no script, no network, no font to load. Readable on paper and aloud; what colour says, shapes and words say too.

use super::{Block, Line, Page, Part, Span, Table, clean, sign};
use crate::verdict::Verdict;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

/// Greys and one blue-grey: no side has a colour. Light and dark, screen and paper.
const STYLE: &str = include_str!("page.css");

/// The page as HTML. The same page gives the same bytes.
pub(crate) fn html(page: &Page) -> String {
    let body = blocks(&page.blocks);
    let style = format!(
        "{STYLE}{}{}",
        filters(&page.blocks),
        if page.wide {
            "@page{size:A4 landscape}"
        } else {
            "@page{size:A4}"
        }
    );
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                title { (clean(&page.title)) }
                // The style is the tool's own text.
                style { (PreEscaped(style)) }
            }
            body {
                // A text is read through; in a report things are looked up.
                main class=(if page.blocks.iter().any(|b| matches!(b, Block::Article(..))) { "text" } else { "report" }) {
                    h1 dir="auto" { (clean(&page.title)) }
                    (body)
                }
            }
        }
    };
    format!("{}\n", page.into_string())
}

fn blocks(all: &[Block]) -> Markup {
    markup! {
        @for b in all {
            @match b {
                Block::Heading(2, l) => h2 { (line(l)) },
                Block::Heading(3, l) => h3 { (line(l)) },
                Block::Heading(_, l) => h4 { (line(l)) },
                Block::Text(l) => p { (line(l)) },
                Block::Remark(l) => p.remark { (line(l)) },
                Block::List(lines) => ul { @for l in lines { li { (line(l)) } } },
                Block::Article(a) => {
                    div id=[some(&a.id)] class={ "article depth" (a.depth) @if a.marked { " marked" } } {
                        p { @if !a.label.is_empty() { span.label { (clean(&a.label)) } " " } (line(&a.words)) }
                        @if !a.notes.is_empty() {
                            ul.notes { @for n in &a.notes { li { (line(n)) } } }
                        }
                    }
                },
                Block::Part(p) => div.part id=[some(&p.id)] data-of=[some(&p.tags.join(" "))] { (blocks(&p.blocks)) },
                Block::Folded(p) => (folded(p)),
                Block::Beside(main, aside) => div.beside {
                    div { (blocks(main)) }
                    section.aside aria-label="The texts" tabindex="0" { (blocks(aside)) }
                },
                Block::Contents(parts) => nav aria-label="On this page" {
                    ul { @for (to, name) in parts { li { a href={ "#" (to) } { (clean(name)) } } } }
                },
                Block::Filter(groups) => div.filter role="group" aria-label="Show" {
                    @for (legend, tags) in groups {
                        fieldset {
                            legend { (clean(legend)) }
                            @for (tag, name) in tags {
                                label { input type="checkbox" checked id={ "show-" (tag) }; " " bdi { (clean(name)) } }
                            }
                        }
                    }
                },
                Block::Sheet => div.sheet {},
                Block::Quote(place, words) => figure.quote {
                    pre dir="auto" tabindex="0" { @for (n, w) in words.lines().enumerate() { @if n > 0 { "\n" } (clean(w)) } }
                    figcaption { (clean(place)) }
                },
                // The picture is made by the chart, which escapes what it holds.
                Block::Picture(svg, _) => figure.picture { (PreEscaped(svg.as_str())) },
                Block::Table(t) => (table(t)),
            }
        }
    }
}

/// What is shown when it is opened. The place a link leads to lies inside, so that following it opens it.
fn folded(p: &Part) -> Markup {
    let (head, inside) = match &p.blocks[..] {
        [Block::Heading(_, l), inside @ ..] => (Some(l), inside),
        inside => (None, inside),
    };
    markup! {
        details data-of=[some(&p.tags.join(" "))] {
            summary { @if let Some(head) = head { (line(head)) } }
            div.inside id=[some(&p.id)] { (blocks(inside)) }
        }
    }
}

/// Nothing for an empty word.
fn some(word: &str) -> Option<&str> {
    (!word.is_empty()).then_some(word)
}

/// Parts whose tag is not ticked are left out, without a script. A tag is a word of the tool's own.
fn filters(all: &[Block]) -> String {
    let groups = all.iter().filter_map(|b| match b {
        Block::Filter(groups) => Some(groups),
        _ => None,
    });
    let tags = groups.flatten().flat_map(|(_, tags)| tags);
    tags.map(|(tag, _)| {
        format!("main:has(#show-{tag}:not(:checked)) [data-of~={tag}]{{display:none}}")
    })
    .collect()
}

fn table(t: &Table) -> Markup {
    markup! {
        div.scroll tabindex="0" role="region" aria-label=(if t.caption.is_empty() { "Table".to_owned() } else { clean(&t.caption) }) {
            table {
                @if !t.caption.is_empty() { caption { (clean(&t.caption)) } }
                thead { tr { @for c in &t.columns { th scope="col" dir="auto" { (clean(c)) } } } }
                tbody {
                    @for row in &t.rows {
                        @if row.len() == 1 && t.columns.len() > 1 {
                            tr.group { th scope="rowgroup" colspan=(t.columns.len()) { (paragraphs(&row[0])) } }
                        } @else { tr {
                            @for (n, cell) in row.iter().enumerate() {
                                @if n == 0 { th scope="row" { (paragraphs(cell)) } } @else { td { (paragraphs(cell)) } }
                            }
                        } }
                    }
                }
            }
        }
    }
}

fn paragraphs(cell: &[Line]) -> Markup {
    markup! {
        @if cell.is_empty() { span.silent { "–" } }
        @else if cell.len() == 1 { (line(&cell[0])) }
        @else { @for l in cell { p { (line(l)) } } }
    }
}

fn line(l: &Line) -> Markup {
    markup! {
        @for s in &l.0 {
            @match s {
                Span::Verdict(v) => (verdict(*v)),
                Span::Link(l) if l.words.0.is_empty() => a href={ "#" (l.to) } aria-label="back" { "↑" },
                Span::Link(l) => a id=[some(&l.id)] href={ "#" (l.to) } { (line(&l.words)) },
                other => {
                    // The blank before a piece is no part of it.
                    @let text = other.plain();
                    @let words = text.trim_start_matches(' ');
                    (&text[..text.len() - words.len()]) (piece(other, &clean(words)))
                },
            }
        }
    }
}

fn piece(s: &Span, words: &str) -> Markup {
    markup! {
        @match s {
            Span::Name(_) => bdi { (unbroken(words)) },
            Span::Strong(_) => strong { (unbroken(words)) },
            Span::Code(_) => code { (unbroken(words)) },
            Span::Faint(_) => span.faint { (unbroken(words)) },
            Span::Blank(_) => span.blank { (unbroken(words)) },
            Span::Bracket(_) => span.bracket { (unbroken(words)) },
            Span::Old(_) => del { (unbroken(words)) },
            Span::New(_) => ins { (unbroken(words)) },
            Span::Text(_) | Span::Verdict(_) | Span::Link(_) => (unbroken(words)),
        }
    }
}

/// Words in which no date is broken at the end of a line.
fn unbroken(words: &str) -> Markup {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let mut rest = words;
    while let Some((before, date)) = first_date(rest) {
        parts.extend([
            (&rest[..before], false),
            (&rest[before..before + date], true),
        ]);
        rest = &rest[before + date..];
    }
    parts.push((rest, false));
    markup! {
        @for (part, date) in parts { @if date { span.date { (part) } } @else { (part) } }
    }
}

/// Where the first date `2025-11-20` begins, and how long it is.
fn first_date(words: &str) -> Option<(usize, usize)> {
    const FORM: &[u8] = b"0000-00-00";
    let fits = |w: &[u8]| {
        let mut each = w.iter().zip(FORM);
        each.all(|(c, f)| {
            if *f == b'-' {
                *c == b'-'
            } else {
                c.is_ascii_digit()
            }
        })
    };
    let at = words.as_bytes().windows(FORM.len()).position(fits)?;
    Some((at, FORM.len()))
}

fn verdict(v: Verdict) -> Markup {
    markup! { span class={ "verdict " (v.word()) } { span aria-hidden="true" { (sign(v)) } " " (v.word()) } }
}

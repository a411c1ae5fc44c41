//! A page as one HTML file: no script, no network, no font to load. Readable on paper and aloud; what colour says, shapes and words say too.

use super::{Block, Line, Page, Span, Table, clean, sign};
use crate::verdict::Verdict;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

/// Greys and one blue-grey: no side has a colour. Light and dark, screen and paper.
const STYLE: &str = include_str!("page.css");

/// The page as HTML. The same page gives the same bytes.
pub(crate) fn html(page: &Page) -> String {
    let body = blocks(&page.blocks);
    let style = format!(
        "{STYLE}{}",
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
                Block::Article(label, depth, l, notes) => {
                    div class={ "article depth" (depth) } {
                        p { @if !label.is_empty() { span.label { (clean(label)) } " " } (line(l)) }
                        @if !notes.is_empty() {
                            ul.notes { @for n in notes { li { (clean(n)) } } }
                        }
                    }
                },
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

fn table(t: &Table) -> Markup {
    markup! {
        div.scroll tabindex="0" role="region" aria-label=(if t.caption.is_empty() { "Table".to_owned() } else { clean(&t.caption) }) {
            table {
                @if !t.caption.is_empty() { caption { (clean(&t.caption)) } }
                thead { tr { @for c in &t.columns { th scope="col" dir="auto" { (clean(c)) } } } }
                tbody {
                    @for row in &t.rows {
                        tr {
                            @for (n, cell) in row.iter().enumerate() {
                                @if n == 0 { th scope="row" { (paragraphs(cell)) } } @else { td { (paragraphs(cell)) } }
                            }
                        }
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
            Span::Name(_) => bdi { (words) },
            Span::Strong(_) => strong { (words) },
            Span::Code(_) => code { (words) },
            Span::Faint(_) => span.faint { (words) },
            Span::Blank(_) => span.blank { (words) },
            Span::Bracket(_) => span.bracket { (words) },
            Span::Old(_) => del { (words) },
            Span::New(_) => ins { (words) },
            Span::Text(_) | Span::Verdict(_) => (words),
        }
    }
}

fn verdict(v: Verdict) -> Markup {
    markup! { span class={ "verdict " (v.word()) } { span aria-hidden="true" { (sign(v)) } " " (v.word()) } }
}

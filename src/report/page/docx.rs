//! A page as a Word file: numbered articles, shaded brackets, findings as comments.

use super::{Article, Block, Page, Span, clean, sign};
use docx_rs::{
    AlignmentType, Comment, Docx, PageOrientationType, Paragraph, Run, RunFonts, Shading, ShdType,
    Table, TableCell, TableRow, WidthType,
};

/// Half points.
const SIZE: usize = 22;
const GREY: &str = "E2E8EE";
/// A comment says when it was made; no clock is read here.
const DATE: &str = "2000-01-01T00:00:00Z";
/// Twentieths of a point: the width of a table on A4, upright and across.
const UPRIGHT: usize = 9600;
const ACROSS: usize = 14200;

/// The page as the bytes of a `.docx` file. The same page gives the same bytes.
///
/// # Errors
/// The file could not be put together.
pub(crate) fn docx(page: &Page) -> Result<Vec<u8>, String> {
    let mut comments = 0;
    let mut out = sheet(page.wide);
    out = out.add_paragraph(
        Paragraph::new()
            .add_run(Run::new().add_text(text(&page.title)).bold().size(34))
            .outline_lvl(0),
    );
    for b in Block::flat(&page.blocks) {
        out = match b {
            Block::Heading(level, l) => {
                let size = if *level <= 2 { 28 } else { 24 };
                let runs = l.pieces().map(|s| run(s).bold().size(size));
                out.add_paragraph(with(
                    Paragraph::new()
                        .outline_lvl(usize::from(*level) - 1)
                        .keep_next(true),
                    runs,
                ))
            }
            Block::Text(l) => out.add_paragraph(with(Paragraph::new(), l.pieces().map(run))),
            Block::Remark(l) => {
                out.add_paragraph(with(Paragraph::new(), l.pieces().map(|s| run(s).italic())))
            }
            Block::List(all) => all.iter().fold(out, |out, l| {
                let p = Paragraph::new()
                    .indent(Some(360), None, None, None)
                    .add_run(Run::new().add_text("• "));
                out.add_paragraph(with(p, l.pieces().map(run)))
            }),
            Block::Article(a) => out.add_paragraph(article(a, &mut comments)),
            Block::Quote(place, words) => quote(out, place, words),
            Block::Picture(_, words) => {
                out.add_paragraph(Paragraph::new().add_run(Run::new().add_text(text(words))))
            }
            Block::Table(t) => table(out, t, if page.wide { ACROSS } else { UPRIGHT }),
            Block::Sheet => out,
            // Taken apart above.
            Block::Part(_)
            | Block::Folded(..)
            | Block::Beside(..)
            | Block::Contents(_)
            | Block::Filter(_) => out,
        };
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    out.build().pack(&mut bytes).map_err(|e| e.to_string())?;
    Ok(bytes.into_inner())
}

/// An empty document.
fn sheet(wide: bool) -> Docx {
    let fonts = RunFonts::new()
        .ascii("Calibri")
        .hi_ansi("Calibri")
        .cs("Arial");
    let out = Docx::new()
        .default_size(SIZE)
        .default_fonts(fonts)
        .page_margin(
            docx_rs::PageMargin::new()
                .top(1100)
                .bottom(1100)
                .left(1100)
                .right(1100),
        );
    if wide {
        out.page_size(16838, 11906)
            .page_orient(PageOrientationType::Landscape)
    } else {
        out.page_size(11906, 16838)
    }
}

/// A clause with its label, and its notes as comments on it, numbered through the file.
fn article(a: &Article, comments: &mut usize) -> Paragraph {
    let label = &a.label;
    let mut p = Paragraph::new().indent(Some(i32::from(a.depth) * 480), None, None, None);
    if !label.is_empty() {
        p = p.add_run(Run::new().add_text(format!("{} ", text(label))).bold());
    }
    let first = *comments;
    for n in &a.notes {
        let said = with(Paragraph::new(), n.pieces().map(run));
        p = p.add_comment_start(
            Comment::new(*comments)
                .author("armistice")
                .date(DATE)
                .add_paragraph(said),
        );
        *comments += 1;
    }
    p = with(p, a.words.pieces().map(run));
    for id in first..*comments {
        p = p.add_comment_end(id);
    }
    p
}

fn quote(out: Docx, place: &str, words: &str) -> Docx {
    let p = Paragraph::new().indent(Some(480), None, None, None);
    let p = words.lines().enumerate().fold(p, |p, (n, w)| {
        let r = Run::new()
            .fonts(RunFonts::new().ascii("Consolas").hi_ansi("Consolas"))
            .size(18);
        let r = if n > 0 {
            r.add_break(docx_rs::BreakType::TextWrapping)
        } else {
            r
        };
        p.add_run(r.add_text(text(w)))
    });
    let at = Paragraph::new()
        .indent(Some(480), None, None, None)
        .add_run(Run::new().add_text(text(place)).size(18).italic());
    out.add_paragraph(p).add_paragraph(at)
}

/// A table as wide as the page.
fn table(out: Docx, t: &super::Table, across: usize) -> Docx {
    let width = across / t.columns.len().max(1);
    let cell = |lines: Vec<Paragraph>, shade: bool| {
        let lines = if lines.is_empty() {
            vec![Paragraph::new().add_run(Run::new().add_text("–"))]
        } else {
            lines
        };
        let c = lines
            .into_iter()
            .fold(TableCell::new().width(width, WidthType::Dxa), |c, p| {
                c.add_paragraph(p)
            });
        if shade {
            c.shading(Shading::new().shd_type(ShdType::Clear).fill(GREY))
        } else {
            c
        }
    };
    let head = t
        .columns
        .iter()
        .map(|c| {
            cell(
                vec![Paragraph::new().add_run(Run::new().add_text(text(c)).bold().size(18))],
                true,
            )
        })
        .collect();
    let mut rows = vec![TableRow::new(head)];
    for row in &t.rows {
        let cells = row.iter().enumerate().map(|(n, lines)| {
            let lines = lines
                .iter()
                .map(|l| {
                    with(
                        Paragraph::new().align(AlignmentType::Left),
                        l.pieces().map(|s| run(s).size(18)),
                    )
                })
                .collect();
            let cell = cell(lines, n == 0);
            if row.len() == 1 {
                cell.grid_span(t.columns.len())
            } else {
                cell
            }
        });
        rows.push(TableRow::new(cells.collect()));
    }
    let mut next = out;
    if !t.caption.is_empty() {
        next = next.add_paragraph(
            Paragraph::new()
                .keep_next(true)
                .add_run(Run::new().add_text(text(&t.caption)).bold()),
        );
    }
    next.add_table(Table::new(rows).set_grid(vec![width; t.columns.len()]))
        .add_paragraph(Paragraph::new())
}

fn with(p: Paragraph, runs: impl Iterator<Item = Run>) -> Paragraph {
    runs.fold(p, Paragraph::add_run)
}

fn run(s: &Span) -> Run {
    let r = Run::new();
    match s {
        Span::Text(t) | Span::Name(t) => r.add_text(text(t)),
        Span::Strong(t) => r.add_text(text(t)).bold(),
        Span::Code(t) => r
            .add_text(text(t))
            .fonts(RunFonts::new().ascii("Consolas").hi_ansi("Consolas")),
        Span::Faint(t) => r.add_text(text(t)).color("4A5763"),
        Span::Blank(t) => r
            .add_text(text(t))
            .italic()
            .shading(Shading::new().shd_type(ShdType::Clear).fill(GREY)),
        Span::Bracket(t) => r
            .add_text(text(t))
            .bold()
            .shading(Shading::new().shd_type(ShdType::Clear).fill(GREY)),
        Span::Old(t) => r.add_text(text(t)).strike(),
        Span::New(t) => r.add_text(text(t)).underline("single"),
        Span::Verdict(v) => r.add_text(format!("{} {}", sign(*v), v.word())).bold(),
        Span::Link(l) => r.add_text(text(&l.words.plain())),
    }
}

/// Characters XML does not know are made visible before.
fn text(t: &str) -> String {
    clean(t)
        .chars()
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

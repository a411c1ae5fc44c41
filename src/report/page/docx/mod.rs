//! A page as a Word file: numbered articles, shaded brackets, findings as comments; what changed in a text as changes that can be accepted or refused.

mod runs;
mod styles;

use super::{Article, Block, Line, Origin, Page, Span, clean};
use docx_rs::{
    AlignmentType, Comment, Docx, Footer, Header, IndentLevel, NumPages, NumberingId, PageNum,
    Paragraph, Run, Shading, ShdType, Table, TableCell, TableRow, WidthType,
};
use runs::Pieces;

const GREY: &str = "E2E8EE";
/// Twentieths of a point: the width of a table on A4, upright and across.
const UPRIGHT: usize = 9600;
const ACROSS: usize = 14200;

/// The page as the bytes of a `.docx` file. The same page gives the same bytes.
///
/// # Errors
/// The file could not be put together.
pub(crate) fn docx(page: &Page) -> Result<Vec<u8>, String> {
    let mut writer = Writer {
        comments: 0,
        across: if page.wide { ACROSS } else { UPRIGHT },
        pieces: Pieces::of(page.origin.as_ref()),
    };
    let out = styles::sheet(page.wide)
        .header(Header::new().add_paragraph(header(page)))
        .footer(Footer::new().add_paragraph(footer()));
    let title = Block::Heading(1, Line::of(page.title.as_str()));
    let titled = (!page.title.is_empty()).then_some(&title);
    let out = titled.into_iter().fold(out, |out, b| writer.block(out, b));
    let out = Block::flat(&page.blocks)
        .into_iter()
        .fold(out, |out, b| writer.block(out, b));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let file = styles::told(out.build());
    file.pack(&mut bytes).map_err(|e| e.to_string())?;
    Ok(bytes.into_inner())
}

/// What stands at the top of every sheet: whose text it is, and its day.
fn header(page: &Page) -> Paragraph {
    let words = match &page.origin {
        Some(Origin {
            title,
            date: Some(date),
            ..
        }) => format!("{title} · {date}"),
        Some(Origin { title, .. }) => title.clone(),
        None => page.title.clone(),
    };
    Paragraph::new()
        .style("Header")
        .add_run(Run::new().add_text(text(&words)))
}

/// What stands at its foot: the number of the sheet.
fn footer() -> Paragraph {
    Paragraph::new()
        .style("Footer")
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" / "))
        .add_num_pages(NumPages::new())
}

/// Writes blocks one after the other.
struct Writer<'p> {
    /// Comments are numbered through the file.
    comments: usize,
    /// How wide a table is.
    across: usize,
    pieces: Pieces<'p>,
}

impl Writer<'_> {
    fn block(&mut self, out: Docx, b: &Block) -> Docx {
        match b {
            Block::Heading(level, l) => {
                let style = match level {
                    0 | 1 => "Title".to_owned(),
                    level => format!("Heading{}", (*level).min(4) - 1),
                };
                out.add_paragraph(self.paragraph(Paragraph::new().style(&style), l))
            }
            Block::Text(l) => out.add_paragraph(self.paragraph(Paragraph::new(), l)),
            Block::Remark(l) => {
                out.add_paragraph(self.paragraph(Paragraph::new().style("Remark"), l))
            }
            Block::List(all) => all.iter().fold(out, |out, l| {
                let bullet = Paragraph::new()
                    .style("ListBullet")
                    .numbering(NumberingId::new(styles::BULLETS), IndentLevel::new(0));
                out.add_paragraph(self.paragraph(bullet, l))
            }),
            Block::Article(a) => out.add_paragraph(self.article(a)),
            Block::Quote(place, words) => self.quote(out, place, words),
            Block::Picture(_, words) => {
                out.add_paragraph(self.paragraph(Paragraph::new(), &Line::of(words.as_str())))
            }
            Block::Table(t) => self.table(out, t),
            Block::Sheet => out,
            // Taken apart before.
            Block::Part(_)
            | Block::Folded(_)
            | Block::Beside(..)
            | Block::Contents(_)
            | Block::Filter(_) => out,
        }
    }

    /// A paragraph of a line; one of which all is new or gone is so as a paragraph.
    fn paragraph(&self, p: Paragraph, l: &Line) -> Paragraph {
        self.pieces.added(p, l)
    }

    /// A clause with its label, and its notes as comments on it.
    fn article(&mut self, a: &Article) -> Paragraph {
        let mut p = Paragraph::new().indent(Some(i32::from(a.depth) * 480), None, None, None);
        let first = self.comments;
        for n in &a.notes {
            let said = self.paragraph(Paragraph::new(), n);
            let comment = Comment::new(self.comments)
                .author("armistice")
                .date(self.pieces.date())
                .add_paragraph(said);
            p = p.add_comment_start(comment);
            self.comments += 1;
        }
        let mut words = Line::default();
        if !a.label.is_empty() {
            words = words.and(Span::Strong(format!("{} ", a.label)));
        }
        words.0.extend(a.words.0.iter().cloned());
        p = self.paragraph(p, &words);
        (first..self.comments).fold(p, Paragraph::add_comment_end)
    }

    fn quote(&self, out: Docx, place: &str, words: &str) -> Docx {
        let lines = words.lines().enumerate();
        let p = lines.fold(Paragraph::new().style("Wording"), |p, (n, w)| {
            let r = Run::new();
            let r = if n > 0 {
                r.add_break(docx_rs::BreakType::TextWrapping)
            } else {
                r
            };
            p.add_run(r.add_text(text(w)))
        });
        let at = Paragraph::new()
            .style("Place")
            .add_run(Run::new().add_text(text(place)));
        out.add_paragraph(p).add_paragraph(at)
    }

    /// A table as wide as the page.
    fn table(&self, out: Docx, t: &super::Table) -> Docx {
        let width = self.across / t.columns.len().max(1);
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
        let small = |l: &Line| {
            let p = Paragraph::new().style("Cell").align(AlignmentType::Left);
            self.paragraph(p, l)
        };
        let head = t.columns.iter();
        let head = head.map(|c| {
            cell(
                vec![small(&Line::default().and(Span::Strong(c.clone())))],
                true,
            )
        });
        let mut rows = vec![TableRow::new(head.collect())];
        for row in &t.rows {
            let cells = row.iter().enumerate().map(|(n, lines)| {
                let cell = cell(lines.iter().map(small).collect(), n == 0);
                if row.len() == 1 {
                    cell.grid_span(t.columns.len())
                } else {
                    cell
                }
            });
            rows.push(TableRow::new(cells.collect()));
        }
        let out = if t.caption.is_empty() {
            out
        } else {
            let caption = Paragraph::new().style("Caption");
            out.add_paragraph(self.paragraph(caption, &Line::of(t.caption.as_str())))
        };
        let table = Table::new(rows)
            .set_grid(vec![width; t.columns.len()])
            .style("TableGrid");
        out.add_table(table).add_paragraph(Paragraph::new())
    }
}

/// Characters XML does not know are made visible before.
fn text(t: &str) -> String {
    clean(t)
        .chars()
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

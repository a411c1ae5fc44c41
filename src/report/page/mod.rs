//! A page: what a report says, apart from the format. A report builds it once; each format shows all of it, and takes no text for markup.

#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "html")]
mod html;
mod markdown;
#[cfg(feature = "human")]
mod text;

#[cfg(feature = "docx")]
pub(crate) use docx::docx;
#[cfg(feature = "html")]
pub(crate) use html::html;
pub(crate) use markdown::{blocks, code, markdown};
#[cfg(feature = "human")]
pub(crate) use text::{table, text};

use crate::verdict::Verdict;
use crate::wording::{Style, Words};

/// A report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// It is wide: on paper it lies across.
    pub wide: bool,
    /// Of which draft it is, if it is the text of one.
    pub origin: Option<Origin>,
}

/// Where a text comes from. Changes in it are changes of its authors.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// Its title, and the day it is dated.
    pub title: String,
    /// Who puts it forward; else its title.
    pub authors: String,
    /// The day it is dated: `2025-11-23`.
    pub date: Option<String>,
}

/// A part of a page.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A heading: 2 is the highest below the title.
    Heading(u8, Line),
    /// A paragraph.
    Text(Line),
    /// A remark: what the reader must know of how to take this.
    Remark(Line),
    /// A list.
    List(Vec<Line>),
    /// A numbered paragraph of a draft.
    Article(Article),
    /// A part that can be linked to, and left out by who looks at the page.
    Part(Part),
    /// The same, shown when it is opened, and on paper. Its first block is the heading by which it is opened.
    Folded(Part),
    /// On a wide screen side by side, else one after the other.
    Beside(Vec<Block>, Vec<Block>),
    /// Links to parts of the page, with their names.
    Contents(Vec<(String, String)>),
    /// What can be left out: by heading, the tags of parts and their names.
    Filter(Vec<(String, Vec<(String, String)>)>),
    /// On paper what follows begins a new sheet.
    Sheet,
    /// A table.
    Table(Table),
    /// The wording of a text, with the place it stands at.
    Quote(String, String),
    /// A picture, with the words for who cannot see it.
    Picture(String, String),
}

/// A numbered paragraph of a draft.
#[derive(Clone, Debug, Default)]
pub(crate) struct Article {
    /// What it is linked by; empty: nothing.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How deep it lies.
    pub depth: u8,
    /// Its words.
    pub words: Line,
    /// What is said of it in the margin.
    pub notes: Vec<Line>,
    /// It stands out.
    pub marked: bool,
}

/// A part of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// What it is linked by; empty: nothing.
    pub id: String,
    /// By what it can be left out ([`Block::Filter`]).
    pub tags: Vec<String>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A table. The first column names the rows; a row of one cell is the heading of those below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// Rows of cells; each cell has its paragraphs.
    pub rows: Vec<Vec<Vec<Line>>>,
}

/// Words on a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line(pub Vec<Span>);

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Words.
    Text(String),
    /// A name, which may be in another script.
    Name(String),
    /// Words that matter.
    Strong(String),
    /// A reference or code.
    Code(String),
    /// What a text leaves out.
    Blank(String),
    /// A choice that is still open.
    Bracket(String),
    /// What was, in a change.
    Old(String),
    /// What is, in a change.
    New(String),
    /// Less than the rest: numbers of clauses.
    Faint(String),
    /// A verdict.
    Verdict(Verdict),
    /// A link within the page.
    Link(Link),
}

/// A link within a page: what it is linked by itself (empty: nothing), where it leads, and its words; without words it leads back, and only a page with links shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// What it is linked by; empty: nothing.
    pub id: String,
    /// Where it leads.
    pub to: String,
    /// Its words.
    pub words: Line,
}

impl Line {
    /// Plain words.
    pub(crate) fn of(text: impl Into<String>) -> Line {
        Line(vec![Span::Text(text.into())])
    }

    /// With a piece behind it.
    #[must_use]
    pub(crate) fn and(mut self, piece: Span) -> Line {
        self.0.push(piece);
        self
    }

    /// With plain words behind it.
    #[must_use]
    pub(crate) fn text(self, words: impl Into<String>) -> Line {
        self.and(Span::Text(words.into()))
    }

    /// What a draft says.
    pub(crate) fn said(words: &Words) -> Line {
        let piece = |p: &crate::wording::Piece| {
            let t = p.text.clone();
            match p.style {
                Style::Plain => Span::Text(t),
                Style::Name => Span::Name(t),
                Style::Blank => Span::Blank(t),
                Style::Bracket => Span::Bracket(t),
            }
        };
        Line(words.pieces.iter().map(piece).collect())
    }

    /// Its pieces, those of links in their places.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = &Span> {
        self.0.iter().flat_map(|s| match s {
            Span::Link(l) => l.words.0.iter(),
            other => std::slice::from_ref(other).iter(),
        })
    }

    /// All of it as text.
    pub(crate) fn plain(&self) -> String {
        self.0.iter().map(Span::plain).collect()
    }
}

impl Span {
    /// As text; a verdict is its word.
    pub(crate) fn plain(&self) -> String {
        match self {
            Span::Text(t)
            | Span::Name(t)
            | Span::Strong(t)
            | Span::Code(t)
            | Span::Blank(t)
            | Span::Bracket(t)
            | Span::Old(t)
            | Span::New(t)
            | Span::Faint(t) => t.clone(),
            Span::Verdict(v) => v.word().to_owned(),
            Span::Link(l) => l.words.plain(),
        }
    }
}

impl Block {
    /// The same with its headings so much lower.
    pub(crate) fn lower(self, by: u8) -> Block {
        let all = |blocks: Vec<Block>| blocks.into_iter().map(|b| b.lower(by)).collect();
        match self {
            Block::Heading(level, l) => Block::Heading(level + by, l),
            Block::Part(p) => Block::Part(Part {
                blocks: all(p.blocks),
                ..p
            }),
            Block::Folded(p) => Block::Folded(Part {
                blocks: all(p.blocks),
                ..p
            }),
            Block::Beside(main, aside) => Block::Beside(all(main), all(aside)),
            other => other,
        }
    }

    /// The blocks of parts in their places, for a format in which nothing is folded, beside something else, linked or left out.
    pub(crate) fn flat(blocks: &[Block]) -> Vec<&Block> {
        let mut out = Vec::new();
        for b in blocks {
            match b {
                Block::Part(part) | Block::Folded(part) => out.extend(Block::flat(&part.blocks)),
                Block::Beside(main, aside) => {
                    out.extend(Block::flat(main));
                    out.extend(Block::flat(aside));
                }
                Block::Contents(_) | Block::Filter(_) => {}
                other => out.push(other),
            }
        }
        out
    }
}

/// The sign of a verdict: what colour says, shape says too.
pub(crate) fn sign(v: Verdict) -> &'static str {
    match v {
        Verdict::Crossed => "●",
        Verdict::Open => "◐",
        Verdict::Waived => "◇",
        Verdict::Respected => "○",
    }
}

/// Text as a page may hold it: controls made visible, on one line.
pub(crate) fn clean(text: &str) -> String {
    super::safe(text).into_owned()
}

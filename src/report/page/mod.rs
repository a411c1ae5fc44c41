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
pub(crate) use markdown::code;
pub(crate) use markdown::markdown;
#[cfg(feature = "human")]
pub(crate) use text::text;

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
    /// A numbered paragraph of a draft: its label, how deep it lies, its words, and what is said of it in the margin.
    Article(String, u8, Line, Vec<String>),
    /// A table.
    Table(Table),
    /// The wording of a text, with the place it stands at.
    Quote(String, String),
    /// A picture, with the words for who cannot see it.
    Picture(String, String),
}

/// A table. The first column names the rows.
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
        }
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

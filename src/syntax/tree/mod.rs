//! The syntax tree: what was written, with the span of every part. No type of the parser library appears in it.
//! Where a variant is explained by an example, its fields are the parts of that example, in order.
//! Its files are those of `build/`, which makes the tree, and of `print/`, which writes it.
#![allow(missing_docs)]

mod drafts;
mod matcher;
mod positions;
mod sentences;
mod values;
mod world;

pub(crate) use drafts::*;
pub(crate) use matcher::Matcher;
pub(crate) use positions::*;
pub(crate) use sentences::*;
pub(crate) use values::*;
pub(crate) use world::*;

use crate::source::Span;
use compact_str::CompactString;
use derive_where::derive_where;

/// A word, name, label or number as written, without quotes.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Word {
    /// The text; quotes taken off.
    pub text: CompactString,
    /// It stood in quotes.
    pub quoted: bool,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A text in quotes.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Text {
    /// Without the quotes.
    pub text: String,
    /// It stood in triple quotes.
    pub long: bool,
    /// Where, quotes included.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct File {
    /// What stands in it, in order.
    pub items: Vec<Item>,
}

/// What may stand at the top of a file.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Item {
    /// `use "world.truce";`
    Use(Text, #[derive_where(skip(EqHashOrd))] Span),
    /// `state Ukraine;`
    Entity(Entity),
    /// A declaration of words.
    Vocabulary(Vocabulary),
    /// A draft.
    Framework(Framework),
    /// A party's lines.
    Party(Party),
    /// Expectations.
    Test(Test),
}

//! Drafts: frameworks, clauses, ambiguities.

use super::{Entity, Field, Order, Phrase, Sentence, Text, Word};
use crate::source::Span;
use derive_where::derive_where;

/// `framework us28 "…" { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Framework {
    /// The id.
    pub id: Word,
    /// The title.
    pub title: Option<Text>,
    /// The draft it amends.
    pub amends: Option<Word>,
    /// What stands in it.
    pub members: Vec<Member>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What stands in a framework.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Member {
    /// `strike 3, 4;`
    Strike(Vec<Word>, #[derive_where(skip(EqHashOrd))] Span),
    /// `replace provision 6 …`
    Replace(Clause, #[derive_where(skip(EqHashOrd))] Span),
    /// `add provision 29 …`
    Add(Clause, #[derive_where(skip(EqHashOrd))] Span),
    /// Anything a clause may hold.
    Statement(Statement),
}

/// A statement of a draft.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Statement {
    /// A property.
    Field(Field),
    /// A thing declared in the draft.
    Entity(Entity),
    /// A term with readings.
    Ambiguous(Ambiguous),
    /// Alternatives.
    Either(
        Vec<(Word, Vec<Statement>)>,
        #[derive_where(skip(EqHashOrd))] Span,
    ),
    /// A part.
    Clause(Clause),
    /// A statement of order.
    Order(Order),
    /// Phrases that stand alone.
    Phrases(Vec<Phrase>, #[derive_where(skip(EqHashOrd))] Span),
    /// A sentence.
    Sentence(Sentence),
}

/// `provision 6 "…" { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Clause {
    /// `provision`, `territory`, `point` …
    pub kind: Word,
    /// The label of the source text.
    pub label: Word,
    /// The title.
    pub title: Option<Text>,
    /// What stands in it.
    pub body: Vec<Statement>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// `ambiguous nato-troops "…" { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Ambiguous {
    /// The name of the ambiguity.
    pub name: Word,
    /// The question in words.
    pub title: Option<Text>,
    /// The readings.
    pub readings: Vec<Reading>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// `reading command of Ukraine { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Reading {
    /// The reading's word.
    pub name: Word,
    /// Words for it.
    pub title: Option<Text>,
    /// Who reads it so.
    pub of: Vec<Word>,
    /// What the text says under it.
    pub body: Vec<Statement>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

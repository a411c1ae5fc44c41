//! The tree of parties, red lines and tests.

use super::{Condition, Effect, Field, KindPattern, Order, Sentence, TailPart, Text, Word};
use crate::source::Span;
use derive_where::derive_where;

/// `party Ukraine { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Party {
    /// The name.
    pub name: Word,
    /// The title.
    pub title: Option<Text>,
    /// What stands in it.
    pub items: Vec<PartyItem>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What stands in a party.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum PartyItem {
    /// `reads nato-troops of us28 as command;`
    Reads {
        ambiguity: Word,
        draft: Option<Word>,
        reading: Word,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// A red line or goal.
    Line(Line),
    /// A party's own word that it lets a draft pass.
    Waiver(Waiver),
    /// How the party counts something.
    Effect(Effect),
    /// A remark.
    Field(Field),
}

/// `waiver of UA2 in us28 { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Waiver {
    /// The line.
    pub line: Word,
    /// The draft it is waived for.
    pub draft: Word,
    /// What stands in it.
    pub items: Vec<WaiverItem>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What stands in a waiver.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum WaiverItem {
    /// `given 2025-12-20 by "…" in "…";`
    Given {
        date: Word,
        by: Option<Text>,
        place: Option<Text>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `clauses 21.d1;`: only what these clauses do.
    Clauses(Vec<Word>, #[derive_where(skip(EqHashOrd))] Span),
    /// `requires clause 10;`
    Requires(Vec<Word>, #[derive_where(skip(EqHashOrd))] Span),
    /// `until 2026-06-01;`
    Until(Word, #[derive_where(skip(EqHashOrd))] Span),
    /// `permanent;`
    Permanent(#[derive_where(skip(EqHashOrd))] Span),
    /// `reason: "…";`, or a remark.
    Field(Field),
}

/// A red line or a goal.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Line {
    /// A goal, not a red line.
    pub goal: bool,
    /// The label.
    pub label: Word,
    /// The title.
    pub title: Option<Text>,
    /// `absolute`, `firm`, `bargaining`.
    pub stance: Option<Word>,
    /// Demands without a date.
    pub demands: Vec<Demand>,
    /// `as of DATE { … }`.
    pub dated: Vec<Dated>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// `as of DATE { … }` in a line.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Dated {
    /// The day from which they are in force.
    pub date: Word,
    /// What is demanded from then on.
    pub demands: Vec<Demand>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What stands in a line.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Demand {
    /// `forbid`
    Forbid {
        wanted: Wanted,
        exception: Option<Exception>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `require`
    Require {
        at_least: Option<Word>,
        wanted: Wanted,
        exception: Option<Exception>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `stated`, `waived`
    Stated {
        waived: bool,
        date: Word,
        by: Option<Text>,
        place: Option<Text>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// A remark.
    Field(Field),
}

/// What is forbidden or required.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wanted {
    /// `that` and a sentence.
    That(Sentence),
    /// An order of two points; `true` for `gated`.
    Order(bool, Order),
    /// A kind.
    Kind(KindPattern),
}

/// The exception of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Exception {
    /// A tail that goes on with the sentence.
    Tail(Vec<TailPart>),
    /// A condition.
    Condition(Condition),
}

/// A test.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Test {
    /// What it is about.
    pub title: Text,
    /// The date on which lines are read.
    pub as_of: Option<Word>,
    /// The expectations.
    pub expects: Vec<Expect>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// An expectation.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Expect {
    /// `expect in us28 that …`
    Fact {
        draft: Word,
        negated: bool,
        pattern: Sentence,
        because: Vec<ClauseName>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `expect crossed UA2 in us28 …`
    Verdict {
        verdict: Word,
        line: Word,
        draft: Option<Word>,
        cause: Option<Word>,
        because: Vec<ClauseName>,
        near: Vec<ClauseName>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
}

/// A clause named in an expectation, with its draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ClauseName {
    /// The label.
    pub label: Word,
    /// The draft, if it is said.
    pub draft: Option<Word>,
}

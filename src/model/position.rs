//! Positions, effects and tests, resolved.

use super::{Condition, KindPattern, Order, Phrase, Role, Sentence};
use crate::source::Span;
use crate::vocabulary::{DayRange, NodeId};
use compact_str::CompactString;

/// A party with its lines.
#[derive(Clone, Debug)]
pub(crate) struct Position {
    /// The name.
    pub name: CompactString,
    /// Its node, if the world has it.
    pub node: Option<NodeId>,
    /// The title.
    pub title: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its waivers.
    pub waivers: Vec<Waiver>,
    /// Its own effects.
    pub effects: Vec<EffectRule>,
    /// Its readings: ambiguity, draft, reading.
    pub reads: Vec<(CompactString, Option<CompactString>, CompactString)>,
    /// Where.
    pub span: Span,
}

/// A party's own word that it lets a draft pass one of its lines.
#[derive(Clone, Debug)]
pub(crate) struct Waiver {
    /// The line.
    pub line: CompactString,
    /// The draft it is for.
    pub draft: CompactString,
    /// Only what these clauses do; none: the whole line.
    pub clauses: Vec<CompactString>,
    /// Clauses without which it does not hold, and where each is named.
    pub requires: Vec<(CompactString, Span)>,
    /// When it was given.
    pub given: Option<DayRange>,
    /// By whom.
    pub by: String,
    /// Where it can be looked up.
    pub place: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<DayRange>,
    /// It has no last day.
    pub permanent: bool,
    /// Where its head stands.
    pub head: Span,
}

/// A red line or goal.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its label.
    pub label: CompactString,
    /// Its title.
    pub title: String,
    /// A goal, not a red line.
    pub goal: bool,
    /// `absolute`, `firm`, `bargaining`.
    pub stance: Option<CompactString>,
    /// The demands, each block with the day it holds from; nothing: always.
    pub blocks: Vec<(Option<DayRange>, Vec<Demand>)>,
    /// When it was first stated, if it says so.
    pub stated: Option<DayRange>,
    /// When it was waived.
    pub waived: Vec<(DayRange, Span)>,
    /// Where its head stands.
    pub head: Span,
    /// There are source errors in it.
    pub broken: bool,
}

/// One rule of a line.
#[derive(Clone, Debug)]
pub(crate) struct Demand {
    /// `forbid`, else `require`.
    pub forbid: bool,
    /// `at least N` of a kind.
    pub at_least: Option<u32>,
    /// What.
    pub wanted: Wanted,
    /// The same in the other spelling, a field or the promise it means: either meets a demand.
    pub meant: Option<Wanted>,
    /// The exception.
    pub exception: Option<Exception>,
    /// Where.
    pub span: Span,
}

/// What is forbidden or required.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// A sentence.
    Sentence(Sentence),
    /// A kind.
    Kind(KindPattern),
    /// An order; `true`: it must follow without deadlines.
    Order(bool, Order),
}

/// The exception of a line.
#[derive(Clone, Debug)]
pub(crate) enum Exception {
    /// A tail that goes on with the sentence.
    Tail(Vec<Role>, Vec<Phrase>),
    /// A condition.
    Condition(Condition),
}

/// One rule of an effect.
#[derive(Clone, Debug)]
pub(crate) struct EffectRule {
    /// The sentence it amounts to.
    pub head: Sentence,
    /// Words for it, with `{A}` for variables.
    pub reads: Option<String>,
    /// When.
    pub when: Condition,
    /// Unless.
    pub unless: Option<Condition>,
    /// Where.
    pub span: Span,
}

/// A test.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    /// Its title.
    pub title: String,
    /// The date on which lines are read.
    pub as_of: Option<DayRange>,
    /// What is expected.
    #[allow(missing_docs)]
    pub expects: Vec<Expectation>,
}

/// One expectation.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    /// What.
    pub kind: ExpectationKind,
    /// Clauses that must be among the evidence: draft, label.
    pub because: Vec<(Option<CompactString>, CompactString)>,
    /// Clauses that must be among the nearest.
    pub near: Vec<(Option<CompactString>, CompactString)>,
    /// Where.
    pub span: Span,
}

/// What is expected.
#[allow(missing_docs)]
#[derive(Clone, Debug)]
pub(crate) enum ExpectationKind {
    /// A sentence follows, or does not.
    Fact {
        draft: CompactString,
        negated: bool,
        pattern: Sentence,
    },
    /// A verdict: word, party, line, draft (nothing: every draft in scope), cause.
    Verdict {
        verdict: CompactString,
        party: CompactString,
        line: CompactString,
        draft: Option<CompactString>,
        cause: Option<CompactString>,
    },
}

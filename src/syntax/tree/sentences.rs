//! Sentences, phrases and conditions.

use super::{Duration, Field, List, Moment, Value, Word};
use crate::source::Span;
use derive_where::derive_where;

/// A sentence: promise, state or event.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Sentence {
    /// Who.
    pub subject: Subject,
    /// What.
    pub predicate: Predicate,
    /// Roles and phrases in order.
    pub tail: Vec<TailPart>,
    /// The sentence after `that`.
    pub that: Option<Box<Sentence>>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// The subject of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Subject {
    /// `only`.
    pub only: bool,
    /// The list.
    pub list: List,
}

/// Promise, state or event.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Predicate {
    /// With a modal.
    Promise {
        modal: Modal,
        #[derive_where(skip(EqHashOrd))]
        modal_span: Span,
        jointly: bool,
        deed: Deed,
    },
    /// With `is`.
    State {
        negated: bool,
        state: Word,
        of: Option<Value>,
    },
    /// With neither.
    Event { jointly: bool, deed: Deed },
}

/// Strength and direction of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Modal {
    /// `may`
    May,
    /// `is expected to`
    Expected,
    /// `shall`
    Shall,
    /// `hereby`
    Hereby,
    /// `is expected not to`
    ExpectedNot,
    /// `shall not`
    ShallNot,
}

/// What is done.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Deed {
    /// `do anything`
    Anything(#[derive_where(skip(EqHashOrd))] Span),
    /// A verb with its object.
    Act { verb: Word, object: Option<List> },
}

/// A role or a phrase.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum TailPart {
    /// `from Donetsk`
    Role {
        only: bool,
        preposition: Word,
        list: List,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// A phrase.
    Phrase(Phrase),
}

/// A phrase: time, guard, verification, precedence, consent, manner.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Phrase {
    /// Which.
    pub kind: PhraseKind,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// The families of phrases.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PhraseKind {
    /// Time: a pick of the point (`beginning`, `completed`) and a bound.
    Time(Option<Word>, Bound),
    /// `if`, `while`, `unless`, with the condition.
    Guard(Word, Condition),
    /// `notwithstanding`, `subject to`, `without prejudice to`.
    Precedence(Word, List),
    /// `verified by`, `judged by`, `with consent of` …
    Manner(Word, List),
    /// `in phases`, `unconditionally`, `whatever its conditions`.
    Alone(Word),
}

/// A bound on a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bound {
    /// `within 14 days of M`
    Within(Duration, Word, Moment),
    /// `at least 60 days before M`
    Offset(Duration, Word, Moment),
    /// `before M`, `after M`, `until M`, `upon M`
    Relative(Word, Moment),
    /// `by M`, `on M`, `from M`
    Fixed(Word, Moment),
    /// `at once with M`
    AtOnce(Moment),
    /// `for at least 15 years`
    For(Option<Word>, Duration),
    /// `renewed for 5 years unless A or B objects`
    Renewed(Duration, Vec<Value>),
    /// `every 2 days`; `every day` is every one
    Every(Duration),
    /// `immediately`, `promptly`
    Soon(Word),
}

/// Conditions joined by `and` or by `or`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Condition {
    /// Joined by `or`.
    pub any: bool,
    /// The conditions.
    pub atoms: Vec<Atom>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    /// `guarantee { … }`
    Kind(KindPattern),
    /// A moment with phrases.
    Order(Order),
    /// A sentence.
    Sentence(Sentence),
    /// A bare moment.
    Moment(Moment),
}

/// `guarantee { … } before it`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct KindPattern {
    /// The kind, or a sort of the world.
    pub kind: Word,
    /// What stands in braces.
    pub body: Vec<PatternItem>,
    /// Phrases after it.
    pub phrases: Vec<Phrase>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What stands in a pattern on a kind.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum PatternItem {
    /// A field.
    Field(Field),
    /// Phrases.
    Phrases(Vec<Phrase>, #[derive_where(skip(EqHashOrd))] Span),
    /// A sentence.
    Sentence(Sentence),
}

/// A moment with phrases.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Order {
    /// The moment.
    pub moment: Moment,
    /// What is said of it.
    pub phrases: Vec<Phrase>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

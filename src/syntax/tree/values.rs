//! Values, lists, moments and fields.

use super::{Matcher, Sentence, Text, Word};
use crate::source::Span;
use derive_where::derive_where;

/// `setback for D30: 15 km;`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Field {
    /// The field's word.
    pub name: Word,
    /// What stands after `for`.
    pub index: Option<List>,
    /// What stands after the colon.
    pub value: List,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// Values joined by commas.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct List {
    /// The values.
    pub values: Vec<Value>,
    /// What is taken away.
    pub except: Vec<Value>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A value with its matcher and suffixes.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Value {
    /// `at least`, `one of` …
    pub matcher: Option<Matcher>,
    /// The value.
    pub base: Base,
    /// `held by`, `located in`, `as of`.
    pub suffixes: Vec<Suffix>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A suffix of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Suffix {
    /// `held by X`
    HeldBy(Value),
    /// `located in R`
    LocatedIn(Value),
    /// `as of M`
    AsOf(Moment),
}

/// The heart of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Base {
    /// `[a | b]`. What stands behind the bracket stands in each alternative; here, if there is one that cannot take it
    Choice(Cases<List>, Option<Box<Behind>>),
    /// `(A, B)`
    Group(Box<List>),
    /// `"""…"""`
    Text(Text),
    /// A date or a date with a time.
    Date(Word),
    /// `1 for 1`, `all for all`
    Ratio(Word, Word),
    /// A number with magnitude, unit, `per` unit, `of` something.
    Amount {
        number: Word,
        magnitude: Option<Word>,
        unit: Option<Word>,
        per: Option<Word>,
        of: Option<Box<Value>>,
    },
    /// `unspecified "…" km`
    Hole {
        blank: Word,
        note: Option<Text>,
        unit: Option<Word>,
        noun: Option<Box<Value>>,
    },
    /// `set by MAC`
    SetBy(Word),
    /// `band of 15 km on each side of L`
    Band {
        width: Word,
        unit: Word,
        side: Word,
        line: Word,
    },
    /// `clause 10`, `clauses 1, 2`, with `of draft`
    Clauses(Vec<Word>, Option<Word>),
    /// `each side`, `own side`, `other side`
    Side(Word),
    /// `someone`
    Someone,
    /// `others unnamed`
    Others,
    /// `any actor A`, `all states`, `any member of NATO`
    Quantified {
        quantifier: Word,
        word: Option<Word>,
        braces: Vec<Field>,
        of: Option<Box<Value>>,
        variable: Option<Word>,
    },
    /// Adjectives, a noun or name, attributes, `of`.
    Noun {
        words: Vec<Word>,
        name: Option<Word>,
        braces: Vec<Field>,
        of: Option<Box<Value>>,
    },
    /// A bound variable, with `of`.
    Variable(Word, Option<Box<Value>>),
}

/// What stands behind a bracket: `[30 | 50] percent of profit`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Behind {
    /// `thousand` …
    pub magnitude: Option<Word>,
    /// A unit, or a noun.
    pub unit: Option<Unit>,
    /// `per month`
    pub per: Option<Word>,
    /// `of profit`
    pub of: Option<Value>,
}

/// What stands where a unit may.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// `days`
    Time(Word),
    /// `USD`
    Name(Word),
    /// `percent`, `weapons`
    Word(Word),
}

impl Unit {
    /// The word.
    pub(crate) fn word(&self) -> &Word {
        match self {
            Unit::Time(w) | Unit::Name(w) | Unit::Word(w) => w,
        }
    }
}

/// The alternatives of a bracket, with their labels.
pub(crate) type Cases<T> = Vec<(Option<Word>, T)>;

/// A length of time.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Duration {
    /// `14 days`, `unspecified days`.
    Of {
        /// A number, `unspecified` or `undetermined`; nothing: one, in `every day`.
        number: Option<Word>,
        /// The unit.
        unit: Word,
        /// All of it.
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `[14 days | 2 months]`, `[14 | 45] days`.
    Choice(Cases<Duration>, #[derive_where(skip(EqHashOrd))] Span),
}

impl Duration {
    /// All of it.
    pub(crate) fn span(&self) -> Span {
        match self {
            Duration::Of { span, .. } | Duration::Choice(_, span) => *span,
        }
    }
}

/// A moment is a noun.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Moment {
    /// `later of A and B`
    Extreme(Word, Vec<Moment>, #[derive_where(skip(EqHashOrd))] Span),
    /// `90 days after signature`
    Shifted(
        Duration,
        Word,
        Box<Moment>,
        #[derive_where(skip(EqHashOrd))] Span,
    ),
    /// `completion of …`, with `by X`
    Point(
        Word,
        Box<PointOf>,
        Option<Box<Value>>,
        #[derive_where(skip(EqHashOrd))] Span,
    ),
    /// `signature`
    Signature(Option<Word>, #[derive_where(skip(EqHashOrd))] Span),
    /// `entry-into-force`
    Entry(Option<Box<Value>>, #[derive_where(skip(EqHashOrd))] Span),
    /// A date.
    Date(Word),
    /// `it`
    It(#[derive_where(skip(EqHashOrd))] Span),
    /// `any date`; `true` for `any stated date`
    AnyDate(bool, #[derive_where(skip(EqHashOrd))] Span),
    /// `unspecified`
    Blank(Word, Option<Text>),
    /// A declared word.
    Word(Word),
    /// `[2026-04-01 | Averne: completion of clause 3]`
    Choice(Cases<Moment>, #[derive_where(skip(EqHashOrd))] Span),
}

/// What a point is a point of.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum PointOf {
    /// An event in parentheses.
    Event(Sentence),
    /// `it`
    It(#[derive_where(skip(EqHashOrd))] Span),
    /// A clause, a name, a quantified type, a word.
    Value(Value),
}

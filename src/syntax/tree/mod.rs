//! The syntax tree: what was written, with the span of every part. No type of the parser library appears in it.
//! Where a variant is explained by an example, its fields are the parts of that example, in order.
#![allow(missing_docs)]

mod matcher;
mod positions;

pub use matcher::Matcher;
pub use positions::*;

use crate::source::Span;
use compact_str::CompactString;

/// A word, name, label or number as written, without quotes.
#[derive(Clone, Debug)]
pub struct Word {
    /// The text; quotes taken off.
    pub text: CompactString,
    /// It stood in quotes.
    pub quoted: bool,
    /// Where.
    pub span: Span,
}

/// A text in quotes.
#[derive(Clone, Debug)]
pub struct Text {
    /// Without the quotes.
    pub text: String,
    /// It stood in triple quotes.
    pub long: bool,
    /// Where, quotes included.
    pub span: Span,
}

/// One file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// What stands in it, in order.
    pub items: Vec<Item>,
}

/// What may stand at the top of a file.
#[derive(Clone, Debug)]
pub enum Item {
    /// `use "world.truce";`
    Use(Text, Span),
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

/// `region Donetsk in Ukraine { … }`.
#[derive(Clone, Debug)]
pub struct Entity {
    /// `state`, `region` …
    pub sort: Word,
    /// The name.
    pub name: Word,
    /// The title in quotes.
    pub title: Option<Text>,
    /// `of`, `in`, `between`.
    pub links: Vec<(Word, Vec<Word>)>,
    /// What stands in braces.
    pub body: Vec<EntityItem>,
    /// All of it.
    pub span: Span,
}

/// What stands in the braces of an entity.
#[derive(Clone, Debug)]
pub enum EntityItem {
    /// A part.
    Entity(Entity),
    /// `as of DATE { … }`.
    Dated(Word, Vec<Field>),
    /// A fact without a date.
    Field(Field),
}

/// `setback for D30: 15 km;`.
#[derive(Clone, Debug)]
pub struct Field {
    /// The field's word.
    pub name: Word,
    /// What stands after `for`.
    pub index: Option<List>,
    /// What stands after the colon.
    pub value: List,
    /// All of it.
    pub span: Span,
}

/// A declaration of words.
#[derive(Clone, Debug)]
pub enum Vocabulary {
    /// `scale binding: political < treaty;`
    Scale {
        name: Word,
        steps: Vec<Word>,
        span: Span,
    },
    /// `terms person: people (civilians);`
    Terms {
        top: Word,
        terms: Vec<Term>,
        span: Span,
    },
    /// `attributes artillery { calibre: quantity; }`
    Attributes {
        word: Word,
        slots: Vec<SlotField>,
        span: Span,
    },
    /// `unit m of length = 0.001 km;`
    Unit {
        name: Word,
        dimension: Word,
        factor: Option<(Word, Word)>,
        counting: Option<Word>,
        span: Span,
    },
    /// `moment agreement;`
    Moment {
        word: Word,
        title: Option<Text>,
        span: Span,
    },
    /// `type actor: state, body;`
    TypeTree {
        top: Word,
        below: Vec<Word>,
        span: Span,
    },
    /// `matter sanctions "Sanctions": lift, impose;`
    Matter {
        word: Word,
        title: Option<Text>,
        by_place: bool,
        words: Vec<Word>,
        span: Span,
    },
    /// `usual verifier: withdraw, limit;`
    Usual {
        what: Word,
        words: Vec<Word>,
        span: Span,
    },
    /// `kind guarantee { … }`
    Kind {
        word: Word,
        title: Option<Text>,
        slots: Vec<SlotField>,
        span: Span,
    },
    /// `action withdraw formation from place;`
    Action {
        lasting: bool,
        verb: Word,
        object: Option<Slot>,
        roles: Vec<(Word, Slot)>,
        that: Option<Word>,
        span: Span,
    },
    /// `effect any actor A is barred from any organisation O { … }`
    Effect(Effect),
}

/// A term of a tree of terms.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word or name.
    pub word: Word,
    /// A title in quotes.
    pub title: Option<Text>,
    /// What stands under it.
    pub below: Vec<Term>,
}

/// A typed field of a kind.
#[derive(Clone, Debug)]
pub struct SlotField {
    /// The field's word.
    pub name: Word,
    /// Type of the index.
    pub index: Option<Word>,
    /// What it takes.
    pub slot: Slot,
    /// What those in it promise: a verb, and the field with its object.
    pub meaning: Option<(Word, Word)>,
    /// The field as a sentence, with `{it}` for its value.
    pub reads: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// What a role or field takes.
#[derive(Clone, Debug)]
pub struct Slot {
    /// One of these types.
    pub types: Vec<Word>,
    /// `?`, `*`, `+`.
    pub occurs: Option<Word>,
    /// `else all`, `else unspecified`.
    pub silence: Option<Word>,
    /// `each leaf`: one value for each leaf of a region.
    pub per_leaf: bool,
    /// `ceiling`: the amount is the most there may be, by the verb's own meaning.
    pub ceiling: bool,
}

/// A declared effect.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The sentence.
    pub head: Sentence,
    /// `reads "…"`.
    pub reads: Option<Text>,
    /// The rules.
    pub rules: Vec<(Condition, Option<Condition>, Span)>,
    /// All of it.
    pub span: Span,
}

/// `framework us28 "…" { … }`.
#[derive(Clone, Debug)]
pub struct Framework {
    /// The id.
    pub id: Word,
    /// The title.
    pub title: Option<Text>,
    /// The draft it amends.
    pub amends: Option<Word>,
    /// What stands in it.
    pub members: Vec<Member>,
    /// All of it.
    pub span: Span,
}

/// What stands in a framework.
#[derive(Clone, Debug)]
pub enum Member {
    /// `strike 3, 4;`
    Strike(Vec<Word>, Span),
    /// `replace provision 6 …`
    Replace(Clause, Span),
    /// `add provision 29 …`
    Add(Clause, Span),
    /// Anything a clause may hold.
    Statement(Statement),
}

/// A statement of a draft.
#[derive(Clone, Debug)]
pub enum Statement {
    /// A property.
    Field(Field),
    /// A thing declared in the draft.
    Entity(Entity),
    /// A term with readings.
    Ambiguous(Ambiguous),
    /// Alternatives.
    Either(Vec<(Word, Vec<Statement>)>, Span),
    /// A part.
    Clause(Clause),
    /// A statement of order.
    Order(Order),
    /// Phrases that stand alone.
    Phrases(Vec<Phrase>, Span),
    /// A sentence.
    Sentence(Sentence),
}

/// `provision 6 "…" { … }`.
#[derive(Clone, Debug)]
pub struct Clause {
    /// `provision`, `territory`, `point` …
    pub kind: Word,
    /// The label of the source text.
    pub label: Word,
    /// The title.
    pub title: Option<Text>,
    /// What stands in it.
    pub body: Vec<Statement>,
    /// All of it.
    pub span: Span,
}

/// `ambiguous nato-troops "…" { … }`.
#[derive(Clone, Debug)]
pub struct Ambiguous {
    /// The name of the ambiguity.
    pub name: Word,
    /// The question in words.
    pub title: Option<Text>,
    /// The readings.
    pub readings: Vec<Reading>,
    /// All of it.
    pub span: Span,
}

/// `reading command of Ukraine { … }`.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The reading's word.
    pub name: Word,
    /// Words for it.
    pub title: Option<Text>,
    /// Who reads it so.
    pub of: Vec<Word>,
    /// What the text says under it.
    pub body: Vec<Statement>,
    /// All of it.
    pub span: Span,
}

/// A sentence: promise, state or event.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Who.
    pub subject: Subject,
    /// What.
    pub predicate: Predicate,
    /// Roles and phrases in order.
    pub tail: Vec<TailPart>,
    /// The sentence after `that`.
    pub that: Option<Box<Sentence>>,
    /// All of it.
    pub span: Span,
}

/// The subject of a sentence.
#[derive(Clone, Debug)]
pub struct Subject {
    /// `only`.
    pub only: bool,
    /// The list.
    pub list: List,
}

/// Promise, state or event.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// With a modal.
    Promise {
        modal: Modal,
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
pub enum Modal {
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
pub enum Deed {
    /// `do anything`
    Anything(Span),
    /// A verb with its object.
    Act { verb: Word, object: Option<List> },
}

/// A role or a phrase.
#[derive(Clone, Debug)]
pub enum TailPart {
    /// `from Donetsk`
    Role {
        only: bool,
        preposition: Word,
        list: List,
        span: Span,
    },
    /// A phrase.
    Phrase(Phrase),
}

/// A phrase: time, guard, verification, precedence, consent, manner.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Which.
    pub kind: PhraseKind,
    /// All of it.
    pub span: Span,
}

/// The families of phrases.
#[derive(Clone, Debug)]
pub enum PhraseKind {
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
#[derive(Clone, Debug)]
pub enum Bound {
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
    /// `every 2 days`
    Every(Option<Word>, Word),
    /// `immediately`, `promptly`
    Soon(Word),
}

/// `14 days`, `unspecified days`.
#[derive(Clone, Debug)]
pub struct Duration {
    /// A number, `unspecified` or `undetermined`.
    pub number: Word,
    /// The unit.
    pub unit: Word,
    /// All of it.
    pub span: Span,
}

/// A moment is a noun.
#[derive(Clone, Debug)]
pub enum Moment {
    /// `later of A and B`
    Extreme(Word, Vec<Moment>, Span),
    /// `completion of …`, with `by X`
    Point(Word, Box<PointOf>, Option<Box<Value>>, Span),
    /// `signature`
    Signature(Option<Word>, Span),
    /// `entry-into-force`
    Entry(Option<Box<Value>>, Span),
    /// A date.
    Date(Word),
    /// `it`
    It(Span),
    /// `any date`; `true` for `any stated date`
    AnyDate(bool, Span),
    /// `unspecified`
    Blank(Word, Option<Text>),
    /// A declared word.
    Word(Word),
}

/// What a point is a point of.
#[derive(Clone, Debug)]
pub enum PointOf {
    /// An event in parentheses.
    Event(Sentence),
    /// `it`
    It(Span),
    /// A clause, a name, a quantified type, a word.
    Value(Value),
}

/// Conditions joined by `and` or by `or`.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Joined by `or`.
    pub any: bool,
    /// The conditions.
    pub atoms: Vec<Atom>,
    /// All of it.
    pub span: Span,
}

/// One condition.
#[derive(Clone, Debug)]
pub enum Atom {
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
pub struct KindPattern {
    /// The kind, or a sort of the world.
    pub kind: Word,
    /// What stands in braces.
    pub body: Vec<PatternItem>,
    /// Phrases after it.
    pub phrases: Vec<Phrase>,
    /// All of it.
    pub span: Span,
}

/// What stands in a pattern on a kind.
#[derive(Clone, Debug)]
pub enum PatternItem {
    /// A field.
    Field(Field),
    /// Phrases.
    Phrases(Vec<Phrase>, Span),
    /// A sentence.
    Sentence(Sentence),
}

/// A moment with phrases.
#[derive(Clone, Debug)]
pub struct Order {
    /// The moment.
    pub moment: Moment,
    /// What is said of it.
    pub phrases: Vec<Phrase>,
    /// All of it.
    pub span: Span,
}

/// Values joined by commas.
#[derive(Clone, Debug)]
pub struct List {
    /// The values.
    pub values: Vec<Value>,
    /// What is taken away.
    pub except: Vec<Value>,
    /// All of it.
    pub span: Span,
}

/// A value with its matcher and suffixes.
#[derive(Clone, Debug)]
pub struct Value {
    /// `at least`, `one of` …
    pub matcher: Option<Matcher>,
    /// The value.
    pub base: Base,
    /// `held by`, `located in`, `as of`.
    pub suffixes: Vec<Suffix>,
    /// All of it.
    pub span: Span,
}

/// A suffix of a value.
#[derive(Clone, Debug)]
pub enum Suffix {
    /// `held by X`
    HeldBy(Value),
    /// `located in R`
    LocatedIn(Value),
    /// `as of M`
    AsOf(Moment),
}

/// The heart of a value.
#[derive(Clone, Debug)]
pub enum Base {
    /// `[a | b] personnel`
    Choice(Vec<(Option<Word>, List)>, Option<Word>),
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

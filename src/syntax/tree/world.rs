//! The world and the vocabulary: entities, and declarations of words.

use super::{Condition, Field, Sentence, Text, Word};
use crate::source::Span;
use derive_where::derive_where;

/// `region Donetsk in Ukraine { … }`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Entity {
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
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What stands in the braces of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EntityItem {
    /// A part.
    Entity(Entity),
    /// `as of DATE { … }`.
    Dated(Word, Vec<Field>),
    /// A fact without a date.
    Field(Field),
}

/// A declaration of words.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) enum Vocabulary {
    /// `scale binding: political < treaty;`
    Scale {
        name: Word,
        steps: Vec<Word>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `terms person: people (civilians);`; `terms domain only: …`: there are no others.
    Terms {
        top: Word,
        only: bool,
        terms: Vec<Term>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `attributes artillery { calibre: quantity; }`
    Attributes {
        word: Word,
        slots: Vec<SlotField>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `unit m of length = 0.001 km;`
    Unit {
        name: Word,
        dimension: Word,
        factor: Option<(Word, Word)>,
        counting: Option<Word>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `moment agreement;`
    Moment {
        word: Word,
        title: Option<Text>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `type actor: state, body;`
    TypeTree {
        top: Word,
        /// What silence about a role means that takes this alone.
        silence: Option<Word>,
        below: Vec<Word>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `matter sanctions "Sanctions": lift, impose;`
    Matter {
        word: Word,
        title: Option<Text>,
        by_place: bool,
        words: Vec<Word>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `usual verifier: withdraw, limit;`
    Usual {
        what: Word,
        words: Vec<Word>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `say "withdraw" for "pull out" as in "Averne shall withdraw forces from Sorrel";`
    Say {
        /// What is written here.
        write: Text,
        /// What people say.
        wordings: Vec<Text>,
        /// A sentence with it.
        sample: Option<Text>,
        /// Why, or what else could be meant.
        why: Option<Text>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `kind guarantee { … }`
    Kind {
        word: Word,
        title: Option<Text>,
        slots: Vec<SlotField>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `action withdraw formation from place;`
    Action {
        lasting: bool,
        verb: Word,
        object: Option<Slot>,
        roles: Vec<(Word, Slot)>,
        that: Option<Word>,
        #[derive_where(skip(EqHashOrd))]
        span: Span,
    },
    /// `effect any actor A is barred from any organisation O { … }`
    Effect(Effect),
}

/// A term of a tree of terms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Term {
    /// The word or name.
    pub word: Word,
    /// A title in quotes.
    pub title: Option<Text>,
    /// What stands under it.
    pub below: Vec<Term>,
}

/// A typed field of a kind.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct SlotField {
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
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// What a role or field takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Slot {
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
    /// `floor`: the amount is the least.
    pub floor: bool,
}

/// `when …;` of an effect.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Rule {
    /// From what it follows.
    pub when: Condition,
    /// Unless this holds.
    pub unless: Option<Condition>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A declared effect.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Effect {
    /// The sentence.
    pub head: Sentence,
    /// `reads "…"`.
    pub reads: Option<Text>,
    /// The rules.
    pub rules: Vec<Rule>,
    /// All of it.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

//! A term of a draft: a promise, state, order in time or clause with fields, apart from its number, its place and its wording.

use crate::model::*;
use crate::source::Span;
use crate::vocabulary::Exact;
use crate::wording::Words;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a term. The order is that in which differences are told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Slot {
    /// Who promises, or what is in a state.
    Subject,
    /// `shall`, `may` … of a promise.
    Modal,
    /// Jointly, or nobody else.
    Together,
    /// What is done to.
    Object,
    /// After a preposition.
    Role(CompactString),
    /// The sentence after `that`.
    That,
    /// What a state is one of.
    Of,
    /// A field of a clause, with what stands after `for`.
    Field(CompactString, String),
    /// The moment an order is about.
    Moment,
    /// A phrase: when, on which condition, checked by whom.
    Phrase(Family),
    /// The alternative it stands under.
    Under,
}

/// What stands in a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value {
    /// By what it means: the words for it.
    pub items: BTreeMap<String, Words>,
    /// The leaves of the places it names, if it names places that are known.
    pub cover: Option<BTreeSet<String>>,
    /// What the text calls these places, and their leaves: of a part of them it has no word.
    pub called: Option<(BTreeSet<String>, BTreeMap<String, Words>)>,
    /// An amount, with its dimension.
    pub number: Option<(Exact, String)>,
    /// How strongly something is promised.
    pub modal: Option<Modal>,
}

impl Value {
    pub(super) fn one(exact: String, words: Words) -> Value {
        Value {
            items: BTreeMap::from([(exact, words)]),
            cover: None,
            called: None,
            number: None,
            modal: None,
        }
    }

    pub(super) fn of_modal(modal: Modal) -> Value {
        Value {
            modal: Some(modal),
            ..Value::one(modal.word().to_owned(), Words::of(modal.word()))
        }
    }

    /// What must be equal for two values to say the same.
    pub(crate) fn same_as(&self, other: &Value) -> bool {
        match (&self.cover, &other.cover) {
            (Some(a), Some(b)) => a == b,
            _ => self.items.keys().eq(other.items.keys()),
        }
    }

    /// Every value of this one is in the other.
    pub(crate) fn within(&self, other: &Value) -> bool {
        match (&self.cover, &other.cover) {
            (Some(a), Some(b)) => a.is_subset(b),
            _ => self.items.keys().all(|k| other.items.contains_key(k)),
        }
    }

    /// In words: those of the text, where they fit.
    pub(crate) fn words(&self) -> Words {
        let items = match (&self.called, &self.cover) {
            (Some((leaves, items)), Some(cover)) if leaves == cover => items,
            _ => &self.items,
        };
        // By their words: what clauses are known by depends on the order of drafts.
        let mut said: Vec<Words> = items.values().cloned().collect();
        said.sort_by_cached_key(Words::text);
        Words::joined(said, "and")
    }

    /// What must be equal for two values to say the same.
    pub(crate) fn key(&self) -> ValueKey {
        match &self.cover {
            Some(c) => c.iter().cloned().collect(),
            None => self.items.keys().cloned().collect(),
        }
    }
}

/// What must be equal for two values to say the same: the leaves of their places, or what their items mean.
pub(crate) type ValueKey = Vec<String>;

/// What must be equal for two terms to say the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TermKey {
    shape: Shape,
    head: CompactString,
    slots: SlotsKey,
}

/// What must be equal for some parts of two terms to say the same.
pub(crate) type SlotsKey = Vec<(Slot, ValueKey)>;

/// The sorts of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// A clause with its fields.
    Clause,
    /// An order in time.
    Order,
    /// A promise.
    Promise,
    /// A state: `clause 10 is void if …`.
    State,
}

/// Something a draft says.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// Its sort.
    pub shape: Shape,
    /// The verb, the word of the state, or the kind of the clause.
    pub head: CompactString,
    /// Under which heading of the vocabulary it stands; one past the last: under none.
    pub matter: usize,
    /// Its parts.
    pub slots: BTreeMap<Slot, Value>,
    /// It as sentences.
    pub said: Vec<Words>,
    /// Of a clause with fields: the one that says which guarantee, body or zone it is.
    pub identity: Option<Slot>,
    /// Of a clause with fields: those who promise something by it.
    pub holders: Option<Slot>,
    /// Which of the sentences only says where: `This applies to …`.
    pub where_only: Option<usize>,
    /// The clauses that say it, by position.
    pub clauses: Vec<usize>,
    /// Where they say it.
    pub spans: Vec<Span>,
}

impl Term {
    /// What must be equal for two terms to say the same.
    pub(crate) fn key(&self) -> TermKey {
        self.key_of(|_, _| true)
    }

    /// The same without one part.
    pub(crate) fn key_without(&self, left_out: &Slot) -> TermKey {
        self.key_of(|s, _| s != left_out)
    }

    fn key_of(&self, counts: impl Fn(&Slot, &Value) -> bool) -> TermKey {
        TermKey {
            shape: self.shape,
            head: self.head.clone(),
            slots: self.slots_key(counts),
        }
    }

    /// What must be equal for the parts that count.
    pub(super) fn slots_key(&self, counts: impl Fn(&Slot, &Value) -> bool) -> SlotsKey {
        let slots = self.slots.iter().filter(|(s, v)| counts(s, v));
        slots.map(|(s, v)| (s.clone(), v.key())).collect()
    }

    /// The leaves of all places it speaks of; nothing: it names no place that is known.
    pub(crate) fn cover(&self) -> Option<BTreeSet<String>> {
        let all: Vec<_> = self
            .slots
            .iter()
            .filter(|(s, _)| matches!(s, Slot::Object | Slot::Role(_) | Slot::Field(..)))
            .filter_map(|(_, v)| v.cover.as_ref())
            .collect();
        (!all.is_empty()).then(|| all.into_iter().flatten().cloned().collect())
    }

    /// The modal of a promise.
    pub(crate) fn modal(&self) -> Option<Modal> {
        self.slots.get(&Slot::Modal)?.modal
    }
}

//! Facts: what a draft says, sentence by sentence, with the clause it stands in, the phrases that qualify it and the condition it stands under.

mod brackets;
mod gather;
pub(crate) mod only;
mod parts;
mod phrases;
mod voids;

use crate::condition::{Condition, Store};
use crate::model::choices::alternative;
use crate::model::*;
use crate::vocabulary::{ActionId, NodeId, StateId, Vocabulary};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

pub(crate) use gather::gather;
use parts::Numbers;
pub(crate) use parts::{AtPlaces, NO_PART, Parts};
pub(crate) use phrases::{Phrases, clause_phrases};

/// A sentence that is part of the deal, or an event a phrase names.
#[derive(Clone, Debug)]
pub(crate) struct Fact<'m> {
    /// What it says, sides put in.
    pub sentence: Cow<'m, Sentence>,
    /// The clause it stands in.
    pub clause: usize,
    /// Its own phrases and those of its clause, nearest first: index of the clause each stands in.
    pub phrases: Vec<(&'m Phrase, usize)>,
    /// When it is part of the deal.
    pub condition: Condition,
    /// `only A may …`: nobody else may.
    pub only: bool,
    /// Named in a phrase, not promised.
    pub event: bool,
    /// Where the sentence stands that proposes it, if it is proposed and not promised.
    pub proposed_in: Option<crate::source::Span>,
    /// Which of the sides put in: `each side` makes a promise of each.
    pub side: usize,
    /// Which statement of its clause says it, and in which text of the clause's phrases: what stands in two alternatives is two promises.
    pub stated: (usize, usize),
}

/// By what a promise is known: what a sentence with brackets is in one text or another is one promise, with one beginning and one end.
pub(crate) type Promise = (usize, (usize, usize), crate::source::Span, usize);

impl Fact<'_> {
    /// Of which promise it is a text.
    pub(crate) fn promise(&self) -> Promise {
        (self.clause, self.stated, self.sentence.span, self.side)
    }

    /// Where it is told: what is proposed is shown with the words that propose it.
    pub(crate) fn at(&self) -> crate::source::Span {
        self.proposed_in.unwrap_or(self.sentence.span)
    }
}

impl Fact<'_> {
    /// It is kept up, not completed: a ban, a permission, or an action that nothing completes.
    pub(crate) fn kept_up(&self, v: &Vocabulary) -> bool {
        self.sentence.is_kept_up(v)
    }

    /// A ban or a permission: it holds over a time.
    pub(crate) fn holds_over_time(&self) -> bool {
        self.modal().is_some_and(Modal::holds_over_time)
    }

    /// Is it promised whatever happens? What is only allowed or expected, what is proposed, and what waits for a condition or for a consent, may never be done.
    pub(crate) fn is_certain(&self) -> bool {
        self.modal() != Some(Modal::May) && self.is_part_of_the_deal()
    }

    /// Does it hold whatever happens, if it is only leave? What is expected or proposed does not, nor what waits for a condition or for a consent.
    pub(crate) fn is_part_of_the_deal(&self) -> bool {
        let conditional = |(p, _): &(&Phrase, usize)| {
            matches!(
                p.kind,
                PhraseKind::Guard(..) | PhraseKind::Manner(Manner::WithConsentOf, _)
            )
        };
        self.modal() != Some(Modal::Expected)
            && self.proposed_in.is_none()
            && !self.phrases.iter().any(conditional)
    }

    /// The modal of a promise.
    pub(crate) fn modal(&self) -> Option<Modal> {
        self.sentence.modal()
    }
}

/// All facts of a draft.
pub(crate) struct Facts<'m> {
    /// Sentences and events.
    pub all: Vec<Fact<'m>>,
    /// Sentences by action.
    pub by_action: FxHashMap<ActionId, Vec<u32>>,
    /// Sentences by the single actor or thing that is their subject.
    pub by_subject: FxHashMap<NodeId, Vec<u32>>,
    /// Sentences by action and subject.
    pub by_action_subject: FxHashMap<(ActionId, NodeId), Vec<u32>>,
    /// Sentences whose subject is not only things by name: everybody, somebody, brackets.
    pub generic_subject: Vec<u32>,
    /// The same by action.
    pub generic: FxHashMap<ActionId, Vec<u32>>,
    /// Asserted states by word.
    pub by_state: FxHashMap<StateId, Vec<u32>>,
    /// Sentences by clause.
    pub by_clause: Vec<Vec<u32>>,
    /// Clauses by kind.
    pub kinds: FxHashMap<&'m str, Vec<u32>>,
    /// When each clause is part of the deal.
    pub clause_condition: Vec<Condition>,
    /// What qualifies what is said in each clause, in each text the phrases make, and when.
    pub phrases: Vec<Vec<(Phrases<'m>, Condition)>>,
    /// Parts of each clause, at any depth, itself first.
    pub parts: Vec<Vec<u32>>,
    /// Sentences that say of a clause that it is void.
    pub voids: FxHashMap<usize, Vec<u32>>,
    /// What orders in time say of the points of each clause.
    pub ordered: FxHashMap<usize, Vec<(Point, &'m Phrase)>>,
    /// Clauses with an entry into force of their own.
    pub own_entry: FxHashSet<usize>,
    /// By clause, those that say they prevail over it, or that it says it yields to.
    pub links: FxHashMap<usize, Vec<usize>>,
    /// Value of `binding` for clauses that say none, by the text they stand in, and the condition it is given under.
    pub binding: FxHashMap<Option<&'m str>, (&'m List, Option<crate::source::Span>)>,
    /// Where the labels of the draft stand.
    pub labels: Labels<'m>,
    /// What each sentence holds in its parts, as numbers: equal values have equal numbers.
    pub parts_of: Vec<Parts>,
    /// Of actions and roles that hold places: which sentences are about a leaf.
    pub places: FxHashMap<ActionId, Vec<(CompactString, AtPlaces)>>,
    /// The things by name that are the subjects of a sentence; without those whose subject is something else.
    pub subjects: FxHashMap<u32, Vec<NodeId>>,
    /// Actions that a ban speaks of, and those that a promise or permission speaks of.
    banned: FxHashSet<ActionId>,
    promised: FxHashSet<ActionId>,
    numbers: Numbers,
}

impl Facts<'_> {
    /// The clause with whose own entry into force a clause enters into force: itself or one around it.
    pub(crate) fn enters_with(&self, draft: &Draft, clause: usize) -> Option<usize> {
        draft.around(clause).find(|c| self.own_entry.contains(c))
    }

    /// Does one sentence ban what another one allows or demands, as far as the verb tells?
    pub(crate) fn opposed(&self, action: ActionId) -> bool {
        self.banned.contains(&action) && self.promised.contains(&action)
    }

    /// The clause with a label, in the draft or in a text it brings in.
    pub(crate) fn position(&self, text: Option<&str>, label: &str) -> Option<usize> {
        self.labels.position(text, label)
    }
}

/// The condition of standing under alternatives.
pub(crate) fn under(store: &mut Store, draft: &Draft, alternatives: &[Under]) -> Condition {
    let mut out = Condition::ALWAYS;
    for u in alternatives {
        let c = choice(
            store,
            draft,
            u.ambiguity.as_deref(),
            u.span,
            &u.labels,
            u.index,
        );
        out = store.and(out, c);
    }
    out
}

/// The condition that one alternative of a choice holds. A choice whose labels are readings of an ambiguous term is that term's choice.
pub(crate) fn choice(
    store: &mut Store,
    draft: &Draft,
    ambiguity: Option<&str>,
    span: crate::source::Span,
    labels: &[CompactString],
    index: usize,
) -> Condition {
    let (at, value) = alternative(&draft.ambiguities, ambiguity, span, labels, index);
    match (store.choice_at(at), value) {
        (Some(v), Some(value)) => store.atom(v, value),
        _ => Condition::NEVER,
    }
}

//! What sentences hold in their parts, as numbers, and which sentences are about a place: so that a pattern looks only at what can match.

use super::{Fact, Facts};
use crate::model::*;
use crate::vocabulary::{ActionId, Leaves, NodeId, Vocabulary};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The number of a part that is not there.
pub(crate) const NO_PART: u32 = u32::MAX;
/// Sentences about more leaves than this are not put down by leaf.
const FEW: usize = 8;
/// Stands for a subject that is not only things by name.
const ANYBODY: NodeId = NodeId(u32::MAX);

/// The parts of one act: what is needed to see that it does not match, without looking at the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// Who.
    pub subject: u32,
    /// What is done; [`NO_PART`] if nothing is said.
    pub object: u32,
    /// By the roles of the verb, in the order of its declaration.
    pub roles: SmallVec<[u32; 4]>,
    /// Its modal.
    pub modal: Option<Modal>,
    /// Named in a phrase, not promised.
    pub event: bool,
    /// It holds under every completion, and no phrase qualifies it.
    pub plain: bool,
    /// The clause it stands in.
    pub clause: u32,
}

/// A value that is the same wherever it stands: nothing in it is left open, bound or taken apart.
fn fixed(i: &Item) -> Option<&Base> {
    let is_fixed = i.matcher.is_none()
        && match &i.base {
            Base::Thing(t) => {
                t.attributes.is_empty()
                    && t.of.is_none()
                    && t.located.is_none()
                    && t.unknown.is_none()
                    && t.variable.is_none()
            }
            Base::Place(Place::Region(_)) => true,
            Base::Amount(a) => a.number.is_some() && a.hole.is_none() && a.of.is_none(),
            _ => false,
        };
    is_fixed.then_some(&i.base)
}

/// Numbers for values.
#[derive(Default)]
pub(super) struct Numbers {
    known: FxHashMap<Vec<Base>, u32>,
    next: u32,
}

impl Numbers {
    /// A hole, a bracket or a longer expression has a number of its own: where it stands may matter.
    fn of(&mut self, l: &List) -> u32 {
        let key: Option<Vec<Base>> = if l.except.is_empty() {
            l.items.iter().map(|i| fixed(i).cloned()).collect()
        } else {
            None
        };
        let next = self.next;
        let id = match key {
            Some(key) => *self.known.entry(key).or_insert(next),
            None => next,
        };
        self.next += u32::from(id == next);
        id
    }

    pub(super) fn parts(&mut self, v: &Vocabulary, fact: &Fact) -> Parts {
        let s: &Sentence = &fact.sentence;
        let mut out = Parts {
            subject: self.of(&s.subject),
            object: NO_PART,
            roles: SmallVec::new(),
            modal: fact.modal(),
            event: fact.event,
            plain: fact.condition.is_always() && fact.phrases.is_empty(),
            clause: fact.clause as u32,
        };
        if let Predicate::Act { action, object, .. } = &s.predicate {
            out.object = object.as_ref().map_or(NO_PART, |l| self.of(l));
            if let Some(a) = action {
                let held = |p: &CompactString| s.roles.iter().find(|r| r.preposition == *p);
                out.roles = v
                    .action(*a)
                    .roles
                    .iter()
                    .map(|(p, _)| held(p).map_or(NO_PART, |r| self.of(&r.list)))
                    .collect();
            }
        }
        out
    }
}

/// The sentences of one action by the place one of its roles holds.
#[derive(Default)]
pub(crate) struct AtPlaces {
    at: FxHashMap<(NodeId, usize), Vec<u32>>,
    /// Those that hold many places, none, or one that must be worked out.
    elsewhere: FxHashMap<NodeId, Vec<u32>>,
}

impl Facts<'_> {
    /// The sentences of an action that can be about a thing, in document order.
    pub(crate) fn candidates(&self, action: ActionId, subject: NodeId) -> Vec<u32> {
        let mut out: Vec<u32> = self
            .by_action_subject
            .get(&(action, subject))
            .map_or(&[][..], |v| v)
            .to_vec();
        out.extend(self.generic.get(&action).map_or(&[][..], |v| v));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The same of those that can be about one of these leaves. `None`: the role holds no places.
    pub(crate) fn candidates_at(
        &self,
        action: ActionId,
        subject: NodeId,
        preposition: &str,
        leaves: &Leaves,
    ) -> Option<Vec<u32>> {
        let (_, places) = self
            .places
            .get(&action)?
            .iter()
            .find(|(p, _)| p == preposition)?;
        let mut out = Vec::new();
        for who in [subject, ANYBODY] {
            for leaf in leaves.iter() {
                out.extend(places.at.get(&(who, leaf)).map_or(&[][..], |v| v));
            }
            out.extend(places.elsewhere.get(&who).map_or(&[][..], |v| v));
        }
        out.sort_unstable();
        out.dedup();
        Some(out)
    }

    /// Puts a sentence down under the places its roles hold.
    pub(super) fn put_down(
        &mut self,
        v: &Vocabulary,
        id: u32,
        action: ActionId,
        fact: &Fact,
        subjects: Option<&[NodeId]>,
    ) {
        let anybody = [ANYBODY];
        let subjects = subjects.unwrap_or(&anybody);
        let place = v.words.get("place").copied();
        let by_role = self.places.entry(action).or_insert_with(|| {
            let holds_places = |slot: &crate::syntax::tree::Slot| {
                slot.types.iter().any(|t| {
                    v.words
                        .get(t.text.as_str())
                        .is_some_and(|n| place.is_some_and(|p| v.under(*n, p)))
                })
            };
            v.action(action)
                .roles
                .iter()
                .filter(|(_, slot)| holds_places(slot))
                .map(|(p, _)| (p.clone(), AtPlaces::default()))
                .collect()
        });
        for (preposition, places) in by_role {
            let held = fact
                .sentence
                .roles
                .iter()
                .find(|r| r.preposition == *preposition)
                .map(|r| &r.list);
            let leaves = held.and_then(|l| known_leaves(v, l));
            for who in subjects {
                match &leaves {
                    Some(l) => l
                        .iter()
                        .for_each(|leaf| places.at.entry((*who, leaf)).or_default().push(id)),
                    None => places.elsewhere.entry(*who).or_default().push(id),
                }
            }
        }
    }
}

/// The few leaves of a list that names places and nothing else.
fn known_leaves(v: &Vocabulary, l: &List) -> Option<Leaves> {
    if !l.except.is_empty() {
        return None;
    }
    let mut out = Leaves::default();
    for i in &l.items {
        match &i.base {
            Base::Place(Place::Region(n)) if i.matcher.is_none() && v.is_determined(*n) => {
                out = out.or(&v.places.leaves(*n))
            }
            _ => return None,
        }
    }
    (out.iter().take(FEW + 1).count() <= FEW && !out.is_empty()).then_some(out)
}

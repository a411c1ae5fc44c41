//! The words of the prelude that the program itself knows: nouns that stand for a relation, states that are read off the world, and what silence about a
//! role or field means. Everything else it knows only by what the prelude says of it.

use super::{ActionId, NodeId, StateId, Vocabulary};
use crate::syntax::tree::Slot;

/// A noun that stands for what it relates to, not for where it stands among the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    /// Of the deal.
    Party,
    /// Of a body.
    Member,
    /// Of a state.
    Neighbour,
    /// Of a whole.
    Part,
    /// What is left of a whole.
    Rest,
    /// A clause of the text.
    Clause,
    /// An amount, whatever it is an amount of.
    Measure,
    /// Anything there is.
    Thing,
}

impl Noun {
    /// Those who stand in a relation: whatever actor that is.
    pub(crate) fn is_relation(self) -> bool {
        matches!(self, Noun::Party | Noun::Member | Noun::Neighbour)
    }

    /// A share of something else.
    pub(crate) fn is_share(self) -> bool {
        matches!(self, Noun::Part | Noun::Rest)
    }

    /// The field in which the world says of something who they are.
    pub(crate) fn world_field(self) -> Option<&'static str> {
        match self {
            Noun::Member => Some("members"),
            Noun::Neighbour => Some("neighbours"),
            Noun::Party | Noun::Part | Noun::Rest | Noun::Clause | Noun::Measure | Noun::Thing => {
                None
            }
        }
    }
}

/// A state that needs no effect to hold: the world, the header or another clause says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuiltIn {
    /// `is party`
    Party,
    /// `is member of`
    Member,
    /// `is part of`
    Part,
    /// `is outnumbered`
    Outnumbered,
    /// `is void`
    Void,
}

/// What it means that nothing is said of a role or field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsaid {
    /// `else all`
    All,
    /// `else unspecified`: the text leaves it open.
    Unspecified,
}

impl Vocabulary {
    /// The relation a node is the noun of.
    pub(crate) fn noun(&self, node: NodeId) -> Option<Noun> {
        Some(match self.name(node) {
            "party" => Noun::Party,
            "member" => Noun::Member,
            "neighbour" => Noun::Neighbour,
            "part" => Noun::Part,
            "rest" => Noun::Rest,
            "clause" => Noun::Clause,
            "quantity" | "number" | "value" => Noun::Measure,
            "thing" => Noun::Thing,
            _ => return None,
        })
    }

    /// Is doing it giving one's consent: `if Norland agrees`?
    pub(crate) fn is_consent(&self, action: ActionId) -> bool {
        self.action(action).verb == "agree"
    }

    /// Does the one do what it does for the other, to whom it belongs, itself or through whom it belongs to? Forces, organs and offices act for theirs.
    pub(crate) fn acts_for(&self, one: NodeId, other: NodeId) -> bool {
        one != other && self.acting_for(one).contains(&other)
    }

    /// All for whom something acts.
    pub(crate) fn acting_for(&self, node: NodeId) -> Vec<NodeId> {
        let sorts = ["formation", "organ", "office", "body", "group"];
        let sorts = sorts.map(|s| self.words.get(s).copied());
        self.owners(node, |n| sorts.iter().flatten().any(|s| self.under(n, *s)))
    }

    /// All to whom something belongs, itself or through what it belongs to, as far as the way goes through what is asked for.
    pub(crate) fn owners(&self, node: NodeId, through: impl Fn(NodeId) -> bool) -> Vec<NodeId> {
        let mut out = Vec::new();
        let mut todo = vec![node];
        while let Some(n) = todo.pop() {
            if !through(n) {
                continue;
            }
            for owner in self.belongs.get(&n).into_iter().flatten() {
                if !out.contains(owner) {
                    out.push(*owner);
                    todo.push(*owner);
                }
            }
        }
        out
    }

    /// Is it the composition of a body in which each side has as many members: `composition: equal`?
    pub(crate) fn is_parity(&self, node: NodeId) -> bool {
        self.name(node) == "equal"
    }

    /// Is what it is done to verified by whoever does it: `Watch shall verify clause 1`?
    pub(crate) fn is_verification(&self, action: ActionId) -> bool {
        self.action(action).verb == "verify"
    }

    /// Does doing it end the clause it is done to: `Norland may revoke clause 1`?
    pub(crate) fn is_revocation(&self, action: ActionId) -> bool {
        self.action(action).verb == "revoke"
    }

    /// Is it the kind of the text itself, whose fields are those of its head?
    pub(crate) fn is_text(&self, kind: &str) -> bool {
        kind == "framework"
    }

    /// Are these, taken together, all there is of a type that has no other terms?
    pub(crate) fn are_all(&self, things: &[NodeId]) -> bool {
        let closed = |t: &&NodeId| things.iter().all(|n| self.under(*n, **t));
        let mut types = self.closed.iter().filter(closed);
        !things.is_empty()
            && types.any(|t| {
                let below = (0..).map(NodeId).zip(&self.nodes);
                let mut below = below.filter(|(_, n)| n.up.contains(t));
                below.all(|(id, _)| things.iter().any(|n| self.under(id, *n)))
            })
    }

    /// Which state that needs no effect it is.
    pub(crate) fn built_in(&self, state: StateId) -> Option<BuiltIn> {
        Some(match self.states[state.0 as usize].word.as_str() {
            "party" => BuiltIn::Party,
            "member" => BuiltIn::Member,
            "part" => BuiltIn::Part,
            "outnumbered" => BuiltIn::Outnumbered,
            "void" => BuiltIn::Void,
            _ => return None,
        })
    }
}

impl Slot {
    /// The types it takes, as one reads them: `body or force`.
    pub(crate) fn takes(&self) -> String {
        let types: Vec<&str> = self.types.iter().map(|t| t.text.as_str()).collect();
        types.join(" or ")
    }

    /// What it means that nothing is said of it; nothing: then it is not so.
    pub(crate) fn unsaid(&self) -> Option<Unsaid> {
        self.silence.as_ref().map(|w| match w.text.as_str() {
            "all" => Unsaid::All,
            _ => Unsaid::Unspecified,
        })
    }

    /// It may be left out.
    pub(crate) fn is_optional(&self) -> bool {
        self.silence.is_some() || self.occurs.as_ref().is_some_and(|w| w.text != "+")
    }

    /// It takes more than one value.
    pub(crate) fn takes_several(&self) -> bool {
        self.occurs.as_ref().is_some_and(|w| w.text != "?")
    }

    /// It has to be said: no sign behind the type, or `+`.
    pub(crate) fn is_required(&self) -> bool {
        self.occurs.as_ref().is_none_or(|w| w.text == "+")
    }
}

//! What may stand in a slot, and what is said where something else stands in it.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::{NodeId, NodeKind};

/// What a slot takes; empty: anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Want {
    pub types: Vec<NodeId>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct Room<'r> {
    pub span: Span,
    /// What may stand there.
    pub want: &'r Want,
    /// What it is called in messages.
    pub what: &'r str,
}

impl Resolver<'_> {
    /// What a slot of the vocabulary takes.
    pub(super) fn want(&self, slot: &t::Slot) -> Want {
        if slot.types.iter().any(|w| w.text == "thing") {
            return Want::default();
        }
        Want {
            types: slot
                .types
                .iter()
                .filter_map(|w| self.v.words.get(&w.text).copied())
                .collect(),
        }
    }

    pub(super) fn is(&self, node: NodeId, word: &str) -> bool {
        self.v
            .words
            .get(word)
            .is_some_and(|w| self.v.under(node, *w))
    }

    /// Is a node meant as a place in a slot?
    pub(super) fn as_place(&self, node: NodeId, want: &Want) -> bool {
        if !self.is(node, "place") {
            return false;
        }
        if want.types.is_empty() {
            return !self.is(node, "actor");
        }
        let mut place = false;
        for w in &want.types {
            if self.is(*w, "place") {
                place = true;
            } else if self.v.under(node, *w) {
                return false;
            }
        }
        place
    }

    pub(super) fn check_type(&mut self, node: NodeId, room: Room, shown: &str) {
        let want = room.want;
        if want.types.is_empty() || want.types.iter().any(|w| self.v.under(node, *w)) {
            return;
        }
        // A type's own word (`any actor`) and texts stand for what falls under them.
        if want.types.iter().any(|w| self.v.under(*w, node))
            || want
                .types
                .iter()
                .any(|w| matches!(self.v.name(*w), "name" | "text"))
        {
            return;
        }
        let ups: Vec<&str> = self
            .v
            .node(node)
            .up
            .iter()
            .map(|u| self.v.name(*u))
            .collect();
        let is = if ups.is_empty() {
            format!("`{shown}`")
        } else {
            format!("`{shown}` ({})", ups.join(", "))
        };
        self.wrong_type(room, &is);
    }

    /// A few words that fit a type, in the order of their declaration.
    pub(super) fn some_of(&self, want: &Want) -> Vec<String> {
        const FEW: usize = 6;
        let word = |n: &NodeId| matches!(self.v.node(*n).kind, NodeKind::Term | NodeKind::Step(..));
        let fits =
            |n: &NodeId| word(n) && want.types.iter().any(|t| *t != *n && self.v.under(*n, *t));
        (0..self.v.nodes.len() as u32)
            .map(NodeId)
            .filter(fits)
            .take(FEW)
            .map(|n| format!("`{}`", self.v.name(n)))
            .collect()
    }

    pub(super) fn wrong_type(&mut self, Room { span, want, what }: Room, is: &str) {
        let wanted: Vec<String> = want
            .types
            .iter()
            .map(|t| format!("`{}`", self.v.name(*t)))
            .collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let wanted = crate::syntax::either(&wanted);
        self.report(
            Diagnostic::new(
                Code::WrongType,
                span,
                format!("{is} cannot stand here: {what} takes {wanted}"),
            )
            .here(format!("{wanted} belongs here"))
            .help(match &self.some_of(want)[..] {
                [] => "docs/vocabulary.md lists what each role and field takes".to_owned(),
                words => format!(
                    "for instance {}; docs/vocabulary.md lists what each role and field takes",
                    crate::syntax::either(&words.iter().map(|w| &**w).collect::<Vec<_>>())
                ),
            }),
        );
    }
}

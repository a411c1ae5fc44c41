//! Somebody or something no text names, against what is asked for: whether it is this, or one of these, is a question.

use super::{Ask, Engine, Mode};
use crate::condition::{Asked, Condition};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{NodeKind, Noun};

impl Engine<'_> {
    /// A hole or somebody unnamed, where a thing is asked for: `any T` is met if all that can stand here is of that type.
    pub(super) fn supposed(&mut self, p: &Thing, f: &Item, ask: Ask) -> Condition {
        // Whoever it is, it is one: not all that are asked for.
        let all = matches!(p.quantifier, Quantifier::All | Quantifier::No)
            || ask.ban && p.quantifier == Quantifier::Any;
        if all && ask.mode == Mode::Cover {
            return Condition::NEVER;
        }
        let actor = self.word("actor");
        let narrower = actor.is_some_and(|a| p.node != a && self.v.under(p.node, a))
            && self.v.noun(p.node) != Some(Noun::Party);
        if p.quantifier == Quantifier::Any
            && self.v.node(p.node).kind == NodeKind::Type
            && !narrower
            && p.of.is_none()
        {
            return Condition::ALWAYS;
        }
        let asked = self.shown(p);
        let person = actor.is_some_and(|a| self.v.under(p.node, a));
        match f.base {
            Base::Hole(h) if !person => self.hole_on(h, &asked, named(p)),
            Base::Hole(h) => self.somebody_on(h.span, &asked, named(p)),
            _ => self.somebody_on(f.span, &asked, named(p)),
        }
    }

    /// Somebody a variable stands for and no text names, against a value.
    pub(super) fn unnamed(&mut self, at: Span, f: &Item) -> Condition {
        match &f.base {
            Base::Hole(Hole { span, .. }) if *span == at => Condition::ALWAYS,
            Base::Someone if f.span == at => Condition::ALWAYS,
            Base::Hole(_) | Base::Someone => self.somebody(at, "the other one that is not named"),
            Base::Thing(t) => {
                let everybody = t.quantifier != Quantifier::Some
                    && t.of.is_none()
                    && self.word("actor").is_some_and(|a| self.v.under(a, t.node));
                if everybody {
                    return Condition::ALWAYS;
                }
                let asked = self.shown(t);
                self.somebody_on(at, &asked, named(t))
            }
            _ => Condition::NEVER,
        }
    }

    /// Words for a thing in a question.
    pub(super) fn shown(&self, p: &Thing) -> String {
        let of = match p.of.as_ref().map(|o| &o.base) {
            Some(Base::Thing(o)) => format!(" of {}", self.v.name(o.node)),
            _ => String::new(),
        };
        let q = match p.quantifier {
            Quantifier::Any => "one of ",
            Quantifier::All => "all ",
            Quantifier::No | Quantifier::Some => "",
        };
        format!("{q}`{}{of}`", self.v.name(p.node))
    }
}

/// What a question about somebody or something unnamed asks, if it is only whether it is this or of this type.
fn named(p: &Thing) -> Option<Asked> {
    let plain =
        p.adjectives.is_empty() && p.attributes.is_empty() && p.of.is_none() && p.located.is_none();
    (plain && matches!(p.quantifier, Quantifier::Some | Quantifier::Any))
        .then_some(Asked::Thing(p.node))
}

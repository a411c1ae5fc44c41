//! Types and relations: what falls in them, and whom they stand for.

use super::lists::{Join, Silence};
use super::{Ask, Bound, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{NodeId, NodeKind, Noun};

impl<'e> Engine<'e> {
    /// Those that `any member of X` and the like stand for, if the world names them.
    pub(super) fn members(&self, t: &Thing) -> Option<Vec<Item>> {
        if matches!(t.quantifier, Quantifier::All | Quantifier::No)
            && self.v.noun(t.node) == Some(Noun::Party)
            && t.of.is_none()
            && t.adjectives.is_empty()
            && !self.draft.parties.is_empty()
        {
            let span = self.draft.id_span;
            return Some(
                self.draft
                    .parties
                    .iter()
                    .map(|n| Item {
                        matcher: None,
                        base: Base::Thing(thing_of(*n)),
                        span,
                    })
                    .collect(),
            );
        }
        let field = self.v.noun(t.node).and_then(Noun::world_field)?;
        if t.quantifier == Quantifier::Some || !t.adjectives.is_empty() || t.located.is_some() {
            return None;
        }
        let owner = of_node(t)?;
        self.world_list(owner, field).map(|l| l.items)
    }

    /// Does a thing fall in a type, or belong to what the type is of (`any member of NATO`)?
    pub(super) fn falls_in(
        &mut self,
        node: NodeId,
        every: &Thing,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let never = (theta.clone(), Condition::NEVER);
        let noun = self.v.noun(every.node);
        if noun == Some(Noun::Party) {
            let here = self.draft.parties.contains(&node);
            return (theta.clone(), Condition::of(here));
        }
        if let Some(field) = noun.and_then(Noun::world_field) {
            let Some(of) = &every.of else {
                return (theta.clone(), Condition::ALWAYS);
            };
            let owner = match &of.base {
                Base::Thing(o) => Some(o.node),
                Base::Variable(n) => match theta.get(*n) {
                    Some(Bound::Node(o)) => Some(*o),
                    _ => None,
                },
                _ => None,
            };
            let Some(owner) = owner else { return never };
            let c = self.world_list_contains(owner, field, node, of.span);
            return (theta.clone(), c);
        }
        let c = if self.v.under(node, every.node) || noun == Some(Noun::Thing) {
            Condition::ALWAYS
        } else {
            Condition::NEVER
        };
        if c.is_never() {
            return never;
        }
        let known = self.is_known_of(node, &every.attributes, theta);
        let every = &Thing {
            attributes: Vec::new(),
            ..every.clone()
        };
        let item = Item {
            matcher: None,
            base: Base::Thing(every.clone()),
            span: self.v.node(node).span,
        };
        let (theta, detail) = self.details(
            &item,
            &Thing {
                quantifier: Quantifier::Some,
                ..every.clone()
            },
            &thing_of(node),
            ask.by(Mode::Overlap).of(false),
            theta,
        );
        (theta, self.and(detail, known))
    }

    /// `any state { nuclear: yes; }`: what the world says of a thing; where it says nothing, nobody knows.
    fn is_known_of(
        &mut self,
        node: NodeId,
        asked: &[(compact_str::CompactString, List)],
        theta: &Theta,
    ) -> Condition {
        let mut out = Condition::ALWAYS;
        for (name, values) in asked {
            let held = self.world_list(node, name);
            let c = match held {
                Some(held) => {
                    let ask = Ask::new(Mode::Overlap);
                    let mut any = Condition::NEVER;
                    for (_, c) in
                        self.list(values, Some(&held), ask, Silence::Nothing, Join::All, theta)
                    {
                        any = self.or(any, c);
                    }
                    any
                }
                None => {
                    let hole = Hole {
                        blank: Blank::Unspecified,
                        span: values.span,
                    };
                    let words = format!("one whose `{name}` is so");
                    self.hole(hole, &words)
                }
            };
            out = self.and(out, c);
        }
        out
    }

    /// Is a thing in a list the world states of another (`members`, `neighbours`)?
    pub(super) fn world_list_contains(
        &mut self,
        owner: NodeId,
        field: &str,
        node: NodeId,
        _at: crate::source::Span,
    ) -> Condition {
        let v = self.v;
        let Some(fact) = v.fact(owner, field, self.day) else {
            return Condition::NEVER;
        };
        let mut c = Condition::NEVER;
        for value in &fact.field.value.values {
            match &value.base {
                crate::syntax::tree::Base::Noun { name: Some(n), .. }
                    if v.names.get(&n.text) == Some(&node) =>
                {
                    return Condition::ALWAYS;
                }
                crate::syntax::tree::Base::Hole { .. } => {
                    let name = v.name(node).to_owned();
                    let q = self.hole(
                        Hole {
                            blank: Blank::Unspecified,
                            span: value.span,
                        },
                        &format!("`{name}`"),
                    );
                    c = self.or(c, q);
                }
                _ => {}
            }
        }
        c
    }

    /// A type of a pattern against a type of a fact.
    pub(super) fn types_meet(&mut self, t: &Thing, u: &Thing, ask: Ask) -> Condition {
        let covers = matches!(ask.mode, Mode::Cover | Mode::Entail);
        if covers && super::details::is_narrower(t, u) {
            return Condition::NEVER;
        }
        let relation = |e: &Engine, x: &Thing| e.v.noun(x.node).is_some_and(Noun::is_relation);
        let base = |e: &Engine, x: &Thing| {
            let actor = relation(e, x).then(|| e.word("actor")).flatten();
            actor.unwrap_or(x.node)
        };
        let same_of = match (&t.of, &u.of) {
            (Some(a), Some(b)) => match (&a.base, &b.base) {
                (Base::Thing(a), Base::Thing(b)) => Some(a.node == b.node),
                _ => None,
            },
            _ => None,
        };
        if t.node == u.node && (same_of == Some(true) || t.of.is_none() && u.of.is_none()) {
            return Condition::ALWAYS;
        }
        let (a, b) = (base(self, t), base(self, u));
        let needs_all = t.quantifier != Quantifier::Any || (ask.ban && ask.mode == Mode::Cover);
        if needs_all {
            // All of the pattern's type: the fact's type must be wider and not itself a relation.
            return Condition::of(self.v.under(a, b) && !relation(self, u));
        }
        let meet =
            self.v.under(a, b) || self.v.under(b, a) || relation(self, t) || relation(self, u);
        if !meet {
            return Condition::NEVER;
        }
        if relation(self, t) && relation(self, u) && same_of != Some(true) {
            // Members of one body and of another: they meet if one declared thing is both.
            let Some(actor) = self.word("actor") else {
                return Condition::ALWAYS;
            };
            let nodes: Vec<NodeId> = (0..self.v.nodes.len() as u32)
                .map(NodeId)
                .filter(|n| self.v.node(*n).kind == NodeKind::Thing && self.v.under(*n, actor))
                .collect();
            let theta = Theta::default();
            return Condition::of(nodes.into_iter().any(|n| {
                self.falls_in(n, t, ask, &theta).1.is_always()
                    && self.falls_in(n, u, ask, &theta).1.is_always()
            }));
        }
        Condition::ALWAYS
    }
}

pub(super) fn of_node(t: &Thing) -> Option<NodeId> {
    match t.of.as_ref().map(|o| &o.base) {
        Some(Base::Thing(o)) => Some(o.node),
        _ => None,
    }
}

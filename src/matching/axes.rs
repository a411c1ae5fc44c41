//! What a sentence covers on one of its axes (who, what, where …), as a set, so that two clauses can be compared: does one lie within the other, do
//! they meet?

use super::{Ask, Bound, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{Leaves, NodeId, NodeKind, Noun};

/// The values of an axis.
#[derive(Clone, Debug)]
pub(super) enum Axis {
    /// Nothing is excluded.
    All,
    /// These leaves.
    Places(Leaves),
    /// These actors, terms or types, without those.
    Things(Things),
    /// Not known: a hole, an amount, a bracket.
    Unknown,
}

/// Actors, terms or types.
#[derive(Clone, Debug, Default)]
pub(super) struct Things {
    pub these: Vec<Thing>,
    pub except: Vec<NodeId>,
    /// They are who acts: what the forces of somebody do, that somebody does.
    pub doers: bool,
}

impl Axis {
    /// One that says who acts.
    pub(super) fn of_doers(mut self) -> Axis {
        if let Axis::Things(t) = &mut self {
            t.doers = true;
        }
        self
    }
}

/// Whether two sets have something in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meet {
    Never,
    Perhaps,
    Surely,
}

impl Engine<'_> {
    /// The axis a list stands for; `silent`: nothing is said of it.
    pub(super) fn axis(&mut self, l: Option<&List>, silent: Axis, theta: &Theta) -> Axis {
        let Some(l) = l else { return silent };
        let away = self.excepted_leaves(l, theta);
        let mut leaves: Option<Leaves> = None;
        let mut things = Vec::new();
        let mut todo: Vec<&Item> = l.items.iter().collect();
        while let Some(i) = todo.pop() {
            match &i.base {
                Base::Group(g) if i.matcher.is_none() || i.matcher == Some(Matcher::OneOf) => {
                    todo.extend(&g.items)
                }
                Base::Place(p) => {
                    let Some(of) = self.extent_known(p, theta) else {
                        return Axis::Unknown;
                    };
                    leaves = Some(leaves.unwrap_or_default().or(&of));
                }
                Base::Variable(n) => match theta.get(*n) {
                    Some(Bound::Node(n)) => things.push(thing_of(*n)),
                    Some(Bound::Places(l)) => leaves = Some(leaves.unwrap_or_default().or(l)),
                    _ => return Axis::Unknown,
                },
                Base::Thing(t)
                    if i.matcher.is_none() && t.variable.is_none() && self.members(t).is_some() =>
                {
                    // Every member is meant, and the world names them.
                    for m in self.members(t).unwrap_or_default() {
                        match m.base {
                            Base::Thing(m) => things.push(m),
                            _ => return Axis::Unknown,
                        }
                    }
                }
                Base::Thing(t) if i.matcher.is_none() => {
                    match t.variable.and_then(|n| theta.get(n)) {
                        Some(Bound::Node(n)) => things.push(thing_of(*n)),
                        Some(_) => return Axis::Unknown,
                        None => things.push(t.clone()),
                    }
                }
                _ => return Axis::Unknown,
            }
        }
        match leaves {
            Some(_) if !things.is_empty() => Axis::Unknown,
            Some(l) => Axis::Places(l.without(&away)),
            None => {
                let mut except = Vec::new();
                for e in &l.except {
                    match &e.base {
                        Base::Thing(t) if t.quantifier == Quantifier::Some => except.push(t.node),
                        _ => return Axis::Unknown,
                    }
                }
                Axis::Things(Things {
                    these: things,
                    except,
                    doers: false,
                })
            }
        }
    }

    /// Does all of `x` lie in `y`? Only what is certain counts.
    pub(super) fn axis_within(&mut self, x: &Axis, y: &Axis) -> bool {
        match (x, y) {
            (_, Axis::All) => true,
            (Axis::Places(a), Axis::Places(b)) => a.within(b),
            (Axis::Things(a), Axis::Things(b)) => {
                !a.these.is_empty()
                    && a.these.iter().all(|t| {
                        !b.except.iter().any(|n| {
                            let acts = b.doers && self.v.acts_for(t.node, *n);
                            self.v.under(t.node, *n) || self.v.under(*n, t.node) || acts
                        }) && b.these.iter().any(|u| self.thing_within(t, u, b.doers))
                    })
            }
            _ => false,
        }
    }

    /// What two axes have in common, as far as it can be told; the first of them otherwise.
    pub(super) fn axis_common(&self, x: &Axis, y: &Axis) -> Axis {
        match (x, y) {
            (Axis::Places(a), Axis::Places(b)) => Axis::Places(a.and(b)),
            (Axis::All, other) => other.clone(),
            (Axis::Things(a), Axis::Things(b)) => {
                let mut both = Vec::new();
                for t in &a.these {
                    for u in &b.these {
                        // Through whom both act is what they have in common.
                        if a.doers && self.does_for(t, u) {
                            both.push(t.clone());
                            continue;
                        }
                        if a.doers && self.does_for(u, t) {
                            both.push(u.clone());
                            continue;
                        }
                        let (narrow, wide) = if self.v.under(t.node, u.node) {
                            (t, u)
                        } else {
                            (u, t)
                        };
                        if self.v.under(narrow.node, wide.node)
                            && Self::simple(t)
                            && Self::simple(u)
                        {
                            let mut one = narrow.clone();
                            one.adjectives.extend(
                                wide.adjectives
                                    .iter()
                                    .filter(|a| !narrow.adjectives.contains(a)),
                            );
                            both.push(one);
                        }
                    }
                }
                if both.is_empty() {
                    x.clone()
                } else {
                    Axis::Things(Things {
                        these: both,
                        except: a.except.iter().chain(&b.except).copied().collect(),
                        doers: a.doers,
                    })
                }
            }
            _ => x.clone(),
        }
    }

    /// Nothing but a noun and its adjectives.
    pub(super) fn simple(t: &Thing) -> bool {
        t.attributes.is_empty()
            && t.of.is_none()
            && t.located.is_none()
            && t.unknown.is_none()
            && t.variable.is_none()
    }

    /// Is there surely something in the first that lies outside of the other?
    pub(super) fn axis_beyond(&mut self, x: &Axis, y: &Axis) -> bool {
        match (x, y) {
            (Axis::Places(a), Axis::Places(b)) => !a.without(b).is_empty(),
            (Axis::Things(a), Axis::Things(b)) => a.these.iter().any(|t| {
                self.v.stands_alone(t.node)
                    && !b
                        .these
                        .iter()
                        .any(|u| self.thing_meets(t, u, a.doers) != Meet::Never)
            }),
            _ => false,
        }
    }

    /// Have they something in common?
    pub(super) fn axis_meets(&mut self, x: &Axis, y: &Axis) -> Meet {
        let sure = |b: bool| if b { Meet::Surely } else { Meet::Never };
        match (x, y) {
            (Axis::Unknown, _) | (_, Axis::Unknown) => Meet::Perhaps,
            (Axis::All, _) | (_, Axis::All) => Meet::Surely,
            (Axis::Places(a), Axis::Places(b)) => sure(!a.and(b).is_empty()),
            (Axis::Things(a), Axis::Things(b)) => {
                let mut out = Meet::Never;
                for t in &a.these {
                    for u in &b.these {
                        // Whoever is excepted is so with whatever acts for him.
                        let gone = |n: NodeId, away: &[NodeId]| {
                            let acts = |x: &NodeId| a.doers && self.v.acts_for(n, *x);
                            away.iter().any(|x| self.v.under(n, *x) || acts(x))
                        };
                        if gone(t.node, &b.except) || gone(u.node, &a.except) {
                            continue;
                        }
                        match self.thing_meets(t, u, a.doers) {
                            Meet::Surely => return Meet::Surely,
                            Meet::Perhaps => out = Meet::Perhaps,
                            Meet::Never => {}
                        }
                    }
                }
                out
            }
            _ => Meet::Perhaps,
        }
    }

    fn is_type(&self, t: &Thing) -> bool {
        self.v.node(t.node).kind == NodeKind::Type
    }

    /// Is it all one, and named without more words?
    fn bare(t: &Thing) -> bool {
        t.adjectives.is_empty()
            && t.attributes.is_empty()
            && t.of.is_none()
            && t.located.is_none()
            && t.unknown.is_none()
    }

    /// Does what one does count as done by the other: a force by name, or forces of somebody?
    pub(super) fn does_for(&self, t: &Thing, u: &Thing) -> bool {
        if Self::bare(t) {
            // Of a kind: for somebody of it.
            let kind = self.is_type(u);
            return self.v.acts_for(t.node, u.node)
                || kind
                    && self
                        .v
                        .acting_for(t.node)
                        .iter()
                        .any(|o| self.v.under(*o, u.node));
        }
        let Some(Base::Thing(owner)) = t.of.as_deref().map(|o| &o.base) else {
            return false;
        };
        let forces = self.v.words.get("formation");
        let plain = t.attributes.is_empty() && t.located.is_none() && t.unknown.is_none();
        plain
            && forces.is_some_and(|f| self.v.under(t.node, *f))
            && (owner.node == u.node || self.v.acts_for(owner.node, u.node))
    }

    fn thing_within(&mut self, t: &Thing, u: &Thing, doers: bool) -> bool {
        if doers && Self::bare(u) && self.does_for(t, u) {
            return true;
        }
        if !Self::bare(u) {
            // More words make it narrower: all of them must stand on the other side too.
            return Self::simple(t)
                && Self::simple(u)
                && u.adjectives.iter().all(|a| t.adjectives.contains(a))
                && self.v.under(t.node, u.node);
        }
        if t.unknown.is_some() {
            return false;
        }
        // Whatever is of a type lies in no single thing.
        (self.is_type(u) || !self.is_type(t)) && self.v.under(t.node, u.node)
    }

    fn thing_meets(&mut self, t: &Thing, u: &Thing, doers: bool) -> Meet {
        if t.unknown.is_some() || u.unknown.is_some() {
            return Meet::Perhaps;
        }
        if doers && (self.does_for(t, u) || self.does_for(u, t)) {
            return Meet::Surely;
        }
        let near = self.v.under(t.node, u.node) || self.v.under(u.node, t.node);
        let (a, b) = (&t.adjectives, &u.adjectives);
        if near
            && Self::simple(t)
            && Self::simple(u)
            && (a.iter().all(|x| b.contains(x)) || b.iter().all(|x| a.contains(x)))
        {
            return Meet::Surely;
        }
        let related = |e: &Engine, x: &Thing| e.v.noun(x.node).is_some_and(Noun::is_relation);
        if self.is_type(t) && related(self, t) || self.is_type(u) && related(self, u) {
            let (every, one) = if self.is_type(t) && related(self, t) {
                (t, u)
            } else {
                (u, t)
            };
            if self.is_type(one) {
                return Meet::Perhaps;
            }
            let (every, node) = (every.clone(), one.node);
            let c = self
                .falls_in(node, &every, Ask::new(Mode::Overlap), &Theta::default())
                .1;
            return if c.is_always() {
                Meet::Surely
            } else if c == Condition::NEVER {
                Meet::Never
            } else {
                Meet::Perhaps
            };
        }
        if near { Meet::Perhaps } else { Meet::Never }
    }
}

//! Which leaves a place takes in: for certain, and perhaps.

use super::{Bound, Engine, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{Leaves, NodeId};

/// What is known of a place: leaves certainly in it, leaves that may be, and the hole behind the doubt.
#[derive(Clone, Debug, Default)]
pub(super) struct Extent {
    pub(super) sure: Leaves,
    pub(super) maybe: Leaves,
    pub(super) hole: Option<Hole>,
    /// At least one of the leaves that may be in it is.
    pub(super) nonempty: bool,
    /// Of these leaves a part is certainly in it.
    pub(super) part: Leaves,
}

/// Several, each with when it is meant.
type Each<T> = Vec<(T, Condition)>;

impl<'e> Engine<'e> {
    pub(super) fn everywhere(&self) -> Leaves {
        let mut all = Leaves::default();
        for leaf in 0..self.v.places.count() {
            all.insert(leaf);
        }
        all
    }

    /// The leaves of a place.
    pub(super) fn extent(&mut self, place: &Place, theta: &Theta) -> Extent {
        match place {
            Place::Exactly(l) => Extent {
                sure: l.clone(),
                ..Extent::default()
            },
            Place::Region(n) => self.region(*n),
            Place::Part(_, p) => self.extent(p, theta),
            Place::Every(..) => Extent {
                sure: self.everywhere(),
                ..Extent::default()
            },
            Place::Variable(n) => match theta.get(*n) {
                Some(Bound::Places(l)) => Extent {
                    sure: l.clone(),
                    ..Extent::default()
                },
                _ => Extent {
                    sure: self.everywhere(),
                    ..Extent::default()
                },
            },
            Place::Union(places, except) => {
                let mut out = Extent::default();
                for p in places {
                    let e = self.extent(p, theta);
                    out.sure = out.sure.or(&e.sure);
                    out.maybe = out.maybe.or(&e.maybe);
                    out.hole = out.hole.or(e.hole);
                    out.nonempty |= e.nonempty;
                    out.part = out.part.or(&e.part);
                }
                for p in except {
                    let e = self.extent(p, theta);
                    // What may be taken away may be left: it is in doubt.
                    let doubt = out.sure.and(&e.maybe);
                    out.sure = out.sure.without(&e.sure).without(&doubt);
                    out.maybe = out.maybe.without(&e.sure).or(&doubt);
                    out.part = out.part.without(&e.sure).without(&e.maybe);
                    out.hole = out.hole.or(e.hole);
                }
                out
            }
            Place::Unknown(hole, inside) => {
                let maybe = match inside {
                    Some(p) => {
                        let e = self.extent(p, theta);
                        e.sure.or(&e.maybe)
                    }
                    None => self.everywhere(),
                };
                Extent {
                    maybe,
                    hole: Some(*hole),
                    nonempty: true,
                    ..Extent::default()
                }
            }
            Place::Band(band, hole) => self.band(*band, *hole),
            Place::HeldBy(p, actor, when) => self.held_by(p, actor, *when, theta),
        }
    }

    /// A region, which may be any of what it lies in if nobody has said how far it reaches.
    fn region(&self, region: NodeId) -> Extent {
        let sure = self.v.places.leaves(region);
        let Some(span) = self.v.undetermined(region, self.day) else {
            return Extent {
                sure,
                ..Extent::default()
            };
        };
        let around = match self.v.places.parent(region) {
            Some(parent) => self.v.places.leaves(parent),
            None => self.everywhere(),
        };
        Extent {
            maybe: around.without(&sure),
            hole: Some(Hole {
                blank: Blank::Undetermined,
                span,
            }),
            sure,
            ..Extent::default()
        }
    }

    pub(super) fn held_by(&mut self, p: &Place, actor: &Item, when: When, theta: &Theta) -> Extent {
        let inner = self.extent(p, theta);
        let who = match &actor.base {
            Base::Thing(t) => Some(t.node),
            Base::Variable(n) => match theta.get(*n) {
                Some(Bound::Node(n)) => Some(*n),
                _ => None,
            },
            _ => None,
        };
        let (day, doubt) = match when {
            When::Draft | When::Signature => (self.day, None),
            When::On(d) => (Some(d.first), None),
            When::Unknown(hole) => (self.day, Some(hole)),
        };
        let unknown = Hole {
            blank: Blank::Holder,
            span: actor.span,
        };
        let mut out = Extent {
            hole: doubt.or(inner.hole),
            nonempty: inner.nonempty,
            ..Extent::default()
        };
        for leaf in inner.sure.or(&inner.maybe).iter() {
            let sure = inner.sure.contains(leaf);
            match (self.v.holder(leaf, day), who) {
                (Some(h), Some(w)) if h == w => {
                    if sure && (doubt.is_none() || self.holder_never_changes(leaf)) {
                        out.sure.insert(leaf);
                    } else {
                        out.maybe.insert(leaf);
                    }
                }
                (Some(_), Some(_)) if doubt.is_none() || self.holder_never_changes(leaf) => {}
                _ => {
                    out.maybe.insert(leaf);
                    out.hole = out.hole.or(Some(unknown));
                }
            }
        }
        out
    }

    /// The world says who holds a leaf without a date.
    pub(super) fn holder_never_changes(&self, leaf: usize) -> bool {
        let mut at = Some(self.v.places.name(leaf));
        for _ in 0..64 {
            let Some(place) = at else { return false };
            if let Some(facts) = self.v.facts.get(&place)
                && facts.iter().any(|f| f.field.name.text == "holder")
            {
                return facts
                    .iter()
                    .filter(|f| f.field.name.text == "holder")
                    .all(|f| f.from.is_none());
            }
            at = self.v.places.parent(place);
        }
        false
    }

    /// The leaves of a fact's places, each with its condition.
    pub(super) fn leaves_of(&mut self, f: &List, theta: &Theta) -> (Each<Leaves>, Each<Extent>) {
        let mut sure = Vec::new();
        let mut doubtful = Vec::new();
        let away = self.excepted_leaves(f, theta);
        for (c, item) in self.flatten(f) {
            match &item.base {
                Base::Place(p) => {
                    let mut e = self.extent(p, theta);
                    e.sure = e.sure.without(&away);
                    e.maybe = e.maybe.without(&away);
                    e.part = e.part.without(&away);
                    if !e.sure.is_empty() {
                        sure.push((e.sure.clone(), c));
                    }
                    if !e.maybe.is_empty() {
                        doubtful.push((e, c));
                    }
                }
                Base::Hole(h) => doubtful.push((
                    Extent {
                        maybe: self.everywhere().without(&away),
                        hole: Some(*h),
                        nonempty: true,
                        ..Extent::default()
                    },
                    c,
                )),
                Base::Thing(t) if self.v.places.is_place(t.node) => {
                    sure.push((self.v.places.leaves(t.node).without(&away), c))
                }
                _ => {}
            }
        }
        (sure, doubtful)
    }

    /// Whether a leaf belongs to a place of which that is not known.
    pub(super) fn belongs(&mut self, hole: Hole, leaf: usize) -> Condition {
        let name = self.v.name(self.v.places.name(leaf)).to_owned();
        self.hole(hole, &format!("`{name}`"))
    }

    /// The leaves certainly in a place.
    pub(super) fn extent_sure(&mut self, place: &Place, theta: &Theta) -> Leaves {
        self.extent(place, theta).sure
    }

    /// The leaves of a place, if nothing about it is in doubt.
    pub(super) fn extent_known(&mut self, place: &Place, theta: &Theta) -> Option<Leaves> {
        let e = self.extent(place, theta);
        e.maybe.is_empty().then_some(e.sure)
    }

    /// The leaves a list asks for, all of them, each with whether it belongs to what is asked; nothing if a part is enough, or if the place is not known.
    pub(super) fn all_of(&mut self, l: &List, theta: &Theta) -> Option<Vec<(usize, Condition)>> {
        let asked = self.as_place(l, theta)?;
        if matches!(asked.quantifier, Quantifier::Any | Quantifier::No) || asked.variable.is_some()
        {
            return None;
        }
        let leaves = asked.leaves?;
        let doubt = asked.doubt;
        let belongs = |e: &mut Self, leaf: usize| match &doubt {
            Some((maybe, hole)) if maybe.contains(leaf) => e.belongs(*hole, leaf),
            _ => Condition::ALWAYS,
        };
        Some(
            leaves
                .iter()
                .collect::<Vec<_>>()
                .into_iter()
                .map(|leaf| (leaf, belongs(self, leaf)))
                .collect(),
        )
    }

    /// Are all of some places meant, and is there none?
    pub(crate) fn is_nowhere(&mut self, l: &List) -> bool {
        self.all_of(l, &Theta::default())
            .is_some_and(|leaves| leaves.is_empty())
    }

    /// What a fact takes away from its places.
    pub(super) fn excepted_leaves(&mut self, f: &List, theta: &Theta) -> Leaves {
        let mut away = Leaves::default();
        for e in &f.except {
            if let Base::Place(p) = &e.base {
                away = away.or(&self.extent(p, theta).sure);
            }
        }
        away
    }
}

impl Engine<'_> {
    /// What a question about a whole place calls it: by its name, if it has one.
    pub(super) fn place_asked(&self, hole: Hole, asked: Option<&Leaves>) -> String {
        let places = &self.v.places;
        let named = asked.and_then(|a| {
            let same = places.all().filter(|(_, l)| *l == a);
            same.map(|(node, _)| node).min()
        });
        match (named, hole.blank) {
            (Some(place), _) => format!("`{}`", self.v.name(place)),
            (None, Blank::Map | Blank::Silence(_)) => "the place asked for".to_owned(),
            (None, _) => "this place".to_owned(),
        }
    }
}

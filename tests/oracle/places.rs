//! Places leaf by leaf.

use super::Oracle;
use super::choice::key;
use super::values::*;
use armistice::model::*;
use armistice::vocabulary::{Day, NodeId};

impl Oracle<'_> {
    /// Does the leaf lie in what falls under a type of place?
    fn leaf_under(&self, leaf: usize, of: NodeId) -> bool {
        let mut at = Some(self.v().places.name(leaf));
        for _ in 0..64 {
            let Some(place) = at else { return false };
            if self.under(place, of) {
                return true;
            }
            at = self.v().places.parent(place);
        }
        false
    }

    /// Is the leaf in a place of a fact or pattern?
    pub fn has(&self, place: &Place, leaf: usize, fact: bool, env: &Env) -> Res<bool> {
        Ok(match place {
            Place::Region(n) => self.v().places.leaves(*n).contains(leaf),
            Place::Exactly(l) => l.contains(leaf),
            Place::Union(a, b) => {
                let mut inside = false;
                for p in a {
                    inside = inside || self.has(p, leaf, fact, env)?;
                }
                for p in b {
                    inside = inside && !self.has(p, leaf, fact, env)?;
                }
                inside
            }
            Place::HeldBy(p, actor, when) => {
                self.has(p, leaf, fact, env)? && self.held(leaf, actor, *when, env)?
            }
            Place::Part(Quantifier::All, p) => self.has(p, leaf, fact, env)?,
            Place::Part(_, p) if !fact => self.has(p, leaf, fact, env)?,
            Place::Part(..) => return Err("a part of a place in a draft".into()),
            Place::Every(_, n, _) => self.v().name(*n) == "place" || self.leaf_under(leaf, *n),
            Place::Variable(n) => match env.get(usize::from(*n)) {
                Some(Some(Val::Leaf(l))) => *l == leaf,
                _ => return Err("a place variable that is not bound".into()),
            },
            Place::Band(..) => return Err("a band along a line".into()),
            Place::Unknown(hole, inner) => {
                let inside = |l: usize| {
                    inner
                        .as_ref()
                        .map_or(Ok(true), |p| self.has(p, l, fact, env))
                };
                if !inside(leaf)? {
                    return Ok(false);
                }
                // It is some place: if it is none of the others, it is this.
                let mut others = inner.is_none();
                for l in 0..self.v().places.count() {
                    if l != leaf
                        && !others
                        && inside(l)?
                        && self
                            .omega
                            .borrow()
                            .decided(key("leaf", hole.span, l as u64))
                            != Some(1)
                    {
                        others = true;
                    }
                }
                !others
                    || self
                        .omega
                        .borrow_mut()
                        .yes(key("leaf", hole.span, leaf as u64))
            }
        })
    }

    fn held(&self, leaf: usize, actor: &Item, when: When, env: &Env) -> Res<bool> {
        let who = match &actor.base {
            Base::Thing(t) if self.individual(t.node) => t.node,
            Base::Variable(n) => match env.get(usize::from(*n)) {
                Some(Some(Val::Noun(n))) => n.node,
                _ => return Err("a holder that is not bound".into()),
            },
            Base::Place(Place::Region(n)) => *n,
            _ => return Err("a holder that is no name".into()),
        };
        let day = match when {
            When::Draft => self.draft.dated.map(|d| d.first),
            When::On(d) => Some(d.first),
            When::Signature => self.some_day(key("signed", self.draft.span, 0)),
            When::Unknown(h) => self.some_day(key("day", h.span, 0)),
        };
        Ok(match self.v().holder(leaf, day) {
            Some(n) => n == who,
            None => self
                .omega
                .borrow_mut()
                .yes(("held", leaf as u64, u64::from(who.0))),
        })
    }

    /// A day nobody says: before all changes of holders, or the day of one of them.
    fn some_day(&self, key: super::choice::Key) -> Option<Day> {
        let mut days: Vec<Day> = self
            .v()
            .facts
            .values()
            .flatten()
            .filter(|f| f.field.name.text == "holder")
            .filter_map(|f| f.from.map(|r| r.first))
            .collect();
        days.sort();
        days.dedup();
        if let Some(first) = days.first().copied() {
            days.insert(0, Day(first.0 - 1));
        }
        let n = self.omega.borrow_mut().ask(key, days.len());
        days.get(n).copied()
    }

    /// Is the leaf in a value of a fact?
    pub fn val_has(&self, v: &Val, leaf: usize) -> Res<bool> {
        Ok(match v {
            Val::Place(p) => self.has(&p.0, leaf, true, &Vec::new())?,
            Val::Leaf(l) => *l == leaf,
            Val::Rest(vs) => !self.any(vs, |v| self.val_has(v, leaf))?,
            Val::Noun(n) if self.individual(n.node) => {
                self.v().places.leaves(n.node).contains(leaf)
            }
            Val::Noun(n) if n.total && n.adjectives.is_empty() && n.of.is_empty() => {
                self.leaf_under(leaf, n.node)
            }
            Val::Hole(h, _) | Val::Holes(h, _) => {
                self.omega.borrow_mut().yes(key("leaf", *h, leaf as u64))
            }
            _ => return Err("a place that is no place".into()),
        })
    }

    /// The leaves of a place of a pattern; nothing: the item is no place.
    pub fn leaves(&self, i: &Item, env: &Env) -> Res<Option<Vec<usize>>> {
        let all = 0..self.v().places.count();
        let place = match &i.base {
            Base::Place(p) => p,
            Base::Group(l) => {
                let mut out = Vec::new();
                for i in &l.items {
                    match self.leaves(i, env)? {
                        Some(more) => out.extend(more),
                        None => return Ok(None),
                    }
                }
                return Ok(Some(out));
            }
            Base::Thing(t) => {
                if let Some(members) = self.relation(t, env)? {
                    return Ok(Some(
                        members
                            .into_iter()
                            .flat_map(|m| self.v().places.leaves(m).iter().collect::<Vec<_>>())
                            .collect(),
                    ));
                }
                return Ok(None);
            }
            _ => return Ok(None),
        };
        let mut out = Vec::new();
        for l in all {
            if self.has(place, l, false, env)? {
                out.push(l);
            }
        }
        Ok(Some(out))
    }
}

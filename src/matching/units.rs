//! A demand taken apart into single demands: lists value by value, places leaf by leaf.

use super::{Ask, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{Leaves, NodeId};
use std::borrow::Cow;

/// A demand is taken apart into at most so many single demands.
pub(super) const MAX_UNITS: usize = 4096;

/// A single demand: when it is asked, and for each part who is asked for one by one beside it.
type Single<'p> = (Cow<'p, Sentence>, Condition, Vec<Vec<NodeId>>);

/// A part of an act: who, what, every role.
fn part(s: &Sentence, n: usize) -> Option<&List> {
    match (n, &s.predicate) {
        (0, _) => Some(&s.subject),
        (1, Predicate::Act { object, .. }) => object.as_ref(),
        (1, Predicate::State { .. }) => None,
        (n, _) => s.roles.get(n - 2).map(|r| &r.list),
    }
}

fn part_mut(s: &mut Sentence, n: usize) -> Option<&mut List> {
    match (n, &mut s.predicate) {
        (0, _) => Some(&mut s.subject),
        (1, Predicate::Act { object, .. }) => object.as_mut(),
        (1, Predicate::State { .. }) => None,
        (n, _) => s.roles.get_mut(n - 2).map(|r| &mut r.list),
    }
}

impl<'e> Engine<'e> {
    /// The single demands, where one is that nobody does something, or to nobody: those whom some sentence allows or excepts are asked for one by one, and left out
    /// where everybody is asked for.
    pub(super) fn one_by_one<'p>(&mut self, p: &'p Sentence, theta: &Theta) -> Vec<Single<'p>> {
        let mut out = Vec::new();
        for (unit, asked) in self.units(p, theta) {
            // `no actor except Lake`: Lake is not asked for.
            let excepted: Option<Vec<NodeId>> = unit
                .subject
                .except
                .iter()
                .map(|e| {
                    if let Base::Thing(t) = &e.base {
                        Some(t.node).filter(|n| self.v.stands_alone(*n))
                    } else {
                        None
                    }
                })
                .collect();
            // Of those who are to do something, the exception is the list's own.
            let denied = matches!(unit.predicate, Predicate::Act { modal, .. } if super::acts::is_ban(modal));
            let Some(excepted) = excepted.filter(|e| denied || e.is_empty()) else {
                out.push((unit, asked, Vec::new()));
                continue;
            };
            let unit = if excepted.is_empty() {
                unit
            } else {
                let mut all = unit.into_owned();
                all.subject.except.clear();
                Cow::Owned(all)
            };
            let parts = 2 + unit.roles.len();
            let mut each = vec![(unit.clone(), asked, vec![Vec::new(); parts])];
            for n in 0..parts {
                let mut named = self.spoken_of(&unit, n);
                let mut left_out = Vec::new();
                if n == 0 {
                    named.retain(|n| !excepted.contains(n));
                    left_out.clone_from(&excepted);
                }
                // Too many are not asked for one by one.
                if each.len() * (named.len() + 1) > MAX_UNITS {
                    named.clear();
                }
                left_out.extend(&named);
                if left_out.is_empty() {
                    continue;
                }
                let mut next = Vec::with_capacity(each.len() * (named.len() + 1));
                for (unit, asked, mut apart) in each {
                    for node in &named {
                        let mut one = unit.clone().into_owned();
                        if let Some(list) = part_mut(&mut one, n) {
                            let span = list.span;
                            *list = List {
                                items: vec![Item {
                                    matcher: None,
                                    base: Base::Thing(thing_of(*node)),
                                    span,
                                }],
                                except: Vec::new(),
                                span,
                            };
                        }
                        next.push((Cow::Owned(one), asked, apart.clone()));
                    }
                    apart[n].clone_from(&left_out);
                    next.push((unit, asked, apart));
                }
                each = next;
            }
            out.extend(each);
        }
        out
    }

    /// The members a sentence is about, if it is about any member of something: a ban may except one of them, and another sentence may prevail for one.
    pub(crate) fn members_asked(&mut self, p: &Sentence) -> Option<Vec<Item>> {
        if !matches!(
            p.predicate,
            Predicate::Act {
                action: Some(_),
                ..
            } | Predicate::State { negated: false, .. }
        ) {
            return None;
        }
        let [
            Item {
                base: Base::Thing(t),
                matcher: None,
                ..
            },
        ] = &p.subject.items[..]
        else {
            return None;
        };
        if t.variable.is_some() {
            return None;
        }
        self.members(t)
            .filter(|m| m.iter().all(|i| matches!(i.base, Base::Thing(_))))
    }

    /// Actors that sentences with the verb of a ban on everybody name in a part of it: who may after all, and who is excepted.
    fn spoken_of(&mut self, p: &Sentence, n: usize) -> Vec<NodeId> {
        const MOST: usize = 64;
        let Predicate::Act {
            modal,
            action: Some(action),
            ..
        } = &p.predicate
        else {
            return Vec::new();
        };
        let Some(list) = part(p, n) else {
            return Vec::new();
        };
        let [
            Item {
                base: Base::Thing(t),
                matcher: None,
                ..
            },
        ] = &list.items[..]
        else {
            return Vec::new();
        };
        if !super::acts::is_ban(*modal)
            || t.quantifier == Quantifier::Some
            || t.variable.is_some()
            || t.of.is_some()
            || !list.except.is_empty()
        {
            return Vec::new();
        }
        let facts = self.facts;
        let mut out: Vec<NodeId> = Vec::new();
        for f in facts.by_action.get(action).map_or(&[][..], |v| v) {
            let fact = &facts.all[*f as usize];
            // The same role may stand elsewhere there.
            let theirs = match n.checked_sub(2) {
                None => part(&fact.sentence, n),
                Some(r) => {
                    let alike = |x: &&Role| x.preposition == p.roles[r].preposition;
                    fact.sentence.roles.iter().find(alike).map(|x| &x.list)
                }
            };
            let Some(theirs) = theirs else { continue };
            if super::acts::is_ban(fact.modal()) {
                out.extend(named_in(&theirs.except));
            } else {
                out.extend(named_in(&theirs.items));
            }
        }
        out.sort_unstable();
        out.dedup();
        let every = t.clone();
        out.retain(|n| {
            self.v.stands_alone(*n)
                && self
                    .falls_in(*n, &every, Ask::new(Mode::Overlap), &Theta::default())
                    .1
                    .is_always()
        });
        if out.len() > MOST { Vec::new() } else { out }
    }

    /// The single demands a sentence is taken apart into, each with when it is asked; itself if there is nothing to take apart.
    pub(super) fn units<'p>(
        &mut self,
        p: &'p Sentence,
        theta: &Theta,
    ) -> Vec<(Cow<'p, Sentence>, Condition)> {
        let (object, modal) = match &p.predicate {
            Predicate::Act { object, modal, .. } => (object.as_ref(), *modal),
            Predicate::State { of, .. } => (of.as_ref(), None),
        };
        let ban = super::acts::is_ban(modal);
        let mut out = vec![(Cow::Borrowed(p), Condition::ALWAYS)];
        // `only A, B may`: they are all who may, together.
        if let Some(lists) = self.single(&p.subject, theta, !p.only, ban) {
            out = self.product(out, lists, |s, l| s.subject = l);
        }
        if let Some(lists) = object.and_then(|o| self.single(o, theta, true, ban)) {
            out = self.product(out, lists, |s, l| match &mut s.predicate {
                Predicate::Act { object, .. } => *object = Some(l),
                Predicate::State { of, .. } => *of = Some(l),
            });
        }
        // So many in a place are not so many in each part of it, and a ceiling on each part is none on the whole.
        let counted = super::total::is_counted(self.v, p)
            || p.action()
                .is_some_and(|a| !ban && self.v.action(a).is_cap());
        for n in 0..p.roles.len() {
            let list = &p.roles[n].list;
            if counted && self.as_place(list, theta).is_some() {
                continue;
            }
            if let Some(lists) = self.single(list, theta, true, ban) {
                out = self.product(out, lists, |s, l| s.roles[n].list = l);
            }
        }
        out
    }

    /// Every demand with every value; too many are not weighed, and the line gets no verdict.
    pub(super) fn product<'p>(
        &mut self,
        out: Vec<(Cow<'p, Sentence>, Condition)>,
        lists: Vec<(List, Condition)>,
        put: impl Fn(&mut Sentence, List),
    ) -> Vec<(Cow<'p, Sentence>, Condition)> {
        if out.len().saturating_mul(lists.len()) > MAX_UNITS {
            self.store.give_up();
            return out;
        }
        let mut next = Vec::with_capacity(out.len() * lists.len());
        for (s, asked) in &out {
            for (l, when) in &lists {
                let mut s = s.clone().into_owned();
                put(&mut s, l.clone());
                next.push((Cow::Owned(s), self.and(*asked, *when)));
            }
        }
        next
    }

    /// A list as single demands, each with when it is asked. `None`: it is one already.
    pub(super) fn single(
        &mut self,
        l: &List,
        theta: &Theta,
        apart: bool,
        ban: bool,
    ) -> Option<Vec<(List, Condition)>> {
        let list = |i: Item| List {
            items: vec![i],
            except: l.except.clone(),
            span: l.span,
        };
        if l.items
            .iter()
            .all(|i| matches!(i.base, Base::Place(_)) && i.matcher.is_none())
            && let Some(leaves) = self.all_of(l, theta)
        {
            // One leaf that is surely asked is one demand; no leaf is none.
            if let [(_, Condition::ALWAYS)] = leaves[..] {
                return None;
            }
            let one = |(leaf, when): (usize, Condition)| {
                let mut set = Leaves::default();
                set.insert(leaf);
                (
                    List {
                        items: vec![Item {
                            matcher: None,
                            base: Base::Place(Place::Exactly(set)),
                            span: l.span,
                        }],
                        except: Vec::new(),
                        span: l.span,
                    },
                    when,
                )
            };
            return Some(leaves.into_iter().map(one).collect());
        }
        if !apart || l.items.iter().any(|i| matches!(i.base, Base::Place(_))) {
            return None;
        }
        let mut out = Vec::new();
        let mut changed = l.items.len() != 1;
        for i in &l.items {
            match (&i.base, i.matcher) {
                (Base::Group(g), None) => {
                    changed = true;
                    out.extend(g.items.iter().cloned());
                }
                // All members are asked for, and the world names them.
                (Base::Thing(t), None)
                    if t.variable.is_none()
                        && (t.quantifier != Quantifier::Any || ban)
                        && self.members(t).is_some_and(|m| {
                            m.iter().all(|i| matches!(i.base, Base::Thing(_)))
                        }) =>
                {
                    changed = true;
                    let away = named_in(&l.except);
                    let kept =
                        |i: &Item| !matches!(&i.base, Base::Thing(t) if away.contains(&t.node));
                    out.extend(self.members(t).unwrap_or_default().into_iter().filter(kept));
                }
                _ => out.push(i.clone()),
            }
        }
        changed.then(|| {
            out.into_iter()
                .map(|i| (list(i), Condition::ALWAYS))
                .collect()
        })
    }
}

/// Those that are named one by one.
fn named_in(items: &[Item]) -> Vec<NodeId> {
    let mut out = Vec::new();
    for i in items {
        match &i.base {
            Base::Thing(t) if t.quantifier == Quantifier::Some && t.unknown.is_none() => {
                out.push(t.node);
            }
            Base::Group(g) => out.extend(named_in(&g.items)),
            _ => {}
        }
    }
    out
}

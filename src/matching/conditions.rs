//! Conditions: atoms joined by `and` or `or`, their absence, and what covers a demand.

use super::{Ask, Bound, Engine, Hit, Mode, Source, Sources, Theta};
use crate::condition::Condition;
use crate::model;
use crate::model::*;
use crate::vocabulary::{Leaves, NodeId};
use std::borrow::Cow;

/// Once something is settled for certain, no more than so many clauses are told as what settles it.
pub const MOST_TOLD: usize = 64;
/// A demand is taken apart into at most so many single demands.
const MAX_UNITS: usize = 4096;

/// How far a demand is met.
#[derive(Clone, Debug)]
pub struct Covered {
    /// When it is met.
    pub condition: Condition,
    /// By what.
    pub hits: Vec<Hit>,
}

/// Is it asked of every part of an event? What is complete before a moment is so in all its parts, and what begins after it does; what is complete after it, or
/// begins before it, is or does so in one of them.
fn is_of_all_parts(o: &Order) -> bool {
    let after = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(_, bound) if bound.is_earliest());
    let MomentKind::Point(point, of, _) = &o.moment.kind else {
        return false;
    };
    let asked = match point {
        Point::Completion => !o.phrases.iter().any(after),
        Point::Start => o.phrases.iter().all(after),
        _ => false,
    };
    asked && matches!(**of, PointOf::Event(_))
}

impl Engine<'_> {
    /// All ways a condition holds. In an excuse (`Mode::Cover`) a sentence is read as a demand: facts together.
    pub fn condition(&mut self, c: &model::Condition, ask: Ask, start: Hit) -> Vec<Hit> {
        if c.any {
            let mut out = Vec::new();
            for a in &c.atoms {
                out.extend(self.atom(a, ask, &start));
            }
            return out;
        }
        let mut hits = vec![start];
        for a in &c.atoms {
            let mut next = Vec::new();
            for hit in hits {
                next.extend(self.atom(a, ask, &hit));
            }
            hits = next;
        }
        hits
    }

    fn atom(&mut self, a: &Atom, ask: Ask, from: &Hit) -> Vec<Hit> {
        let found: Vec<Hit> = match a {
            Atom::Sentence(s) if ask.mode == Mode::Cover => {
                let covered = self.cover(s, ask, &from.theta);
                if covered.condition.is_never() {
                    Vec::new()
                } else {
                    vec![joined(covered, &from.theta)]
                }
            }
            Atom::Sentence(s) => self.sentence(s, ask, &from.theta),
            Atom::Kind(k) => self.kind(k, ask, &from.theta),
            Atom::Order(o) if ask.mode == Mode::Cover && is_of_all_parts(o) => {
                // An excuse is met as a demand is: by clauses together, each of which keeps to the order.
                let asked = o.as_sentence();
                let covered = asked
                    .map(|s| self.cover(&s, ask, &from.theta))
                    .filter(|c| !c.condition.is_never());
                covered
                    .map(|c| joined(c, &from.theta))
                    .into_iter()
                    .collect()
            }
            Atom::Order(o) => self.order_atom(o, ask, from),
            Atom::Moment(_) => vec![Hit::new(from.theta.clone())],
        };
        let mut out = Vec::new();
        for mut hit in found {
            hit.condition = self.and(hit.condition, from.condition);
            if hit.condition.is_never() {
                continue;
            }
            hit.sources = from.sources.iter().chain(&hit.sources).copied().collect();
            for p in &from.phrases {
                if !hit.phrases.contains(p) {
                    hit.phrases.push(*p);
                }
            }
            out.push(hit);
        }
        out
    }

    /// `agreement before it`, `completion of (…) before it`.
    fn order_atom(&mut self, o: &Order, ask: Ask, from: &Hit) -> Vec<Hit> {
        let mut out = Vec::new();
        match &o.moment.kind {
            MomentKind::Point(point, of, ..) => match &**of {
                PointOf::Event(s) => {
                    for hit in self.sentence(
                        s,
                        ask.by(if ask.mode == Mode::Entail {
                            Mode::Entail
                        } else {
                            Mode::Overlap
                        }),
                        &from.theta,
                    ) {
                        out.extend(self.order_of(*point, &o.phrases, ask, hit));
                    }
                }
                _ => {
                    let hit = Hit::new(from.theta.clone());
                    out.extend(self.order_phrases(&o.phrases, ask, hit));
                }
            },
            _ => {
                let mut hit = Hit::new(from.theta.clone());
                let c = self.moment_before_it(&o.moment, ask, o.span);
                hit.condition = c;
                out.push(hit);
            }
        }
        out
    }

    /// The hit, where a condition does not hold. Places are taken out of what was found, leaf by leaf.
    pub fn without(&mut self, hit: Hit, c: &model::Condition, ask: Ask) -> Vec<Hit> {
        let start = Hit::new(hit.theta.clone());
        let against = self.condition(c, ask.by(Mode::Overlap).denied(), start);
        let mut out = vec![hit];
        for a in against {
            let mut next = Vec::new();
            for h in out {
                match narrowed(&h.theta, &a.theta) {
                    Some((v, whole, part)) => {
                        let rest = whole.without(&part);
                        if !rest.is_empty() {
                            next.push(Hit {
                                theta: h.theta.with(v, Bound::Places(rest)),
                                ..h.clone()
                            });
                        }
                        if !a.condition.is_always() {
                            let not = self.store.not(a.condition);
                            let condition = self.and(h.condition, not);
                            next.push(Hit {
                                theta: h.theta.with(v, Bound::Places(part)),
                                condition,
                                ..h
                            });
                        }
                    }
                    None => {
                        let not = self.store.not(a.condition);
                        let condition = self.and(h.condition, not);
                        if !condition.is_never() {
                            next.push(Hit { condition, ..h });
                        }
                    }
                }
            }
            out = next;
        }
        out
    }

    /// When facts together meet a sentence asked for. Lists are taken apart, places leaf by leaf.
    pub fn cover(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Covered {
        let draft = self.draft;
        let mut condition = Condition::ALWAYS;
        let mut hits: Vec<Hit> = Vec::new();
        for p in crate::model::expand(draft, p) {
            for (unit, asked, apart) in self.one_by_one(&p, theta) {
                let mut here = Condition::NEVER;
                let before = hits.len();
                let asked_of = Ask {
                    apart: &apart,
                    ..ask.by(Mode::Cover)
                };
                self.each_hit(&unit, asked_of, theta, &mut |e, hit| {
                    here = e.or(here, hit.condition);
                    hits.push(hit);
                    here.is_always() && (ask.told || hits.len() - before >= MOST_TOLD)
                });
                needed(&mut hits, before);
                let not_asked = self.store.not(asked);
                here = self.or(here, not_asked);
                condition = self.and(condition, here);
            }
        }
        Covered { condition, hits }
    }

    /// When clauses together meet a kind asked for: places leaf by leaf.
    pub fn cover_kind(&mut self, p: &KindPattern, ask: Ask, theta: &Theta) -> Covered {
        let mut units = vec![(p.clone(), Condition::ALWAYS)];
        for n in 0..p.fields.len() {
            let mut next = Vec::new();
            for (u, asked) in units {
                match self.single(&p.fields[n].2, theta, false, false) {
                    None => next.push((u, asked)),
                    Some(lists) => {
                        for (list, when) in lists {
                            let mut u = u.clone();
                            u.fields[n].2 = list;
                            next.push((u, self.and(asked, when)));
                        }
                    }
                }
            }
            units = next;
            if units.len() > MAX_UNITS {
                self.store.give_up();
                break;
            }
        }
        let mut condition = Condition::ALWAYS;
        let mut hits = Vec::new();
        for (u, asked) in units {
            let mut here = Condition::NEVER;
            let before = hits.len();
            for hit in self.kind(&u, ask.by(Mode::Cover), theta) {
                here = self.or(here, hit.condition);
                hits.push(hit);
            }
            needed(&mut hits, before);
            let not_asked = self.store.not(asked);
            here = self.or(here, not_asked);
            condition = self.and(condition, here);
        }
        Covered { condition, hits }
    }

    /// A sentence about all of a place, met by several clauses together, leaf by leaf. `None`: it asks for no such thing.
    pub fn together(&mut self, p: &Sentence, ask: Ask) -> Option<Vec<Hit>> {
        let theta = Theta::default();
        let at = (0..p.roles.len()).find(|n| {
            self.as_place(&p.roles[*n].list, &theta)
                .is_some_and(|a| a.is_all())
        })?;
        let leaves = self.all_of(&p.roles[at].list, &theta)?;
        let mut each: Vec<(Condition, Vec<Hit>)> = Vec::new();
        for (leaf, belongs) in leaves {
            let mut set = Leaves::default();
            set.insert(leaf);
            let mut one = p.clone();
            let span = one.roles[at].list.span;
            one.roles[at].list = List {
                items: vec![Item {
                    matcher: None,
                    base: Base::Place(Place::Exactly(set)),
                    span,
                }],
                except: Vec::new(),
                span,
            };
            let not_asked = self.store.not(belongs);
            let hits = self.sentence(&one, ask.by(Mode::Overlap), &theta);
            if hits.is_empty() && not_asked.is_never() {
                return Some(Vec::new());
            }
            each.push((not_asked, hits));
        }
        let mut dropped: Vec<Sources> = Vec::new();
        let condition = self.all_but(&each, &dropped);
        if each.is_empty() || condition.is_never() {
            return Some(Vec::new());
        }
        // What is not needed for it is no evidence: tried out one by one, the last first.
        let mut used: Vec<Sources> = Vec::new();
        for h in each.iter().flat_map(|(_, h)| h) {
            if !used.contains(&h.sources) {
                used.push(h.sources.clone());
            }
        }
        used.sort();
        for s in used.into_iter().rev().take(MOST_TOLD) {
            dropped.push(s);
            if self.all_but(&each, &dropped) != condition {
                dropped.pop();
            }
        }
        let hits = each
            .into_iter()
            .flat_map(|(_, h)| h)
            .filter(|h| !dropped.contains(&h.sources))
            .collect();
        let mut hit = joined(Covered { condition, hits }, &theta);
        hit.sources.sort_unstable();
        Some(vec![hit])
    }

    /// When every demand is met by what is not left out.
    fn all_but(&mut self, each: &[(Condition, Vec<Hit>)], left_out: &[Sources]) -> Condition {
        let mut all = Condition::ALWAYS;
        for (not_asked, hits) in each {
            let mut here = *not_asked;
            for h in hits.iter().filter(|h| !left_out.contains(&h.sources)) {
                here = self.or(here, h.condition);
            }
            all = self.and(all, here);
        }
        all
    }

    /// The single demands, where one is that nobody does something: those whom some sentence allows or excepts are asked for one by one.
    fn one_by_one<'p>(
        &mut self,
        p: &'p Sentence,
        theta: &Theta,
    ) -> Vec<(Cow<'p, Sentence>, Condition, Vec<NodeId>)> {
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
            let Some(excepted) = excepted else {
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
            let mut named = self.spoken_of(&unit);
            named.retain(|n| !excepted.contains(n));
            for n in &named {
                let mut one = unit.clone().into_owned();
                one.subject = List {
                    items: vec![Item {
                        matcher: None,
                        base: Base::Thing(thing_of(*n)),
                        span: unit.subject.span,
                    }],
                    except: Vec::new(),
                    span: unit.subject.span,
                };
                out.push((Cow::Owned(one), asked, Vec::new()));
            }
            named.extend(excepted);
            out.push((unit, asked, named));
        }
        out
    }

    /// The members a sentence is about, if it is about any member of something: a ban may except one of them, and another sentence may prevail for one.
    pub fn members_asked(&mut self, p: &Sentence) -> Option<Vec<Item>> {
        let Predicate::Act {
            action: Some(_), ..
        } = &p.predicate
        else {
            return None;
        };
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

    /// Actors that sentences with the verb of a ban on everybody name: who may after all, and who is excepted.
    fn spoken_of(&mut self, p: &Sentence) -> Vec<NodeId> {
        const MOST: usize = 64;
        let Predicate::Act {
            modal,
            action: Some(action),
            ..
        } = &p.predicate
        else {
            return Vec::new();
        };
        let [
            Item {
                base: Base::Thing(t),
                matcher: None,
                ..
            },
        ] = &p.subject.items[..]
        else {
            return Vec::new();
        };
        if !super::sentences::is_ban(*modal)
            || t.quantifier == Quantifier::Some
            || t.variable.is_some()
            || t.of.is_some()
            || !p.subject.except.is_empty()
        {
            return Vec::new();
        }
        let facts = self.facts;
        let mut out: Vec<NodeId> = Vec::new();
        for f in facts.by_action.get(action).map_or(&[][..], |v| v) {
            let fact = &facts.all[*f as usize];
            if super::sentences::is_ban(fact.modal()) {
                out.extend(fact.sentence.subject.except.iter().filter_map(|e| {
                    if let Base::Thing(t) = &e.base {
                        Some(t.node)
                    } else {
                        None
                    }
                }));
            } else if let Some(named) = facts.subjects.get(f) {
                out.extend(named);
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
    fn units<'p>(&mut self, p: &'p Sentence, theta: &Theta) -> Vec<(Cow<'p, Sentence>, Condition)> {
        let (object, modal) = match &p.predicate {
            Predicate::Act { object, modal, .. } => (object.as_ref(), *modal),
            Predicate::State { of, .. } => (of.as_ref(), None),
        };
        let ban = super::sentences::is_ban(modal);
        let mut out = vec![(Cow::Borrowed(p), Condition::ALWAYS)];
        if let Some(lists) = self.single(&p.subject, theta, true, ban) {
            out = self.product(out, lists, |s, l| s.subject = l);
        }
        if let Some(lists) = object.and_then(|o| self.single(o, theta, true, ban)) {
            out = self.product(out, lists, |s, l| match &mut s.predicate {
                Predicate::Act { object, .. } => *object = Some(l),
                Predicate::State { of, .. } => *of = Some(l),
            });
        }
        for n in 0..p.roles.len() {
            if let Some(lists) = self.single(&p.roles[n].list, theta, true, ban) {
                out = self.product(out, lists, |s, l| s.roles[n].list = l);
            }
        }
        out
    }

    /// Every demand with every value; too many are not weighed, and the line gets no verdict.
    fn product<'p>(
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
    fn single(
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
                    out.extend(self.members(t).unwrap_or_default());
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

/// The hits of a demand that is met, as one.
fn joined(c: Covered, theta: &Theta) -> Hit {
    let mut out = Hit {
        condition: c.condition,
        ..Hit::new(theta.clone())
    };
    let mut sources: Vec<Source> = Vec::new();
    for h in c.hits {
        for s in h.sources {
            if !sources.contains(&s) {
                sources.push(s);
            }
        }
        for p in h.phrases {
            if !out.phrases.contains(&p) {
                out.phrases.push(p);
            }
        }
    }
    out.sources = sources.into();
    out
}

/// A place variable that has become smaller on the way: its letter, what it was, what it is.
fn narrowed(before: &Theta, after: &Theta) -> Option<(u8, Leaves, Leaves)> {
    before.iter().find_map(|(v, b)| match (b, after.get(*v)) {
        (Bound::Places(x), Some(Bound::Places(y))) if x != y => Some((*v, x.clone(), y.clone())),
        _ => None,
    })
}

/// Where something meets a demand for certain, what only may is not needed for it.
fn needed(hits: &mut Vec<Hit>, from: usize) {
    if hits[from..].iter().any(|h| h.condition.is_always()) {
        let mut n = 0;
        hits.retain(|h| {
            n += 1;
            n <= from || h.condition.is_always()
        });
    }
}

//! Conditions: atoms joined by `and` or `or`, their absence, and what covers a demand.

use super::units::MAX_UNITS;
use super::{Ask, Bound, Engine, Hit, MAX_PROOFS, Mode, Source, Sources, Theta};
use crate::condition::{Condition, Store};
use crate::model;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{Leaves, NodeId};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Once something is settled for certain, no more than so many clauses are told as what settles it.
pub(crate) const MOST_TOLD: usize = 64;
/// How far a demand is met.
#[derive(Clone, Debug)]
pub(crate) struct Covered {
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

/// A condition that holds in more ways is not counted out: whoever judges by it is told so.
const MOST_WAYS: usize = 20_000;

/// Ways in which a part of a condition holds. Those that differ only in what is not wanted any more are one, once there are enough to be told.
struct Ways {
    /// Variables whose values are wanted, as bits.
    wanted: u32,
    hits: Vec<Hit>,
    /// How many there are for the same values and phrases, and which is the last.
    alike: FxHashMap<Alike, (usize, usize)>,
}

type Alike = (Theta, Vec<(Span, usize)>);

impl Ways {
    fn new(wanted: u32) -> Ways {
        Ways {
            wanted,
            hits: Vec::new(),
            alike: FxHashMap::default(),
        }
    }

    fn put(&mut self, hit: Hit, store: &mut Store) {
        if self.wanted == u32::MAX {
            self.hits.push(hit);
            return;
        }
        let hit = Hit {
            theta: hit.theta.only(self.wanted),
            ..hit
        };
        let here = self.hits.len();
        let key = (hit.theta.clone(), hit.phrases.clone());
        let (many, last) = self.alike.entry(key).or_insert((0, here));
        if *many < MAX_PROOFS {
            (*many, *last) = (*many + 1, here);
            self.hits.push(hit);
        } else {
            let last = &mut self.hits[*last].condition;
            *last = store.or(*last, hit.condition);
        }
    }
}

impl Engine<'_> {
    /// All ways a condition holds. In an excuse (`Mode::Cover`) a sentence is read as a demand: facts together.
    pub(crate) fn condition(&mut self, c: &model::Condition, ask: Ask, start: Hit) -> Vec<Hit> {
        if c.any {
            let mut out = Vec::new();
            for a in &c.atoms {
                let found = self.atom(a, ask, &start.theta);
                out.extend(self.beside(&found, &start));
            }
            return out;
        }
        let mut hits = vec![start];
        let kept = ask.kept;
        let ask = Ask {
            kept: u32::MAX,
            ..ask
        };
        for (n, a) in c.atoms.iter().enumerate() {
            let wanted = kept | super::variables_of(&c.atoms[n + 1..]);
            let mut next = Ways::new(wanted);
            // The part is looked for once for each of the values it is to hold with.
            let mut found: FxHashMap<Theta, Vec<Hit>> = FxHashMap::default();
            for hit in hits {
                let here = match found.entry(hit.theta.clone()) {
                    Entry::Occupied(e) => e.into_mut(),
                    Entry::Vacant(e) => e.insert(self.atom(a, ask, &hit.theta)),
                };
                for hit in self.beside(here, &hit) {
                    next.put(hit, self.store);
                }
                if next.hits.len() > MOST_WAYS {
                    self.store.give_up();
                    break;
                }
            }
            hits = next.hits;
        }
        hits
    }

    /// All ways a part of a condition holds, whatever held before it.
    fn atom(&mut self, a: &Atom, ask: Ask, theta: &Theta) -> Vec<Hit> {
        match a {
            Atom::Sentence(s) if ask.mode == Mode::Cover => {
                let covered = self.cover(s, ask, theta);
                if covered.condition.is_never() {
                    Vec::new()
                } else {
                    vec![joined(covered, theta)]
                }
            }
            Atom::Sentence(s) => {
                let mut hits = self.sentence(s, ask, theta);
                if ask.mode == Mode::Entail {
                    hits.extend(self.totals(s, ask, theta));
                }
                hits
            }
            Atom::Kind(k) => self.kind(k, ask, theta),
            Atom::Order(o) if ask.mode == Mode::Cover && is_of_all_parts(o) => {
                // An excuse is met as a demand is: by clauses together, each of which keeps to the order.
                let asked = o.as_sentence();
                let covered = asked
                    .map(|s| self.cover(&s, ask, theta))
                    .filter(|c| !c.condition.is_never());
                covered.map(|c| joined(c, theta)).into_iter().collect()
            }
            Atom::Order(o) => self.order_atom(o, ask, theta),
            Atom::Moment(_) => vec![Hit::new(theta.clone())],
        }
    }

    /// What was found beside what held before it.
    fn beside(&mut self, found: &[Hit], from: &Hit) -> Vec<Hit> {
        let mut out = Vec::new();
        for hit in found {
            let mut hit = hit.clone();
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
    fn order_atom(&mut self, o: &Order, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let mut out = Vec::new();
        match &o.moment.kind {
            MomentKind::Point(point, of, ..) => match &**of {
                PointOf::Event(s) if point.pick().is_some() => {
                    for hit in self.sentence(
                        s,
                        ask.by(if ask.mode == Mode::Entail {
                            Mode::Entail
                        } else {
                            Mode::Overlap
                        }),
                        theta,
                    ) {
                        out.extend(self.order_of(*point, &o.phrases, ask, hit));
                    }
                }
                _ => {
                    let mut hit = Hit::new(theta.clone());
                    let (condition, clauses) = self.order_of_moment(o, ask);
                    hit.condition = condition;
                    hit.rests_on(clauses.into_iter());
                    if !condition.is_never() {
                        out.push(hit);
                    }
                }
            },
            _ => {
                let mut hit = Hit::new(theta.clone());
                let c = self.moment_before_it(&o.moment, ask, o.span);
                hit.condition = c;
                out.push(hit);
            }
        }
        out
    }

    /// The hit, where a condition does not hold. Places are taken out of what was found, leaf by leaf.
    pub(crate) fn without(&mut self, hit: Hit, c: &model::Condition, ask: Ask) -> Vec<Hit> {
        let start = Hit::new(hit.theta.clone());
        let against = self.condition(c, ask.by(Mode::Overlap).denied(), start);
        let mut out = vec![hit];
        for a in against {
            let mut next = Vec::new();
            for h in out {
                let h = match parted(&h.theta, &a.theta, ask) {
                    None => h,
                    Some((rest, one)) => {
                        next.push(Hit {
                            theta: rest,
                            ..h.clone()
                        });
                        let Some(theta) = one else { continue };
                        Hit { theta, ..h }
                    }
                };
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
    pub(crate) fn cover(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Covered {
        let draft = self.draft;
        let mut condition = Condition::ALWAYS;
        let mut hits: Vec<Hit> = Vec::new();
        for p in crate::model::expand(draft, p) {
            // A share of a whole place is none of each part of it: it is asked for as it stands, and then part by part.
            let mut whole = Condition::NEVER;
            if super::total::asks_share(&p) {
                whole = self.cover_one(&p, ask.by(Mode::Cover), theta, &mut hits);
            }
            if whole.is_always() {
                continue;
            }
            let mut parts = Condition::ALWAYS;
            for (unit, asked, apart) in self.one_by_one(&p, theta) {
                let asked_of = Ask {
                    apart: &apart,
                    ..ask.by(Mode::Cover)
                };
                let here = self.cover_one(&unit, asked_of, theta, &mut hits);
                let not_asked = self.store.not(asked);
                let here = self.or(here, not_asked);
                parts = self.and(parts, here);
            }
            // So many in the whole place are some in it, though nobody knows how many are in which part.
            let whole_first = super::wider::is_uncounted(&p) || super::total::asks_all(&p);
            if !parts.is_always() && whole_first {
                whole = self.cover_one(&p, ask.by(Mode::Cover), theta, &mut hits);
            }
            let met = self.or(whole, parts);
            condition = self.and(condition, met);
        }
        if p.only
            && !hits.is_empty()
            && let Some(mut ban) = crate::fact::only::on_others(self.v, p)
        {
            // Nobody else may: what another clause allows them takes that away. Whoever they belong to acts through them.
            let owners: Vec<Item> = (ban.subject.except.iter())
                .filter_map(|i| match &i.base {
                    Base::Thing(t) => self.v.belongs.get(&t.node),
                    _ => None,
                })
                .flatten()
                .map(|owner| Item {
                    matcher: None,
                    base: Base::Thing(thing_of(*owner)),
                    span: p.subject.span,
                })
                .collect();
            ban.subject.except.extend(owners);
            let others = self.cover(&ban, ask, theta);
            condition = self.and(condition, others.condition);
        }
        Covered { condition, hits }
    }

    /// When facts meet one demand, each by itself or by what they come to.
    fn cover_one(
        &mut self,
        unit: &Sentence,
        ask: Ask,
        theta: &Theta,
        hits: &mut Vec<Hit>,
    ) -> Condition {
        let mut here = Condition::NEVER;
        let before = hits.len();
        self.each_hit(unit, ask, theta, &mut |e, hit| {
            here = e.or(here, hit.condition);
            hits.push(hit);
            here.is_always() && (ask.told || hits.len() - before >= MOST_TOLD)
        });
        if !here.is_always() {
            for hit in self.totals(unit, ask, theta) {
                here = self.or(here, hit.condition);
                hits.push(hit);
            }
            for hit in self.ceilings(unit, ask, theta) {
                here = self.or(here, hit.condition);
                hits.push(hit);
            }
        }
        if !here.is_always() {
            let adjoining = self.adjoining(unit, ask, theta, hits);
            here = self.or(here, adjoining);
        }
        needed(hits, before);
        here
    }

    /// When clauses together meet a kind asked for: places leaf by leaf.
    pub(crate) fn cover_kind(&mut self, p: &KindPattern, ask: Ask, theta: &Theta) -> Covered {
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

    /// The ways in which a sentence that is forbidden holds: by one promise, by several about all of a place, by what several come to.
    pub(crate) fn each_way(
        &mut self,
        p: &Sentence,
        ask: Ask,
        take: &mut dyn FnMut(&mut Self, Hit) -> bool,
    ) -> bool {
        let theta = Theta::default();
        if ask.mode != Mode::Overlap {
            return self.each_hit(p, ask, &theta, take);
        }
        match self.together(p, ask) {
            Some(hits) => hits.into_iter().any(|h| take(self, h)),
            None => {
                self.each_hit(p, ask, &theta, take)
                    || self
                        .totals(p, ask, &theta)
                        .into_iter()
                        .any(|h| take(self, h))
            }
        }
    }

    /// A sentence about all of a place, met by several clauses together, leaf by leaf. `None`: it asks for no such thing.
    fn together(&mut self, p: &Sentence, ask: Ask) -> Option<Vec<Hit>> {
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

/// An excuse of one, where a variable of the rule's head stands for everybody since nothing else binds it: the others are not excused, and the one is apart.
/// With one bound already, an excuse of another is none for it.
fn parted(theta: &Theta, excused: &Theta, ask: Ask) -> Option<(Theta, Option<Theta>)> {
    ask.header.iter().find_map(|(v, item)| {
        let Some(Bound::Node(one)) = excused.get(*v) else {
            return None;
        };
        let everybody = |node, of, mut except: Vec<NodeId>| {
            let apart = theta.with(*v, Bound::Node(*one));
            let known = except.contains(one);
            if !known {
                except.push(*one);
            }
            let rest = theta.with(*v, Bound::Every(node, of, except));
            Some((rest, (!known).then_some(apart)))
        };
        match (theta.get(*v), &item.base) {
            (None, Base::Thing(t)) => everybody(t.node, None, Vec::new()),
            (Some(Bound::Every(node, of, except)), _) => everybody(*node, *of, except.clone()),
            (Some(Bound::Node(other)), _) if other != one => Some((theta.clone(), None)),
            _ => None,
        }
    })
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

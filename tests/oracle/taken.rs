//! What a sentence that prevails takes away from another one, where a line or a rule asks for it: cell by cell.

use super::Oracle;
use super::choice::key;
use super::facts::{Atom, Fact, slot_of, slots};
use super::matching::{Mode, Point, Said};
use super::precedence::{Way, known};
use super::values::*;
use armistice::model::*;

/// One value of a role in what a pattern and a sentence share.
#[derive(Clone, Debug)]
enum Cell {
    Leaf(usize),
    One(Val),
    /// All there is.
    Everything,
    /// Something that is not said or not compared.
    Unknown,
}

impl<'a> Oracle<'a> {
    /// Is what a pattern and a sentence share taken out of that sentence by others that prevail over it?
    #[expect(
        clippy::too_many_arguments,
        reason = "they are what a match is made of"
    )]
    pub fn taken(
        &self,
        s: &Sentence,
        row: &[(String, Point)],
        atom: &Atom,
        fact: usize,
        env: &Env,
        mode: Mode,
        strict: bool,
    ) -> Res<bool> {
        if !self.switches.precedence || self.pairs(fact).is_empty() {
            return Ok(false);
        }
        let f = &self.facts[fact];
        if f.sentence.that.is_some() {
            return Ok(false);
        }
        self.met.set(true);
        let mut roles: Vec<String> = row.iter().map(|(r, _)| r.clone()).collect();
        roles.extend(slots(f.sentence));
        for p in self.pairs(fact) {
            roles.extend(slots(self.facts[p.other].sentence));
        }
        roles.sort();
        roles.dedup();
        let mut cells: Vec<Vec<Cell>> = vec![Vec::new()];
        for r in &roles {
            let point = row.iter().find(|(x, _)| x == r).map(|(_, p)| p);
            let here = self.cells(f, r, point, atom.get(r), env)?;
            cells = cells
                .into_iter()
                .flat_map(|c| {
                    here.iter()
                        .map(move |x| [c.clone(), vec![x.clone()]].concat())
                })
                .collect();
        }
        if cells.is_empty() {
            return Ok(false);
        }
        // Where some of it is demanded, what is left of it is enough.
        let asks_some = |r: &String| {
            let plain = |i: &Item| {
                i.matcher.is_none()
                    && matches!(&i.base, Base::Thing(t) if t.quantifier == Quantifier::Some)
            };
            mode != Mode::Overlap
                && !self.negative(f)
                && !r.is_empty()
                && slot_of(s, r).is_some_and(|l| !l.items.is_empty() && l.items.iter().all(plain))
        };
        let some: Vec<bool> = roles.iter().map(asks_some).collect();
        let whatever = s
            .phrases
            .iter()
            .any(|p| matches!(&p.kind, PhraseKind::Alone(Alone::WhateverItsConditions)));
        for cell in &cells {
            let mut gone = false;
            for p in self.pairs(fact) {
                let g = &self.facts[p.other];
                if !self.takes(g, &roles, cell, mode, &some)? || !self.holds(g) {
                    continue;
                }
                let wins = match self.way(fact, p) {
                    Way::First | Way::Neither => false,
                    Way::Second => true,
                    Way::Tie => {
                        let first = self.omega.borrow_mut().yes(Self::tie(fact, p.other));
                        first == (p.other < fact)
                    }
                };
                if !wins {
                    continue;
                }
                self.decided.set(true);
                let beside_none = self.limits(&self.facts[fact], false).is_empty();
                if self.limits(g, beside_none).is_empty() || !self.switches.limited {
                    gone = true;
                } else if mode != Mode::Overlap && strict && !whatever && self.switches.weakening {
                    gone = !self
                        .omega
                        .borrow_mut()
                        .yes(("limited", fact as u64, p.other as u64));
                }
                if gone {
                    break;
                }
            }
            if !gone {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The single values of a role that a pattern and a sentence share.
    fn cells(
        &self,
        f: &Fact,
        role: &str,
        point: Option<&Point>,
        said: Option<&Said>,
        env: &Env,
    ) -> Res<Vec<Cell>> {
        let ban = self.negative(f);
        self.side.set(f.side);
        let said: Vec<Said> = match said {
            Some(s) => vec![s.clone()],
            None if slot_of(f.sentence, role).is_none() => vec![if self.silence_is_all(f, role) {
                Said::Everything
            } else {
                Said::Nothing
            }],
            None => self
                .role_values(f, role, ban)?
                .into_iter()
                .map(Said::One)
                .collect(),
        };
        let mut out = Vec::new();
        for said in said {
            let values: Vec<Val> = match said {
                Said::Nothing => {
                    out.push(Cell::Unknown);
                    continue;
                }
                Said::Everything => {
                    out.extend(self.asked_cells(point, env)?);
                    continue;
                }
                Said::One(v) => vec![v],
                Said::Many(vs) => vs,
            };
            for v in values {
                let single = self.single(&v)?;
                let Some(p) = point else {
                    out.extend(single);
                    continue;
                };
                for c in single {
                    match c {
                        Cell::Leaf(l) => {
                            if !self
                                .point_matches(
                                    p,
                                    &Said::One(Val::Leaf(l)),
                                    false,
                                    false,
                                    Mode::Overlap,
                                    env,
                                )?
                                .is_empty()
                            {
                                out.push(Cell::Leaf(l));
                            }
                        }
                        Cell::One(v) => out.extend(self.shared(p, &v, env)?),
                        c => out.push(c),
                    }
                }
            }
        }
        Ok(out)
    }

    /// A value taken apart: leaves of a place, actors of a type.
    fn single(&self, v: &Val) -> Res<Vec<Cell>> {
        Ok(match v {
            Val::Place(_) | Val::Rest(_) => self.leaves_of(v)?,
            Val::Leaf(l) => vec![Cell::Leaf(*l)],
            Val::Noun(n)
                if !self.individual(n.node)
                    && n.total
                    && self.under(n.node, self.named("actor")) =>
            {
                self.universe(n.node)
                    .into_iter()
                    .filter(|x| !matches!(x, Val::Noun(m) if n.except.contains(&m.node)))
                    .map(Cell::One)
                    .collect()
            }
            v => vec![Cell::One(v.clone())],
        })
    }

    fn leaves_of(&self, v: &Val) -> Res<Vec<Cell>> {
        let mut out = Vec::new();
        for l in 0..self.v().places.count() {
            if self.val_has(v, l)? {
                out.push(Cell::Leaf(l));
            }
        }
        Ok(out)
    }

    /// What a value of a sentence shares with a point of a pattern: the narrower of the two.
    fn shared(&self, p: &Point, v: &Val, env: &Env) -> Res<Vec<Cell>> {
        let item = match p {
            Point::Val(x) => return self.narrower_of(x, v, env),
            Point::Item(i) => *i,
        };
        if let Base::Variable(n)
        | Base::Thing(Thing {
            variable: Some(n), ..
        }) = &item.base
            && let Some(x) = &env[usize::from(*n)]
        {
            return self.narrower_of(x, v, env);
        }
        if let (Base::Group(l), Some(Matcher::OneOf) | None) = (&item.base, item.matcher) {
            let mut out = Vec::new();
            for i in &l.items {
                if !self
                    .point_matches(
                        &Point::Item(i),
                        &Said::One(v.clone()),
                        false,
                        false,
                        Mode::Overlap,
                        env,
                    )?
                    .is_empty()
                {
                    out.extend(self.shared(&Point::Item(i), v, env)?);
                }
            }
            return Ok(out);
        }
        if self
            .point_matches(p, &Said::One(v.clone()), false, false, Mode::Overlap, env)?
            .is_empty()
        {
            return Ok(Vec::new());
        }
        match (&item.base, item.matcher) {
            (Base::Thing(t), None)
                if matches!(v, Val::Noun(_) | Val::Hole(..))
                    && t.of.is_none()
                    && t.attributes.is_empty()
                    && t.located.is_none() =>
            {
                let n = Noun {
                    adjectives: t.adjectives.clone(),
                    ..plain(t.node)
                };
                self.narrower_of(&Val::Noun(n), v, env)
            }
            _ => Ok(vec![Cell::One(v.clone())]),
        }
    }

    fn narrower_of(&self, p: &Val, v: &Val, env: &Env) -> Res<Vec<Cell>> {
        if !self.val_matches(p, v, false, Mode::Overlap, env)? {
            return Ok(Vec::new());
        }
        Ok(vec![match (p, v) {
            (Val::Noun(p), Val::Noun(f)) if self.under(p.node, f.node) => {
                let mut adjectives = f.adjectives.clone();
                adjectives.extend(
                    p.adjectives
                        .iter()
                        .copied()
                        .filter(|a| !f.adjectives.contains(a)),
                );
                let of = if p.of.is_empty() {
                    f.of.clone()
                } else {
                    p.of.clone()
                };
                Cell::One(Val::Noun(Noun {
                    adjectives,
                    of,
                    narrowed: p.narrowed || f.narrowed,
                    unknown: f.unknown,
                    ..p.clone()
                }))
            }
            (Val::Noun(p), Val::Noun(f)) => {
                let mut adjectives = f.adjectives.clone();
                adjectives.extend(
                    p.adjectives
                        .iter()
                        .copied()
                        .filter(|a| !f.adjectives.contains(a)),
                );
                Cell::One(Val::Noun(Noun {
                    adjectives,
                    ..f.clone()
                }))
            }
            (Val::Leaf(l), _) => Cell::Leaf(*l),
            (Val::Noun(p), Val::Hole(..)) if self.individual(p.node) => {
                Cell::One(Val::Noun(p.clone()))
            }
            (Val::Anon(_), Val::Noun(_)) => Cell::One(p.clone()),
            _ => Cell::One(v.clone()),
        }])
    }

    /// The values a pattern asks for of a sentence that speaks of everything.
    fn asked_cells(&self, point: Option<&Point>, env: &Env) -> Res<Vec<Cell>> {
        let item = match point {
            None => return Ok(vec![Cell::Everything]),
            Some(Point::Val(Val::Leaf(l))) => return Ok(vec![Cell::Leaf(*l)]),
            Some(Point::Val(v)) => return Ok(vec![Cell::One(v.clone())]),
            Some(Point::Item(i)) => *i,
        };
        Ok(match &item.base {
            Base::Variable(n)
            | Base::Thing(Thing {
                variable: Some(n), ..
            })
            | Base::Place(Place::Variable(n) | Place::Every(_, _, Some(n))) => {
                match &env[usize::from(*n)] {
                    Some(Val::Leaf(l)) => vec![Cell::Leaf(*l)],
                    Some(v) => vec![Cell::One(v.clone())],
                    None => vec![Cell::Unknown],
                }
            }
            Base::Place(_) => self
                .leaves(item, env)?
                .unwrap_or_default()
                .into_iter()
                .map(Cell::Leaf)
                .collect(),
            Base::Group(l) => {
                let mut out = Vec::new();
                for i in &l.items {
                    out.extend(self.asked_cells(Some(&Point::Item(i)), env)?);
                }
                out
            }
            Base::Thing(t) => match self.relation(t, env)? {
                Some(members) => members
                    .into_iter()
                    .map(|m| Cell::One(Val::Noun(plain(m))))
                    .collect(),
                None if t.of.is_some() || !t.attributes.is_empty() || t.located.is_some() => {
                    vec![Cell::Unknown]
                }
                None => self.single(&Val::Noun(Noun {
                    adjectives: t.adjectives.clone(),
                    ..plain(t.node)
                }))?,
            },
            _ => vec![Cell::Unknown],
        })
    }

    /// Does a sentence cover a cell wholly (where something is forbidden), or touch it (where it is demanded)?
    fn takes(
        &self,
        g: &Fact,
        roles: &[String],
        cell: &[Cell],
        mode: Mode,
        some: &[bool],
    ) -> Res<bool> {
        for ((r, c), some) in roles.iter().zip(cell).zip(some) {
            let hit = if mode == Mode::Overlap || *some {
                self.covers(g, r, c)?
            } else {
                self.touches(g, r, c)?
            };
            if !hit {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn values_of(&self, g: &Fact, role: &str) -> Res<Option<Vec<Val>>> {
        if slot_of(g.sentence, role).is_none() {
            return Ok(if self.silence_is_all(g, role) {
                None
            } else {
                Some(Vec::new())
            });
        }
        self.side.set(g.side);
        self.role_values(g, role, true).map(Some)
    }

    fn covers(&self, g: &Fact, role: &str, c: &Cell) -> Res<bool> {
        if !self.switches.known.takes_what_it_covers && !self.says(g, role) {
            return Ok(false);
        }
        let Some(values) = self.values_of(g, role)? else {
            return Ok(true);
        };
        for v in &values {
            let inside = match (c, v) {
                (Cell::Leaf(l), v) => self.val_has(v, *l)?,
                (Cell::One(Val::Noun(a)), Val::Noun(b)) => self.noun_within(a, b),
                (Cell::One(Val::Anon(a)), Val::Noun(b)) => {
                    self.under(*a, b.node) && b.total && !self.individual(b.node)
                }
                (Cell::One(Val::Noun(a)), Val::Hole(h, _))
                | (Cell::One(Val::Hole(h, _)), Val::Noun(a))
                    if self.individual(a.node) =>
                {
                    self.is(*h, a.node)
                }
                (Cell::One(Val::Hole(..)), Val::Noun(b)) => {
                    b.total && b.except.is_empty() && self.v().name(b.node) == "actor"
                }
                (Cell::One(Val::Clause(a)), Val::Clause(b)) => a == b,
                (Cell::One(Val::Amount(a)), Val::Amount(b)) => self.amounts(a, b) == Some(true),
                _ => false,
            };
            if inside {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Is an amount among others, or apart from them? Nothing: perhaps.
    fn amounts(&self, a: &Amt, b: &Amt) -> Option<bool> {
        if a.dimension != b.dimension
            || a.per != b.per
            || a.of != b.of
            || a.hole.is_some()
            || b.hole.is_some()
        {
            return None;
        }
        let above = |low: End, high: End| matches!((low, high), (Some((l, with)), Some((h, and))) if l > h || (l == h && !(with && and)));
        if above(a.low, b.high) || above(b.low, a.high) {
            return Some(false);
        }
        let from = b.low.is_none_or(|(n, with)| {
            a.low
                .is_some_and(|(m, and)| m > n || (m == n && (with || !and)))
        });
        let to = b.high.is_none_or(|(n, with)| {
            a.high
                .is_some_and(|(m, and)| m < n || (m == n && (with || !and)))
        });
        if from && to { Some(true) } else { None }
    }

    fn touches(&self, g: &Fact, role: &str, c: &Cell) -> Res<bool> {
        if !self.switches.known.takes_what_it_covers
            && slot_of(g.sentence, role).is_some_and(|l| !l.items.iter().all(known))
        {
            return Ok(true);
        }
        let Some(values) = self.values_of(g, role)? else {
            return Ok(true);
        };
        let place = slot_of(g.sentence, role).map_or(g.sentence.span, |l| l.span);
        let perhaps = || self.omega.borrow_mut().yes(key("touches", place, 0));
        if values.is_empty() {
            return Ok(!self.switches.known.takes_what_it_covers || perhaps());
        }
        for v in &values {
            let met = match (c, v) {
                (Cell::Everything, _) => Some(true),
                (Cell::Leaf(l), v) => Some(self.val_has(v, *l)?),
                (Cell::One(Val::Noun(a)), Val::Noun(b)) => self.nouns_meet(a, b),
                (Cell::One(Val::Anon(a)), Val::Noun(b)) => {
                    Some(self.under(*a, b.node) && !self.individual(b.node))
                }
                (Cell::One(Val::Noun(a)), Val::Hole(h, _))
                | (Cell::One(Val::Hole(h, _)), Val::Noun(a))
                    if self.individual(a.node) =>
                {
                    Some(self.is(*h, a.node))
                }
                (Cell::One(Val::Hole(..)), Val::Noun(b))
                    if self.v().name(b.node) == "actor" && b.except.is_empty() =>
                {
                    Some(true)
                }
                (Cell::One(Val::Anon(_)), Val::Hole(..)) => None,
                (Cell::One(Val::Clause(a)), Val::Clause(b)) => Some(a == b),
                (Cell::One(Val::Amount(a)), Val::Amount(b)) => self.amounts(a, b),
                _ => None,
            };
            if met.unwrap_or_else(perhaps) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

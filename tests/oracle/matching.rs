//! One value of a pattern against one value of a fact.

use super::Oracle;
use super::choice::key;
use super::values::*;
use armistice::model::*;
use armistice::vocabulary::{NodeId, NodeKind};

/// How a fact stands to a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `forbid`: they overlap.
    Overlap,
    /// `require` and conditions of a line: the facts together cover the pattern.
    Cover,
    /// `when`: the fact entails the pattern.
    Entail,
    /// `unless TAIL`: the fact lies within it.
    Within,
}

/// A point of a pattern: a demand on many things is taken apart.
#[derive(Clone, Debug)]
pub enum Point<'a> {
    Item(&'a Item),
    Val(Val),
}

/// What a fact says in a role.
#[derive(Clone, Debug)]
pub enum Said {
    Nothing,
    Everything,
    One(Val),
    Many(Vec<Val>),
}

impl Oracle<'_> {
    pub fn is(&self, hole: armistice::source::Span, n: NodeId) -> bool {
        self.omega
            .borrow_mut()
            .hole_is(hole, n, &|a, b| self.under(a, b))
    }

    pub fn within(&self, hole: armistice::source::Span, n: NodeId) -> bool {
        // A word nobody narrows: everything is of that type.
        if matches!(
            self.v().name(n),
            "actor" | "thing" | "place" | "value" | "quantity"
        ) {
            return true;
        }
        self.omega
            .borrow_mut()
            .hole_within(hole, n, &|a, b| self.under(a, b))
    }

    /// Is one of several unsaid things this?
    pub fn among(&self, hole: armistice::source::Span, n: NodeId) -> bool {
        self.omega
            .borrow_mut()
            .yes(key("has", hole, u64::from(n.0)))
    }

    pub fn bind(&self, env: &Env, variable: Option<u8>, v: Val) -> Vec<Env> {
        let mut env = env.clone();
        if let Some(n) = variable {
            env[usize::from(n)] = Some(v);
        }
        vec![env]
    }

    /// A named thing or term of a pattern (`p`, all of it if `all`) against a value of a fact.
    pub fn node_matches(
        &self,
        p: &Noun,
        all: bool,
        step: Option<Matcher>,
        v: &Val,
        mode: Mode,
        env: &Env,
    ) -> Res<bool> {
        let under = |a, b| self.under(a, b);
        Ok(match v {
            Val::Hole(h, _) if self.individual(p.node) => self.is(*h, p.node),
            Val::Holes(h, _) if self.individual(p.node) => self.among(*h, p.node),
            Val::Hole(h, _) => {
                if let NodeKind::Step(scale, rank) = self.v().node(p.node).kind {
                    let steps = self.steps(scale);
                    let n = self.omega.borrow_mut().ask(key("step", *h, 0), steps.len());
                    return Ok(admits(step, steps[n].1, rank));
                }
                self.within(*h, p.node)
            }
            Val::Holes(h, _) => self.among(*h, p.node),
            Val::Steps(_, nodes) => {
                let NodeKind::Step(_, rank) = self.v().node(p.node).kind else {
                    return Ok(false);
                };
                let inside = nodes.iter().filter(|n| matches!(self.v().node(**n).kind, NodeKind::Step(_, r) if admits(step, r, rank))).count();
                match mode {
                    _ if inside == nodes.len() => true,
                    Mode::Overlap if inside > 0 => return Err("a part of a scale overlaps".into()),
                    _ => false,
                }
            }
            Val::Noun(f) => {
                if let (NodeKind::Step(s, rank), NodeKind::Step(t, r)) =
                    (&self.v().node(p.node).kind, &self.v().node(f.node).kind)
                {
                    return Ok(s == t && admits(step, *r, *rank));
                }
                let narrower = under(f.node, p.node) && !p.except.contains(&f.node);
                let wider = under(p.node, f.node) && !f.except.contains(&p.node);
                if !narrower && !wider {
                    return Ok(false);
                }
                if p.narrowed || (f.narrowed && !(narrower && mode != Mode::Overlap)) {
                    return Err("attributes and `located in` are not compared".into());
                }
                // `p` adds nothing to what `f` says, and the reverse.
                let p_implied = self.restriction(p, f, step, mode, env)?;
                let f_implied = if f.unknown.is_some() && f.node == p.node && !narrower {
                    false
                } else {
                    f.adjectives.iter().all(|a| p.adjectives.contains(a))
                        && (f.of.is_empty() || (!p.of.is_empty() && self.same_of(&f.of, &p.of)))
                };
                let unsaid = |o: &Oracle| {
                    f.unknown
                        .is_none_or(|h| o.omega.borrow_mut().yes(key("whole", h, 0)))
                };
                match mode {
                    Mode::Within => narrower && p_implied,
                    Mode::Overlap if all => f.total && wider && f_implied && unsaid(self),
                    Mode::Overlap => self.overlap(p, f, step, mode, env)?,
                    Mode::Cover | Mode::Entail if all => {
                        f.total && wider && f_implied && unsaid(self)
                    }
                    Mode::Cover | Mode::Entail => {
                        (narrower && p_implied) || (f.total && wider && f_implied && unsaid(self))
                    }
                }
            }
            Val::Rest(_) => return Err("every other way, which is no place".into()),
            Val::Anon(sort) => p.total && under(*sort, p.node) && !self.individual(p.node),
            _ => false,
        })
    }

    /// Does the fact's noun satisfy the adjectives and the owner a pattern asks for?
    pub fn restriction(
        &self,
        p: &Noun,
        f: &Noun,
        step: Option<Matcher>,
        mode: Mode,
        env: &Env,
    ) -> Res<bool> {
        for a in &p.adjectives {
            let found = match self.v().node(*a).kind {
                NodeKind::Step(scale, rank) => {
                    let said = f
                        .adjectives
                        .iter()
                        .find_map(|b| match self.v().node(*b).kind {
                            NodeKind::Step(s, r) if s == scale => Some(r),
                            _ => None,
                        });
                    match (said, f.unknown) {
                        (Some(r), _) => admits(step, r, rank),
                        (None, Some(h)) => {
                            let steps = self.steps(scale);
                            let n = self.omega.borrow_mut().ask(key("step", h, 0), steps.len());
                            admits(step, steps[n].1, rank)
                        }
                        (None, None) => false,
                    }
                }
                _ => {
                    f.adjectives.contains(a)
                        || f.unknown.is_some_and(|h| {
                            self.omega
                                .borrow_mut()
                                .yes(key("adjective", h, u64::from(a.0)))
                        })
                }
            };
            if !found {
                return Ok(false);
            }
        }
        let _ = (mode, env);
        Ok(p.of.is_empty() || self.same_of(&p.of, &f.of))
    }

    fn overlap(
        &self,
        p: &Noun,
        f: &Noun,
        step: Option<Matcher>,
        mode: Mode,
        env: &Env,
    ) -> Res<bool> {
        // Adjectives that are steps exclude one another, other adjectives and owners do not unless both name one.
        let steps = Noun {
            adjectives: p
                .adjectives
                .iter()
                .copied()
                .filter(|a| matches!(self.v().node(*a).kind, NodeKind::Step(..)))
                .collect(),
            of: Vec::new(),
            ..p.clone()
        };
        if !self.restriction(&steps, f, step, mode, env)? {
            return Ok(false);
        }
        Ok(p.of.is_empty() || f.of.is_empty() || self.same_of(&p.of, &f.of))
    }

    fn same_of(&self, a: &[Val], b: &[Val]) -> bool {
        !b.is_empty() && a.iter().all(|x| b.iter().any(|y| self.same(x, y)))
    }

    /// Are two values the same thing?
    pub fn same(&self, a: &Val, b: &Val) -> bool {
        match (a, b) {
            (Val::Hole(h, _), Val::Hole(i, _)) if h == i => true,
            (Val::Hole(h, _), Val::Hole(i, _)) => {
                // Two unnamed things are one if both are the same named thing.
                for n in self.universe(self.named("actor")) {
                    if let Val::Noun(n) = n
                        && self.is(*h, n.node)
                    {
                        return self.is(*i, n.node);
                    }
                }
                false
            }
            (Val::Hole(h, _), Val::Noun(n)) | (Val::Noun(n), Val::Hole(h, _)) => {
                self.individual(n.node) && self.is(*h, n.node)
            }
            (Val::Noun(a), Val::Noun(b)) => a.node == b.node && a.adjectives == b.adjectives,
            (Val::Place(p), Val::Noun(n)) | (Val::Noun(n), Val::Place(p)) => {
                matches!(p.0, Place::Region(r) if r == n.node)
            }
            (Val::Place(p), Val::Place(q)) => {
                matches!((&p.0, &q.0), (Place::Region(r), Place::Region(s)) if r == s)
            }
            _ => a == b,
        }
    }

    /// Does a value of a fact cover a value bound before or taken from a demand?
    pub fn val_matches(&self, p: &Val, v: &Val, all: bool, mode: Mode, env: &Env) -> Res<bool> {
        Ok(match (p, v) {
            (Val::Leaf(l), v) => self.val_has(v, *l)?,
            (_, Val::Rest(_)) => return Err("every other way, which is no place".into()),
            (Val::Noun(n), v) => {
                self.node_matches(n, all && !self.individual(n.node), None, v, mode, env)?
            }
            (Val::Anon(a), Val::Anon(b)) => a == b,
            (Val::Anon(a), Val::Noun(f)) => {
                !self.individual(f.node)
                    && f.total
                    && self.under(*a, f.node)
                    && f.of.is_empty()
                    && f.adjectives.is_empty()
            }
            (Val::Hole(..), Val::Noun(f)) if f.total && !self.individual(f.node) => {
                self.v().name(f.node) == "actor" && f.except.is_empty()
            }
            (Val::Hole(..), _) => self.same(p, v),
            (Val::Clause(_), Val::AllClauses) => true,
            _ => p == v,
        })
    }

    /// A value of a pattern against what a fact says in that role. `all`: a bare noun of the pattern means all.
    pub fn point_matches(
        &self,
        p: &Point,
        said: &Said,
        all: bool,
        ban: bool,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let item = match p {
            Point::Item(i) => *i,
            Point::Val(v) => {
                let hit = match said {
                    Said::Nothing => false,
                    Said::Everything => true,
                    Said::One(f) => self.val_matches(v, f, all, mode, env)?,
                    Said::Many(fs) => self.any(fs, |f| self.val_matches(v, f, all, mode, env))?,
                };
                return Ok(if hit { vec![env.clone()] } else { Vec::new() });
            }
        };
        match said {
            Said::Nothing => Ok(Vec::new()),
            Said::Everything => self.everything(item, env),
            Said::One(v) => self.item_matches(item, std::slice::from_ref(v), all, ban, mode, env),
            Said::Many(vs) => self.item_matches(item, vs, all, ban, mode, env),
        }
    }

    pub fn any(&self, fs: &[Val], mut test: impl FnMut(&Val) -> Res<bool>) -> Res<bool> {
        for f in fs {
            if test(f)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A fact that says everything in a role: whatever is asked is among it.
    fn everything(&self, i: &Item, env: &Env) -> Res<Vec<Env>> {
        Ok(match &i.base {
            Base::Variable(n) if env[usize::from(*n)].is_none() => self.of_type(*n, env)?,
            Base::Place(Place::Variable(n) | Place::Every(_, _, Some(n)))
                if env[usize::from(*n)].is_none() =>
            {
                (0..self.v().places.count())
                    .flat_map(|l| self.bind(env, Some(*n), Val::Leaf(l)))
                    .collect()
            }
            Base::Thing(t) if t.variable.is_some() => {
                let all = match self.relation(t, env)? {
                    Some(m) => m.into_iter().map(|n| Val::Noun(plain(n))).collect(),
                    None => self.universe(t.node),
                };
                all.into_iter()
                    .flat_map(|v| self.bind(env, t.variable, v))
                    .collect()
            }
            Base::Place(_) => match self.leaves(i, env)? {
                Some(l) if l.is_empty() => Vec::new(),
                _ => vec![env.clone()],
            },
            _ => vec![env.clone()],
        })
    }

    /// One item of a pattern against the values of a fact: one of a sentence, all of a field.
    pub fn item_matches(
        &self,
        i: &Item,
        vs: &[Val],
        all: bool,
        ban: bool,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let yes = |b: bool| if b { vec![env.clone()] } else { Vec::new() };
        if let Some(Matcher::OneOf | Matcher::OtherThan | Matcher::Excludes | Matcher::Only) =
            i.matcher
        {
            return self.listed(i, vs, all, ban, mode, env);
        }
        if let Base::Group(l) = &i.base {
            // A list in parentheses: all of it.
            let mut envs = vec![env.clone()];
            for i in &l.items {
                envs = self.each(envs, |e| self.item_matches(i, vs, all, ban, mode, &e))?;
            }
            return Ok(envs);
        }
        if let Base::Place(place) = &i.base {
            return self.place_matches(i, place, vs, mode, env);
        }
        if mode == Mode::Within && vs.len() > 1 {
            let mut hits = true;
            for v in vs {
                hits = hits && !self.one_matches(i, v, all, ban, mode, env)?.is_empty();
            }
            return Ok(yes(hits));
        }
        let mut out = Vec::new();
        for v in vs {
            out.extend(self.one_matches(i, v, all, ban, mode, env)?);
            if !out.is_empty() && !binds(i) {
                break;
            }
        }
        Ok(out)
    }

    pub fn each(
        &self,
        envs: Vec<Env>,
        mut step: impl FnMut(Env) -> Res<Vec<Env>>,
    ) -> Res<Vec<Env>> {
        let mut out: Vec<Env> = Vec::new();
        for e in envs {
            for x in step(e)? {
                if !out.contains(&x) {
                    out.push(x);
                }
            }
        }
        Ok(out)
    }

    fn place_matches(
        &self,
        i: &Item,
        place: &Place,
        vs: &[Val],
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        if let Place::Variable(n) | Place::Every(_, _, Some(n)) = place
            && env[usize::from(*n)].is_none()
        {
            let mut out = Vec::new();
            for l in 0..self.v().places.count() {
                let typed = if let Place::Every(..) = place {
                    self.has(place, l, false, env)?
                } else {
                    true
                };
                if typed && self.any(vs, |v| self.val_has(v, l))? {
                    out.extend(self.bind(env, Some(*n), Val::Leaf(l)));
                }
            }
            return Ok(out);
        }
        if let Place::Every(Quantifier::All, ..) = place {
            return Err("all places of a type".into());
        }
        let wanted = self.leaves(i, env)?.unwrap_or_default();
        if mode == Mode::Within {
            for l in 0..self.v().places.count() {
                if !wanted.contains(&l) && self.any(vs, |v| self.val_has(v, l))? {
                    return Ok(Vec::new());
                }
            }
            return Ok(vec![env.clone()]);
        }
        for l in wanted {
            if self.any(vs, |v| self.val_has(v, l))? {
                return Ok(vec![env.clone()]);
            }
        }
        Ok(Vec::new())
    }

    /// `one of`, `only`, `other than`, `excludes`.
    fn listed(
        &self,
        i: &Item,
        vs: &[Val],
        all: bool,
        ban: bool,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let bare = Item {
            matcher: None,
            ..i.clone()
        };
        let items: Vec<Item> = match &i.base {
            Base::Group(l) if l.except.is_empty() => l.items.clone(),
            Base::Group(_) => return Err("a list with `except` behind a condition".into()),
            Base::Place(Place::Union(ps, ex)) if ex.is_empty() => ps
                .iter()
                .map(|p| Item {
                    base: Base::Place(p.clone()),
                    ..bare.clone()
                })
                .collect(),
            _ => vec![bare],
        };
        let one = |v: &Val| -> Res<bool> {
            for x in &items {
                if !self
                    .item_matches(x, std::slice::from_ref(v), all, ban, mode, env)?
                    .is_empty()
                {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        let other = |v: &Val| -> Res<bool> {
            Ok(match v {
                // Things nobody names: apart from those that are asked about there may be others.
                Val::Holes(h, _) => self.omega.borrow_mut().yes(key("others", *h, 0)),
                Val::Noun(n) if n.total && !self.individual(n.node) => true,
                v => !one(v)?,
            })
        };
        let hit = match i.matcher {
            Some(Matcher::OneOf) => {
                let mut out = Vec::new();
                for x in &items {
                    out.extend(self.item_matches(x, vs, all, ban, mode, env)?);
                }
                return Ok(out);
            }
            Some(Matcher::Excludes) => !self.any(vs, one)?,
            Some(Matcher::OtherThan) => self.any(vs, other)?,
            _ => !vs.is_empty() && !self.any(vs, other)?,
        };
        Ok(if hit { vec![env.clone()] } else { Vec::new() })
    }

    fn one_matches(
        &self,
        i: &Item,
        v: &Val,
        all: bool,
        ban: bool,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let yes = |b: bool| if b { vec![env.clone()] } else { Vec::new() };
        Ok(match &i.base {
            Base::Variable(n) => match &env[usize::from(*n)] {
                Some(p) => yes(self.val_matches(p, v, all, mode, env)?),
                None => self.bind_typed(*n, v, env)?,
            },
            // What is left open in words is not what is left out, which has its place in the prelude.
            Base::Hole(_) => yes(matches!(
                v,
                Val::Hole(at, true) | Val::Holes(at, true)
                    if at.source.0 as usize >= armistice::vocabulary::PRELUDE.len()
            )),
            Base::Someone => yes(matches!(v, Val::Hole(_, true))),
            Base::Anything => return Err("anything in a pattern".into()),
            Base::Amount(a) => yes(self.amount_matches(i, a, v, ban, mode)?),
            Base::Date(d) => match v {
                Val::Date(f) => yes(d.first <= f.first && f.last <= d.last),
                _ => Vec::new(),
            },
            Base::Ratio(Ratio { written: t, .. }) | Base::Words(t) => {
                yes(matches!(v, Val::Text(f) if f == t.as_str()))
            }
            Base::Text(t) => yes(matches!(v, Val::Text(f) if f == t)),
            Base::Clause(_, l) => {
                yes(matches!(v, Val::AllClauses) || matches!(v, Val::Clause(f) if f == l.as_str()))
            }
            Base::EveryClause(Quantifier::All, _) => yes(matches!(v, Val::AllClauses)),
            Base::EveryClause(_, n) => match v {
                Val::Clause(_) | Val::AllClauses => self.bind(env, *n, v.clone()),
                Val::Hole(..) => self.bind(env, *n, v.clone()),
                _ => Vec::new(),
            },
            Base::Thing(t) => self.thing_matches(i, t, v, all, ban, mode, env)?,
            Base::Side(_) => return Err("a side in a pattern".into()),
            Base::Choice(_) => return Err("brackets in a pattern".into()),
            Base::Group(_) | Base::Place(_) => {
                return Err("a list or place where one value stands".into());
            }
        })
    }
}

/// Does the item bind a variable?
pub fn binds(i: &Item) -> bool {
    match &i.base {
        Base::Thing(t) => t.variable.is_some() || t.of.as_deref().is_some_and(binds),
        Base::Variable(_) | Base::EveryClause(_, Some(_)) => true,
        Base::Place(Place::Variable(_) | Place::Every(_, _, Some(_))) => true,
        _ => false,
    }
}

//! What clauses amount to: rules applied until nothing new follows, strata from the bottom.

use super::Oracle;
use super::facts::{Atom as Row, slot_of, slots};
use super::matching::{Mode, Point, Said};
use super::values::*;
use armistice::model::*;
use armistice::vocabulary::{NodeKind, StateId};
use std::collections::BTreeMap;

/// What follows of one state, as arguments by role.
pub type Tuple = Vec<(String, Val)>;

impl<'a> Oracle<'a> {
    fn rules(&self) -> Vec<&'a EffectRule> {
        let own: &[EffectRule] = if self.switches.own_effects {
            &self.party.effects
        } else {
            &[]
        };
        self.world.effects.iter().chain(own).collect()
    }

    /// Everything that follows of a state; with `strict` only what no open qualifier weakens.
    pub fn tuples(
        &self,
        state: StateId,
        row: &[(String, Point)],
        env: &Env,
        strict: bool,
    ) -> Res<Vec<Row>> {
        let word = self.v().states[state.0 as usize].word.clone();
        let built_in = match word.as_str() {
            "party" => Some(
                self.draft
                    .parties
                    .iter()
                    .map(|p| vec![(String::new(), Val::Noun(plain(*p)))])
                    .collect(),
            ),
            "member" => Some(self.membership()?),
            "part" => Some(self.part_of(row, env)?),
            "outnumbered" => return Err("who outnumbers whom".into()),
            _ => None,
        };
        let list: Vec<Tuple> = match built_in {
            Some(l) => l,
            None => {
                self.compute(state)?;
                self.derived
                    .borrow()
                    .get(&(state, strict))
                    .cloned()
                    .unwrap_or_default()
            }
        };
        Ok(list
            .into_iter()
            .map(|t| Row {
                said: t.into_iter().map(|(s, v)| (s, Said::One(v))).collect(),
                fact: None,
            })
            .collect())
    }

    fn membership(&self) -> Res<Vec<Tuple>> {
        let mut out = Vec::new();
        for x in self.universe(self.named("actor")) {
            let Val::Noun(o) = x else { continue };
            let (members, open) = self.world_field(o.node, "members");
            if open {
                self.doubt.set(true);
            }
            out.extend(members.into_iter().map(|m| {
                vec![
                    (String::new(), Val::Noun(plain(m))),
                    ("of".to_owned(), Val::Noun(plain(o.node))),
                ]
            }));
        }
        Ok(out)
    }

    /// Leaves that lie in the place that is asked about.
    fn part_of(&self, row: &[(String, Point)], env: &Env) -> Res<Vec<Tuple>> {
        let Some((_, of)) = row.iter().find(|(s, _)| s == "of") else {
            return Err("part of what".into());
        };
        let place = match of {
            Point::Val(v) => v.clone(),
            Point::Item(Item {
                base: Base::Variable(n) | Base::Place(Place::Variable(n)),
                ..
            }) => env[usize::from(*n)]
                .clone()
                .ok_or("part of what is not bound")?,
            Point::Item(i) => self
                .vals(
                    &List {
                        items: vec![(*i).clone()],
                        except: Vec::new(),
                        span: i.span,
                    },
                    false,
                    false,
                )?
                .remove(0),
        };
        let mut out = Vec::new();
        for l in 0..self.v().places.count() {
            let inside = match &place {
                Val::Anon(_) => false,
                Val::Noun(n) => self.v().places.leaves(n.node).contains(l),
                Val::Hole(..) => return Err("part of what is not said".into()),
                v => self.val_has(v, l)?,
            };
            if inside {
                out.push(vec![
                    (String::new(), Val::Leaf(l)),
                    ("of".to_owned(), place.clone()),
                ]);
            }
        }
        Ok(out)
    }

    /// Computes a state and all it rests on.
    fn compute(&self, state: StateId) -> Res<()> {
        if self.done.borrow().contains(&state) {
            return Ok(());
        }
        let rules = self.rules();
        let mut needed = vec![state];
        let mut next = 0;
        while let Some(at) = needed.get(next).copied() {
            next += 1;
            for r in rules.iter().filter(|r| head_state(r) == Some(at)) {
                for (s, _) in reads(r) {
                    if !needed.contains(&s) {
                        needed.push(s);
                    }
                }
            }
        }
        needed.retain(|s| !self.done.borrow().contains(s));
        self.done.borrow_mut().extend(needed.iter().copied());
        // Strata: above what is denied, not below what is used.
        let mut level: BTreeMap<StateId, usize> = needed.iter().map(|s| (*s, 0)).collect();
        loop {
            let mut changed = false;
            for r in &rules {
                let Some(head) = head_state(r) else { continue };
                let Some(at) = level.get(&head).copied() else {
                    continue;
                };
                let low = reads(r)
                    .into_iter()
                    .map(|(s, denied)| level.get(&s).copied().unwrap_or(0) + usize::from(denied))
                    .max()
                    .unwrap_or(0);
                if low > at {
                    level.insert(head, low);
                    changed = true;
                    if low > level.len() + 1 {
                        return Err("effects that rest on their own absence".into());
                    }
                }
            }
            if !changed {
                break;
            }
        }
        for stratum in 0..=level.values().copied().max().unwrap_or(0) {
            loop {
                let mut grown = false;
                for r in rules
                    .iter()
                    .filter(|r| head_state(r).is_some_and(|s| level.get(&s) == Some(&stratum)))
                {
                    for strict in [true, false] {
                        for t in self.derive(r, strict)? {
                            let head = head_state(r).unwrap_or(state);
                            let mut derived = self.derived.borrow_mut();
                            let list = derived.entry((head, strict)).or_default();
                            if !list.contains(&t) {
                                list.push(t);
                                grown = true;
                            }
                        }
                    }
                }
                if !grown {
                    break;
                }
            }
        }
        Ok(())
    }

    /// What one rule gives.
    fn derive(&self, r: &'a EffectRule, strict: bool) -> Res<Vec<Tuple>> {
        self.types.replace(head_types(&r.head));
        let mut envs = self.condition(
            &r.when,
            vec![vec![None; 26]],
            Mode::Entail,
            strict && self.switches.known.effects_carry,
        )?;
        for n in 0..26u8 {
            if self.types.borrow()[usize::from(n)].is_some() {
                envs = self.each(envs, |e| {
                    if e[usize::from(n)].is_some() {
                        Ok(vec![e])
                    } else {
                        self.of_type(n, &e)
                    }
                })?;
            }
        }
        let mut out = Vec::new();
        for e in envs {
            if let Some(u) = &r.unless
                && self.switches.rule_unless
                && !self
                    .condition(
                        u,
                        vec![e.clone()],
                        Mode::Cover,
                        self.switches.known.rule_unless_open,
                    )?
                    .is_empty()
            {
                continue;
            }
            let mut t: Tuple = Vec::new();
            for slot in slots(&r.head) {
                let Some(list) = slot_of(&r.head, &slot) else {
                    continue;
                };
                let [item] = &list.items[..] else {
                    return Err("several values in the head of a rule".into());
                };
                let v = match variable_of(item) {
                    Some(n) => e[usize::from(n)]
                        .clone()
                        .ok_or("an unbound variable in the head of a rule")?,
                    None => self.vals(list, false, false)?.remove(0),
                };
                t.push((slot, v));
            }
            out.push(t);
        }
        self.types.replace(vec![None; 26]);
        Ok(out)
    }

    /// Conditions joined by `and` or `or`.
    pub fn condition(
        &self,
        c: &'a Condition,
        envs: Vec<Env>,
        mode: Mode,
        strict: bool,
    ) -> Res<Vec<Env>> {
        let one = |a: &'a Atom, envs: Vec<Env>| match a {
            Atom::Sentence(s) => {
                if matches!(s.predicate, Predicate::Act { modal: None, .. }) {
                    return Err("an event as a condition".into());
                }
                self.satisfy(s, envs, mode, strict, None)
            }
            Atom::Kind(k) => self.each(envs, |e| self.satisfy_kind(k, &e, mode, strict)),
            Atom::Order(_) | Atom::Moment(_) => Err("an order in time".into()),
        };
        if c.any {
            let mut out = Vec::new();
            for a in &c.atoms {
                out.extend(one(a, envs.clone())?);
            }
            return Ok(out);
        }
        let mut envs = envs;
        for a in &c.atoms {
            envs = one(a, envs)?;
        }
        Ok(envs)
    }

    /// Every value a header variable can take.
    pub fn of_type(&self, n: u8, env: &Env) -> Res<Vec<Env>> {
        let Some(t) = self.types.borrow()[usize::from(n)].clone() else {
            return Err("a variable without a type".into());
        };
        let values: Vec<Val> = match t {
            Kind::Place => (0..self.v().places.count()).map(Val::Leaf).collect(),
            Kind::Clause => self
                .draft
                .clauses
                .iter()
                .map(|c| Val::Clause(c.label.to_string()))
                .collect(),
            Kind::Thing(node) if self.under(node, self.named("actor")) => self.universe(node),
            Kind::Thing(node) => {
                let words = self
                    .v()
                    .nodes
                    .iter()
                    .enumerate()
                    .map(|(i, n)| (armistice::vocabulary::NodeId(i as u32), n));
                words
                    .filter(|(i, n)| self.under(*i, node) && n.kind != NodeKind::Type)
                    .map(|(i, _)| Val::Noun(plain(i)))
                    .collect()
            }
        };
        Ok(values
            .into_iter()
            .flat_map(|v| self.bind(env, Some(n), v))
            .collect())
    }

    /// Binds a variable of a header, if the value is of its type.
    pub fn bind_typed(&self, n: u8, v: &Val, env: &Env) -> Res<Vec<Env>> {
        let t = self.types.borrow()[usize::from(n)].clone();
        match t {
            Some(Kind::Thing(node)) => {
                let any = Thing {
                    quantifier: Quantifier::Any,
                    node,
                    adjectives: Vec::new(),
                    attributes: Vec::new(),
                    of: None,
                    located: None,
                    variable: Some(n),
                    unknown: None,
                };
                self.any_of(
                    &any,
                    self.v().node(node).kind == NodeKind::Type,
                    v,
                    env,
                    Mode::Entail,
                )
            }
            _ => Ok(self.bind(env, Some(n), v.clone())),
        }
    }
}

/// What a header variable ranges over.
#[derive(Clone, Debug)]
pub enum Kind {
    Thing(armistice::vocabulary::NodeId),
    Place,
    Clause,
}

fn variable_of(i: &Item) -> Option<u8> {
    match &i.base {
        Base::Thing(t) => t.variable,
        Base::Place(Place::Every(_, _, n)) => *n,
        Base::EveryClause(_, n) => *n,
        _ => None,
    }
}

fn head_types(head: &Sentence) -> Vec<Option<Kind>> {
    let mut out = vec![None; 26];
    for slot in slots(head) {
        for i in slot_of(head, &slot).map_or(&[][..], |l| &l.items) {
            match &i.base {
                Base::Thing(Thing {
                    variable: Some(n),
                    node,
                    ..
                }) => out[usize::from(*n)] = Some(Kind::Thing(*node)),
                Base::Place(Place::Every(_, _, Some(n))) => {
                    out[usize::from(*n)] = Some(Kind::Place)
                }
                Base::EveryClause(_, Some(n)) => out[usize::from(*n)] = Some(Kind::Clause),
                _ => {}
            }
        }
    }
    out
}

fn head_state(r: &EffectRule) -> Option<StateId> {
    match r.head.predicate {
        Predicate::State { state, .. } => Some(state),
        Predicate::Act { .. } => None,
    }
}

/// The states a rule asks for, and whether it asks for their absence.
fn reads(r: &EffectRule) -> Vec<(StateId, bool)> {
    let mut out = Vec::new();
    let mut walk = |c: &Condition, denied: bool| {
        for a in &c.atoms {
            if let Atom::Sentence(Sentence {
                predicate: Predicate::State { state, negated, .. },
                ..
            }) = a
            {
                out.push((*state, denied || *negated));
            }
        }
    };
    walk(&r.when, false);
    if let Some(u) = &r.unless {
        walk(u, true);
    }
    out
}

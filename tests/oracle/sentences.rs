//! Sentences of patterns against what a draft says: points, roles, modals, states.

use super::Oracle;
use super::facts::{Atom, Fact, slot_of, slots};
use super::matching::{Mode, Point, Said};
use super::values::*;
use armistice::model::*;
use armistice::vocabulary::NodeKind;

/// A demand on many values taken apart: one value for every role.
type Points<'s> = Vec<Vec<(String, Point<'s>)>>;

impl<'a> Oracle<'a> {
    /// The values of one role of a pattern, each a demand of its own.
    pub fn points<'s>(
        &self,
        list: &'s List,
        mode: Mode,
        ban: bool,
        env: &Env,
    ) -> Res<Vec<Point<'s>>> {
        let mut out = Vec::new();
        let mut except = Vec::new();
        let mut taken = Vec::new();
        for i in &list.except {
            match (&i.base, self.leaves(i, env)?) {
                (_, Some(l)) => taken.extend(l),
                (Base::Thing(t), None) if self.individual(t.node) => except.push(t.node),
                _ => return Err("an exception in a pattern that is no name".into()),
            }
        }
        if mode == Mode::Within && list.items.len() > 1 {
            return Err("several values in a tail".into());
        }
        for i in &list.items {
            if let Base::Side(word) = &i.base {
                if *word != SideWord::Each || mode == Mode::Overlap {
                    return Err(format!("`{}` in this pattern", word.word()));
                }
                out.extend(
                    self.draft
                        .sides
                        .iter()
                        .map(|s| Point::Val(Val::Noun(plain(*s)))),
                );
                continue;
            }
            let all_of = matches!(&i.base, Base::Place(Place::Part(Quantifier::All, _) | Place::HeldBy(..)) if whole(&i.base));
            if mode == Mode::Overlap && !all_of {
                if list.items.len() > 1 {
                    return Err("several values in what is forbidden".into());
                }
                if let Base::Thing(t) = &i.base
                    && (t.quantifier == Quantifier::No
                        || self.relation(t, env)?.is_some() && t.quantifier == Quantifier::All)
                {
                    return Err("`no` or all of a group in what is forbidden".into());
                }
            }
            if mode == Mode::Within || (mode == Mode::Overlap && !all_of) || i.matcher.is_some() {
                if !list.except.is_empty() {
                    return Err("an exception in what is forbidden".into());
                }
                out.push(Point::Item(i));
                continue;
            }
            match &i.base {
                Base::Place(
                    Place::Part(Quantifier::Any, _) | Place::Variable(_) | Place::Every(..),
                ) => out.push(Point::Item(i)),
                Base::Place(_) => {
                    let leaves = self.leaves(i, env)?.unwrap_or_default();
                    out.extend(
                        leaves
                            .into_iter()
                            .filter(|l| !taken.contains(l))
                            .map(|l| Point::Val(Val::Leaf(l))),
                    );
                }
                Base::Thing(t) => {
                    let every = matches!(t.quantifier, Quantifier::All | Quantifier::No)
                        || (t.quantifier == Quantifier::Any
                            && ban
                            && mode == Mode::Cover
                            && t.variable.is_none());
                    if every && let Some(members) = self.relation(t, env)? {
                        out.extend(
                            members
                                .into_iter()
                                .filter(|m| !except.contains(m))
                                .map(|m| Point::Val(Val::Noun(plain(m)))),
                        );
                    } else if every
                        && self.v().node(t.node).kind == NodeKind::Type
                        && self.under(t.node, self.named("actor"))
                    {
                        if t.of.is_some() || !t.adjectives.is_empty() {
                            return Err("all actors of a sort".into());
                        }
                        let all = self
                            .universe(t.node)
                            .into_iter()
                            .filter(|v| !matches!(v, Val::Noun(n) if except.contains(&n.node)));
                        out.extend(all.map(Point::Val));
                    } else {
                        if !except.is_empty() {
                            return Err("names taken from what is no type".into());
                        }
                        out.push(Point::Item(i));
                    }
                }
                Base::Group(l) => {
                    let l: &'s List = l;
                    out.extend(self.points(l, mode, ban, env)?);
                }
                _ => out.push(Point::Item(i)),
            }
        }
        Ok(out)
    }

    fn expand<'s>(&self, s: &'s Sentence, mode: Mode, env: &Env) -> Res<Points<'s>> {
        let ban = is_ban(s);
        let mut out: Points = vec![Vec::new()];
        for slot in slots(s) {
            let Some(list) = slot_of(s, &slot) else {
                continue;
            };
            // `any actor` before `shall not` is one of them, after it everyone.
            let points = self.points(list, mode, ban && !slot.is_empty(), env)?;
            out = out
                .into_iter()
                .flat_map(|row| {
                    points.iter().map(move |p| {
                        let mut row = row.clone();
                        row.push((slot_name(s, list), p.clone()));
                        row
                    })
                })
                .collect();
        }
        Ok(out)
    }

    /// All bindings under which a sentence of a pattern holds.
    pub fn satisfy(
        &self,
        s: &'a Sentence,
        envs: Vec<Env>,
        mode: Mode,
        strict: bool,
        within: Option<&[usize]>,
    ) -> Res<Vec<Env>> {
        if let Predicate::State { negated: true, .. } = s.predicate {
            return self.each(envs, |e| {
                let positive = self.satisfy_positive(s, &e, mode, true, within)?;
                Ok(if positive.is_empty() {
                    vec![e]
                } else {
                    Vec::new()
                })
            });
        }
        self.each(envs, |e| self.satisfy_positive(s, &e, mode, strict, within))
    }

    fn satisfy_positive(
        &self,
        s: &'a Sentence,
        env: &Env,
        mode: Mode,
        strict: bool,
        within: Option<&[usize]>,
    ) -> Res<Vec<Env>> {
        let mut envs = vec![env.clone()];
        for row in self.expand(s, mode, env)? {
            envs = self.each(envs, |e| {
                Ok(self
                    .hits(s, &row, &e, mode, strict, within, &[])?
                    .into_iter()
                    .map(|(e, _)| e)
                    .collect())
            })?;
            if envs.is_empty() {
                break;
            }
        }
        Ok(envs)
    }

    /// The instances of a forbidden sentence, each with the sentence of the draft it rests on.
    pub fn instances(&self, s: &'a Sentence, tail: &[String]) -> Res<Vec<(Env, Option<Atom>)>> {
        let env: Env = vec![None; 26];
        let rows = self.expand(s, Mode::Overlap, &env)?;
        if let [row] = &rows[..] {
            return Ok(self
                .hits(s, row, &env, Mode::Overlap, false, None, tail)?
                .into_iter()
                .map(|(e, a)| (e, Some(a)))
                .collect());
        }
        // All leaves of a place, over clauses together.
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut envs = vec![env];
        for row in rows {
            envs = self.each(envs, |e| {
                Ok(self
                    .hits(s, &row, &e, Mode::Overlap, false, None, tail)?
                    .into_iter()
                    .map(|(e, _)| e)
                    .collect())
            })?;
        }
        Ok(envs.into_iter().map(|e| (e, None)).collect())
    }

    fn hits(
        &self,
        s: &'a Sentence,
        row: &[(String, Point)],
        env: &Env,
        mode: Mode,
        strict: bool,
        within: Option<&[usize]>,
        tail: &[String],
    ) -> Res<Vec<(Env, Atom)>> {
        let mut wanted: Vec<String> = row.iter().map(|(s, _)| s.clone()).collect();
        wanted.extend(tail.iter().cloned());
        wanted.sort();
        wanted.dedup();
        let mut out = Vec::new();
        if let Predicate::State { state, .. } = &s.predicate
            && within.is_none()
        {
            for atom in self.tuples(*state, row, env, strict)? {
                if s.phrases
                    .iter()
                    .any(|p| !matches!(&p.kind, PhraseKind::Alone(Alone::WhateverItsConditions)))
                {
                    break;
                }
                for e in self.row_matches(s, row, &atom, mode, env)? {
                    out.push((e, atom.clone()));
                }
            }
        }
        let facts: &[Fact] = &self.facts;
        // What could not be compared does not matter to a demand that something else meets.
        let mut doubt = None;
        for (n, f) in facts.iter().enumerate() {
            if within.is_some_and(|w| !w.contains(&f.clause)) || !self.could(s, f) {
                continue;
            }
            if s.only {
                if !f.sentence.only || f.others || f.ways.is_some() {
                    continue;
                }
                // `only A, B may` does not say that A alone may.
                if f.sentence.subject.items.len() > 1 {
                    continue;
                }
            }
            if self.narrower(s, f, mode) || !self.holds(f) {
                continue;
            }
            for atom in self.atoms(f, Some(n), &wanted)? {
                let hit = match self.row_matches(s, row, &atom, mode, env) {
                    Ok(hit) => hit,
                    Err(why) if mode == Mode::Cover => {
                        doubt = doubt.or(Some(why));
                        continue;
                    }
                    Err(why) => return Err(why),
                };
                for e in hit {
                    let inner = match (&s.that, &f.sentence.that) {
                        (None, _) => vec![e],
                        (Some(_), None) => Vec::new(),
                        (Some(p), Some(q)) => {
                            let fact = Fact {
                                sentence: q,
                                inner: true,
                                ..f.clone()
                            };
                            self.one_fact(p, &fact, &e, mode)?
                        }
                    };
                    for e in inner {
                        let phrases = self.phrases_of(f.clause, &f.sentence.phrases);
                        let asked: Vec<&Phrase> = s.phrases.iter().collect();
                        let void = matches!(s.predicate, Predicate::Act { .. }).then_some(f.clause);
                        let who = (self.lasting(f), f.sentence.span);
                        for e in
                            self.phrases_match(&asked, &phrases, void, who, mode, strict, &e)?
                        {
                            if !self.taken(s, row, &atom, n, &e, mode, strict)? {
                                out.push((e, atom.clone()));
                            }
                        }
                    }
                }
            }
        }
        match doubt {
            Some(why) if out.is_empty() => Err(why),
            _ => Ok(out),
        }
    }

    /// A pattern against one sentence, whatever its phrases.
    pub fn one_fact(&self, p: &Sentence, f: &Fact, env: &Env, mode: Mode) -> Res<Vec<Env>> {
        if !self.could(p, f) || self.narrower(p, f, mode) {
            return Ok(Vec::new());
        }
        let mut envs = vec![env.clone()];
        for row in self.expand(p, mode, env)? {
            let wanted: Vec<String> = row.iter().map(|(s, _)| s.clone()).collect();
            let atoms = self.atoms(f, None, &wanted)?;
            envs = self.each(envs, |e| {
                let mut out = Vec::new();
                for a in &atoms {
                    out.extend(self.row_matches(p, &row, a, mode, &e)?);
                }
                Ok(out)
            })?;
        }
        Ok(envs)
    }

    fn row_matches(
        &self,
        s: &Sentence,
        row: &[(String, Point)],
        atom: &Atom,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let ban = is_ban(s);
        let mut envs = vec![env.clone()];
        for (slot, point) in row {
            let nothing = Said::Nothing;
            let said = atom.get(slot).unwrap_or(&nothing);
            let all = (ban || self.asks_for_cap(s, slot)) && !slot.is_empty();
            envs = self.each(envs, |e| {
                self.point_matches(point, said, all, all, mode, &e)
            })?;
            if envs.is_empty() {
                break;
            }
        }
        Ok(envs)
    }

    /// Is it about a ceiling, and this not the ceiling itself? One on a part leaves the rest without any.
    pub fn asks_for_cap(&self, s: &Sentence, slot: &str) -> bool {
        let Predicate::Act {
            action: Some(a), ..
        } = &s.predicate
        else {
            return false;
        };
        let action = self.v().action(*a);
        action.roles.iter().any(|(_, slot)| slot.ceiling)
            && action.role(slot).is_none_or(|slot| !slot.ceiling)
    }

    /// Action, direction and strength: what needs no values.
    fn could(&self, s: &Sentence, f: &Fact) -> bool {
        match (&s.predicate, &f.sentence.predicate) {
            (
                Predicate::State { state: a, .. },
                Predicate::State {
                    state: b,
                    negated: false,
                    ..
                },
            ) => a == b && !f.others && f.ways.is_none(),
            (
                Predicate::Act { modal, action, .. },
                Predicate::Act {
                    modal: said,
                    action: did,
                    ..
                },
            ) => {
                let said = if f.others || f.ways.is_some() {
                    Some(Modal::ShallNot)
                } else {
                    *said
                };
                let strong = match (modal, said) {
                    (None, None) => true,
                    (Some(p), Some(f)) => {
                        let rank = |m: Modal| match m {
                            Modal::May => (false, 0),
                            Modal::Expected => (false, 1),
                            Modal::Shall => (false, 2),
                            Modal::Hereby => (false, 3),
                            Modal::ExpectedNot => (true, 1),
                            Modal::ShallNot => (true, 2),
                        };
                        let (p, f) = (rank(*p), rank(f));
                        p.0 == f.0 && f.1 >= p.1
                    }
                    _ => false,
                };
                strong && (action.is_none() || action == did)
            }
            _ => false,
        }
    }

    /// A pattern that is silent about a role means everything in a ban (and where the vocabulary says so): a fact on some of it is too narrow.
    fn narrower(&self, s: &Sentence, f: &Fact, mode: Mode) -> bool {
        let Predicate::Act {
            action: Some(a), ..
        } = &s.predicate
        else {
            return false;
        };
        if mode == Mode::Entail && is_ban(s) && !self.switches.known.rules_read_silence {
            return false;
        }
        if !matches!(mode, Mode::Cover | Mode::Entail) {
            return false;
        }
        let action = self.v().action(*a);
        let asked = slots(s);
        let means_all = |slot: &str| {
            let decl = if slot == "@" {
                action.object.as_ref()
            } else {
                action.role(slot)
            };
            is_ban(s)
                || decl
                    .and_then(|d| d.silence.as_ref())
                    .is_some_and(|w| w.text == "all")
        };
        slots(f.sentence)
            .iter()
            .any(|slot| !asked.contains(slot) && means_all(slot))
    }
}

fn whole(b: &Base) -> bool {
    match b {
        Base::Place(Place::Part(q, _)) => *q == Quantifier::All,
        _ => false,
    }
}

fn slot_name(s: &Sentence, list: &List) -> String {
    slots(s)
        .into_iter()
        .find(|n| slot_of(s, n).is_some_and(|l| std::ptr::eq(l, list)))
        .unwrap_or_default()
}

/// Is the pattern a ban?
pub fn is_ban(s: &Sentence) -> bool {
    matches!(
        s.predicate,
        Predicate::Act {
            modal: Some(Modal::ShallNot | Modal::ExpectedNot),
            ..
        }
    )
}

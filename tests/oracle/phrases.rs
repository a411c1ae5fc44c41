//! Phrases: guards, manner, and qualifiers that a pattern does not mention.

use super::Oracle;
use super::choice::key;
use super::facts::{Fact, family};
use super::matching::{Mode, Said};
use super::times::Lasting;
use super::values::*;
use armistice::model::*;
use armistice::source::Span;
use armistice::vocabulary::NodeId;

/// Does a phrase weaken what it qualifies?
pub fn weakens(p: &Phrase) -> bool {
    matches!(
        family(p).as_str(),
        "if" | "unless" | "while" | "until" | "for" | "with consent of"
    )
}

/// Does a phrase say when what is kept up is over?
fn ends(p: &Phrase, lasting: Lasting) -> Res<bool> {
    match &p.kind {
        // A known difference: the engine does not see the end of clauses with fields.
        PhraseKind::Time(Some(Pick::Completed), _) if lasting == Lasting::Clause => {
            Err("`completed` of a clause with fields".into())
        }
        // Nor that of a permission, while it sees that of a ban.
        PhraseKind::Time(Some(Pick::Completed), _) if lasting == Lasting::Allowed => {
            Err("`completed` of a permission".into())
        }
        PhraseKind::Time(Some(Pick::Completed), _) => Ok(lasting != Lasting::Act),
        PhraseKind::Time(None, Bound::At(Relation::Before | Relation::On, _))
            if lasting.is_held() || lasting == Lasting::Kept =>
        {
            // A known difference: the engine takes it for an end, of sentences and not of clauses with fields; by the reference it binds the beginning.
            Err("`before` or `on` a day of what is kept up".into())
        }
        _ => Ok(false),
    }
}

impl<'a> Oracle<'a> {
    /// The phrases of a pattern against those of a fact. `clause`: the clause that may be void. `who`: where the fact stands.
    pub fn phrases_match(
        &self,
        pattern: &[&Phrase],
        said: &[&Phrase],
        clause: Option<usize>,
        (lasting, who): (Lasting, Span),
        mode: Mode,
        strict: bool,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let mut envs = vec![env.clone()];
        let mut whatever = false;
        for p in pattern {
            let word = family(p);
            let same: Vec<&&Phrase> = said.iter().filter(|f| family(f) == word).collect();
            match &p.kind {
                PhraseKind::Alone(Alone::WhateverItsConditions) => whatever = true,
                PhraseKind::Alone(Alone::Unconditionally) => {
                    let given = |f: &&Phrase| {
                        matches!(
                            f.kind,
                            PhraseKind::Manner(Manner::InExchangeFor | Manner::WithConsentOf, _)
                        )
                    };
                    if said
                        .iter()
                        .any(|f| family(f) == "if" || waits(f) || given(f))
                    {
                        return Ok(Vec::new());
                    }
                }
                PhraseKind::Alone(_) => {
                    if same.is_empty() {
                        return Ok(Vec::new());
                    }
                }
                PhraseKind::Guard(_, c) => {
                    envs = self.each(envs, |e| self.guard(&word, c, &same, mode, &e))?
                }
                PhraseKind::Manner(_, list) | PhraseKind::Precedence(_, list) => {
                    let mut found = Vec::new();
                    for f in &same {
                        if let PhraseKind::Manner(_, l) | PhraseKind::Precedence(_, l) = &f.kind {
                            found.extend(self.vals(l, false, false)?);
                        }
                    }
                    let mode = if mode == Mode::Within {
                        Mode::Cover
                    } else {
                        mode
                    };
                    if mode == Mode::Overlap {
                        // What is forbidden and what is said overlap in one of them.
                        envs = self.each(envs, |e| {
                            let mut out = Vec::new();
                            for i in &list.items {
                                out.extend(self.item_matches(i, &found, false, false, mode, &e)?);
                            }
                            Ok(out)
                        })?;
                    } else {
                        // A known difference: of several that are demanded the engine is content with one.
                        if list.items.len() > 1 {
                            return Err(format!("several behind `{word}` in a demand"));
                        }
                        let found = Said::Many(found);
                        for point in self.points(list, mode, false, env)? {
                            envs = self.each(envs, |e| {
                                self.point_matches(&point, &found, false, false, mode, &e)
                            })?;
                        }
                    }
                }
                PhraseKind::Time(None, Bound::For(m, d)) => {
                    let mut ok = true;
                    for f in &same {
                        let PhraseKind::Time(_, Bound::For(fm, fd)) = &f.kind else {
                            continue;
                        };
                        ok =
                            ok && self.lasts(m.map(Matcher::word), d, fm.map(Matcher::word), fd)?;
                    }
                    let over = |f: &&Phrase| {
                        matches!(family(f).as_str(), "until" | "on" | "before")
                            || matches!(f.kind, PhraseKind::Time(Some(Pick::Completed), _))
                    };
                    if said.iter().any(over) {
                        return Err("how long it lasts".into());
                    }
                    if m.is_none() && said.contains(p) {
                        continue;
                    }
                    if same.is_empty() {
                        // Without an end it lasts longer than any time.
                        ok = !matches!(m, Some(Matcher::AtMost | Matcher::LessThan));
                        if m.is_none() {
                            return Err("how long it lasts".into());
                        }
                    }
                    if !ok {
                        return Ok(Vec::new());
                    }
                }
                PhraseKind::Time(..) => {
                    if !self.timed(p, said, (lasting, who), mode)? {
                        return Ok(Vec::new());
                    }
                }
            }
        }
        if envs.is_empty() || !strict || whatever || !self.switches.weakening {
            return Ok(envs);
        }
        let mentioned: Vec<String> = pattern.iter().map(|p| family(p)).collect();
        for f in said {
            if mentioned.contains(&family(f)) || !(weakens(f) || ends(f, lasting)?) {
                continue;
            }
            if !self.omega.borrow_mut().yes(key("enough", f.span, 0)) {
                return Ok(Vec::new());
            }
        }
        if let Some(c) = clause {
            for f in self.voids(c) {
                if !self.omega.borrow_mut().yes(key("void", f.sentence.span, 0)) {
                    return Ok(Vec::new());
                }
            }
        }
        Ok(envs)
    }

    /// The sentences that void a clause or let it be revoked or what it is a part of.
    pub fn voids(&self, clause: usize) -> Vec<&Fact<'a>> {
        let mut chain = Vec::new();
        let mut at = Some(clause);
        while let Some(c) = at {
            chain.push(self.draft.clauses[c].label.as_str());
            at = self.draft.clauses[c].parent;
        }
        let names = |l: &List| {
            let one = |i: &Item| match &i.base {
                Base::Clause(Some(d), l) if *d != self.draft.id => {
                    chain.contains(&format!("{l} of {d}").as_str())
                }
                Base::Clause(_, l) => chain.contains(&l.as_str()),
                _ => false,
            };
            l.items.iter().any(|i| match &i.base {
                Base::Group(l) => l.items.iter().any(one),
                _ => one(i),
            })
        };
        let void = self.v().state("void");
        let by_all = |l: &List| {
            let named = |n: &NodeId| {
                (l.items.iter()).any(|i| matches!(&i.base, Base::Thing(t) if t.node == *n))
            };
            !self.draft.parties.is_empty() && self.draft.parties.iter().all(named)
        };
        let is = |f: &&Fact| match &f.sentence.predicate {
            Predicate::State { negated, state, .. } => {
                !negated && Some(*state) == void && names(&f.sentence.subject)
            }
            Predicate::Act {
                action: Some(action),
                modal: Some(Modal::May),
                object: Some(object),
                jointly,
                ..
            } => {
                self.v().action(*action).verb == "revoke"
                    && !(*jointly && by_all(&f.sentence.subject))
                    && names(object)
            }
            Predicate::Act { .. } => false,
        };
        self.facts
            .iter()
            .filter(is)
            .filter(|f| self.holds(f))
            .collect()
    }

    fn lasts(&self, m: Option<&str>, d: &Duration, fm: Option<&str>, fd: &Duration) -> Res<bool> {
        let (Some(p), Some(f)) = (d.number, fd.number) else {
            return Err("a length of time that is a hole".into());
        };
        if d.calendar != fd.calendar {
            return Err("days against months".into());
        }
        Ok(match (m, fm) {
            (Some("at least"), None | Some("at least" | "more than")) => f >= p,
            (Some("more than"), None | Some("at least")) => f > p,
            (Some("at most"), None | Some("at most" | "less than")) => f <= p,
            (Some("less than"), None | Some("at most")) => f < p,
            (None, None) => f == p,
            _ => return Err("lengths of time that overlap".into()),
        })
    }

    /// `if`, `while`, `unless` of a pattern against those of a fact.
    fn guard(
        &self,
        word: &str,
        c: &Condition,
        same: &[&&Phrase],
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        if same.is_empty() {
            let holds = match mode {
                Mode::Overlap => word != "unless",
                Mode::Cover => word != "unless",
                Mode::Entail => word == "while",
                Mode::Within => false,
            };
            return Ok(if holds { vec![env.clone()] } else { Vec::new() });
        }
        let [wanted] = &c.atoms[..] else {
            return Err("several conditions in a guard".into());
        };
        let mut out = Vec::new();
        for f in same {
            let PhraseKind::Guard(_, said) = &f.kind else {
                continue;
            };
            let [said] = &said.atoms[..] else {
                return Err("several conditions in a guard".into());
            };
            match (wanted, said) {
                (Atom::Moment(a), Atom::Moment(b)) => match (&a.kind, &b.kind) {
                    (MomentKind::Declared(a), MomentKind::Declared(b)) if a == b => {
                        out.push(env.clone())
                    }
                    _ => return Err("states of affairs that are not the same".into()),
                },
                (Atom::Sentence(a), Atom::Sentence(b)) => {
                    let fact = Fact {
                        clause: 0,
                        sentence: b,
                        under: &[],
                        proposed: Vec::new(),
                        others: false,
                        ways: None,
                        inner: true,
                        side: None,
                    };
                    let mode = if mode == Mode::Within {
                        Mode::Cover
                    } else {
                        mode
                    };
                    if !b.phrases.is_empty() || !a.phrases.is_empty() {
                        return Err("phrases inside a guard".into());
                    }
                    out.extend(self.one_fact(a, &fact, env, mode)?);
                }
                _ if mode == Mode::Overlap => return Err("conditions of different forms".into()),
                _ => {}
            }
        }
        if out.is_empty() && word == "while" {
            return Err("a fact that holds while something else does".into());
        }
        Ok(out)
    }
}

/// Does it wait for something that may not come?
fn waits(p: &Phrase) -> bool {
    fn sure(m: &Moment) -> bool {
        match &m.kind {
            MomentKind::Date(_)
            | MomentKind::Signature
            | MomentKind::Entry
            | MomentKind::Declared(_) => true,
            MomentKind::Extreme(_, of) => of.iter().all(sure),
            _ => false,
        }
    }
    match &p.kind {
        PhraseKind::Time(_, Bound::At(Relation::After | Relation::Upon, m)) => !sure(m),
        PhraseKind::Time(_, Bound::Offset(_, Counted::After, m)) => !sure(m),
        _ => false,
    }
}

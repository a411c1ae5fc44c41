//! Phrases: what a pattern asks of them, and those of a fact that weaken it and that the pattern does not mention.

use super::window::{Kept, ask_for_end, ends_window, window_of};
use super::{Ask, Engine, Hit, Mode, Source, Timed};
use crate::condition::{Condition, Owner, Question};
use crate::model;
use crate::model::*;
use crate::source::Span;

/// Phrases of a fact with the clause each stands in.
pub(super) type Held<'f> = [(&'f Phrase, usize)];

/// What makes something worth less than it says.
#[derive(Clone, Copy)]
pub(super) struct Weak {
    /// The phrase, or the sentence that may void it.
    pub at: Span,
    /// The clause it stands in.
    pub clause: usize,
    /// When it does: what waits for a deed that only one alternative owes is less without that.
    pub when: Condition,
}

impl Weak {
    pub(super) fn always((at, clause): (Span, usize)) -> Weak {
        Weak {
            at,
            clause,
            when: Condition::ALWAYS,
        }
    }

    fn of(at: Span, clause: usize, when: Condition) -> Option<Weak> {
        (!when.is_never()).then_some(Weak { at, clause, when })
    }
}

impl Engine<'_> {
    /// A hit after the phrases asked for were held against those of what was found: a sentence, or a clause as a kind.
    pub(super) fn phrases(
        &mut self,
        asked: &[Phrase],
        held: &Held,
        ask: Ask,
        hit: Hit,
        said: Source,
    ) -> Vec<Hit> {
        // What is kept up holds over a time: what is asked of that is asked together.
        let mut hit = hit;
        if asked.iter().any(|p| matches!(p.kind, PhraseKind::Time(..))) {
            // How long the text lasts is said elsewhere.
            let (draft, own) = (self.draft, self.clause_of(said));
            let elsewhere = |c: &usize| own.is_some_and(|own| !draft.around(own).any(|a| a == *c));
            hit.rests_on(held.iter().map(|(_, c)| *c).filter(elsewhere));
        }
        let kept = self.kept(said).filter(|_| !ask.ignore.times);
        let window = kept.map_or_else(Vec::new, |kept| window_of(asked, kept));
        if let Some(kept) = kept.filter(|_| !window.is_empty()) {
            let (when, why) = self.over_time(&window, (held, kept), ask, (&hit, said));
            let own = self.clause_of(said);
            hit.rests_on(why.into_iter().filter(|w| Some(*w) != own));
            hit.condition = self.and(hit.condition, when);
            if hit.condition.is_never() {
                return Vec::new();
            }
        }
        let mut ways = vec![hit];
        let apart = |p: &&Phrase| !window.iter().any(|w| std::ptr::eq(*w, *p));
        for p in asked.iter().filter(apart) {
            let mut next = Vec::new();
            for hit in ways {
                next.extend(self.phrase(p, held, ask, hit, said));
            }
            ways = next;
        }
        if ways.is_empty() {
            return ways;
        }
        let weak = self.weakening(asked, held, ask, said);
        for hit in &mut ways {
            for w in &weak {
                self.weaken(hit, *w, ask);
            }
        }
        ways.retain(|h| !h.condition.is_never());
        ways
    }

    /// What holds over a time, if it does.
    pub(super) fn kept(&self, said: Source) -> Option<Kept> {
        let f = match said {
            Source::Fact(f) => f,
            // Fields say how things stand as long as they do.
            Source::Clause(c) => return self.stands(c).then_some(Kept::Duty),
            Source::Tuple(_) | Source::Derived(..) => return None,
        };
        let fact = &self.facts.all[f as usize];
        if fact.holds_over_time() {
            Some(Kept::Rule)
        } else {
            (fact.kept_up(self.v) && !fact.event).then_some(Kept::Duty)
        }
    }

    /// Does a clause say how things stand, and what is kept up, and nothing that is done once?
    pub(super) fn stands(&self, clause: u32) -> bool {
        let facts = self.facts;
        let parts = facts.parts[clause as usize].iter();
        parts
            .flat_map(|p| &facts.by_clause[*p as usize])
            .map(|f| &facts.all[*f as usize])
            .all(|f| f.event || f.modal().is_none() || f.kept_up(self.v))
    }

    /// Counts a weakening phrase: in an excuse or a demand it opens the line, elsewhere it is told.
    pub(super) fn weaken(&mut self, hit: &mut Hit, weak: Weak, ask: Ask) {
        if self.and(hit.condition, weak.when).is_never() {
            return;
        }
        if ask.heeds_weakness() {
            let q = self
                .store
                .question(Question::Enough, weak.at, Owner::Interpreter);
            let not = self.store.not(weak.when);
            let enough = self.or(q, not);
            hit.condition = self.and(hit.condition, enough);
        }
        let told = (weak.at, weak.clause);
        if !hit.phrases.contains(&told) {
            hit.phrases.push(told);
        }
    }

    /// The phrases that make it worth less and that are not asked for, and what says of its clause that it is void.
    pub(super) fn weakening(
        &mut self,
        asked: &[Phrase],
        held: &Held,
        ask: Ask,
        said: Source,
    ) -> Vec<Weak> {
        if asked.iter().any(Phrase::is_whatever) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for (p, clause) in held {
            let when = self.weakens(p, asked, ask, said);
            out.extend(Weak::of(p.span, *clause, when));
        }
        let Some(clause) = self.clause_of(said) else {
            return out;
        };
        let (draft, facts) = (self.draft, self.facts);
        for c in draft.around(clause) {
            for (point, p) in facts.ordered.get(&c).into_iter().flatten() {
                if *point == Point::Expiry {
                    let ended = Condition::of(self.is_ended(p, asked, said));
                    out.extend(Weak::of(p.span, c, ended));
                    continue;
                }
                let held_back = matches!(p.kind, PhraseKind::Guard(..) | PhraseKind::Manner(..));
                let mut when = Condition::NEVER;
                if !ask.order {
                    when = self.waits_for_nobody(p, said);
                }
                if held_back {
                    let weak = self.weakens(p, asked, ask, said);
                    when = self.or(when, weak);
                }
                out.extend(Weak::of(p.span, c, when));
            }
        }
        // What says that something is void is no promise, and is not lost with it.
        let promise =
            |s| !matches!(s, Source::Fact(f) if facts.all[f as usize].sentence.is_state());
        let void = facts.voids.get(&clause).filter(|_| promise(said));
        for v in void.into_iter().flatten() {
            let f = &self.facts.all[*v as usize];
            if said != Source::Fact(*v) {
                out.extend(Weak::of(f.sentence.span, f.clause, Condition::ALWAYS));
            }
        }
        out
    }

    /// Does an order end what is asked for without end?
    fn is_ended(&self, p: &Phrase, asked: &[Phrase], said: Source) -> bool {
        let kept = self.kept(said);
        let compared = kept.is_some_and(|kept| ask_for_end(&window_of(asked, kept)));
        let length = asked.iter().any(Phrase::is_length);
        matches!(p.kind, PhraseKind::Time(..)) && kept.is_some() && !compared && !length
    }

    /// When it makes what is said worth less than what is asked.
    fn weakens(&mut self, p: &Phrase, asked: &[Phrase], ask: Ask, said: Source) -> Condition {
        if self.is_less(p, asked, ask, said) {
            return Condition::ALWAYS;
        }
        let same = |a: &Phrase| match (&a.kind, &p.kind) {
            (PhraseKind::Time(_, a), PhraseKind::Time(_, b)) => match (a.moment(), b.moment()) {
                (Some(a), Some(b)) => same_moment(a, b),
                _ => false,
            },
            _ => false,
        };
        if ask.order || asked.iter().any(same) {
            return Condition::NEVER;
        }
        self.waits_for_nobody(p, said)
    }

    /// Is what is said with it less than what is asked, whatever it waits for?
    fn is_less(&mut self, p: &Phrase, asked: &[Phrase], ask: Ask, said: Source) -> bool {
        let asks = |same: &dyn Fn(&PhraseKind) -> bool| asked.iter().any(|a| same(&a.kind));
        // A time that is asked for up to an end was held against that of what is kept up; what is asked without end is more than any that ends.
        let kept = self.kept(said);
        let compared = kept.is_some_and(|kept| ask_for_end(&window_of(asked, kept)));
        let asks_begin = |a: &PhraseKind| match a {
            PhraseKind::Time(Some(Pick::Completed), _) => false,
            PhraseKind::Time(_, bound) => bound.moment().is_some(),
            _ => false,
        };
        let asks_end = |a: &PhraseKind| matches!(a, PhraseKind::Time(Some(Pick::Completed), _));
        let ends = kept.is_some_and(|kept| ends_window(p, kept));
        if ends && !compared && asks(&asks_begin) && !asks(&asks_end) {
            return true;
        }
        match &p.kind {
            PhraseKind::Guard(Guard::Unless, c) => !self.excepted_by_line(c, ask),
            _ if !self.consent(p).is_empty()
                && asked.iter().any(|a| !self.consent(a).is_empty()) =>
            {
                let asked: Vec<&List> = asked.iter().flat_map(|a| self.consent(a)).collect();
                let said = self.consent(p);
                !self.all_asked(&said, &asked)
            }
            PhraseKind::Guard(word, c) => {
                let alike = asked.iter().filter_map(|a| match &a.kind {
                    PhraseKind::Guard(w, asked) if w == word => Some(asked),
                    _ => None,
                });
                !alike
                    .into_iter()
                    .any(|asked| self.is_asked_for(asked, c, ask))
            }
            PhraseKind::Manner(word, list) => {
                let alike = asked.iter().filter_map(|a| match &a.kind {
                    PhraseKind::Manner(w, l) if w == word => Some(l),
                    _ => None,
                });
                let alike: Vec<&List> = alike.collect();
                word.weakens() && !self.all_asked(&[list], &alike)
            }
            PhraseKind::Time(_, Bound::For(..)) => {
                !compared
                    && !asked.iter().any(Phrase::is_length)
                    && !self.says_how_often(asked, said)
            }
            PhraseKind::Time(pick, bound) if bound.ends_what_lasts(*pick) || bound.is_until() => {
                // What is kept up ends with it; what is done is done by then. By when something allowed is done does not say how long it is allowed.
                let ends = bound.is_until()
                    || match said {
                        Source::Fact(f) => {
                            let fact = &self.facts.all[f as usize];
                            fact.kept_up(self.v)
                                && !(pick.is_some() && fact.modal() == Some(Modal::May))
                        }
                        Source::Clause(_) | Source::Tuple(_) | Source::Derived(..) => false,
                    };
                let answered = asks(&|a| match a {
                    PhraseKind::Time(_, b) if bound.is_until() => b.is_until(),
                    PhraseKind::Time(p, _) => pick.is_none() || *p == Some(Pick::Completed),
                    _ => false,
                });
                ends && !compared && !asked.iter().any(Phrase::is_length) && !answered
            }
            PhraseKind::Time(..) | PhraseKind::Precedence(..) | PhraseKind::Alone(_) => false,
        }
    }

    /// Is a length how often something is done, asked for as what that comes to: three every week for six weeks are eighteen?
    fn says_how_often(&self, asked: &[Phrase], said: Source) -> bool {
        let Source::Fact(f) = said else { return false };
        let again = |p: &Phrase| matches!(p.kind, PhraseKind::Time(_, Bound::Every(_)));
        let fact = &self.facts.all[f as usize];
        fact.phrases.iter().any(|(p, _)| again(p))
            && !fact.kept_up(self.v)
            && !asked.iter().any(again)
    }

    /// The line itself excepts what the fact excepts.
    fn excepted_by_line(&mut self, held: &model::Condition, ask: Ask) -> bool {
        let Some(line) = ask.exception else {
            return false;
        };
        self.guards_match(line, held, ask.by(Mode::Overlap), &super::Theta::default())
            .iter()
            .any(|(_, c)| c.is_always())
    }

    fn phrase(&mut self, p: &Phrase, held: &Held, ask: Ask, hit: Hit, said: Source) -> Vec<Hit> {
        match &p.kind {
            PhraseKind::Alone(word) => {
                let clause = self.clause_of(said);
                let ordered = clause
                    .into_iter()
                    .flat_map(|c| self.draft.around(c))
                    .filter_map(|c| self.facts.ordered.get(&c))
                    .flatten()
                    .map(|(_, p)| p);
                let held: Vec<(&Phrase, usize)> = held
                    .iter()
                    .copied()
                    .chain(ordered.map(|p| (*p, 0)))
                    .collect();
                if self.is_said_alone(*word, &held, ask) {
                    vec![hit]
                } else {
                    Vec::new()
                }
            }
            PhraseKind::Guard(word, c) => {
                // Consent that is given with other words is consent all the same.
                let mut ways = self.consented(p, held, ask, &hit);
                ways.extend(self.guard(*word, c, held, ask, hit));
                ways
            }
            PhraseKind::Manner(..) | PhraseKind::Precedence(..) => {
                let Some(list) = named(p) else {
                    return Vec::new();
                };
                let alike = held.iter().filter(|(h, _)| h.family() == p.family());
                let alike: Vec<&List> = alike.filter_map(|(h, _)| named(h)).collect();
                if matches!(p.kind, PhraseKind::Manner(Manner::VerifiedBy, _)) {
                    return self.verified(list, &alike, ask, &hit, said);
                }
                let mut ways = self.named_in(list, &alike, ask, &hit);
                ways.extend(self.consented(p, held, ask, &hit));
                ways
            }
            PhraseKind::Time(pick, bound) => {
                self.time_phrase(p, (*pick, bound), held, ask, hit, said)
            }
        }
    }

    /// `in phases`, `unconditionally`: is it so, by the phrases that are said?
    fn is_said_alone(&self, word: Alone, held: &Held, ask: Ask) -> bool {
        let any = |test: &dyn Fn(&Phrase) -> bool| held.iter().any(|(h, _)| test(h));
        match word {
            Alone::WhateverItsConditions => true,
            Alone::Unconditionally => {
                let bound = |h: &Phrase| {
                    let given = matches!(
                        h.kind,
                        PhraseKind::Guard(Guard::If, _)
                            | PhraseKind::Manner(Manner::InExchangeFor | Manner::WithConsentOf, _)
                    );
                    given || h.waits()
                };
                ask.ignore.times || !any(&bound)
            }
            Alone::InPhases => any(&|h| matches!(h.kind, PhraseKind::Alone(w) if w == word)),
        }
    }

    /// The hit, with what it binds now and under one more condition.
    pub(super) fn on(&mut self, hit: &Hit, theta: super::Theta, when: Condition) -> Hit {
        Hit {
            theta,
            condition: self.and(hit.condition, when),
            ..hit.clone()
        }
    }

    fn time_phrase(
        &mut self,
        p: &Phrase,
        (pick, bound): (Option<Pick>, &Bound),
        held: &Held,
        ask: Ask,
        mut hit: Hit,
        said: Source,
    ) -> Vec<Hit> {
        let t = Timed {
            pick,
            bound,
            at: p.span,
            held,
            hit: &hit,
            said: Some(said),
            ask,
        };
        let own = self.clause_of(said);
        let keeper = self.keeps(t).filter(|c| Some(*c) != own);
        let mut c = self.time(t);
        // What the words leave to the schedule, the schedule may decide.
        let any_date = bound
            .moment()
            .is_some_and(|m| matches!(m.kind, MomentKind::AnyDate(_)));
        let open = !c.is_always() && !c.is_never() || any_date && c.is_never() || ask.ignore.times;
        let planned = if open { self.planned(t, c) } else { None };
        if let Some((planned, why)) = planned {
            if !ask.ignore.times {
                c = planned;
            }
            hit.rests_on(why.into_iter().filter(|w| Some(*w) != own));
        }
        hit.condition = self.and(hit.condition, c);
        // A phrase of the clause around it keeps to the bound: that clause is evidence too.
        hit.sources
            .extend(keeper.map(|clause| Source::Clause(clause as u32)));
        if !c.is_always() && !c.is_never() {
            for s in self.event_sources(bound, ask).iter() {
                if !hit.sources.contains(s) {
                    hit.sources.push(*s);
                }
            }
        }
        possible(hit)
    }

    /// Time phrases of a pattern on something that has no phrases of its own: an effect.
    pub(super) fn order_phrases(&mut self, asked: &[Phrase], ask: Ask, mut hit: Hit) -> Vec<Hit> {
        for p in asked {
            if let PhraseKind::Time(pick, bound) = &p.kind {
                let c = self.time(Timed {
                    pick: *pick,
                    bound,
                    at: p.span,
                    held: &[],
                    hit: &hit,
                    said: hit.sources.first().copied(),
                    ask,
                });
                hit.condition = self.and(hit.condition, c);
            }
        }
        possible(hit)
    }

    /// `completion of (Norland withdraws forces) before it`: time phrases on a moment of what was found. What is said of it decides nothing else than of
    /// the deed; the schedule may.
    pub(super) fn order_of(
        &mut self,
        point: Point,
        asked: &[Phrase],
        ask: Ask,
        mut hit: Hit,
    ) -> Vec<Hit> {
        let pick = point.pick();
        if pick.is_none() {
            return self.order_phrases(asked, ask, hit);
        }
        for p in asked {
            let PhraseKind::Time(_, bound) = &p.kind else {
                continue;
            };
            let t = Timed {
                pick,
                bound,
                at: p.span,
                held: &[],
                hit: &hit,
                said: hit.sources.first().copied(),
                ask,
            };
            let mut c = self.time(t);
            if !c.is_always()
                && !c.is_never()
                && let Some((planned, clauses)) = self.planned(t, c)
            {
                c = planned;
                hit.rests_on(clauses.into_iter());
            }
            hit.condition = self.and(hit.condition, c);
        }
        possible(hit)
    }

    /// The clause a source stands in.
    pub(crate) fn clause_of(&self, s: Source) -> Option<usize> {
        match s {
            Source::Fact(f) => Some(self.facts.all[f as usize].clause),
            Source::Clause(c) => Some(c as usize),
            Source::Tuple(_) | Source::Derived(..) => None,
        }
    }
}

/// Those a manner or a rank names.
fn named(p: &Phrase) -> Option<&List> {
    match &p.kind {
        PhraseKind::Manner(_, list) | PhraseKind::Precedence(_, list) => Some(list),
        PhraseKind::Time(..) | PhraseKind::Guard(..) | PhraseKind::Alone(_) => None,
    }
}

/// A hit that can hold at all.
fn possible(hit: Hit) -> Vec<Hit> {
    if hit.condition.is_never() {
        Vec::new()
    } else {
        vec![hit]
    }
}

/// The same moment, or one that is asked for without saying by whom: what waits for a verification by somebody waits for a verification.
pub(super) fn reached(have: &Moment, asked: &Moment) -> bool {
    match (&have.kind, &asked.kind) {
        (MomentKind::Point(p, of, Some(_)), MomentKind::Point(.., None)) => {
            let without = Moment {
                kind: MomentKind::Point(*p, of.clone(), None),
                span: have.span,
            };
            same_moment(&without, asked)
        }
        _ => same_moment(have, asked),
    }
}

pub(super) fn same_moment(a: &Moment, b: &Moment) -> bool {
    match (&a.kind, &b.kind) {
        // What is meant by these is another moment each time.
        (MomentKind::It | MomentKind::Hole(_) | MomentKind::AnyDate(_), _) => false,
        (MomentKind::Point(_, of, _), _) if matches!(**of, PointOf::It) => false,
        (MomentKind::Extreme(later, x), MomentKind::Extreme(latest, y)) => {
            let each =
                |x: &[Moment], y: &[Moment]| x.iter().all(|m| y.iter().any(|n| same_moment(m, n)));
            later == latest && each(x, y) && each(y, x)
        }
        _ => a == b,
    }
}

//! What a schedule knows of the order of promised steps. The schedule itself is worked out later in the pipeline; here is what matching asks of it.

use super::order::keeps;
use super::{Engine, Hit, Mode, Source, Theta};
use crate::condition::Condition;
use crate::model::*;
use std::rc::Rc;

/// An event that more promises perform than this is not held against the schedule: each step would be compared with each of them.
pub const MOST_PERFORMING: usize = 64;

/// An end of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It begins.
    Start,
    /// It is complete, or ceases to bind.
    Finish,
}

/// What holds of the order of two moments on every schedule that keeps all deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The first is before the second.
    Before,
    /// The first is never before the second.
    Never,
    /// It depends on the schedule.
    Open,
}

/// A schedule of the sentences of a draft, by their numbers.
pub trait Plan {
    /// Does the sentence have a place in it? And is it kept up, not completed?
    fn standing(&self, fact: u32) -> Option<bool>;
    /// The order of two moments, and the clauses that fix it.
    fn order(&self, first: (u32, End), second: (u32, End)) -> (Known, Vec<usize>);
    /// Not before and not after, in minutes, with the clauses that say so; the second is strict if the flag is set.
    fn window(&self, fact: u32, end: End) -> (Option<i64>, Option<(i64, bool)>, Vec<usize>);
}

impl Engine<'_> {
    /// What the schedule decides of a time phrase, with the clauses that decide it. Nothing: it does not decide it.
    pub(super) fn planned(&mut self, pick: Option<&str>, bound: &Bound, held: &super::phrases::Held, hit: &Hit, mode: Mode) -> Option<(Condition, Vec<usize>)> {
        let plan = self.plan?;
        let Some(Source::Fact(f)) = hit.sources.first().copied() else { return None };
        let standing = plan.standing(f)?;
        if keeps(held, pick, bound).is_some() {
            return None;
        }
        let (Bound::Relative(word, m) | Bound::Fixed(word, m)) = bound else { return None };
        if !matches!(word.as_str(), "by" | "before" | "after") {
            return None;
        }
        let end = match pick {
            Some("beginning") => End::Start,
            Some("completed") => End::Finish,
            _ if standing || word == "after" => End::Start,
            _ => End::Finish,
        };
        match &m.kind {
            MomentKind::Date(d) => {
                let (first, last) = d.minutes();
                let (early, late, why) = plan.window(f, end);
                let (sure, never) = match word.as_str() {
                    "by" => (late.is_some_and(|(l, _)| l <= last), early.is_some_and(|e| e > last)),
                    "before" => (late.is_some_and(|(l, strict)| l < first || l == first && strict), early.is_some_and(|e| e >= first)),
                    _ => (early.is_some_and(|e| e >= last), late.is_some_and(|(l, _)| l <= first)),
                };
                match (sure, never) {
                    (true, _) => Some((Condition::ALWAYS, why)),
                    (_, true) => Some((Condition::NEVER, why)),
                    _ => None,
                }
            }
            MomentKind::Point(point, of, None) => {
                let PointOf::Event(s) = &**of else { return None };
                self.against_event(f, end, word, point, s, mode)
            }
            _ => None,
        }
    }

    /// One step against all promises an event performs.
    fn against_event(&mut self, f: u32, end: End, word: &str, point: &str, s: &Sentence, mode: Mode) -> Option<(Condition, Vec<usize>)> {
        let plan = self.plan?;
        let others = self.performed(s)?;
        let mut all = true;
        let mut none = true;
        let mut any = false;
        let mut found = false;
        let mut clauses: Vec<usize> = Vec::new();
        for (g, surely) in others.iter().copied().filter(|(g, _)| *g != f) {
            // What may be part of the text or not, and what only may be meant, decides nothing.
            if !surely {
                return None;
            }
            found = true;
            let there = match (point, plan.standing(g)?) {
                ("start", _) => End::Start,
                ("completion", false) | ("expiry", true) => End::Finish,
                _ => return None,
            };
            let (known, why) = if word == "after" { plan.order((g, there), (f, end)) } else { plan.order((f, end), (g, there)) };
            all &= known == Known::Before;
            any |= known == Known::Before;
            none &= known == Known::Never;
            if known == Known::Open && mode != Mode::Overlap {
                return None;
            }
            if known != Known::Open {
                clauses.extend(why.into_iter().filter(|c| !clauses.contains(c)).collect::<Vec<_>>());
            }
        }
        // A ban is crossed by one certain pair; a demand is met if every such event comes after.
        match mode {
            _ if !found => None,
            Mode::Overlap if any => Some((Condition::ALWAYS, clauses)),
            Mode::Overlap if none => Some((Condition::NEVER, clauses)),
            Mode::Overlap => None,
            _ if all => Some((Condition::ALWAYS, clauses)),
            _ if none => Some((Condition::NEVER, clauses)),
            _ => None,
        }
    }

    /// The promises that perform an event, each with whether it surely does. Nothing: something else than a promise brings it about, or too many do.
    fn performed(&mut self, s: &Sentence) -> Option<Rc<[(u32, bool)]>> {
        let plan = self.plan?;
        let key = (s.span, self.denied);
        if !self.performed.contains_key(&key) {
            // Who performs the event does not hang on what is left out of the demand around it.
            let ignore = std::mem::take(&mut self.ignore);
            let apart = std::mem::take(&mut self.apart);
            let hits = self.sentence(s, Mode::Overlap, &Theta::default());
            (self.ignore, self.apart) = (ignore, apart);
            let performed: Option<Vec<_>> = hits
                .iter()
                .map(|h| match h.sources.first() {
                    Some(Source::Fact(g)) => Some((*g, h.condition.is_always() && plan.standing(*g).is_some())),
                    _ => None,
                })
                .filter(|p| p.is_none_or(|(g, _)| !self.facts.all[g as usize].event))
                .collect();
            self.performed.insert(key, performed.map(Rc::from));
        }
        let performed = self.performed.get(&key).cloned().flatten()?;
        if performed.len() > MOST_PERFORMING {
            self.crowded = true;
            return None;
        }
        Some(performed)
    }
}

//! What of a draft stands in the text as chosen: which choices matter for its schedule, and which steps others may wait for.

use super::build::Builder;
use crate::condition::Condition as Holds;
use crate::matching::Engine;
use crate::model::choices::alternative;
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashSet;

impl Builder<'_, '_> {
    /// Is this limit part of the text as the chosen readings have it? What depends on a choice nobody has made counts for nothing, and is told.
    pub(super) fn holds(&mut self, under: &[Under]) -> bool {
        let mut here = true;
        for u in under {
            let Some((choice, value)) = self.choice_of(u) else {
                return false;
            };
            if self.unlimited.contains(&choice) {
                return false;
            }
            match self.chosen.iter().find(|(c, _)| *c == choice) {
                Some((_, taken)) => here &= Some(*taken) == value,
                None => {
                    note(&mut self.schedule.unchosen, choice);
                    note(&mut self.schedule.timed, choice);
                    here = false;
                }
            }
        }
        here
    }

    /// Does a sentence stand under a choice whose limits are left out?
    pub(super) fn unlimited(&self, clause: usize, sentence: Span) -> bool {
        if self.unlimited.is_empty() {
            return false;
        }
        let clause = &self.engine.draft.clauses[clause];
        let under = clause
            .sentences
            .iter()
            .filter(|(s, _)| s.span == sentence)
            .flat_map(|(_, under)| under);
        clause.under.iter().chain(under).any(|u| self.left_out(u))
    }

    /// Does a phrase alone in a clause stand under such a choice?
    pub(super) fn unlimited_phrase(&self, clause: usize, phrase: &Phrase) -> bool {
        let own = &self.engine.draft.clauses[clause].phrases;
        !self.unlimited.is_empty()
            && (own.iter().filter(|(p, _)| std::ptr::eq(p, phrase)))
                .any(|(_, under)| under.iter().any(|u| self.left_out(u)))
    }

    fn left_out(&self, u: &Under) -> bool {
        (self.choice_of(u)).is_some_and(|(choice, _)| self.unlimited.contains(&choice))
    }

    /// The choice that an alternative belongs to, and which value of it that is.
    fn choice_of(&self, u: &Under) -> Option<(usize, Option<usize>)> {
        let draft = self.engine.draft;
        let ambiguity = u.ambiguity.as_deref();
        let (at, value) = alternative(&draft.ambiguities, ambiguity, u.span, &u.labels, u.index);
        let choice = draft.choices.iter().position(|c| c.span == at)?;
        Some((choice, value))
    }

    /// A condition, with what is chosen taken for granted.
    pub(super) fn given(&mut self, c: Holds) -> Holds {
        self.chosen.iter().fold(c, |c, (choice, value)| {
            self.engine.store.restrict(c, *choice as u32, *value)
        })
    }

    /// The choices of the draft that a condition hangs on.
    pub(super) fn choices_of(&self, c: Holds) -> Vec<usize> {
        let choices = self.engine.draft.choices.len();
        self.engine
            .store
            .support(c)
            .into_iter()
            .map(|v| v as usize)
            .filter(|v| *v < choices)
            .collect()
    }
}

/// Something is put down once.
pub(super) fn note(all: &mut Vec<usize>, one: usize) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// The clauses that moments of the draft name, with their parts.
pub(super) fn awaited(e: &Engine) -> FxHashSet<usize> {
    let draft = e.draft;
    let orders: Vec<&Order> = draft
        .clauses
        .iter()
        .flat_map(|c| c.orders.iter().map(|(o, _)| o))
        .chain(draft.all_orders().map(|(_, o, _)| o))
        .collect();
    let mut moments: Vec<&Moment> = orders.iter().map(|o| &o.moment).collect();
    let mut named: Vec<usize> = Vec::new();
    let phrases = e.facts.all.iter().flat_map(|f| &f.phrases).map(|(p, _)| *p);
    for p in phrases.chain(orders.iter().flat_map(|o| &o.phrases)) {
        match &p.kind {
            PhraseKind::Time(_, bound) => moments.extend(bound.moment()),
            PhraseKind::Manner(Manner::InParallelWith, list) => {
                named.extend(list.items.iter().flat_map(|i| e.facts.labels.named(i)));
            }
            _ => {}
        }
    }
    while let Some(m) = moments.pop() {
        match &m.kind {
            MomentKind::Extreme(_, of) => moments.extend(of),
            MomentKind::Shifted(_, of) => moments.push(of),
            MomentKind::Point(_, of, _) => {
                if let PointOf::Item(i) = &**of {
                    named.extend(e.facts.labels.named(i));
                }
            }
            _ => {}
        }
    }
    named
        .into_iter()
        .flat_map(|c| e.facts.parts[c].iter().map(|p| *p as usize))
        .collect()
}

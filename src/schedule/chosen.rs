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
        let draft = self.engine.draft;
        let mut here = true;
        for u in under {
            let (at, value) = alternative(
                &draft.ambiguities,
                u.ambiguity.as_deref(),
                u.span,
                &u.labels,
                u.index,
            );
            let Some(choice) = draft.choices.iter().position(|c| c.span == at) else {
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
        let draft = self.engine.draft;
        let clause = &draft.clauses[clause];
        let under = clause
            .sentences
            .iter()
            .filter(|(s, _)| s.span == sentence)
            .flat_map(|(_, under)| under);
        clause.under.iter().chain(under).any(|u| {
            let (at, _) = alternative(
                &draft.ambiguities,
                u.ambiguity.as_deref(),
                u.span,
                &u.labels,
                u.index,
            );
            self.unlimited.iter().any(|c| draft.choices[*c].span == at)
        })
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
    let mut out = FxHashSet::default();
    let phrases = e.facts.all.iter().flat_map(|f| {
        f.phrases
            .iter()
            .map(|(p, at)| (*p, draft.clauses[*at].text.as_deref()))
    });
    let orders = draft
        .clauses
        .iter()
        .flat_map(|c| c.orders.iter().map(|(o, _)| (o, c.text.as_deref())));
    let orders: Vec<_> = orders
        .chain(
            draft
                .all_orders()
                .map(|(text, o, _)| (o, text.map(|t| t.as_str()))),
        )
        .collect();
    let of_orders = orders
        .iter()
        .flat_map(|(o, text)| o.phrases.iter().map(move |p| (p, *text)));
    let mut moments: Vec<(&Moment, Option<&str>)> =
        orders.iter().map(|(o, text)| (&o.moment, *text)).collect();
    for (p, text) in phrases.chain(of_orders) {
        if let PhraseKind::Time(_, bound) = &p.kind
            && let Some(m) = bound.moment()
        {
            moments.push((m, text));
        }
    }
    let named = |i: &Item, text: Option<&str>| match &i.base {
        Base::Clause(of, label) => e
            .facts
            .position(draft, of.as_deref().or(text), label)
            .into_iter()
            .flat_map(|c| e.facts.parts[c].iter().map(|p| *p as usize))
            .collect(),
        _ => Vec::new(),
    };
    for (p, at) in e.facts.all.iter().flat_map(|f| &f.phrases) {
        if let PhraseKind::Manner(w, list) = &p.kind
            && *w == Manner::InParallelWith
        {
            out.extend(
                list.items
                    .iter()
                    .flat_map(|i| named(i, draft.clauses[*at].text.as_deref())),
            );
        }
    }
    while let Some((m, text)) = moments.pop() {
        match &m.kind {
            MomentKind::Extreme(_, of) => moments.extend(of.iter().map(|m| (m, text))),
            MomentKind::Point(_, of, _) => {
                if let PointOf::Item(i) = &**of {
                    out.extend(named(i, text));
                }
            }
            _ => {}
        }
    }
    out
}

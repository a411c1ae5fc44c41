//! Orders of moments that no sentence has for its own: `completion of clause 2 before start of (…)`, `signature by …`. Whose moment it is and which end of it, and what
//! the schedule says of it.

use super::plan::{End, EndOf, Step, add};
use super::{Ask, Engine, Hit, Source, Theta, Timed};
use crate::condition::Condition;
use crate::model::*;

impl Engine<'_> {
    /// `completion of clause 2 before start of (…)`: when a moment that no sentence has for its own keeps to an order, and by which clauses. What the
    /// schedule leaves open, is.
    pub(crate) fn order_of_moment(&mut self, o: &Order, ask: Ask) -> (Condition, Vec<usize>) {
        if ask.ignore.times {
            return (Condition::ALWAYS, Vec::new());
        }
        let open = self.open_order(o.span, "whether this order is kept");
        let Some((step, clause)) = self.step_of_moment(o, ask) else {
            let clause = self.point_of_clause(&o.moment).map(|(_, c)| c);
            return (open, clause.into_iter().collect());
        };
        let said = clause.map(|c| Source::Clause(c as u32));
        let hit = Hit {
            sources: said.into_iter().collect(),
            ..Hit::new(Theta::default())
        };
        let mut all = clause.map_or(Condition::ALWAYS, |c| self.facts.clause_condition[c]);
        let mut clauses: Vec<usize> = clause.into_iter().collect();
        for p in &o.phrases {
            // The head of the draft says it in the same words.
            if clause.is_none() && self.is_ordered(&o.moment, p) {
                continue;
            }
            if let PhraseKind::Time(_, bound) = &p.kind {
                let t = Timed {
                    pick: None,
                    bound,
                    at: p.span,
                    held: &[],
                    hit: &hit,
                    said,
                    ask,
                };
                let planned = self.planned_step(step, t, open);
                let (kept, why) = planned.unwrap_or((open, Vec::new()));
                all = self.store.and(all, kept);
                add(&mut clauses, why);
            }
        }
        (all, clauses)
    }

    /// Whose moment an order speaks of and which end of it, with the clause that has it.
    fn step_of_moment(&mut self, o: &Order, ask: Ask) -> Option<(EndOf, Option<usize>)> {
        match (&o.moment.kind, self.point_of_clause(&o.moment)) {
            (MomentKind::Signature, _) => Some(((Step::Signature, None), None)),
            (MomentKind::Entry, _) => Some(((Step::Entry, None), None)),
            (_, Some((Point::EntryIntoForce, c))) => {
                let own = self.facts.enters_with(self.draft, c);
                let step = own.map_or(Step::Entry, |c| Step::EntryOf(c as u32));
                Some(((step, None), Some(c)))
            }
            (_, Some((point, c))) if point == Point::Expiry || self.is_sure(c) => {
                Some(((Step::Clause(c as u32), Some(End::of(point)?)), Some(c)))
            }
            // Where a clause says nothing else, what verifies the deed verifies the clause.
            (MomentKind::Point(Point::Verification, of, None), None) => {
                let PointOf::Event(s) = &**of else {
                    return None;
                };
                let performed = self.performed(s, ask)?;
                let [one] = performed[..] else { return None };
                let Step::Fact(f) = one.step else { return None };
                let c = self.facts.all[f as usize].clause;
                let alone =
                    one.when.is_always() && !one.share && self.facts.by_clause[c].len() == 1;
                alone.then_some(((Step::Clause(c as u32), Some(End::Verified)), Some(c)))
            }
            _ => None,
        }
    }

    /// Does all that a clause says hold whatever happens? What may never be done dates itself, and nothing else.
    fn is_sure(&self, c: usize) -> bool {
        let facts = self.facts;
        let inside = facts.parts[c]
            .iter()
            .flat_map(|p| &facts.by_clause[*p as usize]);
        inside
            .map(|f| &facts.all[*f as usize])
            .all(|f| f.event || f.is_part_of_the_deal())
    }

    /// Is it said of the signature or the entry into force of the draft, in these words?
    fn is_ordered(&self, moment: &Moment, phrase: &Phrase) -> bool {
        let mut orders = self.draft.all_orders();
        orders.any(|(text, o, under)| {
            text.is_none()
                && under.is_empty()
                && o.moment.is_same_of_text(moment)
                && o.phrases.contains(phrase)
        })
    }

    /// The clause whose own moment an order speaks of, or that of the deed in it.
    pub(crate) fn clause_of_order(&mut self, o: &Order, ask: Ask) -> Option<usize> {
        let own = self.point_of_clause(&o.moment).map(|(_, c)| c);
        own.or_else(|| self.step_of_moment(o, ask)?.1)
    }

    /// The clause of which it is a moment, and which.
    pub(super) fn point_of_clause(&self, m: &Moment) -> Option<(Point, usize)> {
        let MomentKind::Point(point, of, None) = &m.kind else {
            return None;
        };
        match &**of {
            PointOf::Item(Item {
                base: Base::Clause(text, label),
                ..
            }) => Some((*point, self.facts.position(text.as_deref(), label)?)),
            PointOf::Item(_) | PointOf::Event(_) | PointOf::It => None,
        }
    }
}

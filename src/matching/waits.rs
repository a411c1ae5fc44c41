//! What a promise waits for that nobody owes: an agreement, or a deed no clause promises. Until it comes, if it comes, the promise is none.

use super::{Ask, Engine, Mode, Source, Theta};
use crate::fact::Fact;
use crate::model::{
    Base, Bound, Counted, Manner, Moment, MomentKind, Phrase, PhraseKind, Point, PointOf,
    Predicate, Sentence,
};

/// The moment that has to come before what the phrase is said of, or with it.
fn awaited(p: &Phrase) -> Option<&Moment> {
    match &p.kind {
        PhraseKind::Time(_, Bound::At(relation, m)) if relation.is_earliest() => Some(m),
        PhraseKind::Time(_, Bound::Within(_, counted, m) | Bound::Offset(_, counted, m)) => {
            (*counted != Counted::Before).then_some(m)
        }
        PhraseKind::Time(_, Bound::AtOnce(m)) => Some(m),
        _ => None,
    }
}

/// Of the later of several moments all are awaited; of the earlier, one is enough.
fn each<'m>(m: &'m Moment, out: &mut Vec<&'m Moment>) {
    match &m.kind {
        MomentKind::Extreme(true, all) => all.iter().for_each(|m| each(m, out)),
        _ => out.push(m),
    }
}

/// The deed of which it is a point.
fn deed(m: &Moment) -> Option<&Sentence> {
    match &m.kind {
        MomentKind::Point(Point::Start | Point::Completion | Point::Verification, of, _) => {
            match &**of {
                PointOf::Event(s) => Some(s),
                PointOf::It | PointOf::Item(_) => None,
            }
        }
        _ => None,
    }
}

impl Engine<'_> {
    /// A deed the phrase waits for, and no clause promises.
    pub(crate) fn waits_for_unpromised<'p>(&mut self, p: &'p Phrase) -> Option<&'p Sentence> {
        let mut all = Vec::new();
        each(awaited(p)?, &mut all);
        all.into_iter()
            .filter_map(deed)
            .find(|s| !self.is_promised(s))
    }

    /// Is the verification of something awaited, and nobody named who verifies it, there or anywhere?
    fn is_verified_by_nobody(&self, m: &Moment) -> bool {
        let MomentKind::Point(Point::Verification, of, None) = &m.kind else {
            return false;
        };
        let verifies = |p: &Phrase| {
            matches!(&p.kind, PhraseKind::Manner(Manner::VerifiedBy, by)
                if by.items.iter().any(|i| !matches!(i.base, Base::Hole(_))))
        };
        let facts = self.facts;
        let said = match &**of {
            PointOf::Item(i) => facts.labels.named(i).into_iter().any(|clause| {
                let inside = facts.parts[clause]
                    .iter()
                    .flat_map(|p| &facts.by_clause[*p as usize]);
                inside
                    .map(|f| &facts.all[*f as usize])
                    .any(|f| f.phrases.iter().any(|(p, _)| verifies(p)))
            }),
            PointOf::Event(_) | PointOf::It => facts
                .all
                .iter()
                .any(|f| f.phrases.iter().any(|(p, _)| verifies(p))),
        };
        // Somebody who looks into things may look into this one: the lint on duties nobody watches says if nobody is named.
        let watches = |f: &Fact| match &f.sentence.predicate {
            Predicate::Act {
                modal: Some(_),
                action: Some(a),
                ..
            } => self.v.is_usual("access", &self.v.action(*a).verb),
            _ => false,
        };
        !said && !facts.all.iter().any(watches)
    }

    /// Does it wait for what nobody owes, and what no day is given for?
    pub(super) fn waits_for_nobody(&mut self, p: &Phrase, said: Source) -> bool {
        let Some(m) = awaited(p) else { return false };
        let key = (p.span, p.clone());
        if let Some(known) = self.events.unowed.get(&key) {
            return *known;
        }
        let mut all = Vec::new();
        each(m, &mut all);
        let clause = self.clause_of(said);
        let text = clause.and_then(|c| self.draft.clauses[c].text.as_ref());
        let agreement = |m: &&Moment| {
            matches!(m.kind, MomentKind::Declared(_)) && self.draft.day_of(m, text).is_none()
        };
        let nobody_owes = |m: &&Moment| self.is_owed_by_nobody(m, &mut Vec::new());
        let unowed = all.iter().any(agreement)
            || all.iter().any(nobody_owes)
            || all.iter().any(|m| self.is_verified_by_nobody(m))
            || self.waits_for_unpromised(p).is_some();
        self.events.unowed.insert(key, unowed);
        unowed
    }

    /// A point of a clause in which nothing is promised for certain, directly or for what that waits for itself; a breach, or something that may come.
    fn is_owed_by_nobody(&self, m: &Moment, seen: &mut Vec<usize>) -> bool {
        let MomentKind::Point(point, of, _) = &m.kind else {
            return false;
        };
        if matches!(point, Point::Breach | Point::Occurrence) {
            return true;
        }
        let PointOf::Item(i) = &**of else {
            return false;
        };
        if !matches!(
            point,
            Point::Start | Point::Completion | Point::Verification
        ) {
            return false;
        }
        let facts = self.facts;
        facts.labels.named(i).into_iter().any(|clause| {
            if seen.contains(&clause) {
                return false;
            }
            seen.push(clause);
            let inside = facts.parts[clause]
                .iter()
                .flat_map(|p| &facts.by_clause[*p as usize]);
            let mut acts = inside
                .map(|f| &facts.all[*f as usize])
                .filter(|f| !f.event && f.modal().is_some())
                .peekable();
            // A clause of fields holds by itself.
            acts.peek().is_some()
                && acts.all(|f| {
                    let mut waited = Vec::new();
                    f.phrases
                        .iter()
                        .filter_map(|(p, _)| awaited(p))
                        .for_each(|m| each(m, &mut waited));
                    !f.is_certain() || waited.iter().any(|m| self.is_owed_by_nobody(m, seen))
                })
        })
    }

    /// Does a clause promise it, in whole or in part?
    fn is_promised(&mut self, s: &Sentence) -> bool {
        let hits = self.sentence(s, Ask::new(Mode::Overlap), &Theta::default());
        hits.iter().any(|h| match h.sources.first() {
            Some(Source::Fact(f)) => !self.facts.all[*f as usize].event,
            _ => true,
        })
    }
}

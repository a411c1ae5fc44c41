//! What a promise waits for that nobody owes: an agreement, or a deed no clause promises. Until it comes, if it comes, the promise is none.

use super::{Ask, Engine, Mode, Source, Theta};
use crate::condition::Condition;
use crate::fact::Fact;
use crate::model::{
    Base, Bound, Counted, Manner, Moment, MomentKind, Phrase, PhraseKind, Point, PointOf,
    Predicate, Sentence,
};
use rustc_hash::{FxHashMap, FxHashSet};

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
        // What comes so long after something waits for that.
        MomentKind::Shifted(shift, of) if !shift.back => each(of, out),
        _ => out.push(m),
    }
}

/// Every moment of which it is made.
fn every<'m>(m: &'m Moment, out: &mut Vec<&'m Moment>) {
    match &m.kind {
        MomentKind::Extreme(_, all) => all.iter().for_each(|m| every(m, out)),
        MomentKind::Shifted(_, of) => every(of, out),
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

/// What is found of who owes what on the way through deeds that wait for one another: by sentence, and whether it has to be completed.
#[derive(Default)]
struct Owing {
    known: FxHashMap<(u32, bool), Condition>,
    under_way: FxHashSet<(u32, bool)>,
    /// One waits for itself: what was found on the way holds for this question only.
    circular: bool,
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

    /// A clause whose end a phrase counts from although it has none of the kind: nothing in it is ever complete, or nothing in it expires.
    pub(crate) fn counts_from_no_end(&self, p: &Phrase) -> Option<(Point, usize)> {
        let PhraseKind::Time(_, bound) = &p.kind else {
            return None;
        };
        let mut all = Vec::new();
        every(bound.moment()?, &mut all);
        all.into_iter().find_map(|m| {
            let (point, c) = self.point_of_clause(m)?;
            let facts = self.facts;
            let inside = facts.parts[c].iter().map(|p| *p as usize);
            // Prose and fields are not looked into: they may say that something ends.
            let clauses = &self.draft.clauses;
            let unread = inside.clone().any(|p| !clauses[p].fields.is_empty());
            let mut said = inside
                .flat_map(|p| &facts.by_clause[p])
                .map(|f| &facts.all[*f as usize])
                .filter(|f| !f.event)
                .peekable();
            said.peek()?;
            let none = match point {
                Point::Completion => said.all(|f| f.kept_up(self.v)),
                Point::Expiry => said.all(|f| !f.kept_up(self.v)),
                _ => false,
            };
            (none && !unread).then_some((point, c))
        })
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

    /// When it waits for what nobody owes for certain, and what no day is given for.
    pub(super) fn waits_for_nobody(&mut self, p: &Phrase, said: Source) -> Condition {
        let Some(m) = awaited(p) else {
            return Condition::NEVER;
        };
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
        let open = all.iter().any(agreement) || all.iter().any(|m| self.is_verified_by_nobody(m));
        let unowed = if open {
            Condition::ALWAYS
        } else {
            let mut owing = Owing::default();
            let owed = self.all_owed(&all, &mut owing);
            if !owing.circular {
                self.events.owed.extend(owing.known);
            }
            self.store.not(owed)
        };
        self.events.unowed.insert(key, unowed);
        unowed
    }

    fn all_owed(&mut self, all: &[&Moment], owing: &mut Owing) -> Condition {
        let mut out = Condition::ALWAYS;
        for m in all {
            let owed = self.owed(m, owing);
            out = self.and(out, owed);
        }
        out
    }

    /// When somebody owes what brings a moment about. A breach, or something that may come, nobody owes.
    fn owed(&mut self, m: &Moment, owing: &mut Owing) -> Condition {
        let MomentKind::Point(point, of, _) = &m.kind else {
            return Condition::ALWAYS;
        };
        match point {
            Point::Breach | Point::Occurrence => return Condition::NEVER,
            Point::Start | Point::Completion | Point::Verification => {}
            _ => return Condition::ALWAYS,
        }
        let facts = self.facts;
        match &**of {
            PointOf::It => Condition::ALWAYS,
            PointOf::Event(s) => {
                let hits = self.sentence(s, Ask::new(Mode::Overlap), &Theta::default());
                let mut out = Condition::NEVER;
                for h in hits {
                    let owed = match h.sources.first() {
                        Some(Source::Fact(f)) => self.is_owed(*f, *point, owing),
                        _ => Condition::ALWAYS,
                    };
                    out = self.or(out, owed);
                }
                out
            }
            PointOf::Item(i) => {
                let mut out = Condition::ALWAYS;
                for clause in facts.labels.named(i) {
                    let inside = facts.parts[clause]
                        .iter()
                        .flat_map(|p| &facts.by_clause[*p as usize]);
                    let said = |f: &&u32| {
                        let f = &facts.all[**f as usize];
                        !f.event && f.modal().is_some()
                    };
                    let acts: Vec<u32> = inside.filter(said).copied().collect();
                    // A clause of fields holds by itself.
                    let mut owed = match acts[..] {
                        [] => facts.clause_condition[clause],
                        _ => Condition::NEVER,
                    };
                    for f in acts {
                        let by_it = self.is_owed(f, *point, owing);
                        owed = self.or(owed, by_it);
                    }
                    out = self.and(out, owed);
                }
                out
            }
        }
    }

    /// When it is owed for certain: nothing allows it only, voids it or bans it, and what it waits for is owed itself.
    fn is_owed(&mut self, f: u32, point: Point, owing: &mut Owing) -> Condition {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let completes = point == Point::Completion;
        let before = self.events.owed.get(&(f, completes));
        if let Some(known) = before.or_else(|| owing.known.get(&(f, completes))) {
            return *known;
        }
        if owing.under_way.contains(&(f, completes)) {
            // What waits for itself is told elsewhere.
            owing.circular = true;
            return fact.condition;
        }
        let void = |c: usize| facts.voids.contains_key(&c);
        let never = fact.event
            || !fact.is_certain()
            || void(fact.clause)
            || completes && self.has_no_completion(fact)
            || self.overruled_by(&fact.sentence, f).is_some();
        if never {
            return Condition::NEVER;
        }
        owing.under_way.insert((f, completes));
        let mut waited = Vec::new();
        fact.phrases
            .iter()
            .filter_map(|(p, _)| awaited(p))
            .for_each(|m| each(m, &mut waited));
        let owed = self.all_owed(&waited, owing);
        let owed = self.and(fact.condition, owed);
        owing.under_way.remove(&(f, completes));
        owing.known.insert((f, completes), owed);
        owed
    }

    /// A duty that is kept up without end: keeping it up is keeping the promise, and nothing completes it.
    fn has_no_completion(&self, fact: &Fact) -> bool {
        let ends = |(p, _): &(&Phrase, usize)| match &p.kind {
            PhraseKind::Time(pick, bound) => {
                p.is_length() || bound.is_until() || bound.ends_what_lasts(*pick)
            }
            _ => false,
        };
        fact.kept_up(self.v) && !fact.holds_over_time() && !fact.phrases.iter().any(ends)
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

//! The deed that is judged, and what comes before it.

use super::phrases::reached;
use super::{Ask, Engine, Hit, Mode, Source};
use crate::condition::Condition;
use crate::model::*;
use crate::source::Span;

/// When something begins, as far as it is known without a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At entry into force: fields, and what is done by signing.
    Entry,
    /// At entry into force or later: promises.
    Later,
}

impl<'e> Engine<'e> {
    /// Does what was matched come before the deed that is judged?
    pub(super) fn before_it(&mut self, hit: &Hit, ask: Ask, at: Span) -> Condition {
        if ask.ignore.times {
            return Condition::ALWAYS;
        }
        let own_entry = hit.sources.iter().any(|s| {
            self.clause_of(*s)
                .is_some_and(|c| self.facts.enters_with(self.draft, c).is_some())
        });
        if !ask.it.is_empty() && !own_entry && self.start(ask.it) == Start::Entry {
            // The deed begins with entry into force, and nothing promised is done before.
            return Condition::NEVER;
        }
        // The deed waits for exactly this.
        for s in &hit.sources {
            if let Source::Fact(f) = s {
                let facts = self.facts;
                let wanted = &facts.all[*f as usize].sentence;
                if self.deed_waits_for(ask, |e, m| e.is_point_of(m, wanted, ask)) {
                    return Condition::ALWAYS;
                }
            }
        }
        let span = hit
            .sources
            .iter()
            .find_map(|s| self.clause_of(*s))
            .map_or(at, |c| self.draft.clauses[c].head);
        self.open_order(span, "whether this comes before what is judged")
    }

    /// A declared moment before the deed.
    pub(super) fn moment_before_it(&mut self, m: &Moment, ask: Ask, at: Span) -> Condition {
        if ask.ignore.times {
            return Condition::ALWAYS;
        }
        if self.deed_waits_for(ask, |_, x| reached(x, m)) {
            return Condition::ALWAYS;
        }
        self.open_order(at, "whether this comes before what is judged")
    }

    /// Every deed that is judged waits for such a moment, by its own words.
    pub(super) fn deed_waits_for(
        &mut self,
        ask: Ask,
        test: impl Fn(&mut Self, &Moment) -> bool,
    ) -> bool {
        let facts = self.facts;
        let mut texts: Vec<&[(&Phrase, usize)]> = Vec::new();
        for s in self.base(ask.it) {
            match s {
                Source::Fact(f) => texts.push(&facts.all[f as usize].phrases),
                Source::Clause(c) => {
                    texts.extend(facts.phrases[c as usize].iter().map(|(p, _)| &p[..]))
                }
                Source::Tuple(_) | Source::Derived(..) => return false,
            }
        }
        !texts.is_empty()
            && texts
                .into_iter()
                .all(|said| waits(said).any(|m| test(self, m)))
    }

    pub(super) fn is_point_of(&mut self, m: &Moment, wanted: &Sentence, ask: Ask) -> bool {
        match &m.kind {
            MomentKind::Point(Point::Completion | Point::Start, of, ..) => match &**of {
                PointOf::Event(s) => {
                    let s = s.clone();
                    s.span == wanted.span
                        || self
                            .inside(
                                wanted,
                                &s,
                                ask.by(Mode::Cover).of(false),
                                &super::Theta::default(),
                            )
                            .iter()
                            .any(|(_, c)| c.is_always())
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// What one derivation of an effect rests on, the last first.
    fn proof(&self, tuple: u32, n: u32) -> impl Iterator<Item = Source> {
        let proof = self.tuples[tuple as usize].proofs.get(n as usize);
        let sources = proof.into_iter().flat_map(|p| &p.sources);
        sources.rev().copied().collect::<Vec<_>>().into_iter()
    }

    /// What effects rest on, down to sentences and clauses.
    pub(crate) fn base(&self, sources: &[Source]) -> Vec<Source> {
        let mut out = Vec::new();
        let mut todo: Vec<Source> = sources.iter().rev().copied().collect();
        let mut seen = Vec::new();
        while let Some(s) = todo.pop() {
            if seen.contains(&s) {
                continue;
            }
            seen.push(s);
            match s {
                Source::Tuple(t) => todo.extend(self.proof(t, 0)),
                Source::Derived(t, n) => todo.extend(self.proof(t, n)),
                other => out.push(other),
            }
        }
        out
    }

    /// When the last of several things begins.
    pub(super) fn start(&self, sources: &[Source]) -> Start {
        for s in self.base(sources) {
            match s {
                Source::Clause(c) => {
                    let timed = self.draft.clauses[c as usize]
                        .phrases
                        .iter()
                        .any(|(p, _)| matches!(p.kind, PhraseKind::Time(..)));
                    if timed || self.facts.enters_with(self.draft, c as usize).is_some() {
                        return Start::Later;
                    }
                }
                Source::Fact(f) => {
                    let fact = &self.facts.all[f as usize];
                    let timed = fact
                        .phrases
                        .iter()
                        .any(|(p, _)| matches!(p.kind, PhraseKind::Time(..)));
                    let now = matches!(fact.modal(), Some(Modal::Hereby))
                        || matches!(fact.sentence.predicate, Predicate::State { .. });
                    if timed || !now || self.facts.enters_with(self.draft, fact.clause).is_some() {
                        return Start::Later;
                    }
                }
                Source::Tuple(_) | Source::Derived(..) => {}
            }
        }
        Start::Entry
    }
}

/// The moments that the phrases of a deed wait for, each of those of which the last is waited for.
fn waits<'p>(said: &'p [(&Phrase, usize)]) -> impl Iterator<Item = &'p Moment> {
    said.iter().flat_map(|(p, _)| match &p.kind {
        PhraseKind::Time(
            _,
            Bound::At(Relation::After, m) | Bound::Offset(_, Counted::After, m),
        ) => match &m.kind {
            MomentKind::Extreme(true, of) => &of[..],
            MomentKind::Shifted(shift, of) if !shift.back => std::slice::from_ref(&**of),
            _ => std::slice::from_ref(m),
        },
        _ => &[],
    })
}

//! What a schedule knows of the order of promised steps. The schedule itself is worked out later in the pipeline; here is what matching asks of it.

use super::{Engine, Hit, Mode, Source, Theta};
use crate::condition::{Condition, Owner};
use crate::model::*;
use crate::vocabulary::{DayRange, NodeId};
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

/// Something that has moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A promised step.
    Fact(u32),
    /// A clause with its parts: it begins with the first and is complete with the last.
    Clause(u32),
}

/// What a moment is held against.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// A moment of a step.
    Of(Step, End),
    /// A date.
    Day(DayRange),
    /// Signature of the draft.
    Signature,
    /// Its entry into force.
    Entry,
}

/// What holds on every schedule that keeps all deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is so.
    Always,
    /// It is never so.
    Never,
    /// It depends on the schedule.
    Open,
}

/// A schedule of the sentences of a draft, by their numbers.
pub trait Plan {
    /// Does the step have a place in it? And is it kept up, not completed? Of a clause: is all of it?
    fn standing(&self, step: Step) -> Option<bool>;
    /// Does a moment keep to a phrase of which the moment is the mark, and by which clauses? `gated`: without anybody keeping a deadline.
    fn keeps(&self, of: (Step, End), bound: &Bound, mark: Mark, gated: bool)
    -> (Known, Vec<usize>);
    /// The clauses from which a latest date follows; nothing: none does.
    fn has_latest(&self, of: (Step, End)) -> Option<Vec<usize>>;
}

/// What the schedule knows in some of the texts a draft can become; nothing: it is not asked there.
pub type Timetable<'e> = (Condition, Option<&'e dyn Plan>);

/// What a schedule decides, with the clauses that decide it.
type Decided = (Condition, Vec<usize>);

impl Engine<'_> {
    /// What the schedule decides of a time phrase, with the clauses that decide it. Where it decides nothing, what the words say stands. Nothing: it decides
    /// nothing at all.
    pub(super) fn planned(
        &mut self,
        pick: Option<Pick>,
        bound: &Bound,
        held: &super::phrases::Held,
        hit: &Hit,
        words: Condition,
    ) -> Option<Decided> {
        if self.keeps(held, pick, bound, hit).is_some() {
            return None;
        }
        let mut found = false;
        let mut all = Condition::NEVER;
        let mut clauses: Vec<usize> = Vec::new();
        for (when, plan) in self.plans.clone() {
            let decided = plan.and_then(|plan| self.by_plan((when, plan), pick, bound, hit));
            found |= decided.is_some();
            let (c, why) = decided.unwrap_or((words, Vec::new()));
            clauses.extend(
                why.into_iter()
                    .filter(|c| !clauses.contains(c))
                    .collect::<Vec<_>>(),
            );
            let here = self.store.and(when, c);
            all = self.store.or(all, here);
        }
        found.then_some((all, clauses))
    }

    /// The same on one schedule.
    fn by_plan(
        &mut self,
        (when, plan): (Condition, &dyn Plan),
        pick: Option<Pick>,
        bound: &Bound,
        hit: &Hit,
    ) -> Option<Decided> {
        let step = match hit.sources.first().copied() {
            Some(Source::Fact(f)) => Step::Fact(f),
            Some(Source::Clause(c)) => Step::Clause(c),
            _ => return None,
        };
        let standing = plan.standing(step)?;
        let m = bound.moment()?;
        let end = if bound.begins(pick, standing) {
            End::Start
        } else {
            End::Finish
        };
        match &m.kind {
            MomentKind::Date(d) => self.held_against(plan, (step, end), bound, Mark::Day(*d)),
            MomentKind::Signature => self.held_against(plan, (step, end), bound, Mark::Signature),
            MomentKind::Entry => self.held_against(plan, (step, end), bound, Mark::Entry),
            // Due by some date: that it can be worked out is enough.
            MomentKind::AnyDate(_) if matches!(bound, Bound::At(relation, _) if relation.is_latest()) => {
                plan.has_latest((step, end))
                    .map(|why| (Condition::ALWAYS, why))
            }
            // What comes before a deed is done when it begins, and what comes after it begins when it is done.
            MomentKind::It => {
                let after = direction(bound) == Direction::After
                    || matches!(bound, Bound::Within(_, Counted::After, _));
                let deed = self.deed()?;
                self.against(
                    (when, plan),
                    (step, end),
                    bound,
                    if after {
                        Point::Completion
                    } else {
                        Point::Start
                    },
                    &deed,
                )
            }
            MomentKind::Point(point, of, None) => {
                let others = match &**of {
                    PointOf::Event(s) => self.performed(s)?,
                    PointOf::Item(Item {
                        base: Base::Clause(text, label),
                        ..
                    }) => {
                        let c = self.facts.position(text.as_deref(), label)?;
                        Rc::from([(
                            Step::Clause(c as u32),
                            self.facts.clause_condition[c],
                            false,
                        )])
                    }
                    PointOf::It => self.deed()?,
                    _ => return None,
                };
                self.against((when, plan), (step, end), bound, *point, &others)
            }
            _ => None,
        }
    }

    /// The promises that are the deed which is judged. Nothing: something else is.
    fn deed(&self) -> Option<Rc<[(Step, Condition, bool)]>> {
        let sources = self.base(&self.it.sources);
        let step = |s: &Source| match s {
            Source::Fact(f) => Some((Step::Fact(*f), self.facts.all[*f as usize].condition, false)),
            _ => None,
        };
        sources
            .iter()
            .map(step)
            .collect::<Option<Vec<_>>>()
            .filter(|all| !all.is_empty())
            .map(Rc::from)
    }

    /// What deadlines rule out is ruled out, gated or not; what they alone bring about is not gated.
    fn known(
        &mut self,
        plan: &dyn Plan,
        of: (Step, End),
        bound: &Bound,
        mark: Mark,
    ) -> (Known, Vec<usize>) {
        match plan.keeps(of, bound, mark, false) {
            (Known::Always, _) if self.gated => plan.keeps(of, bound, mark, true),
            known => known,
        }
    }

    /// The same against a share of a promise, which comes at some moment between its beginning and its completion.
    fn known_of_share(
        &mut self,
        plan: &dyn Plan,
        of: (Step, End),
        bound: &Bound,
        promise: Step,
    ) -> (Known, Vec<usize>) {
        let (first, why) = self.known(plan, of, bound, Mark::Of(promise, End::Start));
        let (last, more) = self.known(plan, of, bound, Mark::Of(promise, End::Finish));
        // Of two bounds, each may be missed at another end.
        let two = direction(bound) == Direction::Both
            || matches!(bound, Bound::Within(..)) && of.1 == End::Start;
        if first != last || two && first == Known::Never {
            return (Known::Open, Vec::new());
        }
        (first, why.into_iter().chain(more).collect())
    }

    fn held_against(
        &mut self,
        plan: &dyn Plan,
        of: (Step, End),
        bound: &Bound,
        mark: Mark,
    ) -> Option<Decided> {
        match self.known(plan, of, bound, mark) {
            (Known::Always, why) => Some((Condition::ALWAYS, why)),
            (Known::Never, why) => Some((Condition::NEVER, why)),
            _ => None,
        }
    }

    /// One step against all steps an event or a clause stands for.
    fn against(
        &mut self,
        (when, plan): (Condition, &dyn Plan),
        of: (Step, End),
        bound: &Bound,
        point: Point,
        others: &[(Step, Condition, bool)],
    ) -> Option<Decided> {
        let mut found: Vec<Known> = Vec::new();
        let mut clauses: Vec<usize> = Vec::new();
        let mut by_schedule = false;
        for (g, c, share) in others.iter().copied().filter(|(g, ..)| *g != of.0) {
            if self.store.and(when, c).is_never() {
                continue;
            }
            // What may be part of the text or not, and what only may be meant, decides nothing.
            let not = self.store.not(c);
            if !self.store.and(when, not).is_never() {
                return None;
            }
            let there = match (point, plan.standing(g)?) {
                (Point::Start, _) => End::Start,
                (Point::Completion, false) | (Point::Expiry, true) => End::Finish,
                _ => return None,
            };
            let mark = Mark::Of(g, there);
            let (known, why) = if share {
                self.known_of_share(plan, of, bound, g)
            } else {
                self.known(plan, of, bound, mark)
            };
            // That something is done in time holds by deadlines as a matter of course; of an order it is told.
            let told = !self.gated && !matches!(bound, Bound::Within(..));
            by_schedule |=
                told && known != Known::Open && plan.keeps(of, bound, mark, true).0 != known;
            found.push(known);
            if known != Known::Open {
                clauses.extend(
                    why.into_iter()
                        .filter(|c| !clauses.contains(c))
                        .collect::<Vec<_>>(),
                );
            }
        }
        self.by_schedule |= by_schedule;
        let all = |known| !found.is_empty() && found.iter().all(|k| *k == known);
        let any = |known| found.contains(&known);
        // What several promises bring about begins with the first of them and is complete with the last. A deed after the last is after all of them, one
        // before it before one of them; with the first it is the other way round.
        let (sure, never) = match (point, direction(bound)) {
            (Point::Start, Direction::After)
            | (Point::Completion | Point::Expiry, Direction::Before) => {
                (any(Known::Always), all(Known::Never))
            }
            (_, Direction::Both) => (all(Known::Always), found.len() == 1 && all(Known::Never)),
            _ => (all(Known::Always), any(Known::Never)),
        };
        match (sure, never) {
            (true, _) => Some((Condition::ALWAYS, clauses)),
            (_, true) => Some((Condition::NEVER, clauses)),
            _ => None,
        }
    }

    /// `completion of clause 2 before start of (…)`: when a moment of a clause keeps to an order, and by which clauses. What the schedule leaves open, is.
    pub fn order_of_clause(&mut self, o: &Order) -> (Condition, Vec<usize>) {
        if self.ignore.times {
            return (Condition::ALWAYS, Vec::new());
        }
        let open = self.store.question(
            crate::condition::Kind::Order,
            o.span,
            "whether this order is kept".to_owned(),
            Owner::Nature,
        );
        let (MomentKind::Point(point, ..), Some(c)) = (&o.moment.kind, self.clause_of_order(o))
        else {
            return (open, Vec::new());
        };
        let hit = Hit {
            sources: smallvec::smallvec![Source::Clause(c as u32)],
            ..Hit::new(Theta::default())
        };
        let pick = match point {
            Point::Completion => Pick::Completed,
            _ => Pick::Beginning,
        };
        let mut all = self.facts.clause_condition[c];
        let mut clauses = vec![c];
        for p in &o.phrases {
            if let PhraseKind::Time(_, bound) = &p.kind {
                let (kept, why) = self
                    .planned(Some(pick), bound, &[], &hit, open)
                    .unwrap_or((open, Vec::new()));
                all = self.store.and(all, kept);
                clauses.extend(
                    why.into_iter()
                        .filter(|c| !clauses.contains(c))
                        .collect::<Vec<_>>(),
                );
            }
        }
        (all, clauses)
    }

    /// The clause whose own moment an order speaks of.
    pub fn clause_of_order(&self, o: &Order) -> Option<usize> {
        let MomentKind::Point(_, of, None) = &o.moment.kind else {
            return None;
        };
        let PointOf::Item(Item {
            base: Base::Clause(text, label),
            ..
        }) = &**of
        else {
            return None;
        };
        self.facts.position(text.as_deref(), label)
    }

    /// The promises that perform an event, each with when it does and whether the event is only a share of it. Nothing: something else than a promise brings it about, or too many do.
    pub(super) fn performed(&mut self, s: &Sentence) -> Option<Rc<[(Step, Condition, bool)]>> {
        let key = (s.span, first_of(s), self.denied);
        if !self.performed.contains_key(&key) {
            // Who performs the event does not hang on what is left out of the demand around it.
            let ignore = std::mem::take(&mut self.ignore);
            let apart = std::mem::take(&mut self.apart);
            let hits = self.sentence(s, Mode::Overlap, &Theta::default());
            (self.ignore, self.apart) = (ignore, apart);
            let mut performed: Option<Vec<(Step, Condition, bool)>> = Some(Vec::new());
            for h in &hits {
                match (h.sources.first(), &mut performed) {
                    (Some(Source::Fact(g)), _) if self.facts.all[*g as usize].event => {}
                    (Some(Source::Fact(g)), Some(all)) => {
                        match all.iter_mut().find(|(f, ..)| *f == Step::Fact(*g)) {
                            Some((_, c, _)) => *c = self.store.or(*c, h.condition),
                            None => {
                                let facts = self.facts;
                                let share = self.is_share(s, &facts.all[*g as usize].sentence);
                                all.push((Step::Fact(*g), h.condition, share));
                            }
                        }
                    }
                    _ => performed = None,
                }
            }
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

/// Who an event is of, if by name: of sentences with sides put in, the one is not the other.
pub(super) fn first_of(s: &Sentence) -> Option<NodeId> {
    match s.subject.items.first()?.base {
        Base::Thing(ref t) => Some(t.node),
        _ => None,
    }
}

/// Which side of its mark a phrase asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Before,
    After,
    Both,
}

fn direction(bound: &Bound) -> Direction {
    match bound {
        Bound::At(Relation::By | Relation::Before, _) => Direction::Before,
        Bound::At(Relation::After, _) => Direction::After,
        Bound::Within(_, Counted::Of, _) => Direction::Before,
        Bound::Offset(_, Counted::After, _) => Direction::After,
        Bound::Offset(..) => Direction::Before,
        _ => Direction::Both,
    }
}

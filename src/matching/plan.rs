//! What a schedule knows of the order of promised steps. The schedule itself is worked out later in the pipeline; here is what matching asks of it.

use super::planned::{Direction, Planned, direction};
use super::{Ask, Engine, Source, Theta, Timed};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{DayRange, NodeId};
use std::rc::Rc;

/// An event that more promises perform than this is not held against the schedule: each step would be compared with each of them.
pub(crate) const MOST_PERFORMING: usize = 64;

/// An end of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum End {
    /// It begins.
    Start,
    /// It is complete, or ceases to bind: whichever a thing of its kind does.
    Finish,
    /// It is complete.
    Completion,
    /// What is kept up ceases to bind.
    Expiry,
    /// It has been verified.
    Verified,
}

impl End {
    /// The end of a promise or clause that is this moment of it.
    pub(super) const fn of(point: Point) -> Option<End> {
        match point {
            Point::Start => Some(End::Start),
            Point::Completion => Some(End::Completion),
            Point::Expiry => Some(End::Expiry),
            Point::Verification => Some(End::Verified),
            Point::Breach | Point::Occurrence | Point::Signature | Point::EntryIntoForce => None,
        }
    }
}

/// Something that has moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// A promised step.
    Fact(u32),
    /// A clause with its parts: it begins with the first and is complete with the last.
    Clause(u32),
    /// The signature of the draft.
    Signature,
    /// Its entry into force.
    Entry,
    /// The entry into force of a clause that has its own.
    EntryOf(u32),
}

/// What a moment is held against.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark<'m> {
    /// A moment of a step.
    Of(Step, End),
    /// A date.
    Day(DayRange),
    /// Signature of the draft.
    Signature,
    /// Its entry into force.
    Entry,
    /// A moment by its word.
    Declared(&'m str),
}

/// What holds on every schedule that keeps all deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It is so.
    Always,
    /// It is never so.
    Never,
    /// It depends on the schedule.
    Open,
}

/// A schedule of the sentences of a draft, by their numbers.
pub(crate) trait Plan {
    /// Does the step have a place in it? And is it kept up, not completed? Of a clause: is all of it?
    fn standing(&self, step: Step) -> Option<bool>;
    /// Does a moment keep to a phrase of which the moment is the mark, and by which clauses? `gated`: without anybody keeping a deadline.
    /// `shift`: what is meant is so long after the mark, or before it.
    fn keeps(
        &self,
        of: (Step, End),
        bound: &Bound,
        at: (Mark, Option<&Shift>),
        gated: bool,
    ) -> (Known, Vec<usize>);
    /// The clauses from which a latest date follows; nothing: none does.
    fn has_latest(&self, of: (Step, End)) -> Option<Vec<usize>>;
}

/// What the schedule knows in some of the texts a draft can become; nothing: it is not asked there.
pub(crate) type Timetable<'e> = (Condition, Option<&'e dyn Plan>);

/// A step and which end of it; nothing: that of which a phrase speaks.
pub(super) type EndOf = (Step, Option<End>);

/// What a schedule decides, with the clauses that decide it.
pub(super) type Decided = (Condition, Vec<usize>);

impl Engine<'_> {
    /// What the schedule decides of a time phrase, with the clauses that decide it. Where it decides nothing, what the words say stands. Nothing: it decides
    /// nothing at all.
    pub(super) fn planned(&mut self, t: Timed, words: Condition) -> Option<Decided> {
        let step = match t.said {
            Some(Source::Fact(f)) => Some(Step::Fact(f)),
            Some(Source::Clause(c)) => Some(Step::Clause(c)),
            _ => None,
        };
        self.planned_step((step?, None), t, words)
    }

    /// The same of a step by itself, and of this end of it; without one, of that of which the phrase speaks.
    pub(super) fn planned_step(
        &mut self,
        step: EndOf,
        t: Timed,
        words: Condition,
    ) -> Option<Decided> {
        if self.keeps(t).is_some() {
            return None;
        }
        let mut found = false;
        let mut all = Condition::NEVER;
        let mut clauses: Vec<usize> = Vec::new();
        let mut told: Vec<Condition> = Vec::new();
        if let Some(m) = t.bound.moment() {
            self.told_under(m, t.ask, &mut told);
        }
        for (when, plan) in self.plans.clone() {
            let Some(plan) = plan else {
                let here = self.store.and(when, words);
                all = self.store.or(all, here);
                continue;
            };
            for when in self.told_apart(when, &told) {
                let decided = self.by_plan((when, plan), step, t);
                found |= decided.is_some();
                let (c, why) = decided.unwrap_or((words, Vec::new()));
                add(&mut clauses, why);
                let here = self.store.and(when, c);
                all = self.store.or(all, here);
            }
        }
        found.then_some((all, clauses))
    }

    /// When what a moment is about is brought about, by each of what brings it about.
    fn told_under(&mut self, m: &Moment, ask: Ask, out: &mut Vec<Condition>) {
        let all = match &m.kind {
            MomentKind::Extreme(_, of) => {
                of.iter().for_each(|m| self.told_under(m, ask, out));
                return;
            }
            MomentKind::Point(_, of, None) => match &**of {
                PointOf::Event(s) => self.performed(s, ask),
                PointOf::It | PointOf::Item(_) => None,
            },
            _ => None,
        };
        for p in all.iter().flat_map(|all| all.iter()) {
            if !p.when.is_always() && !out.contains(&p.when) {
                out.push(p.when);
            }
        }
    }

    /// The texts of a condition, parted by which of others hold in them: so far as there are few.
    fn told_apart(&mut self, when: Condition, by: &[Condition]) -> Vec<Condition> {
        const MOST: usize = 4;
        let mut parts = vec![when];
        if by.len() > MOST {
            return parts;
        }
        for c in by {
            let not = self.store.not(*c);
            parts = parts
                .into_iter()
                .flat_map(|p| [self.store.and(p, *c), self.store.and(p, not)])
                .filter(|p| !p.is_never())
                .collect();
        }
        parts
    }

    /// The same on one schedule.
    fn by_plan(&mut self, on: (Condition, &dyn Plan), step: EndOf, t: Timed) -> Option<Decided> {
        self.against_moment(on, step, t, t.bound.moment()?)
    }

    /// The same with this moment in place of that of the bound.
    fn against_moment(
        &mut self,
        (when, plan): (Condition, &dyn Plan),
        (step, end): EndOf,
        t: Timed,
        moment: &Moment,
    ) -> Option<Decided> {
        let end = match end {
            Some(end) => end,
            None if t.bound.begins(t.pick, plan.standing(step)?) => End::Start,
            None => End::Finish,
        };
        let planned = Planned {
            when,
            plan,
            of: (step, end),
            bound: t.bound,
            shift: None,
            gated: t.ask.gated,
        };
        self.against_kind(planned, t, moment)
    }

    /// An end of a step against one moment.
    fn against_kind(&mut self, planned: Planned, t: Timed, moment: &Moment) -> Option<Decided> {
        let (plan, (step, end)) = (planned.plan, planned.of);
        match &moment.kind {
            MomentKind::Shifted(shift, of) => {
                let planned = Planned {
                    shift: Some(shift),
                    ..planned
                };
                self.against_kind(planned, t, of)
            }
            MomentKind::Date(d) => {
                let mark = Mark::Day(*d);
                let decided = planned.held_against(mark);
                // That something is not done sooner, since somebody else keeps a deadline counted from it, is told.
                let sure = matches!(decided, Some((Condition::ALWAYS, _)));
                if sure && !planned.gated && direction(planned.bound) == Direction::After {
                    self.notes.by_schedule |= planned.keeps(mark, true).0 != Known::Always;
                }
                decided
            }
            MomentKind::Signature => planned.held_against(Mark::Signature),
            MomentKind::Entry => planned.held_against(Mark::Entry),
            MomentKind::Declared(word) => planned.held_against(Mark::Declared(word)),
            MomentKind::Extreme(later, of) => {
                let each: Vec<Option<Decided>> = of
                    .iter()
                    .map(|m| self.against_kind(planned, t, m))
                    .collect();
                let all = match direction(t.bound) {
                    Direction::After => *later,
                    Direction::Before => !*later,
                    Direction::Both => return None,
                };
                joined(each, all)
            }
            // Its own, by the name of the draft.
            MomentKind::Point(point @ (Point::Signature | Point::EntryIntoForce), of, None) if matches!(&**of, PointOf::Item(Item { base: Base::Words(id), .. }) if *id == self.draft.id) => {
                planned.held_against(if *point == Point::Signature {
                    Mark::Signature
                } else {
                    Mark::Entry
                })
            }
            // Due by some date: that it can be worked out is enough.
            MomentKind::AnyDate(_) if matches!(t.bound, Bound::At(relation, _) if relation.is_latest()) => {
                plan.has_latest((step, end))
                    .map(|why| (Condition::ALWAYS, why))
            }
            // What comes before a deed is done when it begins, and what comes after it begins when it is done.
            MomentKind::It => {
                let after = direction(t.bound) == Direction::After
                    || matches!(t.bound, Bound::Within(_, Counted::After, _));
                let deed = self.deed(t.ask)?;
                let point = if after {
                    Point::Completion
                } else {
                    Point::Start
                };
                self.against(planned, point, &deed)
            }
            MomentKind::Point(point, of, None) => {
                let others = match &**of {
                    PointOf::Event(s) => self.performed(s, t.ask)?,
                    PointOf::Item(Item {
                        base: Base::Clause(text, label),
                        ..
                    }) => {
                        let c = self.facts.position(text.as_deref(), label)?;
                        Rc::from([Performing {
                            step: Step::Clause(c as u32),
                            when: self.facts.clause_condition[c],
                            share: false,
                        }])
                    }
                    PointOf::It => self.deed(t.ask)?,
                    PointOf::Item(_) => return None,
                };
                self.against(planned, *point, &others)
            }
            _ => None,
        }
    }

    /// The promises that are the deed which is judged. Nothing: something else is.
    fn deed(&self, ask: Ask) -> Option<Rc<[Performing]>> {
        let sources = self.base(ask.it);
        let step = |s: &Source| match s {
            Source::Fact(f) => Some(Performing {
                step: Step::Fact(*f),
                when: self.facts.all[*f as usize].condition,
                share: false,
            }),
            // Fields that hold from a time on: the deed begins with them.
            Source::Clause(c) => Some(Performing {
                step: Step::Clause(*c),
                when: self.facts.clause_condition[*c as usize],
                share: false,
            }),
            Source::Tuple(_) | Source::Derived(..) => None,
        };
        sources
            .iter()
            .map(step)
            .collect::<Option<Vec<_>>>()
            .filter(|all| !all.is_empty())
            .map(Rc::from)
    }

    /// One step against all steps an event or a clause stands for.
    fn against(&mut self, p: Planned, point: Point, others: &[Performing]) -> Option<Decided> {
        let mut found: Vec<Known> = Vec::new();
        let mut clauses: Vec<usize> = Vec::new();
        let mut by_schedule = false;
        for other in others.iter().filter(|o| o.step != p.of.0) {
            if self.store.and(p.when, other.when).is_never() {
                continue;
            }
            // What may be part of the text or not, and what only may be meant, decides nothing.
            let not = self.store.not(other.when);
            if !self.store.and(p.when, not).is_never() {
                return None;
            }
            if point == Point::Verification {
                let (known, why) = self.known_of_verified(p, other.step);
                found.push(known);
                if known != Known::Open {
                    add(&mut clauses, why);
                }
                continue;
            }
            let mark = Mark::Of(other.step, End::of(point)?);
            let (known, why) = if other.share {
                p.known_of_share(other.step)
            } else {
                p.known(mark)
            };
            // That something is done in time holds by deadlines as a matter of course; of an order it is told.
            let told = !p.gated && !matches!(p.bound, Bound::Within(..));
            by_schedule |= told && known != Known::Open && p.keeps(mark, true).0 != known;
            found.push(known);
            if known != Known::Open {
                add(&mut clauses, why);
            }
        }
        self.notes.by_schedule |= by_schedule;
        let all = |known| !found.is_empty() && found.iter().all(|k| *k == known);
        let any = |known| found.contains(&known);
        // What several promises bring about begins with the first of them and is complete with the last. A deed after the last is after all of them, one
        // before it before one of them; with the first it is the other way round.
        let (sure, never) = match (point, direction(p.bound)) {
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

    /// The same against the verification of a step: what is verified with a clause is verified no later than the whole of it, and is done before that.
    fn known_of_verified(&self, p: Planned, step: Step) -> (Known, Vec<usize>) {
        let clause = match step {
            Step::Clause(c) => c as usize,
            Step::Fact(f) => self.facts.all[f as usize].clause,
            Step::Signature | Step::Entry | Step::EntryOf(_) => return (Known::Open, Vec::new()),
        };
        let alone = matches!(step, Step::Clause(_)) || self.facts.by_clause[clause].len() == 1;
        let later = direction(p.bound) == Direction::After;
        let mut around = Some(clause);
        while let Some(c) = around {
            let mark = Mark::Of(Step::Clause(c as u32), End::Verified);
            let (known, why) = p.known(mark);
            let exact = alone && c == clause;
            if exact && known != Known::Open || later && known == Known::Always {
                return (known, why);
            }
            around = self.draft.clauses[c].parent;
        }
        let (known, why) = p.known(Mark::Of(step, End::Finish));
        if later && known == Known::Never {
            return (known, why);
        }
        (Known::Open, Vec::new())
    }

    /// The promises that perform an event, each with when it does and whether the event is only a share of it. Nothing: something else than a promise brings it about, or too many do.
    pub(super) fn performed(&mut self, s: &Sentence, ask: Ask) -> Option<Rc<[Performing]>> {
        let key = (s.span, first_of(s), ask.denied);
        if !self.events.performed.contains_key(&key) {
            let performing = self.performing(s, ask);
            self.events.performed.insert(key, performing.map(Rc::from));
        }
        let performed = self.events.performed.get(&key).cloned().flatten()?;
        if performed.len() > MOST_PERFORMING {
            self.notes.crowded = true;
            return None;
        }
        Some(performed)
    }

    fn performing(&mut self, s: &Sentence, ask: Ask) -> Option<Vec<Performing>> {
        let facts = self.facts;
        let mut out: Vec<Performing> = Vec::new();
        for h in self.sentence(s, ask.event(), &Theta::default()) {
            let Some(Source::Fact(g)) = h.sources.first() else {
                return None;
            };
            let fact = &facts.all[*g as usize];
            if fact.event {
                continue;
            }
            let share = self.is_share(s, &fact.sentence);
            let same = |p: &&mut Performing| matches!(p.step, Step::Fact(f) if facts.all[f as usize].promise() == fact.promise());
            match out.iter_mut().find(same) {
                Some(p) => {
                    p.when = self.store.or(p.when, h.condition);
                    p.share |= share;
                }
                None => out.push(Performing {
                    step: Step::Fact(*g),
                    when: h.condition,
                    share,
                }),
            }
        }
        Some(out)
    }
}

/// A promise, or a clause, that performs an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Performing {
    /// Which.
    pub step: Step,
    /// When it does.
    pub when: Condition,
    /// The event is only a share of it.
    pub share: bool,
}

/// What is decided of several moments: of all of them, or of one. Clauses are told of what decides.
fn joined(each: Vec<Option<Decided>>, all: bool) -> Option<Decided> {
    let (one, every) = if all {
        (Condition::NEVER, Condition::ALWAYS)
    } else {
        (Condition::ALWAYS, Condition::NEVER)
    };
    let mut clauses = Vec::new();
    if let Some((c, why)) = each.iter().flatten().find(|(c, _)| *c == one) {
        return Some((*c, why.clone()));
    }
    for decided in each {
        let (_, why) = decided.filter(|(c, _)| *c == every)?;
        add(&mut clauses, why);
    }
    Some((every, clauses))
}

/// Clauses are told once.
pub(super) fn add(clauses: &mut Vec<usize>, more: Vec<usize>) {
    for c in more {
        if !clauses.contains(&c) {
            clauses.push(c);
        }
    }
}

/// Who an event is of, if by name: of sentences with sides put in, the one is not the other.
pub(super) fn first_of(s: &Sentence) -> Option<NodeId> {
    match s.subject.items.first()?.base {
        Base::Thing(ref t) => Some(t.node),
        _ => None,
    }
}

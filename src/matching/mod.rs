//! Matches patterns against facts: sentences, kinds, values. One engine serves lines, effects, exceptions and lints; what they ask differs in [`Ask`].

mod acts;
mod adjoining;
mod amounts;
mod ask;
mod axes;
mod bands;
mod ceilings;
mod conditions;
mod counted;
mod dates;
mod deed;
mod details;
mod extent;
mod far;
mod governing;
mod guards;
mod kinds;
mod known;
mod lacked;
mod lies;
mod lists;
mod meanwhile;
mod members;
mod moments;
mod near;
mod order;
mod phrases;
mod places;
mod plan;
mod planned;
mod precedence;
mod rivals;
mod screen;
mod share;
mod spared;
mod states;
mod theta;
mod things;
mod total;
mod types;
mod units;
mod unnamed;
mod verified;
mod waits;
mod wider;
mod window;

use ask::Timed;
pub(crate) use ask::{Ask, Ignore, Mode};
pub(crate) use conditions::{Covered, MOST_TOLD};
#[cfg(test)]
pub(crate) use lies::{Lies, Much};
pub(crate) use near::Missing;
pub(crate) use plan::{End, Known, MOST_PERFORMING, Mark, Plan, Step, Timetable};
pub(crate) use precedence::Conflict;
pub(crate) use screen::{shared_variables, variables_of};
pub(crate) use theta::{Bound, Theta};

use crate::condition::{Asked, Condition, Owner, Question, Store};
use crate::fact::Facts;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{Day, NodeId, Vocabulary};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::rc::Rc;

/// Where a match comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Source {
    /// A sentence.
    Fact(u32),
    /// A clause matched as a kind.
    Clause(u32),
    /// A derived effect.
    Tuple(u32),
    /// A derived effect by one of its derivations: what excuses one excuses no other.
    Derived(u32, u32),
}

/// What a match rests on; mostly one sentence or two.
pub(crate) type Sources = SmallVec<[Source; 2]>;

/// One way a pattern matches.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Values of variables.
    pub theta: Theta,
    /// When it holds.
    pub condition: Condition,
    /// What it rests on, in the order it was found.
    pub sources: Sources,
    /// Weakening phrases of the facts, which the pattern does not mention.
    pub phrases: Vec<(Span, usize)>,
}

impl Hit {
    pub(crate) fn new(theta: Theta) -> Hit {
        Hit {
            theta,
            condition: Condition::ALWAYS,
            sources: Sources::new(),
            phrases: Vec::new(),
        }
    }

    /// These clauses decide it too: they are evidence.
    fn rests_on(&mut self, clauses: impl Iterator<Item = usize>) {
        for clause in clauses {
            let source = Source::Clause(clause as u32);
            if !self.sources.contains(&source) {
                self.sources.push(source);
            }
        }
    }
}

/// Derivations kept of one effect.
pub(crate) const MAX_PROOFS: usize = 64;

/// A derivation of an effect.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    /// What it rests on.
    pub sources: Vec<Source>,
    /// When it holds.
    pub condition: Condition,
}

/// An effect that holds.
#[derive(Clone, Debug)]
pub(crate) struct Tuple {
    /// The state's word.
    pub state: crate::vocabulary::StateId,
    /// Arguments: an empty word for the subject, `of`, or a preposition.
    pub arguments: Vec<(CompactString, Bound)>,
    /// When it holds.
    pub condition: Condition,
    /// Its derivations; the first is the one told first.
    pub proofs: Vec<Proof>,
    /// When it holds by a derivation that no phrase weakens.
    pub plain: Condition,
    /// When it holds by derivations that carry weakening phrases on, by these.
    pub weak: Vec<(Vec<(Span, usize)>, Condition)>,
    /// The words for it, values put in.
    pub reads: Option<String>,
}

/// Evaluates patterns over one draft.
pub(crate) struct Engine<'e> {
    /// Words and names.
    pub v: &'e Vocabulary,
    /// The draft.
    pub draft: &'e Draft,
    /// Its facts.
    pub facts: &'e Facts<'e>,
    /// Conditions.
    pub store: &'e mut Store,
    /// Effects derived so far, by state.
    pub tuples: Vec<Tuple>,
    /// Tuples by state.
    pub by_state: FxHashMap<crate::vocabulary::StateId, Vec<u32>>,
    /// Tuples by what they say.
    pub index: FxHashMap<(crate::vocabulary::StateId, Vec<(CompactString, Bound)>), u32>,
    /// The day on which dated facts are read.
    pub day: Option<Day>,
    /// When the steps of the draft can happen, where that was asked for: for each of the texts it can become.
    pub plans: Vec<Timetable<'e>>,
    /// The texts in which somebody can keep the plan.
    pub feasible: Condition,
    /// There are more ways of choosing than schedules are worked out: limits that hang on a choice are left out of them.
    pub too_many: bool,
    /// Groups of steps have more limits of their own than were followed to the end.
    pub loose: bool,
    /// What became known on the way to a verdict, and has to be told with it.
    pub notes: Notes,
    /// Nobody is told by what a verdict is: what comes near is not looked for.
    pub untold: bool,
    /// What was found of the draft before, whoever asked.
    memory: &'e mut Memory,
    /// What was found of its events, on this day and with these effects.
    events: Events,
}

/// What became known on the way to a verdict, and has to be told with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Notes {
    /// Some order that was decided holds only if everybody keeps the deadlines.
    pub by_schedule: bool,
    /// More promises performed an event than are held against the schedule.
    pub crowded: bool,
    /// Amounts of several promises were added up, and came to what was asked.
    pub added: bool,
}

/// What hangs on the clauses of a draft alone, found when first asked for: no party's effects and no question change it.
#[derive(Default)]
pub(crate) struct Memory {
    /// Sentences that prevail over a sentence, or may.
    rivals: FxHashMap<u32, Vec<rivals::Rival>>,
    /// By kind and field: what each clause governs of its area.
    governing:
        FxHashMap<(CompactString, CompactString), Option<FxHashMap<usize, governing::Governed>>>,
}

/// An event that is named: where, of whom if by name, and whether it is denied.
type Event = (Span, Option<NodeId>, bool);

/// What brings events about, found when first asked for.
#[derive(Default)]
struct Events {
    /// As much as is told, and in which texts it is brought about.
    brought_about: FxHashMap<Event, (Rc<[Source]>, Condition)>,
    /// By phrase and text: when what it waits for is owed by nobody.
    unowed: FxHashMap<(Span, Phrase), Condition>,
    /// Who promises to verify what.
    verifying: Option<Rc<verified::Verifying>>,
    /// By sentence, and whether it has to be completed: when it is owed.
    owed: FxHashMap<(u32, bool), Condition>,
    /// The promises that perform it; nothing: something else brings it about.
    performed: FxHashMap<Event, Option<Rc<[plan::Performing]>>>,
}

impl<'e> Engine<'e> {
    /// An engine that has derived nothing yet; dated facts are read on the draft's own day.
    pub(crate) fn new(
        v: &'e Vocabulary,
        draft: &'e Draft,
        facts: &'e Facts<'e>,
        store: &'e mut Store,
        memory: &'e mut Memory,
    ) -> Self {
        Engine {
            v,
            draft,
            facts,
            store,
            tuples: Vec::new(),
            by_state: FxHashMap::default(),
            index: FxHashMap::default(),
            day: draft.dated.map(|d| d.first),
            plans: Vec::new(),
            feasible: Condition::ALWAYS,
            too_many: false,
            loose: false,
            notes: Notes::default(),
            untold: false,
            memory,
            events: Events::default(),
        }
    }

    pub(crate) fn word(&self, word: &str) -> Option<NodeId> {
        self.v.words.get(word).copied()
    }

    pub(crate) fn is(&self, node: NodeId, word: &str) -> bool {
        self.word(word).is_some_and(|w| self.v.under(node, w))
    }

    pub(crate) fn and(&mut self, a: Condition, b: Condition) -> Condition {
        self.store.and(a, b)
    }

    pub(crate) fn or(&mut self, a: Condition, b: Condition) -> Condition {
        self.store.or(a, b)
    }

    /// What a hole could be: one question for each hole and what is asked of it.
    pub(crate) fn hole(&mut self, hole: Hole, asked: &str) -> Condition {
        self.hole_on(hole, asked, None)
    }

    /// The same, where it is known what is asked of its value.
    pub(crate) fn hole_on(&mut self, hole: Hole, asked: &str, on: Option<Asked>) -> Condition {
        let asked = asked.to_owned();
        let question = match hole.blank {
            Blank::Holder => Question::Holder(asked),
            Blank::Map => Question::Map(asked),
            Blank::Silence(role) => Question::Silent(role, asked),
            _ => Question::Unsaid(asked),
        };
        let owner = Owner::of(hole.blank, self.v);
        self.store.question_on(question, hole.span, owner, on)
    }

    /// Nobody is named: whether it is this one.
    pub(crate) fn somebody(&mut self, span: Span, asked: &str) -> Condition {
        self.somebody_on(span, asked, None)
    }

    /// The same, where it is known what is asked of whoever it is.
    pub(crate) fn somebody_on(&mut self, span: Span, asked: &str, on: Option<Asked>) -> Condition {
        self.store.question_on(
            Question::Unnamed(asked.to_owned()),
            span,
            Owner::Interpreter,
            on,
        )
    }

    /// Two ways that bind alike are one way under either condition.
    pub(crate) fn merge(&mut self, ways: Vec<(Theta, Condition)>) -> Vec<(Theta, Condition)> {
        if ways.len() < 2 {
            return ways.into_iter().filter(|(_, c)| !c.is_never()).collect();
        }
        let mut out: Vec<(Theta, Condition)> = Vec::new();
        for (theta, c) in ways {
            if c.is_never() {
                continue;
            }
            match out.iter_mut().find(|(t, _)| *t == theta) {
                Some((_, old)) => *old = self.store.or(*old, c),
                None => out.push((theta, c)),
            }
        }
        out
    }
}

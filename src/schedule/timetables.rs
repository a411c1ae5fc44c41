//! One schedule for each way of making the choices that bring limits in time: alternatives and readings select limits, and with them what comes first.

use super::{Contradiction, Order, Schedule};
use crate::condition::Condition;
use crate::matching::{Engine, Plan, Timetable};
use crate::model::{Sort, Taken};

/// So many ways of choosing are worked out, and so many sentences in all of them together.
const MOST_WAYS: usize = 4096;
const MOST_SENTENCES: usize = 100_000;

/// The schedules of a draft.
pub struct Timetables {
    list: Vec<(Condition, Option<Order>)>,
    /// Ways of choosing under which nobody can keep the plan, each with the shortest circle of limits. Without choices: the plan itself.
    pub contradictions: Vec<(Vec<Taken>, Contradiction)>,
    /// The texts that somebody can keep; those are left out that a choice of the negotiators makes impossible.
    pub feasible: Condition,
    /// There are too many ways of choosing: limits that depend on a choice count for nothing.
    pub too_many: bool,
}

impl Timetables {
    /// None is worked out.
    pub fn none() -> Timetables {
        Timetables { list: Vec::new(), contradictions: Vec::new(), feasible: Condition::ALWAYS, too_many: false }
    }

    /// Works them out.
    pub fn of(engine: &mut Engine, taken: &[Taken]) -> Timetables {
        let base = Schedule::of(engine, taken);
        let choices = &engine.draft.choices;
        let timed = base.timed.clone();
        let ways = timed.iter().fold(1usize, |n, c| n.saturating_mul(choices[*c].values.len()));
        let too_many = ways > MOST_WAYS || ways.saturating_mul(engine.facts.all.len()) > MOST_SENTENCES && ways > 1;
        let mut out = Timetables { too_many, ..Timetables::none() };
        if timed.is_empty() || too_many {
            out.add(Condition::ALWAYS, Vec::new(), base);
            return out;
        }
        let mut made: Vec<(Vec<Taken>, bool)> = Vec::new();
        for n in 0..ways {
            let mut rest = n;
            let chosen: Vec<Taken> = timed
                .iter()
                .rev()
                .map(|c| {
                    let value = rest % choices[*c].values.len();
                    rest /= choices[*c].values.len();
                    (*c, value)
                })
                .collect();
            let mut when = Condition::ALWAYS;
            for (c, value) in &chosen {
                let a = engine.store.atom(*c as u32, *value);
                when = engine.store.and(when, a);
            }
            let schedule = Schedule::of(engine, &[taken, &chosen].concat());
            let fine = out.add(when, chosen.clone(), schedule);
            made.push((chosen, fine));
        }
        // A package nobody can keep is none. A reading under which nobody can keep any is no reason to read nothing off the text: its own limits are left out.
        let readings = |t: &[Taken]| t.iter().copied().filter(|(c, _)| choices[*c].sort == Sort::Reading).collect::<Vec<_>>();
        for (n, (chosen, _)) in made.iter().enumerate().filter(|(_, (_, fine))| !fine) {
            let when = out.list[n].0;
            if made.iter().any(|(other, fine)| *fine && readings(other) == readings(chosen)) {
                let not = engine.store.not(when);
                out.feasible = engine.store.and(out.feasible, not);
            } else {
                let others: Vec<Taken> = chosen.iter().copied().filter(|(c, _)| choices[*c].sort != Sort::Reading).collect();
                out.list[n].1 = Order::new(Schedule::of(engine, &[taken, &others].concat()));
            }
        }
        out
    }

    /// Says whether somebody can keep it.
    fn add(&mut self, when: Condition, chosen: Vec<Taken>, schedule: Schedule) -> bool {
        let circle = schedule.reaches().is_none().then(|| schedule.contradiction());
        let fine = circle.is_none();
        self.contradictions.extend(circle.map(|c| (chosen, c)));
        self.list.push((when, Order::new(schedule)));
        fine
    }

    /// As matching asks for them.
    pub fn plans(&self) -> Vec<Timetable<'_>> {
        self.list.iter().map(|(when, order)| (*when, order.as_ref().map(|o| o as &dyn Plan))).collect()
    }
}

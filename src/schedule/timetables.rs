//! One schedule for each way of making the choices that bring limits in time: alternatives and readings select limits, and with them what comes first.

use super::findings::{contradicts, doubts};
use super::{Contradiction, Order, Schedule};
use crate::condition::Condition;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::matching::{Engine, Plan, Timetable};
use crate::model::{Draft, Sort, Taken};
use crate::source::Span;

/// So many ways of choosing are worked out, and so many sentences in all of them together.
const MOST_WAYS: usize = 4096;
const MOST_SENTENCES: usize = 20_000;

/// The schedules of a draft.
pub(crate) struct Timetables {
    list: Vec<(Condition, Option<Order>)>,
    /// What is wrong or doubtful with the plan.
    pub findings: Vec<Diagnostic>,
    /// Ways of choosing under which nobody can keep the plan, each with the shortest circle of limits.
    contradictions: Vec<(Vec<Taken>, Contradiction)>,
    /// The texts that somebody can keep; those are left out that a choice of the negotiators makes impossible.
    pub feasible: Condition,
    /// Nobody can keep the plan, however the choices are made: nothing is read off it.
    pub nobody: bool,
    /// There are too many ways of choosing: limits that depend on a choice count for nothing.
    pub too_many: bool,
    /// Groups have more limits of their own than were followed to the end.
    pub loose: bool,
}

/// A circle of limits by the places that say them, and the ways of choosing that have it.
struct Circle<'t> {
    places: Vec<Span>,
    limits: &'t Contradiction,
    ways: Vec<&'t [Taken]>,
}

impl Timetables {
    /// None is worked out.
    pub(crate) fn none() -> Timetables {
        Timetables {
            list: Vec::new(),
            contradictions: Vec::new(),
            findings: Vec::new(),
            feasible: Condition::ALWAYS,
            nobody: false,
            too_many: false,
            loose: false,
        }
    }

    /// Works them out; of the choices taken, `read` are only a party's reading.
    pub(crate) fn of(engine: &mut Engine, taken: &[Taken], read: &[usize]) -> Timetables {
        let base = Schedule::of(engine, taken);
        let choices = &engine.draft.choices;
        let timed = base.timed.clone();
        let base = Order::new(base);
        let ways = timed
            .iter()
            .fold(1usize, |n, c| n.saturating_mul(choices[*c].values.len()));
        let too_many = ways > MOST_WAYS
            || ways.saturating_mul(engine.facts.all.len()) > MOST_SENTENCES && ways > 1;
        let mut out = Timetables {
            too_many,
            ..Timetables::none()
        };
        if let Ok(order) = &base {
            out.findings = doubts(engine, order.schedule());
        }
        if timed.is_empty() || too_many {
            out.alone(engine, base, (taken, read));
            return out;
        }
        let made = out.each_way(engine, &timed, taken);
        // A package nobody can keep is none. A reading under which nobody can keep any is no reason to read nothing off the text: its own limits are left out.
        out.nobody = read.is_empty() && made.iter().all(|(_, fine)| !fine);
        if out.nobody {
            // Whatever is chosen: the text itself is at fault.
            out.findings.extend(
                out.contradictions
                    .first()
                    .map(|(_, circle)| contradicts(engine.draft, circle, ", whatever is chosen")),
            );
            return out;
        }
        out.leave_out(engine, &made, (taken, read));
        out.findings.extend(out.by_choice(engine.draft));
        out
    }

    /// One schedule for all: no choice brings a limit, or too many do.
    fn alone(
        &mut self,
        engine: &mut Engine,
        base: Result<Order, Contradiction>,
        (taken, read): (&[Taken], &[usize]),
    ) {
        let base = match base {
            Err(circle) if !read.is_empty() => {
                self.findings.push(as_read(contradicts(
                    engine.draft,
                    &circle,
                    " as it is read",
                )));
                Order::new(Schedule::without_limits_of(engine, taken, read))
            }
            base => base,
        };
        self.nobody = !self.add(Condition::ALWAYS, Vec::new(), base);
        self.findings.extend(
            self.contradictions
                .iter()
                .map(|(_, circle)| contradicts(engine.draft, circle, "")),
        );
    }

    /// One schedule for each way of choosing, and whether somebody can keep it.
    fn each_way(
        &mut self,
        engine: &mut Engine,
        timed: &[usize],
        taken: &[Taken],
    ) -> Vec<(Vec<Taken>, bool)> {
        let choices = &engine.draft.choices;
        let ways: usize = timed.iter().map(|c| choices[*c].values.len()).product();
        let mut made = Vec::new();
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
            let order = Order::new(Schedule::of(engine, &[taken, &chosen].concat()));
            let fine = self.add(when, chosen.clone(), order);
            made.push((chosen, fine));
        }
        made
    }

    /// Leaves out what nobody can keep: packages of the negotiators, or, where a reading has no other, the limits of the reading.
    fn leave_out(
        &mut self,
        engine: &mut Engine,
        made: &[(Vec<Taken>, bool)],
        (taken, read): (&[Taken], &[usize]),
    ) {
        let choices = &engine.draft.choices;
        let readings = |t: &[Taken]| {
            t.iter()
                .copied()
                .filter(|(c, _)| choices[*c].sort == Sort::Reading)
                .collect::<Vec<_>>()
        };
        for (n, (chosen, _)) in made.iter().enumerate().filter(|(_, (_, fine))| !fine) {
            let when = self.list[n].0;
            if made
                .iter()
                .any(|(other, fine)| *fine && readings(other) == readings(chosen))
            {
                let not = engine.store.not(when);
                self.feasible = engine.store.and(self.feasible, not);
            } else {
                let unlimited: Vec<usize> = readings(chosen)
                    .into_iter()
                    .map(|(c, _)| c)
                    .chain(read.iter().copied())
                    .collect();
                self.list[n].1 = Order::new(Schedule::without_limits_of(
                    engine,
                    &[taken, chosen].concat(),
                    &unlimited,
                ))
                .ok();
                if self.list[n].1.is_none() {
                    // Not even so.
                    let not = engine.store.not(when);
                    self.feasible = engine.store.and(self.feasible, not);
                }
            }
        }
        if self.feasible == Condition::NEVER {
            self.feasible = Condition::ALWAYS;
        }
    }

    /// Contradictions that hang on a choice: each choice that is in all ways with one circle is named, and only once.
    fn by_choice(&self, draft: &Draft) -> Vec<Diagnostic> {
        let mut circles: Vec<Circle> = Vec::new();
        for (chosen, circle) in &self.contradictions {
            let places: Vec<Span> = circle
                .iter()
                .filter(|(r, _, _)| r.said)
                .map(|(r, _, _)| r.at)
                .collect();
            match circles.iter_mut().find(|c| c.places == places) {
                Some(c) => c.ways.push(chosen),
                None => circles.push(Circle {
                    places,
                    limits: circle,
                    ways: vec![chosen],
                }),
            }
        }
        let mut out = Vec::new();
        for Circle { limits, ways, .. } in circles {
            let common: Vec<Taken> = ways[0]
                .iter()
                .copied()
                .filter(|t| ways.iter().all(|w| w.contains(t)))
                .collect();
            let named: Vec<String> = common
                .iter()
                .map(|(c, v)| {
                    format!(
                        "`{} = {}`",
                        draft.choices[*c].name, draft.choices[*c].values[*v]
                    )
                })
                .collect();
            let reading = common
                .iter()
                .any(|(c, _)| draft.choices[*c].sort == Sort::Reading);
            let mut d = contradicts(draft, limits, &format!(" with {}", named.join(", ")));
            d.severity = Severity::Warning;
            out.push(if reading { as_read(d) } else { d });
        }
        out
    }

    /// Says whether somebody can keep it.
    fn add(
        &mut self,
        when: Condition,
        chosen: Vec<Taken>,
        order: Result<Order, Contradiction>,
    ) -> bool {
        let fine = order.is_ok();
        self.loose |= order.as_ref().is_ok_and(|o| o.schedule().network.loose);
        let order = order
            .map_err(|circle| self.contradictions.push((chosen, circle)))
            .ok();
        self.list.push((when, order));
        fine
    }

    /// As matching asks for them.
    pub(crate) fn plans(&self) -> Vec<Timetable<'_>> {
        self.list
            .iter()
            .map(|(when, order)| (*when, order.as_ref().map(|o| o as &dyn Plan)))
            .collect()
    }
}

/// A contradiction that a reading brings.
fn as_read(d: Diagnostic) -> Diagnostic {
    let mut d = d.help("whoever reads the text so is judged by its other limits; give the reading up, or move one of them");
    d.code = Code::ContradictoryAsReadBy;
    d.severity = Severity::Warning;
    d
}

//! One line of a party: which of its rules are in force, and the verdict on them.

use super::demand::{Outcome, Used, evaluate};
use super::evidence::{evidence, meant, reasons};
use super::open::{Readers, open_on, settled, verdict as verdict_under, witness};
use super::told::{message, notes};
use super::{Cause, Finding, Granted, OpenOn, Verdict, Witness, fields};
use crate::condition::Condition;
use crate::matching::{Engine, Notes};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{Day, DayRange};

/// The rules of a line in force on a day: those without a date, and the latest dated ones that had begun.
pub(crate) fn in_force(l: &Line, day: Option<Day>) -> Vec<&Demand> {
    let mut out: Vec<&Demand> = l
        .blocks
        .iter()
        .filter(|(d, _)| d.is_none())
        .flat_map(|(_, d)| d)
        .collect();
    let dated = l
        .blocks
        .iter()
        .filter(|(d, _)| d.is_some_and(|d| day.is_none_or(|day| d.first <= day)))
        .max_by_key(|(d, _)| d.map(|d| d.first));
    out.extend(dated.iter().flat_map(|(_, d)| d));
    out
}

/// Who asks, and with which rules.
pub(super) struct Asker<'a> {
    pub party: &'a Position,
    pub readers: &'a Readers<'a>,
    pub rules: &'a [&'a EffectRule],
}

/// What was found of the rules of a line.
pub(super) struct Weighed {
    /// Of each rule, as the party reads the draft.
    outcomes: Vec<(Span, Outcome)>,
    /// When the line is crossed.
    all: Condition,
    /// The same under any reading.
    unread: Condition,
}

impl Weighed {
    fn of(e: &mut Engine, asker: &Asker, demands: &[&Demand]) -> Weighed {
        let mut outcomes: Vec<(Span, Outcome)> = Vec::new();
        let mut unread = Condition::NEVER;
        for d in demands {
            let mut o = evaluate(e, d, asker.rules);
            unread = e.store.or(unread, o.crossed);
            o.crossed = asker.readers.read(e, o.crossed);
            o.crossed = settled(e, o.crossed);
            outcomes.push((d.span, o));
        }
        let mut all = Condition::NEVER;
        for (_, o) in &outcomes {
            all = e.store.or(all, o.crossed);
        }
        let all = settled(e, all);
        Weighed {
            outcomes,
            all,
            unread,
        }
    }

    /// The rules that are crossed; if none is by itself, those that are open.
    fn deciding(&self) -> impl Iterator<Item = &(Span, Outcome)> {
        let certain = self.outcomes.iter().any(|(_, o)| o.crossed.is_always());
        self.outcomes.iter().filter(move |(_, o)| {
            if certain {
                o.crossed.is_always()
            } else {
                !o.crossed.is_never()
            }
        })
    }
}

/// By what a verdict is told.
pub(super) struct Told {
    used: Vec<Used>,
    pub cause: Option<Cause>,
    /// The rule that decides.
    at: Span,
    /// Weakening phrases.
    pub phrases: Vec<(Span, usize)>,
    rules: Vec<Span>,
}

impl Told {
    /// Of a line that is respected: what meets each of its rules.
    fn of_respected(l: &Line, w: &Weighed) -> Told {
        let silent = w
            .outcomes
            .iter()
            .all(|(_, o)| o.silent || o.meets.list().is_empty() && !o.by_head);
        let meets = w.outcomes.iter().flat_map(|(_, o)| o.meets.list());
        Told {
            used: meets.cloned().collect(),
            cause: Some(if silent {
                Cause::Silence
            } else {
                Cause::Clause
            }),
            at: l.head,
            phrases: Vec::new(),
            rules: w.outcomes.iter().map(|(span, _)| *span).collect(),
        }
    }

    /// Of one that is crossed or open: what stands against it.
    fn of_the_deciding(l: &Line, w: &Weighed) -> Told {
        let mut out = Told {
            used: Vec::new(),
            cause: None,
            at: l.head,
            phrases: Vec::new(),
            rules: Vec::new(),
        };
        for (span, o) in w.deciding() {
            out.used.extend_from_slice(o.against.list());
            out.phrases.extend(o.phrases.iter().copied());
            out.rules.push(*span);
            if out.cause.is_none_or(|c| o.cause < c) {
                out.cause = Some(o.cause);
                out.at = *span;
            }
        }
        out.phrases.sort_unstable();
        out.phrases.dedup();
        out
    }
}

fn verdict(e: &mut Engine, asker: &Asker, l: &Line, demands: &[&Demand]) -> (Finding, bool) {
    // What can be kept is what can be kept as the party reads it.
    let feasible = e.feasible;
    e.feasible = asker.readers.read(e, feasible);
    let weighed = Weighed::of(e, asker, demands);
    let verdict = verdict_under(weighed.all);
    let told = if verdict == Verdict::Respected {
        Told::of_respected(l, &weighed)
    } else {
        Told::of_the_deciding(l, &weighed)
    };
    let mut found = evidence(e, &told.used);
    fields::shown(e.draft, demands, &mut found);
    let reasons = reasons(e, &told.used, asker.rules);
    if told.cause != Some(Cause::Silence) && verdict == Verdict::Respected {
        found.retain(|f| f.role != super::Role::Near);
    }
    let (open_on, witness) = if verdict == Verdict::Open {
        open(e, weighed.all)
    } else {
        (Vec::new(), None)
    };
    e.feasible = feasible;
    let differs_under = asker.readers.differs_under(e, weighed.unread);
    let notes = notes(e, verdict, &told, &weighed.outcomes, (&found, &open_on));
    let by_reading = asker.readers.has_part(e, weighed.unread);
    let meant = meant(e, &found, &reasons);
    let found = Finding {
        draft: e.draft.id.clone(),
        party: asker.party.name.clone(),
        line: l.label.clone(),
        title: l.title.clone(),
        goal: l.goal,
        stance: l.stance.clone(),
        verdict,
        cause: told.cause,
        message: message(verdict, told.cause, &found),
        at: told.at,
        head: l.head,
        evidence: found,
        meant,
        reasons,
        rules: told.rules,
        stated_later: false,
        open_on,
        witness,
        differs_under,
        notes,
        waivers: Vec::new(),
        known: false,
    };
    (found, by_reading)
}

/// What an open line turns on, and answers that decide it. Where one answer alone decides to either side, that is told already.
fn open(e: &mut Engine, all: Condition) -> (Vec<OpenOn>, Option<Witness>) {
    let open_on = open_on(e, all);
    let decided_by_one = |v: Verdict| {
        open_on
            .iter()
            .any(|o| o.values.iter().any(|(_, w)| *w == v))
    };
    let told = decided_by_one(Verdict::Crossed) && decided_by_one(Verdict::Respected);
    let witness = if told { None } else { witness(e, all) };
    (open_on, witness)
}

/// A line judged on a day, and whether a reading the party declares has a part in the verdict.
pub(super) fn line(
    e: &mut Engine,
    asker: &Asker,
    l: &Line,
    day: Option<Day>,
    waivers: bool,
) -> (Finding, bool) {
    e.notes = Notes::default();
    let demands = in_force(l, day);
    let (mut f, by_reading) = verdict(e, asker, l, &demands);
    if demands.is_empty() {
        f.message = "respected: no rule of this line was in force on this date".to_owned();
    }
    if waivers && f.verdict != Verdict::Respected {
        no_longer_insisted_on(asker.party, l, day, &mut f);
    }
    f.stated_later = matches!((l.stated, day), (Some(stated), Some(day)) if stated.first > day);
    // A later statement may judge the same text otherwise.
    let later: Vec<&Demand> = in_force(l, None);
    if day.is_some() && !same(&later, &demands) {
        let (other, _) = verdict(e, asker, l, &later);
        if other.verdict != f.verdict || other.cause != f.cause {
            let cause = other
                .cause
                .map_or_else(String::new, |c| format!(" ({})", c.word()));
            f.notes.push(format!(
                "as last stated: the party has stated this line anew since, and by its last wording it is {}{cause}",
                other.verdict.word()
            ));
        }
    }
    (f, by_reading)
}

/// The party has said by this day that it waives the line.
fn no_longer_insisted_on(p: &Position, l: &Line, day: Option<Day>, f: &mut Finding) {
    if let Some((given, at)) = waived(l, day) {
        let given = Some(*given);
        let by = p.title.clone();
        f.waivers.push(Granted {
            by,
            given,
            place: String::new(),
            reason: String::new(),
            until: None,
            clauses: Vec::new(),
            unchecked: false,
            from: f.verdict,
            at: *at,
        });
        f.verdict = Verdict::Waived;
        f.message = format!("{} waives this line", p.title);
    }
}

/// The party's word by this day that it no longer insists on the line.
pub(super) fn waived(l: &Line, day: Option<Day>) -> Option<&(DayRange, Span)> {
    l.waived
        .iter()
        .find(|(d, _)| day.is_none_or(|day| d.first <= day))
}

fn same(a: &[&Demand], b: &[&Demand]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.span == y.span)
}

//! What is said of a verdict: the message, and the notes below it.

use super::demand::Outcome;
use super::judge::MOST_PLANNED;
use super::line::Told;
use super::{Cause, Evidence, OpenOn, Verdict};
use crate::matching::{Engine, MOST_PERFORMING, MOST_TOLD};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// The notes of a verdict, with the evidence and the questions that are told of it.
pub(super) fn notes(
    e: &Engine,
    verdict: Verdict,
    told: &Told,
    outcomes: &[(Span, Outcome)],
    (found, open_on): (&[Evidence], &[OpenOn]),
) -> Vec<String> {
    let mut notes = Vec::new();
    if !told.phrases.is_empty() && verdict == Verdict::Crossed {
        let mut labels: Vec<&str> = told
            .phrases
            .iter()
            .filter_map(|(_, c)| e.draft.clauses.get(*c).map(|c| c.label.as_str()))
            .collect();
        labels.dedup();
        notes.push(format!(
            "what crosses the line is qualified by a phrase, and counts all the same: clause {}",
            labels.join(", ")
        ));
    }
    unweighed(e, found, &mut notes);
    if open_on
        .iter()
        .any(|o| o.question.kind() == crate::condition::Kind::Order)
    {
        notes.extend(order_not_asked(e));
    }
    if e.notes.added {
        notes.push(
            "amounts of several promises are added up, as promises of different things".to_owned(),
        );
    }
    if e.notes.by_schedule && verdict != Verdict::Open {
        notes
            .push("the order holds by schedule only: if everybody keeps every deadline".to_owned());
    }
    if let Some(why) = outcomes.iter().find_map(|(_, o)| o.vacuous)
        && told.cause == Some(Cause::Silence)
    {
        notes.push(format!("asks nothing of this draft: {}", why.words()));
    }
    if outcomes.iter().any(|(_, o)| o.more) {
        notes.push(format!(
            "the first {MOST_TOLD} clauses are told; there may be others"
        ));
    }
    if told.cause == Some(Cause::Silence) {
        let prose = e.draft.clauses.iter().filter(|c| c.prose).count();
        if prose > 0 {
            notes.push(format!(
                "{prose} clauses hold only prose and were not assessed"
            ));
        }
    }
    notes
}

/// What is said to prevail and was not weighed.
fn unweighed(e: &Engine, found: &[Evidence], notes: &mut Vec<String>) {
    for f in found
        .iter()
        .filter(|f| {
            matches!(
                f.role,
                super::Role::Meets | super::Role::Excuses | super::Role::Crosses
            )
        })
        .take(MOST_TOLD)
    {
        for over in e.unweighed(f.index) {
            notes.push(format!("clause {} is said to prevail over clause {}; what it takes away is not weighed, since they speak of different acts", e.draft.clauses[over].label, f.clause));
        }
    }
}

/// Why an order is open that a schedule might decide.
fn order_not_asked(e: &Engine) -> Option<String> {
    if e.facts.all.len() > MOST_PLANNED {
        Some(format!(
            "the draft has more than {MOST_PLANNED} sentences: its schedule was not worked out, and order is told by the words of its clauses alone"
        ))
    } else if e.too_many {
        Some("the draft's choices make more schedules than are worked out: limits that hang on a choice were left out, and the order may be decided in some of its texts".to_owned())
    } else if e.loose {
        Some("clauses with parts have more limits of their own than were followed to the end: an order that is open here may be decided".to_owned())
    } else if e.notes.crowded {
        Some(format!(
            "more than {MOST_PERFORMING} promises perform an event the line is timed by: for it the schedule was not asked"
        ))
    } else {
        None
    }
}

/// The first labels, and how many more there are.
fn some_of(labels: &[&str]) -> String {
    const MOST: usize = 20;
    match labels.get(..MOST) {
        Some(first) if labels.len() > MOST + 1 => {
            format!("{} and {} more", first.join(", "), labels.len() - MOST)
        }
        _ => labels.join(", "),
    }
}

pub(super) fn message(v: Verdict, cause: Option<Cause>, evidence: &[Evidence]) -> String {
    let mut labels: Vec<&str> = evidence
        .iter()
        .filter(|e| e.role != super::Role::Near)
        .map(|e| e.clause.as_str())
        .collect();
    let mut seen = FxHashSet::default();
    labels.retain(|l| seen.insert(*l));
    let clauses = match labels.len() {
        0 => String::new(),
        1 => format!("clause {}", labels[0]),
        _ => format!("clauses {}", some_of(&labels)),
    };
    let near: Vec<&str> = evidence
        .iter()
        .filter(|e| e.role == super::Role::Near)
        .map(|e| e.clause.as_str())
        .collect();
    let nearest = match near.len() {
        0 => "no clause comes near it".to_owned(),
        1 => format!("nearest is clause {}", near[0]),
        _ => format!("nearest are clauses {}", some_of(&near)),
    };
    let amount = if labels.len() == 1 {
        "amounts"
    } else {
        "amount"
    };
    match (v, cause) {
        (Verdict::Crossed, Some(Cause::Clause | Cause::Effect)) if clauses.is_empty() => {
            "crossed by what the head of the draft says".to_owned()
        }
        (Verdict::Crossed, Some(Cause::Order)) if clauses.is_empty() => {
            "crossed by the order of its steps".to_owned()
        }
        (Verdict::Crossed, Some(Cause::Clause)) => format!("crossed by {clauses}"),
        (Verdict::Crossed, Some(Cause::Effect)) => format!("crossed by what {clauses} {amount} to"),
        (Verdict::Crossed, Some(Cause::Order)) => format!("crossed by its time: {clauses}"),
        (Verdict::Crossed, Some(Cause::Amount)) => format!("crossed by an amount: {clauses}"),
        (Verdict::Crossed, _) => format!("crossed by omission: {nearest}"),
        (Verdict::Open, _) if clauses.is_empty() => "open".to_owned(),
        (Verdict::Open, _) => format!("open: it turns on {clauses}"),
        (Verdict::Waived, _) => "waived".to_owned(),
        (Verdict::Respected, Some(Cause::Silence)) => {
            format!("respected: nothing in the draft touches it; {nearest}")
        }
        (Verdict::Respected, _) if clauses.is_empty() => {
            "respected by what the head of the draft says".to_owned()
        }
        (Verdict::Respected, _) => format!("respected by {clauses}"),
    }
}

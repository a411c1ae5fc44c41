//! The answer in one sentence: is the line crossed, by which clauses, and by what of them.

use super::question::questions;
use super::words::{against, clauses};
use crate::matching::Missing;
use crate::source::SourceSet;
use crate::verdict::{Cause, Evidence, Finding, Reason, Role, Verdict};

/// The sentence.
pub(super) fn answer(f: &Finding, sources: &SourceSet) -> String {
    let what = if f.goal { "goal" } else { "red line" };
    let (draft, line) = (&f.draft, format!("this {what} of {}", f.party));
    let demands = demands(f, sources);
    let by = by(f, |r| r != Role::Near);
    match f.verdict {
        Verdict::Crossed => {
            let how = crossed(f, &by, demands, sources);
            if f.goal {
                format!("{draft} does not reach {line}: {how}.")
            } else {
                format!("{draft} crosses {line}: {how}.")
            }
        }
        Verdict::Open => {
            let asked = questions(f, sources);
            let on = match &asked[..] {
                [] => String::new(),
                [one] => format!(": {}", one.words),
                [first, ..] => format!(
                    " and on {} questions, of which the first is: {}",
                    asked.len(),
                    first.words
                ),
            };
            // What stands in no clause stands in the line.
            let in_line = !f.open_on.is_empty() && f.open_on.iter().all(|o| o.clause.is_none());
            let turns = match (by.is_empty(), in_line) {
                (true, _) => "on what it leaves open".to_owned(),
                (false, true) => format!("on what the line means, for {by}"),
                (false, false) => format!("on {by}"),
            };
            let verb = if f.goal { "reaches" } else { "crosses" };
            let end = if on.is_empty() { "." } else { "" };
            format!("Whether {draft} {verb} {line} is open: it hangs {turns}{on}{end}")
        }
        Verdict::Waived => format!("{} has waived this {what} in {draft}.", f.party),
        Verdict::Respected => {
            let how = respected(f, &by, demands);
            if f.goal {
                format!("{draft} reaches {line}: {how}.")
            } else {
                format!("{draft} respects {line}: {how}.")
            }
        }
    }
}

/// The clauses that have such a part in the verdict, each once.
fn by(f: &Finding, part: impl Fn(Role) -> bool) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for e in f.evidence.iter().filter(|e| part(e.role)) {
        if !labels.contains(&e.clause.as_str()) {
            labels.push(&e.clause);
        }
    }
    clauses(&labels)
}

/// Does the line demand something, by the words of the rule that decides?
fn demands(f: &Finding, sources: &SourceSet) -> bool {
    sources.slice(f.at).starts_with("require")
}

fn many(by: &str) -> bool {
    by.starts_with("clauses")
}

fn crossed(f: &Finding, by: &str, demands: bool, sources: &SourceSet) -> String {
    let s = if many(by) { "" } else { "s" };
    let against_it = if demands {
        "what stands against its demand"
    } else {
        "what it forbids"
    };
    match f.cause {
        Some(Cause::Clause | Cause::Effect) if by.is_empty() => {
            format!("the head of the draft says {against_it}")
        }
        Some(Cause::Effect) => {
            let effects = effects(&f.reasons);
            let words = match &effects[..] {
                [one] => format!(": {one}"),
                _ => String::new(),
            };
            format!("{by} amount{s} to {against_it}{words}")
        }
        Some(Cause::Order) if by.is_empty() => {
            "its steps do not come in the order the line asks for".to_owned()
        }
        Some(Cause::Order) => {
            format!(
                "{by} do{} not come when the line asks for it",
                if many(by) { "" } else { "es" }
            )
        }
        Some(Cause::Amount) => format!(
            "an amount in {by} is not what the line asks for{}",
            short(f, sources)
        ),
        Some(Cause::Clause) => format!("{by} say{s} {against_it}"),
        _ => omitted(f, sources),
    }
}

/// No clause says it: which comes nearest, and in what it differs.
fn omitted(f: &Finding, sources: &SourceSet) -> String {
    let near: Vec<&Evidence> = f.evidence.iter().filter(|e| e.role == Role::Near).collect();
    let lacks = by(f, |r| r == Role::Lacks);
    let nobody = if lacks.is_empty() {
        "no clause says what it demands".to_owned()
    } else {
        format!(
            "{lacks} lack{} what it demands",
            if many(&lacks) { "" } else { "s" }
        )
    };
    match &near[..] {
        [] => nobody,
        [e] => {
            let parts = e.note();
            let differs = match (&e.missing[..], parts) {
                (_, None) => String::new(),
                ([m], Some(_)) if m.what == Missing::PART => {
                    ", which covers a part of it".to_owned()
                }
                ([m], Some(_)) if m.asked.is_some() => {
                    format!(", which differs only in {}", against(m, sources))
                }
                (_, Some(parts)) => format!(", which has all but {parts}"),
            };
            format!("{nobody}; nearest is clause {}{differs}", e.clause)
        }
        _ => format!("{nobody}; nearest are {}", by(f, |r| r == Role::Near)),
    }
}

/// In what a clause falls short, where it is told.
fn short(f: &Finding, sources: &SourceSet) -> String {
    let all = f.evidence.iter().flat_map(|e| &e.missing);
    let first = all
        .filter(|m| m.asked.is_some())
        .map(|m| against(m, sources))
        .next();
    first.map_or_else(String::new, |words| format!(": {words}"))
}

fn respected(f: &Finding, by: &str, demands: bool) -> String {
    let excuses = self::by(f, |r| r == Role::Excuses);
    let meets = self::by(f, |r| matches!(r, Role::Meets | Role::Times));
    let s = if many(&meets) { "" } else { "s" };
    match f.cause {
        Some(Cause::Silence) if demands => "nothing in it does what the line is about".to_owned(),
        Some(Cause::Silence) => "nothing in it does what the line forbids".to_owned(),
        _ if by.is_empty() => "by what its head says".to_owned(),
        _ if !excuses.is_empty() => {
            let s = if many(&excuses) { "" } else { "s" };
            format!("{excuses} excuse{s} what would cross it")
        }
        _ if !meets.is_empty() => format!("{meets} say{s} what it demands"),
        _ => format!("{by} keep{} to it", if many(by) { "" } else { "s" }),
    }
}

/// The different effects, in words.
fn effects(reasons: &[Reason]) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for e in reasons.iter().filter_map(|r| r.effect.as_deref()) {
        if !out.contains(&e) {
            out.push(e);
        }
    }
    out
}

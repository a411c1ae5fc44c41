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
    match f.verdict {
        Verdict::Crossed => {
            let how = crossed(f, sources).join("; ");
            let verb = if f.goal { "does not reach" } else { "crosses" };
            format!("{draft} {verb} {line}: {how}.")
        }
        Verdict::Open => open(f, sources),
        // For which clauses, until when and on what condition is a part of the message.
        Verdict::Waived => {
            let message = f.message.trim_end_matches('.');
            match message.strip_prefix("waived") {
                Some(rest) => format!("In {draft} {line} is waived{rest}."),
                None => format!("In {draft} {line} is waived: {message}."),
            }
        }
        Verdict::Respected => {
            let verb = if f.goal { "reaches" } else { "respects" };
            format!("{draft} {verb} {line}: {}.", respected(f))
        }
    }
}

fn open(f: &Finding, sources: &SourceSet) -> String {
    let what = if f.goal { "goal" } else { "red line" };
    let by = by(f, |r| r != Role::Near);
    let asked = questions(f, sources);
    let on = match &asked[..] {
        [] => ".".to_owned(),
        [one] => format!(": {}", one.words),
        [first, ..] => format!(
            " and on {} questions, of which the first is: {}",
            asked.len(),
            first.words
        ),
    };
    // What stands in no clause stands in the line, or in what the world says.
    let outside = !f.open_on.is_empty() && f.open_on.iter().all(|o| o.clause.is_none());
    let turns = match (by.is_empty(), outside) {
        (true, _) => "on what it leaves open".to_owned(),
        (false, true) => format!("on what the line or the world leaves open, for {by}"),
        (false, false) => format!("on {by}"),
    };
    let verb = if f.goal { "reaches" } else { "crosses" };
    format!(
        "Whether {} {verb} this {what} of {} is open: it hangs {turns}{on}",
        f.draft, f.party
    )
}

/// The clauses that have such a part in the verdict, each once.
fn by(f: &Finding, part: impl Fn(Role) -> bool) -> String {
    labels(f.evidence.iter().filter(|e| part(e.role)))
}

fn labels<'f>(of: impl Iterator<Item = &'f Evidence>) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for e in of {
        if !labels.contains(&e.clause.as_str()) {
            labels.push(&e.clause);
        }
    }
    clauses(&labels)
}

/// The form of a verb that goes with clauses.
fn verb(by: &str, one: &'static str, many: &'static str) -> &'static str {
    if by.starts_with("clauses") { many } else { one }
}

/// Why, one part for each way in which the rules of the line are crossed: by what is said, by what falls short, by what nobody says.
fn crossed(f: &Finding, sources: &SourceSet) -> Vec<String> {
    let rules = || f.rules.iter().map(|r| sources.slice(*r));
    let (forbids, demands) = (
        rules().any(|r| r.starts_with("forbid")),
        rules().any(|r| r.starts_with("require")),
    );
    let mut out = Vec::new();
    let crossing = |e: &&Evidence| matches!(e.role, Role::Crosses | Role::Contributes);
    let against_it = if forbids || !demands {
        "what it forbids"
    } else {
        "what stands against its demand"
    };
    // By their words, by what they amount to, or by what is not as the excuse asks.
    let apart = |missing: bool, via: bool| {
        let all = f.evidence.iter().filter(crossing);
        labels(all.filter(|e| e.missing.is_empty() != missing && e.via.is_empty() != via))
    };
    let said = apart(false, false);
    if !said.is_empty() {
        out.push(format!(
            "{said} {} {against_it}",
            verb(&said, "says", "say")
        ));
    }
    let amount = apart(false, true);
    if !amount.is_empty() {
        let effects = match &effects(&f.reasons)[..] {
            [one] => format!(": {one}"),
            _ => String::new(),
        };
        out.push(format!(
            "{amount} {} to {against_it}{effects}",
            verb(&amount, "amounts", "amount")
        ));
    }
    for e in f
        .evidence
        .iter()
        .filter(crossing)
        .filter(|e| !e.missing.is_empty())
    {
        out.push(format!(
            "clause {} says {against_it}, and is not as the line would have it{}",
            e.clause,
            missing(e, sources)
        ));
    }
    let short = f
        .evidence
        .iter()
        .filter(|e| matches!(e.role, Role::Fails | Role::Lacks));
    for e in short {
        out.push(format!(
            "clause {} falls short of what it demands{}",
            e.clause,
            missing(e, sources)
        ));
    }
    let near = f.evidence.iter().any(|e| e.role == Role::Near);
    if near || f.cause == Some(Cause::Omission) && out.is_empty() {
        out.push(omitted(f, sources));
    }
    let times = by(f, |r| r == Role::Times);
    if !times.is_empty() {
        out.push(format!("when that is follows from {times}"));
    }
    if out.is_empty() {
        out.push(match f.cause {
            Some(Cause::Order) => "its steps do not come in the order the line asks for".to_owned(),
            _ => format!("the head of the draft says {against_it}"),
        });
    }
    // A sentence holds so much; the evidence has the rest.
    const MOST: usize = 3;
    if out.len() > MOST {
        let more = out.len() - MOST;
        out.truncate(MOST);
        out.push(format!("and {more} more"));
    }
    out
}

/// In what a clause is not as asked, as far as it is told.
fn missing(e: &Evidence, sources: &SourceSet) -> String {
    let told = e.missing.iter().filter(|m| m.asked.is_some());
    let told: Vec<String> = told.map(|m| against(m, sources)).collect();
    match (&told[..], e.note()) {
        ([], Some(parts)) => format!(" in {parts}"),
        ([], None) => String::new(),
        (told, _) => format!(": {}", told.join(", ")),
    }
}

/// No clause says it: which comes nearest, and in what it differs.
fn omitted(f: &Finding, sources: &SourceSet) -> String {
    let near: Vec<&Evidence> = f.evidence.iter().filter(|e| e.role == Role::Near).collect();
    let nobody = "no clause says what it demands";
    match &near[..] {
        [] => nobody.to_owned(),
        [e] => match &e.missing[..] {
            [] => format!("{nobody}; nearest is clause {}", e.clause),
            // `clause 9 prevails over it`
            [m] if m.asked.is_none() && m.what.starts_with("clause") => {
                format!("clause {} says what it demands, but {}", e.clause, m.what)
            }
            [m] if m.what == Missing::PART => {
                format!(
                    "clause {} says a part of what it demands, and no clause the rest",
                    e.clause
                )
            }
            [m] if m.asked.is_some() => format!(
                "{nobody}; nearest is clause {}, which differs only in {}",
                e.clause,
                against(m, sources)
            ),
            _ => format!(
                "{nobody}; nearest is clause {}, which has all but {}",
                e.clause,
                e.note().unwrap_or_default()
            ),
        },
        _ => format!("{nobody}; nearest are {}", by(f, |r| r == Role::Near)),
    }
}

fn respected(f: &Finding) -> String {
    let excuses = by(f, |r| r == Role::Excuses);
    let meets = by(f, |r| matches!(r, Role::Meets | Role::Times));
    let any = by(f, |r| r != Role::Near);
    if f.cause == Some(Cause::Silence) {
        let vacuous = f.notes.iter().any(|n| n.starts_with("asks nothing"));
        let mut near = f.evidence.iter().filter(|e| e.role == Role::Near);
        let outweighed = near.find_map(|e| match &e.missing[..] {
            [m] if m.asked.is_none() && m.what.starts_with("clause") => Some((e, m)),
            _ => None,
        });
        return match outweighed {
            _ if vacuous => "the line asks nothing of this draft".to_owned(),
            Some((e, m)) => format!("clause {} would cross it, but {}", e.clause, m.what),
            None => "nothing in the draft touches it".to_owned(),
        };
    }
    if any.is_empty() {
        return "by what its head says".to_owned();
    }
    let mut out = Vec::new();
    if !meets.is_empty() {
        out.push(format!(
            "{meets} {} what it demands",
            verb(&meets, "says", "say")
        ));
    }
    if !excuses.is_empty() {
        out.push(format!("what would cross it is excused by {excuses}"));
    }
    if out.is_empty() {
        out.push(format!("{any} {} to it", verb(&any, "keeps", "keep")));
    }
    out.join("; ")
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

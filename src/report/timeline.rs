//! When the steps of a draft can happen: a table for people.

use super::open::shell;
use super::timeline_page::{HOLD_IF, IN_ORDER, dates, in_order};
use super::wrap::wrap;
use super::{Look, page, safe};
use crate::schedule::steps::day;
use crate::schedule::{Moment, Schedule, Timeline, What, Window};
use std::fmt::Write as _;

/// The table, what has no date, and what depends on somebody who owes nothing.
pub(crate) fn human(t: Timeline, look: Look) -> String {
    let draft = t.draft;
    let order = t.sequence();
    let dated = t.told();
    let mut out = format!("{} “{}”\n", safe(&draft.id), safe(&draft.title));
    if dated.iter().any(|r| !r.clause.is_empty()) || order.is_empty() {
        let _ = writeln!(out, "{}", page::table(&dates(&dated), look));
    } else {
        for r in &dated {
            let ends = [
                ("not before", r.earliest.as_deref()),
                ("not after", r.not_after()),
            ];
            let ends = ends
                .iter()
                .filter_map(|(word, d)| Some(format!("{word} {}", day((*d)?))));
            let _ = writeln!(out, "{}: {}", r.moment, ends.collect::<Vec<_>>().join(", "));
        }
        out.push_str("No step has a date of its own.\n");
    }
    if !order.is_empty() {
        let _ = writeln!(out, "{IN_ORDER}:");
        let _ = writeln!(out, "{}", page::table(&in_order(draft, &order), look));
    }
    let undated = t.undated();
    if !undated.is_empty() {
        let words = format!(
            "No date by which these must be complete: clauses {}",
            safe(&undated.join(", "))
        );
        for line in wrap(&words, "", "  ", look.width) {
            let _ = writeln!(out, "{line}");
        }
    }
    let mut told: Vec<String> = Vec::new();
    for (m, latest) in hanging(t.schedule, t.windows) {
        let What::Consent(who) = &m.what else {
            continue;
        };
        let step = m.clause.map(|c| draft.clauses[c].label.as_str());
        let step = step.map_or_else(|| "a step".to_owned(), |c| format!("clause {c}"));
        told.push(format!(
            "{step} waits for the consent of {who}, which would be due by {latest}; nothing obliges them to give it"
        ));
    }
    for c in t.unchosen() {
        let values: Vec<String> = c
            .values
            .iter()
            .map(|v| format!("--choose {}={}", shell(&c.name), shell(v)))
            .collect();
        told.push(format!(
            "Not counted: the {} of `{}`; take one: {}",
            c.sort.values(),
            c.name,
            values.join(" or ")
        ));
    }
    told.push(HOLD_IF.to_owned());
    for line in told
        .iter()
        .flat_map(|t| wrap(&safe(t), "", "  ", look.width))
    {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Moments nobody who is bound decides, that have a latest date all the same.
fn hanging<'s>(schedule: &'s Schedule, windows: &[Window]) -> Vec<(&'s Moment, String)> {
    let mut out = Vec::new();
    for (m, w) in schedule.moments.iter().zip(windows) {
        if let (true, Some(l)) = (matches!(m.what, What::Consent(_)), w.latest) {
            out.push((m, Schedule::written_latest(l)));
        }
    }
    out
}

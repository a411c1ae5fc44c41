//! When the steps of a draft can happen: a table for people.

use super::open::shell;
use super::table::table;
use super::{Look, safe};
use crate::model::{Draft, Sort};
use crate::schedule::steps::{told, undated};
use crate::schedule::{Moment, Schedule, What, Window, words};
use std::fmt::Write as _;

/// The table, what has no date, and what depends on somebody who owes nothing.
pub(crate) fn human(draft: &Draft, schedule: &Schedule, windows: &[Window], look: Look) -> String {
    let mut table = table(look);
    table.set_header([
        "clause",
        "what it is",
        "moment",
        "not before",
        "not after",
        "fixed by clause",
    ]);
    for r in told(draft, schedule, windows) {
        let cell = |s: &str| safe(s).into_owned();
        table.add_row([
            cell(&r.clause),
            cell(&r.title),
            r.moment.to_owned(),
            r.earliest.clone().unwrap_or_default(),
            r.not_after().unwrap_or_default().to_owned(),
            r.by.join(", "),
        ]);
    }
    let mut out = format!("{} “{}”\n{table}\n", safe(&draft.id), safe(&draft.title));
    let undated: Vec<String> = undated(draft, schedule, windows)
        .iter()
        .map(|c| safe(c).into_owned())
        .collect();
    if !undated.is_empty() {
        let _ = writeln!(
            out,
            "No date by which these must be complete: clauses {}",
            undated.join(", ")
        );
    }
    for (m, latest) in hanging(schedule, windows) {
        let _ = writeln!(
            out,
            "{} is due by {latest}, and nothing obliges whoever decides it",
            safe(&words(draft, m))
        );
    }
    for c in schedule.unchosen.iter().map(|n| &draft.choices[*n]) {
        let what = if c.sort == Sort::Reading {
            format!("the readings of `{}`", c.name)
        } else {
            format!("the alternatives of `{}`", c.name)
        };
        let values: Vec<String> = c
            .values
            .iter()
            .map(|v| format!("--choose {}={}", shell(&c.name), shell(v)))
            .collect();
        let _ = writeln!(
            out,
            "Not counted: {}",
            safe(&format!("{what}; take one: {}", values.join(" or ")))
        );
    }
    out.push_str("Dates hold if everybody keeps every deadline; without a date of signature or entry into force, only those follow that other dates bring with them.\n");
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

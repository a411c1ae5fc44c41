//! When the steps of a draft can happen: a table for people, and JSON.

use super::open::shell;
use super::{Look, safe};
use crate::model::{Draft, Sort};
use crate::schedule::{Contradiction, Moment, Schedule, What, Window, words};
use crate::source::{SourceSet, Span};
use comfy_table::{ContentArrangement, Table, presets};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::fmt::Write as _;

/// One step: a clause or the text itself, with one of its moments.
pub(super) struct Row {
    pub clause: String,
    pub title: String,
    pub moment: &'static str,
    /// The dates in words, and in minutes.
    pub earliest: Option<String>,
    pub latest: Option<String>,
    /// Not after, counted from a moment that has no date itself: `signature + 10 days`.
    pub counted: Option<String>,
    pub from: Option<i64>,
    pub to: Option<i64>,
    /// The clauses that fix them.
    pub by: Vec<String>,
    pub at: Span,
    /// A duty to be done, not something kept up.
    pub duty: bool,
}

impl Row {
    /// The date, or what is counted.
    pub fn not_after(&self) -> Option<&str> {
        self.latest.as_deref().or(self.counted.as_deref())
    }
}

fn moment_word(m: &What) -> &'static str {
    match m {
        What::Signature => "signature",
        What::Entry => "entry into force",
        What::Start => "begins",
        What::Completion => "is complete",
        What::Expiry => "ends",
        What::Verification => "is verified",
        What::Event(word, _) if word == "entry into force" => "enters into force",
        _ => "",
    }
}

fn rows(draft: &Draft, schedule: &Schedule, windows: &[Window]) -> Vec<Row> {
    let label = |c: &usize| draft.clauses[*c].label.to_string();
    let counted = counted(schedule);
    let row = |point: usize, clause: Option<usize>| {
        let w = &windows[point];
        let what = &schedule.moments[point].what;
        // Without a date, what is counted from entry into force or signature.
        let counted = if w.latest.is_none() { counted.iter().find_map(|of| of(point)) } else { None };
        let of_counted = counted.iter().flat_map(|(_, by)| by);
        let mut by: Vec<String> = w.earliest_by.iter().chain(&w.latest_by).chain(of_counted).map(label).collect();
        let mut seen = FxHashSet::default();
        by.retain(|b| seen.insert(b.clone()));
        let own = matches!(what, What::Signature | What::Entry);
        // An earliest date that only follows from entry into force says nothing of this step.
        let earliest = w.earliest.filter(|e| own || !w.earliest_by.is_empty() || windows[2].earliest.is_none_or(|entry| *e > entry));
        Row {
            clause: clause.map_or_else(String::new, |c| draft.clauses[c].label.to_string()),
            title: clause.map_or_else(|| "the text".to_owned(), |c| draft.clauses[c].title.clone()),
            moment: moment_word(what),
            earliest: earliest.map(Schedule::written),
            latest: w.latest.map(Schedule::written_latest),
            counted: counted.map(|(words, _)| words),
            from: earliest,
            to: w.latest.map(|l| l.minutes),
            by,
            at: schedule.moments[point].at,
            duty: *what == What::Completion,
        }
    };
    let own_entry = |(p, m): (usize, &Moment)| m.clause.filter(|_| matches!(&m.what, What::Event(word, _) if word == "entry into force")).map(|c| (c, p));
    let own_entries: FxHashMap<usize, usize> = schedule.moments.iter().enumerate().filter_map(own_entry).collect();
    let mut out = vec![row(1, None), row(2, None)];
    for (c, (start, completion, expiry)) in schedule.clauses.iter().enumerate() {
        out.extend(own_entries.get(&c).map(|p| row(*p, Some(c))));
        out.extend([Some(*start), *completion, *expiry].into_iter().flatten().map(|p| row(p, Some(c))));
    }
    out
}

/// What is counted from a moment that has no date: so long after it at most, and the clauses that say so.
type Counted<'s> = Box<dyn Fn(usize) -> Option<(String, Vec<usize>)> + 's>;

fn counted(schedule: &Schedule) -> Vec<Counted<'_>> {
    let from = |point: usize, name: &'static str| -> Option<Counted<'_>> {
        let reach = schedule.network.after(point)?;
        Some(Box::new(move |p| {
            let limit = reach.limit[p].filter(|l| p != point && l.minutes > 0)?;
            let by = schedule.clauses_on(&schedule.network.way(&reach, p, true));
            (!by.is_empty()).then(|| (format!("{name} + {}", length(limit.minutes)), by))
        }))
    };
    [from(2, "entry into force"), from(1, "signature")].into_iter().flatten().collect()
}

/// A length of time in words.
fn length(minutes: i64) -> String {
    let (number, unit) = match minutes {
        m if m % 1440 == 0 => (m / 1440, "day"),
        m if m % 60 == 0 => (m / 60, "hour"),
        m => (m, "minute"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// The rows that say something: without a part that does as the whole does, and a beginning that is only bound by the end.
pub(super) fn told(draft: &Draft, schedule: &Schedule, windows: &[Window]) -> Vec<Row> {
    let all = rows(draft, schedule, windows);
    let kept: Vec<bool> = all
        .iter()
        .enumerate()
        .map(|(n, r)| {
            let whole = all.iter().find(|w| w.moment == r.moment && r.clause.strip_prefix(w.clause.as_str()).is_some_and(|rest| rest.starts_with('.')));
            let end = all.get(n + 1).filter(|e| e.clause == r.clause && e.duty);
            let same = |w: &Row| w.not_after() == r.not_after() && w.earliest == r.earliest;
            let adds = !(whole.is_some_and(same) || r.earliest.is_none() && r.moment == "begins" && end.is_some_and(|e| e.not_after() == r.not_after()));
            // What only follows from entry into force says nothing of a clause.
            let fixed = r.clause.is_empty() || !r.by.is_empty() || r.earliest.is_some() || r.not_after() != all[1].not_after();
            (r.earliest.is_some() || r.not_after().is_some()) && fixed && adds
        })
        .collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(r, _)| r).collect()
}

/// Duties without a date by which they must be complete.
pub(super) fn undated(draft: &Draft, schedule: &Schedule, windows: &[Window]) -> Vec<String> {
    rows(draft, schedule, windows).into_iter().filter(|r| r.duty && r.not_after().is_none()).map(|r| r.clause).collect()
}

/// The table, what has no date, and what depends on somebody who owes nothing.
pub fn human(draft: &Draft, schedule: &Schedule, windows: &[Window], look: Look) -> String {
    let mut table = Table::new();
    table.load_style(if look.unicode { presets::UTF8_FULL_CONDENSED } else { presets::ASCII_FULL_CONDENSED });
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(look.width as u16);
    table.set_header(["clause", "what it is", "moment", "not before", "not after", "fixed by clause"]);
    for r in told(draft, schedule, windows) {
        let cell = |s: &str| safe(s).into_owned();
        table.add_row([cell(&r.clause), cell(&r.title), r.moment.to_owned(), r.earliest.clone().unwrap_or_default(), r.not_after().unwrap_or_default().to_owned(), r.by.join(", ")]);
    }
    let mut out = format!("{} “{}”\n{table}\n", safe(&draft.id), safe(&draft.title));
    let undated: Vec<String> = undated(draft, schedule, windows).iter().map(|c| safe(c).into_owned()).collect();
    if !undated.is_empty() {
        let _ = writeln!(out, "No date by which these must be complete: clauses {}", undated.join(", "));
    }
    for (m, latest) in hanging(schedule, windows) {
        let _ = writeln!(out, "{} is due by {latest}, and nothing obliges whoever decides it", safe(&words(draft, m)));
    }
    for c in schedule.unchosen.iter().map(|n| &draft.choices[*n]) {
        let what = if c.sort == Sort::Reading { format!("the readings of `{}`", c.name) } else { format!("the alternatives of `{}`", c.name) };
        let values: Vec<String> = c.values.iter().map(|v| format!("--choose {}={}", shell(&c.name), shell(v))).collect();
        let _ = writeln!(out, "Not counted: {}", safe(&format!("{what}; take one: {}", values.join(" or "))));
    }
    out.push_str("Dates hold if everybody keeps every deadline; where no date of signature or entry into force is stated, none follows.\n");
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

/// No schedule keeps all limits: the shortest circle of them.
pub fn contradiction(draft: &Draft, circle: &Contradiction, sources: &SourceSet) -> String {
    let mut out = format!("{}: no schedule keeps all of these:\n", safe(&draft.id));
    for (reason, from, to) in circle.iter().filter(|(r, _, _)| r.said) {
        let p = sources.position(reason.at.source, reason.at.start);
        let who = reason.clause.map_or_else(|| "outside of any clause".to_owned(), |c| format!("clause {}", draft.clauses[c].label));
        let text = sources.slice(reason.at).split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(80).collect();
        let line = format!("  {} and {}: `{short}`, {who} ({}:{}:{})", words(draft, to), words(draft, from), sources.get(reason.at.source).path, p.line, p.column);
        out.push_str(&safe(&line));
        out.push('\n');
    }
    out.push_str("Taken one after another they say of a step that it comes before itself. Nothing is read off such a plan.\n");
    out
}

#[derive(Serialize)]
struct Json<'d> {
    version: u32,
    draft: &'d str,
    steps: Vec<Step>,
    not_chosen: Vec<&'d str>,
}

#[derive(Serialize)]
struct Step {
    clause: Option<String>,
    title: String,
    moment: &'static str,
    earliest: Option<String>,
    latest: Option<String>,
    latest_counted: Option<String>,
    fixed_by: Vec<String>,
    at: String,
}

/// JSON, contract version 1.
pub fn json(draft: &Draft, schedule: &Schedule, windows: &[Window], sources: &SourceSet) -> String {
    let steps = rows(draft, schedule, windows)
        .into_iter()
        .map(|r| {
            let p = sources.position(r.at.source, r.at.start);
            let at = format!("{}:{}:{}", sources.get(r.at.source).path, p.line, p.column);
            Step { clause: (!r.clause.is_empty()).then_some(r.clause), title: r.title, moment: r.moment, earliest: r.earliest, latest: r.latest, latest_counted: r.counted, fixed_by: r.by, at }
        })
        .collect();
    super::json::written(&Json { version: 1, draft: &draft.id, steps, not_chosen: schedule.unchosen.iter().map(|n| draft.choices[*n].name.as_str()).collect() })
}

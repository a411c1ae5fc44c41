//! The steps of a draft with their dates: what reports show of a schedule.

use super::{Moment, Schedule, What, Window};
use crate::model::{Draft, OpenChoice, Point};
use crate::source::{SourceSet, Span};
use crate::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};

/// The plan of a draft, with when each of its moments can be: what reports show.
#[derive(Clone, Copy)]
pub(crate) struct Timeline<'p> {
    /// The words of its world.
    pub v: &'p Vocabulary,
    /// The draft.
    pub draft: &'p Draft,
    /// Its moments and the limits between them.
    pub schedule: &'p Schedule,
    /// When each of them can be.
    pub windows: &'p [Window],
    /// The texts.
    pub sources: &'p SourceSet,
}

/// One step: a clause or the text itself, with one of its moments.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The label of the clause; empty: the text.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// `begins`, `is complete` …
    pub moment: &'static str,
    /// The earliest date in words.
    pub earliest: Option<String>,
    /// The latest date in words.
    pub latest: Option<String>,
    /// Not after, counted from a moment that has no date itself: `signature + 10 days`.
    pub counted: Option<String>,
    /// The earliest date in minutes.
    pub from: Option<i64>,
    /// The earliest it can be for any reason, in minutes: nothing is before the text.
    pub begins: Option<i64>,
    /// The latest date in minutes.
    pub to: Option<i64>,
    /// The clauses that fix them.
    pub by: Vec<String>,
    /// Where the step is said.
    pub at: Span,
    /// A duty to be done, not something kept up.
    pub duty: bool,
    /// One of several promises of its clause.
    pub one_of_several: bool,
    /// It has the latest date of an entry into force.
    pub as_the_text: bool,
}

impl Row {
    /// The date, or what is counted.
    pub(crate) fn not_after(&self) -> Option<&str> {
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
        What::Event(Point::EntryIntoForce, _) => "enters into force",
        _ => "",
    }
}

impl Timeline<'_> {
    /// Every moment of every clause.
    pub(crate) fn rows(&self) -> Vec<Row> {
        rows(self.draft, self.schedule, self.windows)
    }

    /// The rows that say something: without a part that does as the whole does, and a beginning that is only bound by the end.
    pub(crate) fn told(&self) -> Vec<Row> {
        told(self.rows())
    }

    /// Duties without a date by which they must be complete.
    pub(crate) fn undated(&self) -> Vec<String> {
        let rows = self.rows().into_iter();
        let undated = rows.filter(|r| r.duty && r.not_after().is_none());
        let mut out: Vec<String> = undated.map(|r| r.clause).collect();
        out.dedup();
        out
    }

    /// The choices of which no alternative is taken.
    pub(crate) fn unchosen(&self) -> impl Iterator<Item = &OpenChoice> {
        let choices = self.schedule.unchosen.iter();
        choices.map(|n| &self.draft.choices[*n])
    }
}

fn rows(draft: &Draft, schedule: &Schedule, windows: &[Window]) -> Vec<Row> {
    let label = |c: &usize| draft.clauses[*c].label.to_string();
    let counted = counted(schedule);
    let entry = |m: &Moment| matches!(m.what, What::Entry | What::Event(Point::EntryIntoForce, _));
    let points = schedule.moments.iter().zip(windows);
    let entries: Vec<_> = points
        .filter(|(m, _)| entry(m))
        .map(|(_, w)| w.latest.map(|l| l.minutes))
        .collect();
    let row = |point: usize, clause: Option<usize>| {
        let w = &windows[point];
        let what = &schedule.moments[point].what;
        // Without a date, what is counted from entry into force or signature.
        let counted = if w.latest.is_none() {
            counted.iter().find_map(|of| of(point))
        } else {
            None
        };
        let of_counted = counted.iter().flat_map(|(_, by)| by);
        let mut by: Vec<String> = w
            .earliest_by
            .iter()
            .chain(&w.latest_by)
            .chain(of_counted)
            .map(label)
            .collect();
        let mut seen = FxHashSet::default();
        by.retain(|b| seen.insert(b.clone()));
        let own = matches!(what, What::Signature | What::Entry);
        // An earliest date that only follows from entry into force says nothing of this step.
        let earliest = w.earliest.filter(|e| {
            own || !w.earliest_by.is_empty() || windows[2].earliest.is_none_or(|entry| *e > entry)
        });
        Row {
            clause: clause.map_or_else(String::new, |c| draft.clauses[c].label.to_string()),
            title: clause.map_or_else(|| "the text".to_owned(), |c| draft.clauses[c].title.clone()),
            moment: moment_word(what),
            earliest: earliest.map(Schedule::written),
            latest: w.latest.map(Schedule::written_latest),
            counted: counted.map(|(words, _)| words),
            from: earliest,
            begins: w.earliest,
            to: w.latest.map(|l| l.minutes),
            by,
            at: schedule.moments[point].at,
            duty: *what == What::Completion,
            one_of_several: false,
            as_the_text: entries.contains(&w.latest.map(|l| l.minutes)),
        }
    };
    let own_entries = own_entries(schedule);
    let mut out = vec![row(1, None), row(2, None)];
    for (c, (start, completion, expiry)) in schedule.clauses.iter().enumerate() {
        out.extend(own_entries.get(&c).map(|p| row(*p, Some(c))));
        out.extend(
            [Some(*start), *completion, *expiry]
                .into_iter()
                .flatten()
                .map(|p| row(p, Some(c))),
        );
        out.extend(
            promises(schedule, windows, c)
                .into_iter()
                .flat_map(|(start, end, title)| {
                    let title = &title;
                    [start, end].map(|p| Row {
                        title: format!("{}{title}", draft.clauses[c].title),
                        one_of_several: true,
                        ..row(p, Some(c))
                    })
                }),
        );
    }
    out
}

/// The promises of a clause that has several at different times: where each begins and ends, and which of them it is.
fn promises(schedule: &Schedule, windows: &[Window], clause: usize) -> Vec<(usize, usize, String)> {
    let mut own: Vec<(usize, usize)> = schedule
        .facts
        .values()
        .filter(|(start, ..)| schedule.moments[*start].clause == Some(clause))
        .map(|(start, end, _)| (*start, *end))
        .collect();
    let when = |(start, end): &(usize, usize)| {
        [start, end].map(|p| (windows[*p].earliest, windows[*p].latest))
    };
    own.sort_unstable();
    // What each side does, in the same words at the same time, is told once.
    let said = |(start, _): &(usize, usize)| schedule.moments[*start].at;
    let mut seen = Vec::new();
    own.retain(|p| {
        let new = (said(p), when(p));
        let first = !seen.contains(&new);
        seen.push(new);
        first
    });
    if own.windows(2).all(|w| when(&w[0]) == when(&w[1])) {
        return Vec::new();
    }
    let of = own.len();
    own.into_iter()
        .enumerate()
        .map(|(n, (start, end))| (start, end, format!(" ({} of {of})", n + 1)))
        .collect()
}

/// The clauses that enter into force by themselves, with the point of that.
fn own_entries(schedule: &Schedule) -> FxHashMap<usize, usize> {
    let own_entry = |(p, m): (usize, &Moment)| {
        m.clause
            .filter(|_| matches!(&m.what, What::Event(Point::EntryIntoForce, _)))
            .map(|c| (c, p))
    };
    schedule
        .moments
        .iter()
        .enumerate()
        .filter_map(own_entry)
        .collect()
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
    [from(2, "entry into force"), from(1, "signature")]
        .into_iter()
        .flatten()
        .collect()
}

/// A length of time in words.
pub(super) fn length(minutes: i64) -> String {
    let (number, unit) = match minutes {
        m if m % 1440 == 0 => (m / 1440, "day"),
        m if m % 60 == 0 => (m / 60, "hour"),
        m => (m, "minute"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

fn told(all: Vec<Row>) -> Vec<Row> {
    let kept: Vec<bool> = all
        .iter()
        .enumerate()
        .map(|(n, r)| {
            let whole = all[..n].iter().rfind(|w| {
                w.moment == r.moment
                    && !w.one_of_several
                    && r.clause
                        .strip_prefix(w.clause.as_str())
                        .is_some_and(|rest| {
                            rest.starts_with('.') || r.one_of_several && rest.is_empty()
                        })
            });
            let end = all.get(n + 1).filter(|e| e.clause == r.clause && e.duty);
            let same = |w: &Row| w.not_after() == r.not_after() && w.earliest == r.earliest;
            // What a part says itself is told of it, though the whole waits for nothing else.
            let says = !r.one_of_several && r.moment != "begins" && r.by.contains(&r.clause);
            let adds = !(whole.is_some_and(same) && !says
                || r.earliest.is_none()
                    && r.moment == "begins"
                    && end.is_some_and(|e| e.not_after() == r.not_after()));
            // What only follows from entry into force says nothing of a clause.
            let fixed = r.clause.is_empty()
                || r.by.contains(&r.clause)
                || r.earliest.is_some()
                || !r.as_the_text;
            (r.earliest.is_some() || r.not_after().is_some()) && fixed && adds
        })
        .collect();
    all.into_iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(r, _)| r)
        .collect()
}

/// A date without a time of day that says nothing.
pub(crate) fn day(written: &str) -> String {
    written
        .strip_suffix(" 00:00")
        .or_else(|| written.strip_suffix(" 24:00"))
        .unwrap_or(written)
        .to_owned()
}

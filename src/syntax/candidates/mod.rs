//! Typical mistakes, each with the edit that would mend it. Whether it is one, the parser decides (`mistakes.rs`). Edits are suggested unless it is said here
//! why one is safe: modal words, `and`, dates, points of events and wordings carry meaning, and which was meant only the author knows.

mod duties;
mod lines;
mod names;
mod signs;
mod times;

use super::chunks::Place;
use super::tokens::{Broken, Token};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::SourceId;

pub(super) struct Candidate {
    pub diagnostic: Diagnostic,
    /// Edits that make the rest readable and are not offered to the reader.
    pub hidden: Vec<Edit>,
}

pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Units of time, one of them and several.
pub(super) const UNITS_OF_TIME: &[&str] = &[
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years",
];

/// `a, b or c`.
pub(crate) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}

struct Find<'t> {
    on: Broken<'t>,
    out: Vec<Candidate>,
}

/// Every mistake the tokens look like.
pub(super) fn candidates(
    source: SourceId,
    text: &str,
    toks: &[Token],
    place: Option<Place>,
) -> Vec<Candidate> {
    let mut f = Find {
        on: Broken { source, text, toks },
        out: Vec::new(),
    };
    for n in 0..toks.len() {
        f.modal(n);
        f.signs(n);
        f.date(n);
        f.and(n);
        f.moment(n);
        f.capital_joint(n);
        f.bare_distance(n);
        f.within_from(n);
        f.negative(n);
        f.misspelt(n);
    }
    f.dated_by_colon();
    f.clause_order();
    f.missing_that();
    if matches!(place, Some(Place::Line | Place::DatedLine)) {
        f.bare_rule();
    }
    f.both_sides();
    f.red_line();
    f.long_name();
    f.no_holder();
    f.out.extend(f.on.wordings());
    if place == Some(Place::Line) {
        f.no_rule();
    }
    f.capital_keyword();
    f.mixed();
    if matches!(place, Some(Place::Framework | Place::Clause)) {
        f.event();
    }
    f.out
}

impl Find<'_> {
    fn push(&mut self, diagnostic: Diagnostic) {
        self.out.push(Candidate {
            diagnostic,
            hidden: Vec::new(),
        });
    }
}

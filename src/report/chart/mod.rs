//! The timeline as a picture for a briefing: one SVG without scripts, fonts or network. What colour says, words and shapes say too.

mod axis;
mod dated;
mod order;

use super::safe;
use super::wrap::wrap;
use crate::model::Draft;
use crate::schedule::steps::{Row, day};
use crate::schedule::{Step, Timeline};
use svg::Document;
use svg::node::Text as Words;
use svg::node::element::{Description, Group, Line, Rectangle, Text, Title};

/// Widths and heights, in pixels of a page that is as wide as A4 across.
const WIDTH: f64 = 1120.0;
const LEFT: f64 = 330.0;
const RIGHT: f64 = 1000.0;
const TOP: f64 = 92.0;
/// Letters of a title, of what is said below it and of a note that have room on a line.
const TITLE: usize = 40;
const SMALL: usize = 54;
const NOTE: usize = 150;

const INK: &str = "#1f2933";
const SOFT: &str = "#52606d";
const FAINT: &str = "#c4cdd5";
const FILL: &str = "#8fa3b5";
const BAND: &str = "#f4f6f8";

/// The chart as a file. The same draft gives the same bytes.
pub(crate) fn chart(t: Timeline) -> String {
    drawn(t, "").0
}

/// The chart as a part of a page, with the words for who cannot see it. `n`: which one of the page it is.
pub(super) fn embedded(t: Timeline, n: usize) -> (String, String) {
    drawn(t, &format!("chart{n}-"))
}

/// The picture, and the whole of it in words. `prefix`: what the ids of this picture begin with.
fn drawn(t: Timeline, prefix: &str) -> (String, String) {
    let (all, steps) = (t.told(), t.sequence());
    let heading = format!("{}: when its steps can happen", t.draft.called());
    // Dates of the text alone need no line of dates where there is an order to show.
    let has_dates = steps.is_empty() || all.iter().any(|r| !r.clause.is_empty());
    let mut y = TOP;
    let mut parts = Group::new();
    if has_dates {
        (parts, y) = dated::drawn(parts, t.draft, &all, y);
    } else {
        for r in &all {
            let words = described(t.draft, std::slice::from_ref(r), &[]);
            parts = parts.add(text(24.0, y - 22.0, &words).set("font-size", 12));
            y += 18.0;
        }
    }
    if !steps.is_empty() {
        (parts, y) = order::drawn(parts, t.draft, &steps, (y + 20.0, prefix));
    }
    let told = described(t.draft, &all, &steps);
    let mut page = empty(&heading, &told, prefix);
    let mut notes = vec![
        "Dates hold if everybody keeps every deadline. An encoder's reading; the tool takes no side."
            .to_owned(),
    ];
    notes.extend(left_out(t));
    y += 26.0;
    for note in notes {
        for line in wrap(&note, "", "", NOTE) {
            parts = parts.add(text(24.0, y, &line).set("font-size", 12));
            y += 18.0;
        }
    }
    let height = y + 8.0;
    page = page
        .set("viewBox", (0.0, 0.0, WIDTH, height))
        .set("height", height)
        .add(
            Rectangle::new()
                .set("width", WIDTH)
                .set("height", height)
                .set("fill", "#ffffff"),
        )
        .add(
            text(24.0, 36.0, &heading)
                .set("font-size", 20)
                .set("font-weight", 600),
        )
        .add(parts);
    (format!("{page}\n"), told)
}

/// The page, and what is read aloud of it.
fn empty(heading: &str, described: &str, prefix: &str) -> Document {
    Document::new()
        .set("width", WIDTH)
        .set("role", "img")
        .set(
            "aria-labelledby",
            format!("{prefix}title {prefix}description"),
        )
        .set(
            "font-family",
            "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif",
        )
        .set("font-size", 13)
        .set("fill", INK)
        .add(
            Title::new("")
                .set("id", format!("{prefix}title"))
                .add(Words::new(shown(heading))),
        )
        .add(
            Description::new()
                .set("id", format!("{prefix}description"))
                .add(Words::new(described)),
        )
}

/// What the picture leaves out, in words.
fn left_out(t: Timeline) -> Vec<String> {
    let mut out = Vec::new();
    let undated = t.undated();
    if !undated.is_empty() {
        out.push(format!(
            "No date by which these must be complete: clauses {}",
            undated.join(", ")
        ));
    }
    for c in t.unchosen() {
        let what = c.sort.values();
        out.push(format!(
            "Not counted, as nothing is chosen: the {what} of {}",
            c.name
        ));
    }
    out
}

/// The whole chart in words, for who cannot see it.
fn described(draft: &Draft, rows: &[Row], steps: &[Step]) -> String {
    let one = |r: &Row| {
        let when = match (&r.earliest, &r.not_after().map(str::to_owned)) {
            (Some(a), Some(b)) if a == b => format!("on {}", day(a)),
            (Some(a), Some(b)) => format!("not before {}, not after {}", day(a), day(b)),
            (Some(a), None) => format!("not before {}", day(a)),
            (None, Some(b)) => format!("not after {}", day(b)),
            (None, None) => "without a date".to_owned(),
        };
        let clause = if r.clause.is_empty() {
            String::new()
        } else {
            format!("clause {} ", r.clause)
        };
        format!("{clause}{} {}: {when}.", r.title, r.moment)
    };
    let placed = |s: &Step| {
        let c = &draft.clauses[s.clause];
        let when = s.told();
        format!(
            "Step {}, clause {} {}: {when}.",
            s.level + 1,
            c.label,
            c.title
        )
    };
    let all = rows.iter().map(one).chain(steps.iter().map(placed));
    shown(&all.collect::<Vec<_>>().join(" "))
}

/// The name of a row, and what is said below it: as many lines as they need.
struct Label {
    title: Vec<String>,
    small: Vec<String>,
}

impl Label {
    fn of(title: &str, small: &str) -> Label {
        let lines = |words: &str, width| match words {
            "" => Vec::new(),
            words => wrap(words, "", "", width),
        };
        Label {
            title: lines(title, TITLE),
            small: lines(small, SMALL),
        }
    }

    /// How high its row is.
    fn height(&self) -> f64 {
        (10.0 + 15.0 * self.title.len() as f64 + 13.0 * self.small.len() as f64).max(34.0)
    }

    /// The words in a row that begins here, under a line.
    fn drawn(&self, row: Group, y: f64) -> Group {
        let line = Line::new()
            .set("x1", 24)
            .set("x2", RIGHT + 96.0)
            .set("y1", y)
            .set("y2", y)
            .set("stroke", "#e4e9ee")
            .set("stroke-width", 1);
        let mut row = row.add(line);
        let mut at = y + 16.0;
        for words in &self.title {
            row = row.add(text(24.0, at, words));
            at += 15.0;
        }
        at -= 1.5;
        for words in &self.small {
            let words = text(24.0, at, words).set("font-size", 10.5);
            row = row.add(words.set("fill", SOFT));
            at += 13.0;
        }
        row
    }
}

/// Bands behind the rows that belong to one clause with parts, so that a phase is seen as one. `rows`: the clause at the top of each row, where it begins
/// and how high it is.
fn bands(mut parts: Group, rows: &[(Option<usize>, f64, f64)]) -> Group {
    let mut n = 0;
    while n < rows.len() {
        let same = rows[n..].iter().take_while(|r| r.0 == rows[n].0).count();
        if rows[n].0.is_some() && same > 1 {
            let height: f64 = rows[n..n + same].iter().map(|r| r.2).sum();
            parts = parts.add(
                Rectangle::new()
                    .set("x", 16)
                    .set("y", rows[n].1)
                    .set("width", WIDTH - 32.0)
                    .set("height", height)
                    .set("fill", BAND),
            );
        }
        n += same;
    }
    parts
}

/// The line under the last row, and below it what the signs mean; and the height at which that ends.
fn closed(parts: Group, y: f64, legend: &str) -> (Group, f64) {
    let line = Line::new()
        .set("x1", 24)
        .set("x2", RIGHT + 96.0)
        .set("y1", y)
        .set("y2", y)
        .set("stroke", INK)
        .set("stroke-width", 1);
    let legend = text(24.0, y + 20.0, legend).set("font-size", 12);
    (parts.add(line).add(legend), y + 24.0)
}

/// The clause at the top of the one with a label.
fn top(draft: &Draft, label: &str) -> Option<usize> {
    let mut at = draft.clauses.iter().position(|c| c.label == label)?;
    while let Some(parent) = draft.clauses[at].parent {
        at = parent;
    }
    Some(at)
}

fn text(x: f64, y: f64, words: &str) -> Text {
    Text::new(shown(words)).set("x", x).set("y", y)
}

/// Text of a draft as a picture may hold it: no controls, nothing that reorders a line.
fn shown(text: &str) -> String {
    safe(text).chars().filter(|c| !c.is_control()).collect()
}

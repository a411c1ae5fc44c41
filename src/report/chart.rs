//! The timeline as a picture for a briefing: one SVG without scripts, fonts or network. What colour says, words and shapes say too.

use super::safe;
use crate::model::{Draft, Sort};
use crate::schedule::steps::{Row, day, told, undated};
use crate::schedule::{Schedule, Window};
use svg::Document;
use svg::node::Text as Words;
use svg::node::element::{Description, Group, Line, Rectangle, Text, Title};

/// Widths and heights, in pixels of a page that is as wide as A4 across.
const WIDTH: f64 = 1120.0;
const LEFT: f64 = 330.0;
const RIGHT: f64 = 1000.0;
const TOP: f64 = 92.0;
const ROW: f64 = 34.0;
/// Letters of a title that have room before the bars.
const LETTERS: usize = 40;

const INK: &str = "#1f2933";
const FAINT: &str = "#c4cdd5";
const FILL: &str = "#8fa3b5";

/// The chart as a file. The same draft gives the same bytes.
pub(crate) fn chart(draft: &Draft, schedule: &Schedule, windows: &[Window]) -> String {
    drawn(draft, schedule, windows, "")
}

/// The chart as a part of a page, with the words for who cannot see it. `n`: which one of the page it is.
pub(super) fn embedded(
    draft: &Draft,
    schedule: &Schedule,
    windows: &[Window],
    n: usize,
) -> (String, String) {
    (
        drawn(draft, schedule, windows, &format!("chart{n}-")),
        described(&told(draft, schedule, windows)),
    )
}

/// `prefix`: what the ids of this picture begin with.
fn drawn(draft: &Draft, schedule: &Schedule, windows: &[Window], prefix: &str) -> String {
    let all = told(draft, schedule, windows);
    let dates: Vec<i64> = all.iter().flat_map(|r| [r.from, r.to]).flatten().collect();
    let (first, last) = (
        dates.iter().copied().min().unwrap_or(0),
        dates.iter().copied().max().unwrap_or(0),
    );
    let room = ((last - first) / 24).max(1440);
    let axis = Axis {
        first: first - room,
        last: last + room,
    };
    let notes = notes(draft, schedule, windows);
    let bottom = TOP + ROW * all.len() as f64;
    let height = bottom + 70.0 + 18.0 * notes.len() as f64;
    let heading = format!(
        "{}: when its steps can happen",
        if draft.title.is_empty() {
            draft.id.as_str()
        } else {
            &draft.title
        }
    );
    let mut page = empty(&heading, &described(&all), height, prefix);
    for (at, label) in axis.ticks() {
        let x = axis.x(at);
        page = page
            .add(
                Line::new()
                    .set("x1", x)
                    .set("x2", x)
                    .set("y1", TOP - 8.0)
                    .set("y2", bottom)
                    .set("stroke", FAINT)
                    .set("stroke-width", 1),
            )
            .add(
                words(x, TOP - 14.0, &label)
                    .set("text-anchor", "middle")
                    .set("font-size", 11),
            );
    }
    for (n, r) in all.iter().enumerate() {
        page = page.add(bar(&axis, r, TOP + ROW * n as f64));
    }
    page = page.add(
        Line::new()
            .set("x1", 24)
            .set("x2", RIGHT + 96.0)
            .set("y1", bottom)
            .set("y2", bottom)
            .set("stroke", INK)
            .set("stroke-width", 1),
    );
    page = page.add(
        words(24.0, bottom + 24.0, "Filled: between the earliest and the latest date. An open end with an arrow: no date is fixed on that side. One date: fixed by the text.").set("font-size", 12),
    );
    page = page.add(words(24.0, bottom + 42.0, "Dates hold if everybody keeps every deadline. An encoder's reading; the tool takes no side.").set("font-size", 12));
    for (n, note) in notes.iter().enumerate() {
        page = page.add(words(24.0, bottom + 64.0 + 18.0 * n as f64, note).set("font-size", 12));
    }
    format!("{page}\n")
}

/// The page with its heading, and what is read aloud of it.
fn empty(heading: &str, described: &str, height: f64, prefix: &str) -> Document {
    Document::new()
        .set("viewBox", (0.0, 0.0, WIDTH, height))
        .set("width", WIDTH)
        .set("height", height)
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
        .add(
            Rectangle::new()
                .set("width", WIDTH)
                .set("height", height)
                .set("fill", "#ffffff"),
        )
        .add(
            words(24.0, 36.0, heading)
                .set("font-size", 20)
                .set("font-weight", 600),
        )
}

/// What the picture leaves out, in words.
fn notes(draft: &Draft, schedule: &Schedule, windows: &[Window]) -> Vec<String> {
    const LINE: usize = 150;
    let mut out = Vec::new();
    let undated = undated(draft, schedule, windows);
    if !undated.is_empty() {
        out.push(format!(
            "No date by which these must be complete: clauses {}",
            undated.join(", ")
        ));
    }
    for c in schedule.unchosen.iter().map(|n| &draft.choices[*n]) {
        let what = if c.sort == Sort::Reading {
            "the readings"
        } else {
            "the alternatives"
        };
        out.push(format!(
            "Not counted, as nothing is chosen: {what} of {}",
            c.name
        ));
    }
    // A line of the page holds so many letters.
    let mut lines = Vec::new();
    for note in out {
        let mut line = String::new();
        for word in note.split(' ') {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= LINE {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// The whole chart in words, for who cannot see it.
fn described(rows: &[Row]) -> String {
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
    shown(&rows.iter().map(one).collect::<Vec<_>>().join(" "))
}

/// One step: its name, its bar, and its dates.
fn bar(axis: &Axis, r: &Row, y: f64) -> Group {
    let middle = y + ROW / 2.0;
    let clause = if r.clause.is_empty() {
        r.title.clone()
    } else {
        format!("{}  {}", r.clause, r.title)
    };
    let out = Group::new()
        .add(Title::new("").add(Words::new(described(std::slice::from_ref(r)))))
        .add(
            Line::new()
                .set("x1", 24)
                .set("x2", RIGHT + 96.0)
                .set("y1", y)
                .set("y2", y)
                .set("stroke", "#e4e9ee")
                .set("stroke-width", 1),
        )
        .add(words(24.0, middle - 2.0, &short(&clause)))
        .add(
            words(24.0, middle + 12.0, &format!("{}{}", r.moment, by(r)))
                .set("font-size", 10.5)
                .set("fill", "#52606d"),
        );
    let (left, right) = (
        r.from.map_or(LEFT, |m| axis.x(m)),
        r.to.map_or(RIGHT, |m| axis.x(m)),
    );
    let out = stretch(out, r, (left, right), middle);
    dates(out, r, (left, right), middle)
}

/// From the earliest date to the latest; an end without a date is open.
fn stretch(mut out: Group, r: &Row, (left, right): (f64, f64), middle: f64) -> Group {
    if r.from.is_some() && r.from == r.to {
        out = out.add(
            Rectangle::new()
                .set("x", left - 4.0)
                .set("y", middle - 7.0)
                .set("width", 8)
                .set("height", 14)
                .set("fill", INK),
        );
    } else {
        let dashes = if r.from.is_some() && r.to.is_some() {
            "none"
        } else {
            "4 3"
        };
        out = out.add(
            Rectangle::new()
                .set("x", left)
                .set("y", middle - 7.0)
                .set("width", (right - left).max(3.0))
                .set("height", 14)
                .set("fill", if dashes == "none" { FILL } else { "#eef2f5" })
                .set("stroke", INK)
                .set("stroke-width", 1)
                .set("stroke-dasharray", dashes),
        );
        for (open, x, sign) in [(r.from.is_none(), left, "◂"), (r.to.is_none(), right, "▸")] {
            if open {
                out = out.add(
                    words(x, middle + 5.0, sign)
                        .set("text-anchor", "middle")
                        .set("font-size", 14),
                );
            }
        }
    }
    out
}

/// The dates beside the bar.
fn dates(mut out: Group, r: &Row, (left, right): (f64, f64), middle: f64) -> Group {
    let ends = (r.earliest.as_deref().map(day), r.not_after().map(day));
    let (before, after) = match &ends {
        (Some(a), Some(b)) if a == b => (None, Some(b.clone())),
        (a, b) => (a.clone(), b.clone()),
    };
    if let Some(a) = before {
        // Where there is no room on its left, it stands above the bar's beginning.
        let fits = left - 6.0 - 7.0 * a.chars().count() as f64 > LEFT - 60.0;
        out = out.add(if fits {
            words(left - 7.0, middle + 4.0, &a)
                .set("text-anchor", "end")
                .set("font-size", 11)
        } else {
            words(left, middle - 9.0, &a).set("font-size", 10)
        });
    }
    if let Some(b) = after {
        out = out.add(words(right + 9.0, middle + 4.0, &b).set("font-size", 11));
    }
    out
}

fn by(r: &Row) -> String {
    if r.by.is_empty() {
        String::new()
    } else {
        format!(" · fixed by {}", some(&r.by))
    }
}

fn some(all: &[String]) -> String {
    const MOST: usize = 5;
    match all.get(..MOST) {
        Some(first) if all.len() > MOST => format!("{} …", first.join(", ")),
        _ => all.join(", "),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(LETTERS - 1).collect::<String>())
    }
}

fn words(x: f64, y: f64, text: &str) -> Text {
    Text::new(shown(text)).set("x", x).set("y", y)
}

/// Text of a draft as a picture may hold it: no controls, nothing that reorders a line.
fn shown(text: &str) -> String {
    safe(text).chars().filter(|c| !c.is_control()).collect()
}

/// The line of dates.
struct Axis {
    first: i64,
    last: i64,
}

impl Axis {
    fn x(&self, minutes: i64) -> f64 {
        let part = (minutes - self.first) as f64 / (self.last - self.first).max(1) as f64;
        ((LEFT + part * (RIGHT - LEFT)) * 10.0).round() / 10.0
    }

    /// Dates along the line: as many as have room, a whole number of days apart.
    fn ticks(&self) -> Vec<(i64, String)> {
        const DAY: i64 = 1440;
        const STEPS: &[i64] = &[1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652];
        let days = (self.last - self.first) / DAY;
        let step = STEPS
            .iter()
            .copied()
            .find(|s| days / s <= 7)
            .unwrap_or(36525);
        let mut at = self.first.div_euclid(DAY) * DAY + DAY;
        let mut out = Vec::new();
        while at < self.last {
            out.push((at, day(&Schedule::written(at))));
            at += step * DAY;
        }
        out
    }
}

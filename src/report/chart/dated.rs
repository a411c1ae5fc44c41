//! The steps that have dates: a bar each, from the earliest date to the latest.

use super::axis::Axis;
use super::{FAINT, FILL, INK, LEFT, Label, RIGHT, bands, closed, described, text, top};
use crate::model::Draft;
use crate::schedule::steps::{Row, day};
use svg::node::Text as Words;
use svg::node::element::{Group, Line, Rectangle, Title};

/// The rows, from a height on; and the height at which they end.
pub(super) fn drawn(mut parts: Group, draft: &Draft, all: &[Row], from: f64) -> (Group, f64) {
    let dates = all.iter().flat_map(|r| [r.from, r.to, r.begins]).flatten();
    let axis = Axis::of(&dates.collect::<Vec<_>>());
    let labels: Vec<Label> = all.iter().map(label).collect();
    let mut y = from;
    let mut rows = Vec::new();
    for (r, l) in all.iter().zip(&labels) {
        rows.push((top(draft, &r.clause), y, l.height()));
        y += l.height();
    }
    parts = bands(parts, &rows);
    for (at, words) in axis.ticks() {
        let x = axis.x(at);
        parts = parts
            .add(
                Line::new()
                    .set("x1", x)
                    .set("x2", x)
                    .set("y1", from - 8.0)
                    .set("y2", y)
                    .set("stroke", FAINT)
                    .set("stroke-width", 1),
            )
            .add(
                text(x, from - 14.0, &words)
                    .set("text-anchor", "middle")
                    .set("font-size", 11),
            );
    }
    for ((r, l), (_, y, _)) in all.iter().zip(&labels).zip(&rows) {
        let told = described(draft, std::slice::from_ref(r), &[]);
        let row = Group::new().add(Title::new("").add(Words::new(told)));
        parts = parts.add(bar(l.drawn(row, *y), &axis, r, y + 17.0));
    }
    let legend = "Filled: between the earliest and the latest date. Broken edge: no date is fixed on one side. Nothing is drawn before it can begin. One mark: fixed by the text.";
    closed(parts, y, legend)
}

fn label(r: &Row) -> Label {
    let clause = if r.clause.is_empty() {
        r.title.clone()
    } else {
        format!("{}  {}", r.clause, r.title)
    };
    let by = match &r.by[..] {
        [] => String::new(),
        all => format!(" · fixed by {}", all.join(", ")),
    };
    Label::of(&clause, &format!("{}{by}", r.moment))
}

/// From the earliest date to the latest; an end without a date is open, and begins no sooner than anything can.
fn bar(row: Group, axis: &Axis, r: &Row, middle: f64) -> Group {
    let left = r.from.or(r.begins).map_or(LEFT, |m| axis.x(m));
    let right = r.to.map_or(RIGHT, |m| axis.x(m)).max(left);
    dates(
        stretch(row, r, (left, right), middle),
        r,
        (left, right),
        middle,
    )
}

fn stretch(mut out: Group, r: &Row, (left, right): (f64, f64), middle: f64) -> Group {
    if r.from.is_some() && r.from == r.to {
        return out.add(
            Rectangle::new()
                .set("x", left - 4.0)
                .set("y", middle - 7.0)
                .set("width", 8)
                .set("height", 14)
                .set("fill", INK),
        );
    }
    let closed = r.from.is_some() && r.to.is_some();
    out = out.add(
        Rectangle::new()
            .set("x", left)
            .set("y", middle - 7.0)
            .set("width", (right - left).max(3.0))
            .set("height", 14)
            .set("fill", if closed { FILL } else { "#eef2f5" })
            .set("stroke", INK)
            .set("stroke-width", 1)
            .set("stroke-dasharray", if closed { "none" } else { "4 3" }),
    );
    for (open, x, sign) in [
        (r.from.or(r.begins).is_none(), left, "◂"),
        (r.to.is_none(), right, "▸"),
    ] {
        if open {
            out = out.add(
                text(x, middle + 5.0, sign)
                    .set("text-anchor", "middle")
                    .set("font-size", 14),
            );
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
            text(left - 7.0, middle + 4.0, &a)
                .set("text-anchor", "end")
                .set("font-size", 11)
        } else {
            text(left, middle - 9.0, &a).set("font-size", 10)
        });
    }
    if let Some(b) = after {
        out = out.add(text(right + 9.0, middle + 4.0, &b).set("font-size", 11));
    }
    out
}

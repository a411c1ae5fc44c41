//! The line of dates: where a moment lies on it, and the dates that are written along it.

use super::{LEFT, RIGHT};
use crate::schedule::Schedule;
use crate::schedule::steps::day;
use crate::vocabulary::{Day, DayRange};

const DAY: i64 = 1440;
/// So many dates have room.
const MOST: i64 = 8;

/// The line of dates, in minutes.
pub(super) struct Axis {
    first: i64,
    last: i64,
}

impl Axis {
    /// From the first to the last of some dates, with room on both sides.
    pub(super) fn of(dates: &[i64]) -> Axis {
        let first = dates.iter().copied().min().unwrap_or(0);
        let last = dates.iter().copied().max().unwrap_or(0);
        let room = ((last - first) / 24).max(DAY);
        Axis {
            first: first - room,
            last: last + room,
        }
    }

    pub(super) fn x(&self, minutes: i64) -> f64 {
        let part = (minutes - self.first) as f64 / (self.last - self.first).max(1) as f64;
        ((LEFT + part * (RIGHT - LEFT)) * 10.0).round() / 10.0
    }

    /// Dates along the line, as many as have room: whole days or weeks apart, or the first days of months and years.
    pub(super) fn ticks(&self) -> Vec<(i64, String)> {
        let days = (self.last - self.first) / DAY;
        let by_days = [1, 2, 7, 14].into_iter().find(|s| days / s < MOST);
        let written = |at: i64| (at, day(&Schedule::written(at)));
        if let Some(step) = by_days {
            let mut at = self.first.div_euclid(DAY) * DAY + DAY;
            let mut out = Vec::new();
            while at < self.last {
                out.push(written(at));
                at += step * DAY;
            }
            return out;
        }
        let months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
        let step = months.into_iter().find(|m| days / (m * 30) < MOST);
        let step = step.unwrap_or(2400);
        let Some(first) = DayRange::instant(self.first) else {
            return Vec::new();
        };
        let (year, month, _) = first.first.civil();
        let mut count = (i64::from(year) * 12 + i64::from(month)).div_euclid(step) * step;
        let mut out = Vec::new();
        while let Some(at) = month_begins(count).filter(|at| *at < self.last) {
            if at > self.first {
                out.push(written(at));
            }
            count += step;
        }
        out
    }
}

/// The first minute of a month, counted from the year 0.
fn month_begins(count: i64) -> Option<i64> {
    let year = i32::try_from(count.div_euclid(12)).ok()?;
    let month = u32::try_from(count.rem_euclid(12)).ok()? + 1;
    Some(i64::from(Day::new(year, month, 1)?.0) * DAY)
}

//! Lengths of time in minutes: exact for minutes to weeks; months by the calendar from an instant, else between their shortest and longest.

use super::Duration;
use crate::vocabulary::{Day, DayRange, Exact};

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Minutes(i64),
    Months(i64),
}

impl Length {
    /// Nothing: the text does not say how long.
    pub(crate) fn of(d: &Duration) -> Option<Length> {
        let n = d.number?;
        if d.calendar {
            return n.whole().map(Length::Months);
        }
        n.times(Exact::new(1440, 1)?)?.whole().map(Length::Minutes)
    }

    /// How much of the other it is; nothing: they are not counted in the same.
    pub(crate) fn over(self, other: Length) -> Option<Exact> {
        match (self, other) {
            (Length::Minutes(a), Length::Minutes(b)) | (Length::Months(a), Length::Months(b)) => {
                Exact::new(a.into(), b.into())
            }
            _ => None,
        }
    }

    /// The shortest and the longest it can be.
    pub(crate) fn relaxed(self) -> (i64, i64) {
        match self {
            Length::Minutes(m) => (m, m),
            Length::Months(n) => {
                let (mut short, mut long) = (i64::MAX, i64::MIN);
                // Four years hold every run of months, the leap day among them.
                for start in 0..48 {
                    if let (Some(a), Some(b)) = (month_start(start), month_start(start + n)) {
                        let days = i64::from(b.0 - a.0);
                        (short, long) = (short.min(days), long.max(days));
                    }
                }
                (short.saturating_mul(1440), long.saturating_mul(1440))
            }
        }
    }

    /// The shortest and the longest it can be, counted from a day or an hour of it, or back from it: from every hour of one day it is as many days.
    pub(crate) fn counted(self, day: DayRange, back: bool) -> (i64, i64) {
        if day.first != day.last {
            return self.relaxed();
        }
        let at = day.minutes().0;
        let exact = if back {
            at.saturating_sub(self.back_from(at))
        } else {
            self.from(at).saturating_sub(at)
        };
        (exact, exact)
    }

    /// So long after an instant.
    pub(crate) fn from(self, at: i64) -> i64 {
        match self {
            Length::Minutes(m) => at.saturating_add(m),
            Length::Months(n) => {
                moved(at, n).unwrap_or_else(|| at.saturating_add(self.relaxed().1))
            }
        }
    }

    /// So long before an instant.
    pub(crate) fn back_from(self, at: i64) -> i64 {
        match self {
            Length::Minutes(m) => at.saturating_sub(m),
            Length::Months(n) => {
                moved(at, -n).unwrap_or_else(|| at.saturating_sub(self.relaxed().1))
            }
        }
    }
}

/// The first day of a month counted from January 2001; the four years from there have one leap day.
fn month_start(months: i64) -> Option<Day> {
    Day::new(
        2001 + i32::try_from(months.div_euclid(12)).ok()?,
        u32::try_from(months.rem_euclid(12)).ok()? + 1,
        1,
    )
}

/// The same day and time some months on; a day the month does not have is its last.
fn moved(at: i64, months: i64) -> Option<i64> {
    let (day, minute) = (at.div_euclid(1440), at.rem_euclid(1440));
    let (y, m, d) = Day(i32::try_from(day).ok()?).civil();
    let count = i64::from(y) * 12 + i64::from(m) - 1 + months;
    let (year, month) = (
        i32::try_from(count.div_euclid(12)).ok()?,
        u32::try_from(count.rem_euclid(12)).ok()? + 1,
    );
    let day = (1..=d).rev().find_map(|d| Day::new(year, month, d))?;
    Some(i64::from(day.0) * 1440 + minute)
}

/// An instant as it is written: a day at midnight, else a day with its time.
pub(crate) fn span_of(minutes: i64) -> String {
    let Ok(day) = i32::try_from(minutes.div_euclid(1440)) else {
        return "beyond the calendar".to_owned();
    };
    let (y, m, d) = Day(day).civil();
    let of_day = minutes.rem_euclid(1440);
    format!("{y:04}-{m:02}-{d:02} {:02}:{:02}", of_day / 60, of_day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(y: i32, m: u32, d: u32) -> i64 {
        Day::new(y, m, d).map_or(0, |d| i64::from(d.0) * 1440)
    }

    #[test]
    fn months_are_counted_on_the_calendar_and_clamped() {
        assert_eq!(
            span_of(Length::Months(3).from(at(1953, 7, 27) + 22 * 60)),
            "1953-10-27 22:00"
        );
        assert_eq!(
            span_of(Length::Months(1).from(at(2025, 1, 31))),
            "2025-02-28 00:00"
        );
        assert_eq!(Length::Months(1).relaxed(), (28 * 1440, 31 * 1440));
        assert_eq!(Length::Months(3).relaxed(), (89 * 1440, 92 * 1440));
    }
}

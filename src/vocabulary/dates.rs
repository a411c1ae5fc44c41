//! Days of the calendar, counted exactly. Years 1900 to 2999.

/// A day, counted from 0000-03-01 of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub i32);

/// A day, or all days of a month where only the month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DayRange {
    /// The first day it can be.
    pub first: Day,
    /// The last day it can be.
    pub last: Day,
    /// The time of the day in minutes, where it is said.
    pub time: Option<u16>,
}

impl DayRange {
    /// From and to, in minutes: an instant if the time is said, else all of the day or month, of which the end is no longer part.
    pub(crate) fn minutes(self) -> (i64, i64) {
        let day = |d: Day| i64::from(d.0) * 1440;
        match self.time {
            Some(t) => (
                day(self.first) + i64::from(t),
                day(self.first) + i64::from(t),
            ),
            None => (day(self.first), day(self.last) + 1440),
        }
    }

    /// An instant in minutes, if the calendar goes so far.
    pub(crate) fn instant(minutes: i64) -> Option<DayRange> {
        let day = Day(i32::try_from(minutes.div_euclid(1440)).ok()?);
        Some(DayRange {
            first: day,
            last: day,
            time: u16::try_from(minutes.rem_euclid(1440)).ok(),
        })
    }

    /// All of it is over when the other is, or before.
    pub(crate) fn ends_with(self, other: DayRange) -> bool {
        let (mine, its) = (self.minutes().1, other.minutes().1);
        mine < its || mine == its && (self.time.is_none() || other.time.is_some())
    }

    /// The other is over when it begins.
    pub(crate) fn is_over_after(self, other: DayRange) -> bool {
        let (begin, end) = (self.minutes().0, other.minutes().1);
        end < begin || end == begin && other.time.is_none()
    }
}

impl Day {
    /// The day of a date, if the calendar has it.
    pub(crate) fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1900..=2999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > days_in(year, month)
        {
            return None;
        }
        // Months from March, so that the leap day is the last of its year.
        let (y, m) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let before = 365 * y + y / 4 - y / 100 + y / 400;
        Some(Day(before + (153 * m as i32 + 2) / 5 + day as i32 - 1))
    }
}

impl Day {
    /// Year, month and day.
    pub(crate) fn civil(self) -> (i32, u32, u32) {
        // Days of 400, 100, 4 and 1 years, counted from March.
        let era = self.0.div_euclid(146_097);
        let day = self.0.rem_euclid(146_097);
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let rest = day - (365 * year + year / 4 - year / 100);
        let m = (5 * rest + 2) / 153;
        let d = rest - (153 * m + 2) / 5 + 1;
        let month = if m < 10 { m + 3 } else { m - 9 };
        (
            era * 400 + year + i32::from(month <= 2),
            month as u32,
            d as u32,
        )
    }
}

fn days_in(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl std::fmt::Display for DayRange {
    /// `2025-11-20`, or `2025-12` for a month.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let (y, m, d) = self.first.civil();
        if self.first == self.last {
            write!(f, "{y:04}-{m:02}-{d:02}")
        } else {
            write!(f, "{y:04}-{m:02}")
        }
    }
}

impl DayRange {
    /// Reads `2025-11-20`, `2025-12` or `2015-02-15 00:00`.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub(crate) fn read(text: &str) -> Result<DayRange, String> {
        let (date, time) = match text.split_once(' ') {
            Some((d, t)) => (d, Some(t)),
            None => (text, None),
        };
        let of_day = match time {
            Some(time) => minute_of_day(time)?,
            None => None,
        };
        let digits = |p: &str, n: usize| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
        let shape: Vec<&str> = date.split('-').collect();
        let written = matches!(&shape[..], [y, m] | [y, m, _] if digits(y, 4) && digits(m, 2))
            && shape.get(2).is_none_or(|d| digits(d, 2));
        if !written || time.is_some_and(|t| t.len() != 5) {
            return Err(
                "a date is written 2026-03-01, or 2026-03 where only the month is known".to_owned(),
            );
        }
        let mut parts = date.split('-').map(|p| p.parse::<u32>().unwrap_or(0));
        let (year, month, day) = (
            parts.next().unwrap_or(0) as i32,
            parts.next().unwrap_or(0),
            parts.next(),
        );
        if !(1900..=2999).contains(&year) {
            return Err("a date is written 2026-03-01, with a year from 1900 to 2999".to_owned());
        }
        if !(1..=12).contains(&month) {
            return Err(format!("there is no month {month}"));
        }
        let no_day = || {
            format!(
                "there is no such day: the month has {} days",
                days_in(year, month)
            )
        };
        match day {
            Some(d) => Day::new(year, month, d)
                .map(|d| DayRange {
                    first: d,
                    last: d,
                    time: of_day,
                })
                .ok_or_else(no_day),
            None => {
                let first = Day::new(year, month, 1).ok_or_else(no_day)?;
                let last = Day::new(year, month, days_in(year, month)).ok_or_else(no_day)?;
                Ok(DayRange {
                    first,
                    last,
                    time: None,
                })
            }
        }
    }
}

/// The minute of the day of `14:30`; nothing if it is not written so.
fn minute_of_day(time: &str) -> Result<Option<u16>, String> {
    let Some((h, m)) = time.split_once(':') else {
        return Ok(None);
    };
    let (h, m): (u32, u32) = (h.parse().unwrap_or(99), m.parse().unwrap_or(99));
    if h > 23 || m > 59 {
        return Err(format!(
            "{h:02}:{m:02} is no time of the day; midnight is 00:00 of the next day"
        ));
    }
    Ok(Some((h * 60 + m) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_one_another() {
        let mut before = Day::new(1999, 12, 31).map(|d| d.0);
        for y in 2000..2005 {
            for m in 1..=12 {
                for d in 1..=days_in(y, m) {
                    let now = Day::new(y, m, d).map(|d| d.0);
                    assert_eq!(now, before.map(|b| b + 1), "{y}-{m}-{d}");
                    assert_eq!(Day::new(y, m, d).map(Day::civil), Some((y, m, d)));
                    before = now;
                }
            }
        }
        assert!(DayRange::read("2025-02-29").is_err());
        assert!(DayRange::read("2024-02-29").is_ok());
        assert!(DayRange::read("1899-12-31").is_err());
        assert!(DayRange::read("2025-01-01 24:00").is_err());
    }
}

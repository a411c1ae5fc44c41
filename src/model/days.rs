//! On which day a moment is, as far as the words of its text give it one.

use super::calendar::Length;
use super::{Draft, Item, Moment, MomentKind, Point, PointOf, Shift};
use crate::vocabulary::DayRange;
use compact_str::CompactString;

impl Draft {
    /// The day of a moment, as far as words give it one: it is a date, or an order of the same text says `on` which day its signature or entry into force is,
    /// or at once with what of that text. `text`: the one that is brought in, if it is said in such a one.
    pub(crate) fn day_of(&self, m: &Moment, text: Option<&CompactString>) -> Option<DayRange> {
        if let MomentKind::Shifted(shift, of) = &m.kind {
            return shift.of_day(self.day_of(of, text)?);
        }
        let mut asked = m;
        // Each of the two is looked up once.
        for _ in 0..=2 {
            if let Some(day) = asked.date() {
                return Some(day);
            }
            let orders = self
                .all_orders()
                .filter(|(of, o, _)| *of == text && o.moment.is_same_of_text(asked))
                .map(|(_, o, _)| o);
            let mut with = None;
            for o in orders {
                if let Some(day) = o.day() {
                    return Some(day);
                }
                with = with.or(o.at_once_with());
            }
            asked = with?;
        }
        None
    }

    /// The day on which a clause enters into force that has an entry of its own: the inner nothing where no day is said.
    pub(crate) fn own_entry_day(
        &self,
        clause: usize,
        of: impl Fn(&Item) -> Vec<usize>,
    ) -> Option<DayRange> {
        let inside = self
            .clauses
            .iter()
            .flat_map(|c| c.orders.iter().map(|(o, _)| o));
        let all = inside.chain(self.all_orders().map(|(_, o, _)| o));
        let mut own = all.filter(|o| match &o.moment.kind {
            MomentKind::Point(Point::EntryIntoForce, item, _) => {
                matches!(&**item, PointOf::Item(i) if of(i).contains(&clause))
            }
            _ => false,
        });
        let text = self.clauses[clause].text.as_ref();
        own.find_map(|o| o.day().or_else(|| self.day_of(o.at_once_with()?, text)))
    }

    /// The day of entry into force of a text.
    pub(crate) fn entry_day(&self, text: Option<&CompactString>) -> Option<DayRange> {
        let entry = Moment {
            kind: MomentKind::Entry,
            span: self.span,
        };
        self.day_of(&entry, text)
    }
}

impl Shift {
    /// The same so long after or before a day or month; nothing: how long is not said.
    pub(crate) fn of_day(&self, day: DayRange) -> Option<DayRange> {
        let length = Length::of(&self.length)?;
        let moved = |at: i64| {
            if self.back {
                length.back_from(at)
            } else {
                length.from(at)
            }
        };
        let (first, _) = day.minutes();
        let from = DayRange::instant(moved(first))?;
        if day.time.is_some() || from.time != Some(0) {
            return Some(from);
        }
        // The last day of a month counts from itself.
        let last = DayRange {
            first: day.last,
            ..day
        };
        let to = DayRange::instant(moved(last.minutes().0))?;
        Some(DayRange {
            first: from.first,
            last: to.first,
            time: None,
        })
    }
}

//! Which answers can go together: a bracket inside an alternative that is not taken is no choice, and two questions about one hole are about one value.

use super::{Condition, Store};
use crate::source::Span;
use crate::vocabulary::{Exact, Interval, NodeId, Vocabulary};
use std::collections::BTreeMap;

/// What is asked of the value of a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Whether a number lies between two ends.
    Amount {
        /// Where it is asked to lie.
        wanted: Interval,
        /// Where it is known to lie.
        known: Interval,
        /// It counts people or things.
        whole: bool,
        /// There may be no value at all.
        maybe_none: bool,
    },
    /// Whether it is this, or of this type.
    Thing(NodeId),
}

/// A place on the line of numbers: at one of the ends, or between two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Below all ends.
    Below(Exact),
    /// At an end.
    At(Exact),
    /// Between two ends that follow one another.
    Between(Exact, Exact),
    /// Above all ends.
    Above(Exact),
}

impl Cell {
    /// Does a number of this cell lie between two ends?
    fn lies_in(self, Interval { low, high }: Interval) -> bool {
        let above = |(end, own): (Exact, bool)| match self {
            Cell::Below(_) => false,
            Cell::At(n) => n > end || own && n == end,
            Cell::Between(n, _) | Cell::Above(n) => n >= end,
        };
        let below = |(end, own): (Exact, bool)| match self {
            Cell::Above(_) => false,
            Cell::At(n) => n < end || own && n == end,
            Cell::Between(_, n) | Cell::Below(n) => n <= end,
        };
        low.is_none_or(above) && high.is_none_or(below)
    }

    /// All numbers from one cell to another, in words.
    pub(crate) fn run(from: Cell, to: Cell) -> String {
        let low = match from {
            Cell::Below(_) => None,
            Cell::At(n) => Some(format!("from {n}")),
            Cell::Between(n, _) | Cell::Above(n) => Some(format!("above {n}")),
        };
        let high = match to {
            Cell::Above(_) => None,
            Cell::At(n) => Some(format!("up to {n}")),
            Cell::Between(_, n) | Cell::Below(n) => Some(format!("below {n}")),
        };
        match (from, to) {
            (Cell::At(a), Cell::At(b)) if a == b => format!("{a}"),
            _ => [low, high]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" and "),
        }
    }
}

/// The cells the ends cut the numbers into. Of a count, those are left out in which no whole number lies; no number is below 0.
fn cells(mut ends: Vec<Exact>, whole: bool) -> Vec<Cell> {
    ends.sort_unstable();
    ends.dedup();
    let mut out = Vec::new();
    if let Some(first) = ends.first().filter(|n| n.is_positive()) {
        out.push(Cell::Below(*first));
    }
    for (n, end) in ends.iter().enumerate() {
        if !whole || end.whole().is_some() {
            out.push(Cell::At(*end));
        }
        if let Some(next) = ends.get(n + 1)
            && !(whole
                && end
                    .whole()
                    .zip(next.whole())
                    .is_some_and(|(a, b)| b - a == 1))
        {
            out.push(Cell::Between(*end, *next));
        }
    }
    out.extend(ends.last().map(|n| Cell::Above(*n)));
    out
}

impl Store {
    /// Which answers to these questions can go together. Whether a bracket arises changes no verdict: what stands in it is not in the text where it does not.
    pub(crate) fn legal(&mut self, v: &Vocabulary, asked: &[u32]) -> Condition {
        let mut out = Condition::ALWAYS;
        for together in self.by_hole(asked).into_values().filter(|t| t.len() > 1) {
            let c = self.of_one_value(v, &together);
            out = self.and(out, c);
        }
        out
    }

    /// A choice that does not arise has its first alternative, so that every text is counted once.
    pub(crate) fn nested(&mut self, asked: &[u32]) -> Condition {
        let mut todo = asked.to_vec();
        let mut next = 0;
        let mut out = Condition::ALWAYS;
        while let Some(v) = todo.get(next).copied() {
            next += 1;
            let arises = self.arises(v);
            if arises.is_always() {
                continue;
            }
            for (outer, _) in self.describe(v).within.clone() {
                if !todo.contains(&outer) {
                    todo.push(outer);
                }
            }
            let not = self.not(arises);
            let rest = self.atom(v, 0);
            let one = self.and(not, rest);
            let either = self.or(arises, one);
            out = self.and(out, either);
        }
        out
    }

    /// When a choice has to be made at all: where the alternatives it stands in are taken. One that stands in a reading has to be made whoever reads how.
    pub(crate) fn arises(&mut self, v: u32) -> Condition {
        let mut out = Condition::ALWAYS;
        for (outer, value) in self.describe(v).within.clone() {
            if self.describe(outer).question.kind() == super::Kind::Choice {
                let a = self.atom(outer, value);
                out = self.and(out, a);
            }
        }
        out
    }

    /// Questions about the value of one hole, by the hole.
    pub(crate) fn by_hole(&self, asked: &[u32]) -> BTreeMap<Span, Vec<u32>> {
        let mut holes: BTreeMap<Span, Vec<u32>> = BTreeMap::new();
        for v in asked.iter().filter(|v| self.describe(**v).asked.is_some()) {
            holes.entry(self.describe(*v).span).or_default().push(*v);
        }
        holes
    }

    fn of_one_value(&mut self, v: &Vocabulary, together: &[u32]) -> Condition {
        let mut out = self.of_one_number(together);
        // What is of a narrower type is of the wider one.
        let things: Vec<(u32, NodeId)> = together
            .iter()
            .filter_map(|q| {
                if let Some(Asked::Thing(n)) = self.describe(*q).asked {
                    Some((*q, n))
                } else {
                    None
                }
            })
            .collect();
        for (a, narrow) in &things {
            for (b, _) in things
                .iter()
                .filter(|(b, wide)| b != a && v.under(*narrow, *wide))
            {
                let (no, yes) = (self.atom(*a, 0), self.atom(*b, 1));
                let follows = self.or(no, yes);
                out = self.and(out, follows);
            }
        }
        out
    }

    /// The answers that some number gives, cell by cell.
    fn of_one_number(&mut self, together: &[u32]) -> Condition {
        let cells = self.cells_of(together);
        if cells.is_empty() {
            return Condition::ALWAYS;
        }
        let mut any = Condition::NEVER;
        for cell in cells {
            let here = self.in_cell(together, cell);
            any = self.or(any, here);
        }
        any
    }

    /// What a number in a cell, or that there is none, answers to the questions about it.
    pub(crate) fn in_cell(&mut self, together: &[u32], cell: Option<Cell>) -> Condition {
        let mut all = Condition::ALWAYS;
        for q in together {
            let Some(Asked::Amount { wanted, .. }) = self.describe(*q).asked else {
                continue;
            };
            let a = self.atom(*q, usize::from(cell.is_some_and(|c| c.lies_in(wanted))));
            all = self.and(all, a);
        }
        all
    }

    /// The cells that questions about one number tell apart, from the lowest to the highest; last, if that may be, that there is no number.
    pub(crate) fn cells_of(&self, together: &[u32]) -> Vec<Option<Cell>> {
        let (mut ends, mut limits) = (Vec::new(), Vec::new());
        let (mut counts, mut none) = (true, false);
        for q in together {
            if let Some(Asked::Amount {
                wanted,
                known,
                whole,
                maybe_none,
            }) = self.describe(*q).asked
            {
                ends.extend(
                    [wanted.low, wanted.high, known.low, known.high]
                        .into_iter()
                        .flatten()
                        .map(|(n, _)| n),
                );
                limits.push(known);
                counts &= whole;
                none |= maybe_none;
            }
        }
        let possible = cells(ends, counts)
            .into_iter()
            .filter(|c| limits.iter().all(|l| c.lies_in(*l)));
        possible.map(Some).chain(none.then_some(None)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(i: i128) -> Exact {
        Exact::new(i, 1).expect("a number")
    }

    #[test]
    fn a_count_has_no_cell_between_neighbours() {
        assert_eq!(
            cells(vec![n(3), n(4)], true),
            [
                Cell::Below(n(3)),
                Cell::At(n(3)),
                Cell::At(n(4)),
                Cell::Above(n(4))
            ]
        );
        assert_eq!(cells(vec![n(3), n(4)], false).len(), 5);
        assert_eq!(
            cells(vec![n(0)], true),
            [Cell::At(n(0)), Cell::Above(n(0))],
            "nothing lies below nothing"
        );
    }

    /// Every cell against a number that lies in it.
    #[test]
    fn a_cell_lies_where_its_numbers_lie() {
        let half = |a: i128| Exact::new(a, 2).expect("a number");
        let ends = [n(2), n(4), n(6)];
        let samples: Vec<(Cell, Exact)> = cells(ends.to_vec(), false)
            .into_iter()
            .zip([2, 4, 6, 8, 10, 12, 14].map(half))
            .collect();
        assert_eq!(samples.len(), 7);
        let bounds: Vec<Option<(Exact, bool)>> = ends
            .iter()
            .flat_map(|e| [Some((*e, true)), Some((*e, false))])
            .chain([None])
            .collect();
        for (cell, number) in samples {
            for low in &bounds {
                for high in &bounds {
                    let above = low.is_none_or(|(l, own)| number > l || own && number == l);
                    let below = high.is_none_or(|(h, own)| number < h || own && number == h);
                    assert_eq!(
                        cell.lies_in(Interval {
                            low: *low,
                            high: *high
                        }),
                        above && below,
                        "{cell:?} {low:?} {high:?}"
                    );
                }
            }
        }
    }
}

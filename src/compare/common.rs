//! Common ground: which lines all drafts respect, which none does, which no draft meets together. Counted, never added up into one number.

use super::{Side, lines};
use crate::verdict::Verdict;

/// A line by party and label.
pub(super) type LineName = (String, String);

/// Two lines that each some draft respects, and none both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deadlock {
    /// One line.
    pub one: LineName,
    /// The other.
    pub other: LineName,
}

/// The drafts that cross fewest of a party's absolute lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fewest {
    /// The party.
    pub party: String,
    /// Its absolute lines.
    pub absolute: usize,
    /// By draft: how many are crossed, and how many are open.
    pub crossed: Vec<(usize, usize)>,
    /// The drafts that cross fewest, by position.
    pub drafts: Vec<usize>,
}

/// What the drafts have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CommonGround {
    /// Lines that every draft respects.
    pub all: Vec<LineName>,
    /// Lines that no draft respects.
    pub none: Vec<LineName>,
    /// Lines that every draft crosses.
    pub crossed_by_all: Vec<LineName>,
    /// Pairs of lines that no draft meets together, though each is met by one.
    pub pairs: Vec<Deadlock>,
    /// By party.
    pub fewest: Vec<Fewest>,
}

/// The stance of lines a party does not trade.
const ABSOLUTE: &str = "absolute";

/// Counts over the red lines that were judged in every draft; goals are left out.
pub(crate) fn common_ground(sides: &[Side]) -> CommonGround {
    let parties = lines::parties(sides);
    let mut out = CommonGround::default();
    let mut met: Vec<(LineName, Vec<bool>)> = Vec::new();
    for p in &parties {
        for l in p.lines.iter().filter(|l| !l.goal) {
            let cells: Option<Vec<_>> = l.cells.iter().cloned().collect();
            let Some(cells) = cells else { continue };
            let name = (p.party.clone(), l.line.clone());
            // A line that is waived is no obstacle to the draft.
            let respected: Vec<bool> = cells
                .iter()
                .map(|c| matches!(c.verdict, Verdict::Respected | Verdict::Waived))
                .collect();
            if respected.iter().all(|r| *r) {
                out.all.push(name);
                continue;
            }
            if cells.iter().all(|c| c.verdict == Verdict::Crossed) {
                out.crossed_by_all.push(name.clone());
            }
            if respected.iter().any(|r| *r) {
                met.push((name, respected))
            } else {
                out.none.push(name)
            }
        }
        let absolute: Vec<_> = p
            .lines
            .iter()
            .filter(|l| !l.goal && l.stance.as_deref() == Some(ABSOLUTE))
            .collect();
        let count = |d: usize, v: Verdict| {
            absolute
                .iter()
                .filter(|l| l.cells[d].as_ref().is_some_and(|c| c.verdict == v))
                .count()
        };
        let crossed: Vec<(usize, usize)> = (0..sides.len())
            .map(|d| (count(d, Verdict::Crossed), count(d, Verdict::Open)))
            .collect();
        let least = crossed.iter().map(|(c, _)| *c).min().unwrap_or(0);
        let drafts = crossed
            .iter()
            .enumerate()
            .filter(|(_, (c, _))| *c == least)
            .map(|(d, _)| d)
            .collect();
        if !absolute.is_empty() {
            out.fewest.push(Fewest {
                party: p.party.clone(),
                absolute: absolute.len(),
                crossed,
                drafts,
            });
        }
    }
    for (n, (one, a)) in met.iter().enumerate() {
        for (other, b) in &met[n + 1..] {
            if !a.iter().zip(b).any(|(x, y)| *x && *y) {
                out.pairs.push(Deadlock {
                    one: one.clone(),
                    other: other.clone(),
                });
            }
        }
    }
    out
}

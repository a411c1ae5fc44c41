//! What a verdict turns on: what is certain whatever is left open, the values that decide, a witness for each side, and what other readings change.

use super::{Answer, OpenOn, OtherReading, Verdict, Witness};
use crate::condition::{Asked, Cell, Condition, Question, Store};
use crate::matching::Engine;
use crate::model::{Draft, Position, Taken};
use crate::source::Span;
use compact_str::CompactString;
use std::collections::BTreeSet;

/// The condition, certain where no answers that can go together make a difference.
pub(super) fn settled(e: &mut Engine, c: Condition) -> Condition {
    if c.is_always() || c.is_never() {
        return c;
    }
    let asked = e.store.support(c);
    let legal = legal(e, &asked);
    within(e.store, c, legal)
}

/// Which answers go together: about one hole, and in a plan that somebody can keep.
fn legal(e: &mut Engine, asked: &[u32]) -> Condition {
    let together = e.store.legal(e.v, asked);
    e.store.and(together, e.feasible)
}

fn within(store: &mut Store, c: Condition, legal: Condition) -> Condition {
    let not = store.not(c);
    if store.and(legal, c).is_never() {
        Condition::NEVER
    } else if store.and(legal, not).is_never() {
        Condition::ALWAYS
    } else {
        c
    }
}

/// The verdict of a line that is crossed under this condition.
pub(super) fn verdict(c: Condition) -> Verdict {
    if c.is_always() {
        Verdict::Crossed
    } else if c.is_never() {
        Verdict::Respected
    } else {
        Verdict::Open
    }
}

/// What an open verdict turns on: every question it depends on, with the verdict under each answer that can be given.
pub(super) fn open_on(e: &mut Engine, c: Condition) -> Vec<OpenOn> {
    let asked = e.store.support(c);
    let legal = legal(e, &asked);
    let amounts = |s: &Store, v: u32| matches!(s.describe(v).asked, Some(Asked::Amount { .. }));
    let mut out = Vec::new();
    for v in asked.iter().copied() {
        if amounts(e.store, v) {
            continue;
        }
        let d = e.store.describe(v).clone();
        let mut values = Vec::new();
        for (i, name) in d.values.iter().enumerate() {
            let here = e.store.atom(v, i);
            values.extend(under(e.store, c, legal, here).map(|w| (name.clone(), w)));
        }
        out.push(OpenOn {
            clause: clause_at(e.draft, d.span),
            question: d.question,
            owner: d.owner,
            at: d.span,
            values,
        });
    }
    for (at, together) in e.store.by_hole(&asked) {
        let together: Vec<u32> = together
            .into_iter()
            .filter(|v| amounts(e.store, *v))
            .collect();
        let Some(first) = together.first() else {
            continue;
        };
        let owner = e.store.describe(*first).owner.clone();
        let values = by_amount(e.store, c, legal, &together);
        out.push(OpenOn {
            clause: clause_at(e.draft, at),
            question: Question::Amount,
            owner,
            at,
            values,
        });
    }
    out.sort_by_cached_key(|o| (o.at, o.question.name()));
    out
}

/// The clause a place lies in: the smallest.
fn clause_at(draft: &Draft, at: Span) -> Option<CompactString> {
    let holds = |s: Span| s.source == at.source && s.start <= at.start && at.end <= s.end;
    let clauses = draft.clauses.iter().filter(|c| holds(c.span));
    let smallest = clauses.min_by_key(|c| c.span.end - c.span.start);
    smallest.map(|c| c.label.clone())
}

/// The verdict by the amount that stands in a hole. Neighbours with one verdict are told as one.
fn by_amount(
    store: &mut Store,
    c: Condition,
    legal: Condition,
    together: &[u32],
) -> Vec<(String, Verdict)> {
    let mut runs: Vec<(Option<(Cell, Cell)>, Verdict)> = Vec::new();
    for cell in store.cells_of(together) {
        let here = store.in_cell(together, cell);
        let Some(verdict) = under(store, c, legal, here) else {
            continue;
        };
        match (runs.last_mut(), cell) {
            (Some((Some((_, last)), same)), Some(cell)) if *same == verdict => *last = cell,
            _ => runs.push((cell.map(|c| (c, c)), verdict)),
        }
    }
    runs.into_iter()
        .map(|(run, v)| {
            (
                run.map_or_else(|| "no amount at all".to_owned(), |(a, b)| Cell::run(a, b)),
                v,
            )
        })
        .collect()
}

/// The verdict where this holds as well; nothing: it cannot.
fn under(store: &mut Store, c: Condition, legal: Condition, here: Condition) -> Option<Verdict> {
    let legal = store.and(legal, here);
    (!legal.is_never()).then(|| verdict(within(store, c, legal)))
}

/// One way in which an open line is crossed, and one in which it is respected; told where more than one question decides.
pub(super) fn witness(e: &mut Engine, c: Condition) -> Option<Witness> {
    let asked = e.store.support(c);
    if asked.len() < 2 {
        return None;
    }
    let legal = legal(e, &asked);
    let crossed = e.store.and(legal, c);
    let not = e.store.not(c);
    let respected = e.store.and(legal, not);
    let told = |w: Vec<(u32, usize)>, s: &Store| {
        w.into_iter()
            .map(|(v, value)| answer(s, v, value))
            .collect()
    };
    let (crossed, respected) = (e.store.first(crossed)?, e.store.first(respected)?);
    Some(Witness {
        crossed: told(crossed, e.store),
        respected: told(respected, e.store),
    })
}

/// A question and its answer in words.
fn answer(store: &Store, v: u32, value: usize) -> Answer {
    let d = store.describe(v);
    Answer {
        name: d.question.name(),
        value: d.values[value].clone(),
        at: d.span,
    }
}

/// How the party whose lines are judged reads the draft, and how all parties do, by name.
pub(super) struct Readers<'p> {
    /// The party's own readings.
    pub own: Vec<Taken>,
    all: Vec<(&'p str, Vec<Taken>)>,
}

impl<'p> Readers<'p> {
    /// Worked out once for all lines of a party.
    pub(super) fn of(draft: &Draft, p: &Position, all: &'p [Position]) -> Readers<'p> {
        Readers {
            own: draft.readings_of(p),
            all: all
                .iter()
                .map(|p| (p.name.as_str(), draft.readings_of(p)))
                .collect(),
        }
    }

    /// The condition under the party's own readings.
    pub(super) fn read(&self, e: &mut Engine, c: Condition) -> Condition {
        self.read_but(e, c, None)
    }

    fn read_but(&self, e: &mut Engine, c: Condition, but: Option<Taken>) -> Condition {
        let mut c = c;
        for v in e.store.support(c) {
            let own = but
                .filter(|(b, _)| *b == v as usize)
                .map(|(_, value)| value)
                .or_else(|| taken(&self.own, v));
            if let Some(value) = own {
                c = e.store.restrict(c, v, value);
            }
        }
        c
    }

    /// Does the condition turn on a term that the party declares a reading of?
    pub(super) fn has_part(&self, e: &Engine, unread: Condition) -> bool {
        !self.own.is_empty()
            && e.store
                .support(unread)
                .into_iter()
                .any(|v| taken(&self.own, v).is_some())
    }

    /// Other readings than the party's own that give another verdict, and who reads so.
    pub(super) fn differs_under(&self, e: &mut Engine, unread: Condition) -> Vec<OtherReading> {
        let feasible = e.feasible;
        let as_read = |e: &mut Engine, but| {
            e.feasible = self.read_but(e, feasible, but);
            let c = self.read_but(e, unread, but);
            verdict(settled(e, c))
        };
        let own = as_read(e, None);
        let mut out = Vec::new();
        let mut terms = e.store.support(unread);
        terms.extend(
            e.store
                .support(feasible)
                .into_iter()
                .filter(|v| !terms.contains(v))
                .collect::<Vec<_>>(),
        );
        terms.sort_unstable();
        for v in terms {
            let Some(mine) = taken(&self.own, v) else {
                continue;
            };
            let d = e.store.describe(v).clone();
            let term = d.question.name();
            for (value, reading) in d
                .values
                .iter()
                .enumerate()
                .filter(|(value, _)| *value != mine)
            {
                let verdict = as_read(e, Some((v as usize, value)));
                if verdict == own {
                    continue;
                }
                out.push(OtherReading {
                    term: term.clone(),
                    reading: reading.clone(),
                    by: self.who_reads(e, &term, (v, value)),
                    verdict,
                });
            }
        }
        e.feasible = feasible;
        out
    }

    /// The parties that say they read a term so, and those of whom the draft says it.
    fn who_reads(&self, e: &Engine, term: &str, (v, value): (u32, usize)) -> Vec<String> {
        let mut by: BTreeSet<String> = self
            .all
            .iter()
            .filter(|(_, reads)| taken(reads, v) == Some(value))
            .map(|(name, _)| (*name).to_owned())
            .collect();
        let readers = e
            .draft
            .ambiguities
            .iter()
            .find(|a| a.name == term)
            .and_then(|a| a.readings.get(value));
        by.extend(
            readers
                .into_iter()
                .flat_map(|(_, of)| of)
                .map(|n| e.v.name(*n).to_owned()),
        );
        by.into_iter().collect()
    }
}

/// What is taken of a choice.
fn taken(of: &[Taken], v: u32) -> Option<usize> {
    of.iter()
        .find(|(choice, _)| *choice == v as usize)
        .map(|(_, value)| *value)
}

//! What a verdict turns on: what is certain whatever is left open, the values that decide, a witness for each side, and what other readings change.

use super::{Answer, OpenOn, OtherReading, Verdict, Witness};
use crate::condition::{Asked, Cell, Condition, Kind, Store};
use crate::matching::Engine;
use crate::model::Position;
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
pub(super) fn legal(e: &mut Engine, asked: &[u32]) -> Condition {
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
        let titled = e.draft.ambiguities.iter().find(|a| d.kind == Kind::Reading && a.name == d.name).and_then(|a| a.title.as_ref());
        let question = titled.map_or(d.question, |t| format!("{t} (`{}`)", d.name));
        out.push(OpenOn { kind: d.kind, question, name: d.name, owner: d.owner, at: d.span, values });
    }
    for (at, together) in e.store.by_hole(&asked) {
        let together: Vec<u32> = together.into_iter().filter(|v| amounts(e.store, *v)).collect();
        let Some(first) = together.first() else { continue };
        let owner = e.store.describe(*first).owner.clone();
        let mut runs: Vec<(Option<(Cell, Cell)>, Verdict)> = Vec::new();
        for cell in e.store.cells_of(&together) {
            let mut here = Condition::ALWAYS;
            for q in &together {
                let Some(Asked::Amount { wanted, .. }) = e.store.describe(*q).asked else { continue };
                let a = e.store.atom(*q, usize::from(cell.is_some_and(|c| c.lies_in(wanted))));
                here = e.store.and(here, a);
            }
            let Some(verdict) = under(e.store, c, legal, here) else { continue };
            match (runs.last_mut(), cell) {
                // Neighbours with one verdict are told as one.
                (Some((Some((_, last)), same)), Some(cell)) if *same == verdict => *last = cell,
                _ => runs.push((cell.map(|c| (c, c)), verdict)),
            }
        }
        let values = runs.into_iter().map(|(run, v)| (run.map_or_else(|| "no amount at all".to_owned(), |(a, b)| Cell::run(a, b)), v)).collect();
        let name = "the amount that the text does not say here".to_owned();
        out.push(OpenOn { kind: Kind::Hole, question: name.clone(), name, owner, at, values });
    }
    out.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.name.cmp(&b.name)));
    out
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
    let told = |w: Vec<(u32, usize)>, s: &Store| w.into_iter().map(|(v, value)| answer(s, v, value)).collect();
    let (crossed, respected) = (e.store.first(crossed)?, e.store.first(respected)?);
    Some(Witness { crossed: told(crossed, e.store), respected: told(respected, e.store) })
}

/// A question and its answer in words.
pub(super) fn answer(store: &Store, v: u32, value: usize) -> Answer {
    let d = store.describe(v);
    Answer { name: d.name.clone(), value: d.values[value].clone(), at: d.span }
}

/// The condition under the readings a party declares.
pub(super) fn read(e: &mut Engine, p: &Position, c: Condition) -> Condition {
    read_but(e, p, c, None)
}

fn read_but(e: &mut Engine, p: &Position, c: Condition, but: Option<(u32, usize)>) -> Condition {
    let mut c = c;
    for v in e.store.support(c) {
        let own = but.filter(|(b, _)| *b == v).map(|(_, value)| value).or_else(|| declared(e, p, v));
        if let Some(value) = own {
            c = e.store.restrict(c, v, value);
        }
    }
    c
}

/// How a party reads an ambiguous term of the draft.
fn declared(e: &Engine, p: &Position, v: u32) -> Option<usize> {
    e.draft.readings_of(p).into_iter().find(|(choice, _)| *choice as u32 == v).map(|(_, value)| value)
}

/// Does the condition turn on a term that the party declares a reading of?
pub(super) fn reads(e: &Engine, p: &Position, unread: Condition) -> bool {
    !p.reads.is_empty() && e.store.support(unread).into_iter().any(|v| declared(e, p, v).is_some())
}

/// Other readings than the party's own that give another verdict, and who reads so.
pub(super) fn differs_under(e: &mut Engine, p: &Position, others: &[Position], unread: Condition) -> Vec<OtherReading> {
    let own = read(e, p, unread);
    let own = verdict(settled(e, own));
    let mut out = Vec::new();
    for v in e.store.support(unread) {
        let Some(mine) = declared(e, p, v) else { continue };
        let d = e.store.describe(v).clone();
        for (value, reading) in d.values.iter().enumerate().filter(|(value, _)| *value != mine) {
            let c = read_but(e, p, unread, Some((v, value)));
            let verdict = verdict(settled(e, c));
            if verdict == own {
                continue;
            }
            let mut by: BTreeSet<String> = others.iter().filter(|o| declared(e, o, v) == Some(value)).map(|o| o.name.to_string()).collect();
            let readers = e.draft.ambiguities.iter().find(|a| a.name == d.name).and_then(|a| a.readings.get(value));
            by.extend(readers.into_iter().flat_map(|(_, of)| of).map(|n| e.v.name(*n).to_owned()));
            out.push(OtherReading { term: d.name.clone(), reading: reading.clone(), by: by.into_iter().collect(), verdict });
        }
    }
    out
}

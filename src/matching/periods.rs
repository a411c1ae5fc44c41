//! Bans and permissions hold over a time. `may deploy forces after 1 March` asks of the time after that day, not of the moment at which the permission begins.

use super::phrases::Held;
use super::{Engine, Mode, Timed};
use crate::condition::{Condition, Kind, Owner};
use crate::model::*;
use crate::source::Span;

impl Engine<'_> {
    /// When a ban or permission holds in the time that is asked for: in all of it for a demand, in some of it for a ban. Nothing: no such time is asked for.
    pub(super) fn period(&mut self, t: Timed) -> Option<Condition> {
        let Timed {
            pick,
            bound,
            at,
            held,
            hit,
            ask,
        } = t;
        let Some(super::Source::Fact(f)) = hit.sources.first() else {
            return None;
        };
        let Bound::At(word, m) = bound else {
            return None;
        };
        if pick.is_some()
            || !self.facts.all[*f as usize].holds_over_time()
            || ask.ignore.times
            || matches!(m.kind, MomentKind::AnyDate(_))
        {
            return None;
        }
        let some = ask.mode == Mode::Overlap;
        Some(match word {
            // Some of the time after a moment: unless it is over by then. All of it: it has begun by then.
            Relation::After | Relation::From if some => self.lasts_beyond(held, m, at),
            Relation::After | Relation::From => {
                self.has_begun(m, (*word == Relation::After, false), t)
            }
            // Some of the time before: it begins before.
            Relation::Before | Relation::Until | Relation::By if some => {
                self.has_begun(m, (*word == Relation::By, true), t)
            }
            Relation::On => {
                let (begun, lasts) = (
                    self.has_begun(m, (some, some), t),
                    self.lasts_beyond(held, m, at),
                );
                self.store.and(begun, lasts)
            }
            Relation::Before | Relation::Until | Relation::By | Relation::Upon => return None,
        })
    }

    /// Does it still hold after a moment?
    fn lasts_beyond(&mut self, held: &Held, m: &Moment, at: Span) -> Condition {
        match (end(held), &m.kind) {
            (End::Never, _) => Condition::ALWAYS,
            (End::On(e), MomentKind::Date(d)) => Condition::of(e > d.minutes().1),
            _ => self.store.question(
                Kind::Order,
                at,
                "whether this still holds then".to_owned(),
                Owner::Nature,
            ),
        }
    }

    /// Has it begun by a moment: by the beginning of a day, or by its end if `over`; with something of it left before then, if `some`? What the words leave
    /// open the plan may say.
    fn has_begun(&mut self, m: &Moment, (over, some): (bool, bool), t: Timed) -> Condition {
        let held = t.held;
        if let (MomentKind::Date(d), Some((at_least, at_most))) = (&m.kind, begin(held)) {
            let asked = if over { d.minutes().1 } else { d.minutes().0 };
            let before = |l: i64| l < asked || l == asked && !some;
            if at_most.is_some_and(before)
                || at_most.is_some_and(|l| l <= asked) && at_least.is_some_and(|l| l < asked)
            {
                return Condition::ALWAYS;
            }
            if at_least.is_some_and(|l| !before(l)) {
                return Condition::NEVER;
            }
        }
        let same = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(None, Bound::At(w, n)) if w.is_earliest() && super::phrases::same_moment(n, m));
        if over && held.iter().any(|(p, _)| same(p)) {
            return Condition::ALWAYS;
        }
        let open = self.store.question(
            Kind::Order,
            t.at,
            "whether this already holds then".to_owned(),
            Owner::Nature,
        );
        let by = Bound::At(
            if over { Relation::By } else { Relation::Before },
            m.clone(),
        );
        let asked = Timed {
            pick: None,
            bound: &by,
            held: &[],
            ..t
        };
        self.planned(asked, open).map_or(open, |(c, _)| c)
    }
}

/// When it begins, in words: not before, and not later than. Nothing: no date is said.
fn begin(held: &Held) -> Option<(Option<i64>, Option<i64>)> {
    held.iter().find_map(|(p, _)| match &p.kind {
        PhraseKind::Time(pick, Bound::At(w, m)) if *pick != Some(Pick::Completed) => {
            let MomentKind::Date(f) = &m.kind else {
                return None;
            };
            let (first, last) = f.minutes();
            match w {
                Relation::From | Relation::Upon => Some((Some(first), Some(first))),
                Relation::On => Some((Some(first), Some(last))),
                // From the end of it on.
                Relation::After => Some((Some(last), Some(last))),
                Relation::By => Some((None, Some(last))),
                Relation::Before | Relation::Until => None,
            }
        }
        _ => None,
    })
}

enum End {
    Never,
    On(i64),
    Unknown,
}

fn end(held: &Held) -> End {
    for (p, _) in held {
        match &p.kind {
            PhraseKind::Time(pick, Bound::At(w, m))
                if *w == Relation::Until || *pick == Some(Pick::Completed) =>
            {
                return if let MomentKind::Date(f) = &m.kind {
                    End::On(if matches!(w, Relation::Until | Relation::Before) {
                        f.minutes().0
                    } else {
                        f.minutes().1
                    })
                } else {
                    End::Unknown
                };
            }
            PhraseKind::Time(_, Bound::For(..)) => return End::Unknown,
            PhraseKind::Guard(Guard::While, _) => return End::Unknown,
            _ => {}
        }
    }
    End::Never
}

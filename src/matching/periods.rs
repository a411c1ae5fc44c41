//! Bans and permissions hold over a time. `may deploy forces after 1 March` asks of the time after that day, not of the moment at which the permission begins.

use super::phrases::Held;
use super::{Engine, Hit, Mode};
use crate::condition::{Condition, Kind};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::DayRange;

impl Engine<'_> {
    /// When a ban or permission holds in the time that is asked for: in all of it for a demand, in some of it for a ban. Nothing: no such time is asked for.
    pub(super) fn period(&mut self, pick: Option<&str>, bound: &Bound, held: &Held, mode: Mode, hit: &Hit, at: Span) -> Option<Condition> {
        let Some(super::Source::Fact(f)) = hit.sources.first() else { return None };
        let holds_over = matches!(self.facts.all[*f as usize].modal(), Some(Modal::ShallNot | Modal::ExpectedNot | Modal::May));
        let (Bound::Relative(word, Moment { kind: MomentKind::Date(d), .. }) | Bound::Fixed(word, Moment { kind: MomentKind::Date(d), .. })) = bound else { return None };
        let asked = match (word.as_str(), mode) {
            ("after", _) => d.minutes().1,
            ("from", _) => d.minutes().0,
            ("before" | "until", Mode::Overlap) => d.minutes().0,
            ("by", Mode::Overlap) => d.minutes().1,
            _ => return None,
        };
        if pick.is_some() || !holds_over || self.ignore.times {
            return None;
        }
        let later = matches!(word.as_str(), "after" | "from");
        match mode {
            // Some of the time after a day: unless it is over by then.
            Mode::Overlap if later => Some(match end(held) {
                End::Never => Condition::ALWAYS,
                End::On(e) => Condition::of(e > asked),
                End::Unknown => self.store.question(Kind::Order, at, "whether this still holds then".to_owned(), "nature".to_owned()),
            }),
            _ => match begin(held) {
                Some((at_least, at_most)) if mode == Mode::Overlap => match () {
                    () if at_most.is_some_and(|m| m < asked) => Some(Condition::ALWAYS),
                    () if at_least.is_some_and(|l| l >= asked) => Some(Condition::NEVER),
                    () => None,
                },
                Some((at_least, at_most)) => match () {
                    () if at_most.is_some_and(|m| m <= asked) => Some(Condition::ALWAYS),
                    () if at_least.is_some_and(|l| l > asked) => Some(Condition::NEVER),
                    () => Some(self.begins_by(pick, *d, hit, mode, at)),
                },
                None => Some(self.begins_by(pick, *d, hit, mode, at)),
            },
        }
    }

    /// Whether it begins by a day, as far as the plan says.
    fn begins_by(&mut self, pick: Option<&str>, d: DayRange, hit: &Hit, mode: Mode, at: Span) -> Condition {
        let open = self.store.question(Kind::Order, at, "whether this already holds then".to_owned(), "nature".to_owned());
        let by = Bound::Fixed("by".into(), Moment { kind: MomentKind::Date(d), span: at });
        self.planned(pick, &by, &[], hit, mode, open).map_or(open, |(c, _)| c)
    }
}

/// When it begins, in words: not before, and not later than. Nothing: no date is said.
fn begin(held: &Held) -> Option<(Option<i64>, Option<i64>)> {
    held.iter().find_map(|(p, _)| match &p.kind {
        PhraseKind::Time(pick, Bound::Fixed(w, m) | Bound::Relative(w, m)) if pick.as_deref() != Some("completed") => {
            let MomentKind::Date(f) = &m.kind else { return None };
            let (first, last) = f.minutes();
            match w.as_str() {
                "from" | "upon" => Some((Some(first), Some(first))),
                "on" => Some((Some(first), Some(last))),
                "after" => Some((Some(last), None)),
                "by" => Some((None, Some(last))),
                _ => None,
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
            PhraseKind::Time(pick, Bound::Fixed(w, m) | Bound::Relative(w, m)) if w == "until" || pick.as_deref() == Some("completed") => {
                return if let MomentKind::Date(f) = &m.kind { End::On(if matches!(w.as_str(), "until" | "before") { f.minutes().0 } else { f.minutes().1 }) } else { End::Unknown };
            }
            PhraseKind::Time(_, Bound::For(..)) => return End::Unknown,
            PhraseKind::Guard(w, _) if w == "while" => return End::Unknown,
            _ => {}
        }
    }
    End::Never
}

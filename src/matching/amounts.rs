//! Amounts as intervals.

use super::lies::Lies;
use super::{Ask, Engine, Mode};
use crate::condition::{Asked, Condition, Owner, Question};
use crate::model::*;
use crate::vocabulary::{Exact, Interval};

/// The numbers an amount stands for.
pub(super) fn interval(matcher: Option<Matcher>, n: Exact) -> Interval {
    let both = |low, high| Interval { low, high };
    match matcher {
        Some(Matcher::AtLeast) => both(Some((n, true)), None),
        Some(Matcher::MoreThan) => both(Some((n, false)), None),
        Some(Matcher::AtMost) => both(None, Some((n, true))),
        Some(Matcher::LessThan) => both(None, Some((n, false))),
        Some(Matcher::About) => {
            // Within 5 percent; a number too large to be widened is taken as it stands.
            let part = |num| Exact::new(num, 100).and_then(|p| n.times(p)).unwrap_or(n);
            both(Some((part(95), true)), Some((part(105), true)))
        }
        _ => both(Some((n, true)), Some((n, true))),
    }
}

impl Engine<'_> {
    /// An amount of a pattern against an amount of a fact.
    pub(super) fn amount(
        &mut self,
        p: &Item,
        pa: &Amount,
        f: &Item,
        fa: &Amount,
        ask: Ask,
    ) -> Condition {
        if pa.dimension.is_some() && fa.dimension.is_some() && pa.dimension != fa.dimension {
            // How many a share comes to nobody says.
            if ask.mode == Mode::Overlap && pa.is_share() != fa.is_share() {
                let blank = Blank::Unspecified;
                let span = f.span;
                return self.hole(Hole { blank, span }, "the amount asked for");
            }
            return Condition::NEVER;
        }
        if pa.per != fa.per {
            return self.at_rate(p, pa, f, fa, ask);
        }
        if ask.ignore.amounts {
            return Condition::ALWAYS;
        }
        match (pa.number, fa.number) {
            (None, _) => match pa.hole.or(fa.hole) {
                Some(hole) if pa.hole.is_some() => {
                    let owner = Owner::of(hole.blank, self.v);
                    self.store
                        .question(Question::AmountOfLine, hole.span, owner)
                }
                Some(hole) => self.hole(hole, "the amount asked for"),
                None => Condition::ALWAYS,
            },
            (Some(n), None) => {
                let words = format!("{} {}", matcher_word(p.matcher), shown(n));
                let range = interval(p.matcher, n);
                match fa.hole {
                    // What is said of the value, or banned, is another thing than the value.
                    Some(hole) if ask.ban || f.matcher.is_some() => self.hole(hole, words.trim()),
                    Some(hole) => {
                        self.amount_of(hole, words.trim(), range, Interval::default(), pa)
                    }
                    None => Condition::NEVER,
                }
            }
            (Some(n), Some(m)) => {
                let (a, b) = (interval(p.matcher, n), interval(f.matcher, m));
                let lies = Lies::of_numbers(b, a);
                if ask.is_answered_by_any(lies) {
                    Condition::ALWAYS
                } else if ask.mode != Mode::Overlap || !lies.meets {
                    Condition::NEVER
                } else {
                    // "At least 200" neither keeps nor breaks "no more than 250".
                    let hole = Hole {
                        blank: Blank::Unspecified,
                        span: f.span,
                    };
                    let words = format!("{} {}", matcher_word(p.matcher), shown(n));
                    self.amount_of(hole, &words, a, b, pa)
                }
            }
        }
    }

    /// Whether the number that is not said lies where a pattern wants it. Questions about one number hang together.
    pub(super) fn amount_of(
        &mut self,
        hole: Hole,
        words: &str,
        wanted: Interval,
        known: Interval,
        pattern: &Amount,
    ) -> Condition {
        let whole = pattern.dimension.as_deref() == Some("people");
        // A number that is known to have a limit is a number; one that nobody says may be none.
        let maybe_none = hole.blank == Blank::Unspecified && known == Interval::default();
        self.hole_on(
            hole,
            words,
            Some(Asked::Amount {
                wanted,
                known,
                whole,
                maybe_none,
            }),
        )
    }

    /// A ratio of a pattern against one of a fact: forty for one is at least thirty for one, and sixty for two is thirty for one.
    pub(super) fn ratio(
        &mut self,
        (p, asked): (&Item, &Ratio),
        (f, held): (&Item, &Ratio),
        ask: Ask,
    ) -> Condition {
        let (Some(n), Some(m)) = (asked.value, held.value) else {
            return Condition::of(asked == held);
        };
        let lies = Lies::of_numbers(interval(f.matcher, m), interval(p.matcher, n));
        if ask.is_answered_by_any(lies) {
            Condition::ALWAYS
        } else if ask.mode == Mode::Overlap && lies.meets {
            let blank = Blank::Unspecified;
            self.hole(
                Hole {
                    blank,
                    span: f.span,
                },
                "the ratio asked for",
            )
        } else {
            Condition::NEVER
        }
    }

    /// Amounts per different times: months and years, days and weeks count in one another; of others it is asked. What comes in the longer time may all come
    /// in a part of it.
    fn at_rate(&mut self, p: &Item, pa: &Amount, f: &Item, fa: &Amount, ask: Ask) -> Condition {
        let length = |per: &Option<Per>| per.as_ref().and_then(Per::length);
        if let (Some(asked), Some(held), Some(n)) = (length(&pa.per), length(&fa.per), fa.number)
            && let Some(scaled) = asked.over(held).and_then(|k| n.times(k))
        {
            let same = Amount {
                number: Some(scaled),
                per: pa.per.clone(),
                ..fa.clone()
            };
            let c = self.amount(p, pa, f, &same, ask);
            let shorter = held.over(asked).is_some_and(|k| Exact::new(1, 1) < Some(k));
            if !shorter || !c.is_always() {
                return c;
            }
        }
        self.hole(
            Hole {
                blank: Blank::Unspecified,
                span: f.span,
            },
            "what comes to the amount asked for",
        )
    }
}

pub(super) fn matcher_word(m: Option<Matcher>) -> &'static str {
    match m {
        Some(Matcher::AtLeast) => "at least",
        Some(Matcher::AtMost) => "at most",
        Some(Matcher::MoreThan) => "more than",
        Some(Matcher::LessThan) => "less than",
        Some(Matcher::About) => "about",
        _ => "exactly",
    }
}

fn shown(n: Exact) -> String {
    n.to_string()
}

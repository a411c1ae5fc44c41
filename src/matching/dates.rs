//! Dates and lengths that are asked for, against those the text states of the same deed.

use super::phrases::{reached, same_moment};
use super::{Ask, Engine, Mode, Timed};
use crate::condition::{Asked, Condition, Owner, Question};
use crate::model::calendar::Length;
use crate::model::*;
use crate::vocabulary::{DayRange, Interval};

impl<'e> Engine<'e> {
    /// `within undetermined days of` what is asked: whoever fills the blank decides; a length that is not short enough leaves the order open, as it does
    /// where it is said.
    pub(super) fn blank_length(&mut self, t: Timed) -> Option<Condition> {
        let (asked, most) = match t.bound {
            Bound::Within(d, ..) => (d, true),
            Bound::Offset(d, ..) => (d, false),
            _ => return None,
        };
        let kept_up = self.kept_up(t.said);
        let wanted = t.bound.moment()?;
        let mut blank = None;
        for (h, _) in t.held {
            let PhraseKind::Time(p, b @ (Bound::Within(d, _, m) | Bound::Offset(d, _, m))) =
                &h.kind
            else {
                continue;
            };
            // The step may be named by its clause here and by its event there.
            let mark = if self.same_step(m, wanted, t.ask) {
                wanted
            } else {
                m
            };
            if d.hole.is_some()
                && same_point(*p, t.pick, t.bound, kept_up)
                && tighter(&with_length(b, asked, mark), t.bound)
            {
                blank = d.hole.map(|hole| (hole, d.calendar));
                break;
            }
        }
        let long_enough = self.length_of(
            blank?,
            asked,
            if most {
                Matcher::AtMost
            } else {
                Matcher::AtLeast
            },
        );
        let open = self.open_order(
            t.at,
            "whether it is done within the time asked for, since the text may allow longer",
        );
        Some(self.store.or(long_enough, open))
    }

    /// Are they one moment, in whatever words?
    pub(super) fn is_one_moment(&mut self, a: &Moment, b: &Moment, ask: Ask) -> bool {
        let one_clause = self
            .point_of_clause(a)
            .is_some_and(|of| self.point_of_clause(b) == Some(of));
        same_moment(a, b) || one_clause || self.same_step(a, b, ask) || self.same_step(b, a, ask)
    }

    /// Is a moment of a clause, whose one promise performs the event, that of the event?
    pub(super) fn same_step(&mut self, have: &Moment, asked: &Moment, ask: Ask) -> bool {
        let (Some((p, c)), MomentKind::Point(q, event, None)) =
            (self.point_of_clause(have), &asked.kind)
        else {
            return false;
        };
        let PointOf::Event(s) = &**event else {
            return false;
        };
        let facts = self.facts;
        let promises: Vec<u32> = facts.parts[c]
            .iter()
            .flat_map(|p| facts.by_clause[*p as usize].iter().copied())
            .collect();
        p == *q
            && matches!(self.performed(s, ask).as_deref(), Some([p]) if !p.share && p.when.is_always() && matches!(p.step, super::Step::Fact(f) if promises == [f]))
    }

    /// Whether the number of days, or of months, that the text leaves blank is as it is asked for.
    pub(super) fn length_of(
        &mut self,
        ((hole, unit), calendar): ((Hole, Exact), bool),
        asked: &Duration,
        matcher: Matcher,
    ) -> Condition {
        let words = "the length of time asked for";
        match asked
            .number
            .and_then(|n| n.over(unit))
            .filter(|_| asked.calendar == calendar)
        {
            Some(n) => {
                let wanted = super::amounts::interval(Some(matcher), n);
                self.hole_on(
                    hole,
                    words,
                    Some(Asked::Amount {
                        wanted,
                        known: Interval::default(),
                        whole: false,
                        maybe_none: hole.blank == Blank::Unspecified,
                    }),
                )
            }
            None => self.hole(hole, words),
        }
    }

    /// `for 15 years`: what lasts longer lasts so long too, and a fact without an end lasts.
    pub(super) fn lasts(&mut self, matcher: Option<Matcher>, d: &Duration, t: Timed) -> Condition {
        let held = t.held;
        // What goes on for a year at the most lies within one that does.
        let matcher = match (t.ask.mode, matcher) {
            (Mode::Within, None) => Matcher::AtMost,
            (_, matcher) => matcher.unwrap_or(Matcher::AtLeast),
        };
        // What is kept up from one day to another lasts as long as the calendar says.
        if self.kept_up(t.said)
            && let Some((begin, end)) = self.lasting(held, t.said)
            && let Some(length) = Length::of(d)
        {
            let asked = length.from(begin);
            return Condition::of(match matcher {
                Matcher::AtMost => end <= asked,
                Matcher::LessThan => end < asked,
                Matcher::MoreThan => end > asked,
                Matcher::AtLeast => end >= asked,
                _ => end == asked,
            });
        }
        for (h, _) in held {
            match &h.kind {
                PhraseKind::Time(_, Bound::For(_, have)) => {
                    if let Some(renewed) = held
                        .iter()
                        .find(|(p, _)| matches!(&p.kind, PhraseKind::Time(_, Bound::Renewed(..))))
                        .map(|(p, _)| *p)
                    {
                        return self.runs_on(have, matcher, d, renewed);
                    }
                    return match (have.number, d.number) {
                        (Some(a), Some(b)) if have.calendar == d.calendar => {
                            Condition::of(match matcher {
                                Matcher::AtMost => a <= b,
                                Matcher::LessThan => a < b,
                                Matcher::MoreThan => a > b,
                                Matcher::AtLeast => a >= b,
                                _ => a == b,
                            })
                        }
                        (Some(_), Some(_)) => match lasts_so(matcher, have, d) {
                            Some(known) => Condition::of(known),
                            None => self.open_order(h.span, "whether this lasts long enough"),
                        },
                        _ => match have.hole {
                            Some(hole) if d.number.is_some() => {
                                self.length_of((hole, have.calendar), d, matcher)
                            }
                            _ => self.open_order(h.span, "whether this lasts long enough"),
                        },
                    };
                }
                PhraseKind::Time(_, Bound::At(Relation::Until, _)) => {
                    return self.open_order(h.span, "whether this lasts long enough");
                }
                _ => {}
            }
        }
        Condition::of(!matches!(
            matcher,
            Matcher::AtMost | Matcher::LessThan | Matcher::Exactly
        ))
    }

    /// A term that is renewed lasts that long for certain; longer, if whoever can let it end does not.
    pub(super) fn runs_on(
        &mut self,
        have: &Duration,
        matcher: Matcher,
        asked: &Duration,
        renewed: &Phrase,
    ) -> Condition {
        let long = no_longer(asked, have);
        let longer = longer(have, asked);
        match matcher {
            Matcher::AtLeast if long => Condition::ALWAYS,
            Matcher::MoreThan if longer => Condition::ALWAYS,
            Matcher::AtMost | Matcher::Exactly if longer => Condition::NEVER,
            Matcher::LessThan if long => Condition::NEVER,
            _ => {
                let PhraseKind::Time(_, Bound::Renewed(_, who)) = &renewed.kind else {
                    return Condition::NEVER;
                };
                let who: Vec<&str> = who
                    .items
                    .iter()
                    .filter_map(|i| {
                        if let Base::Thing(t) = &i.base {
                            Some(self.v.name(t.node))
                        } else {
                            None
                        }
                    })
                    .collect();
                let owner = if who.is_empty() {
                    Owner::Nature
                } else {
                    Owner::Named(who.join(", "))
                };
                let long = "whether the renewals make it as long as that";
                self.store
                    .question(Question::Order(long.into()), renewed.span, owner)
            }
        }
    }

    /// A date asked for, against the dates a fact states of the same end of the deed, or of one that settles it.
    pub(super) fn dated(&mut self, d: DayRange, t: Timed) -> Condition {
        let Timed {
            pick,
            bound: asked,
            at,
            held,
            ..
        } = t;
        let kept_up = self.kept_up(t.said);
        for (h, _) in held {
            let PhraseKind::Time(p, have @ Bound::At(w, m)) = &h.kind else {
                continue;
            };
            let MomentKind::Date(f) = &m.kind else {
                continue;
            };
            let Bound::At(word, _) = asked else {
                continue;
            };
            let (begins, asked_begins) = (have.begins(*p, kept_up), asked.begins(pick, kept_up));
            // What is over by then has begun by then; what begins after it is over after it.
            let (no_later, no_earlier) = (asked_begins || !begins, begins || !asked_begins);
            use Relation::{After, Before, By, From, On};
            let decided = match (word, w) {
                (By, By | On) if no_later && f.ends_with(d) => Some(true),
                (By, Before) if no_later && f.minutes().0 <= d.minutes().1 => Some(true),
                (Before, By | On) if no_later && d.is_over_after(*f) => Some(true),
                (Before, Before) if no_later && f.minutes().0 <= d.minutes().0 => Some(true),
                (After, From | On) if no_earlier && f.is_over_after(d) => Some(true),
                (After, After) if no_earlier && d.ends_with(*f) => Some(true),
                (From, By | On) if no_later && d.is_over_after(*f) => Some(false),
                (From, Before) if no_later && f.minutes().0 <= d.minutes().0 => Some(false),
                (From, From | On) if no_earlier && f.minutes().0 >= d.minutes().0 => Some(true),
                (From, After) if no_earlier && f.minutes().1 >= d.minutes().0 => Some(true),
                (By, On | From) if no_earlier && f.is_over_after(d) => Some(false),
                (By, After) if no_earlier && d.ends_with(*f) => Some(false),
                (Before, On | From) if no_earlier && f.minutes().0 >= d.minutes().0 => Some(false),
                (Before, After) if no_earlier && f.minutes().1 >= d.minutes().0 => Some(false),
                (After, By | On) if no_later && f.ends_with(d) => Some(false),
                (After, Before) if no_later && f.minutes().0 <= d.minutes().1 => Some(false),
                _ => None,
            };
            if let Some(kept) = decided {
                return Condition::of(kept);
            }
        }
        let later = held
            .iter()
            .any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::At(w, m)) if matches!(w, Relation::By | Relation::Before) && matches!(m.kind, MomentKind::Date(_))));
        let within = held
            .iter()
            .any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::Within(..))));
        self.open_order(
            at,
            match (later, within) {
                (true, _) => "whether it is done by then, since the text allows a later date",
                (_, true) => {
                    "whether it is done by then, since the text counts it from another moment"
                }
                _ => "whether it is done by then, since the text sets no such date",
            },
        )
    }
}

/// Does a phrase about one end of a deed say what is asked of the other, or of the same? What is over by then has begun by then, and what begins after it is
/// over after it.
pub(super) fn same_point(
    have: Option<Pick>,
    asked: Option<Pick>,
    bound: &Bound,
    kept_up: bool,
) -> bool {
    match (bound.begins(have, kept_up), bound.begins(asked, kept_up)) {
        (false, true) => match bound {
            Bound::At(relation, _) => relation.is_latest(),
            Bound::Offset(_, counted, _) => *counted == Counted::Before,
            _ => false,
        },
        (true, false) => bound.is_earliest(),
        _ => true,
    }
}

/// A bound with another length and mark.
pub(super) fn with_length(b: &Bound, length: &Duration, mark: &Moment) -> Bound {
    match b {
        Bound::Within(_, w, _) => Bound::Within(length.clone(), *w, mark.clone()),
        Bound::Offset(_, w, _) => Bound::Offset(length.clone(), *w, mark.clone()),
        other => other.clone(),
    }
}

/// Is every length of the first kind within the second? A month has at least 28 days and at most 31, a year 365 or 366.
pub(super) fn no_longer(a: &Duration, b: &Duration) -> bool {
    if a.calendar == b.calendar {
        return matches!((a.number, b.number), (Some(x), Some(y)) if x <= y);
    }
    matches!((days_of(a), days_of(b)), (Some((_, most)), Some((least, _))) if most <= least)
}

/// The fewest and the most days a length has.
pub(super) fn days_of(d: &Duration) -> Option<(Exact, Exact)> {
    let number = d.number?;
    if !d.calendar {
        return Some((number, number));
    }
    let (years, months) = number
        .whole()
        .map(|n| (n.div_euclid(12), n.rem_euclid(12)))?;
    let days = |year: i64, month: i64| {
        Exact::new(
            i128::from(years) * i128::from(year) + i128::from(months) * i128::from(month),
            1,
        )
    };
    Some((days(365, 28)?, days(366, 31)?))
}

/// Does what lasts for one length last as another one asks, counted in other units? Nothing: by some months it does, by others it does not.
fn lasts_so(matcher: Matcher, have: &Duration, asked: &Duration) -> Option<bool> {
    let ((least, most), (low, high)) = (days_of(have)?, days_of(asked)?);
    let (sure, never) = match matcher {
        Matcher::AtLeast => (least >= high, most < low),
        Matcher::MoreThan => (least > high, most <= low),
        Matcher::AtMost => (most <= low, least > high),
        Matcher::LessThan => (most < low, least >= high),
        _ => (
            least == most && low == high && least == low,
            most < low || least > high,
        ),
    };
    (sure || never).then_some(sure)
}

/// Is it longer for certain?
pub(super) fn longer(a: &Duration, b: &Duration) -> bool {
    a.number.is_some()
        && b.number.is_some()
        && if a.calendar == b.calendar {
            !no_longer(a, b)
        } else {
            matches!((days_of(a), days_of(b)), (Some((least, _)), Some((_, most))) if least > most)
        }
}

/// The fact's bound is of the same shape and at least as tight as the one asked for.
pub(super) fn tighter(have: &Bound, asked: &Bound) -> bool {
    match (have, asked) {
        (Bound::Within(a, x, m), Bound::Within(b, y, n)) if x == y => {
            moment_fits(*x == Counted::Before, m, n) && no_longer(a, b)
        }
        // Nothing is done before signature or entry into force: after them and of them is the same.
        (Bound::Within(a, x, m), Bound::Within(b, y, n))
            if *x != Counted::Before && *y != Counted::Before =>
        {
            (*x == Counted::After || matches!(m.kind, MomentKind::Signature | MomentKind::Entry))
                && reached(m, n)
                && no_longer(a, b)
        }
        (Bound::Offset(a, x, m), Bound::Offset(b, y, n)) => {
            x == y && moment_fits(*x == Counted::Before, m, n) && no_longer(b, a)
        }
        (Bound::At(a, m), Bound::At(b, n)) => a == b && moment_fits(a.ends_at(), m, n),
        (Bound::AtOnce(m), Bound::AtOnce(n)) => same_moment(m, n),
        (Bound::Soon(a), Bound::Soon(b)) => a <= b,
        (Bound::Every(a), Bound::Every(b)) => no_longer(a, b),
        _ => false,
    }
}

/// What comes before a moment comes before that one only; what comes after it comes after what it waits for.
pub(super) fn moment_fits(before: bool, have: &Moment, asked: &Moment) -> bool {
    if before {
        same_moment(have, asked)
    } else {
        reached(have, asked)
    }
}

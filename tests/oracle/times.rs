//! Phrases of time: what the words of a promise say of its beginning and its end, against what a pattern asks. Dates alone are compared; what hangs on
//! moments of other clauses needs a schedule and is not judged.

use super::Oracle;
use super::choice::key;
use super::facts::{Fact, family};
use super::matching::Mode;
use super::values::*;
use armistice::model::*;
use armistice::source::Span;

/// What a phrase of time binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// A deed that begins and is complete.
    Act,
    /// What is kept up: it begins to bind, and ends.
    Kept,
    /// A ban, which is asked about over a time.
    Banned,
    /// A permission, which is too.
    Allowed,
    /// A clause with fields, which is kept up.
    Clause,
}

impl Lasting {
    /// A ban or a permission.
    pub fn is_held(self) -> bool {
        matches!(self, Lasting::Banned | Lasting::Allowed)
    }
}

/// From a moment (that one with it) to one that is no longer part, in minutes.
#[derive(Clone, Copy, Default)]
struct Between {
    low: Option<i64>,
    high: Option<i64>,
}

impl Between {
    fn meet(&mut self, b: Between) {
        self.low = self.low.max(b.low);
        self.high = match (self.high, b.high) {
            (Some(x), Some(y)) => Some(x.min(y)),
            (x, y) => x.or(y),
        };
    }

    fn empty(self) -> bool {
        matches!((self.low, self.high), (Some(l), Some(h)) if l >= h)
    }

    fn inside(self, b: Between) -> bool {
        let low = b.low.is_none_or(|b| self.low.is_some_and(|s| s >= b));
        let high = b.high.is_none_or(|b| self.high.is_some_and(|s| s <= b));
        low && high
    }

    fn apart(mut self, b: Between) -> bool {
        self.meet(b);
        self.empty()
    }
}

/// When a promise begins and ends, as far as its own dates tell.
struct Told {
    begins: Between,
    ends: Between,
    /// Something else is said of the time.
    more: bool,
}

/// The end of the deed a bound by a date is on (`true`: its beginning), and the bound.
fn dated(pick: Option<Pick>, bound: &Bound, lasting: Lasting) -> Option<(bool, Between)> {
    let Bound::At(word, m) = bound else {
        return None;
    };
    let MomentKind::Date(d) = m.kind else {
        return None;
    };
    let (first, next) = d.minutes();
    let (low, high) = match word {
        Relation::By => (None, Some(next)),
        Relation::Before => (None, Some(first)),
        Relation::After => (Some(next), None),
        // What is kept up begins to bind then; of an act nothing says how late it begins.
        Relation::Upon if lasting != Lasting::Act => (Some(first), Some(next)),
        Relation::From | Relation::Upon => (Some(first), None),
        Relation::On => (Some(first), Some(next)),
        Relation::Until => return None,
    };
    let waits = matches!(word, Relation::After | Relation::From | Relation::Upon);
    let begins = match pick {
        Some(pick) => pick == Pick::Beginning,
        None => lasting != Lasting::Act || waits,
    };
    Some((begins, Between { low, high }))
}

/// So many minutes at least.
fn length(d: &Duration) -> Option<i64> {
    let n: i64 = d.number?.to_string().parse().ok()?;
    Some(n * if d.calendar { 28 } else { 1 } * 1440)
}

/// `within 60 days before DATE`: not earlier, and before that day is over; `at least 10 days before DATE`: that much earlier.
fn counted(bound: &Bound) -> Between {
    match bound {
        Bound::Within(d, Counted::Before, m) | Bound::Offset(d, Counted::Before, m) => {
            let (MomentKind::Date(day), Some(n), false) = (&m.kind, length(d), d.calendar) else {
                return Between::default();
            };
            let (first, next) = day.minutes();
            match bound {
                Bound::Within(..) => Between {
                    low: Some(first - n),
                    high: Some(next),
                },
                _ => Between {
                    low: None,
                    high: Some(next - n),
                },
            }
        }
        _ => Between::default(),
    }
}

/// Something is to be done at once with a moment, and so much after it at least.
fn at_once_and_later(said: &[&Phrase]) -> bool {
    said.iter().any(|p| {
        let PhraseKind::Time(end, Bound::AtOnce(moment)) = &p.kind else {
            return false;
        };
        said.iter().any(|q| {
            matches!(&q.kind, PhraseKind::Time(pick, Bound::Offset(_, Counted::After, m)) if pick == end && m == moment)
        })
    })
}

impl<'a> Oracle<'a> {
    /// Is a promise an act, or is it kept up?
    pub fn lasting(&self, f: &Fact) -> Lasting {
        match f.sentence.predicate {
            _ if self.negative(f) => Lasting::Banned,
            Predicate::Act {
                modal: Some(Modal::May),
                ..
            } => Lasting::Allowed,
            Predicate::Act {
                action: Some(a), ..
            } if !self.v().action(a).lasting => Lasting::Act,
            _ => Lasting::Kept,
        }
    }

    /// What the phrases of a promise say of its time.
    fn told(&self, said: &[&Phrase], lasting: Lasting) -> Told {
        let since = Between {
            low: self.draft.dated.map(|d| d.minutes().0),
            high: None,
        };
        let mut told = Told {
            begins: since,
            ends: since,
            more: false,
        };
        for p in said {
            match &p.kind {
                PhraseKind::Time(pick, bound) => match dated(*pick, bound, lasting) {
                    Some((true, mut b)) => {
                        if let (Bound::At(Relation::From, m), None) = (bound, pick)
                            && lasting != Lasting::Act
                        {
                            b.high = m.date().map(|d| d.minutes().1);
                        }
                        told.more |= matches!(bound, Bound::At(Relation::After, _))
                            && lasting != Lasting::Act;
                        told.begins.meet(b);
                    }
                    Some((false, b)) => told.ends.meet(b),
                    None => {
                        told.more |= !matches!(bound, Bound::Soon(_));
                        let lasts = lasting != Lasting::Act;
                        let begins = pick.map_or(lasts, |p| p == Pick::Beginning);
                        let end = if begins {
                            &mut told.begins
                        } else {
                            &mut told.ends
                        };
                        end.meet(counted(bound));
                    }
                },
                PhraseKind::Manner(Manner::InExchangeFor | Manner::InParallelWith, _) => {
                    told.more = true
                }
                _ => {}
            }
        }
        for p in said {
            if lasting != Lasting::Act
                && let PhraseKind::Time(None, Bound::For(None | Some(Matcher::AtLeast), d)) =
                    &p.kind
                && let (Some(begins), Some(n)) = (told.begins.low, length(d))
            {
                told.ends.meet(Between {
                    low: Some(begins + n),
                    high: None,
                });
            }
        }
        told.begins.meet(Between {
            low: None,
            ..told.ends
        });
        told.ends.meet(Between {
            high: None,
            ..told.begins
        });
        told
    }

    /// Can some promise of the draft not be kept as it stands?
    fn contradicts(&self) -> bool {
        self.unkept(|_| true)
    }

    /// Is something in brackets or proposed that nobody can keep?
    pub fn an_alternative_fails(&self) -> bool {
        self.unkept(|f| {
            !f.under.is_empty()
                || !f.proposed.is_empty()
                || !self.draft.clauses[f.clause].under.is_empty()
        })
    }

    fn unkept(&self, which: impl Fn(&Fact) -> bool) -> bool {
        self.facts.iter().filter(|f| which(f)).any(|f| {
            let mut said: Vec<&Phrase> = f.sentence.phrases.iter().collect();
            let mut at = Some(f.clause);
            while let Some(c) = at {
                let nearer: Vec<String> = said.iter().map(|p| family(p)).collect();
                let here = self.draft.clauses[c].phrases.iter().map(|(p, _)| p);
                said.extend(here.filter(|p| !nearer.contains(&family(p))));
                at = self.draft.clauses[c].parent;
            }
            let told = self.told(&said, self.lasting(f));
            told.begins.empty() || told.ends.empty() || at_once_and_later(&said)
        })
    }

    /// Does something that is kept up begin with signature or entry into force, which may date these?
    fn force(&self) -> bool {
        let dates = |p: &Phrase| match &p.kind {
            PhraseKind::Time(
                _,
                Bound::AtOnce(m) | Bound::At(Relation::From | Relation::Upon, m),
            ) => !matches!(m.kind, MomentKind::Date(_)),
            _ => false,
        };
        self.draft.clauses.iter().any(|c| {
            c.phrases.iter().any(|(p, _)| dates(p))
                || c.sentences.iter().any(|(s, _)| s.phrases.iter().any(dates))
        })
    }

    /// Does a promise keep to a phrase of time that is asked for? `who`: where the promise stands.
    pub fn timed(
        &self,
        asked: &Phrase,
        said: &[&Phrase],
        (lasting, who): (Lasting, Span),
        mode: Mode,
    ) -> Res<bool> {
        let word = family(asked);
        let PhraseKind::Time(pick, bound) = &asked.kind else {
            return Ok(false);
        };
        // Beside other words of time the same words say less; `promptly` says no date, so nothing beside it takes away from it, nor it from anything.
        let dateless = |p: &Phrase| matches!(p.kind, PhraseKind::Time(_, Bound::Soon(_)));
        let times = said
            .iter()
            .filter(|p| matches!(p.kind, PhraseKind::Time(..)) && !dateless(p))
            .count();
        // What is done immediately is done promptly.
        let sooner = matches!(bound, Bound::Soon(Haste::Promptly))
            && said
                .iter()
                .any(|p| matches!(&p.kind, PhraseKind::Time(x, Bound::Soon(_)) if x == pick));
        if sooner {
            return Ok(true);
        }
        if said.contains(&asked) && (!lasting.is_held() || dateless(asked) || times == 1) {
            return Ok(true);
        }
        let more = || Err(format!("a time phrase (`{word}`)"));
        let bare = || !said.iter().any(|p| matches!(p.kind, PhraseKind::Time(..)));
        let at = u64::from(who.start);
        let question = || self.omega.borrow_mut().yes(key("when", asked.span, at));
        // No date is said by it, and none says that it is not so.
        if matches!(bound, Bound::Soon(_)) {
            return Ok(question());
        }
        if lasting.is_held() {
            return more();
        }
        // A known difference: the engine does not see the end of clauses with fields.
        if lasting == Lasting::Clause && *pick == Some(Pick::Completed) {
            return Err("`completed` of a clause with fields".into());
        }
        // Another: `upon` a day asks clauses with fields only not to begin before, what is kept up to begin then.
        if lasting == Lasting::Clause
            && matches!(bound, Bound::At(Relation::Upon, m) if matches!(m.kind, MomentKind::Date(_)))
        {
            return Err("`upon` a day of a clause with fields".into());
        }
        let mut told = self.told(said, lasting);
        told.more |= self.force();
        if lasting == Lasting::Clause {
            // A known difference: the engine takes a clause whose fields name nobody who acts for a deed, not for what is kept up.
            let exact = |p: &Phrase| {
                matches!(
                    p.kind,
                    PhraseKind::Time(Some(_), _)
                        | PhraseKind::Time(
                            None,
                            Bound::At(
                                Relation::On | Relation::From | Relation::Upon | Relation::After,
                                _
                            )
                        )
                )
            };
            let acts = |c: usize| matches!(self.stated_in(c, "guarantors"), Ok(Some(_)));
            let at = self.draft.clauses.iter().position(|c| c.head == who);
            if !at.is_some_and(acts) && (exact(asked) || said.iter().any(|p| exact(p))) {
                return Err("a clause with fields where nobody acts".into());
            }
            let inner = |f: &&Fact| {
                let c = &self.draft.clauses[f.clause];
                c.head == who || c.parent.is_some_and(|p| self.draft.clauses[p].head == who)
            };
            for f in self.facts.iter().filter(inner) {
                // When the sentences in a clause begin, it has begun.
                told.more |= !f.sentence.phrases.is_empty();
                // A known difference: the engine dates such a clause by the deed in it, which may begin before the day it is done on, or later.
                if self.lasting(f) == Lasting::Act && !bare() {
                    return Err("a deed in a clause with fields that is dated".into());
                }
            }
        }
        if self.contradicts() || told.begins.empty() || told.ends.empty() {
            return Err("deadlines that contradict".into());
        }
        if let Bound::At(Relation::By, m) = bound
            && matches!(m.kind, MomentKind::AnyDate(_))
        {
            let end = match dated(*pick, bound, lasting) {
                _ if *pick == Some(Pick::Beginning) => told.begins,
                _ if pick.is_none() && lasting != Lasting::Act => told.begins,
                _ => told.ends,
            };
            return match end.high {
                Some(_) => Ok(true),
                None if bare() && !told.more => Ok(false),
                None => more(),
            };
        }
        let Some((begins, wanted)) = dated(*pick, bound, lasting) else {
            return more();
        };
        let end = if begins { told.begins } else { told.ends };
        if end.inside(wanted) {
            Ok(true)
        } else if end.apart(wanted) {
            Ok(false)
        } else if told.more {
            more()
        } else if lasting != Lasting::Act
            && pick.is_none()
            && matches!(
                bound,
                Bound::At(Relation::From | Relation::Upon | Relation::After, _)
            )
        {
            // A refusal asks for some of the time from then on, in which holds what does not end.
            match (mode, told.ends.high) {
                (Mode::Overlap, None) => Ok(true),
                (Mode::Overlap, Some(_)) => more(),
                _ => Ok(question()),
            }
        } else {
            Ok(question())
        }
    }
}

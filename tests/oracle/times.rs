//! Phrases of time: what the words of a promise say of its beginning and its end, against what a pattern asks. Dates alone are compared; what hangs on
//! moments of other clauses needs a schedule and is not judged.

use super::Oracle;
use super::choice::key;
use super::facts::{Fact, family};
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
    /// A ban or a permission, which is asked about over a time.
    Held,
    /// A clause with fields, which is kept up.
    Clause,
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

impl<'a> Oracle<'a> {
    /// Is a promise an act, or is it kept up?
    pub fn lasting(&self, f: &Fact) -> Lasting {
        match f.sentence.predicate {
            Predicate::Act {
                modal: Some(Modal::May | Modal::ShallNot | Modal::ExpectedNot),
                ..
            } => Lasting::Held,
            _ if self.negative(f) => Lasting::Held,
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
                        // What is kept up begins to bind then; of an act nothing says how late it begins.
                        if let (Bound::At(Relation::From | Relation::Upon, m), None) = (bound, pick)
                            && lasting != Lasting::Act
                        {
                            b.high = m.date().map(|d| d.minutes().1);
                        }
                        told.more |= matches!(bound, Bound::At(Relation::After, _))
                            && lasting != Lasting::Act;
                        told.begins.meet(b);
                    }
                    Some((false, b)) => told.ends.meet(b),
                    None => told.more |= !matches!(bound, Bound::Soon),
                },
                PhraseKind::Manner(Manner::InExchangeFor | Manner::InParallelWith, _) => {
                    told.more = true
                }
                _ => {}
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
        *self.late.get_or_init(|| {
            self.facts.iter().any(|f| {
                let said = self.phrases_of(f.clause, &f.sentence.phrases);
                let told = self.told(&said, self.lasting(f));
                told.begins.empty() || told.ends.empty()
            })
        })
    }

    /// Does a promise keep to a phrase of time that is asked for? `who`: where the promise stands.
    pub fn timed(
        &self,
        asked: &Phrase,
        said: &[&Phrase],
        lasting: Lasting,
        who: Span,
    ) -> Res<bool> {
        let word = family(asked);
        let PhraseKind::Time(pick, bound) = &asked.kind else {
            return Ok(false);
        };
        // Known differences: the engine does not see that a ban on or until a day is what is asked for in the same words.
        if lasting == Lasting::Held && matches!(bound, Bound::At(Relation::On | Relation::Until, _))
        {
            return Err(format!("`{word}` a day of what is banned or allowed"));
        }
        if said.iter().any(|p| *p == asked) {
            return Ok(true);
        }
        let more = || Err(format!("a time phrase (`{word}`)"));
        let bare = || !said.iter().any(|p| matches!(p.kind, PhraseKind::Time(..)));
        let at = u64::from(who.start);
        let question = || self.omega.borrow_mut().yes(key("when", asked.span, at));
        // No date is said by it, and none says that it is not so.
        if matches!(bound, Bound::Soon) {
            return Ok(question());
        }
        if lasting == Lasting::Held {
            return more();
        }
        let mut told = self.told(said, lasting);
        // When the sentences in a clause begin, it has begun.
        if lasting == Lasting::Clause {
            told.more |= self.facts.iter().any(|f| {
                let c = &self.draft.clauses[f.clause];
                (c.head == who || c.parent.is_some_and(|p| self.draft.clauses[p].head == who))
                    && !f.sentence.phrases.is_empty()
            });
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
        } else {
            Ok(question())
        }
    }
}

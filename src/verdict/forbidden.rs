//! A rule that forbids: every match without an excuse crosses it.

use super::demand::{Outcome, asked, each};
use super::excuses::{Excuse, looks_at_bindings_only};
use super::near;
use super::{Cause, Role};
use crate::matching::{Ask, Engine, Hit, MOST_TOLD, Source, Theta};
use crate::model::*;
use rustc_hash::FxHashMap;

/// One way in which something forbidden happens.
struct Way {
    certain: bool,
    cause: Cause,
    hit: Hit,
    /// What excuses it but for an amount or a time.
    fails: Vec<Source>,
}

/// What was found of a rule so far.
struct Crossings<'d> {
    demand: &'d Demand,
    /// Why the rule is crossed where it is not for an amount or a time.
    form: Cause,
    /// An excuse that does not look at the deed itself is the same for all that bind alike.
    alike: bool,
    known: FxHashMap<Theta, Excuse>,
    ways: Vec<Way>,
    /// Crossings that are certain, and whether one of them is of the rule's own form: then the cause cannot change any more.
    certain: usize,
    plain: bool,
    /// More excuses than are told.
    many: bool,
    out: Outcome,
}

pub(super) fn forbid(e: &mut Engine, d: &Demand, rules: &[&EffectRule]) -> Outcome {
    let ask = asked(d);
    let form = match &d.wanted {
        Wanted::Sentence(Sentence {
            predicate: Predicate::State { .. },
            ..
        }) => Cause::Effect,
        _ => Cause::Clause,
    };
    let mut found = Crossings {
        demand: d,
        form,
        alike: d.exception.as_ref().is_none_or(looks_at_bindings_only),
        known: FxHashMap::default(),
        ways: Vec::new(),
        certain: 0,
        plain: false,
        many: false,
        out: Outcome {
            silent: true,
            ..Outcome::nothing(form)
        },
    };
    let enough = each(e, &d.wanted, ask, &mut |e, hit| {
        let mut apart = found.apart(e, hit).into_iter();
        apart.any(|hit| found.take(e, ask, hit))
    });
    let mut out = found.told(e);
    out.more |= enough;
    if out.crossed.is_never() && out.meets.is_empty() {
        out.silent = true;
        out.meets = near::nearest(e, d, rules).into();
    }
    out
}

impl Crossings<'_> {
    /// An effect that follows in several ways, where an excuse looks at the deed: each way by itself, since what excuses one excuses no other.
    fn apart(&self, e: &mut Engine, hit: Hit) -> Vec<Hit> {
        let &[Source::Tuple(t)] = &hit.sources[..] else {
            return vec![hit];
        };
        let proofs = &e.tuples[t as usize].proofs;
        if self.alike || proofs.len() < 2 {
            return vec![hit];
        }
        let proofs: Vec<crate::condition::Condition> = proofs.iter().map(|p| p.condition).collect();
        let each = proofs.into_iter().zip(0..);
        each.map(|(when, n)| Hit {
            condition: e.and(hit.condition, when),
            sources: std::iter::once(Source::Derived(t, n)).collect(),
            ..hit.clone()
        })
        .collect()
    }

    /// Takes one match; says whether that is enough.
    fn take(&mut self, e: &mut Engine, ask: Ask, hit: Hit) -> bool {
        self.out.silent = false;
        if !(self.alike && self.known.contains_key(&hit.theta)) {
            let ask = Ask {
                it: &hit.sources,
                told: self.out.meets.list().len() >= MOST_TOLD,
                ..ask
            };
            let excuse = Excuse::of(e, self.demand, ask, &hit, self.form);
            self.known.insert(hit.theta.clone(), excuse);
        }
        let Some(excuse) = self.known.get(&hit.theta) else {
            return false;
        };
        let not = e.store.not(excuse.when);
        let crossed = e.store.and(hit.condition, not);
        if crossed.is_never() {
            if self.out.meets.list().len() < MOST_TOLD {
                // What excuses may be the deed's own words.
                let by = if excuse.by.is_empty() {
                    &hit.sources[..]
                } else {
                    &excuse.by[..]
                };
                self.out.meets.add(by, Role::Excuses);
            } else {
                self.many = true;
            }
            return false;
        }
        self.out.crossed = e.store.or(self.out.crossed, crossed);
        self.certain += usize::from(crossed.is_always());
        self.plain |= crossed.is_always() && excuse.cause == self.form;
        self.ways.push(Way {
            certain: crossed.is_always(),
            cause: excuse.cause,
            fails: excuse.fails.clone(),
            hit,
        });
        self.plain && self.certain >= MOST_TOLD
    }

    /// What is told of all of them.
    fn told(mut self, e: &mut Engine) -> Outcome {
        self.out.more = self.many && self.out.crossed.is_never();
        // Where something crosses for certain, what only might is no evidence.
        let certain = self.ways.iter().any(|w| w.certain);
        self.ways.retain(|w| w.certain || !certain);
        for w in &self.ways {
            against(e, self.demand, w, &mut self.out);
        }
        // Amount and order are said only if every way of crossing is one of them.
        let form = self.form;
        let causes = self.ways.iter().map(|w| w.cause);
        if let Some(first) = causes.reduce(|a, b| {
            if a == b {
                a
            } else if a == form || b == form {
                form
            } else {
                a.max(b)
            }
        }) {
            self.out.cause = first;
        }
        self.out
    }
}

/// The evidence of one way.
fn against(e: &mut Engine, d: &Demand, w: &Way, out: &mut Outcome) {
    for (n, s) in w.hit.sources.iter().enumerate() {
        let role = match (w.certain, n) {
            (false, _) => Role::Decides,
            (true, 0) => Role::Crosses,
            (true, _) => Role::Contributes,
        };
        if role == Role::Crosses && matches!(d.exception, Some(Exception::Tail(..))) {
            let missing = near::short(e, d, *s);
            out.against.push_short(*s, role, missing);
        } else {
            out.against.push(*s, role);
        }
    }
    out.phrases.extend(w.hit.phrases.iter().copied());
    for s in w.fails.iter().filter(|s| !w.hit.sources.contains(s)) {
        if w.certain {
            let missing = near::short(e, d, *s);
            out.against.push_short(*s, Role::Fails, missing);
        } else {
            out.against.push(*s, Role::Decides);
        }
    }
}

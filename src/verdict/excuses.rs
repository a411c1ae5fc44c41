//! What excuses a match of a rule, and what an excuse fails by.

use super::Cause;
use crate::condition::Condition;
use crate::matching::{Ask, Engine, Hit, Ignore, Mode, Source};
use crate::model::*;

/// What excuses a match.
pub(super) struct Excuse {
    /// When.
    pub when: Condition,
    pub by: Vec<Source>,
    /// Why the match crosses where it is not excused.
    pub cause: Cause,
    /// What would excuse it but for an amount or a time.
    pub fails: Vec<Source>,
}

impl Excuse {
    /// `form`: why a match crosses that nothing nearly excuses.
    pub(super) fn of(e: &mut Engine, d: &Demand, ask: Ask, hit: &Hit, form: Cause) -> Excuse {
        let (when, by) = excused(e, d, ask, hit);
        let (cause, fails) = if when.is_always() {
            (form, Vec::new())
        } else {
            why_not_excused(e, d, ask, hit, (when, form))
        };
        Excuse {
            when,
            by,
            cause,
            fails,
        }
    }
}

/// Does an exception ask only for what the match has bound? A tail goes on with the deed, and a phrase may compare with it.
pub(super) fn looks_at_bindings_only(x: &Exception) -> bool {
    match x {
        Exception::Tail(..) => false,
        Exception::Condition(c) => c
            .atoms
            .iter()
            .all(|a| matches!(a, Atom::Sentence(s) if s.phrases.is_empty() && s.that.is_none())),
    }
}

/// When the exception excuses a hit, and by what.
pub(super) fn excused(e: &mut Engine, d: &Demand, ask: Ask, hit: &Hit) -> (Condition, Vec<Source>) {
    let found = match &d.exception {
        None => return (Condition::NEVER, Vec::new()),
        Some(Exception::Tail(roles, phrases)) => tail(e, d, (roles, phrases), ask, hit),
        Some(Exception::Condition(c)) => {
            // Consent is given with the deed, and is asked of it.
            let (consents, others): (Vec<Atom>, Vec<Atom>) =
                c.atoms.iter().cloned().partition(|a| a.is_consent(e.v));
            let part = |atoms| crate::model::Condition { atoms, ..c.clone() };
            if !d.forbid || !matches!(d.wanted, Wanted::Sentence(_)) || consents.is_empty() {
                by_condition(e, c, ask, hit)
            } else {
                let given = Phrase {
                    kind: PhraseKind::Guard(Guard::If, part(consents)),
                    span: c.span,
                };
                let given = tail(e, d, (&[], &[given]), ask, hit);
                let others = by_condition(e, &part(others), ask, hit);
                if c.any {
                    given.into_iter().chain(others).collect()
                } else {
                    both(e, &given, &others)
                }
            }
        }
    };
    let mut c = Condition::NEVER;
    let mut sources = Vec::new();
    for h in found {
        c = e.store.or(c, h.condition);
        for s in h.sources {
            if !sources.contains(&s) {
                sources.push(s);
            }
        }
    }
    (c, sources)
}

/// The condition holds, whatever the deed says of it.
fn by_condition(e: &mut Engine, c: &crate::model::Condition, ask: Ask, hit: &Hit) -> Vec<Hit> {
    let start = Hit::new(hit.theta.clone());
    let mut found = e.condition(c, ask.by(Mode::Cover), start);
    // What a clause only names as an event is done by nobody; where it waits for it, the line has to ask for that.
    let asks_when = |a: &Atom| !matches!(a, Atom::Sentence(s) if s.phrases.is_empty());
    if !c.atoms.iter().any(asks_when) {
        let facts = e.facts;
        let named = |s: &Source| matches!(s, Source::Fact(f) if facts.all[*f as usize].event);
        found.retain(|h| !h.sources.iter().any(named));
    }
    found
}

/// One of the first and one of the others together.
fn both(e: &mut Engine, first: &[Hit], others: &[Hit]) -> Vec<Hit> {
    let mut out = Vec::new();
    for (a, b) in first
        .iter()
        .flat_map(|a| others.iter().map(move |b| (a, b)))
    {
        let mut both = a.clone();
        both.condition = e.store.and(a.condition, b.condition);
        both.sources.extend(b.sources.iter().copied());
        out.push(both);
    }
    out
}

/// The deed lies within the tail.
fn tail(
    e: &mut Engine,
    d: &Demand,
    (roles, phrases): (&[crate::model::Role], &[Phrase]),
    ask: Ask,
    hit: &Hit,
) -> Vec<Hit> {
    // What the sentence itself asks the deed has met; what else limits the deed makes it no less the deed that is excused: a limit for two years is no lower than one without end.
    let mut asked = phrases.to_vec();
    asked.push(Phrase {
        kind: PhraseKind::Alone(Alone::WhateverItsConditions),
        span: d.span,
    });
    match hit.sources.first() {
        Some(Source::Fact(f)) => e.within(*f, roles, &asked, ask, &hit.theta),
        // Fields have no roles.
        Some(Source::Clause(c)) if roles.is_empty() => e.clause_within(*c, &asked, ask, &hit.theta),
        _ => Vec::new(),
    }
}

/// The cause of a crossing: an excuse that fails only by its amount or its time, else the form of the rule.
fn why_not_excused(
    e: &mut Engine,
    d: &Demand,
    ask: Ask,
    hit: &Hit,
    (excuse, form): (Condition, Cause),
) -> (Cause, Vec<Source>) {
    if d.exception.is_none() {
        return (form, Vec::new());
    }
    if !excuse.is_never() {
        let (_, sources) = excused(e, d, ask, hit);
        return (turns_on(e, excuse).unwrap_or(form), sources);
    }
    for (cause, ignore) in LEFT_OUT {
        let ignoring = Ask {
            ignore: *ignore,
            ..ask
        };
        let (c, sources) = excused(e, d, ignoring, hit);
        if !c.is_never() {
            return (*cause, sources);
        }
    }
    (form, Vec::new())
}

/// What stands in the way of a demand or an excuse that is open: an amount before an order.
pub(super) fn turns_on(e: &Engine, c: Condition) -> Option<Cause> {
    let asked = e.store.support(c);
    let amount = asked.iter().any(|v| {
        matches!(
            e.store.describe(*v).asked,
            Some(crate::condition::Asked::Amount { .. })
        )
    });
    let order = asked
        .iter()
        .any(|v| e.store.describe(*v).question.kind() == crate::condition::Kind::Order);
    if amount {
        Some(Cause::Amount)
    } else {
        order.then_some(Cause::Order)
    }
}

/// What is left out to find a cause, in this order.
pub(super) const LEFT_OUT: &[(Cause, Ignore)] = &[
    (
        Cause::Amount,
        Ignore {
            amounts: true,
            times: false,
        },
    ),
    (
        Cause::Order,
        Ignore {
            amounts: false,
            times: true,
        },
    ),
    (
        Cause::Amount,
        Ignore {
            amounts: true,
            times: true,
        },
    ),
];

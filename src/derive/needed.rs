//! The rules that something asks for: effects nobody asks about are not derived, so that their number costs nothing.

use super::state_of;
use crate::model::*;
use crate::vocabulary::StateId;
use rustc_hash::FxHashSet;

/// The states that lines ask about.
pub(crate) fn asked<'l>(lines: impl Iterator<Item = &'l Line>) -> FxHashSet<StateId> {
    let mut out = FxHashSet::default();
    for d in lines.flat_map(|l| &l.blocks).flat_map(|(_, d)| d) {
        match &d.wanted {
            Wanted::Sentence(s) => sentence(s, &mut out),
            Wanted::Kind(k) => k.sentences.iter().for_each(|s| sentence(s, &mut out)),
            Wanted::Order(_, o) => order(o, &mut out),
        }
        match &d.exception {
            Some(Exception::Condition(c)) => condition(c, &mut out),
            Some(Exception::Tail(_, phrases)) => phrases.iter().for_each(|p| phrase(p, &mut out)),
            None => {}
        }
    }
    out
}

/// The rules behind some states, directly or through other effects.
pub(crate) fn needed<'m>(
    rules: &[&'m EffectRule],
    asked: FxHashSet<StateId>,
) -> Vec<&'m EffectRule> {
    let mut states = asked;
    let mut taken = vec![false; rules.len()];
    loop {
        let mut grown = false;
        for (n, rule) in rules.iter().enumerate() {
            if taken[n] || !state_of(&rule.head).is_some_and(|s| states.contains(&s)) {
                continue;
            }
            taken[n] = true;
            grown = true;
            condition(&rule.when, &mut states);
            rule.unless.iter().for_each(|c| condition(c, &mut states));
        }
        if !grown {
            break;
        }
    }
    rules
        .iter()
        .zip(taken)
        .filter(|(_, t)| *t)
        .map(|(r, _)| *r)
        .collect()
}

/// The states of a sentence and of what its phrases ask.
pub(crate) fn sentence(s: &Sentence, out: &mut FxHashSet<StateId>) {
    out.extend(state_of(s));
    s.that.iter().for_each(|t| sentence(t, out));
    s.phrases.iter().for_each(|p| phrase(p, out));
}

fn phrase(p: &Phrase, out: &mut FxHashSet<StateId>) {
    match &p.kind {
        PhraseKind::Guard(_, c) => condition(c, out),
        PhraseKind::Time(_, bound) => bound.moment().into_iter().for_each(|m| moment(m, out)),
        _ => {}
    }
}

fn condition(c: &Condition, out: &mut FxHashSet<StateId>) {
    for a in &c.atoms {
        match a {
            Atom::Sentence(s) => sentence(s, out),
            Atom::Kind(k) => {
                k.sentences.iter().for_each(|s| sentence(s, out));
                k.phrases.iter().for_each(|p| phrase(p, out));
            }
            Atom::Order(o) => order(o, out),
            Atom::Moment(m) => moment(m, out),
        }
    }
}

fn order(o: &Order, out: &mut FxHashSet<StateId>) {
    moment(&o.moment, out);
    o.phrases.iter().for_each(|p| phrase(p, out));
}

fn moment(m: &Moment, out: &mut FxHashSet<StateId>) {
    match &m.kind {
        MomentKind::Point(_, of, ..) => {
            if let PointOf::Event(s) = &**of {
                sentence(s, out);
            }
        }
        MomentKind::Extreme(_, of) => of.iter().for_each(|m| moment(m, out)),
        MomentKind::Shifted(_, of) => moment(of, out),
        _ => {}
    }
}

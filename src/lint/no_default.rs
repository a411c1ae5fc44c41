//! `no-default`: a matter is left to be settled later, and nothing says what holds until then, or if it is not.

use super::about::{events, label, said, things, usual, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Modal, Moment, MomentKind, Phrase, PhraseKind, PointOf, Sentence};
use rustc_hash::{FxHashMap, FxHashSet};

/// Told at the sentence that puts the matter off.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let awaited = Awaited::of(e);
    for f in said(e).filter(|f| f.modal() == Some(Modal::Shall) && usual(e, "default", &f.sentence))
    {
        if awaited.holds(e, f) || is_arbiter(e, f) {
            continue;
        }
        out.push(
            Diagnostic::new(Code::NoDefault, f.at(), format!("Clause {} leaves this to be settled later, and nothing says what holds if it is not", label(e, f)))
                .here("and if not?")
                .help("say in another clause what holds until then (`… until completion of clause N`), or what follows if it fails"),
        );
    }
    out
}

/// Is somebody who is no party to decide by a day? That settles it.
fn is_arbiter(e: &Engine, f: &Fact) -> bool {
    let who = things(&f.sentence.subject);
    let dated = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(_, b) if b.is_latest());
    e.v.is_usual("award", verb(e, &f.sentence).unwrap_or_default())
        && !who.is_empty()
        && !who.iter().any(|n| e.draft.parties.contains(n))
        && f.phrases.iter().any(|(p, _)| dated(p))
}

/// What clauses wait for, last until or stand under: clauses by number, deeds by verb, each with the clauses that do.
#[derive(Default)]
struct Awaited<'e> {
    clauses: FxHashMap<usize, FxHashSet<usize>>,
    verbs: FxHashMap<&'e str, FxHashSet<usize>>,
}

impl<'e> Awaited<'e> {
    fn of(e: &Engine<'e>) -> Self {
        let mut out = Awaited::default();
        for (n, c) in e.draft.clauses.iter().enumerate() {
            for p in c.every_phrase() {
                match &p.kind {
                    PhraseKind::Time(_, b) => {
                        b.moment().into_iter().for_each(|m| out.moment(e, n, m))
                    }
                    PhraseKind::Guard(_, c) => events(c).for_each(|s| out.deed(e, n, s)),
                    _ => {}
                }
            }
        }
        // What stands outside of all clauses waits too: for every clause.
        for p in e.draft.orders.iter().flat_map(|(o, _)| &o.phrases) {
            if let PhraseKind::Time(_, b) = &p.kind {
                b.moment()
                    .into_iter()
                    .for_each(|m| out.moment(e, usize::MAX, m));
            }
        }
        out
    }

    fn moment(&mut self, e: &Engine<'e>, n: usize, m: &Moment) {
        match &m.kind {
            MomentKind::Point(_, of, _) => match &**of {
                PointOf::Item(i) => {
                    for c in e.facts.labels.named(i) {
                        self.clauses.entry(c).or_default().insert(n);
                    }
                }
                PointOf::Event(s) => self.deed(e, n, s),
                PointOf::It => {}
            },
            MomentKind::Extreme(_, all) => all.iter().for_each(|m| self.moment(e, n, m)),
            MomentKind::Shifted(_, of) => self.moment(e, n, of),
            _ => {}
        }
    }

    fn deed(&mut self, e: &Engine<'e>, n: usize, s: &Sentence) {
        if let Some(verb) = verb(e, s) {
            self.verbs.entry(verb).or_default().insert(n);
        }
    }

    /// Does another clause wait for the outcome of this promise?
    fn holds(&self, e: &Engine, f: &Fact) -> bool {
        let other =
            |by: Option<&FxHashSet<usize>>| by.is_some_and(|by| by.iter().any(|n| *n != f.clause));
        let mut around = e.draft.around(f.clause);
        around.any(|c| other(self.clauses.get(&c)))
            || verb(e, &f.sentence).is_some_and(|v| other(self.verbs.get(v)))
    }
}

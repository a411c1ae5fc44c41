//! `duplicate-promise`: the same promise stands twice.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Base, Entry, PhraseKind, Sentence};
use rustc_hash::FxHashMap;

/// Told at the second one.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut first: FxHashMap<(&Sentence, Vec<&PhraseKind>, Vec<&Entry>), usize> =
        FxHashMap::default();
    let mut out = Vec::new();
    for (n, f) in e
        .facts
        .all
        .iter()
        .enumerate()
        .filter(|(_, f)| !f.event && f.side == 0 && f.proposed_in.is_none())
    {
        // What the text does not say may be two different things.
        let mut holes = false;
        super::about::every_value(&f.sentence, &mut |i| {
            holes |= matches!(i.base, Base::Hole(_) | Base::Someone | Base::Choice(_))
        });
        if holes || !f.condition.is_always() {
            continue;
        }
        let phrases = f.phrases.iter().map(|(p, _)| &p.kind).collect();
        // One exchange by two ratios is no promise said twice.
        let fields = e.draft.clauses[f.clause].fields.iter().map(|(f, _)| f);
        let key = (&*f.sentence, phrases, fields.collect());
        match first.get(&key) {
            None => {
                first.insert(key, n);
            }
            Some(earlier) => {
                let earlier = &e.facts.all[*earlier];
                let (a, b) = (super::about::label(e, earlier), super::about::label(e, f));
                let message = if a == b {
                    format!("Clause {b} says the same twice")
                } else {
                    format!("Clause {b} says again what clause {a} says")
                };
                out.push(
                    Diagnostic::new(Code::DuplicatePromise, f.at(), message)
                        .here("again")
                        .also(earlier.at(), format!("clause {a}"))
                        .help("strike one of the two: if only one is amended later, they contradict each other"),
                );
            }
        }
    }
    out
}

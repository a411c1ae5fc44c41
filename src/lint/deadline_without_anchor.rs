//! `deadline-without-anchor`: so many days, and the text does not say of what.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Blank, Bound, Hole, Moment, MomentKind, Phrase, PhraseKind};

/// Told at the phrase.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for place in super::about::places(e.draft) {
        for p in place.phrases {
            if unanchored(p) && seen.insert(p.span) {
                out.push(
                    Diagnostic::new(Code::DeadlineWithoutAnchor, p.span, format!("A deadline ({}) counts from a moment the text does not name", place.words))
                        .here("of what?")
                        .help("name the moment: a date, `signature`, `entry-into-force`, or `completion of clause N`"),
                );
            }
        }
    }
    out
}

fn unanchored(p: &Phrase) -> bool {
    let unsaid = |m: &Moment| {
        matches!(
            m.kind,
            MomentKind::Hole(Hole {
                blank: Blank::Unspecified,
                ..
            })
        )
    };
    match &p.kind {
        PhraseKind::Time(_, Bound::Within(_, _, m) | Bound::Offset(_, _, m)) => unsaid(m),
        _ => false,
    }
}

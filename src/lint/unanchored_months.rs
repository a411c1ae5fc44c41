//! `unanchored-months`: months counted from a moment without a date are as long as February or as long as March.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Bound, Duration, Moment, Phrase, PhraseKind};

/// Told at the length of time.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for place in super::about::places(e.draft) {
        for p in place.phrases {
            let Some((d, from)) = counted(p).filter(|(d, _)| d.calendar) else {
                continue;
            };
            if e.draft.day_of(from, place.text).is_some() || !seen.insert(d.span) {
                continue;
            }
            // Years from a day nobody knows are 365 or 366 days: nobody quarrels over that.
            let whole_years = d
                .number
                .and_then(|n| n.whole())
                .is_some_and(|n| n % 12 == 0);
            if !whole_years {
                out.push(
                    Diagnostic::new(Code::UnanchoredMonths, d.span, format!("Months ({}) are counted from a moment without a date: a month is 28 to 31 days then", place.words))
                        .here("how many days?")
                        .help("count in days (`90 days`), or give the moment a date"),
                );
            }
        }
    }
    out
}

fn counted(p: &Phrase) -> Option<(&Duration, &Moment)> {
    match &p.kind {
        PhraseKind::Time(_, Bound::Within(d, _, m) | Bound::Offset(d, _, m)) => Some((d, m)),
        _ => None,
    }
}

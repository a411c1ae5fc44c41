//! `waits-for-unpromised`: a clause waits for a deed that no clause promises, so that it may never begin.

use super::about::point_event;
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::{Ask, Engine, Mode, Source, Theta};
use crate::model::{Bound, Counted, Moment, MomentKind, Phrase, PhraseKind, Point, Sentence};

/// Told at the phrase.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    let draft = e.draft;
    for place in super::about::places(draft) {
        for p in place.phrases {
            let Some(event) = awaited(p).into_iter().find(|s| !promised(e, s)) else {
                continue;
            };
            if !seen.insert(p.span) {
                continue;
            }
            out.push(
                Diagnostic::new(Code::WaitsForUnpromised, p.span, format!("A step ({}) waits for a deed that no clause promises: it may never begin", place.words))
                    .here("waits")
                    .also(event.span, "nobody owes this")
                    .help("promise the deed in a clause of its own, or say what holds if it does not come"),
            );
        }
    }
    out
}

/// The deeds a phrase waits for.
fn awaited(p: &Phrase) -> Vec<&Sentence> {
    let moment = match &p.kind {
        PhraseKind::Time(_, Bound::At(relation, m)) if relation.is_earliest() => m,
        PhraseKind::Time(_, Bound::Within(_, counted, m) | Bound::Offset(_, counted, m))
            if *counted != Counted::Before =>
        {
            m
        }
        PhraseKind::Time(_, Bound::AtOnce(m)) => m,
        _ => return Vec::new(),
    };
    let mut out = Vec::new();
    collect(moment, &mut out);
    out
}

/// Of the later of several moments all are awaited; of the earlier, one is enough.
fn collect<'m>(m: &'m Moment, out: &mut Vec<&'m Sentence>) {
    match &m.kind {
        MomentKind::Extreme(true, all) => all.iter().for_each(|m| collect(m, out)),
        MomentKind::Point(Point::Start | Point::Completion | Point::Verification, ..) => {
            out.extend(point_event(m))
        }
        _ => {}
    }
}

/// Does a clause promise it, in whole or in part?
fn promised(e: &mut Engine, s: &Sentence) -> bool {
    let hits = e.sentence(s, Ask::new(Mode::Overlap), &Theta::default());
    hits.iter().any(|h| match h.sources.first() {
        Some(Source::Fact(f)) => !e.facts.all[*f as usize].event,
        _ => true,
    })
}

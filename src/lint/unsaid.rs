//! `left-unsaid`: the text supposes something and does not say what.

use super::about::every_value_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Base, Blank, Hole, Item, Manner, Place};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Told at each place, but for those with a finding of their own (deadlines, judges).
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut holes: Vec<(Span, usize)> = Vec::new();
    let mut seen: FxHashSet<Span> = FxHashSet::default();
    every_value_of(e.draft, &mut |clause, i| {
        if let (
            Some(Hole {
                blank: Blank::Unspecified,
                span,
            }),
            Some(c),
        ) = (hole_in(i), clause)
            && seen.insert(span)
        {
            holes.push((span, c));
        }
    });
    // Whoever may do something settles what the permission leaves open.
    let mut settled: FxHashSet<Span> = FxHashSet::default();
    for f in super::about::said(e).filter(|f| f.modal() == Some(crate::model::Modal::May)) {
        super::about::every_value(&f.sentence, &mut |i| {
            settled.extend(hole_in(i).map(|h| h.span))
        });
    }
    holes.retain(|(at, _)| !settled.contains(at));
    // `judged by unspecified` is told as a text without a judge.
    let judges: FxHashSet<Span> = super::about::said(e)
        .filter_map(|f| super::about::manner(f, Manner::JudgedBy))
        .flat_map(|l| l.items.iter().map(|i| i.span))
        .collect();
    let mut out: Vec<Diagnostic> = Vec::new();
    for f in super::about::said(e) {
        let unnamed = |i: &&Item| matches!(i.base, Base::Someone);
        let named = f.sentence.subject.items.len() > 1;
        if let Some(i) = f
            .sentence
            .subject
            .items
            .iter()
            .find(unnamed)
            .filter(|_| named)
        {
            let message = format!(
                "Clause {} names some of those who act, and leaves the others open",
                super::about::label(e, f)
            );
            out.push(
                Diagnostic::new(Code::LeftUnsaid, i.span, message)
                    .here("who else?")
                    .help("name them: whoever is not named owes nothing"),
            );
        }
    }
    let told = |(at, c): (Span, usize)| {
        Diagnostic::new(Code::LeftUnsaid, at, format!("Clause {} does not say what is meant here", e.draft.clauses[c].label))
            .here("which?")
            .help("say it, or leave it to somebody by name: `set by X`; `undetermined` if the negotiators are to fill it in")
    };
    out.extend(
        holes
            .into_iter()
            .filter(|(at, _)| !judges.contains(at))
            .map(told),
    );
    out
}

fn hole_in(i: &Item) -> Option<Hole> {
    match &i.base {
        Base::Hole(h) => Some(*h),
        Base::Thing(t) => t.unknown,
        Base::Amount(a) => a.hole,
        Base::Place(p) => hole_of(p),
        _ => None,
    }
}

fn hole_of(p: &Place) -> Option<Hole> {
    match p {
        Place::Unknown(h, _) => Some(*h),
        Place::HeldBy(p, _, when) => match when {
            crate::model::When::Unknown(h) => Some(*h),
            _ => hole_of(p),
        },
        Place::Part(_, p) => hole_of(p),
        Place::Union(all, _) => all.iter().find_map(hole_of),
        _ => None,
    }
}

//! `unverified-duty`: a duty on forces or weapons, and nobody who may look whether it is kept.

use super::about::{every_value, label, manner, only_somebody, said, things, usual};
use super::verifier::{has_access, verifiers};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Base, Manner, Modal, Place};
use crate::vocabulary::{Leaves, NodeId};

/// Told at the sentence.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let watching: Vec<&Fact> = said(e)
        .filter(|f| {
            matches!(f.modal(), Some(Modal::Shall | Modal::May)) && usual(e, "access", &f.sentence)
        })
        .collect();
    let parties = &e.draft.parties;
    let sent: Vec<NodeId> = verifiers(e)
        .into_iter()
        .map(|(n, ..)| n)
        .filter(|n| !parties.contains(n))
        .collect();
    for f in said(e).filter(|f| {
        matches!(f.modal(), Some(Modal::Shall | Modal::ShallNot))
            && usual(e, "verifier", &f.sentence)
    }) {
        if manner(f, Manner::VerifiedBy).is_some_and(|l| !only_somebody(l)) {
            continue;
        }
        // Those who are themselves sent to watch are watched by nobody.
        let doers = things(&f.sentence.subject);
        if !doers.is_empty() && doers.iter().all(|d| sent.contains(d)) {
            continue;
        }
        let watchers: Vec<(NodeId, &&Fact)> = watching
            .iter()
            .filter(|w| watches(e, w, f))
            .flat_map(|w| things(&w.sentence.subject).into_iter().map(move |n| (n, w)))
            .collect();
        if watchers.iter().any(|(n, _)| has_access(e, *n)) {
            continue;
        }
        let d = Diagnostic::new(
            Code::UnverifiedDuty,
            f.at(),
            format!(
                "Nobody is named who verifies what clause {} asks",
                label(e, f)
            ),
        )
        .here("who looks?");
        let d = match watchers.first() {
            Some((n, w)) => d.also(
                w.at(),
                format!("{} watches over it, and no clause lets it in", e.v.name(*n)),
            ),
            None => d,
        };
        out.push(d.help("add `verified by X`, and let X in: `X may enter …`"));
    }
    out
}

/// Does a promise to watch reach what a clause asks?
pub(super) fn watches(e: &Engine, w: &Fact, f: &Fact) -> bool {
    let around: Vec<usize> = e.draft.around(f.clause).collect();
    let Some(what) = super::about::object(&w.sentence) else {
        return false;
    };
    let place = leaves(e, f);
    what.items.iter().any(|i| match &i.base {
        Base::EveryClause(..) => true,
        Base::Clause(text, l) => e
            .facts
            .position(text.as_deref(), l)
            .is_some_and(|c| around.contains(&c)),
        Base::Place(p) => {
            region_leaves(e, p).is_some_and(|a| place.as_ref().is_none_or(|b| !a.and(b).is_empty()))
        }
        Base::Thing(t) => {
            !e.v.places.is_place(t.node)
                || place
                    .as_ref()
                    .is_none_or(|b| !e.v.places.leaves(t.node).and(b).is_empty())
        }
        _ => false,
    })
}

fn leaves(e: &Engine, f: &Fact) -> Option<Leaves> {
    let mut out: Option<Leaves> = None;
    every_value(&f.sentence, &mut |i| {
        let found = match &i.base {
            Base::Place(p) => region_leaves(e, p),
            Base::Thing(t)
                if e.v.places.is_place(t.node)
                    && !f.sentence.subject.items.iter().any(|s| s.span == i.span) =>
            {
                Some(e.v.places.leaves(t.node))
            }
            _ => None,
        };
        if let Some(found) = found {
            out = Some(out.take().map_or(found.clone(), |o| o.or(&found)));
        }
    });
    out
}

fn region_leaves(e: &Engine, p: &Place) -> Option<Leaves> {
    match p {
        Place::Region(n) => Some(e.v.places.leaves(*n)),
        Place::Part(_, p) | Place::HeldBy(p, ..) => region_leaves(e, p),
        Place::Union(all, _) => all
            .iter()
            .filter_map(|p| region_leaves(e, p))
            .reduce(|a, b| a.or(&b)),
        _ => None,
    }
}

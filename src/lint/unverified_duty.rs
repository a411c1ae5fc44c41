//! `unverified-duty`: a duty on forces or weapons, and nobody who may look whether it is kept.

use super::about::{every_value, label, manner, only_somebody, said, things, usual};
use super::verifier::{has_access, sends, verifiers};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Base, Item, Manner, Modal, Place, Role};
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
    let to_watch: Vec<NodeId> = verifiers(e).into_iter().map(|(n, ..)| n).collect();
    let sent: Vec<NodeId> = to_watch
        .iter()
        .copied()
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
        // Nor is it watched that they are sent, nor that nobody limits anything.
        if sends(f, &to_watch) || super::about::is_ban_on_limits(e, f) {
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

/// Does a promise to watch reach what a clause asks: the clause, all clauses, or the whole place where it is to be done?
pub(super) fn watches(e: &Engine, w: &Fact, f: &Fact) -> bool {
    let around: Vec<usize> = e.draft.around(f.clause).collect();
    let Some(what) = super::about::object(&w.sentence) else {
        return false;
    };
    let place = leaves(e, f);
    // In a part of the place somebody sees a part of it.
    let all_of_it = |seen: Option<Leaves>| {
        seen.is_some_and(|seen| place.as_ref().is_some_and(|p| p.within(&seen)))
    };
    let mut todo: Vec<&Item> = what.items.iter().collect();
    while let Some(i) = todo.pop() {
        let reaches = match &i.base {
            Base::EveryClause(..) => true,
            Base::Clause(..) => e.facts.labels.named(i).iter().any(|c| around.contains(c)),
            Base::Place(p) => all_of_it(region_leaves(e, p)),
            Base::Thing(t) if e.v.places.is_place(t.node) => {
                all_of_it(Some(e.v.places.leaves(t.node)))
            }
            // Whoever looks into breaches looks at every duty, whoever looks at a thing at what is to be done with it; there if a place is named.
            Base::Thing(t) => {
                let there = places_of(e, &w.sentence.roles);
                let about = super::about::object(&f.sentence).map(things);
                (e.v.is_usual("breaches", e.v.name(t.node))
                    || about.is_some_and(|o| o.iter().any(|o| e.v.under(*o, t.node))))
                    && (there.is_none() || all_of_it(there))
            }
            Base::Group(g) => {
                todo.extend(&g.items);
                false
            }
            Base::Choice(c) => {
                todo.extend(c.alternatives.iter().flat_map(|(_, l)| &l.items));
                false
            }
            _ => false,
        };
        if reaches {
            return true;
        }
    }
    false
}

/// The places the roles of a sentence name.
fn places_of(e: &Engine, roles: &[Role]) -> Option<Leaves> {
    let items = roles.iter().flat_map(|r| &r.list.items);
    let places = items.filter_map(|i| match &i.base {
        Base::Place(p) => region_leaves(e, p),
        _ => None,
    });
    places.reduce(|a, b| a.or(&b))
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

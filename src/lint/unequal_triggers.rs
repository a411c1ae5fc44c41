//! `unequal-triggers`: a deed of one side sets something off, and the same deed of the other side sets off nothing.

use super::about::{
    acts_for, events, guards, label, names, object, opponents, said, things, usual, verb,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Guard, List, Sentence};
use crate::source::Span;
use crate::vocabulary::NodeId;

struct Trigger<'e> {
    by: NodeId,
    against: NodeId,
    deed: String,
    at: Span,
    clause: &'e str,
}

/// Told at the condition.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let sides = opponents(e);
    let mut all: Vec<Trigger> = Vec::new();
    for f in said(e) {
        for (_, _, c) in guards(f).filter(|(_, w, _)| *w == Guard::If) {
            for s in events(c).filter(|s| usual(e, "judge", s)) {
                let by = sides
                    .iter()
                    .filter(|a| things(&s.subject).iter().any(|n| acts_for(e, *n, **a)));
                for by in by {
                    let hit = sides
                        .iter()
                        .filter(|b| *b != by && object(s).is_some_and(|o| touches(e, o, **b)));
                    all.extend(hit.map(|b| Trigger {
                        by: *by,
                        against: *b,
                        deed: deed(e, s),
                        at: s.span,
                        clause: label(e, f),
                    }));
                }
            }
        }
    }
    let mut out = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for t in &all {
        let answered = all
            .iter()
            .any(|o| o.by == t.against && o.against == t.by && o.deed == t.deed);
        if answered || !seen.insert(t.at) {
            continue;
        }
        let (a, b) = (names(e, &[t.by]), names(e, &[t.against]));
        out.push(
            Diagnostic::new(Code::UnequalTriggers, t.at, format!("Clause {} hangs a consequence on this deed of {a} against {b} ({}), and no clause hangs one on the same of {b}", t.clause, t.deed))
                .here("one side only")
                .help("add the counterpart; if it is meant so, nothing is wrong"),
        );
    }
    out
}

/// Is it the actor, or a place in its territory?
fn touches(e: &Engine, l: &List, actor: NodeId) -> bool {
    let up = |n: NodeId| e.v.places.around(n).any(|p| p == actor);
    let mut found = false;
    crate::model::visit::list(&mut l.clone(), &mut |i| {
        found |= match &i.base {
            crate::model::Base::Thing(t) => up(t.node),
            crate::model::Base::Place(p) => regions(p).into_iter().any(up),
            _ => false,
        }
    });
    found
}

fn regions(p: &crate::model::Place) -> Vec<NodeId> {
    use crate::model::Place;
    match p {
        Place::Region(n) => vec![*n],
        Place::Union(all, _) => all.iter().flat_map(regions).collect(),
        Place::HeldBy(p, ..) | Place::Part(_, p) | Place::Unknown(_, Some(p)) => regions(p),
        _ => Vec::new(),
    }
}

/// The verb with the means: `attack with missile`.
fn deed(e: &Engine, s: &Sentence) -> String {
    let means = s
        .roles
        .iter()
        .find(|r| r.preposition == "with")
        .map_or_else(String::new, |r| {
            format!(" with {}", names(e, &things(&r.list)))
        });
    format!("{}{means}", verb(e, s).unwrap_or_default())
}

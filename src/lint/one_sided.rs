//! `one-sided-duty`: one side promises what both usually promise.

use super::about::{by_side, label, names, opponents, things, usual, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{Base, Modal, Quantifier};
use crate::vocabulary::{NodeId, NodeKind};

/// Told at the promise of the one side.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let sides = opponents(e);
    if sides.len() < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    let duties: Vec<&Fact> = by_side(e).filter(|f| matches!(f.modal(), Some(Modal::Shall | Modal::ShallNot)) && (usual(e, "twin", &f.sentence) || usual(e, "rank", &f.sentence))).collect();
    for f in &duties {
        let bound = bound_by(e, f, &sides);
        if bound.is_empty() || bound.len() == sides.len() {
            continue;
        }
        let twins: Vec<&&Fact> = duties.iter().filter(|g| g.modal() == f.modal() && verb(e, &g.sentence) == verb(e, &f.sentence) && (usual(e, "rank", &f.sentence) || alike(e, f, g))).collect();
        let without: Vec<NodeId> = sides.iter().copied().filter(|s| !bound.contains(s) && !twins.iter().any(|g| bound_by(e, g, &sides).contains(s))).collect();
        let lower = without.is_empty().then(|| twins.iter().filter(|g| bound_by(e, g, &sides).iter().any(|s| !bound.contains(s))).find_map(|g| lower_rank(e, f, g).map(|rank| (g, rank)))).flatten();
        let what = verb(e, &f.sentence).unwrap_or_default();
        if let Some((g, rank)) = lower {
            let message = format!("Clause {} binds {} at a higher rank than clause {} binds the other side ({rank})", label(e, f), names(e, &bound), label(e, g));
            out.push(
                Diagnostic::new(Code::OneSidedDuty, f.at(), message).here("the higher rank").also(g.at(), "its counterpart").help("give both promises the same rank, or say in a note why they differ"),
            );
        } else if !without.is_empty() && usual(e, "twin", &f.sentence) {
            let message = format!("Clause {} binds {} alone: nothing like it (`{what}`) is asked of {}", label(e, f), names(e, &bound), names(e, &without));
            out.push(
                Diagnostic::new(Code::OneSidedDuty, f.at(), message)
                    .here("one side")
                    .help("add the counterpart, name what is given in return (`in exchange for …`), or say in a note that it is meant so"),
            );
        }
    }
    out
}

/// The sides a promise binds.
fn bound_by(e: &Engine, f: &Fact, sides: &[NodeId]) -> Vec<NodeId> {
    let all =
        f.sentence.subject.items.iter().any(|i| matches!(&i.base, Base::Thing(t) if t.quantifier != Quantifier::Some && e.v.node(t.node).kind != NodeKind::Thing) || matches!(i.base, Base::Side(_)));
    let named = things(&f.sentence.subject);
    let acts = |s: &NodeId| named.iter().any(|n| super::about::acts_for(e, *n, *s) || e.world_list(*n, "members").is_some_and(|l| things(&l).contains(s)));
    sides.iter().copied().filter(|s| all || acts(s)).collect()
}

/// Is it done to the same, or to a sort of the same? What is left unsaid may be anything.
fn alike(e: &Engine, f: &Fact, g: &Fact) -> bool {
    let of = |f: &Fact| super::about::object(&f.sentence).map(things).unwrap_or_default();
    let (a, b) = (of(f), of(g));
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| e.v.under(*x, *y) || e.v.under(*y, *x)))
}

/// The rank of a counterpart on the same scale, if it is lower: `in law` beside `in constitution`.
fn lower_rank<'e>(e: &Engine<'e>, f: &Fact, g: &Fact) -> Option<&'e str> {
    let step = |f: &Fact| {
        f.sentence.roles.iter().flat_map(|r| things(&r.list)).find_map(|n| match e.v.node(n).kind {
            NodeKind::Step(scale, at) => Some((scale, at, n)),
            _ => None,
        })
    };
    let ((a, high, _), (b, low, node)) = (step(f)?, step(g)?);
    (a == b && low < high).then(|| e.v.name(node))
}

//! `asset-held-elsewhere`: a promise on an asset whose custodian is no party.

use super::about::{label, object, said, things};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Base, Modal};
use crate::vocabulary::NodeId;

/// Told once for each asset.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen: Vec<NodeId> = Vec::new();
    for f in said(e).filter(|f| matches!(f.modal(), Some(Modal::Shall | Modal::Hereby))) {
        let mut named: Vec<NodeId> = Vec::new();
        super::about::every_value(&f.sentence, &mut |i| {
            if let Base::Thing(t) = &i.base {
                named.push(t.node);
            }
        });
        for asset in named
            .into_iter()
            .filter(|n| e.word("asset").is_some_and(|a| e.v.under(*n, a)))
        {
            let Some(custodians) = e
                .world_list(asset, "custodian")
                .map(|l| things(&l))
                .filter(|c| !c.is_empty())
            else {
                continue;
            };
            let doers = things(&f.sentence.subject);
            let holds = |n: &NodeId| {
                e.draft
                    .parties
                    .iter()
                    .any(|p| super::about::acts_for(e, *n, *p))
                    || doers.contains(n)
                    || object(&f.sentence).is_some_and(|o| things(o).contains(n))
            };
            if custodians.iter().any(holds) || seen.contains(&asset) {
                continue;
            }
            seen.push(asset);
            let who = super::about::names(e, &custodians);
            let message = format!(
                "Clause {} disposes of {}, which {who} holds, and {who} is no party",
                label(e, f),
                e.v.name(asset)
            );
            out.push(
                Diagnostic::new(Code::AssetHeldElsewhere, f.at(), message)
                    .here("held by somebody who does not sign")
                    .help(format!(
                        "have {who} sign, or say what happens if {who} does not hand it over"
                    )),
            );
        }
    }
    out
}

//! `body-without-party`: a body in which a party to the text has no seat, while another one has.

use super::about::{acts_for, names, opponents, things};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Base;
use crate::vocabulary::NodeId;

/// Told at the field that lists the members.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let sides = opponents(e);
    for c in e
        .draft
        .clauses
        .iter()
        .filter(|c| e.v.is_usual("decision", &c.kind))
    {
        for (f, _) in c
            .fields
            .iter()
            .filter(|(f, _)| f.name == "members" && f.index.is_none())
        {
            let listed = things(&f.value);
            // Members the text does not name, or names by what they are, may be anybody's.
            if listed.is_empty()
                || f.value
                    .items
                    .iter()
                    .any(|i| !matches!(i.base, Base::Thing(_)))
            {
                continue;
            }
            let seated = |p: &NodeId| {
                listed.iter().any(|m| {
                    acts_for(e, *m, *p)
                        || e.world_list(*m, "members")
                            .is_some_and(|l| things(&l).contains(p))
                })
            };
            let without: Vec<NodeId> = sides.iter().copied().filter(|p| !seated(p)).collect();
            // A body of outsiders leaves nobody out.
            if without.is_empty() || without.len() == sides.len() {
                continue;
            }
            let message = format!(
                "{} {} no seat in the body of clause {}, and the other side has",
                names(e, &without),
                if without.len() == 1 { "has" } else { "have" },
                c.label
            );
            out.push(
                Diagnostic::new(Code::BodyWithoutParty, f.span, message)
                    .here("all its members")
                    .help("add the missing party, or name members that belong to neither side"),
            );
        }
    }
    out
}

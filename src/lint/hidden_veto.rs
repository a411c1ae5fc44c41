//! `hidden-veto`: a body that decides by consensus or unanimity, or through a chair from one side, can be stopped by one of those it judges.

use super::about::{acts_for, names, things};
use super::no_decision_rule::bodies;
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::{Base, Entry, SideWord};
use crate::vocabulary::NodeId;

/// Told at the rule by which it decides.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (_, clauses) in bodies(e) {
        let fields = || {
            clauses
                .iter()
                .flat_map(|c| &e.draft.clauses[*c].fields)
                .map(|(f, _)| f)
        };
        let Some(rule) = fields().find(|f| f.name == "decision") else {
            continue;
        };
        let by = |word: &str| {
            e.word(word)
                .is_some_and(|w| things(&rule.value).contains(&w))
        };
        let seats: Vec<&Entry> = fields()
            .filter(|f| {
                f.name
                    == if by("chair-decides") {
                        "chair"
                    } else {
                        "members"
                    }
            })
            .collect();
        if !(by("consensus") || by("unanimity") || by("chair-decides")) {
            continue;
        }
        let named: Vec<NodeId> = seats
            .iter()
            .flat_map(|f| f.index.iter().flat_map(things).chain(things(&f.value)))
            .collect();
        let serves = |m: NodeId, p: NodeId| {
            acts_for(e, m, p)
                || e.world_list(m, "serves")
                    .is_some_and(|l| things(&l).contains(&p))
        };
        let each_side = seats.iter().any(|f| {
            f.index
                .iter()
                .flat_map(|l| &l.items)
                .any(|i| matches!(&i.base, Base::Side(SideWord::Each)))
        });
        let holders: Vec<NodeId> = e
            .draft
            .parties
            .iter()
            .copied()
            .filter(|p| {
                (each_side && e.draft.sides.contains(p)) || named.iter().any(|m| serves(*m, *p))
            })
            .collect();
        if holders.is_empty() {
            continue;
        }
        let who = match &holders[..] {
            [one] => e.v.name(*one).to_owned(),
            several => format!("Each of {}", names(e, several)),
        };
        let message =
            format!("{who} can stop every decision of this body alone, also one on its own breach");
        out.push(
            Diagnostic::new(Code::HiddenVeto, rule.span, message)
                .here("a veto for each of them")
                .help("let a majority or a member of neither side decide, or say what happens if no decision is reached"),
        );
    }
    out
}

//! Lints: drafting faults that no grammar forbids. Each is one file, one code and one page; none of them changes a verdict.
//!
//! A lint that looks at a draft takes the engine, so that it sees facts and not spellings; one that looks at positions takes the world. What is usual with
//! which word stands in the prelude (`usual verifier: withdraw, …`), not here.

mod about;
mod ambiguous_term;
mod asset_held_elsewhere;
mod body_without_party;
mod breacher_unnamed;
mod deadline_without_anchor;
mod duplicate_promise;
mod expectation;
mod expired_instrument;
mod header_order;
mod hidden_veto;
mod hollow_guarantee;
mod lines_together;
mod no_deadline;
mod no_decision_rule;
mod no_default;
mod no_duration;
mod no_source;
mod nobody_judges;
mod nobody_restores;
mod one_sided;
mod person_in_office;
mod promise_of_promise;
mod scope;
mod specimen;
mod unanchored_months;
mod undefined_term;
mod unequal_triggers;
mod unpromised_event;
mod unsaid;
mod unused_name;
mod unverified_duty;
mod verifier;

use crate::diagnostic::Diagnostic;
use crate::matching::Engine;
use crate::model::World;
use crate::source::{SourceSet, Span};

/// What looks at one draft.
type Lint = fn(&mut Engine) -> Vec<Diagnostic>;

/// Lints of drafts.
const DRAFT: &[Lint] = &[
    ambiguous_term::find,
    asset_held_elsewhere::find,
    body_without_party::find,
    breacher_unnamed::find,
    deadline_without_anchor::find,
    duplicate_promise::find,
    expectation::find,
    expired_instrument::find,
    hidden_veto::find,
    hollow_guarantee::find,
    no_deadline::find,
    no_decision_rule::find,
    no_default::find,
    no_duration::find,
    nobody_judges::find,
    nobody_restores::find,
    one_sided::find,
    person_in_office::find,
    promise_of_promise::find,
    unanchored_months::find,
    undefined_term::find,
    unequal_triggers::find,
    unpromised_event::find,
    unsaid::find,
    unverified_duty::find,
    verifier::without_access,
    verifier::without_mandate,
];

/// What the lints say of a draft.
pub(crate) fn of_draft(e: &mut Engine) -> Vec<Diagnostic> {
    let found: Vec<Diagnostic> = DRAFT.iter().flat_map(|lint| lint(e)).collect();
    // What stands in a text that is brought in is told of that text.
    let brought: Vec<Span> = e
        .draft
        .clauses
        .iter()
        .filter(|c| c.text.is_some())
        .map(|c| c.span)
        .collect();
    let own = |d: &Diagnostic| {
        !brought.iter().any(|b| {
            b.source == d.at.span.source && b.start <= d.at.span.start && d.at.span.end <= b.end
        })
    };
    found.into_iter().filter(own).collect()
}

/// What they say of a world as a whole: its positions and its names.
pub(crate) fn of_world(world: &World, sources: &SourceSet) -> Vec<Diagnostic> {
    let mut out = no_source::find(world);
    out.extend(unused_name::find(world, sources));
    out.extend(lines_together::find(world));
    out.extend(header_order::find(world, sources));
    out
}

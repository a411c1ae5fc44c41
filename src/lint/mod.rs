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
mod verified_by_itself;
mod verifier;

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::World;
use crate::source::{SourceSet, Span};

/// A lint: the codes it tells, whose level stands in their own table, and what looks for them. If all of them are turned off, nobody looks.
struct Lint {
    codes: &'static [Code],
    look: Look,
}

/// What is looked at.
enum Look {
    /// One draft.
    Draft(fn(&mut Engine) -> Vec<Diagnostic>),
    /// A world as a whole: its positions and its names.
    World(fn(&World, &SourceSet) -> Vec<Diagnostic>),
}

const fn on_draft(codes: &'static [Code], look: fn(&mut Engine) -> Vec<Diagnostic>) -> Lint {
    Lint {
        codes,
        look: Look::Draft(look),
    }
}

const fn on_world(codes: &'static [Code], look: fn(&World, &SourceSet) -> Vec<Diagnostic>) -> Lint {
    Lint {
        codes,
        look: Look::World(look),
    }
}

/// Every lint.
#[rustfmt::skip]
const LINTS: &[Lint] = &[
    on_draft(&[Code::AmbiguousTerm], ambiguous_term::find),
    on_draft(&[Code::AssetHeldElsewhere], asset_held_elsewhere::find),
    on_draft(&[Code::BodyWithoutParty], body_without_party::find),
    on_draft(&[Code::BreacherUnnamed], breacher_unnamed::find),
    on_draft(&[Code::DeadlineWithoutAnchor], deadline_without_anchor::find),
    on_draft(&[Code::DuplicatePromise], duplicate_promise::find),
    on_draft(&[Code::ExpectationNotDuty], expectation::find),
    on_draft(&[Code::ExpiredInstrument, Code::UnknownInstrument], expired_instrument::find),
    on_draft(&[Code::HiddenVeto], hidden_veto::find),
    on_draft(&[Code::HollowGuarantee, Code::NoDutyHolder], hollow_guarantee::find),
    on_draft(&[Code::NoDeadline], no_deadline::find),
    on_draft(&[Code::NoDecisionRule], no_decision_rule::find),
    on_draft(&[Code::NoDefault], no_default::find),
    on_draft(&[Code::NoDuration], no_duration::find),
    on_draft(&[Code::NobodyJudges], nobody_judges::find),
    on_draft(&[Code::NobodyRestores], nobody_restores::find),
    on_draft(&[Code::OneSidedDuty], one_sided::find),
    on_draft(&[Code::PersonInOffice], person_in_office::find),
    on_draft(&[Code::PromiseOfPromise], promise_of_promise::find),
    on_draft(&[Code::UnanchoredMonths], unanchored_months::find),
    on_draft(&[Code::UndefinedTerm], undefined_term::find),
    on_draft(&[Code::UnequalTriggers], unequal_triggers::find),
    on_draft(&[Code::WaitsForUnpromised], unpromised_event::find),
    on_draft(&[Code::LeftUnsaid], unsaid::find),
    on_draft(&[Code::UnverifiedDuty], unverified_duty::find),
    on_draft(&[Code::VerifiedByItself], verified_by_itself::find),
    on_draft(&[Code::VerifierWithoutAccess], verifier::without_access),
    on_draft(&[Code::VerifierWithoutMandate], verifier::without_mandate),
    on_world(&[Code::LineWithoutSource], |w, _| no_source::find(w)),
    on_world(&[Code::UnusedName], unused_name::find),
    on_world(&[Code::UncrossableLine, Code::AlwaysCrossedLine, Code::LinesExcludeEachOther, Code::Deadlock, Code::SubsumedLine], |w, _| lines_together::find(w)),
    on_world(&[Code::HeaderOrder], header_order::find),
];

impl Lint {
    /// Is all it could tell turned off?
    fn is_off(&self, off: &dyn Fn(Code) -> bool) -> bool {
        self.codes.iter().all(|c| off(*c))
    }

    /// What was found, if it is told under the codes of this lint.
    fn checked(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        debug_assert!(
            found.iter().all(|d| self.codes.contains(&d.code)),
            "a lint tells a code that is not its own"
        );
        found
    }
}

/// The codes nobody looks for if those are turned off for which `off` says so.
pub(crate) fn unlooked(off: &dyn Fn(Code) -> bool) -> impl Iterator<Item = Code> {
    let idle = LINTS.iter().filter(|l| l.is_off(off));
    idle.flat_map(|l| l.codes).copied()
}

/// What the lints say of a draft.
pub(crate) fn of_draft(e: &mut Engine, off: &dyn Fn(Code) -> bool) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for lint in LINTS.iter().filter(|l| !l.is_off(off)) {
        if let Look::Draft(look) = lint.look {
            found.extend(lint.checked(look(e)));
        }
    }
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

/// What they say of a world as a whole.
pub(crate) fn of_world(
    world: &World,
    sources: &SourceSet,
    off: &dyn Fn(Code) -> bool,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for lint in LINTS.iter().filter(|l| !l.is_off(off)) {
        if let Look::World(look) = lint.look {
            found.extend(lint.checked(look(world, sources)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::LINTS;
    use crate::diagnostic::Severity;

    #[test]
    fn a_lint_has_codes_and_none_is_an_error() {
        for lint in LINTS {
            assert!(!lint.codes.is_empty());
            for code in lint.codes {
                assert_ne!(code.severity(), Severity::Error, "{}", code.slug());
            }
        }
    }
}

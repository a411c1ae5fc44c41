//! What became of expectations, as JSON.

use super::super::tests::{place, words};
use crate::source::SourceSet;
use crate::verdict::Outcome;
use serde::Serialize;

#[derive(Serialize)]
struct Json {
    version: u32,
    expectations: Vec<One>,
    held: usize,
    failed: usize,
}

#[derive(Serialize)]
struct One {
    test: String,
    expectation: String,
    at: String,
    holds: bool,
    message: Option<String>,
    found: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    what: String,
    at: String,
}

/// JSON, contract version 1.
pub(crate) fn tests(outcomes: &[Outcome], sources: &SourceSet) -> String {
    let one = |o: &Outcome| One {
        test: o.test.clone(),
        expectation: words(o, sources),
        at: place(o.at, sources),
        holds: o.failure.is_none(),
        message: o.failure.as_ref().map(|f| f.message.clone()),
        found: o
            .failure
            .iter()
            .flat_map(|f| &f.found)
            .map(|(what, at)| Found {
                what: what.clone(),
                at: place(*at, sources),
            })
            .collect(),
    };
    let failed = outcomes.iter().filter(|o| o.failure.is_some()).count();
    super::written(&Json {
        version: 1,
        expectations: outcomes.iter().map(one).collect(),
        held: outcomes.len() - failed,
        failed,
    })
}

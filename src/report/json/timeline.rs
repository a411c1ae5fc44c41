//! The steps of a draft with their dates, as JSON.

use crate::model::Draft;
use crate::schedule::{Schedule, Timeline};
use crate::source::Span;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'d> {
    version: u32,
    draft: &'d str,
    steps: Vec<Step>,
    /// The clauses that wait, are waited for or are counted from something, in their order.
    order: Vec<Placed>,
    not_chosen: Vec<&'d str>,
    /// Limits that nobody can keep together; then there are no steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contradiction: Vec<String>,
}

#[derive(Serialize)]
struct Step {
    clause: Option<String>,
    title: String,
    moment: &'static str,
    earliest: Option<String>,
    latest: Option<String>,
    latest_counted: Option<String>,
    fixed_by: Vec<String>,
    at: String,
}

#[derive(Serialize)]
struct Placed {
    step: usize,
    clause: String,
    title: String,
    waits_for: Vec<String>,
    when: Vec<String>,
    nobody_is_bound_to: Vec<String>,
    at: String,
}

/// JSON, contract version 1.
pub(crate) fn timeline(t: Timeline) -> String {
    let Timeline {
        draft,
        schedule,
        sources,
        ..
    } = t;
    let place = |at: Span| {
        let p = sources.position(at.source, at.start);
        format!("{}:{}:{}", sources.get(at.source).path, p.line, p.column)
    };
    let label = |c: usize| draft.clauses[c].label.to_string();
    let order = t.sequence().into_iter().map(|s| Placed {
        step: s.level + 1,
        clause: label(s.clause),
        title: draft.clauses[s.clause].title.clone(),
        waits_for: s.waits.iter().map(|c| label(*c)).collect(),
        when: s.when,
        nobody_is_bound_to: s.nobody,
        at: place(s.at),
    });
    let order = order.collect();
    let steps = t
        .rows()
        .into_iter()
        .map(|r| {
            let at = place(r.at);
            Step {
                clause: (!r.clause.is_empty()).then_some(r.clause),
                title: r.title,
                moment: r.moment,
                earliest: r.earliest,
                latest: r.latest,
                latest_counted: r.counted,
                fixed_by: r.by,
                at,
            }
        })
        .collect();
    super::written(&Json {
        version: 1,
        draft: &draft.id,
        steps,
        order,
        not_chosen: not_chosen(draft, schedule),
        contradiction: Vec::new(),
    })
}

/// The same of a plan nobody can keep: the limits of the shortest circle, in words.
pub(crate) fn no_timeline(
    draft: &Draft,
    schedule: &Schedule,
    contradiction: Vec<String>,
) -> String {
    super::written(&Json {
        version: 1,
        draft: &draft.id,
        steps: Vec::new(),
        order: Vec::new(),
        not_chosen: not_chosen(draft, schedule),
        contradiction,
    })
}

fn not_chosen<'d>(draft: &'d Draft, schedule: &Schedule) -> Vec<&'d str> {
    let unchosen = schedule.unchosen.iter();
    unchosen.map(|n| draft.choices[*n].name.as_str()).collect()
}

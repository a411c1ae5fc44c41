//! The steps of a draft with their dates, as JSON.

use crate::model::Draft;
use crate::schedule::steps::rows;
use crate::schedule::{Schedule, Window};
use crate::source::SourceSet;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'d> {
    version: u32,
    draft: &'d str,
    steps: Vec<Step>,
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

/// JSON, contract version 1.
pub(crate) fn timeline(
    draft: &Draft,
    schedule: &Schedule,
    windows: &[Window],
    sources: &SourceSet,
) -> String {
    let steps = rows(draft, schedule, windows)
        .into_iter()
        .map(|r| {
            let p = sources.position(r.at.source, r.at.start);
            let at = format!("{}:{}:{}", sources.get(r.at.source).path, p.line, p.column);
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
        not_chosen: not_chosen(draft, schedule),
        contradiction,
    })
}

fn not_chosen<'d>(draft: &'d Draft, schedule: &Schedule) -> Vec<&'d str> {
    let unchosen = schedule.unchosen.iter();
    unchosen.map(|n| draft.choices[*n].name.as_str()).collect()
}

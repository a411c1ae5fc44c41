//! The steps of each draft in time: what comes when, set side by side by what the steps are.

use super::terms::Term;
use super::{Aligned, Shape, Side};
use crate::schedule::steps::day;
use crate::schedule::{Schedule, Timeline};
use crate::wording::Words;

/// When a step can happen in one draft.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The label of its clause; empty: the text itself.
    pub clause: String,
    /// `begins`, `is complete` …
    pub moment: &'static str,
    /// Not before.
    pub earliest: Option<String>,
    /// Not after, as a date or counted from one that is not fixed.
    pub latest: Option<String>,
}

/// One step in all drafts.
#[derive(Clone, Debug)]
pub(crate) struct StepRow {
    /// What it is.
    pub about: String,
    /// Dates in each draft.
    pub steps: Vec<Vec<Step>>,
    /// What each draft says of its order.
    pub orders: Vec<Vec<(Words, Vec<String>)>>,
}

/// Rows in the order of the first draft that has the step. A plan nobody can keep has no dates.
pub(super) fn sequence(sides: &[Side], all: &Aligned) -> Vec<StepRow> {
    let mut out: Vec<(usize, StepRow)> = Vec::new();
    let blank = |about: String| StepRow {
        about,
        steps: vec![Vec::new(); sides.len()],
        orders: vec![Vec::new(); sides.len()],
    };
    for (d, s) in sides.iter().enumerate() {
        let plan = crate::schedule::schedule(s.world, s.draft, &[]);
        let Ok(windows) = plan.windows() else {
            continue;
        };
        let timeline = Timeline {
            v: &s.world.vocabulary,
            draft: s.draft,
            schedule: &plan,
            windows: &windows,
            sources: s.sources,
        };
        for step in timeline.told() {
            // A clause is compared as a whole; when each of its promises is due, its terms say.
            if step.one_of_several {
                continue;
            }
            // That nothing comes before the day of the text says nothing of a step.
            let trivial = !step.clause.is_empty()
                && step.not_after().is_none()
                && step.from == windows.iter().take(3).filter_map(|w| w.earliest).max();
            if trivial {
                continue;
            }
            let clause = s
                .draft
                .clauses
                .iter()
                .position(|c| c.label == step.clause.as_str());
            let key = clause.map_or(usize::MAX - 1, |c| all.clauses[d][c]);
            let held = row(&mut out, key, || {
                blank(if step.clause.is_empty() {
                    "The text itself".to_owned()
                } else {
                    step.title.clone()
                })
            });
            held.steps[d].push(Step {
                clause: step.clause.clone(),
                moment: step.moment,
                earliest: step.from.map(|m| day(&Schedule::written(m))),
                latest: step.not_after().map(day),
            });
        }
    }
    for group in &all.groups {
        for (d, t) in group {
            let term = &all.terms[*d][*t];
            if term.shape != Shape::Order {
                continue;
            }
            let key = term
                .clauses
                .first()
                .map_or(usize::MAX, |c| all.clauses[*d][*c]);
            let title = step_of(&sides[*d], term);
            let labels = term
                .clauses
                .iter()
                .map(|c| sides[*d].draft.clauses[*c].label.to_string())
                .collect();
            let held = row(&mut out, key, || blank(title));
            held.orders[*d].extend(
                term.said
                    .iter()
                    .cloned()
                    .map(|w| (w.sentence(), Vec::clone(&labels))),
            );
        }
    }
    out.into_iter().map(|(_, r)| r).collect()
}

/// The step an order is about, by the clause it stands in.
fn step_of(side: &Side, term: &Term) -> String {
    term.clauses.first().map_or_else(
        || "The steps as a whole".to_owned(),
        |c| {
            let c = &side.draft.clauses[*c];
            if c.title.is_empty() {
                format!("clause {}", c.label)
            } else {
                c.title.clone()
            }
        },
    )
}

fn row(
    rows: &mut Vec<(usize, StepRow)>,
    key: usize,
    make: impl FnOnce() -> StepRow,
) -> &mut StepRow {
    let at = rows.iter().position(|(k, _)| *k == key).unwrap_or_else(|| {
        rows.push((key, make()));
        rows.len() - 1
    });
    &mut rows[at].1
}

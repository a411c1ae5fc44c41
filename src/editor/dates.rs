//! When clauses are done or end, as far as their draft fixes it: what stands behind their heads.

use crate::Project;
use crate::schedule::{Schedule, schedule};
use crate::source::Span;

/// Words behind a place.
#[derive(Clone, Debug)]
pub(crate) struct Hint {
    /// The head of the clause.
    pub at: Span,
    /// `done by 2026-06-01`.
    pub words: String,
}

/// Of all drafts of a project; of one whose limits contradict one another, none.
pub(crate) fn dates(project: &Project) -> Vec<Hint> {
    let mut out = Vec::new();
    for world in &project.worlds {
        for d in world.drafts.iter().filter(|d| !d.broken) {
            let plan = schedule(world, d, &[]);
            let Ok(windows) = plan.windows() else {
                continue;
            };
            let own = d.clauses.iter().zip(&plan.clauses);
            for (c, (_, completion, expiry)) in own.filter(|(c, _)| c.text.is_none()) {
                let latest = |moment: &Option<usize>| {
                    let limit = windows.get((*moment)?)?.latest?;
                    Some(Schedule::written_latest(limit))
                };
                let done = latest(completion).map(|day| format!("done by {day}"));
                let ends = latest(expiry).map(|day| format!("ends by {day}"));
                let words: Vec<String> = done.into_iter().chain(ends).collect();
                if !words.is_empty() {
                    out.push(Hint {
                        at: c.head,
                        words: words.join(", "),
                    });
                }
            }
        }
    }
    out
}

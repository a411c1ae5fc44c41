//! When the steps of a draft can happen.

use super::Page;
use crate::model::{Draft, Taken, World};
use crate::project::Project;
use crate::report::{self, page, timeline_page};
use crate::schedule::{Contradiction, Schedule, Timeline as Dated, Window, schedule};
use crate::source::Span;
use crate::vocabulary::Vocabulary;

/// An end of a clause in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// Its first part begins.
    Start,
    /// Its last part is done.
    Completion,
    /// It ceases to bind.
    Expiry,
}

/// When a moment is, as far as the draft fixes it: `2026-01-31 24:00`, or `entry into force + 30 days` where nothing has a date.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Dates {
    /// Not before this.
    pub earliest: Option<String>,
    /// Not after this.
    pub latest: Option<String>,
}

/// When the steps of a draft can happen.
pub struct Timeline<'p> {
    project: &'p Project,
    v: &'p Vocabulary,
    draft: &'p Draft,
    plan: Schedule,
    windows: Result<Vec<Window>, Contradiction>,
}

impl<'p> Timeline<'p> {
    /// Of a draft of a project, with some choices made.
    pub(super) fn of(
        project: &'p Project,
        (world, draft): (&'p World, &'p Draft),
        taken: &[Taken],
    ) -> Self {
        let plan = schedule(world, draft, taken);
        let windows = plan.windows();
        Timeline {
            project,
            v: &world.vocabulary,
            draft,
            plan,
            windows,
        }
    }

    /// The limits that contradict one another, if nobody can keep the plan: the shortest circle of them.
    pub fn contradiction(&self) -> Option<Vec<Span>> {
        let circle = self.windows.as_ref().err()?;
        Some(circle.iter().map(|(reason, _, _)| reason.at).collect())
    }

    /// Where a clause stands.
    pub fn clause(&self, label: &str) -> Option<Span> {
        let mut clauses = self.draft.clauses.iter();
        clauses.find(|c| c.label == label).map(|c| c.span)
    }

    /// When a clause begins, is complete or ceases to bind; nothing if there is no such clause or moment, or the plan contradicts itself.
    pub fn dates(&self, clause: &str, end: End) -> Option<Dates> {
        let windows = self.windows.as_ref().ok()?;
        let clause = self.draft.clauses.iter().position(|c| c.label == clause)?;
        let (start, completion, expiry) = self.plan.clauses[clause];
        let moment = match end {
            End::Start => Some(start),
            End::Completion => completion,
            End::Expiry => expiry,
        };
        let window = &windows[moment?];
        // What nothing fixes begins with the text itself: that is no date of its own.
        let earliest = window.earliest.filter(|_| !window.earliest_by.is_empty());
        Some(Dates {
            earliest: earliest.map(Schedule::written),
            latest: window.latest.map(Schedule::written_latest),
        })
    }

    /// Every step with its dates, what has none, and what waits for somebody who owes nothing; or what contradicts itself.
    pub fn page(&self) -> Page {
        Page(match &self.windows {
            Ok(windows) => timeline_page::page(self.dated(windows)),
            Err(circle) => {
                let said = timeline_page::contradiction(self.draft, circle, &self.project.sources);
                let line = |l: &str| page::Block::Text(page::Line::of(l));
                page::Page {
                    title: self.draft.title.clone(),
                    blocks: said.lines().map(line).collect(),
                    wide: false,
                    origin: None,
                }
            }
        })
    }

    /// A chart as SVG; nothing if the plan contradicts itself.
    pub fn chart(&self) -> Option<String> {
        let windows = self.windows.as_ref().ok()?;
        Some(report::chart(self.dated(windows)))
    }

    /// As JSON, contract version 1; nothing if the plan contradicts itself.
    #[cfg(feature = "json")]
    pub fn json(&self) -> Option<String> {
        let windows = self.windows.as_ref().ok()?;
        Some(report::json::timeline(self.dated(windows)))
    }

    fn dated<'t>(&'t self, windows: &'t [Window]) -> Dated<'t> {
        Dated {
            v: self.v,
            draft: self.draft,
            schedule: &self.plan,
            windows,
            sources: &self.project.sources,
        }
    }
}

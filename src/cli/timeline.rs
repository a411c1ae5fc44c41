//! `armistice timeline`.

use super::formats::Format;
use super::options::{Choices, Output, Texts};
use super::output::report;
use super::{FOUND, GOOD, Problem, load};
use crate::report::{chart, csv, json, page, timeline, timeline_page};
use crate::schedule::{Timeline as Dated, schedule};
use clap::Args;

/// Options of `timeline`.
#[derive(Args)]
pub(super) struct Timeline {
    /// The draft's id: `us28`
    draft: String,
    #[command(flatten)]
    texts: Texts,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    to: Output,
}

impl Timeline {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("timeline")?;
        let (project, files) = load::load(&self.texts.here()?)?;
        let (world, draft) = project.one(&self.draft)?;
        if draft.broken {
            return Err(Problem::Usage(format!(
                "`{}` has source errors and has no timeline; run `armistice check` to see them",
                self.draft
            )));
        }
        let taken = draft.taken(&self.choices.choose)?;
        let plan = schedule(world, draft, &taken);
        let (text, code) = match plan.windows() {
            Ok(windows) => {
                let t = Dated {
                    v: &world.vocabulary,
                    draft,
                    schedule: &plan,
                    windows: &windows,
                    sources: &project.sources,
                };
                let page = || timeline_page::page(t);
                let text = match format {
                    Format::Human => timeline::human(t, self.to.look()),
                    Format::Json => json::timeline(t),
                    Format::Svg => chart(t),
                    Format::Markdown => page::markdown(&page()),
                    Format::Html => page::html(&page()),
                    Format::Csv => csv::timeline(t),
                    other => return Err(other.missing()),
                };
                (text, GOOD)
            }
            Err(circle) => {
                let sources = &project.sources;
                let page = || timeline_page::contradiction_page(draft, &circle, sources);
                let text = match format {
                    Format::Human => timeline_page::contradiction(draft, &circle, sources),
                    Format::Json => {
                        let limits = timeline_page::limits(draft, &circle, sources);
                        json::no_timeline(draft, &plan, limits)
                    }
                    Format::Markdown => page::markdown(&page()),
                    Format::Html => page::html(&page()),
                    // A table or a picture has no place for it.
                    Format::Csv | Format::Svg => {
                        report(&timeline_page::contradiction(draft, &circle, sources));
                        return Ok(FOUND);
                    }
                    other => return Err(other.missing()),
                };
                (text, FOUND)
            }
        };
        self.to.write(&text, &files, &project.sources)?;
        Ok(code)
    }
}

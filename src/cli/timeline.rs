//! `armistice timeline`.

use super::output::write;
use super::{FOUND, GOOD, Problem, check, choose, load, look, paged};
use crate::Options;
use crate::report::{chart, csv, json, page, timeline, timeline_page};
use crate::schedule::schedule;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How the timeline is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table
    Human,
    /// JSON, contract version 1
    Json,
    /// A chart for a briefing
    Svg,
    /// Markdown
    Markdown,
    /// One HTML file, with the chart
    Html,
    /// A table for a spreadsheet
    Csv,
}

/// Options of `timeline`.
#[derive(Args)]
pub struct Timeline {
    /// The draft's id: `us28`
    draft: String,
    /// Files or folders; the current folder if none is named
    paths: Vec<PathBuf>,
    /// A reading or alternative that is taken for granted: `withdrawal-day=counted-from-end`, `6=Russia`
    #[arg(long, value_name = "NAME=ALTERNATIVE", value_parser = choose::chosen)]
    choose: Vec<(String, String)>,
    /// How the timeline is written; by the ending of the file if -o names one
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write it to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Timeline {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let paths = if self.paths.is_empty() {
            vec![PathBuf::from(".")]
        } else {
            self.paths
        };
        let (project, files) = load::load(&paths)?;
        check::known(
            &project,
            &Options {
                draft: Some(self.draft.clone()),
                ..Options::default()
            },
        )?;
        let Some((world, draft)) = project.draft(&self.draft) else {
            return Err(Problem::Usage(format!(
                "no draft `{}` was loaded",
                self.draft
            )));
        };
        if draft.broken {
            return Err(Problem::Usage(format!(
                "`{}` has source errors and has no timeline; run `armistice check` to see them",
                self.draft
            )));
        }
        let taken = choose::taken(draft, &self.choose)?;
        let plan = schedule(world, draft, &taken);
        let (text, code) = match plan.windows() {
            Ok(windows) => {
                let text = match self
                    .format
                    .unwrap_or_else(|| by_ending(self.output.as_ref()))
                {
                    Format::Human => {
                        timeline::human(draft, &plan, &windows, look(self.output.is_some()))
                    }
                    Format::Json => json::timeline(draft, &plan, &windows, &project.sources),
                    Format::Svg => chart(draft, &plan, &windows),
                    Format::Markdown => {
                        page::markdown(&timeline_page::page(draft, &plan, &windows))
                    }
                    Format::Html => page::html(&timeline_page::page(draft, &plan, &windows)),
                    Format::Csv => csv::timeline(draft, &plan, &windows),
                };
                (text, GOOD)
            }
            Err(circle) => (
                timeline_page::contradiction(draft, &circle, &project.sources),
                FOUND,
            ),
        };
        write(&text, self.output.as_ref(), &files, &project.sources)?;
        Ok(code)
    }
}

/// What the ending of the file says, else the format for a terminal.
fn by_ending(to: Option<&PathBuf>) -> Format {
    match paged::ending(to).as_deref() {
        Some("json") => Format::Json,
        Some("svg") => Format::Svg,
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        Some("csv") => Format::Csv,
        _ => Format::Human,
    }
}

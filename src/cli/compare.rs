//! `armistice compare` and `armistice common-ground`.

use super::formats::Format;
use super::options::{Judging, Made, Output};
use super::progress::Progress;
use super::{GOOD, Problem, UNDECIDED, choose, drafts};
use crate::compare::{Side, common_ground, compare};
use crate::report::compare as report;
use crate::report::page::Page;
use crate::report::{csv, json};
use crate::{Options, Project};
use clap::Args;

/// Options of `compare` and `common-ground`.
#[derive(Args)]
pub(super) struct Compare {
    /// Ids of drafts, and the files or folders they stand in; files alone stand for their drafts, a folder alone for all of its
    #[arg(value_name = "DRAFT", required = true)]
    drafts: Vec<String>,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    to: Output,
}

impl Compare {
    /// Runs it. `all`: all of the comparison, not the common ground alone.
    pub(super) fn run(self, all: bool) -> Result<u8, Problem> {
        let format = self
            .to
            .format(if all { "compare" } else { "common-ground" })?;
        let chosen = drafts::choose(&self.drafts)?;
        if chosen.drafts.len() < 2 {
            let one = chosen.drafts.first().map_or_else(
                || "none was found".to_owned(),
                |(_, id, _)| format!("only `{id}` was found"),
            );
            return Err(Problem::Usage(format!(
                "at least two drafts are compared, and {one}; name ids, files or a folder: `armistice compare us28 e3 examples/ukraine-2025`"
            )));
        }
        let mut options = Options::default();
        self.judging.put(&mut options);
        for (p, id, _) in &chosen.drafts {
            drafts::sound(&chosen.projects[*p], id)?;
        }
        let projects: Vec<&Project> = chosen.projects.iter().collect();
        for p in &projects {
            drafts::tell_errors(p);
            p.has_drafts_and_parties(&options)?;
        }
        choose::known_in(&projects, &chosen.drafts, &options)?;
        let sides: Vec<Side> = chosen
            .drafts
            .iter()
            .filter_map(|(p, id, name)| Side::of(projects[*p], id, name.clone(), &options))
            .collect();
        let sources = &chosen.projects[0].sources;
        let detail = report::Detail {
            evidence: matches!(format, Format::Html | Format::Markdown | Format::Docx),
            pictures: format == Format::Html,
        };
        let write =
            |page: &dyn Fn() -> Page, json: &dyn Fn() -> String, csv: &dyn Fn() -> String| {
                self.to
                    .paged(format, Made { page, json, csv }, &chosen.files, sources)
            };
        if all {
            let long = Progress::of("setting the drafts side by side");
            let c = compare(&sides);
            drop(long);
            write(
                &|| report::page(&sides, &c, detail),
                &|| json::compare(&sides, &c),
                &|| csv::compared(&sides, &c),
            )?;
        } else {
            let c = common_ground(&sides);
            write(
                &|| report::common_page(&sides, &c),
                &|| json::common(&sides, &c),
                &|| csv::common(&sides, &c),
            )?;
        }
        Ok(if sides.iter().any(|s| s.undecided > 0) {
            UNDECIDED
        } else {
            GOOD
        })
    }
}

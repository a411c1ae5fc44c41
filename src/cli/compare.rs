//! `armistice compare` and `armistice common-ground`.

use super::paged::{self, Format};
use super::{GOOD, Problem, UNDECIDED, check, choose, drafts};
use crate::compare::{Side, common_ground, compare};
use crate::report::compare as report;
use crate::report::{csv, json};
use crate::vocabulary::DayRange;
use crate::{Options, Project};
use clap::Args;
use std::path::PathBuf;

/// Options of `compare` and `common-ground`.
#[derive(Args)]
pub struct Compare {
    /// Ids of drafts, and the files or folders they stand in; files alone stand for their drafts, a folder alone for all of its
    #[arg(value_name = "DRAFT", required = true)]
    drafts: Vec<String>,
    /// Show only this party's lines
    #[arg(long, value_name = "NAME")]
    party: Option<String>,
    /// Read lines as they were stated on this day, instead of on each draft's own date
    #[arg(long, value_name = "DATE", value_parser = DayRange::read)]
    as_of: Option<DayRange>,
    /// A reading or alternative that is taken for granted: `sequence=politics-first`, `6=Russia`
    #[arg(long, value_name = "NAME=ALTERNATIVE", value_parser = choose::chosen)]
    choose: Vec<(String, String)>,
    /// How the report is written; by the ending of the file if -o names one
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Compare {
    /// Runs it. `all`: all of the comparison, not the common ground alone.
    pub fn run(self, all: bool) -> Result<u8, Problem> {
        let chosen = drafts::choose(&self.drafts)?;
        let format = paged::format(self.format, self.output.as_ref());
        if chosen.drafts.len() < 2 {
            let one = chosen.drafts.first().map_or_else(
                || "none was found".to_owned(),
                |(_, id, _)| format!("only `{id}` was found"),
            );
            return Err(Problem::Usage(format!(
                "at least two drafts are compared, and {one}; name ids, files or a folder: `armistice compare us28 e3 examples/ukraine-2025`"
            )));
        }
        let options = Options {
            draft: None,
            party: self.party,
            as_of: self.as_of,
            choose: self.choose,
            ..Options::default()
        };
        for (p, id, _) in &chosen.drafts {
            drafts::sound(&chosen.projects[*p], id)?;
        }
        let projects: Vec<&Project> = chosen.projects.iter().collect();
        for p in &projects {
            drafts::tell_errors(p);
            check::known(p, &options)?;
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
        if all {
            let c = compare(&sides);
            paged::write(
                format,
                &|| report::page(&sides, &c, detail),
                &|| json::compare(&sides, &c),
                &|| csv::compared(&sides, &c),
                self.output.as_ref(),
                &chosen.files,
                sources,
            )?;
        } else {
            let c = common_ground(&sides);
            paged::write(
                format,
                &|| report::common_page(&sides, &c),
                &|| json::common(&sides, &c),
                &|| csv::common(&sides, &c),
                self.output.as_ref(),
                &chosen.files,
                sources,
            )?;
        }
        Ok(if sides.iter().any(|s| s.undecided > 0) {
            UNDECIDED
        } else {
            GOOD
        })
    }
}

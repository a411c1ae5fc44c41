//! `armistice packages`.

use super::output::write;
use super::{FOUND, GOOD, Problem, UNDECIDED, check, choose, load, look};
use crate::Options;
use crate::model::Position;
use crate::report::{json, packages};
use crate::verdict::Judge;
use crate::vocabulary::DayRange;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How the packages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables
    Human,
    /// JSON, contract version 1
    Json,
}

/// Options of `packages`.
#[derive(Args)]
pub struct Packages {
    /// The draft's id: `us28`
    draft: String,
    /// Files or folders; the current folder if none is named
    paths: Vec<PathBuf>,
    /// Count only what this party accepts; may be given several times
    #[arg(long, value_name = "NAME")]
    party: Vec<String>,
    /// Read lines as they were stated on this day, instead of on the draft's own date
    #[arg(long, value_name = "DATE", value_parser = DayRange::read)]
    as_of: Option<DayRange>,
    /// A reading or alternative that is taken for granted: `sequence=politics-first`, `6=Russia`
    #[arg(long, value_name = "NAME=ALTERNATIVE", value_parser = choose::chosen)]
    choose: Vec<(String, String)>,
    /// List at most so many packages
    #[arg(long, value_name = "N", default_value_t = 10)]
    list: usize,
    /// How the packages are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write them to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Packages {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let paths = if self.paths.is_empty() {
            vec![PathBuf::from(".")]
        } else {
            self.paths
        };
        // What the command that is suggested repeats.
        let mut asked: Vec<String> = if paths == [PathBuf::from(".")] {
            Vec::new()
        } else {
            paths.iter().map(|p| p.display().to_string()).collect()
        };
        asked.extend(
            self.choose
                .iter()
                .flat_map(|c| ["--choose".to_owned(), format!("{}={}", c.0, c.1)]),
        );
        let (project, files) = load::load(&paths)?;
        let options = Options {
            draft: Some(self.draft.clone()),
            ..Options::default()
        };
        check::known(&project, &options)?;
        for party in &self.party {
            check::known(
                &project,
                &Options {
                    party: Some(party.clone()),
                    ..options.clone()
                },
            )?;
        }
        let Some((world, draft)) = project.draft(&self.draft) else {
            return Err(Problem::Usage(format!(
                "no draft `{}` was loaded",
                self.draft
            )));
        };
        let positions: Vec<&Position> = world
            .positions
            .iter()
            .filter(|p| self.party.is_empty() || self.party.iter().any(|n| p.name == n.as_str()))
            .collect();
        if draft.broken || positions.iter().any(|p| p.lines.iter().any(|l| l.broken)) {
            return Err(Problem::Usage(format!(
                "`{}` or a line has source errors, so nothing is counted; run `armistice check` to see them",
                self.draft
            )));
        }
        if positions.is_empty() {
            return Err(Problem::Usage(
                "no party was loaded whose lines could be asked".to_owned(),
            ));
        }
        let taken = choose::taken(draft, &self.choose)?;
        let mut judge = Judge::new(world, draft, self.as_of, &taken);
        let found = judge.packages(&positions, self.list);
        let text = match self.format {
            Format::Human => packages::human(draft, &found, look(self.output.is_some()), &asked),
            Format::Json => json::packages(draft, &found),
        };
        write(&text, self.output.as_ref(), &files, &project.sources)?;
        // The process ends here: taking a million nodes apart piece by piece would only make the caller wait.
        std::mem::forget(judge);
        Ok(if found.undecided {
            UNDECIDED
        } else if found.together.if_filled_well == 0u32.into() {
            FOUND
        } else {
            GOOD
        })
    }
}

//! `armistice why`.

use super::output::print;
use super::{GOOD, Problem, check, choose, load, look};
use crate::Options;
use crate::report::why;
use crate::vocabulary::DayRange;
use clap::Args;
use std::path::PathBuf;

/// Options of `why`.
#[derive(Args)]
pub struct Why {
    /// The draft's id: `us28`
    draft: String,
    /// The line: `Ukraine.UA2`, or `UA2` if only one party has it
    line: String,
    /// Files or folders; the current folder if none is named
    paths: Vec<PathBuf>,
    /// Read lines as they were stated on this day
    #[arg(long, value_name = "DATE", value_parser = DayRange::read)]
    as_of: Option<DayRange>,
    /// A reading or alternative that is taken for granted: `sequence=politics-first`, `6=Russia`
    #[arg(long, value_name = "NAME=ALTERNATIVE", value_parser = choose::chosen)]
    choose: Vec<(String, String)>,
}

impl Why {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let paths = if self.paths.is_empty() {
            vec![PathBuf::from(".")]
        } else {
            self.paths
        };
        let (project, _) = load::load(&paths)?;
        let options = Options {
            draft: Some(self.draft.clone()),
            party: None,
            as_of: self.as_of,
            choose: self.choose.clone(),
            ..Options::default()
        };
        // `why UA2 us28`: the other way round.
        let is_draft = |id: &str| project.draft(id).is_some();
        if !is_draft(&self.draft) && is_draft(&self.line) {
            return Err(Problem::Usage(format!(
                "the draft comes first, then the line: `armistice why {} {}`",
                self.line, self.draft
            )));
        }
        check::known(&project, &options)?;
        choose::known(&project, &options)?;
        let report = project.check(&options);
        if report.drafts.iter().any(|d| d.broken) {
            return Err(Problem::Usage(format!(
                "`{}` has source errors and is not judged; run `armistice check` to see them",
                self.draft
            )));
        }
        let matches: Vec<_> = report
            .findings
            .iter()
            .filter(|f| {
                f.line == self.line.as_str()
                    || self
                        .line
                        .strip_prefix(f.party.as_str())
                        .and_then(|r| r.strip_prefix('.'))
                        .is_some_and(|l| f.line == l)
            })
            .collect();
        match matches[..] {
            [f] => {
                print(why(f, &project.sources, look(false).unicode))?;
                Ok(GOOD)
            }
            [] => {
                let labels: Vec<String> = report
                    .findings
                    .iter()
                    .map(|f| format!("{}.{}", f.party, f.line))
                    .collect();
                let near = crate::vocabulary::nearest(
                    &self.line,
                    labels
                        .iter()
                        .map(String::as_str)
                        .chain(report.findings.iter().map(|f| f.line.as_str())),
                );
                let hint = near.map_or_else(
                    || format!("the lines are {}", labels.join(", ")),
                    |n| format!("did you mean `{n}`?"),
                );
                Err(Problem::Usage(format!(
                    "no line `{}` is judged in `{}`; {hint}",
                    self.line, self.draft
                )))
            }
            _ => {
                let labels: Vec<String> = matches
                    .iter()
                    .map(|f| format!("{}.{}", f.party, f.line))
                    .collect();
                Err(Problem::Usage(format!(
                    "several parties have a line `{}`: say {}",
                    self.line,
                    labels.join(" or ")
                )))
            }
        }
    }
}

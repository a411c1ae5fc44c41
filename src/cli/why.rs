//! `armistice why`.

use super::formats::Format;
use super::options::{Judging, Output, Texts};
use super::{GOOD, Problem, load};
use crate::report::{coloured, json, why, why_page};
use clap::Args;

/// Options of `why`.
#[derive(Args)]
pub(super) struct Why {
    /// The draft's id: `us28`
    draft: String,
    /// The line: `Ukraine.UA2`, or `UA2` if only one party has it
    line: String,
    #[command(flatten)]
    texts: Texts,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    to: Output,
}

impl Why {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("why")?;
        let (project, files) = load::load(&self.texts.here()?)?;
        // `why UA2 us28`: the other way round.
        let is_draft = |id: &str| project.draft(id).is_some();
        if !is_draft(&self.draft) && is_draft(&self.line) {
            return Err(Problem::Usage(format!(
                "the draft comes first, then the line: `armistice why {} {}`",
                self.line, self.draft
            )));
        }
        let options = self.judging.about(&self.draft, &project)?;
        let report = project.judged(&options);
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
                let sources = &project.sources;
                let look = self.to.look();
                let remedy = project.remedy(f, &options);
                let told = (f, remedy.as_ref());
                match format {
                    Format::Human => {
                        let text = why(told, sources, look.unicode, look.width);
                        let text = coloured(&text, look);
                        self.to.write(&text, &files, sources)?;
                    }
                    Format::Json => self.to.write(&json::why(told, sources), &files, sources)?,
                    _ => self
                        .to
                        .page(format, &why_page(told, sources), &files, sources)?,
                }
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

//! `armistice test`.

use super::formats::Format;
use super::options::{Output, Texts};
use super::output::complain;
use super::{FOUND, GOOD, Problem, load};
use crate::diagnostic::Severity;
use crate::report::{json, tests};
use clap::Args;

/// Options of `test`.
#[derive(Args)]
pub(super) struct Test {
    #[command(flatten)]
    texts: Texts,
    #[command(flatten)]
    to: Output,
}

impl Test {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("test")?;
        let (project, files) = load::load(&self.texts.here()?)?;
        let broken = project
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count();
        let outcomes = tests::outcomes(&project);
        if outcomes.is_empty() && broken == 0 {
            return Err(Problem::Usage("there is no expectation in these files: write a `test \"…\" { expect crossed LINE in DRAFT; }`".to_owned()));
        }
        let sources = &project.sources;
        let text = match format {
            Format::Human => tests::human(&outcomes, sources, self.to.look()),
            Format::Concise => tests::concise(&outcomes, sources),
            Format::Json => json::tests(&outcomes, sources),
            Format::Junit => tests::junit(&outcomes, sources),
            other => return Err(other.missing()),
        };
        self.to.write(&text, &files, sources)?;
        if broken > 0 {
            complain(&format!(
                "armistice: {broken} source error{}; run `armistice check` to see them",
                if broken == 1 { "" } else { "s" }
            ));
        }
        let failed = outcomes.iter().any(|o| o.failure.is_some());
        Ok(if failed || broken > 0 { FOUND } else { GOOD })
    }
}

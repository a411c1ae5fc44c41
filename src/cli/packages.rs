//! `armistice packages`.

use super::formats::Format;
use super::options::{Judging, Output, Texts};
use super::progress::Progress;
use super::{FOUND, GOOD, Problem, UNDECIDED, load};
use crate::report::{json, packages};
use clap::Args;

/// Options of `packages`.
#[derive(Args)]
pub(super) struct Packages {
    /// The draft's id: `us28`
    draft: String,
    #[command(flatten)]
    texts: Texts,
    #[command(flatten)]
    judging: Judging,
    /// List at most so many packages
    #[arg(long, value_name = "N", default_value_t = 10)]
    list: usize,
    #[command(flatten)]
    to: Output,
}

impl Packages {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("packages")?;
        // What the command that is suggested repeats.
        let mut asked: Vec<String> = self
            .texts
            .paths
            .iter()
            .filter(|p| p.as_os_str() != "." || self.texts.paths.len() > 1)
            .map(|p| p.display().to_string())
            .collect();
        let choose = &self.judging.choices.choose;
        asked.extend(
            choose
                .iter()
                .flat_map(|c| ["--choose".to_owned(), format!("{}={}", c.0, c.1)]),
        );
        let (project, files) = load::load(&self.texts.here()?)?;
        let options = self.judging.about(&self.draft, &project)?;
        let long = Progress::of("counting packages");
        let (found, draft) = project.counted(&self.draft, &options, self.list)?;
        drop(long);
        let text = match format {
            Format::Human => {
                packages::human((draft, &project.sources), &found, self.to.look(), &asked)
            }
            Format::Json => json::packages(draft, &found, &project.sources),
            other => return Err(other.missing()),
        };
        self.to.write(&text, &files, &project.sources)?;
        Ok(if found.undecided {
            UNDECIDED
        } else if found.together.if_filled_well == 0u32.into() {
            FOUND
        } else {
            GOOD
        })
    }
}

//! `armistice packages`.

use super::formats::Format;
use super::options::{Judging, Output, Texts};
use super::{FOUND, GOOD, Problem, UNDECIDED, choose, drafts, load};
use crate::model::Position;
use crate::report::{json, packages};
use crate::verdict::Judge;
use clap::Args;

/// Options of `packages`.
#[derive(Args)]
pub struct Packages {
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
    pub fn run(self) -> Result<u8, Problem> {
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
        let (world, draft) = drafts::one(&project, &self.draft)?;
        let options = self.judging.about(&self.draft, &project)?;
        let positions: Vec<&Position> = world
            .positions
            .iter()
            .filter(|p| options.judges(&p.name))
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
        let taken = choose::taken(draft, &options.choose)?;
        let mut judge = Judge::new(world, draft, options.as_of, &taken);
        if options.no_waivers {
            judge = judge.without_waivers();
        }
        let found = judge.packages(&positions, self.list);
        let text = match format {
            Format::Human => packages::human(draft, &found, self.to.look(), &asked),
            Format::Json => json::packages(draft, &found),
            other => return Err(other.missing()),
        };
        self.to.write(&text, &files, &project.sources)?;
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

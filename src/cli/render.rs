//! `armistice render`.

use super::formats::Format;
use super::options::{Judging, Output, Texts};
use super::{GOOD, Problem, drafts, load};
use crate::report::rendered;
use clap::Args;

/// Options of `render`.
#[derive(Args)]
pub(super) struct Render {
    /// The draft's id: `us28`
    draft: String,
    #[command(flatten)]
    texts: Texts,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    to: Output,
    /// Tell verdicts beside the clauses they rest on: a Word file does it anyway
    #[arg(long, conflicts_with = "no_comments")]
    comments: bool,
    /// Tell no verdicts, in a Word file either
    #[arg(long)]
    no_comments: bool,
}

impl Render {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("render")?;
        let (project, files) = load::load(&self.texts.here()?)?;
        let (world, draft) = project.one(&self.draft)?;
        let options = self.judging.about(&self.draft, &project)?;
        drafts::sound(&project, &self.draft)?;
        let findings = if (self.comments || format == Format::Docx) && !self.no_comments {
            project.judged(&options).findings
        } else {
            Vec::new()
        };
        let page = rendered::page(&world.vocabulary, draft, &project.sources, &findings);
        self.to.page(format, &page, &files, &project.sources)?;
        Ok(GOOD)
    }
}

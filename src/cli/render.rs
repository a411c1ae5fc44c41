//! `armistice render`.

use super::{GOOD, Problem, check, choose, drafts, load, look, output, paged};
use crate::Options;
use crate::report::{page, rendered};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How the draft is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text for a terminal
    Human,
    /// Markdown
    Markdown,
    /// One HTML file to print or send
    Html,
    /// A Word file, with verdicts as comments; needs -o
    Docx,
}

/// Options of `render`.
#[derive(Args)]
pub struct Render {
    /// The draft's id: `us28`
    draft: String,
    /// Files or folders; the current folder if none is named
    paths: Vec<PathBuf>,
    /// How the draft is written; by the ending of the file if -o names one
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write it to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Tell verdicts beside the clauses they rest on: a Word file does it anyway
    #[arg(long, conflicts_with = "no_comments")]
    comments: bool,
    /// Tell no verdicts, in a Word file either
    #[arg(long)]
    no_comments: bool,
}

impl Render {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let paths = if self.paths.is_empty() {
            vec![PathBuf::from(".")]
        } else {
            self.paths
        };
        let (project, files) = load::load(&paths)?;
        let options = Options {
            draft: Some(self.draft.clone()),
            ..Options::default()
        };
        check::known(&project, &options)?;
        choose::known(&project, &options)?;
        drafts::sound(&project, &self.draft)?;
        let Some((world, draft)) = project.draft(&self.draft) else {
            return Err(Problem::Usage(format!(
                "no draft `{}` was loaded",
                self.draft
            )));
        };
        let format = self
            .format
            .unwrap_or_else(|| by_ending(self.output.as_ref()));
        let findings = if (self.comments || format == Format::Docx) && !self.no_comments {
            project.check(&options).findings
        } else {
            Vec::new()
        };
        let page = rendered::page(&world.vocabulary, draft, &project.sources, &findings);
        let to = self.output.as_ref();
        match format {
            Format::Human => output::write(
                &page::text(&page, look(to.is_some())),
                to,
                &files,
                &project.sources,
            )?,
            Format::Markdown => {
                output::write(&page::markdown(&page), to, &files, &project.sources)?
            }
            Format::Html => output::write(&page::html(&page), to, &files, &project.sources)?,
            Format::Docx => paged::docx(&page, to, &files, &project.sources)?,
        }
        Ok(GOOD)
    }
}

/// What the ending of the file says; a table or a value is no way to read a draft.
fn by_ending(output: Option<&PathBuf>) -> Format {
    match paged::format(None, output) {
        paged::Format::Markdown => Format::Markdown,
        paged::Format::Html => Format::Html,
        paged::Format::Docx => Format::Docx,
        paged::Format::Human | paged::Format::Json | paged::Format::Csv => Format::Human,
    }
}

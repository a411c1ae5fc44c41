//! Options that commands have in common: what is looked at, and where the report goes.

use super::config::Config;
use super::formats::Format;
use super::{Problem, choose, output};
use crate::report::Look;
use crate::report::page::{self, Page};
use crate::source::SourceSet;
use crate::vocabulary::DayRange;
use crate::{Options, Project};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The texts.
#[derive(Args, Clone)]
pub(super) struct Texts {
    /// Files, or folders that are searched for `.truce` files; `-` is standard input; those of `armistice.toml`, else the current folder, if none is named
    pub paths: Vec<PathBuf>,
}

impl Texts {
    /// Those that are named, else those of the settings that hold here.
    pub(super) fn here(self) -> Result<Vec<PathBuf>, Problem> {
        Ok(Config::find(None, false)?.paths(self.paths))
    }
}

/// Whose lines, and of which day.
#[derive(Args, Clone)]
pub(super) struct Lines {
    /// Judge only by this party's lines; may be given several times
    #[arg(long, value_name = "NAME")]
    pub party: Vec<String>,
    /// Read lines as they were stated on this day, instead of on each draft's own date
    #[arg(long, value_name = "DATE", value_parser = DayRange::read)]
    pub as_of: Option<DayRange>,
}

/// What is taken for granted.
#[derive(Args, Clone)]
pub(super) struct Choices {
    /// A reading or alternative that is taken for granted: `sequence=politics-first`, `6=Russia`
    #[arg(long, value_name = "NAME=ALTERNATIVE", value_parser = choose::chosen)]
    pub choose: Vec<(String, String)>,
}

/// How drafts are judged.
#[derive(Args, Clone)]
pub(super) struct Judging {
    #[command(flatten)]
    pub lines: Lines,
    #[command(flatten)]
    pub choices: Choices,
    /// Judge as if no party had waived anything
    #[arg(long)]
    pub no_waivers: bool,
}

impl Lines {
    /// Puts them into what is asked of the checker.
    pub(super) fn put(self, options: &mut Options) {
        options.as_of = self.as_of.or(options.as_of);
        // A party that is named is asked for whatever the settings say.
        if !self.party.is_empty() {
            options.parties.clear();
            match <[String; 1]>::try_from(self.party) {
                Ok([one]) => options.party = Some(one),
                Err(many) => options.parties = many,
            }
        }
    }
}

impl Judging {
    /// The same.
    pub(super) fn put(self, options: &mut Options) {
        self.lines.put(options);
        options.choose = self.choices.choose;
        options.no_waivers = self.no_waivers;
    }

    /// What is asked about one draft, if the texts have all of it.
    pub(super) fn about(self, draft: &str, project: &Project) -> Result<Options, Problem> {
        let mut options = Options {
            draft: Some(draft.to_owned()),
            ..Options::default()
        };
        self.put(&mut options);
        project.has(&options)?;
        Ok(options)
    }
}

/// When a report has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// If somebody sees them: in a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Where a report goes, and how it is written.
#[derive(Args, Clone)]
pub(super) struct Output {
    /// How the report is written; by the ending of the file if -o names one
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Colours of the report for people [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    color: Option<Colour>,
    /// Columns of the report for people, from 60 to 200; those of the terminal, else 110, if not given
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

/// What makes a report, by the formats it has.
#[derive(Clone, Copy)]
pub(super) struct Made<'m> {
    pub page: &'m dyn Fn() -> Page,
    pub json: &'m dyn Fn() -> String,
    pub csv: &'m dyn Fn() -> String,
}

impl Output {
    /// The format of a command's report.
    pub(super) fn format(&self, command: &str) -> Result<Format, Problem> {
        Format::of(command, self.format, self.output.as_deref())
    }

    /// How a report for people looks here.
    pub(super) fn look(&self) -> Look {
        let look = super::look(self.output.is_some());
        Look {
            colour: match self.color {
                None | Some(Colour::Auto) => look.colour,
                Some(Colour::Always) => true,
                Some(Colour::Never) => false,
            },
            width: self.width.unwrap_or(look.width).clamp(60, 200),
            ..look
        }
    }

    /// Writes a report.
    pub(super) fn write(
        &self,
        text: &str,
        files: &[PathBuf],
        sources: &SourceSet,
    ) -> Result<(), Problem> {
        let to = self.output.as_deref();
        let people = matches!(
            self.format,
            None | Some(Format::Human | Format::Concise | Format::Markdown | Format::Comment)
        );
        match to {
            None if people => output::print_text(text),
            _ => output::write(text.as_bytes(), to, files, sources),
        }
    }

    /// Writes a report that is a page; JSON and CSV come from the data and not from the page.
    pub(super) fn paged(
        &self,
        format: Format,
        made: Made,
        files: &[PathBuf],
        sources: &SourceSet,
    ) -> Result<(), Problem> {
        match format {
            Format::Json => self.write(&(made.json)(), files, sources),
            Format::Csv => self.write(&(made.csv)(), files, sources),
            _ => self.page(format, &(made.page)(), files, sources),
        }
    }

    /// Writes a page.
    pub(super) fn page(
        &self,
        format: Format,
        page: &Page,
        files: &[PathBuf],
        sources: &SourceSet,
    ) -> Result<(), Problem> {
        let text = match format {
            Format::Human => page::text(page, self.look()),
            Format::Markdown => page::markdown(page),
            Format::Html => page::html(page),
            Format::Docx => {
                let bytes = page::docx(page).map_err(|e| {
                    Problem::Usage(format!("the Word file could not be put together: {e}"))
                })?;
                return output::write(&bytes, self.output.as_deref(), files, sources);
            }
            other => return Err(other.missing()),
        };
        self.write(&text, files, sources)
    }
}

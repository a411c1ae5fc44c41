//! Reports that are pages: one choice of formats for all of them, text and files.

use super::{Problem, look, output};
use crate::report::page::{self, Page};
use crate::source::SourceSet;
use clap::ValueEnum;
use std::path::PathBuf;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for a terminal
    Human,
    /// Markdown
    Markdown,
    /// One HTML file to print or send
    Html,
    /// A Word file; needs -o
    Docx,
    /// JSON, contract version 1
    Json,
    /// A table for a spreadsheet
    Csv,
}

/// The ending of the file that is written, in small letters; of `a.sarif.json` it is `sarif`.
pub fn ending(to: Option<&PathBuf>) -> Option<String> {
    let name = to?.file_name()?.to_str()?.to_lowercase();
    let name = name
        .strip_suffix(".sarif.json")
        .map_or(name.clone(), |n| format!("{n}.sarif"));
    name.rsplit_once('.').map(|(_, e)| e.to_owned())
}

/// The format that was asked for, else what the ending of the file says, else the one for a terminal.
pub fn format(asked: Option<Format>, to: Option<&PathBuf>) -> Format {
    asked.unwrap_or(match ending(to).as_deref() {
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        Some("docx") => Format::Docx,
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        _ => Format::Human,
    })
}

/// Writes a page; `json` and `csv` come from the data and not from the page.
pub fn write(
    format: Format,
    page: &dyn Fn() -> Page,
    json: &dyn Fn() -> String,
    csv: &dyn Fn() -> String,
    to: Option<&PathBuf>,
    inputs: &[PathBuf],
    sources: &SourceSet,
) -> Result<(), Problem> {
    let text = match format {
        Format::Human => page::text(&page(), look(to.is_some())),
        Format::Markdown => page::markdown(&page()),
        Format::Html => page::html(&page()),
        Format::Json => json(),
        Format::Csv => csv(),
        Format::Docx => return docx(&page(), to, inputs, sources),
    };
    output::write(&text, to, inputs, sources)
}

/// A Word file goes to a file.
pub fn docx(
    page: &Page,
    to: Option<&PathBuf>,
    inputs: &[PathBuf],
    sources: &SourceSet,
) -> Result<(), Problem> {
    if to.is_none() {
        return Err(Problem::Usage(
            "a Word file goes to a file: name it with `-o FILE.docx`".to_owned(),
        ));
    }
    let bytes = page::docx(page)
        .map_err(|e| Problem::Usage(format!("the Word file could not be put together: {e}")))?;
    output::write_bytes(&bytes, to, inputs, sources)
}

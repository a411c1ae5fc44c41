//! `armistice test`.

use super::config::Config;
use super::output::{complain, write};
use super::{FOUND, GOOD, Problem, load, look};
use crate::diagnostic::Severity;
use crate::report::{json, tests};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How the outcome is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with excerpts
    Human,
    /// One line a failure
    Concise,
    /// JSON, contract version 1
    Json,
    /// JUnit XML
    Junit,
}

/// Options of `test`.
#[derive(Args)]
pub struct Test {
    /// Files, or folders that are searched for `.truce` files; those of `armistice.toml`, else the current folder, if none is named
    paths: Vec<PathBuf>,
    /// How the outcome is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write it to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Test {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let paths = Config::find(None, false)?.paths(self.paths);
        let (project, files) = load::load(&paths)?;
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
        let text = match self.format {
            Format::Human => tests::human(&outcomes, sources, look(self.output.is_some())),
            Format::Concise => tests::concise(&outcomes, sources),
            Format::Json => json::tests(&outcomes, sources),
            Format::Junit => tests::junit(&outcomes, sources),
        };
        write(&text, self.output.as_ref(), &files, sources)?;
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

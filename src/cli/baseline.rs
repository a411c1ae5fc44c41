//! `armistice baseline write`: writes down what is found today, so that a pipeline fails on new findings only.

use super::check::Judged;
use super::config::Config;
use super::options::Texts;
use super::output::{complain, write};
use super::{GOOD, Problem, load};
use crate::report::baseline;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// The file if neither settings nor `-o` name one.
const NAME: &str = "armistice.baseline.json";

/// Options of `baseline`.
#[derive(Args)]
pub(super) struct Baseline {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Write what `check` finds today to a file; `check` counts it as known from then on
    Write {
        #[command(flatten)]
        texts: Texts,
        /// The file; that of `armistice.toml` if none is named, else armistice.baseline.json
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The settings of this file, instead of the nearest `armistice.toml`
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
}

impl Baseline {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let What::Write {
            texts,
            output,
            config,
        } = self.what;
        let config = Config::find(config.as_ref(), false)?;
        let to = output
            .or_else(|| config.baseline.as_ref().map(|s| s.value.clone()))
            .unwrap_or_else(|| PathBuf::from(NAME));
        not_something_else(&to)?;
        let Judged {
            project,
            report,
            files,
        } = Judged::plainly(&config, texts.paths)?;
        let text = baseline::write(&report, &project.sources);
        write(text.as_bytes(), Some(&to), &files, &project.sources)?;
        let n = report
            .findings
            .iter()
            .filter(|f| {
                !f.goal
                    && matches!(
                        f.verdict,
                        crate::verdict::Verdict::Crossed | crate::verdict::Verdict::Open
                    )
            })
            .count();
        let m = report.diagnostics.len();
        let lines = if n == 1 {
            "1 line that is crossed or open".to_owned()
        } else {
            format!("{n} lines that are crossed or open")
        };
        complain(&format!(
            "{}: {lines}, and {m} warnings and notes, are known from now on",
            load::shown(&to)
        ));
        if config.baseline.is_none() {
            complain(&format!(
                "`check --baseline {}` reads it; `baseline = …` under `[check]` in armistice.toml makes that the rule",
                load::shown(&to)
            ));
        }
        Ok(GOOD)
    }
}

/// A file that is no baseline is not overwritten.
fn not_something_else(to: &Path) -> Result<(), Problem> {
    if !to.exists() {
        return Ok(());
    }
    let text = load::read(to)?;
    if baseline::is_one(&text) {
        return Ok(());
    }
    Err(Problem::Usage(format!(
        "{} is there and is no baseline: it is not overwritten",
        load::shown(to)
    )))
}

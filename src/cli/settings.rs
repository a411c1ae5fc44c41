//! `armistice config show`: every setting in force, and where it comes from.

use super::config::Config;
use super::load::shown;
use super::output::print;
use super::{GOOD, Problem};
use crate::diagnostic::Code;
use clap::{Args, Subcommand, ValueEnum as _};
use std::path::PathBuf;

/// Options of `config`.
#[derive(Args)]
pub(super) struct Settings {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Show every setting in force and where it comes from
    Show {
        /// The settings of this file, instead of the nearest `armistice.toml`
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
}

impl Settings {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let What::Show { config } = self.what;
        let config = Config::find(config.as_ref(), false)?;
        print(table(&config))?;
        Ok(GOOD)
    }
}

/// A row for each setting: key, value, origin.
fn table(c: &Config) -> String {
    let from = |line: Option<usize>| match (line, &c.file) {
        (Some(line), Some(file)) => format!("{}:{line}", shown(file)),
        _ => "default".to_owned(),
    };
    let list = |items: Vec<String>| {
        format!(
            "[{}]",
            items
                .iter()
                .map(|i| format!("{i:?}"))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    let mut rows: Vec<(String, String, String)> = Vec::new();
    let mut put = |key: &str, value: String, line: Option<usize>| {
        rows.push((key.to_owned(), value, from(line)))
    };
    put(
        "check.paths",
        list(
            c.paths(Vec::new())
                .iter()
                .map(|p| shown(p))
                .map(|p| if p.is_empty() { ".".to_owned() } else { p })
                .collect(),
        ),
        c.paths.as_ref().map(|s| s.line),
    );
    put(
        "check.parties",
        c.parties
            .as_ref()
            .map_or_else(|| "all".to_owned(), |s| list(s.value.clone())),
        c.parties.as_ref().map(|s| s.line),
    );
    let fail_on = c
        .fail_on
        .as_ref()
        .and_then(|s| s.value.to_possible_value())
        .map_or_else(|| "crossed".to_owned(), |v| v.get_name().to_owned());
    put("check.fail-on", fail_on, c.fail_on.as_ref().map(|s| s.line));
    put(
        "check.as-of",
        c.as_of.as_ref().map_or_else(
            || "each draft's own date".to_owned(),
            |s| s.value.to_string(),
        ),
        c.as_of.as_ref().map(|s| s.line),
    );
    put(
        "check.lints",
        c.lints.as_ref().is_none_or(|s| s.value).to_string(),
        c.lints.as_ref().map(|s| s.line),
    );
    put(
        "check.baseline",
        c.baseline
            .as_ref()
            .map_or_else(|| "none".to_owned(), |s| shown(&s.value)),
        c.baseline.as_ref().map(|s| s.line),
    );
    for code in Code::ALL
        .iter()
        .filter(|code| code.severity() != crate::diagnostic::Severity::Error)
    {
        let set = c.levels.get(code);
        let level = set.map_or(code.severity().word(), |s| {
            s.value.map_or("off", crate::diagnostic::Severity::word)
        });
        put(
            &format!("levels.{}", code.slug()),
            level.to_owned(),
            set.map(|s| s.line),
        );
    }
    let wide = |f: fn(&(String, String, String)) -> &String| {
        rows.iter().map(|r| f(r).chars().count()).max().unwrap_or(0)
    };
    let (a, b) = (wide(|r| &r.0), wide(|r| &r.1).min(60));
    let mut out = match &c.file {
        Some(file) => format!("settings of {}\n\n", shown(file)),
        None => "no armistice.toml from here up to the root of the repository\n\n".to_owned(),
    };
    rows.iter().for_each(|(key, value, origin)| {
        out.push_str(&format!("{key:a$}  {value:b$}  {origin}\n"))
    });
    out.lines()
        .map(|l| format!("{}\n", crate::report::safe(l).trim_end()))
        .collect()
}

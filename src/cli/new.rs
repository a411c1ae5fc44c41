//! `armistice new`.

use super::clauses::{CLAUSES, Sample};
use super::output::print;
use super::{GOOD, Problem};
use clap::{Args, Subcommand};
use std::fmt::Write as _;

/// Options of `new`.
#[derive(Args)]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A clause of a family, to paste into a draft; all families, if none is named
    Clause {
        /// The family: `corridor`
        name: Option<String>,
    },
}

impl New {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let What::Clause { name } = self.what;
        let Some(name) = name else {
            let widest = CLAUSES.iter().map(|(n, _)| n.len()).max().unwrap_or(0);
            let mut out = String::new();
            for (name, _) in CLAUSES {
                let title = Sample::of(name).map_or_else(String::new, |s| s.title);
                let _ = writeln!(out, "{name:widest$}  {title}");
            }
            print(&out)?;
            return Ok(GOOD);
        };
        let sample = sample(&name)?;
        let mut out = format!("  // {}\n", sample.about);
        for name in &sample.names {
            let _ = writeln!(out, "  // In the world: {name}");
        }
        print(out + &sample.text)?;
        Ok(GOOD)
    }
}

/// The clause of a family, or what may be meant.
pub(super) fn sample(name: &str) -> Result<Sample, Problem> {
    Sample::of(name).ok_or_else(|| {
        let near = crate::vocabulary::nearest(name, CLAUSES.iter().map(|(n, _)| *n));
        let hint = near.map_or_else(
            || "`armistice new clause` lists all".to_owned(),
            |n| format!("did you mean `{n}`?"),
        );
        Problem::Usage(format!("no clause `{name}`; {hint}"))
    })
}

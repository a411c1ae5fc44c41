//! `armistice explain`.

use super::output::print;
use super::{GOOD, Problem, config};
use crate::diagnostic::Code;
use clap::Args;
use std::fmt::Write as _;

/// Options of `explain`.
#[derive(Args)]
pub(super) struct Explain {
    /// The code, as it stands in brackets in a report: `unknown-name`; or a verdict or cause: `crossed`. All codes, if none is given
    code: Option<String>,
}

/// What the words of a verdict mean.
const VERDICTS: &str = include_str!("../../docs/verdicts.md");
const VERDICT_WORDS: &[&str] = &[
    "verdict",
    "crossed",
    "open",
    "respected",
    "waived",
    "clause",
    "effect",
    "order",
    "amount",
    "omission",
    "silence",
    "choice",
    "hole",
    "reading",
    "phrase",
    "outcome",
];

impl Explain {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let Some(asked) = self.code else {
            let widest = Code::ALL.iter().map(|c| c.slug().len()).max().unwrap_or(0);
            let mut out = String::new();
            for c in Code::ALL {
                let _ = writeln!(out, "{:widest$}  {}", c.slug(), c.title());
            }
            print(&out)?;
            return Ok(GOOD);
        };
        // `error[wrong-type]`, as a report has it.
        let slug = asked.split_once('[').map_or(asked.as_str(), |(_, rest)| {
            rest.trim_end_matches([']', ':'])
        });
        if let Some(code) = Code::from_slug(slug).or_else(|| config::old(slug)) {
            print(code.page())?;
            return Ok(GOOD);
        }
        if VERDICT_WORDS.contains(&slug) {
            print(VERDICTS)?;
            return Ok(GOOD);
        }
        let near = crate::vocabulary::nearest(
            slug,
            Code::ALL
                .iter()
                .map(|c| c.slug())
                .chain(VERDICT_WORDS.iter().copied()),
        );
        let hint = near.map_or_else(
            || "`armistice explain` lists all".to_owned(),
            |n| format!("did you mean `{n}`?"),
        );
        Err(Problem::Usage(format!("no code `{asked}`; {hint}")))
    }
}

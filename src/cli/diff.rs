//! `armistice diff`.

use super::formats::Format;
use super::options::{Lines, Made, Output};
use super::progress::Progress;
use super::{FOUND, GOOD, Problem, UNDECIDED, drafts, git};
use crate::compare::{Side, diff};
use crate::report::compare::Detail;
use crate::report::{csv, diff as report, json, tracked};
use crate::verdict::Verdict;
use crate::{Options, Project};
use clap::{Args, ValueEnum};

/// From where on the run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// A red line is crossed that was not crossed before
    Crossed,
    /// A red line is crossed or open that was not so before
    Open,
    /// Anything changed in legal effect
    Changed,
    /// Never
    Never,
}

/// Options of `diff`.
#[derive(Args)]
pub(super) struct Diff {
    /// The old draft, then the new one: ids or files, and the files or folders they stand in. A draft that amends another one may stand alone
    #[arg(value_name = "DRAFT", required = true)]
    drafts: Vec<String>,
    /// Compare with the draft as it was at this revision: a commit, branch or tag that git knows
    #[arg(long, value_name = "REF")]
    since: Option<String>,
    #[command(flatten)]
    lines: Lines,
    #[command(flatten)]
    to: Output,
    /// From where on the run ends with exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Crossed)]
    fail_on: FailOn,
}

impl Diff {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("diff")?;
        let chosen = drafts::choose(&self.drafts)?;
        let mut options = Options::default();
        self.lines.put(&mut options);
        let before: Project;
        let (old, new) = if let Some(reference) = &self.since {
            let [(p, id, _)] = &chosen.drafts[..] else {
                return Err(Problem::Usage(format!(
                    "`--since` compares one draft with itself; {} were named",
                    chosen.drafts.len()
                )));
            };
            before = git::project(&self.drafts, reference)?;
            if before.draft(id).is_none() {
                return Err(Problem::Usage(format!(
                    "there is no draft `{id}` at `{reference}`: it came later, or under another id"
                )));
            }
            (
                (&before, id.clone(), format!("{id} at {reference}")),
                (&chosen.projects[*p], id.clone(), id.clone()),
            )
        } else {
            two_of(&chosen)?
        };
        for (project, id, _) in [&old, &new] {
            drafts::sound(project, id)?;
            drafts::tell_errors(project);
        }
        new.0.has_drafts_and_parties(&options)?;
        let sides =
            [&old, &new].map(|(project, id, name)| Side::of(project, id, name.clone(), &options));
        let [Some(a), Some(b)] = sides else {
            return Err(Problem::Usage("a draft was not loaded".to_owned()));
        };
        let long = Progress::of("weighing each change");
        let d = diff(&a, &b);
        drop(long);
        let detail = Detail {
            evidence: matches!(format, Format::Html | Format::Markdown | Format::Docx),
            pictures: false,
        };
        self.to.paged(
            format,
            Made {
                page: &|| match format {
                    // A Word file is the text itself, to be accepted or refused change by change.
                    Format::Docx => tracked::page(&a, &b),
                    _ => report::page(&a, &b, &d, detail),
                },
                json: &|| json::diff(&a, &b, &d),
                csv: &|| csv::changed(&d),
            },
            &chosen.files,
            &new.0.sources,
        )?;
        let fails = self.fail_on.fails(&d);
        Ok(if fails {
            FOUND
        } else if a.undecided + b.undecided > 0 {
            UNDECIDED
        } else {
            GOOD
        })
    }
}

/// One of the two drafts: its project, its id, and what it is called.
type Named<'p> = (&'p Project, String, String);

/// The two drafts that were named; of one alone, it and what it amends.
fn two_of(chosen: &drafts::Chosen) -> Result<(Named<'_>, Named<'_>), Problem> {
    let side = |(p, id, name): &(usize, String, String)| -> Named<'_> {
        (&chosen.projects[*p], id.clone(), name.clone())
    };
    match &chosen.drafts[..] {
        [one] => {
            let (project, id, _) = side(one);
            let base = project.draft(&id).and_then(|(_, d)| d.amends.clone());
            let Some(base) = base else {
                return Err(Problem::Usage(format!(
                    "`{id}` amends no other draft: name the one it is compared with, or a revision with `--since`"
                )));
            };
            Ok(((project, base.to_string(), base.to_string()), side(one)))
        }
        [old, new] => Ok((side(old), side(new))),
        many => {
            let ids: Vec<&str> = many.iter().map(|d| d.1.as_str()).collect();
            let found = if ids.is_empty() {
                "none was found".to_owned()
            } else {
                format!("there are {}: name two of them", ids.join(", "))
            };
            Err(Problem::Usage(format!(
                "two drafts are compared, the old one and the new one; {found}"
            )))
        }
    }
}

impl FailOn {
    /// Is this what the caller calls a failure?
    fn fails(self, d: &crate::compare::Diff) -> bool {
        let red = || d.moved.iter().filter(|m| !m.goal);
        match self {
            FailOn::Never => false,
            FailOn::Crossed => red().any(|m| m.newly_crossed()),
            FailOn::Open => {
                red().any(|m| m.newly_crossed() || m.opened() && m.old != Some(Verdict::Crossed))
            }
            FailOn::Changed => !d.is_empty(),
        }
    }
}

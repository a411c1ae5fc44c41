//! `armistice check`.

use super::config::{self, Config};
use super::formats::{Beside, Format};
use super::options::{Judging, Output, Texts};
use super::output::complain;
use super::progress::Progress;
use super::{FOUND, FailOn, GOOD, Problem, UNDECIDED, load, mend, watch};
use crate::diagnostic::{Code, Severity};
use crate::report::compare::Detail;
use crate::report::{
    Content, Fails, baseline, checked, comment, concise, counted, csv, github, gitlab, human,
    is_short, json, jsonl, junit, sarif, short, unasked, waivers,
};
use crate::verdict::Verdict;
use crate::{Options, Project, Report};
use clap::Args;
use std::path::{Path, PathBuf};

/// Options of `check`.
#[derive(Args, Clone)]
pub(super) struct Check {
    #[command(flatten)]
    texts: Texts,
    /// Judge only this draft
    #[arg(long, value_name = "ID")]
    draft: Option<String>,
    #[command(flatten)]
    judging: Judging,
    /// Leave drafting faults out of the report
    #[arg(long)]
    no_lints: bool,
    /// The level of a warning or note: `no-deadline=off`, `nobody-judges=error`
    #[arg(long, value_name = "CODE=LEVEL", value_parser = config::level)]
    level: Vec<(Code, Option<Severity>)>,
    /// Count as known what this file knows (`armistice baseline write`), and fail on new findings only
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    baseline: Option<PathBuf>,
    /// Read no baseline, though `armistice.toml` names one
    #[arg(long)]
    no_baseline: bool,
    /// The settings of this file, instead of the nearest `armistice.toml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read no settings
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
    #[command(flatten)]
    to: Output,
    /// From where on the run ends with exit code 1; source errors always do [default: crossed]
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// Mend what can be mended without changing what a clause means, in all files that are read, and report what is left; suggestions are never made
    #[arg(long)]
    fix: bool,
    /// Write nothing and report nothing; show what --fix would change, with exit code 1 if there is anything
    #[arg(long, conflicts_with_all = ["fix", "format", "output"])]
    diff: bool,
    /// Tell each finding with all its evidence, however many there are
    #[arg(long)]
    full: bool,
    /// Tell which clauses no line, effect or test asks about, and nothing else; in JSON they are always told
    #[arg(long, conflicts_with_all = ["full", "fix", "diff", "watch"])]
    coverage: bool,
    /// Check again whenever a text changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    watch: bool,
}

/// What was read, and what is made of it.
pub(super) struct Judged {
    /// The texts.
    pub project: Project,
    /// The findings.
    pub report: Report,
    /// The files that were named or found.
    pub files: Vec<PathBuf>,
}

impl Judged {
    /// By the settings alone, no baseline held against it.
    pub(super) fn plainly(config: &Config, paths: Vec<PathBuf>) -> Result<Judged, Problem> {
        Judged::of(config.paths(paths), &options(config))
    }

    fn of(paths: Vec<PathBuf>, options: &Options) -> Result<Judged, Problem> {
        let (project, files) = load::load(&paths)?;
        let long = Progress::of("judging");
        let report = project.judged(options);
        drop(long);
        project.has(options)?;
        Ok(Judged {
            project,
            report,
            files,
        })
    }
}

/// What the settings say of how to judge.
pub(super) fn options(c: &Config) -> Options {
    Options {
        parties: c
            .parties
            .as_ref()
            .map(|s| s.value.clone())
            .unwrap_or_default(),
        as_of: c.as_of.as_ref().map(|s| s.value),
        lints: c.lints.as_ref().is_none_or(|s| s.value),
        levels: c
            .levels
            .iter()
            .map(|(code, set)| (*code, set.value))
            .collect(),
        ..Options::default()
    }
}

impl Check {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        if self.watch {
            watch::run(
                self.to.format,
                self.to.output.is_some(),
                || self.reads(),
                || self.clone().once(),
            )
        } else {
            self.once()
        }
    }

    /// What a check reads, as the settings are now.
    fn reads(&self) -> Result<watch::Reads, Problem> {
        let config = Config::find(self.config.as_ref(), self.isolated)?;
        let baseline = self
            .baseline
            .clone()
            .or_else(|| config.baseline.as_ref().map(|s| s.value.clone()));
        Ok(watch::Reads {
            paths: config.paths(self.texts.paths.clone()),
            beside: config.file.into_iter().chain(baseline).collect(),
        })
    }

    /// Checks once.
    fn once(self) -> Result<u8, Problem> {
        let format = self.to.format("check")?;
        let config = Config::find(self.config.as_ref(), self.isolated)?;
        let named = !self.texts.paths.is_empty() && config.paths.is_some();
        let whole = self.draft.is_none()
            && self.judging.lines.party.is_empty()
            && !self.no_lints
            && self.level.is_empty()
            && !named;
        let mut options = options(&config);
        options.draft = self.draft;
        self.judging.put(&mut options);
        options.lints &= !self.no_lints;
        options.levels.extend(self.level);
        let fail_on = self
            .fail_on
            .or(config.fail_on.as_ref().map(|s| s.value))
            .unwrap_or(FailOn::Crossed);
        let named = shown(&self.texts.paths);
        let paths = config.paths(self.texts.paths);
        // A lint that is turned off mends nothing.
        let lints = options.lints && !options.is_off(Code::HeaderOrder);
        if self.diff {
            return mend::diff(&paths, lints);
        }
        if self.fix {
            mend::fix(&paths, lints)?;
        }
        let Judged {
            project,
            mut report,
            mut files,
        } = Judged::of(paths, &options)?;
        narrowed(&mut report, &options);
        let baseline = self
            .baseline
            .or_else(|| config.baseline.as_ref().map(|s| s.value.clone()))
            .filter(|_| !self.no_baseline);
        if let Some(file) = &baseline {
            against(&mut report, &project, file, whole)?;
        }
        files.extend(config.file.iter().chain(&baseline).cloned());
        let sources = &project.sources;
        let text = match format {
            Format::Human if self.coverage => Some(unasked(&report, self.to.look())),
            Format::Human if self.full || is_short(&report) => {
                Some(human(&report, sources, self.to.look()))
            }
            Format::Human => Some(short(&report, sources, self.to.look(), &named)),
            Format::Concise => Some(concise(&report, sources)),
            Format::Json => Some(json(&report, sources)),
            Format::Jsonl => Some(jsonl(&report, sources)),
            Format::Sarif => Some(sarif(&report, sources, Content::All)),
            Format::SarifAlerts => Some(sarif(&report, sources, Content::Alerts)),
            Format::Github => Some(github(&report, sources)),
            Format::Gitlab => Some(gitlab(&report, sources)),
            Format::Junit => Some(junit(&report, sources, fail_on.fails())),
            Format::Comment => Some(comment(&report, sources)),
            Format::Csv => Some(csv::checked(&report)),
            Format::Markdown | Format::Html | Format::Docx => None,
            Format::Svg => return Err(format.missing()),
        };
        match text {
            Some(text) => self.to.write(&text, &files, sources)?,
            None => {
                let detail = Detail {
                    evidence: true,
                    pictures: format == Format::Html,
                };
                let page = checked::page(&report, &project, detail);
                self.to.page(format, &page, &files, sources)?;
            }
        }
        told_beside(format, &report);
        let code = exit(&report, fail_on);
        // The process ends here: taking a large project apart piece by piece would only make the caller wait.
        if !self.watch {
            std::mem::forget((project, report));
        }
        Ok(code)
    }
}

/// Paths as they stand on a command line, each with a blank before it.
fn shown(paths: &[PathBuf]) -> String {
    let one = |p: &PathBuf| {
        let path = p.to_string_lossy();
        let plain =
            |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '-' | '_' | ':');
        if path.chars().all(plain) {
            format!(" {path}")
        } else {
            format!(" '{path}'")
        }
    };
    paths.iter().map(one).collect()
}

impl FailOn {
    /// What fails a run, apart from source errors.
    fn fails(self) -> Fails {
        Fails {
            crossed: self != FailOn::Never,
            open: matches!(self, FailOn::Open | FailOn::Warning),
            warning: self == FailOn::Warning,
        }
    }
}

/// Holds a baseline against a report.
fn against(
    report: &mut Report,
    project: &Project,
    file: &Path,
    whole: bool,
) -> Result<(), Problem> {
    let unreadable = |why: String| Problem::Unreadable {
        path: file.to_path_buf(),
        why,
    };
    if !file.exists() {
        return Err(unreadable(
            "there is no such baseline; `armistice baseline write` makes one".to_owned(),
        ));
    }
    baseline::apply(report, &project.sources, &load::read(file)?, whole)
        .map_err(|why| unreadable(format!("this is no baseline: {why}")))
}

/// The exit code: failure before undecided before good.
fn exit(report: &Report, fail_on: FailOn) -> u8 {
    let has = |s: Severity| {
        report
            .diagnostics
            .iter()
            .any(|d| d.severity == s && !d.known && d.code != Code::LimitReached)
    };
    let found = |v: Verdict| {
        report
            .findings
            .iter()
            .any(|f| f.verdict == v && !f.goal && !f.known)
    };
    let fails = fail_on.fails();
    let fails = has(Severity::Error)
        || fails.crossed && found(Verdict::Crossed)
        || fails.open && found(Verdict::Open)
        || fails.warning && has(Severity::Warning);
    if fails {
        FOUND
    } else if report
        .diagnostics
        .iter()
        .any(|d| d.code == Code::LimitReached)
    {
        UNDECIDED
    } else {
        GOOD
    }
}

/// What a format has no place for is told beside it: nothing is silenced without being counted.
fn told_beside(format: Format, report: &Report) {
    let beside = format.beside();
    let waived = waivers(report)
        .into_iter()
        .filter(|_| beside == Beside::CountsAndWaivers)
        .map(|w| format!("waived: {w}"));
    let counted = counted(report).into_iter();
    waived
        .chain(counted.filter(|_| beside != Beside::Nothing))
        .for_each(|l| complain(&format!("armistice: {l}")));
}

/// What was not looked at, though it was read.
fn narrowed(report: &mut Report, options: &Options) {
    if !options.parties.is_empty() {
        report.narrowed.push(format!(
            "judged by the lines of {} only",
            options.parties.join(", ")
        ));
    }
    if !options.lints {
        report
            .narrowed
            .push("drafting faults were not looked for".to_owned());
    }
}

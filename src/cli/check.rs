//! `armistice check`.

use super::output::write;
use super::{FOUND, FailOn, Format, GOOD, Problem, UNDECIDED, choose, load, look, paged};
use armistice::diagnostic::{Code, Severity};
use armistice::report::compare::Detail;
use armistice::report::{Content, Fails, checked, comment, concise, csv, github, gitlab, human, json, jsonl, junit, page, sarif};
use armistice::verdict::Verdict;
use armistice::vocabulary::DayRange;
use armistice::{Options, Report};
use clap::Args;
use std::path::PathBuf;

/// Options of `check`.
#[derive(Args)]
pub struct Check {
    /// Files, or folders that are searched for `.truce` files; `-` is standard input; the current folder if none is named
    paths: Vec<PathBuf>,
    /// Judge only this draft
    #[arg(long, value_name = "ID")]
    draft: Option<String>,
    /// Judge only by this party's lines
    #[arg(long, value_name = "NAME")]
    party: Option<String>,
    /// Read lines as they were stated on this day, instead of on each draft's own date
    #[arg(long, value_name = "DATE", value_parser = DayRange::read)]
    as_of: Option<DayRange>,
    /// A reading or alternative that is taken for granted: `sequence=politics-first`, `6=Russia`
    #[arg(long, value_name = "NAME=ALTERNATIVE", value_parser = choose::chosen)]
    choose: Vec<(String, String)>,
    /// Leave drafting faults out of the report
    #[arg(long)]
    no_lints: bool,
    /// Judge as if no party had waived anything
    #[arg(long)]
    no_waivers: bool,
    /// How the report is written; by the ending of the file if -o names one
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// From where on the run ends with exit code 1; source errors always do
    #[arg(long, value_enum, default_value_t = FailOn::Crossed)]
    fail_on: FailOn,
}

impl Check {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let paths = if self.paths.is_empty() { vec![PathBuf::from(".")] } else { self.paths };
        let (project, files) = load::load(&paths)?;
        let options = Options { draft: self.draft, party: self.party, as_of: self.as_of, choose: self.choose, lints: !self.no_lints, no_waivers: self.no_waivers };
        let report = project.check(&options);
        known(&project, &options)?;
        choose::known(&project, &options)?;
        let to = self.output.as_ref();
        let page = |detail| checked::page(&report, &project, detail);
        let sources = &project.sources;
        let text = match self.format.unwrap_or_else(|| by_ending(to)) {
            Format::Human => Some(human(&report, sources, look(to.is_some()))),
            Format::Concise => Some(concise(&report, sources)),
            Format::Json => Some(json(&report, sources)),
            Format::Jsonl => Some(jsonl(&report, sources)),
            Format::Sarif => Some(sarif(&report, sources, Content::All)),
            Format::SarifAlerts => Some(sarif(&report, sources, Content::Alerts)),
            Format::Github => Some(github(&report, sources)),
            Format::Gitlab => Some(gitlab(&report, sources)),
            Format::Junit => Some(junit(&report, sources, self.fail_on.fails())),
            Format::Comment => Some(comment(&report, sources)),
            Format::Csv => Some(csv::checked(&report)),
            Format::Markdown => Some(page::markdown(&page(Detail::default()))),
            Format::Html => Some(page::html(&page(Detail { evidence: true, pictures: true }))),
            Format::Docx => None,
        };
        match text {
            Some(text) => write(&text, to, &files, sources)?,
            None => paged::docx(&page(Detail::default()), to, &files, sources)?,
        }
        let code = exit(&report, self.fail_on);
        // The process ends here: taking a large project apart piece by piece would only make the caller wait.
        std::mem::forget((project, report));
        Ok(code)
    }
}

/// What the ending of the file says, else the format for a terminal.
fn by_ending(to: Option<&PathBuf>) -> Format {
    match paged::ending(to).as_deref() {
        Some("sarif") => Format::Sarif,
        Some("json") => Format::Json,
        Some("jsonl" | "ndjson") => Format::Jsonl,
        Some("xml") => Format::Junit,
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        Some("csv") => Format::Csv,
        Some("docx") => Format::Docx,
        _ => Format::Human,
    }
}

impl FailOn {
    /// What fails a run, apart from source errors.
    fn fails(self) -> Fails {
        Fails { crossed: self != FailOn::Never, open: matches!(self, FailOn::Open | FailOn::Warning), warning: self == FailOn::Warning }
    }
}

/// A draft or party that was asked for and is not there is a mistake of the caller.
pub fn known(project: &armistice::Project, options: &Options) -> Result<(), Problem> {
    let mut drafts: Vec<&str> = project.worlds.iter().flat_map(|w| &w.drafts).map(|d| d.id.as_str()).collect();
    let mut parties: Vec<&str> = project.worlds.iter().flat_map(|w| &w.positions).map(|p| p.name.as_str()).collect();
    drafts.sort_unstable();
    parties.sort_unstable();
    let check = |what: &str, wanted: &Option<String>, have: &[&str]| match wanted {
        Some(w) if !have.contains(&w.as_str()) => {
            let near = armistice::vocabulary::nearest(w, have.iter().copied())
                .map_or_else(|| format!("there is {}", if have.is_empty() { "none".to_owned() } else { have.join(", ") }), |n| format!("did you mean `{n}`?"));
            Err(Problem::Usage(format!("no {what} `{w}` was loaded; {near}")))
        }
        _ => Ok(()),
    };
    check("draft", &options.draft, &drafts)?;
    check("party", &options.party, &parties)
}

/// The exit code: failure before undecided before good.
fn exit(report: &Report, fail_on: FailOn) -> u8 {
    let has = |s: Severity| report.diagnostics.iter().any(|d| d.severity == s && d.code != Code::LimitReached);
    let found = |v: Verdict| report.findings.iter().any(|f| f.verdict == v && !f.goal);
    let fails = fail_on.fails();
    let fails = has(Severity::Error) || fails.crossed && found(Verdict::Crossed) || fails.open && found(Verdict::Open) || fails.warning && has(Severity::Warning);
    if fails {
        FOUND
    } else if report.diagnostics.iter().any(|d| d.code == Code::LimitReached) {
        UNDECIDED
    } else {
        GOOD
    }
}

//! `armistice fmt`: texts laid out in one way. What is written was read again and judged before.

use super::options::Texts;
use super::output::{complain, print, print_text, replace};
use super::{FAILED, FOUND, GOOD, Problem, load, look};
use crate::diagnostic::Diagnostic;
use crate::format::{difference, format};
use crate::source::SourceSet;
use crate::{Input, Options, Project, Report, report};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Options of `fmt`.
#[derive(Args)]
pub(super) struct Fmt {
    #[command(flatten)]
    texts: Texts,
    /// Write nothing; list the files that would change
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

/// A text, and the same laid out.
struct Job {
    /// Where it stands; nowhere if it is standard input.
    file: Option<PathBuf>,
    shown: String,
    before: String,
    after: String,
}

impl Job {
    fn changes(&self) -> bool {
        self.before != self.after
    }
}

impl Fmt {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let paths = self.texts.clone().here()?;
        let mut code = GOOD;
        let mut jobs = Vec::new();
        if paths.iter().any(|p| p.as_os_str() == "-") {
            if paths.len() > 1 {
                return Err(Problem::Usage(
                    "`-` stands alone: it formats standard input to standard output".to_owned(),
                ));
            }
            jobs.extend(job(None, "<stdin>".to_owned(), load::stdin()?, &mut code));
        } else {
            // However it is named, a file is formatted once.
            let mut seen = BTreeSet::new();
            for file in load::find(&paths)?.0 {
                match load::real(&file).and_then(|real| Ok((load::read_whole(&real)?, real))) {
                    Ok((text, real)) if seen.insert(real.clone()) => {
                        jobs.extend(job(Some(real), load::shown(&file), text, &mut code))
                    }
                    Ok(_) => {}
                    Err(problem) => fail(&problem, &mut code),
                }
            }
        }
        prove(&jobs, &paths)?;
        let changed = || jobs.iter().filter(|j| j.changes());
        if self.check {
            print_text(
                &changed()
                    .map(|j| report::safe(&j.shown).into_owned() + "\n")
                    .collect::<String>(),
            )?;
        } else if self.diff {
            print_text(
                &changed()
                    .map(|j| report::unified(&j.shown, &j.before, &j.after))
                    .collect::<String>(),
            )?;
        }
        if self.check || self.diff {
            return Ok(if changed().next().is_some() {
                code.max(FOUND)
            } else {
                code
            });
        }
        let mut written = 0;
        for j in &jobs {
            match &j.file {
                None => print(&j.after)?,
                Some(file) if j.changes() => match replace(file, &j.before, &j.after) {
                    Ok(()) => written += 1,
                    Err(problem) => fail(&problem, &mut code),
                },
                Some(_) => {}
            }
        }
        if jobs.iter().any(|j| j.file.is_some()) {
            let unchanged = jobs.iter().filter(|j| !j.changes()).count();
            complain(&format!(
                "{written} file{} formatted, {unchanged} left unchanged",
                if written == 1 { "" } else { "s" }
            ));
        }
        Ok(code)
    }
}

fn fail(problem: &Problem, code: &mut u8) {
    complain(&format!("armistice: {problem}"));
    *code = FAILED;
}

/// A text laid out; if it has mistakes, they are told and it is left alone.
fn job(file: Option<PathBuf>, shown: String, before: String, code: &mut u8) -> Option<Job> {
    match format(&before) {
        Ok(after) => Some(Job {
            file,
            shown,
            before,
            after,
        }),
        Err(diagnostics) => {
            mistakes(&shown, &before, diagnostics);
            *code = (*code).max(FOUND);
            None
        }
    }
}

fn mistakes(shown: &str, text: &str, diagnostics: Vec<Diagnostic>) {
    let mut sources = SourceSet::default();
    sources.add(shown, without_mark(text), false);
    let told = Report {
        diagnostics,
        ..Report::default()
    };
    super::output::report(&report::mistakes(&told, &sources, look(true)));
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// What would be written says the same as what was read, and is judged alike beside the files it stands with. If not, nothing at all is written.
fn prove(jobs: &[Job], paths: &[PathBuf]) -> Result<(), Problem> {
    let mistake = |shown: &str, what: &str| {
        Problem::Internal(format!("{shown}: {what}, so nothing was written"))
    };
    let changed: Vec<&Job> = jobs.iter().filter(|j| j.changes()).collect();
    for j in &changed {
        if let Some(what) = difference(&j.before, &j.after) {
            return Err(mistake(&j.shown, what));
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    let mut texts: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let neighbours = neighbours(&changed);
    texts.extend(
        neighbours
            .iter()
            .map(|(path, text)| (path.clone(), (text.as_str(), text.as_str()))),
    );
    texts.extend(jobs.iter().map(|j| {
        (
            j.shown.clone(),
            (without_mark(&j.before), without_mark(&j.after)),
        )
    }));
    let judged = |after: bool| {
        let inputs = texts
            .iter()
            .map(|(path, (old, new))| Input {
                path: path.clone(),
                text: (*if after { new } else { old }).to_owned(),
            })
            .collect();
        let project = Project::new(inputs, false, &load::loader(paths));
        project.judged(&Options::default())
    };
    if judged(false).says_the_same(judged(true)) {
        Ok(())
    } else {
        Err(mistake(
            &changed[0].shown,
            "with its layout the verdicts would change",
        ))
    }
}

/// The files beside those that change: they share a world.
fn neighbours(changed: &[&Job]) -> Vec<(String, String)> {
    let mut folders: Vec<&Path> = changed
        .iter()
        .filter(|j| j.file.is_some())
        .filter_map(|j| Path::new(&j.shown).parent())
        .collect();
    folders.sort();
    folders.dedup();
    let mut out = Vec::new();
    for folder in folders {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let files = std::fs::read_dir(here)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|e| e.file_type().is_ok_and(|t| t.is_file()))
            .map(|e| e.path());
        for file in files.filter(|p| load::is_text(p)) {
            let text = load::read(&file).ok();
            out.extend(text.map(|text| (load::shown(&file), text)));
        }
    }
    out
}

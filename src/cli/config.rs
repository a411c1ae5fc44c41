//! `armistice.toml`: what a project sets for everybody who checks it. Pure data: it runs nothing, reads no environment and names no file outside of its folder.

use super::load::{is_text, read, shown, stays_in};
use super::output::complain;
use super::{FailOn, Problem};
use crate::diagnostic::{Code, Severity};
use crate::vocabulary::{DayRange, nearest};
use clap::ValueEnum as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use toml::Spanned;

/// The name of the file.
pub(super) const NAME: &str = "armistice.toml";

/// A value, and the line it is set on.
#[derive(Clone, Debug)]
pub(super) struct Set<T> {
    /// The value.
    pub value: T,
    /// From 1.
    pub line: usize,
}

/// What a project sets.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// What is checked if nothing is named.
    pub paths: Option<Set<Vec<PathBuf>>>,
    /// Only these parties.
    pub parties: Option<Set<Vec<String>>>,
    /// From where on a run fails.
    pub fail_on: Option<Set<FailOn>>,
    /// The day on which lines and waivers are read.
    pub as_of: Option<Set<DayRange>>,
    /// Drafting faults are looked for.
    pub lints: Option<Set<bool>>,
    /// Findings that are known.
    pub baseline: Option<Set<PathBuf>>,
    /// Levels of warnings and notes; nothing: off.
    pub levels: BTreeMap<Code, Set<Option<Severity>>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    check: Section,
    #[serde(default)]
    levels: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Section {
    paths: Option<Spanned<Vec<String>>>,
    parties: Option<Spanned<Vec<String>>>,
    fail_on: Option<Spanned<String>>,
    as_of: Option<Spanned<String>>,
    lints: Option<Spanned<bool>>,
    baseline: Option<Spanned<String>>,
}

impl Config {
    /// The file that is named, else the nearest one upward to the root of the repository; none: nothing is set.
    pub(super) fn find(named: Option<&PathBuf>, isolated: bool) -> Result<Config, Problem> {
        match named {
            _ if isolated => Ok(Config::default()),
            Some(file) => Config::read(file),
            None => match nearest_file() {
                None => Ok(Config::default()),
                Some(file) if stays_in(file.parent().unwrap_or(Path::new("")), &file) => {
                    Config::read(&file)
                }
                Some(file) => Err(Problem::Unreadable {
                    path: file,
                    why: "this is a link to a file outside of its folder; `--config` reads it"
                        .to_owned(),
                }),
            },
        }
    }

    /// The paths that are named, else those the project sets, else the current folder.
    pub(super) fn paths(&self, named: Vec<PathBuf>) -> Vec<PathBuf> {
        match &self.paths {
            _ if !named.is_empty() => named,
            Some(set) => set.value.clone(),
            None => vec![PathBuf::from(".")],
        }
    }

    fn read(file: &Path) -> Result<Config, Problem> {
        let text = read(file)?;
        let at = |offset: usize| Place::of(file, &text, offset);
        let parsed: File = toml::from_str(&text).map_err(|e| {
            let start = e.span().map_or(0, |s| s.start);
            at(start).problem(&known_keys(e.message()))
        })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut out = Config {
            file: Some(file.to_path_buf()),
            ..Config::default()
        };
        let inside = |s: &str, span: usize| {
            let path = inside(folder, s).filter(|p| stays_in(folder, p));
            path.ok_or_else(|| {
                at(span).problem(&format!("`{s}` leads out of the folder of this file"))
            })
        };
        let c = parsed.check;
        if let Some(paths) = c.paths {
            let start = paths.span().start;
            let paths = paths
                .into_inner()
                .iter()
                .map(|p| {
                    let path = inside(p, start)?;
                    if path.exists() && !path.is_dir() && !is_text(&path) {
                        return Err(at(start).problem(&format!(
                            "`{p}` is no folder, and no text: its name does not end in `.truce`"
                        )));
                    }
                    Ok(path)
                })
                .collect::<Result<Vec<_>, _>>()?;
            if paths.is_empty() {
                return Err(
                    at(start).problem("`paths` is empty: name files or folders, or leave it out")
                );
            }
            out.paths = Some(at(start).set(paths));
        }
        out.parties = c.parties.map(|p| at(p.span().start).set(p.into_inner()));
        out.lints = c.lints.map(|l| at(l.span().start).set(l.into_inner()));
        if let Some(f) = c.fail_on {
            let start = f.span().start;
            let level = FailOn::from_str(f.get_ref(), false).map_err(|_| {
                at(start).problem(&format!(
                    "`{}` is no level: `crossed`, `open`, `warning` or `never`",
                    f.get_ref()
                ))
            })?;
            out.fail_on = Some(at(start).set(level));
        }
        if let Some(d) = c.as_of {
            let start = d.span().start;
            let day = DayRange::read(d.get_ref())
                .map_err(|why| at(start).problem(&format!("`{}`: {why}", d.get_ref())))?;
            out.as_of = Some(at(start).set(day));
        }
        if let Some(b) = c.baseline {
            let start = b.span().start;
            out.baseline = Some(at(start).set(inside(b.get_ref(), start)?));
        }
        for (code, level) in parsed.levels {
            let found =
                code_of(code.get_ref()).map_err(|why| at(code.span().start).problem(&why))?;
            let level = at(level.span().start).set(
                level_of(level.get_ref()).map_err(|why| at(level.span().start).problem(&why))?,
            );
            out.levels.insert(found, level);
        }
        Ok(out)
    }
}

/// A code whose level can be set.
pub(super) fn code_of(slug: &str) -> Result<Code, String> {
    let Some(code) = Code::from_slug(slug).or_else(|| old(slug)) else {
        let near = nearest(slug, Code::ALL.iter().map(|c| c.slug()));
        return Err(format!(
            "there is no code `{slug}`{}",
            near.map_or_else(String::new, |n| format!("; did you mean `{n}`?"))
        ));
    };
    if code.severity() == Severity::Error {
        Err(format!(
            "`{slug}` is an error: what cannot be judged cannot be turned off"
        ))
    } else {
        Ok(code)
    }
}

/// A code by a name it had before, with a word on what it is called now.
pub(super) fn old(slug: &str) -> Option<Code> {
    let code = Code::from_old_slug(slug)?;
    complain(&format!(
        "armistice: `{slug}` is called `{}` now",
        code.slug()
    ));
    Some(code)
}

/// `off`, `note`, `warning` or `error`.
pub(super) fn level_of(word: &str) -> Result<Option<Severity>, String> {
    match word {
        "off" => Ok(None),
        "note" => Ok(Some(Severity::Note)),
        "warning" => Ok(Some(Severity::Warning)),
        "error" => Ok(Some(Severity::Error)),
        _ => Err(format!(
            "`{word}` is no level: `off`, `note`, `warning` or `error`"
        )),
    }
}

/// `no-deadline=off`, from the command line.
pub(super) fn level(text: &str) -> Result<(Code, Option<Severity>), String> {
    let (code, word) = text
        .split_once('=')
        .ok_or("write CODE=LEVEL: `no-deadline=off`")?;
    Ok((code_of(code)?, level_of(word)?))
}

/// Upward from the current folder to the root of the repository; without one, only here.
fn nearest_file() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let repository = here
        .ancestors()
        .position(|a| a.join(".git").exists())
        .unwrap_or(0);
    let found = here
        .ancestors()
        .take(repository + 1)
        .position(|a| a.join(NAME).is_file())?;
    // As people would write it, so that what is shown is short.
    Some(
        std::iter::repeat_n("..", found)
            .collect::<PathBuf>()
            .join(NAME),
    )
}

/// A path below a folder, without a way out of it.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut depth = 0i32;
    for c in Path::new(path).components() {
        match c {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir => depth -= 1,
            Component::RootDir | Component::Prefix(_) => return None,
        }
        if depth < 0 {
            return None;
        }
    }
    let whole = folder.join(path);
    Some(if whole.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        whole
    })
}

/// A place in the file.
struct Place<'f> {
    file: &'f Path,
    line: usize,
    column: usize,
}

impl<'f> Place<'f> {
    fn of(file: &'f Path, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rfind('\n').map_or(0, |n| n + 1);
        Place {
            file,
            line: before.matches('\n').count() + 1,
            column: before[line..].chars().count() + 1,
        }
    }

    fn set<T>(&self, value: T) -> Set<T> {
        Set {
            value,
            line: self.line,
        }
    }

    fn problem(&self, why: &str) -> Problem {
        Problem::Usage(format!(
            "{}:{}:{}: {why}",
            shown(self.file),
            self.line,
            self.column
        ))
    }
}

/// A key nobody knows is mostly a misspelt one.
fn known_keys(message: &str) -> String {
    const KEYS: &[&str] = &[
        "check", "levels", "paths", "parties", "fail-on", "as-of", "lints", "baseline",
    ];
    if message.starts_with("invalid type: map, expected a string")
        || message.starts_with("invalid type: datetime")
    {
        return "a date is written in quotes: `as-of = \"2026-06-30\"`".to_owned();
    }
    let unknown = message
        .strip_prefix("unknown field `")
        .and_then(|m| m.split('`').next());
    match unknown.and_then(|u| nearest(u, KEYS.iter().copied())) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message.lines().collect::<Vec<_>>().join("; "),
    }
}

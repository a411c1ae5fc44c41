//! Reads texts as they were at a revision. git only looks things up: nothing is checked out, fetched or run, and the work tree is not touched.

use super::{Problem, load};
use crate::source::{Loader, join};
use crate::{Input, Project};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// At most so many files are read.
const MAX_FILES: usize = 1000;

/// The project of some arguments as it was: those that are no path are ids, and stand in the paths.
pub(super) fn project(arguments: &[String], reference: &str) -> Result<Project, Problem> {
    let mut paths: Vec<PathBuf> = arguments
        .iter()
        .filter(|a| Path::new(a).exists())
        .map(PathBuf::from)
        .collect();
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut repository: Option<Repository> = None;
    let mut inputs = Vec::new();
    let mut named = 0;
    for path in &paths {
        let folder = if path.is_dir() {
            path.clone()
        } else {
            path.parent()
                .filter(|p| !p.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
                .to_path_buf()
        };
        let here = Repository::of(&folder, reference)?;
        let repository = repository.get_or_insert(here);
        let prefix = one_line(&folder, &["rev-parse", "--show-prefix"])
            .map_err(|e| Problem::Usage(format!("git: {e}")))?;
        let within = |name: &str| format!("{prefix}{name}");
        let mut found: Vec<(String, String)> = Vec::new();
        if path.is_dir() {
            for (name, repository_path) in repository.list(&prefix)? {
                found.push((load::shown(&folder.join(&name)), repository_path));
            }
        } else {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            found.push((load::shown(path), within(&name)));
            named += 1;
        }
        for (shown, at) in found {
            // A file that is new since then is no part of what was.
            if let Some(text) = repository.text(&at)? {
                repository.known.borrow_mut().insert(shown.clone(), at);
                inputs.push(Input { path: shown, text });
            }
        }
    }
    let Some(repository) = repository else {
        return Err(Problem::Usage("no path was named".to_owned()));
    };
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    inputs.dedup_by(|a, b| a.path == b.path);
    if inputs.is_empty() {
        return Err(Problem::Usage(format!(
            "none of these files was there at `{reference}`"
        )));
    }
    let together = named > 1 || (named == 1 && paths.len() > 1);
    Ok(Project::new(inputs, together, &repository))
}

/// A repository at a revision.
struct Repository {
    top: PathBuf,
    commit: String,
    reference: String,
    /// Path in the repository by path as shown.
    known: RefCell<BTreeMap<String, String>>,
}

impl Repository {
    fn of(folder: &Path, reference: &str) -> Result<Repository, Problem> {
        // Asked first: outside of a repository nothing else has a meaning.
        let top = one_line(folder, &["rev-parse", "--show-toplevel"]).map_err(|e| {
            Problem::Usage(format!(
                "`--since` needs a git repository, and {} lies in none ({e})",
                folder.display()
            ))
        })?;
        let wanted = format!("{reference}^{{commit}}");
        let commit = one_line(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]).map_err(|_| {
            let shallow = one_line(folder, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|s| s == "true");
            Problem::Usage(if shallow {
                format!("this clone is shallow and does not hold `{reference}`: fetch more of it (`git fetch --unshallow`; in a pipeline, ask for the full history: `fetch-depth: 0`)")
            } else {
                format!("git knows no revision `{reference}`; a commit, branch or tag is meant, such as `HEAD~1` or `main`")
            })
        })?;
        Ok(Repository {
            top: PathBuf::from(top),
            commit,
            reference: reference.to_owned(),
            known: RefCell::default(),
        })
    }

    /// The `.truce` files below a folder: name from the folder, path in the repository. Links are not followed.
    fn list(&self, prefix: &str) -> Result<Vec<(String, String)>, Problem> {
        let spec = if prefix.is_empty() {
            ".".to_owned()
        } else {
            format!(":(literal){prefix}")
        };
        let out = run(
            &self.top,
            &["ls-tree", "-r", "-z", &self.commit, "--", &spec],
        )
        .map_err(|e| Problem::Usage(format!("git: {e}")))?;
        let text = String::from_utf8_lossy(&out);
        let mut files = Vec::new();
        for entry in text.split('\0') {
            let Some((about, path)) = entry.split_once('\t') else {
                continue;
            };
            let hidden = path
                .strip_prefix(prefix)
                .unwrap_or(path)
                .split('/')
                .any(|p| p.starts_with('.'));
            if about.starts_with("100") && path.ends_with(".truce") && !hidden {
                files.push((
                    path.strip_prefix(prefix).unwrap_or(path).to_owned(),
                    path.to_owned(),
                ));
            }
        }
        if files.len() > MAX_FILES {
            return Err(Problem::Usage(format!(
                "more than {MAX_FILES} files would be read at `{}`; name a smaller folder",
                self.reference
            )));
        }
        Ok(files)
    }

    /// A file as it was; nothing: it was not there, or was no regular file.
    fn text(&self, path: &str) -> Result<Option<String>, Problem> {
        let spec = format!(":(literal){path}");
        let listed = run(&self.top, &["ls-tree", "-z", &self.commit, "--", &spec])
            .map_err(|e| Problem::Usage(format!("git: {e}")))?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let Some(blob) = listed
            .strip_prefix("100")
            .and_then(|l| l.split_whitespace().nth(2))
        else {
            return Ok(None);
        };
        let bytes = run(&self.top, &["cat-file", "blob", blob]).map_err(|e| {
            Problem::Usage(format!(
                "git: {e}; the object may be missing from this clone"
            ))
        })?;
        load::text(Path::new(path), bytes).map(Some)
    }
}

impl Loader for Repository {
    fn load(&self, from: &str, path: &str) -> Result<(String, String), String> {
        let missing = || format!("`{path}` was not there at `{}`", self.reference);
        let base = self.known.borrow().get(from).cloned().ok_or_else(missing)?;
        let at = join(&base, path).ok_or_else(missing)?;
        // As it is shown: the same steps from the file that uses it.
        let up = base.len() - from.len().min(base.len());
        let shown = if base.ends_with(from) {
            at.get(up..)
                .filter(|_| at.starts_with(&base[..up]))
                .map_or_else(|| at.clone(), str::to_owned)
        } else {
            join(from, path).unwrap_or_else(|| at.clone())
        };
        let text = self
            .text(&at)
            .map_err(|e| e.to_string())?
            .ok_or_else(missing)?;
        self.known.borrow_mut().insert(shown.clone(), at);
        Ok((shown, text))
    }
}

fn one_line(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    run(folder, arguments).map(|out| {
        String::from_utf8_lossy(&out)
            .trim_end_matches(['\n', '\r'])
            .to_owned()
    })
}

/// Runs git, which asks nobody, fetches nothing and writes nothing.
fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let out = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["--no-pager", "-c", "core.fsmonitor=false"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .output()
        .map_err(|e| {
            if e.kind() == std::io::ErrorKind::NotFound {
                "git is not installed here".to_owned()
            } else {
                e.to_string()
            }
        })?;
    if out.status.success() {
        return Ok(out.stdout);
    }
    let said = String::from_utf8_lossy(&out.stderr);
    Err(said
        .lines()
        .next()
        .unwrap_or("it failed without a word")
        .trim_start_matches("fatal: ")
        .to_owned())
}

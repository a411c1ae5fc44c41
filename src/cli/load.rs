//! Reads files: those named, those in folders, and those they use, which never leave the project.

use super::Problem;
use super::encoding;
use super::output::complain;
use crate::source::Loader;
use crate::{Input, Project};
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// How the name of a text ends.
const ENDING: &str = "truce";
/// Folders are searched so deep.
const MAX_FOLDERS: usize = 32;

/// The project of some paths: `-` is standard input, a folder is searched for `.truce` files.
pub(super) fn load(paths: &[PathBuf]) -> Result<(Project, Vec<PathBuf>), Problem> {
    load_without(paths, &[])
}

/// The same without some files, though they lie in a folder that is searched.
pub(super) fn load_without(
    paths: &[PathBuf],
    without: &[&PathBuf],
) -> Result<(Project, Vec<PathBuf>), Problem> {
    let (inputs, together, files) = inputs(paths, without)?;
    Ok((Project::new(inputs, together, &loader(paths)), files))
}

/// The texts that are named, whether they are read together, and their files.
pub(super) fn inputs(
    paths: &[PathBuf],
    without: &[&PathBuf],
) -> Result<(Vec<Input>, bool, Vec<PathBuf>), Problem> {
    let mut inputs = Vec::new();
    match paths.iter().filter(|p| p.as_os_str() == "-").count() {
        0 => {}
        1 => inputs.push(Input {
            path: "<stdin>".to_owned(),
            text: unmarked(stdin()?),
        }),
        _ => {
            return Err(Problem::Usage(
                "`-` stands twice, and standard input can be read once".to_owned(),
            ));
        }
    }
    let (mut files, named) = find(paths)?;
    files.retain(|f| {
        !without
            .iter()
            .any(|w| same_file::is_same_file(f, w).unwrap_or(false))
    });
    for f in &files {
        inputs.push(Input {
            path: shown(f),
            text: read(f)?,
        });
    }
    let together = named > 1 || (named == 1 && paths.len() > 1);
    Ok((inputs, together, files))
}

/// The files that paths stand for, in order, and how many paths name one text and no folder.
pub(super) fn find(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, usize), Problem> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut passed_over: Vec<String> = Vec::new();
    let mut named = 0;
    for path in paths {
        if path.as_os_str() == "-" {
            named += 1;
        } else if path.is_dir() {
            let before = files.len();
            search(path, 0, &mut files, &mut passed_over)?;
            if files.len() == before {
                tell_passed_over(&passed_over);
                return Err(unreadable(
                    path,
                    "no `.truce` file lies in this folder".to_owned(),
                ));
            }
        } else {
            files.push(path.clone());
            named += 1;
        }
    }
    files.sort();
    files.dedup();
    files.iter().try_for_each(|f| has_a_name(f))?;
    tell_passed_over(&passed_over);
    Ok((files, named))
}

/// A text is known by its path: one that cannot be written down would be taken for another, and one with control characters for what it is not.
fn has_a_name(path: &Path) -> Result<(), Problem> {
    let fault = match path.to_str() {
        None => "is not UTF-8",
        Some(name) if name.contains(|c: char| c.is_control() || turns(c)) => {
            "has control characters in it"
        }
        Some(_) => return Ok(()),
    };
    Err(unreadable(
        path,
        format!("this name {fault}; give the file or folder another one"),
    ))
}

/// Ends a line, or turns the direction of what follows.
fn turns(c: char) -> bool {
    matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What lies in a folder that is searched and looks like a text, and is not read: it is told and counted.
fn tell_passed_over(what: &[String]) {
    const TOLD: usize = 5;
    if what.is_empty() {
        return;
    }
    let (told, more) = what.split_at(what.len().min(TOLD));
    let more = match more.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    complain(&format!("armistice: not read: {}{more}", told.join(", ")));
}

/// All of standard input.
pub(super) fn stdin() -> Result<String, Problem> {
    let path = Path::new("-");
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unreadable(path, e.to_string()))?;
    whole(path, bytes)
}

/// What finds the files that others use.
pub(super) fn loader(paths: &[PathBuf]) -> impl Loader {
    Files {
        given: paths.to_vec(),
    }
}

/// The file a path leads to, which must not lie outside of the project though the path does not: a link may point anywhere.
pub(super) fn real(path: &Path) -> Result<PathBuf, Problem> {
    let real = path.canonicalize().map_err(|e| missing(path, &e))?;
    let whole = std::path::absolute(path).map_err(|e| unreadable(path, e.to_string()))?;
    let plain = straight(&whole);
    let marked = plain
        .ancestors()
        .skip(1)
        .find(|a| a.join("armistice.toml").exists() || a.join(".git").exists());
    let here = std::env::current_dir()
        .ok()
        .filter(|d| plain.starts_with(d));
    let root = marked
        .map(Path::to_path_buf)
        .or(here)
        .or_else(|| plain.parent().map(Path::to_path_buf))
        .and_then(|r| r.canonicalize().ok());
    if root.is_some_and(|root| real.starts_with(root)) {
        Ok(real)
    } else {
        Err(unreadable(
            path,
            "this is a link to a file outside of the project".to_owned(),
        ))
    }
}

/// Does a path stay in a folder, wherever the links on it lead? What is not there yet is where its folder is.
pub(super) fn stays_in(folder: &Path, path: &Path) -> bool {
    let here = |p: &Path| {
        if p.as_os_str().is_empty() {
            Path::new(".").to_path_buf()
        } else {
            p.to_path_buf()
        }
    };
    let Ok(folder) = here(folder).canonicalize() else {
        return false;
    };
    for at in path.ancestors().map(here) {
        match at.canonicalize() {
            Ok(real) => return real.starts_with(&folder),
            // A link that leads nowhere may lead somewhere when it is written to.
            Err(_) if at.symlink_metadata().is_ok() => return false,
            Err(_) => {}
        }
    }
    false
}

/// Is it a text by its name?
pub(super) fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == ENDING)
}

/// A path without `..` where it can be taken away.
fn straight(path: &Path) -> PathBuf {
    let mut parts: Vec<Component> = Vec::new();
    for c in path.components() {
        match c {
            Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts.iter().collect()
}

fn unreadable(path: &Path, why: String) -> Problem {
    Problem::Unreadable {
        path: path.to_path_buf(),
        why,
    }
}

/// The path as it is shown: relative parts joined by `/`.
pub(super) fn shown(path: &Path) -> String {
    let mut out = String::new();
    for c in path.components() {
        match c {
            Component::CurDir => {}
            Component::RootDir => out.push('/'),
            other => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(&other.as_os_str().to_string_lossy());
            }
        }
    }
    out
}

fn search(
    folder: &Path,
    depth: usize,
    out: &mut Vec<PathBuf>,
    passed_over: &mut Vec<String>,
) -> Result<(), Problem> {
    if depth > MAX_FOLDERS {
        return Err(unreadable(
            folder,
            format!(
                "folders are searched {MAX_FOLDERS} deep, and this one lies deeper; name it, or what lies in it"
            ),
        ));
    }
    let entries = fs::read_dir(folder).map_err(|e| unreadable(folder, e.to_string()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for p in paths {
        let hidden = p
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'));
        let Ok(kind) = fs::symlink_metadata(&p) else {
            continue;
        };
        if hidden {
            continue;
        }
        let almost = p
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(ENDING));
        if kind.is_symlink() {
            if almost || p.is_dir() {
                passed_over.push(format!("{} (a link; name it to have it read)", shown(&p)));
            }
        } else if kind.is_dir() {
            search(&p, depth + 1, out, passed_over)?;
        } else if is_text(&p) && kind.is_file() {
            out.push(p);
        } else if almost {
            passed_over.push(format!(
                "{} (a text is a file whose name ends in `.{ENDING}`)",
                shown(&p)
            ));
        }
    }
    Ok(())
}

/// A regular file of a bearable size, without its byte order mark.
pub(super) fn read(path: &Path) -> Result<String, Problem> {
    Ok(unmarked(read_whole(path)?))
}

/// All of a regular file of a bearable size.
pub(super) fn read_whole(path: &Path) -> Result<String, Problem> {
    let meta = fs::metadata(path).map_err(|e| missing(path, &e))?;
    if !meta.is_file() {
        return Err(unreadable(path, "this is no regular file".to_owned()));
    }
    if meta.len() > MAX_BYTES {
        return Err(unreadable(
            path,
            format!("larger than {} MiB", MAX_BYTES / 1024 / 1024),
        ));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|e| unreadable(path, e.to_string()))?;
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unreadable(path, e.to_string()))?;
    whole(path, bytes)
}

fn missing(path: &Path, e: &std::io::Error) -> Problem {
    match e.kind() {
        std::io::ErrorKind::NotFound => {
            unreadable(path, "there is no such file or folder".to_owned())
        }
        _ => unreadable(path, e.to_string()),
    }
}

/// Bytes as text, or why they are none; without a byte order mark.
pub(super) fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Problem> {
    Ok(unmarked(whole(path, bytes)?))
}

fn whole(path: &Path, bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unreadable(
            path,
            format!("larger than {} MiB", MAX_BYTES / 1024 / 1024),
        ));
    }
    encoding::text(bytes).map_err(|why| unreadable(path, why))
}

fn unmarked(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    text
}

/// Finds what files use, under the root of their project.
struct Files {
    given: Vec<PathBuf>,
}

impl Files {
    /// The folder a file must not lead out of: the nearest one with `armistice.toml` or `.git`, else the working folder, else the folder that was named.
    fn root(&self, from: &Path) -> Option<PathBuf> {
        let from = from.canonicalize().ok()?;
        let marked = from
            .ancestors()
            .skip(1)
            .find(|a| a.join("armistice.toml").exists() || a.join(".git").exists());
        if let Some(root) = marked {
            return Some(root.to_path_buf());
        }
        let here = std::env::current_dir()
            .ok()
            .and_then(|d| d.canonicalize().ok())
            .filter(|d| from.starts_with(d) && d.parent().is_some());
        let named = self
            .given
            .iter()
            .filter_map(|p| p.canonicalize().ok())
            .map(|p| {
                if p.is_dir() {
                    p
                } else {
                    p.parent().map(Path::to_path_buf).unwrap_or(p)
                }
            })
            .find(|d| from.starts_with(d));
        here.or(named)
            .or_else(|| from.parent().map(Path::to_path_buf))
    }
}

impl Loader for Files {
    fn load(&self, from: &str, path: &str) -> Result<(String, String), String> {
        if path.contains('\\')
            || path.contains('\0')
            || Path::new(path).is_absolute()
            || path.contains(':')
        {
            return Err(
                "a path counts from the file that uses it, with `/` between the parts".to_owned(),
            );
        }
        let from = Path::new(if from == "<stdin>" { "./stdin" } else { from });
        let wanted = from.parent().unwrap_or(Path::new("")).join(path);
        let missing = || format!("`{path}` is not there, or lies outside the project");
        let anchor = if from.exists() {
            from.to_path_buf()
        } else {
            PathBuf::from(".")
        };
        let root = self.root(&anchor).ok_or_else(missing)?;
        let real = wanted.canonicalize().map_err(|_| missing())?;
        if !real.starts_with(&root) {
            return Err(missing());
        }
        // Other files are none of its business: their lines would stand in reports.
        if !is_text(&wanted) || !is_text(&real) {
            return Err(format!(
                "`{path}` is no text: its name does not end in `.{ENDING}`"
            ));
        }
        let text = read(&real).map_err(|p| match p {
            Problem::Unreadable { why, .. } => why,
            other => other.to_string(),
        })?;
        // One file has one path, however it is reached.
        Ok((shown(&straight(&wanted)), text))
    }
}

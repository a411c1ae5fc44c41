//! `check --watch`: the same check again whenever a text it reads has changed. Events only wake it up; what changed is told by the files themselves.

use super::config::NAME;
use super::formats::Format;
use super::output::complain;
use super::{Problem, load};
use notify_debouncer_mini::notify::{self, RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

/// So long nothing may happen before files are looked at: editors write several times for one save.
const CALM: Duration = Duration::from_millis(150);
/// So many names are told of what changed.
const MOST: usize = 5;

/// When a file was written last, and how long it is.
type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// What a check reads.
pub(super) struct Reads {
    /// Files and folders of texts.
    pub paths: Vec<PathBuf>,
    /// Settings and the like.
    pub beside: Vec<PathBuf>,
}

/// Checks, waits for a change, and checks again, until the process is ended.
pub(super) fn run(
    format: Option<Format>,
    to_file: bool,
    reads: impl Fn() -> Result<Reads, Problem>,
    once: impl Fn() -> Result<u8, Problem>,
) -> Result<u8, Problem> {
    let refuse = |why: &str| Err(Problem::Usage(format!("--watch {why}")));
    if !matches!(format, None | Some(Format::Human)) {
        return refuse("shows reports to people: leave --format away, or check once");
    }
    if to_file {
        return refuse("shows reports on the screen: leave -o away, or check once");
    }
    // What cannot be found now was mistyped; what goes later may come back.
    let mut all = reads()?;
    if all.paths.iter().any(|p| p.as_os_str() == "-") {
        return refuse("waits for files to change, and `-` is standard input");
    }
    load::find(&all.paths)?;
    if let Some(gone) = all.paths.iter().find(|p| !p.exists()) {
        load::real(gone)?;
    }
    let mut used = BTreeSet::new();
    let mut first = true;
    loop {
        // Settings that are wrong are told by the check.
        if let Ok(now) = reads() {
            all = now;
        }
        if let Ok((project, _)) = load::load(&all.paths) {
            used = project
                .sources
                .iter()
                .filter(|(_, s)| !s.built_in)
                .map(|(_, s)| PathBuf::from(&s.path))
                .collect();
        }
        // All is watched anew each time, since a folder that was made again is another one; and before files are looked at, so that nothing is missed.
        let (watcher, events) = watch(&all, &used)?;
        let before = stamps(&all, &used);
        if let Err(problem) = once() {
            complain(&format!("armistice: {problem}"));
        }
        if first {
            complain(&format!("watching {}; Ctrl-C ends", counted(before.len())));
            first = false;
        }
        let after = changed(&before, &events, &all.beside, || stamps(&all, &used))?;
        drop(watcher);
        complain(&told(&before, &after));
    }
}

fn counted(files: usize) -> String {
    format!("{files} file{}", if files == 1 { "" } else { "s" })
}

/// Watches the folders of what is read: those named with all below them, those of files without.
fn watch(
    all: &Reads,
    used: &BTreeSet<PathBuf>,
) -> Result<(Debouncer<RecommendedWatcher>, Receiver<DebounceEventResult>), Problem> {
    let (sender, events) = channel();
    let failed = |e: notify::Error| Problem::Usage(format!("files cannot be watched: {e}"));
    let mut debouncer = new_debouncer(CALM, sender).map_err(failed)?;
    let mut folders: BTreeMap<PathBuf, RecursiveMode> = BTreeMap::new();
    let configurations = configurations(all);
    for file in all.paths.iter().chain(used).chain(&configurations) {
        // A named folder that goes and comes back is seen from the one above.
        let above = std::path::absolute(file)
            .ok()
            .and_then(|f| f.parent().map(Path::to_path_buf));
        folders.extend(above.map(|folder| (folder, RecursiveMode::NonRecursive)));
    }
    folders.extend(
        all.paths
            .iter()
            .filter(|p| p.is_dir())
            .filter_map(|p| std::path::absolute(p).ok())
            .map(|folder| (folder, RecursiveMode::Recursive)),
    );
    let mut problem = None;
    let mut watched = 0;
    for (folder, mode) in folders {
        match debouncer.watcher().watch(&folder, mode) {
            Ok(()) => watched += 1,
            Err(e) if mode == RecursiveMode::Recursive && folder.exists() => return Err(failed(e)),
            Err(e) => problem = Some(e),
        }
    }
    match problem {
        Some(e) if watched == 0 => Err(failed(e)),
        _ => Ok((debouncer, events)),
    }
}

/// The settings that are read, and every `armistice.toml` that stands over a path or may come to stand here.
fn configurations(all: &Reads) -> BTreeSet<PathBuf> {
    let whole = all.paths.iter().filter_map(|p| std::path::absolute(p).ok());
    let over = whole.flat_map(|p| {
        p.ancestors()
            .map(|a| a.join(NAME))
            .filter(|c| c.is_file())
            .collect::<Vec<_>>()
    });
    over.chain(all.beside.iter().cloned())
        .chain([PathBuf::from(NAME)])
        .collect()
}

/// What there is to read now. One file has one name here, however it is reached.
fn stamps(all: &Reads, used: &BTreeSet<PathBuf>) -> Stamps {
    let named = all
        .paths
        .iter()
        .filter_map(|p| load::find(std::slice::from_ref(p)).ok())
        .flat_map(|(files, _)| files);
    let files = named
        .chain(used.iter().cloned())
        .chain(configurations(all))
        .filter_map(|f| f.canonicalize().ok());
    files
        .filter_map(|f| {
            std::fs::metadata(&f)
                .ok()
                .filter(|m| m.is_file())
                .map(|m| (f, (m.modified().ok(), m.len())))
        })
        .collect()
}

/// Waits until what there is to read is no longer what it was.
fn changed(
    before: &Stamps,
    events: &Receiver<DebounceEventResult>,
    beside: &[PathBuf],
    now: impl Fn() -> Stamps,
) -> Result<Stamps, Problem> {
    loop {
        let event = events
            .recv()
            .map_err(|_| Problem::Internal("nobody watches the files any more".to_owned()))?;
        let matters = match event {
            Ok(events) => events.iter().any(|e| matters(&e.path, beside)),
            // Events were lost: it is looked whether anything changed.
            Err(_) => true,
        };
        if matters {
            let after = now();
            if after != *before {
                return Ok(after);
            }
        }
    }
}

/// Whether an event may be about a text, or about a folder that has some. Programs that build write many other files.
fn matters(path: &Path, beside: &[PathBuf]) -> bool {
    let named = path
        .file_name()
        .is_some_and(|n| n == NAME || beside.iter().any(|b| b.file_name() == Some(n)));
    named || load::is_text(path) || !path.is_file()
}

/// The line between two reports.
fn told(before: &Stamps, after: &Stamps) -> String {
    let here = std::env::current_dir()
        .and_then(|d| d.canonicalize())
        .unwrap_or_default();
    let some = |what: &str, files: Vec<&PathBuf>| {
        let names: Vec<String> = files
            .iter()
            .take(MOST)
            .map(|f| load::shown(f.strip_prefix(&here).unwrap_or(f)))
            .collect();
        let more = files.len().saturating_sub(MOST);
        let more = if more > 0 {
            format!(" and {}", counted(more))
        } else {
            String::new()
        };
        (!names.is_empty()).then(|| format!("{what}: {}{more}", names.join(", ")))
    };
    let changed = some(
        "changed",
        after
            .iter()
            .filter(|(f, s)| before.get(*f).is_some_and(|b| b != *s))
            .map(|(f, _)| f)
            .collect(),
    );
    let new = some(
        "new",
        after.keys().filter(|f| !before.contains_key(*f)).collect(),
    );
    let gone = some(
        "gone",
        before.keys().filter(|f| !after.contains_key(*f)).collect(),
    );
    format!(
        "── {} ──",
        [changed, new, gone]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("; ")
    )
}

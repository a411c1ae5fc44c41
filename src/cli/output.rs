//! Writes reports: whole or not at all, and never over what was read.

use super::Problem;
use crate::source::SourceSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes a report to standard output. A reader that stops reading is no failure; a full disk is.
pub(super) fn print(bytes: impl AsRef<[u8]>) -> Result<(), Problem> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes.as_ref()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Problem::Unwritable {
            path: "standard output".into(),
            source: e,
        }),
        _ => Ok(()),
    }
}

/// The same for a text that people read.
pub(super) fn print_text(text: &str) -> Result<(), Problem> {
    print(&*crate::report::unheard(text))
}

/// A message for whoever looks at standard error; if nobody can, there is nobody to tell. It is one line, whatever the names in it contain: pipelines
/// read commands at the beginning of lines.
pub(super) fn complain(message: &str) {
    report(&crate::report::safe(message));
}

/// A report on standard error, which has made its own text safe.
pub(super) fn report(text: &str) {
    let text = crate::report::unheard(text.trim_end());
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes a report to a file, or to standard output if none is named.
pub(super) fn write(
    bytes: &[u8],
    to: Option<&Path>,
    inputs: &[PathBuf],
    sources: &SourceSet,
) -> Result<(), Problem> {
    let Some(path) = to else { return print(bytes) };
    let used = sources
        .iter()
        .filter(|(_, s)| !s.built_in)
        .map(|(_, s)| PathBuf::from(&s.path));
    if inputs
        .iter()
        .cloned()
        .chain(used)
        .any(|p| same_file::is_same_file(p, path).unwrap_or(false))
    {
        return Err(Problem::Usage(format!(
            "{} is one of the files that were read and is not overwritten",
            path.display()
        )));
    }
    let failed = |source| Problem::Unwritable {
        path: path.to_path_buf(),
        source,
    };
    // A device or a pipe cannot be put in place; a file is, when all of it is written.
    if std::fs::metadata(path).is_ok_and(|m| !m.is_file()) {
        return std::fs::write(path, bytes).map_err(failed);
    }
    put(path, bytes).map_err(failed)
}

/// Replaces a file by another version of its text, if it is still the one that was read.
pub(super) fn replace(path: &Path, before: &str, after: &str) -> Result<(), Problem> {
    replace_all(std::iter::once((path, before, after)))
}

/// Replaces files, each with its text before and after: all of them, or none. All are written beside their places first; only then is the first put there.
pub(super) fn replace_all<'t>(
    texts: impl Iterator<Item = (&'t Path, &'t str, &'t str)>,
) -> Result<(), Problem> {
    let failed = |path: &Path, source| Problem::Unwritable {
        path: path.to_path_buf(),
        source,
    };
    let mut ready = Vec::new();
    for (path, before, after) in texts {
        let prepare = || {
            let old = replaceable(path, before)?;
            written_beside(path, after.as_bytes(), Some(&old))
        };
        ready.push((path, before, prepare().map_err(|e| failed(path, e))?));
    }
    let mut done: Vec<(&Path, &str)> = Vec::new();
    for (path, before, file) in ready {
        if let Err(e) = file.persist(path) {
            // What was put in place already goes back.
            for (path, before) in done {
                put(path, before.as_bytes()).map_err(|e| failed(path, e))?;
            }
            return Err(failed(path, e.error));
        }
        done.push((path, before));
    }
    Ok(())
}

/// What is known of a file that can be replaced and is still the one that was read.
fn replaceable(path: &Path, before: &str) -> std::io::Result<std::fs::Metadata> {
    let refuse = |why: &str| Err(std::io::Error::other(why.to_owned()));
    let old = std::fs::metadata(path)?;
    if old.permissions().readonly() {
        return refuse("the file is read-only");
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&old) > 1 {
        return refuse(
            "the file has another name beside this one (a hard link), which would keep the old text",
        );
    }
    if std::fs::read(path)? != before.as_bytes() {
        return refuse("it was changed since it was read");
    }
    Ok(old)
}

/// Puts a file in its place when all of it is written.
pub(super) fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let old = std::fs::metadata(path).ok();
    let file = written_beside(path, bytes, old.as_ref())?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// All of a file, beside the place it is for, with the rights and the owner of what stands there.
fn written_beside(
    path: &Path,
    bytes: &[u8],
    old: Option<&std::fs::Metadata>,
) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".armistice-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())?;
    if let Some(old) = old {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, fchown};
            // Only who runs this as root can give files away; anybody else owns what they write.
            let _ = fchown(file.as_file(), Some(old.uid()), Some(old.gid()));
        }
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file)
}

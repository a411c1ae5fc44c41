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

/// A message for whoever looks at standard error; if nobody can, there is nobody to tell.
pub(super) fn complain(message: &str) {
    let lines: Vec<_> = message.lines().map(crate::report::safe).collect();
    let _ = writeln!(std::io::stderr().lock(), "{}", lines.join("\n"));
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
            "{} is one of the texts that were read and is not overwritten",
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
    put(path, bytes, None).map_err(failed)
}

/// Replaces a file by another version of its text, if it is still the one that was read.
pub(super) fn replace(path: &Path, before: &str, after: &str) -> Result<(), Problem> {
    let rights = replaceable(path, before)?;
    put(path, after.as_bytes(), Some(rights)).map_err(|source| Problem::Unwritable {
        path: path.to_path_buf(),
        source,
    })
}

/// Can a file be replaced, and is it still the one that was read? Gives its rights.
pub(super) fn replaceable(path: &Path, before: &str) -> Result<std::fs::Permissions, Problem> {
    let failed = |source| Problem::Unwritable {
        path: path.to_path_buf(),
        source,
    };
    let refuse = |why: &str| failed(std::io::Error::other(why.to_owned()));
    let rights = std::fs::metadata(path).map_err(failed)?.permissions();
    if rights.readonly() {
        return Err(refuse("the file is read-only"));
    }
    if std::fs::read(path).map_err(failed)? != before.as_bytes() {
        return Err(refuse("it was changed since it was read"));
    }
    Ok(rights)
}

/// Puts a file in its place when all of it is written.
pub(super) fn put(
    path: &Path,
    bytes: &[u8],
    rights: Option<std::fs::Permissions>,
) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".armistice-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes).and_then(|()| file.flush())?;
    if let Some(rights) = rights {
        file.as_file().set_permissions(rights)?;
    }
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

//! `armistice check --fix` and `--diff`: the edits that change no meaning, written to their files or shown.

use super::output::{complain, print_text, replace_all};
use super::{FOUND, GOOD, Problem, load};
use crate::{Mended, MendedFile, mend, report};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn mended(paths: &[PathBuf], lints: bool) -> Result<Mended, Problem> {
    let (inputs, together, _) = load::inputs(paths, &[])?;
    Ok(mend(&inputs, together, &load::loader(paths), lints))
}

/// Shows what would change.
pub(super) fn diff(paths: &[PathBuf], lints: bool) -> Result<u8, Problem> {
    let files = mended(paths, lints)?.files;
    print_text(
        &files
            .iter()
            .map(|f| report::unified(&f.path, &f.before, &f.after))
            .collect::<String>(),
    )?;
    Ok(if files.is_empty() { GOOD } else { FOUND })
}

/// Mends the files, and says on standard error what was done. Fixes of one file may rest on those of another: unless all can be written, none is.
pub(super) fn fix(paths: &[PathBuf], lints: bool) -> Result<(), Problem> {
    if paths.iter().any(|p| p.as_os_str() == "-") {
        return Err(Problem::Usage(
            "standard input cannot be mended in its place; `--diff` shows what would change"
                .to_owned(),
        ));
    }
    let all = mended(paths, lints)?;
    let mut jobs: BTreeMap<PathBuf, (String, String)> = BTreeMap::new();
    for f in &all.files {
        let (file, before, after) = job(f)?;
        // However it is named, a file is written once.
        let other = jobs
            .insert(file, (before, after.clone()))
            .is_some_and(|(_, text)| text != after);
        if other {
            return Err(Problem::Usage(format!(
                "{} is read under two names, and would be mended in two ways",
                f.path
            )));
        }
    }
    let texts = jobs.iter();
    replace_all(texts.map(|(file, (before, after))| (file.as_path(), &**before, &**after)))?;
    complain(&told(&all, jobs.len()));
    Ok(())
}

/// The file behind a path, with its text as it is and as it should be, a byte order mark kept.
fn job(f: &MendedFile) -> Result<(PathBuf, String, String), Problem> {
    const MARK: char = '\u{FEFF}';
    let file = load::real(Path::new(&f.path))?;
    let mark = if load::read_whole(&file)?.starts_with(MARK) {
        MARK.to_string()
    } else {
        String::new()
    };
    Ok((file, mark.clone() + &f.before, mark + &f.after))
}

/// `3 fixes in 2 files; 1 suggestion is left`.
fn told(all: &Mended, files: usize) -> String {
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let mut out = format!(
        "{} fix{} in {files} file{}",
        all.fixes,
        if all.fixes == 1 { "" } else { "es" },
        s(files)
    );
    if all.suggestions > 0 {
        let (is, n) = (
            if all.suggestions == 1 { "is" } else { "are" },
            all.suggestions,
        );
        out += &format!(
            "; {n} suggestion{} {is} left: whether it changes the meaning, only its author knows",
            s(n)
        );
    }
    if all.left_out > 0 {
        let (was, n) = (if all.left_out == 1 { "was" } else { "were" }, all.left_out);
        out += &format!(
            "; {n} fix{} {was} left out: with it made now, other mistakes would show or something would be judged otherwise",
            if n == 1 { "" } else { "es" }
        );
    }
    out
}

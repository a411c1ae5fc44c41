//! `armistice init`: a project that passes at once. What is there already is never touched.

use super::output::print;
use super::{GOOD, Problem};
use clap::Args;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Every file of a new project with its text. They are those of `starter/`, which are checked like any other.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("../../starter/README.md")),
    (
        "armistice.toml",
        include_str!("../../starter/armistice.toml"),
    ),
    ("world.truce", include_str!("../../starter/world.truce")),
    (
        "drafts/sorrel.truce",
        include_str!("../../starter/drafts/sorrel.truce"),
    ),
    (
        "positions/averne.truce",
        include_str!("../../starter/positions/averne.truce"),
    ),
    (
        "positions/norland.truce",
        include_str!("../../starter/positions/norland.truce"),
    ),
    ("tests.truce", include_str!("../../starter/tests.truce")),
    (
        ".github/workflows/armistice.yml",
        include_str!("../../starter/.github/workflows/armistice.yml"),
    ),
];

/// The world and the draft among them.
const WORLD: &str = "world.truce";
const DRAFT: &str = "drafts/sorrel.truce";

/// Options of `init`.
#[derive(Args)]
pub(super) struct Init {
    /// Where the project is made; the current folder if none is named
    folder: Option<PathBuf>,
    /// Clauses that the draft has too: `--with corridor,amnesty`; `armistice new clause` lists them
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    with: Vec<String>,
}

impl Init {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let folder = self.folder.as_deref().unwrap_or(Path::new("."));
        refuse(folder)?;
        let mut made = Made::default();
        let (world, draft) = with_clauses(&self.with)?;
        for (path, text) in FILES {
            let text = match *path {
                WORLD => &world,
                DRAFT => &draft,
                _ => *text,
            };
            made.file(folder, path, text)?;
        }
        made.keep();
        let place = if self.folder.is_some() {
            format!(" in {}", folder.display())
        } else {
            String::new()
        };
        let mut out = format!("made{place}: an invented conflict, one draft, two parties\n");
        for (path, _) in FILES {
            out += &format!("  {path}\n");
        }
        let at = self
            .folder
            .as_deref()
            .map(|f| format!("cd {} && ", quoted(f)))
            .unwrap_or_default();
        out += &format!("next:\n  {at}armistice check\n  armistice why sorrel A2\n");
        print(
            out.lines()
                .map(|l| crate::report::safe(l).into_owned() + "\n")
                .collect::<String>(),
        )?;
        Ok(GOOD)
    }
}

/// The world and the draft with further clauses and what they name.
fn with_clauses(names: &[String]) -> Result<(String, String), Problem> {
    let plain = |wanted| {
        let file = FILES.iter().find(|(path, _)| *path == wanted);
        file.map_or_else(String::new, |(_, text)| (*text).to_owned())
    };
    let (mut world, mut out) = (plain(WORLD), plain(DRAFT));
    let mut next = out.matches("\n  provision ").count() + 1;
    for name in names {
        let sample = super::new::sample(name.trim())?;
        for declared in &sample.names {
            if !world.contains(declared.as_str()) {
                world += &format!("{declared}\n");
            }
        }
        let (text, clauses) = sample.numbered_from(next);
        next += clauses;
        // Before the brace that closes the draft.
        let end = out.rfind('}').unwrap_or(out.len());
        out.insert_str(end, &text);
    }
    Ok((world, out))
}

/// Nothing at all is written if one of the files is there, or something that is no folder stands where one has to be.
fn refuse(folder: &Path) -> Result<(), Problem> {
    // Without following links: one that leads nowhere is something, too.
    let there = |p: &Path| fs::symlink_metadata(p).is_ok();
    let mut taken: Vec<String> = FILES
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| there(&folder.join(path)))
        .map(str::to_owned)
        .collect();
    for (path, _) in FILES {
        for above in Path::new(path).ancestors().skip(1) {
            let at = folder.join(above);
            let name = if above.as_os_str().is_empty() {
                at.display().to_string()
            } else {
                above.display().to_string()
            };
            if there(&at) && !at.is_dir() && !taken.contains(&name) {
                taken.push(name);
            }
        }
    }
    if taken.is_empty() {
        return Ok(());
    }
    let place = if folder == Path::new(".") {
        "here".to_owned()
    } else {
        format!("in {}", folder.display())
    };
    Err(Problem::Usage(format!(
        "nothing was written, since some of it is {place} already: {}; name another folder: `armistice init FOLDER`",
        taken.join(", ")
    )))
}

/// A folder as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '\\' | ':');
    let text = if text.starts_with('-') {
        format!("./{text}")
    } else {
        text
    };
    if text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// What was made so far: taken away again unless all of it could be.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    /// Writes a file that is not there. Somebody may have put one there since it was looked for: that one stays.
    fn file(&mut self, folder: &Path, path: &str, text: &str) -> Result<(), Problem> {
        let at = folder.join(path);
        let failed = |source| Problem::Unwritable {
            path: at.clone(),
            source,
        };
        let above = at.parent().unwrap_or(Path::new(""));
        let missing: Vec<PathBuf> = above
            .ancestors()
            .take_while(|a| !a.as_os_str().is_empty() && !a.exists())
            .map(Path::to_path_buf)
            .collect();
        for new in missing.into_iter().rev() {
            fs::create_dir(&new).map_err(failed)?;
            self.folders.push(new);
        }
        let mut file = fs::File::create_new(&at).map_err(failed)?;
        self.files.push(at.clone());
        file.write_all(text.as_bytes()).map_err(failed)
    }

    fn keep(&mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        // Only what is empty goes: whatever else came to lie in it stays.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

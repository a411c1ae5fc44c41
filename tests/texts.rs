//! Texts of the repository that several tests read.

use super::below::truces;
use super::fences::fences;
use armistice::{Input, NoLoader, Project};
use std::path::Path;

/// All `.truce` files below a folder of the repository, with paths from its root.
pub fn files(folder: &str) -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let input = |path: std::path::PathBuf| {
        let shown = path.strip_prefix(root).expect("below the root");
        Input {
            path: shown.to_string_lossy().replace('\\', "/"),
            text: std::fs::read_to_string(&path).expect("a text"),
        }
    };
    let mut out: Vec<Input> = truces(&root.join(folder)).into_iter().map(input).collect();
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

/// A file that is generated is what it would be now; `UPDATE_DOCS=1` with the test of this name writes it.
pub fn generated(path: &str, fresh: &str, test: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, fresh).expect("written");
    }
    let have = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        have == fresh,
        "{path} is not what it is generated from: run `UPDATE_DOCS=1 cargo test --lib {test}`"
    );
}

/// A project of a folder.
pub fn project(folder: &str) -> Project {
    Project::new(files(folder), false, &NoLoader)
}

/// A project of one text.
pub fn single(text: &str) -> Project {
    Project::new(
        vec![Input {
            path: "test.truce".into(),
            text: text.into(),
        }],
        false,
        &NoLoader,
    )
}

/// The fenced blocks of a page with this word behind the fence.
pub fn blocks(page: &str, word: &str) -> Vec<String> {
    fences(page)
        .into_iter()
        .filter(|(w, _)| w == word)
        .map(|(_, text)| text)
        .collect()
}

/// The world in which fragments of clauses are read.
pub const WORLD: &str = r#"
state Averne; state Norland;
organisation League { members: Norland; admission: consensus; }
body Council; organisation Watch;
region Sorrel in Averne { region SorrelTown { holder: Averne; } region SorrelHills { holder: Norland; } region MillRoad { holder: Norland; } }
line ContactLine between Averne, Norland;
framework sample { parties: Averne, Norland; sides: Averne, Norland; dated: 2026-03-01; provision 1 {
"#;

/// README.md and the pages of docs/, with their names.
pub fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = vec![(
        "README.md".to_owned(),
        std::fs::read_to_string(root.join("README.md")).expect("a README"),
    )];
    let mut files: Vec<_> = std::fs::read_dir(root.join("docs"))
        .expect("docs")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    for f in files {
        out.push((
            f.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            std::fs::read_to_string(&f).expect("a text"),
        ));
    }
    out
}

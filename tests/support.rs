//! Loads files for tests.

use armistice::source::MemoryLoader;
use armistice::{Input, Project};
use std::path::Path;

/// All `.truce` files below a folder of the repository, with paths from its root.
pub fn files(folder: &str) -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    let mut todo = vec![root.join(folder)];
    while let Some(at) = todo.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|e| e == "truce") {
                let shown = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                out.push(Input { path: shown, text: std::fs::read_to_string(&path).expect("a text") });
            }
        }
    }
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}

/// A project of a folder.
pub fn project(folder: &str) -> Project {
    Project::new(files(folder), false, &MemoryLoader::default())
}

/// A project of one text.
pub fn single(text: &str) -> Project {
    Project::new(vec![Input { path: "test.truce".into(), text: text.into() }], false, &MemoryLoader::default())
}

/// The fenced blocks of a page with this word behind the fence.
pub fn blocks(page: &str, word: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current: Option<String> = None;
    for line in page.lines() {
        match &mut current {
            Some(text) if line.trim_end() == "```" => out.push(std::mem::take(text)),
            Some(text) => {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            None if line.trim_end() == format!("```{word}") => {
                current = Some(String::new());
                continue;
            }
            None => continue,
        }
        current = None;
    }
    out
}

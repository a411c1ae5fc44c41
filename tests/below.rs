//! The texts below a folder.

use std::path::{Path, PathBuf};

/// All of them, in order.
pub fn truces(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(truces(&path));
        } else if path.extension().is_some_and(|e| e == "truce") {
            out.push(path);
        }
    }
    out.sort();
    out
}

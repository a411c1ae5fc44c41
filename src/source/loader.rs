//! Where the files named by `use` come from. The library itself never touches a file system.

use std::collections::BTreeMap;

/// Finds the text behind the path of a `use`.
pub trait Loader {
    /// The text of `path`, as written in a `use` of the file `from`, with the path it is shown under; an error says why there is none.
    ///
    /// # Errors
    /// A sentence for the reader, without a final full stop.
    fn load(&self, from: &str, path: &str) -> Result<(String, String), String>;
}

/// Finds nothing: for programs whose texts do not use one another.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLoader;

impl Loader for NoLoader {
    fn load(&self, _from: &str, path: &str) -> Result<(String, String), String> {
        Err(format!(
            "`{path}` was not given, and this program reads no files"
        ))
    }
}

/// Finds texts in a table of paths, relative paths counted from the file that uses them.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    /// Text by path, parts joined by `/`.
    pub files: BTreeMap<String, String>,
}

impl Loader for MemoryLoader {
    fn load(&self, from: &str, path: &str) -> Result<(String, String), String> {
        let joined =
            join(from, path).ok_or_else(|| format!("`{path}` leads out of the project"))?;
        match self.files.get(&joined) {
            Some(text) => Ok((joined, text.clone())),
            None => Err(format!("there is no file `{joined}`")),
        }
    }
}

/// The path meant by `path` in a `use` of the file `from`; nothing if it leads above the root.
pub(crate) fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

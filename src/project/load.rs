//! The texts of a project: those that were given, and those they use, each loaded once.

use super::Input;
use crate::circles::faults;
use crate::source::{Loader, join};
use crate::syntax::{self, tree};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// At most so many files are loaded.
const MAX_FILES: usize = 1000;
/// `use` may go so deep.
const MAX_USES: usize = 64;

/// A file that uses another.
pub(super) struct Use {
    /// The path of the file that says so.
    pub from: String,
    /// The path of the file that is used.
    pub to: String,
    /// Where it says so.
    pub at: Range<u32>,
}

/// A `use` of what cannot be read.
pub(super) struct Unreadable {
    /// The path of the file that says so.
    pub from: String,
    /// Where it says so.
    pub at: Range<u32>,
    /// Why not.
    pub why: String,
}

/// Texts by path, and how they use one another.
#[derive(Default)]
pub(super) struct Loaded {
    pub texts: BTreeMap<String, String>,
    pub uses: Vec<Use>,
    pub unreadable: Vec<Unreadable>,
}

/// Loads what files use, breadth first; each file once.
pub(super) fn load(inputs: Vec<Input>, loader: &dyn Loader) -> Loaded {
    let mut loaded = Loaded::default();
    let mut todo: Vec<(String, usize)> = inputs.iter().map(|i| (i.path.clone(), 0)).collect();
    for i in inputs {
        loaded.texts.insert(i.path, i.text);
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut next = 0;
    while let Some((path, depth)) = todo.get(next).cloned() {
        next += 1;
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(text) = loaded.texts.get(&path).cloned() else {
            continue;
        };
        for wanted in uses(&text) {
            let at = wanted.span.start..wanted.span.end;
            let from = path.clone();
            match loaded.find(&path, &wanted.text, depth, loader) {
                Ok(to) => {
                    todo.push((to.clone(), depth + 1));
                    loaded.uses.push(Use { from, to, at });
                }
                Err(why) => loaded.unreadable.push(Unreadable { from, at, why }),
            }
        }
    }
    loaded
}

impl Loaded {
    /// The path of what a file uses; its text is loaded if it is not here yet. Else why it cannot be.
    fn find(
        &mut self,
        user: &str,
        wanted: &str,
        depth: usize,
        loader: &dyn Loader,
    ) -> Result<String, String> {
        if let Some(known) = join(user, wanted).filter(|p| self.texts.contains_key(p)) {
            return Ok(known);
        }
        if depth >= MAX_USES {
            return Err(format!("`use` goes more than {MAX_USES} files deep"));
        }
        if self.texts.len() >= MAX_FILES {
            return Err(format!(
                "more than {MAX_FILES} files would be read together"
            ));
        }
        let (path, text) = loader.load(user, wanted)?;
        self.texts.entry(path.clone()).or_insert(text);
        Ok(path)
    }
}

/// The paths a text uses. Only statements at the top of the file count.
fn uses(text: &str) -> Vec<tree::Text> {
    if text.contains("use") {
        syntax::uses(text)
    } else {
        Vec::new()
    }
}

/// Every circle of files that use one another: the `use` it is told at, and the chain of files from the one this leads to, and to it again.
pub(super) fn circles(uses: &[Use]) -> Vec<(&Use, Vec<&str>)> {
    let mut up: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for u in uses {
        let used = up.entry(&u.from).or_default();
        if !used.contains(&u.to.as_str()) {
            used.push(&u.to);
        }
    }
    let mut users: Vec<&str> = up.keys().copied().collect();
    users.sort_unstable();
    let mut out = Vec::new();
    let mut told_from: BTreeSet<&str> = BTreeSet::new();
    for mut chain in faults(&users, &up).circles {
        // Told from the file that is first in order, whichever of them was met first.
        let first = (0..chain.len()).min_by_key(|n| chain[*n]).unwrap_or(0);
        chain.rotate_left(first);
        // Circles that go through a file one was told from are told when that one is mended: it may have been all of them.
        if chain.iter().any(|path| told_from.contains(path)) {
            continue;
        }
        let (Some(to), Some(from)) = (chain.first().copied(), chain.last().copied()) else {
            continue;
        };
        told_from.insert(to);
        chain.push(to);
        let told = uses.iter().find(|u| u.from == from && u.to == to);
        out.extend(told.map(|told| (told, chain)));
    }
    out
}

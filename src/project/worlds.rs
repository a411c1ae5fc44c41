//! Which files form a world: those of one folder, those that use one another, and those that were asked for together.

use super::load::Use;
use std::collections::BTreeMap;

/// Groups files that are read together. `paths` are in order; `together`: files that form one world because somebody said so.
pub(super) fn group(
    paths: Vec<String>,
    uses: &[Use],
    together: Option<&[String]>,
) -> Vec<Vec<String>> {
    let mut groups = Groups::of(&paths);
    let mut first_of: BTreeMap<&str, &str> = BTreeMap::new();
    for path in &paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Paths in order do not keep a folder's files next to one another: its first file stands for it.
        groups.join(first_of.entry(folder).or_insert(path), path);
    }
    for u in uses {
        groups.join(&u.from, &u.to);
    }
    for pair in together.unwrap_or_default().windows(2) {
        groups.join(&pair[0], &pair[1]);
    }
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in paths {
        out.entry(groups.first(&path)).or_default().push(path);
    }
    out.into_values().collect()
}

/// Disjoint groups of paths; each is known by the first of its paths.
struct Groups(BTreeMap<String, String>);

impl Groups {
    /// Every path alone.
    fn of(paths: &[String]) -> Groups {
        Groups(paths.iter().map(|p| (p.clone(), p.clone())).collect())
    }

    /// The first path of the group a path is in.
    fn first(&self, path: &str) -> String {
        let mut at = path;
        while let Some(before) = self.0.get(at).filter(|p| *p != at) {
            at = before;
        }
        at.to_owned()
    }

    /// Makes one group of two.
    fn join(&mut self, a: &str, b: &str) {
        let (x, y) = (self.first(a), self.first(b));
        let (low, high) = if x < y { (x, y) } else { (y, x) };
        self.0.insert(high, low);
    }
}

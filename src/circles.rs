//! Relations in which nothing may lie in itself (files that use one another, words, places, belongings): one walk finds their circles and their towers.

use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// So deep things may lie in one another. What is deeper is cut (`vocabulary/containment.rs`), so that no walk from a word or place upwards is longer.
pub(crate) const DEEPEST: usize = 64;

/// What is wrong with a relation.
pub(crate) struct Faults<N> {
    /// For each link that closes a circle: its nodes, from the one the link leads to up to the one it leads from.
    pub circles: Vec<Vec<N>>,
    /// Nodes that lie deeper than [`DEEPEST`].
    pub deep: Vec<N>,
}

/// Walks a relation upwards from each node in turn, without recursion; every link is looked at once. Without the links found the relation has no circle.
pub(crate) fn faults<N: Copy + Eq + Hash>(nodes: &[N], up: &FxHashMap<N, Vec<N>>) -> Faults<N> {
    let mut out = Faults {
        circles: Vec::new(),
        deep: Vec::new(),
    };
    let mut depth: FxHashMap<N, usize> = FxHashMap::default();
    for start in nodes {
        let mut path: Vec<(N, usize)> = Vec::new();
        let mut on_path: FxHashSet<N> = FxHashSet::default();
        if depth.contains_key(start) {
            continue;
        }
        path.push((*start, 0));
        on_path.insert(*start);
        while let Some((at, next)) = path.last_mut() {
            let (at, n) = (*at, *next);
            *next += 1;
            let above = up.get(&at).map_or(&[][..], |v| v);
            match above.get(n) {
                Some(to) if on_path.contains(to) => {
                    let nodes = path.iter().map(|(n, _)| *n);
                    out.circles.push(nodes.skip_while(|n| n != to).collect());
                }
                Some(to) if depth.contains_key(to) => {}
                Some(to) => {
                    on_path.insert(*to);
                    path.push((*to, 0));
                }
                None => {
                    let below = above.iter().filter_map(|a| depth.get(a)).max();
                    let mut here = 1 + below.copied().unwrap_or(0);
                    if here > DEEPEST {
                        out.deep.push(at);
                        here = 1;
                    }
                    depth.insert(at, here);
                    on_path.remove(&at);
                    path.pop();
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_all_that_has_to_be_cut() {
        let links = [(1, 2), (2, 3), (3, 1), (1, 3), (4, 4), (5, 1)];
        let mut up: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (from, to) in links {
            up.entry(from).or_default().push(to);
        }
        let found = faults(&[1, 2, 3, 4, 5], &up);
        assert_eq!(found.circles, [vec![1, 2, 3], vec![4]]);
        assert!(found.deep.is_empty());
        up.insert(3, Vec::new());
        up.insert(4, Vec::new());
        assert!(faults(&[1, 2, 3, 4, 5], &up).circles.is_empty());
    }

    #[test]
    fn a_tower_is_cut_where_it_is_too_deep() {
        let nodes: Vec<usize> = (0..=DEEPEST).collect();
        let up: FxHashMap<usize, Vec<usize>> =
            nodes.windows(2).map(|n| (n[1], vec![n[0]])).collect();
        assert!(faults(&nodes[..DEEPEST], &up).deep.is_empty());
        assert_eq!(faults(&nodes, &up).deep, [DEEPEST]);
    }
}

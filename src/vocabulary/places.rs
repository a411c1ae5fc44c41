//! Places as sets of leaves. A region is made up of its parts if these say who holds them; otherwise what its parts leave over is a leaf of its own.

use super::{Day, NodeId, Vocabulary};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A set of leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Leaves(SmallVec<[u64; 4]>);

impl Leaves {
    /// Adds a leaf.
    pub fn insert(&mut self, leaf: usize) {
        let word = leaf / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (leaf % 64);
    }

    /// Is the leaf in it?
    pub fn contains(&self, leaf: usize) -> bool {
        self.0.get(leaf / 64).is_some_and(|w| w >> (leaf % 64) & 1 == 1)
    }

    /// No leaf in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|w| *w == 0)
    }

    /// Both.
    #[must_use]
    pub fn and(&self, other: &Leaves) -> Leaves {
        Leaves(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect()).trimmed()
    }

    /// Either.
    #[must_use]
    pub fn or(&self, other: &Leaves) -> Leaves {
        let n = self.0.len().max(other.0.len());
        let at = |v: &[u64], i: usize| v.get(i).copied().unwrap_or(0);
        Leaves((0..n).map(|i| at(&self.0, i) | at(&other.0, i)).collect())
    }

    /// This one without the other.
    #[must_use]
    pub fn without(&self, other: &Leaves) -> Leaves {
        Leaves(self.0.iter().enumerate().map(|(i, a)| a & !other.0.get(i).copied().unwrap_or(0)).collect()).trimmed()
    }

    /// Every leaf of this one is in the other.
    pub fn within(&self, other: &Leaves) -> bool {
        self.without(other).is_empty()
    }

    /// The leaves in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(i, w)| {
            let mut rest = *w;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(i * 64 + bit)
            })
        })
    }

    fn trimmed(mut self) -> Leaves {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

/// The tree of places and its leaves.
#[derive(Clone, Debug, Default)]
pub struct Places {
    parent: FxHashMap<NodeId, NodeId>,
    children: FxHashMap<NodeId, Vec<NodeId>>,
    leaves: FxHashMap<NodeId, Leaves>,
    /// The place each leaf stands for.
    names: Vec<NodeId>,
}

impl Places {
    /// Puts a place into another.
    pub(super) fn put(&mut self, child: NodeId, parent: NodeId) {
        self.parent.insert(child, parent);
        self.children.entry(parent).or_default().push(child);
    }

    /// The place a leaf stands for.
    pub fn name(&self, leaf: usize) -> NodeId {
        self.names[leaf]
    }

    /// How many leaves there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// What a place lies in.
    pub fn parent(&self, place: NodeId) -> Option<NodeId> {
        self.parent.get(&place).copied()
    }

    /// The leaves of a place; a thing that is no place has none.
    pub fn leaves(&self, place: NodeId) -> Leaves {
        self.leaves.get(&place).cloned().unwrap_or_default()
    }

    /// All places with their leaves, in no order.
    pub fn all(&self) -> impl Iterator<Item = (NodeId, &Leaves)> {
        self.leaves.iter().map(|(n, l)| (*n, l))
    }

    /// Is it a place?
    pub fn is_place(&self, node: NodeId) -> bool {
        self.leaves.contains_key(&node)
    }
}

impl Vocabulary {
    /// Counts the leaves of all places. `places` are all nodes that are places, in order of their names.
    pub(super) fn lay_out(&mut self, places: &[NodeId]) {
        let mut tree = std::mem::take(&mut self.places);
        let held = |v: &Vocabulary, n: NodeId| v.facts.get(&n).is_some_and(|f| f.iter().any(|f| f.field.name.text == "holder"));
        let mut own = FxHashMap::default();
        for place in places {
            let cut = tree.children.get(place).is_some_and(|c| c.iter().any(|c| held(self, *c)));
            if !cut {
                own.insert(*place, tree.names.len());
                tree.names.push(*place);
            }
        }
        for place in places {
            // Parts of parts, found without recursion; a circle of `in` is walked once.
            let mut all = Leaves::default();
            let mut seen = vec![*place];
            let mut next = 0;
            while let Some(at) = seen.get(next).copied() {
                next += 1;
                if let Some(leaf) = own.get(&at) {
                    all.insert(*leaf);
                }
                for child in tree.children.get(&at).map_or(&[][..], |c| c) {
                    if !seen.contains(child) {
                        seen.push(*child);
                    }
                }
            }
            tree.leaves.insert(*place, all);
        }
        self.places = tree;
    }

    /// Who holds a leaf on a day: `Some(Some(actor))`, nobody known (`None`).
    pub fn holder(&self, leaf: usize, day: Option<Day>) -> Option<NodeId> {
        let mut at = Some(self.places.name(leaf));
        let mut steps = 0;
        while let Some(place) = at {
            if let Some(fact) = self.fact(place, "holder", day) {
                return match &fact.field.value.values.first()?.base {
                    crate::syntax::tree::Base::Noun { name: Some(n), .. } => self.names.get(n.text.as_str()).copied(),
                    _ => None,
                };
            }
            at = self.places.parent(place);
            steps += 1;
            if steps > 64 {
                return None;
            }
        }
        None
    }
}

//! Places as sets of leaves. A region is made up of its parts if these say who holds them; otherwise what its parts leave over is a leaf of its own.

use super::{Day, Exact, Node, NodeId, NodeKind, Vocabulary};
use crate::circles::DEEPEST;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// A set of leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Leaves(SmallVec<[u64; 4]>);

impl Leaves {
    /// Adds a leaf.
    pub(crate) fn insert(&mut self, leaf: usize) {
        let word = leaf / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (leaf % 64);
    }

    /// Is the leaf in it?
    pub(crate) fn contains(&self, leaf: usize) -> bool {
        self.0
            .get(leaf / 64)
            .is_some_and(|w| w >> (leaf % 64) & 1 == 1)
    }

    /// No leaf in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|w| *w == 0)
    }

    /// Both.
    #[must_use]
    pub(crate) fn and(&self, other: &Leaves) -> Leaves {
        Leaves(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect()).trimmed()
    }

    /// Either.
    #[must_use]
    pub(crate) fn or(&self, other: &Leaves) -> Leaves {
        let n = self.0.len().max(other.0.len());
        let at = |v: &[u64], i: usize| v.get(i).copied().unwrap_or(0);
        Leaves((0..n).map(|i| at(&self.0, i) | at(&other.0, i)).collect())
    }

    /// This one without the other.
    #[must_use]
    pub(crate) fn without(&self, other: &Leaves) -> Leaves {
        Leaves(
            self.0
                .iter()
                .enumerate()
                .map(|(i, a)| a & !other.0.get(i).copied().unwrap_or(0))
                .collect(),
        )
        .trimmed()
    }

    /// Every leaf of this one is in the other.
    pub(crate) fn within(&self, other: &Leaves) -> bool {
        self.without(other).is_empty()
    }

    /// The leaves in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
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
pub(crate) struct Places {
    parent: FxHashMap<NodeId, NodeId>,
    children: FxHashMap<NodeId, Vec<NodeId>>,
    leaves: FxHashMap<NodeId, Leaves>,
    /// The place each leaf stands for.
    names: Vec<NodeId>,
    /// Bands, in the order in which they were met.
    bands: Vec<Leaves>,
    /// Bands that compare with one another.
    families: Vec<Family>,
}

/// A band as written: how far it reaches on each side of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Band {
    /// The line.
    pub line: NodeId,
    /// The day on which the line is read, as written; nothing: the draft's own, or a line that does not move.
    pub as_of: Option<CompactString>,
    /// The width in base units.
    pub width: Exact,
    /// The width as written.
    pub written: CompactString,
}

/// Bands of one line on one day compare by width: each width adds a strip to the narrower one. No band compares with anything else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Family {
    /// All strips.
    pub strips: Leaves,
    /// The leaves of regions the line touches, by the world's own words.
    pub touched: Leaves,
}

impl Places {
    /// Puts a place into another.
    pub(super) fn put(&mut self, child: NodeId, parent: NodeId) {
        self.parent.insert(child, parent);
        self.children.entry(parent).or_default().push(child);
    }

    /// What each place lies in.
    pub(super) fn upwards(&self) -> FxHashMap<NodeId, Vec<NodeId>> {
        let mut out: FxHashMap<NodeId, Vec<NodeId>> = FxHashMap::default();
        for (up, children) in &self.children {
            children
                .iter()
                .for_each(|c| out.entry(*c).or_default().push(*up));
        }
        out.values_mut().for_each(|ups| ups.sort_unstable());
        out
    }

    /// Takes a place out of another, or out of all.
    pub(super) fn take_out(&mut self, child: NodeId, from: Option<NodeId>) {
        for (up, children) in &mut self.children {
            if from.is_none_or(|f| f == *up) {
                children.retain(|c| *c != child);
            }
        }
        if from.is_none() || self.parent.get(&child).copied() == from {
            self.parent.remove(&child);
        }
    }

    /// The place a leaf stands for.
    pub(crate) fn name(&self, leaf: usize) -> NodeId {
        self.names[leaf]
    }

    /// How many leaves there are.
    pub(crate) fn count(&self) -> usize {
        self.names.len()
    }

    /// What a place lies in.
    pub(crate) fn parent(&self, place: NodeId) -> Option<NodeId> {
        self.parent.get(&place).copied()
    }

    /// A place and what it lies in, from the inside outwards. The tree has no circle and no tower (`containment.rs`).
    pub(crate) fn around(&self, place: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(place), |p| self.parent(*p)).take(DEEPEST)
    }

    /// The leaves of a place; a thing that is no place has none.
    pub(crate) fn leaves(&self, place: NodeId) -> Leaves {
        self.leaves.get(&place).cloned().unwrap_or_default()
    }

    /// All places with their leaves, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (NodeId, &Leaves)> {
        self.leaves.iter().map(|(n, l)| (*n, l))
    }

    /// The strips of a band.
    pub(crate) fn band(&self, band: usize) -> &Leaves {
        &self.bands[band]
    }

    /// Bands that compare with one another.
    pub(crate) fn families(&self) -> &[Family] {
        &self.families
    }

    /// Is it a place?
    pub(crate) fn is_place(&self, node: NodeId) -> bool {
        self.leaves.contains_key(&node)
    }
}

impl Vocabulary {
    /// Counts the leaves of all places. `places` are all nodes that are places, in order of their names.
    pub(super) fn lay_out(&mut self, places: &[NodeId]) {
        let mut tree = std::mem::take(&mut self.places);
        let held = |v: &Vocabulary, n: NodeId| {
            v.facts
                .get(&n)
                .is_some_and(|f| f.iter().any(|f| f.field.name.text == "holder"))
        };
        let mut own = FxHashMap::default();
        for place in places {
            let cut = tree
                .children
                .get(place)
                .is_some_and(|c| c.iter().any(|c| held(self, *c)));
            if !cut {
                own.insert(*place, tree.names.len());
                tree.names.push(*place);
            }
        }
        for place in places {
            // Parts of parts, found without recursion; a part that lies in two parts is walked once.
            let mut all = Leaves::default();
            let mut seen = FxHashSet::default();
            let mut todo = vec![*place];
            while let Some(at) = todo.pop() {
                if !seen.insert(at) {
                    continue;
                }
                if let Some(leaf) = own.get(&at) {
                    all.insert(*leaf);
                }
                todo.extend(tree.children.get(&at).into_iter().flatten());
            }
            tree.leaves.insert(*place, all);
        }
        self.places = tree;
    }

    /// Lays out the bands drafts and lines speak of; a band is known by its place among them.
    pub(crate) fn lay_bands(&mut self, bands: &[Band]) {
        let mut order: Vec<&Band> = bands.iter().collect();
        order.sort_by(|a, b| {
            self.name(a.line)
                .cmp(self.name(b.line))
                .then_with(|| a.as_of.cmp(&b.as_of))
                .then_with(|| a.width.compare(b.width))
                .then_with(|| a.written.cmp(&b.written))
        });
        let mut laid: Vec<(&Band, Leaves)> = Vec::new();
        for family in order.chunk_by(|a, b| a.line == b.line && a.as_of == b.as_of) {
            let mut strips = Leaves::default();
            let mut inner: Option<&Band> = None;
            for band in family {
                if inner.is_none_or(|i| i.width != band.width) {
                    strips.insert(self.places.names.len());
                    let strip = self.strip(band, inner);
                    self.places.names.push(strip);
                }
                inner = Some(band);
                laid.push((band, strips.clone()));
            }
            let line = family.first().map(|b| b.line);
            let touched = line.map_or_else(Leaves::default, |line| self.touched(line));
            self.places.families.push(Family { strips, touched });
        }
        self.places.bands = bands
            .iter()
            .map(|b| {
                laid.iter()
                    .find(|(x, _)| x == &b)
                    .map(|(_, l)| l.clone())
                    .unwrap_or_default()
            })
            .collect();
    }

    /// A place for what a band has beyond the next narrower one.
    fn strip(&mut self, band: &Band, inner: Option<&Band>) -> NodeId {
        let line = self.name(band.line);
        let beyond = inner.map_or(String::new(), |i| format!(" beyond {}", i.written));
        let name = format!("band of {} on each side of {line}{beyond}", band.written);
        let node = NodeId(self.nodes.len() as u32);
        let span = self.node(band.line).span;
        self.nodes.push(Node {
            name: name.into(),
            kind: NodeKind::Thing,
            up: Vec::new(),
            title: None,
            span,
        });
        self.above
            .push(self.words.get("place").copied().into_iter().collect());
        node
    }

    /// The leaves of the places a line touches.
    fn touched(&self, line: NodeId) -> Leaves {
        let between = self.touches.iter().filter(|(l, _)| *l == line);
        let between = between.map(|(_, place)| *place);
        let inside = self.places.parent(line);
        between.chain(inside).fold(Leaves::default(), |all, place| {
            match self.places.leaves(place) {
                // Of a region of several leaves it is not known which of them the line touches.
                l if l.iter().count() == 1 => all.or(&l),
                _ => all,
            }
        })
    }

    /// Who holds a leaf on a day: `Some(Some(actor))`, nobody known (`None`).
    pub(crate) fn holder(&self, leaf: usize, day: Option<Day>) -> Option<NodeId> {
        for place in self.places.around(self.places.name(leaf)) {
            if let Some(fact) = self.fact(place, "holder", day) {
                return match &fact.field.value.values.first()?.base {
                    crate::syntax::tree::Base::Noun { name: Some(n), .. } => {
                        self.names.get(n.text.as_str()).copied()
                    }
                    _ => None,
                };
            }
        }
        None
    }
}

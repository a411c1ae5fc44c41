//! What a world declares, as far as the words of its texts are looked up in it.

use crate::model::{Draft, World};
use crate::source::Span;
use crate::vocabulary::NodeKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// What words may name.
pub(crate) struct Known<'w> {
    world: &'w World,
    drafts: FxHashSet<&'w str>,
    /// The drafts in which clauses were written, by draft and label: those it amends may have written them.
    homes: FxHashMap<(&'w str, &'w str), &'w str>,
    /// Parties by the labels of their lines.
    lines: FxHashMap<&'w str, &'w str>,
}

impl<'w> Known<'w> {
    /// What a world declares.
    pub(crate) fn of(world: &'w World) -> Known<'w> {
        let mut homes = FxHashMap::default();
        for d in &world.drafts {
            let own = d.clauses.iter().filter(|c| c.text.is_none());
            for c in own {
                homes.insert((d.id.as_str(), c.label.as_str()), home(world, d, &c.label));
            }
        }
        let mut lines = FxHashMap::default();
        for p in &world.positions {
            for l in &p.lines {
                lines.insert(l.label.as_str(), p.name.as_str());
            }
        }
        Known {
            world,
            drafts: world.drafts.iter().map(|d| d.id.as_str()).collect(),
            homes,
            lines,
        }
    }

    pub(super) fn is_draft(&self, id: &str) -> bool {
        self.drafts.contains(id)
    }

    /// The draft in which a clause of a draft was first written.
    pub(super) fn home(&self, draft: &str, label: &str) -> Option<String> {
        self.homes.get(&(draft, label)).map(|h| (*h).to_owned())
    }

    /// The draft in which the clause of a label was first written, if all drafts that have one mean the same.
    pub(super) fn only_home(&self, label: &str) -> Option<String> {
        let mut of = self.homes.iter().filter(|((_, l), _)| *l == label);
        let (_, first) = of.next()?;
        of.all(|(_, home)| home == first)
            .then(|| (*first).to_owned())
    }

    /// The party that has a line of this label.
    pub(super) fn party_of(&self, line: &str) -> Option<&str> {
        self.lines.get(line).copied()
    }

    /// Where a thing of the world is declared; nothing: there is none of that name.
    pub(super) fn thing(&self, name: &str) -> Option<Span> {
        let v = &self.world.vocabulary;
        let node = v.node(*v.names.get(name)?);
        (node.kind == NodeKind::Thing).then_some(node.span)
    }

    pub(super) fn is_kind(&self, word: &str) -> bool {
        self.world.vocabulary.kind(word).is_some()
    }

    pub(super) fn is_of_vocabulary(&self, word: &str) -> bool {
        let v = &self.world.vocabulary;
        v.verb(word).is_some()
            || v.word(word).is_some()
            || v.kind(word).is_some()
            || v.state(word).is_some()
            || v.units.contains_key(word)
            || v.moments.iter().any(|(m, _)| m == word)
    }
}

/// The draft in which a clause was first written: a mark-up that replaces it speaks of the same clause.
fn home<'w>(world: &'w World, draft: &'w Draft, label: &str) -> &'w str {
    let amended = |d: &&'w Draft| {
        let base = world
            .drafts
            .iter()
            .find(|b| Some(&b.id) == d.amends.as_ref())?;
        let has = base
            .clauses
            .iter()
            .any(|c| c.text.is_none() && c.label == label);
        has.then_some(base)
    };
    // A circle of amendments is told as a mistake; here it is left.
    let chain = std::iter::successors(Some(draft), amended);
    chain
        .take(world.drafts.len() + 1)
        .last()
        .unwrap_or(draft)
        .id
        .as_str()
}

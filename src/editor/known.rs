//! What a world declares, as far as the words of its texts are looked up in it.

use crate::model::{Draft, World};
use crate::source::Span;
use crate::vocabulary::NodeKind;
use rustc_hash::FxHashMap;

/// What words may name.
#[derive(Default)]
pub(crate) struct Known<'w> {
    world: Option<&'w World>,
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
                let wrote = |w: &&Draft| {
                    w.span.source == c.span.source
                        && w.span.start <= c.span.start
                        && c.span.end <= w.span.end
                };
                let mut others = world.drafts.iter();
                let own = Some(d).filter(wrote);
                let home = own.or_else(|| others.find(wrote)).unwrap_or(d);
                homes.insert((d.id.as_str(), c.label.as_str()), home.id.as_str());
            }
        }
        let mut lines = FxHashMap::default();
        for p in &world.positions {
            for l in &p.lines {
                lines.insert(l.label.as_str(), p.name.as_str());
            }
        }
        Known {
            world: Some(world),
            homes,
            lines,
        }
    }

    pub(super) fn is_draft(&self, id: &str) -> bool {
        let mut drafts = self.world.iter().flat_map(|w| &w.drafts);
        drafts.any(|d| d.id == id)
    }

    /// The draft in which a clause of a draft was written.
    pub(super) fn home(&self, draft: &str, label: &str) -> Option<String> {
        self.homes.get(&(draft, label)).map(|h| (*h).to_owned())
    }

    /// Does a draft itself write a clause?
    pub(super) fn writes(&self, draft: &str, label: &str) -> bool {
        self.homes.get(&(draft, label)) == Some(&draft)
    }

    /// The party that has a line of this label.
    pub(super) fn party_of(&self, line: &str) -> Option<&str> {
        self.lines.get(line).copied()
    }

    /// Where a thing of the world is declared; nothing: there is none of that name.
    pub(super) fn thing(&self, name: &str) -> Option<Span> {
        let v = &self.world?.vocabulary;
        let node = v.node(*v.names.get(name)?);
        (node.kind == NodeKind::Thing).then_some(node.span)
    }

    pub(super) fn is_kind(&self, word: &str) -> bool {
        self.world
            .is_some_and(|w| w.vocabulary.kind(word).is_some())
    }

    pub(super) fn is_of_vocabulary(&self, word: &str) -> bool {
        self.world.is_some_and(|w| {
            let v = &w.vocabulary;
            v.verb(word).is_some()
                || v.word(word).is_some()
                || v.kind(word).is_some()
                || v.state(word).is_some()
                || v.units.contains_key(word)
                || v.moments.iter().any(|(m, _)| m == word)
        })
    }
}

//! Learns words and names from parsed files: first types, then the words that need them, then units, then things; at last what falls under what.

mod looked_over;
mod things;
mod units;
mod words;

use super::{Node, NodeId, NodeKind, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};
use crate::syntax::tree::{self, File, Item, Member, Word};
use things::Things;

/// Types every slot may use without a declaration.
const BUILT_IN_TYPES: &[&str] = &[
    "thing", "clause", "text", "date", "number", "quantity", "duration", "ratio", "name",
];

impl Vocabulary {
    /// Learns everything the files declare. Declarations may stand in any order and in any file.
    /// `broken`: names and words whose declaration could not be read.
    pub(crate) fn learn(
        files: &[&File],
        broken: Vec<String>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vocabulary {
        let mut v = Vocabulary {
            broken,
            ..Vocabulary::default()
        };
        v.learn_what_is_built_in();
        let items = || files.iter().flat_map(|f| &f.items);
        let declared: Vec<&tree::Vocabulary> = items()
            .filter_map(|i| match i {
                Item::Vocabulary(w) => Some(w),
                _ => None,
            })
            .collect();
        for w in &declared {
            v.learn_type(w);
        }
        for w in &declared {
            v.learn_words(w, diagnostics);
        }
        v.learn_units(declared, diagnostics);
        let mut things = Things::default();
        // The world first, wherever it stands: what a draft says of a thing of the world adds to it.
        for item in items() {
            if let Item::Entity(e) = item {
                v.learn_entity(e, None, true, diagnostics, &mut things);
            }
        }
        for item in items() {
            if let Item::Framework(f) = item {
                v.learn_framework(f, diagnostics, &mut things);
            }
        }
        v.learn_named_bodies(&things);
        v.link(&things, diagnostics);
        v.break_circles(diagnostics);
        v.close();
        v.silence_of_roles();
        v.check_slots(diagnostics);
        v.look_alikes(diagnostics);
        v.lay_out_places();
        v
    }

    /// Types and units that no file declares.
    fn learn_what_is_built_in(&mut self) {
        let nowhere = Span::new(SourceId(0), 0, 0);
        for t in BUILT_IN_TYPES {
            self.word_node(t, NodeKind::Type, nowhere);
        }
        self.learn_units_of_time();
        for sort in crate::syntax::SORTS {
            self.word_node(sort, NodeKind::Type, nowhere);
        }
    }

    /// A draft is a word that the others may use, and declares things of its own.
    fn learn_framework<'t>(
        &mut self,
        f: &'t tree::Framework,
        diagnostics: &mut Vec<Diagnostic>,
        things: &mut Things<'t>,
    ) {
        let id = self.word_node(&f.id.text, NodeKind::Term, f.id.span);
        self.put_under(id, "framework");
        self.nodes[id.0 as usize].title = f.title.as_ref().map(|t| t.text.clone());
        for m in &f.members {
            match m {
                Member::Replace(c, _) | Member::Add(c, _) => {
                    self.learn_statements(&c.body, diagnostics, things)
                }
                Member::Statement(s) => {
                    self.learn_statements(std::slice::from_ref(s), diagnostics, things)
                }
                Member::Strike(..) => {}
            }
        }
    }

    /// The node of a word; made when it is first met. A term that turns out to be something else, a step for instance, becomes it.
    fn word_node(&mut self, word: &str, kind: NodeKind, span: Span) -> NodeId {
        if let Some(id) = self.words.get(word) {
            let node = &mut self.nodes[id.0 as usize];
            if kind != NodeKind::Type && node.kind == NodeKind::Term {
                node.kind = kind;
            }
            return *id;
        }
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            name: word.into(),
            kind,
            up: Vec::new(),
            title: None,
            span,
        });
        self.words.insert(word.into(), id);
        id
    }

    /// The node of a name; made when it is first met.
    fn name_node(&mut self, name: &Word) -> NodeId {
        if let Some(id) = self.names.get(&name.text) {
            return *id;
        }
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            name: name.text.clone(),
            kind: NodeKind::Thing,
            up: Vec::new(),
            title: None,
            span: name.span,
        });
        self.names.insert(name.text.clone(), id);
        id
    }

    /// Puts a node under a type.
    fn put_under(&mut self, id: NodeId, above: &str) {
        let span = self.node(id).span;
        let up = self.word_node(above, NodeKind::Type, span);
        let node = &mut self.nodes[id.0 as usize];
        if !node.up.contains(&up) && up != id {
            node.up.push(up);
        }
    }

    /// What each node falls under, at any distance.
    fn close(&mut self) {
        self.above = (0..self.nodes.len())
            .map(|n| {
                let mut seen: Vec<NodeId> = self.nodes[n].up.clone();
                let mut next = 0;
                while let Some(at) = seen.get(next).copied() {
                    next += 1;
                    for up in &self.nodes[at.0 as usize].up {
                        if !seen.contains(up) {
                            seen.push(*up);
                        }
                    }
                }
                seen.sort_unstable();
                seen
            })
            .collect();
    }

    /// What silence about a role means, where its types say so and it does not.
    fn silence_of_roles(&mut self) {
        let silent = std::mem::take(&mut self.silent);
        let meaning = |v: &Vocabulary, word: &Word| {
            let node = v.words.get(&word.text)?;
            let above = silent.iter().find(|(top, _)| v.under(*node, *top));
            above.map(|(_, silence)| silence.clone())
        };
        let mut actions = std::mem::take(&mut self.actions);
        for (_, slot) in actions.iter_mut().flat_map(|a| &mut a.roles) {
            let unsaid = slot.silence.is_none() && slot.is_optional();
            let all: Option<Vec<Word>> = slot.types.iter().map(|t| meaning(self, t)).collect();
            if let Some(first) = all.filter(|_| unsaid).and_then(|a| a.into_iter().next()) {
                slot.silence = Some(first);
            }
        }
        self.actions = actions;
    }

    /// Lays out the tree of places, of all things that turned out to be places.
    fn lay_out_places(&mut self) {
        let Some(place) = self.words.get("place").copied() else {
            return;
        };
        let mut places: Vec<NodeId> = (0..self.nodes.len() as u32)
            .map(NodeId)
            .filter(|id| self.node(*id).kind == NodeKind::Thing && self.under(*id, place))
            .collect();
        places.sort_by(|a, b| self.name(*a).cmp(self.name(*b)));
        self.lay_out(&places);
    }
}

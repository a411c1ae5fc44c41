//! What is wrong with the words and names as a whole: types nobody declares, names that look alike.

use super::super::{NodeId, NodeKind, Vocabulary, suggest};
use crate::diagnostic::{Code, Diagnostic};

impl Vocabulary {
    /// Every slot names a type that is declared.
    pub(super) fn check_slots(&self, diagnostics: &mut Vec<Diagnostic>) {
        let slots = self
            .kinds
            .iter()
            .flat_map(|k| k.fields.iter().map(|f| &f.slot));
        let slots = slots.chain(
            self.actions
                .iter()
                .flat_map(|a| a.object.iter().chain(a.roles.iter().map(|(_, s)| s))),
        );
        let slots = slots.chain(self.attributes.values().flatten().map(|f| &f.slot));
        for ty in slots.flat_map(|s| &s.types) {
            if self.words.contains_key(&ty.text) {
                continue;
            }
            let d = Diagnostic::new(
                Code::UnknownType,
                ty.span,
                format!("The type `{}` is not declared", ty.text),
            );
            let known = self
                .nodes
                .iter()
                .filter(|n| n.kind == NodeKind::Type)
                .map(|n| n.name.as_str());
            diagnostics.push(match suggest::near(&ty.text, known) {
                // Safe where it is one known type but for a slip of the pen.
                Some((near, sure)) => d
                    .help(format!("did you mean `{near}`?"))
                    .offer(ty.span, near, sure),
                None => d.help("declare it: `type TYPE: …;` or `terms TYPE: …;`"),
            });
        }
    }

    /// Names, words and drafts that differ only by letters of another script.
    pub(super) fn look_alikes(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut all: Vec<NodeId> = (0..self.nodes.len() as u32).map(NodeId).collect();
        if all.iter().all(|id| self.name(*id).is_ascii()) {
            return;
        }
        all.sort_by_key(|id| self.node(*id).span);
        let mut seen: rustc_hash::FxHashMap<String, NodeId> = rustc_hash::FxHashMap::default();
        for id in all {
            let name = self.name(id);
            let skeleton: String = unicode_security::skeleton(name).collect();
            match seen.get(&skeleton) {
                Some(first) if !name.is_ascii() || !self.name(*first).is_ascii() => diagnostics.push(
                    Diagnostic::new(Code::Confusable, self.node(id).span, format!("`{name}` looks like `{}` and is another name", self.name(*first)))
                        .here("letters of another script")
                        .also(self.node(*first).span, "the other one")
                        .help("if one thing is meant, spell it the same; if two are meant, choose names a reader can tell apart"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(skeleton, id);
                }
            }
        }
    }
}

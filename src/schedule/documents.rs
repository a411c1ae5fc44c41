//! Signature and entry into force: of the draft, of a text it brings in, and of a clause that has an entry into force of its own.

use super::What;
use super::build::{Builder, ENTRY, Key, SIGNATURE};
use crate::model::Point;
use compact_str::CompactString;

impl Builder<'_, '_> {
    /// Signature and entry into force of the text whose words are read.
    pub(super) fn own_dates(&mut self) -> (usize, usize) {
        let Some(text) = self.text.clone() else {
            return (SIGNATURE, ENTRY);
        };
        let at = self.engine.draft.id_span;
        let signature = self.own(
            Key::Signature(text.clone()),
            What::Event(Point::Signature, text.clone()),
            None,
            at,
        );
        let key = Key::Entry(text.clone());
        if let Some(entry) = self.named.get(&key) {
            return (signature, *entry);
        }
        let entry = self.own(key, What::Event(Point::EntryIntoForce, text), None, at);
        let why = self.nature(at);
        self.not_after(signature, entry, why);
        (signature, entry)
    }

    /// The same of a text that is named.
    pub(super) fn dates_of(&mut self, text: &CompactString, signature: bool) -> usize {
        let named = Some(text.clone()).filter(|t| *t != self.engine.draft.id);
        let read = std::mem::replace(&mut self.text, named);
        let (s, e) = self.own_dates();
        self.text = read;
        if signature { s } else { e }
    }

    /// What a promise of a clause does not begin before: entry into force of the text, or of the clause if it has its own; that is not before signature.
    pub(super) fn entry_of(&mut self, clause: usize) -> usize {
        let Some(c) = self.engine.facts.enters_with(self.engine.draft, clause) else {
            return self.own_dates().1;
        };
        let key = Key::OfClause(Point::EntryIntoForce, c);
        if let Some(entry) = self.named.get(&key) {
            return *entry;
        }
        let clause = &self.engine.draft.clauses[c];
        let entry = self.own(
            key,
            What::Event(
                Point::EntryIntoForce,
                format!("clause {}", clause.label).into(),
            ),
            Some(c),
            clause.head,
        );
        self.schedule.entries.insert(c, entry);
        let (signature, why) = (self.own_dates().0, self.nature(clause.head));
        self.not_after(signature, entry, why);
        entry
    }
}

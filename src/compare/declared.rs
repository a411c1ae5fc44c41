//! What a draft declares rather than promises: bodies and regions with what it states of them, and words that can be read in more than one way.

use super::reader::Reader;
use super::terms::{Shape, Slot, Term, Value};
use crate::model::Ambiguity;
use crate::source::Span;
use crate::vocabulary::{NodeId, NodeKind};
use crate::wording::{Speaker, Style, Words};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// Bodies, regions and other things the draft declares, with what it states of them.
    pub(super) fn declared(&self) -> Vec<Term> {
        let mut out = Vec::new();
        for (n, node) in self.v.nodes.iter().enumerate() {
            let id = NodeId(n as u32);
            let Some(facts) = self
                .v
                .facts
                .get(&id)
                .filter(|_| node.kind == NodeKind::Thing)
            else {
                continue;
            };
            let inside = |s: Span| {
                s.source == node.span.source && s.start <= node.span.start && node.span.end <= s.end
            };
            let clause = self.draft.clauses.iter().rposition(|c| inside(c.span));
            // What stood in a clause that was struck or replaced went with it.
            if clause.is_none()
                && !self
                    .frames
                    .iter()
                    .any(|(f, clauses)| inside(*f) && !clauses.iter().any(|c| inside(*c)))
            {
                continue;
            }
            let mut slots = BTreeMap::new();
            let mut said = Vec::new();
            let (name, title) = (node.name.to_string(), self.shown.heading(id));
            slots.insert(
                Slot::Field("name".into(), String::new()),
                Value::one(name, Words::styled(&title, Style::Name)),
            );
            for f in facts {
                let from = f.from.map_or_else(String::new, |d| format!("as of {d}"));
                let value = self.shown.written(f.field.value.span);
                let words = value.text();
                slots.insert(
                    Slot::Field(f.field.name.text.clone(), from.clone()),
                    Value::one(words.clone(), value),
                );
                said.push(Words::of(&format!(
                    "{title}: {} {from}{}{words}",
                    Speaker::plain(&f.field.name.text),
                    if from.is_empty() { "" } else { " " }
                )));
            }
            let matter = super::matters::of_node(self.v, id);
            let identity = Some(Slot::Field("name".into(), String::new()));
            out.push(Term {
                shape: Shape::Clause,
                head: "declared".into(),
                matter,
                slots,
                said,
                identity,
                holders: None,
                where_only: None,
                clauses: clause.into_iter().collect(),
                spans: vec![node.span],
            });
        }
        out
    }

    /// Terms that can be read in more than one way.
    pub(super) fn ambiguous(&self) -> Vec<Term> {
        let one = |a: &Ambiguity| {
            let mut slots = BTreeMap::from([(
                Slot::Field("name".into(), String::new()),
                Value::one(a.name.to_string(), Words::of(&Speaker::plain(&a.name))),
            )]);
            let readings = a.readings.iter().map(|(r, by)| {
                let by: Vec<String> = by.iter().map(|n| self.v.name(*n).to_owned()).collect();
                let told = if by.is_empty() {
                    String::new()
                } else {
                    format!(" (as {} reads it)", by.join(" and "))
                };
                (
                    format!("{r} {}", by.join(" ")),
                    Words::of(&format!("“{}”{told}", Speaker::plain(r))),
                )
            });
            let value = Value {
                items: readings.collect(),
                cover: None,
                called: None,
                number: None,
                modal: None,
            };
            let question = a
                .title
                .clone()
                .unwrap_or_else(|| format!("How is “{}” to be read?", Speaker::plain(&a.name)));
            let mut said = Words::styled(&question, Style::Name);
            said.add(Words::joined(value.items.values().cloned().collect(), "or"));
            slots.insert(Slot::Field("readings".into(), String::new()), value);
            let clause = self.draft.clauses.iter().rposition(|c| {
                c.span.source == a.span.source
                    && c.span.start <= a.span.start
                    && a.span.end <= c.span.end
            });
            let identity = Some(Slot::Field("name".into(), String::new()));
            Term {
                shape: Shape::Clause,
                head: "ambiguous".into(),
                matter: self.v.matters.len(),
                slots,
                said: vec![said],
                identity,
                holders: None,
                where_only: None,
                clauses: clause.into_iter().collect(),
                spans: vec![a.span],
            }
        };
        self.draft.ambiguities.iter().map(one).collect()
    }
}

//! Resolves parties: their lines, effects, readings and waivers.

use super::Resolver;
use super::labels::{labels_alike, look_alike};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;

impl Resolver<'_> {
    pub(super) fn position(&mut self, p: &t::Party) -> Position {
        let node = self.v.names.get(&p.name.text).copied();
        if node.is_none() {
            self.name(&p.name);
        }
        let title = p
            .title
            .as_ref()
            .map(|t| t.text.clone())
            .or_else(|| node.map(|n| self.v.heading(n)));
        let mut out = Position {
            name: p.name.text.clone(),
            node,
            title: title.unwrap_or_else(|| p.name.text.to_string()),
            lines: Vec::new(),
            waivers: Vec::new(),
            effects: Vec::new(),
            reads: Vec::new(),
            span: p.name.span,
        };
        for item in &p.items {
            match item {
                t::PartyItem::Line(l) => {
                    let line = self.line(l);
                    self.label_again(&l.label, &line, &out.lines);
                    out.lines.push(line);
                }
                t::PartyItem::Effect(e) => out.effects.extend(self.effect(e)),
                t::PartyItem::Reads {
                    ambiguity,
                    draft,
                    reading,
                    ..
                } => {
                    self.reads(ambiguity, draft.as_ref(), reading);
                    out.reads.push((
                        ambiguity.text.clone(),
                        draft.as_ref().map(|d| d.text.clone()),
                        reading.text.clone(),
                    ));
                }
                t::PartyItem::Waiver(_) | t::PartyItem::Field(_) => {}
            }
        }
        // A waiver may stand before its line.
        for item in &p.items {
            if let t::PartyItem::Waiver(w) = item {
                let waiver = self.waiver(w, &out.lines);
                out.waivers.extend(waiver);
            }
        }
        out
    }

    /// A label that another line of the party has, or one that looks like it.
    fn label_again(&mut self, label: &t::Word, line: &Line, before: &[Line]) {
        if let Some(old) = before.iter().find(|o| o.label == line.label) {
            let first = old.head;
            self.report(
                Diagnostic::new(
                    Code::DuplicateName,
                    label.span,
                    format!("The line {} stands twice", label.text),
                )
                .also(first, "first here")
                .help("each line of a party has a label of its own"),
            );
        }
        if let Some(other) = before.iter().find(|o| look_alike(&o.label, &line.label)) {
            self.report(labels_alike(
                (&line.label, label.span),
                (&other.label, other.head),
            ));
        }
    }

    pub(super) fn duplicate_parties(&mut self, positions: &[Position]) {
        for pair in positions.windows(2) {
            if pair[0].name == pair[1].name {
                self.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        pair[1].span,
                        format!("The party `{}` stands twice", pair[1].name),
                    )
                    .also(pair[0].span, "first here")
                    .help("put all lines of a party into one block"),
                );
            }
        }
    }
}

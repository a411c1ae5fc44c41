//! What may stand in a slot, and what is said where something else stands in it.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, Base};
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::{NodeId, NodeKind, Noun};

/// What a slot takes; empty: anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Want {
    pub types: Vec<NodeId>,
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct Room<'r> {
    pub span: Span,
    /// What may stand there.
    pub want: &'r Want,
    /// What it is called in messages.
    pub what: &'r str,
}

impl Resolver<'_> {
    /// What a slot of the vocabulary takes.
    pub(super) fn want(&self, slot: &t::Slot) -> Want {
        if slot.types.iter().any(|w| w.text == "thing") {
            return Want::default();
        }
        Want {
            types: slot
                .types
                .iter()
                .filter_map(|w| self.v.words.get(&w.text).copied())
                .collect(),
        }
    }

    pub(super) fn is(&self, node: NodeId, word: &str) -> bool {
        self.v
            .words
            .get(word)
            .is_some_and(|w| self.v.under(node, *w))
    }

    /// Is a node meant as a place in a slot?
    pub(super) fn as_place(&self, node: NodeId, want: &Want) -> bool {
        if !self.is(node, "place") {
            return false;
        }
        if want.types.is_empty() {
            return !self.is(node, "actor");
        }
        let mut place = false;
        for w in &want.types {
            if self.is(*w, "place") {
                place = true;
            } else if self.v.under(node, *w) {
                return false;
            }
        }
        place
    }

    pub(super) fn check_type(&mut self, node: NodeId, room: Room, shown: &str) {
        let want = room.want;
        if want.types.is_empty() || want.types.iter().any(|w| self.v.under(node, *w)) {
            return;
        }
        // A type's own word (`any actor`) and texts stand for what falls under them.
        if want.types.iter().any(|w| self.v.under(*w, node))
            || want
                .types
                .iter()
                .any(|w| matches!(self.v.name(*w), "name" | "text"))
        {
            return;
        }
        let ups: Vec<&str> = self
            .v
            .node(node)
            .up
            .iter()
            .map(|u| self.v.name(*u))
            .collect();
        let is = if ups.is_empty() {
            format!("`{shown}`")
        } else {
            format!("`{shown}` ({})", ups.join(", "))
        };
        self.wrong_type(room, &is);
    }

    /// Amounts, days, ratios and texts where something else belongs, and amounts of another dimension than a slot is about: `gap: 10 mines`.
    pub(super) fn check_value(&mut self, base: &Base, room: Room) {
        let types = &room.want.types;
        let takes = |word: &str| types.iter().any(|t| self.v.name(*t) == word);
        if types.is_empty() || takes("value") || takes("text") || takes("name") {
            return;
        }
        let is = match base {
            // How much of something else is said by what it is of.
            Base::Amount(a) if a.of.is_some() => return,
            Base::Amount(a) if takes("quantity") || self.is_amount_for(a, types) => return,
            Base::Amount(Amount {
                dimension: Some(d), ..
            }) => format!("an amount of {}", dimension_in_words(d)),
            Base::Amount(_) => "a number".to_owned(),
            Base::Thing(t)
                if self.v.noun(t.node).is_some_and(Noun::is_share)
                    && types.iter().all(|w| self.is(*w, "actor")) =>
            {
                "a part of something".to_owned()
            }
            Base::Date(_) if !takes("date") => "a date".to_owned(),
            Base::Ratio(_) if !takes("ratio") && !takes("quantity") => "a ratio".to_owned(),
            _ => return,
        };
        self.wrong_type(room, &is);
    }

    /// So many of what fits fit, and so does an amount of the dimension that is asked for.
    fn is_amount_for(&self, a: &Amount, types: &[NodeId]) -> bool {
        let fits = |n: NodeId| types.iter().any(|t| self.v.under(n, *t));
        if a.counts.is_some_and(fits) {
            return true;
        }
        types
            .iter()
            .any(|t| match (self.v.name(*t), a.dimension.as_deref()) {
                ("duration", Some("time" | "calendar")) | ("number", None | Some("pieces")) => true,
                (asked, Some(said)) => asked == said,
                _ => false,
            })
    }

    /// A few words that fit a type, in the order of their declaration.
    pub(super) fn some_of(&self, want: &Want) -> Vec<String> {
        const FEW: usize = 6;
        let word = |n: &NodeId| matches!(self.v.node(*n).kind, NodeKind::Term | NodeKind::Step(..));
        let fits =
            |n: &NodeId| word(n) && want.types.iter().any(|t| *t != *n && self.v.under(*n, *t));
        (0..self.v.nodes.len() as u32)
            .map(NodeId)
            .filter(fits)
            .take(FEW)
            .map(|n| format!("`{}`", self.v.name(n)))
            .collect()
    }

    /// In what an amount that is asked for is measured.
    fn units_help(&self, want: &Want) -> Option<String> {
        let mut dimensions = want.types.iter().map(|t| self.v.name(*t));
        let units = dimensions.find_map(|d| super::units::units_of(self.v, d))?;
        Some(format!(
            "it is measured in {units}, or in a unit you declare: `unit miles of length = 1.609 km;`"
        ))
    }

    pub(super) fn wrong_type(&mut self, Room { span, want, what }: Room, is: &str) {
        let wanted: Vec<String> = want
            .types
            .iter()
            .map(|t| format!("`{}`", self.v.name(*t)))
            .collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let wanted = crate::syntax::either(&wanted);
        self.report(
            Diagnostic::new(
                Code::WrongType,
                span,
                format!("{is} cannot stand here: {what} takes {wanted}"),
            )
            .here(format!("{wanted} belongs here"))
            .help(match &self.some_of(want)[..] {
                [] if wanted == "`clause`" => {
                    "one is `clause 9`, several are `clauses 9, 10`".to_owned()
                }
                [] => self.units_help(want).unwrap_or_else(|| {
                    "docs/vocabulary.md lists what each role and field takes".to_owned()
                }),
                words => format!(
                    "for instance {}; docs/vocabulary.md lists what each role and field takes",
                    crate::syntax::either(&words.iter().map(|w| &**w).collect::<Vec<_>>())
                ),
            }),
        );
    }
}

/// What is measured, as people call it.
fn dimension_in_words(dimension: &str) -> &str {
    match dimension {
        "time" | "calendar" => "time",
        other => other,
    }
}

//! Words and things that lie in one another: no circle, and no tower. What is reported is cut, so that everything after it ends.

use super::{NodeId, Vocabulary};
use crate::circles::{DEEPEST, Faults, faults};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::Base;
use rustc_hash::FxHashMap;

impl Vocabulary {
    /// Reports and cuts circles and towers of words, places and belongings.
    pub(super) fn break_circles(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let nodes: Vec<NodeId> = {
            let mut all: Vec<NodeId> = (0..self.nodes.len() as u32).map(NodeId).collect();
            all.sort_by(|a, b| self.name(*a).cmp(self.name(*b)).then(a.0.cmp(&b.0)));
            all
        };
        let words: FxHashMap<NodeId, Vec<NodeId>> = nodes
            .iter()
            .map(|n| (*n, self.node(*n).up.clone()))
            .collect();
        let found = faults(&nodes, &words);
        self.report(&found, "falls under", diagnostics);
        for (from, to) in found.circles.iter().filter_map(|c| closing(c)) {
            self.nodes[from.0 as usize].up.retain(|u| *u != to);
        }
        for n in &found.deep {
            self.nodes[n.0 as usize].up.clear();
        }
        let found = faults(&nodes, &self.places.upwards());
        self.report(&found, "lies in", diagnostics);
        for (from, to) in found.circles.iter().filter_map(|c| closing(c)) {
            self.places.take_out(from, Some(to));
        }
        for n in &found.deep {
            self.places.take_out(*n, None);
        }
        let found = faults(&nodes, &self.belongs);
        self.report(&found, "belongs to", diagnostics);
        for (from, to) in found.circles.iter().filter_map(|c| closing(c)) {
            self.belongs.entry(from).or_default().retain(|u| *u != to);
        }
        for n in &found.deep {
            self.belongs.remove(n);
        }
        self.own_members(diagnostics);
    }

    fn report(&self, found: &Faults<NodeId>, relation: &str, diagnostics: &mut Vec<Diagnostic>) {
        for chain in &found.circles {
            let Some((from, to)) = closing(chain) else {
                continue;
            };
            let mut names: Vec<String> = chain
                .iter()
                .map(|n| format!("`{}`", self.name(*n)))
                .collect();
            names.push(format!("`{}`", self.name(to)));
            let d = Diagnostic::new(
                Code::ContainmentCycle,
                self.node(from).span,
                format!("A circle: {}", names.join(&format!(" {relation} "))),
            );
            diagnostics.push(
                d.here("the circle closes here")
                    .help("take one of these links away: nothing lies in itself"),
            );
        }
        for n in &found.deep {
            let d = Diagnostic::new(
                Code::NestingTooDeep,
                self.node(*n).span,
                format!(
                    "`{}` {relation} something that {relation} something else, more than {DEEPEST} times",
                    self.name(*n)
                ),
            );
            diagnostics.push(
                d.here("one level too many")
                    .help("put it closer to the top"),
            );
        }
    }

    /// Nobody is a member of itself.
    fn own_members(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut owners: Vec<&NodeId> = self.facts.keys().collect();
        owners.sort();
        for owner in owners {
            let Some(facts) = self.facts.get(owner) else {
                continue;
            };
            for value in facts
                .iter()
                .filter(|f| f.field.name.text == "members")
                .flat_map(|f| &f.field.value.values)
            {
                let Base::Noun {
                    words,
                    name: Some(n),
                    ..
                } = &value.base
                else {
                    continue;
                };
                if words.is_empty() && self.names.get(&n.text) == Some(owner) {
                    let d = Diagnostic::new(
                        Code::ContainmentCycle,
                        value.span,
                        format!("`{}` is named as a member of itself", n.text),
                    );
                    diagnostics.push(d.help("take it out of its own members"));
                }
            }
        }
    }
}

/// The link that closes a circle: from its last node to its first.
fn closing(circle: &[NodeId]) -> Option<(NodeId, NodeId)> {
    Some((*circle.last()?, *circle.first()?))
}

//! What stands in a list, as drafts are compared by it: the words, the places it covers, an amount.

use super::reader::Reader;
use super::terms::Value;
use crate::model::*;
use crate::vocabulary::{Exact, Leaves, NodeKind};
use crate::wording::{Style, Words};
use std::collections::BTreeSet;

impl Reader<'_> {
    pub(super) fn list(&self, l: &List) -> Value {
        let mut out = Value::default();
        let mut covers = Some(Leaves::default());
        let mut todo: Vec<&Item> = l.items.iter().collect();
        todo.reverse();
        while let Some(i) = todo.pop() {
            if let Base::Group(g) = &i.base
                && i.matcher.is_none()
                && g.except.is_empty()
            {
                todo.extend(g.items.iter().rev());
                continue;
            }
            out.number = self.number(i).or(out.number);
            let leaves = match &i.base {
                Base::Place(p) if i.matcher.is_none() => self.leaves(p),
                _ => None,
            };
            covers = match (covers, leaves) {
                (Some(a), Some(b)) => Some(a.or(&b)),
                _ => None,
            };
            out.items
                .insert(self.exact.item(i).text(), self.shown.item(i));
        }
        if !l.except.is_empty() {
            self.excepted(l, &mut out);
            covers = None;
        }
        if let Some(leaves) = covers.filter(|c| !c.is_empty()) {
            let name = |l: usize| self.v.name(self.v.places.name(l)).to_owned();
            let cover: BTreeSet<String> = leaves.iter().map(name).collect();
            // By leaf: so that land drawn in two ways is one land.
            let parts = leaves
                .iter()
                .map(|l| (name(l), Words::styled(&self.shown.leaf(l), Style::Name)));
            let called = std::mem::replace(&mut out.items, parts.collect());
            out.called = Some((cover.clone(), called));
            out.cover = Some(cover);
        }
        out
    }

    /// An amount, or the step of a scale.
    fn number(&self, i: &Item) -> Option<(Exact, String)> {
        if let Base::Amount(Amount {
            number: Some(n),
            dimension,
            of: None,
            ..
        }) = &i.base
        {
            return Some((*n, dimension.as_deref().unwrap_or("").to_owned()));
        }
        // A step of a scale is more or less than another one.
        if let Base::Thing(Thing { node, .. }) = &i.base
            && let NodeKind::Step(scale, rank) = self.v.node(*node).kind
            && i.matcher.is_none()
        {
            return Exact::new(i128::from(rank), 1)
                .map(|n| (n, format!("step of {}", self.v.name(scale))));
        }
        None
    }

    /// What is taken out belongs to every item.
    fn excepted(&self, l: &List, out: &mut Value) {
        let except = List {
            items: l.except.clone(),
            except: Vec::new(),
            span: l.span,
        };
        let (exact, shown) = (
            self.exact.list(&except).text(),
            self.shown.list(&except).text(),
        );
        out.items = std::mem::take(&mut out.items)
            .into_iter()
            .map(|(k, mut w)| {
                (
                    format!("{k} except {exact}"),
                    w.say(&format!("except {shown}")).clone(),
                )
            })
            .collect();
    }

    /// The leaves of a place that the world knows.
    fn leaves(&self, p: &Place) -> Option<Leaves> {
        let some = |l: Leaves| (!l.is_empty()).then_some(l);
        match p {
            Place::Region(n) => some(self.v.places.leaves(*n)),
            Place::Union(all, except) => {
                let of = |ps: &[Place]| {
                    ps.iter()
                        .try_fold(Leaves::default(), |a, p| Some(a.or(&self.leaves(p)?)))
                };
                some(of(all)?.without(&of(except)?))
            }
            Place::HeldBy(p, who, when) => {
                let day = match when {
                    When::On(d) => Some(d.last),
                    When::Draft => self.draft.dated.map(|d| d.last),
                    When::Signature | When::Unknown(_) => return None,
                };
                let Base::Thing(Thing { node, .. }) = &who.base else {
                    return None;
                };
                let mut out = Leaves::default();
                for leaf in self
                    .leaves(p)?
                    .iter()
                    .filter(|l| self.v.holder(*l, day) == Some(*node))
                {
                    out.insert(leaf);
                }
                some(out)
            }
            Place::Part(Quantifier::All, p) => self.leaves(p),
            _ => None,
        }
    }
}

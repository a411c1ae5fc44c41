//! Region by region: land of which all drafts say the same things stands in one row, however it is drawn in each of them.

use super::align::At;
use super::terms::{Term, TermKey};
use super::{Aligned, Cell, Side, cell};
use crate::vocabulary::Leaves;
use std::collections::{BTreeMap, BTreeSet};

/// What the drafts say of some land.
#[derive(Clone, Debug)]
pub(crate) struct RegionRow {
    /// Its names, as few as possible.
    pub name: String,
    /// What each draft says of it, one cell a term.
    pub cells: Vec<Vec<Cell>>,
    /// All drafts say the same.
    pub same: bool,
}

/// Rows in the order in which the drafts first speak of the land. What is said of all of a state stands apart from what is said of parts of it.
pub(super) fn regions(sides: &[Side], all: &Aligned, groups: &[Vec<At>]) -> Vec<RegionRow> {
    let terms = &all.terms;
    let mut wholes: BTreeMap<BTreeSet<String>, Vec<At>> = BTreeMap::new();
    let mut of_leaf: BTreeMap<String, BTreeSet<At>> = BTreeMap::new();
    let mut nowhere: Vec<At> = Vec::new();
    let tops = tops(sides);
    for at in groups.iter().flatten() {
        let Some(cover) = terms[at.0][at.1].cover() else {
            nowhere.push(*at);
            continue;
        };
        if tops.contains(&cover) && cover.len() > 1 {
            wholes.entry(cover).or_default().push(*at);
        } else {
            for leaf in cover {
                of_leaf.entry(leaf).or_default().insert(*at);
            }
        }
    }
    let mut alike: BTreeMap<BTreeSet<At>, BTreeSet<String>> = BTreeMap::new();
    for (leaf, said) in of_leaf {
        alike.entry(said).or_default().insert(leaf);
    }
    let mut rows: Vec<(At, RegionRow)> = Vec::new();
    for (leaves, said) in &wholes {
        rows.extend(
            said.first()
                .map(|at| (*at, one(sides, all, named(sides, leaves), said))),
        );
    }
    for (said, leaves) in alike {
        let said: Vec<At> = said.into_iter().collect();
        let mut row = one(sides, all, named(sides, &leaves), &said);
        // A draft that speaks of all of the state is not silent of a part of it.
        for (whole, told) in wholes.iter().filter(|(w, _)| leaves.is_subset(w)) {
            for (d, cells) in row
                .cells
                .iter_mut()
                .enumerate()
                .filter(|(_, c)| c.is_empty())
            {
                if told.iter().any(|(e, _)| *e == d) {
                    cells.push(Cell {
                        said: vec![crate::wording::Words::of(&format!(
                            "see {}",
                            named(sides, whole)
                        ))],
                        clauses: Vec::new(),
                        spans: Vec::new(),
                    });
                }
            }
        }
        rows.extend(said.first().map(|at| (*at, row)));
    }
    rows.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.name.cmp(&y.name)));
    let mut rows: Vec<RegionRow> = rows.into_iter().map(|(_, r)| r).collect();
    if !nowhere.is_empty() {
        nowhere.sort_unstable();
        rows.push(one(
            sides,
            all,
            "Places that are not fixed".to_owned(),
            &nowhere,
        ));
    }
    rows
}

fn one(sides: &[Side], all: &Aligned, name: String, said: &[At]) -> RegionRow {
    let of = |d: usize| said.iter().filter(move |(e, _)| *e == d);
    let mut cells: Vec<Vec<Cell>> = (0..sides.len())
        .map(|d| {
            of(d)
                .map(|(_, t)| here(&sides[d], &all.terms[d][*t]))
                .collect()
        })
        .collect();
    // A sentence that says it of several things is told once.
    for c in &mut cells {
        let mut seen: Vec<(Vec<crate::wording::Words>, Vec<String>)> = Vec::new();
        c.retain(|c| {
            let told = (c.said.clone(), c.clauses.clone());
            let new = !seen.contains(&told);
            seen.push(told);
            new
        });
    }
    let keys: Vec<BTreeSet<&TermKey>> = (0..sides.len())
        .map(|d| of(d).map(|(_, t)| &all.keys[d][*t]).collect())
        .collect();
    RegionRow {
        name,
        cells,
        same: keys.windows(2).all(|p| p[0] == p[1]),
    }
}

/// What is said, without the sentence that says where: the row does.
fn here(side: &Side, t: &Term) -> Cell {
    let mut out = cell(side, t);
    if let Some(n) = t
        .where_only
        .filter(|n| *n < out.said.len() && out.said.len() > 1)
    {
        out.said.remove(n);
    }
    out
}

/// The leaves of every place that lies in no other one.
fn tops(sides: &[Side]) -> BTreeSet<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    for s in sides {
        let v = &s.world.vocabulary;
        for (node, leaves) in v
            .places
            .all()
            .filter(|(n, _)| v.places.parent(*n).is_none())
        {
            if v.places.is_place(node) {
                out.insert(
                    leaves
                        .iter()
                        .map(|l| v.name(v.places.name(l)).to_owned())
                        .collect(),
                );
            }
        }
    }
    out
}

/// Leaves in as few names as possible.
fn named(sides: &[Side], leaves: &BTreeSet<String>) -> String {
    for s in sides {
        let v = &s.world.vocabulary;
        let mut found = Leaves::default();
        let mut known = 0;
        for l in (0..v.places.count()).filter(|l| leaves.contains(v.name(v.places.name(*l)))) {
            found.insert(l);
            known += 1;
        }
        if known == leaves.len() {
            return crate::derive::places(v, &found, &|n| {
                crate::wording::Speaker::new(v, s.sources, s.draft).title(n)
            });
        }
    }
    leaves.iter().cloned().collect::<Vec<_>>().join(", ")
}

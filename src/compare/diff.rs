//! What changed in legal effect from one draft to another, and for whom. Numbers, order and layout are nothing; the way back is the mirror of the way there.

use super::change::{Change, differences};
use super::terms::Term;
use super::weighed;
use super::{Side, about, aligned, cell, lines, matters};
use crate::derive::Effect;
use crate::verdict::{Finding, Judge, Verdict, in_force};
use crate::vocabulary::Vocabulary;
use std::collections::BTreeMap;

/// A line whose verdict is another one.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    /// The party.
    pub party: String,
    /// The line.
    pub line: String,
    /// Its title.
    pub title: String,
    /// How firm it is.
    pub stance: Option<String>,
    /// A goal, not a red line.
    pub goal: bool,
    /// The verdict before; nothing: the line was not judged then.
    pub old: Option<Verdict>,
    /// The verdict now; nothing: the line is not judged any more.
    pub new: Option<Verdict>,
    /// The line itself says something else now.
    pub restated: bool,
    /// The clauses the verdicts rest on, before and now.
    pub clauses: (Vec<String>, Vec<String>),
}

impl Moved {
    /// Crossed before, and open now.
    pub(crate) fn eased(&self) -> bool {
        self.new == Some(Verdict::Open) && self.old == Some(Verdict::Crossed)
    }

    /// Crossed now, and not before.
    pub(crate) fn newly_crossed(&self) -> bool {
        self.new == Some(Verdict::Crossed) && self.old != Some(Verdict::Crossed)
    }

    /// Not crossed any more, or not open any more, but respected.
    pub(crate) fn cleared(&self) -> bool {
        matches!(self.new, Some(Verdict::Respected | Verdict::Waived))
            && matches!(self.old, Some(Verdict::Crossed | Verdict::Open))
    }

    /// Open now, and respected before.
    pub(crate) fn opened(&self) -> bool {
        self.new == Some(Verdict::Open)
            && !matches!(self.old, Some(Verdict::Open | Verdict::Crossed))
    }
}

/// What a markup does to the draft it amends, by label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markup {
    /// Clauses that are struck.
    pub struck: Vec<String>,
    /// Clauses that are replaced.
    pub replaced: Vec<String>,
    /// Clauses that are added.
    pub added: Vec<String>,
    /// What stood in a replaced clause, and to which nothing in the new one corresponds: the clause, and what it said.
    pub dropped: Vec<(String, String)>,
}

/// All that changed.
#[derive(Clone, Debug)]
pub(crate) struct Diff {
    /// Terms, in the order of the headings.
    pub changes: Vec<Change>,
    /// Lines whose verdict moved.
    pub moved: Vec<Moved>,
    /// What the new draft amounts to and the old one did not, and whether that is certain.
    pub gained: Vec<(String, bool)>,
    /// What both amount to, and is certain in one of them only; whether it is certain now.
    pub shifted: Vec<(String, bool)>,
    /// What the old draft amounted to, and the new one does not.
    pub lost: Vec<(String, bool)>,
    /// If one draft amends the other: what it does to it.
    pub markup: Option<Markup>,
    /// Lines whose verdict moved, and no change alone moves them: several do together, or the world does.
    pub unexplained: Vec<(String, String)>,
    /// Clauses of prose that are not compared, of both.
    pub prose: (usize, usize),
}

impl Diff {
    /// Nothing changed in legal effect.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.moved.is_empty()
            && self.gained.is_empty()
            && self.lost.is_empty()
            && self.shifted.is_empty()
    }
}

/// What changed from the first draft to the second.
pub(crate) fn diff(old: &Side, new: &Side) -> Diff {
    let sides = [old.clone(), new.clone()];
    let all = aligned(&sides, false);
    let headings = matters::headings(&sides);
    let moved = moved(&sides);
    let mut changes: Vec<(usize, Change)> = Vec::new();
    let mut pairs: Vec<weighed::Pair> = Vec::new();
    let term = |side: usize, group: &[(usize, usize)]| {
        group
            .iter()
            .find(|(d, _)| *d == side)
            .map(|(d, t)| &all.terms[*d][*t])
    };
    let mut gone: Vec<&Term> = Vec::new();
    for group in &all.groups {
        let (a, b) = (term(0, group), term(1, group));
        let found = differences(a, b);
        if found.is_empty() {
            continue;
        }
        let Some(one) = a.or(b) else { continue };
        if b.is_none() {
            gone.extend(a);
        }
        let matter = one.matter.min(headings.len() - 1);
        pairs.push(weighed::Pair { old: a, new: b });
        changes.push((
            matter,
            Change {
                matter: headings[matter].1.clone(),
                about: told_about(&sides, (a, b)),
                differences: found,
                old: a.map(|t| cell(&sides[0], t)),
                new: b.map(|t| cell(&sides[1], t)),
                parties: Vec::new(),
            },
        ));
    }
    let (leanings, unexplained) = weighed::leanings(&sides, &all, &pairs, &moved);
    for ((_, c), parties) in changes.iter_mut().zip(leanings) {
        c.parties = parties;
    }
    changes.sort_by(|(m, a), (n, b)| {
        m.cmp(n)
            .then_with(|| a.about.cmp(&b.about))
            .then_with(|| said(a).cmp(&said(b)))
    });
    let [before, now] = [0, 1].map(|d| effects(&sides[d], &all.clauses[d]));
    let shifted = now
        .iter()
        .filter(|(w, e)| before.get(*w).is_some_and(|b| b.1.certain != e.1.certain))
        .map(|(_, (w, e))| (w.clone(), e.certain))
        .collect();
    // What is a part of what the other amounts to is no news; things of two worlds are not compared.
    let v = std::ptr::eq(sides[0].world, sides[1].world).then_some(&sides[0].world.vocabulary);
    let markup = markup(&sides, &gone);
    Diff {
        changes: changes.into_iter().map(|(_, c)| c).collect(),
        moved,
        unexplained,
        shifted,
        gained: only(&now, &before, v),
        lost: only(&before, &now, v),
        markup,
        prose: (sides[0].coverage.prose.len(), sides[1].coverage.prose.len()),
    }
}

/// Of a change, both ways round, what it is about is told in the same words.
fn told_about(sides: &[Side], (a, b): (Option<&Term>, Option<&Term>)) -> String {
    a.map(|t| about(&sides[0], t))
        .into_iter()
        .chain(b.map(|t| about(&sides[1], t)))
        .min()
        .unwrap_or_default()
}

/// The effects one draft has and the other has not.
fn only(x: &Effects, y: &Effects, v: Option<&Vocabulary>) -> Vec<(String, bool)> {
    let has = |e: &Effect| v.is_some_and(|v| y.values().any(|(_, o)| e.is_part_of(o, v)));
    x.iter()
        .filter(|(w, (_, e))| !y.contains_key(*w) && !has(e))
        .map(|(_, (w, e))| (w.clone(), e.certain))
        .collect()
}

fn said(c: &Change) -> Vec<String> {
    let mut all: Vec<String> = c
        .old
        .iter()
        .chain(&c.new)
        .flat_map(|c| c.said.iter().map(crate::wording::Words::text))
        .collect();
    all.sort();
    all
}

/// Effects by what they say whatever the numbers of clauses: the words, and the effect.
type Effects = BTreeMap<String, (String, Effect)>;

/// What a draft amounts to. Clauses that correspond are one clause.
fn effects(side: &Side, clauses: &[usize]) -> Effects {
    if side.draft.broken {
        return BTreeMap::new();
    }
    let number = |label: &str| {
        side.draft
            .clauses
            .iter()
            .position(|c| c.label == label)
            .map(|n| clauses[n])
    };
    let key = |words: &str| {
        let mut out: Vec<String> = Vec::new();
        let mut after_clause = false;
        for w in words.split(' ') {
            let bare = w.trim_end_matches([',', ';']);
            out.push(
                after_clause
                    .then(|| number(bare))
                    .flatten()
                    .map_or_else(|| w.to_owned(), |n| format!("§{n}")),
            );
            after_clause = w == "clause";
        }
        out.join(" ")
    };
    Judge::new(side.world, side.draft, side.as_of, &[])
        .effects()
        .into_iter()
        .map(|(w, c)| (key(&w), (w, c)))
        .collect()
}

/// How far a verdict is from crossed.
pub(super) fn rank(v: Verdict) -> i32 {
    match v {
        Verdict::Crossed => 0,
        Verdict::Open => 1,
        Verdict::Waived | Verdict::Respected => 2,
    }
}

pub(super) fn of<'f>(side: &'f Side, party: &str, line: &str, goal: bool) -> Option<&'f Finding> {
    side.findings
        .iter()
        .find(|f| f.party == party && f.line == line && f.goal == goal)
}

/// Lines whose verdict is another one, party by party.
fn moved(sides: &[Side; 2]) -> Vec<Moved> {
    let mut out = Vec::new();
    for p in lines::parties(sides) {
        for l in p.lines {
            let [old, new] = [0, 1].map(|d| l.cells[d].clone());
            if old.as_ref().map(|c| c.verdict) == new.as_ref().map(|c| c.verdict) {
                continue;
            }
            let clauses = |c: &Option<lines::LineCell>| {
                c.as_ref().map(|c| c.clauses.clone()).unwrap_or_default()
            };
            let says = |d: usize| {
                of(&sides[d], &p.party, &l.line, l.goal).and_then(|f| stated(&sides[d], f))
            };
            let restated = matches!((says(0), says(1)), (Some(a), Some(b)) if a != b);
            out.push(Moved {
                restated,
                party: p.party.clone(),
                line: l.line,
                title: l.title,
                stance: l.stance,
                goal: l.goal,
                clauses: (clauses(&old), clauses(&new)),
                old: old.map(|c| c.verdict),
                new: new.map(|c| c.verdict),
            });
        }
    }
    out
}

/// What a line says on the day on which a draft is judged, in the words of its file, whatever its layout.
fn stated(side: &Side, f: &Finding) -> Option<String> {
    let line = side
        .world
        .positions
        .iter()
        .filter(|p| p.name == f.party)
        .flat_map(|p| &p.lines)
        .find(|l| l.label == f.line && l.goal == f.goal)?;
    let day = side.as_of.map(|d| d.last);
    let words = in_force(line, day)
        .into_iter()
        .flat_map(|d| side.sources.slice(d.span).split_whitespace());
    Some(words.collect::<Vec<_>>().join(" "))
}

/// What a markup does, if one of the two amends the other.
fn markup(sides: &[Side; 2], gone: &[&Term]) -> Option<Markup> {
    let (base, new) = (sides[0].draft, sides[1].draft);
    if new.amends.as_deref() != Some(base.id.as_str()) {
        return None;
    }
    let layer = base.clauses.iter().map(|c| c.layer).max().unwrap_or(0);
    let own = |label: &str| {
        new.clauses
            .iter()
            .find(|c| c.label == label)
            .filter(|c| c.layer > layer || base.layer_of(label).is_some_and(|l| c.layer > l))
    };
    let mut out = Markup::default();
    let top = |draft: &crate::model::Draft, n: usize| {
        draft.clauses[n]
            .parent
            .map(|p| draft.clauses[p].label.to_string())
    };
    for (n, c) in new.clauses.iter().enumerate() {
        if own(&c.label).is_none() || top(new, n).is_some_and(|p| own(&p).is_some()) {
            continue;
        }
        let replaced = base.clauses.iter().any(|b| b.label == c.label);
        if replaced {
            out.replaced.push(c.label.to_string())
        } else {
            out.added.push(c.label.to_string())
        }
    }
    for (n, c) in base.clauses.iter().enumerate() {
        let kept = new.clauses.iter().any(|x| x.label == c.label);
        let inside = top(base, n);
        if !kept
            && inside
                .as_deref()
                .is_none_or(|p| new.clauses.iter().any(|x| x.label == p) && own(p).is_none())
        {
            out.struck.push(c.label.to_string());
        }
    }
    // What is gone, and stood in a clause that is replaced and not struck.
    let mut dropped: Vec<(usize, String, String)> = Vec::new();
    for t in gone {
        for c in &t.clauses {
            let mut chain = std::iter::successors(Some(*c), |n| base.clauses[*n].parent);
            if chain.any(|n| out.replaced.contains(&base.clauses[n].label.to_string())) {
                let said: Vec<String> = cell(&sides[0], t)
                    .said
                    .iter()
                    .map(crate::wording::Words::text)
                    .collect();
                dropped.push((*c, base.clauses[*c].label.to_string(), said.join(" ")));
            }
        }
    }
    dropped.sort();
    dropped.dedup();
    out.dropped = dropped
        .into_iter()
        .map(|(_, label, said)| (label, said))
        .collect();
    Some(out)
}

impl crate::model::Draft {
    fn layer_of(&self, label: &str) -> Option<usize> {
        self.clauses
            .iter()
            .find(|c| c.label == label)
            .map(|c| c.layer)
    }
}

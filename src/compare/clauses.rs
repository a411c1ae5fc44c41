//! Which clauses of several drafts correspond: those that share most of what they say, whatever their numbers.

use super::Side;
use super::align::At;
use super::terms::{Term, TermKey};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How much speaks for it that two clauses correspond.
type Votes = FxHashMap<(usize, usize), usize>;

/// A number for each clause of each draft; clauses that correspond have the same.
pub(super) fn correspond(
    sides: &[Side],
    sentences: &[Vec<Term>],
    terms: &[Vec<Term>],
    groups: &[Vec<At>],
) -> Vec<Vec<usize>> {
    let offset: Vec<usize> = sides
        .iter()
        .scan(0, |sum, s| {
            let at = *sum;
            *sum += s.draft.clauses.len();
            Some(at)
        })
        .collect();
    let total: usize = sides.iter().map(|s| s.draft.clauses.len()).sum();
    let mut votes = Votes::default();
    of_terms(sides, terms, groups, &offset, &mut votes);
    let draft_of = |c: usize| offset.iter().rposition(|o| *o <= c).unwrap_or(0);
    of_equal_sentences(sentences, &offset, &draft_of, &mut votes);
    of_titles(sides, &offset, &mut votes);
    let clause = |c: usize| &sides[draft_of(c)].draft.clauses[c - offset[draft_of(c)]];
    let mut ranked: Vec<((usize, usize), usize)> = votes.into_iter().collect();
    // Among equals those that bear the same title, then those written first.
    ranked.sort_by_key(|((a, b), n)| {
        (
            std::cmp::Reverse(*n),
            clause(*a).title != clause(*b).title,
            *a,
            *b,
        )
    });
    let ranked = ranked.into_iter().map(|(pair, _)| pair);
    let group = grouped(ranked, total, &draft_of);
    sides
        .iter()
        .zip(&offset)
        .map(|(s, o)| (0..s.draft.clauses.len()).map(|c| group[o + c]).collect())
        .collect()
}

/// Terms that go together speak for their clauses, and for what these are parts of.
fn of_terms(
    sides: &[Side],
    terms: &[Vec<Term>],
    groups: &[Vec<At>],
    offset: &[usize],
    votes: &mut Votes,
) {
    let keys: Vec<Vec<TermKey>> = terms
        .iter()
        .map(|t| t.iter().map(Term::key).collect())
        .collect();
    for group in groups {
        for (n, (d, t)) in group.iter().enumerate() {
            for (e, u) in &group[n + 1..] {
                let (Some(a), Some(b)) =
                    (terms[*d][*t].clauses.first(), terms[*e][*u].clauses.first())
                else {
                    continue;
                };
                let (mut a, mut b) = (Some(*a), Some(*b));
                let equal = usize::from(keys[*d][*t] == keys[*e][*u]);
                while let (Some(x), Some(y)) = (a, b) {
                    *votes.entry((offset[*d] + x, offset[*e] + y)).or_default() += 1 + equal;
                    (a, b) = (
                        sides[*d].draft.clauses[x].parent,
                        sides[*e].draft.clauses[y].parent,
                    );
                }
            }
        }
    }
}

/// Sentences that are equal, and said once in each draft, tell most.
fn of_equal_sentences(
    sentences: &[Vec<Term>],
    offset: &[usize],
    draft_of: &dyn Fn(usize) -> usize,
    votes: &mut Votes,
) {
    let mut equal: FxHashMap<TermKey, Vec<usize>> = FxHashMap::default();
    for (d, all) in sentences.iter().enumerate() {
        for t in all {
            equal
                .entry(t.key())
                .or_default()
                .extend(t.clauses.first().map(|c| offset[d] + c));
        }
    }
    for same in equal
        .values()
        .filter(|s| s.len() > 1 && s.windows(2).all(|p| draft_of(p[0]) != draft_of(p[1])))
    {
        for (n, a) in same.iter().enumerate() {
            same[n + 1..]
                .iter()
                .for_each(|b| *votes.entry((*a, *b)).or_default() += 3);
        }
    }
}

/// Of what is left, clauses of one kind and title, if they are the only ones.
fn of_titles(sides: &[Side], offset: &[usize], votes: &mut Votes) {
    let mut titled: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (d, s) in sides.iter().enumerate() {
        for (n, c) in s
            .draft
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, c)| !c.title.is_empty())
        {
            titled
                .entry((c.title.as_str(), c.kind.as_str()))
                .or_default()
                .push(offset[d] + n);
        }
    }
    for alike in titled.values().filter(|a| a.len() <= sides.len()) {
        for (n, a) in alike.iter().enumerate() {
            alike[n + 1..]
                .iter()
                .for_each(|b| _ = votes.entry((*a, *b)).or_default());
        }
    }
}

/// Puts pairs into groups, the strongest first; no group has two clauses of one draft.
fn grouped(
    pairs: impl Iterator<Item = (usize, usize)>,
    total: usize,
    draft_of: &dyn Fn(usize) -> usize,
) -> Vec<usize> {
    let mut group: Vec<usize> = (0..total).collect();
    let mut members: FxHashMap<usize, Vec<usize>> = (0..total).map(|c| (c, vec![c])).collect();
    for (a, b) in pairs {
        let (x, y) = (group[a], group[b]);
        let clash = x == y
            || members[&x]
                .iter()
                .any(|m| members[&y].iter().any(|n| draft_of(*m) == draft_of(*n)));
        if clash {
            continue;
        }
        let (low, high) = (x.min(y), x.max(y));
        let moved = members.remove(&high).unwrap_or_default();
        moved.iter().for_each(|m| group[*m] = low);
        members.entry(low).or_default().extend(moved);
    }
    group
}

//! Under which heading of the vocabulary a term stands: that of its verb, else of what it is done to, else of its field or kind.

use super::reader::first_node;
use crate::model::*;
use crate::vocabulary::{NodeId, Vocabulary};

/// The heading of a sentence. What stands after `that` counts before the verb that introduces it.
pub(super) fn matter_of(v: &Vocabulary, s: &Sentence, kind: &str) -> usize {
    if let Some(that) = &s.that {
        return matter_of(v, that, kind);
    }
    let by_verb = match &s.predicate {
        Predicate::Act {
            action: Some(a), ..
        } => word(v, &v.action(*a).verb),
        _ => None,
    };
    let object = s.object();
    let lists = object.into_iter().chain(s.roles.iter().map(|r| &r.list));
    let by_value = || lists.filter_map(first_node).find_map(|n| node(v, n));
    by_verb
        .or_else(by_value)
        .unwrap_or_else(|| of_kind(v, kind, &[]))
}

/// The heading of a clause with fields.
pub(super) fn of_kind(v: &Vocabulary, kind: &str, fields: &[&str]) -> usize {
    word(v, kind)
        .or_else(|| fields.iter().find_map(|f| word(v, f)))
        .unwrap_or(v.matters.len())
}

/// The heading of a thing that is declared.
pub(super) fn of_node(v: &Vocabulary, n: NodeId) -> usize {
    node(v, n).unwrap_or(v.matters.len())
}

fn word(v: &Vocabulary, word: &str) -> Option<usize> {
    v.matters
        .iter()
        .position(|m| m.words.iter().any(|w| w == word))
}

/// The heading of a thing or term: its own, else that of the nearest thing it falls under.
fn node(v: &Vocabulary, n: NodeId) -> Option<usize> {
    let mut todo = vec![n];
    let mut next = 0;
    while let Some(at) = todo.get(next).copied() {
        next += 1;
        if let Some(m) = word(v, v.name(at)) {
            return Some(m);
        }
        todo.extend(
            v.node(at)
                .up
                .iter()
                .filter(|u| !todo.contains(u))
                .copied()
                .collect::<Vec<_>>(),
        );
    }
    None
}

/// The headings of all worlds, and whether what is said of one place stands together; the last one takes what stands under none.
pub(super) fn headings(sides: &[super::Side]) -> Vec<(String, String, bool)> {
    let mut out: Vec<(String, String, bool)> = Vec::new();
    for m in sides.iter().flat_map(|s| &s.world.vocabulary.matters) {
        if !out.iter().any(|(word, _, _)| *word == m.word.as_str()) {
            out.push((
                m.word.to_string(),
                m.title.clone().unwrap_or_else(|| m.word.to_string()),
                m.by_place,
            ));
        }
    }
    out.push((
        "other".to_owned(),
        "Other terms, and what is open to reading".to_owned(),
        false,
    ));
    out
}

/// Where the matters of a side stand among those of all sides; one that is none of them stands last.
pub(super) fn among(
    side: &super::Side,
    headings: &[(String, String, bool)],
    matter: usize,
) -> usize {
    let word = side
        .world
        .vocabulary
        .matters
        .get(matter)
        .map(|m| m.word.as_str());
    headings
        .iter()
        .position(|(w, _, _)| Some(w.as_str()) == word)
        .unwrap_or(headings.len() - 1)
}

//! What stands around a place of a text, from the word outwards: what an editor selects next.

use super::{Outline, outline};
use crate::format::tokens;
use std::ops::Range;

/// The word at a place, its statement, and the parts of the text they stand in, each within the next.
pub(crate) fn around(text: &str, offset: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let all: Vec<(usize, &str)> = tokens(text).collect();
    let at = all.partition_point(|(start, t)| start + t.len() < offset);
    if let Some((start, t)) = all.get(at).filter(|(start, _)| *start <= offset) {
        out.push(*start..start + t.len());
        let ends = |t: &str| matches!(t, ";" | "{" | "}");
        let from = all[..at].iter().rposition(|(_, t)| ends(t));
        let from = from.map_or(0, |n| n + 1);
        let to = all[at..].iter().position(|(_, t)| ends(t));
        let last = to.map_or(all.len() - 1, |n| at + n);
        let (end, closing) = all[last];
        // The brace that ends a block is no part of its last statement.
        let end = if closing == "}" {
            end
        } else {
            end + closing.len()
        };
        out.push(all[from].0..text[..end].trim_end().len());
    }
    let mut parts: Vec<Outline> = outline(text);
    let mut inner = Vec::new();
    while let Some(n) = parts
        .iter()
        .position(|o| (o.span.start as usize) <= offset && offset <= o.span.end as usize)
    {
        let found = parts.swap_remove(n);
        inner.push(found.span.start as usize..found.span.end as usize);
        parts = found.parts;
    }
    out.extend(inner.into_iter().rev());
    out.push(0..text.len());
    // Each holds the one before; what does not is left out.
    let mut kept: Vec<Range<usize>> = Vec::new();
    for r in out {
        let holds = |l: &Range<usize>| r.start <= l.start && l.end <= r.end && *l != r;
        if r.start <= r.end && kept.last().is_none_or(holds) {
            kept.push(r);
        }
    }
    kept
}

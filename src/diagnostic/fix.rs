//! Edits made to a text: which of them at once, what the text is then, and where its parts have gone. Whether they should be made is asked elsewhere.

use super::{Diagnostic, Edit};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// Diagnostics whose edits can be made at once, in the order of the text: of two that meet, the first. What is left is for the next round.
pub(crate) fn at_once<'d>(fixable: impl Iterator<Item = &'d Diagnostic>) -> Vec<&'d Diagnostic> {
    let mut taken: BTreeMap<(SourceId, u32), u32> = BTreeMap::new();
    let mut out = Vec::new();
    for d in fixable {
        let near = |e: &Edit| {
            taken
                .range((e.span.source, 0)..=(e.span.source, e.span.end))
                .rev()
                .take_while(|(_, end)| **end >= e.span.start)
                .any(|((s, from), to)| meet(Span::new(*s, *from, *to), e.span))
        };
        let free = |e: &Edit| !near(e);
        if d.edits.iter().all(free) {
            taken.extend(
                d.edits
                    .iter()
                    .map(|e| ((e.span.source, e.span.start), e.span.end)),
            );
            out.push(d);
        }
    }
    out
}

/// Do two edits stand in each other's way? Two insertions at one place do: nobody says which comes first.
pub(crate) fn meet(a: Span, b: Span) -> bool {
    let empty = a.start == a.end || b.start == b.end;
    a.source == b.source
        && if empty {
            a.start <= b.end && b.start <= a.end
        } else {
            a.start < b.end && b.start < a.end
        }
}

/// The edits of one source, in the order of its text.
pub(crate) fn of_source(source: SourceId, diagnostics: &[&Diagnostic]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = diagnostics
        .iter()
        .flat_map(|d| &d.edits)
        .filter(|e| e.span.source == source)
        .cloned()
        .collect();
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    edits
}

/// A text with edits made, which stand in its order and in nobody's way. An edit that does not fit the text is left out.
pub(crate) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for e in edits {
        let (start, end) = (e.span.start as usize, e.span.end as usize);
        if let Some(kept) = text.get(at..start).filter(|_| text.is_char_boundary(end)) {
            out.push_str(kept);
            out.push_str(&e.text);
            at = end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where a range of the text has gone that no edit meets.
pub(crate) fn moved(span: Span, edits: &[Edit]) -> Option<Span> {
    if edits
        .iter()
        .any(|e| e.span.start <= span.end && span.start <= e.span.end)
    {
        return None;
    }
    let before = edits.iter().filter(|e| e.span.end < span.start);
    let (gone, come) = before.fold((0, 0), |(gone, come), e| {
        (gone + e.span.end - e.span.start, come + e.text.len() as u32)
    });
    Some(Span::new(
        span.source,
        span.start + come - gone,
        span.end + come - gone,
    ))
}

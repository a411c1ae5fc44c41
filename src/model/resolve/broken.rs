//! Which drafts and lines get no verdict: those with a source error in them, or in what they stand on.

use super::{MAX_CHAIN, Unit, World};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, Span};
use crate::syntax::tree as t;
use compact_str::CompactString;

/// Marks what is broken.
pub(super) fn mark(units: &[&Unit], diagnostics: &[Diagnostic], world: &mut World) {
    let errors: Vec<Span> = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.at.span)
        .collect();
    let sources: Vec<SourceId> = units
        .iter()
        .filter(|u| u.errors)
        .map(|u| u.source)
        .collect();
    let hit = |span: Span| {
        sources.contains(&span.source)
            || errors.iter().any(|e| {
                e.source == span.source
                    && e.start >= span.start
                    && e.start < span.end.max(span.start + 1)
            })
    };
    let world_wrong = units.iter().any(|u| wrong_outside(u, &errors));
    for d in &mut world.drafts {
        d.broken |= world_wrong || hit(d.span);
    }
    stand_on_broken(units, world);
    for l in world.positions.iter_mut().flat_map(|p| &mut p.lines) {
        l.broken |= hit(l.head) || l.blocks.iter().flat_map(|(_, d)| d).any(|d| hit(d.span));
    }
}

/// An error in the world itself, outside of drafts, parties and tests, may change any verdict.
fn wrong_outside(u: &Unit, errors: &[Span]) -> bool {
    let blocks: Vec<Span> = u
        .file
        .items
        .iter()
        .filter_map(|i| match i {
            t::Item::Framework(f) => Some(f.span),
            t::Item::Party(p) => Some(p.span),
            t::Item::Test(t) => Some(t.span),
            _ => None,
        })
        .collect();
    let outside = errors.iter().any(|e| {
        e.source == u.source && !blocks.iter().any(|b| b.start <= e.start && e.end <= b.end)
    });
    outside || (u.errors && blocks.is_empty())
}

/// A draft that amends a broken one is broken.
fn stand_on_broken(units: &[&Unit], world: &mut World) {
    let amends = |id: &str| -> Option<CompactString> {
        let items = units.iter().flat_map(|u| &u.file.items);
        items
            .filter_map(|i| match i {
                t::Item::Framework(f) if f.id.text == id => Some(f),
                _ => None,
            })
            .find_map(|f| f.amends.as_ref().map(|w| w.text.clone()))
    };
    let broken: Vec<CompactString> = world
        .drafts
        .iter()
        .filter(|d| d.broken)
        .map(|d| d.id.clone())
        .collect();
    for d in &mut world.drafts {
        let chain = std::iter::successors(d.amends.clone(), |id| amends(id));
        d.broken |= chain.take(MAX_CHAIN).any(|id| broken.contains(&id));
    }
}

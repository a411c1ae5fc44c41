//! `line-without-source`: a red line or goal, and nobody is said to have stated it.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::World;

/// Told at the head of the line.
pub(super) fn find(world: &World) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for p in &world.positions {
        for l in p.lines.iter().filter(|l| !l.broken && l.stated.is_none()) {
            out.push(
                Diagnostic::new(Code::LineWithoutSource, l.head, format!("Nothing says who stated {} of {}, and when", l.label, p.title))
                    .here("whose word?")
                    .help("add `stated DATE by \"who\" in \"where\";`: a line nobody can look up is the encoder's own"),
            );
        }
    }
    out
}

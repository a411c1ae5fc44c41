//! `expired-instrument`: a clause builds on an instrument that is no longer in force, or of which nothing is known.

use super::about::{first_named, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::Draft;
use crate::syntax::tree;
use crate::vocabulary::{DayRange, NodeId, NodeKind};

/// Told at the first place that names it.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let Some(instrument) = e.word("instrument") else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (n, clause, at) in first_named(e.draft)
        .into_iter()
        .filter(|(n, ..)| e.v.under(*n, instrument) && e.v.node(*n).kind == NodeKind::Thing)
    {
        let (name, place) = (e.v.name(n), place(e.draft, clause));
        let ended = ["expired", "expires"]
            .iter()
            .find_map(|w| e.v.fact(n, w, None))
            .and_then(|f| date(&f.field).map(|d| (d, f.field.span)));
        match ended {
            Some((ended, stated)) if e.draft.dated.is_some_and(|d| ended.last < d.first) => out.push(
                Diagnostic::new(Code::ExpiredInstrument, at, format!("{place} builds on {name}, which ended on {ended}, before the day of this draft"))
                    .here("no longer in force")
                    .also(stated, "it ended then")
                    .help("name the instrument that is in force, or one that is to be concluded"),
            ),
            // What nothing is stated of is only a name, unless the text itself brings it along.
            None if e.v.node(n).title.is_none() && e.v.facts.get(&n).is_none_or(Vec::is_empty) && !brought(e.draft, n) => out.push(
                Diagnostic::new(Code::UnknownInstrument, at, format!("{place} names the instrument {name}, of which nothing is known but its name"))
                    .here("which one?")
                    .also(e.v.node(n).span, "declared here")
                    .help(format!("give it its title or date: `instrument {name} \"…\" {{ dated: …; }}`, or list it among the `annexes:`")),
            ),
            _ => {}
        }
    }
    out
}

/// The annexes of a text come with it.
fn brought(draft: &Draft, n: NodeId) -> bool {
    draft
        .header
        .iter()
        .filter(|h| h.name == "annexes")
        .any(|h| super::about::things(&h.value).contains(&n))
}

fn date(field: &tree::Field) -> Option<DayRange> {
    field.value.values.iter().find_map(|v| match &v.base {
        tree::Base::Date(w) => DayRange::read(&w.text).ok(),
        _ => None,
    })
}

//! Sentences that show how a verb is used, made of words that stand where it takes them.

use super::{Action, NodeKind, Vocabulary};
use crate::syntax::tree::Slot;

/// A sentence with a verb: with what it is done to and the roles that have to be said.
pub(crate) fn of(v: &Vocabulary, a: &Action) -> Option<String> {
    let mut out = format!("Averne shall {}", a.verb);
    if let Some(object) = &a.object {
        match value(v, object) {
            Some(word) => out += &format!(" {word}"),
            None if object.is_optional() => {}
            None => return None,
        }
    }
    let mut shown = a.object.is_some();
    for (preposition, slot) in &a.roles {
        // One role is shown where the verb is done to nothing.
        if slot.is_optional() && shown {
            continue;
        }
        out += &format!(" {preposition} {}", value(v, slot)?);
        shown = true;
    }
    if a.that.is_some() {
        out += " that Norland shall withdraw forces";
    }
    Some(out)
}

/// Something that may stand in a slot: a name as a draft would have one, or a word of the vocabulary.
pub(crate) fn value(v: &Vocabulary, slot: &Slot) -> Option<String> {
    slot.types.iter().find_map(|t| {
        let named = match t.text.as_str() {
            "actor" | "party" | "state" | "member" | "neighbour" => "Norland",
            "organisation" | "alliance" => "League",
            "body" => "Panel",
            "force" => "Guard",
            "group" => "Irregulars",
            "office" => "Chief",
            "organ" => "Council",
            "place" | "region" => "Town",
            "site" => "Plant",
            "line" => "Front",
            "instrument" => "Accord",
            "asset" => "Funds",
            "clause" => "clause 8",
            "framework" => return None,
            "quantity" => "5 million USD",
            "number" => "5",
            "date" => "2026-05-01",
            "duration" => "30 days",
            "ratio" => "30 for 1",
            word => {
                let node = *v.words.get(word)?;
                let said = |n: &NodeKind| matches!(n, NodeKind::Term | NodeKind::Step(..));
                let direct = v
                    .nodes
                    .iter()
                    .find(|n| n.up.contains(&node) && said(&n.kind));
                // A type under which only types stand directly.
                let below = || {
                    let mut all = v.words.values().copied().collect::<Vec<_>>();
                    all.sort_unstable();
                    let one = all
                        .into_iter()
                        .find(|n| *n != node && v.under(*n, node) && said(&v.node(*n).kind));
                    one.map(|n| v.node(n))
                };
                return direct.or_else(below).map(|n| n.name.to_string());
            }
        };
        Some(named.to_owned())
    })
}

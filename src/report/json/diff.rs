//! What changed from one draft to another, as JSON.

use crate::compare::{Cell, Change, Diff, Moved, Side};
use crate::verdict::Verdict;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'d> {
    version: u32,
    old: &'d str,
    new: &'d str,
    lines: Vec<JsonLine<'d>>,
    effects_gained: Vec<JsonEffect<'d>>,
    effects_lost: Vec<JsonEffect<'d>>,
    effects_shifted: Vec<JsonEffect<'d>>,
    unexplained: Vec<String>,
    changes: Vec<JsonChange<'d>>,
    markup: Option<JsonMarkup<'d>>,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct JsonLine<'d> {
    party: &'d str,
    line: &'d str,
    title: &'d str,
    sort: &'static str,
    stance: Option<&'d str>,
    old: Option<&'static str>,
    new: Option<&'static str>,
    old_clauses: &'d [String],
    new_clauses: &'d [String],
    restated: bool,
}

#[derive(Serialize)]
struct JsonEffect<'d> {
    effect: &'d str,
    certain: bool,
}

#[derive(Serialize)]
struct JsonChange<'d> {
    matter: &'d str,
    about: &'d str,
    differences: Vec<JsonDifference<'d>>,
    old: Option<JsonSide>,
    new: Option<JsonSide>,
    parties: Vec<JsonParty<'d>>,
}

#[derive(Serialize)]
struct JsonDifference<'d> {
    code: String,
    part: &'d str,
    old: Option<&'d str>,
    new: Option<&'d str>,
}

#[derive(Serialize)]
struct JsonSide {
    says: Vec<String>,
    clauses: Vec<String>,
    at: Vec<String>,
}

#[derive(Serialize)]
struct JsonParty<'d> {
    party: &'d str,
    leaning: &'static str,
    lines: &'d [String],
}

#[derive(Serialize)]
struct JsonMarkup<'d> {
    struck: &'d [String],
    replaced: &'d [String],
    added: &'d [String],
    dropped: Vec<JsonDropped<'d>>,
}

#[derive(Serialize)]
struct JsonDropped<'d> {
    clause: &'d str,
    says: &'d str,
}

#[derive(Serialize)]
struct JsonSummary {
    changes: usize,
    newly_crossed: usize,
    opened: usize,
    eased: usize,
    cleared: usize,
}

/// JSON, contract version 1.
pub(crate) fn diff(old: &Side, new: &Side, d: &Diff) -> String {
    let red = |f: &dyn Fn(&Moved) -> bool| d.moved.iter().filter(|m| !m.goal && f(m)).count();
    super::written(&Json {
        version: 1,
        old: &old.name,
        new: &new.name,
        lines: d.moved.iter().map(line).collect(),
        effects_gained: effects(&d.gained),
        effects_lost: effects(&d.lost),
        effects_shifted: effects(&d.shifted),
        unexplained: d
            .unexplained
            .iter()
            .map(|(p, l)| format!("{p}.{l}"))
            .collect(),
        changes: d.changes.iter().map(|c| change(c, old, new)).collect(),
        markup: d.markup.as_ref().map(|m| JsonMarkup {
            struck: &m.struck,
            replaced: &m.replaced,
            added: &m.added,
            dropped: m
                .dropped
                .iter()
                .map(|(clause, says)| JsonDropped { clause, says })
                .collect(),
        }),
        summary: JsonSummary {
            changes: d.changes.len(),
            newly_crossed: red(&Moved::newly_crossed),
            opened: red(&Moved::opened),
            eased: red(&Moved::eased),
            cleared: red(&Moved::cleared),
        },
    })
}

fn line(m: &Moved) -> JsonLine<'_> {
    JsonLine {
        party: &m.party,
        line: &m.line,
        title: &m.title,
        sort: if m.goal { "goal" } else { "red-line" },
        stance: m.stance.as_deref(),
        old: m.old.map(Verdict::word),
        new: m.new.map(Verdict::word),
        old_clauses: &m.clauses.0,
        new_clauses: &m.clauses.1,
        restated: m.restated,
    }
}

fn effects(all: &[(String, bool)]) -> Vec<JsonEffect<'_>> {
    all.iter()
        .map(|(effect, certain)| JsonEffect {
            effect,
            certain: *certain,
        })
        .collect()
}

fn change<'a>(c: &'a Change, old: &Side, new: &Side) -> JsonChange<'a> {
    JsonChange {
        matter: &c.matter,
        about: &c.about,
        differences: c
            .differences
            .iter()
            .map(|x| JsonDifference {
                code: x.code.slug(),
                part: &x.part,
                old: x.old.as_deref(),
                new: x.new.as_deref(),
            })
            .collect(),
        old: c.old.as_ref().map(|c| side(old, c)),
        new: c.new.as_ref().map(|c| side(new, c)),
        parties: c
            .parties
            .iter()
            .map(|(p, l, lines)| JsonParty {
                party: p,
                leaning: l.word(),
                lines,
            })
            .collect(),
    }
}

fn side(side: &Side, c: &Cell) -> JsonSide {
    JsonSide {
        says: c.said.iter().map(crate::wording::Words::text).collect(),
        clauses: c.clauses.clone(),
        at: c
            .spans
            .iter()
            .map(|s| {
                let p = side.sources.position(s.source, s.start);
                format!(
                    "{}:{}:{}",
                    side.sources.get(s.source).path,
                    p.line,
                    p.column
                )
            })
            .collect(),
    }
}

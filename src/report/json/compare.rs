//! Drafts side by side, and their common ground, as JSON.

use crate::compare::{Cell, CommonGround, Comparison, Side};
use crate::verdict::Cause;
use serde::Serialize;

#[derive(Serialize)]
struct Json<'c> {
    version: u32,
    drafts: Vec<&'c str>,
    lines: Vec<JsonLine<'c>>,
    regions: Vec<JsonRow<'c>>,
    terms: Vec<JsonRow<'c>>,
    sequence: Vec<JsonRow<'c>>,
    common_ground: JsonCommon<'c>,
}

#[derive(Serialize)]
struct JsonLine<'c> {
    party: &'c str,
    line: &'c str,
    title: &'c str,
    sort: &'static str,
    stance: Option<&'c str>,
    verdicts: Vec<Option<JsonVerdict<'c>>>,
}

#[derive(Serialize)]
struct JsonVerdict<'c> {
    draft: &'c str,
    verdict: &'static str,
    cause: Option<&'static str>,
    clauses: &'c [String],
}

#[derive(Serialize)]
struct JsonRow<'c> {
    matter: &'c str,
    about: &'c str,
    same: bool,
    cells: Vec<JsonCell<'c>>,
}

#[derive(Serialize)]
struct JsonCell<'c> {
    draft: &'c str,
    says: Vec<String>,
    clauses: Vec<String>,
}

#[derive(Serialize)]
struct JsonCommon<'c> {
    all_respect: Vec<String>,
    none_respects: Vec<String>,
    all_cross: Vec<String>,
    never_together: Vec<[String; 2]>,
    absolute_lines: Vec<JsonFewest<'c>>,
}

#[derive(Serialize)]
struct JsonFewest<'c> {
    party: &'c str,
    lines: usize,
    crossed: Vec<usize>,
    open: Vec<usize>,
    crosses_fewest: Vec<&'c str>,
}

/// JSON, contract version 1.
pub(crate) fn compare(sides: &[Side], c: &Comparison) -> String {
    let name = |d: usize| sides[d].name.as_str();
    let lines = lines(sides, c);
    let cell = |d: usize, c: &Cell| JsonCell {
        draft: name(d),
        says: c.said.iter().map(crate::wording::Words::text).collect(),
        clauses: c.clauses.clone(),
    };
    let regions = c
        .tables
        .iter()
        .flat_map(|t| t.regions.iter().map(move |r| (t, r)))
        .map(|(t, r)| JsonRow {
            matter: &t.matter,
            about: &r.name,
            same: r.same,
            cells: r
                .cells
                .iter()
                .enumerate()
                .flat_map(|(d, cs)| cs.iter().map(move |c| cell(d, c)))
                .collect(),
        })
        .collect();
    let terms = c
        .tables
        .iter()
        .flat_map(|t| t.rows.iter().map(move |r| (t, r)))
        .map(|(t, r)| JsonRow {
            matter: &t.matter,
            about: &r.about,
            same: r.same,
            cells: r
                .cells
                .iter()
                .enumerate()
                .filter_map(|(d, c)| c.as_ref().map(|c| cell(d, c)))
                .collect(),
        })
        .collect();
    let sequence = sequence(sides, c);
    super::written(&Json {
        version: 1,
        drafts: sides.iter().map(|s| s.name.as_str()).collect(),
        lines,
        regions,
        terms,
        sequence,
        common_ground: common_ground(sides, &c.common),
    })
}

fn lines<'s>(sides: &'s [Side], c: &'s Comparison) -> Vec<JsonLine<'s>> {
    let name = |d: usize| sides[d].name.as_str();
    c.parties
        .iter()
        .flat_map(|p| p.lines.iter().map(move |l| (p, l)))
        .map(|(p, l)| JsonLine {
            party: &p.party,
            line: &l.line,
            title: &l.title,
            sort: if l.goal { "goal" } else { "red-line" },
            stance: l.stance.as_deref(),
            verdicts: l
                .cells
                .iter()
                .enumerate()
                .map(|(d, c)| {
                    c.as_ref().map(|c| JsonVerdict {
                        draft: name(d),
                        verdict: c.verdict.word(),
                        cause: c.cause.map(Cause::word),
                        clauses: &c.clauses,
                    })
                })
                .collect(),
        })
        .collect()
}

fn sequence<'s>(sides: &'s [Side], c: &'s Comparison) -> Vec<JsonRow<'s>> {
    let name = |d: usize| sides[d].name.as_str();
    c.sequence
        .iter()
        .map(|r| JsonRow {
            matter: "sequence",
            about: &r.about,
            same: false,
            cells: (0..sides.len())
                .flat_map(|d| {
                    let steps = r.steps[d].iter().map(move |s| JsonCell {
                        draft: name(d),
                        says: vec![
                            s.moment.to_owned(),
                            s.earliest.clone().unwrap_or_default(),
                            s.latest.clone().unwrap_or_default(),
                        ],
                        clauses: if s.clause.is_empty() {
                            Vec::new()
                        } else {
                            vec![s.clause.clone()]
                        },
                    });
                    steps.chain(r.orders[d].iter().map(move |(w, cs)| JsonCell {
                        draft: name(d),
                        says: vec![w.text()],
                        clauses: cs.clone(),
                    }))
                })
                .collect(),
        })
        .collect()
}

fn common_ground<'c>(sides: &'c [Side], c: &'c CommonGround) -> JsonCommon<'c> {
    let names = |l: &[(String, String)]| l.iter().map(named).collect();
    JsonCommon {
        all_respect: names(&c.all),
        none_respects: names(&c.none),
        all_cross: names(&c.crossed_by_all),
        never_together: c
            .pairs
            .iter()
            .map(|p| [named(&p.one), named(&p.other)])
            .collect(),
        absolute_lines: c
            .fewest
            .iter()
            .map(|f| JsonFewest {
                party: &f.party,
                lines: f.absolute,
                crossed: f.crossed.iter().map(|(c, _)| *c).collect(),
                open: f.crossed.iter().map(|(_, o)| *o).collect(),
                crosses_fewest: f.drafts.iter().map(|d| sides[*d].name.as_str()).collect(),
            })
            .collect(),
    }
}

fn named((party, line): &(String, String)) -> String {
    format!("{party}.{line}")
}

#[derive(Serialize)]
struct OnlyCommon<'c> {
    version: u32,
    drafts: Vec<&'c str>,
    common_ground: JsonCommon<'c>,
}

/// The common ground as JSON.
pub(crate) fn common(sides: &[Side], c: &CommonGround) -> String {
    super::written(&OnlyCommon {
        version: 1,
        drafts: sides.iter().map(|s| s.name.as_str()).collect(),
        common_ground: common_ground(sides, c),
    })
}

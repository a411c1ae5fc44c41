//! Tables for a spreadsheet (RFC 4180, UTF-8, a header line): long tables, one record a draft, so that they can be filtered.

use super::safe;
use crate::compare::{Cell, Change, Comparison, Diff, Leaning, Side};
use crate::project::Report;
use crate::schedule::Timeline;
use serde::Serialize;

/// Records as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub(super) fn written<R: Serialize>(head: &[&str], records: impl Iterator<Item = R>) -> String {
    let mut w = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .has_headers(false)
        .from_writer(Vec::new());
    let _ = w.write_record(head);
    for r in records {
        // Strings and numbers always serialise, and a vector takes them all.
        let _ = w.serialize(r);
    }
    let text = w
        .into_inner()
        .map(|b| String::from_utf8(b).unwrap_or_default())
        .unwrap_or_default();
    guarded(&text)
}

/// Takes the cells apart once more: none may begin with a sign that a spreadsheet computes.
fn guarded(text: &str) -> String {
    let mut r = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut w = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for record in r.records().flatten() {
        let cells = record.iter().map(|c| {
            let c: String = c
                .split('\n')
                .map(|l| safe(l).into_owned())
                .collect::<Vec<_>>()
                .join("\n");
            if c.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) {
                format!("'{c}")
            } else {
                c
            }
        });
        let _ = w.write_record(cells);
    }
    w.into_inner()
        .map(|b| String::from_utf8(b).unwrap_or_default())
        .unwrap_or_default()
}

#[derive(Serialize)]
struct Verdict<'r> {
    draft: &'r str,
    party: &'r str,
    line: &'r str,
    title: &'r str,
    sort: &'static str,
    stance: &'r str,
    verdict: &'static str,
    cause: &'static str,
    clauses: String,
    message: &'r str,
}

/// The verdicts of `check`.
pub(crate) fn checked(report: &Report) -> String {
    written(
        &[
            "draft", "party", "line", "title", "sort", "stance", "verdict", "cause", "clauses",
            "message",
        ],
        report.findings.iter().map(|f| Verdict {
            draft: &f.draft,
            party: &f.party,
            line: &f.line,
            title: &f.title,
            sort: if f.goal { "goal" } else { "red-line" },
            stance: f.stance.as_deref().unwrap_or(""),
            verdict: f.verdict.word(),
            cause: f.cause.map_or("", |c| c.word()),
            clauses: f
                .evidence
                .iter()
                .filter(|e| e.role != crate::verdict::Role::Near)
                .map(|e| e.clause.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            message: &f.message,
        }),
    )
}

#[derive(Serialize, Default)]
struct Compared<'r> {
    section: &'r str,
    matter: &'r str,
    about: &'r str,
    title: &'r str,
    stance: &'r str,
    draft: &'r str,
    verdict: &'r str,
    cause: &'r str,
    clauses: String,
    says: String,
}

/// A comparison: lines, regions, terms, sequence, and the common ground.
pub(crate) fn compared(sides: &[Side], c: &Comparison) -> String {
    let mut out: Vec<Compared> = Vec::new();
    let named: Vec<(String, &str, &crate::compare::LineRow)> = c
        .parties
        .iter()
        .flat_map(|p| {
            p.lines
                .iter()
                .map(move |l| (format!("{}.{}", p.party, l.line), p.party.as_str(), l))
        })
        .collect();
    for (name, party, l) in &named {
        for (d, cell) in l.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            out.push(Compared {
                section: if l.goal { "goal" } else { "red-line" },
                matter: party,
                about: name,
                title: &l.title,
                stance: l.stance.as_deref().unwrap_or(""),
                draft: &sides[d].name,
                verdict: cell.verdict.word(),
                cause: cell.cause.map_or("", |c| c.word()),
                clauses: cell.clauses.join(" "),
                says: String::new(),
            });
        }
    }
    regions(sides, c, &mut out);
    terms(sides, c, &mut out);
    sequence(sides, c, &mut out);
    written(
        &[
            "section", "matter", "about", "title", "stance", "draft", "verdict", "cause",
            "clauses", "says",
        ],
        out.into_iter(),
    )
}

fn regions<'s>(sides: &'s [Side], c: &'s Comparison, out: &mut Vec<Compared<'s>>) {
    for (t, r) in c
        .tables
        .iter()
        .flat_map(|t| t.regions.iter().map(move |r| (t, r)))
    {
        for (d, cells) in r.cells.iter().enumerate() {
            out.extend(cells.iter().map(|cell| Compared {
                section: "region",
                matter: &t.title,
                about: &r.name,
                draft: &sides[d].name,
                clauses: cell.clauses.join(" "),
                says: says(cell),
                ..Compared::default()
            }));
        }
    }
}

fn terms<'s>(sides: &'s [Side], c: &'s Comparison, out: &mut Vec<Compared<'s>>) {
    for t in &c.tables {
        for r in &t.rows {
            for (d, cell) in r.cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                out.push(Compared {
                    section: "term",
                    matter: &t.title,
                    about: &r.about,
                    draft: &sides[d].name,
                    clauses: cell.clauses.join(" "),
                    says: says(cell),
                    ..Compared::default()
                });
            }
        }
    }
}

fn sequence<'s>(sides: &'s [Side], c: &'s Comparison, out: &mut Vec<Compared<'s>>) {
    for r in &c.sequence {
        for (d, side) in sides.iter().enumerate() {
            for s in &r.steps[d] {
                let dates = [
                    s.earliest.as_ref().map(|a| format!("not before {a}")),
                    s.latest.as_ref().map(|b| format!("not after {b}")),
                ];
                let says = format!(
                    "{}: {}",
                    s.moment,
                    dates.into_iter().flatten().collect::<Vec<_>>().join(", ")
                );
                out.push(Compared {
                    section: "sequence",
                    about: &r.about,
                    draft: &side.name,
                    clauses: s.clause.clone(),
                    says,
                    ..Compared::default()
                });
            }
            out.extend(r.orders[d].iter().map(|(w, clauses)| Compared {
                section: "sequence",
                about: &r.about,
                draft: &side.name,
                clauses: clauses.join(" "),
                says: w.text(),
                ..Compared::default()
            }));
        }
    }
}

/// What a cell says, one sentence a line.
fn says(c: &Cell) -> String {
    c.said
        .iter()
        .map(crate::wording::Words::text)
        .collect::<Vec<_>>()
        .join("\n")
}

#[derive(Serialize, Default)]
struct Changed<'r> {
    section: &'r str,
    matter: &'r str,
    about: &'r str,
    code: String,
    part: &'r str,
    old: String,
    new: String,
    old_clauses: String,
    new_clauses: String,
    nearer: String,
    farther: String,
    incomparable: String,
}

/// What changed: lines whose verdict moved, effects, and one record for each difference.
pub(crate) fn changed(d: &Diff) -> String {
    let mut out: Vec<Changed> = Vec::new();
    let names: Vec<String> = d
        .moved
        .iter()
        .map(|m| format!("{}.{}", m.party, m.line))
        .collect();
    for (m, name) in d.moved.iter().zip(&names) {
        out.push(Changed {
            section: if m.goal { "goal" } else { "red-line" },
            matter: &m.party,
            about: name,
            part: &m.title,
            old: m.old.map_or("", |v| v.word()).to_owned(),
            new: m.new.map_or("", |v| v.word()).to_owned(),
            old_clauses: m.clauses.0.join(" "),
            new_clauses: m.clauses.1.join(" "),
            ..Changed::default()
        });
    }
    out.extend(d.gained.iter().map(|(e, _)| Changed {
        section: "effect",
        about: e,
        code: "effect-gained".to_owned(),
        ..Changed::default()
    }));
    out.extend(d.lost.iter().map(|(e, _)| Changed {
        section: "effect",
        about: e,
        code: "effect-lost".to_owned(),
        ..Changed::default()
    }));
    for c in &d.changes {
        differences(c, &mut out);
    }
    written(
        &[
            "section",
            "matter",
            "about",
            "code",
            "part",
            "old",
            "new",
            "old_clauses",
            "new_clauses",
            "nearer",
            "farther",
            "incomparable",
        ],
        out.into_iter(),
    )
}

/// One record for each difference.
fn differences<'d>(c: &'d Change, out: &mut Vec<Changed<'d>>) {
    let of = |l: Leaning| {
        c.parties
            .iter()
            .filter(|(_, x, _)| *x == l)
            .map(|(p, _, _)| p.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    for x in &c.differences {
        let says = |cell: &Option<Cell>| cell.as_ref().map_or_else(String::new, says);
        let clauses = |cell: &Option<Cell>| {
            cell.as_ref()
                .map(|c| c.clauses.join(" "))
                .unwrap_or_default()
        };
        out.push(Changed {
            section: "term",
            matter: &c.matter,
            about: &c.about,
            code: x.code.slug(),
            part: &x.part,
            old: x.old.clone().unwrap_or_else(|| says(&c.old)),
            new: x.new.clone().unwrap_or_else(|| says(&c.new)),
            old_clauses: clauses(&c.old),
            new_clauses: clauses(&c.new),
            nearer: of(Leaning::Nearer),
            farther: of(Leaning::Farther),
            incomparable: of(Leaning::Incomparable),
        });
    }
}

#[derive(Serialize)]
struct Common<'r> {
    count: &'r str,
    party: &'r str,
    line: &'r str,
    with_party: &'r str,
    with_line: &'r str,
    draft: &'r str,
    number: String,
}

/// The common ground: lines, pairs of lines, and the absolute lines of each party by draft.
pub(crate) fn common(sides: &[Side], c: &crate::compare::CommonGround) -> String {
    let line = |count: &'static str, (party, line): &(String, String)| {
        (
            count,
            party.clone(),
            line.clone(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        )
    };
    let mut out: Vec<(&str, String, String, String, String, String, String)> = Vec::new();
    out.extend(c.all.iter().map(|l| line("respected by all", l)));
    out.extend(c.none.iter().map(|l| line("respected by none", l)));
    out.extend(c.crossed_by_all.iter().map(|l| line("crossed by all", l)));
    out.extend(c.pairs.iter().map(|p| {
        (
            "never together",
            p.one.0.clone(),
            p.one.1.clone(),
            p.other.0.clone(),
            p.other.1.clone(),
            String::new(),
            String::new(),
        )
    }));
    for f in &c.fewest {
        for (d, (crossed, open)) in f.crossed.iter().enumerate() {
            for (what, n) in [
                ("absolute lines crossed", crossed),
                ("absolute lines open", open),
            ] {
                out.push((
                    what,
                    f.party.clone(),
                    String::new(),
                    String::new(),
                    String::new(),
                    sides[d].name.clone(),
                    n.to_string(),
                ));
            }
        }
    }
    written(
        &[
            "count",
            "party",
            "line",
            "with_party",
            "with_line",
            "draft",
            "number",
        ],
        out.iter().map(
            |(count, party, line, with_party, with_line, draft, number)| Common {
                count,
                party,
                line,
                with_party,
                with_line,
                draft,
                number: number.clone(),
            },
        ),
    )
}

#[derive(Serialize)]
struct Step<'r> {
    draft: &'r str,
    clause: &'r str,
    title: &'r str,
    moment: &'r str,
    not_before: &'r str,
    not_after: &'r str,
    fixed_by: String,
}

/// The steps as CSV.
pub(crate) fn timeline(t: Timeline) -> String {
    let rows = t.told();
    written(
        &[
            "draft",
            "clause",
            "title",
            "moment",
            "not_before",
            "not_after",
            "fixed_by",
        ],
        rows.iter().map(|r| Step {
            draft: &t.draft.id,
            clause: &r.clause,
            title: &r.title,
            moment: r.moment,
            not_before: r.earliest.as_deref().unwrap_or(""),
            not_after: r.not_after().unwrap_or(""),
            fixed_by: r.by.join(" "),
        }),
    )
}

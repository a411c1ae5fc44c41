//! The table of verdicts and the coverage of each draft.

use super::matrix::{Matrix, cause, matrices, stance};
use super::ranked::{red_lines, remarks};
use super::{Look, safe};
use crate::project::{DraftReport, Report};
use crate::verdict::Finding;
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::Write as _;

/// An empty table as a terminal shows it.
pub(super) fn table(look: Look) -> Table {
    let mut table = Table::new();
    table.load_style(if look.unicode {
        presets::UTF8_FULL_CONDENSED
    } else {
        presets::ASCII_FULL_CONDENSED
    });
    table
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(look.width as u16);
    table
}

/// Verdicts per party, coverage per draft, and the counts.
pub(super) fn summary(report: &Report, look: Look) -> String {
    let mut out = String::new();
    for m in matrices(report) {
        verdicts(&mut out, &m, look);
    }
    out.push_str(&closing(report));
    out
}

/// How much of each draft was read, the counts, and what is silenced.
pub(super) fn closing(report: &Report) -> String {
    let mut out = String::new();
    for d in &report.drafts {
        read(&mut out, report, d);
    }
    for (party, line, title) in &report.unjudged {
        let _ = writeln!(
            out,
            "{}.{} “{}”: not judged, the line or its file has source errors",
            safe(party),
            safe(line),
            safe(title)
        );
    }
    if report.drafts.is_empty()
        || report.unjudged.is_empty()
            && report.findings.is_empty()
            && report.drafts.iter().all(|d| !d.broken)
    {
        out.push_str("No draft was judged against any line: name files with a `framework` and with a `party` that has lines.\n");
    }
    let goals = report.findings.iter().filter(|f| f.goal).count();
    let _ = writeln!(
        out,
        "red lines: {}; goals: {goals}; {}",
        red_lines(report),
        remarks(report)
    );
    out.push_str(&silenced(report));
    match report.diagnostics.iter().filter(|d| d.fixable()).count() {
        0 => {}
        n => {
            let _ = writeln!(
                out,
                "{n} fixable: `armistice check --fix` mends what changes no meaning"
            );
        }
    }
    if !report.findings.is_empty() {
        out.push_str(
            "Verdicts are relative to the lines as encoded; each file says whose reading it is.\n",
        );
    }
    out
}

/// The verdicts on the lines of one party.
fn verdicts(out: &mut String, m: &Matrix, look: Look) {
    let _ = writeln!(out, "{}", safe(m.title));
    let mut header = vec![
        "line".to_owned(),
        "what it says".to_owned(),
        "stance".to_owned(),
    ];
    header.extend(m.drafts.iter().map(|d| safe(d).into_owned()));
    let mut table = table(look);
    table.set_header(header);
    let cell = |f: &Finding| {
        let mark = if otherwise(f) { " *" } else { "" };
        format!("{}{}{mark}", f.verdict.word(), cause(f))
    };
    for r in &m.rows {
        let mut row = vec![
            safe(&r.line.line).into_owned(),
            safe(&r.line.title).into_owned(),
            stance(r.line),
        ];
        row.extend(r.cells.iter().map(|f| f.map_or_else(String::new, cell)));
        table.add_row(row);
    }
    let _ = writeln!(out, "{table}");
    if m.rows
        .iter()
        .flat_map(|r| &r.cells)
        .flatten()
        .any(|f| otherwise(f))
    {
        out.push_str("* judged otherwise as last stated: `armistice why` tells how\n");
    }
    out.push('\n');
}

/// How much of a draft was read.
fn read(out: &mut String, report: &Report, d: &DraftReport) {
    let c = d.coverage;
    if d.broken {
        let _ = writeln!(out, "{}: not judged, it has source errors", safe(&d.id));
        return;
    }
    let as_of = d.as_of.map_or_else(
        || "as last stated".to_owned(),
        |r| format!("as stated on {}", r),
    );
    let _ = writeln!(
        out,
        "{} “{}”: {} clause{}, {} live, {} named only, {} prose, {} headings; lines {as_of}",
        safe(&d.id),
        safe(&d.title),
        c.provisions,
        if c.provisions == 1 { "" } else { "s" },
        c.live,
        c.named_only,
        c.prose_only,
        c.headings
    );
    let later = report
        .findings
        .iter()
        .filter(|f| f.draft == d.id && f.stated_later)
        .count();
    if later > 0 {
        let lines = if later == 1 { "line was" } else { "lines were" };
        let _ = writeln!(out, "  {later} {lines} first stated after that date");
    }
}

/// What is waived, known or turned off.
fn silenced(report: &Report) -> String {
    let mut out = String::new();
    let waivers = super::waivers(report);
    if !waivers.is_empty() {
        out.push_str("Waived:\n");
    }
    for w in waivers {
        let _ = writeln!(out, "  {}", safe(&w));
    }
    for l in super::counted(report) {
        let _ = writeln!(out, "{l}");
    }
    out
}

/// A later statement of the line judges this draft otherwise.
fn otherwise(f: &Finding) -> bool {
    f.notes.iter().any(|n| n.starts_with("as last stated"))
}

//! The table of verdicts and the coverage of each draft.

use super::{Look, safe};
use crate::project::Report;
use crate::verdict::{Finding, Verdict};
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::Write as _;

/// Verdicts per party, coverage per draft, and the counts.
pub(super) fn summary(report: &Report, look: Look) -> String {
    let mut out = String::new();
    let drafts: Vec<&str> = report
        .drafts
        .iter()
        .filter(|d| !d.broken)
        .map(|d| d.id.as_str())
        .collect();
    for (name, title) in &report.parties {
        let mine: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|f| f.party == name.as_str())
            .collect();
        if mine.is_empty() {
            continue;
        }
        let here: Vec<&str> = drafts
            .iter()
            .copied()
            .filter(|d| mine.iter().any(|f| f.draft == *d))
            .collect();
        let _ = writeln!(out, "{}", safe(title));
        let mut table = Table::new();
        table.load_style(if look.unicode {
            presets::UTF8_FULL_CONDENSED
        } else {
            presets::ASCII_FULL_CONDENSED
        });
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(look.width as u16);
        let mut header = vec![
            "line".to_owned(),
            "what it says".to_owned(),
            "stance".to_owned(),
        ];
        header.extend(here.iter().map(|d| safe(d).into_owned()));
        table.set_header(header);
        let mut seen: Vec<&str> = Vec::new();
        let mut marked = false;
        for f in &mine {
            if seen.contains(&f.line.as_str()) {
                continue;
            }
            seen.push(&f.line);
            let mut row = vec![
                safe(&f.line).into_owned(),
                safe(&f.title).into_owned(),
                if f.goal {
                    "goal".to_owned()
                } else {
                    f.stance.clone().unwrap_or_default().to_string()
                },
            ];
            for d in &here {
                let cell = mine.iter().find(|x| x.line == f.line && x.draft == *d);
                marked |= cell.is_some_and(|f| otherwise(f));
                row.push(cell.map_or_else(String::new, |f| {
                    format!("{}{}", words(f), if otherwise(f) { " *" } else { "" })
                }));
            }
            table.add_row(row);
        }
        let _ = writeln!(out, "{table}");
        if marked {
            out.push_str("* judged otherwise as last stated: `armistice why` tells how\n");
        }
        out.push('\n');
    }
    for d in &report.drafts {
        let c = d.coverage;
        if d.broken {
            let _ = writeln!(out, "{}: not judged, it has source errors", safe(&d.id));
            continue;
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
    let count = |v: Verdict| {
        report
            .findings
            .iter()
            .filter(|f| f.verdict == v && !f.goal)
            .count()
    };
    let errors = report
        .diagnostics
        .iter()
        .filter(|d| d.severity == crate::diagnostic::Severity::Error)
        .count();
    let warnings = report
        .diagnostics
        .iter()
        .filter(|d| d.severity == crate::diagnostic::Severity::Warning)
        .count();
    let notes = report
        .diagnostics
        .iter()
        .filter(|d| d.severity == crate::diagnostic::Severity::Note)
        .count();
    let goals = report.findings.iter().filter(|f| f.goal).count();
    let _ = writeln!(
        out,
        "red lines: {} crossed, {} open, {} respected, {} waived; goals: {goals}; {errors} error{}, {warnings} warning{}, {notes} note{}",
        count(Verdict::Crossed),
        count(Verdict::Open),
        count(Verdict::Respected),
        count(Verdict::Waived),
        if errors == 1 { "" } else { "s" },
        if warnings == 1 { "" } else { "s" },
        if notes == 1 { "" } else { "s" },
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

/// A verdict with its cause.
fn words(f: &Finding) -> String {
    match f.cause {
        Some(c) if f.verdict != Verdict::Waived => format!("{} ({})", f.verdict.word(), c.word()),
        _ => f.verdict.word().to_owned(),
    }
}

//! The table of verdicts and the coverage of each draft.

use super::matrix::{Matrix, cause, matrices, stance};
use super::ranked::{red_lines, remarks};
use super::words::{coverage, titled};
use super::wrap::wrap;
use super::{Look, safe};
use crate::project::{DraftReport, Report};
use crate::verdict::Finding;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
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
    out.push_str(&closing(report, look));
    out
}

/// How much of each draft was read, the counts, and what is silenced.
pub(super) fn closing(report: &Report, look: Look) -> String {
    let mut out = String::new();
    for d in &report.drafts {
        read(&mut out, report, d, look);
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
    let _ = writeln!(out, "{}", printed(table, look));
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
fn read(out: &mut String, report: &Report, d: &DraftReport, look: Look) {
    if d.broken {
        let _ = writeln!(out, "{}: not judged, it has source errors", safe(&d.id));
        return;
    }
    let as_of = d.as_of.map_or_else(
        || "as last stated".to_owned(),
        |r| format!("as stated on {}", r),
    );
    let later = report
        .findings
        .iter()
        .filter(|f| f.draft == d.id && f.stated_later)
        .count();
    let later = match later {
        0 => String::new(),
        n => format!(", {n} of them first stated later"),
    };
    let words = format!(
        "{} “{}”: {}; lines {as_of}{later}",
        safe(&d.id),
        safe(&d.title),
        coverage(&d.coverage, "; `--coverage`")
    );
    for line in wrap(&words, "", "  ", look.width) {
        let _ = writeln!(out, "{line}");
    }
}

/// The clauses that nothing asks about, draft by draft, and those that are prose alone.
pub(crate) fn unasked(report: &Report, look: Look) -> String {
    let mut out = String::new();
    for d in report.drafts.iter().filter(|d| !d.broken) {
        let lists = [
            ("no line, effect or test asks about", &d.coverage.unasked),
            (
                "nothing can be asked about, they are prose",
                &d.coverage.prose,
            ),
        ];
        for (what, clauses) in lists.into_iter().filter(|(_, c)| !c.is_empty()) {
            let s = if clauses.len() == 1 { "" } else { "s" };
            let _ = writeln!(out, "{}: {} clause{s} {what}", safe(&d.id), clauses.len());
            let each: Vec<String> = clauses
                .iter()
                .map(|(label, title)| safe(&format!("{label}{}", titled(title))).into_owned())
                .collect();
            for line in wrap(&each.join(", "), "  ", "  ", look.width) {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    if out.is_empty() {
        out.push_str("Each clause is asked about by a line, an effect or a test.\n");
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

/// So many letters of a word stay together, as many as there is room for in all columns.
const TOGETHER: [usize; 4] = [24, 16, 12, 10];

/// A table as it is printed: no word is broken where there is room for all of them.
pub(super) fn printed(mut table: Table, look: Look) -> String {
    whole_words(&mut table, look);
    super::colour::all(&table.to_string(), look)
        .trim_end()
        .to_owned()
}

/// The same; nothing where there is no room even for short words, and letters would stand below each other.
pub(super) fn fitted(mut table: Table, look: Look) -> Option<String> {
    whole_words(&mut table, look).then(|| {
        super::colour::all(&table.to_string(), look)
            .trim_end()
            .to_owned()
    })
}

/// Gives each column room for its words, or for as much of them as there is room for in all columns. Is there room for dates and short words?
fn whole_words(table: &mut Table, look: Look) -> bool {
    let mut longest: Vec<usize> = vec![0; table.column_count()];
    let header = table
        .header()
        .into_iter()
        .flat_map(|r| r.cell_iter().enumerate());
    let cells = table.row_iter().flat_map(|r| r.cell_iter().enumerate());
    for (n, cell) in header.chain(cells) {
        let words = cell.content();
        let words = words.split_whitespace().map(|w| w.chars().count());
        longest[n] = longest[n].max(words.max().unwrap_or(0));
    }
    // Each column has a blank on both sides and an edge.
    let fits = |most: &usize| {
        let all = longest.iter().map(|w| (*w).min(*most) + 3);
        all.sum::<usize>() < look.width
    };
    let Some(most) = TOGETHER.into_iter().find(fits) else {
        return false;
    };
    for (column, words) in table.column_iter_mut().zip(&longest) {
        let width = Width::Fixed(((*words).min(most) + 2) as u16);
        column.set_constraint(ColumnConstraint::LowerBoundary(width));
    }
    true
}

//! The report on many findings, on a screen: which lines are crossed or open, by which clauses, and which command tells the rest.

use super::colour::verdicts;
use super::matrix::{Matrix, Row, by, matrices, stance};
use super::ranked::shown;
use super::table::{closing, table};
use super::{Look, human, safe};
use crate::diagnostic::{Diagnostic, Severity};
use crate::project::Report;
use crate::source::SourceSet;
use crate::verdict::{Finding, Role, Verdict};
use comfy_table::{ColumnConstraint, Width, presets};
use std::fmt::Write as _;

/// So many findings are told with all their evidence.
const FEW: usize = 6;
/// Columns that the title of a line has at least, if it is so long.
const LEAST_TITLE: usize = 16;
/// With so many columns the place of the first clause stands in the row of a line.
const ROOMY: usize = 140;
/// Blanks between two columns.
const GAP: usize = 2;
/// Where the stance and the title of a line stand in its row, behind its label.
const STANCE: usize = 1;
const TITLE: usize = 2;
/// So many kinds of warnings are named.
const MOST_KINDS: usize = 3;

/// Is there so little to tell that all of it is told?
pub(crate) fn is_short(report: &Report) -> bool {
    report.findings.iter().filter(|f| is_told(f)).count() <= FEW
}

/// What a reader has to see: lines that are crossed or open, and not known.
fn is_told(f: &Finding) -> bool {
    !f.known && matches!(f.verdict, Verdict::Crossed | Verdict::Open)
}

/// The report. `texts`: what was named on the command line, for the commands that tell more.
pub(crate) fn short(report: &Report, sources: &SourceSet, look: Look, texts: &str) -> String {
    let mut out = human::errors(report, sources, look);
    let all = matrices(report);
    for m in &all {
        party(&mut out, m, sources, look);
    }
    human::other_readings(report, &mut out);
    let close = human::close_calls(report, sources).len();
    if close > 0 {
        let lines = if close == 1 { "line is" } else { "lines are" };
        let _ = writeln!(
            out,
            "{close} {lines} respected because nothing touches them, though a clause comes close: `--full`"
        );
    }
    warnings(&mut out, report, sources, look);
    out.push_str(&closing(report, look));
    let mut told = all.iter().flat_map(ranked);
    let told = told.next().map(|r| r.cells.iter().flatten());
    let told = told.and_then(|cells| cells.filter(|f| is_told(f)).min_by_key(|f| f.verdict));
    if let Some(f) = told {
        let others = report.findings.iter().filter(|o| o.party != f.party);
        let line = if others.clone().any(|o| o.line == f.line) {
            format!("{}.{}", f.party, f.line)
        } else {
            f.line.to_string()
        };
        let (draft, line, texts) = (safe(&f.draft), safe(&line), safe(texts));
        let _ = writeln!(
            out,
            "What a verdict rests on: `armistice why {draft} {line}{texts}`; all of it: `--full`"
        );
    }
    out
}

/// The lines of a party that some draft crosses or leaves open, worst first.
fn ranked<'m, 'r>(m: &'m Matrix<'r>) -> Vec<&'m Row<'r>> {
    let told = |r: &&Row| r.cells.iter().flatten().any(|f| is_told(f));
    let mut rows: Vec<&Row> = m.rows.iter().filter(told).collect();
    rows.sort_by_key(|r| {
        let all = r.cells.iter().flatten();
        let crossed = all.filter(|f| f.verdict == Verdict::Crossed).count();
        (r.line.goal, crossed == 0, firmness(r.line))
    });
    rows
}

/// What a party gives up last comes first.
fn firmness(f: &Finding) -> usize {
    let order = ["absolute", "firm", "bargaining"];
    let place = order.iter().position(|s| f.stance.as_deref() == Some(*s));
    place.unwrap_or(order.len())
}

/// One party: a row for each line, a column for each draft, or a sentence where there is one draft.
fn party(out: &mut String, m: &Matrix, sources: &SourceSet, look: Look) {
    let rows = ranked(m);
    let (title, counts) = (safe(m.title), counts(m));
    let apart = if title.chars().count() + counts.chars().count() + 2 > look.width {
        "\n  "
    } else {
        " "
    };
    let _ = writeln!(out, "{title},{apart}{counts}");
    if rows.is_empty() {
        return;
    }
    let one = m.drafts.len() == 1;
    let cell = |f: &Option<&Finding>| match f {
        None => String::new(),
        Some(f) if one => safe(&f.message).into_owned(),
        Some(f) => {
            let parts = [f.verdict.word().to_owned(), by(f)];
            let parts = parts.into_iter().filter(|p| !p.is_empty());
            safe(&parts.collect::<Vec<_>>().join(" ")).into_owned()
        }
    };
    let header = if one { &[][..] } else { &m.drafts[..] };
    let header = [""; TITLE + 1].iter().chain(header);
    let header: Vec<String> = header.map(|d| safe(d).into_owned()).collect();
    let row = |r: &&Row| {
        let line = [
            format!("  {}", safe(&r.line.line)),
            stance(r.line),
            safe(&r.line.title).into_owned(),
        ];
        let place = r.cells.iter().flatten().next();
        let place = place.filter(|_| one && look.width >= ROOMY);
        let place = place.and_then(|f| f.evidence.iter().find(|e| e.role != Role::Near));
        let place = place.map(|e| shown(e.at, sources));
        line.into_iter()
            .chain(r.cells.iter().map(cell))
            .chain(place)
            .collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    fitted(out, &header, &rows, look);
}

/// Rows of a label, a stance, a title and verdicts, one line each. The title takes what the others leave; where that is too little to guess it by, first the stance
/// is left out, then the title: `why` tells both.
fn fitted(out: &mut String, header: &[String], rows: &[Vec<String>], look: Look) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut all = unframed(look);
    all.add_rows(rows);
    let widths: Vec<usize> = (all.column_max_content_widths().iter())
        .zip(header.iter().map(Some).chain(std::iter::repeat(None)))
        .map(|(w, h)| usize::from(*w).max(h.map_or(0, |h| h.chars().count())) + GAP)
        .collect();
    let of = |column: usize| widths.get(column).copied().unwrap_or_default();
    let needed: usize = widths.iter().sum::<usize>() - of(STANCE) - of(TITLE);
    let title = of(TITLE).min(LEAST_TITLE + GAP);
    let has = |column: usize| match column {
        STANCE => needed + of(STANCE) + title <= look.width,
        TITLE => needed + title <= look.width,
        _ => true,
    };
    let kept = |row: &[String]| {
        let cells = row.iter().enumerate().filter(|(n, _)| has(*n));
        let mut row = comfy_table::Row::from(cells.map(|(_, c)| c.clone()).collect::<Vec<_>>());
        row.max_height(1);
        row
    };
    let mut table = unframed(look);
    if header.len() == columns {
        table.set_header(kept(header));
    }
    for row in rows {
        table.add_row(kept(row));
    }
    let left = look
        .width
        .saturating_sub(needed + if has(STANCE) { of(STANCE) } else { 0 });
    let kept = (0..columns).filter(|n| has(*n));
    for (column, n) in table.column_iter_mut().zip(kept) {
        column.set_padding((0, GAP as u16));
        // On a narrow screen verdicts share what there is.
        let share = look.width.saturating_sub(of(0)) / columns.saturating_sub(TITLE + 1).max(1);
        let width = match n {
            TITLE => left.min(of(TITLE)),
            n if n > TITLE && needed > look.width => of(n).min(share),
            n => of(n),
        };
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width as u16)));
    }
    table.set_truncation_indicator(if look.unicode { "…" } else { "..." });
    plain(out, &table, look);
}

/// A table without a frame.
fn unframed(look: Look) -> comfy_table::Table {
    let mut table = table(look);
    table.load_style(presets::NOTHING);
    table
}

/// The lines of a table, without blanks at their ends.
fn plain(out: &mut String, table: &comfy_table::Table, look: Look) {
    for l in table.to_string().lines() {
        let _ = writeln!(out, "{}", verdicts(l.trim_end(), look));
    }
}

/// `16 lines: us28 11 crossed, 5 open; eu24 all respected`. What is not counted is respected.
fn counts(m: &Matrix) -> String {
    let of = |n: usize| {
        let each = [Verdict::Crossed, Verdict::Open, Verdict::Waived];
        let cells = || {
            m.rows
                .iter()
                .filter_map(|r| r.cells.get(n).copied().flatten())
        };
        let words = each.iter().filter_map(|v| {
            let count = cells().filter(|f| f.verdict == *v).count();
            (count > 0).then(|| format!("{count} {}", v.word()))
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            "all respected".to_owned()
        } else {
            words.join(", ")
        }
    };
    let each = m.drafts.iter().enumerate();
    let each: Vec<String> = each
        .map(|(n, d)| format!("{} {}", safe(d), of(n)))
        .collect();
    let goals = m.rows.iter().filter(|r| r.line.goal).count();
    let counted = |n: usize, what: &str| match n {
        0 => None,
        1 => Some(format!("1 {what}")),
        n => Some(format!("{n} {what}s")),
    };
    let lines = [
        counted(m.rows.len() - goals, "line"),
        counted(goals, "goal"),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    let kept = m.rows.len() - ranked(m).len();
    let kept = match kept {
        0 => String::new(),
        n => format!(" ({n} respected in all)"),
    };
    let kept = if m.drafts.len() > 1 {
        kept
    } else {
        String::new()
    };
    format!("{}{kept}: {}", lines.join(" and "), each.join("; "))
}

/// Warnings by their codes, the most frequent first, each with its first place.
fn warnings(out: &mut String, report: &Report, sources: &SourceSet, look: Look) {
    let told = |d: &&Diagnostic| !d.known && d.severity == Severity::Warning;
    let mut kinds: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for d in report.diagnostics.iter().filter(told) {
        match kinds.iter_mut().find(|(code, _)| *code == d.code.slug()) {
            Some((_, all)) => all.push(d),
            None => kinds.push((d.code.slug(), vec![d])),
        }
    }
    if kinds.is_empty() {
        return;
    }
    kinds.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    let all: usize = kinds.iter().map(|(_, all)| all.len()).sum();
    let more = kinds.len().saturating_sub(MOST_KINDS);
    let mut told: Vec<String> = (kinds.iter().take(MOST_KINDS))
        .map(|(code, all)| format!("{code} {} ({})", all.len(), shown(all[0].at.span, sources)))
        .collect();
    if more > 0 {
        told.push(format!(
            "and {more} more kind{}",
            if more == 1 { "" } else { "s" }
        ));
    }
    let mut table = unframed(look);
    table.add_row([
        format!("{all} warning{}", if all == 1 { "" } else { "s" }),
        told.join(", "),
    ]);
    for column in table.column_iter_mut() {
        column.set_padding((0, GAP as u16));
    }
    plain(out, &table, look);
}

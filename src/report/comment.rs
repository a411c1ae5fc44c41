//! A comment for a pull request: the counts, what is crossed or open, and the rest folded away. Whatever a draft says stands between backticks, where hosts look
//! for no markup, link, mention or number of an issue.

use super::page::{code, sign};
use super::ranked::{Told, Weight, counts, home, ranked};
use super::safe;
use crate::project::Report;
use crate::source::{SourceSet, Span};
use crate::verdict::{Finding, Role};
use std::collections::BTreeMap;

/// Hosts take some 65,000 characters.
const MOST: usize = 60_000;
/// Left for the words that close what is open and say what was cut.
const RESERVE: usize = 500;
/// Longest title or message, in characters.
const LONGEST: usize = 160;
/// Clauses named in a row.
const CLAUSES: usize = 4;

/// What is written so far, as long as there is room.
#[derive(Default)]
struct Room {
    out: String,
    used: usize,
    cut: usize,
}

impl Room {
    fn put(&mut self, text: &str) -> bool {
        let n = text.chars().count();
        let fits = self.used + n + RESERVE <= MOST;
        if fits {
            self.used += n;
            self.out.push_str(text);
        }
        fits
    }

    /// A heading and rows; rows without room are counted. Folded, if `fold` says under what.
    fn rows(&mut self, fold: Option<&str>, head: &str, rows: impl Iterator<Item = String>) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return;
        }
        let opening = fold.map_or_else(String::new, |f| {
            format!("<details><summary>{f}</summary>\n\n")
        });
        let closing = if fold.is_some() {
            "\n</details>\n\n"
        } else {
            "\n"
        };
        // What is begun is closed: the end has its room before the first row.
        if !self.put(&format!("{opening}{head}")) {
            self.cut += rows.count();
            return;
        }
        self.used += closing.len();
        for r in rows {
            if self.cut > 0 || !self.put(&r) {
                self.cut += 1;
            }
        }
        self.out.push_str(closing);
    }
}

/// The comment. Its first line is a mark by which a pipeline finds it again.
pub(crate) fn comment(report: &Report, sources: &SourceSet) -> String {
    let told = ranked(report);
    let of = |wanted: &'static [Weight]| {
        told.iter()
            .copied()
            .filter(move |t| wanted.contains(&t.weight()))
    };
    let line = |t: Told| match t {
        Told::Finding(f) => row(f, report, sources),
        Told::Diagnostic(d) => {
            let at = place(d.at.span, sources);
            format!(
                "- {} {} {}: {}\n",
                code(&at),
                d.severity.word(),
                code(d.code.slug()),
                code(&short(&d.message))
            )
        }
    };
    let listed = |t: Told| match t {
        Told::Finding(f) => format!(
            "- {} {} {} {}: {}\n",
            code(&f.draft),
            code(&f.party),
            code(&f.line),
            f.verdict.word(),
            code(&short(&f.message))
        ),
        Told::Diagnostic(_) => line(t),
    };
    let mut room = Room::default();
    room.put("<!-- armistice -->\n### Drafts against red lines\n\n");
    room.put(&format!("**{}**\n\n", counts(report)));
    super::counted(report).iter().for_each(|l| {
        room.put(&format!("{l}\n\n"));
    });
    room.rows(
        None,
        "Source errors: what has them is not judged.\n\n",
        of(&[Weight::Broken]).map(line),
    );
    room.rows(None, TABLE, of(&[Weight::Crossed, Weight::Open]).map(line));
    room.rows(
        None,
        "Waived by their party:\n\n",
        of(&[Weight::Waived]).filter_map(waived),
    );
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    of(&[Weight::Warning]).for_each(|t| {
        if let Told::Diagnostic(d) = t {
            *codes.entry(d.code.slug()).or_default() += 1;
        }
    });
    if !codes.is_empty() {
        let words: Vec<String> = codes
            .iter()
            .map(|(c, n)| format!("{} {n}", code(c)))
            .collect();
        room.put(&format!("Warnings: {}\n\n", words.join(", ")));
    }
    room.rows(
        Some("Warnings and notes"),
        "",
        of(&[Weight::Warning, Weight::Note]).map(line),
    );
    room.rows(
        Some("Goals that are not met for certain"),
        TABLE,
        of(&[Weight::Missed]).map(line),
    );
    room.rows(
        Some("Known by the baseline"),
        "",
        of(&[Weight::Known]).map(listed),
    );
    room.rows(Some("Respected"), TABLE, of(&[Weight::Respected]).map(line));
    room.out +=
        "Verdicts are relative to the lines as encoded; each file says whose reading it is.\n";
    if room.cut > 0 {
        room.out += &format!(
            "\nCut for length: {} more rows; `armistice check --format markdown` has them all.\n",
            room.cut
        );
    }
    room.out
}

const TABLE: &str = "| draft | party | line | verdict | clauses |\n|---|---|---|---|---|\n";

fn row(f: &Finding, report: &Report, sources: &SourceSet) -> String {
    let named: Vec<&crate::verdict::Evidence> =
        f.evidence.iter().filter(|e| e.role != Role::Near).collect();
    let mut clauses: Vec<String> = named
        .iter()
        .take(CLAUSES)
        .map(|e| format!("{} {}", code(&e.clause), code(&place(e.at, sources))))
        .collect();
    if named.len() > CLAUSES {
        clauses.push(format!("and {} more", named.len() - CLAUSES));
    }
    if named.is_empty() {
        clauses.push(format!(
            "none; {}",
            code(&place(home(f, report, sources), sources))
        ));
    }
    let cause = f
        .cause
        .map_or_else(String::new, |c| format!(" by {}", c.word()));
    format!(
        "| {} | {} | {} {} | {} {}{cause} | {} |\n",
        code(&f.draft),
        code(&f.party),
        code(&f.line),
        code(&short(&f.title)),
        sign(f.verdict),
        f.verdict.word(),
        clauses.join("<br>")
    )
}

fn waived(t: Told) -> Option<String> {
    let Told::Finding(f) = t else { return None };
    Some(format!(
        "- {} {} {} {}: {}\n",
        code(&f.draft),
        code(&f.party),
        code(&f.line),
        code(&short(&f.title)),
        code(&short(&f.message))
    ))
}

/// `path:line`.
fn place(at: Span, sources: &SourceSet) -> String {
    format!(
        "{}:{}",
        safe(&sources.get(at.source).path),
        sources.position(at.source, at.start).line
    )
}

/// A text of bearable length; one that is empty or blank would be no code.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None if text.is_empty() => "–".to_owned(),
        None => text,
    }
}

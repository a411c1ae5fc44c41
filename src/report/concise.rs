//! One line a finding, for people who search and for editors.

use super::safe;
use crate::project::Report;
use crate::source::{SourceSet, Span};
use std::fmt::Write as _;

/// `path:line:column: word[code]: message`.
pub(crate) fn concise(report: &Report, sources: &SourceSet) -> String {
    let mut out = String::new();
    let place = |s: Span| {
        let p = sources.position(s.source, s.start);
        format!(
            "{}:{}:{}",
            safe(&sources.get(s.source).path),
            p.line,
            p.column
        )
    };
    for d in &report.diagnostics {
        let help = d
            .help
            .as_ref()
            .map_or_else(String::new, |h| format!(" ({})", safe(h)));
        let known = if d.known { " (known)" } else { "" };
        let fixable = if d.fixable() { " [fixable]" } else { "" };
        let _ = writeln!(
            out,
            "{}: {}[{}]{known}: {}{help}{fixable}",
            place(d.at.span),
            d.severity.word(),
            d.code.slug(),
            safe(&d.message)
        );
    }
    for f in &report.findings {
        let at = f
            .evidence
            .iter()
            .find(|e| e.role != crate::verdict::Role::Near)
            .map_or(f.at, |e| e.at);
        let _ = writeln!(
            out,
            "{}: {}[{}.{}]{}: {}: {} ({})",
            place(at),
            f.verdict.word(),
            safe(&f.party),
            safe(&f.line),
            if f.known { " (known)" } else { "" },
            safe(&f.draft),
            safe(&f.message),
            safe(&f.title)
        );
    }
    out
}

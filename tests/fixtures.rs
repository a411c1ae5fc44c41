//! Fixtures: `tests/fixtures/*.truce`. A comment `// error[slug]: "text"` (or `warning`) says what is found on the line above it and under which words;
//! `// verdict: LINE crossed by clause because 1` says what is judged, `DRAFT:LINE` in which draft if there are several. What is missing and what is unexpected both fail.

use crate::support::single;
use armistice::Options;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn fixtures_say_what_they_expect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("fixtures").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut failures = Vec::new();
    let mut asserted = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a text");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        // Several small files in one, parted by a line of dashes.
        for (n, part) in text.split("\n// ----\n").enumerate() {
            asserted += check(&format!("{name} part {}", n + 1), part, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(asserted >= 55, "only {asserted} assertions");
}

fn check(name: &str, text: &str, failures: &mut Vec<String>) -> usize {
    let mut expected: BTreeSet<(usize, String, String)> = BTreeSet::new();
    let mut verdicts = Vec::new();
    let mut above = 0;
    for (n, line) in text.lines().enumerate() {
        let comment = line.trim_start();
        let found = comment.strip_prefix("// error[").or_else(|| comment.strip_prefix("// warning["));
        if let Some((slug, words)) = found.and_then(|r| r.split_once("]: \"")) {
            expected.insert((above, slug.to_owned(), words.trim_end_matches('"').to_owned()));
        } else if let Some(v) = comment.strip_prefix("// verdict: ") {
            verdicts.push(v.to_owned());
        } else {
            above = n + 1;
        }
    }
    let asserted = expected.len() + verdicts.len();
    let project = single(text);
    let report = project.check(&Options::default());
    let mut found: BTreeSet<(usize, String, String)> = BTreeSet::new();
    for d in &report.diagnostics {
        let at = project.sources.position(d.at.span.source, d.at.span.start);
        let words = project.sources.slice(d.at.span).lines().next().unwrap_or("").to_owned();
        found.insert((at.line as usize, d.code.slug().to_owned(), words));
    }
    for (line, slug, words) in expected.difference(&found) {
        failures.push(format!("{name}: expected {slug} at line {line} under `{words}`"));
    }
    for (line, slug, words) in found.difference(&expected) {
        let message = report.diagnostics.iter().find(|d| d.code.slug() == slug).map_or("", |d| d.message.as_str());
        failures.push(format!("{name}: unexpected {slug} at line {line} under `{words}`: {message}"));
    }
    for v in verdicts {
        let (line, want) = v.split_once(' ').unwrap_or((&v, ""));
        let (draft, line) = line.split_once(':').map_or((None, line), |(d, l)| (Some(d), l));
        let Some(f) = report.findings.iter().find(|f| f.line == line && draft.is_none_or(|d| f.draft == d)) else {
            failures.push(format!("{name}: no verdict on {line}"));
            continue;
        };
        let clauses: Vec<&str> = f.evidence.iter().map(|e| e.clause.as_str()).collect();
        let cause = f.cause.map_or("", |c| c.word());
        let shown = format!("{} by {cause} because {}", f.verdict.word(), clauses.join(", "));
        if shown.trim_end_matches(" because ") != want {
            failures.push(format!("{name}: {line}: expected `{want}`, found `{shown}` ({})", f.message));
        }
    }
    asserted
}

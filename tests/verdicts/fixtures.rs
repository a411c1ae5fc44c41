//! Fixtures: `tests/fixtures/*.truce` and `tests/hard-cases/*.truce`. A comment `// error[slug]: "text"` (or `warning`) says what is found on the line above
//! it and under which words; `// verdict: LINE crossed by clause because 1` says what is judged, `DRAFT:LINE` in which draft if there are several. What is
//! missing and what is unexpected both fail, and `test` blocks must hold.

use crate::support::single;
use armistice::Options;
use armistice::verdict::expectations;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn fixtures_say_what_they_expect() {
    let mut failures = Vec::new();
    let mut asserted = 0;
    for (name, text) in texts("tests/fixtures") {
        asserted += check_parts(&name, &text, &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(asserted >= 55, "only {asserted} assertions");
}

/// The hard patterns of agreements, one file each: `docs/hard-cases.md` lists them.
#[test]
fn every_hard_case_has_a_file_and_its_verdicts() {
    let mut failures = Vec::new();
    let mut numbers = Vec::new();
    for (name, text) in texts("tests/hard-cases") {
        match name.split_once('-').map(|(n, _)| n.parse::<usize>()) {
            Some(Ok(number)) => numbers.push(number),
            _ => failures.push(format!("{name}: no number")),
        }
        if !text
            .lines()
            .any(|l| l.trim_start().starts_with("// verdict: "))
        {
            failures.push(format!("{name}: no verdict is asserted"));
        }
        check_parts(&name, &text, &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(
        numbers,
        (1..=28).collect::<Vec<_>>(),
        "one file for each pattern"
    );
}

/// The files of a folder, with their names, in order.
fn texts(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("fixtures")
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    let named = |file: &std::path::PathBuf| {
        file.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    files
        .iter()
        .map(|f| (named(f), std::fs::read_to_string(f).expect("a text")))
        .collect()
}

/// Several small files in one are parted by a line of dashes.
fn check_parts(name: &str, text: &str, failures: &mut Vec<String>) -> usize {
    text.split("\n// ----\n")
        .enumerate()
        .map(|(n, part)| check(&format!("{name} part {}", n + 1), part, failures))
        .sum()
}

fn check(name: &str, text: &str, failures: &mut Vec<String>) -> usize {
    let mut expected: BTreeSet<(usize, String, String)> = BTreeSet::new();
    let mut verdicts = Vec::new();
    let mut above = 0;
    for (n, line) in text.lines().enumerate() {
        let comment = line.trim_start();
        let found = ["// error[", "// warning[", "// note["]
            .iter()
            .find_map(|w| comment.strip_prefix(w));
        if let Some((slug, words)) = found.and_then(|r| r.split_once("]: \"")) {
            expected.insert((
                above,
                slug.to_owned(),
                words.trim_end_matches('"').to_owned(),
            ));
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
        let words = project
            .sources
            .slice(d.at.span)
            .lines()
            .next()
            .unwrap_or("")
            .to_owned();
        found.insert((at.line as usize, d.code.slug().to_owned(), words));
    }
    for (line, slug, words) in expected.difference(&found) {
        failures.push(format!(
            "{name}: expected {slug} at line {line} under `{words}`"
        ));
    }
    for (line, slug, words) in found.difference(&expected) {
        let message = report
            .diagnostics
            .iter()
            .find(|d| d.code.slug() == slug)
            .map_or("", |d| d.message.as_str());
        failures.push(format!(
            "{name}: unexpected {slug} at line {line} under `{words}`: {message}"
        ));
    }
    for v in verdicts {
        let (line, want) = v.split_once(' ').unwrap_or((&v, ""));
        let (draft, line) = line
            .split_once(':')
            .map_or((None, line), |(d, l)| (Some(d), l));
        let Some(f) = report
            .findings
            .iter()
            .find(|f| f.line == line && draft.is_none_or(|d| f.draft == d))
        else {
            failures.push(format!("{name}: no verdict on {line}"));
            continue;
        };
        let clauses: Vec<&str> = f.evidence.iter().map(|e| e.clause.as_str()).collect();
        let cause = f.cause.map_or("", |c| c.word());
        let shown = format!(
            "{} by {cause} because {}",
            f.verdict.word(),
            clauses.join(", ")
        );
        if shown.trim_end_matches(" because ") != want {
            failures.push(format!(
                "{name}: {line}: expected `{want}`, found `{shown}` ({})",
                f.message
            ));
        }
    }
    let outcomes = project.worlds.iter().flat_map(expectations);
    failures.extend(
        outcomes
            .filter_map(|o| o.failure)
            .map(|f| format!("{name}: {}", f.message)),
    );
    asserted
}

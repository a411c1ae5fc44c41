//! Properties: what must not matter does not.

use crate::inside::texts::files;
use armistice::report::json;
use armistice::source::MemoryLoader;
use armistice::{Input, Options, Project};
use std::sync::LazyLock;

fn report(inputs: Vec<Input>) -> String {
    let project = Project::new(inputs, false, &MemoryLoader::default());
    json(&project.judged(&Options::default()), &project.sources)
}

/// The report on all examples, which several tests start from.
static EXAMPLES: LazyLock<String> = LazyLock::new(|| report(files("examples")));

#[test]
fn the_order_of_files_changes_nothing() {
    let inputs = files("examples");
    let first = &*EXAMPLES;
    let mut reversed = inputs.clone();
    reversed.reverse();
    assert_eq!(*first, report(reversed));
    let mut rotated = inputs;
    rotated.rotate_left(7);
    assert_eq!(*first, report(rotated));
}

/// Verdict, cause and clauses of every line, without places.
fn verdicts(text: &str) -> Vec<String> {
    let project = Project::new(
        vec![Input {
            path: "a.truce".into(),
            text: text.to_owned(),
        }],
        false,
        &MemoryLoader::default(),
    );
    let report = project.judged(&Options::default());
    assert!(
        report
            .diagnostics
            .iter()
            .all(|d| d.severity != armistice::diagnostic::Severity::Error),
        "{:?}",
        report.diagnostics.first()
    );
    let mut out: Vec<String> = report
        .findings
        .iter()
        .map(|f| {
            let mut clauses: Vec<String> = f
                .evidence
                .iter()
                .map(|e| format!("{} {}", e.clause, e.role.word()))
                .collect();
            clauses.sort();
            format!(
                "{} {} {} {:?} {clauses:?}",
                f.draft,
                f.line,
                f.verdict.word(),
                f.cause.map(|c| c.word())
            )
        })
        .collect();
    out.sort();
    out
}

/// Top-level items of a text, by braces.
fn items(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut current = String::new();
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or("");
        depth += code.matches('{').count();
        depth -= code.matches('}').count().min(depth);
        current.push_str(line);
        current.push('\n');
        if depth == 0 && (code.trim_end().ends_with('}') || code.trim_end().ends_with(';')) {
            out.push(std::mem::take(&mut current));
        }
    }
    out
}

#[test]
fn the_order_of_items_clauses_and_rules_changes_no_verdict() {
    let all: String = files("examples/ukraine-2025")
        .iter()
        .filter(|f| !f.path.ends_with("tests.truce"))
        .map(|f| f.text.clone() + "\n")
        .collect();
    let all: String = all
        .lines()
        .filter(|l| !l.starts_with("use "))
        .map(|l| format!("{l}\n"))
        .collect();
    let first = verdicts(&all);
    assert!(first.len() > 150);
    let mut reversed = items(&all);
    reversed.reverse();
    assert_eq!(first, verdicts(&reversed.concat()));
    // Red lines and clauses are blocks of two blanks of indentation.
    let blocks = |item: &str| -> String {
        if !item.starts_with("framework us28") && !item.starts_with("party") {
            return item.to_owned();
        }
        let mut lines: Vec<&str> = item.lines().collect();
        let last = lines.pop().unwrap_or("");
        let head = lines.remove(0);
        let mut parts: Vec<Vec<&str>> = Vec::new();
        for l in lines {
            let starts = l.starts_with("  ") && !l.starts_with("   ") && l.trim() != "}";
            if starts || parts.is_empty() {
                parts.push(Vec::new());
            }
            if let Some(p) = parts.last_mut() {
                p.push(l);
            }
        }
        parts.reverse();
        let body: Vec<&str> = parts.into_iter().flatten().collect();
        format!("{head}\n{}\n{last}\n", body.join("\n"))
    };
    let shuffled: String = items(&all).iter().map(|i| blocks(i)).collect();
    assert_eq!(first, verdicts(&shuffled));
}

#[test]
fn adding_an_unrelated_party_changes_no_other_verdict() {
    let all: String = files("examples/ukraine-2025")
        .iter()
        .filter(|f| !f.path.ends_with("tests.truce"))
        .map(|f| f.text.clone() + "\n")
        .collect();
    let all: String = all
        .lines()
        .filter(|l| !l.starts_with("use "))
        .map(|l| format!("{l}\n"))
        .collect();
    let first = verdicts(&all);
    let more = verdicts(
        &(all
            + "state Elsewhere;\nparty Elsewhere { red line E1 \"x\" { forbid that Elsewhere shall limit weapons; } }\n"),
    );
    for v in first {
        assert!(more.contains(&v), "{v}");
    }
}

#[test]
fn twice_the_same_bytes() {
    assert_eq!(*EXAMPLES, report(files("examples")));
}

#[test]
fn piecewise_parsing_gives_the_tree_of_parsing_in_one_go() {
    let mut texts: Vec<(String, String)> = files("examples")
        .into_iter()
        .map(|f| (f.path, f.text))
        .collect();
    texts.extend(
        armistice::vocabulary::PRELUDE
            .iter()
            .map(|(p, t)| ((*p).to_owned(), (*t).to_owned())),
    );
    assert!(texts.len() > 25);
    for (path, text) in texts {
        let source = armistice::source::SourceId(0);
        let whole =
            armistice::syntax::parse_whole(source, &text).expect("every example parses in one go");
        assert_eq!(
            format!("{whole:?}"),
            format!("{:?}", armistice::syntax::parse(source, &text).file),
            "{path}"
        );
    }
}

//! The phrasebook: every family of clauses says what its test says, and the page is made of them.

use crate::inside::texts::generated;
use armistice::cli::clauses::{CLAUSES, Sample};
use armistice::project::Project;
use armistice::verdict::Verdict;
use armistice::{Input, NoLoader, Options, Severity};
use std::fmt::Write as _;
use std::path::Path;

/// The texts of one family: what all share, and its own.
fn family(file: &str) -> Project {
    let input = |path: &str, text: &str| Input {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let own = file.replace("use \"../../starter/world.truce\";", "");
    let world = include_str!("../../starter/world.truce");
    Project::new(
        vec![input("world.truce", world), input("clause.truce", &own)],
        true,
        &NoLoader,
    )
}

/// A family as it stands in the page.
fn told(name: &str, file: &str) -> String {
    let project = family(file);
    let report = project.judged(&Options::default());
    let errors: Vec<&str> = (report.diagnostics.iter())
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.message.as_str())
        .collect();
    assert!(errors.is_empty(), "{name}: {}", errors.join("; "));
    for o in project.expectations() {
        assert!(o.failure.is_none(), "{name}: {:?}", o.failure);
    }
    let sample = Sample::of(name).expect("each has its parts");
    let mut out = format!("## {}\n\n", sample.title);
    let _ = writeln!(out, "`armistice new clause {name}`. {}\n", sample.about);
    let plain = |text: &str| {
        let lines = text.lines().map(|l| l.strip_prefix("  ").unwrap_or(l));
        lines.collect::<Vec<_>>().join("\n")
    };
    let _ = writeln!(out, "```\n{}\n```\n", plain(&sample.text));
    if let Some((_, rest)) = file.split_once("\n}\n\n// ") {
        let (why, draft) = rest.split_once('\n').unwrap_or((rest, ""));
        let text: Vec<&str> = draft
            .split("\n}\n")
            .next()
            .unwrap_or("")
            .lines()
            .skip(2)
            .collect();
        let _ = writeln!(out, "{why}\n\n```\n{}\n```\n", plain(&text.join("\n")));
    }
    out += "| a line that meets it | says | as it stands | changed |\n|---|---|---|---|\n";
    for line in project.worlds[0].positions.iter().flat_map(|p| &p.lines) {
        let (_, demand) = file
            .split_once(&format!(" line {} ", line.label))
            .and_then(|(_, rest)| rest.split_once('{'))
            .expect("it is written here");
        let demand = demand.split('}').next().unwrap_or_default();
        let demand: Vec<&str> = demand.split_whitespace().collect();
        let of = |changed: bool| {
            let found = report.findings.iter().find(|f| {
                f.line == line.label.as_str() && f.draft.ends_with("-changed") == changed
            });
            found.map_or("", |f| Verdict::word(f.verdict))
        };
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | {} |",
            line.title,
            demand.join(" ").trim_end_matches(';'),
            of(false),
            of(true)
        );
    }
    let mut lints: Vec<String> = (report.diagnostics.iter())
        .filter(|d| d.severity != Severity::Error)
        .map(|d| format!("[{0}](diagnostics/{0}.md)", d.code.slug()))
        .collect();
    lints.sort();
    lints.dedup();
    if !lints.is_empty() {
        let _ = writeln!(out, "\nStanding alone, it is told: {}.", lints.join(", "));
    }
    out + "\n"
}

#[test]
fn every_family_says_what_its_test_says() {
    assert!(CLAUSES.len() >= 30);
    let mut page = "# Phrasebook\n\nGenerated from `docs/phrasebook/` by `UPDATE_DOCS=1 cargo test --lib phrasebook`. Families of provisions, each with its clause, what changes when a word changes, and a line that \
        meets it. Averne, Norland and all else are invented. `armistice new clause NAME` writes the clause, `armistice init --with NAME,…` makes a draft that has it.\n\n"
        .to_owned();
    for (name, file) in CLAUSES {
        page += &told(name, file);
    }
    let page = page.trim_end().to_owned() + "\n";
    generated("docs/phrasebook.md", &page, "phrasebook");
}

#[test]
fn every_file_is_a_family() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/phrasebook");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("it is there")
        .filter_map(|f| f.ok()?.file_name().into_string().ok())
        .collect();
    files.sort();
    let known: Vec<String> = CLAUSES.iter().map(|(n, _)| format!("{n}.truce")).collect();
    assert_eq!(files, known);
}

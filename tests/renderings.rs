//! Whole renderings, under review.

use crate::support::project;
use armistice::report::{Look, concise, human, json, why};
use armistice::{Options, Report};

fn us28(party: Option<&str>) -> (armistice::Project, Report) {
    let project = project("examples/ukraine-2025");
    let options = Options { draft: Some("us28".into()), party: party.map(str::to_owned), as_of: None };
    let mut report = project.check(&options);
    // Diagnostics of the texts have renderings of their own.
    report.diagnostics.clear();
    (project, report)
}

#[test]
fn human_report() {
    let (project, report) = us28(Some("Ukraine"));
    insta::assert_snapshot!(human(&report, &project.sources, Look { colour: false, unicode: true, width: 110 }));
}

#[test]
fn human_report_in_plain_characters() {
    let (project, report) = us28(Some("NATO"));
    let shown = human(&report, &project.sources, Look { colour: false, unicode: false, width: 80 });
    insta::assert_snapshot!(shown);
}

#[test]
fn concise_report() {
    let (project, report) = us28(None);
    insta::assert_snapshot!(concise(&report, &project.sources));
}

#[test]
fn json_report() {
    let (project, report) = us28(Some("NATO"));
    insta::assert_snapshot!(json(&report, &project.sources));
}

#[test]
fn why_a_line_is_crossed() {
    let (project, report) = us28(None);
    let shown: Vec<String> = ["UA6", "UA7", "RU8", "US4"].iter().filter_map(|l| report.findings.iter().find(|f| f.line == *l)).map(|f| why(f, &project.sources, true)).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn mistakes() {
    let text = include_str!("fixtures/mistakes.truce");
    let mut out = String::new();
    for part in text.split("\n// ----\n").take(3) {
        let project = crate::support::single(part);
        let report = project.check(&Options::default());
        out += &human(&report, &project.sources, Look { colour: false, unicode: true, width: 100 });
    }
    insta::assert_snapshot!(out);
}

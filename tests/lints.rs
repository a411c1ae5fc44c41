//! What the lints find in real texts: every finding is listed with its reason, and nothing else may be found.

use crate::support::project;
use armistice::diagnostic::{Code, Severity};
use armistice::{Options, Project};

/// The findings on a draft, as `code clause`: lints and whatever else is no error.
fn found(project: &Project, id: &str) -> Vec<String> {
    let (_, draft) = project.draft(id).expect("the draft");
    let report = project.check(&Options { draft: Some(id.to_owned()), lints: true, ..Options::default() });
    let inside = |d: &&armistice::diagnostic::Diagnostic| d.at.span.source == draft.span.source && draft.span.start <= d.at.span.start && d.at.span.end <= draft.span.end;
    let clause = |d: &armistice::diagnostic::Diagnostic| {
        let around = draft.clauses.iter().filter(|c| c.text.is_none() && c.span.start <= d.at.span.start && d.at.span.end <= c.span.end);
        around.min_by_key(|c| c.span.end - c.span.start).map_or("-".to_owned(), |c| c.label.to_string())
    };
    let mut out: Vec<String> = report.diagnostics.iter().filter(|d| d.severity != Severity::Error).filter(inside).map(|d| format!("{} {}", d.code.slug(), clause(d))).collect();
    out.sort();
    out
}

/// The list of a file: `code clause: why it is so`, one a line.
fn listed(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path);
    let mut out = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (what, why) = line.split_once(": ").expect("a code, a clause and a reason");
        assert!(why.len() > 10, "{path}: no reason in `{line}`");
        let (code, _) = what.split_once(' ').expect("code and clause");
        assert!(Code::from_slug(code).is_some(), "{path}: no code `{code}`");
        out.push(what.to_owned());
    }
    out.sort();
    out
}

fn agrees(id: &str, conflict: &str) {
    let (want, got) = (listed(&format!("tests/lints/{id}.txt")), found(&project(conflict), id));
    let missing: Vec<&String> = want.iter().filter(|w| !got.contains(w)).collect();
    let new: Vec<&String> = got.iter().filter(|g| !want.contains(g)).collect();
    assert!(missing.is_empty() && new.is_empty(), "{id}: not found any more: {missing:?}; not argued: {new:?}");
    assert_eq!(want.len(), got.len(), "{id}: a finding stands more or less often than it is argued: {want:?}\n{got:?}");
}

#[test]
fn the_28_point_plan_shows_its_known_faults() {
    agrees("us28", "examples/ukraine-2025");
}

#[test]
fn the_korean_armistice_stays_quiet() {
    agrees("korea1953", "examples/korea-1953");
}

/// Codes that no example of this repository shows are shown by their pages (`pages.rs`); each lint is found somewhere.
#[test]
fn lints_change_no_verdict() {
    for conflict in ["ukraine-2025", "minsk", "korea-1953", "lebanon-2024"] {
        let project = project(&format!("examples/{conflict}"));
        let judged = |lints: bool| format!("{:?}", project.check(&Options { lints, ..Options::default() }).findings);
        assert_eq!(judged(false), judged(true), "{conflict}");
    }
}

/// Eight times the clauses take about eight times as long: no lint holds every clause against every other.
#[test]
fn lints_take_as_long_as_the_text() {
    let timed = |n: usize| {
        let deeds = [
            "withdraw forces from Sorrel",
            "release prisoners-of-war",
            "limit armed-forces to 40 thousand personnel",
            "restore sanctions on Norland if Norland invades Averne",
            "negotiate on economy",
        ];
        let clauses: String = (1..=n).map(|i| format!("provision {i} \"C\" {{ Averne shall {}, verified by Watch; }}\n", deeds[i % deeds.len()])).collect();
        let text = format!("state Averne; state Norland; body Watch; region Sorrel in Averne;\nframework big \"Big\" {{\nparties: Averne, Norland;\n{clauses}}}\nparty Averne {{ }}\n");
        let project = crate::support::single(&text);
        let start = std::time::Instant::now();
        let found = project.check(&Options { lints: true, ..Options::default() }).diagnostics.len();
        assert!(found > n, "{found}");
        start.elapsed()
    };
    timed(100);
    let (small, large) = (timed(500), timed(4000));
    assert!(large < small * 8 * 4 + std::time::Duration::from_millis(500), "{small:?} for 500 clauses, {large:?} for 4000");
}

//! What the lints find in real texts: every finding is listed with its reason, and nothing else may be found.

use crate::inside::texts::project;
use armistice::diagnostic::{Code, Severity};
use armistice::{Options, Project};

/// The findings on a draft, as `code clause`: lints and whatever else is no error.
fn found(project: &Project, id: &str) -> Vec<String> {
    let (_, draft) = project.draft(id).expect("the draft");
    let report = project.judged(&Options {
        draft: Some(id.to_owned()),
        lints: true,
        ..Options::default()
    });
    let inside = |d: &&armistice::diagnostic::Diagnostic| {
        d.at.span.source == draft.span.source
            && draft.span.start <= d.at.span.start
            && d.at.span.end <= draft.span.end
    };
    let clause = |d: &armistice::diagnostic::Diagnostic| {
        let around = draft.clauses.iter().filter(|c| {
            c.text.is_none() && c.span.start <= d.at.span.start && d.at.span.end <= c.span.end
        });
        around
            .min_by_key(|c| c.span.end - c.span.start)
            .map_or("-".to_owned(), |c| c.label.to_string())
    };
    let mut out: Vec<String> = report
        .diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Error)
        .filter(inside)
        .map(|d| format!("{} {}", d.code.slug(), clause(d)))
        .collect();
    out.sort();
    out
}

/// The list of a file: `code clause: why it is so`, one a line.
fn listed(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .expect(path);
    let mut out = Vec::new();
    for line in text
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        let (what, why) = line
            .split_once(": ")
            .expect("a code, a clause and a reason");
        assert!(why.len() > 10, "{path}: no reason in `{line}`");
        let (code, _) = what.split_once(' ').expect("code and clause");
        assert!(Code::from_slug(code).is_some(), "{path}: no code `{code}`");
        out.push(what.to_owned());
    }
    out.sort();
    out
}

fn agrees(id: &str, conflict: &str) {
    let (want, got) = (
        listed(&format!("tests/verdicts/lints/{id}.txt")),
        found(&project(conflict), id),
    );
    let missing: Vec<&String> = want.iter().filter(|w| !got.contains(w)).collect();
    let new: Vec<&String> = got.iter().filter(|g| !want.contains(g)).collect();
    assert!(
        missing.is_empty() && new.is_empty(),
        "{id}: not found any more: {missing:?}; not argued: {new:?}"
    );
    assert_eq!(
        want.len(),
        got.len(),
        "{id}: a finding stands more or less often than it is argued: {want:?}\n{got:?}"
    );
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
        let judged = |lints: bool| {
            format!(
                "{:?}",
                project
                    .judged(&Options {
                        lints,
                        ..Options::default()
                    })
                    .findings
            )
        };
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
        let clauses: String = (1..=n)
            .map(|i| {
                format!(
                    "provision {i} \"C\" {{ Averne shall {}, verified by Watch; }}\n",
                    deeds[i % deeds.len()]
                )
            })
            .collect();
        let text = format!(
            "state Averne; state Norland; body Watch; region Sorrel in Averne;\nframework big \"Big\" {{\nparties: Averne, Norland;\n{clauses}}}\nparty Averne {{ }}\n"
        );
        let project = crate::inside::texts::single(&text);
        let start = std::time::Instant::now();
        let found = project
            .judged(&Options {
                lints: true,
                ..Options::default()
            })
            .diagnostics
            .len();
        assert!(found > n, "{found}");
        start.elapsed()
    };
    timed(100);
    let (small, large) = (timed(500), timed(4000));
    assert!(
        large < small * 8 * 4 + std::time::Duration::from_millis(500),
        "{small:?} for 500 clauses, {large:?} for 4000"
    );
}

/// What is said of lines held against one another is so: each case is two lines and what is claimed of them; where nothing is claimed, a draft that respects both is shown.
#[test]
fn lines_are_called_incompatible_only_if_they_are() {
    const WORLD: &str = "state Averne; state Norland; organisation League; region Sorrel in Averne { region SorrelTown; region SorrelHills; }\n";
    let cases: &[(&str, &str, Option<&str>, &str)] = &[
        (
            "require that Averne shall join League;",
            "forbid that Averne shall join League;",
            Some("deadlock"),
            "",
        ),
        (
            "require that Averne shall join League, by 2026-08-01;",
            "forbid that Averne may join League;",
            Some("deadlock"),
            "",
        ),
        (
            "require that Averne shall join League;",
            "require that Averne shall not join League;",
            Some("deadlock"),
            "",
        ),
        (
            "require territory { area: all of Sorrel; sovereignty: Averne; };",
            "require territory { area: all of Sorrel; sovereignty: Norland; };",
            Some("deadlock"),
            "",
        ),
        (
            "require that Averne is barred from League;",
            "forbid that Averne is barred from League;",
            Some("deadlock"),
            "",
        ),
        (
            "require that Norland may deploy forces in any part of Sorrel;",
            "forbid that Norland may deploy forces in SorrelTown;",
            None,
            "Norland may deploy forces in SorrelHills;",
        ),
        (
            "require that Averne shall limit artillery;",
            "forbid that Averne shall limit only (artillery);",
            None,
            "Averne shall limit artillery, aircraft;",
        ),
        (
            "require that Averne shall join League;",
            "forbid that Averne shall join League unless Norland shall join League;",
            None,
            "Averne, Norland shall join League;",
        ),
        (
            "require that Averne shall withdraw forces from SorrelTown;",
            "forbid that Averne shall withdraw forces from SorrelTown before start of (Norland withdraws forces);",
            None,
            "",
        ),
    ];
    for (one, other, claim, draft) in cases {
        let lines = format!(
            "party Averne {{ red line A1 \"x\" firm {{ {one} stated 2026-01; }} }}\nparty Norland {{ red line N1 \"x\" firm {{ {other} stated 2026-01; }} }}\n"
        );
        let text = format!(
            "{WORLD}framework d \"D\" {{ parties: Averne, Norland; provision 1 \"x\" {{ {draft} }} }}\n{lines}"
        );
        let report = crate::inside::texts::single(&text).judged(&Options {
            lints: true,
            ..Options::default()
        });
        assert!(
            report
                .diagnostics
                .iter()
                .all(|d| d.severity != Severity::Error),
            "{text}: {:?}",
            report.diagnostics.first()
        );
        let claimed = report
            .diagnostics
            .iter()
            .find(|d| d.code.slug() == "deadlock")
            .map(|d| d.code.slug());
        assert_eq!(claimed, *claim, "{one} {other}");
        if !draft.is_empty() {
            let verdicts: Vec<_> = report.findings.iter().map(|f| f.verdict.word()).collect();
            assert_eq!(
                verdicts,
                ["respected", "respected"],
                "{one} {other}: {draft}"
            );
        }
    }
}

/// A line is called superfluous only if the other one holds all of it: the narrower, the less firm, the later of two equal ones.
#[test]
fn the_narrower_of_two_lines_is_the_superfluous_one() {
    const WORLD: &str = "state Averne; state Norland; organisation League; region Sorrel in Averne { region SorrelTown; region SorrelHills; }\n";
    let cases: &[(&str, &str, &str, &str, Option<&str>)] = &[
        (
            "firm",
            "Norland may deploy forces in SorrelTown",
            "firm",
            "Norland may deploy forces in any part of Sorrel",
            Some("A1"),
        ),
        (
            "firm",
            "Norland may deploy forces in any part of Sorrel",
            "firm",
            "Norland may deploy forces in SorrelTown",
            Some("A2"),
        ),
        (
            "firm",
            "Averne shall limit artillery, aircraft",
            "firm",
            "Averne shall limit artillery",
            None,
        ),
        (
            "firm",
            "Averne shall limit artillery",
            "firm",
            "Averne shall limit weapons",
            Some("A1"),
        ),
        (
            "absolute",
            "Averne shall limit artillery",
            "bargaining",
            "Averne shall limit weapons",
            None,
        ),
        (
            "firm",
            "Averne shall not acquire weapons",
            "firm",
            "Averne shall not acquire missile",
            None,
        ),
        (
            "firm",
            "Averne shall join League",
            "firm",
            "Averne shall join League",
            Some("A2"),
        ),
        (
            "firm",
            "Averne shall join League",
            "firm",
            "Averne shall join League unconditionally",
            None,
        ),
        (
            "firm",
            "Averne may join League",
            "firm",
            "Averne shall join League",
            Some("A2"),
        ),
    ];
    for (s, one, t, other, claim) in cases {
        let text = format!(
            "{WORLD}party Averne {{ red line A1 \"x\" {s} {{ forbid that {one}; stated 2026-01; }} red line A2 \"x\" {t} {{ forbid that {other}; stated 2026-01; }} }}\n"
        );
        let report = crate::inside::texts::single(&text).judged(&Options {
            lints: true,
            ..Options::default()
        });
        assert!(
            report
                .diagnostics
                .iter()
                .all(|d| d.severity != Severity::Error),
            "{text}: {:?}",
            report.diagnostics.first()
        );
        let told: Vec<&str> = report
            .diagnostics
            .iter()
            .filter(|d| d.code.slug() == "subsumed-line")
            .map(|d| d.message.split(' ').next().unwrap_or_default())
            .collect();
        assert_eq!(
            told,
            claim.iter().copied().collect::<Vec<_>>(),
            "{one} / {other}"
        );
    }
}

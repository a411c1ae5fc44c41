//! Waivers: what they let pass is what is left when their clauses are struck, and a waiver that does not hold waives nothing.

use crate::inside::texts::{files, single};
use armistice::source::MemoryLoader;
use armistice::verdict::{Finding, Role, Verdict};
use armistice::{Input, Options, Project};

const TEXT: &str = r#"
state Averne; state Norland; organisation League { members: Norland; admission: consensus; }
framework truce "A truce" {
  parties: Averne, Norland;
  dated: 2026-03-01;
  provision 1 "Alliance" { Averne shall not join League; }
  provision 2 "Door" {
    point 2.a "League" { League shall not admit Averne; }
  }
  provision 3 "Size" { Averne shall limit armed-forces to [Averne: 80 thousand | Norland: 40 thousand] personnel; }
}
party Averne {
  red line A1 "Open" firm { forbid that Averne is barred from League; stated 2026-02; }
  red line A2 "Size" firm { forbid that Averne shall limit armed-forces unless to at least 50 thousand personnel; stated 2026-02; }
  red line A3 "Ceasefire" firm { require that Averne, Norland shall observe ceasefire; stated 2026-02; }
  red line A4 "Trade" firm { forbid that Norland shall attack Averne; stated 2026-02; }
  WAIVER
}
"#;

/// The verdicts of A1 to A4 with a waiver, and the codes of what is said of it.
fn judged(waiver: &str, options: &Options) -> (Vec<Verdict>, Vec<&'static str>) {
    let project = single(&TEXT.replace("WAIVER", waiver));
    let report = project.judged(options);
    let errors: Vec<_> = report
        .diagnostics
        .iter()
        .filter(|d| {
            d.code.slug().contains("waiver") || d.severity == armistice::diagnostic::Severity::Error
        })
        .map(|d| d.code.slug())
        .collect();
    (report.findings.iter().map(|f| f.verdict).collect(), errors)
}

const GIVEN: &str = "given 2026-03-05 by \"Ministry\"; reason: \"Because\";";

#[test]
fn a_waiver_lets_pass_what_it_names_and_nothing_else() {
    use Verdict::{Crossed, Open, Respected, Waived};
    let plain = [Crossed, Open, Crossed, Respected];
    let cases: &[(&str, [Verdict; 4], &[&str])] = &[
        ("", plain, &[]),
        (
            "waiver of A1 in truce { GIVEN permanent; }",
            [Waived, Open, Crossed, Respected],
            &[],
        ),
        (
            "waiver of A1 in truce { GIVEN until 2026-12; }",
            [Waived, Open, Crossed, Respected],
            &[],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; clause 1; }",
            plain,
            &[],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; clauses 1, 2; }",
            [Waived, Open, Crossed, Respected],
            &[],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; clause 1; } waiver of A1 in truce { GIVEN permanent; clause 2.a; }",
            [Waived, Open, Crossed, Respected],
            &[],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; clause 3; }",
            plain,
            &["waiver-unused"],
        ),
        (
            "waiver of A2 in truce { GIVEN permanent; clause 3; }",
            [Crossed, Waived, Crossed, Respected],
            &[],
        ),
        (
            "waiver of A3 in truce { GIVEN permanent; }",
            [Crossed, Open, Waived, Respected],
            &[],
        ),
        (
            "waiver of A3 in truce { GIVEN permanent; clause 1; }",
            plain,
            &["waiver-unused"],
        ),
        (
            "waiver of A4 in truce { GIVEN permanent; }",
            plain,
            &["waiver-unused"],
        ),
        (
            "waiver of A1 in treaty { GIVEN permanent; }",
            plain,
            &["waiver-unused"],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; requires clause 2; }",
            [Waived, Open, Crossed, Respected],
            &[],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; requires clause 9; }",
            plain,
            &["waiver-unmet"],
        ),
        (
            "waiver of A1 in truce { permanent; }",
            plain,
            &["incomplete-waiver"],
        ),
        (
            "waiver of A1 in truce { given 2026-03-05; reason: \"Because\"; permanent; }",
            plain,
            &["incomplete-waiver"],
        ),
        (
            "waiver of A1 in truce { GIVEN }",
            plain,
            &["incomplete-waiver"],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; until 2026-12; }",
            plain,
            &["incomplete-waiver"],
        ),
        (
            "waiver of A1 in truce { given 2026-03-05 by \"Ministry\"; reason: \"Because\"; until 2026-01-01; }",
            plain,
            &["incomplete-waiver"],
        ),
        (
            "waiver of A9 in truce { GIVEN permanent; }",
            plain,
            &["unknown-line"],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; clause 9; }",
            plain,
            &["unknown-clause"],
        ),
        (
            "waiver of A1 in truce { GIVEN permanent; resaon: \"x\"; }",
            plain,
            &["unknown-field"],
        ),
    ];
    for (waiver, want, codes) in cases {
        let (got, said) = judged(&waiver.replace("GIVEN", GIVEN), &Options::default());
        assert_eq!(got, want, "{waiver}");
        assert_eq!(&said, codes, "{waiver}");
    }
}

#[test]
fn a_waiver_goes_by_the_day_that_is_asked_for() {
    let waiver = format!("waiver of A1 in truce {{ {GIVEN} until 2026-06-30; }}");
    let on = |day: &str| {
        judged(
            &waiver,
            &Options {
                as_of: armistice::vocabulary::DayRange::read(day).ok(),
                ..Options::default()
            },
        )
    };
    assert_eq!(
        (on("2026-03-04").0[0], on("2026-03-04").1),
        (Verdict::Crossed, vec!["waiver-unused"])
    );
    assert_eq!(on("2026-03-05").0[0], Verdict::Waived);
    assert_eq!(on("2026-06-30").0[0], Verdict::Waived);
    assert_eq!(
        (on("2026-07-01").0[0], on("2026-07-01").1),
        (Verdict::Crossed, vec!["waiver-expired"])
    );
    assert_eq!(
        judged(
            &waiver,
            &Options {
                no_waivers: true,
                ..Options::default()
            }
        )
        .0[0],
        Verdict::Crossed
    );
}

/// A line of the examples, crossed or open: with the waiver of one of its clauses it is what it is in a mark-up that strikes this clause, and it is no longer crossed only
/// if it is respected there.
#[test]
fn a_waived_clause_is_one_that_is_struck() {
    let inputs = files("examples/ukraine-2025");
    let judge = |inputs: Vec<Input>, id: &str| {
        let project = Project::new(inputs, false, &MemoryLoader::default());
        assert!(
            project.draft(id).is_some_and(|(_, d)| !d.broken),
            "{:?}",
            project.diagnostics.first()
        );
        project
            .judged(&Options {
                draft: Some(id.to_owned()),
                ..Options::default()
            })
            .findings
    };
    let plain = judge(inputs.clone(), "us28");
    let mut tried = 0;
    let mut cases: Vec<(Finding, String)> = Vec::new();
    for f in plain
        .iter()
        .filter(|f| matches!(f.verdict, Verdict::Crossed | Verdict::Open))
    {
        for e in f.evidence.iter().filter(|e| e.role != Role::Near) {
            cases.push((f.clone(), e.clause.to_string()));
        }
    }
    let mut clauses: Vec<String> = cases.iter().map(|(_, c)| c.clone()).collect();
    clauses.sort();
    clauses.dedup();
    for clause in clauses {
        let mut struck = inputs.clone();
        let path = "examples/ukraine-2025/struck.truce".to_owned();
        struck.push(Input { path, text: format!("use \"us28.truce\";\nframework struck \"Struck\" amends us28 {{ dated: 2025-11-20; strike {clause}; }}\n") });
        let without = judge(struck, "struck");
        for (f, _) in cases.iter().filter(|(_, c)| *c == clause) {
            let name = f.party.to_string();
            let mut waived = inputs.clone();
            let waiver = format!(
                "waiver of {} in us28 {{ clause {clause}; given 2025-12-01 by \"Somebody\"; reason: \"A test\"; permanent; }}\n}}\n",
                f.line
            );
            let file = waived
                .iter_mut()
                .find(|i| i.text.contains(&format!("party {name} ")))
                .expect("the party's file");
            file.text = file.text.trim_end().trim_end_matches('}').to_owned() + &waiver;
            let found = judge(waived, "us28");
            let of = |all: &[Finding]| {
                all.iter()
                    .find(|g| g.party == f.party && g.line == f.line)
                    .map(|g| g.verdict)
                    .expect("the line")
            };
            let (now, rest) = (of(&found), of(&without));
            let want = match (f.verdict, rest) {
                (_, Verdict::Respected) => Verdict::Waived,
                (Verdict::Crossed, rest) => rest,
                (open, _) => open,
            };
            assert_eq!(
                now, want,
                "{} {} without clause {clause}: {rest:?}",
                f.party, f.line
            );
            // Every other line stays as it was.
            for g in found
                .iter()
                .filter(|g| !(g.party == f.party && g.line == f.line))
            {
                assert_eq!(
                    Some(g.verdict),
                    plain
                        .iter()
                        .find(|p| p.party == g.party && p.line == g.line)
                        .map(|p| p.verdict),
                    "{} {}",
                    g.party,
                    g.line
                );
            }
            tried += 1;
        }
    }
    assert!(tried >= 30, "{tried}");
}

//! Equal spellings, equal verdicts: what is said in one way meets the demand for it and crosses the ban on it in every other.

use super::identity::{Said, WORLD, said_and_asked};
use armistice::Severity;
use armistice::verdict::Verdict;

/// A region that has no land but its parts.
const VALE: &str =
    "region Vale in Averne { region East { holder: Averne; } region West { holder: Norland; } }\n";

/// Each group says one thing. A clause by its kind stands with its braces, all others are sentences.
const SPELLINGS: &[&[&str]] = &[
    &[
        "Norland shall withdraw all forces from Vale",
        "Norland shall withdraw all forces from East, West",
        "Norland shall withdraw all forces from West, East",
        "Norland shall withdraw all forces from all of Vale",
    ],
    &[
        "Averne shall observe ceasefire",
        "Averne shall observe ceasefire in air, land, sea",
        "Averne shall observe ceasefire in sea, air, land",
    ],
    &[
        "Norland shall withdraw all forces from Town within 2 weeks of signature",
        "Norland shall withdraw all forces from Town within 14 days of signature",
        "Norland shall withdraw all forces from Town within 336 hours of signature",
    ],
    &[
        "Averne shall not deploy forces in Town for 1 year",
        "Averne shall not deploy forces in Town for 12 months",
    ],
    &[
        "Averne shall not deploy forces in Town until 2027-01-01",
        "Averne shall not deploy forces in Town before 2027-01-01",
    ],
    &[
        "Averne shall limit armed-forces to 40 thousand personnel",
        "Averne shall limit armed-forces to 40_000 personnel",
        "Averne shall limit armed-forces to at most 40_000 personnel",
    ],
    &[
        "Averne may deploy forces in Town with consent of Norland",
        "Averne may deploy forces in Town if Norland agrees",
    ],
    &[
        "Averne shall pay 1_000 USD to Norland",
        "Averne shall pay 1 thousand USD to Norland",
    ],
    &[
        "Averne, Norland shall observe ceasefire in Town",
        "Norland, Averne shall observe ceasefire in Town",
        "all parties shall observe ceasefire in Town",
        "each side shall observe ceasefire in Town",
    ],
    &[
        "Norland shall release all prisoners-of-war, all hostages",
        "Norland shall release all hostages, all prisoners-of-war",
    ],
    &[
        "separation { weapons: artillery; gap: 1 km; }",
        "separation { gap: 1_000 m; weapons: artillery; }",
    ],
    &[
        "prisoners { ratio: 60 for 2; }",
        "prisoners { ratio: 30 for 1; }",
    ],
    &[
        "territory { area: Vale; status: demilitarised; }",
        "territory { area: East, West; status: demilitarised; }",
    ],
];

/// A clause with fields, or a sentence.
fn said(words: &&str) -> Said {
    if words.ends_with('}') {
        Said {
            clause: words.replacen(" {", " 1 \"x\" {", 1),
            asked: (*words).to_owned(),
        }
    } else {
        Said::sentence(words)
    }
}

#[test]
fn equal_spellings_have_equal_verdicts() {
    let mut wrong = Vec::new();
    let world = format!("{WORLD}{VALE}");
    for group in SPELLINGS {
        let each: Vec<Said> = group.iter().map(said).collect();
        let (_, report) = said_and_asked(&world, "", &each);
        let errors = report.diagnostics.iter();
        wrong.extend(
            errors
                .filter(|d| d.severity == Severity::Error)
                .map(|d| format!("{}: {}", group[0], d.message)),
        );
        assert_eq!(
            report.findings.len(),
            2 * group.len() * group.len(),
            "{}",
            group[0]
        );
        for f in &report.findings {
            let number = |s: &str| group[s[1..].parse::<usize>().expect("a number")];
            let want = if f.line.starts_with('R') {
                Verdict::Respected
            } else {
                Verdict::Crossed
            };
            if f.verdict != want {
                wrong.push(format!(
                    "`{}`, where it is {} `{}`: {}",
                    number(&f.draft),
                    if want == Verdict::Respected {
                        "demanded"
                    } else {
                        "forbidden"
                    },
                    number(&f.line),
                    f.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

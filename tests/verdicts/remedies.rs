//! What is told to meet a demand meets it, written into the text by hand; and what else is told to change with it is what changes.

use crate::inside::texts::single;
use armistice::remedy::Written;
use armistice::verdict::Verdict;
use armistice::{Options, Project};
use std::collections::BTreeMap;

const TEXT: &str = r#"
state Averne; state Norland; organisation League;
region Sorrel in Averne { region Hills { holder: Norland; } region Road { holder: Norland; } }
framework d "D" {
  parties: Averne, Norland;
  dated: 2026-01-01;
  provision 2 "The way" { Norland shall withdraw all forces from Road; }
  provision 4 "Size" { Averne shall limit armed-forces to 40 thousand personnel; }
  monitoring 5 "Monitors" { monitors: League; lead: Norland; }
}
party Averne {
  red line A1 "All is left" firm { require that Norland shall withdraw all forces from all of Sorrel held by Norland; }
  red line A2 "Fifty thousand" firm { forbid that Averne shall limit armed-forces unless to at least 50 thousand personnel; }
  red line A3 "Led by the League" firm { require monitoring { lead: League; }; }
  red line A4 "Nobody joins" firm { require that Averne shall not join any alliance; }
}
party Norland {
  red line N1 "The hills are kept" firm { forbid that Norland shall withdraw all forces from Hills; }
  red line N2 "Norland leads" firm { require monitoring { lead: Norland; }; }
}
"#;

fn judged(project: &Project) -> BTreeMap<String, Verdict> {
    let report = project.judged(&Options::default());
    let all = report.findings.iter();
    all.map(|f| (format!("{}.{}", f.party, f.line), f.verdict))
        .collect()
}

/// The text with a remedy in it, by nothing but what is told of it.
fn written(r: &Written) -> String {
    match (&r.clause, &r.instead) {
        (Some(clause), Some(instead)) => {
            let at = TEXT.find(&format!(" {clause} \"")).expect("the clause");
            let (before, from) = TEXT.split_at(at);
            format!("{before}{}", from.replacen(instead, &r.text, 1))
        }
        (Some(_), None) => unreachable!("nothing is added to a sentence here"),
        (None, _) => TEXT.replacen(
            "  provision 2",
            &format!("  provision 1 \"New\" {{ {}; }}\n  provision 2", r.text),
            1,
        ),
    }
}

#[test]
fn what_is_told_to_meet_a_demand_meets_it() {
    let project = single(TEXT);
    let before = judged(&project);
    let report = project.judged(&Options::default());
    let mut told = Vec::new();
    for f in report
        .findings
        .iter()
        .filter(|f| f.verdict == Verdict::Crossed)
    {
        let remedy = project.remedy(f, &Options::default()).expect("a remedy");
        let [r] = &remedy.written[..] else {
            unreachable!("{}: {remedy:?}", f.line);
        };
        let own = format!("{}.{}", f.party, f.line);
        let mut now = judged(&single(&written(r)));
        assert_eq!(now.remove(&own), Some(Verdict::Respected), "{own}: {r:?}");
        let changed = now.iter().filter(|(line, v)| before[*line] != **v);
        let changed: Vec<(String, Verdict)> = changed.map(|(l, v)| (l.clone(), *v)).collect();
        let others = remedy.others.iter();
        let others = others.map(|c| (format!("{}.{}", c.party, c.line), c.with));
        let others: Vec<(String, Verdict)> = others.collect();
        assert_eq!(others, changed, "{own}: {r:?}");
        told.push((own, r.clause.clone(), others.len()));
    }
    let expected = [
        ("Averne.A1", Some("2"), 1),
        ("Averne.A2", Some("4"), 0),
        ("Averne.A3", Some("5"), 1),
        ("Averne.A4", None, 0),
    ];
    let expected = expected.map(|(l, c, n)| (l.to_owned(), c.map(str::to_owned), n));
    assert_eq!(told, expected);
}

#[test]
fn what_nothing_that_was_tried_meets_has_no_remedy() {
    // One rule demands what the other forbids: no sentence meets the line.
    let both = TEXT.replace(
        "require that Averne shall not join any alliance;",
        "require that Averne shall not join any alliance; forbid that Averne shall not join any alliance;",
    );
    let project = single(&both);
    let report = project.judged(&Options::default());
    let f = report.findings.iter().find(|f| f.line == "A4");
    let f = f.expect("the line");
    assert_eq!(f.verdict, Verdict::Crossed);
    assert_eq!(project.remedy(f, &Options::default()), None);
}

/// A text that a mark-up takes from another draft is not rewritten for it, and a change in a text is one in all drafts that hold it.
#[test]
fn other_drafts_that_hold_the_text_are_told() {
    let text = TEXT.replace(
        "party Averne {",
        "framework m \"M\" amends d { parties: Averne, Norland; strike 5; }\nparty Averne {",
    );
    let project = single(&text);
    let report = project.judged(&Options::default());
    let found = |draft: &str| {
        let mut all = report.findings.iter();
        let f = all
            .find(|f| f.draft == draft && f.line == "A2")
            .expect("it");
        project.remedy(f, &Options::default()).expect("a remedy")
    };
    let of_base = found("d");
    assert_eq!(of_base.written[0].clause.as_deref(), Some("4"));
    let changed: Vec<&str> = of_base.others.iter().map(|c| c.draft.as_str()).collect();
    assert_eq!(changed, ["m"], "the mark-up holds clause 4 too");
    let of_markup = project.remedy(
        report
            .findings
            .iter()
            .find(|f| f.draft == "m" && f.line == "A2")
            .expect("it"),
        &Options::default(),
    );
    assert_eq!(of_markup, None, "clause 4 is not a text of its own");
}

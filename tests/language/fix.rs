//! `check --fix`: what is mended, what is only suggested, and what must never change by it.

use crate::inside::grow::Grow;
use crate::inside::texts::{blocks, files, single};
use armistice::diagnostic::Code;
use armistice::source::MemoryLoader;
use armistice::{Input, Mended, Options, Project, mend};

fn mended(text: &str) -> Mended {
    mend(
        &[Input {
            path: "test.truce".into(),
            text: text.to_owned(),
        }],
        false,
        &MemoryLoader::default(),
        true,
    )
}

/// The text after it was mended.
fn after(text: &str) -> String {
    mended(text)
        .files
        .pop()
        .map_or_else(|| text.to_owned(), |f| f.after)
}

const WORLD: &str = "state Averne; state Norland; region Sorrel in Averne;\n";

fn in_draft(header: &str, body: &str) -> String {
    format!(
        "{WORLD}framework f \"t\" {{\n  {header}\n  provision 1 \"a\" {{\n    {body}\n  }}\n}}\n"
    )
}

const HEADER: &str = "parties: Averne, Norland;";
const SENTENCE: &str = "Averne shall withdraw forces from Sorrel;";

#[test]
fn safe_edits_are_made() {
    let bodies = [
        (
            "a name, two letters swapped",
            "Averne shall withdraw forces from Sorrle;",
            SENTENCE,
        ),
        (
            "a name, a letter doubled",
            "Avernne shall withdraw forces from Sorrel;",
            SENTENCE,
        ),
        (
            "a name, a double letter written once",
            "Averne shall withdraw forces from Sorel;",
            SENTENCE,
        ),
        (
            "a name in capitals",
            "AVERNE shall withdraw forces from Sorrel;",
            SENTENCE,
        ),
        (
            "a verb",
            "Averne shall withdarw forces from Sorrel;",
            SENTENCE,
        ),
        (
            "a word",
            "Averne shall limit wepaons;",
            "Averne shall limit weapons;",
        ),
        (
            "a modal",
            "Averne shal withdraw forces from Sorrel;",
            SENTENCE,
        ),
        (
            "an underscore",
            "Averne shall limit armed_forces;",
            "Averne shall limit armed-forces;",
        ),
        (
            "no semicolon at the end of a block",
            "Averne shall withdraw forces from Sorrel",
            SENTENCE,
        ),
        (
            "no semicolon before a statement",
            "Averne shall withdraw forces from Sorrel\n    Norland shall limit weapons;",
            "Averne shall withdraw forces from Sorrel;\n    Norland shall limit weapons;",
        ),
        (
            "no semicolons at all",
            "Averne shall withdraw forces from Sorrel\n    Norland shall limit weapons\n    Averne shall limit weapons",
            "Averne shall withdraw forces from Sorrel;\n    Norland shall limit weapons;\n    Averne shall limit weapons;",
        ),
        (
            "a full stop",
            "Averne shall withdraw forces from Sorrel.",
            SENTENCE,
        ),
        (
            "a no-break space",
            "Averne shall\u{A0}withdraw forces from Sorrel;",
            SENTENCE,
        ),
        (
            "a space nobody sees",
            "Averne shall with\u{200B}draw forces from Sorrel;",
            SENTENCE,
        ),
        (
            "a hyphen of another sort",
            "Averne shall limit armed\u{2011}forces;",
            "Averne shall limit armed-forces;",
        ),
        (
            "a semicolon of another script",
            "Averne shall withdraw forces from Sorrel；",
            SENTENCE,
        ),
        (
            "digits of another width",
            "Averne shall withdraw forces from Sorrel by ２０２６-03-01;",
            "Averne shall withdraw forces from Sorrel by 2026-03-01;",
        ),
        ("quotes", "note: “a – b”;", "note: \"a – b\";"),
    ];
    for (what, wrong, right) in bodies {
        assert_eq!(
            after(&in_draft(HEADER, wrong)),
            in_draft(HEADER, right),
            "{what}"
        );
    }
    let headers = [
        (
            "the order of fields",
            "dated: 2026-03-01;\n  parties: Averne, Norland;",
            "parties: Averne, Norland;\n  dated: 2026-03-01;",
        ),
        (
            "on one line",
            "dated: 2026-03-01; sides: Averne, Norland; parties: Averne, Norland;",
            "parties: Averne, Norland; sides: Averne, Norland; dated: 2026-03-01;",
        ),
        (
            "with comments",
            "// when\n  // we met\n  dated: 2026-03-01;   // in Geneva\n  parties: Averne,   // first\n    Norland;",
            "parties: Averne,   // first\n    Norland;\n  // when\n  // we met\n  dated: 2026-03-01;   // in Geneva",
        ),
        ("a field of the head", "patries: Averne, Norland;", HEADER),
    ];
    for (what, wrong, right) in headers {
        assert_eq!(
            after(&in_draft(wrong, SENTENCE)),
            in_draft(right, SENTENCE),
            "{what}"
        );
    }
    let apart = format!("{WORLD}state Cafe\u{301}land;");
    assert_eq!(
        after(&apart),
        format!("{WORLD}state Caféland;"),
        "accents that stand apart"
    );
    let line = |open: &str| {
        format!(
            "{WORLD}party Averne {{\n  {open} A1 \"x\" {{ forbid that Averne shall withdraw forces from Sorrel; }}\n}}\n"
        )
    };
    assert_eq!(after(&line("redline")), line("red line"));
}

#[test]
fn what_may_change_the_meaning_is_left_alone() {
    let bodies = [
        "Averne will withdraw forces;",
        "Averne may not withdraw forces;",
        "Averne and Norland shall observe ceasefire;",
        "Averne shall withdraw forces after Norland withdraws;",
        "Averne shall limit armed-forces to 600,000 personnel;",
        "Averne shall limit armed-forces to 80.000 personnel;",
        "Averne shall limit armed-forces to thirty personnel;",
        "Averne shall withdraw forces by 20.11.2025;",
        "Averne shall withdraw forces 30 days after signature;",
        "Averne shall withdraw forces within 3 months from signature;",
        "Averne shall withdraw forces from Sorral;",
        "Averne shall withdraw troops from Sorrel;",
        "Averne shall limit Weapons;",
        "norland shall limit weapons;",
        "Averne shall limit weapons –;",
        "Averne’s forces shall withdraw;",
        "Averne withdraws forces;",
        "The Averne shall withdraw forces;",
        "# Averne shall withdraw forces;",
        "-- Averne shall withdraw forces;",
        "Averne shall withdraw forces from Sorrel\n    within 5 days of signature if Norland will agree;",
        "Averne shall limit weapons, Norland shall limit weapons;",
        "Averne shall limit \u{202E}weapons;",
        "Averne shall withdraw forces by ٢٠٢٦-٠٣-٠١;",
    ];
    for body in bodies {
        let text = in_draft(HEADER, body);
        assert!(
            !single(&text)
                .judged(&Options::default())
                .diagnostics
                .is_empty(),
            "nothing is wrong with {body}"
        );
        assert_eq!(after(&text), text, "{body}");
    }
    let headers = [
        (
            "another statement between",
            "dated: 2026-03-01;\n  signature on 2026-03-02;\n  parties: Averne, Norland;",
        ),
        (
            "a comment that stands alone",
            "dated: 2026-03-01;\n\n  // who\n\n  parties: Averne, Norland;",
        ),
        (
            "a comment on a line of two fields",
            "dated: 2026-03-01; parties: Averne, Norland;   // both",
        ),
    ];
    for (what, header) in headers {
        let text = in_draft(header, SENTENCE);
        assert!(
            single(&text)
                .judged(&Options {
                    lints: true,
                    ..Options::default()
                })
                .diagnostics
                .iter()
                .any(|d| d.code == Code::HeaderOrder && !d.fixable()),
            "{what}"
        );
        assert_eq!(after(&text), text, "{what}");
    }
    let two = format!(
        "state Norland; state Norlind;\n{}",
        in_draft(HEADER, "Norlnad shall limit weapons;").replace("state Norland; ", "")
    );
    assert_eq!(after(&two), two, "two names are near");
    let line = format!(
        "{WORLD}party Averne {{ red line A1 \"x\" {{ forbid that forces are present in Sorrel if Averne withdraws forces from Sorrel; }} }}"
    );
    assert_eq!(after(&line), line, "all of a place, or a part of it");
}

/// Verdicts by draft, party and line.
fn verdicts(inputs: &[Input]) -> Vec<String> {
    let project = Project::new(inputs.to_vec(), false, &MemoryLoader::default());
    project
        .judged(&Options::default())
        .findings
        .iter()
        .map(|f| format!("{} {} {} {}", f.draft, f.party, f.line, f.verdict.word()))
        .collect()
}

/// Everything judged before is judged so after, and mending again changes nothing.
fn holds(inputs: &[Input]) -> Mended {
    let done = mend(inputs, false, &MemoryLoader::default(), true);
    if done.files.is_empty() {
        // The same texts again would be judged and mended alike.
        return done;
    }
    let text = |i: &Input| {
        done.files
            .iter()
            .find(|f| f.path == i.path)
            .map_or_else(|| i.text.clone(), |f| f.after.clone())
    };
    let after: Vec<Input> = inputs
        .iter()
        .map(|i| Input {
            path: i.path.clone(),
            text: text(i),
        })
        .collect();
    let (old, new) = (verdicts(inputs), verdicts(&after));
    assert!(
        old.iter().all(|v| new.contains(v)),
        "{:?}\n{old:?}\n{new:?}",
        done.files
    );
    assert_eq!(
        mend(&after, false, &MemoryLoader::default(), true).files,
        Vec::new()
    );
    done
}

#[test]
fn no_verdict_changes_and_nothing_is_mended_twice() {
    let one = |text: &str| {
        let input = Input {
            path: "test.truce".into(),
            text: text.to_owned(),
        };
        holds(&[input]).fixes
    };
    let mut fixes = 0;
    for seed in 0..80 {
        let (plain, noisy) = Grow::new(seed).file();
        fixes += one(&plain) + one(&noisy);
    }
    for code in Code::ALL {
        fixes += blocks(code.page(), "truce wrong")
            .iter()
            .map(|text| one(text))
            .sum::<usize>();
    }
    fixes += files("tests/trials/mistakes")
        .iter()
        .map(|f| one(&f.text))
        .sum::<usize>();
    assert!(fixes >= 8, "only {fixes} fixes");
}

/// Real texts with slips in them: what is mended is as it was.
#[test]
fn slips_in_real_texts_are_mended_to_what_was_written() {
    let whole = files("examples/minsk");
    let mut back = 0;
    for seed in 0..8 {
        let mut grow = Grow::new(seed);
        let mut broken = whole.clone();
        let n = grow.choose(broken.len());
        let text = &mut broken[n].text;
        let spots: Vec<usize> = text
            .match_indices(if seed % 2 == 0 { ";\n" } else { " shall " })
            .map(|(at, _)| at)
            .collect();
        let Some(at) = spots.get(grow.choose(spots.len())).copied() else {
            continue;
        };
        if seed % 2 == 0 {
            text.remove(at);
        } else {
            text.replace_range(at..at + 7, "\u{A0}shal ");
        }
        back += holds(&broken)
            .files
            .iter()
            .filter(|f| {
                whole.iter().any(|w| {
                    w.path == f.path
                        && w.text.replace(" shall", "shall") == f.after.replace(" shall", "shall")
                })
            })
            .count();
    }
    assert!(back >= 3, "only {back} texts are as they were");
}

#[test]
fn edits_that_stand_in_order_are_made_at_once() {
    let edit = |start, end, text: &str| armistice::diagnostic::Edit {
        span: armistice::source::Span::new(armistice::source::SourceId(0), start, end),
        text: text.into(),
        safe: true,
    };
    let edits = [edit(12, 12, ";"), edit(19, 26, "Norland")];
    assert_eq!(
        armistice::diagnostic::fix::apply("state Averne state Norlnad;", &edits),
        "state Averne; state Norland;"
    );
}

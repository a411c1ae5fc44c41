//! No input makes the tool panic, hang, overflow the stack or write control characters.

use crate::inside::texts::single;
use armistice::Options;
use armistice::report::{Look, concise, human, json};
use std::time::{Duration, Instant};

const LOOK: Look = Look {
    colour: false,
    unicode: true,
    width: 100,
};

/// Everything is rendered, on a small stack, in bearable time; gives the codes.
fn survive(name: &str, text: String) -> Vec<&'static str> {
    let name = name.to_owned();
    let run = move || {
        let start = Instant::now();
        let project = single(&text);
        let report = project.judged(&Options::default());
        let shown = human(&report, &project.sources, LOOK) + &concise(&report, &project.sources);
        let bad = shown.chars().find(|c| {
            (*c < ' ' && *c != '\n')
                || ('\u{7F}'..='\u{9F}').contains(c)
                || ('\u{202A}'..='\u{202E}').contains(c)
                || ('\u{2066}'..='\u{2069}').contains(c)
        });
        assert_eq!(bad, None, "{name} writes a control character");
        let value: serde_json::Value =
            serde_json::from_str(&json(&report, &project.sources)).expect("JSON");
        assert_eq!(value["version"], 1);
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{name} took {:?}",
            start.elapsed()
        );
        report.diagnostics.iter().map(|d| d.code.slug()).collect()
    };
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(run)
        .expect("a thread")
        .join()
        .expect("no panic")
}

fn clause(inner: &str) -> String {
    format!("state A1; state B1;\nframework f \"t\" {{ provision 1 \"a\" {{ {inner} }} }}\n")
}

#[test]
fn nesting_is_limited_before_the_grammar_sees_it() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        for depth in [1_000usize, 1_000_000] {
            let start = Instant::now();
            let codes = survive(
                "nesting",
                format!("{}{}", open.repeat(depth), close.repeat(depth)),
            );
            assert!(
                codes.contains(&"nesting-too-deep"),
                "{open} {depth}: {codes:?}"
            );
            assert!(start.elapsed() < Duration::from_secs(5));
        }
    }
    let chain = |n: usize| clause(&format!("A1 shall respect {}B1;", "part of ".repeat(n)));
    assert!(survive("chain", chain(1000)).contains(&"nesting-too-deep"));
    assert!(!survive("chain", chain(40)).contains(&"nesting-too-deep"));
    let deep = |n: usize| {
        format!(
            "state A1;\nframework f \"t\" {{ {}{} }}",
            "provision 1 \"a\" { ".repeat(n),
            "}".repeat(n)
        )
    };
    assert!(!survive("clauses", deep(60)).contains(&"nesting-too-deep"));
    assert!(survive("clauses", deep(70)).contains(&"nesting-too-deep"));
    assert!(
        survive(
            "that",
            clause(&format!(
                "A1 shall ensure {}A1 shall limit weapons;",
                "that A1 shall ensure ".repeat(500)
            ))
        )
        .contains(&"nesting-too-deep")
    );
}

#[test]
fn broken_brackets_stay_linear() {
    for text in [
        "{",
        "(",
        "[",
        "framework f { ",
        "A shall x from (",
        "red line x {",
        "either a { ",
        "[a | ",
        "if A agrees and ",
    ] {
        let small = text.repeat(200);
        let large = text.repeat(2000);
        let time = |t: String| {
            let s = Instant::now();
            survive(text, t);
            s.elapsed()
        };
        let (a, b) = (time(small), time(large));
        assert!(
            b < a * 200 + Duration::from_secs(2),
            "{text}: {a:?} then {b:?}"
        );
    }
}

#[test]
fn odd_texts_are_survived() {
    let long = "a".repeat(1_000_000);
    let cases: Vec<(&str, String)> = vec![
        ("empty", String::new()),
        ("blank", " \n\t\r\n".to_owned()),
        ("one long line", clause(&format!("A1 shall limit {long};"))),
        ("long label far in", clause(&format!("A1 shall limit weapons; note: \"{long}\"; B1 shall limt weapons;"))),
        ("no end", "framework f \"t\" {\n  provision 1".to_owned()),
        ("text without end", "state A1 \"abc\nstate B1;".to_owned()),
        ("long text without end", "state A1; \"\"\" abc".to_owned()),
        ("escape in a name", clause("A1 shall limit \u{1b}[2Jweapons;")),
        ("controls everywhere", (0u32..0x20).filter_map(char::from_u32).collect()),
        ("c1", clause("A1 \u{9b}2J shall limit weapons;")),
        ("bidi", clause("A1 shall limit \u{202e}snopaew;")),
        ("bidi in a title", "state A1 \"x\u{2066}y\";".to_owned()),
        ("bidi in a comment", "// \u{202e}\nstate A1;".to_owned()),
        ("nbsp", clause("A1\u{a0}shall limit weapons;")),
        ("smart quotes", "state A1 “Averne”;".to_owned()),
        ("digits", clause("A1 shall limit armed-forces to ٦٠٠ personnel;")),
        ("huge number", clause("A1 shall limit armed-forces to 99999999999999999999999999999999999999999 personnel;")),
        ("huge product", clause("A1 shall limit armed-forces to 999999999999999999999999999999 billion personnel;")),
        ("year 0", clause("A1 shall withdraw forces by 0000-00-00;")),
        ("lone returns", "state A1;\rstate B1;\rframework f \"t\" { provision 1 \"a\" { A1 will limit weapons; } }".to_owned()),
        ("crlf", clause("A1 will limit weapons;").replace('\n', "\r\n")),
        ("cycle of places", "region A1 in B1; region B1 in A1;".to_owned()),
        ("cycle of terms", "terms topic: a (b); terms topic: b (a);".to_owned()),
        ("amends itself", "framework f amends f { strike 1; }".to_owned()),
        ("amends in a circle", "framework f amends g { strike 1; } framework g amends f { strike 2; }".to_owned()),
        ("label of dots", "framework f { provision 1.1.1.1.1 \"a\" { } provision 1.1 \"b\" { } }".to_owned()),
        ("reserved words as names", "state \"shall\"; framework f { provision 1 { \"shall\" shall limit weapons; } }".to_owned()),
        ("scripts", "state Україна; state 中国; state إسرائيل; framework f { provision 1 { Україна, 中国, إسرائيل shall observe ceasefire; } }".to_owned()),
        ("many", "state A1;\n".repeat(3000)),
    ];
    for (name, text) in cases {
        let codes = survive(name, text);
        match name {
            "bidi" | "bidi in a title" | "bidi in a comment" => {
                assert!(codes.contains(&"bidi-control"), "{name}: {codes:?}")
            }
            "nbsp" | "smart quotes" => assert!(codes.contains(&"look-alike"), "{name}: {codes:?}"),
            "huge number" | "huge product" => {
                assert!(codes.contains(&"bad-number"), "{name}: {codes:?}")
            }
            "year 0" => assert!(codes.contains(&"bad-date"), "{name}: {codes:?}"),
            "amends itself" | "amends in a circle" => {
                assert!(codes.contains(&"amends-cycle"), "{name}: {codes:?}")
            }
            "scripts" => assert!(codes.is_empty(), "{name}: {codes:?}"),
            _ => {}
        }
    }
}

/// Random changes to real texts: cut, doubled, swapped bytes.
#[test]
fn damaged_examples_are_survived() {
    let mut seed = 0x2545_F491u32;
    let mut next = |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed as usize % n.max(1)
    };
    let files = crate::inside::texts::files("examples");
    for round in 0..120 {
        let file = &files[round % files.len()];
        let mut bytes = file.text.clone().into_bytes();
        let from = next(bytes.len());
        bytes = bytes[from..(from + 4000).min(bytes.len())].to_vec();
        for _ in 0..1 + next(8) {
            let at = next(bytes.len());
            match next(4) {
                0 => drop(bytes.remove(at)),
                1 => bytes.insert(at, b"{}()[];:,.\"/\\=|-_ "[next(18)]),
                2 => bytes.truncate(at),
                _ => bytes[at] = next(256) as u8,
            }
            if bytes.is_empty() {
                bytes.push(b' ');
            }
        }
        survive(
            &format!("round {round} of {}", file.path),
            String::from_utf8_lossy(&bytes).into_owned(),
        );
    }
}

#[test]
fn one_mistake_deep_down_costs_no_more_for_each_level() {
    // Trying a block twice at each level would take 2^50 steps.
    let wrong = "A1 shall join !B1;";
    for (open, close) in [
        ("provision 2 \"x\" { ", "}"),
        ("provision AA \"x\" { ", "}"),
        ("either A1 { ", "}"),
        ("either A1 { ", "} or B1 { A1 shall join B1; }"),
        ("ambiguous x { reading y { ", "} }"),
        ("region R1 { ", "}"),
        ("provision 2 \"x\" { ", ""),
    ] {
        let levels = if open.matches('{').count() > 1 {
            25
        } else {
            50
        };
        let text = format!(
            "state A1; state B1; framework d \"D\" {{ {}{wrong}{} }}",
            open.repeat(levels),
            close.repeat(levels)
        );
        let start = Instant::now();
        survive(open, text);
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{open} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn towers_circles_and_crowds_are_told_and_cut() {
    let list =
        |n: usize, one: &dyn Fn(usize) -> String| (1..n).map(one).collect::<Vec<_>>().join(" ");
    assert!(
        survive(
            "regions",
            format!(
                "region R0; {}",
                list(3_000, &|i| format!("region R{i} in R{};", i - 1))
            )
        )
        .contains(&"nesting-too-deep")
    );
    assert!(
        survive(
            "terms",
            format!(
                "terms topic: t0; {}",
                list(3_000, &|i| format!("terms t{}: t{i};", i - 1))
            )
        )
        .contains(&"nesting-too-deep")
    );
    assert!(
        survive(
            "regions beside one another",
            format!(
                "region R0; {}",
                list(5_000, &|i| format!("region R{i} in R0;"))
            )
        )
        .is_empty()
    );
    for circle in [
        "region R1 in R2; region R2 in R1;",
        "region R1 in R1;",
        "body B1 of B1;",
        "organisation O1 { members: O1; }",
        "terms topic: a1; terms a1: b1; terms b1: a1;",
        "type c1: d1; type d1: c1;",
    ] {
        assert_eq!(
            survive(circle, circle.to_owned()),
            ["containment-cycle"],
            "{circle}"
        );
    }
    let branches = |n: usize| {
        clause(&format!(
            "either A1 {{ A1 shall limit weapons; }} {}",
            "or B1 { B1 shall limit weapons; } ".repeat(n)
        ))
    };
    assert!(survive("branches", branches(2_000)).contains(&"limit-reached"));
    assert!(!survive("branches", branches(60)).contains(&"limit-reached"));
    let numbers: Vec<String> = (1..2_000).map(|n| n.to_string()).collect();
    assert!(
        survive(
            "a wide bracket",
            clause(&format!(
                "A1 shall limit weapons to [{}] weapons;",
                numbers.join(" | ")
            ))
        )
        .contains(&"limit-reached")
    );
}

#[test]
fn a_broken_text_does_not_drown_the_report() {
    let codes = survive("braces", "}".repeat(20_000));
    assert!(codes.len() < 1_100, "{} diagnostics", codes.len());
    assert_eq!(codes.iter().filter(|c| **c == "limit-reached").count(), 1);
    // Each unknown name is held against all others: half as many take a fourth of the time, and are still more than are told.
    let names = if std::env::var("ARMISTICE_WORLDS").is_ok() {
        3_000
    } else {
        1_500
    };
    let unknown: String = (0..names).map(|n| format!("state Norli{n}a; ")).collect();
    let used: String = (0..names)
        .map(|n| format!("Norly{n}b shall limit weapons; "))
        .collect();
    survive(
        "misspelt names",
        format!("{unknown} framework f \"t\" {{ provision 1 \"a\" {{ {used} }} }}"),
    );
}

#[test]
fn look_alikes_are_told_wherever_they_stand() {
    assert_eq!(
        survive(
            "drafts",
            "framework paypal \"a\" { } framework p\u{430}ypal \"b\" { }".to_owned()
        ),
        ["confusable-names"]
    );
    assert_eq!(
        survive("words", "terms topic: scope1, \u{455}cope1;".to_owned()),
        ["confusable-names"]
    );
    let line = |l: &str| format!("red line {l} \"x\" {{ forbid that A1 shall limit weapons; }}");
    assert_eq!(
        survive(
            "labels",
            format!(
                "state A1; party A1 {{ {} {} }}",
                line("UA1"),
                line("U\u{410}1")
            )
        ),
        ["confusable-names"]
    );
    assert_eq!(
        survive("a wide digit", "state A\u{FF11};".to_owned()),
        ["look-alike"]
    );
    assert_eq!(
        survive("a mark in a text", "state A1 \"a\u{200F}b\";".to_owned()),
        ["bidi-control"]
    );
}

/// A draft with so many steps and so many reliefs, each after a step, and a line on each order.
fn steps(n: usize, more: &str) -> String {
    let one = |i: usize| {
        format!(
            "provision {} \"a\" {{ B1 shall withdraw all forces from R1; }} provision {} \"b\" {{ A1 shall lift all sanctions on B1, after completion of clause {}; }} ",
            2 * i + 1,
            2 * i + 2,
            2 * (i / 2) + 1
        )
    };
    let event = "completion of (B1 withdraws all forces from R1)";
    format!(
        "state A1; state B1; region R1 in A1; framework f \"t\" {{ {}{more} }} party A1 {{ red line L0 \"x\" {{ require that A1 shall lift all sanctions on B1 after {event}; }} red line L1 \"x\" {{ forbid that A1 shall lift sanctions on B1 before {event}; }} }}",
        (0..n).map(one).collect::<String>()
    )
}

#[test]
fn what_is_too_large_for_a_schedule_is_judged_without_it_and_told() {
    for (n, note) in [
        (20, None),
        (100, Some("more than 64 promises perform an event")),
        (1_050, Some("more than 2000 sentences")),
    ] {
        survive("steps", steps(n, ""));
        let report = single(&steps(n, "")).judged(&Options::default());
        for l in &report.findings {
            assert_eq!(
                l.verdict,
                armistice::verdict::Verdict::Open,
                "{} of {n}",
                l.line
            );
            let told = l.notes.iter().find(|x| x.contains("schedule"));
            assert_eq!(
                told.map(String::as_str)
                    .is_some_and(|t| note.is_some_and(|n| t.contains(n))),
                note.is_some(),
                "{} of {n}: {told:?}",
                l.line
            );
            assert_eq!(
                told.is_some(),
                note.is_some(),
                "{} of {n}: {told:?}",
                l.line
            );
        }
        assert_eq!(report.findings.len(), 2);
    }
}

#[test]
fn a_circle_of_steps_in_a_long_draft_is_found_in_bearable_time() {
    let circle = "provision 90000 \"z\" { B1 shall withdraw artillery from R1 after completion of clause 90001; } provision 90001 \"y\" { A1 shall withdraw artillery from R1 after completion of clause 90000; }";
    let text = steps(400, circle);
    survive("a circle", text.clone());
    let project = single(&text);
    let (world, draft) = project.draft("f").expect("the draft");
    let start = Instant::now();
    let found = armistice::schedule::schedule(world, draft, &[]).windows();
    assert!(found.is_err_and(|circle| circle.iter().filter(|(why, ..)| why.said).count() == 2));
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}

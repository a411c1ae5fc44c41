//! What a text costs grows with its length, whatever it is made of: four times the text may take some six times as long, and nothing takes long.

use crate::program::{code, run, scratch};
use std::time::{Duration, Instant};

/// A shape, how often it is repeated at first, and what makes the text.
type Shape = (&'static str, usize, fn(usize) -> String);

fn draft(body: &str) -> String {
    format!(
        "state Averne; state Norland; region Vale in Averne;\nframework f \"f\" {{ parties: Averne, Norland; dated: 2026-01-01;\n{body}\n}}\n"
    )
}

/// Clauses made one by one.
fn clauses(n: usize, promise: impl Fn(usize) -> String) -> String {
    let clause = |n: usize| format!("provision {n} \"p\" {{ {} }}\n", promise(n));
    draft(&(1..=n).map(clause).collect::<String>())
}

fn limit_to(text: String, line: &str) -> String {
    format!("{text}party Averne {{ red line L \"x\" firm {{ {line} }} }}\n")
}

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    ("semicolons", 24_000, |n| ";".repeat(n)),
    ("colons", 24_000, |n| ":".repeat(n)),
    ("words", 12_000, |n| "a ".repeat(n)),
    ("bars", 12_000, |n| "| ".repeat(n)),
    ("dots", 24_000, |n| ".".repeat(n)),
    ("doves", 6_000, |n| "\u{1F54A}".repeat(n)),
    ("square brackets", 12_000, |n| "[]".repeat(n)),
    ("parentheses", 12_000, |n| "()".repeat(n)),
    ("braces", 12_000, |n| "{}".repeat(n)),
    ("closing braces", 12_000, |n| "} ".repeat(n)),
    ("slashes", 12_000, |n| "/ ".repeat(n)),
    ("quotes", 6_000, |n| "\"a\" ".repeat(n)),
    ("no-break spaces", 12_000, |n| "\u{A0}".repeat(n)),
    ("joiners", 8_000, |n| "\u{200D}".repeat(n)),
    ("deadlines", 8_000, |n| draft(&format!("provision 1 \"x\" {{ Averne shall limit weapons {}; }}", "by ".repeat(n)))),
    ("names with apostrophes", 6_000, |n| format!("state Averne;\n\u{201C} {}", "A'".repeat(n))),
    ("half sentences", 3_000, |n| "A1 shall ".repeat(n)),
    ("no line ends", 1_000, |n| (0..n).map(|i| format!("state A{i}\n")).collect()),
    ("curved quotes", 500, |n| clauses(n, |_| "Averne shall limit weapons;".to_owned()).replace("\"p\"", "“p”")),
    ("alternatives", 500, |n| draft(&format!("provision 1 \"x\" {{ {} {{}} }}", "either { Averne shall limit weapons; } or ".repeat(n)))),
    ("steps that wait", 60, |n| limit_to(clauses(n, |i| format!("Averne shall withdraw forces from Vale{};", if i == 1 { String::new() } else { format!(" within 5 days after completion of clause {}", i - 1) })),
        "require completion of (Averne withdraws forces from Vale) before 2027-01-01;")),
    ("steps that wait for the latest of many", 25, |n| limit_to(clauses(n, |i| {
        let before: String = (i.saturating_sub(6)..i).filter(|j| *j > 0).map(|j| format!(" and completion of clause {j}")).collect();
        format!("Averne shall withdraw forces from Vale after later of signature and agreement{before};")
    }), "require completion of (Averne withdraws forces from Vale) before 2027-01-01;")),
];

/// How long it takes; a run that is disturbed takes longer, so the shorter of two counts.
fn time(args: &[&str]) -> Duration {
    let once = || {
        let start = Instant::now();
        let code = code(&run(args));
        assert!((0..=3).contains(&code), "{args:?} ends with {code}");
        start.elapsed()
    };
    once().min(once())
}

#[test]
fn no_shape_of_text_costs_more_than_its_length() {
    let mut wrong = Vec::new();
    for (name, n, make) in SHAPES {
        let (one, four) = (make(*n), make(4 * n));
        let dir = scratch(
            "growth",
            &[
                ("one/t.truce", one.as_bytes()),
                ("four/t.truce", four.as_bytes()),
            ],
        );
        let path = |which: &str| {
            dir.join(which)
                .join("t.truce")
                .to_string_lossy()
                .into_owned()
        };
        let (one, four) = (path("one"), path("four"));
        for call in [&["check"][..], &["fmt", "--check"], &["check", "--diff"]] {
            let with = |file: &'_ str| {
                [call, &[file]]
                    .concat()
                    .iter()
                    .map(|a| (*a).to_owned())
                    .collect::<Vec<_>>()
            };
            let measured = |file: &str| {
                let args = with(file);
                time(&args.iter().map(String::as_str).collect::<Vec<_>>())
            };
            let large = measured(&four);
            // What is over at once tells nothing of how it grows.
            if large < Duration::from_millis(400) {
                continue;
            }
            let small = measured(&one);
            let ratio = large.as_secs_f64() / small.as_secs_f64().max(0.02);
            if ratio > 8.0 || large > Duration::from_secs(8) {
                wrong.push(format!(
                    "{name}, {call:?}: {small:?} and {large:?} for four times as much"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each change is weighed by itself, unless all of them together would cost more than judging does.
#[test]
fn many_changes_that_are_dear_to_weigh_are_weighed_together() {
    let either = |i: usize| {
        let to = |who: &str| format!("{who} {{ {who} shall limit weapons to {i} pieces; }}");
        format!("either {} or {}", to("Averne"), to("Norland"))
    };
    let many = clauses(90, either);
    let text = format!(
        "{many}framework g \"g\" {{ parties: Averne, Norland; dated: 2026-01-01; provision 1 \"p\" {{ Averne shall limit weapons; }} }}\nparty Averne {{ red line L \"x\" firm {{ require at least 45 that Averne shall limit weapons; }} red line M \"x\" firm {{ require at least 30 that Norland shall limit weapons; }} }}\n"
    );
    let dir = scratch("dear", &[("t.truce", text.as_bytes())]);
    let file = dir.join("t.truce").to_string_lossy().into_owned();
    let start = Instant::now();
    let o = run(&["diff", "f", "g", &file]);
    assert_eq!(code(&o), 1, "{}", String::from_utf8_lossy(&o.stderr));
    assert!(
        start.elapsed() < Duration::from_secs(12),
        "{:?}",
        start.elapsed()
    );
}

/// Rules of effects have more ways to follow than anybody can count; each is found in bearable time, and told once.
#[test]
fn what_follows_in_very_many_ways_is_found_once() {
    let states = |n: usize| (0..n).map(|i| format!("state S{i}; ")).collect::<String>();
    let ring = |n: usize| {
        let hosts: String = (0..n)
            .map(|i| {
                format!(
                    "provision {} \"p\" {{ S{i} shall host forces from S{}; }}\n",
                    i + 1,
                    (i + 1) % n
                )
            })
            .collect();
        format!(
            "{}\nframework f \"f\" {{ dated: 2026-01-01;\n{hosts}}}\neffect any actor A is linked of any actor B {{\n  when A shall host forces from B;\n  when A is linked of any actor D and D is linked of B;\n}}\nparty S0 {{ red line L \"x\" firm {{ forbid that S1 is linked of S0; }} }}\n",
            states(n)
        )
    };
    let join = |n: usize| {
        let acts: String = (0..n)
            .map(|i| format!("provision {} \"p\" {{ S{i} shall limit weapons; S{i} shall limit artillery; S{i} shall limit aircraft; S{i} shall limit missiles; }}\n", i + 1))
            .collect();
        format!(
            "{}\nframework f \"f\" {{\n{acts}}}\neffect any actor A is doomed {{ when A shall limit weapons and any actor B shall limit artillery and any actor C shall limit aircraft and any actor D shall limit missiles; }}\nparty S0 {{ red line L \"x\" firm {{ forbid that any actor is doomed; }} }}\n",
            states(n)
        )
    };
    for (name, text) in [("a ring", ring(8)), ("a join", join(30))] {
        let dir = scratch("ways", &[("t.truce", text.as_bytes())]);
        let file = dir.join("t.truce").to_string_lossy().into_owned();
        let start = Instant::now();
        let o = run(&["check", &file, "--no-lints"]);
        assert_eq!(
            code(&o),
            1,
            "{name}: {}",
            String::from_utf8_lossy(&o.stderr)
        );
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{name}: {:?}",
            start.elapsed()
        );
        assert!(o.stdout.len() < 100_000, "{name}: {} bytes", o.stdout.len());
        let why = run(&["why", "f", "L", &file]);
        assert_eq!(code(&why), 0, "{name}");
        assert!(
            why.stdout.len() < 1_000_000,
            "{name}: {} bytes",
            why.stdout.len()
        );
    }
}

/// What amends or brings in a text has all clauses of that one: many of them are read up to a limit, and each of the others is told.
#[test]
fn texts_that_repeat_one_another_are_read_up_to_a_limit() {
    let clause =
        |n: usize| format!("provision {n} \"p\" {{ Averne shall limit weapons to {n} pieces; }}\n");
    let base = draft(&(1..=400).map(clause).collect::<String>());
    let amend = |n: usize| format!("framework a{n} \"a\" amends f {{ strike {n}; }}\n");
    let amended = base + &(1..=400).map(amend).collect::<String>();
    let link = |n: usize| {
        format!(
            "framework g{n} \"g\" {{ implements: g{}; provision 1 \"p\" {{ Averne shall limit weapons; }} }}\n",
            n + 1
        )
    };
    let mut linked = "state Averne;\n".to_owned();
    linked += &(0..800).map(link).collect::<String>();
    linked += "framework g800 \"g\" { provision 1 \"p\" { Averne shall limit weapons; } }\n";
    for (name, text) in [("amended", amended), ("linked", linked)] {
        let dir = scratch(&format!("repeated-{name}"), &[("t.truce", text.as_bytes())]);
        let start = Instant::now();
        let out = run(&["check", &dir.to_string_lossy(), "--format", "concise"]);
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        assert_eq!(code(&out), 3, "{name}");
        let limits = told
            .matches("error[limit-reached]: The drafts that are read together repeat")
            .count();
        assert!(limits > 200 && limits < 800, "{name}: {limits}");
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{name} took {:?}",
            start.elapsed()
        );
    }
}

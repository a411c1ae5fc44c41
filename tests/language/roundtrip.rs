//! Round trips: what is printed of a tree parses to that tree, for everything written in this repository and for texts grown at random.

use crate::inside::fences::fences;
use crate::inside::grow::Grow;
use crate::inside::shape::{Slots, enums, look, spanless};
use crate::inside::texts::{WORLD, files, pages};
use armistice::diagnostic::Code;
use armistice::source::{MemoryLoader, SourceId};
use armistice::syntax::tree::File;
use armistice::syntax::{parse, parse_whole, print};
use armistice::{Input, Options, Project};
use std::collections::BTreeMap;
use std::path::Path;

/// The tree of a text without mistakes.
fn tree(text: &str) -> Option<File> {
    let parsed = parse(SourceId(0), text);
    parsed.diagnostics.is_empty().then_some(parsed.file)
}

fn shown(file: &File) -> String {
    spanless(&format!("{file:?}"))
}

/// Prints a tree, reads it again, compares; gives the printed text.
fn again(name: &str, file: &File) -> String {
    let printed = print(file);
    let parsed = parse(SourceId(7), &printed);
    assert!(
        parsed.diagnostics.is_empty(),
        "{name}: printed with a mistake: {:?} in\n{printed}",
        parsed.diagnostics.first()
    );
    let (want, got) = (shown(file), shown(&parsed.file));
    if want != got {
        let same = want
            .chars()
            .zip(got.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let part = |s: &str| {
            s.chars()
                .skip(same.saturating_sub(80))
                .take(240)
                .collect::<String>()
        };
        assert_eq!(
            part(&want),
            part(&got),
            "{name}: another tree after\n{printed}"
        );
    }
    assert_eq!(
        print(&parsed.file),
        printed,
        "{name}: another text the second time"
    );
    printed
}

/// Every text of the repository that parses without a mistake, with a name.
pub fn texts() -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = files("examples")
        .into_iter()
        .map(|f| (f.path, f.text))
        .collect();
    out.extend(
        armistice::vocabulary::PRELUDE
            .iter()
            .map(|(p, t)| ((*p).to_owned(), (*t).to_owned())),
    );
    for f in files("tests/trials") {
        out.extend(
            f.text
                .split("\n// ----\n")
                .enumerate()
                .map(|(n, part)| (format!("{} part {}", f.path, n + 1), part.to_owned())),
        );
    }
    let codes = Code::ALL
        .iter()
        .map(|c| (format!("{}.md", c.slug()), c.page().to_owned()));
    for (name, page) in pages().into_iter().chain(codes) {
        for (n, (word, block)) in fences(&page).into_iter().enumerate() {
            let text = if word == "clause" {
                format!("{WORLD}{block}\n}}\n}}\n")
            } else {
                block
            };
            if word == "clause" || word.split(' ').next() == Some("truce") {
                out.push((format!("{name} block {}", n + 1), text));
            }
        }
    }
    out
}

#[test]
fn every_text_of_the_repository_comes_back() {
    let mut clean: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, text) in texts() {
        let Some(file) = tree(&text) else {
            assert!(
                !name.starts_with("examples/") && !name.starts_with("prelude/"),
                "{name} has a mistake"
            );
            continue;
        };
        again(&name, &file);
        let sort = ["examples/", "prelude/", "tests/trials/"]
            .into_iter()
            .find(|s| name.starts_with(s))
            .unwrap_or("blocks");
        *clean.entry(sort).or_default() += 1;
    }
    let most = |sort: &str| clean.get(sort).copied().unwrap_or(0);
    assert!(
        most("examples/") >= 19
            && most("prelude/") >= 9
            && most("tests/trials/") >= 115
            && most("blocks") >= 60,
        "{clean:?}"
    );
}

#[test]
fn what_is_printed_is_judged_alike() {
    let mut folders: BTreeMap<String, Vec<Input>> = BTreeMap::new();
    for f in files("examples") {
        folders
            .entry(f.path.split('/').nth(1).unwrap_or("").to_owned())
            .or_default()
            .push(f);
    }
    let judge = |inputs: Vec<Input>| {
        let project = Project::new(inputs, false, &MemoryLoader::default());
        let report = project.judged(&Options::default());
        (
            report.findings.len(),
            spanless(&format!("{:?} {:?}", report.findings, report.diagnostics)),
        )
    };
    for (folder, inputs) in folders {
        let printed = inputs
            .iter()
            .map(|f| Input {
                path: f.path.clone(),
                text: print(&parse(SourceId(0), &f.text).file),
            })
            .collect();
        let (want, got) = (judge(inputs), judge(printed));
        assert!(want.0 > 5, "{folder}");
        assert_eq!(want, got, "{folder}");
    }
}

const SAMPLES: u64 = 6000;

#[test]
fn whatever_grows_comes_back() {
    let mut slots = Slots::new();
    let (mut grown, mut refused) = (0, 0);
    for seed in 0..SAMPLES {
        let (plain, text) = Grow::new(seed).file();
        // The grammar is greedy: a few shapes put side by side make no sense to it.
        let Some(whole) = parse_whole(SourceId(0), &text) else {
            refused += 1;
            continue;
        };
        let parsed = parse(SourceId(0), &text);
        assert!(
            parsed.diagnostics.is_empty(),
            "seed {seed} parses in one go, but piecewise with {:?}\n{text}",
            parsed.diagnostics
        );
        let file = parsed.file;
        assert_eq!(
            shown(&whole),
            shown(&file),
            "seed {seed}: piecewise, another tree\n{text}"
        );
        assert_eq!(
            tree(&plain).map(|f| shown(&f)),
            Some(shown(&file)),
            "seed {seed}: blanks or comments matter in\n{text}"
        );
        grown += 1;
        again(&format!("seed {seed}\n{text}\n"), &file);
        look(&shown(&file), &mut slots);
    }
    assert!(
        refused * 10 < SAMPLES && grown > 5000,
        "{refused} refused, {grown} grown"
    );
    assert_eq!(unseen(&slots), Vec::<String>::new());
}

/// Variants that were never grown, and parts that were always or never there.
fn unseen(slots: &Slots) -> Vec<String> {
    let mut out = Vec::new();
    for (name, variants) in enums() {
        // Some slot takes exactly the variants of this enum, and has shown each of them more than once.
        let full = slots.values().any(|seen| {
            let of_enum: Vec<_> = seen
                .iter()
                .filter(|(v, _)| !matches!(v.as_str(), "None" | "Some" | "[]" | "[+]"))
                .collect();
            of_enum.len() == variants.len()
                && of_enum
                    .iter()
                    .all(|(v, n)| variants.contains(*v) && **n > 1)
        });
        if !full {
            out.push(format!(
                "enum {name}: no slot has shown all of {variants:?}"
            ));
        }
    }
    for (slot, seen) in slots {
        for (a, b) in [("None", "Some"), ("true", "false")] {
            if seen.contains_key(a) != seen.contains_key(b) {
                out.push(format!("{slot}: {a} or {b} only"));
            }
        }
        if seen.contains_key("[]") && !seen.contains_key("[+]") {
            out.push(format!("{slot}: always empty"));
        }
    }
    out
}

/// The tokens of a printed text: what stands between blanks, a text in quotes being one.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut start, mut quote): (Option<usize>, Option<&str>) = (None, None);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut len = c.len_utf8();
        match quote {
            Some(end) if text[at..].starts_with(end) => {
                len = end.len();
                quote = None;
            }
            None if c == '"' => {
                let mark = if text[at..].starts_with("\"\"\"") {
                    "\"\"\""
                } else {
                    "\""
                };
                len = mark.len();
                quote = Some(mark);
            }
            _ => {}
        }
        if quote.is_none() && c.is_whitespace() {
            out.extend(start.take().map(|s| (s, at)));
        } else {
            start.get_or_insert(at);
        }
        at += len;
    }
    out.extend(start.map(|s| (s, at)));
    out
}

#[test]
fn every_token_is_in_the_tree_and_seen() {
    let mut tried = 0;
    for seed in SAMPLES..SAMPLES + 1500 {
        let mut grow = Grow::new(seed);
        let (plain, _) = grow.file();
        let Some(file) = tree(&plain) else { continue };
        let want = shown(&file);
        for text in [&plain, &print(&file)] {
            let all = tokens(text);
            for _ in 0..3 {
                let (from, to) = all[grow.choose(all.len())];
                // A comma before a phrase makes no difference; one between values stands with its value.
                if &text[from..to] == "," {
                    continue;
                }
                let without = format!("{} {}", &text[..from], &text[to..]);
                let got = parse_whole(SourceId(0), &without).map(|f| shown(&f));
                tried += 1;
                assert!(
                    got.as_ref() != Some(&want),
                    "seed {seed}: `{}` may be left out of\n{text}",
                    &text[from..to]
                );
            }
        }
    }
    assert!(tried > 7000, "only {tried}");
}

#[test]
fn what_never_grew_would_be_noticed() {
    assert!(enums().len() >= 23 && unseen(&Slots::new()).len() == enums().len());
    let mut slots = Slots::new();
    for text in ["use \"a\"; state A1; moment a; framework f { } party P1 { } test \"t\" { }"; 2] {
        look(&shown(&tree(text).expect("no mistake")), &mut slots);
    }
    let items = |slots: &Slots| !unseen(slots).iter().any(|u| u.starts_with("enum Item:"));
    assert!(items(&slots));
    slots.get_mut("File.items").expect("items").remove("Party");
    assert!(!items(&slots));
}

#[test]
fn the_comparison_sees_quotes_and_nothing_of_places() {
    let shape = |text: &str| shown(&parse_whole(SourceId(3), text).expect("a text that parses"));
    assert_eq!(shape("state A1;"), shape("  state // here\n A1 ;"));
    assert_ne!(shape("state A1;"), shape("state \"A1\";"));
    assert_ne!(
        shape("state A1 { note: \"x\"; }"),
        shape("state A1 { note: \"\"\"x\"\"\"; }")
    );
    assert_ne!(
        shape("state A1 \"Span { a }\";"),
        shape("state A1 \"Span { b }\";")
    );
    assert_ne!(
        shape("state A1 { n: 1_000; }"),
        shape("state A1 { n: 1000; }")
    );
    assert_eq!(
        spanless(
            "a(Span { source: SourceId(0), start: 1, end: 2 }), \"Span { \\\" }\", TimeSpan { x: 1 }"
        ),
        "a(Span), \"Span { \\\" }\", TimeSpan { x: 1 }"
    );
}

/// Trees are equal, with equal hashes, exactly where what is shown of them is the same but for its places.
#[test]
fn equality_leaves_places_out_and_nothing_else() {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    let hash = |f: &File| BuildHasherDefault::<DefaultHasher>::default().hash_one(f);
    let mut files: Vec<File> = Vec::new();
    for seed in 0..150 {
        let (_, text) = Grow::new(seed).file();
        // The same text at other places, and with one character less somewhere.
        let shorter: String = text
            .char_indices()
            .filter(|(n, _)| *n != text.len() / 2)
            .map(|(_, c)| c)
            .collect();
        files.extend(
            [text.clone(), format!("// here\n\n {text}"), shorter]
                .iter()
                .filter_map(|t| tree(t)),
        );
    }
    let shown: Vec<String> = files.iter().map(shown).collect();
    let mut equal = 0;
    for a in 0..files.len() {
        for b in a + 1..files.len() {
            let same = files[a] == files[b];
            assert_eq!(same, shown[a] == shown[b], "{}\n{}", shown[a], shown[b]);
            if same {
                equal += 1;
                assert_eq!(hash(&files[a]), hash(&files[b]));
            }
        }
    }
    assert!(equal >= 100, "{equal} pairs of equal trees are too few");
}

#[test]
fn a_line_may_go_on_behind_a_brace() {
    let rests = [
        "unless Averne agrees",
        "with consent of Averne",
        "notwithstanding clause 1",
        "every 2 days",
        "on 2025-12-01",
        "immediately",
        "verified by Averne",
        ", judged by Averne",
        "in phases",
    ];
    for rest in rests {
        let text = |gap: &str| {
            format!(
                "state Averne; party Averne {{ red line A1 {{ forbid guarantee {{ scope: Averne; }}{gap}{rest}; }} goal A2 {{ }} note: x; }}"
            )
        };
        let (one, two) = (tree(&text(" ")), tree(&text("\n    ")));
        assert_eq!(two.map(|f| shown(&f)), one.map(|f| shown(&f)), "{rest}");
        assert!(tree(&text("\n")).is_some(), "{rest}");
    }
}

#[test]
fn the_layout_is_that_of_the_examples() {
    for f in files("examples") {
        let printed = again(&f.path, &parse(SourceId(0), &f.text).file);
        assert!(
            printed.ends_with('\n') && !printed.contains("\n\n\n") && !printed.contains(" \n"),
            "{}",
            f.path
        );
        for line in printed.lines() {
            assert!(line.chars().count() <= 150, "{}: {line}", f.path);
        }
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/layout.truce");
    let text = std::fs::read_to_string(page).expect("a text");
    let kept: String = text
        .lines()
        .filter(|l| !l.starts_with("//"))
        .map(|l| format!("{l}\n"))
        .collect();
    assert_eq!(print(&tree(&text).expect("no mistake")), kept);
}

#[test]
fn a_text_is_printed_in_one_way() {
    let text = "state Averne;state Norland; framework truce{provision 1 \"Forces\"{Averne shall withdraw   forces,within 14 days of signature;}}";
    let printed = print(&tree(text).expect("no mistake"));
    assert_eq!(
        printed,
        "state Averne;\nstate Norland;\n\nframework truce {\n  provision 1 \"Forces\" { Averne shall withdraw forces within 14 days of signature; }\n}\n"
    );
    assert_eq!(print(&tree(&printed).expect("no mistake")), printed);
}

/// The grammar reads each of them before a role, and reserves it: no vocabulary may take it for a word of its own.
#[test]
fn prepositions_are_those_of_the_grammar() {
    for word in armistice::syntax::PREPOSITIONS {
        let used = format!(
            "{WORLD}Averne shall frob Norland {word} Sorrel;\n}}\n}}\naction frob actor {word} place;"
        );
        assert!(tree(&used).is_some(), "`{word}` opens no role");
        let taken = format!("terms topic: {word};");
        assert!(tree(&taken).is_none(), "`{word}` is not reserved");
    }
}

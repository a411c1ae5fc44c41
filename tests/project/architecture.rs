//! The invariants of docs/architecture.md that can be read off the source.

use std::path::{Path, PathBuf};

/// The folders in the order of the pipeline.
const ORDER: &[&str] = &[
    "source",
    "diagnostic",
    "syntax",
    "format",
    "vocabulary",
    "model",
    "wording",
    "condition",
    "fact",
    "matching",
    "derive",
    "schedule",
    "verdict",
    "lint",
    "compare",
    "report",
    "editor",
];

/// All source files, with their paths from `src`.
pub fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    let mut todo = vec![root.clone()];
    while let Some(at) = todo.pop() {
        for e in std::fs::read_dir(at).expect("a folder").flatten() {
            let p = e.path();
            if p.is_dir() {
                todo.push(p);
            } else if p.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&p).expect("a text");
                out.push((
                    p.strip_prefix(&root).expect("below src").to_path_buf(),
                    text,
                ));
            }
        }
    }
    out.sort();
    out
}

fn folder(p: &Path) -> String {
    p.components()
        .next()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    for (path, text) in sources() {
        assert!(
            text.starts_with("//!"),
            "{} does not open with what it is",
            path.display()
        );
        assert!(
            text.lines().count() <= 600,
            "{} has {} lines",
            path.display(),
            text.lines().count()
        );
    }
}

#[test]
fn data_flows_one_way() {
    for (path, text) in sources() {
        let Some(here) = ORDER.iter().position(|f| *f == folder(&path)) else {
            continue;
        };
        for (n, later) in ORDER.iter().enumerate() {
            // A condition is asked for by holes of the model, which stands before it; apart from that nothing looks ahead.
            let looks_ahead = n > here && text.contains(&format!("crate::{later}"));
            assert!(
                !looks_ahead,
                "{} uses {later}, which comes after it",
                path.display()
            );
        }
        assert!(
            !text.contains("crate::cli"),
            "{} uses the command line",
            path.display()
        );
        assert!(
            !text.contains("crate::face"),
            "{} uses the face, which is for others",
            path.display()
        );
    }
}

/// Words of the language that are types from the model on.
const WORDS: &[&str] = &[
    "before",
    "by",
    "on",
    "upon",
    "after",
    "until",
    "beginning",
    "completed",
    "start",
    "completion",
    "expiry",
    "verification",
    "breach",
    "occurrence",
    "signature",
    "entry-into-force",
    "entry into force",
    "if",
    "while",
    "unless",
    "notwithstanding",
    "subject to",
    "without prejudice to",
    "verified by",
    "judged by",
    "with consent of",
    "in consultation with",
    "in exchange for",
    "in parallel with",
    "starting with",
    "in phases",
    "unconditionally",
    "whatever",
    "whatever its conditions",
    "may",
    "shall",
    "hereby",
    "shall not",
    "is expected to",
    "is expected not to",
    "each",
    "own",
    "other",
    "each side",
    "at least",
    "at most",
    "more than",
    "less than",
    "all",
    "unspecified",
    "undetermined",
    "nature",
    "interpreter",
    "negotiators",
    "member",
    "neighbour",
    "part",
    "rest",
    "void",
    "outnumbered",
    "not",
    "month",
    "months",
    "year",
    "years",
    "day",
    "days",
    "week",
    "weeks",
    "minute",
    "hour",
];

/// A text in quotes that is compared with something: on one side of `==` or `=>`, among alternatives, or looked for.
fn compared(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or("");
    let parts: Vec<&str> = code.split('"').collect();
    let mut out = Vec::new();
    for n in (1..parts.len()).step_by(2) {
        let (before, after) = (
            parts[n - 1].trim_end(),
            parts.get(n + 1).unwrap_or(&"").trim_start(),
        );
        let looked_for = ["starts_with(", "ends_with(", "contains(", "strip_prefix("];
        // An arm that leads from a type to its word ends in a comma, and has nothing of this.
        if before.ends_with("==")
            || before.ends_with("!=")
            || after.starts_with("=>")
            || after.starts_with(") =>")
            || after.starts_with("|")
            || before.ends_with('|')
            || looked_for.iter().any(|f| before.ends_with(f))
        {
            out.push(parts[n]);
        }
    }
    out
}

#[test]
fn nothing_after_the_model_compares_words_of_the_language() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let after = ORDER.iter().position(|f| *f == folder(&path));
        let model = ORDER.iter().position(|f| *f == "model");
        // Reports and wordings write words, and compare only those of their own; an editor reads statements that are no model yet.
        if after <= model || matches!(&*folder(&path), "report" | "editor") {
            continue;
        }
        for (n, line) in text.lines().enumerate() {
            let words = compared(line).into_iter().filter(|w| WORDS.contains(w));
            found.extend(words.map(|w| format!("{}:{}: `{w}`", path.display(), n + 1)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(
        compared(r#"if word == "before" || word.starts_with("whatever") {"#).len(),
        2
    );
    assert_eq!(
        compared(r#"    "by" | "before" => out.say("after"),"#),
        ["by", "before"]
    );
}

#[test]
fn the_parser_and_the_renderer_stay_in_their_rooms() {
    for (path, text) in sources() {
        let pest = text.contains("pest::") || text.contains("pest_derive");
        assert!(
            !pest || folder(&path) == "syntax",
            "{} uses pest",
            path.display()
        );
        let miette = text.contains("miette::");
        let shown = path.to_string_lossy().replace('\\', "/");
        assert!(
            !miette || matches!(shown.as_str(), "report/human.rs" | "report/excerpt.rs"),
            "{} uses miette",
            path.display()
        );
    }
}

#[test]
fn the_library_touches_nothing_outside() {
    for (path, text) in sources() {
        if matches!(folder(&path).as_str(), "cli" | "main.rs") {
            continue;
        }
        for forbidden in [
            "println!",
            "eprintln!",
            "print!(",
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "static mut",
            "process::exit",
        ] {
            assert!(
                !text.contains(forbidden),
                "{} uses {forbidden}",
                path.display()
            );
        }
    }
}

/// What goes into a page unescaped: the tool's own style, and the chart, which escapes what it holds.
#[test]
fn texts_reach_a_page_escaped() {
    for (path, text) in sources() {
        let shown = path.to_string_lossy().replace('\\', "/");
        let unescaped = text.matches("PreEscaped(").count();
        assert_eq!(
            unescaped,
            if shown == "report/page/html.rs" { 2 } else { 0 },
            "{shown}"
        );
        for (library, rooms) in [
            ("maud::", "report/page/html.rs"),
            ("docx_rs::", "report/page/docx/"),
            (
                "similar::",
                "report/diff.rs report/tracked.rs report/unified.rs",
            ),
        ] {
            assert!(
                !text.contains(library) || rooms.split(' ').any(|r| shown.starts_with(r)),
                "{shown} uses {library}"
            );
        }
    }
}

/// A file with tests that no program lists would never run.
#[test]
fn every_file_of_tests_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let listed = ["suite.rs", "inside.rs"]
        .map(|f| std::fs::read_to_string(root.join(f)).expect("a list"))
        .concat();
    let topics = std::fs::read_dir(&root).expect("a folder").flatten();
    for topic in topics.filter(|t| t.path().is_dir()) {
        // A folder that is a module of its own lists its files itself, and the compiler would say what is not used there.
        if topic.path().join("mod.rs").exists() || topic.path().with_extension("rs").exists() {
            continue;
        }
        for file in std::fs::read_dir(topic.path()).expect("a folder").flatten() {
            let path = file.path();
            if path.extension().is_some_and(|e| e == "rs") {
                let name = path.file_stem().expect("a name").to_string_lossy();
                assert!(
                    listed.contains(&format!("mod {name};")),
                    "{} is in no list",
                    path.display()
                );
            }
        }
    }
}

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
];

fn sources() -> Vec<(PathBuf, String)> {
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
            text.lines().count() <= 1040,
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
    }
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
            ("docx_rs::", "report/page/docx.rs"),
            ("similar::", "report/diff.rs report/unified.rs"),
        ] {
            assert!(
                !text.contains(library) || rooms.split(' ').any(|r| r == shown),
                "{shown} uses {library}"
            );
        }
    }
}

//! The picture of README.md, drawn from what the program prints. `UPDATE_DOCS=1 cargo test --test suite picture` writes it anew.

use crate::program::run;
use std::path::Path;
use svg::Document;
use svg::node::element::{Rectangle, TSpan, Text, Title};

/// Pixels of a line, of a letter, and around all of them.
const LINE: usize = 18;
const LETTER: f64 = 8.0;
const EDGE: usize = 16;
const COLUMNS: usize = 100;
const WORDS: &str = "Which lines the Minsk texts cross, and why one of them is crossed";

/// What a command prints, under the line it was called by; up to a line that begins so, or all of it.
fn printed(args: &str, until: Option<&str>) -> Vec<String> {
    let mut all: Vec<&str> = args.split(' ').collect();
    all.extend(["--width", "100", "--color", "never"]);
    let said = String::from_utf8_lossy(&run(&all).stdout).into_owned();
    let mut out = vec![format!("$ armistice {args}")];
    for line in said.lines() {
        if until.is_some_and(|u| line.starts_with(u)) {
            out.push("…".to_owned());
            break;
        }
        out.push(line.to_owned());
    }
    out.push(String::new());
    out
}

fn drawn(lines: &[String]) -> String {
    let (width, height) = (
        (COLUMNS as f64 * LETTER) as usize + 2 * EDGE,
        lines.len() * LINE + 2 * EDGE,
    );
    let mut page = Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("role", "img")
        .set(
            "font-family",
            "ui-monospace, 'DejaVu Sans Mono', Consolas, monospace",
        )
        .set("font-size", 13)
        .set("fill", "#1f2933")
        .add(Title::new(WORDS))
        .add(
            Rectangle::new()
                .set("width", width)
                .set("height", height)
                .set("rx", 6)
                .set("fill", "#f6f8fa"),
        );
    for (n, line) in lines.iter().enumerate() {
        let y = EDGE + LINE * n + 12;
        let mut text = Text::new("")
            .set("x", EDGE)
            .set("y", y)
            .set("xml:space", "preserve");
        if line.starts_with('$') {
            text = text.set("fill", "#4a5763");
        }
        // Each piece stands at its column, whatever the letters of the reader's font are wide.
        let mut column = 0;
        for (piece, bold) in pieces(line) {
            let letters = piece.chars().count();
            if !piece.trim().is_empty() {
                let mut span = TSpan::new(piece)
                    .set("x", EDGE as f64 + column as f64 * LETTER)
                    .set("textLength", letters as f64 * LETTER)
                    .set("lengthAdjust", "spacingAndGlyphs");
                if bold {
                    span = span.set("font-weight", 700);
                }
                text = text.add(span);
            }
            column += letters;
        }
        page = page.add(text);
    }
    format!("{page}\n")
}

/// The words of a line with the blanks between them; verdicts stand out.
fn pieces(line: &str) -> Vec<(&str, bool)> {
    let mut out: Vec<(&str, bool)> = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let blank = rest.starts_with(' ');
        let end = rest.find(|c| (c == ' ') != blank).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        // A verdict begins its cell, and cells are two blanks apart.
        let cell = out
            .last()
            .is_some_and(|(before, _)| before.starts_with("  "));
        out.push((piece, cell && matches!(piece, "crossed" | "open")));
        rest = after;
    }
    out
}

#[test]
fn the_picture_is_what_the_program_prints() {
    let mut lines = printed("check examples/minsk", Some("Respected as"));
    lines.extend(printed("why minsk2 Ukraine.no-veto examples/minsk", None));
    assert!(lines.len() > 30, "{lines:?}");
    assert!(
        lines.iter().any(|l| l.contains("crossed 11.a")),
        "{lines:?}"
    );
    let picture = drawn(&lines);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/first.svg");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, &picture).expect("a picture");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == picture,
        "docs/pictures/first.svg is not what the program prints: run `UPDATE_DOCS=1 cargo test --test suite picture`"
    );
}

//! The formatter changes no token and no comment, for everything written in this repository, for texts grown at random, and with comments everywhere.

use crate::inside::grow::Grow;
use crate::inside::language::roundtrip::texts;
use crate::inside::shape::spanless;
use crate::inside::texts::files;
use armistice::format::{difference, format};
use armistice::source::{MemoryLoader, SourceId};
use armistice::syntax::parse;
use armistice::{Input, Options, Project};
use std::path::Path;

/// What a text is but for its layout, found without the formatter: characters of tokens and texts, comments as they stand between them.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let n = match c {
            '"' if rest.starts_with("\"\"\"") => {
                rest[3..].find("\"\"\"").map_or(rest.len(), |n| n + 6)
            }
            '"' => rest[1..].find('"').map_or(rest.len(), |n| n + 2),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ => c.len_utf8(),
        };
        let part = &rest[..n];
        if part.starts_with("//") {
            out.push_str(part.trim_end());
            out.push('\n');
        } else if !c.is_whitespace() {
            out.push_str(part);
        }
        rest = &rest[n..];
    }
    out
}

fn tree(text: &str) -> String {
    spanless(&format!("{:?}", parse(SourceId(0), text).file))
}

/// The text laid out, after everything that must hold was looked at. `None` if it has mistakes.
fn laid_out(name: &str, text: &str) -> Option<String> {
    let out = format(text).ok()?;
    assert_eq!(
        bare(text),
        bare(&out),
        "{name}: another text\n{text}\n=>\n{out}"
    );
    assert_eq!(
        tree(text),
        tree(&out),
        "{name}: another tree\n{text}\n=>\n{out}"
    );
    assert_eq!(difference(text, &out), None, "{name}\n{text}\n=>\n{out}");
    assert_eq!(
        format(&out).as_deref(),
        Ok(out.as_str()),
        "{name}: another text the second time\n{text}"
    );
    assert!(
        out.is_empty() || out.ends_with('\n') && !out.starts_with('\n') && !out.ends_with("\n\n"),
        "{name}\n{out}"
    );
    let mut long = false;
    for (n, line) in out.lines().enumerate() {
        long ^= line.matches("\"\"\"").count() % 2 == 1;
        assert!(
            long || line.trim_end() == line,
            "{name}: blanks at the end of line {}\n{out}",
            n + 1
        );
    }
    Some(out)
}

#[test]
fn every_text_of_the_repository_is_laid_out() {
    let mut tried = 0;
    for (name, text) in texts() {
        let Some(out) = laid_out(&name, &text) else {
            continue;
        };
        tried += 1;
        let dos = |t: &str| t.replace('\n', "\r\n");
        assert_eq!(format(&dos(&text)), Ok(dos(&out)), "{name}: line ends");
        assert_eq!(
            format(&format!("\u{FEFF}{text}")),
            Ok(format!("\u{FEFF}{out}")),
            "{name}: byte order mark"
        );
        // Where lines begin in their columns is no matter.
        if !text.contains("\"\"\"") {
            let flush: String = text
                .lines()
                .map(|l| format!("\t{}  \n", l.trim()))
                .collect();
            assert_eq!(format(&flush), Ok(out), "{name}: indentation");
        }
    }
    assert!(tried > 110, "only {tried}");
}

#[test]
fn whatever_grows_is_laid_out() {
    let mut tried = 0;
    for seed in 0..3000 {
        let (plain, noisy) = Grow::new(seed).file();
        for text in [plain, noisy] {
            tried += usize::from(laid_out(&format!("seed {seed}"), &text).is_some());
        }
    }
    assert!(tried > 5000, "only {tried}");
}

/// `600,000` is a mistake while it stands together; with a blank it would be a list of two numbers, and nobody would be told.
#[test]
fn grouped_digits_stay_together() {
    let text = |n: &str| {
        format!(
            "state A1;\nframework f \"t\" {{\n  provision 1 \"x\" {{ A1 shall limit weapons to {n} pieces; }}\n}}\n"
        )
    };
    for kept in ["600,000", "1,234,567", "12, 500"] {
        assert_eq!(format(&text(kept)), Ok(text(kept)));
    }
    for apart in ["600,0000", "600,00", "1,2"] {
        let blank = apart.replace(',', ", ");
        assert_eq!(format(&text(apart)), Ok(text(&blank)));
    }
}

/// The offsets before which a comment may stand: where a token ends.
fn ends(text: &str) -> Vec<usize> {
    let mut out = vec![0];
    let mut quote: Option<&str> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let mut n = c.len_utf8();
        match quote {
            Some(end) if rest.starts_with(end) => {
                n = end.len();
                quote = None;
                out.push(at + n);
            }
            Some(_) => {}
            None if rest.starts_with("//") => n = rest.find('\n').unwrap_or(rest.len()),
            None if c == '"' => {
                quote = Some(if rest.starts_with("\"\"\"") {
                    "\"\"\""
                } else {
                    "\""
                });
                n = quote.map_or(1, str::len);
            }
            None => {
                let next = rest[n..].chars().next().unwrap_or(' ');
                let sign = |c: char| "{}()[];,:|<".contains(c);
                if !c.is_whitespace() && (next.is_whitespace() || sign(c) || sign(next)) {
                    out.push(at + n);
                }
            }
        }
        at += n;
    }
    out
}

#[test]
fn a_comment_may_stand_anywhere() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/layout.truce");
    let text = std::fs::read_to_string(page).expect("a text");
    let places = ends(&text);
    assert!(places.len() > 400, "only {}", places.len());
    let mut tried = 0;
    let comments = [
        " // a comment; \"{\n",
        "\n\n// alone  \n\n",
        "\n// one\n  // two\r\n",
    ];
    for (at, comment) in places.iter().zip(comments.iter().cycle()) {
        let with = format!("{}{comment}{}", &text[..*at], &text[*at..]);
        tried += usize::from(laid_out(&format!("comment at {at}"), &with).is_some());
    }
    // Nowhere but in a day with its time, and right behind a brace where the statement goes on.
    assert!(
        tried >= places.len() - 30,
        "only {tried} of {}",
        places.len()
    );
}

/// Every token on a line of its own, but for what follows a brace: a new line there may be a new statement.
fn stretched(text: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for at in ends(text).into_iter().skip(1) {
        out.push_str(&text[from..at]);
        let digit = |c: char| c.is_ascii_digit();
        let (before, after) = text.split_at(at);
        let time = before.ends_with(digit)
            && (after.starts_with(':') || after.get(..4).is_some_and(|t| t.ends_with(':')))
            || before.ends_with(':') && after.starts_with(digit);
        if !before.ends_with('}') && !time {
            out.push_str("\n\n");
        }
        from = at;
    }
    out + &text[from..]
}

#[test]
fn what_is_laid_out_is_judged_alike() {
    let judged = |inputs: Vec<Input>| {
        let project = Project::new(inputs, false, &MemoryLoader::default());
        project.judged(&Options::default())
    };
    for folder in [
        "examples/korea-1953",
        "examples/lebanon-2024",
        "examples/minsk",
        "examples/ukraine-2025",
    ] {
        let before: Vec<Input> = files(folder)
            .into_iter()
            .map(|f| Input {
                text: stretched(&f.text),
                ..f
            })
            .collect();
        let after = before
            .iter()
            .map(|f| Input {
                path: f.path.clone(),
                text: laid_out(&f.path, &f.text).expect("no mistake"),
            })
            .collect();
        let (before, after) = (judged(before), judged(after));
        assert!(before.findings.len() > 5, "{folder}");
        assert!(before.says_the_same(after), "{folder}");
    }
}

#[test]
fn time_grows_with_the_text() {
    let comments: String = (0..20_000)
        .map(|n| format!("state A{n};   // {n}\n// alone\n"))
        .collect();
    let texts: Vec<String> = (0..20_000).map(|n| format!("\"\"\"{n}\n\"\"\"")).collect();
    let names: Vec<String> = (0..20_000).map(|n| format!("A{n}")).collect();
    let choices: String = (0..2_000)
        .map(|n| format!("[a{n}: A | b{n}: B], // {n}\n"))
        .collect();
    let braces = "limit artillery { calibre: 1 mm; }, ".repeat(2_000);
    let long = [
        comments,
        format!("state A1 {{ note: {}; }}", texts.join(", ")),
        format!("state A1 {{ members: {}; }}", names.join(", ")),
        format!("framework f {{ provision 1 {{ A1 shall limit {choices} weapons; }} }}"),
        format!(
            "framework f {{ provision 1 {{ A1 shall limit {} weapons; }} }}",
            braces.replace("limit ", "")
        ),
    ];
    for text in long {
        let started = std::time::Instant::now();
        let out = format(&text).expect("no mistake");
        assert!(started.elapsed().as_secs() < 20, "{}", &text[..100]);
        assert_eq!(bare(&text), bare(&out));
    }
}

#[test]
fn the_proof_sees_what_changed() {
    let told = |before: &str, after: &str| difference(before, after);
    assert_eq!(told("state  A1; // one", "state A1;   // one\n"), None);
    assert_eq!(
        told("state A1;", "state A2;"),
        Some("its tokens would change")
    );
    assert_eq!(
        told("state A1 \"a  b\";", "state A1 \"a b\";"),
        Some("its tokens would change")
    );
    assert_eq!(
        told("f: 2025-01-01 12:00;", "f: 2025-01-01  12:00;"),
        Some("its tokens would change")
    );
    assert_eq!(
        told(
            "state A1; // one\nstate B1;",
            "// one\nstate A1;\nstate B1;"
        ),
        Some("its comments would change")
    );
    assert_eq!(
        told("state A1; // one", "state A1; // One"),
        Some("its comments would change")
    );
    let text = |gap: &str| {
        format!(
            "test \"t\" {{ expect in f that A1 shall recognise land {{ holder: B1; }}{gap}as B1; }}"
        )
    };
    assert_eq!(
        told(&text(" "), &text("\n")),
        Some("it would be read in another way")
    );
    assert!(format(&text("\n")).is_err() && format(&text(" ")).is_ok());
}

#[test]
fn the_rules_are_these() {
    let text = include_str!("layout/before.truce");
    let out = laid_out("before.truce", text).expect("no mistake");
    insta::assert_snapshot!("formatted", out);
    assert_eq!(laid_out("empty", " \n\t\n").as_deref(), Some(""));
    assert_eq!(
        laid_out("a comment", "\n\n  // alone").as_deref(),
        Some("// alone\n")
    );
    assert!(format("state Averne").is_err_and(|d| !d.is_empty()));
}

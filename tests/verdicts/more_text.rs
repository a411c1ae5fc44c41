//! More text hides nothing: what is forbidden and said in one clause stays crossed, or becomes open, whatever a second clause says, unless it says that it prevails.

use super::identity::{ACTS, PHRASES, WORLD};
use crate::inside::texts::single;
use armistice::Options;
use armistice::verdict::Verdict;
use std::fmt::Write as _;

const MODALS: &[&str] = &["shall", "may", "shall not", "is expected to"];

/// What a sentence takes from another, it takes away by its own words.
fn prevails(phrase: &str) -> bool {
    phrase.starts_with("notwithstanding")
}

#[test]
fn a_second_clause_hides_nothing() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for act in ACTS {
        for modal in MODALS {
            let said = format!("Averne {modal} {act}");
            let mut more = vec![String::new()];
            for other in MODALS {
                let phrases = PHRASES.iter().filter(|p| !prevails(p));
                more.extend(phrases.map(|p| format!("Averne {other} {act} {p}")));
                more.push(format!("Averne {other} {act}"));
                more.push(format!("Norland {other} {act}"));
            }
            let mut text = WORLD.to_owned();
            for (n, second) in more.iter().enumerate() {
                let second = if second.is_empty() {
                    String::new()
                } else {
                    format!("{second};")
                };
                let _ = writeln!(
                    text,
                    "framework d{n} \"D\" {{ parties: Averne, Norland; dated: 2026-01-01; provision 1 \"x\" {{ {said}; }} provision 2 \"x\" {{ {second} }} provision 8 \"y\" {{ Norland shall hold elections; Averne shall hold elections; }} }}"
                );
            }
            let _ = writeln!(
                text,
                "party Averne {{ red line F \"x\" {{ forbid that {said}; }} }}"
            );
            let report = single(&text).judged(&Options {
                lints: false,
                ..Options::default()
            });
            for f in &report.findings {
                let n: usize = f.draft[1..].parse().expect("a number");
                tried += 1;
                if f.verdict == Verdict::Respected {
                    wrong.push(format!("`{said}` is hidden by `{}`", more[n]));
                }
            }
        }
    }
    assert!(tried > 3_000, "{tried} drafts");
    assert!(
        wrong.is_empty(),
        "{} of {tried} are hidden:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

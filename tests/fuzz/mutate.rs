//! Other texts from a text: tokens take the place of others of their sort, statements come from the texts of the repository with the names of this one,
//! and now and then a character that no text should hold.

use super::text::{is_blank, pieces, statements};
use std::path::Path;
use std::sync::LazyLock;

/// Where texts are taken from.
const FOLDERS: &[&str] = &["examples", "tests/trials", "prelude"];

/// Characters and runs that have been trouble somewhere.
const ODD: &[&str] = &[
    "\u{0}",
    "\u{85}",
    "\u{A0}",
    "\u{AD}",
    "\u{200D}",
    "\u{202E}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{FFFE}",
    "\u{1F54A}",
    "\r",
    "\r\n",
    "\t",
    "“",
    "’",
    "–",
    "；",
    "。",
    "（",
    "ﬁ",
    "¹",
    "Ａ",
    "é",
    "e\u{301}",
    "ა",
    "中",
    "::",
    "\"",
    "\"\"\"",
    "//",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ";",
    ":",
    ",",
    "|",
    "-",
    "600,000",
    "0",
    "4294967296",
    "99999999999999999999",
    "0.0000001",
    "1e9",
    "9999-12-31",
    "0000-01-01",
    "2026-02-30",
    "<b>",
    "=1+1",
    "]]>",
    "&amp;",
];

/// What may stand where a phrase may.
const PHRASES: &[&str] = &[
    "within 30 days of signature",
    "after completion of clause 1",
    "before completion of clause 2",
    "by 2026-12-31",
    "from 2026-03",
    "until 2030-01-01",
    "for 2 years",
    "for at least 90 days",
    "renewed for 1 year",
    "every 3 months",
    "upon entry into force",
    "on undetermined",
    "if Norland agrees",
    "unless Averne objects",
    "except Vale",
    "in all of Vale",
    "with consent of Norland",
    "notwithstanding clause 1",
    "subject to clause 2",
    "in exchange for clause 1",
    "in parallel with clause 2",
    "verified by Watch",
    "jointly",
    "in phases",
    "to at most 50 thousand personnel",
    "to at least 3 percent",
    "to [Averne: 3 | Norland: 4] thousand personnel",
    "[Averne: Vale | Norland: Hills]",
    "beginning at once with completion of clause 3",
    "after later of signature and completion of clause 1",
    "of part of Norland",
    "whatever its conditions",
    "immediately",
];

struct Material {
    statements: Vec<String>,
    words: Vec<String>,
}

/// Everything that stands in the texts of the repository.
static MATERIAL: LazyLock<Material> = LazyLock::new(|| {
    let (mut found, mut words) = (Vec::new(), Vec::new());
    for folder in FOLDERS {
        for file in crate::below::truces(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            let text = std::fs::read_to_string(file).expect("a text");
            let all = pieces(&text);
            words.extend(all.iter().filter(|p| !is_blank(p)).map(|p| (*p).to_owned()));
            for depth in 0..4 {
                let one = statements(&all, depth).into_iter().map(|r| all[r].concat());
                found.extend(one.filter(|s| s.len() < 400));
            }
        }
    }
    words.sort();
    words.dedup();
    found.sort();
    found.dedup();
    Material {
        statements: found,
        words,
    }
});

/// A source of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % n.max(1)
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// What sort of token it is: one of a sort is likely to be read where another was.
fn sort(piece: &str) -> u8 {
    match piece.chars().next() {
        Some('"') => 0,
        Some(c) if c.is_ascii_digit() => 1,
        Some(c) if c.is_uppercase() => 2,
        Some(c) if c.is_alphabetic() => 3,
        _ => 4,
    }
}

/// Another text, by one to four changes. The same seed, the same text.
pub fn mutate(text: &str, seed: u32) -> String {
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    dice.below(2);
    let mut text = text.to_owned();
    for _ in 0..1 + dice.below(4) {
        text = change(&text, &mut dice);
    }
    text
}

fn change(text: &str, dice: &mut Dice) -> String {
    let all = pieces(text);
    let tokens: Vec<usize> = (0..all.len()).filter(|n| !is_blank(all[*n])).collect();
    if tokens.is_empty() {
        return dice.of(&MATERIAL.statements).clone();
    }
    let at = *dice.of(&tokens);
    let with = |range: std::ops::Range<usize>, put: &str| {
        format!(
            "{}{put}{}",
            all[..range.start].concat(),
            all[range.end..].concat()
        )
    };
    let one = at..at + 1;
    let depth = dice.below(4);
    let inside = statements(&all, depth);
    match dice.below(16) {
        // Another token of its sort, of this text or of any.
        0..=3 => {
            let alike: Vec<&str> = tokens
                .iter()
                .map(|n| all[*n])
                .filter(|p| sort(p) == sort(all[at]))
                .collect();
            with(one, dice.of::<&str>(&alike))
        }
        4 | 5 => {
            let alike = (0..8)
                .map(|_| dice.of(&MATERIAL.words).as_str())
                .find(|p| sort(p) == sort(all[at]));
            with(one, alike.unwrap_or(all[at]))
        }
        6 => with(one, ""),
        7 => with(at..at, &format!(" {} ", dice.of(&MATERIAL.words))),
        8 | 9 => with(at..at, &format!(" {} ", dice.of(PHRASES))),
        10 if !inside.is_empty() => {
            let (from, to) = (dice.of(&inside).clone(), dice.of(&inside).end);
            let copy = all[from].concat();
            with(to..to, &copy)
        }
        11 if !inside.is_empty() => with(dice.of(&inside).clone(), ""),
        12 | 13 if !inside.is_empty() => {
            let to = dice.of(&inside).end;
            let names: Vec<&str> = tokens
                .iter()
                .map(|n| all[*n])
                .filter(|p| sort(p) == 2)
                .collect();
            let from = dice.of(&MATERIAL.statements).clone();
            let renamed: String = (pieces(&from).into_iter())
                .map(|p| {
                    if sort(p) == 2 && !names.is_empty() && dice.below(4) > 0 {
                        dice.of::<&str>(&names)
                    } else {
                        p
                    }
                })
                .collect();
            with(to..to, &renamed)
        }
        14 if !inside.is_empty() => {
            let range = dice.of(&inside).clone();
            let body = all[range.clone()].concat();
            let other = all[dice.of(&inside).clone()].concat();
            with(
                range,
                &format!(" either Averne {{ {body} }} or Norland {{ {other} }}"),
            )
        }
        _ => with(at..at, dice.of::<&str>(ODD)),
    }
}

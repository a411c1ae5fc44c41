//! Fingerprints: a finding keeps its own while the text around it is renumbered, reformatted or moved. Baselines and pipelines know findings by them.
//!
//! A fingerprint is made of what names a finding (the code, or the party and its line), the draft it is about, and the words at its place without blanks,
//! comments and labels of clauses. Path, place and message are no part of it, and neither is the verdict: a line that was open and is crossed now is still the
//! same finding, so whoever accepts one has to keep the verdict beside the fingerprint. Two findings that say the same of the same words share one.

use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, SourceSet, Span};
use crate::syntax::SORTS;
use crate::verdict::{Evidence, Finding};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The fingerprint of a verdict that rests on a clause, or on none: 16 hexadecimal digits.
pub(crate) fn finding(f: &Finding, clause: Option<&Evidence>, sources: &SourceSet) -> String {
    let words = clause.map_or_else(String::new, |e| essence(sources.slice(e.at)));
    hash(&["line", &f.draft, &f.party, &f.line, &words])
}

#[cfg(test)]
/// The fingerprint of a diagnostic: 16 hexadecimal digits. For many diagnostics of one text, [`Fingerprints`] looks at the text once.
pub(crate) fn diagnostic(d: &Diagnostic, sources: &SourceSet) -> String {
    Fingerprints::new(sources).diagnostic(d)
}

/// The fingerprint by which a baseline knows a verdict: beside party, line and draft the whole clause with the phrases that qualify it, the rules of the line that decide, and how firm
/// the line is. A line that asks for something else, or a clause that says something else, is new.
pub(crate) fn known(f: &Finding, clause: Option<&Evidence>, sources: &SourceSet) -> String {
    let words = clause.map_or_else(String::new, |e| {
        essence(whole_clause(&sources.get(e.at.source).text, e.at))
    });
    let rules: Vec<String> = if f.rules.is_empty() {
        vec![essence(sources.slice(f.at))]
    } else {
        f.rules.iter().map(|r| essence(sources.slice(*r))).collect()
    };
    hash(&[
        "known",
        &f.draft,
        &f.party,
        &f.line,
        f.stance.as_deref().unwrap_or_default(),
        &words,
        &rules.join(" "),
    ])
}

/// The block that a head opens, or the innermost one around a sentence, with its head.
fn whole_clause(text: &str, at: Span) -> &str {
    let (start, end) = (at.start as usize, at.end as usize);
    let words: Vec<Word> = Words::of(text).collect();
    // Of each open brace, where the statement begins that it belongs to.
    let (mut open, mut begins): (Vec<(usize, usize)>, usize) = (Vec::new(), 0);
    for (n, w) in words.iter().enumerate() {
        match w.text {
            "{" => {
                open.push((begins, w.start));
                begins = words.get(n + 1).map_or(text.len(), |w| w.start);
            }
            "}" | ";" => {
                if w.text == "}"
                    && let Some((from, brace)) = open.pop()
                    && (from <= start && start < brace || brace < start && end <= w.start)
                {
                    return &text[from..w.start + 1];
                }
                begins = words.get(n + 1).map_or(text.len(), |w| w.start);
            }
            _ => {}
        }
    }
    text.get(start..end).unwrap_or_default()
}

/// Fingerprints of one run: which draft or party a place lies in is found once for each text.
pub(crate) struct Fingerprints<'s> {
    sources: &'s SourceSet,
    blocks: RefCell<BTreeMap<SourceId, Vec<(u32, String)>>>,
}

impl<'s> Fingerprints<'s> {
    /// Of these texts.
    pub(crate) fn new(sources: &'s SourceSet) -> Self {
        Self {
            sources,
            blocks: RefCell::default(),
        }
    }

    /// As [`finding`].
    pub(crate) fn finding(&self, f: &Finding, clause: Option<&Evidence>) -> String {
        finding(f, clause, self.sources)
    }

    /// As [`diagnostic`].
    pub(crate) fn diagnostic(&self, d: &Diagnostic) -> String {
        hash(&[
            "text",
            d.code.slug(),
            &self.block(d.at.span),
            &essence(self.sources.slice(d.at.span)),
        ])
    }

    /// The id of the draft, or the name of the party, in whose block a place lies.
    fn block(&self, at: Span) -> String {
        let mut blocks = self.blocks.borrow_mut();
        let here = blocks
            .entry(at.source)
            .or_insert_with(|| top_blocks(&self.sources.get(at.source).text));
        let n = here.partition_point(|(start, _)| *start <= at.start);
        n.checked_sub(1)
            .map_or_else(String::new, |n| here[n].1.clone())
    }
}

/// Where each statement at the top of a text begins, with the name of the draft or party it is.
fn top_blocks(text: &str) -> Vec<(u32, String)> {
    let mut out: Vec<(u32, String)> = Vec::new();
    let (mut depth, mut nth) = (0usize, 0usize);
    let mut named = false;
    for word in Words::of(text) {
        if depth == 0 {
            match nth {
                0 => {
                    out.push((word.start as u32, String::new()));
                    named = matches!(word.text, "framework" | "party");
                }
                1 if named => out
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(|o| o.1 = word.text.to_owned()),
                _ => {}
            }
            nth += 1;
        }
        match word.text {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(word.text, "}" | ";") {
            nth = 0;
        }
    }
    out
}

/// The words of a text, one blank between them, without comments and without labels of clauses.
fn essence(text: &str) -> String {
    let words: Vec<Word> = Words::of(text).collect();
    let mut out: Vec<String> = Vec::new();
    let mut n = 0;
    while let Some(w) = words.get(n) {
        out.push(w.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let at = |k: usize| words.get(k).map_or("", |w| w.text);
        let before = n.checked_sub(1).map_or("", at);
        n += 1;
        if matches!(w.text, "clause" | "clauses" | "strike") {
            // `clauses 3, 4`: as many labels as there are, and the signs between them.
            n += usize::from(label(at(n)));
            while at(n) == "," && number(at(n + 1)) {
                n += 2;
            }
        } else if opens_clause(w.text, before, at(n), at(n + 1)) {
            n += 1;
        }
    }
    out.join(" ")
}

/// `provision 7.a "Title" {`: a word at the beginning of a statement, a label, and then what follows the head of a clause.
fn opens_clause(word: &str, before: &str, next: &str, after: &str) -> bool {
    let begins = matches!(before, "" | "{" | "}" | ";" | "add" | "replace")
        && word.starts_with(char::is_lowercase);
    let ends = after.is_empty() || after.starts_with(['"', '{', ';']);
    // A name stands behind `state` or `party` too, and there it is no label.
    let named = SORTS.contains(&word) || matches!(word, "party" | "framework" | "goal");
    begins && ends && (number(next) || label(next) && !named && after.starts_with(['"', '{']))
}

fn number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn label(word: &str) -> bool {
    number(word) || word.starts_with(char::is_uppercase)
}

/// A word, a text in quotes, or a sign.
struct Word<'t> {
    start: usize,
    text: &'t str,
}

/// Takes a text apart; blanks and comments are passed over.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                self.at += blank;
            } else if rest.starts_with("//") {
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else {
                break;
            }
        }
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let length = if let Some(inner) = rest.strip_prefix("\"\"\"") {
            inner.find("\"\"\"").map_or(rest.len(), |n| n + 6)
        } else if first == '"' {
            rest[1..].find(['"', '\n']).map_or(rest.len(), |n| {
                n + 1 + usize::from(rest[1 + n..].starts_with('"'))
            })
        } else if part(first) {
            // A full stop belongs to a label or number, not to the end of a word.
            rest.find(|c: char| !part(c) && c != '.')
                .map_or(rest, |n| &rest[..n])
                .trim_end_matches('.')
                .len()
        } else {
            first.len_utf8()
        };
        let start = self.at;
        self.at += length;
        Some(Word {
            start,
            text: &rest[..length],
        })
    }
}

fn part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// FNV-1a of 64 bits: the same on every machine and in every version.
fn hash(parts: &[&str]) -> String {
    let mut h: u64 = 0xCBF2_9CE4_8422_2325;
    let mut feed = |byte: u8| {
        h ^= u64::from(byte);
        h = h.wrapping_mul(0x0000_0100_0000_01B3);
    };
    for p in parts {
        p.bytes().for_each(&mut feed);
        // No text has this byte, so that two parts never pass for two others.
        feed(0xFF);
    }
    format!("{h:016x}")
}

#[cfg(test)]
mod tests {
    use super::{essence, top_blocks};

    #[test]
    fn labels_blanks_and_comments_are_no_part() {
        let same = |a: &str, b: &str| assert_eq!(essence(a), essence(b));
        same(
            "Averne shall withdraw forces subject to clause 4;",
            "Averne  shall // now\n withdraw forces\tsubject to clause 12.b ;",
        );
        same("provision 3 \"Alliance\"", "provision 9.a \"Alliance\"");
        same("provision 3", "provision 17");
        same(
            "annex S.1 \"One\" { guarantee 2 { x: 3; } }",
            "annex T \"One\"{guarantee 5{x:3;}}",
        );
        same(
            "notwithstanding clauses 3, 4",
            "notwithstanding clauses 5, 6, 7",
        );
        let differ = |a: &str, b: &str| assert_ne!(essence(a), essence(b));
        differ(
            "limit armed-forces to 40 thousand personnel",
            "limit armed-forces to 50 thousand personnel",
        );
        differ("state Averne \"x\"", "state Norland \"x\"");
        differ("join League", "join Watch");
        differ("clause 4 Averne", "clause 4 Norland");
        differ("\"a  b\"", "\"a c\"");
    }

    #[test]
    fn a_place_lies_in_its_block() {
        let text = "state A1 \"a { b\"; // framework x {\nframework one \"t\" { provision 1 { } }\nparty A1 { red line L1 { } } state B1;";
        let named: Vec<String> = top_blocks(text).into_iter().map(|(_, n)| n).collect();
        assert_eq!(named, ["", "one", "A1", ""]);
    }
}

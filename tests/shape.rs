//! A tree as its `Debug` text shows it: without spans, to compare; and which variants stand in which slots, to see that nothing was left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// `Debug` text with every `Span { … }` blanked, but for what stands in quotes.
pub fn spanless(debug: &str) -> String {
    let mut out = String::with_capacity(debug.len());
    let mut rest = debug;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '"' => quoted(rest),
            'S' if rest.starts_with("Span {")
                && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_') =>
            {
                out.push_str("Span");
                rest = rest.split_once('}').map_or("", |(_, after)| after);
                continue;
            }
            c => c.len_utf8(),
        };
        out.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    out
}

/// The length of the text in quotes at the start.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (n, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return n + 1,
            _ => escaped = false,
        }
    }
    text.len()
}

/// For each slot (`Framework.members`, `Within.2`) what stands in it and how often: variants, `None` and `Some`, `true` and `false`, `[]` and `[+]`.
pub type Slots = BTreeMap<String, BTreeMap<String, usize>>;

/// Adds what is seen in a `Debug` text without spans.
pub fn look(debug: &str, slots: &mut Slots) {
    let mut reader = Reader { rest: debug, slots };
    reader.value("", "");
    assert!(reader.rest.is_empty(), "left over: {}", reader.rest);
}

struct Reader<'t, 's> {
    rest: &'t str,
    slots: &'s mut Slots,
}

impl<'t> Reader<'t, '_> {
    fn eat(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start_matches([' ', ',']);
        let Some(rest) = self.rest.strip_prefix(token) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn ident(&mut self) -> &'t str {
        self.eat("");
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(self.rest.len());
        let (ident, rest) = self.rest.split_at(end);
        self.rest = rest;
        ident
    }

    fn seen(&mut self, owner: &str, field: &str, what: &str) {
        *self
            .slots
            .entry(format!("{owner}.{field}"))
            .or_default()
            .entry(what.to_owned())
            .or_default() += 1;
    }

    fn value(&mut self, owner: &str, field: &str) {
        self.eat("");
        if self.rest.starts_with('"') {
            self.rest = &self.rest[quoted(self.rest)..];
        } else if self.eat("[") {
            let empty = self.rest.starts_with(']');
            self.seen(owner, field, if empty { "[]" } else { "[+]" });
            while !self.eat("]") {
                self.value(owner, field);
            }
        } else if self.eat("(") {
            self.numbered(&format!("{owner}.{field}"));
        } else {
            let ident = self.ident();
            assert!(!ident.is_empty(), "not read: {}", self.rest);
            self.seen(owner, field, ident);
            if ident == "Some" {
                self.eat("(");
                self.value(owner, field);
                self.eat(")");
            } else if self.rest.starts_with('(') {
                self.eat("(");
                self.numbered(ident);
            } else if self.rest.starts_with(" {") {
                self.eat("{");
                while !self.eat("}") {
                    let name = self.ident();
                    self.eat(":");
                    self.value(ident, name);
                }
            }
        }
    }

    fn numbered(&mut self, owner: &str) {
        let mut n = 0;
        while !self.eat(")") {
            self.value(owner, &n.to_string());
            n += 1;
        }
    }
}

/// The enums of the tree with their variants, read off its source.
pub fn enums() -> Vec<(String, BTreeSet<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/syntax/tree");
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder).expect("the tree").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a text");
        for part in text.split("pub(crate) enum ").skip(1) {
            let (name, rest) = part.split_once(" {\n").expect("an enum");
            let body = rest.split("\n}").next().unwrap_or("");
            // A variant stands four blanks in; what is deeper is in it.
            let variants = body
                .lines()
                .filter_map(|l| l.strip_prefix("    "))
                .filter(|l| l.starts_with(|c: char| c.is_ascii_uppercase()));
            let variants = variants
                .map(|l| {
                    l.split(|c: char| !c.is_alphanumeric())
                        .next()
                        .unwrap_or("")
                        .to_owned()
                })
                .collect();
            out.push((name.to_owned(), variants));
        }
    }
    out
}

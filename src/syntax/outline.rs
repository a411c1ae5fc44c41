//! A linear look at a text before the grammar sees it: brackets, strings, comments, depth. It never recurses, so no text can exhaust the stack.
//! Edits for brackets and quotes are suggested: what belongs between them, only the author knows.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use rustc_hash::FxHashMap;

/// Brackets, and words that open a sentence inside a sentence, may stand this deep in one another.
pub(crate) const MAX_DEPTH: usize = 64;

/// Where brackets close.
#[derive(Default)]
pub(super) struct Outline {
    close: FxHashMap<u32, u32>,
    pub diagnostics: Vec<Diagnostic>,
    /// Nested too deep, or brackets that do not match: the text must not reach the grammar.
    pub refused: bool,
}

impl Outline {
    /// The closing bracket of the bracket opened here.
    pub(super) fn close_of(&self, open: u32) -> Option<u32> {
        self.close.get(&open).copied()
    }
}

struct Open {
    bracket: u8,
    at: u32,
    /// Blanks before the first character of its line.
    indent: u32,
}

/// Looks at the whole text once; where brackets do not match, once more, for where they should.
pub(super) fn outline(source: SourceId, text: &str) -> Outline {
    let first = Look::new(source, text, false).whole();
    if first.unbalanced {
        Look::new(source, text, true).whole().outline
    } else {
        first.outline
    }
}

/// One look at a text, from its first byte to its last.
struct Look<'t> {
    source: SourceId,
    text: &'t str,
    /// A line that opens a statement no deeper than an open brace's own line says that the brace should have been closed.
    by_indent: bool,
    outline: Outline,
    unbalanced: bool,
    /// Brackets that are open, the innermost last.
    stack: Vec<Open>,
    /// How many `of` follow one another.
    chain: usize,
    /// How many words of this statement open a sentence inside a sentence.
    nested: usize,
    line_start: usize,
}

impl<'t> Look<'t> {
    fn new(source: SourceId, text: &'t str, by_indent: bool) -> Self {
        Look {
            source,
            text,
            by_indent,
            outline: Outline::default(),
            unbalanced: false,
            stack: Vec::new(),
            chain: 0,
            nested: 0,
            line_start: 0,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start as u32, end as u32)
    }

    /// What stands at an offset and behind it.
    fn rest(&self, at: usize) -> &'t [u8] {
        &self.text.as_bytes()[at..]
    }

    fn whole(mut self) -> Self {
        let mut at = 0;
        while let Some(byte) = self.text.as_bytes().get(at) {
            let Some(next) = self.step(at, *byte) else {
                break;
            };
            at = next;
        }
        if !self.outline.refused {
            self.end();
        }
        self
    }

    /// Looks at what begins here, and gives where it ends; nothing if what follows is not looked at.
    fn step(&mut self, at: usize, byte: u8) -> Option<usize> {
        match byte {
            b'\n' => self.new_line(at + 1),
            b'/' if self.rest(at).get(1) == Some(&b'/') => {
                let rest = self.rest(at);
                Some(at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()))
            }
            b'"' if self.rest(at).starts_with(b"\"\"\"") => self.long_text(at),
            b'"' => self.short_text(at),
            b if b.is_ascii_alphabetic() => self.word(at),
            b if b >= 0x80 => Some(at + count(self.rest(at), |b| b >= 0x80)),
            b => self.sign(at, b),
        }
    }

    fn new_line(&mut self, start: usize) -> Option<usize> {
        self.line_start = start;
        let indent = blanks(self.rest(start));
        let at = start + indent;
        if self.by_indent && opens_statement(&self.text[at..]) {
            while let Some(open) = self.stack.last() {
                if open.bracket == b'{' && open.indent < indent as u32 {
                    break;
                }
                self.close_innermost(at);
            }
        }
        Some(start)
    }

    fn long_text(&mut self, at: usize) -> Option<usize> {
        if let Some(n) = self.text[at + 3..].find("\"\"\"") {
            return Some(at + n + 6);
        }
        let message = "This text is opened with `\"\"\"` and never closed";
        let d = Diagnostic::new(Code::UnclosedText, self.span(at, at + 3), message)
            .help("close it with `\"\"\"`");
        self.outline.diagnostics.push(d);
        self.outline.refused = true;
        None
    }

    fn short_text(&mut self, at: usize) -> Option<usize> {
        let inside = at + 1;
        let close = inside + count(self.rest(inside), |b| b != b'"' && b != b'\n');
        if self.text.as_bytes().get(close) == Some(&b'"') {
            return Some(close + 1);
        }
        let end = at + self.text[at..close].trim_end().len();
        let d = Diagnostic::new(
            Code::UnclosedText,
            self.span(at, end),
            "This text has no closing `\"` on its line",
        )
        .here("opened here")
        .help("close it with `\"`; a text over several lines stands between `\"\"\"` and `\"\"\"`")
        .edit(self.span(end, end), "\"");
        self.outline.diagnostics.push(d);
        self.outline.refused = true;
        Some(close)
    }

    fn word(&mut self, at: usize) -> Option<usize> {
        let end = at
            + count(self.rest(at), |b| {
                b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_') || b >= 0x80
            });
        let word = &self.text[at..end];
        if word.contains('_') {
            let d = underscore(word, self.span(at, end));
            self.outline.diagnostics.push(d);
        }
        match word {
            "of" => self.chain += 1,
            "that" | "if" | "while" | "unless" => self.nested += 1,
            _ => {}
        }
        self.unless_too_deep(at, end)
    }

    fn sign(&mut self, at: usize, sign: u8) -> Option<usize> {
        match sign {
            b'{' | b'(' | b'[' => self.stack.push(Open {
                bracket: sign,
                at: at as u32,
                indent: blanks(&self.rest(self.line_start)[..at - self.line_start]) as u32,
            }),
            b'}' | b')' | b']' => self.close(at, sign),
            _ => {}
        }
        match sign {
            b'{' | b'}' | b';' => (self.chain, self.nested) = (0, 0),
            b',' => self.chain = 0,
            _ => {}
        }
        self.unless_too_deep(at, at + 1)
    }

    /// A bracket that closes: a brace closes what was left open inside it; a round or square bracket never reaches past a brace.
    fn close(&mut self, at: usize, bracket: u8) {
        let want = match bracket {
            b'}' => b'{',
            b')' => b'(',
            _ => b'[',
        };
        let closed = self
            .stack
            .iter()
            .rposition(|o| o.bracket == want || (bracket != b'}' && o.bracket == b'{'))
            .filter(|n| self.stack[*n].bracket == want);
        let Some(n) = closed else {
            self.unbalanced = true;
            let message = format!("This `{}` closes nothing", bracket as char);
            let d = Diagnostic::new(Code::ExtraBrace, self.span(at, at + 1), message)
                .here("nothing is open here")
                .help("take it away, or open what it should close")
                .edit(self.span(at, at + 1), "");
            self.outline.diagnostics.push(d);
            return;
        };
        while self.stack.len() > n + 1 {
            self.unbalanced = true;
            self.close_innermost(at);
        }
        if let Some(open) = self.stack.pop() {
            self.outline.close.insert(open.at, at as u32);
        }
    }

    /// Takes the innermost bracket for closed before an offset where it must have been.
    fn close_innermost(&mut self, before: usize) {
        let Some(open) = self.stack.pop() else {
            return;
        };
        let at = self.span(open.at as usize, open.at as usize + 1);
        let d = unclosed(at, open.bracket, self.span(before, before + 1));
        self.outline.diagnostics.push(d);
        self.outline.close.insert(open.at, before as u32);
    }

    /// Goes on behind what stands here, unless it is nested too deep.
    fn unless_too_deep(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.stack.len() + self.chain + self.nested <= MAX_DEPTH {
            return Some(end);
        }
        let d = too_deep(self.span(at, end));
        self.outline.diagnostics.push(d);
        self.outline.refused = true;
        None
    }

    /// What is still open at the end of the text.
    fn end(&mut self) {
        let end = self.text.trim_end().len();
        let last = self.text[..end].char_indices().next_back();
        let last = self.span(last.map_or(0, |(at, _)| at), end);
        while let Some(open) = self.stack.pop() {
            self.unbalanced = true;
            let at = self.span(open.at as usize, open.at as usize + 1);
            let d = unclosed_at_end(at, open.bracket, last);
            self.outline.diagnostics.push(d);
            self.outline.close.insert(open.at, self.text.len() as u32);
        }
    }
}

/// How many bytes of a kind a text begins with.
fn count(bytes: &[u8], of_kind: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|b| of_kind(**b)).count()
}

/// How many blanks a line begins with.
fn blanks(line: &[u8]) -> usize {
    count(line, |b| b == b' ' || b == b'\t')
}

fn too_deep(at: Span) -> Diagnostic {
    Diagnostic::new(Code::NestingTooDeep, at, format!("Nested more than {MAX_DEPTH} deep"))
        .here("one level too many")
        .help("brackets, `of`, `that`, `if`, `while` and `unless` count; split the statement into several")
}

fn underscore(word: &str, at: Span) -> Diagnostic {
    let better = word.replace('_', "-");
    // Safe: no word has an underscore, and there is one sign for what it joins.
    Diagnostic::new(
        Code::UnderscoreInWord,
        at,
        format!("`{word}` has an underscore"),
    )
    .help(format!("words are lower case with hyphens: `{better}`"))
    .safe_edit(at, better)
}

fn closing(bracket: u8) -> char {
    match bracket {
        b'{' => '}',
        b'(' => ')',
        _ => ']',
    }
}

/// Open at the end of the text: what is missing is missing behind its last character.
fn unclosed_at_end(at: Span, bracket: u8, last: Span) -> Diagnostic {
    let close = closing(bracket);
    let d = Diagnostic::new(
        Code::UnclosedBrace,
        at,
        format!("This `{}` is never closed", bracket as char),
    )
    .here("opened here");
    // The last character may be the bracket itself.
    let d = if last.end <= at.end {
        d
    } else {
        d.also(last, format!("`{close}` is missing after this"))
    };
    d.help(format!("close it with `{close}`")).edit(
        Span::new(last.source, last.end, last.end),
        close.to_string(),
    )
}

fn unclosed(at: Span, bracket: u8, before: Span) -> Diagnostic {
    let close = closing(bracket);
    Diagnostic::new(
        Code::UnclosedBrace,
        at,
        format!("This `{}` is never closed", bracket as char),
    )
    .here("opened here")
    .also(before, format!("`{close}` is missing before this"))
    .help(format!("close it with `{close}`"))
    .edit(
        Span::new(before.source, before.start, before.start),
        close.to_string(),
    )
}

/// Does a line open a block of its own (`framework …`, `provision 7 …`, `red line …`)?
fn opens_statement(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or("");
    if !line.contains('{') {
        return false;
    }
    let mut words = line.split([' ', '\t']).filter(|w| !w.is_empty());
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    matches!(
        first,
        "framework" | "party" | "test" | "effect" | "kind" | "red" | "goal" | "replace" | "add"
    ) || (first.bytes().all(|b| b.is_ascii_lowercase())
        && !matches!(first, "forbid" | "require" | "expect")
        && second.starts_with(|c: char| c.is_ascii_digit()))
}

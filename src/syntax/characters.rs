//! Characters that mislead a reader: look-alikes, invisible ones, controls that reorder a line, names not in normal form.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Span};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Looks at a text that is not plain ASCII, or has control characters.
pub(super) fn check(source: SourceId, text: &str) -> Vec<Diagnostic> {
    if text.is_ascii()
        && !text
            .bytes()
            .any(|b| b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'))
    {
        return Vec::new();
    }
    let mut reader = Reader {
        source,
        text,
        out: Vec::new(),
        quoted: None,
        comment: false,
        curved: false,
        line: 0,
        pairs: None,
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        at = reader.step(at, c);
    }
    reader.out
}

/// Where a reader of the text is.
struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    out: Vec<Diagnostic>,
    /// What ends the text in quotes it is in.
    quoted: Option<&'static str>,
    /// It is in a comment.
    comment: bool,
    /// It is between curved quotes.
    curved: bool,
    /// Where the line starts.
    line: usize,
    /// The quotes of the line go in pairs; not known until somebody asks.
    pairs: Option<bool>,
}

impl Reader<'_> {
    fn span(&self, at: usize, end: usize) -> Span {
        Span::new(self.source, at as u32, end as u32)
    }

    /// Looks at a character, or at what begins with it; gives where the next one stands.
    fn step(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        let span = self.span(at, next);
        if is_bidi(c) {
            self.out.push(reorders(c, span));
        } else if is_mark(c) && (self.comment || self.quoted.is_some()) {
            self.out.push(may_reorder(c, span));
        } else if !self.comment {
            let further = match self.quoted {
                Some(end) => self.in_text(at, c, end),
                None => self.in_statement(at, c),
            };
            if let Some(further) = further {
                return further;
            }
        }
        if c == '\n' {
            self.comment = false;
            self.curved = false;
            self.line = next;
            self.pairs = None;
        }
        next
    }

    /// In a text in quotes: only its end counts.
    fn in_text(&mut self, at: usize, c: char, end: &str) -> Option<usize> {
        if self.text[at..].starts_with(end) {
            self.quoted = None;
            return Some(at + end.len());
        }
        if c == '\n' && end == "\"" {
            self.quoted = None;
        }
        None
    }

    /// Outside texts and comments; gives where a word or a sign of several characters ends.
    fn in_statement(&mut self, at: usize, c: char) -> Option<usize> {
        let rest = &self.text[at..];
        if rest.starts_with("\"\"\"") {
            self.quoted = Some("\"\"\"");
            return Some(at + 3);
        } else if c == '"' {
            self.quoted = Some("\"");
        } else if rest.starts_with("//") {
            self.comment = true;
        } else if let Some((name, instead)) = look_alike(c) {
            let quotes = instead == "\"";
            // What stands in quotes is no business of ours once they are read: it is left as it is.
            let safe = if quotes {
                let line = &self.text[self.line..];
                *self.pairs.get_or_insert_with(|| paired(line))
            } else {
                certain(c) && !self.curved
            };
            self.curved ^= quotes;
            let span = self.span(at, at + c.len_utf8());
            self.out.push(not_read(c, name, instead, span, safe));
        } else if c.is_alphabetic() {
            return Some(self.word(at, c));
        }
        None
    }

    /// A word: look-alikes in it, and whether it is in normal form.
    fn word(&mut self, at: usize, first: char) -> usize {
        let rest = &self.text[at..];
        let of_word = |c: char| {
            c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || c == '-'
        };
        let end = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        for (n, c) in word.char_indices() {
            if let Some((name, instead)) = look_alike(c) {
                let span = self.span(at + n, at + n + c.len_utf8());
                let safe = certain(c) && !self.curved;
                self.out.push(not_read(c, name, instead, span, safe));
            }
        }
        if !is_nfc(word) {
            let span = self.span(at, at + end);
            let nfc: String = word.nfc().collect();
            self.out.push(
                Diagnostic::new(
                    Code::NotNormalised,
                    span,
                    format!("`{nfc}` is written here with separate accents"),
                )
                .help("write it in Unicode normal form C, or two names that look equal differ")
                // Safe: the same letters, and every reader sees the same name.
                .safe_edit(span, nfc),
            );
        }
        at + end.max(first.len_utf8())
    }
}

/// A control that changes the direction of text.
fn reorders(c: char, at: Span) -> Diagnostic {
    let message = format!("U+{:04X} reorders what a reader sees", c as u32);
    Diagnostic::new(Code::BidiControl, at, message)
        .here("invisible character here")
        .help("take it away: right-to-left names are set correctly without it")
        .edit(at, "")
}

/// A mark of direction in a text or comment, where it may be needed.
fn may_reorder(c: char, at: Span) -> Diagnostic {
    let message = format!(
        "U+{:04X} is invisible and may change the order a reader sees",
        c as u32
    );
    Diagnostic {
        severity: Severity::Warning,
        ..Diagnostic::new(Code::BidiControl, at, message)
            .help("take it away, unless the text is unreadable without it")
            .edit(at, "")
    }
}

/// Is there one thing a character can stand for, and does it look like it? Blanks, signs, hyphens and digits of another width, and what nobody sees. Other
/// dashes may be a range or a pause, digits of another script do not look alike, joiners belong to the spelling of some scripts, marks of
/// direction change what is seen, and who put a control there meant something by it.
fn certain(c: char) -> bool {
    let blank = matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{3000}' | '\u{2028}' | '\u{2029}');
    let unseen = matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    blank
        || unseen
        || matches!(
            c,
            '‐' | '‑' | '；' | '\u{37E}' | '：' | '，' | '،' | '０'..='９'
        )
}

/// Do the quotes of this line go in pairs, with nothing but curved ones among them?
fn paired(text: &str) -> bool {
    let line = text
        .lines()
        .next()
        .unwrap_or_default()
        .split("//")
        .next()
        .unwrap_or_default();
    let quotes: Vec<char> = line
        .chars()
        .filter(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'))
        .collect();
    quotes.len().is_multiple_of(2) && !quotes.contains(&'"')
}

fn not_read(c: char, name: &str, instead: &str, at: Span, safe: bool) -> Diagnostic {
    let d = Diagnostic::new(
        Code::LookAlike,
        at,
        format!("{name} (U+{:04X}) is not read here", c as u32),
    )
    .here("this character")
    .offer(at, instead, safe);
    match instead {
        "" => d.help("take it away"),
        "\n" => d.help("start a new line"),
        _ => d.help(format!("write `{instead}`")),
    }
}

/// Marks that say in which direction what stands beside them is read.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// Controls that change the direction of text.
pub(crate) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The digit this language reads, of a script whose digits follow one another from its zero.
fn digit(c: char, zero: char) -> &'static str {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    DIGITS
        .get((c as usize).wrapping_sub(zero as usize))
        .copied()
        .unwrap_or("")
}

fn look_alike(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => ("A no-break space", " "),
        '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => {
            ("An invisible space", "")
        }
        '\u{AD}' => ("A soft hyphen", ""),
        '\u{200E}' | '\u{200F}' | '\u{61C}' => ("An invisible direction mark", ""),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{3000}' => {
            ("A wide or narrow space", " ")
        }
        '“' | '”' | '„' | '«' | '»' => ("A curved quotation mark", "\""),
        '‘' | '’' => ("A curved apostrophe", ""),
        '–' | '—' | '‐' | '‑' | '−' => ("A dash that is not a hyphen", "-"),
        '；' | '\u{37E}' => ("A semicolon of another script", ";"),
        '：' => ("A colon of another script", ":"),
        '，' | '،' => ("A comma of another script", ","),
        '０'..='９' => ("A full-width digit", digit(c, '０')),
        '٠'..='٩' => ("A digit of another script", digit(c, '٠')),
        '۰'..='۹' => ("A digit of another script", digit(c, '۰')),
        '\u{2028}' | '\u{2029}' => ("A line separator", "\n"),
        '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' => ("An invisible letter", ""),
        c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => ("A control character", ""),
        _ => return None,
    })
}

//! Characters that mislead a reader: look-alikes, invisible ones, controls that reorder a line, names not in normal form.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// One kind of character that is found more often than this in a text is told once, with how many there are.
const EACH: usize = 4;

/// Looks at a text that is not plain ASCII, or has control characters or apostrophes: what it finds, and the words it is found in.
pub(super) fn check(source: SourceId, text: &str) -> (Vec<Diagnostic>, Vec<String>) {
    let plain = |b: u8| b >= 0x20 && b != b'\'' || matches!(b, b'\n' | b'\r' | b'\t');
    if text.is_ascii() && text.bytes().all(plain) {
        return Default::default();
    }
    let mut reader = Reader {
        source,
        text,
        out: Vec::new(),
        words: Vec::new(),
        quoted: None,
        comment: false,
        curved: false,
        line: 0,
        pairs: None,
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        at = match reader.nothing_to_see(at) {
            0 => reader.step(at, c),
            n => at + n,
        };
    }
    (reader.out, reader.words)
}

/// Where a reader of the text is.
struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    out: Vec<Diagnostic>,
    /// Words something is said of: that they are unknown is no further mistake.
    words: Vec<String>,
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

    /// How long a comment or a text in quotes goes on from here with nothing in it that could be told, or end it.
    fn nothing_to_see(&self, at: usize) -> usize {
        if !self.comment && self.quoted.is_none() {
            return 0;
        }
        let mut rest = self.text[at..].bytes();
        let seen = |b: u8| !b.is_ascii() || matches!(b, b'"' | b'\n');
        rest.position(seen).unwrap_or(self.text.len() - at)
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
        } else if self.curved && look_alike(c).is_none_or(|(_, instead)| instead != "\"") {
            // What stands in quotes is no business of ours once they are read: it is left as it is.
            return None;
        } else if rest.starts_with("//") {
            self.comment = true;
        } else if is_raised(c) && !c.is_alphabetic() {
            let span = self.span(at, at + c.len_utf8());
            self.out
                .push(not_read(c, "A raised or lowered sign", "", span, false));
        } else if c.is_alphabetic() {
            return Some(self.word(at, c));
        } else if let Some((name, instead)) = look_alike(c) {
            if instead == "\"" {
                let line = &self.text[self.line..];
                let safe = *self.pairs.get_or_insert_with(|| paired(line));
                self.curved = !self.curved;
                let span = self.span(at, at + c.len_utf8());
                self.out.push(not_read(c, name, instead, span, safe));
            } else {
                return Some(self.signs(at, self.text.len()));
            }
        }
        None
    }

    /// A sign that looks like another, or a number in such digits; gives where it ends.
    fn signs(&mut self, at: usize, end: usize) -> usize {
        let mut rest = self.text[at..end].chars();
        let Some((c, (name, first))) = rest.next().and_then(|c| Some((c, look_alike(c)?))) else {
            return end;
        };
        let mut instead = first.to_owned();
        let mut next = at + c.len_utf8();
        if is_digit(first) {
            for further in rest {
                let Some((_, digit)) = look_alike(further).filter(|(_, i)| is_digit(i)) else {
                    break;
                };
                instead.push_str(digit);
                next += further.len_utf8();
            }
        }
        let safe = certain(c);
        let span = self.span(at, next);
        self.out.push(not_read(c, name, &instead, span, safe));
        next
    }

    /// A word: look-alikes in it, whether it is in normal form, and what belongs to it in its own script and not here.
    fn word(&mut self, at: usize, first: char) -> usize {
        let rest = &self.text[at..];
        let end = word_end(rest);
        let told = self.out.len();
        if let Some(end) = joined(rest, end) {
            // `Côte d'Ivoire`: a small letter begins no name.
            let before = self.text[..at].trim_end_matches(' ');
            let last = before
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let is_name = last.starts_with(char::is_uppercase) && word_end(last) == last.len();
            let from = if first.is_lowercase() && is_name {
                before.len() - last.len()
            } else {
                at
            };
            let name = &self.text[from..at + end];
            self.out.push(not_joined(name, self.span(from, at + end)));
            self.words.push(name.to_owned());
            return at + end;
        }
        let word = &rest[..end];
        let mut next = 0;
        for (n, c) in word.char_indices() {
            if n < next {
                continue;
            }
            if look_alike(c).is_some() {
                next = self.signs(at + n, at + end) - at;
            } else if let Some((name, instead)) = compatible(c) {
                // Safe: a letter of another width, or several in one, is read as what it looks like. What is raised may be a mark that belongs to no word.
                let safe = !instead.is_empty();
                let span = self.span(at + n, at + n + c.len_utf8());
                self.out.push(not_read(c, name, &instead, span, safe));
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
        if self.out.len() > told {
            self.words.push(word.to_owned());
        }
        at + end.max(first.len_utf8())
    }
}

/// Where a word ends that a text begins with.
fn word_end(text: &str) -> usize {
    let of_word = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '-';
    text.find(|c| !of_word(c)).unwrap_or(text.len())
}

/// What joins the letters of a name in its own spelling, and of no name here: apostrophes; joiners in the scripts that have them, from Arabic on.
fn is_joint(c: char, behind: &str) -> bool {
    match c {
        '\'' | '‘' | '’' => true,
        '\u{200C}' | '\u{200D}' => behind.starts_with(|c: char| c >= '\u{600}'),
        _ => false,
    }
}

/// `N'Djamena`: where a name ends that goes on behind what joins its letters. `Averne's` is no such name, and `parties'` neither.
fn joined(text: &str, word: usize) -> Option<usize> {
    let of_name = |t: &str| {
        t.chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    let mut end = word;
    while let Some(joint) = text[end..].chars().next() {
        let behind = &text[end + joint.len_utf8()..];
        let part = &behind[..word_end(behind)];
        let more = part.starts_with(char::is_alphabetic) && part != "s";
        if !is_joint(joint, behind) || !more || !(of_name(text) || of_name(part)) {
            break;
        }
        end += joint.len_utf8() + part.len();
    }
    (end > word).then_some(end)
}

/// A name with something in it that joins its letters.
fn not_joined(name: &str, at: Span) -> Diagnostic {
    let of_word = |c: &char| c.is_alphanumeric() || *c == '-';
    let joint = name
        .chars()
        .find(|c| !of_word(c) && !is_combining_mark(*c) && *c != ' ');
    let joint = joint.unwrap_or('\'');
    let what = if matches!(joint, '\u{200C}' | '\u{200D}') {
        "A joiner"
    } else {
        "An apostrophe"
    };
    let quoted = format!("\"{name}\"");
    let message = format!("{what} (U+{:04X}) is in the name `{name}`", joint as u32);
    Diagnostic::new(Code::LookAlike, at, message)
        .help(format!(
            "a name of such a spelling stands in quotes: `{quoted}`, here and wherever it is named"
        ))
        // Safe: the same name, letter by letter.
        .safe_edit(at, quoted)
}

/// What is found very often in a text is told once: at the first of its kind, with the edits of all.
pub(crate) fn folded(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // Of a kind is what is told in the same words, but for the character or the word it is about.
    let kind = |d: &Diagnostic| {
        let words = match d.code {
            Code::LookAlike => d.message.split(" (U+").next()?.to_owned(),
            Code::NotNormalised => String::new(),
            _ => return None,
        };
        Some((d.at.span.source, d.code, words, d.fixable()))
    };
    let mut often: BTreeMap<_, usize> = BTreeMap::new();
    for k in found.iter().filter_map(kind) {
        *often.entry(k).or_default() += 1;
    }
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    let mut out: Vec<Diagnostic> = Vec::new();
    for mut d in found {
        let Some((n, k)) = kind(&d).and_then(|k| Some((*often.get(&k)?, k))) else {
            out.push(d);
            continue;
        };
        match first.get(&k).filter(|_| n > EACH) {
            Some(first) => out[*first].edits.append(&mut d.edits),
            None => {
                if n > EACH {
                    d.message = format!("{}, and {} more like it", d.message, n - 1);
                }
                first.insert(k, out.len());
                out.push(d);
            }
        }
    }
    out
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
            '‐' | '‑' | '；' | '\u{37E}' | '：' | '，' | '،' | '、' | '０'..='９' | '！'..='～'
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
        .filter(|c| *c == '"' || look_alike(*c).is_some_and(|(_, instead)| instead == "\""))
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

fn is_digit(instead: &str) -> bool {
    instead.starts_with(|c: char| c.is_ascii_digit())
}

/// A letter that stands for others, as typesetting and not as the spelling of a language has it: several in one, of another width or style, raised. With what
/// it stands for; nothing for what is raised.
fn compatible(c: char) -> Option<(&'static str, String)> {
    let instead = || std::iter::once(c).nfkc().collect();
    Some(match c {
        'ﬀ'..='ﬆ' => ("A ligature", instead()),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | 'Ⅰ'..='ⅿ' | 'Ⓐ'..='ⓩ' | '\u{1D400}'..='\u{1D7FF}' => {
            ("A letter of another width or style", instead())
        }
        c if is_raised(c) => ("A raised or lowered sign", String::new()),
        _ => return None,
    })
}

/// What ties a note to a word, or a power to a unit.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | 'ª' | 'º' | '\u{2070}'..='\u{209C}')
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

/// The sign this language reads, for one of full width.
fn full_width(c: char) -> &'static str {
    const SIGNS: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    let n = (c as usize).wrapping_sub('！' as usize);
    SIGNS.get(n..n + 1).unwrap_or("")
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
        '‹' | '›' | '「' | '」' | '『' | '』' | '《' | '》' | '〈' | '〉' | '＂' => {
            ("A quotation mark of another script", "\"")
        }
        '‘' | '’' => ("A curved apostrophe", ""),
        '–' | '—' | '‐' | '‑' | '−' => ("A dash that is not a hyphen", "-"),
        '；' | '\u{37E}' | '؛' => ("A semicolon of another script", ";"),
        '。' | '।' => ("A full stop of another script", ";"),
        '：' => ("A colon of another script", ":"),
        '，' | '،' | '、' => ("A comma of another script", ","),
        '０'..='９' => ("A full-width digit", digit(c, '０')),
        '٠'..='٩' => ("A digit of another script", digit(c, '٠')),
        '۰'..='۹' => ("A digit of another script", digit(c, '۰')),
        '！'..='／' | '＜'..='＠' | '［'..='｀' | '｛'..='～' => {
            ("A full-width sign", full_width(c))
        }
        '\u{2028}' | '\u{2029}' => ("A line separator", "\n"),
        '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' => ("An invisible letter", ""),
        c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => ("A control character", ""),
        _ => return None,
    })
}

//! Characters that mislead a reader: look-alikes, invisible ones, controls that reorder a line, names not in normal form.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Span};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Looks at a text that is not plain ASCII, or has control characters.
pub(super) fn check(source: SourceId, text: &str) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if text.is_ascii()
        && !text
            .bytes()
            .any(|b| b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'))
    {
        return out;
    }
    let mut quoted: Option<&str> = None;
    let mut comment = false;
    // Between curved quotes; where the line starts, and whether its quotes go in pairs.
    let mut curved = false;
    let mut line = 0;
    let mut pairs: Option<bool> = None;
    let mut i = 0;
    while let Some(c) = text[i..].chars().next() {
        let rest = &text[i..];
        let n = c.len_utf8();
        let span = Span::new(source, i as u32, (i + n) as u32);
        if is_bidi(c) {
            out.push(
                Diagnostic::new(
                    Code::BidiControl,
                    span,
                    format!("U+{:04X} reorders what a reader sees", c as u32),
                )
                .here("invisible character here")
                .help("take it away: right-to-left names are set correctly without it")
                .edit(span, ""),
            );
        } else if is_mark(c) && (comment || quoted.is_some()) {
            out.push(Diagnostic {
                severity: Severity::Warning,
                ..Diagnostic::new(
                    Code::BidiControl,
                    span,
                    format!(
                        "U+{:04X} is invisible and may change the order a reader sees",
                        c as u32
                    ),
                )
                .help("take it away, unless the text is unreadable without it")
                .edit(span, "")
            });
        } else if !comment {
            if let Some(end) = quoted {
                if rest.starts_with(end) {
                    quoted = None;
                    i += end.len();
                    continue;
                }
                if c == '\n' && end == "\"" {
                    quoted = None;
                }
            } else if rest.starts_with("\"\"\"") {
                quoted = Some("\"\"\"");
                i += 3;
                continue;
            } else if c == '"' {
                quoted = Some("\"");
            } else if rest.starts_with("//") {
                comment = true;
            } else if let Some((name, instead)) = look_alike(c) {
                let quotes = instead == "\"";
                // What stands in quotes is no business of ours once they are read: it is left as it is.
                let safe = if quotes {
                    *pairs.get_or_insert_with(|| paired(&text[line..]))
                } else {
                    certain(c) && !curved
                };
                curved ^= quotes;
                out.push(not_read(c, name, instead, span, safe));
            } else if c.is_alphabetic() {
                let end = rest
                    .find(|c: char| {
                        !(c.is_alphanumeric()
                            || unicode_normalization::char::is_combining_mark(c)
                            || c == '-')
                    })
                    .unwrap_or(rest.len());
                let word = &rest[..end];
                for (at, c) in word.char_indices() {
                    if let Some((name, instead)) = look_alike(c) {
                        let at = Span::new(source, (i + at) as u32, (i + at + c.len_utf8()) as u32);
                        out.push(not_read(c, name, instead, at, certain(c) && !curved));
                    }
                }
                if !is_nfc(word) {
                    let span = Span::new(source, i as u32, (i + end) as u32);
                    let nfc: String = word.nfc().collect();
                    out.push(
                        Diagnostic::new(Code::NotNormalised, span, format!("`{nfc}` is written here with separate accents"))
                            .help("write it in Unicode normal form C, or two names that look equal differ")
                            // Safe: the same letters, and every reader sees the same name.
                            .safe_edit(span, nfc),
                    );
                }
                i += end.max(n);
                continue;
            }
        }
        if c == '\n' {
            comment = false;
            curved = false;
            line = i + n;
            pairs = None;
        }
        i += n;
    }
    out
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

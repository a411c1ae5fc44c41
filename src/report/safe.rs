//! Makes control characters visible, so that no source can write to a terminal what its author likes.

use std::borrow::Cow;

/// The visible form of a character that is not shown as it is.
pub(super) fn visible(c: char) -> Option<String> {
    match c {
        '\t' => Some("    ".to_owned()),
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + c as u32).map(String::from),
        '\u{7F}' => Some('\u{2421}'.to_string()),
        '\u{80}'..='\u{9F}' => Some(format!("<U+{:04X}>", c as u32)),
        '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{61C}'
        | '\u{FEFF}' => Some(format!("<U+{:04X}>", c as u32)),
        // What is no character at all, and no XML may hold.
        '\u{FDD0}'..='\u{FDEF}' => Some(format!("<U+{:04X}>", c as u32)),
        c if c as u32 & 0xFFFE == 0xFFFE => Some(format!("<U+{:04X}>", c as u32)),
        _ => None,
    }
}

/// A text for people, on one line.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| visible(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| visible(c).unwrap_or_else(|| c.to_string()))
            .collect(),
    )
}

/// A text for people in which no line is a command of GitHub's runner, which reads them at the beginning of lines, or after `##[`.
pub(crate) fn unheard(text: &str) -> Cow<'_, str> {
    let commands = |l: &str| l.trim_start().starts_with("::");
    if !text.contains("##[") && !text.split(['\n', '\r']).any(commands) {
        return Cow::Borrowed(text);
    }
    let line = |l: &str| {
        let l = l.replace("##[", "##\\[");
        match l.find("::") {
            Some(at) if commands(&l) => format!("{}\\{}", &l[..at], &l[at..]),
            _ => l,
        }
    };
    Cow::Owned(text.split_inclusive(['\n', '\r']).map(line).collect())
}

//! Bytes as text, or what they are instead: many drafts come out of a word processor, and not all of them as UTF-8.

use crate::source::with_line_feeds;

/// So many bytes show how the rest is written.
const LOOKED_AT: usize = 4096;

/// How files begin that are no plain text, and what they are.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word file or an archive"),
    (b"\xD0\xCF\x11\xE0", "an old Office file"),
    (b"{\\rtf", "a file in rich text format"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
];

/// The text, or what to do about it.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    let begins = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let begins = begins.trim_ascii_start();
    let other = BEGINNINGS.iter().find(|(with, _)| {
        let first = begins.get(..with.len());
        first.is_some_and(|b| b.eq_ignore_ascii_case(with))
    });
    if let Some((_, what)) = other {
        return Err(format!("this is {what}; save it as plain text, in UTF-8"));
    }
    if let Some(encoding) = wide(&bytes) {
        return Err(format!("this text is {encoding}; save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|e| {
        let (good, rest) = e.as_bytes().split_at(e.utf8_error().valid_up_to());
        let good = String::from_utf8_lossy(good);
        let good = with_line_feeds(good.strip_prefix('\u{FEFF}').unwrap_or(&good));
        let line = good.matches('\n').count() + 1;
        let of_line = good.rsplit('\n').next().unwrap_or_default();
        let column = of_line.chars().count() + 1;
        let byte = rest.first().copied().unwrap_or_default();
        format!(
            "line {line}, column {column}: byte {byte:#04X} is no UTF-8, as in texts of an older encoding such as Windows-1252; save the file as UTF-8"
        )
    })
}

/// An encoding in which a character takes two bytes or four, with its mark at the start or without: then every other byte of most texts is zero.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some("UTF-16"),
        _ => {}
    }
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |from: usize| {
        let every_other = looked_at.iter().skip(from).step_by(2);
        every_other.filter(|b| **b == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = looked_at.len() / 4;
    (even.max(odd) > most.max(1)).then_some(if even.min(odd) > most / 2 {
        "UTF-32, without a mark that says so"
    } else {
        "UTF-16, without a mark that says so"
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_text_is_told_for_what_it_is() {
        let plain = "state Côte; // a \"text\"\nframework f \"f\" { }\n";
        let wide = |f: fn(u16) -> [u8; 2]| plain.encode_utf16().flat_map(f).collect::<Vec<u8>>();
        let four = plain.chars().flat_map(|c| (c as u32).to_le_bytes());
        let latin = plain.chars().map(|c| c as u8);
        for (bytes, told) in [
            (wide(u16::to_le_bytes), "UTF-16, without"),
            (wide(u16::to_be_bytes), "UTF-16, without"),
            (
                [&b"\xFF\xFE"[..], &wide(u16::to_le_bytes)].concat(),
                "UTF-16;",
            ),
            (four.collect(), "UTF-32, without"),
            (latin.collect(), "line 1, column 8: byte 0xF4 is no UTF-8"),
            (
                b"\xEF\xBB\xBFa;\rb;\r\nstate \xFF".to_vec(),
                "line 3, column 7: byte 0xFF",
            ),
            (b"PK\x03\x04\0\0\0\0".to_vec(), "a Word file"),
            (b"\xEF\xBB\xBF\n<!DOCTYPE html>".to_vec(), "a web page"),
            (b"{\\rtf1\\ansi}".to_vec(), "rich text"),
        ] {
            let found = super::text(bytes).expect_err("no text");
            assert!(found.contains(told), "{found}");
        }
        for good in ["", "\0", "a\0", plain, "\u{FEFF}state A1;"] {
            assert_eq!(super::text(good.into()).as_deref(), Ok(good));
        }
    }
}

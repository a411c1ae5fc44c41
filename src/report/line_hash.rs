//! The hash of a line by which GitHub knows an alert again (`primaryLocationLineHash`), as its upload action works it out: over the hundred characters from the
//! beginning of the line on, blanks left out, with a number for lines that are alike.

use std::collections::BTreeMap;

/// Characters one hash is made of.
const WINDOW: usize = 100;
const FACTOR: u64 = 37;
/// Stands behind the last character.
const END: u64 = 0xFFFF;

/// The hash of each line of a text.
pub(super) fn hashes(text: &str) -> Vec<String> {
    // Characters as UTF-16, without blanks and tabs; every end of a line as one line feed.
    let mut letters: Vec<u64> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let (mut begins, mut after_return) = (true, false);
    let mut take = |c: u64, begins: &mut bool| {
        if std::mem::take(begins) {
            starts.push(letters.len());
        }
        *begins = c == u64::from(b'\n');
        letters.push(c);
    };
    for c in text.encode_utf16().map(u64::from) {
        let returned = std::mem::take(&mut after_return);
        match u8::try_from(c) {
            Ok(b' ' | b'\t') => {}
            Ok(b'\n') if returned => {}
            Ok(b'\r') => {
                after_return = true;
                take(u64::from(b'\n'), &mut begins);
            }
            _ => take(c, &mut begins),
        }
    }
    take(END, &mut begins);
    letters.extend([0; WINDOW]);
    let mut hash = letters
        .iter()
        .take(WINDOW)
        .fold(0u64, |h, c| h.wrapping_mul(FACTOR).wrapping_add(*c));
    let leaving = (0..WINDOW).fold(1u64, |m, _| m.wrapping_mul(FACTOR));
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    let mut out = Vec::with_capacity(starts.len());
    let mut at = 0;
    for start in starts {
        while at < start {
            let comes = letters.get(at + WINDOW).copied().unwrap_or(0);
            hash = hash
                .wrapping_mul(FACTOR)
                .wrapping_add(comes)
                .wrapping_sub(leaving.wrapping_mul(letters[at]));
            at += 1;
        }
        let n = seen.entry(hash).or_default();
        *n += 1;
        out.push(format!("{hash:x}:{n}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::hashes;

    #[test]
    fn lines_have_the_hashes_that_the_upload_action_gives_them() {
        let empty = "c129715d7a2bc9a3:1";
        assert_eq!(hashes(""), [empty]);
        assert_eq!(hashes(" \t"), [empty]);
        assert_eq!(
            hashes("x\nx\nx\n"),
            [
                "4c74ab87820424b1:1",
                "8c072f39cc89b447:1",
                "828973aa50c68d6d:1",
                empty
            ]
        );
        assert_eq!(
            hashes("a\r\nb\rc\n\n"),
            [
                "81badacc705f766d:1",
                "b8a367705bcf4346:1",
                "2a9159bd01820062:1",
                "3c5bef55b72b93c9:1",
                empty
            ]
        );
        let long = format!(" 停 é\t😀\n{}\nz", "y".repeat(250));
        assert_eq!(
            hashes(&long),
            [
                "55cc5f26bea1c45b:1",
                "cadd4b5b9d92c51c:1",
                "76dcabf80cb35c79:1"
            ]
        );
        let alike = "y\n".repeat(300);
        assert_eq!(
            hashes(&alike)[..2],
            [
                hashes(&alike)[0].clone(),
                hashes(&alike)[0].replace(":1", ":2")
            ],
            "lines that are alike are counted"
        );
    }
}

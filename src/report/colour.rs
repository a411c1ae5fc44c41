//! Colours of reports for people. Verdicts stand out by weight and by a colour that takes no side; whoever sees none of it reads the word.

use super::Look;
use std::borrow::Cow;

const STRONG: &str = "\u{1B}[1m";
const OPEN: &str = "\u{1B}[36m";
const PLAIN: &str = "\u{1B}[0m";
/// What a verdict stands behind where it begins a cell or a line of its own.
const BEFORE: [&str; 5] = ["  ", "│ ", "┆ ", "| ", ": "];

/// A line with its verdicts in their colours.
pub(super) fn verdicts(line: &str, look: Look) -> Cow<'_, str> {
    if !look.colour {
        return line.into();
    }
    let mut out = Cow::Borrowed(line);
    for (words, colour) in [
        (["● crossed", "crossed"], STRONG),
        (["◐ open", "open"], OPEN),
    ] {
        for word in words {
            for before in BEFORE {
                let plain = format!("{before}{word}");
                let ends = |at: usize| {
                    let next = out[at + plain.len()..].chars().next();
                    next.is_none_or(|c| !c.is_alphanumeric() && c != '-')
                };
                let all: Vec<usize> = out.match_indices(&plain).map(|(at, _)| at).collect();
                let all: Vec<usize> = all.into_iter().filter(|at| ends(*at)).collect();
                for at in all.into_iter().rev() {
                    let (head, tail) = (&out[..at + before.len()], &out[at + plain.len()..]);
                    out = format!("{head}{colour}{word}{PLAIN}{tail}").into();
                }
            }
        }
    }
    out
}

/// What is gone and what has come, in a comparison: by its signs, and by how it looks.
fn changes(line: &str) -> String {
    const GONE: &str = "\u{1B}[2m";
    const COME: &str = "\u{1B}[4m";
    let mut out = line.to_owned();
    for (open, close, colour) in [("[-", "-]", GONE), ("[+", "+]", COME)] {
        let opened = out.replace(open, &format!("{colour}{open}"));
        out = opened.replace(close, &format!("{close}{PLAIN}"));
        // What goes on in the next line does not colour what lies between.
        if opened.matches(open).count() > opened.matches(close).count() {
            out.push_str(PLAIN);
        }
    }
    out
}

/// All lines of a report so.
pub(crate) fn all(text: &str, look: Look) -> String {
    if !look.colour {
        return text.to_owned();
    }
    text.lines()
        .map(|l| format!("{}\n", changes(&verdicts(l, look))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_of_cells_stand_out_and_words_of_texts_do_not() {
        let look = Look {
            colour: true,
            unicode: true,
            width: 80,
        };
        let line = "  A1  The open door  crossed 3, 4  │ ◐ open 5 │";
        let shown = verdicts(line, look);
        assert_eq!(
            shown,
            "  A1  The open door  \u{1B}[1mcrossed\u{1B}[0m 3, 4  │ \u{1B}[36m◐ open\u{1B}[0m 5 │"
        );
        let plain = Look {
            colour: false,
            ..look
        };
        assert_eq!(verdicts(line, plain), line);
        assert_eq!(
            verdicts("  opening  crossed-out", look),
            "  opening  crossed-out"
        );
    }
}

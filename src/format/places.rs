//! Before which words a long statement may be broken. The words are those of the grammar that open a part of a sentence; where they open none, the line is
//! broken at a place less handsome, and nothing else comes of it.

use super::pieces::Token;
use crate::syntax::PREPOSITIONS;

/// Words that open what the rest of a statement hangs on.
const STRONG: &[&str] = &["unless", "that", "except", "because", "if", "while"];

/// Words that open a phrase and no role.
const PHRASES: &[&str] = &[
    "within",
    "before",
    "after",
    "until",
    "upon",
    "every",
    "immediately",
    "promptly",
    "renewed",
    "beginning",
    "completed",
    "notwithstanding",
    "subject",
    "verified",
    "judged",
    "starting",
    "unconditionally",
    "whatever",
];

/// Words behind which a phrase goes on, or a value does: `in exchange for`, `held by`, `at least`.
const GO_ON: &[&str] = &[
    "held",
    "located",
    "of",
    "is",
    "are",
    "not",
    "expected",
    "and",
    "or",
    "only",
    "else",
    "exchange",
    "parallel",
    "consultation",
    "consent",
    "prejudice",
    "command",
    "once",
    "all",
    "reads",
    "meaning",
];

const UNITS: &[&str] = &[
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years",
];

/// What it costs to break before a token; `None` if it may not be done. Of a list of `words` only the commas count.
pub(super) fn cost(tokens: &[Token], n: usize, words: bool) -> Option<u64> {
    let (before, word) = (text_at(tokens, n - 1), text_at(tokens, n));
    let opens = |w: &str| PHRASES.contains(&w) || PREPOSITIONS.contains(&w);
    let phrase = opens(word);
    if matches!(word, "}" | ")" | "]") {
        return None;
    }
    match before {
        "," if phrase && !words => Some(20),
        "," => Some(60),
        // A field in braces ended.
        ";" => Some(30),
        // Never right behind a brace: a new line there is the end of the statement for the parser, unless a word it knows goes on.
        "}" | "(" | "[" | "{" | ":" | "|" => None,
        _ if words => None,
        _ if GO_ON.contains(&before) || STRONG.contains(&before) || opens(before) => None,
        _ => match word {
            "and" => Some(10),
            "or" => Some(50),
            "before" | "after" if UNITS.contains(&before) => None,
            "as" if text_at(tokens, n + 1) == "of" => None,
            "on" if text_at(tokens, n + 2) == "side" => None,
            "for" if before.starts_with(|c: char| c.is_ascii_digit()) => None,
            w if STRONG.contains(&w) => Some(0),
            _ => phrase.then_some(40),
        },
    }
}

fn text_at<'t>(tokens: &[Token<'t>], n: usize) -> &'t str {
    tokens.get(n).map_or("", |t| t.text)
}

//! Splits a block into its statements, so that each is parsed on its own and a broken one costs its own diagnostics only.

use super::outline::Outline;
use super::prepositions::PREPOSITIONS;

/// What kind of statements stand in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The top of a file.
    File,
    /// Directly in a framework.
    Framework,
    /// In a clause, a reading or an alternative.
    Clause,
    /// In `ambiguous`.
    Readings,
    /// In an entity.
    Entity,
    /// In `as of DATE` of an entity.
    Facts,
    /// In a party.
    Party,
    /// In a red line or goal.
    Line,
    /// In `as of DATE` of a line.
    DatedLine,
    /// In a waiver.
    Waiver,
    /// In a test.
    Test,
    /// In an effect.
    Effect,
    /// In a kind or in attributes.
    Slots,
}

/// One statement: its range, and its block if it has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub start: usize,
    pub end: usize,
    /// The opening brace of its block and what stands in it.
    pub block: Option<(usize, Place)>,
}

/// The sorts of things in the world.
pub(crate) const SORTS: &[&str] = &[
    "state",
    "organisation",
    "group",
    "body",
    "force",
    "office",
    "organ",
    "region",
    "site",
    "line",
    "instrument",
    "asset",
    "event",
];

/// The statements between two offsets.
pub(super) fn chunks(
    text: &str,
    outline: &Outline,
    place: Place,
    from: usize,
    to: usize,
) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut at = skip_blank(text, from, to);
    while at < to {
        let chunk = next_chunk(text, outline, place, at, to);
        at = skip_blank(text, chunk.end.max(at + 1), to);
        out.push(chunk);
    }
    out
}

fn next_chunk(text: &str, outline: &Outline, place: Place, start: usize, to: usize) -> Chunk {
    let bytes = text.as_bytes();
    let opener = opener(text, place, start, to);
    let ends_at = |end: usize| Chunk {
        start,
        end,
        block: None,
    };
    let mut i = start;
    while i < to {
        match bytes[i] {
            b';' => return ends_at(i + 1),
            b'"' => i = skip_text(text, i, to),
            b'/' if bytes.get(i + 1) == Some(&b'/') => i = skip_line(text, i, to),
            b'{' => {
                let end = behind_brace(text, outline, i, to);
                match opener {
                    Some(inside) => {
                        let next = skip_blank(text, end, to);
                        let either = starts_word(text, start, "either");
                        // `either A { … } or B { … }`
                        if inside == Place::Clause && either && starts_word(text, next, "or") {
                            i = next;
                            continue;
                        }
                        let block = (!either).then_some((i, inside));
                        return Chunk { start, end, block };
                    }
                    None => {
                        i = end.max(i + 1);
                        // A brace inside a sentence goes on to the `;`, unless a new line starts something else.
                        let next = skip_blank(text, i, to);
                        if text[i..next].contains('\n') && !goes_on(text, next) {
                            return ends_at(i);
                        }
                    }
                }
            }
            // A brace that closes nothing was reported by the outline.
            b'}' if i == start => return ends_at(i + 1),
            b'}' => return ends_at(i),
            _ => i += 1,
        }
    }
    ends_at(to)
}

/// Behind the brace that closes what is opened here.
fn behind_brace(text: &str, outline: &Outline, open: usize, to: usize) -> usize {
    let close = outline.close_of(open as u32).map_or(to, |c| c as usize);
    let close = close.min(to);
    if text.as_bytes().get(close) == Some(&b'}') {
        close + 1
    } else {
        close
    }
}

/// What the first words of a statement open, if they open a block.
fn opener(text: &str, place: Place, at: usize, to: usize) -> Option<Place> {
    let (word, after) = word_at(text, at, to);
    let next = skip_blank(text, after, to);
    let names = text[next..to].starts_with(|c: char| c == '"' || is_upper(c));
    match place {
        Place::File => match word {
            "framework" => Some(Place::Framework),
            "party" => Some(Place::Party),
            "test" => Some(Place::Test),
            "effect" => Some(Place::Effect),
            "kind" | "attributes" => Some(Place::Slots),
            w if SORTS.contains(&w) && block_before_end(text, after, to) => Some(Place::Entity),
            _ => None,
        },
        Place::Framework | Place::Clause | Place::Readings => match word {
            "replace" | "add" => Some(Place::Clause),
            "ambiguous" => Some(Place::Readings),
            "reading" if place == Place::Readings && block_before_end(text, after, to) => {
                Some(Place::Clause)
            }
            "either" => Some(Place::Clause),
            w if SORTS.contains(&w) && names && block_before_end(text, after, to) => {
                Some(Place::Entity)
            }
            w if !w.is_empty() && labelled(text, next, to) => Some(Place::Clause),
            _ => None,
        },
        Place::Entity => match word {
            "as" => Some(Place::Facts),
            w if SORTS.contains(&w) && names && block_before_end(text, after, to) => {
                Some(Place::Entity)
            }
            _ => None,
        },
        Place::Party => match word {
            "red" | "goal" => Some(Place::Line),
            "waiver" => Some(Place::Waiver),
            "effect" => Some(Place::Effect),
            _ => None,
        },
        Place::Line => (word == "as").then_some(Place::DatedLine),
        Place::DatedLine
        | Place::Waiver
        | Place::Test
        | Place::Effect
        | Place::Slots
        | Place::Facts => None,
    }
}

/// Opens a name: a letter that is not lower case, in any script. Most scripts know no capitals.
fn is_upper(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

/// A label, perhaps a title, then `{`.
fn labelled(text: &str, at: usize, to: usize) -> bool {
    let rest = &text[at..to];
    if !rest.starts_with(|c: char| c.is_ascii_digit() || is_upper(c)) {
        return false;
    }
    let label = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .unwrap_or(rest.len());
    let mut next = skip_blank(text, at + label, to);
    if text[next..to].starts_with('"') {
        next = skip_blank(text, skip_text(text, next, to), to);
    }
    text[next..to].starts_with('{')
}

fn block_before_end(text: &str, mut at: usize, to: usize) -> bool {
    let bytes = text.as_bytes();
    while at < to {
        match bytes[at] {
            b'{' => return true,
            b';' | b'}' => return false,
            b'"' => at = skip_text(text, at, to),
            b'/' if bytes.get(at + 1) == Some(&b'/') => at = skip_line(text, at, to),
            _ => at += 1,
        }
    }
    false
}

fn goes_on(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    if rest.starts_with([';', ',', '}', '.', ')', ']', '|', ':']) || rest.is_empty() {
        return true;
    }
    let (word, _) = word_at(text, at, text.len());
    PREPOSITIONS.contains(&word) && word != "as" || JOINS.split(' ').any(|j| j == word)
}

/// Words that go on with a sentence, beside prepositions. `as` is none of them: `as of DATE { … }` opens a block.
const JOINS: &str = "unless and or except because that held located shall may hereby is are before after until upon within every immediately promptly renewed beginning completed if while notwithstanding subject verified judged starting unconditionally whatever of";

pub(super) fn starts_word(text: &str, at: usize, word: &str) -> bool {
    text.get(at..).is_some_and(|t| {
        t.starts_with(word)
            && !t[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    })
}

/// The lower-case word at an offset and where it ends.
pub(super) fn word_at(text: &str, at: usize, to: usize) -> (&str, usize) {
    let rest = &text[at..to];
    let n = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(rest.len());
    (&rest[..n], at + n)
}

/// Past blanks and comments.
pub(super) fn skip_blank(text: &str, mut at: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    while at < to {
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'/' if bytes.get(at + 1) == Some(&b'/') => at = skip_line(text, at, to),
            _ => break,
        }
    }
    at.min(to)
}

pub(super) fn skip_line(text: &str, at: usize, to: usize) -> usize {
    text[at..to].find('\n').map_or(to, |n| at + n)
}

/// Past a text in quotes.
pub(super) fn skip_text(text: &str, at: usize, to: usize) -> usize {
    let rest = &text[at..to];
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return inner.find("\"\"\"").map_or(to, |n| at + n + 6);
    }
    rest[1..].find(['"', '\n']).map_or(to, |n| at + n + 2)
}

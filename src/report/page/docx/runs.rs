//! Words of a paragraph as runs: with their look, with the direction of their script, and as changes of a text by its authors.

use super::super::{Line, Origin, Span, sign};
use super::{GREY, text};
use docx_rs::{Delete, Insert, Paragraph, Run, RunFonts, Shading, ShdType};

/// What has no day has this one: no clock is read here.
const DATE: &str = "2000-01-01T00:00:00Z";

/// How words become runs.
pub(super) struct Pieces<'p> {
    /// Whose text it is: what is gone or has come is a change of theirs. Else it only looks so.
    origin: Option<&'p Origin>,
    date: String,
}

impl<'p> Pieces<'p> {
    pub(super) fn of(origin: Option<&'p Origin>) -> Pieces<'p> {
        let date = origin.and_then(|o| o.date.as_ref());
        Pieces {
            origin,
            date: date.map_or_else(|| DATE.to_owned(), |d| format!("{d}T00:00:00Z")),
        }
    }

    /// The day of the text, as files have it.
    pub(super) fn date(&self) -> String {
        self.date.clone()
    }

    /// A paragraph with the words of a line. One of which all is gone or has come goes or comes as a whole.
    pub(super) fn added(&self, mut p: Paragraph, l: &Line) -> Paragraph {
        if let Some(o) = self.origin {
            let (author, all) = (text(&o.authors), || l.pieces());
            if l.0.is_empty() {
            } else if all().all(|s| matches!(s, Span::Old(_))) {
                p = p.delete(author, self.date());
            } else if all().all(|s| matches!(s, Span::New(_))) {
                p = p.insert(author, self.date());
            }
        }
        if first_strong(&l.plain()) == Some(true) {
            p.property = p.property.bidi(true);
        }
        l.pieces().fold(p, |p, s| self.piece(p, s))
    }

    fn piece(&self, p: Paragraph, s: &Span) -> Paragraph {
        let words = match s {
            Span::Verdict(v) => format!("{} {}", sign(*v), v.word()),
            other => text(&other.plain()),
        };
        by_direction(&words)
            .into_iter()
            .fold(p, |p, (words, right_to_left)| {
                let r = if right_to_left {
                    Run::new().style("RightToLeft")
                } else {
                    Run::new()
                };
                match (s, self.origin) {
                    (Span::Old(_), Some(o)) => {
                        let gone = Delete::new().author(text(&o.authors)).date(self.date());
                        p.add_delete(gone.add_run(r.add_delete_text(words)))
                    }
                    (Span::New(_), Some(o)) => {
                        let come = Insert::new(r.add_text(words));
                        p.add_insert(come.author(text(&o.authors)).date(self.date()))
                    }
                    _ => p.add_run(looking(s, r.add_text(words))),
                }
            })
    }
}

/// How a piece looks.
fn looking(s: &Span, r: Run) -> Run {
    let shaded = |r: Run| r.shading(Shading::new().shd_type(ShdType::Clear).fill(GREY));
    match s {
        Span::Text(_) | Span::Name(_) | Span::Link(_) => r,
        Span::Strong(_) | Span::Verdict(_) => r.bold(),
        Span::Code(_) => r.fonts(RunFonts::new().ascii("Consolas").hi_ansi("Consolas")),
        Span::Faint(_) => r.color("4A5763"),
        Span::Blank(_) => shaded(r.italic()),
        Span::Bracket(_) => shaded(r.bold()),
        Span::Old(_) => r.strike(),
        Span::New(_) => r.underline("single"),
    }
}

/// Is a letter of a script that is written from right to left; nothing: it has no direction of its own.
fn direction(c: char) -> Option<bool> {
    let right_to_left = matches!(c,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    c.is_alphabetic().then_some(right_to_left)
}

/// Does the first letter that has a direction go from right to left?
fn first_strong(words: &str) -> Option<bool> {
    words.chars().find_map(direction)
}

/// Words in pieces of one direction; what has none belongs to what is before it, and at an end of words from right to left to what comes then.
fn by_direction(words: &str) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = Vec::new();
    let mut between = String::new();
    for c in words.chars() {
        let Some(right_to_left) = direction(c) else {
            between.push(c);
            continue;
        };
        match out.last_mut() {
            Some((piece, same)) if *same == right_to_left => {
                piece.push_str(&std::mem::take(&mut between));
                piece.push(c);
            }
            Some((piece, false)) => {
                piece.push_str(&std::mem::take(&mut between));
                out.push((c.to_string(), right_to_left));
            }
            _ => {
                let before = std::mem::take(&mut between);
                let first = if right_to_left && !before.is_empty() {
                    out.push((before, false));
                    c.to_string()
                } else {
                    format!("{before}{c}")
                };
                out.push((first, right_to_left));
            }
        }
    }
    match out.last_mut() {
        Some((piece, false)) => piece.push_str(&between),
        _ if !between.is_empty() => out.push((between, false)),
        _ => {}
    }
    out
}

//! `header-order`: the fields at the head of a draft stand in another order than `kind framework` declares them in.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::World;
use crate::source::{SourceSet, Span};
use crate::syntax::shape::{Part, parts};

/// Told at the first field that stands behind one that should follow it. The edit moves whole fields with their comments.
pub(super) fn find(world: &World, sources: &SourceSet) -> Vec<Diagnostic> {
    let Some(kind) = world.vocabulary.kind("framework") else {
        return Vec::new();
    };
    let place = |p: &Part| {
        p.field
            .as_ref()
            .and_then(|word| kind.fields.iter().position(|f| f.name == *word))
    };
    let mut out = Vec::new();
    for draft in world
        .drafts
        .iter()
        .filter(|d| !sources.get(d.span.source).built_in)
    {
        let source = draft.span.source;
        // Places count from the start of the draft.
        let (text, base) = (sources.slice(draft.span), draft.span.start);
        let all = parts(text);
        let fields: Vec<(usize, &Part)> = all.iter().filter_map(|p| Some((place(p)?, p))).collect();
        let Some(late) = fields.windows(2).find(|pair| pair[1].0 < pair[0].0) else {
            continue;
        };
        let (before, at) = (late[0].1, late[1].1);
        let mut ordered = fields.clone();
        ordered.sort_by_key(|(place, _)| *place);
        let words: Vec<&str> = ordered
            .iter()
            .filter_map(|(_, p)| p.field.as_deref())
            .collect();
        let name = |p: &Part| p.field.clone().unwrap_or_default();
        let d = Diagnostic::new(
            Code::HeaderOrder,
            word(draft.span, at),
            format!(
                "`{}` stands behind `{}` in the head of `{}`",
                name(at),
                name(before),
                draft.id
            ),
        )
        .here("comes earlier elsewhere")
        .help(format!(
            "the same order in every draft finds what is missing: {}",
            words.join(", ")
        ));
        // Fields with other statements between them are told only: what stands there may be meant to.
        let first = all.iter().position(|p| place(p).is_some()).unwrap_or(0);
        let together = all[first..]
            .iter()
            .take_while(|p| place(p).is_some())
            .count()
            == fields.len();
        let run: Vec<&Part> = fields.iter().map(|(_, p)| *p).collect();
        // Safe: each field says the same wherever it stands in the head.
        out.push(match together.then(|| segments(text, &run)).flatten() {
            Some(segments) => {
                let (from, to) = (segments[0].0, segments[segments.len() - 1].1);
                d.safe_edit(
                    Span::new(source, base + from as u32, base + to as u32),
                    moved(text, &segments, &fields),
                )
            }
            None => d,
        });
    }
    out
}

/// The word of a field.
fn word(draft: Span, p: &Part) -> Span {
    let start = draft.start + p.start as u32;
    Span::new(
        draft.source,
        start,
        start + p.field.as_ref().map_or(0, String::len) as u32,
    )
}

/// Each field with the comments that are its own: above it, and behind it on its line. Nothing if it is not plain whose a comment is.
fn segments(text: &str, fields: &[&Part]) -> Option<Vec<(usize, usize)>> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut free = 0;
    for (n, p) in fields.iter().enumerate() {
        let line = text[..p.start].rfind('\n').map_or(0, |at| at + 1);
        let opens = text[line..p.start].trim().is_empty();
        let mut start = p.start;
        if opens {
            // Comments above it, on lines of their own, with no empty line between.
            let mut above = line;
            while above > free {
                let begin = text[..above - 1].rfind('\n').map_or(0, |at| at + 1);
                let comment = text[begin..above].trim_start();
                if begin < free || !comment.starts_with("//") {
                    break;
                }
                start = begin + (text[begin..above].len() - comment.len());
                above = begin;
            }
        }
        // Between this field and the one before nothing is left but blanks.
        if n > 0 && !text[free..start].trim().is_empty() {
            return None;
        }
        let rest = text[p.end..]
            .find('\n')
            .map_or(&text[p.end..], |to| &text[p.end..p.end + to]);
        let behind = rest.trim();
        let end = match behind {
            "" => p.end,
            comment if comment.starts_with("//") => p.end + rest.trim_end().len(),
            _ => p.end,
        };
        out.push((start, end));
        free = end;
    }
    // Where fields share a line, a comment on it may be about all of them.
    let blank = |s: &str| s.trim_matches([' ', '\t', '\r']).is_empty();
    let alone = |(start, end): &(usize, usize)| {
        blank(text[..*start].rsplit('\n').next().unwrap_or_default())
            && *start > 0
            && blank(text[*end..].split('\n').next().unwrap_or_default())
    };
    let comments = fields.iter().zip(&out).any(|(p, (start, end))| {
        *start != p.start || *end != p.end || text[*start..*end].contains("//")
    });
    (!comments || out.iter().all(alone)).then_some(out)
}

/// The text of all segments, each in the place of the one whose turn it was; what stands between them stays.
fn moved(text: &str, segments: &[(usize, usize)], fields: &[(usize, &Part)]) -> String {
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_by_key(|n| fields[*n].0);
    let mut out = String::new();
    for (n, from) in order.into_iter().enumerate() {
        if n > 0 {
            out.push_str(&text[segments[n - 1].1..segments[n].0]);
        }
        out.push_str(&text[segments[from].0..segments[from].1]);
    }
    out
}

//! What a verdict rests on, for a page: each clause with its wording, the line with its wording, and what an open verdict turns on.

use super::open::differing;
use super::page::{Block, Line, Link, Span};
use super::question::{numbered, questions, sides};
use super::words::{against, role_by_effects, titled};
use crate::source::SourceSet;
use crate::verdict::{Evidence, Finding};

/// Longest wording that is quoted, in characters.
const LONGEST: usize = 1200;

/// The blocks of one finding, under a heading.
pub(super) fn blocks(f: &Finding, sources: &SourceSet, level: u8) -> Vec<Block> {
    let mut out = vec![Block::Heading(level, head(f)), verdict(f)];
    out.extend(rests_on(f, sources, &|_| None));
    out
}

/// The verdict and its cause.
fn verdict(f: &Finding) -> Block {
    Block::Text(
        Line::default()
            .and(Span::Verdict(f.verdict))
            .text(format!(" {}", unsaid(f))),
    )
}

/// Which line it is, in which draft.
pub(super) fn head(f: &Finding) -> Line {
    let what = if f.goal { "goal" } else { "red line" };
    let stance = f
        .stance
        .as_ref()
        .map_or_else(String::new, |s| format!(", {s}"));
    Line::default()
        .and(Span::Code(f.draft.to_string()))
        .text(" · ")
        .and(Span::Name(f.party.to_string()))
        .text(format!(" · {what} {} ", f.line))
        .and(Span::Name(format!("“{}”", f.title)))
        .text(stance)
}

/// The clauses, the line and the questions. `linked`: where the text of a clause stands on the page.
pub(super) fn rests_on(
    f: &Finding,
    sources: &SourceSet,
    linked: &dyn Fn(&Evidence) -> Option<String>,
) -> Vec<Block> {
    let mut out = Vec::new();
    for e in &f.evidence {
        let clause = Span::Strong(format!("Clause {}", e.clause));
        let clause = match linked(e) {
            Some(to) => Span::Link(Link {
                id: String::new(),
                to,
                words: Line::default().and(clause),
            }),
            None => clause,
        };
        out.push(Block::Text(
            Line::default()
                .and(clause)
                .and(Span::Name(titled(&e.title)))
                .text(format!(" {}", role_by_effects(e))),
        ));
        out.extend(
            e.missing
                .iter()
                .filter(|m| m.asked.is_some())
                .map(|m| Block::Text(Line::of(against(m, sources)))),
        );
        out.push(quote(e.at, sources));
    }
    out.push(Block::Text(Line::of(format!(
        "The line, as {} states it:",
        f.party
    ))));
    out.extend(f.stated().into_iter().map(|r| quote(r, sources)));
    let asked = questions(f, sources);
    let each = asked.iter().enumerate().map(|(n, q)| {
        let number = numbered(&asked, n);
        format!("{number}{}", q.with_way_out())
    });
    let mut told: Vec<Line> = each.map(Line::of).collect();
    let sides = sides(f, &asked).into_iter().chain(differing(f));
    told.extend(sides.chain(f.notes.iter().cloned()).map(Line::of));
    if !told.is_empty() {
        out.push(Block::List(told));
    }
    out
}

/// What is said of a finding beyond its verdict.
pub(super) fn unsaid(f: &Finding) -> &str {
    let rest = f
        .message
        .strip_prefix(f.verdict.word())
        .unwrap_or(&f.message);
    rest.trim_start_matches([':', ',', ' '])
}

/// The wording at a place, with the place.
pub(super) fn quote(at: crate::source::Span, sources: &SourceSet) -> Block {
    let p = sources.position(at.source, at.start);
    let mut words = wording(at, sources);
    if words.chars().count() > LONGEST {
        words = format!("{}…", words.chars().take(LONGEST).collect::<String>());
    }
    Block::Quote(
        format!("{}:{}:{}", sources.get(at.source).path, p.line, p.column),
        words,
    )
}

/// A text as written, its lines moved to the left as far as they go together.
pub(super) fn wording(at: crate::source::Span, sources: &SourceSet) -> String {
    let said = sources.slice(at);
    let indent = said
        .lines()
        .skip(1)
        .filter(|l| !l.trim().is_empty())
        .map(|l| l.len() - l.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = said
        .lines()
        .enumerate()
        .map(|(n, l)| {
            if n == 0 {
                l
            } else {
                l.get(indent..).unwrap_or_else(|| l.trim_start())
            }
            .trim_end()
        })
        .collect();
    lines.join("\n")
}

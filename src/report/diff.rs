//! What changed between two drafts: as a page.

use super::compare::{Detail, RELATIVE, said};
use super::evidence;
use super::page::{Block, Line, Page, Span, Table};
use crate::compare::{Cell, Change, Diff, Leaning, Markup, Moved, Side};
use crate::verdict::Verdict;
use similar::{ChangeTag, TextDiff};

/// The page.
pub(crate) fn page(old: &Side, new: &Side, d: &Diff, detail: Detail) -> Page {
    let mut blocks = vec![Block::Remark(Line::of(RELATIVE))];
    let page = |blocks| Page {
        title: format!("From {} to {}: what changed", old.name, new.name),
        blocks,
        wide: true,
        origin: None,
    };
    if d.is_empty() {
        blocks.push(Block::Text(Line::of("Nothing changed in legal effect.")));
        blocks.extend(prose(d));
        return page(blocks);
    }
    blocks.push(Block::Text(Line::of(summary(d))));
    if let Some(m) = &d.markup {
        markup(m, old, new, &mut blocks);
    }
    blocks.push(Block::Heading(
        2,
        Line::of("Red lines and goals whose verdict moved"),
    ));
    if d.moved.is_empty() {
        blocks.push(Block::Text(Line::of("None.")));
    } else {
        blocks.push(Block::Table(lines(old, new, d)));
    }
    if !d.unexplained.is_empty() {
        let lines: Vec<String> = d
            .unexplained
            .iter()
            .map(|(p, l)| format!("{p}.{l}"))
            .collect();
        blocks.push(Block::Text(Line::of(format!("No single change below was found to move {}: several may do so together, or the line or the world around the draft changed.", lines.join(", ")))));
    }
    effects(d, &mut blocks);
    blocks.push(Block::Heading(2, Line::of("Changes in legal effect")));
    let how = "Each with its codes, the clauses on both sides, and how it lies for each party: a line is named where this change alone moves it the way it moved, or where it would not have moved without it. Of a party that is not named no line is moved by it.";
    blocks.push(Block::Text(Line::of(how)));
    let mut matter = "";
    for c in &d.changes {
        if c.matter != matter {
            matter = &c.matter;
            blocks.push(Block::Heading(3, Line::of(matter)));
        }
        change(c, old, new, detail, &mut blocks);
    }
    blocks.extend(prose(d));
    page(blocks)
}

/// What a mark-up strikes, replaces and adds.
fn markup(m: &Markup, old: &Side, new: &Side, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(
        2,
        Line::of(format!("What {} does to {}", new.name, old.name)),
    ));
    let part = |words: &str, labels: &[String]| {
        (!labels.is_empty()).then(|| {
            Line::default()
                .and(Span::Strong(words.to_owned()))
                .text(format!(" {}", labels.join(", ")))
        })
    };
    let lines: Vec<Line> = [
        part("Struck:", &m.struck),
        part("Replaced:", &m.replaced),
        part("Added:", &m.added),
    ]
    .into_iter()
    .flatten()
    .collect();
    blocks.push(if lines.is_empty() {
        Block::Text(Line::of("Nothing is struck, replaced or added."))
    } else {
        Block::List(lines)
    });
    if !m.dropped.is_empty() {
        blocks.push(Block::Text(
            Line::default().and(Span::Strong(
                "What stood in a replaced clause, and nothing in the new one corresponds to:"
                    .to_owned(),
            )),
        ));
        blocks.push(Block::List(
            m.dropped
                .iter()
                .map(|(label, said)| Line::of(said).and(Span::Faint(format!(" ({label})"))))
                .collect(),
        ));
    }
}

/// What the draft amounts to that it did not before, or no longer.
fn effects(d: &Diff, blocks: &mut Vec<Block>) {
    for (title, effects) in [
        ("What it now amounts to, and did not before", &d.gained),
        ("What it no longer amounts to", &d.lost),
    ] {
        if !effects.is_empty() {
            blocks.push(Block::Heading(2, Line::of(title)));
            blocks.push(Block::List(
                effects
                    .iter()
                    .map(|(w, certain)| {
                        Line::of(format!(
                            "{w}{}",
                            if *certain {
                                ""
                            } else {
                                " (depends on a choice or reading)"
                            }
                        ))
                    })
                    .collect(),
            ));
        }
    }
    if !d.shifted.is_empty() {
        blocks.push(Block::Heading(
            2,
            Line::of("What is certain now and was not, or the other way round"),
        ));
        let words = |(w, certain): &(String, bool)| {
            Line::of(format!(
                "{w}: {}",
                if *certain {
                    "certain now, and depended on a choice or reading"
                } else {
                    "depends on a choice or reading now, and was certain"
                }
            ))
        };
        blocks.push(Block::List(d.shifted.iter().map(words).collect()));
    }
}

fn prose(d: &Diff) -> Option<Block> {
    (d.prose != (0, 0)).then(|| {
        Block::Remark(Line::of(format!(
            "Clauses of prose alone are not compared: {} before, {} now.",
            d.prose.0, d.prose.1
        )))
    })
}

fn summary(d: &Diff) -> String {
    let red = |f: &dyn Fn(&Moved) -> bool| d.moved.iter().filter(|m| !m.goal && f(m)).count();
    format!(
        "{} change{} in legal effect. Red lines: {} newly crossed, {} opened, {} crossed before and open now, {} cleared ({} were crossed, {} open).",
        d.changes.len(),
        if d.changes.len() == 1 { "" } else { "s" },
        red(&Moved::newly_crossed),
        red(&Moved::opened),
        red(&Moved::eased),
        red(&Moved::cleared),
        red(&|m| m.cleared() && m.old == Some(Verdict::Crossed)),
        red(&|m| m.cleared() && m.old == Some(Verdict::Open)),
    )
}

fn lines(old: &Side, new: &Side, d: &Diff) -> Table {
    let mut t = Table {
        caption: "Lines".to_owned(),
        columns: vec![
            "line".to_owned(),
            "stance".to_owned(),
            old.name.clone(),
            new.name.clone(),
            "it is".to_owned(),
        ],
        rows: Vec::new(),
    };
    for m in &d.moved {
        let side = |v: Option<Verdict>, clauses: &[String]| match v {
            None => vec![Line::of("not judged")],
            Some(v) => vec![Line::default().and(Span::Verdict(v)).and(Span::Faint(
                if clauses.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", clauses.join(", "))
                },
            ))],
        };
        let stance = if m.goal {
            "goal".to_owned()
        } else {
            m.stance.clone().unwrap_or_default()
        };
        t.rows.push(vec![
            vec![
                Line::default()
                    .and(Span::Name(m.party.clone()))
                    .text(".")
                    .and(Span::Strong(m.line.clone()))
                    .and(Span::Name(format!(" {}", m.title))),
            ],
            vec![Line::of(stance)],
            side(m.old, &m.clauses.0),
            side(m.new, &m.clauses.1),
            vec![Line::of(format!(
                "{}{}",
                moved_words(m),
                if m.restated {
                    "; the line itself was restated"
                } else {
                    ""
                }
            ))],
        ]);
    }
    t
}

fn moved_words(m: &Moved) -> &'static str {
    match (m.old, m.new) {
        (None, _) => "a line judged only now",
        (_, None) => "a line no longer judged",
        _ if m.newly_crossed() => "newly crossed",
        _ if m.cleared() => "cleared",
        _ if m.opened() => "opened",
        _ => "no longer crossed, and open",
    }
}

fn change(c: &Change, old: &Side, new: &Side, detail: Detail, blocks: &mut Vec<Block>) {
    let codes: Vec<String> = c.differences.iter().map(|d| d.code.slug()).collect();
    let head = Line::default()
        .and(Span::Name(c.about.clone()))
        .text("  ")
        .and(Span::Code(codes.join(" ")));
    blocks.push(Block::Heading(4, head));
    let mut told: Vec<Line> = Vec::new();
    let side = |name: &str, cell: &Option<Cell>| -> Vec<Line> {
        match cell {
            None => vec![
                Line::default()
                    .and(Span::Strong(format!("{name}: ")))
                    .text("nothing"),
            ],
            Some(c) => said(c)
                .into_iter()
                .map(|l| {
                    Line(
                        std::iter::once(Span::Strong(format!("{name}: ")))
                            .chain(l.0)
                            .collect(),
                    )
                })
                .collect(),
        }
    };
    told.extend(side(&old.name, &c.old));
    told.extend(side(&new.name, &c.new));
    for d in &c.differences {
        if let (Some(a), Some(b)) = (&d.old, &d.new) {
            told.push(Line(
                std::iter::once(Span::Text(format!("{}: ", d.part)))
                    .chain(marked(a, b))
                    .collect(),
            ));
        }
    }
    for (party, leaning, lines) in c.parties.iter().filter(|(_, l, _)| *l != Leaning::Neutral) {
        let words = match leaning {
            Leaning::Nearer => "nearer to its lines",
            Leaning::Farther => "farther from its lines",
            _ => "nearer to some of its lines and farther from others",
        };
        told.push(
            Line::default()
                .and(Span::Name(party.clone()))
                .text(format!(": {words} ({})", lines.join(", "))),
        );
    }
    blocks.push(Block::List(told));
    if detail.evidence {
        for (side, cell) in [(old, &c.old), (new, &c.new)] {
            let quoted = cell
                .iter()
                .flat_map(|c| &c.spans)
                .take(MOST_QUOTED)
                .map(|s| evidence::quote(*s, side.sources));
            blocks.extend(quoted);
        }
    }
}

/// Places of one side of a change that are quoted.
const MOST_QUOTED: usize = 4;

/// Two wordings as one, word by word: what is gone and what has come.
fn marked(old: &str, new: &str) -> Vec<Span> {
    let (old, new) = (
        old.trim_start_matches([',', ' ']),
        new.trim_start_matches([',', ' ']),
    );
    let diff = TextDiff::from_words(old, new);
    if diff.ratio() < ALIKE {
        return vec![
            Span::Old(old.to_owned()),
            Span::Text(" → ".to_owned()),
            Span::New(new.to_owned()),
        ];
    }
    word_by_word(old, new)
}

/// With less in common one after the other reads better than a mixture.
const ALIKE: f32 = 0.6;

/// What stays, what is gone and what has come, in their order.
pub(super) fn word_by_word(old: &str, new: &str) -> Vec<Span> {
    let diff = TextDiff::from_words(old, new);
    if diff.ratio() < ALIKE {
        return vec![Span::Old(old.to_owned()), Span::New(new.to_owned())];
    }
    let mut out: Vec<Span> = Vec::new();
    for c in diff.iter_all_changes() {
        let text = c.value().to_owned();
        match (c.tag(), out.last_mut()) {
            (ChangeTag::Equal, Some(Span::Text(t)))
            | (ChangeTag::Delete, Some(Span::Old(t)))
            | (ChangeTag::Insert, Some(Span::New(t))) => t.push_str(&text),
            (ChangeTag::Equal, _) => out.push(Span::Text(text)),
            (ChangeTag::Delete, _) => out.push(Span::Old(text)),
            (ChangeTag::Insert, _) => out.push(Span::New(text)),
        }
    }
    out
}

//! Drafts side by side: as a page.

use super::evidence;
use super::page::{Block, Line, Page, Span, Table};
use crate::compare::{Cell, CommonGround, Comparison, PartyLines, RegionRow, Row, Side, StepRow};
use crate::verdict::{Cause, Verdict};

/// What a page shows beyond the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Detail {
    /// Each verdict's evidence, with the wording of both texts.
    pub evidence: bool,
    /// The timeline of each draft as a picture; in the report of `check` the texts as well, and what can be left out of the page.
    pub pictures: bool,
}

/// What every report says of its verdicts.
pub(super) const RELATIVE: &str = "Verdicts are relative to the lines as encoded; each file says whose reading it is. The tool takes no side.";

/// The page.
pub(crate) fn page(sides: &[Side], c: &Comparison, detail: Detail) -> Page {
    let names: Vec<&str> = sides.iter().map(|s| s.name.as_str()).collect();
    let mut blocks = vec![
        Block::Remark(Line::of(RELATIVE)),
        Block::Table(drafts(sides)),
    ];
    blocks.push(Block::Heading(2, Line::of("Red lines and goals")));
    for p in &c.parties {
        blocks.push(Block::Table(lines(p, &names)));
    }
    if c.parties.is_empty() {
        blocks.push(Block::Text(Line::of(
            "No party with lines was loaded: name the files that hold them to see verdicts.",
        )));
    }
    blocks.extend(common(sides, &c.common));
    blocks.push(Block::Heading(2, Line::of("Terms side by side")));
    blocks
        .push(Block::Text(Line::of("Aligned by what is said of whom and where, not by number or wording. Numbers in parentheses are the clauses of each draft; “–” means that the draft is silent.")));
    for t in &c.tables {
        matter(t, &names, &mut blocks);
    }
    blocks.extend(sequence(&names, &c.sequence));
    let prose: Vec<String> = sides
        .iter()
        .filter(|s| !s.coverage.prose.is_empty())
        .map(|s| format!("{} of {}", s.coverage.prose.len(), s.name))
        .collect();
    if !prose.is_empty() {
        blocks.push(Block::Remark(Line::of(format!(
            "Clauses of prose alone are not compared: {}.",
            prose.join(", ")
        ))));
    }
    if detail.pictures {
        let drawn = sides
            .iter()
            .map(|s| (s.name.as_str(), s.sources, s.world, s.draft));
        blocks.extend(super::timeline_page::pictures(drawn));
    }
    if detail.evidence {
        blocks.push(Block::Heading(2, Line::of("What the verdicts rest on")));
        for s in sides {
            for f in s
                .findings
                .iter()
                .filter(|f| matches!(f.verdict, Verdict::Crossed | Verdict::Open))
            {
                blocks.extend(evidence::blocks(f, s.sources, 3));
            }
        }
    }
    Page {
        title: format!("Drafts side by side: {}", names.join(", ")),
        blocks,
        wide: true,
        origin: None,
    }
}

/// The verdicts on the lines of one party, draft by draft.
fn lines(p: &PartyLines, names: &[&str]) -> Table {
    let mut t = Table {
        caption: format!("Lines of {}", p.title),
        columns: vec!["line".to_owned(), "stance".to_owned()],
        rows: Vec::new(),
    };
    t.columns.extend(names.iter().map(ToString::to_string));
    for l in &p.lines {
        let stance = if l.goal {
            "goal".to_owned()
        } else {
            l.stance.clone().unwrap_or_default()
        };
        let mut row = vec![
            vec![
                Line::default()
                    .and(Span::Strong(l.line.clone()))
                    .and(Span::Name(format!(" {}", l.title))),
            ],
            vec![Line::of(stance)],
        ];
        row.extend(l.cells.iter().map(|c| match c {
            None => vec![Line::of("not judged")],
            Some(c) => {
                let mut first = Line::default().and(Span::Verdict(c.verdict));
                if let Some(cause) = c.cause.filter(|_| c.verdict != Verdict::Waived) {
                    first = first.text(format!(" {}", cause_words(cause)));
                }
                let mut cell = vec![first];
                cell.extend(labels(&c.clauses));
                cell
            }
        }));
        t.rows.push(row);
    }
    t
}

/// The terms of one matter.
fn matter(t: &crate::compare::Table, names: &[&str], blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(3, Line::of(&t.title)));
    if !t.regions.is_empty() {
        let how = "Land of which every draft says the same stands in one row, however each draft draws it. What is said of all of a state stands in a row of its own.";
        blocks.push(Block::Text(Line::of(how)));
        blocks.push(Block::Table(regions(&t.title, names, &t.regions)));
    }
    if !t.rows.is_empty() {
        let title = if t.regions.is_empty() {
            t.title.clone()
        } else {
            format!("{}: places that are not fixed", t.title)
        };
        blocks.push(Block::Table(terms(&title, names, &t.rows)));
    }
}

/// Only the common ground.
pub(crate) fn common_page(sides: &[Side], common_ground: &CommonGround) -> Page {
    let names: Vec<&str> = sides.iter().map(|s| s.name.as_str()).collect();
    let mut blocks = vec![Block::Remark(Line::of(RELATIVE))];
    blocks.extend(common(sides, common_ground));
    Page {
        title: format!("Common ground: {}", names.join(", ")),
        blocks,
        wide: false,
        origin: None,
    }
}

fn cause_words(c: Cause) -> &'static str {
    match c {
        Cause::Clause => "by clause",
        Cause::Effect => "by what clauses amount to",
        Cause::Order => "by order in time",
        Cause::Amount => "by amount",
        Cause::Omission => "by omission",
        Cause::Silence => "by silence",
    }
}

fn labels(clauses: &[String]) -> Option<Line> {
    const MOST: usize = 8;
    if clauses.is_empty() {
        return None;
    }
    let more = if clauses.len() > MOST {
        format!(" and {} more", clauses.len() - MOST)
    } else {
        String::new()
    };
    let first: Vec<&str> = clauses.iter().take(MOST).map(String::as_str).collect();
    Some(Line::default().and(Span::Faint(format!("({}{more})", first.join(", ")))))
}

fn drafts(sides: &[Side]) -> Table {
    let mut t = Table {
        caption: "The drafts".to_owned(),
        columns: vec![
            "draft",
            "title",
            "dated",
            "parties",
            "source",
            "clauses",
            "lines read",
        ]
        .into_iter()
        .map(str::to_owned)
        .collect(),
        rows: Vec::new(),
    };
    for s in sides {
        let d = s.draft;
        let v = &s.world.vocabulary;
        let source = d
            .texts
            .iter()
            .find(|(w, _)| w == "source")
            .map(|(_, t)| t.clone())
            .unwrap_or_default();
        let speaker = crate::wording::Speaker::new(v, s.sources, d);
        let parties: Vec<String> = d.parties.iter().map(|p| speaker.heading(*p)).collect();
        let cell = |t: String| vec![Line::default().and(Span::Name(t))];
        t.rows.push(vec![
            vec![Line::default().and(Span::Strong(s.name.clone()))],
            cell(d.title.clone()),
            cell(d.dated.map(|d| d.to_string()).unwrap_or_default()),
            cell(parties.join(", ")),
            cell(source),
            cell(super::words::coverage(&s.coverage, "")),
            cell(s.as_of.map_or_else(
                || "as last stated".to_owned(),
                |r| format!("as stated on {r}"),
            )),
        ]);
    }
    t
}

pub(super) fn common(sides: &[Side], c: &CommonGround) -> Vec<Block> {
    let named = |(p, l): &(String, String)| {
        Line::default()
            .and(Span::Name(p.clone()))
            .text(format!(".{l} "))
            .and(Span::Faint(title(sides, p, l)))
    };
    let list = |lines: &[(String, String)], out: &mut Vec<Block>, words: &str| {
        out.push(Block::Text(
            Line::default().and(Span::Strong(format!("{words}: {}", lines.len()))),
        ));
        if !lines.is_empty() {
            out.push(Block::List(lines.iter().map(named).collect()));
        }
    };
    let mut out = vec![Block::Heading(2, Line::of("Common ground"))];
    out.push(Block::Text(Line::of(
        "Red lines that were judged in every draft, counted and not added up.",
    )));
    list(&c.all, &mut out, "Lines every draft respects");
    list(&c.none, &mut out, "Lines no draft respects");
    list(
        &c.crossed_by_all,
        &mut out,
        "Of these, lines every draft crosses",
    );
    out.push(Block::Text(Line::default().and(Span::Strong(format!(
        "Pairs of lines no draft meets together, though each is met by one: {}",
        c.pairs.len()
    )))));
    // A line by its party and label, with those that no draft meets together with it.
    type LineName = (String, String);
    let mut pairs: Vec<(&LineName, Vec<&LineName>)> = Vec::new();
    for p in &c.pairs {
        match pairs.last_mut() {
            Some((one, with)) if **one == p.one => with.push(&p.other),
            _ => pairs.push((&p.one, vec![&p.other])),
        }
    }
    let pairs: Vec<Line> = pairs
        .into_iter()
        .map(|((party, line), with)| {
            let with: Vec<String> = with.iter().map(|(p, l)| format!("{p}.{l}")).collect();
            Line::default()
                .and(Span::Name(party.clone()))
                .text(format!(".{line} with {}", with.join(", ")))
        })
        .collect();
    if !pairs.is_empty() {
        out.push(Block::List(pairs));
    }
    if !c.fewest.is_empty() {
        let mut t = Table {
            caption: "Absolute lines of each party: crossed and open, by draft".to_owned(),
            columns: vec!["party".to_owned(), "absolute lines".to_owned()],
            rows: Vec::new(),
        };
        t.columns.extend(sides.iter().map(|s| s.name.clone()));
        t.columns.push("crosses fewest".to_owned());
        for f in &c.fewest {
            let mut row = vec![
                vec![Line::default().and(Span::Name(f.party.clone()))],
                vec![Line::of(f.absolute.to_string())],
            ];
            row.extend(
                f.crossed
                    .iter()
                    .map(|(c, o)| vec![Line::of(format!("{c} crossed, {o} open"))]),
            );
            row.push(vec![Line::of(if f.drafts.len() == sides.len() {
                "all alike".to_owned()
            } else {
                f.drafts
                    .iter()
                    .map(|d| sides[*d].name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            })]);
            t.rows.push(row);
        }
        out.push(Block::Table(t));
    }
    out
}

fn title(sides: &[Side], party: &str, line: &str) -> String {
    let found = sides
        .iter()
        .flat_map(|s| &s.findings)
        .find(|f| f.party == party && f.line == line);
    found.map(|f| f.title.clone()).unwrap_or_default()
}

fn regions(title: &str, names: &[&str], rows: &[RegionRow]) -> Table {
    let mut t = Table {
        caption: title.to_owned(),
        columns: vec!["region".to_owned()],
        rows: Vec::new(),
    };
    t.columns.extend(names.iter().map(ToString::to_string));
    for r in rows {
        let mut row = vec![vec![Line::default().and(Span::Name(r.name.clone()))]];
        row.extend(
            r.cells
                .iter()
                .map(|cells| cells.iter().flat_map(said).collect()),
        );
        t.rows.push(row);
    }
    t
}

/// What a cell says, its clauses behind the last sentence.
pub(super) fn said(c: &Cell) -> Vec<Line> {
    let mut out: Vec<Line> = c.said.iter().map(Line::said).collect();
    if let (Some(last), Some(l)) = (out.last_mut(), labels(&c.clauses)) {
        last.0.push(Span::Text(" ".to_owned()));
        last.0.extend(l.0);
    }
    out
}

fn terms(title: &str, names: &[&str], rows: &[Row]) -> Table {
    let mut t = Table {
        caption: title.to_owned(),
        columns: vec!["about".to_owned()],
        rows: Vec::new(),
    };
    t.columns.extend(names.iter().map(ToString::to_string));
    for r in rows {
        let mut row = vec![vec![Line::default().and(Span::Name(r.about.clone()))]];
        row.extend(r.cells.iter().enumerate().map(|(n, c)| match c {
            None => Vec::new(),
            Some(c) if r.same && n > 0 => vec![labels(&c.clauses).map_or_else(
                || Line::of("the same"),
                |l| {
                    Line(
                        std::iter::once(Span::Text("the same ".to_owned()))
                            .chain(l.0)
                            .collect(),
                    )
                },
            )],
            Some(c) => said(c),
        }));
        t.rows.push(row);
    }
    t
}

fn sequence(names: &[&str], rows: &[StepRow]) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut t = Table {
        caption: "Sequence: the steps and when each can happen".to_owned(),
        columns: vec!["step".to_owned()],
        rows: Vec::new(),
    };
    t.columns.extend(names.iter().map(ToString::to_string));
    for r in rows {
        let mut row = vec![vec![Line::default().and(Span::Name(r.about.clone()))]];
        for (steps, orders) in r.steps.iter().zip(&r.orders) {
            let mut cell: Vec<Line> = steps
                .iter()
                .map(|s| {
                    let when = match (&s.earliest, &s.latest) {
                        (Some(a), Some(b)) if a == b => format!("on {a}"),
                        (a, b) => [
                            a.as_ref().map(|a| format!("not before {a}")),
                            b.as_ref().map(|b| format!("not after {b}")),
                        ]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(", "),
                    };
                    let clause = if s.clause.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", s.clause)
                    };
                    Line::of(format!("{}: {when}", s.moment)).and(Span::Faint(clause))
                })
                .collect();
            cell.extend(orders.iter().map(|(w, clauses)| {
                let mut l = Line::said(w);
                l.0.extend(
                    labels(clauses)
                        .into_iter()
                        .flat_map(|l| std::iter::once(Span::Text(" ".to_owned())).chain(l.0)),
                );
                l
            }));
            row.push(cell);
        }
        t.rows.push(row);
    }
    let how = "Earliest and latest dates if everybody keeps every deadline; a step without a date in any draft is left out.";
    vec![
        Block::Heading(3, Line::of("Sequence")),
        Block::Text(Line::of(how)),
        Block::Table(t),
    ]
}

//! A timeline as a page: the picture, the table of steps, what has no date; and of a plan nobody can keep, why.

use super::page::{Block, Line, Page, Span, Table};
use super::safe;
use crate::model::{Draft, World};
use crate::schedule::steps::Row;
use crate::schedule::{Contradiction, Step, Timeline, schedule, words};
use crate::source::SourceSet;

/// Under which condition dates are told.
pub(super) const HOLD_IF: &str = "Dates hold if everybody keeps every deadline. Where neither signature nor entry into force has a date, only dates that follow from other dates are known.";

/// What the order of steps shows.
pub(super) const IN_ORDER: &str =
    "In their order: a step comes after those it waits for or is counted from";

/// The page.
pub(crate) fn page(timeline: Timeline) -> Page {
    let draft = timeline.draft;
    let mut blocks = vec![Block::Remark(Line::of(HOLD_IF))];
    let (svg, words) = super::chart::embedded(timeline, 0);
    blocks.push(Block::Picture(svg, words));
    blocks.push(Block::Table(dates(&timeline.told())));
    let order = timeline.sequence();
    if !order.is_empty() {
        blocks.push(Block::Table(in_order(draft, &order)));
    }
    let undated = timeline.undated();
    if !undated.is_empty() {
        blocks.push(Block::Text(Line::of(format!(
            "No date by which these must be complete: clauses {}.",
            undated.join(", ")
        ))));
    }
    let open = timeline
        .unchosen()
        .map(|c| Line::of(format!("Not counted, as nothing is chosen: `{}`", c.name)));
    let open: Vec<Line> = open.collect();
    if !open.is_empty() {
        blocks.push(Block::List(open));
    }
    Page {
        title: format!("{}: when its steps can happen", draft.called()),
        blocks,
        wide: true,
        origin: None,
    }
}

/// The steps that have dates.
pub(super) fn dates(rows: &[Row]) -> Table {
    let mut t = Table {
        caption: "The steps".to_owned(),
        columns: [
            "clause",
            "what it is",
            "moment",
            "not before",
            "not after",
            "fixed by clause",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: Vec::new(),
    };
    for r in rows {
        let cell = |s: &str| {
            if s.is_empty() {
                Vec::new()
            } else {
                vec![Line::of(s)]
            }
        };
        t.rows.push(vec![
            vec![Line::of(if r.clause.is_empty() {
                "the text"
            } else {
                &r.clause
            })],
            vec![Line::default().and(Span::Name(r.title.clone()))],
            cell(r.moment),
            cell(r.earliest.as_deref().unwrap_or("")),
            cell(r.not_after().unwrap_or("")),
            cell(&r.by.join(", ")),
        ]);
    }
    t
}

/// The steps in their order.
pub(super) fn in_order(draft: &Draft, steps: &[Step]) -> Table {
    let cell = |all: &[String]| all.iter().map(Line::of).collect();
    let row = |s: &Step| {
        let c = &draft.clauses[s.clause];
        vec![
            vec![Line::of((s.level + 1).to_string())],
            vec![Line::of(c.label.as_str())],
            vec![Line::default().and(Span::Name(c.title.clone()))],
            cell(&s.when),
            cell(&s.nobody),
        ]
    };
    Table {
        caption: IN_ORDER.to_owned(),
        columns: ["step", "clause", "what it is", "when", "nobody is bound to"]
            .map(str::to_owned)
            .to_vec(),
        rows: steps.iter().map(row).collect(),
    }
}

/// A draft by the name it goes by in a report, with its texts and its world.
type Named<'p> = (&'p str, &'p SourceSet, &'p World, &'p Draft);

/// The charts of some drafts, under a heading; a draft without dates or order, or with a plan nobody can keep, has none.
pub(super) fn pictures<'p>(drafts: impl Iterator<Item = Named<'p>>) -> Vec<Block> {
    let mut out = Vec::new();
    for (n, (name, sources, world, draft)) in drafts.enumerate() {
        let plan = schedule(world, draft, &[]);
        let Ok(windows) = plan.windows() else {
            continue;
        };
        let timeline = Timeline {
            v: &world.vocabulary,
            draft,
            schedule: &plan,
            windows: &windows,
            sources,
        };
        if timeline.told().is_empty() && timeline.sequence().is_empty() {
            continue;
        }
        let (svg, words) = super::chart::embedded(timeline, n);
        out.push(Block::Heading(3, Line::of(format!("Timeline of {name}"))));
        out.push(Block::Picture(svg, words));
    }
    if !out.is_empty() {
        out.insert(0, Block::Heading(2, Line::of("Timelines")));
    }
    out
}

/// What is to be learned from a circle of limits.
const NOTHING: &str = "Taken together they say of a step that it comes before itself. Nothing is read off such a plan.";

/// No schedule keeps all limits: the shortest circle of them, in text.
pub(crate) fn contradiction(draft: &Draft, circle: &Contradiction, sources: &SourceSet) -> String {
    let limits: String = limits(draft, circle, sources)
        .iter()
        .map(|l| format!("  {l}\n"))
        .collect();
    format!(
        "{}: no schedule keeps all of these:\n{limits}{NOTHING}\n",
        safe(&draft.id)
    )
}

/// The same as a page.
pub(crate) fn contradiction_page(
    draft: &Draft,
    circle: &Contradiction,
    sources: &SourceSet,
) -> Page {
    let limits = limits(draft, circle, sources);
    Page {
        title: format!("{}: no schedule keeps all of these", draft.id),
        blocks: vec![
            Block::List(limits.iter().map(|l| Line::of(l.as_str())).collect()),
            Block::Remark(Line::of(NOTHING)),
        ],
        wide: false,
        origin: None,
    }
}

/// The limits of a circle in words, each with where it is said.
pub(crate) fn limits(draft: &Draft, circle: &Contradiction, sources: &SourceSet) -> Vec<String> {
    let mut out = Vec::new();
    for (reason, from, to) in circle.iter().filter(|(r, _, _)| r.said) {
        let p = sources.position(reason.at.source, reason.at.start);
        let who = reason.clause.map_or_else(
            || "outside of any clause".to_owned(),
            |c| format!("clause {}", draft.clauses[c].label),
        );
        let text = sources
            .slice(reason.at)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let short: String = text.chars().take(80).collect();
        let line = format!(
            "{} and {}: `{short}`, {who} ({}:{}:{})",
            words(draft, to),
            words(draft, from),
            sources.get(reason.at.source).path,
            p.line,
            p.column
        );
        out.push(safe(&line).into_owned());
    }
    out
}

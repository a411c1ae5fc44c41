//! A timeline as a page: the picture, the table of steps, what has no date; and of a plan nobody can keep, why.

use super::page::{Block, Line, Page, Span, Table};
use super::safe;
use crate::model::Draft;
use crate::project::Project;
use crate::schedule::steps::{told, undated};
use crate::schedule::{Contradiction, Schedule, Window, schedule, words};
use crate::source::SourceSet;

/// The page.
pub(crate) fn page(draft: &Draft, plan: &Schedule, windows: &[Window]) -> Page {
    let mut blocks = vec![Block::Remark(Line::of(
        "Dates hold if everybody keeps every deadline; without a date of signature or entry into force, only those follow that other dates bring with them.",
    ))];
    let (svg, words) = super::chart::embedded(draft, plan, windows, 0);
    blocks.push(Block::Picture(svg, words));
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
    for r in told(draft, plan, windows) {
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
    blocks.push(Block::Table(t));
    let undated = undated(draft, plan, windows);
    if !undated.is_empty() {
        blocks.push(Block::Text(Line::of(format!(
            "No date by which these must be complete: clauses {}.",
            undated.join(", ")
        ))));
    }
    let open: Vec<Line> = plan
        .unchosen
        .iter()
        .map(|n| {
            Line::of(format!(
                "Not counted, as nothing is chosen: `{}`",
                draft.choices[*n].name
            ))
        })
        .collect();
    if !open.is_empty() {
        blocks.push(Block::List(open));
    }
    Page {
        title: format!(
            "{}: when its steps can happen",
            if draft.title.is_empty() {
                draft.id.as_str()
            } else {
                &draft.title
            }
        ),
        blocks,
        wide: true,
    }
}

/// The charts of some drafts, under a heading; a draft without dates, or with a plan nobody can keep, has none.
pub(super) fn pictures(project: &Project, drafts: &[&str]) -> Vec<Block> {
    let mut out = Vec::new();
    for (n, id) in drafts.iter().enumerate() {
        let Some((world, draft)) = project.draft(id) else {
            continue;
        };
        let plan = schedule(world, draft, &[]);
        let Ok(windows) = plan.windows() else {
            continue;
        };
        if told(draft, &plan, &windows).is_empty() {
            continue;
        }
        let (svg, words) = super::chart::embedded(draft, &plan, &windows, n);
        out.push(Block::Heading(3, Line::of(format!("Timeline of {id}"))));
        out.push(Block::Picture(svg, words));
    }
    if !out.is_empty() {
        out.insert(0, Block::Heading(2, Line::of("Timelines")));
    }
    out
}

/// What is to be learned from a circle of limits.
const NOTHING: &str = "Taken one after another they say of a step that it comes before itself. Nothing is read off such a plan.";

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

//! The report of `check` as a page: the matrix of verdicts, what each rests on, diagnostics, the timelines.

use super::compare::{Detail, RELATIVE};
use super::evidence;
use super::matrix::{Matrix, cause, judged, matrices, stance};
use super::page::{Block, Line, Page, Span, Table};
use super::ranked::red_lines;
use crate::project::{Project, Report};
use crate::source::SourceSet;
use crate::verdict::{Finding, Verdict};

/// The page.
pub(crate) fn page(report: &Report, project: &Project, detail: Detail) -> Page {
    let sources = &project.sources;
    let drafts = judged(report);
    let mut blocks = vec![Block::Remark(Line::of(RELATIVE))];
    blocks.push(Block::Table(overview(report)));
    blocks.push(Block::Heading(2, Line::of("Verdicts")));
    for m in matrices(report) {
        blocks.push(Block::Table(lines(&m)));
    }
    blocks.push(Block::Text(Line::of(format!(
        "Red lines: {}.",
        red_lines(report)
    ))));
    let silenced: Vec<Line> = super::silenced::waivers(report)
        .into_iter()
        .map(|w| format!("Waived: {w}"))
        .chain(super::counted(report))
        .map(Line::of)
        .collect();
    if !silenced.is_empty() {
        blocks.push(Block::List(silenced));
    }
    let unjudged: Vec<Line> = report
        .unjudged
        .iter()
        .map(|(p, l, t)| {
            Line::of(format!(
                "{p}.{l} “{t}”: not judged, the line or its file has source errors"
            ))
        })
        .collect();
    if !unjudged.is_empty() {
        blocks.push(Block::List(unjudged));
    }
    if !report.diagnostics.is_empty() {
        blocks.push(Block::Heading(2, Line::of("Remarks on the texts")));
        blocks.push(Block::List(remarks(report, sources)));
    }
    if detail.pictures {
        blocks.extend(super::timeline_page::pictures(drafts.iter().filter_map(
            |id| {
                let (world, draft) = project.draft(id)?;
                Some((*id, sources, world, draft))
            },
        )));
    }
    blocks.push(Block::Heading(2, Line::of("What the verdicts rest on")));
    for f in report
        .findings
        .iter()
        .filter(|f| matches!(f.verdict, Verdict::Crossed | Verdict::Open))
    {
        blocks.extend(evidence::blocks(f, sources, 3));
    }
    Page {
        title: format!("Drafts against red lines: {}", drafts.join(", ")),
        blocks,
        wide: false,
    }
}

/// The drafts, and how much of each was read.
fn overview(report: &Report) -> Table {
    let mut t = Table {
        caption: "The drafts".to_owned(),
        columns: ["draft", "title", "clauses", "lines read"]
            .map(str::to_owned)
            .to_vec(),
        rows: Vec::new(),
    };
    for d in &report.drafts {
        let counted = super::words::coverage(&d.coverage, "");
        t.rows.push(vec![
            vec![Line::default().and(Span::Strong(d.id.clone()))],
            vec![Line::default().and(Span::Name(d.title.clone()))],
            vec![Line::of(if d.broken {
                "not judged: it has source errors".to_owned()
            } else {
                counted
            })],
            vec![Line::of(d.as_of.map_or_else(
                || "as last stated".to_owned(),
                |r| format!("as stated on {r}"),
            ))],
        ]);
    }
    t
}

/// The verdicts on the lines of one party.
fn lines(m: &Matrix) -> Table {
    let mut t = Table {
        caption: format!("Lines of {}", m.title),
        columns: vec!["line".to_owned(), "stance".to_owned()],
        rows: Vec::new(),
    };
    t.columns.extend(m.drafts.iter().map(ToString::to_string));
    for r in &m.rows {
        let line = Line::default()
            .and(Span::Strong(r.line.line.to_string()))
            .and(Span::Name(format!(" {}", r.line.title)));
        let cell = |f: &Finding| Line::default().and(Span::Verdict(f.verdict)).text(cause(f));
        let mut row = vec![vec![line], vec![Line::of(stance(r.line))]];
        row.extend(r.cells.iter().map(|f| f.iter().map(|f| cell(f)).collect()));
        t.rows.push(row);
    }
    t
}

/// What is said of the texts.
fn remarks(report: &Report, sources: &SourceSet) -> Vec<Line> {
    let told = report.diagnostics.iter().take(MOST_TOLD).map(|d| {
        let p = sources.position(d.at.span.source, d.at.span.start);
        let help = d
            .help
            .as_ref()
            .map_or_else(String::new, |h| format!(" ({h})"));
        Line::default()
            .and(Span::Code(format!(
                "{}:{}:{}",
                sources.get(d.at.span.source).path,
                p.line,
                p.column
            )))
            .text(format!(" {} ", d.severity.word()))
            .and(Span::Code(d.code.slug().to_owned()))
            .text(format!(": {}{help}", d.message))
    });
    let mut told: Vec<Line> = told.collect();
    if report.diagnostics.len() > MOST_TOLD {
        told.push(Line::of(format!(
            "and {} more: --format json lists them all",
            report.diagnostics.len() - MOST_TOLD
        )));
    }
    told
}

/// Diagnostics a page lists.
const MOST_TOLD: usize = 200;

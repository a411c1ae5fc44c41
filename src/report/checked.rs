//! The report of `check` as a page: the matrix of verdicts, what each rests on, diagnostics, the timelines.

use super::compare::{Detail, RELATIVE};
use super::evidence;
use super::matrix::{Matrix, judged, matrices, stance};
use super::page::{Block, Line, Link, Page, Part, Span, Table};
use super::ranked::red_lines;
use crate::project::{Project, Report};
use crate::source::SourceSet;
use crate::verdict::{Finding, Verdict};
use rustc_hash::FxHashMap;

/// The page: a summary that fits on a sheet, what each verdict rests on, the texts with what is said of them, remarks.
pub(crate) fn page(report: &Report, project: &Project, detail: Detail) -> Page {
    let sources = &project.sources;
    let drafts = judged(report);
    let ids = Ids::new(report);
    let all = matrices(report);
    let mut contents = Vec::new();
    let mut part = |id: &str, name: &str, blocks: Vec<Block>| {
        contents.push((id.to_owned(), name.to_owned()));
        Block::Part(Part {
            id: id.to_owned(),
            tags: Vec::new(),
            blocks,
        })
    };
    let mut blocks = vec![
        part("summary", "Summary", summary(report, &all, &ids)),
        Block::Sheet,
    ];
    let evidence = part(
        "evidence",
        "What the verdicts rest on",
        evidence(&all, project, &ids),
    );
    let texts = detail.pictures.then(|| {
        let told = texts(&drafts, project, &ids);
        part("texts", "The texts", told)
    });
    if texts.is_some() {
        blocks.push(Block::Filter(filter(&all, &drafts)));
    }
    blocks.push(match texts {
        Some(texts) => Block::Beside(vec![evidence], vec![texts]),
        None => evidence,
    });
    if !report.diagnostics.is_empty() {
        let told = vec![
            Block::Heading(2, Line::of("Remarks on the texts")),
            Block::List(remarks(report, sources)),
        ];
        blocks.push(part("remarks", "Remarks on the texts", told));
    }
    if detail.pictures {
        let drawn = super::timeline_page::pictures(drafts.iter().filter_map(|id| {
            let (world, draft) = project.draft(id)?;
            Some((*id, sources, world, draft))
        }));
        if !drawn.is_empty() {
            blocks.push(part("timelines", "Timelines", drawn));
        }
    }
    blocks.splice(
        0..0,
        [Block::Remark(Line::of(RELATIVE)), Block::Contents(contents)],
    );
    Page {
        title: format!("Drafts against red lines: {}", drafts.join(", ")),
        blocks,
        wide: false,
        origin: None,
    }
}

/// By what the parts of the page are linked.
struct Ids<'r> {
    report: &'r Report,
    findings: FxHashMap<[&'r str; 3], usize>,
}

impl<'r> Ids<'r> {
    fn new(report: &'r Report) -> Ids<'r> {
        let all = report.findings.iter().enumerate();
        let told = all.filter(|(_, f)| matches!(f.verdict, Verdict::Crossed | Verdict::Open));
        let key = |f: &'r Finding| [f.draft.as_str(), f.party.as_str(), f.line.as_str()];
        Ids {
            report,
            findings: told.map(|(n, f)| (key(f), n)).collect(),
        }
    }

    /// The place of a verdict among all of them; only what is crossed or open has evidence that is told.
    fn of(&self, f: &Finding) -> Option<usize> {
        let key = [f.draft.as_str(), f.party.as_str(), f.line.as_str()];
        self.findings.get(&key).copied()
    }

    /// What the clauses of a draft are linked by begins with.
    fn clauses(&self, draft: &str) -> String {
        format!("text-{}-", self.draft(draft))
    }

    fn draft(&self, draft: &str) -> usize {
        let mut all = self.report.drafts.iter();
        all.position(|d| d.id == draft).unwrap_or_default()
    }
}

/// The drafts, the verdicts of all parties with their clauses, and the counts.
fn summary(report: &Report, all: &[Matrix], ids: &Ids) -> Vec<Block> {
    let mut blocks = vec![
        Block::Table(overview(report)),
        Block::Table(matrix(all, ids)),
    ];
    blocks.push(Block::Text(Line::of(format!(
        "Red lines: {}.",
        red_lines(report)
    ))));
    let silenced = super::silenced::waivers(report).into_iter();
    let silenced = silenced
        .map(|w| format!("Waived: {w}"))
        .chain(super::counted(report));
    let unjudged = report.unjudged.iter().map(|(p, l, t)| {
        format!("{p}.{l} “{t}”: not judged, the line or its file has source errors")
    });
    for told in [silenced.collect::<Vec<_>>(), unjudged.collect()] {
        if !told.is_empty() {
            blocks.push(Block::List(told.into_iter().map(Line::of).collect()));
        }
    }
    blocks
}

/// What can be left out below the summary.
fn filter(all: &[Matrix], drafts: &[&str]) -> Vec<(String, Vec<(String, String)>)> {
    let parties = all.iter().enumerate();
    let parties = parties.map(|(n, m)| (format!("party-{n}"), m.title.to_owned()));
    let drafts = drafts.iter().enumerate();
    let drafts = drafts.map(|(n, d)| (format!("draft-{n}"), (*d).to_owned()));
    let verdicts = [Verdict::Crossed, Verdict::Open];
    let verdicts = verdicts.map(|v| (v.word().to_owned(), v.word().to_owned()));
    vec![
        ("Parties".to_owned(), parties.collect()),
        ("Drafts".to_owned(), drafts.collect()),
        ("Verdicts".to_owned(), verdicts.to_vec()),
    ]
}

/// What each verdict rests on, party by party and line by line.
fn evidence(all: &[Matrix], project: &Project, ids: &Ids) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, Line::of("What the verdicts rest on"))];
    for (n, m) in all.iter().enumerate() {
        let mut own = vec![Block::Heading(
            3,
            Line::default().and(Span::Name(m.title.to_owned())),
        )];
        for f in m.rows.iter().flat_map(|r| r.cells.iter().flatten()) {
            let Some(id) = ids.of(f) else { continue };
            let drafts = m.all.iter().position(|d| *d == f.draft.as_str());
            let tags = vec![
                format!("party-{n}"),
                format!("draft-{}", drafts.unwrap_or_default()),
                f.verdict.word().to_owned(),
            ];
            let head = evidence::head(f).text(": ").and(Span::Verdict(f.verdict));
            let mut inside = vec![
                Block::Heading(4, head),
                Block::Text(
                    Line::of(format!("{} ", super::answer::answer(f, &project.sources))).and(
                        Span::Link(Link {
                            id: String::new(),
                            to: format!("verdict-{id}"),
                            words: Line::default(),
                        }),
                    ),
                ),
            ];
            let own_text = |c: usize| {
                let draft = project.draft(&f.draft)?.1;
                draft.clauses.get(c)?.text.is_none().then_some(())
            };
            inside.extend(evidence::rests_on(f, &project.sources, &|e| {
                own_text(e.index)?;
                Some(super::rendered::clause_id(&ids.clauses(&f.draft), e.index))
            }));
            own.push(Block::Folded(Part {
                id: format!("evidence-{id}"),
                tags,
                blocks: inside,
            }));
        }
        if own.len() == 1 {
            own.push(Block::Text(Line::of("No line is crossed or open.")));
        }
        blocks.push(Block::Part(Part {
            id: String::new(),
            tags: vec![format!("party-{n}")],
            blocks: own,
        }));
    }
    blocks
}

/// The texts in plain English, each clause with the verdicts that rest on it.
fn texts(drafts: &[&str], project: &Project, ids: &Ids) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, Line::of("The texts"))];
    for (n, id) in drafts.iter().enumerate() {
        let Some((world, draft)) = project.draft(id) else {
            continue;
        };
        let findings = ids.report.findings.iter().filter(|f| f.draft == *id);
        let told: Vec<super::rendered::Told> = findings
            .filter_map(|f| Some((f, format!("evidence-{}", ids.of(f)?))))
            .collect();
        let heading = Line::default().and(Span::Code((*id).to_owned())).text(" ");
        let mut own = vec![Block::Heading(
            3,
            heading.and(Span::Name(draft.called().to_owned())),
        )];
        let prefix = ids.clauses(id);
        let articles =
            super::rendered::articles(&world.vocabulary, draft, &project.sources, (&told, &prefix));
        own.extend(articles.into_iter().map(|b| b.lower(2)));
        blocks.push(Block::Part(Part {
            id: String::new(),
            tags: vec![format!("draft-{n}")],
            blocks: own,
        }));
    }
    blocks
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

/// The verdicts on the lines of all parties, each with its clauses, and a link to what it rests on.
fn matrix(all: &[Matrix], ids: &Ids) -> Table {
    let drafts = all.first().map(|m| m.all.clone()).unwrap_or_default();
    let mut t = Table {
        caption: "The verdicts".to_owned(),
        columns: vec!["line".to_owned(), "stance".to_owned()],
        rows: Vec::new(),
    };
    t.columns.extend(drafts.iter().map(ToString::to_string));
    for m in all {
        t.rows.push(vec![vec![
            Line::default().and(Span::Name(m.title.to_owned())),
        ]]);
        for r in &m.rows {
            let line = Line::default()
                .and(Span::Strong(r.line.line.to_string()))
                .and(Span::Name(format!(" {}", r.line.title)));
            let mut row = vec![vec![line], vec![Line::of(stance(r.line))]];
            row.extend(drafts.iter().map(|d| {
                let here = r.cells.iter().flatten().find(|f| f.draft == *d);
                here.into_iter().map(|f| cell(f, ids)).collect()
            }));
            t.rows.push(row);
        }
    }
    t
}

/// A verdict, and by which clauses.
fn cell(f: &Finding, ids: &Ids) -> Line {
    let words = Line::default().and(Span::Verdict(f.verdict));
    let Some(id) = ids.of(f) else {
        return words;
    };
    let by = super::matrix::by(f);
    let words = if by.is_empty() {
        words
    } else {
        words.text(format!(" {by}"))
    };
    Line::default().and(Span::Link(Link {
        id: format!("verdict-{id}"),
        to: format!("evidence-{id}"),
        words,
    }))
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

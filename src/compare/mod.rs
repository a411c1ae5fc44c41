//! Drafts side by side: verdicts line by line, terms matter by matter, what changed from one to the other, and what all have in common.

mod align;
mod change;
mod clauses;
mod common;
mod declared;
mod diff;
mod lines;
mod listed;
mod matters;
mod reader;
mod regions;
mod sequence;
mod terms;
mod unite;
mod weighed;

pub(crate) use change::{Change, Leaning};
pub(crate) use common::{CommonGround, common_ground};
pub(crate) use diff::{Diff, Markup, Moved, diff};
pub(crate) use lines::{LineRow, PartyLines};
pub(crate) use regions::RegionRow;
pub(crate) use sequence::StepRow;
pub(crate) use terms::{Shape, Slot, Term, TermKey};

use crate::model::{Draft, World};
use crate::project::{Options, Project};
use crate::source::{SourceSet, Span};
use crate::verdict::{Coverage, Finding, coverage};
use crate::vocabulary::DayRange;
use crate::wording::{Speaker, Words};
use reader::Reader;

/// A draft with what its lines say of it.
#[derive(Clone)]
pub(crate) struct Side<'p> {
    /// The name it goes by here: its id, or its id at a revision.
    pub name: String,
    /// The texts.
    pub sources: &'p SourceSet,
    /// Its world.
    pub world: &'p World,
    /// The draft.
    pub draft: &'p Draft,
    /// The verdicts.
    pub findings: Vec<Finding>,
    /// How much of it is read.
    pub coverage: Coverage,
    /// The day on which lines were read.
    pub as_of: Option<DayRange>,
    /// Lines for which a limit was reached.
    pub undecided: usize,
}

impl<'p> Side<'p> {
    /// Judges a draft of a project.
    pub(crate) fn of(
        project: &'p Project,
        id: &str,
        name: String,
        options: &Options,
    ) -> Option<Side<'p>> {
        let (world, draft) = project.draft(id)?;
        let mut judge = options.judge(world, draft);
        let positions = world.positions.iter().filter(|p| options.judges(&p.name));
        let findings: Vec<Finding> = positions.flat_map(|p| judge.position(p)).collect();
        let undecided = judge.undecided.len();
        Some(Side {
            name,
            sources: &project.sources,
            world,
            draft,
            coverage: coverage(world, draft, &findings),
            findings,
            as_of: options.as_of.or(draft.dated),
            undecided,
        })
    }
}

/// What one draft says in a row.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// As sentences.
    pub said: Vec<Words>,
    /// The labels of the clauses that say it.
    pub clauses: Vec<String>,
    /// Where.
    pub spans: Vec<Span>,
}

/// One thing the drafts speak of.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What it is about.
    pub about: String,
    /// What each draft says; nothing: it is silent.
    pub cells: Vec<Option<Cell>>,
    /// All drafts say the same.
    pub same: bool,
}

/// The terms of one matter.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The word of the matter.
    pub matter: String,
    /// The heading.
    pub title: String,
    /// What is said of land the world knows, if the matter is set out place by place.
    pub regions: Vec<RegionRow>,
    /// Its other rows.
    pub rows: Vec<Row>,
}

/// Drafts side by side.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// Lines by drafts.
    pub parties: Vec<PartyLines>,
    /// Terms, matter by matter.
    pub tables: Vec<Table>,
    /// When the steps can happen.
    pub sequence: Vec<StepRow>,
    /// What all share.
    pub common: CommonGround,
}

/// Terms of all drafts, and which stand side by side.
pub(crate) struct Aligned {
    pub terms: Vec<Vec<Term>>,
    /// What each says, as text: equal if and only if it is the same.
    pub keys: Vec<Vec<TermKey>>,
    pub groups: Vec<Vec<(usize, usize)>>,
    /// By draft and clause: the name of the clauses that correspond.
    pub clauses: Vec<Vec<usize>>,
}

/// Reads and aligns: first with all clauses alike, then with each clause known by what it says.
pub(crate) fn aligned(sides: &[Side], by_place: bool) -> Aligned {
    let headings = matters::headings(sides);
    let read = |name: &dyn Fn(usize, usize) -> String| -> Vec<Vec<Term>> {
        sides
            .iter()
            .enumerate()
            .map(|(d, s)| {
                let labels: rustc_hash::FxHashMap<&str, usize> = s
                    .draft
                    .clauses
                    .iter()
                    .enumerate()
                    .map(|(n, c)| (c.label.as_str(), n))
                    .collect();
                let names: Vec<String> = (0..s.draft.clauses.len()).map(|n| name(d, n)).collect();
                let id = s.draft.id.clone();
                let refer = move |text: Option<&str>, label: &str| {
                    let label = text
                        .filter(|t| *t != id)
                        .map_or_else(|| label.into(), |t| crate::model::text_label(label, t));
                    labels
                        .get(label.as_str())
                        .map_or_else(|| format!("clause {label}"), |n| names[*n].clone())
                };
                let mut terms = Reader::new(s.world, s.draft, s.sources, Box::new(refer)).terms();
                terms
                    .iter_mut()
                    .for_each(|t| t.matter = matters::among(s, &headings, t.matter));
                terms
            })
            .collect()
    };
    let sentences = read(&|_, _| "§".to_owned());
    let rough = unite::united(sentences.clone(), by_place);
    let slices: Vec<&[Term]> = rough.iter().map(|t| &t[..]).collect();
    let groups = align::align(&slices, &|_, _| false);
    let clauses = clauses::correspond(sides, &sentences, &rough, &groups);
    let terms = unite::united(read(&|d, n| format!("§{}", clauses[d][n])), by_place);
    let slices: Vec<&[Term]> = terms.iter().map(|t| &t[..]).collect();
    let beside = |(d, t): (usize, usize), (e, u): (usize, usize)| match (
        terms[d][t].clauses.first(),
        terms[e][u].clauses.first(),
    ) {
        (Some(a), Some(b)) => clauses[d][*a] == clauses[e][*b],
        _ => false,
    };
    let groups = align::align(&slices, &beside);
    let keys = terms
        .iter()
        .map(|t| t.iter().map(Term::key).collect())
        .collect();
    Aligned {
        terms,
        keys,
        groups,
        clauses,
    }
}

/// Sets drafts side by side, in the order in which they are given.
pub(crate) fn compare(sides: &[Side]) -> Comparison {
    let all = aligned(sides, true);
    let matters = matters::headings(sides);
    let mut tables: Vec<Table> = matters
        .iter()
        .map(|(word, title, _)| Table {
            matter: word.clone(),
            title: title.clone(),
            regions: Vec::new(),
            rows: Vec::new(),
        })
        .collect();
    let mut in_regions: Vec<Vec<Vec<(usize, usize)>>> = vec![Vec::new(); tables.len()];
    for group in &all.groups {
        let Some((d, t)) = group.first() else {
            continue;
        };
        let term = &all.terms[*d][*t];
        if term.shape == Shape::Order {
            continue;
        }
        let n = term.matter.min(matters.len() - 1);
        let by_place = matters[n].2;
        if by_place
            && group
                .iter()
                .any(|(d, t)| all.terms[*d][*t].cover().is_some())
        {
            in_regions[n].push(group.clone());
            continue;
        }
        tables[n].rows.push(row(sides, &all, group));
    }
    for (table, groups) in tables.iter_mut().zip(&in_regions) {
        table.regions = regions::regions(sides, &all, groups);
    }
    tables.retain(|t| !t.rows.is_empty() || !t.regions.is_empty());
    Comparison {
        parties: lines::parties(sides),
        tables,
        sequence: sequence::sequence(sides, &all),
        common: common_ground(sides),
    }
}

fn row(sides: &[Side], all: &Aligned, group: &[(usize, usize)]) -> Row {
    let terms = &all.terms;
    let cells: Vec<Option<Cell>> = (0..sides.len())
        .map(|d| {
            group
                .iter()
                .find(|(e, _)| *e == d)
                .map(|(_, t)| cell(&sides[d], &terms[d][*t]))
        })
        .collect();
    let key = |(d, t): &(usize, usize)| &all.keys[*d][*t];
    let same = group.len() == sides.len() && group.windows(2).all(|p| key(&p[0]) == key(&p[1]));
    // In the same words whatever the order of drafts.
    let about = group
        .iter()
        .map(|(d, t)| about(&sides[*d], &terms[*d][*t]))
        .min()
        .unwrap_or_default();
    Row { about, cells, same }
}

pub(crate) fn cell(side: &Side, t: &Term) -> Cell {
    let mut labels: Vec<String> = t
        .clauses
        .iter()
        .map(|c| side.draft.clauses[*c].label.to_string())
        .collect();
    // A part says it: its clause is named by it.
    let all = labels.clone();
    labels.retain(|l| {
        !all.iter().any(|o| {
            o.len() > l.len()
                && o.starts_with(l.as_str())
                && o[l.len()..].starts_with('.')
                && t.shape != Shape::Clause
        })
    });
    Cell {
        said: t.said.iter().cloned().map(Words::sentence).collect(),
        clauses: labels,
        spans: t.spans.clone(),
    }
}

/// What a term is about, for the head of a row.
pub(crate) fn about(side: &Side, t: &Term) -> String {
    let v = &side.world.vocabulary;
    let text = |slot: &Slot| t.slots.get(slot).map(|v| v.words().text());
    let short = |s: String| {
        if s.chars().count() > 70 {
            format!("{}…", s.chars().take(69).collect::<String>())
        } else {
            s
        }
    };
    let words = match t.shape {
        Shape::Promise => {
            let what = text(&Slot::Object)
                .or_else(|| text(&Slot::That))
                .or_else(|| text(&Slot::Role("on".into())))
                .or_else(|| {
                    t.slots
                        .iter()
                        .find(|(s, _)| matches!(s, Slot::Role(_)))
                        .map(|(_, v)| v.words().text())
                });
            format!(
                "{}{}",
                Speaker::plain(&t.head),
                what.map_or_else(String::new, |w| format!(": {w}"))
            )
        }
        Shape::State => format!(
            "{}: {}",
            Speaker::plain(&t.head),
            text(&Slot::Subject).unwrap_or_default()
        ),
        Shape::Clause => {
            let title = v
                .kind(&t.head)
                .and_then(|k| k.title.clone())
                .unwrap_or_else(|| Speaker::plain(&t.head));
            let first = t.slots.iter().find(|(s, _)| matches!(s, Slot::Field(n, _) if declared_first(v, &t.head, t) == Some(n.as_str()))).map(|(_, v)| v.words().text());
            format!(
                "{title}{}",
                first.map_or_else(String::new, |w| format!(": {w}"))
            )
        }
        Shape::Order => text(&Slot::Moment).unwrap_or_default(),
    };
    short(words)
}

/// The field of a clause that is declared first among those that must be given, else among those given.
fn declared_first<'v>(
    v: &'v crate::vocabulary::Vocabulary,
    kind: &str,
    t: &Term,
) -> Option<&'v str> {
    let fields = &v.kind(kind)?.fields;
    let given = |name: &str| {
        t.slots
            .keys()
            .any(|s| matches!(s, Slot::Field(n, _) if n == name))
    };
    let required = fields
        .iter()
        .find(|f| f.slot.is_required() && given(&f.name));
    required
        .or_else(|| fields.iter().find(|f| given(&f.name)))
        .map(|f| f.name.as_str())
}

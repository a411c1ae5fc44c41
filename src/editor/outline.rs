//! The parts of a text as a tree: drafts with their clauses, parties with their lines, things of the world.

use crate::source::{SourceId, Span};
use crate::syntax;
use crate::syntax::tree as t;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Draft,
    Clause,
    Party,
    Line,
    Thing,
    Test,
    Vocabulary,
}

/// A part of a text.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    /// `provision 6`, `red line UA1`, `Averne`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub level: Level,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub at: Span,
    /// What it is made of.
    pub parts: Vec<Outline>,
}

/// The parts of a text, as far as it can be read.
pub(crate) fn outline(text: &str) -> Vec<Outline> {
    let items = syntax::parse(SourceId(0), text).file.items;
    items.iter().filter_map(item).collect()
}

fn item(item: &t::Item) -> Option<Outline> {
    Some(match item {
        t::Item::Use(..) => return None,
        t::Item::Entity(e) => entity(e),
        t::Item::Framework(f) => {
            let members = f.members.iter();
            let parts = members.flat_map(|m| match m {
                t::Member::Replace(c, _) | t::Member::Add(c, _) => vec![clause(c)],
                t::Member::Statement(s) => statement(s),
                t::Member::Strike(..) => Vec::new(),
            });
            let name = format!("framework {}", f.id.text);
            part(
                Level::Draft,
                name,
                &f.title,
                f.span,
                f.id.span,
                parts.collect(),
            )
        }
        t::Item::Party(p) => {
            let lines = p.items.iter().filter_map(|i| match i {
                t::PartyItem::Line(l) => Some(line(l)),
                _ => None,
            });
            let name = format!("party {}", p.name.text);
            part(
                Level::Party,
                name,
                &p.title,
                p.span,
                p.name.span,
                lines.collect(),
            )
        }
        t::Item::Test(x) => {
            let name = x.title.text.clone();
            part(Level::Test, name, &None, x.span, x.title.span, Vec::new())
        }
        t::Item::Vocabulary(v) => return vocabulary(v),
    })
}

fn part(
    level: Level,
    name: String,
    title: &Option<t::Text>,
    span: Span,
    at: Span,
    parts: Vec<Outline>,
) -> Outline {
    let title = title.as_ref().map(|t| t.text.clone()).unwrap_or_default();
    Outline {
        name,
        title,
        level,
        span,
        at,
        parts,
    }
}

fn clause(c: &t::Clause) -> Outline {
    let parts = c.body.iter().flat_map(statement).collect();
    let name = format!("{} {}", c.kind.text, c.label.text);
    part(Level::Clause, name, &c.title, c.span, c.label.span, parts)
}

fn statement(s: &t::Statement) -> Vec<Outline> {
    match s {
        t::Statement::Clause(c) => vec![clause(c)],
        t::Statement::Entity(e) => vec![entity(e)],
        t::Statement::Either(cases, _) => {
            let bodies = cases.iter().flat_map(|(_, body)| body);
            bodies.flat_map(statement).collect()
        }
        t::Statement::Ambiguous(a) => {
            let bodies = a.readings.iter().flat_map(|r| &r.body);
            bodies.flat_map(statement).collect()
        }
        t::Statement::Field(_)
        | t::Statement::Order(_)
        | t::Statement::Phrases(..)
        | t::Statement::Sentence(_) => Vec::new(),
    }
}

fn line(l: &t::Line) -> Outline {
    let what = if l.goal { "goal" } else { "red line" };
    let name = format!("{what} {}", l.label.text);
    part(
        Level::Line,
        name,
        &l.title,
        l.span,
        l.label.span,
        Vec::new(),
    )
}

fn entity(e: &t::Entity) -> Outline {
    let parts = e.body.iter().filter_map(|i| match i {
        t::EntityItem::Entity(e) => Some(entity(e)),
        t::EntityItem::Dated(..) | t::EntityItem::Field(_) => None,
    });
    let name = format!("{} {}", e.sort.text, e.name.text);
    part(
        Level::Thing,
        name,
        &e.title,
        e.span,
        e.name.span,
        parts.collect(),
    )
}

fn vocabulary(v: &t::Vocabulary) -> Option<Outline> {
    let (what, word, span) = match v {
        t::Vocabulary::Kind { word, span, .. } => ("kind", word, *span),
        t::Vocabulary::Action { verb, span, .. } => ("action", verb, *span),
        t::Vocabulary::Scale { name, span, .. } => ("scale", name, *span),
        t::Vocabulary::Moment { word, span, .. } => ("moment", word, *span),
        _ => return None,
    };
    let name = format!("{what} {}", word.text);
    Some(part(
        Level::Vocabulary,
        name,
        &None,
        span,
        word.span,
        Vec::new(),
    ))
}

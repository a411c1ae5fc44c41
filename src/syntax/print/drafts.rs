//! Frameworks, clauses, fields.

use super::world::entity;
use super::{Doc, Flow};
use crate::syntax::tree::*;

pub(super) fn framework(f: &Framework) -> Doc {
    let mut head = Flow::of("framework");
    head.word(&f.id);
    head.title(f.title.as_ref());
    if let Some(amended) = &f.amends {
        head.put("amends");
        head.word(amended);
    }
    head.block(f.members.iter().map(member).collect())
}

fn member(m: &Member) -> Doc {
    match m {
        Member::Strike(labels, _) => {
            let mut f = Flow::of("strike");
            f.words(labels);
            f.line()
        }
        Member::Replace(c, _) => clause(Flow::of("replace"), c),
        Member::Add(c, _) => clause(Flow::of("add"), c),
        Member::Statement(s) => statement(s),
    }
}

fn statements(body: &[Statement]) -> Vec<Doc> {
    body.iter().map(statement).collect()
}

fn statement(s: &Statement) -> Doc {
    let mut f = Flow::default();
    match s {
        Statement::Field(field) => return self::field(field),
        Statement::Entity(e) => return entity(e),
        Statement::Ambiguous(a) => return ambiguous(a),
        Statement::Either(branches, _) => return either(branches),
        Statement::Clause(c) => return clause(f, c),
        Statement::Order(o) => f.order(o),
        Statement::Phrases(p, _) => f.phrases(p),
        Statement::Sentence(s) => f.sentence(s),
    }
    f.line()
}

/// A field as a line of its own.
pub(super) fn field(field: &Field) -> Doc {
    let mut f = Flow::default();
    f.field(field);
    Doc::Line(f)
}

fn clause(mut head: Flow, c: &Clause) -> Doc {
    head.word(&c.kind);
    head.word(&c.label);
    head.title(c.title.as_ref());
    head.block_or_line(statements(&c.body))
}

fn ambiguous(a: &Ambiguous) -> Doc {
    let mut head = Flow::of("ambiguous");
    head.word(&a.name);
    head.title(a.title.as_ref());
    head.block(a.readings.iter().map(reading).collect())
}

fn reading(r: &Reading) -> Doc {
    let mut head = Flow::of("reading");
    head.word(&r.name);
    head.title(r.title.as_ref());
    if !r.of.is_empty() {
        head.put("of");
        head.words(&r.of);
    }
    head.block_or_line(statements(&r.body))
}

fn either(branches: &[(Word, Vec<Statement>)]) -> Doc {
    let blocks = branches.iter().enumerate().map(|(n, (label, body))| {
        let mut head = if n == 0 {
            Flow::of("either")
        } else {
            Flow::default()
        };
        head.word(label);
        (head, statements(body))
    });
    Doc::Blocks(blocks.collect())
}

//! The proof that edits changed what they lie in and nothing else: every other statement has the tree it had, places aside.

use crate::diagnostic::{Edit, fix};
use crate::source::{SourceId, Span};
use crate::syntax::parse;
use crate::syntax::tree::*;
use rustc_hash::FxHashMap;

/// A statement that would be read in another way, or not at all, though no edit meets it. Edits stand in the order of the text.
pub(crate) fn disturbed(before: &str, after: &str, edits: &[Edit]) -> Option<Span> {
    let source = SourceId(0);
    let (old, new) = (parse(source, before).file, parse(source, after).file);
    let new: FxHashMap<(u32, u32), Piece> = statements(&new)
        .into_iter()
        .map(|(at, tree)| ((at.start, at.end), tree))
        .collect();
    let kept = |(at, tree): &(Span, Piece)| {
        fix::moved(*at, edits).is_none_or(|to| new.get(&(to.start, to.end)) == Some(tree))
    };
    statements(&old)
        .into_iter()
        .find(|s| !kept(s))
        .map(|(at, _)| at)
}

/// A statement with no statements in it. Two are equal if they differ in places only.
#[derive(PartialEq, Eq)]
enum Piece<'f> {
    Item(&'f Item),
    Member(&'f Member),
    Statement(&'f Statement),
    Entity(&'f Entity),
    Vocabulary(&'f Vocabulary),
    Party(&'f PartyItem),
    Demand(&'f Demand),
    Expect(&'f Expect),
}

type Pieces<'f> = Vec<(Span, Piece<'f>)>;

/// The smallest statements of a file, with the heads of the blocks around them left out: those differ if anything in them does.
fn statements(file: &File) -> Pieces<'_> {
    let mut out = Vec::new();
    for item in &file.items {
        match item {
            Item::Framework(f) => f.members.iter().for_each(|m| member(m, &mut out)),
            Item::Party(p) => p.items.iter().for_each(|i| party(i, &mut out)),
            Item::Test(t) => t.expects.iter().for_each(|e| {
                let (Expect::Fact { span, .. } | Expect::Verdict { span, .. }) = e;
                out.push((*span, Piece::Expect(e)));
            }),
            Item::Use(_, span) => out.push((*span, Piece::Item(item))),
            Item::Entity(e) => out.push((e.span, Piece::Entity(e))),
            Item::Vocabulary(v) => out.push((declared(v), Piece::Vocabulary(v))),
        }
    }
    out
}

fn member<'f>(m: &'f Member, out: &mut Pieces<'f>) {
    match m {
        Member::Strike(_, span) => out.push((*span, Piece::Member(m))),
        Member::Replace(c, _) | Member::Add(c, _) => c.body.iter().for_each(|s| statement(s, out)),
        Member::Statement(s) => statement(s, out),
    }
}

fn statement<'f>(s: &'f Statement, out: &mut Pieces<'f>) {
    match s {
        Statement::Clause(c) => c.body.iter().for_each(|s| statement(s, out)),
        Statement::Ambiguous(a) => a
            .readings
            .iter()
            .flat_map(|r| &r.body)
            .for_each(|s| statement(s, out)),
        Statement::Field(Field { span, .. })
        | Statement::Order(Order { span, .. })
        | Statement::Sentence(Sentence { span, .. }) => out.push((*span, Piece::Statement(s))),
        Statement::Entity(e) => out.push((e.span, Piece::Entity(e))),
        Statement::Either(_, span) | Statement::Phrases(_, span) => {
            out.push((*span, Piece::Statement(s)))
        }
    }
}

fn party<'f>(i: &'f PartyItem, out: &mut Pieces<'f>) {
    match i {
        PartyItem::Reads { span, .. } => out.push((*span, Piece::Party(i))),
        PartyItem::Waiver(w) => out.push((w.span, Piece::Party(i))),
        PartyItem::Effect(e) => out.push((e.span, Piece::Party(i))),
        PartyItem::Field(f) => out.push((f.span, Piece::Party(i))),
        PartyItem::Line(l) => {
            for d in l
                .demands
                .iter()
                .chain(l.dated.iter().flat_map(|d| &d.demands))
            {
                let (Demand::Forbid { span, .. }
                | Demand::Require { span, .. }
                | Demand::Stated { span, .. }
                | Demand::Field(Field { span, .. })) = d;
                out.push((*span, Piece::Demand(d)));
            }
        }
    }
}

fn declared(v: &Vocabulary) -> Span {
    match v {
        Vocabulary::Scale { span, .. }
        | Vocabulary::Terms { span, .. }
        | Vocabulary::Attributes { span, .. }
        | Vocabulary::Unit { span, .. }
        | Vocabulary::Moment { span, .. }
        | Vocabulary::TypeTree { span, .. }
        | Vocabulary::Matter { span, .. }
        | Vocabulary::Usual { span, .. }
        | Vocabulary::Say { span, .. }
        | Vocabulary::Kind { span, .. }
        | Vocabulary::Action { span, .. } => *span,
        Vocabulary::Effect(e) => e.span,
    }
}

//! The proof that edits changed what they lie in and nothing else: every other statement has the tree it had, places aside.

use super::proof::plain;
use crate::diagnostic::{Edit, fix};
use crate::source::{SourceId, Span};
use crate::syntax::parse;
use crate::syntax::tree::*;
use rustc_hash::FxHashMap;
use std::fmt::Debug;

/// A statement that would be read in another way, or not at all, though no edit meets it. Edits stand in the order of the text.
pub(crate) fn disturbed(before: &str, after: &str, edits: &[Edit]) -> Option<Span> {
    let source = SourceId(0);
    let (old, new) = (
        statements(&parse(source, before).file),
        statements(&parse(source, after).file),
    );
    let new: FxHashMap<(u32, u32), String> = new
        .into_iter()
        .map(|(at, tree)| ((at.start, at.end), tree))
        .collect();
    let kept = |(at, tree): &(Span, String)| {
        fix::moved(*at, edits).is_none_or(|to| new.get(&(to.start, to.end)) == Some(tree))
    };
    old.into_iter().find(|s| !kept(s)).map(|(at, _)| at)
}

/// The smallest statements of a file, with the heads of the blocks around them left out: those differ if anything in them does.
fn statements(file: &File) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    for item in &file.items {
        match item {
            Item::Framework(f) => f.members.iter().for_each(|m| member(m, &mut out)),
            Item::Party(p) => p.items.iter().for_each(|i| party(i, &mut out)),
            Item::Test(t) => t.expects.iter().for_each(|e| {
                let (Expect::Fact { span, .. } | Expect::Verdict { span, .. }) = e;
                put(*span, e, &mut out);
            }),
            Item::Use(_, span) => put(*span, item, &mut out),
            Item::Entity(e) => put(e.span, e, &mut out),
            Item::Vocabulary(v) => put(declared(v), v, &mut out),
        }
    }
    out
}

fn put(at: Span, tree: &impl Debug, out: &mut Vec<(Span, String)>) {
    out.push((at, plain(tree)));
}

fn member(m: &Member, out: &mut Vec<(Span, String)>) {
    match m {
        Member::Strike(_, span) => put(*span, m, out),
        Member::Replace(c, _) | Member::Add(c, _) => c.body.iter().for_each(|s| statement(s, out)),
        Member::Statement(s) => statement(s, out),
    }
}

fn statement(s: &Statement, out: &mut Vec<(Span, String)>) {
    match s {
        Statement::Clause(c) => c.body.iter().for_each(|s| statement(s, out)),
        Statement::Ambiguous(a) => a
            .readings
            .iter()
            .flat_map(|r| &r.body)
            .for_each(|s| statement(s, out)),
        Statement::Field(Field { span, .. })
        | Statement::Order(Order { span, .. })
        | Statement::Sentence(Sentence { span, .. }) => put(*span, s, out),
        Statement::Entity(e) => put(e.span, e, out),
        Statement::Either(_, span) | Statement::Phrases(_, span) => put(*span, s, out),
    }
}

fn party(i: &PartyItem, out: &mut Vec<(Span, String)>) {
    match i {
        PartyItem::Reads { span, .. } => put(*span, i, out),
        PartyItem::Waiver(w) => put(w.span, w, out),
        PartyItem::Effect(e) => put(e.span, e, out),
        PartyItem::Field(f) => put(f.span, f, out),
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
                put(*span, d, out);
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
        | Vocabulary::Kind { span, .. }
        | Vocabulary::Action { span, .. } => *span,
        Vocabulary::Effect(e) => e.span,
    }
}

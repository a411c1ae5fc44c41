//! The branches of a choice that stands in a text: readings of an ambiguous term, alternatives of a statement. What stands in one stands under it.

use crate::model::Under;
use crate::source::Span;
use crate::syntax::tree as t;
use compact_str::CompactString;

/// A choice between statements.
pub(super) struct Branches<'t> {
    /// The ambiguity whose readings they are.
    pub ambiguity: Option<CompactString>,
    pub span: Span,
    /// One for each branch.
    pub labels: Vec<CompactString>,
    pub bodies: Vec<&'t [t::Statement]>,
}

impl<'t> Branches<'t> {
    /// Nothing: the statement leaves no choice.
    pub(super) fn of(s: &'t t::Statement) -> Option<Branches<'t>> {
        match s {
            t::Statement::Ambiguous(a) => Some(Branches {
                ambiguity: Some(a.name.text.clone()),
                span: a.name.span,
                labels: a.readings.iter().map(|r| r.name.text.clone()).collect(),
                bodies: a.readings.iter().map(|r| &r.body[..]).collect(),
            }),
            t::Statement::Either(branches, span) => Some(Branches {
                ambiguity: None,
                span: *span,
                labels: branches.iter().map(|(l, _)| l.text.clone()).collect(),
                bodies: branches.iter().map(|(_, b)| &b[..]).collect(),
            }),
            _ => None,
        }
    }

    /// Each branch with the whole chain of alternatives its statements stand under.
    pub(super) fn under(
        &self,
        around: &[Under],
    ) -> impl Iterator<Item = (Vec<Under>, &'t [t::Statement])> {
        self.bodies.iter().enumerate().map(|(index, body)| {
            let mut under = around.to_vec();
            under.push(Under {
                ambiguity: self.ambiguity.clone(),
                span: self.span,
                labels: self.labels.clone(),
                index,
            });
            (under, *body)
        })
    }
}

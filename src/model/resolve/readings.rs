//! Resolves what a party says of its readings: the ambiguous term and the reading are those of a draft.

use super::Resolver;
use super::branches::Branches;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree as t;
use compact_str::CompactString;

/// An ambiguous term and one of its readings.
type Reading = (CompactString, CompactString);

impl Resolver<'_> {
    pub(super) fn reads(
        &mut self,
        ambiguity: &t::Word,
        draft: Option<&t::Word>,
        reading: &t::Word,
    ) {
        if let Some(d) = draft
            && !self.frameworks.contains_key(&d.text)
        {
            self.unknown_draft(d);
            return;
        }
        let readings = self.readings_in(draft);
        let of_it: Vec<&str> = readings
            .iter()
            .filter(|(a, _)| *a == ambiguity.text)
            .map(|(_, r)| r.as_str())
            .collect();
        if of_it.is_empty() {
            let d = Diagnostic::new(
                Code::UnknownReading,
                ambiguity.span,
                format!("There is no ambiguous term `{}`", ambiguity.text),
            );
            let d = match self.near(&ambiguity.text, readings.iter().map(|(a, _)| a.as_str())) {
                // Safe where it is one declared term but for a slip of the pen.
                Some((near, sure)) => {
                    d.help(format!("did you mean `{near}`?"))
                        .offer(ambiguity.span, near, sure)
                }
                None => d.help("the draft declares it: `ambiguous NAME \"…\" { reading …; }`"),
            };
            self.report(d);
        } else if !of_it.contains(&reading.text.as_str()) {
            let d = Diagnostic::new(
                Code::UnknownReading,
                reading.span,
                format!("`{}` has no reading `{}`", ambiguity.text, reading.text),
            );
            let d = match self.near(&reading.text, of_it.iter().copied()) {
                // Safe where it is one of its readings but for a slip of the pen.
                Some((near, sure)) => {
                    d.help(format!("did you mean `{near}`?"))
                        .offer(reading.span, near, sure)
                }
                None => d.help("readings are declared with the ambiguous term"),
            };
            self.report(d);
        }
    }

    /// The readings of a draft and of the one it amends; of all drafts if none is named. Sorted.
    fn readings_in(&self, draft: Option<&t::Word>) -> Vec<Reading> {
        let mut out = Vec::new();
        for (id, f) in &self.frameworks {
            let other = draft.is_some_and(|d| {
                let amends = self.frameworks.get(&d.text).and_then(|f| f.amends.as_ref());
                d.text != *id && amends.is_none_or(|a| a.text != *id)
            });
            if !other {
                readings_of(f, &mut out);
            }
        }
        out.sort();
        out
    }
}

/// Every reading a draft declares, wherever it stands.
fn readings_of(f: &t::Framework, out: &mut Vec<Reading>) {
    let mut todo: Vec<&t::Statement> = Vec::new();
    for m in &f.members {
        match m {
            t::Member::Statement(s) => todo.push(s),
            t::Member::Replace(c, _) | t::Member::Add(c, _) => todo.extend(&c.body),
            t::Member::Strike(..) => {}
        }
    }
    while let Some(s) = todo.pop() {
        if let t::Statement::Clause(c) = s {
            todo.extend(&c.body);
        }
        let Some(branches) = Branches::of(s) else {
            continue;
        };
        if let Some(name) = &branches.ambiguity {
            let labels = branches.labels.iter();
            out.extend(labels.map(|r| (name.clone(), r.clone())));
        }
        todo.extend(branches.bodies.into_iter().flatten());
    }
}

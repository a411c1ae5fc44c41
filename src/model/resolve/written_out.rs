//! Brackets in times, in phrases and in areas: a statement with `within [14 | 45] days` is written once for each alternative, as `either` would have it. What stands in two alternatives
//! is then held against lines, dates and other clauses by words that are fixed.

use crate::source::Span;
use crate::syntax::times::{Time, of_statement};
use crate::syntax::tree as t;

/// A draft in which no time has alternatives; nothing, if none had.
pub(super) fn written_out(f: &t::Framework) -> Option<t::Framework> {
    let mut out = f.clone();
    let mut changed = false;
    for m in &mut out.members {
        match m {
            t::Member::Replace(c, _) | t::Member::Add(c, _) => changed |= each(&mut c.body),
            t::Member::Statement(s) => changed |= one(s),
            t::Member::Strike(..) => {}
        }
    }
    changed.then_some(out)
}

fn each(body: &mut [t::Statement]) -> bool {
    body.iter_mut().fold(false, |changed, s| one(s) | changed)
}

fn one(s: &mut t::Statement) -> bool {
    match s {
        t::Statement::Clause(c) => return each(&mut c.body),
        t::Statement::Either(branches, _) => {
            return branches
                .iter_mut()
                .fold(false, |changed, (_, b)| each(b) | changed);
        }
        t::Statement::Ambiguous(a) => {
            return a
                .readings
                .iter_mut()
                .fold(false, |changed, r| each(&mut r.body) | changed);
        }
        _ => {}
    }
    let Some((span, labels)) = first(s) else {
        return false;
    };
    let branches = labels.into_iter().enumerate().map(|(n, label)| {
        let mut case = s.clone();
        take(&mut case, span, n);
        one(&mut case);
        (label, vec![case])
    });
    *s = t::Statement::Either(branches.collect(), span);
    true
}

/// The first bracket in a time of a statement, with its labels.
fn first(s: &mut t::Statement) -> Option<(Span, Vec<t::Word>)> {
    let mut found = None;
    of_statement(s, &mut |time| {
        let case = match time {
            Time::Length(t::Duration::Choice(cases, span)) => (*span, labels(cases, *span)),
            Time::Moment(t::Moment::Choice(cases, span)) => (*span, labels(cases, *span)),
            Time::Bracket(t::Base::Choice(cases, None), span) => (span, labels(cases, span)),
            _ => return,
        };
        found.get_or_insert(case);
    });
    found
}

fn labels<T>(cases: &t::Cases<T>, span: Span) -> Vec<t::Word> {
    let numbered = |n: usize| t::Word {
        text: format!("alternative {}", n + 1).into(),
        quoted: false,
        span,
    };
    (cases.iter().enumerate())
        .map(|(n, (label, _))| label.clone().unwrap_or_else(|| numbered(n)))
        .collect()
}

/// Puts one alternative where the bracket stands.
fn take(s: &mut t::Statement, at: Span, n: usize) {
    of_statement(s, &mut |time| match time {
        Time::Length(d) => {
            if let t::Duration::Choice(cases, span) = d
                && *span == at
            {
                *d = cases.swap_remove(n).1;
            }
        }
        Time::Bracket(b, span) => {
            if let t::Base::Choice(cases, None) = b
                && span == at
            {
                *b = t::Base::Group(Box::new(cases.swap_remove(n).1));
            }
        }
        Time::Moment(m) => {
            if let t::Moment::Choice(cases, span) = m
                && *span == at
            {
                *m = cases.swap_remove(n).1;
            }
        }
    });
}

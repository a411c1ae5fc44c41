//! Expectations of `test` blocks, compared with the verdicts.

use super::{Finding, Judge, Role, judge};
use crate::model::*;
use crate::source::Span;
use compact_str::CompactString;

/// An expectation that does not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The test's title.
    pub test: String,
    /// Where the expectation stands.
    pub at: Span,
    /// What was expected and what was found.
    pub message: String,
}

/// How many expectations hold, and those that do not.
pub fn expectations(world: &World) -> (usize, Vec<Failure>) {
    let mut held = 0;
    let mut failures = Vec::new();
    for test in &world.tests {
        for e in &test.expects {
            let wrong = match &e.kind {
                ExpectationKind::Fact { draft, negated, pattern } => fact(world, e, draft, *negated, pattern),
                ExpectationKind::Verdict { .. } => verdict(world, test, e),
            };
            match wrong {
                None => held += 1,
                Some(message) => failures.push(Failure { test: test.title.clone(), at: e.span, message }),
            }
        }
    }
    (held, failures)
}

fn fact(world: &World, e: &Expectation, draft: &str, negated: bool, pattern: &Sentence) -> Option<String> {
    let draft = world.drafts.iter().find(|d| d.id == draft)?;
    if draft.broken {
        return Some(format!("`{}` has source errors", draft.id));
    }
    let (c, found) = Judge::new(world, draft, None).follows(pattern);
    if negated {
        return (!c.is_never()).then(|| "expected that it does not follow, found that it can".to_owned());
    }
    if !c.is_always() {
        return Some(if c.is_never() { "expected that it follows, found that it does not".to_owned() } else { "expected that it follows, found that it is open".to_owned() });
    }
    missing(&e.because, &found.iter().map(|f| f.clause.clone()).collect::<Vec<_>>())
}

fn missing(want: &[(Option<CompactString>, CompactString)], have: &[CompactString]) -> Option<String> {
    let found = |text: &Option<CompactString>, l: &CompactString| have.contains(l) || text.as_deref().is_some_and(|t| have.contains(&text_label(l, t)));
    let absent: Vec<&str> = want.iter().filter(|(text, l)| !found(text, l)).map(|(_, l)| l.as_str()).collect();
    (!absent.is_empty()).then(|| format!("expected clause {} among the evidence, found {}", absent.join(", "), if have.is_empty() { "none".to_owned() } else { have.join(", ") }))
}

fn verdict(world: &World, test: &Test, e: &Expectation) -> Option<String> {
    let ExpectationKind::Verdict { verdict, party, line, draft, cause } = &e.kind else { return None };
    let position = world.positions.iter().find(|p| p.name == *party)?;
    let drafts: Vec<&Draft> = world.drafts.iter().filter(|d| draft.as_ref().is_none_or(|id| d.id == *id)).collect();
    for d in drafts {
        if d.broken {
            return Some(format!("`{}` has source errors", d.id));
        }
        let found = judge(world, d, &[position], test.as_of);
        let Some(f) = found.iter().find(|f| f.line == *line) else { return Some("the line has source errors".to_owned()) };
        if let Some(wrong) = compare(f, verdict, cause.as_deref(), e) {
            return Some(format!("{} in {}: {wrong}", f.line, d.id));
        }
    }
    None
}

fn compare(f: &Finding, verdict: &str, cause: Option<&str>, e: &Expectation) -> Option<String> {
    let shown = format!("{}{}", f.verdict.word(), f.cause.map_or_else(String::new, |c| format!(" by {}", c.word())));
    if f.verdict.word() != verdict {
        return Some(format!("expected {verdict}, found {shown} ({})", f.message));
    }
    if let Some(c) = cause
        && f.cause.map(|c| c.word()) != Some(c)
    {
        return Some(format!("expected {verdict} by {c}, found {shown} ({})", f.message));
    }
    let of = |near: bool| f.evidence.iter().filter(|x| (x.role == Role::Near) == near).map(|x| x.clause.clone()).collect::<Vec<_>>();
    missing(&e.because, &of(false)).or_else(|| missing(&e.near, &of(true)).map(|m| m.replace("evidence", "nearest")))
}

//! Expectations of `test` blocks, compared with the verdicts.

use super::{Finding, Judge, Role, judge};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::DayRange;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// One expectation, and whether it holds.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The test's title.
    pub(crate) test: String,
    /// Where the expectation stands.
    pub(crate) at: Span,
    /// What is wrong; nothing: it holds.
    pub(crate) failure: Option<Failure>,
}

/// An expectation that does not hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Failure {
    /// What was expected and what was found.
    pub message: String,
    /// What the verdict that was found rests on, and the rule of the line that decides.
    pub found: Vec<(String, Span)>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            found: Vec::new(),
        }
    }
}

/// Every expectation of a world, in document order.
pub(crate) fn expectations(world: &World) -> Vec<Outcome> {
    let mut judged = Judged {
        world,
        known: BTreeMap::new(),
    };
    let mut out = Vec::new();
    for test in &world.tests {
        for e in &test.expects {
            let failure = match &e.kind {
                ExpectationKind::Fact {
                    draft,
                    negated,
                    pattern,
                } => fact(world, e, draft, *negated, pattern),
                ExpectationKind::Verdict { .. } => verdict(&mut judged, test, e),
            };
            out.push(Outcome {
                test: test.title.clone(),
                at: e.span,
                failure,
            });
        }
    }
    out.sort_by_key(|o| o.at);
    out
}

/// Verdicts by draft, party and date: many expectations are of one position.
struct Judged<'w> {
    world: &'w World,
    known: BTreeMap<(CompactString, CompactString, Option<DayRange>), Vec<Finding>>,
}

impl Judged<'_> {
    fn of(&mut self, d: &Draft, p: &Position, as_of: Option<DayRange>) -> &[Finding] {
        let world = self.world;
        self.known
            .entry((d.id.clone(), p.name.clone(), as_of))
            .or_insert_with(|| judge(world, d, &[p], as_of))
    }
}

fn fact(
    world: &World,
    e: &Expectation,
    draft: &str,
    negated: bool,
    pattern: &Sentence,
) -> Option<Failure> {
    let Some(draft) = world.drafts.iter().find(|d| d.id == draft) else {
        return Some(Failure::new(format!("there is no draft `{draft}`")));
    };
    if draft.broken {
        return Some(Failure::new(format!("`{}` has source errors", draft.id)));
    }
    let (c, found) = Judge::new(world, draft, None, &[]).follows(pattern);
    let shown = || {
        found
            .iter()
            .map(|f| (format!("clause {}", f.clause), f.at))
            .collect()
    };
    if negated {
        return (!c.is_never()).then(|| Failure {
            message: "expected that it does not follow, found that it can".to_owned(),
            found: shown(),
        });
    }
    if !c.is_always() {
        let message = if c.is_never() {
            "expected that it follows, found that it does not"
        } else {
            "expected that it follows, found that it is open"
        };
        return Some(Failure {
            message: message.to_owned(),
            found: shown(),
        });
    }
    let absent = missing(
        &e.because,
        &found.iter().map(|f| f.clause.clone()).collect::<Vec<_>>(),
    )?;
    Some(Failure {
        message: absent,
        found: shown(),
    })
}

fn missing(
    want: &[(Option<CompactString>, CompactString)],
    have: &[CompactString],
) -> Option<String> {
    let found = |text: &Option<CompactString>, l: &CompactString| {
        have.contains(l)
            || text
                .as_deref()
                .is_some_and(|t| have.contains(&text_label(l, t)))
    };
    let absent: Vec<&str> = want
        .iter()
        .filter(|(text, l)| !found(text, l))
        .map(|(_, l)| l.as_str())
        .collect();
    (!absent.is_empty()).then(|| {
        format!(
            "expected clause {} among the evidence, found {}",
            absent.join(", "),
            if have.is_empty() {
                "none".to_owned()
            } else {
                have.join(", ")
            }
        )
    })
}

fn verdict(judged: &mut Judged, test: &Test, e: &Expectation) -> Option<Failure> {
    let ExpectationKind::Verdict {
        verdict,
        party,
        line,
        draft,
        cause,
    } = &e.kind
    else {
        return None;
    };
    let world = judged.world;
    let Some(position) = world.positions.iter().find(|p| p.name == *party) else {
        return Some(Failure::new(format!("there is no party `{party}`")));
    };
    let drafts: Vec<&Draft> = world
        .drafts
        .iter()
        .filter(|d| draft.as_ref().is_none_or(|id| d.id == *id))
        .collect();
    if drafts.is_empty() {
        return Some(Failure::new("there is no draft to judge"));
    }
    for d in drafts {
        if d.broken {
            return Some(Failure::new(format!("`{}` has source errors", d.id)));
        }
        let found = judged.of(d, position, test.as_of);
        let Some(f) = found.iter().find(|f| f.line == *line) else {
            return Some(Failure::new(
                "the line has source errors, or a limit was reached",
            ));
        };
        if let Some(wrong) = compare(f, verdict, cause.as_deref(), e) {
            let mut told: Vec<(String, Span)> = f
                .evidence
                .iter()
                .map(|x| (format!("clause {} {}", x.clause, x.role.word()), x.at))
                .collect();
            told.push((format!("the line {}", f.line), f.at));
            return Some(Failure {
                message: format!("{} in {}: {wrong}", f.line, d.id),
                found: told,
            });
        }
    }
    None
}

fn compare(f: &Finding, verdict: &str, cause: Option<&str>, e: &Expectation) -> Option<String> {
    let shown = format!(
        "{}{}",
        f.verdict.word(),
        f.cause
            .map_or_else(String::new, |c| format!(" by {}", c.word()))
    );
    if f.verdict.word() != verdict {
        return Some(format!("expected {verdict}, found {shown} ({})", f.message));
    }
    if let Some(c) = cause
        && f.cause.map(|c| c.word()) != Some(c)
    {
        return Some(format!(
            "expected {verdict} by {c}, found {shown} ({})",
            f.message
        ));
    }
    let of = |near: bool| {
        f.evidence
            .iter()
            .filter(|x| (x.role == Role::Near) == near)
            .map(|x| x.clause.clone())
            .collect::<Vec<_>>()
    };
    missing(&e.because, &of(false))
        .or_else(|| missing(&e.near, &of(true)).map(|m| m.replace("evidence", "nearest")))
}

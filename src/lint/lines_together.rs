//! Lines held against one another: `uncrossable-line`, `always-crossed-line`, `subsumed-line`, `lines-exclude-each-other` and `deadlock`.
//!
//! Each rule that single things can stand for is written out as a draft of one clause, and that draft is judged. Nothing is claimed of rules for which
//! no such draft exists: what is found is so, what is not found may be so all the same.

use super::{scope, specimen};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::parallel;
use crate::source::Span;
use crate::verdict::{Cause, Finding, Judge, Verdict, in_force};
use crate::vocabulary::NodeId;

/// More rules than this are looked at side by side.
const MANY: usize = 8;

/// A rule, whose it is, and the drafts that say it: among nobody, and among all.
struct Tried<'w> {
    party: usize,
    line: &'w Line,
    demand: &'w Demand,
    /// It is the only rule of its line.
    alone: bool,
    /// None for a ban: a draft that says what it forbids says nothing of others that cross it.
    specimens: Vec<Draft>,
}

/// Told at the line that goes, or at the demand that meets a ban.
pub(super) fn find(world: &World) -> Vec<Diagnostic> {
    let tried = tried(world);
    let found = parallel::map(&tried, tried.len() > MANY, |t| {
        if t.demand.forbid {
            let held: [Option<Diagnostic>; 2] = [by_itself(world, t), subsumed(world, t)];
            held.into_iter().flatten().collect()
        } else {
            [excluded(world, t), contradicted(world, t, &tried)].concat()
        }
    });
    let mut out = effects(world);
    out.extend(found.into_iter().flatten());
    out
}

/// One line demands an effect that another forbids in the same words: how it comes about does not matter.
fn effects(world: &World) -> Vec<Diagnostic> {
    // Who has rules of their own counts otherwise.
    let demands = |forbid: bool| {
        let lines = world
            .positions
            .iter()
            .filter(|p| p.effects.is_empty())
            .flat_map(|p| p.lines.iter().map(move |l| (p, l)))
            .filter(|(_, l)| !l.broken && !l.goal);
        lines
            .flat_map(move |(p, l)| in_force(l, None).into_iter().map(move |d| (p, l, d)))
            .filter_map(move |(p, l, d)| match &d.wanted {
                Wanted::Sentence(s)
                    if d.forbid == forbid && d.exception.is_none() && s.phrases.is_empty() =>
                {
                    matches!(s.predicate, Predicate::State { negated: false, .. })
                        .then(|| (p, l, d, (&s.subject, &s.predicate, &s.roles)))
                }
                _ => None,
            })
    };
    let bans: Vec<_> = demands(true).collect();
    let mut out = Vec::new();
    for (p, l, d, says) in demands(false) {
        for (q, m, ban, _) in bans.iter().filter(|(.., other)| *other == says) {
            out.push(told(
                (p, l, d.span),
                (q, m.label.as_str(), m.head, ban.span),
                "what",
            ));
        }
    }
    out
}

fn tried(world: &World) -> Vec<Tried<'_>> {
    let everybody: Vec<NodeId> = world.positions.iter().filter_map(|p| p.node).collect();
    let mut out = Vec::new();
    for (party, p) in world.positions.iter().enumerate() {
        for line in p.lines.iter().filter(|l| !l.broken) {
            let demands = in_force(line, None);
            for demand in demands.iter().copied() {
                let wanted = if demand.forbid {
                    Vec::new()
                } else {
                    vec![&[][..], &everybody]
                };
                let specimens: Vec<Draft> = wanted
                    .into_iter()
                    .filter_map(|parties| specimen::of(demand, parties))
                    .collect();
                if demand.forbid || !specimens.is_empty() {
                    out.push(Tried {
                        party,
                        line,
                        demand,
                        alone: demands.len() == 1,
                        specimens,
                    });
                }
            }
        }
    }
    out
}

/// Bans that a draft crosses whatever else it says: whose, which, and where each stands. Only these lines are looked at.
fn barred(world: &World, t: &Tried, draft: &Draft, lines: &dyn Fn(&Line) -> bool) -> Vec<Barred> {
    let mut judge = Judge::new(world, draft, None, &[])
        .without_waivers()
        .verdicts_alone();
    let mut out = Vec::new();
    for (party, p) in world.positions.iter().enumerate() {
        for f in judge.some_lines(p, lines) {
            let by_what_it_says = matches!(f.cause, Some(Cause::Clause | Cause::Effect));
            if f.verdict == Verdict::Crossed && by_what_it_says {
                let barring = |rule: &Span| barring(world, t.demand, party, &f, *rule);
                out.extend(f.rules.iter().find_map(barring).map(|at| Barred {
                    party,
                    line: f.line.to_string(),
                    head: f.head,
                    at,
                }));
            }
        }
    }
    out
}

/// A ban that is crossed.
#[derive(PartialEq, Eq)]
struct Barred {
    party: usize,
    line: String,
    head: Span,
    at: Span,
}

/// A ban whose exception is what it forbids: whoever does the one does the other. Said only of single things by name, of which there is no part.
fn by_itself(world: &World, t: &Tried) -> Option<Diagnostic> {
    let (Wanted::Sentence(wanted), Some(Exception::Condition(c)), true) = (
        &t.demand.wanted,
        &t.demand.exception,
        t.alone && t.demand.forbid,
    ) else {
        return None;
    };
    let [Atom::Sentence(excuse)] = c.atoms.as_slice() else {
        return None;
    };
    if !(scope::by_name(world, wanted)
        && excuse.phrases.is_empty()
        && wanted.phrases.is_empty()
        && scope::within(world, wanted, excuse))
    {
        return None;
    }
    let message = format!(
        "Nothing can cross {} of {}: its exception is what it forbids",
        t.line.label, world.positions[t.party].title
    );
    Some(
        Diagnostic::new(Code::UncrossableLine, t.demand.span, message)
            .here("never crossed")
            .help("look at the exception: it excuses everything that the rule forbids"),
    )
}

/// Bans that what a line demands would cross, whoever's they are, and however the header names the parties.
fn excluded(world: &World, t: &Tried) -> Vec<Diagnostic> {
    let Some((first, others)) = t.specimens.split_first().filter(|_| !t.line.goal) else {
        return Vec::new();
    };
    let bans = |l: &Line| {
        let mut rules = in_force(l, None).into_iter();
        !l.goal && rules.any(|d| d.forbid && d.exception.is_none())
    };
    let mut found = barred(world, t, first, &bans);
    for other in others {
        if !found.is_empty() {
            let again = barred(world, t, other, &|l| found.iter().any(|f| f.head == l.head));
            found.retain(|f| again.contains(f));
        }
    }
    let tell = |f: Barred| {
        told(
            (&world.positions[t.party], t.line, t.demand.span),
            (&world.positions[f.party], &f.line, f.head, f.at),
            "what",
        )
    };
    found.into_iter().map(tell).collect()
}

/// Demands that contradict this one: a draft that says both says two things of the same, and neither prevails. Told once for each two.
fn contradicted(world: &World, t: &Tried, all: &[Tried]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let later = all.iter().filter(|o| {
        !o.demand.forbid
            && !o.line.goal
            && !t.line.goal
            && o.line.head != t.line.head
            && o.demand.span > t.demand.span
            && may_oppose(t.demand, o.demand)
    });
    for o in later {
        let against = |(a, b): (&Draft, &Draft)| {
            !Judge::new(world, &specimen::both(a, b), None, &[])
                .conflicts()
                .is_empty()
        };
        if t.specimens.iter().zip(&o.specimens).all(against) {
            let (a, b) = (&world.positions[t.party], &world.positions[o.party]);
            out.push(told(
                (a, t.line, t.demand.span),
                (b, o.line.label.as_str(), o.line.head, o.demand.span),
                "the opposite of what",
            ));
        }
    }
    out
}

/// Could one ban what the other demands, or give the same field another value? Asked first: judging every two would take long.
fn may_oppose(a: &Demand, b: &Demand) -> bool {
    let act = |d: &Demand| match &d.wanted {
        Wanted::Sentence(Sentence {
            predicate: Predicate::Act { modal, action, .. },
            ..
        }) => Some((*action, modal.is_some_and(Modal::is_ban))),
        _ => None,
    };
    match (act(a), act(b)) {
        (Some((verb, bans)), Some((other, also))) => verb == other && bans != also,
        (None, None) => {
            matches!((&a.wanted, &b.wanted), (Wanted::Kind(x), Wanted::Kind(y)) if x.kind == y.kind)
        }
        _ => false,
    }
}

/// What one line demands and another one forbids, or demands the opposite of.
fn told(
    (a, line, demanded): (&Position, &Line, Span),
    (b, other, other_head, forbidden): (&Position, &str, Span, Span),
    how: &str,
) -> Diagnostic {
    let own = a.name == b.name;
    let does = if how == "what" { "forbids" } else { "demands" };
    let (code, message) = if other_head == line.head {
        (
            Code::AlwaysCrossedLine,
            format!(
                "{} of {} demands what it forbids: every draft crosses it",
                line.label, a.title
            ),
        )
    } else if own {
        (
            Code::LinesExcludeEachOther,
            format!(
                "{} demands {how} {other} of the same party {does}: every draft crosses one of them",
                line.label
            ),
        )
    } else {
        (
            Code::Deadlock,
            format!(
                "{} of {} demands {how} {other} of {} {does}: no draft respects both",
                line.label, a.title, b.title
            ),
        )
    };
    let restated = |p: &Position, head: Span| {
        p.lines
            .iter()
            .any(|l| l.head == head && l.blocks.iter().any(|(day, _)| day.is_some()))
    };
    let message = if restated(a, line.head) || restated(b, other_head) {
        format!("{message}, as last stated")
    } else {
        message
    };
    let help = if own {
        "narrow one of the two, or give each the days between which it was the stated one"
    } else {
        "only a waiver, or another wording of one of the lines, opens this deadlock"
    };
    Diagnostic::new(code, demanded, message)
        .here("demanded here")
        .also(
            forbidden,
            if how == "what" {
                "forbidden here"
            } else {
                "the opposite demanded here"
            },
        )
        .help(help)
}

/// The rule of a line with this span, if it is a ban that nothing else a draft says can undo: no exception, no time, nothing that is met by silence or by saying no more, and no
/// effect that rests on such.
fn barring(world: &World, demand: &Demand, party: usize, f: &Finding, rule: Span) -> Option<Span> {
    let p = &world.positions[party];
    let line = p.lines.iter().find(|l| l.head == f.head)?;
    let d = in_force(line, None)
        .into_iter()
        .find(|d| d.span == rule && d.forbid && d.exception.is_none())?;
    let mut states = rustc_hash::FxHashSet::default();
    match &d.wanted {
        Wanted::Sentence(s) if scope::grows(world, s) => crate::derive::sentence(s, &mut states),
        // A demand for a sentence is met in a clause of any kind.
        Wanted::Kind(k)
            if scope::kind_grows(world, k) && matches!(demand.wanted, Wanted::Kind(_)) => {}
        _ => return None,
    }
    let rules: Vec<&EffectRule> = world.effects.iter().chain(&p.effects).collect();
    crate::derive::needed(&rules, states)
        .iter()
        .all(|r| r.unless.is_none() && scope::condition_grows(world, &r.when))
        .then_some(d.span)
}

/// A ban that a wider ban of the same party, as firm or firmer, holds already. Lines that were given up or restated are left alone.
fn subsumed(world: &World, t: &Tried) -> Option<Diagnostic> {
    let Wanted::Sentence(own) = &t.demand.wanted else {
        return None;
    };
    let steady = |l: &Line| {
        !l.broken && l.waived.is_empty() && l.blocks.iter().all(|(day, _)| day.is_none())
    };
    let rank = |l: &Line| {
        ["bargaining", "firm", "absolute"]
            .iter()
            .position(|s| l.stance.as_deref() == Some(*s))
    };
    let p = &world.positions[t.party];
    if !t.alone || !steady(t.line) {
        return None;
    }
    for l in p.lines.iter().filter(|l| {
        l.head != t.line.head && l.goal == t.line.goal && steady(l) && rank(l) >= rank(t.line)
    }) {
        for d in in_force(l, None)
            .into_iter()
            .filter(|d| d.forbid && d.exception.is_none())
        {
            let Wanted::Sentence(wide) = &d.wanted else {
                continue;
            };
            // Of two lines that say the same, the later is told.
            let equal = t.demand.exception.is_none()
                && rank(l) == rank(t.line)
                && scope::within(world, wide, own);
            if scope::within(world, own, wide) && !(equal && l.head > t.line.head) {
                let message = format!(
                    "{} of {} says nothing that {} does not say: whatever crosses it crosses that one too",
                    t.line.label, p.title, l.label
                );
                return Some(
                    Diagnostic::new(Code::SubsumedLine, t.demand.span, message)
                        .here("held already")
                        .also(d.span, format!("by {}", l.label))
                        .help("strike one of the two, or say in it what the other does not say"),
                );
            }
        }
    }
    None
}

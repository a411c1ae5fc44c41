//! What is wrong or doubtful with a plan before any line asks for it: limits nobody can keep, steps that wait for each other, deadlines that hang on
//! somebody who owes nothing, steps that wait for what may never happen, windows that may be empty.

use super::build::ORIGIN;
use super::{Contradiction, Moment, Schedule, What};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Other places told of one finding.
const MOST_PLACES: usize = 8;

/// Limits that contradict one another, with the words for the way of choosing under which they do.
pub(super) fn contradicts(draft: &Draft, circle: &Contradiction, under: &str) -> Diagnostic {
    let mut said: Vec<_> = circle.iter().filter(|(r, _, _)| r.said).collect();
    // A clause is shown first: what stands outside of all of them is mostly a date of the whole text. What a choice brings is shown as it stands.
    if under.is_empty()
        && let Some(n) = said.iter().position(|(r, _, _)| r.clause.is_some())
    {
        said.rotate_left(n);
    }
    let mut names: Vec<String> = said
        .iter()
        .filter_map(|(r, _, _)| r.clause)
        .map(|c| format!("clause {}", draft.clauses[c].label))
        .collect();
    if said.iter().any(|(r, _, _)| r.clause.is_none()) {
        names.push("what is said outside of any clause".to_owned());
    }
    names.dedup();
    if names.is_empty() {
        names.push("what several steps of a clause say together".to_owned());
    }
    let at = said.first().map_or(draft.id_span, |(r, _, _)| r.at);
    let message = format!(
        "Nobody can keep the plan of `{}`{under}: its limits contradict one another ({})",
        draft.id,
        names.join(", ")
    );
    let mut d = Diagnostic::new(Code::Infeasible, at, message).here(
        said.first()
            .map_or_else(String::new, |(_, a, b)| between(draft, a, b)),
    );
    for (r, a, b) in said.iter().skip(1).take(MOST_PLACES) {
        d = d.also(r.at, between(draft, a, b));
    }
    let mut help = String::new();
    // What no words say, and the circle rests on.
    let rests_on = |from: &What, to: &What| {
        circle
            .iter()
            .any(|(r, a, b)| !r.said && a.what == *from && b.what == *to)
    };
    let signed = rests_on(&What::Signature, &What::Origin);
    if rests_on(&What::Start, &What::Entry) && !signed {
        let clause = said
            .iter()
            .find_map(|(r, _, _)| r.clause)
            .map_or("1", |c| draft.clauses[c].label.as_str());
        help = format!(
            "nothing promised begins before entry into force; what is to be done before says so: `entry-into-force of clause {clause} at once with signature;` outside of any clause; "
        );
    }
    if signed {
        help.push_str("no draft is signed before the day it is `dated`, and nothing it promises begins before that; ");
    }
    help.push_str("move one of these limits; `armistice timeline` shows the circle, and no order in time is read off a plan nobody can keep");
    d.help(help)
}

fn between(draft: &Draft, a: &Moment, b: &Moment) -> String {
    match (&a.what, &b.what) {
        (What::Origin, _) => return format!("limits {}", words(draft, b)),
        (_, What::Origin) => return format!("limits {}", words(draft, a)),
        _ => {}
    }
    format!("ties {} to {}", words(draft, b), words(draft, a))
}

/// A moment in words.
pub(crate) fn words(draft: &Draft, m: &Moment) -> String {
    let clause = m.clause.map_or_else(String::new, |c| {
        format!(" of clause {}", draft.clauses[c].label)
    });
    match &m.what {
        What::Origin | What::Date => "a date".to_owned(),
        What::Signature => "signature".to_owned(),
        What::Entry => "entry into force".to_owned(),
        What::Start => format!("the start{clause}"),
        What::Completion => format!("the completion{clause}"),
        What::Expiry => format!("the end{clause}"),
        What::Verification => format!("the verification{clause}"),
        What::Later => "the later of several moments".to_owned(),
        What::Earlier => "the earlier of several moments".to_owned(),
        What::Shifted => "a moment so long from another".to_owned(),
        What::Declared(word) => format!("`{word}`"),
        What::Unsaid => "a moment the text does not name".to_owned(),
        What::Consent(who) => format!(
            "the consent of {who}, on which{} waits",
            m.clause.map_or_else(
                || " a step".to_owned(),
                |c| format!(" clause {}", draft.clauses[c].label)
            )
        ),
        What::Event(Point::EntryIntoForce, of) => format!("entry into force of {of}"),
        What::Event(point, of) => format!("{} of {of}", point.word()),
        What::Unpromised(point) => format!("{} of an event no clause promises", point.word()),
        What::Promised(point, true) => format!("{} of what is promised", point.word()),
        What::Promised(point, false) => format!("{} of a part of what is promised", point.word()),
    }
}

/// What is doubtful of a plan that can be kept.
pub(super) fn doubts(e: &Engine, s: &Schedule) -> Vec<Diagnostic> {
    let mut out = mutual_waits(e.draft, s);
    out.extend(hanging(e, s));
    out.extend(conditional(e, s));
    out.extend(empty_windows(e, s));
    out
}

/// Steps that wait for each other, and can only all be done at one moment. What the text puts at one moment on purpose is no wait.
fn mutual_waits(draft: &Draft, s: &Schedule) -> Vec<Diagnostic> {
    let ways = waits(s);
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); s.network.len()];
    ways.iter().for_each(|(a, b, _)| next[*a].push(*b));
    let leads = |from: usize, to: usize| {
        let mut seen = vec![false; next.len()];
        let mut todo = vec![from];
        while let Some(at) = todo.pop() {
            if at == to {
                return true;
            }
            if !std::mem::replace(&mut seen[at], true) {
                todo.extend(&next[at]);
            }
        }
        false
    };
    // The phrases that lie on a circle, by the circle they lie on.
    let mut circles: Vec<(usize, Vec<usize>)> = Vec::new();
    for (a, b, why) in ways.iter().filter(|(_, _, why)| s.reasons[*why].said) {
        if !leads(*b, *a) {
            continue;
        }
        match circles
            .iter_mut()
            .find(|(p, _)| leads(*a, *p) && leads(*p, *a))
        {
            Some((_, whys)) => {
                if !whys.contains(why) {
                    whys.push(*why);
                }
            }
            None => circles.push((*a, vec![*why])),
        }
    }
    let mut out = Vec::new();
    for (_, whys) in circles.into_iter().filter(|(_, whys)| whys.len() > 1) {
        out.push(mutual_wait(draft, s, &whys));
    }
    out
}

/// What waits for what, and the reason of each; moments that are one by a phrase (`at once with`, `on`) are told as one.
fn waits(s: &Schedule) -> Vec<(usize, usize, usize)> {
    let edges: Vec<_> = s
        .network
        .edges()
        .filter(|e| e.limit.minutes == 0 && e.from != ORIGIN && e.to != ORIGIN)
        .collect();
    // `at once with`, `on`: both ways by one phrase. The two moments are one.
    let mut one: Vec<usize> = (0..s.network.len()).collect();
    fn top(one: &[usize], mut p: usize) -> usize {
        while one[p] != p {
            p = one[p];
        }
        p
    }
    let both: FxHashSet<(usize, usize, usize)> =
        edges.iter().map(|e| (e.why, e.from, e.to)).collect();
    for e in &edges {
        if s.reasons[e.why].said && both.contains(&(e.why, e.to, e.from)) {
            let (a, b) = (top(&one, e.from), top(&one, e.to));
            one[a.max(b)] = a.min(b);
        }
    }
    edges
        .iter()
        .map(|e| (top(&one, e.from), top(&one, e.to), e.why))
        .filter(|(a, b, _)| a != b)
        .collect()
}

fn mutual_wait(draft: &Draft, s: &Schedule, whys: &[usize]) -> Diagnostic {
    let mut places: Vec<(Span, Option<usize>)> = whys
        .iter()
        .map(|w| (s.reasons[*w].at, s.reasons[*w].clause))
        .collect();
    places.sort_unstable();
    let mut clauses: Vec<&str> = places
        .iter()
        .filter_map(|(_, c)| c.map(|c| draft.clauses[c].label.as_str()))
        .collect();
    clauses.dedup();
    let d = Diagnostic::new(
        Code::MutualWait,
        places[0].0,
        format!(
            "Clauses {} wait for each other: they can only be done at one moment",
            clauses.join(", ")
        ),
    )
    .here("waits");
    let d = places[1..]
        .iter()
        .take(MOST_PLACES)
        .fold(d, |d, (at, _)| d.also(*at, "and this waits for it"));
    d.help("say which begins; if all are to be done at once, say so: `at once with`")
}

/// Moments nobody who is bound decides, that have a latest date all the same.
fn hanging(e: &Engine, s: &Schedule) -> Vec<Diagnostic> {
    let draft = e.draft;
    let Some(late) = s.network.after(ORIGIN) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (p, m) in s.moments.iter().enumerate() {
        // What is allowed has no deadline.
        let allowed = |c: usize| {
            let facts = e.facts.by_clause[c].iter();
            let mut said = facts
                .map(|f| &e.facts.all[*f as usize])
                .filter(|f| !f.event)
                .peekable();
            said.peek().is_some() && said.all(|f| f.modal() == Some(Modal::May))
        };
        if let (What::Consent(who), Some(l)) = (&m.what, late.limit[p])
            && !m.clause.is_some_and(allowed)
        {
            let clause = m.clause.map_or_else(
                || "what is said here".to_owned(),
                |c| format!("clause {}", draft.clauses[c].label),
            );
            let message = format!(
                "The deadline of {clause} holds only with the consent of {who} by {}, and nothing obliges {who} to give it",
                Schedule::written_latest(l)
            );
            let by = s.clauses_on(&s.network.way(&late, p, true));
            let d =
                Diagnostic::new(Code::DeadlineHangsOnConsent, m.at, message).here("this consent");
            let d = by
                .iter()
                .take(MOST_PLACES)
                .fold(d, |d, c| d.also(draft.clauses[*c].head, "sets the date"));
            out.push(d.help(
                "say what holds if the consent is not given, or let the deadline count from it",
            ));
        }
    }
    out
}

/// Steps that wait for a step which is promised only under a condition.
fn conditional(e: &Engine, s: &Schedule) -> Vec<Diagnostic> {
    let draft = e.draft;
    let mut out: Vec<Diagnostic> = Vec::new();
    for n in s
        .network
        .edges()
        .filter(|n| n.limit.minutes <= 0 && s.reasons[n.why].said)
    {
        // `from` waits for `to`.
        let (waits, awaited) = (&s.moments[n.from], &s.moments[n.to]);
        let (Some(c), Some(own)) = (awaited.clause, s.reasons[n.why].clause) else {
            continue;
        };
        // A term of the whole text waits for nothing.
        let idle = |c: usize| {
            e.facts.parts[c]
                .iter()
                .all(|p| e.facts.by_clause[*p as usize].is_empty())
        };
        if own == c
            || idle(own)
            || matches!(waits.what, What::Origin | What::Date)
            || !matches!(awaited.what, What::Start | What::Completion | What::Expiry)
        {
            continue;
        }
        let Some(why) = uncertain(e, c) else { continue };
        // What may never be done itself waits for nothing more uncertain.
        if uncertain(e, own).is_some() {
            continue;
        }
        let label = |c: usize| draft.clauses[c].label.as_str();
        let d = Diagnostic::new(
            Code::WaitsForConditional,
            s.reasons[n.why].at,
            format!(
                "Clause {} waits for clause {}, which {}",
                label(own),
                label(c),
                why.words
            ),
        );
        let d = d
            .here("never comes if that does not")
            .also(why.at, format!("{} of clause {}", why.here, label(c)));
        let d = d.help("say what holds if it never comes, or let both stand under it");
        if !out.iter().any(|o| o.at.span == d.at.span) {
            out.push(d);
        }
    }
    out
}

/// Why it is uncertain that anything in a clause is done, if it is.
struct Uncertain {
    /// Where that is said.
    at: Span,
    /// In words, behind the clause: `is promised only under a condition`.
    words: &'static str,
    /// What stands at the place.
    here: &'static str,
}

/// Whether everything in a clause is promised only under a condition, or is expected and no more.
fn uncertain(e: &Engine, c: usize) -> Option<Uncertain> {
    let facts: Vec<_> = e.facts.parts[c]
        .iter()
        .flat_map(|p| &e.facts.by_clause[*p as usize])
        .map(|f| &e.facts.all[*f as usize])
        .filter(|f| !f.event)
        .collect();
    let each: Option<Vec<Uncertain>> = facts.iter().map(|f| uncertain_deed(e, f)).collect();
    each.and_then(|all| all.into_iter().next())
}

fn uncertain_deed(e: &Engine, f: &crate::fact::Fact) -> Option<Uncertain> {
    let kept_up = matches!(f.sentence.predicate, Predicate::Act { action: Some(a), .. } if e.v.action(a).lasting);
    let guard = f
        .phrases
        .iter()
        .find(|(p, _)| matches!(&p.kind, PhraseKind::Guard(Guard::If, _)));
    match (guard, f.modal()) {
        (Some((p, _)), _) => Some(Uncertain {
            at: p.span,
            words: "is promised only under a condition",
            here: "the condition",
        }),
        // What is expected to go on is there from its beginning.
        (None, Some(Modal::Expected)) if kept_up => None,
        (None, Some(Modal::Expected)) => Some(Uncertain {
            at: f.at(),
            words: "is expected, and promised by nobody",
            here: "what is expected",
        }),
        _ => None,
    }
}

/// What begins with one moment and ends with another, where nothing says that the end comes after the beginning.
fn empty_windows(e: &Engine, s: &Schedule) -> Vec<Diagnostic> {
    let mut facts: Vec<usize> = s.facts.keys().copied().collect();
    facts.sort_unstable();
    let mut out: Vec<Diagnostic> = Vec::new();
    for f in facts {
        let (start, end, standing) = s.facts[&f];
        let fact = &e.facts.all[f];
        let word = |p: &Phrase| match &p.kind {
            PhraseKind::Time(_, Bound::At(w, _)) => Some(*w),
            _ => None,
        };
        let until = fact
            .phrases
            .iter()
            .find(|(p, _)| word(p).is_some_and(|w| w == Relation::Until));
        let from = fact
            .phrases
            .iter()
            .find(|(p, _)| word(p).is_some_and(Relation::is_earliest));
        let Some((until, at)) = until else {
            continue;
        };
        let label = &e.draft.clauses[*at].label;
        let told = |out: &[Diagnostic]| out.iter().any(|d| d.at.span == until.span);
        let text = e.draft.clauses[*at].text.as_ref();
        let day = |p: &Phrase| match &p.kind {
            PhraseKind::Time(None, Bound::At(_, m)) => e.draft.day_of(m, text),
            _ => None,
        };
        // What is done once is looked at by its words alone: it is no window that the plan knows.
        let by_words = from
            .and_then(|(p, _)| day(p))
            .zip(day(until))
            .is_some_and(|(from, until)| until.last < from.first);
        let over = standing
            && s.network
                .after(start)
                .is_some_and(|r| r.limit[end].is_some_and(super::Limit::is_before));
        if (over || by_words) && !told(&out) {
            let d = Diagnostic::new(
                Code::Infeasible,
                until.span,
                format!("What clause {label} says ends before it begins: nobody can keep it"),
            )
            .here("the end")
            .also(from.map_or(fact.at(), |(p, _)| p.span), "the beginning");
            out.push(d.help(
                "let it end after it begins; nothing promised begins before entry into force",
            ));
        }
        let Some((from, _)) = from.filter(|_| standing) else {
            continue;
        };
        let ordered = s
            .network
            .after(end)
            .is_some_and(|r| r.limit[start].is_some_and(|l| l <= super::Limit::most(0)));
        if ordered || told(&out) {
            continue;
        }
        let d = Diagnostic::new(
            Code::WindowMayBeEmpty,
            until.span,
            format!(
                "What clause {label} says may end before it begins: nothing orders the two moments"
            ),
        )
        .here("the end")
        .also(from.span, "the beginning");
        out.push(d.help("tie the two moments to each other, or say `for` how long"));
    }
    out
}

//! The order of a draft's steps, with dates or without: what waits for what, what is counted from what, and what hangs on nobody's promise.

use super::steps::length;
use super::{Moment, Reason, Schedule, Timeline, What, words};
use crate::model::Draft;
use crate::schedule::build::ORIGIN;
use crate::source::{SourceSet, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A clause that has its place in the order.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The clause.
    pub clause: usize,
    /// How many steps are before it, one waiting for the other: 0 waits for none.
    pub level: usize,
    /// What it comes after or by, in words, each once.
    pub when: Vec<String>,
    /// Moments that nobody is bound to bring about, of those.
    pub nobody: Vec<String>,
    /// The clauses it waits for.
    pub waits: Vec<usize>,
    /// Where it is said.
    pub at: Span,
}

/// What one phrase or order says of a clause.
struct Said<'s> {
    clause: usize,
    at: Span,
    /// Which of its own moments it speaks of.
    own: Vec<&'s What>,
    /// It comes so long after the others, in minutes.
    after: Option<i64>,
    /// It comes so long after them at most; negative: so long before them at least.
    most: Option<i64>,
    /// What it is tied to.
    on: Vec<&'s Moment>,
}

impl Timeline<'_> {
    /// The steps in their order: what waits for nothing first, and clauses of one place as they stand in the text.
    pub(crate) fn sequence(&self) -> Vec<Step> {
        sequence(self.draft, self.schedule, self.sources)
    }
}

fn sequence(draft: &Draft, schedule: &Schedule, sources: &SourceSet) -> Vec<Step> {
    let said = said(draft, schedule);
    let mut waits: Before = BTreeMap::new();
    let mut counted: Before = BTreeMap::new();
    for s in &said {
        for other in s.on.iter().filter_map(|m| done_in(m)) {
            let (first, then, of) = match s.after {
                Some(_) => (other, s.clause, &mut waits),
                None if s.precedes() => (s.clause, other, &mut waits),
                None => (other, s.clause, &mut counted),
            };
            if first != then && !within(draft, first, then) && !within(draft, then, first) {
                of.entry(then).or_default().insert(first);
            }
        }
    }
    let mut named: BTreeSet<usize> = said.iter().map(|s| s.clause).collect();
    named.extend(
        waits
            .iter()
            .flat_map(|(c, of)| std::iter::once(*c).chain(of.iter().copied())),
    );
    let levels = levels(draft, &waits, &counted);
    let mut out: Vec<Step> = Vec::new();
    for clause in named {
        let mut step = Step {
            clause,
            level: levels[clause],
            when: Vec::new(),
            nobody: Vec::new(),
            waits: waits.get(&clause).into_iter().flatten().copied().collect(),
            at: draft.clauses[clause].head,
        };
        for s in said.iter().filter(|s| s.clause == clause) {
            if step.when.is_empty() {
                step.at = s.at;
            }
            let when = s.words(draft, sources);
            if !step.when.contains(&when) {
                step.when.push(when);
            }
            for m in s.on.iter().filter(|m| is_nobodys(m)) {
                let words = brief(draft, sources, m);
                if !step.nobody.contains(&words) {
                    step.nobody.push(words);
                }
            }
        }
        out.push(step);
    }
    out.sort_by_key(|s| (s.level, s.clause));
    out
}

/// What is said of the clauses, phrase by phrase.
fn said<'s>(draft: &Draft, schedule: &'s Schedule) -> Vec<Said<'s>> {
    let mut out: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
    for e in schedule.network.edges() {
        let reason: Reason = schedule.reasons[e.why];
        if !reason.said || e.from == ORIGIN || e.to == ORIGIN {
            continue;
        }
        let (from, to) = (&schedule.moments[e.from], &schedule.moments[e.to]);
        let Some(clause) = reason.clause.or_else(|| done_in(from)) else {
            continue;
        };
        let own = |m: &Moment| done_in(m).is_some_and(|c| within(draft, c, clause));
        if own(from) && own(to) {
            continue;
        }
        // The moments of a list stand inside the phrase that is bound by them.
        let all = out.entry(clause).or_default();
        let one = all
            .iter()
            .position(|s| holds(s.at, reason.at) || holds(reason.at, s.at));
        let n = one.unwrap_or_else(|| {
            all.push(Said {
                clause,
                at: reason.at,
                own: Vec::new(),
                after: None,
                most: None,
                on: Vec::new(),
            });
            all.len() - 1
        });
        let s = &mut all[n];
        if own(from) && e.limit.minutes <= 0 {
            let so_long = -e.limit.minutes;
            s.after = Some(s.after.map_or(so_long, |a| a.max(so_long)));
        }
        if own(to) {
            let most = e.limit.minutes;
            s.most = Some(s.most.map_or(most, |a| a.min(most)));
        }
        for m in [from, to] {
            let group = matches!(m.what, What::Later | What::Earlier | What::Origin);
            let known = |o: &&Moment| o.what == m.what && o.clause == m.clause;
            if own(m) {
                s.own.push(&m.what);
            } else if !group && !s.on.iter().any(known) {
                s.on.push(m);
            }
        }
    }
    let tied = |s: &Said| !s.on.is_empty() && (s.after.is_some() || s.most.is_some());
    out.into_values().flatten().filter(tied).collect()
}

/// Does one place lie in another?
fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

impl Said<'_> {
    /// `after the completion of clause 21.d1 and `agreement``, `within 30 days of entry into force`.
    fn words(&self, draft: &Draft, sources: &SourceSet) -> String {
        let on: Vec<String> = self.on.iter().map(|m| brief(draft, sources, m)).collect();
        let on = on.join(" and ");
        let when = match (self.after, self.most) {
            (Some(0), Some(0)) => format!("with {on}"),
            (Some(a), Some(m)) if a == m => format!("{} after {on}", length(a)),
            (Some(0), Some(m)) => format!("within {} after {on}", length(m)),
            (Some(a), Some(m)) => format!("{} to {} after {on}", length(a), length(m)),
            (Some(0), None) => format!("after {on}"),
            (Some(a), None) => format!("{} or more after {on}", length(a)),
            (None, Some(0)) => format!("no later than {on}"),
            (None, Some(m)) if m < 0 => format!("{} or more before {on}", length(-m)),
            (None, Some(m)) => format!("within {} of {on}", length(m)),
            (None, None) => on,
        };
        match &self.own[..] {
            all if !all.is_empty() && all.iter().all(|w| **w == What::Start) => {
                format!("begins {when}")
            }
            all if !all.is_empty() && all.iter().all(|w| **w == What::Expiry) => {
                format!("ends {when}")
            }
            _ => when,
        }
    }

    /// Do the moments it is tied to wait for it? What has to be done before something is what that waits for.
    fn precedes(&self) -> bool {
        self.after.is_none()
            && self.most.is_some_and(|m| m <= 0)
            && self.own.iter().all(|w| **w == What::Completion)
    }
}

/// A moment in words; what no clause promises in those of the text.
fn brief(draft: &Draft, sources: &SourceSet, m: &Moment) -> String {
    const LONGEST: usize = 80;
    match &m.what {
        What::Unpromised(_) => {
            let said: Vec<&str> = sources.slice(m.at).split_whitespace().collect();
            let said = said.join(" ");
            let short: String = said.chars().take(LONGEST).collect();
            let end = if short.len() < said.len() { "…" } else { "" };
            format!("“{short}{end}”")
        }
        What::Consent(who) => format!("the consent of {who}"),
        _ => words(draft, m),
    }
}

/// The clause that brings a moment about by what it promises.
fn done_in(m: &Moment) -> Option<usize> {
    let own = matches!(
        m.what,
        What::Start | What::Completion | What::Expiry | What::Verification
    );
    m.clause.filter(|_| own)
}

/// Is nobody bound to bring it about?
fn is_nobodys(m: &Moment) -> bool {
    matches!(
        m.what,
        What::Declared(_) | What::Unsaid | What::Consent(_) | What::Event(..) | What::Unpromised(_)
    )
}

/// Is one clause a part of another?
fn within(draft: &Draft, part: usize, whole: usize) -> bool {
    let mut at = Some(part);
    while let Some(c) = at {
        if c == whole {
            return true;
        }
        at = draft.clauses[c].parent;
    }
    false
}

/// By clause, those that come before it.
type Before = BTreeMap<usize, BTreeSet<usize>>;

/// How many steps are before each clause. What is counted from another comes after it, as it will in most cases; a part is no sooner than what it is a part of; where clauses wait for each other, none is sooner for it.
fn levels(draft: &Draft, waits: &Before, counted: &Before) -> Vec<usize> {
    let clauses = draft.clauses.len();
    // What comes after each clause, and by how many steps.
    let mut next: Vec<Vec<(usize, usize)>> = vec![Vec::new(); clauses];
    let mut before = vec![0_usize; clauses];
    let each = |of: &'_ Before, steps: usize| -> Vec<(usize, usize, usize)> {
        let pairs = of.iter().flat_map(|(c, of)| of.iter().map(|o| (*o, *c)));
        pairs.map(|(first, then)| (first, then, steps)).collect()
    };
    let parts = (0..clauses).filter_map(|c| Some((draft.clauses[c].parent?, c, 0)));
    for (first, then, steps) in each(waits, 1)
        .into_iter()
        .chain(each(counted, 1))
        .chain(parts)
    {
        next[first].push((then, steps));
        before[then] += 1;
    }
    let mut out = vec![0; clauses];
    let mut ready: Vec<usize> = (0..clauses).filter(|c| before[*c] == 0).collect();
    while let Some(c) = ready.pop() {
        for (then, steps) in &next[c] {
            out[*then] = out[*then].max(out[c] + steps);
            before[*then] -= 1;
            if before[*then] == 0 {
                ready.push(*then);
            }
        }
    }
    out
}

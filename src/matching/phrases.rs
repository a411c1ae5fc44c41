//! Phrases: what a pattern asks of them, and those of a fact that weaken it and that the pattern does not mention.

use super::lists::{Join, Silence};
use super::{Engine, Hit, Mode, Source};
use crate::condition::{Condition, Kind};
use crate::model;
use crate::model::*;
use crate::source::Span;

/// Phrases of a fact with the clause each stands in.
pub(super) type Held<'f> = [(&'f Phrase, usize)];

impl Engine<'_> {
    /// A hit after its phrases were looked at.
    pub(super) fn phrases(
        &mut self,
        asked: &[Phrase],
        held: &Held,
        mode: Mode,
        hit: Hit,
        fact: u32,
    ) -> Vec<Hit> {
        let mut ways = vec![hit];
        for p in asked {
            let mut next = Vec::new();
            for hit in ways {
                next.extend(self.phrase(p, held, mode, hit, fact));
            }
            ways = next;
        }
        if ways.is_empty() {
            return ways;
        }
        let weak = self.weakening(asked, held, fact);
        for hit in &mut ways {
            for (span, clause) in &weak {
                self.weaken(hit, *span, *clause, mode);
            }
        }
        ways.retain(|h| !h.condition.is_never());
        ways
    }

    /// Counts a weakening phrase: in an excuse or a demand it opens the line, elsewhere it is told.
    pub(super) fn weaken(&mut self, hit: &mut Hit, span: Span, clause: usize, mode: Mode) {
        if matches!(mode, Mode::Cover | Mode::Within) || self.denied {
            let q = self.store.question(
                Kind::Phrase,
                span,
                "whether this is enough with the phrase".to_owned(),
                "interpreter".to_owned(),
            );
            hit.condition = self.and(hit.condition, q);
        }
        if !hit.phrases.contains(&(span, clause)) {
            hit.phrases.push((span, clause));
        }
    }

    fn weakening(&mut self, asked: &[Phrase], held: &Held, fact: u32) -> Vec<(Span, usize)> {
        if asked
            .iter()
            .any(|p| matches!(&p.kind, PhraseKind::Alone(w) if w.starts_with("whatever")))
        {
            return Vec::new();
        }
        let mut out = Vec::new();
        for (p, clause) in held {
            let mentioned = |word: &str| {
                asked.iter().any(|a| matches!(&a.kind, PhraseKind::Guard(w, _) | PhraseKind::Manner(w, _) if w == word))
            };
            let weak = match &p.kind {
                PhraseKind::Guard(w, c) if w == "unless" => !self.excepted_by_line(c),
                PhraseKind::Guard(w, _) => !mentioned(w),
                PhraseKind::Manner(w, _) => w == "with consent of" && !mentioned(w),
                PhraseKind::Time(pick, bound)
                    if ends_what_lasts(pick.as_deref(), bound) || is_until(bound) =>
                {
                    // What is kept up ends with it; what is done is done by then.
                    let kept_up = self.facts.all[fact as usize].kept_up(self.v);
                    let asks = |same: &dyn Fn(Option<&str>, &Bound) -> bool| {
                        asked.iter().any(
                            |a| matches!(&a.kind, PhraseKind::Time(p, b) if same(p.as_deref(), b)),
                        )
                    };
                    let answered = if is_until(bound) {
                        asks(&|_, b| is_until(b))
                    } else {
                        asks(&|p, _| pick.is_none() || p == Some("completed"))
                    };
                    // By when something allowed is done does not say how long it is allowed.
                    let allowed =
                        pick.is_some() && self.facts.all[fact as usize].modal() == Some(Modal::May);
                    (kept_up && !allowed || is_until(bound)) && !asks_length(asked) && !answered
                }
                PhraseKind::Time(_, Bound::For(..)) => !asks_length(asked),
                _ => false,
            };
            if weak {
                out.push((p.span, *clause));
            }
        }
        let clause = self.facts.all[fact as usize].clause;
        let is_void =
            |e: &Engine, v: u32| v == fact || e.facts.all[v as usize].clause == usize::MAX;
        for v in self.facts.voids.get(&clause).cloned().unwrap_or_default() {
            if !is_void(self, v) {
                let f = &self.facts.all[v as usize];
                out.push((f.sentence.span, f.clause));
            }
        }
        out
    }

    /// The line itself excepts what the fact excepts.
    fn excepted_by_line(&mut self, held: &model::Condition) -> bool {
        let Some(line) = self.line_exception.clone() else {
            return false;
        };
        self.guards_match(&line, held, Mode::Overlap, &super::Theta::default())
            .iter()
            .any(|(_, c)| c.is_always())
    }

    fn phrase(&mut self, p: &Phrase, held: &Held, mode: Mode, mut hit: Hit, fact: u32) -> Vec<Hit> {
        match &p.kind {
            PhraseKind::Alone(w) if w.starts_with("whatever") => vec![hit],
            PhraseKind::Alone(w) if w == "unconditionally" => {
                let guarded = held
                    .iter()
                    .any(|(h, _)| matches!(&h.kind, PhraseKind::Guard(w, _) if w == "if"));
                let waits = held.iter().any(|(h, _)| is_wait(h));
                if !self.ignore.times && (guarded || waits) {
                    Vec::new()
                } else {
                    vec![hit]
                }
            }
            PhraseKind::Alone(w) => {
                if held
                    .iter()
                    .any(|(h, _)| matches!(&h.kind, PhraseKind::Alone(x) if x == w))
                {
                    vec![hit]
                } else {
                    Vec::new()
                }
            }
            PhraseKind::Guard(word, c) => {
                let mut found = false;
                let mut ways = Vec::new();
                for (h, _) in held {
                    if let PhraseKind::Guard(w, hc) = &h.kind
                        && w == word
                    {
                        found = true;
                        for (t, cond) in self.guards_match(c, hc, mode, &hit.theta) {
                            let condition = self.and(hit.condition, cond);
                            ways.push(Hit {
                                theta: t,
                                condition,
                                ..hit.clone()
                            });
                        }
                    }
                }
                // Without `while` or `if` a fact holds always, and so also then.
                if !found
                    && matches!(word.as_str(), "while" | "if")
                    && (mode != Mode::Within || self.ignore.times)
                {
                    ways.push(hit);
                }
                ways
            }
            PhraseKind::Manner(word, list) | PhraseKind::Precedence(word, list) => {
                let mut ways = Vec::new();
                for (h, _) in held {
                    if let PhraseKind::Manner(w, l) | PhraseKind::Precedence(w, l) = &h.kind
                        && w == word
                    {
                        for (t, c) in self.list(
                            list,
                            Some(l),
                            mode,
                            false,
                            Silence::Nothing,
                            Join::Any,
                            &hit.theta,
                        ) {
                            let condition = self.and(hit.condition, c);
                            ways.push(Hit {
                                theta: t,
                                condition,
                                ..hit.clone()
                            });
                        }
                    }
                }
                ways
            }
            PhraseKind::Time(pick, bound) => {
                if let Some(c) = self.period(pick.as_deref(), bound, held, mode, &hit, p.span) {
                    hit.condition = self.and(hit.condition, c);
                    return if hit.condition.is_never() {
                        Vec::new()
                    } else {
                        vec![hit]
                    };
                }
                let mut c = self.time(pick.as_deref(), bound, p.span, held, &hit);
                // What the words leave to the schedule, the schedule may decide.
                let any_date = matches!(bound, Bound::Relative(_, m) | Bound::Fixed(_, m) if matches!(m.kind, MomentKind::AnyDate(_)))
                    && c.is_never();
                let open = !c.is_always() && !c.is_never() || any_date || self.ignore.times;
                if let Some((planned, why)) = if open {
                    self.planned(pick.as_deref(), bound, held, &hit, c)
                } else {
                    None
                } {
                    if !self.ignore.times {
                        c = planned;
                    }
                    let own = self.facts.all[fact as usize].clause;
                    for clause in why.into_iter().filter(|w| *w != own) {
                        let source = Source::Clause(clause as u32);
                        if !hit.sources.contains(&source) {
                            hit.sources.push(source);
                        }
                    }
                }
                hit.condition = self.and(hit.condition, c);
                // A phrase of the clause around it keeps to the bound: that clause is evidence too.
                if let Some(clause) = self.keeps(held, pick.as_deref(), bound, &hit)
                    && clause != self.facts.all[fact as usize].clause
                {
                    hit.sources.push(Source::Clause(clause as u32));
                }
                if !c.is_always() && !c.is_never() {
                    for s in self.event_sources(bound).iter() {
                        if !hit.sources.contains(s) {
                            hit.sources.push(*s);
                        }
                    }
                }
                if hit.condition.is_never() {
                    Vec::new()
                } else {
                    vec![hit]
                }
            }
        }
    }

    /// Time phrases of a pattern on something that has no phrases of its own: an effect.
    pub(super) fn order_phrases(&mut self, asked: &[Phrase], mut hit: Hit) -> Vec<Hit> {
        for p in asked {
            if let PhraseKind::Time(pick, bound) = &p.kind {
                let c = self.time(pick.as_deref(), bound, p.span, &[], &hit);
                hit.condition = self.and(hit.condition, c);
            }
        }
        if hit.condition.is_never() {
            Vec::new()
        } else {
            vec![hit]
        }
    }

    /// `completion of (Norland withdraws forces) before it`: time phrases on a moment of what was found. What is said of it decides nothing else than of
    /// the deed; the schedule may.
    pub(super) fn order_of(&mut self, point: &str, asked: &[Phrase], mut hit: Hit) -> Vec<Hit> {
        let pick = match point {
            "start" => "beginning",
            "completion" | "expiry" => "completed",
            _ => return self.order_phrases(asked, hit),
        };
        for p in asked {
            let PhraseKind::Time(_, bound) = &p.kind else {
                continue;
            };
            let mut c = self.time(Some(pick), bound, p.span, &[], &hit);
            if !c.is_always()
                && !c.is_never()
                && let Some((planned, clauses)) = self.planned(Some(pick), bound, &[], &hit, c)
            {
                c = planned;
                for source in clauses
                    .into_iter()
                    .map(|clause| Source::Clause(clause as u32))
                {
                    if !hit.sources.contains(&source) {
                        hit.sources.push(source);
                    }
                }
            }
            hit.condition = self.and(hit.condition, c);
        }
        if hit.condition.is_never() {
            Vec::new()
        } else {
            vec![hit]
        }
    }

    /// The condition of a pattern's guard against the condition of a fact's.
    pub(super) fn guards_match(
        &mut self,
        p: &model::Condition,
        f: &model::Condition,
        mode: Mode,
        theta: &super::Theta,
    ) -> Vec<(super::Theta, Condition)> {
        // In a demand the fact's trigger must cover the one asked for: it is read as a ban is.
        let wide = matches!(mode, Mode::Cover);
        let inner = if wide { Mode::Cover } else { Mode::Overlap };
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        for a in &p.atoms {
            ways = self.step(ways, |e, t| {
                let mut out = Vec::new();
                for b in &f.atoms {
                    match (a, b) {
                        (Atom::Sentence(x), Atom::Sentence(y)) => {
                            out.extend(e.inside(x, y, inner, wide, t))
                        }
                        (Atom::Moment(x), Atom::Moment(y)) if reached(x, y) => {
                            out.push((t.clone(), Condition::ALWAYS))
                        }
                        _ => {}
                    }
                }
                e.merge(out)
            });
        }
        ways
    }

    /// The clause a source stands in.
    pub fn clause_of(&self, s: Source) -> Option<usize> {
        match s {
            Source::Fact(f) => Some(self.facts.all[f as usize].clause),
            Source::Clause(c) => Some(c as usize),
            Source::Tuple(_) => None,
        }
    }
}

fn is_until(b: &Bound) -> bool {
    matches!(b, Bound::Relative(w, _) | Bound::Fixed(w, _) if w == "until")
}

/// Does the phrase set an end to what is kept up?
fn ends_what_lasts(pick: Option<&str>, b: &Bound) -> bool {
    match (pick, b) {
        (None, Bound::Relative(w, _) | Bound::Fixed(w, _)) => matches!(w.as_str(), "before" | "on"),
        (Some("completed"), Bound::Relative(w, _) | Bound::Fixed(w, _)) => {
            matches!(w.as_str(), "by" | "before" | "on")
        }
        (Some("completed"), Bound::Within(..)) => true,
        _ => false,
    }
}

fn asks_length(asked: &[Phrase]) -> bool {
    asked
        .iter()
        .any(|p| matches!(&p.kind, PhraseKind::Time(_, Bound::For(..))))
}

/// A wait for anything but a date, signature, entry into force or a declared moment.
pub(super) fn is_wait(p: &Phrase) -> bool {
    match &p.kind {
        PhraseKind::Time(_, Bound::Relative(w, m)) => {
            matches!(w.as_str(), "after" | "upon") && waits_for(m)
        }
        PhraseKind::Time(_, Bound::Offset(_, w, m)) => w == "after" && waits_for(m),
        _ => false,
    }
}

fn waits_for(m: &Moment) -> bool {
    match &m.kind {
        MomentKind::Date(_)
        | MomentKind::Signature
        | MomentKind::Entry
        | MomentKind::Declared(_)
        | MomentKind::AnyDate(_) => false,
        MomentKind::Extreme(_, of) => of.iter().any(waits_for),
        _ => true,
    }
}

/// What is said, whatever place it is said at. Moments are few, and compared only where both name one.
pub(crate) fn spanless(debug: &str) -> String {
    let mut out = String::new();
    let mut rest = debug;
    while let Some(at) = rest.find("Span {") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').map_or(rest.len(), |n| at + n + 1);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The same moment, or one that is asked for without saying by whom: what waits for a verification by somebody waits for a verification.
pub(super) fn reached(have: &Moment, asked: &Moment) -> bool {
    match (&have.kind, &asked.kind) {
        (MomentKind::Point(p, of, Some(_)), MomentKind::Point(.., None)) => {
            let without = Moment {
                kind: MomentKind::Point(p.clone(), of.clone(), None),
                span: have.span,
            };
            same_moment(&without, asked)
        }
        _ => same_moment(have, asked),
    }
}

pub(super) fn same_moment(a: &Moment, b: &Moment) -> bool {
    match (&a.kind, &b.kind) {
        (MomentKind::Date(x), MomentKind::Date(y)) => x == y,
        (MomentKind::Signature, MomentKind::Signature) | (MomentKind::Entry, MomentKind::Entry) => {
            true
        }
        (MomentKind::Declared(x), MomentKind::Declared(y)) => x == y,
        (MomentKind::Point(p, x, who), MomentKind::Point(q, y, asked)) => {
            let alike = |x: &dyn std::fmt::Debug, y: &dyn std::fmt::Debug| {
                spanless(&format!("{x:?}")) == spanless(&format!("{y:?}"))
            };
            p == q && !matches!(**x, PointOf::It) && alike(x, y) && alike(who, asked)
        }
        _ => false,
    }
}

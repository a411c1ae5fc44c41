//! One rule of a line: when it is crossed, and by what.

use super::excuses::{LEFT_OUT, excused, turns_on};
use super::forbidden::forbid;
use super::near;
use super::{Cause, Role};
use crate::condition::Condition;
use crate::matching::{
    Ask, Covered, Engine, Hit, MOST_TOLD, Missing, Mode, Source, Theta, shared_variables,
};
use crate::model::*;
use crate::vocabulary::BuiltIn;
use rustc_hash::{FxHashMap, FxHashSet};

/// A source with its part in the verdict.
pub(super) type Used = (Source, Role, Vec<Missing>);

/// Sources in the order they were found, each once in each part.
#[derive(Default)]
pub(super) struct Gathered {
    list: Vec<Used>,
    seen: FxHashSet<(Source, Role)>,
}

impl Gathered {
    pub(super) fn push(&mut self, s: Source, role: Role) {
        if self.seen.insert((s, role)) {
            self.list.push((s, role, Vec::new()));
        }
    }

    /// A source that falls short, and in what.
    pub(super) fn push_short(&mut self, s: Source, role: Role, missing: Vec<Missing>) {
        if self.seen.insert((s, role)) {
            self.list.push((s, role, missing));
        }
    }

    pub(super) fn add(&mut self, sources: &[Source], role: Role) {
        sources.iter().for_each(|s| self.push(*s, role));
    }

    /// What was found.
    pub(super) fn list(&self) -> &[Used] {
        &self.list
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl From<Vec<Used>> for Gathered {
    fn from(list: Vec<Used>) -> Self {
        Gathered {
            list,
            seen: FxHashSet::default(),
        }
    }
}

/// Why a demand asks nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vacuous {
    /// There is no event that it is timed by.
    Event,
    /// No place is what it asks about: nothing of it is held by whom it names.
    Place,
}

impl Vacuous {
    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Vacuous::Event => "nothing in it brings about the event that the demand is timed by",
            Vacuous::Place => {
                "no place is one it asks about, by what the world says of who holds what"
            }
        }
    }
}

/// What is found of one rule.
pub(super) struct Outcome {
    /// When it is crossed.
    pub crossed: Condition,
    /// As if crossed.
    pub cause: Cause,
    /// What crosses it, or keeps it open.
    pub against: Gathered,
    /// What meets it, or excuses.
    pub meets: Gathered,
    /// Nothing in the draft touches it.
    pub silent: bool,
    /// What the head of the draft says decides it, and no clause.
    pub by_head: bool,
    /// Why it asks nothing of this draft, if it asks nothing.
    pub vacuous: Option<Vacuous>,
    /// Weakening phrases to be told.
    pub phrases: Vec<(crate::source::Span, usize)>,
    /// There may be more clauses like those that are told.
    pub more: bool,
}

impl Outcome {
    /// Nothing was found yet.
    pub(super) fn nothing(cause: Cause) -> Outcome {
        Outcome {
            crossed: Condition::NEVER,
            cause,
            against: Gathered::default(),
            meets: Gathered::default(),
            silent: false,
            by_head: false,
            vacuous: None,
            phrases: Vec::new(),
            more: false,
        }
    }
}

/// What a rule asks of the engine.
pub(super) fn asked(d: &Demand) -> Ask<'_> {
    let exception = match &d.exception {
        Some(Exception::Condition(c)) => Some(c),
        Some(Exception::Tail(..)) | None => None,
    };
    let apart: Vec<&crate::model::Condition> = exception.into_iter().collect();
    let shared = match &d.wanted {
        Wanted::Sentence(s) => shared_variables(&apart, &[s]),
        Wanted::Kind(k) => {
            let kind = crate::model::Condition {
                any: false,
                atoms: vec![Atom::Kind(k.clone())],
                span: k.span,
            };
            shared_variables(&[&apart[..], &[&kind]].concat(), &[])
        }
        Wanted::Order(..) => 0,
    };
    Ask {
        shared,
        exception,
        order: matches!(d.wanted, Wanted::Order(..)),
        gated: matches!(d.wanted, Wanted::Order(true, _)),
        ..Ask::new(if d.forbid { Mode::Overlap } else { Mode::Cover })
    }
}

/// Evaluates one rule.
pub(super) fn evaluate(e: &mut Engine, d: &Demand, rules: &[&EffectRule]) -> Outcome {
    if d.forbid {
        forbid(e, d, rules)
    } else {
        require(e, d, rules)
    }
}

/// The ways something wanted holds, until `take` has enough; says whether it had.
pub(super) fn each(
    e: &mut Engine,
    w: &Wanted,
    ask: Ask,
    take: &mut dyn FnMut(&mut Engine, Hit) -> bool,
) -> bool {
    let theta = Theta::default();
    match w {
        Wanted::Sentence(s) if ask.mode == Mode::Overlap && e.members_asked(s).is_some() => {
            // Any of the members: each is looked at by itself, since what prevails may speak of one of them only.
            let members = e.members_asked(s).unwrap_or_default();
            members.into_iter().any(|m| {
                let mut one = s.clone();
                one.subject.items = vec![m];
                e.each_way(&one, ask, take)
            })
        }
        Wanted::Sentence(s) => e.each_way(s, ask, take),
        Wanted::Kind(k) => e.each_clause(k, ask, &theta, &mut |e, h| take(e, h)),
        Wanted::Order(_, o) => match o.as_sentence() {
            Some(s) => e.each_hit(&s, ask, &theta, &mut |e, h| take(e, h)),
            None => {
                let hit = of_clause(e, o, ask);
                !hit.condition.is_never() && take(e, hit)
            }
        },
    }
}

/// An order of a clause's own moments, as a match.
fn of_clause(e: &mut Engine, o: &Order, ask: Ask) -> Hit {
    let (condition, clauses) = e.order_of_moment(o, ask);
    Hit {
        condition,
        sources: clauses
            .into_iter()
            .map(|c| Source::Clause(c as u32))
            .collect(),
        ..Hit::new(Theta::default())
    }
}

fn covered(e: &mut Engine, d: &Demand, ask: Ask) -> Covered {
    if let Some(n) = d.at_least {
        return at_least(e, d, ask, n);
    }
    let mut out = covered_as(e, &d.wanted, ask);
    if let Some(meant) = d.meant.as_ref().filter(|_| !out.condition.is_always()) {
        let other = covered_as(e, meant, ask);
        out.condition = e.store.or(out.condition, other.condition);
        out.hits.extend(other.hits);
    }
    out
}

/// The same in one spelling.
fn covered_as(e: &mut Engine, w: &Wanted, ask: Ask) -> Covered {
    match w {
        Wanted::Sentence(s) => e.cover(s, ask, &Theta::default()),
        Wanted::Kind(k) => e.cover_kind(k, ask, &Theta::default()),
        Wanted::Order(_, o) => match o.as_sentence() {
            Some(s) => e.cover(&s, ask, &Theta::default()),
            None => {
                let hit = of_clause(e, o, ask);
                Covered {
                    condition: hit.condition,
                    hits: vec![hit],
                }
            }
        },
    }
}

/// A part counts as the clause around it, if that was counted.
fn outermost(e: &Engine, s: Source, counted: &FxHashMap<Source, usize>) -> Source {
    let Source::Clause(c) = s else { return s };
    e.draft
        .around(c as usize)
        .skip(1)
        .map(|p| Source::Clause(p as u32))
        .find(|around| counted.contains_key(around))
        .unwrap_or(s)
}

/// At least so many distinct facts.
fn at_least(e: &mut Engine, d: &Demand, ask: Ask, n: u32) -> Covered {
    let mut each_of: Vec<(Source, Condition)> = Vec::new();
    let mut at: FxHashMap<Source, usize> = FxHashMap::default();
    let mut found: Vec<Hit> = Vec::new();
    let mut certain = 0;
    each(e, &d.wanted, ask, &mut |e, h| {
        let Some(first) = h.sources.first().copied() else {
            return false;
        };
        let first = outermost(e, first, &at);
        match at.get(&first) {
            Some(n) => {
                let c = &mut each_of[*n].1;
                certain -= usize::from(c.is_always());
                *c = e.store.or(*c, h.condition);
                certain += usize::from(c.is_always());
            }
            None => {
                at.insert(first, each_of.len());
                certain += usize::from(h.condition.is_always());
                each_of.push((first, h.condition));
            }
        }
        // What is certain already is told by its first clauses.
        if found.len() < MOST_TOLD || !h.condition.is_always() {
            found.push(h);
        }
        certain >= n as usize && each_of.len() >= MOST_TOLD
    });
    let conditions = each_of.into_iter().map(|(_, c)| c);
    let condition = so_many_of(e, conditions, certain, n as usize);
    Covered {
        condition,
        hits: found,
    }
}

/// The condition of having `n` of them; so many are there for certain.
fn so_many_of(
    e: &mut Engine,
    each: impl Iterator<Item = Condition>,
    certain: usize,
    n: usize,
) -> Condition {
    // Those that are there for certain are counted; the others are weighed against what is still missing.
    let each: Vec<Condition> = each.filter(|c| !c.is_always()).collect();
    let n = n.saturating_sub(certain);
    // The condition of having found k so far, for every k up to n.
    let mut reached = vec![Condition::NEVER; n.min(each.len()) + 1];
    reached[0] = Condition::ALWAYS;
    for c in each {
        for k in (1..reached.len()).rev() {
            let more = e.store.and(reached[k - 1], c);
            reached[k] = e.store.or(reached[k], more);
        }
    }
    if n < reached.len() {
        reached[n]
    } else {
        Condition::NEVER
    }
}

fn require(e: &mut Engine, d: &Demand, rules: &[&EffectRule]) -> Outcome {
    let mut out = Outcome::nothing(Cause::Omission);
    out.by_head = match &d.wanted {
        Wanted::Order(_, o) => {
            matches!(o.moment.kind, MomentKind::Signature | MomentKind::Entry)
        }
        Wanted::Kind(k) => e.v.is_text(&k.kind),
        // Who is a party the head says.
        Wanted::Sentence(s) => matches!(s.predicate, Predicate::State { state, .. }
            if e.v.built_in(state) == Some(BuiltIn::Party)),
    };
    let asks = asks(e, d);
    out.vacuous = match &d.wanted {
        _ if asks.is_never() => Some(Vacuous::Event),
        Wanted::Sentence(s) if s.roles.iter().any(|r| e.is_nowhere(&r.list)) => {
            Some(Vacuous::Place)
        }
        _ => None,
    };
    if out.vacuous.is_some() {
        out.silent = true;
        return out;
    }
    let ask = asked(d);
    let c = covered(e, d, ask);
    let start = Hit::new(Theta::default());
    let (excuse, excuses) = excused(e, d, ask, &start);
    let met = e.store.or(c.condition, excuse);
    out.crossed = e.store.not(met);
    out.crossed = e.store.and(out.crossed, asks);
    let sources: Vec<Source> = c
        .hits
        .iter()
        .filter(|h| !h.condition.is_never())
        .flat_map(|h| h.sources.iter().copied())
        .collect();
    if out.crossed.is_never() {
        meets(e, &mut out, d, &sources);
        out.meets.add(&excuses, Role::Excuses);
        return out;
    }
    let nearly = all_but(e, d, ask, c.condition);
    if let Some((cause, _)) = &nearly {
        out.cause = *cause;
    }
    if out.crossed.is_always() {
        for s in nearly.into_iter().flat_map(|(_, s)| s) {
            match says_when(e, d, s) {
                Some(when) => out.against.push(when, Role::Times),
                None => {
                    let missing = near::short(e, d, s);
                    out.against.push_short(s, Role::Fails, missing);
                }
            }
        }
        if out.against.is_empty() {
            out.against = near::nearest(e, d, rules).into();
        }
    } else {
        if let Some(cause) = turns_on(e, out.crossed) {
            out.cause = cause;
        }
        out.against.add(&sources, Role::Decides);
        out.against.add(&excuses, Role::Decides);
        // Should it be met in every text that can come of it, then by these.
        meets(e, &mut out, d, &sources);
        out.meets.add(&excuses, Role::Excuses);
    }
    out
}

/// What meets a demand, and the clauses from which it follows when.
fn meets(e: &Engine, out: &mut Outcome, d: &Demand, sources: &[Source]) {
    for s in sources {
        match says_when(e, d, *s) {
            Some(says) => out.meets.add(&[says], Role::Times),
            None => out.meets.add(&[*s], Role::Meets),
        }
    }
}

/// A clause from which it only follows when what a sentence demands is done: such a clause does not say what is demanded.
fn says_when(e: &Engine, d: &Demand, s: Source) -> Option<Source> {
    let sentence = matches!(d.wanted, Wanted::Sentence(_)) && d.meant.is_none();
    let Source::Clause(c) = s else { return None };
    sentence.then(|| match e.facts.by_clause[c as usize][..] {
        // A clause of one sentence says it with that.
        [only] => Source::Fact(only),
        _ => s,
    })
}

/// What a demand is met by in all but its amount or its time: whatever is chosen, if it is open only for that.
fn all_but(e: &mut Engine, d: &Demand, ask: Ask, met: Condition) -> Option<(Cause, Vec<Source>)> {
    for (cause, ignore) in LEFT_OUT {
        let ignoring = Ask {
            ignore: *ignore,
            ..ask
        };
        let again = covered(e, d, ignoring);
        let more = e.store.not(met);
        let more = e.store.and(again.condition, more);
        if !again.condition.is_never() && met.is_never()
            || more == Condition::ALWAYS
            || again.condition.is_always()
        {
            let sources = again.hits.iter().flat_map(|h| h.sources.iter().copied());
            return Some((*cause, sources.collect()));
        }
    }
    None
}

/// When anything is asked: a time phrase that names an event asks nothing of a draft, or of an alternative, without that event.
fn asks(e: &mut Engine, d: &Demand) -> Condition {
    let phrases: &[Phrase] = match &d.wanted {
        Wanted::Sentence(s) => &s.phrases,
        Wanted::Kind(k) => &k.phrases,
        Wanted::Order(_, o) => &o.phrases,
    };
    let only_order = matches!(d.wanted, Wanted::Order(..) | Wanted::Kind(_)) || phrases.len() == 1;
    let mut asks = Condition::ALWAYS;
    for p in phrases.iter().filter(|_| only_order) {
        if let PhraseKind::Time(
            _,
            Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::At(_, m),
        ) = &p.kind
            && let MomentKind::Point(_, of, ..) = &m.kind
            && let PointOf::Event(s) = &**of
        {
            let hits = e.sentence(s, asked(d).by(Mode::Overlap), &Theta::default());
            let mut occurs = Condition::NEVER;
            for h in hits {
                // Whether it is this event may be in question; whether its text is chosen decides.
                let chosen = match h.sources.first() {
                    Some(Source::Fact(f)) => e.facts.all[*f as usize].condition,
                    _ => Condition::ALWAYS,
                };
                occurs = e.store.or(occurs, chosen);
            }
            asks = e.store.and(asks, occurs);
        }
    }
    asks
}

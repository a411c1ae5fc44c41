//! One rule of a line: when it is crossed, and by what.

use super::near;
use super::{Cause, Role};
use crate::condition::Condition;
use crate::matching::{
    Ask, Covered, Engine, Hit, Ignore, MOST_TOLD, Missing, Mode, Source, Theta, shared_variables,
};
use crate::model::*;
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
    fn push(&mut self, s: Source, role: Role) {
        if self.seen.insert((s, role)) {
            self.list.push((s, role, Vec::new()));
        }
    }

    /// A source that falls short, and in what.
    fn push_short(&mut self, s: Source, role: Role, missing: Vec<Missing>) {
        if self.seen.insert((s, role)) {
            self.list.push((s, role, missing));
        }
    }

    fn add(&mut self, sources: &[Source], role: Role) {
        sources.iter().for_each(|s| self.push(*s, role));
    }

    /// What was found.
    pub(super) fn list(&self) -> &[Used] {
        &self.list
    }

    fn is_empty(&self) -> bool {
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
    /// It asks nothing of this draft: there is no event that it is timed by.
    pub vacuous: bool,
    /// Weakening phrases to be told.
    pub phrases: Vec<(crate::source::Span, usize)>,
    /// There may be more clauses like those that are told.
    pub more: bool,
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
fn each(
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
                e.each_hit(&one, ask, &theta, &mut |e, h| take(e, h))
            })
        }
        Wanted::Sentence(s) => match (ask.mode == Mode::Overlap)
            .then(|| e.together(s, ask))
            .flatten()
        {
            Some(hits) => hits.into_iter().any(|h| take(e, h)),
            None => e.each_hit(s, ask, &theta, &mut |e, h| take(e, h)),
        },
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
    let (condition, clauses) = e.order_of_clause(o, ask);
    Hit {
        condition,
        sources: clauses
            .into_iter()
            .map(|c| Source::Clause(c as u32))
            .collect(),
        ..Hit::new(Theta::default())
    }
}

/// One way in which something forbidden happens.
struct Way {
    certain: bool,
    cause: Cause,
    hit: Hit,
    /// What excuses it but for an amount or a time.
    fails: Vec<Source>,
}

fn forbid(e: &mut Engine, d: &Demand, rules: &[&EffectRule]) -> Outcome {
    let ask = asked(d);
    let form = match &d.wanted {
        Wanted::Sentence(Sentence {
            predicate: Predicate::State { .. },
            ..
        }) => Cause::Effect,
        _ => Cause::Clause,
    };
    let mut out = Outcome {
        crossed: Condition::NEVER,
        cause: form,
        against: Gathered::default(),
        meets: Gathered::default(),
        silent: true,
        vacuous: false,
        phrases: Vec::new(),
        more: false,
    };
    let mut ways: Vec<Way> = Vec::new();
    // An excuse that does not look at the deed itself is the same for all that bind alike.
    let mut known: FxHashMap<Theta, (Condition, Vec<Source>, Cause, Vec<Source>)> =
        FxHashMap::default();
    let alike = d.exception.as_ref().is_none_or(looks_at_bindings_only);
    // Crossings that are certain, and whether one of them is of the rule's own form: then the cause cannot change any more.
    let (mut certain, mut plain) = (0, false);
    // More excuses than are told.
    let mut many = false;
    out.more = each(e, &d.wanted, ask, &mut |e, hit| {
        out.silent = false;
        let ask = Ask {
            it: &hit.sources,
            told: out.meets.list.len() >= MOST_TOLD,
            ..ask
        };
        if !(alike && known.contains_key(&hit.theta)) {
            let (excuse, excuses) = excused(e, d, ask, &hit);
            let (cause, fails) = if excuse.is_always() {
                (form, Vec::new())
            } else {
                why_not_excused(e, d, ask, &hit, (excuse, form))
            };
            known.insert(hit.theta.clone(), (excuse, excuses, cause, fails));
        }
        let Some((excuse, excuses, cause, fails)) = known.get(&hit.theta) else {
            return false;
        };
        let not = e.store.not(*excuse);
        let crossed = e.store.and(hit.condition, not);
        if crossed.is_never() {
            if out.meets.list.len() < MOST_TOLD {
                // What excuses may be the deed's own words.
                out.meets.add(
                    if excuses.is_empty() {
                        &hit.sources
                    } else {
                        excuses
                    },
                    Role::Excuses,
                );
            } else {
                many = true;
            }
            return false;
        }
        out.crossed = e.store.or(out.crossed, crossed);
        certain += usize::from(crossed.is_always());
        plain |= crossed.is_always() && *cause == form;
        ways.push(Way {
            certain: crossed.is_always(),
            cause: *cause,
            fails: fails.clone(),
            hit,
        });
        plain && certain >= MOST_TOLD
    });
    out.more |= many && out.crossed.is_never();
    // Where something crosses for certain, what only might is no evidence.
    let certain = ways.iter().any(|w| w.certain);
    ways.retain(|w| w.certain || !certain);
    for w in &ways {
        for (n, s) in w.hit.sources.iter().enumerate() {
            let role = match (certain, n) {
                (false, _) => Role::Decides,
                (true, 0) => Role::Crosses,
                (true, _) => Role::Contributes,
            };
            if role == Role::Crosses && matches!(d.exception, Some(Exception::Tail(..))) {
                let missing = near::short(e, d, *s);
                out.against.push_short(*s, role, missing);
            } else {
                out.against.push(*s, role);
            }
        }
        out.phrases.extend(w.hit.phrases.iter().copied());
        for s in w.fails.iter().filter(|s| !w.hit.sources.contains(s)) {
            if certain {
                let missing = near::short(e, d, *s);
                out.against.push_short(*s, Role::Fails, missing);
            } else {
                out.against.push(*s, Role::Decides);
            }
        }
    }
    // Amount and order are said only if every way of crossing is one of them.
    let causes = ways.iter().map(|w| w.cause);
    if let Some(first) = causes.reduce(|a, b| {
        if a == b {
            a
        } else if a == form || b == form {
            form
        } else {
            a.max(b)
        }
    }) {
        out.cause = first;
    }
    if out.crossed.is_never() && out.meets.is_empty() {
        out.silent = true;
        out.meets = near::nearest(e, d, rules).into();
    }
    out
}

/// Does an exception ask only for what the match has bound? A tail goes on with the deed, and a phrase may compare with it.
fn looks_at_bindings_only(x: &Exception) -> bool {
    match x {
        Exception::Tail(..) => false,
        Exception::Condition(c) => c
            .atoms
            .iter()
            .all(|a| matches!(a, Atom::Sentence(s) if s.phrases.is_empty() && s.that.is_none())),
    }
}

/// When the exception excuses a hit, and by what.
fn excused(e: &mut Engine, d: &Demand, ask: Ask, hit: &Hit) -> (Condition, Vec<Source>) {
    let found = match &d.exception {
        None => return (Condition::NEVER, Vec::new()),
        Some(Exception::Tail(roles, phrases, _)) => tail(e, d, (roles, phrases), ask, hit),
        Some(Exception::Condition(c)) => {
            let start = Hit::new(hit.theta.clone());
            e.condition(c, ask.by(Mode::Cover), start)
        }
    };
    let mut c = Condition::NEVER;
    let mut sources = Vec::new();
    for h in found {
        c = e.store.or(c, h.condition);
        for s in h.sources {
            if !sources.contains(&s) {
                sources.push(s);
            }
        }
    }
    (c, sources)
}

/// The deed lies within the tail.
fn tail(
    e: &mut Engine,
    d: &Demand,
    (roles, phrases): (&[crate::model::Role], &[Phrase]),
    ask: Ask,
    hit: &Hit,
) -> Vec<Hit> {
    let Wanted::Sentence(s) = &d.wanted else {
        return Vec::new();
    };
    let Some(Source::Fact(f)) = hit.sources.first().copied() else {
        return Vec::new();
    };
    let mut asked = s.phrases.clone();
    asked.extend(phrases.iter().cloned());
    e.within(f, roles, &asked, ask, &hit.theta)
}

/// The cause of a crossing: an excuse that fails only by its amount or its time, else the form of the rule.
fn why_not_excused(
    e: &mut Engine,
    d: &Demand,
    ask: Ask,
    hit: &Hit,
    (excuse, form): (Condition, Cause),
) -> (Cause, Vec<Source>) {
    if d.exception.is_none() {
        return (form, Vec::new());
    }
    if !excuse.is_never() {
        let (_, sources) = excused(e, d, ask, hit);
        return (turns_on(e, excuse).unwrap_or(form), sources);
    }
    for (cause, ignore) in LEFT_OUT {
        let ignoring = Ask {
            ignore: *ignore,
            ..ask
        };
        let (c, sources) = excused(e, d, ignoring, hit);
        if !c.is_never() {
            return (*cause, sources);
        }
    }
    (form, Vec::new())
}

/// What stands in the way of a demand or an excuse that is open: an amount before an order.
fn turns_on(e: &Engine, c: Condition) -> Option<Cause> {
    let asked = e.store.support(c);
    let amount = asked.iter().any(|v| {
        matches!(
            e.store.describe(*v).asked,
            Some(crate::condition::Asked::Amount { .. })
        )
    });
    let order = asked
        .iter()
        .any(|v| e.store.describe(*v).kind == crate::condition::Kind::Order);
    if amount {
        Some(Cause::Amount)
    } else {
        order.then_some(Cause::Order)
    }
}

/// What is left out to find a cause, in this order.
const LEFT_OUT: &[(Cause, Ignore)] = &[
    (
        Cause::Amount,
        Ignore {
            amounts: true,
            times: false,
        },
    ),
    (
        Cause::Order,
        Ignore {
            amounts: false,
            times: true,
        },
    ),
    (
        Cause::Amount,
        Ignore {
            amounts: true,
            times: true,
        },
    ),
];

fn covered(e: &mut Engine, d: &Demand, ask: Ask) -> Covered {
    if let Some(n) = d.at_least {
        return at_least(e, d, ask, n);
    }
    match &d.wanted {
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
    let mut each = each_of;
    // Those that are there for certain are counted; the others are weighed against what is still missing.
    each.retain(|(_, c)| !c.is_always());
    let n = (n as usize).saturating_sub(certain);
    // The condition of having found k so far, for every k up to n.
    let mut reached = vec![Condition::NEVER; n.min(each.len()) + 1];
    reached[0] = Condition::ALWAYS;
    for (_, c) in each {
        for k in (1..reached.len()).rev() {
            let more = e.store.and(reached[k - 1], c);
            reached[k] = e.store.or(reached[k], more);
        }
    }
    let condition = if n < reached.len() {
        reached[n]
    } else {
        Condition::NEVER
    };
    Covered {
        condition,
        hits: found,
    }
}

fn require(e: &mut Engine, d: &Demand, rules: &[&EffectRule]) -> Outcome {
    let mut out = Outcome {
        crossed: Condition::NEVER,
        cause: Cause::Omission,
        against: Gathered::default(),
        meets: Gathered::default(),
        silent: false,
        vacuous: false,
        phrases: Vec::new(),
        more: false,
    };
    if vacuous(e, d) {
        out.vacuous = true;
        out.silent = true;
        return out;
    }
    let ask = asked(d);
    let c = covered(e, d, ask);
    let start = Hit::new(Theta::default());
    let (excuse, excuses) = excused(e, d, ask, &start);
    let met = e.store.or(c.condition, excuse);
    out.crossed = e.store.not(met);
    let sources: Vec<Source> = c
        .hits
        .iter()
        .filter(|h| !h.condition.is_never())
        .flat_map(|h| h.sources.iter().copied())
        .collect();
    if out.crossed.is_never() {
        out.meets.add(&sources, Role::Excuses);
        out.meets.add(&excuses, Role::Excuses);
        return out;
    }
    let mut nearly: Vec<Source> = Vec::new();
    for (cause, ignore) in LEFT_OUT {
        let ignoring = Ask {
            ignore: *ignore,
            ..ask
        };
        let again = covered(e, d, ignoring);
        let more = e.store.not(c.condition);
        let more = e.store.and(again.condition, more);
        // Met in all but this: whatever is chosen, if it is open only for that.
        if !again.condition.is_never() && c.condition.is_never()
            || more == Condition::ALWAYS
            || again.condition.is_always()
        {
            out.cause = *cause;
            nearly = again
                .hits
                .iter()
                .flat_map(|h| h.sources.iter().copied())
                .collect();
            break;
        }
    }
    if out.crossed.is_always() {
        for s in nearly {
            let missing = near::short(e, d, s);
            out.against.push_short(s, Role::Fails, missing);
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
        out.meets.add(&sources, Role::Excuses);
        out.meets.add(&excuses, Role::Excuses);
    }
    out
}

/// A time phrase that names an event asks nothing of a draft without that event.
fn vacuous(e: &mut Engine, d: &Demand) -> bool {
    let phrases: &[Phrase] = match &d.wanted {
        Wanted::Sentence(s) => &s.phrases,
        Wanted::Kind(k) => &k.phrases,
        Wanted::Order(_, o) => &o.phrases,
    };
    let mut events = Vec::new();
    for p in phrases {
        if let PhraseKind::Time(
            _,
            Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::At(_, m),
        ) = &p.kind
            && let MomentKind::Point(_, of, ..) = &m.kind
            && let PointOf::Event(s) = &**of
        {
            events.push(s.clone());
        }
    }
    let only_order = matches!(d.wanted, Wanted::Order(..))
        || matches!(&d.wanted, Wanted::Kind(_))
        || phrases.len() == 1;
    only_order
        && events.iter().any(|s| {
            e.sentence(s, asked(d).by(Mode::Overlap), &Theta::default())
                .is_empty()
        })
}

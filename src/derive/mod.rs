//! Effects: what clauses amount to. Rules run stratum by stratum until nothing new follows; negation reads finished strata only.

mod needed;
mod strata;

pub(crate) use needed::{asked, needed, sentence};
pub(crate) use strata::strata;

use crate::condition::Condition;
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::{
    Ask, Bound, Engine, Hit, MAX_PROOFS, Mode, Proof, Source, Theta, Tuple, shared_variables,
    variables_of,
};
use crate::model::*;
use crate::vocabulary::Vocabulary;

/// At most so many effects of one draft.
const MAX_TUPLES: usize = 10_000_000;

/// Checks that no effect depends on its own absence.
pub(crate) fn check(v: &Vocabulary, rules: &[&EffectRule]) -> Vec<Diagnostic> {
    match strata(v, rules) {
        Ok(_) => Vec::new(),
        Err((rule, names)) => {
            vec![
                Diagnostic::new(
                    Code::Unstratified,
                    rules[rule].span,
                    format!(
                        "This effect depends on its own absence: {}",
                        names.join(", ")
                    ),
                )
                .help(
                    "a rule may use `unless` and `is not` only on effects that do not depend on it",
                ),
            ]
        }
    }
}

/// Derives all effects of a draft. `order` gives the rules of each stratum.
pub(crate) fn derive(engine: &mut Engine, rules: &[&EffectRule], order: &[Vec<usize>]) {
    for stratum in order {
        let heads: Vec<_> = stratum
            .iter()
            .filter_map(|r| state_of(&rules[*r].head))
            .collect();
        let mut first = true;
        loop {
            let mut grown = false;
            for r in stratum {
                let recursive = states_in(&rules[*r].when).iter().any(|s| heads.contains(s));
                if first || recursive {
                    grown |= apply(engine, rules[*r]);
                }
            }
            first = false;
            if !grown || engine.tuples.len() > MAX_TUPLES {
                break;
            }
        }
    }
}

/// The state a sentence is about.
pub(crate) fn state_of(s: &Sentence) -> Option<crate::vocabulary::StateId> {
    match s.predicate {
        Predicate::State { state, .. } => Some(state),
        Predicate::Act { .. } => None,
    }
}

pub(crate) fn states_in(c: &crate::model::Condition) -> Vec<crate::vocabulary::StateId> {
    c.atoms
        .iter()
        .filter_map(|a| {
            if let Atom::Sentence(s) = a {
                state_of(s)
            } else {
                None
            }
        })
        .collect()
}

/// The variables of a rule's header with their types.
fn header(head: &Sentence) -> Vec<(u8, Item)> {
    let mut lists: Vec<&List> = vec![&head.subject];
    if let Predicate::State { of: Some(l), .. } = &head.predicate {
        lists.push(l);
    }
    lists.extend(head.roles.iter().map(|r| &r.list));
    let mut out = Vec::new();
    for item in lists.into_iter().flat_map(|l| &l.items) {
        match &item.base {
            Base::Thing(Thing {
                variable: Some(n), ..
            }) => {
                let Base::Thing(mut t) = item.base.clone() else {
                    continue;
                };
                t.variable = None;
                out.push((
                    *n,
                    Item {
                        matcher: None,
                        base: Base::Thing(t),
                        span: item.span,
                    },
                ));
            }
            Base::EveryClause(_, Some(n)) => out.push((
                *n,
                Item {
                    matcher: None,
                    base: Base::EveryClause(Quantifier::Any, None),
                    span: item.span,
                },
            )),
            Base::Place(Place::Every(_, node, Some(n))) => out.push((
                *n,
                Item {
                    matcher: None,
                    base: Base::Place(Place::Every(Quantifier::Any, *node, None)),
                    span: item.span,
                },
            )),
            _ => {}
        }
    }
    out
}

/// Applies a rule once; says whether something new follows.
fn apply(engine: &mut Engine, rule: &EffectRule) -> bool {
    let header = header(&rule.head);
    let conditions: Vec<&crate::model::Condition> =
        std::iter::once(&rule.when).chain(&rule.unless).collect();
    let excepts = rule.unless.as_ref().map_or(0, |c| variables_of(&c.atoms));
    let ask = Ask {
        header: &header,
        shared: shared_variables(&conditions, &[]),
        kept: header.iter().fold(excepts, |all, (n, _)| all | 1 << n),
        ..Ask::new(Mode::Entail)
    };
    let mut hits = engine.condition(&rule.when, ask, Hit::new(Theta::default()));
    if let Some(unless) = &rule.unless {
        hits = hits
            .into_iter()
            .flat_map(|h| engine.without(h, unless, ask))
            .collect();
    }
    let mut grown = false;
    for hit in hits {
        grown |= conclude(engine, rule, hit);
    }
    grown
}

fn conclude(engine: &mut Engine, rule: &EffectRule, hit: Hit) -> bool {
    let Some(state) = state_of(&rule.head) else {
        return false;
    };
    let Some(arguments) = arguments(engine, rule, &hit) else {
        return false;
    };
    let key = (state, arguments);
    if let Some(id) = engine.index.get(&key).copied() {
        return again(engine, id, &hit);
    }
    let (_, arguments) = key.clone();
    let id = engine.tuples.len() as u32;
    let reads = rule
        .reads
        .as_ref()
        .map(|r| words(engine.v, r, &rule.head, &arguments));
    engine.tuples.push(Tuple {
        state,
        arguments,
        condition: hit.condition,
        proofs: vec![Proof {
            sources: hit.sources.to_vec(),
            condition: hit.condition,
        }],
        plain: Condition::NEVER,
        weak: Vec::new(),
        reads,
    });
    weaker(engine, id, &hit);
    engine.by_state.entry(state).or_default().push(id);
    engine.index.insert(key, id);
    true
}

/// An effect that is known follows in one more way; says whether that changes anything.
fn again(engine: &mut Engine, id: u32, hit: &Hit) -> bool {
    let merged = engine
        .store
        .or(engine.tuples[id as usize].condition, hit.condition);
    let by_phrases = weaker(engine, id, hit);
    let t = &mut engine.tuples[id as usize];
    let new = merged != t.condition || by_phrases;
    t.condition = merged;
    let known = t
        .proofs
        .iter()
        .position(|p| p.sources[..] == hit.sources[..]);
    match known {
        Some(n) => {
            let old = t.proofs[n].condition;
            let condition = engine.store.or(old, hit.condition);
            engine.tuples[id as usize].proofs[n].condition = condition;
        }
        None => {
            if t.proofs.len() < MAX_PROOFS && !hit.sources.contains(&Source::Tuple(id)) {
                t.proofs.push(Proof {
                    sources: hit.sources.to_vec(),
                    condition: hit.condition,
                });
            }
        }
    }
    new
}

/// What the head of a rule says of whom, as a match has bound it; nothing: it does not say it of anything.
fn arguments(
    engine: &Engine,
    rule: &EffectRule,
    hit: &Hit,
) -> Option<Vec<(compact_str::CompactString, Bound)>> {
    let mut arguments = Vec::new();
    let value = |engine: &Engine, l: &List| -> Option<Bound> {
        let item = l.items.first()?;
        let letter = match &item.base {
            Base::Thing(Thing {
                variable: Some(n), ..
            })
            | Base::EveryClause(_, Some(n))
            | Base::Place(Place::Every(_, _, Some(n)))
            | Base::Variable(n) => *n,
            Base::Thing(t) => return Some(Bound::Node(t.node)),
            _ => return None,
        };
        match hit.theta.get(letter) {
            Some(b) => Some(b.clone()),
            // Not mentioned by the rule: the whole type.
            None => Some(match &item.base {
                Base::Thing(t) => Bound::Every(t.node, None, Vec::new()),
                Base::EveryClause(..) => Bound::EveryClause,
                _ => {
                    let mut all = crate::vocabulary::Leaves::default();
                    (0..engine.v.places.count()).for_each(|l| all.insert(l));
                    Bound::Places(all)
                }
            }),
        }
    };
    let mut lists: Vec<(compact_str::CompactString, &List)> = vec![("".into(), &rule.head.subject)];
    if let Predicate::State { of: Some(l), .. } = &rule.head.predicate {
        lists.push(("of".into(), l));
    }
    lists.extend(
        rule.head
            .roles
            .iter()
            .map(|r| (r.preposition.clone(), &r.list)),
    );
    for (key, list) in lists {
        match value(engine, list) {
            Some(b) => arguments.push((key, b)),
            None => return None,
        }
    }
    Some(arguments)
}

/// Adds when an effect holds by a derivation, with the phrases that weaken it; says whether it holds more often so.
fn weaker(engine: &mut Engine, id: u32, hit: &Hit) -> bool {
    let mut phrases = hit.phrases.clone();
    phrases.sort_unstable();
    phrases.dedup();
    let t = &engine.tuples[id as usize];
    let old = if phrases.is_empty() {
        Some(t.plain)
    } else {
        t.weak.iter().find(|(p, _)| *p == phrases).map(|(_, c)| *c)
    };
    let merged = engine
        .store
        .or(old.unwrap_or(Condition::NEVER), hit.condition);
    if old == Some(merged) {
        return false;
    }
    let t = &mut engine.tuples[id as usize];
    if phrases.is_empty() {
        t.plain = merged;
    } else {
        match t.weak.iter().position(|(p, _)| *p == phrases) {
            Some(n) => t.weak[n].1 = merged,
            None if t.weak.len() >= MAX_PROOFS => {
                engine.store.give_up();
                return false;
            }
            None => t.weak.push((phrases, merged)),
        }
    }
    true
}

/// Effects in words, whatever the pieces of land they were derived for: what holds of several places is said once of all of them.
pub(crate) fn told(
    v: &Vocabulary,
    rules: &[&EffectRule],
    tuples: &[Tuple],
) -> std::collections::BTreeMap<String, Effect> {
    // The state, whether it is certain, and what it is about but for the places.
    type Key<'t> = (crate::vocabulary::StateId, bool, Vec<(&'t str, &'t Bound)>);
    let mut united: std::collections::BTreeMap<Key, (Tuple, crate::vocabulary::Leaves)> =
        std::collections::BTreeMap::new();
    for t in tuples
        .iter()
        .filter(|t| !t.condition.is_never() && t.reads.is_some())
    {
        let mut land = crate::vocabulary::Leaves::default();
        let mut others = Vec::new();
        for (word, b) in &t.arguments {
            match b {
                Bound::Places(l) => land = land.or(l),
                other => others.push((word.as_str(), other)),
            }
        }
        united
            .entry((t.state, t.condition.is_always(), others))
            .and_modify(|(_, l)| *l = l.or(&land))
            .or_insert_with(|| (t.clone(), land));
    }
    let mut out = std::collections::BTreeMap::new();
    for (t, land) in united.into_values() {
        let arguments: Vec<_> = t
            .arguments
            .iter()
            .map(|(w, b)| {
                (
                    w.clone(),
                    if matches!(b, Bound::Places(_)) {
                        Bound::Places(land.clone())
                    } else {
                        b.clone()
                    },
                )
            })
            .collect();
        // Of several effects with one word, the one that says of itself what this says of it.
        let alike = |r: &&&EffectRule| {
            state_of(&r.head) == Some(t.state)
                && r.reads
                    .as_ref()
                    .is_some_and(|reads| Some(words(v, reads, &r.head, &t.arguments)) == t.reads)
        };
        let rule = rules.iter().find(alike);
        let reads = rule.and_then(|r| {
            r.reads
                .as_ref()
                .map(|reads| words(v, reads, &r.head, &arguments))
        });
        let effect = Effect {
            certain: t.condition.is_always(),
            state: t.state,
            arguments,
        };
        out.insert(reads.or(t.reads).unwrap_or_default(), effect);
    }
    out
}

/// What a draft amounts to, for whom or what.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    /// It depends on no choice or reading.
    pub certain: bool,
    state: crate::vocabulary::StateId,
    arguments: Vec<(compact_str::CompactString, Bound)>,
}

impl Effect {
    /// Is it a part of another, so that whoever has the other has it too? Of drafts of one world.
    pub(crate) fn is_part_of(&self, other: &Effect, v: &Vocabulary) -> bool {
        self.state == other.state
            && (other.certain || !self.certain)
            && self.arguments.len() == other.arguments.len()
            && self
                .arguments
                .iter()
                .zip(&other.arguments)
                .all(|((a, x), (b, y))| a == b && lies_within(v, x, y))
    }
}

fn lies_within(v: &Vocabulary, x: &Bound, y: &Bound) -> bool {
    match (x, y) {
        (Bound::Places(a), Bound::Places(b)) => a.within(b),
        (Bound::Node(n), Bound::Every(t, None, except)) => {
            v.under(*n, *t) && !except.iter().any(|e| v.under(*n, *e) || v.under(*e, *n))
        }
        (Bound::Every(t, of, fewer), Bound::Every(u, whose, except)) => {
            t == u && of == whose && except.iter().all(|e| fewer.contains(e))
        }
        (Bound::Clause(_), Bound::EveryClause) => true,
        // Clauses of one number are not one clause.
        (Bound::Clause(_), _) => false,
        _ => x == y,
    }
}

/// The words of an effect with its values put in.
fn words(
    v: &Vocabulary,
    reads: &str,
    head: &Sentence,
    arguments: &[(compact_str::CompactString, Bound)],
) -> String {
    let mut out = reads.to_owned();
    let letter = |l: &List| match l.items.first().map(|i| &i.base) {
        Some(
            Base::Thing(Thing {
                variable: Some(n), ..
            })
            | Base::EveryClause(_, Some(n))
            | Base::Place(Place::Every(_, _, Some(n))),
        ) => Some(*n),
        _ => None,
    };
    for (key, b) in arguments {
        let list = match key.as_str() {
            "" => Some(&head.subject),
            "of" => match &head.predicate {
                Predicate::State { of, .. } => of.as_ref(),
                Predicate::Act { .. } => None,
            },
            p => head
                .roles
                .iter()
                .find(|r| r.preposition == p)
                .map(|r| &r.list),
        };
        if let Some(n) = list.and_then(letter) {
            // A clause or thing that is not named is nobody.
            let somebody = list.is_none_or(|l| l.items.iter().any(|i| is_actor(v, i)));
            let said = match b {
                Bound::Unknown(_) if !somebody => "something the text does not name".to_owned(),
                _ => shown(v, b),
            };
            out = out.replace(&format!("{{{}}}", char::from(b'A' + n)), &said);
        }
    }
    out
}

fn is_actor(v: &Vocabulary, i: &Item) -> bool {
    let actor = v.words.get("actor");
    matches!(&i.base, Base::Thing(t) if actor.is_some_and(|a| v.under(t.node, *a)))
}

/// A bound value in words.
pub(crate) fn shown(v: &Vocabulary, b: &Bound) -> String {
    match b {
        Bound::Node(n) => v.title(*n).to_owned(),
        Bound::Every(n, of, except) => {
            let of = of.map_or_else(String::new, |o| format!(" of {}", v.title(o)));
            let except: Vec<&str> = except.iter().map(|e| v.title(*e)).collect();
            let but = if except.is_empty() {
                String::new()
            } else {
                format!(" except {}", except.join(", "))
            };
            format!("any {}{of}{but}", v.name(*n))
        }
        Bound::Places(l) => places(v, l, &|n| v.title(n).to_owned()),
        Bound::Clause(label) => format!("clause {label}"),
        Bound::EveryClause => "every clause".to_owned(),
        Bound::Unknown(_) => "someone the text does not name".to_owned(),
        Bound::Words(w) => w.to_string(),
    }
}

/// A set of leaves in as few names as possible: the largest places that lie in it.
pub(crate) fn places(
    v: &Vocabulary,
    l: &crate::vocabulary::Leaves,
    name: &dyn Fn(crate::vocabulary::NodeId) -> String,
) -> String {
    let mut rest = l.clone();
    let mut names = Vec::new();
    let mut all: Vec<_> = v.places.all().collect();
    all.sort_by(|(a, x), (b, y)| {
        y.iter()
            .count()
            .cmp(&x.iter().count())
            .then_with(|| v.name(*a).cmp(v.name(*b)))
    });
    for (node, leaves) in all {
        if !leaves.is_empty() && leaves.within(&rest) {
            names.push(name(node));
            rest = rest.without(leaves);
        }
    }
    // What the parts of a region leave over has no name of its own.
    names.extend(
        rest.iter()
            .map(|leaf| format!("the rest of {}", name(v.places.name(leaf)))),
    );
    names.join("; ")
}

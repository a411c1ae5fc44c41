//! Facts: what a draft says, sentence by sentence, with the clause it stands in, the phrases that qualify it and the condition it stands under.

mod brackets;
mod parts;

use crate::condition::{Condition, Store};
use crate::model::choices::{alternative, that_mode};
use crate::model::*;
use crate::vocabulary::{ActionId, NodeId, StateId, ThatMode, Vocabulary};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

use parts::Numbers;
pub use parts::{AtPlaces, NO_PART, Parts};

/// A sentence that is part of the deal, or an event a phrase names.
#[derive(Clone, Debug)]
pub struct Fact<'m> {
    /// What it says, sides put in.
    pub sentence: Cow<'m, Sentence>,
    /// The clause it stands in.
    pub clause: usize,
    /// Its own phrases and those of its clause, nearest first: index of the clause each stands in.
    pub phrases: Vec<(&'m Phrase, usize)>,
    /// When it is part of the deal.
    pub condition: Condition,
    /// `only A may …`: nobody else may.
    pub only: bool,
    /// Named in a phrase, not promised.
    pub event: bool,
    /// Where the sentence stands that proposes it, if it is proposed and not promised.
    pub proposed_in: Option<crate::source::Span>,
    /// Which of the sides put in: `each side` makes a promise of each.
    pub side: usize,
}

impl Fact<'_> {
    /// Where it is told: what is proposed is shown with the words that propose it.
    pub fn at(&self) -> crate::source::Span {
        self.proposed_in.unwrap_or(self.sentence.span)
    }
}

impl Fact<'_> {
    /// It is kept up, not completed: a ban, a permission, or an action that nothing completes.
    pub fn kept_up(&self, v: &Vocabulary) -> bool {
        self.holds_over_time()
            || matches!(self.sentence.predicate, Predicate::Act { action: Some(a), .. } if v.action(a).lasting)
    }

    /// A ban or a permission: it holds over a time.
    pub fn holds_over_time(&self) -> bool {
        self.modal().is_some_and(Modal::holds_over_time)
    }

    /// The modal of a promise.
    pub fn modal(&self) -> Option<Modal> {
        match self.sentence.predicate {
            Predicate::Act { modal, .. } => modal,
            Predicate::State { .. } => None,
        }
    }
}

/// All facts of a draft.
pub struct Facts<'m> {
    /// Sentences and events.
    pub all: Vec<Fact<'m>>,
    /// Sentences by action.
    pub by_action: FxHashMap<ActionId, Vec<u32>>,
    /// Sentences by the single actor or thing that is their subject.
    pub by_subject: FxHashMap<NodeId, Vec<u32>>,
    /// Sentences by action and subject.
    pub by_action_subject: FxHashMap<(ActionId, NodeId), Vec<u32>>,
    /// Sentences whose subject is not only things by name: everybody, somebody, brackets.
    pub generic_subject: Vec<u32>,
    /// The same by action.
    pub generic: FxHashMap<ActionId, Vec<u32>>,
    /// Asserted states by word.
    pub by_state: FxHashMap<StateId, Vec<u32>>,
    /// Sentences by clause.
    pub by_clause: Vec<Vec<u32>>,
    /// Clauses by kind.
    pub kinds: FxHashMap<&'m str, Vec<u32>>,
    /// When each clause is part of the deal.
    pub clause_condition: Vec<Condition>,
    /// Parts of each clause, at any depth, itself first.
    pub parts: Vec<Vec<u32>>,
    /// Sentences that say of a clause that it is void.
    pub voids: FxHashMap<usize, Vec<u32>>,
    /// Clauses with an entry into force of their own.
    pub own_entry: FxHashSet<usize>,
    /// By clause, those that say they prevail over it, or that it says it yields to.
    pub links: FxHashMap<usize, Vec<usize>>,
    /// Value of `binding` for clauses that say none, by the text they stand in, and the condition it is given under.
    pub binding: FxHashMap<Option<&'m str>, (&'m List, Option<crate::source::Span>)>,
    /// Position of each label.
    pub labels: FxHashMap<&'m str, usize>,
    /// What each sentence holds in its parts, as numbers: equal values have equal numbers.
    pub parts_of: Vec<Parts>,
    /// Of actions and roles that hold places: which sentences are about a leaf.
    pub places: FxHashMap<ActionId, Vec<(CompactString, AtPlaces)>>,
    /// The things by name that are the subjects of a sentence; without those whose subject is something else.
    pub subjects: FxHashMap<u32, Vec<NodeId>>,
    /// Actions that a ban speaks of, and those that a promise or permission speaks of.
    banned: FxHashSet<ActionId>,
    promised: FxHashSet<ActionId>,
    numbers: Numbers,
}

impl Facts<'_> {
    /// The clause with whose own entry into force a clause enters into force: itself or one around it.
    pub fn enters_with(&self, draft: &Draft, clause: usize) -> Option<usize> {
        std::iter::successors(Some(clause), |c| draft.clauses[*c].parent)
            .find(|c| self.own_entry.contains(c))
    }

    /// Does one sentence ban what another one allows or demands, as far as the verb tells?
    pub fn opposed(&self, action: ActionId) -> bool {
        self.banned.contains(&action) && self.promised.contains(&action)
    }

    /// The clause with a label, in the draft or in a text it brings in.
    pub fn position(&self, draft: &Draft, text: Option<&str>, label: &str) -> Option<usize> {
        match text.filter(|t| *t != draft.id) {
            None => self.labels.get(label),
            Some(text) => self.labels.get(text_label(label, text).as_str()),
        }
        .copied()
    }
}

/// Gathers the facts of a draft; the store is that of the draft.
pub fn gather<'m>(v: &Vocabulary, draft: &'m Draft, store: &mut Store) -> Facts<'m> {
    let n = draft.clauses.len();
    let mut facts = Facts {
        all: Vec::new(),
        by_action: FxHashMap::default(),
        by_subject: FxHashMap::default(),
        by_action_subject: FxHashMap::default(),
        generic_subject: Vec::new(),
        generic: FxHashMap::default(),
        by_state: FxHashMap::default(),
        by_clause: vec![Vec::new(); n],
        kinds: FxHashMap::default(),
        clause_condition: Vec::with_capacity(n),
        parts: (0..n as u32).map(|i| vec![i]).collect(),
        voids: FxHashMap::default(),
        own_entry: FxHashSet::default(),
        links: FxHashMap::default(),
        binding: FxHashMap::default(),
        labels: FxHashMap::default(),
        parts_of: Vec::new(),
        places: FxHashMap::default(),
        numbers: Numbers::default(),
        subjects: FxHashMap::default(),
        banned: FxHashSet::default(),
        promised: FxHashSet::default(),
    };
    for (i, clause) in draft.clauses.iter().enumerate() {
        facts.labels.insert(&clause.label, i);
        let mut up = clause.parent;
        let mut steps = 0;
        while let Some(p) = up
            && steps < 64
        {
            facts.parts[p].push(i as u32);
            up = draft.clauses[p].parent;
            steps += 1;
        }
        let own = under(store, draft, &clause.under);
        let inherited = clause
            .parent
            .map_or(Condition::ALWAYS, |p| facts.clause_condition[p]);
        let c = store.and(own, inherited);
        facts.clause_condition.push(c);
        if !c.is_never() {
            facts.kinds.entry(&clause.kind).or_default().push(i as u32);
        }
        if clause.kind == "final"
            && let Some((e, _)) = clause.fields.iter().find(|(e, _)| e.name == "binding")
        {
            let guard = clause
                .phrases
                .iter()
                .find(|(p, _)| matches!(p.kind, PhraseKind::Guard(..)))
                .map(|(p, _)| p.span);
            facts
                .binding
                .entry(clause.text.as_deref())
                .or_insert((&e.value, guard));
        }
    }
    if let Some(h) = draft.header.iter().find(|h| h.name == "binding") {
        facts.binding.entry(None).or_insert((&h.value, None));
    }
    for i in 0..n {
        let phrases = clause_phrases(draft, i);
        for (sentence, alternatives) in &draft.clauses[i].sentences {
            let c = under(store, draft, alternatives);
            let base = facts.clause_condition[i];
            let c = store.and(c, base);
            for (side, expanded) in crate::model::expand(draft, sentence)
                .into_iter()
                .enumerate()
            {
                add(
                    v,
                    (store, draft),
                    &mut facts,
                    (expanded, sentence),
                    At {
                        clause: i,
                        outer: &phrases,
                        proposed: None,
                        side,
                    },
                    c,
                );
            }
        }
        events_of_phrases(v, &mut facts, draft, i);
    }
    links(&mut facts, draft);
    for f in 0..facts.all.len() {
        let fact = &facts.all[f];
        if let Predicate::State {
            negated: false,
            state,
            ..
        } = fact.sentence.predicate
            && v.states[state.0 as usize].word == "void"
        {
            for item in &fact.sentence.subject.items {
                let mut items = vec![item];
                while let Some(item) = items.pop() {
                    match &item.base {
                        Base::Clause(text, label) => {
                            if let Some(at) = facts.position(draft, text.as_deref(), label) {
                                facts.voids.entry(at).or_default().push(f as u32);
                            }
                        }
                        // All clauses of a text, but for the one that says so.
                        Base::EveryClause(..) => {
                            let own = fact.clause;
                            for at in (0..n).filter(|c| {
                                *c != own && draft.clauses[*c].text == draft.clauses[own].text
                            }) {
                                facts.voids.entry(at).or_default().push(f as u32);
                            }
                        }
                        Base::Thing(t)
                            if v.words
                                .get("framework")
                                .is_some_and(|k| v.under(t.node, *k)) =>
                        {
                            let (own, named) = (fact.clause, v.name(t.node));
                            for at in (0..n).filter(|c| {
                                *c != own
                                    && draft.clauses[*c].text.as_deref().unwrap_or(&draft.id)
                                        == named
                            }) {
                                facts.voids.entry(at).or_default().push(f as u32);
                            }
                        }
                        Base::Group(l) => items.extend(&l.items),
                        _ => {}
                    }
                }
            }
        }
    }
    facts.own_entry = own_entries(&facts, draft);
    // What is void without a condition is no part of the deal.
    let gone: Vec<usize> = facts
        .voids
        .iter()
        .filter(|(_, by)| {
            by.iter().any(|f| {
                facts.all[*f as usize].phrases.is_empty()
                    && facts.all[*f as usize].condition.is_always()
            })
        })
        .map(|(at, _)| *at)
        .collect();
    for at in gone {
        facts.clause_condition[at] = Condition::NEVER;
        for f in facts.by_clause[at].clone() {
            facts.all[f as usize].condition = Condition::NEVER;
            facts.parts_of[f as usize].plain = false;
        }
    }
    facts
}

/// Clauses of which an order says when they enter into force.
fn own_entries(facts: &Facts, draft: &Draft) -> FxHashSet<usize> {
    let inside = draft
        .clauses
        .iter()
        .flat_map(|c| c.orders.iter().map(|(o, _)| (c.text.as_deref(), o)));
    let outside = draft
        .all_orders()
        .map(|(text, o, _)| (text.map(|t| t.as_str()), o));
    let of = |(text, o): (Option<&str>, &Order)| match &o.moment.kind {
        MomentKind::Point(Point::EntryIntoForce, of, _) => match &**of {
            PointOf::Item(Item {
                base: Base::Clause(of, label),
                ..
            }) => facts.position(draft, of.as_deref().or(text), label),
            _ => None,
        },
        _ => None,
    };
    inside.chain(outside).filter_map(of).collect()
}

/// Explicit links between clauses, by the clause that yields; `all clauses` names none.
fn links(facts: &mut Facts, draft: &Draft) {
    for (n, c) in draft.clauses.iter().enumerate() {
        let phrases = c
            .phrases
            .iter()
            .map(|(p, _)| p)
            .chain(c.sentences.iter().flat_map(|(s, _)| &s.phrases));
        for p in phrases {
            let PhraseKind::Precedence(word, l) = &p.kind else {
                continue;
            };
            for i in &l.items {
                let Base::Clause(text, label) = &i.base else {
                    continue;
                };
                let Some(at) = facts.position(draft, text.as_deref(), label) else {
                    continue;
                };
                match word {
                    Precedence::Notwithstanding => facts.links.entry(at).or_default().push(n),
                    Precedence::SubjectTo => facts.links.entry(n).or_default().push(at),
                    Precedence::WithoutPrejudiceTo => {}
                }
            }
        }
    }
}

/// Phrases of a clause and of those it is a part of; a nearer one replaces a farther one of its kind.
pub fn clause_phrases(draft: &Draft, clause: usize) -> Vec<(&Phrase, usize)> {
    let mut out: Vec<(&Phrase, usize)> = Vec::new();
    let mut seen: Vec<Family> = Vec::new();
    let mut at = Some(clause);
    let mut steps = 0;
    while let Some(i) = at
        && steps < 64
    {
        let c = &draft.clauses[i];
        let keys: Vec<Family> = c.phrases.iter().map(|(p, _)| p.family()).collect();
        out.extend(
            c.phrases
                .iter()
                .zip(&keys)
                .filter(|(_, k)| !seen.contains(k))
                .map(|((p, _), _)| (p, i)),
        );
        seen.extend(keys);
        at = c.parent;
        steps += 1;
    }
    out
}

/// The condition of standing under alternatives.
fn under(store: &mut Store, draft: &Draft, alternatives: &[Under]) -> Condition {
    let mut out = Condition::ALWAYS;
    for u in alternatives {
        let c = choice(
            store,
            draft,
            u.ambiguity.as_deref(),
            u.span,
            &u.labels,
            u.index,
        );
        out = store.and(out, c);
    }
    out
}

/// The condition that one alternative of a choice holds. A choice whose labels are readings of an ambiguous term is that term's choice.
pub fn choice(
    store: &mut Store,
    draft: &Draft,
    ambiguity: Option<&str>,
    span: crate::source::Span,
    labels: &[CompactString],
    index: usize,
) -> Condition {
    let (at, value) = alternative(&draft.ambiguities, ambiguity, span, labels, index);
    match (store.choice_at(at), value) {
        (Some(v), Some(value)) => store.atom(v, value),
        _ => Condition::NEVER,
    }
}

/// Where a sentence stands.
#[derive(Clone, Copy)]
struct At<'a, 'm> {
    /// Its clause.
    clause: usize,
    /// The phrases around it.
    outer: &'a [(&'m Phrase, usize)],
    /// Where the sentence stands that proposes it.
    proposed: Option<crate::source::Span>,
    /// Which of the sides put in.
    side: usize,
}

/// A sentence, sides put in, with the sentence as written, whose phrases it has; taken apart into the texts its brackets make.
fn add<'m>(
    v: &Vocabulary,
    on: (&mut Store, &Draft),
    facts: &mut Facts<'m>,
    (sentence, written): (Cow<'m, Sentence>, &'m Sentence),
    at: At<'_, 'm>,
    condition: Condition,
) {
    let (store, draft) = on;
    for (one, when) in brackets::apart(store, draft, sentence) {
        let condition = store.and(condition, when);
        // What is not chosen stands in no text.
        if condition.is_never() {
            continue;
        }
        add_one(v, (store, draft), facts, (one, written), at, condition);
    }
}

fn add_one<'m>(
    v: &Vocabulary,
    on: (&mut Store, &Draft),
    facts: &mut Facts<'m>,
    (sentence, written): (Cow<'m, Sentence>, &'m Sentence),
    at: At<'_, 'm>,
    condition: Condition,
) {
    let (store, draft) = on;
    let At {
        clause,
        outer,
        proposed,
        side,
    } = at;
    let own: Vec<(&'m Phrase, usize)> = written.phrases.iter().map(|p| (p, clause)).collect();
    let keys: Vec<Family> = sentence.phrases.iter().map(Phrase::family).collect();
    let mut phrases = own;
    phrases.extend(
        outer
            .iter()
            .filter(|(p, _)| !keys.contains(&p.family()))
            .copied(),
    );
    let mode = that_mode(v, &sentence);
    let inner: Option<Cow<'m, Sentence>> = match (&sentence, mode) {
        (_, None | Some(ThatMode::Reported)) => None,
        (Cow::Borrowed(s), _) => s.that.as_deref().map(Cow::Borrowed),
        (Cow::Owned(s), _) => s.that.as_deref().map(|s| Cow::Owned(s.clone())),
    };
    if let (Some(inner), Some(inner_written), Some(_)) = (inner, written.that.as_deref(), mode) {
        let c = if mode == Some(ThatMode::Proposed) {
            let agreed = store
                .choice_at(sentence.span)
                .map_or(Condition::NEVER, |v| store.atom(v, 1));
            store.and(condition, agreed)
        } else {
            condition
        };
        let told = proposed.or((mode == Some(ThatMode::Proposed)).then_some(sentence.span));
        add(
            v,
            (store, draft),
            facts,
            (inner, inner_written),
            At {
                clause,
                outer: &phrases,
                proposed: told,
                side,
            },
            c,
        );
    }
    if matches!(
        sentence.predicate,
        Predicate::Act {
            modal: Some(Modal::May),
            ..
        }
    ) {
        for n in (0..sentence.roles.len()).filter(|n| sentence.roles[*n].only) {
            ban_other_ways(v, facts, &sentence, n, clause, &phrases, condition);
        }
    }
    let only = sentence.only
        && matches!(
            sentence.predicate,
            Predicate::Act {
                modal: Some(Modal::May),
                ..
            }
        );
    if only {
        ban_others(v, facts, &sentence, clause, &phrases, condition);
    }
    push(
        v,
        facts,
        Fact {
            sentence,
            clause,
            phrases,
            condition,
            only,
            event: false,
            proposed_in: proposed,
            side,
        },
    );
}

/// `only A may V` bans everybody else.
fn ban_others<'m>(
    v: &Vocabulary,
    facts: &mut Facts<'m>,
    s: &Sentence,
    clause: usize,
    phrases: &[(&'m Phrase, usize)],
    condition: Condition,
) {
    let Some(actor) = v.words.get("actor") else {
        return;
    };
    let mut ban = s.clone();
    ban.only = false;
    let all = Item {
        matcher: None,
        base: Base::Thing(Thing {
            quantifier: Quantifier::No,
            ..thing_of(*actor)
        }),
        span: s.subject.span,
    };
    ban.subject = List {
        items: vec![all],
        except: s.subject.items.clone(),
        span: s.subject.span,
    };
    if let Predicate::Act { modal, .. } = &mut ban.predicate {
        *modal = Some(Modal::ShallNot);
    }
    push(
        v,
        facts,
        Fact {
            sentence: Cow::Owned(ban),
            clause,
            phrases: phrases.to_vec(),
            condition,
            only: false,
            event: false,
            proposed_in: None,
            side: 0,
        },
    );
}

/// `may V only through P` bans every other way.
fn ban_other_ways<'m>(
    v: &Vocabulary,
    facts: &mut Facts<'m>,
    s: &Sentence,
    role: usize,
    clause: usize,
    phrases: &[(&'m Phrase, usize)],
    condition: Condition,
) {
    let Predicate::Act {
        action: Some(action),
        ..
    } = s.predicate
    else {
        return;
    };
    let mut ban = s.clone();
    let list = &mut ban.roles[role].list;
    let of_place = list.items.iter().any(|i| matches!(i.base, Base::Place(_)));
    let types = v
        .action(action)
        .role(&s.roles[role].preposition)
        .map_or(&[][..], |slot| &slot.types[..]);
    let all: Vec<Item> = if of_place {
        let place = v
            .words
            .get("place")
            .map(|n| Base::Place(Place::Every(Quantifier::All, *n, None)));
        place
            .into_iter()
            .map(|base| Item {
                matcher: None,
                base,
                span: list.span,
            })
            .collect()
    } else {
        let nodes = types.iter().filter_map(|t| v.words.get(t.text.as_str()));
        nodes
            .map(|n| Item {
                matcher: None,
                base: Base::Thing(Thing {
                    quantifier: Quantifier::All,
                    ..thing_of(*n)
                }),
                span: list.span,
            })
            .collect()
    };
    *list = List {
        items: all,
        except: s.roles[role].list.items.clone(),
        span: list.span,
    };
    ban.roles[role].only = false;
    if let Predicate::Act { modal, .. } = &mut ban.predicate {
        *modal = Some(Modal::ShallNot);
    }
    push(
        v,
        facts,
        Fact {
            sentence: Cow::Owned(ban),
            clause,
            phrases: phrases.to_vec(),
            condition,
            only: false,
            event: false,
            proposed_in: None,
            side: 0,
        },
    );
}

fn push<'m>(v: &Vocabulary, facts: &mut Facts<'m>, fact: Fact<'m>) {
    let id = facts.all.len() as u32;
    match fact.sentence.predicate {
        Predicate::Act {
            action: Some(a), ..
        } => {
            facts.by_action.entry(a).or_default().push(id);
            match fact.modal() {
                Some(Modal::ShallNot | Modal::ExpectedNot) => facts.banned.insert(a),
                Some(_) => facts.promised.insert(a),
                None => false,
            };
            let subjects = subjects(v, &fact.sentence.subject);
            facts.put_down(v, id, a, &fact, subjects.as_deref());
            match subjects {
                Some(nodes) => {
                    facts.subjects.insert(id, nodes.clone());
                    for n in nodes {
                        facts.by_subject.entry(n).or_default().push(id);
                        facts.by_action_subject.entry((a, n)).or_default().push(id);
                    }
                }
                None => {
                    facts.generic_subject.push(id);
                    facts.generic.entry(a).or_default().push(id);
                }
            }
        }
        Predicate::State { state, .. } => facts.by_state.entry(state).or_default().push(id),
        Predicate::Act { action: None, .. } => {}
    }
    let parts = facts.numbers.parts(v, &fact);
    facts.parts_of.push(parts);
    facts.by_clause[fact.clause].push(id);
    facts.all.push(fact);
}

/// The subjects of a sentence, if all are things by name.
fn subjects(v: &Vocabulary, l: &List) -> Option<Vec<NodeId>> {
    let mut out = Vec::new();
    let mut todo: Vec<&Item> = l.items.iter().collect();
    while let Some(i) = todo.pop() {
        match &i.base {
            Base::Thing(t)
                if t.quantifier == Quantifier::Some
                    && t.unknown.is_none()
                    && v.stands_alone(t.node) =>
            {
                out.push(t.node)
            }
            Base::Group(g) => todo.extend(&g.items),
            _ => return None,
        }
    }
    out.sort_unstable();
    out.dedup();
    Some(out)
}

/// Events named in the phrases and orders of a clause, for patterns on events.
fn events_of_phrases<'m>(v: &Vocabulary, facts: &mut Facts<'m>, draft: &'m Draft, clause: usize) {
    let c = &draft.clauses[clause];
    let mut found: Vec<&'m Sentence> = Vec::new();
    let phrases = c
        .phrases
        .iter()
        .map(|(p, _)| p)
        .chain(c.sentences.iter().flat_map(|(s, _)| &s.phrases))
        .chain(c.orders.iter().flat_map(|(o, _)| &o.phrases));
    for p in phrases {
        if let PhraseKind::Time(_, bound) = &p.kind
            && let Some(m) = bound.moment()
        {
            moments(m, &mut found);
        }
    }
    for (o, _) in &c.orders {
        moments(&o.moment, &mut found);
    }
    for sentence in found {
        for sentence in crate::model::expand(draft, sentence) {
            let condition = facts.clause_condition[clause];
            push(
                v,
                facts,
                Fact {
                    sentence,
                    clause,
                    phrases: Vec::new(),
                    condition,
                    only: false,
                    event: true,
                    proposed_in: None,
                    side: 0,
                },
            );
        }
    }
}

fn moments<'m>(m: &'m Moment, out: &mut Vec<&'m Sentence>) {
    match &m.kind {
        MomentKind::Extreme(_, of) => of.iter().for_each(|m| moments(m, out)),
        MomentKind::Point(_, of, ..) => {
            if let PointOf::Event(s) = &**of {
                out.push(s);
            }
        }
        _ => {}
    }
}

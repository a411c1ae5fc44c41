//! Gathers the facts of a draft: what its clauses say, what that amounts to for others, and the events its phrases name.

use super::only;
use super::parts::Numbers;
use super::{Fact, Facts, brackets, phrases, under};
use crate::condition::{Condition, Store};
use crate::model::choices::that_mode;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{NodeId, ThatMode, Unsaid, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// Gathers the facts of a draft; the store is that of the draft.
pub(crate) fn gather<'m>(v: &Vocabulary, draft: &'m Draft, store: &mut Store) -> Facts<'m> {
    let mut gatherer = Gatherer {
        v,
        draft,
        store,
        facts: empty(draft),
        terms: terms(draft),
    };
    gatherer.clauses();
    for clause in 0..draft.clauses.len() {
        gatherer.sentences(clause);
        gatherer.events(clause);
    }
    let mut facts = gatherer.facts;
    for link in links(draft, &facts.labels) {
        if link.rank != Precedence::WithoutPrejudiceTo {
            facts.links.entry(link.under).or_default().push(link.over);
        }
    }
    facts.own_entry = own_entries(&facts, draft);
    facts.ordered = ordered(&facts, draft);
    for c in facts.ordered.keys() {
        let inside = facts.parts[*c]
            .iter()
            .flat_map(|p| &facts.by_clause[*p as usize]);
        for f in inside {
            facts.parts_of[*f as usize].plain = false;
        }
    }
    super::voids::put_down(v, draft, &mut facts);
    facts
}

/// `start of clause 1 after agreement`: what orders say of a clause, they say of what is promised there.
fn ordered<'m>(facts: &Facts<'m>, draft: &'m Draft) -> FxHashMap<usize, Vec<(Point, &'m Phrase)>> {
    let own = draft
        .clauses
        .iter()
        .flat_map(|c| c.orders.iter().map(|(o, _)| o));
    let all = own.chain(draft.all_orders().map(|(_, o, _)| o));
    let mut out: FxHashMap<usize, Vec<(Point, &Phrase)>> = FxHashMap::default();
    for o in all {
        if let MomentKind::Point(point, of, _) = &o.moment.kind
            && let PointOf::Item(i) = &**of
        {
            for c in facts.labels.named(i) {
                let phrases = o.phrases.iter().map(|p| (*point, p));
                out.entry(c).or_default().extend(phrases);
            }
        }
    }
    out
}

/// What final clauses say on the calendar of how long their text lasts, whatever is chosen.
fn terms(draft: &Draft) -> Vec<(&Phrase, usize)> {
    let finals = draft.clauses.iter().enumerate();
    let finals = finals.filter(|(_, c)| c.is_final() && c.under.is_empty());
    let said = finals.flat_map(|(n, c)| c.phrases.iter().map(move |(p, under)| (p, under, n)));
    said.filter(|(p, under, _)| under.is_empty() && p.is_term())
        .map(|(p, _, n)| (p, n))
        .collect()
}

fn empty(draft: &Draft) -> Facts<'_> {
    let n = draft.clauses.len();
    Facts {
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
        phrases: Vec::with_capacity(n),
        parts: (0..n as u32).map(|i| vec![i]).collect(),
        voids: FxHashMap::default(),
        ordered: FxHashMap::default(),
        own_entry: FxHashSet::default(),
        links: FxHashMap::default(),
        binding: FxHashMap::default(),
        labels: Labels::of(draft),
        parts_of: Vec::new(),
        places: FxHashMap::default(),
        numbers: Numbers::default(),
        subjects: FxHashMap::default(),
        banned: FxHashSet::default(),
        promised: FxHashSet::default(),
    }
}

struct Gatherer<'g, 'm> {
    v: &'g Vocabulary,
    draft: &'m Draft,
    store: &'g mut Store,
    facts: Facts<'m>,
    /// How long each text lasts, with the final clause that says it.
    terms: Vec<(&'m Phrase, usize)>,
}

/// Where a sentence stands.
#[derive(Clone, Copy)]
struct At<'a, 'm> {
    /// Its clause.
    clause: usize,
    /// The phrases around it.
    outer: &'a [(&'m Phrase, usize)],
    /// Where the sentence stands that proposes it.
    proposed: Option<Span>,
    /// Which of the sides put in.
    side: usize,
    /// Which statement it is, in which text of the phrases around it.
    stated: (usize, usize),
    /// When it is part of the deal.
    condition: Condition,
}

impl At<'_, '_> {
    /// What stands here and follows from a sentence, promised by itself.
    fn follows<'m>(&self, sentence: Sentence, phrases: &[(&'m Phrase, usize)]) -> Fact<'m> {
        Fact {
            sentence: Cow::Owned(sentence),
            clause: self.clause,
            phrases: phrases.to_vec(),
            condition: self.condition,
            only: false,
            event: false,
            proposed_in: None,
            side: 0,
            stated: self.stated,
        }
    }
}

impl<'m> Gatherer<'_, 'm> {
    /// When each clause is part of the deal, the parts it has, and what it is as a kind.
    fn clauses(&mut self) {
        let draft = self.draft;
        let facts = &mut self.facts;
        for (i, clause) in draft.clauses.iter().enumerate() {
            for around in draft.around(i).skip(1) {
                facts.parts[around].push(i as u32);
            }
            let own = under(self.store, draft, &clause.under);
            let inherited = clause
                .parent
                .map_or(Condition::ALWAYS, |p| facts.clause_condition[p]);
            let c = self.store.and(own, inherited);
            facts.clause_condition.push(c);
            if !c.is_never() {
                facts.kinds.entry(&clause.kind).or_default().push(i as u32);
            }
            if clause.is_final()
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
    }

    fn sentences(&mut self, clause: usize) {
        let draft = self.draft;
        let texts = phrases::texts(self.store, draft, clause);
        for (n, (sentence, alternatives)) in draft.clauses[clause].sentences.iter().enumerate() {
            let own = under(self.store, draft, alternatives);
            let stands = self.store.and(own, self.facts.clause_condition[clause]);
            for (text, (outer, when)) in texts.iter().enumerate() {
                let condition = self.store.and(stands, *when);
                let sided = draft.clauses[clause].sided.get(&n);
                let each = sided.map_or(std::slice::from_ref(sentence), |each| &each[..]);
                for (side, sentence) in each.iter().enumerate() {
                    let at = At {
                        clause,
                        outer,
                        proposed: None,
                        side,
                        stated: (n, text),
                        condition,
                    };
                    self.add(Cow::Borrowed(sentence), sentence, at);
                }
            }
        }
        // What its fields say is kept up as long as the text.
        let mut of_fields = texts;
        if !draft.clauses[clause].is_final() {
            for (phrases, _) in &mut of_fields {
                self.add_term(clause, phrases, false);
            }
        }
        self.facts.phrases.push(of_fields);
    }

    /// A sentence, sides put in, with the sentence as written, whose phrases it has; taken apart into the texts its brackets make.
    fn add(&mut self, sentence: Cow<'m, Sentence>, written: &'m Sentence, at: At<'_, 'm>) {
        for (one, when) in brackets::apart(self.store, self.draft, sentence) {
            let condition = self.store.and(at.condition, when);
            // What is not chosen stands in no text.
            if !condition.is_never() {
                self.add_one(one, written, At { condition, ..at });
            }
        }
    }

    /// How long the text lasts, where a final clause says it on the calendar and nothing nearer does: what is kept up is kept up so long.
    /// `rule`: it is a ban or permission, of which `before M` and `on DATE` are the end.
    fn add_term(&self, clause: usize, phrases: &mut Vec<(&'m Phrase, usize)>, rule: bool) {
        let ends = |p: &Phrase| match &p.kind {
            PhraseKind::Time(None, bound) if bound.is_until() => true,
            PhraseKind::Time(None, bound) if rule && bound.ends_what_lasts(None) => true,
            _ => p.is_term(),
        };
        if !phrases.iter().any(|(p, _)| ends(p)) {
            let text = &self.draft.clauses[clause].text;
            let own = self
                .terms
                .iter()
                .filter(|(_, c)| self.draft.clauses[*c].text == *text);
            phrases.extend(own.copied());
        }
    }

    fn add_one(&mut self, sentence: Cow<'m, Sentence>, written: &'m Sentence, at: At<'_, 'm>) {
        let own: Vec<Family> = sentence.phrases.iter().map(Phrase::family).collect();
        let around = at.outer.iter().copied();
        let mut phrases: Vec<(&'m Phrase, usize)> = written
            .phrases
            .iter()
            .map(|p| (p, at.clause))
            .chain(around.filter(|(p, _)| !own.contains(&p.family())))
            .collect();
        let promised = matches!(sentence.predicate, Predicate::Act { modal: Some(_), .. });
        if promised && sentence.is_kept_up(self.v) {
            let rule = matches!(sentence.predicate, Predicate::Act { modal: Some(m), .. } if m.holds_over_time());
            self.add_term(at.clause, &mut phrases, rule);
        }
        self.told(&sentence, written, &phrases, at);
        let allows = matches!(
            sentence.predicate,
            Predicate::Act {
                modal: Some(Modal::May),
                ..
            }
        );
        if allows {
            for ban in only::bans(self.v, &sentence) {
                self.push(at.follows(ban, &phrases));
            }
        }
        let only = sentence.only && allows;
        self.push(Fact {
            sentence,
            clause: at.clause,
            phrases,
            condition: at.condition,
            only,
            event: false,
            proposed_in: at.proposed,
            side: at.side,
            stated: at.stated,
        });
    }

    /// What stands after `that`, where the verb asserts or proposes it.
    #[expect(clippy::ptr_arg, reason = "what is borrowed from the draft stays so")]
    fn told(
        &mut self,
        sentence: &Cow<'m, Sentence>,
        written: &'m Sentence,
        outer: &[(&'m Phrase, usize)],
        at: At<'_, 'm>,
    ) {
        let Some(mode @ (ThatMode::Asserted | ThatMode::Proposed)) = that_mode(self.v, sentence)
        else {
            return;
        };
        let inner: Option<Cow<'m, Sentence>> = match sentence {
            Cow::Borrowed(s) => s.that.as_deref().map(Cow::Borrowed),
            Cow::Owned(s) => s.that.as_deref().map(|s| Cow::Owned(s.clone())),
        };
        let (Some(inner), Some(inner_written)) = (inner, written.that.as_deref()) else {
            return;
        };
        let mut at = At { outer, ..at };
        if mode == ThatMode::Proposed {
            let agreed = self
                .store
                .choice_at(sentence.span)
                .map_or(Condition::NEVER, |v| self.store.atom(v, 1));
            at.condition = self.store.and(at.condition, agreed);
            at.proposed = at.proposed.or(Some(sentence.span));
        }
        self.add(inner, inner_written, at);
    }

    /// Events named in the phrases and orders of a clause, for patterns on events.
    fn events(&mut self, clause: usize) {
        let c = &self.draft.clauses[clause];
        let bound = |p: &'m Phrase| match &p.kind {
            PhraseKind::Time(_, bound) => bound.moment(),
            _ => None,
        };
        let of_sentences = c.sentences.iter().flat_map(|(s, under)| {
            let bounds = s.phrases.iter().filter_map(bound);
            bounds.map(move |m| (m, under))
        });
        let alone = c.phrases.iter();
        let alone = alone.filter_map(|(p, under)| Some((bound(p)?, under)));
        let orders = c.orders.iter().flat_map(|(o, under)| {
            let bounds = o.phrases.iter().filter_map(bound);
            std::iter::once(&o.moment)
                .chain(bounds)
                .map(move |m| (m, under))
        });
        for (moment, alternatives) in of_sentences.chain(alone).chain(orders) {
            let under = under(self.store, self.draft, alternatives);
            let condition = self.store.and(self.facts.clause_condition[clause], under);
            for event in moment.events() {
                for sentence in expand(self.draft, event) {
                    self.push(Fact {
                        sentence,
                        clause,
                        phrases: Vec::new(),
                        condition,
                        only: false,
                        event: true,
                        proposed_in: None,
                        side: 0,
                        stated: (0, 0),
                    });
                }
            }
        }
    }

    /// What is said of all there is, where silence means everything, is as good as not said: a ceasefire in air, land and sea is a ceasefire.
    fn leave_out_wholes(&self, fact: &mut Fact<'m>) {
        let Predicate::Act {
            action: Some(a), ..
        } = fact.sentence.predicate
        else {
            return;
        };
        let action = self.v.action(a);
        let node = |i: &Item| match &i.base {
            Base::Thing(t) if i.matcher.is_none() && t.variable.is_none() && t.of.is_none() => {
                Some(t.node)
            }
            _ => None,
        };
        let whole = |r: &Role| {
            action.role(&r.preposition).and_then(|s| s.unsaid()) == Some(Unsaid::All)
                && r.list.except.is_empty()
                && (r.list.items.iter().map(node).collect::<Option<Vec<_>>>())
                    .is_some_and(|all| self.v.are_all(&all))
        };
        if fact.sentence.roles.iter().any(whole) {
            fact.sentence.to_mut().roles.retain(|r| !whole(r));
        }
    }

    fn push(&mut self, mut fact: Fact<'m>) {
        self.leave_out_wholes(&mut fact);
        let facts = &mut self.facts;
        let id = facts.all.len() as u32;
        match fact.sentence.predicate {
            Predicate::Act {
                action: Some(a), ..
            } => {
                facts.by_action.entry(a).or_default().push(id);
                match fact.modal() {
                    Some(m) if m.is_ban() => facts.banned.insert(a),
                    Some(_) => facts.promised.insert(a),
                    None => false,
                };
                let subjects = subjects(self.v, &fact.sentence.subject);
                facts.put_down(self.v, id, a, &fact, subjects.as_deref());
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
        let parts = facts.numbers.parts(self.v, &fact);
        facts.parts_of.push(parts);
        facts.by_clause[fact.clause].push(id);
        facts.all.push(fact);
    }
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
                out.push(t.node);
                // Whoever a force belongs to acts through it.
                out.extend(v.acting_for(t.node));
            }
            Base::Group(g) => todo.extend(&g.items),
            _ => return None,
        }
    }
    out.sort_unstable();
    out.dedup();
    Some(out)
}

/// Clauses of which an order says when they enter into force.
fn own_entries(facts: &Facts, draft: &Draft) -> FxHashSet<usize> {
    let inside = draft
        .clauses
        .iter()
        .flat_map(|c| c.orders.iter().map(|(o, _)| o));
    let outside = draft.all_orders().map(|(_, o, _)| o);
    let of = |o: &Order| match &o.moment.kind {
        MomentKind::Point(Point::EntryIntoForce, of, _) => match &**of {
            PointOf::Item(i) => facts.labels.named(i),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    inside.chain(outside).flat_map(of).collect()
}

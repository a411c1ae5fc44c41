//! Which of two clauses prevails where one bans what the other allows or demands: an explicit link; the more specific; the later text of a chain of
//! amendments; else nobody says, and that is a question for an interpreter. Later in the document never decides.

use super::axes::{Axis, Meet};
use super::sentences::is_ban;
use super::{Ask, Bound, Engine, Hit, Mode, Theta};
use crate::condition::{Kind, Owner};
use crate::fact::Fact;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{ActionId, NodeId, Unsaid};
use compact_str::CompactString;

/// How a clause stands to another of the opposite direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// The other prevails.
    Yields,
    /// Nothing says which prevails.
    Tie,
}

/// A sentence that bans what another one allows or demands, or the other way round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rival {
    fact: u32,
    standing: Standing,
    /// The phrase under which alone it speaks.
    only: Option<(Span, usize)>,
    /// It leaves to a hole, a bracket or somebody unnamed how much it takes away.
    unsaid: bool,
}

/// Two clauses that contradict each other, and nothing says which prevails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The two clauses, in document order.
    pub clauses: (usize, usize),
    /// Where they contradict each other: their sentences, or their fields.
    pub at: (Span, Span),
    /// The field with one value for each leaf of a region; nothing: sentences.
    pub field: Option<CompactString>,
    /// Of two sentences, the first is the ban.
    pub first_bans: bool,
}

/// The axes of an act: who, what, and every role of the verb that one of two sentences speaks of.
type Axes = Vec<Axis>;

impl Engine<'_> {
    /// A hit, after what prevails over the sentence is taken out of it: what is left, in one piece or several.
    pub(super) fn prevailing(&mut self, p: &Sentence, f: u32, ask: Ask, hit: Hit) -> Vec<Hit> {
        let Predicate::Act {
            action: Some(action),
            ..
        } = p.predicate
        else {
            return vec![hit];
        };
        if !self.facts.opposed(action) {
            return vec![hit];
        }
        let mut out = vec![hit];
        for rival in self.rivals(f) {
            let mut next = Vec::new();
            for mut hit in out {
                if !self.touches(p, f, rival.fact, ask, &hit.theta) {
                    next.push(hit);
                } else if rival.unsaid {
                    if ask.mode != Mode::Overlap {
                        let other = &self.facts.all[rival.fact as usize];
                        let name = format!(
                            "whether this stands beside clause {}, which does not say all of what it speaks of",
                            self.draft.clauses[other.clause].label
                        );
                        let q = self.store.question(
                            Kind::Hole,
                            other.sentence.span,
                            name,
                            Owner::Interpreter,
                        );
                        let gone = self.store.not(other.condition);
                        let stands = self.store.or(gone, q);
                        hit.condition = self.store.and(hit.condition, stands);
                    }
                    next.push(hit);
                } else if let Some((span, clause)) = rival.only {
                    // It speaks under its own condition only: outside of it the sentence stands.
                    let accepted = p.phrases.iter().any(|p| {
                        matches!(&p.kind, PhraseKind::Alone(Alone::WhateverItsConditions))
                    });
                    if ask.mode != Mode::Overlap && !accepted {
                        let before = hit.condition;
                        self.weaken(&mut hit, span, clause, ask);
                        // In a text without the other nothing weakens it.
                        let gone = self
                            .store
                            .not(self.facts.all[rival.fact as usize].condition);
                        let alone = self.store.and(before, gone);
                        hit.condition = self.store.or(hit.condition, alone);
                    }
                    next.push(hit);
                } else {
                    next.extend(self.taken_away((p, f), rival, ask, hit));
                }
            }
            out = next;
        }
        out.retain(|h| !h.condition.is_never());
        out
    }

    /// Takes out of a hit what a rival covers. A variable keeps the values the rival does not speak of; under those it does, the sentence holds only where
    /// the rival does not prevail.
    fn taken_away(
        &mut self,
        (p, f): (&Sentence, u32),
        rival: Rival,
        ask: Ask,
        hit: Hit,
    ) -> Vec<Hit> {
        let mut out = Vec::new();
        let facts = self.facts;
        let other = &facts.all[rival.fact as usize];
        let mut common = vec![hit];
        for (n, list) in variables_of(p) {
            let theirs = match list {
                Part::Subject => Some(&other.sentence.subject),
                Part::Object => match &other.sentence.predicate {
                    Predicate::Act { object, .. } => object.as_ref(),
                    Predicate::State { .. } => None,
                },
                Part::Role(preposition) => other
                    .sentence
                    .roles
                    .iter()
                    .find(|r| r.preposition == preposition)
                    .map(|r| &r.list),
            };
            let theirs = self.axis(theirs, Axis::All, &Theta::default());
            let mut next = Vec::new();
            for hit in common {
                let bound = hit
                    .theta
                    .get(n)
                    .cloned()
                    .or_else(|| Self::whole_type(n, ask));
                let Some((rest, shared)) = bound.and_then(|b| self.part_from(&b, &theirs)) else {
                    next.push(hit);
                    continue;
                };
                if let Some(rest) = rest {
                    out.push(Hit {
                        theta: hit.theta.with(n, rest),
                        ..hit.clone()
                    });
                }
                next.extend(shared.into_iter().map(|s| Hit {
                    theta: hit.theta.with(n, s),
                    ..hit.clone()
                }));
            }
            common = next;
        }
        let mut stands = self.store.not(other.condition);
        if rival.standing == Standing::Tie {
            let mine = self.which_prevails(f, rival.fact);
            stands = self.store.or(stands, mine);
        }
        for mut hit in common {
            hit.condition = self.store.and(hit.condition, stands);
            out.push(hit);
        }
        out
    }

    /// Everything a header variable of a rule may stand for, where nothing has bound it.
    fn whole_type(n: u8, ask: Ask) -> Option<Bound> {
        let (_, item) = ask.header.iter().find(|(v, _)| *v == n)?;
        match &item.base {
            Base::Thing(t) if t.of.is_none() => Some(Bound::Every(t.node, None, Vec::new())),
            _ => None,
        }
    }

    /// What of a variable's value lies outside of an axis, and what inside; nothing, if it cannot be parted.
    fn part_from(&self, bound: &Bound, theirs: &Axis) -> Option<(Option<Bound>, Vec<Bound>)> {
        match (bound, theirs) {
            (Bound::Places(mine), Axis::Places(theirs)) => {
                let (rest, shared) = (mine.without(theirs), mine.and(theirs));
                (!shared.is_empty()).then(|| {
                    (
                        (!rest.is_empty()).then_some(Bound::Places(rest)),
                        vec![Bound::Places(shared)],
                    )
                })
            }
            (Bound::Every(node, of, except), Axis::Things(things, _))
                if things.iter().all(|t| {
                    self.v.stands_alone(t.node)
                        || Self::simple(t)
                            && t.adjectives.is_empty()
                            && self.v.node(t.node).kind == crate::vocabulary::NodeKind::Term
                }) =>
            {
                let named = |n: &NodeId| !except.contains(n);
                let shared: Vec<NodeId> = things.iter().map(|t| t.node).filter(named).collect();
                let away = except.iter().chain(&shared).copied().collect();
                Some((
                    Some(Bound::Every(*node, *of, away)),
                    shared.into_iter().map(Bound::Node).collect(),
                ))
            }
            _ => None,
        }
    }

    /// The clause that prevails over a sentence and covers all it says, for telling why it counts for nothing.
    pub(super) fn overruled_by(&mut self, p: &Sentence, f: u32) -> Option<usize> {
        let rivals = self.rivals(f);
        let over = rivals.into_iter().find(|r| {
            r.standing == Standing::Yields
                && r.only.is_none()
                && self.touches(p, f, r.fact, Ask::new(Mode::Overlap), &Theta::default())
        });
        over.map(|r| self.facts.all[r.fact as usize].clause)
    }

    /// The condition that of two sentences this one prevails.
    fn which_prevails(&mut self, f: u32, g: u32) -> crate::condition::Condition {
        let (a, b) = (f.min(g), f.max(g));
        let facts = self.facts;
        let label = |n: u32| {
            format!(
                "clause {}",
                self.draft.clauses[facts.all[n as usize].clause].label
            )
        };
        let (first, second) = (label(a), label(b));
        let at = facts.all[a as usize].sentence.span;
        // The two places are its identity; the labels alone could name two pairs.
        let name =
            format!("whether {first} or {second} prevails, where one bans what the other does not");
        let v = self.store.variable(
            Kind::Reading,
            at.to(at),
            name,
            Owner::Interpreter,
            vec![first, second],
        );
        self.store.atom(v, usize::from(f == b))
    }

    /// In a ban or permission that is overlapped: does the rival take away all that matters here? In a demand: does it take away anything?
    fn touches(&mut self, p: &Sentence, f: u32, g: u32, ask: Ask, theta: &Theta) -> bool {
        let facts = self.facts;
        let (held, other) = (&facts.all[f as usize], &facts.all[g as usize]);
        let Some(action) = Self::action_of(&held.sentence) else {
            return false;
        };
        let roles = roles_of(&[p, &held.sentence, &other.sentence]);
        let asked = self.axes(action, p, true, &roles, theta);
        let mine = self.axes(action, &held.sentence, false, &roles, theta);
        let theirs = self.axes(action, &other.sentence, false, &roles, theta);
        // What a variable is bound to is parted afterwards: here it is enough that both have something in common.
        let bound: Vec<bool> = std::iter::once(Part::Subject)
            .chain(std::iter::once(Part::Object))
            .chain(roles.iter().map(|r| Part::Role((*r).into())))
            .map(|part| {
                variables_of(p).iter().any(|(n, at)| {
                    *at == part
                        && matches!(theta.get(*n), Some(Bound::Places(_) | Bound::Every(..)))
                })
            })
            .collect();
        // They are asked for one by one.
        if !ask.apart.is_empty()
            && matches!(ask.mode, Mode::Cover)
            && let Axis::Things(things, _) = &theirs[0]
            && things.iter().all(|t| ask.apart.contains(&t.node))
        {
            return false;
        }
        // One of many is demanded: what the rival does not speak of is enough.
        if matches!(ask.mode, Mode::Cover | Mode::Entail) {
            let any = one_of_many(p, &roles);
            for n in (0..mine.len()).filter(|n| any[*n] && !bound[*n]) {
                let common = self.axis_common(&mine[n], &asked[n]);
                if self.axis_beyond(&common, &theirs[n]) {
                    return false;
                }
            }
        }
        let some = some_of(p, &roles);
        let mut all = true;
        for n in 0..mine.len() {
            if bound[n] {
                all &= self.axis_meets(&mine[n], &theirs[n]) != Meet::Never
                    && self.axis_meets(&asked[n], &theirs[n]) != Meet::Never;
                continue;
            }
            all &= match ask.mode {
                Mode::Overlap | Mode::Within => {
                    let common = self.axis_common(&mine[n], &asked[n]);
                    self.axis_within(&common, &theirs[n]) || self.axis_within(&asked[n], &theirs[n])
                }
                // Some of it is asked for: what is left of it is enough.
                Mode::Cover | Mode::Entail if n > 0 && some[n] => {
                    let common = self.axis_common(&mine[n], &asked[n]);
                    self.axis_within(&common, &theirs[n]) || self.axis_within(&asked[n], &theirs[n])
                }
                Mode::Cover | Mode::Entail => self.axis_meets(&asked[n], &theirs[n]) != Meet::Never,
            };
        }
        all
    }

    /// Clauses that are said to prevail over one, and whose words do not tell what they take away from it: no sentence of theirs goes the other way.
    pub fn unweighed(&self, clause: usize) -> Vec<usize> {
        let facts = self.facts;
        let Some(links) = facts.links.get(&clause) else {
            return Vec::new();
        };
        let mut compared = Vec::new();
        for f in &facts.by_clause[clause] {
            if let Some(action) = Self::action_of(&facts.all[*f as usize].sentence) {
                compared.extend(
                    self.opposite(action, *f)
                        .into_iter()
                        .map(|g| facts.all[g as usize].clause),
                );
            }
        }
        links
            .iter()
            .copied()
            .filter(|over| !compared.contains(over))
            .collect()
    }

    /// The sentences that prevail over one, or may.
    fn rivals(&mut self, f: u32) -> Vec<Rival> {
        if let Some(known) = self.memory.rivals.get(&f) {
            return known.clone();
        }
        let facts = self.facts;
        let mut out = Vec::new();
        if let Some(action) = Self::action_of(&facts.all[f as usize].sentence) {
            for g in self.opposite(action, f) {
                out.extend(self.rival(action, f, g));
            }
        }
        // What was found when a limit was reached is not all there is.
        if !self.store.exhausted() {
            self.memory.rivals.insert(f, out.clone());
        }
        out
    }

    /// Sentences of the action that go the other way and can be about the same actor.
    fn opposite(&self, action: ActionId, f: u32) -> Vec<u32> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let mut out: Vec<u32> = match facts.subjects.get(&f) {
            Some(nodes) => nodes
                .iter()
                .flat_map(|n| facts.candidates(action, *n))
                .collect(),
            None => facts.by_action.get(&action).cloned().unwrap_or_default(),
        };
        out.sort_unstable();
        out.dedup();
        out.retain(|g| {
            let other = &facts.all[*g as usize];
            *g != f
                && !other.event
                && !other.condition.is_never()
                && other.sentence.span != fact.sentence.span
                && is_ban(other.modal()) != is_ban(fact.modal())
        });
        out
    }

    fn rival(&mut self, action: ActionId, f: u32, g: u32) -> Option<Rival> {
        let facts = self.facts;
        let (held, other) = (&facts.all[f as usize], &facts.all[g as usize]);
        if held.event || held.sentence.that.is_some() || other.sentence.that.is_some() {
            return None;
        }
        // Alternatives of one choice never stand side by side.
        if self.store.and(held.condition, other.condition).is_never() {
            return None;
        }
        let roles = roles_of(&[&held.sentence, &other.sentence]);
        let theta = Theta::default();
        let mine = self.axes(action, &held.sentence, false, &roles, &theta);
        let theirs = self.axes(action, &other.sentence, false, &roles, &theta);
        // What a permission leaves out and the ban names, it may not mean to open.
        let (ban, other_way) = if is_ban(held.modal()) {
            (held, other)
        } else {
            (other, held)
        };
        let mut surely = ban.sentence.roles.iter().all(|r| {
            other_way
                .sentence
                .roles
                .iter()
                .any(|x| x.preposition == r.preposition)
        });
        // What the other sentence leaves to a hole, a bracket or somebody unnamed.
        let mut unsaid = false;
        for (a, b) in mine.iter().zip(&theirs) {
            match self.axis_meets(a, b) {
                Meet::Never => return None,
                Meet::Perhaps => surely = false,
                Meet::Surely => {}
            }
            unsaid |= matches!(b, Axis::Unknown) && !matches!(a, Axis::Unknown);
        }
        let unsaid = unsaid && leaves_open(&other.sentence);
        let (i, they) = (self.limits(held, false), self.limits(other, false));
        // Against what speaks without end, a last day limits nothing.
        let (i, they) = (
            if they.is_none() {
                self.limits(held, true)
            } else {
                i
            },
            if i.is_none() {
                self.limits(other, true)
            } else {
                they
            },
        );
        let standing = match self.link(held, other) {
            Some(true) => return None,
            Some(false) => Standing::Yields,
            None => {
                // A letter beside another text prevails over nothing unless it says so.
                let one_text =
                    self.draft.clauses[held.clause].text == self.draft.clauses[other.clause].text;
                let narrower = |e: &mut Self, a: &Axes, b: &Axes| {
                    a.iter().zip(b).all(|(a, b)| e.axis_within(a, b))
                };
                let (mine_in, theirs_in) = (
                    narrower(self, &mine, &theirs) && (i.is_some() || they.is_none()),
                    narrower(self, &theirs, &mine) && (they.is_some() || i.is_none()),
                );
                let (layer, their_layer) = (
                    self.draft.clauses[held.clause].layer,
                    self.draft.clauses[other.clause].layer,
                );
                match (one_text && mine_in, one_text && theirs_in) {
                    (true, false) => return None,
                    (false, true) => Standing::Yields,
                    _ if one_text && layer != their_layer => {
                        if layer > their_layer {
                            return None;
                        }
                        Standing::Yields
                    }
                    // How much it takes away is not said: what is left is in doubt.
                    _ if one_text && unsaid && !is_ban(other.modal()) && is_ban(held.modal()) => {
                        Standing::Yields
                    }
                    // Whether they speak of the same at the same time is not certain: no contradiction is claimed.
                    _ if !surely || i.is_some() || they.is_some() => return None,
                    _ => Standing::Tie,
                }
            }
        };
        Some(Rival {
            fact: g,
            standing,
            only: they,
            unsaid: unsaid && they.is_none() && standing == Standing::Yields,
        })
    }

    /// Does the first prevail by an explicit link? `None`: no link says. A clause `without prejudice to` another leaves it as it is.
    fn link(&self, f: &Fact, g: &Fact) -> Option<bool> {
        let names = |a: &Fact, word: Precedence, b: &Fact| {
            a.phrases.iter().any(|(p, at)| match &p.kind {
                PhraseKind::Precedence(w, l) if *w == word => l
                    .items
                    .iter()
                    .any(|i| self.names_clause(i, *at, a.clause, b.clause)),
                _ => false,
            })
        };
        let over = names(f, Precedence::Notwithstanding, g)
            || names(g, Precedence::SubjectTo, f)
            || names(g, Precedence::WithoutPrejudiceTo, f);
        let under = names(g, Precedence::Notwithstanding, f)
            || names(f, Precedence::SubjectTo, g)
            || names(f, Precedence::WithoutPrejudiceTo, g);
        match (over, under) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    /// Does a value of a link name a clause, or one it is a part of?
    fn names_clause(&self, i: &Item, link_at: usize, own: usize, clause: usize) -> bool {
        let chain: Vec<usize> = self.draft.around(clause).collect();
        match &i.base {
            Base::EveryClause(..) => {
                self.draft.clauses[own].text == self.draft.clauses[clause].text
                    && !chain.contains(&link_at)
            }
            _ => self
                .facts
                .labels
                .named(i)
                .iter()
                .any(|at| chain.contains(at)),
        }
    }

    /// The phrase that limits when a sentence speaks at all. `against_all_time`: the last day of a deed does not count, since a ban without end bans it on every day before.
    fn limits(&self, f: &Fact, against_all_time: bool) -> Option<(Span, usize)> {
        let once = against_all_time
            && matches!(
                f.modal(),
                Some(crate::model::Modal::Shall | crate::model::Modal::Hereby)
            )
            && !f.kept_up(self.v);
        f.phrases
            .iter()
            .find(|(p, _)| match &p.kind {
                PhraseKind::Guard(..) => true,
                PhraseKind::Time(_, crate::model::Bound::Within(..)) if once => false,
                PhraseKind::Time(_, crate::model::Bound::At(w, _))
                    if once && *w == Relation::By =>
                {
                    false
                }
                PhraseKind::Time(_, b) => !matches!(
                    b,
                    crate::model::Bound::Soon
                        | crate::model::Bound::Every
                        | crate::model::Bound::Renewed(..)
                ),
                PhraseKind::Manner(manner, _) => manner.weakens(),
                _ => false,
            })
            .map(|(p, c)| (p.span, *c))
    }

    fn axes(
        &mut self,
        action: ActionId,
        s: &Sentence,
        pattern: bool,
        roles: &[&str],
        theta: &Theta,
    ) -> Axes {
        let Predicate::Act { modal, object, .. } = &s.predicate else {
            return Vec::new();
        };
        // A ban that says nothing of a role bans it everywhere; so a permission permits it, and a pattern asks it.
        let wide = pattern || is_ban(*modal) || *modal == Some(Modal::May);
        let v = self.v;
        let declared = v.action(action);
        let silent = |slot: Option<&crate::syntax::tree::Slot>| {
            let all = slot.is_some_and(|s| s.unsaid() == Some(Unsaid::All));
            if wide || all {
                Axis::All
            } else {
                Axis::Unknown
            }
        };
        let mut out = vec![self.axis(Some(&s.subject), Axis::Unknown, theta)];
        // So many of them are some of them: more than so many are not all.
        let counted = if is_ban(*modal) {
            None
        } else {
            object.as_ref().and_then(counted)
        };
        out.push(self.axis(
            counted.as_ref().or(object.as_ref()),
            silent(declared.object.as_ref()),
            theta,
        ));
        for role in roles {
            let held = s
                .roles
                .iter()
                .find(|r| r.preposition == *role)
                .map(|r| &r.list);
            out.push(self.axis(held, silent(declared.role(role)), theta));
        }
        out
    }

    /// Does a phrase of one clause say that it prevails over another?
    pub(super) fn clause_link(&self, a: usize, b: usize) -> bool {
        let names = |a: usize, word: Precedence, b: usize| {
            self.draft.clauses[a]
                .phrases
                .iter()
                .any(|(p, _)| match &p.kind {
                    PhraseKind::Precedence(w, l) if *w == word => {
                        l.items.iter().any(|i| self.names_clause(i, a, a, b))
                    }
                    _ => false,
                })
        };
        names(a, Precedence::Notwithstanding, b)
            || names(b, Precedence::SubjectTo, a)
            || names(b, Precedence::WithoutPrejudiceTo, a)
    }

    /// All contradictions that nothing resolves.
    pub fn conflicts(&mut self) -> Vec<Conflict> {
        let facts = self.facts;
        let mut out = Vec::new();
        for f in 0..facts.all.len() as u32 {
            let Some(action) = Self::action_of(&facts.all[f as usize].sentence) else {
                continue;
            };
            if !facts.opposed(action) || !is_ban(facts.all[f as usize].modal()) {
                continue;
            }
            for r in self.rivals(f) {
                let open = self.draft.clauses[facts.all[f as usize].clause].text
                    != self.draft.clauses[facts.all[r.fact as usize].clause].text
                    && self.precedence_left_open();
                if r.standing == Standing::Tie && !open {
                    let (a, b) = (
                        &facts.all[f.min(r.fact) as usize],
                        &facts.all[f.max(r.fact) as usize],
                    );
                    out.push(Conflict {
                        clauses: (a.clause, b.clause),
                        at: (a.sentence.span, b.sentence.span),
                        field: None,
                        first_bans: is_ban(a.modal()),
                    });
                }
            }
        }
        out.extend(self.field_conflicts());
        out.sort();
        out.dedup();
        out
    }

    /// `precedence: unspecified` in the header: what prevails between two texts is left open, and no fault.
    fn precedence_left_open(&self) -> bool {
        self.draft.header.iter().any(|h| {
            h.name == "precedence"
                && h.value
                    .items
                    .iter()
                    .any(|i| matches!(i.base, Base::Hole(_)))
        })
    }
}

/// Does a sentence leave who, what or where to a hole, a bracket or somebody unnamed?
fn leaves_open(s: &Sentence) -> bool {
    fn open(l: &List) -> bool {
        l.items.iter().any(|i| match &i.base {
            Base::Hole(_) | Base::Someone | Base::Choice(_) | Base::Place(Place::Unknown(..)) => {
                true
            }
            Base::Thing(t) => t.unknown.is_some(),
            Base::Group(l) => open(l),
            _ => false,
        })
    }
    let object = match &s.predicate {
        Predicate::Act { object, .. } => object.as_ref(),
        Predicate::State { .. } => None,
    };
    open(&s.subject) || object.is_some_and(open) || s.roles.iter().any(|r| open(&r.list))
}

/// For each axis: does a promise or permission ask for some of it? Bans, places and `all` ask for all of it.
fn some_of(p: &Sentence, roles: &[&str]) -> Vec<bool> {
    let Predicate::Act { modal, object, .. } = &p.predicate else {
        return Vec::new();
    };
    let some = |l: Option<&List>| {
        !is_ban(*modal)
            && l.is_some_and(|l| {
                !l.items.is_empty()
                    && l.items.iter().all(|i| {
                        i.matcher.is_none()
                            && matches!(&i.base, Base::Thing(t) if t.quantifier == Quantifier::Some)
                    })
            })
    };
    let mut out = vec![false, some(object.as_ref())];
    out.extend(roles.iter().map(|w| {
        some(
            p.roles
                .iter()
                .find(|r| r.preposition == *w)
                .map(|r| &r.list),
        )
    }));
    out
}

/// What an amount counts, in place of the amount.
fn counted(l: &List) -> Option<List> {
    let items = l.items.iter().map(|i| match &i.base {
        Base::Amount(Amount {
            counts: Some(n),
            of: None,
            ..
        }) => Some(Item {
            matcher: None,
            base: Base::Thing(thing_of(*n)),
            span: i.span,
        }),
        _ => None,
    });
    Some(List {
        items: items.collect::<Option<Vec<_>>>()?,
        except: l.except.clone(),
        span: l.span,
    })
}

/// For each axis: is one of many asked for, whichever?
fn one_of_many(p: &Sentence, roles: &[&str]) -> Vec<bool> {
    let Predicate::Act { modal, object, .. } = &p.predicate else {
        return Vec::new();
    };
    let any = |l: Option<&List>| {
        l.is_some_and(|l| {
            l.items.iter().any(|i| match &i.base {
                Base::Thing(t) => t.quantifier == Quantifier::Any && !is_ban(*modal),
                Base::Place(Place::Part(q, _)) => *q == Quantifier::Any,
                _ => i.matcher == Some(Matcher::OneOf),
            })
        })
    };
    let mut out = vec![any(Some(&p.subject)), any(object.as_ref())];
    out.extend(roles.iter().map(|w| {
        any(p
            .roles
            .iter()
            .find(|r| r.preposition == *w)
            .map(|r| &r.list))
    }));
    out
}

/// Where in an act something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Subject,
    Object,
    Role(CompactString),
}

/// The variables of a pattern that stand for a whole part of it.
fn variables_of(p: &Sentence) -> Vec<(u8, Part)> {
    let letter = |l: &List| match &l.items[..] {
        [
            Item {
                base:
                    Base::Variable(n)
                    | Base::Thing(Thing {
                        variable: Some(n), ..
                    })
                    | Base::Place(Place::Variable(n) | Place::Every(_, _, Some(n))),
                ..
            },
        ] => Some(*n),
        [
            Item {
                base: Base::Place(Place::Part(_, inner)),
                ..
            },
        ] => match &**inner {
            Place::Variable(n) | Place::Every(_, _, Some(n)) => Some(*n),
            _ => None,
        },
        _ => None,
    };
    let object = match &p.predicate {
        Predicate::Act { object, .. } => object.as_ref(),
        Predicate::State { .. } => None,
    };
    let parts =
        std::iter::once((Part::Subject, &p.subject)).chain(object.map(|o| (Part::Object, o)));
    parts
        .chain(
            p.roles
                .iter()
                .map(|r| (Part::Role(r.preposition.clone()), &r.list)),
        )
        .filter_map(|(part, l)| letter(l).map(|n| (n, part)))
        .collect()
}

/// The roles that any of the sentences speaks of.
fn roles_of<'s>(sentences: &[&'s Sentence]) -> Vec<&'s str> {
    let mut out: Vec<&str> = Vec::new();
    for r in sentences.iter().flat_map(|s| &s.roles) {
        if !out.contains(&r.preposition.as_str()) {
            out.push(&r.preposition);
        }
    }
    out
}

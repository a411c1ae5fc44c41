//! Sentences that stand against one another: which of them prevails, by links, by being narrower, by being later.

use super::acts::is_ban;
use super::axes::{Axis, Meet};
use super::{Engine, Theta};
use crate::fact::Fact;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{ActionId, Unsaid};

/// How a clause stands to another of the opposite direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The other prevails.
    Yields,
    /// Nothing says which prevails.
    Tie,
}

/// A sentence that bans what another one allows or demands, or the other way round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rival {
    pub fact: u32,
    pub standing: Standing,
    /// The phrase under which alone it speaks.
    pub only: Option<(Span, usize)>,
    /// It leaves to a hole, a bracket or somebody unnamed how much it takes away.
    pub unsaid: bool,
}

/// The axes of an act: who, what, and every role of the verb that one of two sentences speaks of.
pub(super) type Axes = Vec<Axis>;

impl<'e> Engine<'e> {
    /// Clauses that are said to prevail over one, and whose words do not tell what they take away from it: no sentence of theirs goes the other way.
    pub(crate) fn unweighed(&self, clause: usize) -> Vec<usize> {
        let facts = self.facts;
        let Some(links) = facts.links.get(&clause) else {
            return Vec::new();
        };
        let mut compared = Vec::new();
        for f in &facts.by_clause[clause] {
            if let Some(action) = facts.all[*f as usize].sentence.action() {
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
    pub(super) fn rivals(&mut self, f: u32) -> Vec<Rival> {
        if let Some(known) = self.memory.rivals.get(&f) {
            return known.clone();
        }
        let facts = self.facts;
        let mut out = Vec::new();
        if let Some(action) = facts.all[f as usize].sentence.action() {
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
    pub(super) fn opposite(&self, action: ActionId, f: u32) -> Vec<u32> {
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

    pub(super) fn rival(&mut self, action: ActionId, f: u32, g: u32) -> Option<Rival> {
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
                let both = i.is_some() && they.is_some();
                let (within, around) = (
                    both && self.lasts_within(f, g),
                    both && self.lasts_within(g, f),
                );
                match (one_text && mine_in, one_text && theirs_in) {
                    (true, false) => return None,
                    (false, true) => Standing::Yields,
                    // Of two for a time that speak of the same, the one that lasts within the time of the other is narrower.
                    (true, true) if within && !around => return None,
                    (true, true) if around && !within => Standing::Yields,
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
                    // Whether they speak of the same at the same time is not certain: no contradiction is claimed. While the one lasts that has an end or a
                    // beginning, the other speaks too.
                    _ if !surely => return None,
                    _ if both => {
                        if !self.speak_at_one_time(f, g) {
                            return None;
                        }
                        Standing::Tie
                    }
                    _ if i.is_some() && !self.is_limited_in_time_only(held) => return None,
                    _ if they.is_some() && !self.is_limited_in_time_only(other) => return None,
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
    pub(super) fn link(&self, f: &Fact, g: &Fact) -> Option<bool> {
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
    pub(super) fn names_clause(&self, i: &Item, link_at: usize, own: usize, clause: usize) -> bool {
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

    /// Does nothing but a time limit a ban, a permission or what is kept up?
    pub(super) fn is_limited_in_time_only(&self, f: &Fact) -> bool {
        let conditional = |p: &Phrase| match &p.kind {
            PhraseKind::Guard(..) => true,
            PhraseKind::Manner(manner, _) => manner.weakens(),
            PhraseKind::Time(_, b) => {
                // What is counted from what may never come may never speak.
                let surely = |m: &Moment| {
                    let known = matches!(m.kind, MomentKind::Signature | MomentKind::Entry);
                    known || m.date().is_some()
                };
                !b.is_until() && b.moment().is_some_and(|m| !surely(m))
            }
            _ => false,
        };
        // What an order says of a clause is not compared.
        let ordered = |c: usize| {
            self.facts
                .ordered
                .get(&c)
                .is_some_and(|all| !all.is_empty())
        };
        f.kept_up(self.v)
            && !f.phrases.iter().any(|(p, _)| conditional(p))
            && !self.draft.around(f.clause).any(ordered)
    }

    /// The phrase that limits when a sentence speaks at all. `against_all_time`: the last day of a deed does not count, since a ban without end bans it on every day before.
    pub(super) fn limits(&self, f: &Fact, against_all_time: bool) -> Option<(Span, usize)> {
        let once = against_all_time
            && matches!(f.modal(), Some(Modal::Shall | Modal::Hereby))
            && !f.kept_up(self.v);
        let ordered = self
            .draft
            .around(f.clause)
            .filter_map(|c| Some((c, self.facts.ordered.get(&c)?)))
            .flat_map(|(c, all)| all.iter().map(move |(point, p)| (c, *point, *p)));
        let limits = |(_, point, p): &(usize, Point, &Phrase)| {
            let ends = matches!(point, Point::Start | Point::Expiry | Point::EntryIntoForce);
            ends && matches!(p.kind, PhraseKind::Time(..))
        };
        if let Some((c, _, p)) = { ordered }.find(limits).filter(|_| !once) {
            return Some((p.span, c));
        }
        // How long the text lasts limits all of it alike.
        let own = |(_, at): &&(&Phrase, usize)| self.draft.around(f.clause).any(|c| c == *at);
        f.phrases
            .iter()
            .filter(own)
            .find(|(p, _)| match &p.kind {
                PhraseKind::Guard(..) => true,
                // When it is to be done makes it no other deed, but for what may never come.
                PhraseKind::Time(_, Bound::Within(..) | Bound::At(Relation::By, _)) if once => {
                    false
                }
                PhraseKind::Time(_, b) if once && b.moment().is_some_and(Moment::is_sure) => false,
                // What speaks from the text on speaks as long as what says nothing of it.
                PhraseKind::Time(
                    _,
                    Bound::AtOnce(m) | Bound::At(Relation::From | Relation::Upon, m),
                ) if matches!(m.kind, MomentKind::Signature | MomentKind::Entry) => false,
                PhraseKind::Time(_, b) => {
                    !matches!(b, Bound::Soon(_) | Bound::Every(_) | Bound::Renewed(..))
                }
                PhraseKind::Manner(manner, _) => manner.weakens(),
                _ => false,
            })
            .map(|(p, c)| (p.span, *c))
    }

    pub(super) fn axes(
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
        let who = self.axis(Some(&s.subject), Axis::Unknown, theta);
        let mut out = vec![who.of_doers()];
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
}

/// Does a sentence leave who, what or where to a hole, a bracket or somebody unnamed?
pub(super) fn leaves_open(s: &Sentence) -> bool {
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
    let object = s.object();
    open(&s.subject) || object.is_some_and(open) || s.roles.iter().any(|r| open(&r.list))
}

/// What an amount counts, in place of the amount.
pub(super) fn counted(l: &List) -> Option<List> {
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

/// The roles that any of the sentences speaks of.
pub(super) fn roles_of<'s>(sentences: &[&'s Sentence]) -> Vec<&'s str> {
    let mut out: Vec<&str> = Vec::new();
    for r in sentences.iter().flat_map(|s| &s.roles) {
        if !out.contains(&r.preposition.as_str()) {
            out.push(&r.preposition);
        }
    }
    out
}

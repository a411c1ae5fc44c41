//! Sentences: acts, events and states.

use super::lists::{Join, Silence};
use super::screen::Screen;
use super::{Ask, Bound, Engine, Hit, Mode, Source, Theta};
use crate::condition::{Condition, Owner, Question};
use crate::fact::Fact;
use crate::model::*;
use crate::syntax::PREPOSITIONS;
use crate::syntax::tree::Slot;
use crate::vocabulary::{Action, ActionId, Unsaid};
use smallvec::smallvec;

/// A pattern that asks for more leaves than this looks at all sentences of its actor.
const MOST_LEAVES: usize = 8;

/// Is the promise a ban?
pub(super) fn is_ban(m: Option<Modal>) -> bool {
    m.is_some_and(Modal::is_ban)
}

/// A modal in a pattern means at least that, in the same direction. An event is performed by a promise that will be kept.
pub(super) fn modal_fits(asked: Option<Modal>, held: Option<Modal>, event: bool) -> bool {
    match (asked, held) {
        (None, None) => event,
        (None, Some(m)) => matches!(m, Modal::Shall | Modal::Hereby),
        (Some(_), None) => false,
        (Some(a), Some(h)) => is_ban(Some(a)) == is_ban(Some(h)) && h >= a,
    }
}

impl Engine<'_> {
    /// All ways a sentence of a pattern holds.
    pub(crate) fn sentence(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let mut out = Vec::new();
        self.each_hit(p, ask, theta, &mut |_, hit| {
            out.push(hit);
            false
        });
        out
    }

    /// The ways a sentence of a pattern holds, one after the other in document order, until `take` has enough; says whether it had.
    pub(crate) fn each_hit(
        &mut self,
        p: &Sentence,
        ask: Ask,
        theta: &Theta,
        take: &mut dyn FnMut(&mut Self, Hit) -> bool,
    ) -> bool {
        let draft = self.draft;
        let expanded = crate::model::expand(draft, p);
        if expanded.len() > 1 || matches!(expanded.first(), Some(std::borrow::Cow::Owned(_))) {
            return expanded.iter().any(|p| self.each_hit(p, ask, theta, take));
        }
        match &p.predicate {
            Predicate::Act { action, .. } => {
                let facts = self.facts;
                let mut screen = Screen::new(self.v, p, theta);
                let mut found = Vec::new();
                let some;
                let everything;
                let candidates: &[u32] = match (action, self.subject_of(p, theta)) {
                    (Some(a), Some(n)) => {
                        some = self.candidates(*a, n, p, theta);
                        &some
                    }
                    (Some(a), None) => facts.by_action.get(a).map_or(&[], |v| v),
                    (None, _) => {
                        everything = (0..facts.all.len() as u32).collect::<Vec<u32>>();
                        &everything
                    }
                };
                for f in candidates {
                    self.screened(&mut screen, p, *f, ask, theta, &mut found);
                    for hit in found.drain(..) {
                        if take(self, hit) {
                            return true;
                        }
                    }
                }
                false
            }
            Predicate::State { negated: true, .. } => {
                let mut positive = p.clone();
                if let Predicate::State { negated, .. } = &mut positive.predicate {
                    *negated = false;
                }
                let mut any = Condition::NEVER;
                for hit in self.state(&positive, ask.by(Mode::Overlap).denied(), theta) {
                    any = self.or(any, hit.condition);
                }
                let c = self.store.not(any);
                !c.is_never()
                    && take(
                        self,
                        Hit {
                            condition: c,
                            ..Hit::new(theta.clone())
                        },
                    )
            }
            Predicate::State { .. } => self
                .state(p, ask, theta)
                .into_iter()
                .any(|hit| take(self, hit)),
        }
    }

    /// The sentences that can match a pattern about one actor, in document order: by the places it asks for, if these are few.
    fn candidates(
        &mut self,
        action: ActionId,
        subject: crate::vocabulary::NodeId,
        p: &Sentence,
        theta: &Theta,
    ) -> Vec<u32> {
        let facts = self.facts;
        // What is asked for by a condition may lie elsewhere.
        for role in p
            .roles
            .iter()
            .filter(|r| r.list.items.iter().all(|i| i.matcher.is_none()))
        {
            let Some(asked) = self.as_place(&role.list, theta) else {
                continue;
            };
            if let Some(leaves) = asked.leaves()
                && leaves.iter().take(MOST_LEAVES + 1).count() <= MOST_LEAVES
                && self
                    .v
                    .places
                    .families()
                    .iter()
                    .all(|f| f.strips.and(leaves).is_empty())
                && let Some(mut found) =
                    facts.candidates_at(action, subject, &role.preposition, leaves)
            {
                let at = |o| facts.candidates_at(action, o, &role.preposition, leaves);
                self.add_of_owners(p, subject, &mut found, |o| at(o).unwrap_or_default());
                return found;
            }
        }
        let mut found = facts.candidates(action, subject);
        self.add_of_owners(p, subject, &mut found, |o| facts.candidates(action, o));
        found
    }

    /// The sentences of those whose bans bind the one that a ban is asked of, and whose leave is leave for it.
    fn add_of_owners(
        &self,
        p: &Sentence,
        subject: crate::vocabulary::NodeId,
        found: &mut Vec<u32>,
        of: impl Fn(crate::vocabulary::NodeId) -> Vec<u32>,
    ) {
        let owners = self.bound_for(p, subject);
        if owners.is_empty() {
            return;
        }
        owners.into_iter().for_each(|o| found.extend(of(o)));
        found.sort_unstable();
        found.dedup();
    }

    /// Those whose bans and leave go for the one of which they are asked: for whom it acts.
    fn bound_for(
        &self,
        p: &Sentence,
        subject: crate::vocabulary::NodeId,
    ) -> Vec<crate::vocabulary::NodeId> {
        if is_ban(p.modal()) || p.modal() == Some(Modal::May) {
            self.v.acting_for(subject)
        } else {
            Vec::new()
        }
    }

    /// The one actor a pattern is about, if it names one.
    pub(crate) fn subject_of(
        &self,
        p: &Sentence,
        theta: &Theta,
    ) -> Option<crate::vocabulary::NodeId> {
        let [item] = &p.subject.items[..] else {
            return None;
        };
        let node = match &item.base {
            Base::Thing(t) if t.quantifier == Quantifier::Some && item.matcher.is_none() => {
                Some(t.node)
            }
            Base::Variable(n) => match theta.get(*n) {
                Some(Bound::Node(n)) => Some(*n),
                _ => None,
            },
            _ => None,
        };
        node.filter(|n| self.v.stands_alone(*n))
    }

    /// A pattern's act against one fact.
    pub(super) fn act(&mut self, p: &Sentence, f: u32, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let facts = self.facts;
        let fact: &Fact = &facts.all[f as usize];
        let Predicate::Act { modal, .. } = &p.predicate else {
            return Vec::new();
        };
        if fact.condition.is_never() || !modal_fits(*modal, fact.modal(), fact.event) {
            return Vec::new();
        }
        if p.only && !fact.only {
            return Vec::new();
        }
        // What each does for itself is not done jointly.
        if p.is_joint() && !fact.sentence.is_joint() {
            return Vec::new();
        }
        // Leave for several to do it together is none for one of them alone.
        let alone = matches!(ask.mode, Mode::Cover | Mode::Entail) && !p.is_joint();
        if alone && fact.sentence.is_joint() && fact.modal() == Some(Modal::May) {
            return Vec::new();
        }
        let ask = ask.of(is_ban(*modal)).said(fact.modal());
        let mut out = Vec::new();
        let values = if ask.some { ask.by(Mode::Within) } else { ask };
        for (theta, c) in self.inside(p, &fact.sentence, values, theta) {
            let c = self.and(c, fact.condition);
            let hit = Hit {
                theta,
                condition: c,
                sources: smallvec![Source::Fact(f)],
                phrases: Vec::new(),
            };
            let said = Source::Fact(f);
            for hit in self.phrases(&p.phrases, &fact.phrases, ask.beside(), hit, said) {
                for hit in self.phrases_told(p, f, ask, hit) {
                    out.extend(self.prevailing(p, f, ask, hit));
                }
            }
        }
        out
    }

    /// What is asked beside the verb of what stands after `that`, held against what is said there.
    fn phrases_told(&mut self, p: &Sentence, f: u32, ask: Ask, hit: Hit) -> Vec<Hit> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let (Some(asked), Some(told)) = (&p.that, &fact.sentence.that) else {
            return vec![hit];
        };
        if is_ban(fact.modal()) {
            return self.less_is_banned(asked, told, ask, hit);
        }
        let ask = ask.of(is_ban(asked.modal())).beside();
        let Some(inner) = self.told_by(f) else {
            // What is only reported has no phrases but its own.
            let own: Vec<_> = told.phrases.iter().map(|p| (p, fact.clause)).collect();
            return self.phrases(&asked.phrases, &own, ask, hit, Source::Fact(f));
        };
        let held = &facts.all[inner as usize].phrases;
        let hits = self.phrases(&asked.phrases, held, ask, hit, Source::Fact(inner));
        let deeper = |hit| self.phrases_told(asked, inner, ask, hit);
        hits.into_iter().flat_map(deeper).collect()
    }

    /// What is banned with a phrase is less than what is banned without: enough for a demand that has it too.
    fn less_is_banned(
        &mut self,
        asked: &Sentence,
        told: &Sentence,
        ask: Ask,
        mut hit: Hit,
    ) -> Vec<Hit> {
        if matches!(ask.mode, Mode::Cover | Mode::Entail) {
            let less = told.phrases.iter().filter(|p| !asked.phrases.contains(p));
            for p in less {
                let enough = self
                    .store
                    .question(Question::Enough, p.span, Owner::Interpreter);
                hit.condition = self.and(hit.condition, enough);
            }
        }
        vec![hit]
    }

    /// What stands after `that`, if it is asserted or proposed: a promise of its own, with the phrases of its clause.
    pub(super) fn told_by(&self, f: u32) -> Option<u32> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let told = fact.sentence.that.as_deref()?;
        let same = |g: &u32| {
            let inner = &facts.all[*g as usize];
            inner.sentence.span == told.span
                && (inner.side, inner.stated) == (fact.side, fact.stated)
                && !inner.event
        };
        facts.by_clause[fact.clause].iter().copied().find(same)
    }

    /// Subject, verb, object, roles and `that` of one sentence against another's; phrases are not looked at.
    pub(super) fn inside(
        &mut self,
        p: &Sentence,
        f: &Sentence,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let (
            Predicate::Act {
                action: pa,
                object: po,
                ..
            },
            Predicate::Act {
                action: fa,
                object: fo,
                ..
            },
        ) = (&p.predicate, &f.predicate)
        else {
            return Vec::new();
        };
        if pa.is_some() && pa != fa {
            return Vec::new();
        }
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        // `only A may V`: the pattern's subject is all who may.
        if p.only && f.subject.items.len() > p.subject.items.len() {
            return Vec::new();
        }
        ways = self.step(ways, |e, t| {
            e.list(
                &p.subject,
                Some(&f.subject),
                ask.part(0).doer(),
                Silence::Nothing,
                join(ask),
                t,
            )
        });
        let v = self.v;
        let action = fa.map(|a| v.action(a));
        // A ceiling is a ban on whatever is beyond it: one on a part leaves the rest without any.
        let whole = ask.of(ask.ban || is_about_cap(action, ask));
        if let Some(po) = po {
            let slot = action.and_then(|a| a.object.as_ref());
            let silence = silence_of(slot, "", ask.ban, f);
            let object = whole.part(1);
            ways = match fo.as_ref().filter(|_| self.is_wider(p, f, theta)) {
                Some(fo) => self.step(ways, |e, t| e.some_of(po, fo, object, t)),
                None => self.step(ways, |e, t| {
                    e.list(po, fo.as_ref(), object, silence, join(ask), t)
                }),
            };
        }
        for (n, role) in p.roles.iter().enumerate() {
            let held = f.roles.iter().find(|r| r.preposition == role.preposition);
            // `only through P` says that there is no other way.
            if role.only && !held.is_some_and(|h| h.only) {
                return Vec::new();
            }
            let held = held.map(|r| &r.list);
            let slot = action.and_then(|a| a.role(&role.preposition));
            let silence = silence_of(slot, &role.preposition, ask.ban, f);
            let ask = if slot.is_some_and(|s| s.ceiling) {
                ask
            } else {
                whole
            };
            ways = self.step(ways, |e, t| {
                e.list(&role.list, held, ask.part(2 + n), silence, join(ask), t)
            });
        }
        if ask.ban && matches!(ask.mode, Mode::Cover | Mode::Entail) {
            ways = Self::narrower_ban(ways, p, f, ask);
        }
        // Silence that means everything means it in a demand too: a ceasefire in one place is not a ceasefire.
        let everything = |r: &Role| {
            action
                .and_then(|a| a.role(&r.preposition))
                .is_some_and(|s| s.unsaid() == Some(Unsaid::All))
        };
        if ask.mode == Mode::Cover
            && !ask.ban
            && f.roles
                .iter()
                .any(|r| everything(r) && !p.roles.iter().any(|q| q.preposition == r.preposition))
        {
            return Vec::new();
        }
        match (&p.that, &f.that) {
            (None, _) => ways,
            (Some(_), None) => Vec::new(),
            (Some(inner), Some(told)) => {
                let (Predicate::Act { modal: a, .. }, Predicate::Act { modal: b, .. }) =
                    (&inner.predicate, &told.predicate)
                else {
                    return Vec::new();
                };
                if !modal_fits(*a, *b, true) {
                    return Vec::new();
                }
                let ask = ask.of(is_ban(*a)).beside();
                self.step(ways, |e, t| e.inside(inner, told, ask, t))
            }
        }
    }

    /// A ban with a role the pattern leaves out bans less than the pattern asks.
    fn narrower_ban(
        ways: Vec<(Theta, Condition)>,
        p: &Sentence,
        f: &Sentence,
        ask: Ask,
    ) -> Vec<(Theta, Condition)> {
        let object = |s: &Sentence| {
            matches!(
                &s.predicate,
                Predicate::Act {
                    object: Some(_),
                    ..
                }
            )
        };
        let extra = f
            .roles
            .iter()
            .any(|r| !p.roles.iter().any(|q| q.preposition == r.preposition))
            || (object(f) && !object(p));
        // Rules ask for what entails them word by word: a ban in one place is enough for a rule that names no place only if the rule binds nothing of it.
        if extra
            && matches!(
                &p.predicate,
                Predicate::Act {
                    action: Some(_),
                    ..
                }
            )
            && ask.header.is_empty()
        {
            Vec::new()
        } else {
            ways
        }
    }

    /// Goes on from every way.
    pub(super) fn step(
        &mut self,
        ways: Vec<(Theta, Condition)>,
        mut next: impl FnMut(&mut Self, &Theta) -> Vec<(Theta, Condition)>,
    ) -> Vec<(Theta, Condition)> {
        let mut out = Vec::new();
        for (theta, c) in ways {
            for (t, d) in next(self, &theta) {
                let c = self.and(c, d);
                if !c.is_never() {
                    out.push((t, c));
                }
            }
        }
        self.merge(out)
    }
}

/// Is it about a ceiling that is promised?
pub(super) fn is_about_cap(action: Option<&Action>, ask: Ask) -> bool {
    !ask.ban && action.is_some_and(Action::is_cap)
}

pub(super) fn join(ask: Ask) -> Join {
    match ask.mode {
        Mode::Overlap | Mode::Within => Join::Any,
        Mode::Entail | Mode::Cover => Join::All,
    }
}

/// What it means that a sentence says nothing of a slot, the object or the role of a preposition; under a ban always everything. Each sentence leaves out
/// something of its own.
pub(super) fn silence_of(slot: Option<&Slot>, role: &str, ban: bool, said: &Sentence) -> Silence {
    let Some(slot) = slot else {
        return Silence::Nothing;
    };
    if ban {
        return Silence::Everything;
    }
    match slot.unsaid() {
        Some(Unsaid::All) => Silence::Everything,
        Some(Unsaid::Unspecified) => {
            let opens = |p: &&&str| {
                role == **p || role.strip_prefix(**p).is_some_and(|r| r.starts_with(' '))
            };
            let role = PREPOSITIONS.iter().find(opens).copied().unwrap_or_default();
            Silence::Unspecified(Hole {
                blank: Blank::Silence(role),
                span: said.span,
            })
        }
        None => Silence::Nothing,
    }
}

//! What stands around a noun: adjectives, `of`, attributes, `located in`; and shares of something against the whole of it.

use super::amounts::interval;
use super::lies::Lies;
use super::lists::{Join, Silence};
use super::things::step;
use super::{Ask, Engine, Mode, Theta};
use crate::condition::{Condition, Owner, Question};
use crate::model::*;
use crate::vocabulary::{Interval, NodeId, NodeKind};

impl Engine<'_> {
    /// Adjectives, `of`, attributes and `located in`.
    pub(super) fn details(
        &mut self,
        p: &Item,
        t: &Thing,
        u: &Thing,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let covers = matches!(ask.mode, Mode::Cover | Mode::Entail);
        let mut c = Condition::ALWAYS;
        for a in &t.adjectives {
            let ok = u
                .adjectives
                .iter()
                .any(|b| self.adjective(p.matcher, *a, *b));
            if ok {
                continue;
            }
            // Every step of a scale is at least its lowest.
            let any_step = p.matcher == Some(Matcher::AtLeast)
                && matches!(self.v.node(*a).kind, NodeKind::Step(_, 0));
            let next = match u.unknown {
                Some(_) if any_step => Condition::ALWAYS,
                Some(h) => {
                    let asked = format!("`{}`", self.v.name(*a));
                    self.hole(h, &asked)
                }
                None => Condition::of(
                    u.adjectives.is_empty() && (ask.mode == Mode::Overlap || (covers && ask.ban)),
                ),
            };
            c = self.and(c, next);
        }
        // A qualified fact does not cover an unqualified demand, where all are meant.
        if covers
            && (ask.ban || t.quantifier == Quantifier::All)
            && (u.adjectives.len() > t.adjectives.len()
                || (u.of.is_some() && t.of.is_none())
                || is_narrower(t, u))
        {
            return (theta.clone(), Condition::NEVER);
        }
        let (theta, next) = self.whose(t, u, ask, theta);
        c = self.and(c, next);
        for (name, asked) in &t.attributes {
            let held = u
                .attributes
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, l)| l.clone());
            let as_sets = held
                .as_ref()
                .and_then(|l| self.filters(t, u, asked, l, ask));
            let next = match held {
                _ if as_sets.is_some() => as_sets.unwrap_or(Condition::NEVER),
                Some(l) => {
                    let mut any = Condition::NEVER;
                    for (_, c) in self.list(
                        asked,
                        Some(&l),
                        ask.of(false),
                        Silence::Nothing,
                        Join::All,
                        &theta,
                    ) {
                        any = self.or(any, c);
                    }
                    any
                }
                None => Condition::of(
                    ask.mode == Mode::Overlap
                        || (covers && (ask.ban || u.quantifier != Quantifier::Some)),
                ),
            };
            c = self.and(c, next);
        }
        if let Some(place) = &t.located {
            let inside = self.located(place, u, ask);
            c = self.and(c, inside);
        }
        (theta, c)
    }

    /// `of`: what the words say, else what the world says of a thing by name.
    fn whose(&mut self, t: &Thing, u: &Thing, ask: Ask, theta: &Theta) -> (Theta, Condition) {
        let Some(asked) = &t.of else {
            return (theta.clone(), Condition::ALWAYS);
        };
        let said: Vec<Item> = match &u.of {
            Some(said) => vec![(**said).clone()],
            None => self.owners(u, asked.span),
        };
        if said.is_empty() {
            let covers = matches!(ask.mode, Mode::Cover | Mode::Entail);
            let all_said = u.quantifier == Quantifier::All;
            // A letter that stands for whoever it is would stand for everybody.
            let unbound = matches!(asked.base, Base::Variable(n) if theta.get(n).is_none());
            let any = ask.mode == Mode::Overlap || (covers && (ask.ban || all_said));
            return (theta.clone(), Condition::of(any && !unbound));
        }
        let mode = if ask.mode == Mode::Overlap {
            Mode::Overlap
        } else {
            Mode::Within
        };
        let list = |items: Vec<Item>| List {
            items,
            except: Vec::new(),
            span: asked.span,
        };
        let asked = list(vec![(**asked).clone()]);
        let ask = ask.by(mode).beside();
        let mut ways = Vec::new();
        for owner in said {
            let said = list(vec![owner]);
            ways.extend(self.list(&asked, Some(&said), ask, Silence::Nothing, Join::All, theta));
        }
        // Where it can be somebody's in several ways, whose it is binds nothing.
        if let [(bound, c)] = &ways[..] {
            return (bound.clone(), *c);
        }
        let mut any = Condition::NEVER;
        for (_, c) in ways {
            any = self.or(any, c);
        }
        (theta.clone(), any)
    }

    /// To whom the world says that a thing by name belongs, itself or through what it belongs to.
    fn owners(&self, thing: &Thing, span: crate::source::Span) -> Vec<Item> {
        let all = self.v.owners(thing.node, |_| true);
        all.iter()
            .map(|n| Item {
                matcher: None,
                base: Base::Thing(thing_of(*n)),
                span,
            })
            .collect()
    }

    /// `located in R`: by where the world puts it; of what it puts nowhere, nobody says.
    fn located(&mut self, place: &Place, u: &Thing, ask: Ask) -> Condition {
        let Place::Region(region) = place else {
            return Condition::ALWAYS;
        };
        if u.located.is_some() {
            return Condition::ALWAYS;
        }
        if !self.v.stands_alone(u.node) {
            let covers = matches!(ask.mode, Mode::Cover | Mode::Entail);
            return Condition::of(
                ask.mode == Mode::Overlap
                    || covers && (ask.ban || u.quantifier != Quantifier::Some),
            );
        }
        let mut at = Some(u.node);
        for _ in 0..64 {
            let Some(n) = at else { break };
            if n == *region {
                return Condition::ALWAYS;
            }
            at = self.v.places.parent(n);
        }
        if self.v.places.parent(u.node).is_some() || !self.v.places.leaves(u.node).is_empty() {
            return Condition::NEVER;
        }
        let name = |n| self.v.name(n).to_owned();
        let question = Question::LocatedIn(name(u.node), name(*region));
        self.store
            .question(question, self.v.node(u.node).span, Owner::Interpreter)
    }

    /// A filter by amounts, `artillery { calibre: at least 100 mm; }`, picks a set: two of them are compared as sets. Nothing: they are no amounts.
    fn filters(
        &mut self,
        t: &Thing,
        u: &Thing,
        asked: &List,
        held: &List,
        ask: Ask,
    ) -> Option<Condition> {
        let ([p], [f]) = (&asked.items[..], &held.items[..]) else {
            return None;
        };
        let (wanted, known) = (amount_set(p)?, amount_set(f)?);
        if ask.ignore.amounts {
            return Some(Condition::ALWAYS);
        }
        let lies = Lies::of_numbers(known, wanted);
        let answered = ask.is_answered(lies, t.much_asked(), u.much_said());
        Some(Condition::of(answered))
    }

    /// A share asked for, and all of something or a thing by name: that is the whole. How much a bare noun is, is not said.
    pub(super) fn whole_of(
        &mut self,
        p: &Item,
        a: &Amount,
        u: &Thing,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> Condition {
        let (Some(of), true) = (&a.of, a.is_share()) else {
            return self.unnumbered(p, a, u, f, ask, theta);
        };
        let bare = Item {
            matcher: None,
            base: Base::Thing(u.clone()),
            span: f.span,
        };
        let same = self.held_against(of, &bare, ask.by(Mode::Overlap), theta);
        if same.is_never() {
            return same;
        }
        let whole = u.quantifier != Quantifier::Some || self.v.stands_alone(u.node);
        // What excuses in a rule is a share that is said.
        if !whole && ask.denied {
            return Condition::NEVER;
        }
        let number = if whole { Exact::new(100, 1) } else { None };
        let hole = Some(Hole {
            blank: Blank::Unspecified,
            span: f.span,
        })
        .filter(|_| !whole);
        let all = Amount {
            number,
            hole,
            dimension: a.dimension.clone(),
            per: a.per.clone(),
            of: None,
            counts: None,
        };
        let c = self.amount(p, a, f, &all, ask);
        self.and(same, c)
    }

    /// What forces, organs and offices do is done by whoever they belong to. The converse is a demand for more.
    pub(super) fn act_for(&self, whom: &Thing, forces: &Thing, ask: Ask) -> Option<Thing> {
        if !ask.doer || ask.mode != Mode::Overlap || self.v.under(forces.node, whom.node) {
            return None;
        }
        let owner = match forces.of.as_deref() {
            Some(Item {
                base: Base::Thing(o),
                ..
            }) => o.clone(),
            Some(_) => return None,
            None => {
                let all = self.v.acting_for(forces.node);
                let meant = all.iter().find(|n| self.v.under(**n, whom.node));
                thing_of(*meant.or(all.first())?)
            }
        };
        let acts = forces.of.is_none() || {
            let sort = self.v.words.get("formation")?;
            self.v.under(forces.node, *sort)
        };
        (acts && self.v.stands_alone(owner.node)).then_some(owner)
    }

    pub(super) fn adjective(&self, m: Option<Matcher>, asked: NodeId, held: NodeId) -> bool {
        match (&self.v.node(asked).kind, &self.v.node(held).kind) {
            (NodeKind::Step(a, x), NodeKind::Step(b, y)) => a == b && step(m, *x, *y),
            _ => self.v.under(held, asked),
        }
    }
}

/// The numbers of a plain amount.
fn amount_set(i: &Item) -> Option<Interval> {
    match &i.base {
        Base::Amount(Amount {
            number: Some(n),
            of: None,
            per: None,
            ..
        }) => Some(interval(i.matcher, *n)),
        _ => None,
    }
}

/// Is what is said of fewer things by where they are, or by what is known of them?
pub(super) fn is_narrower(asked: &Thing, said: &Thing) -> bool {
    said.attributes.len() > asked.attributes.len()
        || said.located.is_some() && said.located != asked.located
}

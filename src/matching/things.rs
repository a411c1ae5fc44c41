//! Single values: actors, terms, clauses.

use super::lies::{Lies, Much};
use super::lists::Silence;
use super::theta::item_of;
use super::types::of_node;
use super::{Ask, Bound, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{NodeKind, Noun};

type Ways = Vec<(Theta, Condition)>;

fn way(theta: &Theta, c: Condition) -> Ways {
    if c.is_never() {
        Vec::new()
    } else {
        vec![(theta.clone(), c)]
    }
}

impl Engine<'_> {
    /// One value of a pattern against one value of a fact.
    pub(super) fn element(&mut self, p: &Item, f: &Item, ask: Ask, theta: &Theta) -> Ways {
        let bound = match &p.base {
            Base::Variable(n)
            | Base::Thing(Thing {
                variable: Some(n), ..
            }) => theta.get(*n),
            _ => None,
        };
        // `sanctions on any party P if P breaches`: whom it stands for is matched where it is named first.
        if matches!(f.base, Base::Variable(_)) {
            return way(theta, Condition::ALWAYS);
        }
        if let Some(Bound::Unknown(at)) = bound {
            let c = self.unnamed(*at, f);
            return way(theta, c);
        }
        match &p.base {
            Base::Variable(n) => {
                let resolved = Self::resolve(*n, ask, theta, p.span);
                if theta.get(*n).is_some() {
                    return self.element(
                        &Item {
                            matcher: p.matcher,
                            ..resolved
                        },
                        f,
                        ask,
                        theta,
                    );
                }
                self.bind(*n, &resolved, f, ask, theta)
            }
            Base::Thing(t) if t.variable.is_some() && t.quantifier != Quantifier::Some => {
                let n = t.variable.unwrap_or(0);
                if let Some(b) = theta.get(n).cloned() {
                    return self.element(&item_of(&b, p.span), f, ask, theta);
                }
                let plain = Item {
                    base: Base::Thing(Thing {
                        variable: None,
                        ..t.clone()
                    }),
                    ..p.clone()
                };
                self.bind(n, &plain, f, ask, theta)
            }
            Base::EveryClause(_, Some(n)) => {
                if let Some(b) = theta.get(*n).cloned() {
                    return self.element(&item_of(&b, p.span), f, ask, theta);
                }
                let plain = Item {
                    base: Base::EveryClause(Quantifier::Any, None),
                    ..p.clone()
                };
                self.bind(*n, &plain, f, ask, theta)
            }
            _ => {
                let (theta2, c) = self.plain(p, f, ask, theta);
                way(&theta2, c)
            }
        }
    }

    /// Binds a variable to a fact's value, if its type fits.
    fn bind(&mut self, n: u8, of_type: &Item, f: &Item, ask: Ask, theta: &Theta) -> Ways {
        if ask.shared >> n & 1 == 1
            && let Base::Thing(t) = &f.base
            && let Some(members) = self.members(t)
        {
            // Every member is meant, and the world names them.
            let ways: Ways = members
                .iter()
                .flat_map(|m| self.bind(n, of_type, m, ask, theta))
                .collect();
            return self.merge(ways);
        }
        let (theta, c) = self.plain(of_type, f, ask, theta);
        if c.is_never() {
            return Vec::new();
        }
        let bound = match &f.base {
            Base::Thing(t)
                if t.quantifier != Quantifier::Some
                    && self.v.node(t.node).kind == NodeKind::Type =>
            {
                // The narrower of the two types.
                match &of_type.base {
                    Base::Thing(p) if self.v.under(p.node, t.node) && p.node != t.node => {
                        Bound::Every(p.node, of_node(p), Vec::new())
                    }
                    _ => Bound::Every(t.node, of_node(t), Vec::new()),
                }
            }
            Base::Thing(t)
                if t.unknown.is_some()
                    && t.quantifier == Quantifier::Some
                    && t.adjectives.is_empty() =>
            {
                Bound::Node(t.node)
            }
            Base::Thing(t) => Bound::Node(t.node),
            Base::Clause(text, label) => {
                Bound::Clause(match text.as_deref().filter(|t| *t != self.draft.id) {
                    None => label.clone(),
                    Some(text) => text_label(label, text),
                })
            }
            Base::EveryClause(..) => Bound::EveryClause,
            Base::Hole(h) => Bound::Unknown(h.span),
            Base::Someone => Bound::Unknown(f.span),
            Base::Words(w) => Bound::Words(w.clone()),
            Base::Place(Place::Region(r)) => Bound::Node(*r),
            Base::Amount(a) => {
                Bound::Words(a.number.map(|n| n.to_string()).unwrap_or_default().into())
            }
            _ => Bound::Words("?".into()),
        };
        vec![(theta.with(n, bound), c)]
    }

    /// Values without variables.
    pub(super) fn plain(
        &mut self,
        p: &Item,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        // A variable inside the pattern (`de-facto B`, `member of O`) may be bound on the way.
        let same = |c| (theta.clone(), c);
        match (&p.base, &f.base) {
            (Base::Anything, _) => same(Condition::ALWAYS),
            (Base::Hole(_) | Base::Someone, Base::Hole(_) | Base::Someone) => {
                same(Condition::ALWAYS)
            }
            (Base::Hole(h), Base::Amount(_)) if p.matcher.is_some() => {
                let c = self.hole(*h, "met");
                same(c)
            }
            (Base::Hole(_) | Base::Someone, Base::Amount(a)) => {
                same(Condition::of(a.hole.is_some()))
            }
            (Base::Hole(_) | Base::Someone, _) => same(Condition::NEVER),
            (Base::Thing(t), Base::Hole(_) | Base::Someone) => {
                let c = self.supposed(t, f, ask);
                same(c)
            }
            // Where all are asked for, one is not enough.
            (Base::EveryClause(Quantifier::Any, _), Base::Clause(..) | Base::Hole(_))
                if ask.ban && ask.mode == Mode::Cover =>
            {
                same(Condition::NEVER)
            }
            (
                Base::EveryClause(Quantifier::Any, _),
                Base::Clause(..) | Base::EveryClause(..) | Base::Hole(_),
            ) => same(Condition::ALWAYS),
            (Base::EveryClause(..), Base::EveryClause(..)) => same(Condition::ALWAYS),
            (Base::EveryClause(..), Base::Thing(t)) => same(Condition::of(
                self.is(t.node, "framework") && ask.mode == Mode::Overlap,
            )),
            (Base::Clause(_, _), Base::EveryClause(..)) => same(Condition::ALWAYS),
            (Base::Clause(d, l), Base::Clause(e, m)) => {
                let here = |d: &Option<compact_str::CompactString>| {
                    d.as_ref().is_none_or(|d| *d == self.draft.id)
                };
                let part_of = |part: &str, whole: &str| {
                    part.strip_prefix(whole).is_some_and(|r| r.starts_with('.'))
                };
                let meets = l == m || part_of(l, m) || ask.mode == Mode::Overlap && part_of(m, l);
                same(Condition::of(meets && (d == e || here(d) && here(e))))
            }
            (Base::Amount(a), Base::Amount(b)) => {
                let c = self.amount(p, a, f, b, ask);
                if c.is_never() {
                    return same(c);
                }
                let counted = b.counts.filter(|_| b.of.is_none()).map(|n| Item {
                    matcher: None,
                    base: Base::Thing(thing_of(n)),
                    span: f.span,
                });
                match (&a.of, b.of.as_deref().or(counted.as_ref())) {
                    (Some(x), Some(y)) => {
                        let whose = self.is_share_of_the_same(a, b, f, ask);
                        let c = self.and(c, whose);
                        let wanted = a.number.map(|n| super::amounts::interval(p.matcher, n));
                        let such = wanted.map_or(Condition::ALWAYS, |wanted| {
                            self.some_of_these((x, wanted), y, (f, b), ask, theta)
                        });
                        let c = self.and(c, such);
                        // So many are asked for of somebody: of whom they are has to be said.
                        let mode = match ask.mode {
                            mode @ (Mode::Cover | Mode::Within) if !ask.ban && !a.is_share() => {
                                mode
                            }
                            _ => Mode::Overlap,
                        };
                        let ways = self.element(x, y, ask.by(mode), theta);
                        match ways.into_iter().next() {
                            Some((t, c2)) => {
                                let c = self.and(c, c2);
                                (t, c)
                            }
                            None => same(Condition::NEVER),
                        }
                    }
                    (Some(_), None) => same(Condition::NEVER),
                    _ => same(c),
                }
            }
            (Base::Thing(t), Base::Amount(_)) => self.thing_amount(t, f, p, ask, theta),
            (Base::Amount(a), Base::Thing(u)) => {
                let c = self.whole_of(p, a, u, f, ask, theta);
                same(c)
            }
            (Base::Amount(_), Base::Hole(h)) => {
                let c = if ask.ignore.amounts {
                    Condition::ALWAYS
                } else {
                    self.hole(*h, "the amount asked for")
                };
                same(c)
            }
            (_, Base::Hole(h)) => {
                let c = self.hole(*h, "what is asked for");
                same(c)
            }
            (Base::Thing(t), Base::Thing(u)) => self.things(p, t, u, f, ask, theta),
            // Places beside other things, and as what something is of: alone they are looked at as sets.
            (Base::Place(_), Base::Place(_)) => {
                let [asked, said] = [p, f].map(|i| List {
                    items: vec![i.clone()],
                    except: Vec::new(),
                    span: i.span,
                });
                let Some(asked) = self.as_place(&asked, theta) else {
                    return same(Condition::NEVER);
                };
                let ways = self.place(&asked, Some(&said), ask, Silence::Nothing, theta);
                let mut any = Condition::NEVER;
                for (_, c) in ways {
                    any = self.or(any, c);
                }
                same(any)
            }
            (Base::Thing(t), Base::Place(Place::Region(r))) => same(Condition::of(
                t.node == *r || t.quantifier != Quantifier::Some && self.v.under(*r, t.node),
            )),
            (Base::Place(Place::Region(r)), Base::Thing(t)) => same(Condition::of(t.node == *r)),
            (Base::Thing(t), Base::Clause(..)) => same(Condition::of(
                self.v.noun(t.node) == Some(Noun::Clause) && t.quantifier != Quantifier::Some,
            )),
            (Base::Date(a), Base::Date(b)) => same(Condition::of(a == b)),
            (Base::Ratio(a), Base::Ratio(b)) => {
                let c = self.ratio((p, a), (f, b), ask);
                same(c)
            }
            (Base::Text(a), Base::Text(b)) => same(Condition::of(a == b)),
            (Base::Words(a), Base::Words(b)) => same(Condition::of(a == b)),
            _ => same(Condition::NEVER),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn things(
        &mut self,
        p: &Item,
        t: &Thing,
        u: &Thing,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let never = (theta.clone(), Condition::NEVER);
        // `all T`: the fact must be total. In a ban a bare noun is all, in a promise some.
        let noun = |t: &Thing| {
            t.variable.is_none()
                && !self
                    .v
                    .noun(t.node)
                    .is_some_and(|n| n.is_relation() || matches!(n, Noun::Part | Noun::Clause))
        };
        if t.quantifier == Quantifier::All
            && ask.mode == Mode::Overlap
            && t.of.is_none()
            && noun(t)
            && noun(u)
            && (u.of.is_none() || u.quantifier == Quantifier::Some && !ask.ban)
            && !self.v.stands_alone(u.node)
            && u.unknown.is_none()
        {
            // What somebody has of them is not all there is.
            let total = u.of.is_none() && (u.quantifier != Quantifier::Some || ask.ban);
            if !total || !self.v.under(t.node, u.node) {
                return never;
            }
            return self.details(p, t, u, ask, theta);
        }
        // A ban on somebody, or leave for him, is one for whatever acts for him.
        if ask.doer && (ask.ban || ask.leave) && self.does_for(t, u) {
            return (theta.clone(), Condition::ALWAYS);
        }
        if let Some(owner) = self.act_for(t, u, ask) {
            return self.things(p, t, &owner, f, ask, theta);
        }
        let every = u.quantifier != Quantifier::Some && self.v.node(u.node).kind == NodeKind::Type;
        let typed = t.quantifier != Quantifier::Some
            && self.v.node(t.node).kind == NodeKind::Type
            && self.v.noun(t.node) != Some(Noun::Part);
        if typed {
            return match (t.quantifier, every) {
                (_, true) => {
                    let c = self.types_meet(t, u, ask);
                    (theta.clone(), c)
                }
                (Quantifier::Any, false) => {
                    // Under `shall not`, `any T` in a require means all of them: a single one does not cover it.
                    if ask.ban && ask.mode == Mode::Cover {
                        return never;
                    }
                    self.falls_in(u.node, t, ask, theta)
                }
                _ => never,
            };
        }
        if every {
            // All of a type lie within no single one of it.
            if ask.mode == Mode::Within && t.node != u.node {
                return never;
            }
            let (theta, c) = self.falls_in(t.node, u, ask, theta);
            return (theta, c);
        }
        let held = self.v.noun(u.node);
        if self.v.noun(t.node) == Some(Noun::Part) || held.is_some_and(Noun::is_share) {
            return self.part_of(t, u, f, ask, theta);
        }
        if !t.adjectives.is_empty()
            && t.of
                .as_ref()
                .is_some_and(|o| matches!(o.base, Base::Variable(_)))
        {
            return self.qualified(p, t, u, f, ask, theta);
        }
        if let (NodeKind::Step(a, x), NodeKind::Step(b, y)) = (
            self.v.node(t.node).kind.clone(),
            self.v.node(u.node).kind.clone(),
        ) {
            return (
                theta.clone(),
                Condition::of(a == b && step(p.matcher, x, y)),
            );
        }
        let lies = Lies::of_nouns(self.v, u.node, t.node);
        if !ask.is_answered(lies, t.much_asked(), u.much_said()) {
            // Some of it is not said: it may be what is asked.
            if let Some(hole) = u.unknown
                && lies.around
            {
                let asked = self.shown(t);
                return (theta.clone(), self.hole(hole, &asked));
            }
            return never;
        }
        self.details(p, t, u, ask, theta)
    }

    /// `at least de-jure B`: an adjective before a variable.
    fn qualified(
        &mut self,
        p: &Item,
        t: &Thing,
        u: &Thing,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let mut c = Condition::ALWAYS;
        for a in &t.adjectives {
            if u.adjectives
                .iter()
                .any(|b| self.adjective(p.matcher, *a, *b))
            {
                continue;
            }
            let next = match u.unknown {
                Some(h) => {
                    let asked = format!("`{}`", self.v.name(*a));
                    self.hole(h, &asked)
                }
                None => Condition::NEVER,
            };
            c = self.and(c, next);
        }
        let Some(of) = &t.of else {
            return (theta.clone(), c);
        };
        let bare = Item {
            matcher: None,
            base: Base::Thing(thing_of(u.node)),
            span: f.span,
        };
        match self
            .element(of, &bare, ask.by(Mode::Overlap).of(false), theta)
            .into_iter()
            .next()
        {
            Some((theta, d)) => {
                let c = self.and(c, d);
                (theta, c)
            }
            None => (theta.clone(), Condition::NEVER),
        }
    }

    /// `any part of X`, `rest of X`.
    fn part_of(
        &mut self,
        t: &Thing,
        u: &Thing,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let part = |v: &crate::vocabulary::Vocabulary, t: &Thing| {
            v.noun(t.node).is_some_and(Noun::is_share)
        };
        // A share of nobody knows what is compared with nothing.
        if [t, u].iter().any(|t| part(self.v, t) && t.of.is_none()) {
            return (theta.clone(), Condition::NEVER);
        }
        let whole =
            |item: &Item, t: &Thing| t.of.as_deref().cloned().unwrap_or_else(|| item.clone());
        let p_item = Item {
            matcher: None,
            base: Base::Thing(t.clone()),
            span: f.span,
        };
        let asked = if part(self.v, t) {
            whole(&p_item, t)
        } else {
            p_item
        };
        let held = if part(self.v, u) {
            whole(f, u)
        } else {
            f.clone()
        };
        if matches!(ask.mode, Mode::Cover | Mode::Entail)
            && part(self.v, u)
            && !part(self.v, t)
            && !ask.ban
        {
            return (theta.clone(), Condition::NEVER);
        }
        if let Base::Thing(Thing { of: Some(of), .. }) = &held.base
            && !matches!(&asked.base, Base::Thing(Thing { of: Some(_), .. }))
        {
            let of = (**of).clone();
            if let Some(way) = self
                .element(&asked, &of, ask.by(Mode::Overlap), theta)
                .into_iter()
                .next()
            {
                return way;
            }
        }
        self.element(&asked, &held, ask.by(Mode::Overlap), theta)
            .into_iter()
            .next()
            .unwrap_or((theta.clone(), Condition::NEVER))
    }
}

impl Thing {
    /// How much of it a pattern asks for.
    pub(super) fn much_asked(&self) -> Much {
        if self.quantifier == Quantifier::All {
            Much::All
        } else {
            Much::Some
        }
    }

    /// How much of it a fact means.
    pub(super) fn much_said(&self) -> Much {
        if self.quantifier == Quantifier::Some {
            Much::Some
        } else {
            Much::All
        }
    }
}

/// A step of a scale against another.
pub(super) fn step(m: Option<Matcher>, asked: u32, held: u32) -> bool {
    match m {
        Some(Matcher::AtLeast) => held >= asked,
        Some(Matcher::AtMost) => held <= asked,
        Some(Matcher::MoreThan) => held > asked,
        Some(Matcher::LessThan) => held < asked,
        _ => held == asked,
    }
}

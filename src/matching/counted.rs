//! Things against so many of them, and against shares: what says no number, all of something, a share of one kind against a share of another.

use super::{Ask, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{Exact, Interval, Noun};

impl Engine<'_> {
    /// A thing against an amount of something: `any part of RussianFrozenAssets`, `any quantity`.
    pub(super) fn thing_amount(
        &mut self,
        t: &Thing,
        f: &Item,
        p: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let Base::Amount(a) = &f.base else {
            return (theta.clone(), Condition::NEVER);
        };
        let noun = self.v.noun(t.node);
        // A ban on more than so many is no ban on all.
        if ask.ban && matches!(ask.mode, Mode::Cover | Mode::Entail) && a.number.is_some() {
            return (theta.clone(), Condition::NEVER);
        }
        if t.quantifier != Quantifier::Some && matches!(noun, Some(Noun::Measure | Noun::Thing)) {
            return (theta.clone(), Condition::ALWAYS);
        }
        // So many soldiers are soldiers, and so many pieces of heavy weapons heavy weapons.
        let counted = a.counts.map(|n| Item {
            matcher: None,
            base: Base::Thing(thing_of(n)),
            span: p.span,
        });
        if let Some(counted) = counted.or_else(|| self.measured(a)) {
            let (theta, same) = self.plain(p, &counted, ask, theta);
            let some = super::amounts::interval(Some(Matcher::MoreThan), Exact::ZERO);
            let here = self.some_of_these((p, some), &counted, (f, a), ask, &theta);
            let here = self.and(same, here);
            return (theta, here);
        }
        let Some(of) = &a.of else {
            return (theta.clone(), Condition::NEVER);
        };
        // Without its amount a share is no more than some.
        let share = a.is_share() && !ask.ignore.amounts;
        if t.quantifier == Quantifier::All && share {
            return self.all_by_share((p, t), (f, a), ask, theta);
        }
        let target = if noun == Some(Noun::Part) {
            t.of.as_deref().cloned()
        } else if ask.mode == Mode::Overlap || t.quantifier != Quantifier::All {
            // A share of the forces is some of them.
            Some(p.clone())
        } else {
            None
        };
        let mode = if noun == Some(Noun::Part) {
            Mode::Overlap
        } else {
            ask.mode
        };
        match target {
            Some(target) => self
                .element(&target, of, ask.by(mode), theta)
                .into_iter()
                .next()
                .unwrap_or((theta.clone(), Condition::NEVER)),
            None => (theta.clone(), Condition::NEVER),
        }
    }

    /// What so many pieces are pieces of.
    fn measured(&self, a: &Amount) -> Option<Item> {
        let Base::Thing(t) = &a.of.as_deref()?.base else {
            return None;
        };
        let word = self.v.name(t.node);
        let unit = a.dimension.as_deref() == Some(word) || self.v.units.contains_key(word);
        let measure = unit || self.v.noun(t.node) == Some(Noun::Measure);
        // So many of somebody's are what is counted, and not somebody.
        let actor = self.v.words.get("actor").copied();
        let somebody = |i: &Item| match &i.base {
            Base::Thing(t) => actor.is_some_and(|a| self.v.under(t.node, a)),
            _ => true,
        };
        let of = t.of.as_deref().filter(|of| !somebody(of));
        of.filter(|_| measure && !a.is_share()).cloned()
    }

    /// Of so many of a kind, how many are of a narrower one that is banned? There may be none, but what is allowed is allowed of that kind too.
    pub(super) fn some_of_these(
        &mut self,
        (p, wanted): (&Item, Interval),
        counted: &Item,
        (f, a): (&Item, &Amount),
        ask: Ask,
        theta: &Theta,
    ) -> Condition {
        if ask.mode != Mode::Overlap || ask.leave || ask.ban || ask.ignore.amounts || a.is_share() {
            return Condition::ALWAYS;
        }
        let all = self.element(p, counted, ask.by(Mode::Entail), theta);
        if all.iter().any(|(_, c)| c.is_always()) {
            return Condition::ALWAYS;
        }
        let held = super::amounts::interval(f.matcher, a.number.unwrap_or(Exact::ZERO));
        let known = Interval { low: None, ..held };
        let hole = Hole {
            blank: Blank::Unspecified,
            span: f.span,
        };
        self.amount_of(hole, "how many of them are such", wanted, known, a)
    }

    /// Are two shares of one kind of thing? A share of small arms is some share of all weapons, and of nothing else known.
    pub(super) fn is_share_of_the_same(
        &mut self,
        a: &Amount,
        b: &Amount,
        f: &Item,
        ask: Ask,
    ) -> Condition {
        let (true, Some(x), Some(y)) = (a.is_share(), &a.of, &b.of) else {
            return Condition::ALWAYS;
        };
        let (Base::Thing(x), Base::Thing(y)) = (&x.base, &y.base) else {
            return Condition::ALWAYS;
        };
        let one = one_whole(x, y);
        let apart = !self.v.under(x.node, y.node) && !self.v.under(y.node, x.node);
        if one || apart || ask.ignore.amounts {
            return Condition::ALWAYS;
        }
        // Of what somebody has of a kind, it may be as large a share of all there is.
        if ask.mode != Mode::Overlap && x.node != y.node {
            return Condition::NEVER;
        }
        let hole = Hole {
            blank: Blank::Unspecified,
            span: f.span,
        };
        self.hole(hole, "the share asked for")
    }

    /// All of something, said as a share of it.
    pub(super) fn all_by_share(
        &mut self,
        (p, t): (&Item, &Thing),
        (f, a): (&Item, &Amount),
        ask: Ask,
        theta: &Theta,
    ) -> (Theta, Condition) {
        let some = Thing {
            quantifier: Quantifier::Some,
            ..t.clone()
        };
        let whole = Amount {
            number: Exact::new(100, 1),
            hole: None,
            dimension: a.dimension.clone(),
            per: a.per.clone(),
            of: Some(Box::new(Item {
                matcher: None,
                base: Base::Thing(some),
                span: p.span,
            })),
            counts: None,
        };
        let asked = Item {
            matcher: Some(Matcher::AtLeast),
            base: Base::Amount(whole),
            span: p.span,
        };
        self.plain(&asked, f, ask, theta)
    }

    /// What is said without a number, against so many of it: leave for any number is leave for so many, a ban on all one on so many. How many a promise comes to, nobody
    /// says; a demand for so many is not met by some.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn unnumbered(
        &mut self,
        p: &Item,
        a: &Amount,
        u: &Thing,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> Condition {
        let Some(n) = a.number.filter(|_| a.per.is_none()) else {
            return Condition::NEVER;
        };
        let bare = Item {
            matcher: None,
            base: Base::Thing(u.clone()),
            span: f.span,
        };
        let counted = a.counts.or_else(|| self.word(a.dimension.as_deref()?));
        let kind = match (&a.of, counted) {
            (Some(of), _) => (**of).clone(),
            (None, Some(kind)) => Item {
                base: Base::Thing(thing_of(kind)),
                ..bare.clone()
            },
            (None, None) => return Condition::NEVER,
        };
        let mode = if ask.ban { ask.mode } else { Mode::Overlap };
        let same = self.held_against(&kind, &bare, ask.by(mode), theta);
        let all = u.quantifier == Quantifier::All;
        if same.is_never() || ask.ban || ask.leave && ask.mode != Mode::Within || ask.ignore.amounts
        {
            return same;
        }
        if ask.mode == Mode::Entail || ask.mode == Mode::Cover && !all {
            return Condition::NEVER;
        }
        let hole = Hole {
            blank: Blank::Unspecified,
            span: f.span,
        };
        let words = format!("{} {}", super::amounts::matcher_word(p.matcher), n);
        let wanted = super::amounts::interval(p.matcher, n);
        let so_many = self.amount_of(hole, words.trim(), wanted, Interval::default(), a);
        self.and(same, so_many)
    }
}

/// Is it the same that shares are taken of: of one kind, and of one holder if it is somebody's?
pub(super) fn one_whole(x: &Thing, y: &Thing) -> bool {
    fn whose(t: &Thing) -> Option<&Item> {
        t.of.as_deref().filter(|o| matches!(o.base, Base::Thing(_)))
    }
    x.node == y.node && whose(x) == whose(y) && x.adjectives == y.adjectives
}

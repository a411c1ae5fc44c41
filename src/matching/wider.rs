//! What is counted over a wider place than is asked about: of so many in the whole, nobody knows how many are in a part of it.

use super::acts::{is_ban, join};
use super::amounts::interval;
use super::lists::{Join, Silence};
use super::total::{asks_share, is_counted};
use super::{Ask, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{Exact, Interval};

/// Where a promise is, against where it is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Inside,
    Wider,
    Apart,
}

impl Engine<'_> {
    /// Where a sentence is, against all the places that are asked for.
    pub(super) fn lies(&mut self, asked: &[Role], said: &Sentence, theta: &Theta) -> Reach {
        let mut out = Reach::Inside;
        for r in asked {
            let held = said.roles.iter().find(|h| h.preposition == r.preposition);
            let leaves = |e: &mut Self, l: &List| {
                let place = e.as_place(l, theta)?;
                place
                    .leaves()
                    .map(|all| all.without(&e.excepted_leaves(l, theta)))
            };
            let asked = leaves(self, &r.list);
            match (asked, held.and_then(|h| leaves(self, &h.list))) {
                (Some(asked), Some(said)) if said.within(&asked) => {}
                (Some(asked), Some(said)) if said.and(&asked).is_empty() => return Reach::Apart,
                _ => out = Reach::Wider,
            }
        }
        out
    }

    /// Does a sentence count what it is about over more places, or over more who do it together, than are asked for? Then nobody knows how much of it is theirs.
    pub(super) fn is_wider(&mut self, p: &Sentence, said: &Sentence, theta: &Theta) -> bool {
        let counted = is_counted(self.v, p) && is_counted(self.v, said);
        let shares = asks_share(p) && asks_share(said);
        // Of so many in the whole there may be none in a part of it.
        // Whoever owes so many in the whole may choose where, and that is leave for each part.
        let chooses = p.modal() == Some(Modal::May);
        let any = is_uncounted(p) && !chooses && (is_counted(self.v, said) || asks_share(said));
        if is_ban(said.modal()) {
            // A ban on more than so many in the whole is one on more than that in each part, and one on a share of it is none.
            return shares && self.is_over_more(p, said, theta);
        }
        if (counted || shares) && is_shared(p, said) {
            return true;
        }
        (counted || shares || any) && self.is_over_more(p, said, theta)
    }

    /// Is it about more places than are asked for?
    fn is_over_more(&mut self, p: &Sentence, said: &Sentence, theta: &Theta) -> bool {
        let mut places = self.places_asked(p, theta);
        places.retain(|r| said.roles.iter().any(|h| h.preposition == r.preposition));
        self.lies(&places, said, theta) == Reach::Wider
    }

    /// The places a sentence asks for, as far as they are known.
    pub(super) fn places_asked(&mut self, p: &Sentence, theta: &Theta) -> Vec<Role> {
        let roles = p.roles.iter().filter(|r| {
            self.as_place(&r.list, theta)
                .is_some_and(|a| a.leaves().is_some())
        });
        roles.cloned().collect()
    }

    /// What is counted over a wider place, against what is asked of a part of it: of the same things, up to as many.
    pub(super) fn some_of(
        &mut self,
        p: &List,
        said: &List,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let mut kind = ask;
        kind.ignore.amounts = true;
        let ways = self.list(p, Some(said), kind, Silence::Nothing, join(ask), theta);
        if ask.ignore.amounts {
            return ways;
        }
        // A ban on a share of the whole says nothing of the share of a part.
        if ask.ban && matches!(ask.mode, Mode::Cover | Mode::Entail) {
            return Vec::new();
        }
        if p.items.iter().all(|i| !matches!(i.base, Base::Amount(_))) {
            return self.any_of(said, ask, ways);
        }
        let mut up_to = said.clone();
        for i in &mut up_to.items {
            let Base::Amount(a) = &mut i.base else {
                continue;
            };
            if a.is_share() {
                // Of a part of the place it may be none or all.
                i.matcher = Some(Matcher::AtMost);
                a.number = Exact::new(100, 1);
                continue;
            }
            let said = interval(i.matcher, a.number.unwrap_or(Exact::ZERO));
            // A demand counts on what is promised at least.
            let most = match ask.mode {
                Mode::Cover => Some(said.low.map_or(Exact::ZERO, |(n, _)| n)),
                Mode::Overlap | Mode::Entail | Mode::Within => said.high.map(|(n, _)| n),
            };
            i.matcher = Some(most.map_or(Matcher::AtLeast, |_| Matcher::AtMost));
            a.number = Some(most.unwrap_or(Exact::ZERO));
        }
        self.step(ways, |e, t| {
            e.list(
                p,
                Some(&up_to),
                ask.by(Mode::Overlap),
                Silence::Nothing,
                Join::Any,
                t,
            )
            .into_iter()
            .map(|(_, c)| (t.clone(), c))
            .collect()
        })
    }

    /// What is counted over a wider place, where any of it in a part is asked for: of so many there may be none there, but what is allowed is allowed there too.
    fn any_of(
        &mut self,
        said: &List,
        ask: Ask,
        ways: Vec<(Theta, Condition)>,
    ) -> Vec<(Theta, Condition)> {
        if ask.leave {
            return ways;
        }
        let mut here = Condition::ALWAYS;
        for i in &said.items {
            let Base::Amount(a) = &i.base else {
                continue;
            };
            let some = interval(Some(Matcher::MoreThan), Exact::ZERO);
            let held = interval(i.matcher, a.number.unwrap_or(Exact::ZERO));
            let known = Interval { low: None, ..held };
            let hole = Hole {
                blank: Blank::Unspecified,
                span: i.span,
            };
            let open = self.amount_of(hole, "how many of them are there", some, known, a);
            here = self.and(here, open);
        }
        self.step(ways, |_, t| vec![(t.clone(), here)])
    }
}

/// Do several do together what is asked of each? How much each does of an amount is not said.
pub(super) fn is_shared(p: &Sentence, said: &Sentence) -> bool {
    said.is_joint() && !p.is_joint()
}

/// Is something asked for, whatever number of it: `forces`, `hostages`?
pub(super) fn is_uncounted(p: &Sentence) -> bool {
    let some = |i: &Item| matches!(&i.base, Base::Thing(t) if t.quantifier != Quantifier::All);
    p.object()
        .is_some_and(|l| !l.items.is_empty() && l.items.iter().all(some))
}

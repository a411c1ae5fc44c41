//! Ceilings on parts against one on the whole of a place: 300 in the town and 300 in the hills are 600 in the valley, if there is nothing else in it.

use super::amounts::interval;
use super::{Ask, Engine, Hit, Mode, Source, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::{Exact, Leaves};

/// So many ways to choose among ceilings that only may hold are weighed.
const MOST_WAYS: usize = 16;

/// A ceiling on a part of what is asked for.
struct Cap {
    most: Exact,
    leaves: Leaves,
    hit: Hit,
}

impl Engine<'_> {
    /// The ways in which ceilings on all parts of a place come to no more than is asked of the whole.
    pub(super) fn ceilings(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let Some((role, wanted)) = self.ceiling_asked(p) else {
            return Vec::new();
        };
        let place = p.roles.iter().position(|r| {
            r.preposition != p.roles[role].preposition && self.as_place(&r.list, theta).is_some()
        });
        let Some(place) = place else {
            return Vec::new();
        };
        let Some(asked) = self.all_of(&p.roles[place].list, theta) else {
            return Vec::new();
        };
        if asked.len() < 2 || asked.iter().any(|(_, when)| !when.is_always()) {
            return Vec::new();
        }
        let mut caps = self.caps(p, place, role, &asked, ask, theta);
        let mut out = Vec::new();
        for _ in 0..MOST_WAYS {
            let Some(chosen) = lowest(&caps, &asked) else {
                break;
            };
            let sum = chosen
                .iter()
                .try_fold(Exact::ZERO, |sum, n| sum.plus(caps[*n].most));
            let mut when = Condition::ALWAYS;
            for n in &chosen {
                when = self.and(when, caps[*n].hit.condition);
            }
            let low = sum.filter(|s| ask.ignore.amounts || *s <= wanted);
            if low.is_some() && !when.is_never() {
                self.notes.added |= chosen.len() > 1;
                let mut hit = caps[chosen[0]].hit.clone();
                hit.condition = when;
                for n in &chosen[1..] {
                    hit.sources.extend(caps[*n].hit.sources.iter().copied());
                }
                out.push(hit);
            }
            // Where one of them only may hold, the next lowest may hold instead.
            let unsure = chosen
                .into_iter()
                .filter(|n| !caps[*n].hit.condition.is_always());
            let Some(next) = unsure.max() else { break };
            caps.remove(next);
        }
        out
    }

    /// The role that holds the ceiling a demand asks for, and the most it may be.
    fn ceiling_asked(&self, p: &Sentence) -> Option<(usize, Exact)> {
        let action = p.action()?;
        let role = p.roles.iter().position(|r| {
            let slot = self.v.action(action).role(&r.preposition);
            slot.is_some_and(|s| s.ceiling)
        })?;
        let [
            Item {
                base: Base::Amount(a),
                matcher,
                ..
            },
        ] = &p.roles[role].list.items[..]
        else {
            return None;
        };
        let most = match matcher {
            None => a.number,
            Some(_) => interval(*matcher, a.number?).high.map(|(n, _)| n),
        };
        most.filter(|_| a.per.is_none()).map(|most| (role, most))
    }

    /// The ceilings on parts of a place, each with the leaves it is on.
    fn caps(
        &mut self,
        p: &Sentence,
        place: usize,
        role: usize,
        asked: &[(usize, Condition)],
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Cap> {
        let mut one = p.clone();
        let mut without = ask.by(Mode::Cover);
        without.ignore.amounts = true;
        let mut out: Vec<Cap> = Vec::new();
        for (leaf, _) in asked {
            let mut set = Leaves::default();
            set.insert(*leaf);
            for i in &mut one.roles[place].list.items {
                i.base = Base::Place(Place::Exactly(set.clone()));
            }
            one.roles[place].list.items.truncate(1);
            for hit in self.sentence(&one, without, theta) {
                let &[Source::Fact(f)] = &hit.sources[..] else {
                    continue;
                };
                if let Some(known) = out.iter_mut().find(|c| c.hit.sources == hit.sources) {
                    known.leaves.insert(*leaf);
                    continue;
                }
                let said = &self.facts.all[f as usize].sentence;
                let held = said
                    .roles
                    .iter()
                    .find(|r| r.preposition == p.roles[role].preposition);
                let Some(
                    [
                        Item {
                            base: Base::Amount(a),
                            ..
                        },
                    ],
                ) = held.map(|r| &r.list.items[..])
                else {
                    continue;
                };
                if let Some(most) = a.number {
                    out.push(Cap {
                        most,
                        leaves: set.clone(),
                        hit,
                    });
                }
            }
        }
        out.sort_by(|a, b| a.most.compare(b.most));
        out
    }
}

/// The lowest ceilings that together lie on every leaf; nothing: some leaf has none.
fn lowest(caps: &[Cap], asked: &[(usize, Condition)]) -> Option<Vec<usize>> {
    let mut chosen: Vec<usize> = Vec::new();
    for (leaf, _) in asked {
        let on = |n: &usize| caps[*n].leaves.contains(*leaf);
        if !chosen.iter().any(on) {
            chosen.push((0..caps.len()).find(|n| on(n))?);
        }
    }
    Some(chosen)
}

//! Whether an event is only a share of a promise: `(Norland withdraws forces from the town)` of a withdrawal from town and hills. The promise is complete
//! when all of it is, and its share at some moment from its beginning to then.

use super::{Engine, Theta};
use crate::model::*;

impl Engine<'_> {
    /// Does the promise hold more than the event: further actors, things or places?
    pub(crate) fn is_share(&mut self, event: &Sentence, promise: &Sentence) -> bool {
        if self.more(&promise.subject, &event.subject) {
            return true;
        }
        if let (
            Predicate::Act {
                object: Some(asked),
                ..
            },
            Predicate::Act {
                object: Some(held), ..
            },
        ) = (&event.predicate, &promise.predicate)
            && self.more(held, asked)
        {
            return true;
        }
        event.roles.iter().any(|r| {
            promise
                .roles
                .iter()
                .any(|p| p.preposition == r.preposition && self.more(&p.list, &r.list))
        })
    }

    fn more(&mut self, held: &List, asked: &List) -> bool {
        if let (Some(held), Some(asked)) = (self.places_of(held), self.places_of(asked)) {
            return !held.without(&asked).is_empty();
        }
        let several = held.items.len() > 1
            || matches!(
                held.items.first(),
                Some(Item {
                    base: Base::Group(_),
                    ..
                })
            );
        held.items.iter().any(|h| self.beyond(h, asked, several))
    }

    /// All the places of a list, if it is one of places and all are known.
    fn places_of(&mut self, l: &List) -> Option<crate::vocabulary::Leaves> {
        let mut out: Option<crate::vocabulary::Leaves> = None;
        for i in &l.items {
            let leaves = match &i.base {
                Base::Place(p) => self.extent_known(p, &Theta::default())?,
                Base::Thing(t) if self.v.places.is_place(t.node) && t.of.is_none() => {
                    self.v.places.leaves(t.node)
                }
                _ => return None,
            };
            out = Some(out.map_or_else(|| leaves.clone(), |o| o.or(&leaves)));
        }
        out.filter(|_| l.except.is_empty())
    }

    /// Is what is promised outside of everything the event names, or wider? What is no thing by name or sort may be anything.
    fn beyond(&self, held: &Item, asked: &List, several: bool) -> bool {
        if let Base::Group(l) = &held.base {
            return l.items.iter().any(|i| self.beyond(i, asked, several));
        }
        let Base::Thing(h) = &held.base else {
            return false;
        };
        asked.items.iter().all(|a| match &a.base {
            Base::Thing(a) => {
                !self.v.under(h.node, a.node) && (several || self.v.under(a.node, h.node))
            }
            Base::Group(l) => self.beyond(held, l, several),
            _ => false,
        })
    }
}

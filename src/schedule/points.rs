//! The points of the network that moments are: of dates, clauses, promises and events.

use super::build::{Builder, Ends, Key, ORIGIN};
use super::chosen::note;
use super::limits::ends_of;
use super::network::Limit;
use super::{Moment as Node, What};
use crate::matching::{Ask, Mode, Source, Theta};
use crate::model::calendar::Length;
use crate::model::*;
use crate::source::Span;
use compact_str::CompactString;

impl Builder<'_, '_> {
    /// The point of a moment.
    pub(super) fn moment(&mut self, m: &Moment, clause: usize) -> Option<usize> {
        match &m.kind {
            MomentKind::Date(d) => {
                let (first, _) = d.minutes();
                let p = self.own(Key::Date(*d), What::Date, None, m.span);
                let why = self.why(None, m.span);
                self.network().bound(p, ORIGIN, Limit::most(-first), why);
                self.network().bound(ORIGIN, p, ends_of(*d).0, why);
                Some(p)
            }
            MomentKind::Signature => Some(self.own_dates().0),
            MomentKind::Entry => Some(self.own_dates().1),
            MomentKind::Declared(word) => Some(self.own(
                Key::Declared(word.clone()),
                What::Declared(word.clone()),
                None,
                m.span,
            )),
            MomentKind::Hole(h) => {
                Some(self.own(Key::Hole(h.span), What::Unsaid, Some(clause), h.span))
            }
            MomentKind::It | MomentKind::AnyDate(_) => None,
            MomentKind::Extreme(later, of) => {
                let members: Vec<usize> =
                    of.iter().filter_map(|m| self.moment(m, clause)).collect();
                if members.len() != of.len() {
                    return None;
                }
                let why = self.why(Some(clause), m.span);
                let p = self.point(Node {
                    what: if *later { What::Later } else { What::Earlier },
                    clause: Some(clause),
                    at: m.span,
                });
                if *later {
                    self.network().latest_of(p, members, why)
                } else {
                    self.network().earliest_of(p, members, why)
                }
                Some(p)
            }
            MomentKind::Shifted(shift, of) => {
                let from = self.moment(of, clause)?;
                let p = self.point(Node {
                    what: What::Shifted,
                    clause: Some(clause),
                    at: m.span,
                });
                if let Some(l) = Length::of(&shift.length) {
                    let (short, long) = self.counted(l, of, shift.back);
                    let why = self.why(Some(clause), m.span);
                    let (early, late) = if shift.back { (p, from) } else { (from, p) };
                    self.network().bound(early, late, Limit::most(long), why);
                    self.network().bound(late, early, Limit::most(-short), why);
                }
                Some(p)
            }
            MomentKind::Point(point, of, _) => match (point, &**of) {
                // Of another text.
                (
                    Point::Signature | Point::EntryIntoForce,
                    PointOf::Item(Item {
                        base: Base::Words(text),
                        ..
                    }),
                ) => Some(self.dates_of(text, *point == Point::Signature)),
                _ => self.point_of(*point, of, clause, m.span),
            },
        }
    }

    fn point_of(&mut self, point: Point, of: &PointOf, clause: usize, at: Span) -> Option<usize> {
        match of {
            PointOf::It => None,
            PointOf::Item(Item {
                base: Base::Clause(text, label),
                ..
            }) => {
                let c = self.engine.facts.position(text.as_deref(), label)?;
                self.of_clause(point, c, label, at)
            }
            PointOf::Item(i) => {
                let name = self.words(&i.base);
                Some(self.own(
                    Key::OfThing(point, name.as_str().into()),
                    What::Event(point, name.into()),
                    None,
                    at,
                ))
            }
            PointOf::Event(s) => Some(self.of_event(point, s, clause, at)),
        }
    }

    fn of_clause(
        &mut self,
        point: Point,
        c: usize,
        label: &CompactString,
        at: Span,
    ) -> Option<usize> {
        let (start, completion, expiry) = self.clauses[c];
        match point {
            Point::Start => Some(start),
            Point::Completion => completion,
            Point::Expiry => expiry,
            Point::Verification => Some(self.verification(c, at)),
            Point::Breach | Point::Occurrence | Point::Signature | Point::EntryIntoForce => {
                Some(self.own(
                    Key::OfClause(point, c),
                    What::Event(point, label.clone()),
                    Some(c),
                    at,
                ))
            }
        }
    }

    /// A point of what performs an event: of the first that begins, or of the last that ends.
    fn of_event(&mut self, point: Point, s: &Sentence, clause: usize, at: Span) -> usize {
        let performed = self.performed(s);
        if point == Point::Verification {
            return self.verified(s, &performed, clause, at);
        }
        if performed.iter().any(|(_, _, share)| *share) {
            return self.share(point, s, &performed, clause, at);
        }
        let pick = |e: &Ends| match (point, e.standing) {
            (Point::Start, _) => Some(e.start),
            (Point::Completion, false) | (Point::Expiry, true) => Some(e.end),
            _ => None,
        };
        let members: Vec<usize> = performed.iter().filter_map(|(_, e, _)| pick(e)).collect();
        match members[..] {
            [] => self.own(
                Key::Unpromised(point, s.span),
                What::Unpromised(point),
                Some(clause),
                at,
            ),
            [one] => one,
            _ => {
                let why = self.why(Some(clause), at);
                let p = self.point(Node {
                    what: if point == Point::Start {
                        What::Earlier
                    } else {
                        What::Later
                    },
                    clause: Some(clause),
                    at,
                });
                if point == Point::Start {
                    self.network().earliest_of(p, members, why)
                } else {
                    self.network().latest_of(p, members, why)
                }
                p
            }
        }
    }

    /// The verification of an event: that of the clause which says nothing else, or a moment after all that performs it.
    fn verified(
        &mut self,
        s: &Sentence,
        performed: &[(usize, Ends, bool)],
        clause: usize,
        at: Span,
    ) -> usize {
        if let [(f, _, false)] = performed {
            let c = self.engine.facts.all[*f].clause;
            if self.engine.facts.by_clause[c].len() == 1 {
                return self.verification(c, at);
            }
        }
        let key = Key::Share(Point::Verification, Box::new(s.clone()));
        if let Some(p) = self.named.get(&key) {
            return *p;
        }
        let what = What::Promised(Point::Verification, true);
        let p = self.own(key, what, Some(clause), at);
        let why = self.nature(at);
        for (_, ends, share) in performed {
            let done = if *share || ends.standing {
                ends.start
            } else {
                ends.end
            };
            self.not_after(done, p, why);
        }
        p
    }

    /// A moment of an event that is only a share of what is promised: if of one promise, from its beginning to its completion.
    fn share(
        &mut self,
        point: Point,
        s: &Sentence,
        performed: &[(usize, Ends, bool)],
        clause: usize,
        at: Span,
    ) -> usize {
        let key = Key::Share(point, Box::new(s.clone()));
        if let Some(p) = self.named.get(&key) {
            return *p;
        }
        let p = self.own(key, What::Promised(point, false), Some(clause), at);
        if let [(_, whole, _)] = performed {
            let why = self.nature(at);
            self.not_after(whole.start, p, why);
            if !whole.standing {
                self.not_after(p, whole.end, why);
            }
        }
        p
    }

    /// The promises that perform an event, for certain, and whether it is only a share of each.
    pub(super) fn performed(&mut self, s: &Sentence) -> Vec<(usize, Ends, bool)> {
        let hits = self
            .engine
            .sentence(s, Ask::new(Mode::Overlap), &Theta::default());
        let mut out = Vec::new();
        for h in hits {
            let given = self.given(h.condition);
            if !given.is_always() {
                self.choices_of(given)
                    .into_iter()
                    .for_each(|c| note(&mut self.schedule.timed, c));
                continue;
            }
            if let Some(Source::Fact(f)) = h.sources.first()
                && let Some(e) = self.facts.get(&(*f as usize)).copied()
            {
                let facts = self.engine.facts;
                let share = self.engine.is_share(s, &facts.all[*f as usize].sentence);
                out.push((*f as usize, e, share));
            }
        }
        out
    }

    fn verification(&mut self, c: usize, at: Span) -> usize {
        if let Some(v) = self.schedule.verifications.get(&c) {
            return *v;
        }
        let v = self.point(Node {
            what: What::Verification,
            clause: Some(c),
            at,
        });
        let why = self.nature(at);
        if let Some(done) = self.clauses[c].1 {
            self.not_after(done, v, why);
        }
        self.not_after(self.clauses[c].0, v, why);
        self.schedule.verifications.insert(c, v);
        v
    }
}

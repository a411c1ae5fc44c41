//! Order in time, as far as a text decides it by itself. What it leaves to the schedule is an open question of order.

use super::dates::{no_longer, same_point, tighter};
use super::far::is_nearer;
use super::phrases::same_moment;
use super::plan::first_of;
use super::{Ask, Engine, MOST_PERFORMING, Source, Timed};
use crate::condition::{Condition, Owner, Question};
use crate::model::*;
use crate::source::Span;
use std::borrow::Cow;
use std::rc::Rc;

impl Engine<'_> {
    /// The condition that a matched deed keeps to a time phrase of the pattern.
    pub(super) fn time(&mut self, t: Timed) -> Condition {
        let Timed {
            pick,
            bound,
            at,
            held,
            ask,
            ..
        } = t;
        if ask.ignore.times {
            return Condition::ALWAYS;
        }
        if self.keeps(t).is_some() {
            return Condition::ALWAYS;
        }
        if let Some(c) = self.blank_length(t) {
            return c;
        }
        // What waits for a moment is not done before it, nor the other way round.
        if let Bound::At(w, m) = bound
            && held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, Bound::At(x, n)) if *p == pick && x.excludes(*w) && same_moment(n, m)))
        {
            return Condition::NEVER;
        }
        if let Bound::Within(_, w, m) = bound
            && held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(p, Bound::Within(_, x, n)) if *p == pick && (x == w || (*x, *w) == (Counted::After, Counted::Of)) && same_moment(n, m)))
        {
            return self.open_order(at, "whether it is done within the time asked for, since the text may allow longer");
        }
        if ask.gated && bound.is_deadline() {
            return self.open_order(at, "whether this is kept even if deadlines are missed");
        }
        match bound {
            Bound::For(matcher, d) => self.lasts(*matcher, d, t),
            Bound::Within(
                d,
                _,
                Moment {
                    kind: MomentKind::It,
                    ..
                },
            )
            | Bound::Offset(
                d,
                _,
                Moment {
                    kind: MomentKind::It,
                    ..
                },
            ) => self.open_order(d.span, "whether this keeps the distance"),
            Bound::At(w, m) => self.relative(*w, m, t),
            Bound::Within(_, Counted::Before, m) => self.relative(Relation::Before, m, t),
            Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::AtOnce(m) => {
                self.event_order(m, t)
            }
            // What comes more rarely does not come so often.
            Bound::Every(asked) if held.iter().any(|(h, _)| matches!(&h.kind, PhraseKind::Time(_, Bound::Every(d)) if no_longer(asked, d) && !no_longer(d, asked))) => {
                Condition::NEVER
            }
            Bound::Renewed(..) | Bound::Every(_) | Bound::Soon(_) => {
                self.open_order(at, "whether this is kept")
            }
        }
    }

    /// The clause of a phrase that by itself keeps to a bound. What keeps to a deadline is not gated.
    pub(super) fn keeps(&mut self, t: Timed) -> Option<usize> {
        let Timed { pick, bound, .. } = t;
        if t.ask.gated && bound.is_deadline() {
            return None;
        }
        let kept_up = self.kept_up(t.said);
        let keeps = |p: &Option<Pick>, b: &Bound| {
            same_point(*p, pick, bound, kept_up) && tighter(b, bound)
                || is_nearer(
                    (b, b.begins(*p, kept_up)),
                    (bound, bound.begins(pick, kept_up)),
                )
        };
        let mut told = None;
        for (h, clause) in t.held {
            let PhraseKind::Time(p, b) = &h.kind else {
                continue;
            };
            if keeps(p, b) {
                return Some(*clause);
            }
            // The step may be named by its clause here and by its event there.
            if told.is_none()
                && let (Some(have), Some(asked)) = (b.moment(), bound.moment())
                && keeps(p, &b.at(asked))
                && self.is_one_moment(have, asked, t.ask)
            {
                told = Some(*clause);
            }
        }
        told
    }

    pub(super) fn kept_up(&self, said: Option<Source>) -> bool {
        said.is_some_and(|s| match s {
            Source::Fact(f) => self.facts.all[f as usize].kept_up(self.v),
            Source::Clause(c) => self.stands(c),
            Source::Tuple(_) | Source::Derived(..) => false,
        })
    }

    pub(super) fn open_order(
        &mut self,
        at: Span,
        words: impl Into<Cow<'static, str>>,
    ) -> Condition {
        self.store
            .question(Question::Order(words.into()), at, Owner::Nature)
    }

    fn relative(&mut self, relation: Relation, m: &Moment, t: Timed) -> Condition {
        let Timed { at, hit, .. } = t;
        let before = relation.ends_at();
        match &m.kind {
            MomentKind::It if relation == Relation::After => {
                self.open_order(at, "whether this comes after what is judged")
            }
            MomentKind::It => self.before_it(hit, t.ask, at),
            MomentKind::AnyDate(_) => {
                let kept_up = self.kept_up(t.said);
                let here = |h: &&Phrase| matches!(&h.kind, PhraseKind::Time(p, _) if same_point(*p, t.pick, t.bound, kept_up));
                let told = t.held.iter().map(|(h, _)| *h).filter(here);
                if told.clone().any(Phrase::has_date) {
                    return Condition::ALWAYS;
                }
                // What nobody says is not stated; what somebody is to fill in may be.
                let to_fill = |h: &Hole| h.blank != Blank::Unspecified;
                match told.filter_map(Phrase::blank_date).find(to_fill) {
                    Some(hole) => self.hole(hole, "a date"),
                    None => Condition::NEVER,
                }
            }
            // A promise is performed at or after entry into force, and that is not before signature.
            MomentKind::Signature if before => Condition::NEVER,
            MomentKind::Signature => Condition::ALWAYS,
            MomentKind::Date(d) => self.dated(*d, t),
            MomentKind::Shifted(..) => {
                let clause = t.said.and_then(|s| self.clause_of(s));
                let text = clause.and_then(|c| self.draft.clauses[c].text.as_ref());
                match self.draft.day_of(m, text) {
                    Some(day) => self.dated(day, t),
                    None => self.event_order(m, t),
                }
            }
            MomentKind::Point(_, of, ..)
                if matches!(&**of, PointOf::It) && relation == Relation::After =>
            {
                self.open_order(at, "whether this comes after what is judged")
            }
            MomentKind::Point(_, of, ..) if matches!(&**of, PointOf::It) => {
                self.before_it(hit, t.ask, at)
            }
            _ => self.event_order(m, t),
        }
    }

    /// The sentences a bound's event is about: evidence, if the verdict turns on them.
    pub(super) fn event_sources(&mut self, bound: &Bound, ask: Ask) -> Rc<[Source]> {
        let Some(MomentKind::Point(_, of, ..)) = bound.moment().map(|m| &m.kind) else {
            return Rc::from([]);
        };
        let PointOf::Event(s) = &**of else {
            return Rc::from([]);
        };
        self.brought_about(s, ask).0
    }

    /// What brings an event about, as much of it as is told, and in which texts: looked for once.
    fn brought_about(&mut self, s: &Sentence, ask: Ask) -> (Rc<[Source]>, Condition) {
        let key = (s.span, first_of(s), ask.denied);
        if let Some(known) = self.events.brought_about.get(&key) {
            return known.clone();
        }
        let mut found: Vec<Source> = Vec::new();
        let mut when = Condition::NEVER;
        self.each_hit(s, ask.event(), &super::Theta::default(), &mut |e, h| {
            found.extend(h.sources);
            when = e.store.or(when, h.condition);
            found.len() >= MOST_PERFORMING
        });
        if found.len() >= MOST_PERFORMING {
            when = Condition::ALWAYS;
        }
        let found: (Rc<[Source]>, Condition) = (found.into(), when);
        self.events.brought_about.insert(key, found.clone());
        found
    }

    /// An order against an event: without the event a demand asks nothing.
    fn event_order(&mut self, m: &Moment, t: Timed) -> Condition {
        let mut occurs = Condition::ALWAYS;
        if let MomentKind::Point(_, of, ..) = &m.kind
            && let PointOf::Event(s) = &**of
        {
            occurs = self.brought_about(s, t.ask).1;
        }
        // What is excused if it comes after an event is not excused where the event does not come; before such an event comes everything.
        let excuse = !t.ask.it.is_empty();
        let ahead = matches!(t.bound, Bound::At(w, _) if w.ends_at());
        let without = if excuse && !ahead {
            Condition::NEVER
        } else {
            self.store.not(occurs)
        };
        if occurs.is_never() {
            return without;
        }
        let asked = self.order_asked(m, t);
        let open = self.open_order(t.at, asked);
        let kept = self.and(occurs, open);
        self.store.or(without, kept)
    }

    /// Is the one a moment of a clause, and the other the same moment of what the clause says is done?
    fn is_of_the_clause(&mut self, said: &Moment, asked: &Moment, ask: Ask) -> bool {
        let (MomentKind::Point(a, clause, _), MomentKind::Point(b, event, _)) =
            (&said.kind, &asked.kind)
        else {
            return false;
        };
        let (PointOf::Item(clause), PointOf::Event(event)) = (&**clause, &**event) else {
            return false;
        };
        let facts = self.facts;
        let clauses = facts.labels.named(clause);
        let inside = |c: usize| {
            let mut parts = clauses.iter().flat_map(|n| &facts.parts[*n]);
            parts.any(|p| *p as usize == c)
        };
        a == b
            && self
                .brought_about(event, ask)
                .0
                .iter()
                .any(|s| matches!(s, Source::Fact(f) if inside(facts.all[*f as usize].clause)))
    }

    /// Which moment is asked for, and what the text says instead, if it says anything of the same mark.
    fn order_asked(&mut self, m: &Moment, t: Timed) -> String {
        let kept_up = self.kept_up(t.said);
        let end = |begins: bool| match (begins, kept_up) {
            (true, _) => "begins",
            (false, true) => "ends",
            (false, false) => "is complete",
        };
        let asked = t.bound.begins(t.pick, kept_up);
        let order = match t.bound {
            Bound::At(w, _) => w.word(),
            Bound::AtOnce(_) => "at once with",
            _ => "so long from",
        };
        let times = t.held.iter().filter_map(|(h, _)| match &h.kind {
            PhraseKind::Time(pick, b) => Some((b.begins(*pick, kept_up), b)),
            _ => None,
        });
        let times: Vec<(bool, &Bound)> = times.collect();
        let said = times.into_iter().find(|(_, b)| {
            let of = b.moment();
            of.is_some_and(|n| same_moment(n, m) || self.is_of_the_clause(n, m, t.ask))
        });
        let since = match (said, t.bound) {
            (Some((begins, _)), _) if begins != asked => {
                format!(
                    ", since the text says of that moment only when it {}",
                    end(begins)
                )
            }
            (
                Some((
                    _,
                    Bound::At(Relation::From | Relation::Upon | Relation::On, _) | Bound::AtOnce(_),
                )),
                Bound::At(Relation::After | Relation::Before, _),
            ) => ", since the text allows the same moment".to_owned(),
            (Some(_), _) => String::new(),
            (None, _) => ", since the text does not order the two".to_owned(),
        };
        format!("whether it {} {order} this moment{since}", end(asked))
    }
}

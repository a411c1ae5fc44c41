//! When a draft's steps can happen: its phrases and orders as limits between moments, and the earliest and latest date of each.

mod asked;
mod build;
mod chosen;
mod circle;
mod confined;
mod documents;
mod findings;
mod groups;
mod limits;
mod network;
mod plan;
mod points;
mod sequence;
pub(crate) mod steps;
mod timetables;

pub(crate) use findings::words;
pub(crate) use network::{Edge, Limit, Network, Reach};
pub(crate) use plan::Order;
pub(crate) use sequence::Step;
pub(crate) use steps::Timeline;
pub(crate) use timetables::Timetables;

use crate::condition::Store;
use crate::fact::gather;
use crate::matching::{Engine, Memory};
use crate::model::{Draft, Point, Taken, World, calendar};
use crate::source::Span;
use build::{Builder, ORIGIN};
use compact_str::CompactString;

/// What a moment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Where days are counted from.
    Origin,
    /// The signature of the text.
    Signature,
    /// Its entry into force.
    Entry,
    /// A promise or clause begins.
    Start,
    /// It is done.
    Completion,
    /// It ceases to bind.
    Expiry,
    /// It is verified.
    Verification,
    /// The latest of several moments.
    Later,
    /// The earliest of several moments.
    Earlier,
    /// So long after another moment, or before it.
    Shifted,
    /// A date.
    Date,
    /// A declared moment, such as `agreement`.
    Declared(CompactString),
    /// A moment the text does not name.
    Unsaid,
    /// Somebody's consent.
    Consent(CompactString),
    /// A point of an event or thing that no promise of the text brings about.
    Event(Point, CompactString),
    /// A point of something that could be promised, and that no clause promises.
    Unpromised(Point),
    /// A point of what is promised: of all of it, or of a part.
    Promised(Point, bool),
}

/// A moment of a draft.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    /// What it is.
    pub what: What,
    /// The clause it belongs to.
    pub clause: Option<usize>,
    /// Where it stands.
    pub at: Span,
}

/// Who sets a limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reason {
    /// The clause; nothing: an order outside of any clause, or nobody.
    pub clause: Option<usize>,
    /// Where it says so.
    pub at: Span,
    /// The text says it; else it follows from what a promise is.
    pub said: bool,
}

/// The moments of a draft and the limits between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    /// The limits.
    pub network: Network,
    /// The moments, by point.
    pub moments: Vec<Moment>,
    /// Who sets each limit.
    pub reasons: Vec<Reason>,
    /// By clause: its start, its completion and its expiry.
    pub clauses: Vec<(usize, Option<usize>, Option<usize>)>,
    /// By sentence: where it begins, where it is complete or ends, and whether it is kept up.
    pub(crate) facts: rustc_hash::FxHashMap<usize, (usize, usize, bool)>,
    /// The entry into force of each clause that has its own.
    pub(crate) entries: rustc_hash::FxHashMap<usize, usize>,
    /// The verification of each clause of which it is spoken.
    pub(crate) verifications: rustc_hash::FxHashMap<usize, usize>,
    /// Choices of the draft under which steps stand, and of which no alternative is taken.
    pub unchosen: Vec<usize>,
    /// Those of them that bring limits, or a step that others wait for.
    pub timed: Vec<usize>,
}

/// When a moment can be, in minutes, and the clauses that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// Not before.
    pub earliest: Option<i64>,
    /// Not after.
    pub latest: Option<Limit>,
    /// Clauses that fix the earliest date.
    pub earliest_by: Vec<usize>,
    /// Clauses that fix the latest date.
    pub latest_by: Vec<usize>,
}

/// Limits that contradict one another: each with who sets it, and the moments it ties: the second is bound by the first.
pub(crate) type Contradiction = Vec<(Reason, Moment, Moment)>;

/// The schedule of a draft, with the readings and alternatives that are taken for granted.
pub(crate) fn schedule(world: &World, draft: &Draft, chosen: &[Taken]) -> Schedule {
    let mut store = Store::of(draft, chosen);
    let facts = gather(&world.vocabulary, draft, &mut store);
    let mut memory = Memory::default();
    let mut engine = Engine::new(&world.vocabulary, draft, &facts, &mut store, &mut memory);
    Schedule::of(&mut engine, chosen)
}

impl Schedule {
    /// The schedule of the draft an engine stands on.
    pub(crate) fn of(engine: &mut Engine, chosen: &[Taken]) -> Schedule {
        Schedule::without_limits_of(engine, chosen, &[])
    }

    /// The same without the limits that hang on some of the choices.
    pub(crate) fn without_limits_of(
        engine: &mut Engine,
        chosen: &[Taken],
        choices: &[usize],
    ) -> Schedule {
        Builder::new(engine, chosen, choices).build()
    }

    /// How late every moment can be after the origin and how early; nothing: no schedule keeps all limits.
    fn reaches(&self) -> Option<(Reach, Reach)> {
        // What may never be done has to be possible all the same.
        if let Some(all) = self.network.taken_together() {
            let late = all.after(ORIGIN)?;
            all.before(ORIGIN)?;
            if all.contradiction_beyond(&late) {
                return None;
            }
        }
        let late = self.network.after(ORIGIN)?;
        let early = self.network.before(ORIGIN)?;
        (!self.network.contradiction_beyond(&late)).then_some((late, early))
    }

    /// When each moment can be.
    ///
    /// # Errors
    /// The shortest contradiction, if no schedule keeps all limits.
    pub(crate) fn windows(&self) -> Result<Vec<Window>, Contradiction> {
        let Some((late, early)) = self.reaches() else {
            return Err(self.contradiction());
        };
        Ok((0..self.network.len())
            .map(|p| Window {
                earliest: early.limit[p].map(|l| l.minutes.saturating_neg()),
                latest: late.limit[p],
                earliest_by: self.clauses_on(&self.network.way(&early, p, false)),
                latest_by: self.clauses_on(&self.network.way(&late, p, true)),
            })
            .collect())
    }

    /// The clauses that set the limits on a way, each once, in their order on it.
    pub(crate) fn clauses_on(&self, way: &[usize]) -> Vec<usize> {
        let mut seen = rustc_hash::FxHashSet::default();
        way.iter()
            .filter_map(|n| self.reasons[self.network.edge(*n).why].clause)
            .filter(|c| seen.insert(*c))
            .collect()
    }

    /// The schedule without deadlines: nobody has to be done by a date, or within some time of something. What is known of the text's own dates stays.
    fn without_deadlines(&self) -> Schedule {
        let dated = |p: usize| {
            matches!(
                self.moments[p].what,
                What::Origin | What::Signature | What::Entry | What::Date
            )
        };
        let deadline = |e: &Edge| {
            !dated(e.to) && self.reasons[e.why].said && (e.from == ORIGIN || e.limit.minutes > 0)
        };
        Schedule {
            network: self.network.without(deadline),
            ..self.clone()
        }
    }

    fn contradiction(&self) -> Contradiction {
        let circle = self.network.contradiction().unwrap_or_default();
        circle
            .into_iter()
            .map(|e| {
                (
                    self.reasons[e.why],
                    self.moments[e.from].clone(),
                    self.moments[e.to].clone(),
                )
            })
            .collect()
    }

    /// An instant as it is written.
    pub(crate) fn written(minutes: i64) -> String {
        calendar::span_of(minutes)
    }

    /// A latest moment as it is written: what is over before midnight is over with the day.
    pub(crate) fn written_latest(limit: Limit) -> String {
        match (limit.is_strict(), limit.minutes.rem_euclid(1440)) {
            (true, 0) => {
                calendar::span_of(limit.minutes.saturating_sub(1440)).replace(" 00:00", " 24:00")
            }
            (true, _) => format!("before {}", calendar::span_of(limit.minutes)),
            _ => calendar::span_of(limit.minutes),
        }
    }
}

//! Phrases, the bounds they set on moments, and the conditions they name.

use super::words::*;
use super::{Hole, Item, List, Predicate, Sentence};
use crate::source::Span;
use crate::syntax::tree::Matcher;
use crate::vocabulary::{DayRange, Exact, Vocabulary};
use compact_str::CompactString;
use derive_where::derive_where;

/// A phrase.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Phrase {
    /// Which.
    pub kind: PhraseKind,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// The families of phrases.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PhraseKind {
    /// A bound in time, of the end of the deed that the first word picks.
    Time(Option<Pick>, Bound),
    /// `if`, `while`, `unless`.
    Guard(Guard, Condition),
    /// `notwithstanding`, `subject to`, `without prejudice to`.
    Precedence(Precedence, List),
    /// `verified by`, `judged by`, `with consent of` …
    Manner(Manner, List),
    /// `in phases`, `unconditionally`, `whatever its conditions`.
    Alone(Alone),
}

/// A length of time.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Duration {
    /// In days, or in months for months and years; nothing: a hole.
    pub number: Option<Exact>,
    /// The hole, and how many days or months the unit behind it has.
    pub hole: Option<(Hole, Exact)>,
    /// Counted in calendar months.
    pub calendar: bool,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A bound on a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bound {
    /// `within 14 days of M`.
    Within(Duration, Counted, Moment),
    /// `at least 60 days before M`.
    Offset(Duration, Counted, Moment),
    /// `before M`, `by M`, `until M` and the like.
    At(Relation, Moment),
    /// `at once with M`.
    AtOnce(Moment),
    /// `for D`, with `at least` and the like.
    For(Option<Matcher>, Duration),
    /// `renewed for D unless A or B objects`: it runs on by itself, and each of these can let it end.
    Renewed(Duration, List),
    /// `every D`.
    Every(Duration),
    /// `immediately`, `promptly`.
    Soon(Haste),
}

impl Bound {
    /// The length of time it says, if it says one.
    pub(crate) fn length(&self) -> Option<&Duration> {
        match self {
            Bound::Within(d, ..)
            | Bound::Offset(d, ..)
            | Bound::For(_, d)
            | Bound::Renewed(d, _)
            | Bound::Every(d) => Some(d),
            Bound::At(..) | Bound::AtOnce(_) | Bound::Soon(_) => None,
        }
    }

    /// Does it say how late something is?
    pub(crate) fn is_latest(&self) -> bool {
        matches!(
            self,
            Bound::Within(..)
                | Bound::Offset(_, Counted::Before, _)
                | Bound::At(Relation::By | Relation::Before, _)
        )
    }

    /// The same of another moment.
    pub(crate) fn at(&self, moment: &Moment) -> Bound {
        let mut out = self.clone();
        match &mut out {
            Bound::Within(_, _, m)
            | Bound::Offset(_, _, m)
            | Bound::At(_, m)
            | Bound::AtOnce(m) => *m = moment.clone(),
            Bound::For(..) | Bound::Renewed(..) | Bound::Every(_) | Bound::Soon(_) => {}
        }
        out
    }

    /// The moment it is counted from or held against, if it names one.
    pub(crate) fn moment(&self) -> Option<&Moment> {
        match self {
            Bound::Within(_, _, m)
            | Bound::Offset(_, _, m)
            | Bound::At(_, m)
            | Bound::AtOnce(m) => Some(m),
            Bound::For(..) | Bound::Renewed(..) | Bound::Every(_) | Bound::Soon(_) => None,
        }
    }
}

/// A moment.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Moment {
    /// Which.
    pub kind: MomentKind,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// The kinds of moments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MomentKind {
    /// A date.
    Date(DayRange),
    /// Signature.
    Signature,
    /// Entry into force.
    Entry,
    /// A declared moment such as `agreement`.
    Declared(CompactString),
    /// The matched deed.
    It,
    /// `any date`; `true`: `any stated date`.
    AnyDate(bool),
    /// A moment the text does not name.
    Hole(Hole),
    /// `start`, `completion` … of something; of a verification or breach also by whom.
    Point(Point, Box<PointOf>, Option<Box<Item>>),
    /// `later of` (`true`) or `earlier of`.
    Extreme(bool, Vec<Moment>),
    /// So long after another moment, or before it.
    Shifted(Shift, Box<Moment>),
}

/// How far a moment is from another one: `90 days after`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shift {
    /// How long.
    pub length: Duration,
    /// Before it, not after it.
    pub back: bool,
}

/// What a point is a point of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PointOf {
    /// An event.
    Event(Sentence),
    /// The matched deed.
    It,
    /// A clause or a thing.
    Item(Item),
}

/// Conditions joined by `and` or by `or`.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Condition {
    /// Joined by `or`.
    pub any: bool,
    /// The conditions.
    pub atoms: Vec<Atom>,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    /// A sentence.
    Sentence(Sentence),
    /// A kind.
    Kind(KindPattern),
    /// An order.
    Order(Order),
    /// A bare moment.
    Moment(Moment),
}

impl Condition {
    /// What it holds by: each of several alone, or all of them together.
    pub(crate) fn cases(&self) -> Vec<&[Atom]> {
        if self.any {
            self.atoms.chunks(1).collect()
        } else {
            vec![&self.atoms[..]]
        }
    }

    /// Does it ask for nothing else than that somebody agrees?
    pub(crate) fn asks_consent_only(&self, v: &Vocabulary) -> bool {
        self.atoms.iter().all(|a| a.is_consent(v))
    }

    /// Those of whom it asks that they all agree, if it asks for nothing else: consent, in whatever words.
    pub(crate) fn consents(&self, v: &Vocabulary) -> Option<Vec<&List>> {
        let all = !self.any || self.atoms.len() == 1;
        (all && self.asks_consent_only(v)).then(|| {
            let who = self.atoms.iter().filter_map(|a| match a {
                Atom::Sentence(s) => Some(&s.subject),
                _ => None,
            });
            who.collect()
        })
    }
}

impl Atom {
    /// Does it ask that somebody agrees, and to nothing else than the deed it is said of?
    pub(crate) fn is_consent(&self, v: &Vocabulary) -> bool {
        match self {
            Atom::Sentence(s) => {
                matches!(s.predicate, Predicate::Act { action: Some(action), object: None, .. } if v.is_consent(action) && s.roles.is_empty())
            }
            Atom::Kind(_) | Atom::Order(_) | Atom::Moment(_) => false,
        }
    }
}

/// A pattern on a clause kind, or on a sort of the world.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct KindPattern {
    /// The word.
    pub kind: CompactString,
    /// A sort of the world, not a clause kind.
    pub sort: bool,
    /// Fields: word, index, values.
    pub fields: Vec<(CompactString, Option<List>, List)>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Phrases, inside or after the braces.
    pub phrases: Vec<Phrase>,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A moment with phrases.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Order {
    /// The moment.
    pub moment: Moment,
    /// Its bounds.
    pub phrases: Vec<Phrase>,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

impl Order {
    /// `entry-into-force at once with signature`: the moment with which it comes.
    pub(crate) fn at_once_with(&self) -> Option<&Moment> {
        self.phrases.iter().find_map(|p| match &p.kind {
            PhraseKind::Time(_, Bound::AtOnce(m)) => Some(m),
            _ => None,
        })
    }

    /// `signature on 2015-02-12`: the day that is said.
    pub(crate) fn day(&self) -> Option<DayRange> {
        self.phrases.iter().find_map(|p| match &p.kind {
            PhraseKind::Time(_, Bound::At(Relation::On, m)) => m.date(),
            _ => None,
        })
    }

    /// `completion of (A withdraws forces) before M`, as a sentence with its bounds; nothing: an order of something else than an end of a deed.
    pub(crate) fn as_sentence(&self) -> Option<Sentence> {
        let MomentKind::Point(point, of, ..) = &self.moment.kind else {
            return None;
        };
        let PointOf::Event(s) = &**of else {
            return None;
        };
        let mut s = s.clone();
        let pick = point.pick()?;
        s.phrases.extend(self.phrases.iter().cloned().map(|mut p| {
            if let PhraseKind::Time(picked @ None, _) = &mut p.kind {
                *picked = Some(pick);
            }
            p
        }));
        Some(s)
    }
}

/// What a phrase is about: a nearer one replaces a farther one of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    /// `within … of`
    Within(Option<Pick>, Counted),
    /// `at least … before`
    Offset(Option<Pick>, Counted),
    /// `by`, `before` …
    At(Option<Pick>, Relation),
    /// `at once with`
    AtOnce(Option<Pick>),
    /// `for`
    For(Option<Pick>),
    /// `renewed for`
    Renewed(Option<Pick>),
    /// `every`
    Every(Option<Pick>),
    /// `promptly`
    Soon(Option<Pick>),
    /// `if` …
    Guard(Guard),
    /// `notwithstanding` …
    Precedence(Precedence),
    /// `verified by` …
    Manner(Manner),
    /// `in phases` …
    Alone(Alone),
}

impl Family {
    /// In words, as differences name it.
    pub(crate) fn words(self) -> String {
        let picked = |pick: Option<Pick>, rest: String| match pick {
            Some(pick) => format!("{} {rest}", pick.word()),
            None => rest,
        };
        match self {
            Family::Within(pick, counted) => picked(pick, format!("within {}", counted.word())),
            Family::Offset(pick, counted) => picked(pick, format!("at least {}", counted.word())),
            Family::At(pick, relation) => picked(pick, relation.word().to_owned()),
            Family::AtOnce(pick) => picked(pick, "at once".to_owned()),
            Family::For(pick) => picked(pick, "for".to_owned()),
            Family::Renewed(pick) => picked(pick, "renewed".to_owned()),
            Family::Every(pick) => picked(pick, "every".to_owned()),
            Family::Soon(pick) => picked(pick, "soon".to_owned()),
            Family::Guard(word) => word.word().to_owned(),
            Family::Precedence(word) => word.word().to_owned(),
            Family::Manner(word) => word.word().to_owned(),
            Family::Alone(word) => word.word().to_owned(),
        }
    }
}

impl PartialOrd for Family {
    fn partial_cmp(&self, other: &Family) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Family {
    /// By their words: the order in which differences are told.
    fn cmp(&self, other: &Family) -> std::cmp::Ordering {
        self.words().cmp(&other.words())
    }
}

impl Phrase {
    /// A time after which something is over, as the calendar has it: `for 1 year`, `until 2027-01-01`.
    pub(crate) fn is_term(&self) -> bool {
        match &self.kind {
            PhraseKind::Time(_, Bound::For(..) | Bound::Renewed(..)) => true,
            PhraseKind::Time(None | Some(Pick::Completed), Bound::At(Relation::Until, m)) => {
                m.date().is_some()
            }
            PhraseKind::Time(Some(Pick::Completed), Bound::At(_, m)) => m.date().is_some(),
            _ => false,
        }
    }

    /// Of the phrases around a deed, the nearest of each family counts.
    pub(crate) fn family(&self) -> Family {
        match &self.kind {
            PhraseKind::Time(pick, bound) => {
                let pick = *pick;
                match bound {
                    Bound::Within(_, counted, _) => Family::Within(pick, *counted),
                    Bound::Offset(_, counted, _) => Family::Offset(pick, *counted),
                    Bound::At(relation, _) => Family::At(pick, *relation),
                    Bound::AtOnce(_) => Family::AtOnce(pick),
                    Bound::For(..) => Family::For(pick),
                    Bound::Renewed(..) => Family::Renewed(pick),
                    Bound::Every(_) => Family::Every(pick),
                    Bound::Soon(_) => Family::Soon(pick),
                }
            }
            PhraseKind::Guard(word, _) => Family::Guard(*word),
            PhraseKind::Precedence(word, _) => Family::Precedence(*word),
            PhraseKind::Manner(word, _) => Family::Manner(*word),
            PhraseKind::Alone(word) => Family::Alone(*word),
        }
    }

    /// Conditions of the clause make no difference to a line that says so.
    pub(crate) fn is_whatever(&self) -> bool {
        matches!(self.kind, PhraseKind::Alone(Alone::WhateverItsConditions))
    }

    /// `for so long`.
    pub(crate) fn is_length(&self) -> bool {
        matches!(self.kind, PhraseKind::Time(_, Bound::For(..)))
    }

    /// The deed waits for something else than a date, signature, entry into force or a declared moment.
    pub(crate) fn waits(&self) -> bool {
        match &self.kind {
            PhraseKind::Time(_, Bound::At(relation, m)) => relation.waits() && m.is_uncertain(),
            PhraseKind::Time(_, Bound::Offset(_, Counted::After, m)) => m.is_uncertain(),
            _ => false,
        }
    }

    /// It says when something is done, so that a schedule has to heed it.
    pub(crate) fn limits(&self) -> bool {
        match &self.kind {
            PhraseKind::Time(_, b) => {
                !matches!(b, Bound::Soon(_) | Bound::Every(_) | Bound::Renewed(..))
            }
            PhraseKind::Manner(manner, _) => manner.limits(),
            PhraseKind::Guard(..) | PhraseKind::Precedence(..) | PhraseKind::Alone(_) => false,
        }
    }

    /// A date that is left open: by or on which something is to be, or from which a length counts, or the length.
    pub(crate) fn blank_date(&self) -> Option<Hole> {
        let PhraseKind::Time(_, bound) = &self.kind else {
            return None;
        };
        let hole = |m: &Moment| match m.kind {
            MomentKind::Hole(h) => Some(h),
            _ => None,
        };
        match bound {
            Bound::At(relation, m) if relation.is_latest() || *relation == Relation::On => hole(m),
            Bound::Within(d, _, m) => d.hole.map(|(h, _)| h).or_else(|| hole(m)),
            _ => None,
        }
    }

    /// A date by or on which something is to be, or a length counted from one.
    pub(crate) fn has_date(&self) -> bool {
        match &self.kind {
            PhraseKind::Time(_, Bound::At(relation, m)) => {
                (relation.is_latest() || *relation == Relation::On) && m.is_date()
            }
            PhraseKind::Time(_, Bound::Within(d, _, m)) => d.number.is_some() && m.is_date(),
            _ => false,
        }
    }
}

impl Bound {
    /// `until`: what is kept up ends, and nothing is promised for later.
    pub(crate) fn is_until(&self) -> bool {
        matches!(self, Bound::At(Relation::Until, _))
    }

    /// Does it set an end to what is kept up?
    pub(crate) fn ends_what_lasts(&self, pick: Option<Pick>) -> bool {
        match (pick, self) {
            (None, Bound::At(relation, _)) => {
                matches!(relation, Relation::Before | Relation::On)
            }
            (Some(Pick::Completed), Bound::At(relation, _)) => {
                relation.is_latest() || *relation == Relation::On
            }
            (Some(Pick::Completed), Bound::Within(..)) => true,
            _ => false,
        }
    }

    /// It says how early something is at least.
    pub(crate) fn is_earliest(&self) -> bool {
        match self {
            Bound::At(relation, _) => relation.is_earliest(),
            Bound::Offset(_, counted, _) => *counted == Counted::After,
            _ => false,
        }
    }

    /// A latest date, or one that is counted: what keeps to it does so only while deadlines are kept.
    pub(crate) fn is_deadline(&self) -> bool {
        match self {
            Bound::Within(..) => true,
            Bound::At(relation, m) => relation.is_latest() && m.is_date(),
            _ => false,
        }
    }

    /// Is it on when a deed begins? Without a word for it: what is kept up begins then; a wait is a wait to begin; all else is then over.
    pub(crate) fn begins(&self, pick: Option<Pick>, kept_up: bool) -> bool {
        match pick {
            Some(pick) => pick == Pick::Beginning,
            None => kept_up || matches!(self, Bound::At(relation, _) if relation.is_earliest()),
        }
    }
}

impl Moment {
    /// The day of the calendar it is.
    pub(crate) fn date(&self) -> Option<DayRange> {
        match self.kind {
            MomentKind::Date(d) => Some(d),
            _ => None,
        }
    }

    /// A day of the calendar.
    pub(crate) fn is_date(&self) -> bool {
        self.date().is_some()
    }

    /// The events it is a moment of.
    pub(crate) fn events(&self) -> Vec<&Sentence> {
        match &self.kind {
            MomentKind::Extreme(_, of) => of.iter().flat_map(Moment::events).collect(),
            MomentKind::Shifted(_, of) => of.events(),
            MomentKind::Point(_, of, _) => match &**of {
                PointOf::Event(s) => vec![s],
                PointOf::It | PointOf::Item(_) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Signature or entry into force of the text at hand, twice the same.
    pub(crate) fn is_same_of_text(&self, other: &Moment) -> bool {
        matches!(
            (&self.kind, &other.kind),
            (MomentKind::Signature, MomentKind::Signature) | (MomentKind::Entry, MomentKind::Entry)
        )
    }

    /// It comes, whatever anybody does: a date, signature, entry into force or a declared moment.
    pub(crate) fn is_sure(&self) -> bool {
        !self.is_uncertain()
    }

    /// It may never come: anything but a date, signature, entry into force or a declared moment.
    fn is_uncertain(&self) -> bool {
        match &self.kind {
            MomentKind::Date(_)
            | MomentKind::Signature
            | MomentKind::Entry
            | MomentKind::Declared(_)
            | MomentKind::AnyDate(_) => false,
            MomentKind::Extreme(_, of) => of.iter().any(Moment::is_uncertain),
            MomentKind::Shifted(_, of) => of.is_uncertain(),
            MomentKind::It | MomentKind::Hole(_) | MomentKind::Point(..) => true,
        }
    }
}

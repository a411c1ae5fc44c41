//! The words of phrases and moments, one type for each family, and what each of them means: which has an end, waits, weakens, limits or guards. Nothing after
//! this folder compares text of the language; a word that is added here does not compile until every room has decided what it does.

use super::Blank;
use super::calendar::Length;
use crate::syntax::tree::Modal;
use compact_str::CompactString;

/// Words of the language and their spelling, both ways.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum $name {
            $(#[doc = concat!("`", $word, "`")] $(#[$doc])* $variant,)+
        }

        impl $name {
            /// As it is written.
            #[allow(dead_code, reason = "not every family is written out")]
            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            /// The word as it is written, if it is one of these.
            pub(crate) fn read(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// Which end of a deed a bound in time is about.
    Pick {
        Beginning = "beginning",
        Completed = "completed",
    }
}

words! {
    /// How soon something is done, where no day says it; the first is the sooner.
    Haste {
        Immediately = "immediately",
        Promptly = "promptly",
    }
}

words! {
    /// Where something lies from a moment.
    Relation {
        Before = "before",
        By = "by",
        On = "on",
        Upon = "upon",
        From = "from",
        After = "after",
        Until = "until",
    }
}

impl Relation {
    /// It says how late something is at most.
    pub(crate) const fn is_latest(self) -> bool {
        matches!(self, Relation::Before | Relation::By)
    }

    /// It says how early something is at least: what waits for the moment.
    pub(crate) const fn is_earliest(self) -> bool {
        matches!(self, Relation::After | Relation::Upon | Relation::From)
    }

    /// What follows the moment waits until it has come; `from` only says since when.
    pub(crate) const fn waits(self) -> bool {
        matches!(self, Relation::After | Relation::Upon)
    }

    /// What keeps to it as words go is not bound to anything the moment waits for: the moment has to be the same, not one reached by it.
    pub(crate) const fn ends_at(self) -> bool {
        matches!(self, Relation::By | Relation::Before | Relation::Until)
    }

    /// Can nothing be both so and so, of one moment?
    pub(crate) const fn excludes(self, other: Relation) -> bool {
        match self {
            Relation::After => other.is_latest(),
            Relation::Before => other.is_earliest(),
            Relation::By | Relation::On | Relation::Upon | Relation::From | Relation::Until => {
                false
            }
        }
    }
}

words! {
    /// From which side of a moment a length of time is counted.
    Counted {
        /// Early performance is performance.
        Of = "of",
        After = "after",
        Before = "before",
    }
}

words! {
    /// Which moment of something.
    Point {
        Start = "start",
        Completion = "completion",
        /// What is kept up ceases to bind.
        Expiry = "expiry",
        Verification = "verification",
        Breach = "breach",
        Occurrence = "occurrence",
        /// Of another text.
        Signature = "signature",
        /// Of another text, or of a clause by itself.
        EntryIntoForce = "entry-into-force",
    }
}

impl Point {
    /// The end of the deed that is this moment of it.
    pub(crate) const fn pick(self) -> Option<Pick> {
        match self {
            Point::Start => Some(Pick::Beginning),
            Point::Completion | Point::Expiry => Some(Pick::Completed),
            Point::Verification
            | Point::Breach
            | Point::Occurrence
            | Point::Signature
            | Point::EntryIntoForce => None,
        }
    }

    /// Of several things it is the last one's; what begins, or is breached, is so with the first of them.
    pub(crate) const fn is_the_lasts(self) -> bool {
        match self {
            Point::Start | Point::Breach => false,
            Point::Completion
            | Point::Expiry
            | Point::Verification
            | Point::Occurrence
            | Point::Signature
            | Point::EntryIntoForce => true,
        }
    }

    /// Somebody brings it about, and `by` says who.
    pub(crate) const fn has_doer(self) -> bool {
        matches!(self, Point::Verification | Point::Breach)
    }
}

words! {
    /// What ties a clause to a condition.
    Guard {
        /// It binds if the condition comes.
        If = "if",
        /// It binds as long as the condition lasts.
        While = "while",
        /// It does not bind if the condition comes.
        Unless = "unless",
    }
}

impl Guard {
    /// What says nothing of it holds with it: what holds always holds then too.
    pub(crate) const fn holds_without(self) -> bool {
        match self {
            Guard::If | Guard::While => true,
            Guard::Unless => false,
        }
    }
}

words! {
    /// What a clause says of the rank of others.
    Precedence {
        /// This one prevails.
        Notwithstanding = "notwithstanding",
        /// The others prevail.
        SubjectTo = "subject to",
        /// Neither takes from the other.
        WithoutPrejudiceTo = "without prejudice to",
    }
}

words! {
    /// How something is done, with or for whom.
    Manner {
        VerifiedBy = "verified by",
        JudgedBy = "judged by",
        WithConsentOf = "with consent of",
        InConsultationWith = "in consultation with",
        InExchangeFor = "in exchange for",
        InParallelWith = "in parallel with",
        StartingWith = "starting with",
    }
}

impl Manner {
    /// Others may keep it from being done: a promise with it is worth less to whom it is made.
    pub(crate) const fn weakens(self) -> bool {
        match self {
            Manner::WithConsentOf => true,
            Manner::VerifiedBy
            | Manner::JudgedBy
            | Manner::InConsultationWith
            | Manner::InExchangeFor
            | Manner::InParallelWith
            | Manner::StartingWith => false,
        }
    }

    /// It says when the deed can be done.
    pub(crate) const fn limits(self) -> bool {
        match self {
            Manner::WithConsentOf | Manner::InParallelWith => true,
            Manner::VerifiedBy
            | Manner::JudgedBy
            | Manner::InConsultationWith
            | Manner::InExchangeFor
            | Manner::StartingWith => false,
        }
    }

    /// It ties the deed to that of another, which has a day if it has one.
    pub(crate) const fn goes_along(self) -> bool {
        match self {
            Manner::InExchangeFor | Manner::InParallelWith => true,
            Manner::VerifiedBy
            | Manner::JudgedBy
            | Manner::WithConsentOf
            | Manner::InConsultationWith
            | Manner::StartingWith => false,
        }
    }
}

words! {
    /// What is said of a deed with nothing behind it.
    Alone {
        InPhases = "in phases",
        /// Without a condition and without a wait.
        Unconditionally = "unconditionally",
        /// Said in a line: conditions of the clause make no difference.
        WhateverItsConditions = "whatever its conditions",
    }
}

words! {
    /// One of the two sides, seen from the sentence.
    SideWord {
        /// Each of the two makes the promise.
        Each = "each",
        Own = "own",
        Other = "other",
    }
}

impl Modal {
    /// As it is written, of one subject.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Modal::May => "may",
            Modal::Expected => "is expected to",
            Modal::Shall => "shall",
            Modal::Hereby => "hereby",
            Modal::ExpectedNot => "is expected not to",
            Modal::ShallNot => "shall not",
        }
    }

    /// Something is not to be done.
    pub(crate) const fn is_ban(self) -> bool {
        match self {
            Modal::ShallNot | Modal::ExpectedNot => true,
            Modal::May | Modal::Expected | Modal::Shall | Modal::Hereby => false,
        }
    }

    /// A ban or a permission: it is kept up, not performed once.
    pub(crate) const fn holds_over_time(self) -> bool {
        match self {
            Modal::ShallNot | Modal::ExpectedNot | Modal::May => true,
            Modal::Expected | Modal::Shall | Modal::Hereby => false,
        }
    }

    /// What it says of nobody: `no actor shall` is a ban on everyone.
    pub(crate) const fn of_nobody(self) -> Modal {
        match self {
            Modal::Shall | Modal::Hereby | Modal::May => Modal::ShallNot,
            Modal::Expected => Modal::ExpectedNot,
            Modal::ExpectedNot | Modal::ShallNot => self,
        }
    }
}

impl Blank {
    /// The blank a word stands for.
    pub(crate) fn read(word: &str) -> Option<Blank> {
        match word {
            "unspecified" => Some(Blank::Unspecified),
            "undetermined" => Some(Blank::Undetermined),
            _ => None,
        }
    }
}

/// What an amount recurs with: `per month`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Per {
    /// `per day`
    Day,
    /// `per week`
    Week,
    /// `per month`
    Month,
    /// `per year`
    Year,
    /// Another unit: `per km`.
    Unit(CompactString),
}

impl Per {
    pub(crate) fn read(unit: &str) -> Per {
        match unit {
            "day" | "days" => Per::Day,
            "week" | "weeks" => Per::Week,
            "month" | "months" => Per::Month,
            "year" | "years" => Per::Year,
            other => Per::Unit(other.into()),
        }
    }

    /// As it is written behind `per`.
    pub(crate) fn word(&self) -> &str {
        match self {
            Per::Day => "day",
            Per::Week => "week",
            Per::Month => "month",
            Per::Year => "year",
            Per::Unit(word) => word,
        }
    }

    /// How long it is; nothing: it is no time.
    pub(crate) fn length(&self) -> Option<Length> {
        match self {
            Per::Day => Some(Length::Minutes(1440)),
            Per::Week => Some(Length::Minutes(7 * 1440)),
            Per::Month => Some(Length::Months(1)),
            Per::Year => Some(Length::Months(12)),
            Per::Unit(_) => None,
        }
    }
}

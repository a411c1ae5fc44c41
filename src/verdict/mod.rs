//! Verdicts: every line of every party against a draft, with cause and evidence.

mod coverage;
mod demand;
mod evidence;
mod excuses;
mod expect;
mod fields;
mod forbidden;
mod gains;
mod judge;
mod line;
mod near;
mod open;
mod packages;
mod placeless;
mod roles;
mod told;
mod waived;

pub(crate) use coverage::{Coverage, coverage};
pub use expect::Outcome;
pub(crate) use expect::expectations;
pub(crate) use gains::{Change as Gain, Gains};
pub(crate) use judge::{Judge, asks_for_order, judge};
pub(crate) use line::in_force;
pub(crate) use packages::{Accepted, Packages};
pub(crate) use waived::Granted;
pub(crate) use waived::elsewhere;

use crate::condition::Question;
use crate::matching::Missing;
use crate::source::Span;
use compact_str::CompactString;

/// What is found of a line in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// Under every completion.
    Crossed,
    /// It depends.
    Open,
    /// The party has waived the line.
    Waived,
    /// Under no completion.
    Respected,
}

impl Verdict {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Crossed => "crossed",
            Verdict::Open => "open",
            Verdict::Waived => "waived",
            Verdict::Respected => "respected",
        }
    }
}

/// Why: the order is that of rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cause {
    /// By what a clause says.
    Clause,
    /// By what clauses amount to.
    Effect,
    /// By what comes first.
    Order,
    /// By an amount.
    Amount,
    /// By what no clause says.
    Omission,
    /// Nothing in the draft touches the line.
    Silence,
}

impl Cause {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Cause::Clause => "clause",
            Cause::Effect => "effect",
            Cause::Order => "order",
            Cause::Amount => "amount",
            Cause::Omission => "omission",
            Cause::Silence => "silence",
        }
    }
}

/// What a clause is to a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// It crosses the line, alone or first among several.
    Crosses,
    /// It crosses the line together with another.
    Contributes,
    /// It meets what is asked but for its amount or time.
    Fails,
    /// It lacks what is asked.
    Lacks,
    /// It comes nearest to what is asked.
    Near,
    /// It meets what is asked.
    Meets,
    /// It says when: what is asked in time follows from it.
    Times,
    /// It excuses what would cross the line.
    Excuses,
    /// The verdict turns on it.
    Decides,
}

impl Role {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Role::Crosses => "crosses",
            Role::Contributes => "contributes",
            Role::Fails => "fails",
            Role::Lacks => "lacks",
            Role::Near => "near",
            Role::Meets => "meets",
            Role::Times => "times",
            Role::Excuses => "excuses",
            Role::Decides => "decides",
        }
    }
}

/// A clause that a verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Position of the clause in the draft.
    pub(crate) index: usize,
    /// Its label.
    pub(crate) clause: CompactString,
    /// Its title.
    pub(crate) title: String,
    /// The sentence, or the head of the clause.
    pub(crate) at: Span,
    /// Further sentences of the clause that have the same part in the verdict.
    pub(crate) also: Vec<Span>,
    /// What it is to the verdict.
    pub(crate) role: Role,
    /// The effects it amounts to on the way, in words.
    pub(crate) via: Vec<String>,
    /// For a near miss: what it does not meet.
    pub(crate) missing: Vec<Missing>,
}

impl Evidence {
    /// What is missing, in words.
    pub(crate) fn note(&self) -> Option<String> {
        let words: Vec<&str> = self.missing.iter().map(|m| m.what.as_str()).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// A word of the evidence in whose place stands what a clause says it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    /// The word.
    pub word: String,
    /// The clause that defines it.
    pub by: CompactString,
    /// Where it does.
    pub at: Span,
}

/// A step of a derivation: what holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// An effect in words; nothing: a clause.
    pub effect: Option<String>,
    /// The clause, and where it says so.
    pub clause: Option<(CompactString, Span)>,
    /// Each way in which it follows, with what it rests on.
    pub ways: Vec<Vec<Reason>>,
}

/// What an open verdict turns on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenOn {
    /// What is asked.
    pub question: Question,
    /// The clause it stands in; none: the line, or the world.
    pub clause: Option<CompactString>,
    /// Who decides it.
    pub owner: crate::condition::Owner,
    /// Where it stands.
    pub at: Span,
    /// The verdict under each value.
    pub values: Vec<(String, Verdict)>,
}

/// A question and the answer it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The name a choice is made by, or the question.
    pub name: String,
    /// The answer.
    pub value: String,
    /// Where the question stands.
    pub at: Span,
}

/// One way in which an open line is crossed, and one in which it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    /// Crossed with these answers, whatever the others are.
    pub crossed: Vec<Answer>,
    /// Respected with these.
    pub respected: Vec<Answer>,
}

/// A reading that is not the party's own and would change the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OtherReading {
    /// The ambiguous term.
    pub term: String,
    /// The reading.
    pub reading: String,
    /// Who reads so, by their own word or the draft's.
    pub by: Vec<String>,
    /// The verdict under it.
    pub verdict: Verdict,
}

/// The verdict on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The draft's id.
    pub(crate) draft: CompactString,
    /// The party.
    pub(crate) party: CompactString,
    /// The line's label.
    pub(crate) line: CompactString,
    /// Its title.
    pub(crate) title: String,
    /// A goal, not a red line.
    pub(crate) goal: bool,
    /// How firm it is.
    pub(crate) stance: Option<CompactString>,
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Why.
    pub(crate) cause: Option<Cause>,
    /// One sentence.
    pub(crate) message: String,
    /// The rule of the line that decides, or its head.
    pub(crate) at: Span,
    /// The line's head.
    pub(crate) head: Span,
    /// Every rule of the line that decides, with [`Finding::at`] the first of them.
    pub(crate) rules: Vec<Span>,
    /// The line was first stated after the day on which it is read.
    pub(crate) stated_later: bool,
    /// Clauses, in a fixed order.
    pub(crate) evidence: Vec<Evidence>,
    /// How effects follow from clauses, where the verdict rests on effects.
    pub(crate) reasons: Vec<Reason>,
    /// Words of its evidence that stand for what a clause says they mean.
    pub(crate) meant: Vec<Meant>,
    /// What an open verdict turns on.
    pub(crate) open_on: Vec<OpenOn>,
    /// Where several questions decide together: one way to each side.
    pub(crate) witness: Option<Witness>,
    /// Readings of others that give another verdict than the party's own.
    pub(crate) differs_under: Vec<OtherReading>,
    /// Remarks: another date gives another verdict, clauses not assessed.
    pub(crate) notes: Vec<String>,
    /// Waivers that have a part in the verdict.
    pub(crate) waivers: Vec<Granted>,
    /// A baseline knows it.
    pub(crate) known: bool,
}

impl Finding {
    /// The rules of the line that decide; else its head.
    pub(crate) fn stated(&self) -> Vec<Span> {
        if self.rules.is_empty() {
            vec![self.at]
        } else {
            self.rules.clone()
        }
    }
}

//! What a verdict can turn on: a question about a text, with the words it is known by.

use super::Kind;
use compact_str::CompactString;
use std::borrow::Cow;

/// What is not known. What is asked for stands in it in words: "`Europe`", "one of `state`".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Question {
    /// Which alternative of a bracket, by the name it is chosen by, and the clause it stands in.
    Alternative(CompactString, CompactString),
    /// Which reading of a term, with the title the text gives the question.
    Reading(CompactString, Option<String>),
    /// Whether what is proposed is agreed, by the name it is chosen by.
    Agreed(CompactString),
    /// Which of two clauses prevails.
    Prevails(CompactString, CompactString),
    /// Which of several clauses gives a field its value.
    GivesValue(String, Vec<CompactString>),
    /// Whether somebody no text names is this one.
    Unnamed(String),
    /// Whether what a text leaves open is this.
    Unsaid(String),
    /// Whether the one named here holds this.
    Holder(String),
    /// Whether what is drawn on a map takes in this.
    Map(String),
    /// Whether this is meant where a sentence leaves out a role, or names nothing.
    Silent(&'static str, String),
    /// Which amount stands in a blank.
    Amount,
    /// Whether an amount is one that a blank of the line means.
    AmountOfLine,
    /// Whether some of a type are of another.
    SomeAre(String, String),
    /// Whether something else is meant than what the line leaves out.
    LeftOut,
    /// Whether a thing lies in a region.
    LocatedIn(String, String),
    /// Whether another side has more members.
    MoreMembers,
    /// Whether a sentence stands beside a clause that does not say all of what it speaks of.
    Beside(CompactString),
    /// Whether a promise is enough with a phrase that weakens it.
    Enough,
    /// Whether the final clause gives its force to the other clauses, with its phrase.
    Given,
    /// Whether what prevails holds, with its phrase.
    Holds,
    /// Whether something comes at its time, in words that begin with `whether`.
    Order(Cow<'static, str>),
}

impl Question {
    /// Why it is open.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Question::Alternative(..) | Question::Agreed(_) => Kind::Choice,
            Question::Reading(..) | Question::Prevails(..) | Question::GivesValue(..) => {
                Kind::Reading
            }
            Question::Enough | Question::Given | Question::Holds => Kind::Phrase,
            Question::Order(_) => Kind::Order,
            Question::Unnamed(_)
            | Question::Unsaid(_)
            | Question::Holder(_)
            | Question::Map(_)
            | Question::Silent(..)
            | Question::Amount
            | Question::AmountOfLine
            | Question::SomeAre(..)
            | Question::LeftOut
            | Question::LocatedIn(..)
            | Question::MoreMembers
            | Question::Beside(_) => Kind::Hole,
        }
    }

    /// What it is known by: the name a choice is made by, else the question, apart from its place.
    pub(crate) fn name(&self) -> String {
        match self {
            Question::Alternative(name, _)
            | Question::Reading(name, _)
            | Question::Agreed(name) => name.to_string(),
            other => other.words(),
        }
    }

    /// The question, as it is asked at its place.
    pub(crate) fn words(&self) -> String {
        match self {
            // One of several in a clause is asked by the name under which it is chosen.
            Question::Alternative(name, clause) if name != clause => {
                format!("which alternative of `{name}` in clause {clause}")
            }
            Question::Alternative(_, clause) => format!("which alternative of clause {clause}"),
            Question::Reading(name, Some(title)) => format!("{title} (`{name}`)"),
            Question::Reading(name, None) => name.to_string(),
            Question::Agreed(_) => "whether what is proposed is agreed".to_owned(),
            Question::Prevails(first, second) => format!(
                "whether clause {first} or clause {second} prevails, where one bans what the other does not"
            ),
            Question::GivesValue(field, clauses) => {
                let clauses: Vec<String> = clauses.iter().map(|c| format!("clause {c}")).collect();
                format!("which of {} gives `{field}` its value", clauses.join(", "))
            }
            Question::Unnamed(asked) => format!("whether the one not named here is {asked}"),
            Question::Unsaid(asked) => {
                format!("whether what the text does not say here is {asked}")
            }
            Question::Holder(asked) => format!("whether the one named here holds {asked}"),
            Question::Map(asked) => format!("whether what is written here takes in {asked}"),
            Question::Silent("", asked) => {
                format!("whether {asked} is meant, where nothing is named")
            }
            Question::Silent(role, asked) => {
                format!("whether {asked} is meant, where no `{role}` is said")
            }
            Question::Amount => "the amount that the text does not say here".to_owned(),
            Question::AmountOfLine => "whether the amount is one that this line means".to_owned(),
            Question::SomeAre(some, others) => format!("whether some `{some}` are `{others}`"),
            Question::LeftOut => {
                "whether something else is meant than what the line leaves out".to_owned()
            }
            Question::LocatedIn(thing, region) => {
                format!("whether `{thing}` is located in `{region}`, since the world does not say")
            }
            Question::MoreMembers => "whether another side has more members".to_owned(),
            Question::Beside(clause) => format!(
                "whether this stands beside clause {clause}, which does not say all of what it speaks of"
            ),
            Question::Enough => "whether this is enough with the phrase".to_owned(),
            Question::Given => {
                "whether this is given to the other clauses, with its phrase".to_owned()
            }
            Question::Holds => "whether this holds, with its phrase".to_owned(),
            Question::Order(words) => words.to_string(),
        }
    }
}

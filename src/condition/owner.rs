//! Who decides what a verdict depends on.

use crate::model::Blank;
use crate::vocabulary::Vocabulary;
use std::fmt;

/// Who decides what a verdict depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    /// Nobody: events do.
    Nature,
    /// Whoever reads the text.
    Interpreter,
    /// Those who make the deal.
    Negotiators,
    /// A body or party by name, or several.
    Named(String),
}

impl Owner {
    /// Who fills a blank.
    pub(crate) fn of(blank: Blank, v: &Vocabulary) -> Owner {
        match blank {
            Blank::Unspecified | Blank::Map | Blank::Holder | Blank::Silence(_) => {
                Owner::Interpreter
            }
            Blank::Undetermined => Owner::Negotiators,
            Blank::SetBy(body) => Owner::Named(v.name(body).to_owned()),
        }
    }

    /// As every format names it.
    pub(crate) fn word(&self) -> &str {
        match self {
            Owner::Nature => "nature",
            Owner::Interpreter => "interpreter",
            Owner::Negotiators => "negotiators",
            Owner::Named(name) => name,
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.word())
    }
}

//! How what is said lies to what is asked, as sets, and which of that answers a question. What a bare noun means, what a ban covers and what a demand wants of a
//! set are decided here, for whatever the sets are of.

use super::{Ask, Mode};
use crate::vocabulary::{Interval, NodeId, Vocabulary};

/// Two sets: what is said, against what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lies {
    /// All that is said is asked for.
    pub within: bool,
    /// All that is asked for is said.
    pub around: bool,
    /// Something is both.
    pub meets: bool,
}

/// How much of a kind is meant. A bare noun is some of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Much {
    Some,
    All,
}

impl Lies {
    /// Kinds, of which each lies below another one or apart from it.
    pub(crate) fn of_nouns(v: &Vocabulary, said: NodeId, asked: NodeId) -> Lies {
        let (within, around) = (v.under(said, asked), v.under(asked, said));
        Lies {
            within,
            around,
            meets: within || around,
        }
    }

    /// Numbers.
    pub(crate) fn of_numbers(said: Interval, asked: Interval) -> Lies {
        Lies {
            within: asked.holds(said),
            around: said.holds(asked),
            meets: asked.meets(said),
        }
    }

    /// The same, asked the other way round.
    #[cfg(test)]
    pub(crate) fn back(self) -> Lies {
        Lies {
            within: self.around,
            around: self.within,
            ..self
        }
    }
}

impl Ask<'_> {
    /// Does what lies so answer the question? A ban is on all of what it names, whatever the words; what bans all is banned if it lies around what is to be banned.
    pub(crate) fn is_answered(self, lies: Lies, asked: Much, said: Much) -> bool {
        match self.mode {
            Mode::Overlap => lies.meets,
            Mode::Within => lies.within,
            Mode::Entail | Mode::Cover if self.ban => lies.around,
            Mode::Entail | Mode::Cover => {
                let all = said == Much::All && lies.around;
                all || asked == Much::Some && lies.within
            }
        }
    }

    /// Does one of some values answer the question, whichever it is? A promise is of one of its amounts; a ban is on every one.
    pub(crate) fn is_answered_by_any(self, lies: Lies) -> bool {
        if self.leave {
            match self.mode {
                // Leave for up to 500 is leave for 300.
                Mode::Overlap => lies.meets,
                Mode::Within | Mode::Entail | Mode::Cover => lies.within,
            }
        } else if self.ban {
            self.is_answered(lies, Much::Some, Much::All)
        } else {
            lies.within
        }
    }
}

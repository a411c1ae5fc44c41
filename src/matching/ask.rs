//! What is asked of the engine, handed down from the line or rule to the last value. The engine itself has no state that a question sets and puts back.

use super::phrases::Held;
use super::{Hit, Source};
use crate::model::{Bound, Condition, Item, Modal, Pick};
use crate::source::Span;
use crate::vocabulary::NodeId;

/// How a fact has to lie to a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `forbid`: the fact overlaps the pattern.
    Overlap,
    /// `when`: the fact entails the pattern.
    Entail,
    /// `require` and conditions after `unless`: the fact covers the pattern, which was taken apart into single values.
    Cover,
    /// A tail after `unless`: the fact lies within it.
    Within,
}

/// What evaluation leaves out, to find out what a verdict rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ignore {
    /// Amounts fit.
    pub amounts: bool,
    /// Times fit.
    pub times: bool,
}

/// A question: how what is said has to lie to what is asked, and what is known of who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask<'q> {
    /// How a fact has to lie to the pattern.
    pub mode: Mode,
    /// The sentence whose values are compared is a ban: a bare noun in it is all of the kind.
    pub ban: bool,
    /// What is said is a permission: each of its amounts is allowed, and without one any.
    pub leave: bool,
    /// What is compared is who does it: somebody does what their forces do.
    pub doer: bool,
    /// What is matched is denied or excuses: weakening phrases are questions, whatever the mode.
    pub denied: bool,
    /// An order is asked for: that a deed waits is part of when it comes.
    pub order: bool,
    /// An order is asked for that holds without anybody keeping a deadline.
    pub gated: bool,
    /// Some of what is asked for will do, as several come to it together: values lie within what is asked, times are as asked.
    pub some: bool,
    /// What is left out.
    pub ignore: Ignore,
    /// Enough clauses are told: what settles a demand first is all that is wanted.
    pub told: bool,
    /// Variables that something else asks for too, as bits: of these it must be known whom they stand for.
    pub shared: u32,
    /// Variables whose values are wanted afterwards, as bits.
    pub kept: u32,
    /// Types of a rule's header variables.
    pub header: &'q [(u8, Item)],
    /// The condition after `unless` of the line being judged: a fact that excepts the same is not weaker for it.
    pub exception: Option<&'q Condition>,
    /// Actors that are asked for one by one, for each part of a sentence (who, what, every role): where everybody is asked for there, these are left out.
    pub apart: &'q [Vec<NodeId>],
    /// What the deed rests on that an excuse calls `it`.
    pub it: &'q [Source],
}

impl<'q> Ask<'q> {
    /// A question that nobody asks in particular.
    pub(crate) const fn new(mode: Mode) -> Ask<'q> {
        Ask {
            mode,
            ban: false,
            leave: false,
            doer: false,
            denied: false,
            order: false,
            gated: false,
            some: false,
            ignore: Ignore {
                amounts: false,
                times: false,
            },
            told: false,
            shared: 0,
            kept: u32::MAX,
            header: &[],
            exception: None,
            apart: &[],
            it: &[],
        }
    }

    /// The same, in another mode.
    pub(crate) fn by(self, mode: Mode) -> Ask<'q> {
        Ask { mode, ..self }
    }

    /// The same of a sentence that is a ban, or is none.
    pub(crate) fn of(self, ban: bool) -> Ask<'q> {
        Ask { ban, ..self }
    }

    /// The same of what one promise says.
    pub(crate) fn said(self, modal: Option<Modal>) -> Ask<'q> {
        Ask {
            leave: modal == Some(Modal::May),
            ..self
        }
    }

    /// The same of something that is denied, or that excuses.
    pub(crate) fn denied(self) -> Ask<'q> {
        Ask {
            denied: true,
            ..self
        }
    }

    /// The same of one part of a sentence.
    pub(crate) fn part(self, n: usize) -> Ask<'q> {
        Ask {
            apart: self.apart.get(n..=n).unwrap_or_default(),
            ..self
        }
    }

    /// The same of who does it.
    pub(crate) fn doer(self) -> Ask<'q> {
        Ask { doer: true, ..self }
    }

    /// The same of something else than the sentence itself.
    pub(crate) fn beside(self) -> Ask<'q> {
        Ask {
            apart: &[],
            doer: false,
            ..self
        }
    }

    /// Who performs an event: it does not hang on what is left out of the demand around it.
    pub(crate) fn event(self) -> Ask<'q> {
        Ask {
            mode: Mode::Overlap,
            ignore: Ignore::default(),
            apart: &[],
            ..self
        }
    }

    /// A weakening phrase opens what is asked: in an excuse or a demand, or where it is denied.
    pub(crate) fn heeds_weakness(self) -> bool {
        self.denied || matches!(self.mode, Mode::Cover | Mode::Within)
    }
}

/// A time that is asked for, with what was found and the phrases that are said of that.
#[derive(Clone, Copy)]
pub(super) struct Timed<'t> {
    /// The end of the deed that the phrase picks.
    pub pick: Option<Pick>,
    /// The bound on it.
    pub bound: &'t Bound,
    /// Where it is asked for.
    pub at: Span,
    /// The phrases of what was found.
    pub held: &'t Held<'t>,
    /// What was found.
    pub hit: &'t Hit,
    /// What says it; nothing: an effect.
    pub said: Option<Source>,
    /// Who asks.
    pub ask: Ask<'t>,
}

//! Values of variables.

use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{Leaves, NodeId};
use compact_str::CompactString;
use smallvec::SmallVec;

/// What a variable is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Bound {
    /// An actor, term or other thing.
    Node(NodeId),
    /// Everything of a type, or every member of something, without those.
    Every(NodeId, Option<NodeId>, Vec<NodeId>),
    /// A set of leaves.
    Places(Leaves),
    /// A clause of the draft.
    Clause(CompactString),
    /// Every clause.
    EveryClause,
    /// Somebody or something the text does not name.
    Unknown(Span),
    /// An amount or text, by its words.
    Words(CompactString),
}

/// Values of variables by letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Theta(SmallVec<[(u8, Bound); 2]>);

impl Theta {
    /// The value of a variable.
    pub(crate) fn get(&self, v: u8) -> Option<&Bound> {
        self.0.iter().find(|(n, _)| *n == v).map(|(_, b)| b)
    }

    /// With a variable bound or bound anew.
    #[must_use]
    pub(crate) fn with(&self, v: u8, b: Bound) -> Theta {
        let mut out = self.clone();
        out.put(v, b);
        out
    }

    /// Binds a variable, or binds it anew.
    pub(crate) fn put(&mut self, v: u8, b: Bound) {
        match self.0.binary_search_by_key(&v, |(n, _)| *n) {
            Ok(at) => self.0[at].1 = b,
            Err(at) => self.0.insert(at, (v, b)),
        }
    }

    /// The values of some variables only, as bits.
    #[must_use]
    pub(super) fn only(mut self, wanted: u32) -> Theta {
        self.0.retain(|(n, _)| wanted >> *n & 1 == 1);
        self
    }

    /// All values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(u8, Bound)> {
        self.0.iter()
    }
}

/// A bound value as a value of a fact or pattern.
pub(crate) fn item_of(b: &Bound, span: Span) -> Item {
    let base = match b {
        Bound::Node(n) => Base::Thing(thing_of(*n)),
        Bound::Every(n, of, _) => {
            let of = of.map(|o| {
                Box::new(Item {
                    matcher: None,
                    base: Base::Thing(thing_of(o)),
                    span,
                })
            });
            Base::Thing(Thing {
                quantifier: Quantifier::All,
                of,
                ..thing_of(*n)
            })
        }
        Bound::Places(_) => Base::Words("place".into()),
        Bound::Clause(label) => match label.split_once(" of ") {
            None => Base::Clause(None, label.clone()),
            Some((label, text)) => Base::Clause(Some(text.into()), label.into()),
        },
        Bound::EveryClause => Base::EveryClause(Quantifier::All, None),
        Bound::Unknown(span) => Base::Hole(Hole {
            blank: Blank::Unspecified,
            span: *span,
        }),
        Bound::Words(w) => Base::Words(w.clone()),
    };
    Item {
        matcher: None,
        base,
        span,
    }
}

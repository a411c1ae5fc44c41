//! Changes in legal effect, with their codes. Every code has the code of the way back.

use super::Cell;
use super::terms::{Shape, Slot, Term, Value};
use crate::model::{Family, Guard, Manner, Modal, Relation};
use crate::wording::{Speaker, Style};

/// What has become of a part of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Way {
    /// It was not there before.
    Added,
    /// It is gone.
    Dropped,
    /// It is another one.
    Changed,
    /// It takes in more.
    Widened,
    /// It takes in less.
    Narrowed,
    /// It is more.
    Raised,
    /// It is less.
    Lowered,
    /// What was left out is said.
    Named,
    /// What was said is left out.
    LeftOpen,
    /// It binds more.
    Hardened,
    /// It binds less.
    Softened,
    /// What was allowed or asked is banned, or the other way round.
    Reversed,
    /// It is due at another time.
    Moved,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Way::Added => "added",
            Way::Dropped => "dropped",
            Way::Changed => "changed",
            Way::Widened => "widened",
            Way::Narrowed => "narrowed",
            Way::Raised => "raised",
            Way::Lowered => "lowered",
            Way::Named => "named",
            Way::LeftOpen => "left-open",
            Way::Hardened => "hardened",
            Way::Softened => "softened",
            Way::Reversed => "reversed",
            Way::Moved => "moved",
        }
    }

    #[cfg(test)]
    fn back(self) -> Way {
        match self {
            Way::Added => Way::Dropped,
            Way::Dropped => Way::Added,
            Way::Widened => Way::Narrowed,
            Way::Narrowed => Way::Widened,
            Way::Raised => Way::Lowered,
            Way::Lowered => Way::Raised,
            Way::Named => Way::LeftOpen,
            Way::LeftOpen => Way::Named,
            Way::Hardened => Way::Softened,
            Way::Softened => Way::Hardened,
            same => same,
        }
    }
}

/// A code: what part, and what has become of it. `duty-softened`, `holder-named`, `verifier-dropped`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Code {
    /// The part: `duty`, `holder`, `deadline`, `verifier` …
    pub part: &'static str,
    /// What has become of it.
    pub way: Way,
}

impl Code {
    /// The code as it is written.
    pub(crate) fn slug(&self) -> String {
        format!("{}-{}", self.part, self.way.word())
    }

    #[cfg(test)]
    /// The code of the way back.
    #[must_use]
    pub(crate) fn mirrored(&self) -> Code {
        Code {
            part: self.part,
            way: self.way.back(),
        }
    }
}

/// One difference between two terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// What it is.
    pub code: Code,
    /// The part in words: `to`, `verified by`, `sovereignty`.
    pub part: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

/// How a change lies for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Leaning {
    /// Nearer to its lines.
    Nearer,
    /// Farther from them.
    Farther,
    /// Some one way, some the other.
    Incomparable,
    /// None of its verdicts moves with it.
    Neutral,
}

impl Leaning {
    /// The word used in every format.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Leaning::Nearer => "nearer",
            Leaning::Farther => "farther",
            Leaning::Incomparable => "incomparable",
            Leaning::Neutral => "neutral",
        }
    }
}

/// What has become of one term.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The heading it stands under.
    pub matter: String,
    /// What it is about.
    pub about: String,
    /// The differences, the weightiest first.
    pub differences: Vec<Difference>,
    /// What the old draft says.
    pub old: Option<Cell>,
    /// What the new draft says.
    pub new: Option<Cell>,
    /// By party that has lines: how it lies, and the lines that say so.
    pub parties: Vec<(String, Leaning, Vec<String>)>,
}

/// What two terms differ in; one of them alone was added or dropped.
pub(super) fn differences(old: Option<&Term>, new: Option<&Term>) -> Vec<Difference> {
    match (old, new) {
        (Some(a), Some(b)) => {
            let mut slots: Vec<&Slot> = a
                .slots
                .keys()
                .chain(b.slots.keys().filter(|s| !a.slots.contains_key(s)))
                .collect();
            slots.sort_by_key(|s| (*s != &Slot::Modal, *s));
            moved(
                slots
                    .into_iter()
                    .filter_map(|s| of_slot(a.shape, s, a.slots.get(s), b.slots.get(s)))
                    .collect(),
            )
        }
        (None, Some(t)) => vec![Difference {
            code: Code {
                part: whole(t),
                way: Way::Added,
            },
            part: String::new(),
            old: None,
            new: None,
        }],
        (Some(t), None) => vec![Difference {
            code: Code {
                part: whole(t),
                way: Way::Dropped,
            },
            part: String::new(),
            old: None,
            new: None,
        }],
        (None, None) => Vec::new(),
    }
}

/// A deadline that is gone and another one that has come are one that moved, whatever the words of each.
fn moved(mut all: Vec<Difference>) -> Vec<Difference> {
    for part in ["deadline", "duration"] {
        while let (Some(gone), Some(come)) = (
            all.iter().position(|d| {
                d.code
                    == Code {
                        part,
                        way: Way::Dropped,
                    }
            }),
            all.iter().position(|d| {
                d.code
                    == Code {
                        part,
                        way: Way::Added,
                    }
            }),
        ) {
            let (old, new) = (all[gone].old.clone(), all[come].new.clone());
            let mut named = [all[gone].part.clone(), all[come].part.clone()];
            named.sort();
            all[gone.min(come)] = Difference {
                code: Code {
                    part,
                    way: Way::Moved,
                },
                part: named.join(", "),
                old,
                new,
            };
            all.remove(gone.max(come));
        }
    }
    all
}

fn whole(t: &Term) -> &'static str {
    match (t.shape, t.modal()) {
        (Shape::Promise, Some(Modal::ShallNot)) => "ban",
        (Shape::Promise, Some(Modal::May)) => "permission",
        (Shape::Promise, Some(Modal::Expected | Modal::ExpectedNot)) => "expectation",
        (Shape::Promise, Some(Modal::Hereby)) => "declaration",
        (Shape::Promise, Some(Modal::Shall) | None) => "duty",
        (Shape::State, _) => "effect",
        (Shape::Clause, _) => "clause",
        (Shape::Order, _) => "order",
    }
}

fn of_slot(
    shape: Shape,
    slot: &Slot,
    old: Option<&Value>,
    new: Option<&Value>,
) -> Option<Difference> {
    let way = match (old, new) {
        (Some(a), Some(b)) if a.same_as(b) => return None,
        (None, None) => return None,
        (None, Some(_)) => Way::Added,
        (Some(_), None) => Way::Dropped,
        (Some(a), Some(b)) => between(shape, slot, a, b),
    };
    let words = |v: Option<&Value>| v.map(|v| v.words().text());
    let only = |v: Option<&Value>| v.is_some_and(|v| v.items.contains_key("nobody else"));
    let part = if *slot == Slot::Together && (only(old) || only(new)) {
        "exclusivity"
    } else {
        part(slot)
    };
    Some(Difference {
        code: Code { part, way },
        part: named(slot),
        old: words(old),
        new: words(new),
    })
}

fn between(shape: Shape, slot: &Slot, a: &Value, b: &Value) -> Way {
    if *slot == Slot::Modal {
        return modals(a, b);
    }
    let open = |v: &Value| {
        v.items
            .values()
            .flat_map(|w| &w.pieces)
            .any(|p| matches!(p.style, Style::Blank | Style::Bracket))
    };
    if let (Some((x, d)), Some((y, e))) = (&a.number, &b.number)
        && d == e
    {
        return match x.compare(*y) {
            std::cmp::Ordering::Less => Way::Raised,
            std::cmp::Ordering::Greater => Way::Lowered,
            std::cmp::Ordering::Equal => Way::Changed,
        };
    }
    let listed = matches!(slot, Slot::Subject | Slot::Object | Slot::Role(_))
        || shape == Shape::Clause && matches!(slot, Slot::Field(..));
    if listed && a.within(b) {
        return Way::Widened;
    }
    if listed && b.within(a) {
        return Way::Narrowed;
    }
    match (open(a), open(b)) {
        (true, false) => Way::Named,
        (false, true) => Way::LeftOpen,
        _ if matches!(slot, Slot::Phrase(family) if part_of_phrase(*family) == "deadline") => {
            Way::Moved
        }
        _ => Way::Changed,
    }
}

/// The strength and direction of a modal.
fn modals(a: &Value, b: &Value) -> Way {
    let strength = |v: &Value| match v.modal {
        Some(Modal::May) => (0, true),
        Some(Modal::Expected) => (1, true),
        Some(Modal::Shall) => (2, true),
        Some(Modal::Hereby) => (3, true),
        Some(Modal::ExpectedNot) => (1, false),
        Some(Modal::ShallNot) | None => (2, false),
    };
    let ((x, up), (y, on)) = (strength(a), strength(b));
    match (up == on, x.cmp(&y)) {
        (false, _) => Way::Reversed,
        (true, std::cmp::Ordering::Less) => Way::Hardened,
        (true, std::cmp::Ordering::Greater) => Way::Softened,
        (true, std::cmp::Ordering::Equal) => Way::Changed,
    }
}

fn part(slot: &Slot) -> &'static str {
    match slot {
        Slot::Subject => "holder",
        Slot::Modal => "modal",
        Slot::Together => "jointness",
        Slot::Object => "object",
        Slot::Role(_) => "scope",
        Slot::That => "content",
        Slot::Of => "scope",
        Slot::Field(..) => "field",
        Slot::Moment => "moment",
        Slot::Phrase(family) => part_of_phrase(*family),
        Slot::Under => "alternative",
    }
}

/// Phrases by what they do.
fn part_of_phrase(family: Family) -> &'static str {
    match family {
        Family::Within(..)
        | Family::Offset(..)
        | Family::AtOnce(_)
        | Family::Soon(_)
        | Family::For(Some(_))
        | Family::Renewed(Some(_))
        | Family::Every(Some(_)) => "deadline",
        Family::At(None, Relation::Until) | Family::For(None) | Family::Renewed(None) => "duration",
        Family::At(..) => "deadline",
        Family::Guard(Guard::If | Guard::While) => "condition",
        Family::Guard(Guard::Unless) => "exception",
        Family::Precedence(_) => "precedence",
        Family::Manner(Manner::VerifiedBy) => "verifier",
        Family::Manner(Manner::JudgedBy) => "judge",
        Family::Manner(Manner::WithConsentOf) => "consent",
        Family::Manner(
            Manner::InConsultationWith
            | Manner::InExchangeFor
            | Manner::InParallelWith
            | Manner::StartingWith,
        )
        | Family::Every(None)
        | Family::Alone(_) => "qualifier",
    }
}

fn named(slot: &Slot) -> String {
    match slot {
        Slot::Subject => "who".to_owned(),
        Slot::Modal => "strength".to_owned(),
        Slot::Together => "together".to_owned(),
        Slot::Object => "what".to_owned(),
        Slot::Role(p) => p.to_string(),
        Slot::That => "that".to_owned(),
        Slot::Of => "of".to_owned(),
        Slot::Field(name, index) if index.is_empty() => Speaker::plain(name),
        Slot::Field(name, index) => format!("{} for {index}", Speaker::plain(name)),
        Slot::Moment => "moment".to_owned(),
        Slot::Phrase(family) => family.words(),
        Slot::Under => "under".to_owned(),
    }
}

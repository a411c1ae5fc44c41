//! Drafts and positions with every name and word resolved. Facts and patterns have one form: a pattern is a clause in which some values are conditions.

mod blanks;
pub(crate) mod calendar;
pub(crate) mod choices;
mod days;
mod links;
mod phrase;
mod position;
mod resolve;
mod sides;
pub(crate) mod visit;
mod words;

pub(crate) use crate::syntax::tree::{Matcher, Modal};
pub(crate) use crate::vocabulary::Exact;
pub(crate) use choices::{NotOpen, OpenChoice, Sort, Taken};
pub(crate) use links::{Labels, links};
pub(crate) use phrase::*;
pub(crate) use position::*;
pub(crate) use resolve::{Unit, World, resolve};
pub(crate) use resolve::{text_label, thing_of};
pub(crate) use sides::{expand, of_kind};
pub(crate) use words::*;

use crate::source::Span;
use crate::vocabulary::{ActionId, DayRange, NodeId, StateId};
use compact_str::CompactString;
use derive_where::derive_where;

/// Values joined by commas.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct List {
    /// The values.
    pub items: Vec<Item>,
    /// What is taken away.
    pub except: Vec<Item>,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

impl List {
    /// Takes in the values of another list. What that one takes away, it takes away from its own places only; a kind that is taken away is not among these.
    pub(crate) fn take_in(&mut self, other: List) {
        let place = |i: &Item| match &i.base {
            Base::Place(p) if i.matcher.is_none() => Some(p.clone()),
            _ => None,
        };
        let of = |items: &[Item]| items.iter().map(place).collect::<Option<Vec<Place>>>();
        match (of(&other.items), of(&other.except)) {
            (Some(places), Some(away)) if !away.is_empty() => self.items.push(Item {
                matcher: None,
                base: Base::Place(Place::Union(places, away)),
                span: other.span,
            }),
            _ => {
                self.items.extend(other.items);
                self.except.extend(other.except);
            }
        }
    }

    /// What a group takes away is taken away: its values stand in the list itself.
    pub(crate) fn take_in_groups(&mut self) {
        for i in std::mem::take(&mut self.items) {
            match i.base {
                Base::Group(l) if i.matcher.is_none() && !l.except.is_empty() => self.take_in(*l),
                _ => self.items.push(i),
            }
        }
    }
}

/// One value, with a condition on it in a pattern.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Item {
    /// `at least`, `one of` …
    pub matcher: Option<Matcher>,
    /// The value.
    pub base: Base,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// How many are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Quantifier {
    /// A bare noun.
    Some,
    /// `any`
    Any,
    /// `all`
    All,
    /// `no`
    No,
}

/// A hole in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Blank {
    /// Nobody says: an interpreter fills it.
    Unspecified,
    /// Left open on purpose: the negotiators fill it.
    Undetermined,
    /// `set by`: that body fills it.
    SetBy(NodeId),
    /// Who holds a place on a day: the world does not say.
    Holder,
    /// What a band along a line has of other places: a map would say, and the world does not.
    Map,
    /// What a sentence leaves out: the role of this preposition, or the object if there is none.
    Silence(&'static str),
}

/// Where a hole stands; the place is its identity.
#[derive(Clone, Copy, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Hole {
    /// Who fills it.
    pub blank: Blank,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// So many of one for so many of another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ratio {
    /// As it is written, in normal form.
    pub written: CompactString,
    /// How many for one; nothing: all of them.
    pub value: Option<Exact>,
}

/// The heart of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Base {
    /// An actor, term or other thing.
    Thing(Thing),
    /// A place.
    Place(Place),
    /// An amount.
    Amount(Amount),
    /// A date.
    Date(DayRange),
    /// `1 for 1`, `all for all`.
    Ratio(Ratio),
    /// A text.
    Text(String),
    /// A clause, by draft (nothing: the draft being judged) and label.
    Clause(Option<CompactString>, CompactString),
    /// `any clause G`, `all clauses`.
    EveryClause(Quantifier, Option<u8>),
    /// `unspecified`, `undetermined`, `set by`.
    Hole(Hole),
    /// The text supposes somebody and names none.
    Someone,
    /// `each side`, `own side`, `other side`.
    Side(SideWord),
    /// Brackets.
    Choice(Box<Choice>),
    /// A list in parentheses.
    Group(Box<List>),
    /// A bound variable.
    Variable(u8),
    /// Anything: what `do anything` is about.
    Anything,
    /// A moment used as a value, or something only its words are known of.
    Words(CompactString),
}

/// Under what name the day stands on which a line is looked at.
pub(crate) const AS_OF: &str = "as of";

/// An actor, a term, or something of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Thing {
    /// `any`, `all`, `no` or a bare noun.
    pub quantifier: Quantifier,
    /// What it is.
    pub node: NodeId,
    /// What stands before the noun.
    pub adjectives: Vec<NodeId>,
    /// What stands in braces behind the noun.
    pub attributes: Vec<(CompactString, List)>,
    /// What stands after `of`.
    pub of: Option<Box<Item>>,
    /// `located in`.
    pub located: Option<Box<Place>>,
    /// The variable it binds.
    pub variable: Option<u8>,
    /// Something about it is not said (`unspecified "predetermined" sanctions`).
    pub unknown: Option<Hole>,
}

/// A place, as an expression over regions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// A region, site or the territory of a state.
    Region(NodeId),
    /// All of these, without those.
    Union(Vec<Place>, Vec<Place>),
    /// What is held by an actor on a date.
    HeldBy(Box<Place>, Box<Item>, When),
    /// `any part of`, `all of`.
    Part(Quantifier, Box<Place>),
    /// `any region R`: a type of place.
    Every(Quantifier, NodeId, Option<u8>),
    /// A bound variable.
    Variable(u8),
    /// These leaves: a demand on places, taken apart.
    Exactly(crate::vocabulary::Leaves),
    /// A place the text does not name, in another one or anywhere.
    Unknown(Hole, Option<Box<Place>>),
    /// A band along a line, by its place in the vocabulary, and where it is written: what it has of other places is not said.
    Band(usize, Hole),
}

/// The date of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum When {
    /// The draft's own date.
    Draft,
    /// A date.
    On(DayRange),
    /// The day of signature.
    Signature,
    /// A date the text does not say.
    Unknown(Hole),
}

/// The dimension of `25 percent of` something.
pub(crate) const SHARE: &str = "share";

/// An amount, in base units.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Amount {
    /// The number; nothing: a hole.
    pub number: Option<Exact>,
    /// The hole, if the number is one.
    pub hole: Option<Hole>,
    /// `length`, `people`, a currency; nothing: a bare number.
    pub dimension: Option<CompactString>,
    /// `per month`.
    pub per: Option<Per>,
    /// What it is an amount of.
    pub of: Option<Box<Item>>,
    /// What it counts by its unit, where the text does not say what it is an amount of.
    pub counts: Option<NodeId>,
}

impl Amount {
    /// Is it a share of something?
    pub(crate) fn is_share(&self) -> bool {
        self.dimension.as_deref() == Some(SHARE)
    }
}

/// Brackets: alternatives of the negotiators, or readings.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Choice {
    /// The ambiguity whose readings label the alternatives.
    pub ambiguity: Option<CompactString>,
    /// Label and values.
    pub alternatives: Vec<(Option<CompactString>, List)>,
    /// Where; the identity of a choice of its own.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// A sentence.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Sentence {
    /// Who.
    pub subject: List,
    /// `only`.
    pub only: bool,
    /// What.
    pub predicate: Predicate,
    /// Roles: preposition, `only`, values.
    pub roles: Vec<Role>,
    /// Phrases.
    pub phrases: Vec<Phrase>,
    /// What stands after `that`.
    pub that: Option<Box<Sentence>>,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

impl Sentence {
    /// Is what it promises kept up, not completed?
    pub(crate) fn is_kept_up(&self, v: &crate::vocabulary::Vocabulary) -> bool {
        match self.predicate {
            Predicate::Act { modal, action, .. } => {
                modal.is_some_and(Modal::holds_over_time)
                    || action.is_some_and(|a| v.action(a).lasting)
            }
            Predicate::State { .. } => false,
        }
    }

    /// What is done.
    pub(crate) fn action(&self) -> Option<ActionId> {
        match self.predicate {
            Predicate::Act { action, .. } => action,
            Predicate::State { .. } => None,
        }
    }

    /// What it is done to.
    pub(crate) fn object(&self) -> Option<&List> {
        match &self.predicate {
            Predicate::Act { object, .. } => object.as_ref(),
            Predicate::State { .. } => None,
        }
    }

    /// Whether it is promised, allowed, banned …; nothing: it is an event or a state.
    pub(crate) fn modal(&self) -> Option<Modal> {
        match self.predicate {
            Predicate::Act { modal, .. } => modal,
            Predicate::State { .. } => None,
        }
    }

    /// Do those it names do it together, and not each for itself?
    pub(crate) fn is_joint(&self) -> bool {
        matches!(self.predicate, Predicate::Act { jointly: true, .. })
    }

    /// Does it say how something stands, and promise nothing?
    pub(crate) fn is_state(&self) -> bool {
        matches!(self.predicate, Predicate::State { .. })
    }
}

/// A role of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Role {
    /// `from`, `to` …
    pub preposition: CompactString,
    /// `only through`.
    pub only: bool,
    /// The values.
    pub list: List,
}

/// What a sentence says.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Predicate {
    /// An act. No modal: an event. No action: `do anything`.
    Act {
        modal: Option<Modal>,
        jointly: bool,
        action: Option<ActionId>,
        object: Option<List>,
    },
    /// A state.
    State {
        negated: bool,
        state: StateId,
        of: Option<List>,
    },
}

/// A word that a definition stands for, where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Defined {
    /// Where the word stands.
    pub at: Span,
    /// The word.
    pub word: NodeId,
    /// The clause that defines it, by its label.
    pub by: CompactString,
    /// What it says.
    pub means: Span,
}

/// A draft after its amendments.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The id.
    pub id: CompactString,
    /// The title.
    pub title: String,
    /// Where the framework stands.
    pub span: Span,
    /// Where its id stands.
    pub id_span: Span,
    /// The draft it amends.
    pub amends: Option<CompactString>,
    /// Header fields.
    pub header: Vec<Entry>,
    /// Its source and notes, by the word they stand under.
    pub texts: Vec<(CompactString, String)>,
    /// `dated`.
    pub dated: Option<DayRange>,
    /// Who is a party.
    pub parties: Vec<NodeId>,
    /// Where it is said that there are further parties, and not who.
    pub unnamed_parties: Option<Span>,
    /// The two sides.
    pub sides: Vec<NodeId>,
    /// All clauses and parts in document order, parents before their parts.
    pub clauses: Vec<Clause>,
    /// Ambiguous terms with their readings.
    pub ambiguities: Vec<Ambiguity>,
    /// Orders in time that stand outside of any clause.
    pub orders: Vec<(Order, Vec<Under>)>,
    /// The same of the texts it brings in.
    pub brought_orders: Vec<(CompactString, Order, Vec<Under>)>,
    /// Words in whose place stands what a clause says they mean.
    pub defined: Vec<Defined>,
    /// What it leaves open: ambiguous terms, brackets, alternatives, proposals.
    pub choices: Vec<OpenChoice>,
    /// There are source errors in it or in what it stands on.
    pub broken: bool,
}

impl Draft {
    /// Orders outside of any clause, with the text each stands in, if that is another one that the draft brings in.
    pub(crate) fn all_orders(
        &self,
    ) -> impl Iterator<Item = (Option<&CompactString>, &Order, &Vec<Under>)> {
        self.orders
            .iter()
            .map(|(o, u)| (None, o, u))
            .chain(self.brought_orders.iter().map(|(t, o, u)| (Some(t), o, u)))
    }
}

impl Draft {
    /// A clause and those it is a part of, nearest first. There is an end to it: a clause stands before its parts.
    pub(crate) fn around(&self, clause: usize) -> impl Iterator<Item = usize> + use<'_> {
        std::iter::successors(Some(clause), |c| self.clauses[*c].parent)
    }
}

impl Draft {
    /// What it is called: its title, else its id.
    pub(crate) fn called(&self) -> &str {
        if self.title.is_empty() {
            &self.id
        } else {
            &self.title
        }
    }

    /// A clause and those around it, as long as they are of its kind: what is said of such a one is said of its parts.
    pub(crate) fn of_one_kind(&self, clause: usize) -> impl Iterator<Item = usize> + use<'_> {
        let kind = &self.clauses[clause].kind;
        self.around(clause)
            .take_while(move |c| self.clauses[*c].kind == *kind)
    }
}

impl Clause {
    /// Does it say of the whole text how it is in force, and how long?
    pub(crate) fn is_final(&self) -> bool {
        self.kind == "final"
    }

    /// Does it say what words mean?
    pub(crate) fn is_definition(&self) -> bool {
        self.kind == "definition"
    }

    /// Its first field of a name.
    pub(crate) fn field(&self, name: &str) -> Option<&Entry> {
        self.fields.iter().map(|(e, _)| e).find(|e| e.name == name)
    }

    /// The phrases of the clause, of its sentences and of its orders.
    pub(crate) fn every_phrase(&self) -> impl Iterator<Item = &Phrase> {
        let own = self.phrases.iter().map(|(p, _)| p);
        own.chain(self.sentences.iter().flat_map(|(s, _)| &s.phrases))
            .chain(self.orders.iter().flat_map(|(o, _)| &o.phrases))
    }
}

/// An ambiguous term.
#[derive(Clone, Debug)]
pub(crate) struct Ambiguity {
    /// Its word.
    pub name: CompactString,
    /// The question, as the draft's encoder puts it.
    pub title: Option<String>,
    /// The readings and who reads it so.
    pub readings: Vec<(CompactString, Vec<NodeId>)>,
    /// Where.
    pub span: Span,
}

/// A field with its value.
#[derive(Clone, Debug)]
#[derive_where(PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    /// The word.
    pub name: CompactString,
    /// What stands after `for`.
    pub index: Option<List>,
    /// The values.
    pub value: List,
    /// Where.
    #[derive_where(skip(EqHashOrd))]
    pub span: Span,
}

/// The alternative under which a statement stands, if it stands under one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Under {
    /// The ambiguity whose reading it is.
    pub ambiguity: Option<CompactString>,
    /// The span of the choice: its identity.
    pub span: Span,
    /// The labels of all alternatives.
    pub labels: Vec<CompactString>,
    /// Which one.
    pub index: usize,
}

/// A clause or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// The label of the source text.
    pub label: CompactString,
    /// The title.
    pub title: String,
    /// The kind; a point has its parent's.
    pub kind: CompactString,
    /// The clause it is a part of.
    pub parent: Option<usize>,
    /// How many drafts amended one another before the one it was written in.
    pub layer: usize,
    /// The text it stands in, if that is another one that the draft brings in.
    pub text: Option<CompactString>,
    /// Its own fields.
    pub fields: Vec<(Entry, Vec<Under>)>,
    /// Its own sentences.
    pub sentences: Vec<(Sentence, Vec<Under>)>,
    /// Of those that name sides, by their place: one sentence for each side.
    pub sided: rustc_hash::FxHashMap<usize, Vec<Sentence>>,
    /// Phrases that stand alone in it.
    pub phrases: Vec<(Phrase, Vec<Under>)>,
    /// Statements of order.
    pub orders: Vec<(Order, Vec<Under>)>,
    /// It holds only text and notes.
    pub prose: bool,
    /// Its texts and notes, by the word they stand under.
    pub texts: Vec<(CompactString, String)>,
    /// Where the whole clause stands.
    pub span: Span,
    /// Where its head stands: kind, label and title.
    pub head: Span,
    /// The alternatives it stands under.
    pub under: Vec<Under>,
}

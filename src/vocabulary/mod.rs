//! The words and names in scope: one table of types, terms and things with what falls under what, and beside it scales, units, kinds,
//! actions, states and moments. Learnt from the prelude and from the declarations of the files that form one world.

mod built_in;
mod containment;
mod dates;
mod learn;
mod numbers;
mod places;
mod prelude;
mod said;
pub(crate) mod sample;
mod search;
mod suggest;

pub(crate) use built_in::{BuiltIn, Noun, Unsaid};
pub(crate) use dates::{Day, DayRange};
pub(crate) use numbers::{Exact, Interval};
pub(crate) use places::{Band, Leaves, Places};
pub(crate) use prelude::{PRELUDE, SAID};
pub(crate) use search::{Found, form};
pub(crate) use suggest::{near, nearest, stem};

use crate::source::Span;
use crate::syntax::tree::{Field, Slot};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// A type, term, scale step or thing of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub u32);

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// `actor`, `place`: types of slots.
    Type,
    /// `forces`, `ceasefire`.
    Term,
    /// A step of a scale and its rank, from 0.
    Step(NodeId, u32),
    /// A thing of the world; its sort is among what it falls under.
    Thing,
}

/// One node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The word or name.
    pub name: CompactString,
    /// What it is.
    pub kind: NodeKind,
    /// What it falls under directly.
    pub up: Vec<NodeId>,
    /// The title, if one was given.
    pub title: Option<String>,
    /// Where it was declared.
    pub span: Span,
}

/// A field of a kind.
#[derive(Clone, Debug)]
pub(crate) struct FieldDecl {
    /// The word.
    pub name: CompactString,
    /// What may stand in it.
    pub slot: Slot,
    /// It is indexed (`setback for D30: …`).
    pub indexed: bool,
    /// What those in it promise: a verb, and the field with its object.
    pub meaning: Option<(CompactString, CompactString)>,
    /// The field as a sentence, with `{it}` for its value and `{for}` for its index.
    pub reads: Option<String>,
}

/// What reports set side by side under one heading.
#[derive(Clone, Debug)]
pub(crate) struct Matter {
    /// Its word.
    pub word: CompactString,
    /// The heading.
    pub title: Option<String>,
    /// What is said of one place stands together.
    pub by_place: bool,
    /// Words of actions, kinds, fields and terms.
    pub words: Vec<CompactString>,
}

/// A clause kind.
#[derive(Clone, Debug)]
pub(crate) struct Kind {
    /// The word.
    pub word: CompactString,
    /// Its title.
    pub title: Option<String>,
    /// Its fields.
    pub fields: Vec<FieldDecl>,
    /// Where it was declared.
    pub span: Span,
}

/// What an action does with the sentence after `that`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThatMode {
    /// The inner sentence is part of the deal.
    Asserted,
    /// It holds if the negotiators agree.
    Proposed,
    /// It is only told.
    Reported,
}

/// An action of the vocabulary.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    /// The verb.
    pub verb: CompactString,
    /// Keeping it up is keeping the promise.
    pub lasting: bool,
    /// What it is done to.
    pub object: Option<Slot>,
    /// Roles by preposition.
    pub roles: Vec<(CompactString, Slot)>,
    /// What a sentence after `that` counts for.
    pub that: Option<ThatMode>,
    /// Where it was declared.
    pub span: Span,
}

impl Action {
    /// What is promised by it is a ceiling: nothing beyond it, of all that is named.
    pub(crate) fn is_cap(&self) -> bool {
        self.roles.iter().any(|(_, slot)| slot.ceiling)
    }

    /// The slot of a preposition.
    pub(crate) fn role(&self, preposition: &str) -> Option<&Slot> {
        self.roles
            .iter()
            .find(|(p, _)| p == preposition)
            .map(|(_, s)| s)
    }
}

/// Identifies an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ActionId(pub u32);

/// Identifies the word of a state (`barred`, `void`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct StateId(pub u32);

/// The word of a state, and how a sentence tells it.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// The word after `is`.
    pub word: CompactString,
    /// Prepositions it takes.
    pub prepositions: Vec<CompactString>,
    /// It takes `of`.
    pub of: bool,
    /// Types by argument: an empty word for the subject, `of`, or a preposition.
    pub types: Vec<(CompactString, CompactString)>,
}

/// A unit: its dimension and how many base units it has.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// `length`, `people` …; units of time have `time`.
    pub dimension: CompactString,
    /// Base units in one.
    pub factor: Exact,
    /// What so many of it are, where the text does not say.
    pub counting: Option<CompactString>,
}

/// A fact stated of a thing: field, from when on, value.
#[derive(Clone, Debug)]
pub(crate) struct ThingFact {
    /// The field as written.
    pub field: Field,
    /// From this day on; nothing: always.
    pub from: Option<DayRange>,
}

/// What is written here for what people say elsewhere: `withdraw` for `pull out`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    /// What is written; nothing: it is left out. `*` is the word that stands for `*` in what people say.
    pub write: String,
    /// What people say.
    pub wordings: Vec<String>,
    /// A sentence with what is written.
    pub sample: Option<String>,
    /// Why, or what else could be meant.
    pub why: Option<String>,
}

/// Everything in scope of one world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// All nodes.
    pub nodes: Vec<Node>,
    /// Types, terms and steps by word.
    pub words: FxHashMap<CompactString, NodeId>,
    /// Things by name.
    pub names: FxHashMap<CompactString, NodeId>,
    /// Clause kinds.
    pub kinds: Vec<Kind>,
    /// Headings of reports, in the order in which they are declared.
    pub matters: Vec<Matter>,
    /// What drafts usually say with some words: verification with `withdraw`.
    pub usual: FxHashMap<CompactString, Vec<CompactString>>,
    /// What the texts say that is said here for what people say elsewhere; with the prelude, [`Vocabulary::wordings`].
    pub said: Vec<Wording>,
    /// Actions.
    pub actions: Vec<Action>,
    /// States.
    pub states: Vec<State>,
    /// Units by word.
    pub units: FxHashMap<CompactString, Unit>,
    /// Declared moments.
    pub moments: Vec<(CompactString, Option<String>)>,
    /// Attributes by noun.
    pub attributes: FxHashMap<CompactString, Vec<FieldDecl>>,
    /// What is stated of each thing.
    pub facts: FxHashMap<NodeId, Vec<ThingFact>>,
    /// What a thing belongs to (`of`).
    pub belongs: FxHashMap<NodeId, Vec<NodeId>>,
    /// Types whose terms are all there are.
    pub closed: Vec<NodeId>,
    /// What each line runs between.
    pub touches: Vec<(NodeId, NodeId)>,
    /// The tree of places.
    pub places: Places,
    kind_of: FxHashMap<CompactString, usize>,
    verb_of: FxHashMap<CompactString, ActionId>,
    state_of: FxHashMap<CompactString, StateId>,
    above: Vec<Vec<NodeId>>,
    /// Types about which silence means something, where a role takes nothing else.
    silent: Vec<(NodeId, crate::syntax::tree::Word)>,
    /// Words whose declaration could not be read.
    pub broken: Vec<String>,
}

impl Vocabulary {
    /// The node.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The name of a node as it is shown.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        &self.node(id).name
    }

    /// The title of a thing, or its name, as it is read out in a sentence: with its article.
    pub(crate) fn title(&self, id: NodeId) -> &str {
        let node = self.node(id);
        node.title.as_deref().unwrap_or(&node.name)
    }

    /// The title as it stands in a heading or a table: without its article, with a capital.
    pub(crate) fn heading(&self, id: NodeId) -> String {
        let title = self.title(id);
        let title = title.strip_prefix("the ").unwrap_or(title);
        let mut letters = title.chars();
        letters
            .next()
            .map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
    }

    /// Do drafts usually say this with the word: verification with `withdraw`?
    pub(crate) fn is_usual(&self, what: &str, word: &str) -> bool {
        self.usual
            .get(what)
            .is_some_and(|words| words.iter().any(|w| w == word))
    }

    /// A kind by its word.
    pub(crate) fn kind(&self, word: &str) -> Option<&Kind> {
        self.kind_of.get(word).map(|n| &self.kinds[*n])
    }

    /// The action of a verb in any of its forms: `withdraw`, `withdraws`, `carries`.
    pub(crate) fn verb(&self, word: &str) -> Option<ActionId> {
        forms(word).find_map(|w| self.verb_of.get(w.as_str()).copied())
    }

    /// The action.
    pub(crate) fn action(&self, id: ActionId) -> &Action {
        &self.actions[id.0 as usize]
    }

    /// The state of a word.
    pub(crate) fn state(&self, word: &str) -> Option<StateId> {
        self.state_of.get(word).copied()
    }

    /// A type, term or step by its word, singular or plural.
    pub(crate) fn word(&self, word: &str) -> Option<NodeId> {
        if let Some(id) = self.words.get(word) {
            return Some(*id);
        }
        forms(word).find_map(|w| self.words.get(w.as_str()).copied())
    }

    /// Does `a` fall under `b`, or is it `b`?
    pub(crate) fn under(&self, a: NodeId, b: NodeId) -> bool {
        a == b
            || self
                .above
                .get(a.0 as usize)
                .is_some_and(|up| up.binary_search(&b).is_ok())
    }

    /// A thing by name that falls under no other thing: it is itself and nothing else.
    pub(crate) fn stands_alone(&self, a: NodeId) -> bool {
        self.node(a).kind == NodeKind::Thing
            && !self
                .above(a)
                .iter()
                .any(|u| self.node(*u).kind == NodeKind::Thing)
    }

    /// Everything a node falls under, itself not included.
    pub(crate) fn above(&self, a: NodeId) -> &[NodeId] {
        self.above.get(a.0 as usize).map_or(&[], |v| v)
    }

    /// The fact of a field that holds on a day, the latest that had begun.
    pub(crate) fn fact(&self, thing: NodeId, field: &str, day: Option<Day>) -> Option<&ThingFact> {
        self.facts
            .get(&thing)?
            .iter()
            .filter(|f| f.field.name.text == field)
            .filter(|f| match (&f.from, day) {
                (None, _) => true,
                (Some(from), Some(day)) => from.first <= day,
                (Some(_), None) => false,
            })
            .max_by_key(|f| f.from.map(|r| r.first))
    }

    /// Nothing is said of how far a place reaches, or always how far.
    pub(crate) fn is_determined(&self, place: NodeId) -> bool {
        let facts = self.facts.get(&place).into_iter().flatten();
        let mut days = facts.map(|f| f.from.map(|from| from.first));
        days.all(|day| self.undetermined(place, day).is_none())
    }

    /// Where it is said that nobody knows how far a place reaches: `extent: undetermined`.
    pub(crate) fn undetermined(&self, place: NodeId, day: Option<Day>) -> Option<Span> {
        let extent = self.fact(place, "extent", day)?;
        let mut values = extent.field.value.values.iter();
        let blank = values.find(|v| matches!(v.base, crate::syntax::tree::Base::Hole { .. }))?;
        Some(blank.span)
    }
}

/// A verb or noun without its ending: the word itself, without `s`, without `es`, `ies` as `y`.
fn forms(word: &str) -> impl Iterator<Item = CompactString> + '_ {
    let plain = Some(CompactString::from(word));
    let s = word.strip_suffix('s').map(CompactString::from);
    let es = word.strip_suffix("es").map(CompactString::from);
    let ies = word
        .strip_suffix("ies")
        .map(|w| CompactString::from(format!("{w}y")));
    [plain, s, es, ies].into_iter().flatten()
}

//! A second evaluator, slow and plain: it takes one completion after another and judges each as ordinary sets. It shares parsing and names with the
//! engine and nothing else. Of time it compares dates; lines that ask about the order of events are not judged, and say so.

mod choice;
mod effects;
mod facts;
mod generated_lines;
mod generated_phrases;
pub mod generator;
mod governing;
mod kinds;
mod lines;
mod matching;
mod phrases;
mod places;
mod precedence;
mod sentences;
mod taken;
mod things;
mod times;
mod values;

use armistice::model::{Draft, Line, Position, World};
use armistice::vocabulary::{StateId, Vocabulary};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Rules that can be switched off, to see that a comparison notices.
#[derive(Clone, Copy, Debug)]
pub struct Switches {
    /// An excuse sees the bindings of the match it excuses.
    pub tied_excuse: bool,
    /// A party's own reading counts for it.
    pub own_reading: bool,
    /// A party's own effects count for it.
    pub own_effects: bool,
    /// `unless` of rules.
    pub rule_unless: bool,
    /// A qualifier that is not mentioned leaves a demand open.
    pub weakening: bool,
    /// Silence means everything in a ban.
    pub silent_bans: bool,
    /// One clause governs each leaf of a field that has one value for each (`governing::governed`).
    pub governing: bool,
    /// Bans against permissions and duties (`precedence`, `taken`).
    pub precedence: bool,
    /// Explicit links; the more specific; the later text; only within one text; and what prevails under a condition takes nothing away outside it.
    pub links: bool,
    pub specific: bool,
    pub later: bool,
    pub own_text: bool,
    pub limited: bool,
    /// So many completions of a line are looked at.
    pub completions: usize,
    /// The known differences from the engine, by name: what the oracle then reads as the engine does.
    pub known: Known,
}

/// Readings in which engine and oracle are known to differ; `true`: the oracle follows the reference.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// In rules too, a ban that is silent about a role is a ban on everything.
    pub rules_read_silence: bool,
    /// What follows of a clause carries its qualifiers.
    pub effects_carry: bool,
    /// A qualified clause under the `unless` of a rule leaves it open.
    pub rule_unless_open: bool,
    /// `all` in a ban adds nothing to what a bare noun says there.
    pub bans_mean_all: bool,
    /// What a sentence that prevails takes away is as its brackets, holes and amounts turn out.
    pub takes_what_it_covers: bool,
    /// Where clauses contradict each other, the members of an organisation are those the world names.
    pub members_known: bool,
    /// Of two sentences under different conditions neither is the more specific.
    pub conditions_compared: bool,
}

/// The letter of the reference.
pub const REFERENCE: Known = Known {
    rules_read_silence: true,
    effects_carry: true,
    rule_unless_open: true,
    bans_mean_all: true,
    takes_what_it_covers: true,
    members_known: true,
    conditions_compared: true,
};

/// How the engine reads them now.
pub const ENGINE: Known = Known {
    rules_read_silence: false,
    effects_carry: true,
    rule_unless_open: true,
    bans_mean_all: true,
    takes_what_it_covers: false,
    members_known: true,
    conditions_compared: false,
};

impl Default for Switches {
    fn default() -> Switches {
        Switches {
            tied_excuse: true,
            own_reading: true,
            own_effects: true,
            rule_unless: true,
            weakening: true,
            silent_bans: true,
            governing: true,
            precedence: true,
            links: true,
            specific: true,
            later: true,
            own_text: true,
            limited: true,
            completions: 1_000,
            known: ENGINE,
        }
    }
}

/// What the oracle says of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    Crossed,
    Respected,
    /// With one completion for each side.
    Open(String),
    /// With the reason.
    Not(String),
}

/// Everything about one draft and one party.
pub struct Oracle<'a> {
    world: &'a World,
    draft: &'a Draft,
    party: &'a Position,
    switches: Switches,
    facts: Vec<facts::Fact<'a>>,
    omega: RefCell<choice::Omega>,
    thresholds: RefCell<BTreeMap<String, Vec<armistice::model::Exact>>>,
    moved: Cell<bool>,
    doubt: Cell<bool>,
    derived: RefCell<BTreeMap<(StateId, bool), Vec<effects::Tuple>>>,
    done: RefCell<BTreeSet<StateId>>,
    types: RefCell<Vec<Option<effects::Kind>>>,
    pairs: OnceCell<Vec<Vec<precedence::Pair>>>,
    /// A precedence has decided something.
    decided: Cell<bool>,
    /// A sentence that another one contradicts has matched.
    met: Cell<bool>,
    side: Cell<Option<armistice::vocabulary::NodeId>>,
}

impl<'a> Oracle<'a> {
    fn v(&self) -> &'a Vocabulary {
        &self.world.vocabulary
    }
}

/// The verdict on one line of one draft.
pub fn judge(
    world: &World,
    draft: &Draft,
    party: &Position,
    line: &Line,
    switches: Switches,
) -> Judged {
    judge_told(world, draft, party, line, switches).0
}

/// The same, whether a sentence that another one contradicts was among what the line asks for, and whether one that prevails took something away.
pub fn judge_told(
    world: &World,
    draft: &Draft,
    party: &Position,
    line: &Line,
    switches: Switches,
) -> (Judged, bool, bool) {
    let oracle = Oracle {
        world,
        draft,
        party,
        switches,
        facts: Oracle::collect(draft, &world.vocabulary),
        omega: RefCell::default(),
        thresholds: RefCell::default(),
        moved: Cell::new(false),
        doubt: Cell::new(false),
        derived: RefCell::default(),
        done: RefCell::default(),
        types: RefCell::new(vec![None; 26]),
        pairs: OnceCell::new(),
        decided: Cell::new(false),
        met: Cell::new(false),
        side: Cell::new(None),
    };
    let judged = oracle.judge(line);
    (judged, oracle.met.get(), oracle.decided.get())
}

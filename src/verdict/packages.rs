//! Packages: every way of taking one alternative of each bracket, counted exactly, and which of them each party can accept.

use super::gains::Gains;
use super::judge::{Function, Judge};
use crate::condition::{Condition, Kind, Owner, Store};
use crate::model::{Position, Sort, Taken};
use compact_str::CompactString;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

/// The packages of a draft.
#[derive(Clone, Debug)]
pub(crate) struct Packages {
    /// The brackets packages are made of, by position among the draft's choices.
    pub brackets: Vec<usize>,
    /// How many packages there are.
    pub total: BigUint,
    /// By party.
    pub parties: Vec<(CompactString, Accepted)>,
    /// All these parties together.
    pub together: Accepted,
    /// The first packages that all accept, as they stand; if there are none, those they accept if what is left blank is filled well.
    pub listed: Vec<Vec<Taken>>,
    /// Red lines that no package meets even by themselves, however it is read: party and line.
    pub unmeetable: Vec<(CompactString, CompactString)>,
    /// Red lines that some package meets, but only as somebody may read it, or as things may turn out.
    pub unsettled: Vec<(CompactString, CompactString)>,
    /// Of the others, some that no package meets together, and any of which left out would leave one.
    pub deadlock: Vec<(CompactString, CompactString)>,
    /// Where no package suits all: what suits most, and what would gain most.
    pub gains: Option<Gains>,
    /// A limit was reached: nothing of this is known.
    pub undecided: bool,
}

/// Which packages are accepted: those that cross no red line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accepted {
    /// However the draft is read where the party does not say how it reads it, and whatever is put into its blanks.
    pub as_it_stands: BigUint,
    /// With something in the blanks that the negotiators can fill.
    pub if_filled_well: BigUint,
    /// Of those accepted as they stand: also under every reading that somebody else may have.
    pub under_every_reading: BigUint,
    /// Alternatives that no accepted package takes, even if the blanks are filled well.
    pub dead: Vec<Taken>,
    /// Alternatives that every accepted package takes.
    pub forced: Vec<Taken>,
}

/// Conditions that reach over more variables than this are put together last.
const WIDE: usize = 16;

/// Works with the diagrams of one draft.
pub(super) struct Counting<'s> {
    pub(super) store: &'s mut Store,
    brackets: &'s [u32],
    pub(super) legal: Condition,
    /// What was worked out of these lines: as it stands, and with the blanks filled well.
    pub(super) known: FxHashMap<(Vec<Condition>, bool), Condition>,
    counts: FxHashMap<Condition, BigUint>,
}

impl Judge<'_> {
    /// The packages of the draft, and what these parties accept. At most so many are listed.
    pub(crate) fn packages(&mut self, positions: &[&Position], list: usize) -> Packages {
        // A package nobody can keep is none.
        let feasible = self.feasible();
        let functions: Vec<(CompactString, Vec<Function>)> = positions
            .iter()
            .map(|p| (p.name.clone(), self.functions(p)))
            .collect();
        let brackets: Vec<usize> = self
            .draft
            .choices
            .iter()
            .enumerate()
            .filter(|(n, c)| c.sort == Sort::Bracket && !self.taken.iter().any(|(t, _)| t == n))
            .map(|(n, _)| n)
            .collect();
        let variables: Vec<u32> = brackets.iter().map(|n| *n as u32).collect();
        let legal = self.packages_there_are(&functions, &variables, feasible);
        let mut c = Counting {
            store: &mut self.store,
            brackets: &variables,
            legal,
            known: FxHashMap::default(),
            counts: FxHashMap::default(),
        };
        let possible = c.packages();
        let total = c.count(possible);
        let mut parties = Vec::new();
        for (name, lines) in &functions {
            let lines: Vec<&Function> = lines.iter().collect();
            parties.push((name.clone(), c.accepted(&lines)));
        }
        let all: Vec<&Function> = functions.iter().flat_map(|(_, f)| f).collect();
        let together = c.accepted(&all);
        let own: Vec<Condition> = all.iter().map(|f| f.own).collect();
        let (mut accepted, well) = (c.as_it_stands(&own), c.filled_well(&own));
        if accepted.is_never() {
            accepted = well;
        }
        let listed = c.list(accepted, list);
        let stuck = if well.is_never() {
            c.deadlocks(&functions)
        } else {
            Stuck::default()
        };
        let counted = !c.store.exhausted();
        let gains = (well.is_never() && counted).then(|| c.gains(&functions));
        // What is counted stays counted if only the way out is beyond a limit.
        let gains = gains.filter(|_| !c.store.exhausted());
        let undecided = !counted || !self.undecided.is_empty();
        Packages {
            brackets,
            total,
            parties,
            together,
            listed,
            unmeetable: stuck.alone,
            unsettled: stuck.unsettled,
            deadlock: stuck.together,
            gains,
            undecided,
        }
    }

    /// Answers that go together, in texts somebody can keep.
    fn packages_there_are(
        &mut self,
        functions: &[(CompactString, Vec<Function>)],
        brackets: &[u32],
        feasible: Condition,
    ) -> Condition {
        let mut asked = brackets.to_vec();
        for f in functions.iter().flat_map(|(_, f)| f) {
            asked.extend(self.store.support(f.unread));
        }
        asked.sort_unstable();
        asked.dedup();
        let together = self.store.legal(&self.world.vocabulary, &asked);
        let arising = self.store.nested(brackets);
        let counted = self.store.and(together, arising);
        self.store.and(counted, feasible)
    }
}

impl Counting<'_> {
    pub(super) fn bracket(&self, v: u32) -> bool {
        self.brackets.binary_search(&v).is_ok()
    }

    fn count(&mut self, c: Condition) -> BigUint {
        self.counts
            .entry(c)
            .or_insert_with(|| self.store.count(c, self.brackets))
            .clone()
    }

    /// At least one of them. Those that ask for late variables come first, and what asks for many last: what is added then stands above what is there.
    fn any(&mut self, of: &[Condition]) -> Condition {
        let mut all: Vec<(usize, std::cmp::Reverse<u32>, Condition)> = Vec::new();
        for c in of {
            let support = self.store.support(*c);
            let reach = support
                .last()
                .zip(support.first())
                .map_or(0, |(l, f)| (l - f) as usize);
            all.push((
                if reach > WIDE { support.len() } else { 0 },
                std::cmp::Reverse(support.first().copied().unwrap_or(0)),
                *c,
            ));
        }
        all.sort_unstable();
        all.into_iter()
            .fold(Condition::NEVER, |a, (_, _, b)| self.store.or(a, b))
    }

    /// What the negotiators fill later: blanks, and whether what is proposed is agreed.
    pub(super) fn blank(&self, v: u32) -> bool {
        let d = self.store.describe(v);
        !self.bracket(v)
            && d.owner == Owner::Negotiators
            && matches!(d.question.kind(), Kind::Hole | Kind::Choice)
    }

    /// Every package, whatever else.
    fn packages(&mut self) -> Condition {
        let brackets = self.brackets;
        self.store
            .exists(self.legal, &|v| brackets.binary_search(&v).is_err())
    }

    /// Crosses nothing, whatever the variables are that are not kept.
    fn safe(&mut self, crossed: &[Condition], kept: &dyn Fn(u32) -> bool) -> Condition {
        let crossed = self.any(crossed);
        let legal = self.legal;
        let bad = self.store.and(legal, crossed);
        let good = self.store.not(bad);
        // Where nothing else is left open there is nothing to go through.
        let others = |s: &Store, c: Condition| s.support(c).into_iter().any(|v| !kept(v));
        let never_bad = if others(self.store, good) {
            self.store.forall(good, &|v| !kept(v))
        } else {
            good
        };
        let possible = if others(self.store, legal) {
            self.store.exists(legal, &|v| !kept(v))
        } else {
            legal
        };
        self.store.and(never_bad, possible)
    }

    fn as_it_stands(&mut self, crossed: &[Condition]) -> Condition {
        if let Some(c) = self.known.get(&(crossed.to_vec(), false)) {
            return *c;
        }
        let brackets = self.brackets;
        let c = self.safe(crossed, &|v| brackets.binary_search(&v).is_ok());
        self.known.insert((crossed.to_vec(), false), c);
        c
    }

    pub(super) fn filled_well(&mut self, crossed: &[Condition]) -> Condition {
        if let Some(c) = self.known.get(&(crossed.to_vec(), true)) {
            return *c;
        }
        let kept: Vec<bool> = (0..self.store.variables())
            .map(|v| self.bracket(v) || self.blank(v))
            .collect();
        let blanks = crossed
            .iter()
            .any(|c| self.store.support(*c).into_iter().any(|v| !self.bracket(v)));
        let c = if blanks {
            let safe = self.safe(crossed, &|v| kept[v as usize]);
            let brackets = self.brackets;
            self.store
                .exists(safe, &|v| brackets.binary_search(&v).is_err())
        } else {
            self.as_it_stands(crossed)
        };
        self.known.insert((crossed.to_vec(), true), c);
        c
    }

    fn accepted(&mut self, lines: &[&Function]) -> Accepted {
        let own: Vec<Condition> = lines.iter().map(|f| f.own).collect();
        let unread: Vec<Condition> = lines.iter().map(|f| f.unread).collect();
        let stands = self.as_it_stands(&own);
        let well = self.filled_well(&own);
        let every = self.as_it_stands(&unread);
        let (mut dead, mut forced) = (Vec::new(), Vec::new());
        let everywhere = self.store.alive(well, self.brackets);
        for b in self.brackets.iter().copied().filter(|_| !well.is_never()) {
            let arises = self.arises(b);
            let alive = if arises.is_always() {
                everywhere[&b].clone()
            } else {
                let here = self.store.and(well, arises);
                self.store.alive(here, &[b])[&b].clone()
            };
            if !alive.contains(&true) {
                continue;
            }
            dead.extend(
                alive
                    .iter()
                    .enumerate()
                    .filter(|(_, alive)| !**alive)
                    .map(|(value, _)| (b as usize, value)),
            );
            if let (1, true) = (alive.iter().filter(|a| **a).count(), alive.len() > 1) {
                forced.extend(
                    alive
                        .iter()
                        .position(|a| *a)
                        .map(|value| (b as usize, value)),
                );
            }
        }
        Accepted {
            as_it_stands: self.count(stands),
            if_filled_well: self.count(well),
            under_every_reading: self.count(every),
            dead,
            forced,
        }
    }

    /// When a bracket stands in the text at all.
    fn arises(&mut self, b: u32) -> Condition {
        let arises = self.store.arises(b);
        let brackets = self.brackets;
        self.store
            .exists(arises, &|v| brackets.binary_search(&v).is_err())
    }

    /// The first packages, in the order of the brackets and their alternatives; a bracket that does not arise is left out.
    pub(super) fn list(&mut self, accepted: Condition, most: usize) -> Vec<Vec<Taken>> {
        let mut out = Vec::new();
        let mut rest = accepted;
        while out.len() < most && !rest.is_never() {
            let mut here = rest;
            let mut package = Vec::new();
            let mut cube = Condition::ALWAYS;
            for b in self.brackets.iter().copied() {
                let values = self.store.describe(b).values.len();
                let first = (0..values).find(|value| {
                    let a = self.store.atom(b, *value);
                    !self.store.and(here, a).is_never()
                });
                let Some(value) = first else { return out };
                let a = self.store.atom(b, value);
                here = self.store.and(here, a);
                cube = self.store.and(cube, a);
                package.push((b, value));
            }
            let not = self.store.not(cube);
            rest = self.store.and(rest, not);
            let arising: Vec<Taken> = package
                .into_iter()
                .filter(|(b, _)| {
                    let arises = self.arises(*b);
                    !self.store.and(cube, arises).is_never()
                })
                .map(|(b, value)| (b as usize, value))
                .collect();
            out.push(arising);
        }
        out
    }

    /// Lines that cannot be met, and of the rest a smallest set that cannot be met together: lines are left out one by one as long as the others still
    /// cannot, those said last first.
    fn deadlocks(&mut self, functions: &[(CompactString, Vec<Function>)]) -> Stuck {
        let lines: Vec<(&CompactString, &Function)> = functions
            .iter()
            .flat_map(|(p, f)| f.iter().map(move |f| (p, f)))
            .filter(|(_, f)| !f.own.is_never())
            .collect();
        let named = |(p, f): &(&CompactString, &Function)| ((*p).clone(), f.line.clone());
        let mut stuck = Stuck::default();
        let mut rest = Vec::new();
        for l in lines {
            if !self.filled_well(&[l.1.own]).is_never() {
                rest.push(l);
                continue;
            }
            let not = self.store.not(l.1.own);
            if self.store.and(self.legal, not).is_never() {
                stuck.alone.push(named(&l));
            } else {
                stuck.unsettled.push(named(&l));
            }
        }
        let mut lines = rest;
        let all: Vec<Condition> = lines.iter().map(|(_, f)| f.own).collect();
        if !self.filled_well(&all).is_never() {
            return stuck;
        }
        let mut n = lines.len();
        while n > 0 {
            n -= 1;
            let left_out = lines.remove(n);
            let rest: Vec<Condition> = lines.iter().map(|(_, f)| f.own).collect();
            if !self.filled_well(&rest).is_never() {
                lines.insert(n, left_out);
            }
        }
        stuck.together = lines.iter().map(named).collect();
        stuck
    }
}

/// Why no package suits all.
#[derive(Default)]
struct Stuck {
    /// Lines that no package meets, however it is read.
    alone: Lines,
    /// Lines that some package meets, but for certain none.
    unsettled: Lines,
    /// Of the others, some that no package meets together.
    together: Lines,
}

/// Lines by party and label.
type Lines = Vec<(CompactString, CompactString)>;

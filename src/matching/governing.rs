//! Fields with one value for each leaf of a region: which clause governs a leaf. The narrower area prevails over the wider one, an explicit link over
//! both, a later text of a chain of amendments over an earlier one; else nobody says, and that is a question for an interpreter.

use super::precedence::Conflict;
use super::{Engine, Theta};
use crate::condition::{Condition, Owner, Question};
use crate::model::*;
use crate::vocabulary::{Leaves, NodeId};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// Clauses that speak of one leaf; with more of them nothing is decided, and the tool says so.
const MOST: usize = 512;

/// What a clause governs of its area, if others compete for it.
pub(super) type Governed = Vec<(Leaves, Condition)>;

/// What clauses govern of their areas; nothing, if too many claim one leaf.
struct Governing {
    of: Option<FxHashMap<usize, Governed>>,
    conflicts: Vec<Conflict>,
}

/// A clause that gives a field a value in an area.
struct Claim {
    clause: usize,
    area: Leaves,
    condition: Condition,
    /// The value in words; nothing if it is not one that can be compared.
    value: Option<Vec<Named>>,
    /// The phrase that limits when it holds: outside of that it takes nothing away.
    weak: Option<crate::source::Span>,
}

impl Engine<'_> {
    /// Where a clause governs all the fields with one value for each leaf that a pattern asks for. `None`: nothing competes.
    pub(super) fn governs(&mut self, p: &KindPattern, c: usize) -> Option<Governed> {
        let mut out: Option<Governed> = None;
        for (name, _, _) in &p.fields {
            let per_leaf = self
                .v
                .kind(&p.kind)
                .and_then(|k| k.fields.iter().find(|f| f.name == *name))
                .is_some_and(|f| f.slot.per_leaf);
            if !per_leaf {
                continue;
            }
            let key = (p.kind.clone(), name.clone());
            if !self.memory.governing.contains_key(&key) {
                let found = self.governing_of(&p.kind, name);
                self.memory.governing.insert(key.clone(), found.of);
            }
            let Some(governing) = self.memory.governing.get(&key).and_then(|g| g.as_ref()) else {
                self.store.give_up();
                continue;
            };
            let Some(mine) = governing.get(&c).cloned() else {
                continue;
            };
            out = Some(match out {
                None => mine,
                Some(old) => {
                    let mut both = Vec::new();
                    for (a, x) in &old {
                        for (b, y) in &mine {
                            let leaves = a.and(b);
                            let c = self.store.and(*x, *y);
                            if !leaves.is_empty() && !c.is_never() {
                                both.push((leaves, c));
                            }
                        }
                    }
                    both
                }
            });
        }
        out
    }

    /// Contradictions between the values of fields with one value for each leaf.
    pub(super) fn field_conflicts(&mut self) -> Vec<Conflict> {
        let v = self.v;
        let mut out = Vec::new();
        let mut kinds: Vec<&str> = self.facts.kinds.keys().copied().collect();
        kinds.sort_unstable();
        for kind in kinds {
            for field in v
                .kind(kind)
                .map_or(&[][..], |k| &k.fields[..])
                .iter()
                .filter(|f| f.slot.per_leaf)
            {
                out.extend(self.governing_of(kind, &field.name).conflicts);
            }
        }
        out
    }

    fn governing_of(&mut self, kind: &str, name: &str) -> Governing {
        let claims = self.claims(kind, name);
        let mut by_leaf: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (n, c) in claims.iter().enumerate() {
            for leaf in c.area.iter() {
                by_leaf.entry(leaf).or_default().push(n);
            }
        }
        let mut leaves: Vec<usize> = by_leaf.keys().copied().collect();
        leaves.sort_unstable();
        let mut out: FxHashMap<usize, Governed> = FxHashMap::default();
        let mut conflicts = Vec::new();
        let mut undecided = false;
        for leaf in leaves {
            let here = &by_leaf[&leaf];
            if here.len() > MOST {
                undecided = true;
                continue;
            }
            let alike = here
                .iter()
                .all(|n| claims[*n].value.is_some() && claims[*n].value == claims[here[0]].value);
            // Each claim, with what prevails over it taken away.
            let mut stands: Vec<(usize, Condition)> = Vec::new();
            for n in here {
                let mut c = claims[*n].condition;
                if !alike {
                    for m in here
                        .iter()
                        .filter(|m| claims[**m].clause != claims[*n].clause)
                    {
                        if self.prevails(&claims[*m], &claims[*n]) {
                            let mut taken = claims[*m].condition;
                            if let Some(span) = claims[*m].weak {
                                let q =
                                    self.store
                                        .question(Question::Holds, span, Owner::Interpreter);
                                taken = self.store.and(taken, q);
                            }
                            let not = self.store.not(taken);
                            c = self.store.and(c, not);
                        }
                    }
                }
                stands.push((*n, c));
            }
            for (n, c) in &stands {
                let rivals: Vec<(usize, Condition)> = if alike {
                    Vec::new()
                } else {
                    stands
                        .iter()
                        .filter(|(m, d)| {
                            claims[*m].clause != claims[*n].clause
                                && !d.is_never()
                                && differ(&claims[*n], &claims[*m])
                                && !self.parted(&claims[*n], &claims[*m])
                        })
                        .copied()
                        .collect()
                };
                let mut c = *c;
                if !rivals.is_empty() && !c.is_never() {
                    let mine = self.which_governs(name, *n, &rivals, &claims);
                    let mut alone = Condition::ALWAYS;
                    for (_, d) in &rivals {
                        let not = self.store.not(*d);
                        alone = self.store.and(alone, not);
                    }
                    let wins = self.store.or(alone, mine);
                    for (m, d) in &rivals {
                        let both = self.store.and(c, *d);
                        if *n < *m && !both.is_never() {
                            conflicts.push(self.conflict(name, &claims[*n], &claims[*m]));
                        }
                    }
                    c = self.store.and(c, wins);
                }
                let governed = out.entry(claims[*n].clause).or_default();
                match governed.iter_mut().find(|(_, x)| *x == c) {
                    Some((l, _)) => l.insert(leaf),
                    None if !c.is_never() => {
                        let mut one = Leaves::default();
                        one.insert(leaf);
                        governed.push((one, c));
                    }
                    None => {}
                }
            }
        }
        conflicts.sort();
        conflicts.dedup();
        Governing {
            of: if undecided { None } else { Some(out) },
            conflicts,
        }
    }

    /// Clauses with a value and a known area, alternatives of an area apart.
    fn claims(&mut self, kind: &str, name: &str) -> Vec<Claim> {
        let clauses = self.facts.kinds.get(kind).cloned().unwrap_or_default();
        let mut out = Vec::new();
        for c in clauses {
            let c = c as usize;
            let values = self.entries(c, name);
            let areas = self.entries(c, "area");
            for said in &values {
                let when = self.store.and(said.when, self.facts.clause_condition[c]);
                let weak = self.weak_clause(c);
                for at in &areas {
                    let (sure, doubtful) = self.leaves_of(&at.value, &Theta::default());
                    // A blank area governs nothing for certain and beats nothing.
                    if !doubtful.is_empty() {
                        continue;
                    }
                    let mut always = Leaves::default();
                    sure.iter()
                        .filter(|(_, c)| c.is_always())
                        .for_each(|(l, _)| always = always.or(l));
                    let mut alternatives: Vec<(Leaves, Condition)> = sure
                        .iter()
                        .filter(|(_, c)| !c.is_always())
                        .map(|(l, c)| (l.or(&always), *c))
                        .collect();
                    if alternatives.is_empty() {
                        alternatives.push((always, Condition::ALWAYS));
                    }
                    for (area, c2) in alternatives {
                        let condition = self.store.and(when, at.when);
                        let condition = self.store.and(condition, c2);
                        out.push(Claim {
                            clause: c,
                            area,
                            condition,
                            value: named(&said.value),
                            weak,
                        });
                    }
                }
            }
        }
        out
    }

    /// What limits when a clause's fields hold: a condition, an end, or a sentence that voids it.
    fn weak_clause(&self, c: usize) -> Option<crate::source::Span> {
        let weak = |p: &&Phrase| match &p.kind {
            PhraseKind::Guard(..) | PhraseKind::Time(_, Bound::For(..)) => true,
            PhraseKind::Manner(manner, _) => manner.weakens(),
            PhraseKind::Time(_, Bound::At(relation, _)) => {
                matches!(relation, Relation::Until | Relation::Before)
            }
            _ => false,
        };
        let mut phrases = self
            .draft
            .around(c)
            .flat_map(|i| self.draft.clauses[i].phrases.iter().map(|(p, _)| p));
        if let Some(p) = phrases.find(weak) {
            return Some(p.span);
        }
        self.facts
            .voids
            .get(&c)
            .and_then(|v| v.first())
            .map(|f| self.facts.all[*f as usize].sentence.span)
    }

    /// One prevails over the other while its phrase lets it: they do not contradict each other.
    fn parted(&self, a: &Claim, b: &Claim) -> bool {
        a.weak.is_some() && self.prevails(a, b) || b.weak.is_some() && self.prevails(b, a)
    }

    /// Does a claim prevail over another on what they share?
    fn prevails(&self, over: &Claim, under: &Claim) -> bool {
        let (a, b) = (over.clause, under.clause);
        match (self.clause_link(a, b), self.clause_link(b, a)) {
            (true, false) => return true,
            (false, true) => return false,
            _ => {}
        }
        let (x, y) = (&self.draft.clauses[a], &self.draft.clauses[b]);
        if x.text != y.text {
            return false;
        }
        if over.area != under.area && over.area.within(&under.area) {
            return true;
        }
        over.area == under.area && x.layer > y.layer
    }

    fn which_governs(
        &mut self,
        name: &str,
        n: usize,
        rivals: &[(usize, Condition)],
        claims: &[Claim],
    ) -> Condition {
        let mut clauses: Vec<usize> = rivals.iter().map(|(m, _)| claims[*m].clause).collect();
        clauses.push(claims[n].clause);
        clauses.sort_unstable();
        clauses.dedup();
        let labels = clauses.iter().map(|c| &self.draft.clauses[*c].label);
        let labels: Vec<CompactString> = labels.cloned().collect();
        let at = self.draft.clauses[clauses[0]].head;
        let values = labels.iter().map(|l| format!("clause {l}")).collect();
        let asked = Question::GivesValue(name.to_owned(), labels);
        let v = self.store.variable(asked, at, Owner::Interpreter, values);
        let mine = clauses
            .iter()
            .position(|c| *c == claims[n].clause)
            .unwrap_or(0);
        self.store.atom(v, mine)
    }

    fn conflict(&self, name: &str, a: &Claim, b: &Claim) -> Conflict {
        let (a, b) = (a.clause.min(b.clause), a.clause.max(b.clause));
        let at = |c: usize| {
            self.draft.clauses[c]
                .fields
                .iter()
                .find(|(e, _)| e.name == name)
                .map_or(self.draft.clauses[c].head, |(e, _)| e.span)
        };
        Conflict {
            clauses: (a, b),
            at: (at(a), at(b)),
            field: Some(CompactString::from(name)),
            first_bans: false,
        }
    }
}

fn differ(a: &Claim, b: &Claim) -> bool {
    matches!((&a.value, &b.value), (Some(x), Some(y)) if x != y)
}

/// A thing by its name or word.
type Named = (NodeId, Quantifier, Vec<NodeId>);

/// What a list names, whatever the order; nothing: it holds something else than plain things.
fn named(l: &List) -> Option<Vec<Named>> {
    let plain = |i: &Item| match &i.base {
        Base::Thing(t)
            if i.matcher.is_none()
                && t.unknown.is_none()
                && t.of.is_none()
                && t.attributes.is_empty() =>
        {
            Some((t.node, t.quantifier, t.adjectives.clone()))
        }
        _ => None,
    };
    let mut out = l.items.iter().map(plain).collect::<Option<Vec<_>>>()?;
    out.sort();
    l.except.is_empty().then_some(out)
}

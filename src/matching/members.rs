//! Who has how many members in a body: counted side by side, over all clauses that speak of it.

use super::{Ask, Bound, Engine, Hit, Mode, Source, Theta};
use crate::condition::{Condition, Owner, Question};
use crate::model::*;
use crate::vocabulary::{NodeId, NodeKind};
use rustc_hash::FxHashSet;

/// A body and its members.
struct Body {
    node: NodeId,
    /// How many it has of each side.
    counts: Vec<(NodeId, Count)>,
    /// The clauses that say so.
    clauses: Vec<u32>,
    /// The clause that names it first.
    first: u32,
}

impl Engine<'_> {
    /// Fewer members than another side has, counted in all clauses that speak of the body.
    pub(super) fn is_outnumbered(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let facts = self.facts;
        let mut bodies: Vec<Body> = Vec::new();
        // Those of which it is said that each side has as many members.
        let mut equal: FxHashSet<NodeId> = FxHashSet::default();
        for c in facts.kinds.get("institution").into_iter().flatten() {
            let name = self.field_of(*c as usize, "name");
            let Some(Base::Thing(body)) = name
                .and_then(|(l, _)| l.items.into_iter().next())
                .map(|i| i.base)
            else {
                continue;
            };
            if self.says_parity(*c as usize) {
                equal.insert(body.node);
            }
            let says = self.draft.clauses[*c as usize].field("members").is_some();
            // A part says more of the members its clause names, and names no others.
            let mut around = self.draft.around(*c as usize).skip(1);
            let same = |b: &&Body| b.node == body.node;
            let named = |a| (bodies.iter().filter(same)).any(|b| b.clauses.contains(&(a as u32)));
            if says && around.any(named) {
                continue;
            }
            let counts = self.members_by_side(*c as usize);
            let clauses = says.then_some(*c);
            match bodies.iter_mut().find(|b| b.node == body.node) {
                Some(known) => {
                    for ((_, n), (_, more)) in known.counts.iter_mut().zip(counts) {
                        *n = n.and(more);
                    }
                    known.clauses.extend(clauses);
                }
                None => bodies.push(Body {
                    node: body.node,
                    counts,
                    clauses: clauses.into_iter().collect(),
                    first: *c,
                }),
            }
        }
        let mut out = Vec::new();
        for body in bodies {
            let Body {
                node,
                mut counts,
                mut clauses,
                first,
            } = body;
            // Of whom no clause says who its members are, the world may.
            if clauses.is_empty() {
                match self.world_list(node, "members") {
                    Some(members) => self.count_members(&[None], &members, &mut counts),
                    None => counts.iter_mut().for_each(|(_, n)| *n = Count::UNSAID),
                }
                clauses.push(first);
            }
            // How many there are of each side may be open, and that they are equally many said.
            let open = counts.iter().any(|(_, n)| n.most != Some(n.least));
            if open && equal.contains(&node) {
                continue;
            }
            for (side, n) in &counts {
                let others = counts
                    .iter()
                    .filter(|(other, _)| other != side)
                    .map(|(_, m)| m);
                let surely = others.clone().any(|m| n.most.is_some_and(|n| m.least > n));
                if !surely && !others.clone().any(|m| m.most.is_none_or(|m| m > n.least)) {
                    continue;
                }
                let when = if surely {
                    Condition::ALWAYS
                } else {
                    let at = self.draft.clauses[clauses[0] as usize].head;
                    self.store
                        .question(Question::MoreMembers, at, Owner::Interpreter)
                };
                let mut ways = self.against_bound(
                    &p.subject,
                    &Bound::Node(*side),
                    ask.by(Mode::Overlap),
                    theta,
                );
                for role in &p.roles {
                    ways = self.step(ways, |e, t| {
                        e.against_bound(&role.list, &Bound::Node(node), ask.by(Mode::Overlap), t)
                    });
                }
                for mut hit in self.hits(ways) {
                    hit.condition = self.and(hit.condition, when);
                    hit.sources
                        .extend(clauses.iter().map(|c| Source::Clause(*c)));
                    out.push(hit);
                }
            }
        }
        out
    }

    /// Does a clause say that each side has as many?
    fn says_parity(&self, c: usize) -> bool {
        self.field_of(c, "composition").is_some_and(|(l, _)| {
            let equal = |i: &Item| matches!(&i.base, Base::Thing(t) if self.v.is_parity(t.node));
            l.items.iter().any(equal)
        })
    }

    /// How many members of a body a clause names for each side, at least and at most; without sides in the header, for each party.
    fn members_by_side(&self, c: usize) -> Vec<(NodeId, Count)> {
        let sides = match &self.draft.sides[..] {
            [] => &self.draft.parties[..],
            sides => sides,
        };
        let mut counts: Vec<(NodeId, Count)> = sides.iter().map(|s| (*s, Count::NONE)).collect();
        let fields = self.draft.clauses[c].fields.iter().map(|(e, _)| e);
        for e in fields.filter(|e| e.name == "members") {
            let named: Vec<Option<NodeId>> = match &e.index {
                Some(i) => each_of(i).map(|t| t.map(|t| t.node)).collect(),
                None => vec![None],
            };
            self.count_members(&named, &e.value, &mut counts);
        }
        counts
    }

    /// Counts the members of a list, which are those of the sides that are named; without one, each is of the side it belongs to.
    fn count_members(&self, sides: &[Option<NodeId>], list: &List, counts: &mut [(NodeId, Count)]) {
        let members: Vec<&Item> = list.items.iter().flat_map(flat).collect();
        for (side, item) in sides
            .iter()
            .flat_map(|s| members.iter().map(move |i| (*s, *i)))
        {
            let (who, n) = match &item.base {
                Base::Thing(t) => {
                    let named = self.v.node(t.node).kind == NodeKind::Thing;
                    let who = side.or(named.then_some(t.node));
                    (
                        who,
                        if who.is_some() {
                            Count::exactly(1)
                        } else {
                            Count::UNSAID
                        },
                    )
                }
                Base::Amount(a) => (side.or_else(|| whose(a)), Count::of(item.matcher, a)),
                Base::Hole(_) => (side, Count::UNSAID),
                _ => continue,
            };
            let belongs = |s: NodeId| {
                who.is_some_and(|who| {
                    who == s || self.v.belongs.get(&who).is_some_and(|o| o.contains(&s))
                })
            };
            match counts.iter_mut().find(|(s, _)| belongs(*s)) {
                Some((_, count)) => *count = count.and(n),
                // Of which side they are nobody says: of any, none or all of them.
                None if who.is_none() => {
                    let some = Count { least: 0, ..n };
                    counts.iter_mut().for_each(|(_, c)| *c = c.and(some));
                }
                None => {}
            }
        }
    }
}

/// So many at least, and at most; nothing: nobody says.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Count {
    least: u32,
    most: Option<u32>,
}

impl Count {
    const NONE: Count = Count::exactly(0);
    const UNSAID: Count = Count {
        least: 0,
        most: None,
    };

    const fn exactly(n: u32) -> Count {
        Count {
            least: n,
            most: Some(n),
        }
    }

    fn of(matcher: Option<Matcher>, a: &Amount) -> Count {
        let number = a
            .number
            .and_then(|n| n.to_string().replace('_', "").parse::<u32>().ok());
        let Some(n) = number else {
            return Count::UNSAID;
        };
        match matcher {
            Some(Matcher::AtMost | Matcher::LessThan) => Count {
                least: 0,
                most: Some(n),
            },
            Some(Matcher::AtLeast | Matcher::MoreThan) => Count {
                least: n,
                most: None,
            },
            _ => Count::exactly(n),
        }
    }

    fn and(self, more: Count) -> Count {
        Count {
            least: self.least.saturating_add(more.least),
            most: self.most.zip(more.most).map(|(a, b)| a.saturating_add(b)),
        }
    }
}

/// The values of a list, groups taken apart.
fn flat(i: &Item) -> Vec<&Item> {
    match &i.base {
        Base::Group(l) => l.items.iter().flat_map(flat).collect(),
        _ => vec![i],
    }
}

fn each_of(l: &List) -> impl Iterator<Item = Option<&Thing>> {
    l.items.iter().flat_map(flat).map(|i| match &i.base {
        Base::Thing(t) => Some(t),
        _ => None,
    })
}

/// Whose so many are: `3 persons of Norland`, `3 of ministers of Norland`.
fn whose(a: &Amount) -> Option<NodeId> {
    match &a.of.as_ref()?.base {
        Base::Thing(t) => match t.of.as_ref().map(|o| &o.base) {
            Some(Base::Thing(o)) => Some(o.node),
            _ => Some(t.node),
        },
        _ => None,
    }
}

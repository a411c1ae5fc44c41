//! `one-sided-duty`: one side promises what both usually promise.

use super::about::{by_side, label, names, opponents, things, usual, verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{
    Base, Item, Manner, Modal, MomentKind, Phrase, PhraseKind, Place, Point, PointOf, Predicate,
    Quantifier,
};
use crate::vocabulary::{ActionId, NodeId, NodeKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Told at the promise of the one side.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let sides = opponents(e);
    if sides.len() < 2 {
        return Vec::new();
    }
    // What one side does at a place of its own, or in exchange for something, asks for no twin.
    let given: Vec<usize> = by_side(e)
        .filter_map(|f| super::about::manner(f, Manner::InExchangeFor))
        .flat_map(|l| l.items.iter().flat_map(|i| e.facts.labels.named(i)))
        .collect();
    let linked = steps_of_others(e, &sides);
    let paid = |f: &Fact| {
        super::about::manner(f, Manner::InExchangeFor).is_some()
            || e.draft.around(f.clause).any(|c| given.contains(&c))
    };
    // These are no counterpart of others the less for it.
    let answered_for = |f: &Fact| {
        e.draft.around(f.clause).any(|c| linked.contains(&c)) || leaves_land_of_others(e, f, &sides)
    };
    let placed = |f: &Fact| {
        usual(e, "vote", &f.sentence) && f.sentence.roles.iter().any(|r| r.preposition == "in")
    };
    let usually = |f: &&Fact| {
        !paid(f)
            && !placed(f)
            && matches!(f.modal(), Some(Modal::Shall | Modal::ShallNot))
            && (usual(e, "twin", &f.sentence) || usual(e, "rank", &f.sentence))
    };
    let duties: Vec<(&Fact, Duty)> = by_side(e)
        .filter(usually)
        .map(|f| (f, Duty::of(e, f, &sides)))
        .collect();
    // Promises of one form are compared once, however many there are.
    let mut forms: Vec<(&Duty, &Fact)> = Vec::new();
    let mut known: FxHashSet<&Duty> = FxHashSet::default();
    for (f, d) in &duties {
        if known.insert(d) {
            forms.push((d, *f));
        }
    }
    let mut out = Vec::new();
    let mut answered: FxHashSet<(usize, Option<ActionId>)> = FxHashSet::default();
    for (f, d) in duties
        .iter()
        .filter(|(f, d)| !d.bound.is_empty() && d.bound.len() < sides.len() && !answered_for(f))
    {
        let what = verb(e, &f.sentence).unwrap_or_default();
        let by_rank = e.v.is_usual("rank", what);
        let twins: Vec<&(&Duty, &Fact)> = forms
            .iter()
            .filter(|(g, _)| g.modal == d.modal && g.verb == d.verb && (by_rank || alike(e, d, g)))
            .collect();
        let without: Vec<NodeId> = sides
            .iter()
            .copied()
            .filter(|s| !d.bound.contains(s) && !twins.iter().any(|(g, _)| g.bound.contains(s)))
            .collect();
        let others = twins
            .iter()
            .filter(|(g, _)| g.bound.iter().any(|s| !d.bound.contains(s)));
        let lower = others
            .filter_map(|(g, fact)| lower_rank(e, d, g).map(|rank| (*fact, rank)))
            .next()
            .filter(|_| without.is_empty());
        if let Some((g, rank)) = lower {
            out.push(higher_rank(e, (f, d), g, rank));
        } else if !without.is_empty() && e.v.is_usual("twin", what) {
            // Two that answer each other, each with another object, are told once.
            let answer = other_object(d, &without, &forms);
            if answer.is_some_and(|g| answered.contains(&(g.clause, d.verb))) {
                continue;
            }
            answered.insert((f.clause, d.verb));
            out.push(alone(e, (f, d), &without, answer));
        }
    }
    out
}

/// Clauses of one side that are tied to a step of the other, by what waits for what or goes on beside it: each is what is given for the other.
fn steps_of_others(e: &Engine, sides: &[NodeId]) -> FxHashSet<usize> {
    // A clause that many others are tied to is looked through once.
    let mut known: FxHashMap<usize, Vec<NodeId>> = FxHashMap::default();
    let bound = |clause: &usize| -> Vec<NodeId> {
        let inside = e.facts.parts[*clause].iter();
        let facts = inside.flat_map(|p| &e.facts.by_clause[*p as usize]);
        let mut out: Vec<NodeId> = facts
            .map(|f| &e.facts.all[*f as usize])
            .filter(|f| !f.event)
            .flat_map(|f| bound_by(e, f, sides))
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let mut out = FxHashSet::default();
    for (n, c) in e.draft.clauses.iter().enumerate() {
        for named in c.every_phrase().flat_map(|p| tied_to(e, p)) {
            for clause in [n, named] {
                known.entry(clause).or_insert_with_key(bound);
            }
            let (mine, theirs) = (&known[&n], &known[&named]);
            let other = |a: &[NodeId], b: &[NodeId]| a.iter().any(|s| !b.contains(s));
            if other(mine, theirs) && other(theirs, mine) {
                out.extend([n, named]);
            }
        }
    }
    out
}

/// The clauses a phrase ties what it stands with to.
fn tied_to(e: &Engine, p: &Phrase) -> Vec<usize> {
    let items: Vec<&Item> = match &p.kind {
        PhraseKind::Manner(Manner::InParallelWith, l) => l.items.iter().collect(),
        PhraseKind::Time(_, b) => match b.moment().map(|m| &m.kind) {
            Some(MomentKind::Point(
                Point::Completion | Point::Verification | Point::Start,
                of,
                _,
            )) => match &**of {
                PointOf::Item(i) => vec![i],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    items
        .into_iter()
        .flat_map(|i| e.facts.labels.named(i))
        .collect()
}

/// Is it land of the other side that is left? They cannot owe the same there.
fn leaves_land_of_others(e: &Engine, f: &Fact, sides: &[NodeId]) -> bool {
    let bound = bound_by(e, f, sides);
    let left = f.sentence.roles.iter().filter(|r| r.preposition == "from");
    let places: Vec<NodeId> = left
        .flat_map(|r| &r.list.items)
        .filter_map(|i| match &i.base {
            Base::Place(Place::Region(n)) => Some(*n),
            Base::Thing(t) if e.v.places.is_place(t.node) => Some(t.node),
            _ => None,
        })
        .collect();
    let others = || sides.iter().filter(|s| !bound.contains(s));
    let theirs = |n: &NodeId| {
        let all = e.v.places.leaves(*n);
        others().any(|s| e.v.places.is_place(*s) && all.within(&e.v.places.leaves(*s)))
    };
    !bound.is_empty() && !places.is_empty() && places.iter().all(theirs)
}

fn higher_rank(e: &Engine, (f, d): (&Fact, &Duty), g: &Fact, rank: &str) -> Diagnostic {
    let message = format!(
        "Clause {} binds {} at a higher rank than clause {} binds the other side ({rank})",
        label(e, f),
        names(e, &d.bound),
        label(e, g)
    );
    Diagnostic::new(Code::OneSidedDuty, f.at(), message)
        .here("the higher rank")
        .also(g.at(), "its counterpart")
        .help("give both promises the same rank; if they are meant to differ, nothing is wrong")
}

/// The same verb may be asked of the other side with another object: that is no counterpart, and no silence either.
fn other_object<'f, 'e>(
    d: &Duty,
    without: &[NodeId],
    forms: &[(&Duty, &'f Fact<'e>)],
) -> Option<&'f Fact<'e>> {
    let asked = |g: &Duty| {
        g.modal == d.modal && g.verb == d.verb && without.iter().all(|s| g.bound.contains(s))
    };
    forms.iter().find(|(g, _)| asked(g)).map(|(_, f)| *f)
}

/// What one side is bound to alone.
fn alone(
    e: &Engine,
    (f, d): (&Fact, &Duty),
    without: &[NodeId],
    other: Option<&Fact>,
) -> Diagnostic {
    let what = verb(e, &f.sentence).unwrap_or_default();
    let of = names(e, without);
    let asked = other.map_or_else(
        || format!("`{what}` is not asked of {of}"),
        |g| {
            format!(
                "of {of} `{what}` is asked with another object (clause {})",
                label(e, g)
            )
        },
    );
    let message = format!(
        "Clause {} binds {} alone: {asked}",
        label(e, f),
        names(e, &d.bound)
    );
    let found = Diagnostic::new(Code::OneSidedDuty, f.at(), message).here("one side");
    found.help("add the counterpart, or name what is given in return (`in exchange for …`); if it is meant so, nothing is wrong")
}

/// What of a promise is compared: whom it binds to do what to what, and at which rank.
#[derive(PartialEq, Eq, Hash)]
struct Duty {
    modal: Option<Modal>,
    verb: Option<ActionId>,
    bound: Vec<NodeId>,
    objects: Vec<NodeId>,
    rank: Option<(NodeId, u32, NodeId)>,
}

impl Duty {
    fn of(e: &Engine, f: &Fact, sides: &[NodeId]) -> Self {
        let verb = if let Predicate::Act { action, .. } = f.sentence.predicate {
            action
        } else {
            None
        };
        let rank = f
            .sentence
            .roles
            .iter()
            .flat_map(|r| things(&r.list))
            .find_map(|n| match e.v.node(n).kind {
                NodeKind::Step(scale, at) => Some((scale, at, n)),
                _ => None,
            });
        Duty {
            modal: f.modal(),
            verb,
            bound: bound_by(e, f, sides),
            objects: super::about::object(&f.sentence)
                .map(things)
                .unwrap_or_default(),
            rank,
        }
    }
}

/// The sides a promise binds.
fn bound_by(e: &Engine, f: &Fact, sides: &[NodeId]) -> Vec<NodeId> {
    let all =
        f.sentence.subject.items.iter().any(|i| matches!(&i.base, Base::Thing(t) if t.quantifier != Quantifier::Some && e.v.node(t.node).kind != NodeKind::Thing) || matches!(i.base, Base::Side(_)));
    let named = things(&f.sentence.subject);
    let acts = |s: &NodeId| {
        named.iter().any(|n| {
            super::about::acts_for(e, *n, *s)
                || e.world_list(*n, "members")
                    .is_some_and(|l| things(&l).contains(s))
        })
    };
    sides.iter().copied().filter(|s| all || acts(s)).collect()
}

/// Is it done to the same, or to a sort of the same? What is left unsaid may be anything.
fn alike(e: &Engine, a: &Duty, b: &Duty) -> bool {
    let (a, b) = (&a.objects, &b.objects);
    a.is_empty()
        || b.is_empty()
        || a.iter()
            .any(|x| b.iter().any(|y| e.v.under(*x, *y) || e.v.under(*y, *x)))
}

/// The rank of a counterpart on the same scale, if it is lower: `in law` beside `in constitution`.
fn lower_rank<'e>(e: &Engine<'e>, a: &Duty, b: &Duty) -> Option<&'e str> {
    let ((scale, high, _), (other, low, node)) = (a.rank?, b.rank?);
    (scale == other && low < high).then(|| e.v.name(node))
}

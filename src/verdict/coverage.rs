//! Coverage of a draft: clauses that something asks about, clauses that nothing does, and prose.

use super::{Finding, Role};
use crate::model::*;
use crate::vocabulary::{ActionId, StateId};
use compact_str::CompactString;
use rustc_hash::FxHashSet;

/// How much of a draft is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// All labelled clauses.
    pub provisions: usize,
    /// A line, an effect or a test reads one of their sentences, fields or orders.
    pub live: usize,
    /// Typed, but nothing asks about them: labels and titles.
    pub unasked: Vec<(CompactString, String)>,
    /// Only text or notes: labels and titles.
    pub prose: Vec<(CompactString, String)>,
    /// Headings: parts alone.
    pub headings: usize,
}

#[derive(Default)]
struct Read {
    actions: FxHashSet<ActionId>,
    anything: bool,
    states: FxHashSet<StateId>,
    fields: FxHashSet<(CompactString, CompactString)>,
}

impl Read {
    fn condition(&mut self, c: &Condition) {
        for a in &c.atoms {
            match a {
                Atom::Sentence(s) => self.sentence(s),
                Atom::Kind(k) => self.kind(k),
                Atom::Order(o) => self.order(o),
                Atom::Moment(_) => {}
            }
        }
    }

    fn order(&mut self, o: &Order) {
        if let MomentKind::Point(_, of, ..) = &o.moment.kind
            && let PointOf::Event(s) = &**of
        {
            self.sentence(s);
        }
    }

    fn sentence(&mut self, s: &Sentence) {
        match s.predicate {
            Predicate::Act {
                action: Some(a), ..
            } => {
                self.actions.insert(a);
            }
            // `do anything` reads every sentence and says nothing of any: it makes none live.
            Predicate::Act { action: None, .. } => self.anything = true,
            Predicate::State { state, .. } => {
                self.states.insert(state);
            }
        }
        if let Some(t) = &s.that {
            self.sentence(t);
        }
    }

    fn kind(&mut self, k: &KindPattern) {
        for (f, _, _) in &k.fields {
            self.fields.insert((k.kind.clone(), f.clone()));
        }
        for s in &k.sentences {
            self.sentence(s);
        }
    }
}

/// Counts the clauses of a draft by what asks about them. `findings`: what a verdict rests on is asked about, whatever the words of its line are.
pub(crate) fn coverage(world: &World, draft: &Draft, findings: &[Finding]) -> Coverage {
    let read = asked_for(world);
    let evidence = findings.iter().flat_map(|f| &f.evidence);
    let evidence = evidence.filter(|e| e.role != Role::Near);
    let rested_on: FxHashSet<usize> = evidence.map(|e| e.index).collect();
    let mut out = Coverage {
        provisions: draft.clauses.iter().filter(|c| c.text.is_none()).count(),
        ..Coverage::default()
    };
    for (i, c) in draft
        .clauses
        .iter()
        .enumerate()
        .filter(|(_, c)| c.text.is_none())
    {
        let typed = !(c.fields.is_empty()
            && c.sentences.is_empty()
            && c.phrases.is_empty()
            && c.orders.is_empty());
        let parts = draft
            .clauses
            .iter()
            .skip(i + 1)
            .take_while(|p| p.label.starts_with(c.label.as_str()))
            .any(|p| p.parent == Some(i));
        // What the final clause says is given to the others, under whose kind it is asked for.
        let given = |name: &str| read.fields.iter().any(|(_, f)| f == name);
        let live = rested_on.contains(&i)
            || c.is_final() && c.fields.iter().any(|(e, _)| given(&e.name))
            || !c.orders.is_empty()
            || c.fields
                .iter()
                .any(|(e, _)| read.fields.contains(&(c.kind.clone(), e.name.clone())))
            || c.sentences.iter().any(|(s, _)| live_sentence(&read, s));
        if live {
            out.live += 1;
        } else if typed {
            out.unasked.push((c.label.clone(), c.title.clone()));
        } else if parts {
            out.headings += 1;
        } else {
            out.prose.push((c.label.clone(), c.title.clone()));
        }
    }
    out
}

/// What effects and lines ask for.
fn asked_for(world: &World) -> Read {
    let mut read = Read::default();
    let positions = world.positions.iter();
    for r in world
        .effects
        .iter()
        .chain(positions.clone().flat_map(|p| &p.effects))
    {
        read.condition(&r.when);
        r.unless.iter().for_each(|u| read.condition(u));
    }
    for d in positions
        .flat_map(|p| &p.lines)
        .flat_map(|l| &l.blocks)
        .flat_map(|(_, d)| d)
    {
        match &d.wanted {
            Wanted::Sentence(s) => read.sentence(s),
            Wanted::Kind(k) => read.kind(k),
            Wanted::Order(_, o) => read.order(o),
        }
        if let Some(Exception::Condition(c)) = &d.exception {
            read.condition(c);
        }
    }
    read
}

fn live_sentence(read: &Read, s: &Sentence) -> bool {
    let own = match s.predicate {
        Predicate::Act {
            action: Some(a), ..
        } => read.actions.contains(&a),
        Predicate::Act { action: None, .. } => read.anything,
        Predicate::State { state, .. } => read.states.contains(&state),
    };
    own || s.that.as_deref().is_some_and(|t| live_sentence(read, t))
}

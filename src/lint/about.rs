//! What several lints ask of a draft: its promises, whom and what they name, and the conditions they stand under.

use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::NodeId;
use compact_str::CompactString;

/// Sentences that are part of the deal, each once, though `each side` makes several of it.
pub(super) fn said<'e>(e: &Engine<'e>) -> impl Iterator<Item = &'e Fact<'e>> {
    e.facts
        .all
        .iter()
        .filter(|f| !f.event && f.side == 0 && f.proposed_in.is_none() && !f.condition.is_never())
}

/// The same for each of the sides.
pub(super) fn by_side<'e>(e: &Engine<'e>) -> impl Iterator<Item = &'e Fact<'e>> {
    e.facts
        .all
        .iter()
        .filter(|f| !f.event && f.proposed_in.is_none() && !f.condition.is_never())
}

/// The verb of a sentence.
pub(super) fn verb<'e>(e: &Engine<'e>, s: &Sentence) -> Option<&'e str> {
    match s.predicate {
        Predicate::Act {
            action: Some(a), ..
        } => Some(e.v.action(a).verb.as_str()),
        _ => None,
    }
}

/// Do drafts usually say this with the verb of the sentence?
pub(super) fn usual(e: &Engine, what: &str, s: &Sentence) -> bool {
    verb(e, s).is_some_and(|v| e.v.is_usual(what, v))
}

/// Is it banned to limit something? Nobody looks at that, and it needs no end.
pub(super) fn is_ban_on_limits(e: &Engine, f: &Fact) -> bool {
    let cap = matches!(f.sentence.predicate, Predicate::Act { action: Some(a), .. } if e.v.action(a).is_cap());
    cap && f.modal() == Some(Modal::ShallNot)
}

/// The object of an act.
pub(super) fn object(s: &Sentence) -> Option<&List> {
    match &s.predicate {
        Predicate::Act { object, .. } => object.as_ref(),
        Predicate::State { of, .. } => of.as_ref(),
    }
}

/// The things a list names, those in brackets too.
pub(super) fn things(l: &List) -> Vec<NodeId> {
    let mut out = Vec::new();
    let mut todo: Vec<&Item> = l.items.iter().rev().collect();
    while let Some(i) = todo.pop() {
        match &i.base {
            Base::Thing(t) => out.push(t.node),
            Base::Group(g) => todo.extend(g.items.iter().rev()),
            Base::Choice(c) => todo.extend(c.alternatives.iter().flat_map(|(_, l)| &l.items)),
            _ => {}
        }
    }
    out
}

/// Is somebody the same as another, an organ or force of theirs, or a body in which nobody else has a seat?
pub(super) fn is_of_one(e: &Engine, who: NodeId, whom: NodeId) -> bool {
    let members: Vec<NodeId> = e
        .draft
        .clauses
        .iter()
        .filter(|c| c.kind == "institution")
        .filter(|c| {
            c.fields
                .iter()
                .any(|(f, _)| f.name == "name" && things(&f.value).contains(&who))
        })
        .flat_map(|c| &c.fields)
        .filter(|(f, _)| f.name == "members")
        .flat_map(|(f, _)| things(&f.value))
        .chain(e.world_list(who, "members").iter().flat_map(things))
        .collect();
    acts_for(e, who, whom) || !members.is_empty() && members.iter().all(|m| acts_for(e, *m, whom))
}

/// Nobody by name is among those a list speaks of.
pub(super) fn only_somebody(l: &List) -> bool {
    !l.items.is_empty()
        && l.items.iter().all(|i| {
            matches!(
                i.base,
                Base::Someone
                    | Base::Hole(Hole {
                        blank: Blank::Unspecified,
                        ..
                    })
            )
        })
}

/// The names of things, joined by commas.
pub(super) fn names(e: &Engine, nodes: &[NodeId]) -> String {
    nodes
        .iter()
        .map(|n| e.v.name(*n))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The label of the clause a fact stands in.
pub(super) fn label<'e>(e: &Engine<'e>, f: &Fact) -> &'e str {
    e.draft.clauses[f.clause].label.as_str()
}

/// The conditions a sentence stands under, with the phrase of each: `if …`, `unless …`, `while …`.
pub(super) fn guards<'f>(
    f: &'f Fact<'_>,
) -> impl Iterator<Item = (&'f Phrase, Guard, &'f Condition)> {
    f.phrases.iter().filter_map(|(p, _)| match &p.kind {
        PhraseKind::Guard(w, c) => Some((*p, *w, c)),
        _ => None,
    })
}

/// What sets a sentence off: the events of its conditions (`if …`, not `while`), and those it waits for as they happen (`upon occurrence of …`, `after breach of …`).
pub(super) fn triggers<'f>(f: &'f Fact<'_>) -> Vec<(Span, Trigger<'f>)> {
    let mut out: Vec<(Span, Trigger)> = Vec::new();
    for (p, word, c) in guards(f) {
        if word != Guard::While {
            out.extend(events(c).map(|s| (p.span, Trigger::Event(s))));
        }
    }
    for (p, _) in &f.phrases {
        let PhraseKind::Time(_, bound) = &p.kind else {
            continue;
        };
        let Some(MomentKind::Point(point, of, _)) = bound.moment().map(|m| &m.kind) else {
            continue;
        };
        match (point, &**of) {
            (Point::Occurrence | Point::Breach, PointOf::Event(s)) => {
                out.push((p.span, Trigger::Event(s)))
            }
            (Point::Breach, PointOf::Item(_)) => out.push((p.span, Trigger::Breach)),
            _ => {}
        }
    }
    out
}

/// What sets something off.
#[derive(Clone, Copy)]
pub(super) enum Trigger<'f> {
    /// Somebody does something.
    Event(&'f Sentence),
    /// Whoever breaches a clause.
    Breach,
}

/// The events a condition names.
pub(super) fn events(c: &Condition) -> impl Iterator<Item = &Sentence> {
    c.atoms.iter().filter_map(|a| match a {
        Atom::Sentence(s) => Some(s),
        Atom::Order(o) => point_event(&o.moment),
        Atom::Moment(m) => point_event(m),
        Atom::Kind(_) => None,
    })
}

/// The event a moment is a point of.
pub(super) fn point_event(m: &Moment) -> Option<&Sentence> {
    match &m.kind {
        MomentKind::Point(_, of, _) => match &**of {
            PointOf::Event(s) => Some(s),
            _ => None,
        },
        _ => None,
    }
}

/// Those a manner names: `verified by X`. A hole is not named.
pub(super) fn manner<'f>(f: &'f Fact<'_>, manner: Manner) -> Option<&'f List> {
    f.phrases.iter().find_map(|(p, _)| match &p.kind {
        PhraseKind::Manner(w, l) if *w == manner => Some(l),
        _ => None,
    })
}

/// Every value of a sentence and of its phrases, each handed over once.
pub(super) fn every_value(s: &Sentence, f: &mut dyn FnMut(&Item)) {
    visit::sentence(&mut s.clone(), &mut |i| f(i));
}

/// Every value of a draft: of its sentences, fields, phrases and orders, with the clause it stands in; nothing: outside of all.
pub(super) fn every_value_of(draft: &Draft, f: &mut dyn FnMut(Option<usize>, &Item)) {
    for e in &draft.header {
        visit::list(&mut e.value.clone(), &mut |i| f(None, i));
    }
    for (o, _) in &draft.orders {
        visit::order(&mut o.clone(), &mut |i| f(None, i));
    }
    for (n, c) in draft.clauses.iter().enumerate() {
        let mut each = |i: &mut Item| f(Some(n), i);
        for (e, _) in &c.fields {
            e.index
                .clone()
                .iter_mut()
                .for_each(|l| visit::list(l, &mut each));
            visit::list(&mut e.value.clone(), &mut each);
        }
        c.sentences
            .iter()
            .for_each(|(s, _)| visit::sentence(&mut s.clone(), &mut each));
        c.phrases
            .iter()
            .for_each(|(p, _)| visit::phrase(&mut p.clone(), &mut each));
        c.orders
            .iter()
            .for_each(|(o, _)| visit::order(&mut o.clone(), &mut each));
    }
}

/// The phrases of each clause, and those of what stands outside of all, with words for the place.
pub(super) fn places(draft: &Draft) -> Vec<Place<'_>> {
    let mut out: Vec<Place> = draft
        .clauses
        .iter()
        .map(|c| Place {
            words: format!("clause {}", c.label),
            text: c.text.as_ref(),
            phrases: c.every_phrase().collect(),
        })
        .collect();
    out.push(Place {
        words: "outside of any clause".to_owned(),
        text: None,
        phrases: draft.orders.iter().flat_map(|(o, _)| &o.phrases).collect(),
    });
    out
}

/// A place of a draft with the phrases that stand there.
pub(super) struct Place<'d> {
    /// `clause 7`.
    pub words: String,
    /// The text it stands in, if that is one that is brought in.
    pub text: Option<&'d CompactString>,
    pub phrases: Vec<&'d Phrase>,
}

/// Each thing a draft names, with the clause and the place that names it first; no clause: outside of all.
pub(super) fn first_named(draft: &Draft) -> Vec<(NodeId, Option<usize>, Span)> {
    let mut out = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    every_value_of(draft, &mut |clause, i| {
        if let Base::Thing(t) = &i.base
            && seen.insert(t.node)
        {
            out.push((t.node, clause, i.span));
        }
    });
    out
}

/// `Clause 7`, or the header.
pub(super) fn place(draft: &Draft, clause: Option<usize>) -> String {
    clause.map_or_else(
        || "The header".to_owned(),
        |c| format!("Clause {}", draft.clauses[c].label),
    )
}

/// Those between whom the deal is made: the two sides; else the parties that are to halt; else two parties, sponsors and mediators left out. Of whom that cannot be said, nobody:
/// then nothing is called one-sided.
pub(super) fn opponents(e: &Engine) -> Vec<NodeId> {
    if !e.draft.sides.is_empty() {
        return e.draft.sides.clone();
    }
    let halting: Vec<NodeId> = by_side(e)
        .filter(|f| usual(e, "side", &f.sentence))
        .flat_map(|f| things(&f.sentence.subject))
        .collect();
    let halt: Vec<NodeId> = e
        .draft
        .parties
        .iter()
        .copied()
        .filter(|p| halting.iter().any(|h| acts_for(e, *h, *p)))
        .collect();
    if halt.len() > 1 {
        return halt;
    }
    let beside: Vec<NodeId> = e
        .draft
        .header
        .iter()
        .filter(|h| matches!(h.name.as_str(), "sponsors" | "mediators"))
        .flat_map(|h| things(&h.value))
        .collect();
    let rest: Vec<NodeId> = e
        .draft
        .parties
        .iter()
        .copied()
        .filter(|p| !beside.contains(p))
        .collect();
    if rest.len() == 2 { rest } else { Vec::new() }
}

/// An actor, or whom it acts for: an organ or force acts for whom it belongs to.
pub(super) fn acts_for(e: &Engine, actor: NodeId, whom: NodeId) -> bool {
    actor == whom || e.v.belongs.get(&actor).is_some_and(|o| o.contains(&whom))
}

//! Which of two clauses prevails where one bans what the other allows or demands: an explicit link; the more specific; the later text of a chain of
//! amendments; else nobody says, and that is a question for an interpreter. Later in the document never decides.

use super::acts::is_ban;
use super::axes::{Axis, Meet, Things};
use super::phrases::Weak;
use super::rivals::{Axes, Rival, Standing, roles_of};
use super::theta::item_of;
use super::{Ask, Bound, Engine, Hit, Mode, Theta};
use crate::condition::{Owner, Question};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::NodeId;
use compact_str::CompactString;

/// Two clauses that contradict each other, and nothing says which prevails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Conflict {
    /// The two clauses, in document order.
    pub clauses: (usize, usize),
    /// Where they contradict each other: their sentences, or their fields.
    pub at: (Span, Span),
    /// The field with one value for each leaf of a region; nothing: sentences.
    pub field: Option<CompactString>,
    /// Of two sentences, the first is the ban.
    pub first_bans: bool,
}

/// What is looked at of what a pattern asks: on some axes a part of it.
type Piece = Vec<(usize, Axis)>;

/// A hit is taken into at most so many pieces; beyond that an axis is taken as a whole.
const MOST_PIECES: usize = 64;

impl Engine<'_> {
    /// A hit, after what prevails over the sentence is taken out of it: what is left, in one piece or several.
    pub(super) fn prevailing(&mut self, p: &Sentence, f: u32, ask: Ask, hit: Hit) -> Vec<Hit> {
        let Predicate::Act {
            action: Some(action),
            ..
        } = p.predicate
        else {
            return vec![hit];
        };
        if !self.facts.opposed(action) {
            return vec![hit];
        }
        let rivals = self.rivals(f);
        let mut out: Vec<Hit> = Vec::new();
        for piece in self.pieces(p, f, &rivals, ask, &hit.theta) {
            let left = self.left_of((p, f), &rivals, ask, hit.clone(), &piece);
            // One piece that nothing touches is enough.
            if let [one] = &left[..]
                && one.condition == hit.condition
                && one.theta == hit.theta
                && one.phrases == hit.phrases
            {
                return left;
            }
            for h in left {
                let alike = |o: &&mut Hit| o.theta == h.theta && o.phrases == h.phrases;
                match out.iter_mut().find(alike) {
                    Some(o) => o.condition = self.store.or(o.condition, h.condition),
                    None => out.push(h),
                }
            }
        }
        out
    }

    /// What rivals leave of one piece of a hit.
    fn left_of(
        &mut self,
        (p, f): (&Sentence, u32),
        rivals: &[Rival],
        ask: Ask,
        hit: Hit,
        piece: &Piece,
    ) -> Vec<Hit> {
        let mut out = vec![hit];
        for rival in rivals.iter().copied() {
            let mut next = Vec::new();
            for mut hit in out {
                if !self.touches((p, f), rival.fact, ask, &hit.theta, piece)
                    || self.is_at_another_time((p, f), rival, ask)
                {
                    next.push(hit);
                } else if rival.unsaid {
                    if ask.mode != Mode::Overlap {
                        let other = &self.facts.all[rival.fact as usize];
                        let beside = self.draft.clauses[other.clause].label.clone();
                        let q = self.store.question(
                            Question::Beside(beside),
                            other.sentence.span,
                            Owner::Interpreter,
                        );
                        let gone = self.store.not(other.condition);
                        let stands = self.store.or(gone, q);
                        hit.condition = self.store.and(hit.condition, stands);
                    }
                    next.push(hit);
                } else if self.is_spared((p, f), rivals, rival.fact, ask) {
                    next.push(hit);
                } else if let Some((span, clause)) = rival
                    .only
                    .filter(|_| rival.standing == Standing::Yields || ask.mode == Mode::Overlap)
                    .filter(|_| !self.speaks_when_it_matters(p, (f, rival.fact), ask))
                {
                    // It speaks under its own condition only: outside of it the sentence stands.
                    let accepted = p.phrases.iter().any(|p| {
                        matches!(&p.kind, PhraseKind::Alone(Alone::WhateverItsConditions))
                    });
                    if ask.mode != Mode::Overlap && !accepted {
                        let before = hit.condition;
                        self.weaken(&mut hit, Weak::always((span, clause)), ask);
                        // In a text without the other nothing weakens it.
                        let gone = self
                            .store
                            .not(self.facts.all[rival.fact as usize].condition);
                        let alone = self.store.and(before, gone);
                        hit.condition = self.store.or(hit.condition, alone);
                    }
                    next.push(hit);
                } else {
                    next.extend(self.taken_away((p, f), rival, ask, hit));
                }
            }
            out = next;
        }
        out.retain(|h| !h.condition.is_never());
        out
    }

    /// What a sentence and a pattern have in common, in pieces, where several rivals may together take away what none takes away alone: place by place, as the rivals
    /// cut it, and thing by thing; only where one piece is enough for the pattern.
    fn pieces(
        &mut self,
        p: &Sentence,
        f: u32,
        rivals: &[Rival],
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Piece> {
        let facts = self.facts;
        let held = &facts.all[f as usize].sentence;
        let mut out: Vec<Piece> = vec![Vec::new()];
        let (Some(action), true) = (held.action(), rivals.len() > 1) else {
            return out;
        };
        let roles = roles_of(&[p, held]);
        let asked = self.axes(action, p, true, &roles, theta);
        let mine = self.axes(action, held, false, &roles, theta);
        let theirs: Vec<Axes> = rivals
            .iter()
            .map(|r| &facts.all[r.fact as usize].sentence)
            .map(|s| self.axes(action, s, false, &roles, theta))
            .collect();
        let (any, some) = (one_of_many(p, &roles), some_of(p, &roles));
        let bound = parted(p, &roles, theta);
        for n in 0..mine.len() {
            let enough = matches!(ask.mode, Mode::Overlap | Mode::Within) || any[n] || some[n];
            if bound[n] || !enough {
                continue;
            }
            let parts: Vec<Axis> = match self.axis_common(&mine[n], &asked[n]) {
                Axis::Places(all) => {
                    let mut parts = vec![all];
                    for other in &theirs {
                        if let Axis::Places(cut) = &other[n] {
                            parts = parts
                                .iter()
                                .flat_map(|l| [l.and(cut), l.without(cut)])
                                .filter(|l| !l.is_empty())
                                .collect();
                        }
                    }
                    parts.into_iter().map(Axis::Places).collect()
                }
                Axis::Things(things) => {
                    let one = |t: &Thing| Things {
                        these: vec![t.clone()],
                        ..things.clone()
                    };
                    things.these.iter().map(one).map(Axis::Things).collect()
                }
                Axis::All | Axis::Unknown => Vec::new(),
            };
            if parts.len() > 1 && out.len() * parts.len() <= MOST_PIECES {
                out = out
                    .iter()
                    .flat_map(|piece| {
                        parts
                            .iter()
                            .map(|part| [&piece[..], &[(n, part.clone())]].concat())
                    })
                    .collect();
            }
        }
        out
    }

    /// Takes out of a hit what a rival covers. A variable keeps the values the rival does not speak of; under those it does, the sentence holds only where
    /// the rival does not prevail.
    fn taken_away(
        &mut self,
        (p, f): (&Sentence, u32),
        rival: Rival,
        ask: Ask,
        hit: Hit,
    ) -> Vec<Hit> {
        let mut out = Vec::new();
        let facts = self.facts;
        let other = &facts.all[rival.fact as usize];
        let mut common = vec![hit];
        for (n, list) in variables_of(p) {
            let theirs = match list {
                Part::Subject => Some(&other.sentence.subject),
                Part::Object => other.sentence.object(),
                Part::Role(preposition) => other
                    .sentence
                    .roles
                    .iter()
                    .find(|r| r.preposition == preposition)
                    .map(|r| &r.list),
            };
            let theirs = self.axis(theirs, Axis::All, &Theta::default());
            let mut next = Vec::new();
            for hit in common {
                let bound = hit
                    .theta
                    .get(n)
                    .cloned()
                    .or_else(|| Self::whole_type(n, ask));
                let Some((rest, shared)) = bound.and_then(|b| self.part_from(&b, &theirs)) else {
                    next.push(hit);
                    continue;
                };
                if let Some(rest) = rest {
                    out.push(Hit {
                        theta: hit.theta.with(n, rest),
                        ..hit.clone()
                    });
                }
                next.extend(shared.into_iter().map(|s| Hit {
                    theta: hit.theta.with(n, s),
                    ..hit.clone()
                }));
            }
            common = next;
        }
        let mut stands = self.store.not(other.condition);
        if rival.standing == Standing::Tie {
            let mine = self.which_prevails(f, rival.fact);
            stands = self.store.or(stands, mine);
        }
        for mut hit in common {
            hit.condition = self.store.and(hit.condition, stands);
            out.push(hit);
        }
        out
    }

    /// Everything a header variable of a rule may stand for, where nothing has bound it.
    fn whole_type(n: u8, ask: Ask) -> Option<Bound> {
        let (_, item) = ask.header.iter().find(|(v, _)| *v == n)?;
        match &item.base {
            Base::Thing(t) if t.of.is_none() => Some(Bound::Every(t.node, None, Vec::new())),
            _ => None,
        }
    }

    /// What of a variable's value lies outside of an axis, and what inside; nothing, if it cannot be parted.
    fn part_from(&self, bound: &Bound, theirs: &Axis) -> Option<(Option<Bound>, Vec<Bound>)> {
        match (bound, theirs) {
            (Bound::Places(mine), Axis::Places(theirs)) => {
                let (rest, shared) = (mine.without(theirs), mine.and(theirs));
                (!shared.is_empty()).then(|| {
                    (
                        (!rest.is_empty()).then_some(Bound::Places(rest)),
                        vec![Bound::Places(shared)],
                    )
                })
            }
            (Bound::Every(node, of, except), Axis::Things(Things { these: things, .. }))
                if things.iter().all(|t| {
                    self.v.stands_alone(t.node)
                        || Self::simple(t)
                            && t.adjectives.is_empty()
                            && self.v.node(t.node).kind == crate::vocabulary::NodeKind::Term
                }) =>
            {
                let named = |n: &NodeId| !except.contains(n);
                let shared: Vec<NodeId> = things.iter().map(|t| t.node).filter(named).collect();
                let away: Vec<NodeId> = except.iter().chain(&shared).copied().collect();
                let rest =
                    (!self.are_all(*node, *of, &away)).then_some(Bound::Every(*node, *of, away));
                Some((rest, shared.into_iter().map(Bound::Node).collect()))
            }
            _ => None,
        }
    }

    /// Are these all that something stands for, as the world names them?
    fn are_all(&self, node: NodeId, of: Option<NodeId>, away: &[NodeId]) -> bool {
        let every = Bound::Every(node, of, Vec::new());
        let item = item_of(&every, self.draft.id_span);
        let Base::Thing(t) = &item.base else {
            return false;
        };
        self.members(t).is_some_and(|m| {
            m.iter()
                .all(|i| matches!(&i.base, Base::Thing(t) if away.contains(&t.node)))
        })
    }

    /// The clause that prevails over a sentence and covers all it says, for telling why it counts for nothing.
    pub(super) fn overruled_by(&mut self, p: &Sentence, f: u32) -> Option<usize> {
        let rivals = self.rivals(f);
        let over = rivals.into_iter().find(|r| {
            r.standing == Standing::Yields
                && r.only.is_none()
                && self.touches(
                    (p, f),
                    r.fact,
                    Ask::new(Mode::Overlap),
                    &Theta::default(),
                    &Piece::new(),
                )
        });
        over.map(|r| self.facts.all[r.fact as usize].clause)
    }

    /// The condition that of two sentences this one prevails.
    fn which_prevails(&mut self, f: u32, g: u32) -> crate::condition::Condition {
        let (a, b) = (f.min(g), f.max(g));
        let facts = self.facts;
        let label = |n: u32| {
            self.draft.clauses[facts.all[n as usize].clause]
                .label
                .clone()
        };
        let (mut first, mut second) = (label(a), label(b));
        // Of two sentences of one clause it is said which is which.
        if first == second {
            for (n, label) in [(a, &mut first), (b, &mut second)] {
                let which = match is_ban(facts.all[n as usize].modal()) {
                    true => " (the ban)",
                    false => " (what it bans)",
                };
                label.push_str(which);
            }
        }
        let at = facts.all[a as usize].sentence.span;
        // The two places are its identity; the labels alone could name two pairs.
        let values = vec![format!("clause {first}"), format!("clause {second}")];
        let v = self.store.variable(
            Question::Prevails(first, second),
            at.to(at),
            Owner::Interpreter,
            values,
        );
        self.store.atom(v, usize::from(f == b))
    }

    /// In a ban or permission that is overlapped: does the rival take away all that matters here? In a demand: does it take away anything?
    fn touches(
        &mut self,
        (p, f): (&Sentence, u32),
        g: u32,
        ask: Ask,
        theta: &Theta,
        piece: &Piece,
    ) -> bool {
        let facts = self.facts;
        let (held, other) = (&facts.all[f as usize], &facts.all[g as usize]);
        let Some(action) = held.sentence.action() else {
            return false;
        };
        let roles = roles_of(&[p, &held.sentence, &other.sentence]);
        let mut asked = self.axes(action, p, true, &roles, theta);
        for (n, part) in piece {
            asked[*n] = part.clone();
        }
        let mine = self.axes(action, &held.sentence, false, &roles, theta);
        let theirs = self.axes(action, &other.sentence, false, &roles, theta);
        // What a variable is bound to is parted afterwards: here it is enough that both have something in common.
        let bound = parted(p, &roles, theta);
        // They are asked for one by one.
        let alone = |(named, theirs): (&Vec<NodeId>, &Axis)| match theirs {
            Axis::Things(Things { these, .. }) => {
                !named.is_empty() && these.iter().all(|t| named.contains(&t.node))
            }
            _ => false,
        };
        if ask.mode == Mode::Cover && ask.apart.iter().zip(&theirs).any(alone) {
            return false;
        }
        // One of many is demanded: what the rival does not speak of is enough.
        if matches!(ask.mode, Mode::Cover | Mode::Entail) {
            let any = one_of_many(p, &roles);
            for n in (0..mine.len()).filter(|n| any[*n] && !bound[*n]) {
                let common = self.axis_common(&mine[n], &asked[n]);
                if self.axis_beyond(&common, &theirs[n]) {
                    return false;
                }
            }
        }
        let some = some_of(p, &roles);
        let mut all = true;
        for n in 0..mine.len() {
            if bound[n] {
                all &= self.axis_meets(&mine[n], &theirs[n]) != Meet::Never
                    && self.axis_meets(&asked[n], &theirs[n]) != Meet::Never;
                continue;
            }
            all &= match ask.mode {
                Mode::Overlap | Mode::Within => {
                    let common = self.axis_common(&mine[n], &asked[n]);
                    self.axis_within(&common, &theirs[n]) || self.axis_within(&asked[n], &theirs[n])
                }
                // Some of it is asked for: what is left of it is enough.
                Mode::Cover | Mode::Entail if n > 0 && some[n] => {
                    let common = self.axis_common(&mine[n], &asked[n]);
                    self.axis_within(&common, &theirs[n]) || self.axis_within(&asked[n], &theirs[n])
                }
                Mode::Cover | Mode::Entail => self.axis_meets(&asked[n], &theirs[n]) != Meet::Never,
            };
        }
        all
    }

    /// All contradictions that nothing resolves.
    pub(crate) fn conflicts(&mut self) -> Vec<Conflict> {
        let facts = self.facts;
        let mut out = Vec::new();
        for f in 0..facts.all.len() as u32 {
            let Some(action) = facts.all[f as usize].sentence.action() else {
                continue;
            };
            if !facts.opposed(action) || !is_ban(facts.all[f as usize].modal()) {
                continue;
            }
            for r in self.rivals(f) {
                let open = self.draft.clauses[facts.all[f as usize].clause].text
                    != self.draft.clauses[facts.all[r.fact as usize].clause].text
                    && self.precedence_left_open();
                if r.standing == Standing::Tie && !open {
                    let (a, b) = (
                        &facts.all[f.min(r.fact) as usize],
                        &facts.all[f.max(r.fact) as usize],
                    );
                    out.push(Conflict {
                        clauses: (a.clause, b.clause),
                        at: (a.sentence.span, b.sentence.span),
                        field: None,
                        first_bans: is_ban(a.modal()),
                    });
                }
            }
        }
        out.extend(self.field_conflicts());
        out.sort();
        out.dedup();
        out
    }

    /// `precedence: unspecified` in the header: what prevails between two texts is left open, and no fault.
    fn precedence_left_open(&self) -> bool {
        self.draft.header.iter().any(|h| {
            h.name == "precedence"
                && h.value
                    .items
                    .iter()
                    .any(|i| matches!(i.base, Base::Hole(_)))
        })
    }
}

/// For each axis: is it bound to what is parted, leaf by leaf or one by one, when something is taken out of it?
fn parted(p: &Sentence, roles: &[&str], theta: &Theta) -> Vec<bool> {
    let variables = variables_of(p);
    [Part::Subject, Part::Object]
        .into_iter()
        .chain(roles.iter().map(|r| Part::Role((*r).into())))
        .map(|part| {
            variables.iter().any(|(n, at)| {
                *at == part && matches!(theta.get(*n), Some(Bound::Places(_) | Bound::Every(..)))
            })
        })
        .collect()
}

/// For each axis: does a promise or permission ask for some of it? Bans, places and `all` ask for all of it.
fn some_of(p: &Sentence, roles: &[&str]) -> Vec<bool> {
    let Predicate::Act { modal, object, .. } = &p.predicate else {
        return Vec::new();
    };
    let some = |l: Option<&List>| {
        !is_ban(*modal)
            && l.is_some_and(|l| {
                !l.items.is_empty()
                    && l.items.iter().all(|i| {
                        i.matcher.is_none()
                            && matches!(&i.base, Base::Thing(t) if t.quantifier == Quantifier::Some)
                    })
            })
    };
    let mut out = vec![false, some(object.as_ref())];
    out.extend(roles.iter().map(|w| {
        some(
            p.roles
                .iter()
                .find(|r| r.preposition == *w)
                .map(|r| &r.list),
        )
    }));
    out
}

/// For each axis: is one of many asked for, whichever?
fn one_of_many(p: &Sentence, roles: &[&str]) -> Vec<bool> {
    let Predicate::Act { modal, object, .. } = &p.predicate else {
        return Vec::new();
    };
    let any = |l: Option<&List>| {
        l.is_some_and(|l| {
            l.items.iter().any(|i| match &i.base {
                Base::Thing(t) => t.quantifier == Quantifier::Any && !is_ban(*modal),
                Base::Place(Place::Part(q, _)) => *q == Quantifier::Any,
                _ => i.matcher == Some(Matcher::OneOf),
            })
        })
    };
    let mut out = vec![any(Some(&p.subject)), any(object.as_ref())];
    out.extend(roles.iter().map(|w| {
        any(p
            .roles
            .iter()
            .find(|r| r.preposition == *w)
            .map(|r| &r.list))
    }));
    out
}

/// Where in an act something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Subject,
    Object,
    Role(CompactString),
}

/// The variables of a pattern that stand for a whole part of it.
fn variables_of(p: &Sentence) -> Vec<(u8, Part)> {
    let letter = |l: &List| match &l.items[..] {
        [
            Item {
                base:
                    Base::Variable(n)
                    | Base::Thing(Thing {
                        variable: Some(n), ..
                    })
                    | Base::Place(Place::Variable(n) | Place::Every(_, _, Some(n))),
                ..
            },
        ] => Some(*n),
        [
            Item {
                base: Base::Place(Place::Part(_, inner)),
                ..
            },
        ] => match &**inner {
            Place::Variable(n) | Place::Every(_, _, Some(n)) => Some(*n),
            _ => None,
        },
        _ => None,
    };
    let object = p.object();
    let parts =
        std::iter::once((Part::Subject, &p.subject)).chain(object.map(|o| (Part::Object, o)));
    parts
        .chain(
            p.roles
                .iter()
                .map(|r| (Part::Role(r.preposition.clone()), &r.list)),
        )
        .filter_map(|(part, l)| letter(l).map(|n| (n, part)))
        .collect()
}

//! How many parts of a pattern a fact fails to meet: for the nearest clauses.

use super::Source;
use super::acts::{is_ban, modal_fits, silence_of};
use super::lists::{Join, Silence};
use super::{Ask, Engine, Hit, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::source::Span;
use smallvec::smallvec;

/// A part of what is asked that a clause does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Which part, in words.
    pub what: String,
    /// What is asked.
    pub asked: Option<Span>,
    /// What the clause says instead; nothing: it says nothing of it.
    pub found: Option<Span>,
}

impl Missing {
    /// Stands for what touches all that is asked and does not cover it.
    pub(crate) const PART: &'static str = "a part of it";
    /// Stands for an order in time that the text settles otherwise, not by a phrase of the clause.
    pub(crate) const ORDER: &'static str = "the order in time";
    pub(crate) const VERB: &'static str = "the verb";
    pub(crate) const DIRECTION: &'static str = "the direction of the duty";
}

pub(super) fn missing(
    what: &str,
    asked: impl Into<Option<Span>>,
    found: impl Into<Option<Span>>,
) -> Missing {
    Missing {
        what: what.to_owned(),
        asked: asked.into(),
        found: found.into(),
    }
}

/// A time that is counted from another step.
pub(super) fn is_order(p: &Phrase) -> bool {
    let PhraseKind::Time(_, Bound::Within(_, _, m) | Bound::Offset(_, _, m) | Bound::At(_, m)) =
        &p.kind
    else {
        return false;
    };
    matches!(m.kind, MomentKind::Point(..) | MomentKind::It)
}

/// Facts that fail in more parts than this are not near.
const MOST: usize = 2;

impl Engine<'_> {
    /// Sentences that fail a pattern in few parts: how many, which sentence, which parts.
    pub(crate) fn near_facts(&mut self, p: &Sentence, ask: Ask) -> Vec<(usize, u32, Vec<Missing>)> {
        let mut out = Vec::new();
        let mut most = MOST;
        // Some where all is asked comes near.
        let mut asked = p.clone();
        crate::model::visit::sentence(&mut asked, &mut |i| {
            if let Base::Thing(t) = &mut i.base
                && t.quantifier == Quantifier::All
                && t.variable.is_none()
                && self.v.node(t.node).kind != crate::vocabulary::NodeKind::Type
            {
                t.quantifier = Quantifier::Some;
            }
        });
        for f in self.near_candidates(p) {
            if let Some((n, missing)) = self.fails((&asked, p), f, most, ask) {
                most = most.min(n);
                out.push((n, f, missing));
            }
        }
        out.retain(|(n, _, _)| *n <= most);
        out
    }

    /// Sentences with the pattern's verb, and those of its subject: any other fails in two parts, one of them the verb.
    fn near_candidates(&self, p: &Sentence) -> Vec<u32> {
        let facts = self.facts;
        let everything = || (0..facts.all.len() as u32).collect();
        let (Some(action), Some(subject)) = (p.action(), self.subject_of(p, &Theta::default()))
        else {
            return everything();
        };
        let mut out: Vec<u32> = facts.by_action.get(&action).map_or(&[][..], |v| v).to_vec();
        out.extend(facts.by_subject.get(&subject).map_or(&[][..], |v| v));
        out.extend(&facts.generic_subject);
        out.sort_unstable();
        out.dedup();
        out
    }

    /// `exact`: the pattern as written, where `p` asks for some of it only.
    fn fails(
        &mut self,
        (p, exact): (&Sentence, &Sentence),
        f: u32,
        most: usize,
        ask: Ask,
    ) -> Option<(usize, Vec<Missing>)> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        if fact.event {
            return None;
        }
        let (
            Predicate::Act {
                modal,
                action,
                object,
                ..
            },
            Predicate::Act {
                action: fa,
                object: fo,
                ..
            },
        ) = (&p.predicate, &fact.sentence.predicate)
        else {
            return None;
        };
        let mut out: Vec<Missing> = Vec::new();
        let other_action = action.is_some() && action != fa;
        if other_action {
            out.push(missing(Missing::VERB, None, None));
        }
        if !modal_fits(*modal, fact.modal(), true) {
            let both = modal.is_some_and(|m| is_ban(Some(m)) != is_ban(fact.modal()));
            out.push(missing(
                if both {
                    Missing::DIRECTION
                } else {
                    "the strength of the duty"
                },
                None,
                None,
            ));
        }
        let theta = Theta::default();
        let ask = ask.of(is_ban(*modal));
        if out.len() > most {
            return None;
        }
        // What another verb says is near only if the rest is met for certain, not by what nobody names.
        let meets = |ways: Vec<(Theta, Condition)>| {
            if other_action {
                ways.iter().any(|(_, c)| c.is_always())
            } else {
                !ways.is_empty()
            }
        };
        if !meets(self.list(
            &p.subject,
            Some(&fact.sentence.subject),
            ask.by(Mode::Overlap).of(false).doer(),
            Silence::Nothing,
            Join::Any,
            &theta,
        )) {
            out.push(missing(
                "who does it",
                p.subject.span,
                fact.sentence.subject.span,
            ));
        }
        if out.len() > most {
            return None;
        }
        let v = self.v;
        let decl = fa.map(|a| v.action(a));
        if let Some(o) = object {
            let slot = decl.and_then(|a| a.object.as_ref());
            let silence = silence_of(slot, "", ask.ban, &fact.sentence);
            if !meets(self.list(
                o,
                fo.as_ref(),
                ask.by(Mode::Overlap),
                silence,
                Join::Any,
                &theta,
            )) {
                out.push(missing("the object", o.span, fo.as_ref().map(|l| l.span)));
            }
        }
        for r in &p.roles {
            let held = fact
                .sentence
                .roles
                .iter()
                .find(|x| x.preposition == r.preposition)
                .map(|x| &x.list);
            let slot = decl.and_then(|a| a.role(&r.preposition));
            let silence = silence_of(slot, &r.preposition, ask.ban, &fact.sentence);
            if !meets(self.list(
                &r.list,
                held,
                ask.by(Mode::Overlap),
                silence,
                Join::Any,
                &theta,
            )) {
                out.push(missing(
                    &format!("`{}`", r.preposition),
                    r.list.span,
                    held.map(|l| l.span),
                ));
            }
        }
        if let Some(that) = &p.that {
            let told = fact.sentence.that.as_deref();
            if told.is_none_or(|t| {
                self.inside(that, t, ask.by(Mode::Overlap).of(false), &theta)
                    .is_empty()
            }) {
                out.push(missing(
                    "what stands after `that`",
                    that.span,
                    told.map(|t| t.span),
                ));
            }
        }
        let n = out.len();
        if n == 0 {
            let (doubtful, lacked): (Vec<_>, Vec<_>) = self
                .phrases_lacked("a phrase", p, f, ask)
                .into_iter()
                .partition(|(in_doubt, _)| *in_doubt);
            // What is in doubt is lacked too, where something is lacked for certain.
            if !lacked.is_empty() {
                out.extend(lacked.into_iter().chain(doubtful).map(|(_, m)| m));
            }
        } else if n <= most && !other_action && fact.condition.is_always() {
            // What else it lacks is told, and does not make it farther.
            let more = self.short_of(exact, f, ask);
            out.extend(
                more.into_iter()
                    .filter(|m| !out.iter().any(|o| o.what == m.what))
                    .collect::<Vec<_>>(),
            );
        }
        let n = if n == 0 { out.len().min(1) } else { n };
        if n > most || (n >= 2 && other_action) {
            return None;
        }
        if out.is_empty()
            && let Some(clause) = self.overruled_by(p, f)
        {
            out.push(missing(
                &format!(
                    "clause {} prevails over it",
                    self.draft.clauses[clause].label
                ),
                None,
                None,
            ));
        }
        // It touches what is asked and does not cover it: one part is missing.
        if out.is_empty() {
            out = self.short_of(exact, f, ask);
        }
        if out.is_empty() {
            out.push(missing(Missing::PART, None, None));
        }
        Some((n.max(1), out))
    }

    /// Clauses of a kind that fail a pattern in few parts.
    pub(crate) fn near_clauses(
        &mut self,
        k: &KindPattern,
        ask: Ask,
    ) -> Vec<(usize, u32, Vec<Missing>)> {
        if k.sort {
            return Vec::new();
        }
        let clauses = self
            .facts
            .kinds
            .get(k.kind.as_str())
            .cloned()
            .unwrap_or_default();
        let mut out = Vec::new();
        for c in clauses {
            if self.draft.clauses[c as usize].fields.is_empty()
                && self.draft.clauses[c as usize].parent.is_some()
            {
                continue;
            }
            let mut lacks = Vec::new();
            self.fields_short_of(k, c as usize, ask.by(Mode::Overlap), &mut lacks);
            for s in &k.sentences {
                let one = KindPattern {
                    fields: Vec::new(),
                    sentences: vec![s.clone()],
                    phrases: Vec::new(),
                    ..k.clone()
                };
                if self
                    .clause(&one, c as usize, ask.by(Mode::Overlap), &Theta::default())
                    .is_empty()
                {
                    lacks.push(missing("one of its sentences", s.span, None));
                }
            }
            // All parts missing is not near, unless there is only one.
            let parts = k.fields.len() + k.sentences.len();
            if lacks.len() < parts.max(2) {
                out.push((lacks.len(), c, lacks));
            }
        }
        out
    }

    /// The amounts and times in which a sentence falls short of a pattern that it meets otherwise.
    pub(crate) fn short_of(&mut self, p: &Sentence, f: u32, ask: Ask) -> Vec<Missing> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let (
            Predicate::Act {
                modal,
                action,
                object,
                ..
            },
            Predicate::Act {
                action: fa,
                object: fo,
                ..
            },
        ) = (&p.predicate, &fact.sentence.predicate)
        else {
            return Vec::new();
        };
        if action != fa {
            return Vec::new();
        }
        let theta = Theta::default();
        let ask = ask.of(is_ban(*modal));
        let v = self.v;
        let decl = fa.map(|a| v.action(a));
        let mut out = Vec::new();
        if let Some(o) = object {
            let slot = decl.and_then(|a| a.object.as_ref());
            let silence = silence_of(slot, "", ask.ban, &fact.sentence);
            if self
                .list(
                    o,
                    fo.as_ref(),
                    ask.by(Mode::Cover),
                    silence,
                    Join::All,
                    &theta,
                )
                .is_empty()
            {
                out.push(missing("the object", o.span, fo.as_ref().map(|l| l.span)));
            }
        }
        for r in &p.roles {
            let held = fact
                .sentence
                .roles
                .iter()
                .find(|x| x.preposition == r.preposition)
                .map(|x| &x.list);
            let slot = decl.and_then(|a| a.role(&r.preposition));
            let silence = silence_of(slot, &r.preposition, ask.ban, &fact.sentence);
            if self
                .list(
                    &r.list,
                    held,
                    ask.by(Mode::Cover),
                    silence,
                    Join::All,
                    &theta,
                )
                .is_empty()
            {
                out.push(missing(
                    &format!("`{}`", r.preposition),
                    r.list.span,
                    held.map(|l| l.span),
                ));
            }
        }
        let lacked = self.phrases_lacked("its time or condition", p, f, ask);
        out.extend(lacked.into_iter().map(|(_, m)| m));
        out
    }

    /// The roles and times of an exception that a sentence does not keep to.
    pub(crate) fn short_of_tail(
        &mut self,
        p: &Sentence,
        roles: &[Role],
        phrases: &[Phrase],
        f: u32,
        ask: Ask,
    ) -> Vec<Missing> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let mut out = Vec::new();
        for r in roles {
            if self
                .within(f, std::slice::from_ref(r), &[], ask, &Theta::default())
                .is_empty()
            {
                let held = fact
                    .sentence
                    .roles
                    .iter()
                    .find(|x| x.preposition == r.preposition)
                    .map(|x| x.list.span);
                out.push(missing(&format!("`{}`", r.preposition), r.list.span, held));
            }
        }
        for asked in phrases {
            let mut one = p.phrases.clone();
            one.push(asked.clone());
            if !self
                .within(f, &[], &one, ask, &Theta::default())
                .iter()
                .any(|h| h.condition.is_always())
            {
                out.push(self.lacking("its time or condition", asked, &fact.phrases));
            }
        }
        out
    }

    /// The fields in which a clause falls short of a pattern on its kind.
    pub(crate) fn short_of_kind(&mut self, k: &KindPattern, c: usize, ask: Ask) -> Vec<Missing> {
        let mut out = Vec::new();
        self.fields_short_of(k, c, ask.by(Mode::Cover), &mut out);
        if out.is_empty() {
            out.extend(k.phrases.iter().map(|p| missing("its time", p.span, None)));
        }
        out
    }

    /// The fields of a pattern that a clause does not meet.
    fn fields_short_of(&mut self, k: &KindPattern, c: usize, ask: Ask, out: &mut Vec<Missing>) {
        for f in &k.fields {
            let one = KindPattern {
                fields: vec![f.clone()],
                sentences: Vec::new(),
                phrases: Vec::new(),
                ..k.clone()
            };
            let held = self.stated(c, &f.0).first().map(|said| said.value.span);
            // What is left unsaid may be met, and comes no nearer for it.
            if held.is_none() || self.clause(&one, c, ask, &Theta::default()).is_empty() {
                out.push(missing(&format!("`{}`", f.0), f.2.span, held));
            }
        }
    }

    /// What the fields of a clause say, within a tail.
    pub(crate) fn clause_within(
        &mut self,
        clause: u32,
        asked: &[Phrase],
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Hit> {
        let facts = self.facts;
        let said = super::Source::Clause(clause);
        let mut out = Vec::new();
        for (held, when) in &facts.phrases[clause as usize] {
            let hit = Hit {
                condition: *when,
                sources: smallvec![said],
                ..Hit::new(theta.clone())
            };
            out.extend(self.phrases(asked, held, ask.by(Mode::Within).of(false), hit, said));
        }
        out
    }

    /// A fact within the tail of an exception.
    pub(crate) fn within(
        &mut self,
        f: u32,
        roles: &[Role],
        asked: &[Phrase],
        ask: Ask,
        theta: &Theta,
    ) -> Vec<Hit> {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let decl = match fact.sentence.predicate {
            Predicate::Act {
                action: Some(a), ..
            } => Some(self.v.action(a).clone()),
            _ => None,
        };
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        for r in roles {
            let held = fact
                .sentence
                .roles
                .iter()
                .find(|x| x.preposition == r.preposition)
                .map(|x| &x.list);
            let slot = decl.as_ref().and_then(|a| a.role(&r.preposition));
            let silence = silence_of(slot, &r.preposition, false, &fact.sentence);
            ways = self.step(ways, |e, t| {
                e.list(
                    &r.list,
                    held,
                    ask.by(Mode::Within).of(false),
                    silence,
                    Join::Any,
                    t,
                )
            });
        }
        let mut out = Vec::new();
        for (theta, condition) in ways {
            let hit = Hit {
                condition,
                ..Hit::new(theta)
            };
            for mut h in self.phrases(
                asked,
                &fact.phrases,
                ask.by(Mode::Within).of(false),
                hit,
                Source::Fact(f),
            ) {
                h.sources = smallvec![super::Source::Fact(f)];
                out.push(h);
            }
        }
        out
    }
}

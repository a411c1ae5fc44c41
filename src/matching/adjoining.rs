//! What holds up to a moment and what holds from it on hold together: a demand is parted where one of several promises ends, and each part is asked for by itself.

use super::window::Side;
use super::{Ask, Engine, Hit, Source, Theta};
use crate::condition::Condition;
use crate::model::*;

/// A demand is parted at no more moments than these.
const MOST_MOMENTS: usize = 6;

impl Engine<'_> {
    /// When promises that follow one another meet a demand that none of them meets.
    pub(super) fn adjoining(
        &mut self,
        p: &Sentence,
        ask: Ask,
        theta: &Theta,
        hits: &mut Vec<Hit>,
    ) -> Condition {
        if ask.ignore.times || !p.phrases.iter().all(is_plain) {
            return Condition::NEVER;
        }
        let ends = self.ends_between(p, ask, theta);
        let mut all = Condition::NEVER;
        for (n, end) in ends.iter().enumerate() {
            let others: Vec<Moment> = (ends.iter().enumerate())
                .filter(|(m, _)| *m != n)
                .map(|(_, end)| end.clone())
                .collect();
            let mut found = Vec::new();
            let here = self.parted_at(p, end, &others, (ask, theta), &mut found);
            if !here.is_never() {
                hits.append(&mut found);
                all = self.or(all, here);
            }
            if all.is_always() {
                break;
            }
        }
        all
    }

    /// When one promise meets a demand up to a moment and others do from then on.
    fn parted_at(
        &mut self,
        p: &Sentence,
        end: &Moment,
        others: &[Moment],
        (ask, theta): (Ask, &Theta),
        hits: &mut Vec<Hit>,
    ) -> Condition {
        let first = self.by_one(&until(p, end), (ask, theta), hits);
        if first.is_never() {
            return first;
        }
        let rest = from(p, end);
        let mut then = self.by_one(&rest, (ask, theta), hits);
        for (n, next) in others.iter().enumerate() {
            if then.is_always() {
                break;
            }
            let mut left = others.to_vec();
            left.remove(n);
            let more = self.parted_at(&rest, next, &left, (ask, theta), hits);
            then = self.or(then, more);
        }
        self.and(first, then)
    }

    /// When a promise by itself meets a demand.
    fn by_one(
        &mut self,
        p: &Sentence,
        (ask, theta): (Ask, &Theta),
        hits: &mut Vec<Hit>,
    ) -> Condition {
        let mut out = Condition::NEVER;
        self.each_hit(p, ask, theta, &mut |e, hit| {
            out = e.or(out, hit.condition);
            hits.push(hit);
            out.is_always()
        });
        out
    }

    /// Where promises of what is asked for end; none, if fewer than two are kept up.
    fn ends_between(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Moment> {
        let mut whenever = ask;
        whenever.ignore.times = true;
        let mut kept = 0;
        let mut out: Vec<Moment> = Vec::new();
        for hit in self.sentence(p, whenever, theta) {
            let &[said @ Source::Fact(f), ..] = &hit.sources[..] else {
                continue;
            };
            let Some(over) = self.kept(said) else {
                continue;
            };
            kept += 1;
            let held = &self.facts.all[f as usize].phrases;
            let end = self.end_of((held, over), said);
            if let Some(end) = end.filter(|end| !out.iter().any(|m| m.kind == end.kind)) {
                out.push(end);
            }
        }
        if kept < 2 || out.len() > MOST_MOMENTS {
            out.clear();
        }
        out
    }
}

/// Does it say when what is kept up begins or ends, at a moment?
fn is_plain(p: &Phrase) -> bool {
    match &p.kind {
        PhraseKind::Time(None, Bound::At(relation, _)) => bounds(*relation).is_some(),
        PhraseKind::Time(..) => false,
        PhraseKind::Guard(..)
        | PhraseKind::Manner(..)
        | PhraseKind::Precedence(..)
        | PhraseKind::Alone(_) => true,
    }
}

/// The side of what is kept up that is bounded.
fn bounds(relation: Relation) -> Option<Side> {
    match relation {
        Relation::From | Relation::Upon | Relation::After => Some(Side::First),
        Relation::Until => Some(Side::Last),
        Relation::By | Relation::Before | Relation::On => None,
    }
}

/// The demand up to a moment.
fn until(p: &Sentence, end: &Moment) -> Sentence {
    bounded(p, Side::Last, Relation::Until, end)
}

/// The demand from a moment on.
fn from(p: &Sentence, begin: &Moment) -> Sentence {
    bounded(p, Side::First, Relation::From, begin)
}

fn bounded(p: &Sentence, side: Side, relation: Relation, at: &Moment) -> Sentence {
    let mut out = p.clone();
    let same = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(None, Bound::At(relation, _)) if bounds(*relation) == Some(side));
    let span = (p.phrases.iter().find(|p| same(p))).map_or(p.span, |p| p.span);
    out.phrases.retain(|p| !same(p));
    out.phrases.push(Phrase {
        kind: PhraseKind::Time(None, Bound::At(relation, at.clone())),
        span,
    });
    out
}

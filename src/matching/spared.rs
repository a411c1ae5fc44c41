//! What a clause that prevails leaves of another because it speaks of another time, or of so many only.

use super::acts::is_ban;
use super::rivals::Rival;
use super::{Ask, Engine, Hit, Mode, Source, Theta};
use crate::model::*;

impl Engine<'_> {
    /// Is one of the two over before the other begins, or what is asked over before the other speaks?
    pub(super) fn is_at_another_time(
        &mut self,
        (p, f): (&Sentence, u32),
        rival: Rival,
        ask: Ask,
    ) -> bool {
        if rival.only.is_none() {
            return false;
        }
        let facts = self.facts;
        let (held, other) = (&facts.all[f as usize], &facts.all[rival.fact as usize]);
        let in_time = |p: &&Phrase| matches!(p.kind, PhraseKind::Time(..));
        let own = held.phrases.iter().map(|(p, _)| *p).filter(in_time);
        let own: Vec<Phrase> = own.cloned().collect();
        let wanted: Vec<Phrase> = p.phrases.iter().filter(in_time).cloned().collect();
        [own, wanted].into_iter().any(|asked| {
            !asked.is_empty()
                && self
                    .phrases(
                        &asked,
                        &other.phrases,
                        Ask {
                            it: &[],
                            ..ask.by(Mode::Overlap)
                        },
                        Hit::new(Theta::default()),
                        Source::Fact(rival.fact),
                    )
                    .is_empty()
        })
    }

    /// Leave for so many takes so many out of a ban on all: what is asked is spared if it is a ban as such, or one on more than all leaves come to.
    pub(super) fn is_spared(
        &self,
        (p, f): (&Sentence, u32),
        rivals: &[Rival],
        g: u32,
        ask: Ask,
    ) -> bool {
        let facts = self.facts;
        let (held, other) = (&facts.all[f as usize], &facts.all[g as usize]);
        if !is_ban(held.modal()) || is_ban(other.modal()) || number_of(&held.sentence).is_some() {
            return false;
        }
        let Some((matcher, allowed)) = number_of(&other.sentence) else {
            return false;
        };
        let most =
            |m: Option<Matcher>| matches!(m, None | Some(Matcher::AtMost | Matcher::LessThan));
        if !most(matcher) {
            return false;
        }
        // What several leave comes to as much as all of them.
        let mut sum = Some(Exact::ZERO);
        for r in rivals {
            let leave = &facts.all[r.fact as usize];
            match number_of(&leave.sentence) {
                _ if is_ban(leave.modal()) => {}
                Some((m, a)) if most(m) && a.dimension == allowed.dimension => {
                    sum = sum.zip(a.number).and_then(|(s, n)| s.plus(n));
                }
                _ => sum = None,
            }
        }
        let less = matcher == Some(Matcher::LessThan);
        match number_of(p) {
            None => ask.mode == Mode::Overlap,
            Some((matcher, asked)) => {
                let Some((n, m)) = sum.zip(asked.number) else {
                    return false;
                };
                allowed.dimension == asked.dimension
                    && allowed.counts == asked.counts
                    && match matcher {
                        Some(Matcher::MoreThan) => n <= m,
                        Some(Matcher::AtLeast) => n < m || less && n == m,
                        _ => false,
                    }
            }
        }
    }
}

/// The number of something that a sentence speaks of.
fn number_of(s: &Sentence) -> Option<(Option<Matcher>, &Amount)> {
    match &s.object()?.items[..] {
        [
            Item {
                base: Base::Amount(a),
                matcher,
                ..
            },
        ] if a.of.is_none() => Some((*matcher, a)),
        _ => None,
    }
}

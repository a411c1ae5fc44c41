//! The phrases of a pattern that a sentence does not keep to, each with what is said instead.

use super::acts::is_ban;
use super::near::{is_order, missing};
use super::window::{ask_for_end, window_of};
use super::{Ask, Engine, Hit, Missing, Mode, Source, Theta};
use crate::model::*;

impl Engine<'_> {
    /// The phrases of a pattern, and of what it asks after `that`, which a sentence does not meet for certain; whether it may.
    pub(super) fn phrases_lacked(
        &mut self,
        what: &str,
        p: &Sentence,
        f: u32,
        ask: Ask,
    ) -> Vec<(bool, Missing)> {
        let facts = self.facts;
        let held = &facts.all[f as usize].phrases;
        let mut out = Vec::new();
        let (window, short) = self.window_lacked(&p.phrases, f, ask);
        out.extend(
            short
                .into_iter()
                .map(|(may, p)| (may, self.lacking(what, p, held))),
        );
        let apart = |p: &&Phrase| !window.iter().any(|w| std::ptr::eq(*w, *p));
        for asked in p.phrases.iter().filter(apart) {
            let met = self.phrases(
                std::slice::from_ref(asked),
                held,
                ask.by(Mode::Cover),
                Hit::new(Theta::default()),
                Source::Fact(f),
            );
            if !met.iter().any(|h| h.condition.is_always()) {
                out.push((!met.is_empty(), self.lacking(what, asked, held)));
            }
        }
        if let (Some(asked), Some(told)) = (&p.that, self.told_by(f)) {
            out.extend(self.phrases_lacked(what, asked, told, ask.of(is_ban(asked.modal()))));
        }
        out
    }

    /// The time that is asked for of what is kept up, if several phrases say it, and which of them it does not keep to; whether it may.
    fn window_lacked<'p>(
        &mut self,
        asked: &'p [Phrase],
        f: u32,
        ask: Ask,
    ) -> (Vec<&'p Phrase>, Vec<(bool, &'p Phrase)>) {
        let facts = self.facts;
        let said = Source::Fact(f);
        let Some(kept) = self.kept(said) else {
            return (Vec::new(), Vec::new());
        };
        let window = window_of(asked, kept);
        if window.len() < 2 {
            return (Vec::new(), Vec::new());
        }
        let (held, hit) = (&facts.all[f as usize].phrases, Hit::new(Theta::default()));
        let [begun, lasts] = self.edges(&window, (held, kept), ask.by(Mode::Cover), (&hit, said));
        let begins_only = |p: &&Phrase| !ask_for_end(&[*p]);
        let says_begin = window.iter().any(begins_only);
        let mut short = Vec::new();
        for p in &window {
            let of_end = !begins_only(p);
            let when = match of_end {
                true if says_begin => lasts.0,
                true => self.and(begun.0, lasts.0),
                false => begun.0,
            };
            if !when.is_always() {
                short.push((!when.is_never(), *p));
            }
        }
        (window, short)
    }

    /// A phrase that is not kept to, and what is said instead: the same of something else; of a time, any other time.
    pub(super) fn lacking(&self, what: &str, asked: &Phrase, held: &[(&Phrase, usize)]) -> Missing {
        let family = asked.family();
        // What an unconditional duty waits for is the first condition or wait it has.
        let waits = |h: &Phrase| {
            family == Family::Alone(Alone::Unconditionally)
                && matches!(
                    h.kind,
                    PhraseKind::Time(..)
                        | PhraseKind::Guard(..)
                        | PhraseKind::Manner(Manner::InExchangeFor | Manner::WithConsentOf, _)
                )
        };
        // Consent is one thing in whatever words.
        let consent = |p: &Phrase| !self.consent(p).is_empty();
        let time = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(_, b) if !matches!(b, Bound::For(..) | Bound::Renewed(..) | Bound::Every(_) | Bound::Soon(_)));
        let same = held
            .iter()
            .find(|(h, _)| h.family() == family)
            .or_else(|| held.iter().find(|(h, _)| waits(h)))
            .or_else(|| held.iter().find(|(h, _)| consent(asked) && consent(h)));
        // How long it lasts is said by when it ends, and when it ends by how long it lasts.
        let ends = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(_, b) if b.is_until());
        let lasts = |p: &Phrase| matches!(p.kind, PhraseKind::Time(_, Bound::For(..)));
        let other = |h: &Phrase| {
            time(asked) && time(h) || lasts(asked) && ends(h) || ends(asked) && lasts(h)
        };
        let found = same.or_else(|| held.iter().find(|(h, _)| other(h)));
        missing(
            if found.is_none() && is_order(asked) {
                Missing::ORDER
            } else {
                what
            },
            asked.span,
            found.map(|(h, _)| h.span),
        )
    }
}

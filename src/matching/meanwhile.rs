//! Sentences that stand against one another for a time only: whether one speaks in all the time of the other, whether both speak at one time, whose time is the
//! narrower one.

use super::window::{Window, window_of};
use super::{Ask, Engine, Hit, Mode, Source, Theta};
use crate::fact::Fact;
use crate::model::*;

impl<'e> Engine<'e> {
    /// Does a sentence that a time limits speak in all the time that matters of a pattern and of another sentence: in all that is asked about or that the other speaks
    /// of, or, where all of it is demanded, in some of what is asked about?
    pub(super) fn speaks_when_it_matters(
        &mut self,
        p: &Sentence,
        (f, rival): (u32, u32),
        ask: Ask,
    ) -> bool {
        if ask.ignore.times {
            return false;
        }
        let facts = self.facts;
        let own: Vec<Phrase> = (facts.all[f as usize].phrases.iter())
            .map(|(p, _)| (*p).clone())
            .collect();
        self.speaks_in(Mode::Cover, &p.phrases, rival, ask)
            || self.speaks_in(Mode::Cover, &own, rival, ask)
            || ask.mode == Mode::Cover && self.speaks_in(Mode::Overlap, &p.phrases, rival, ask)
    }

    /// Does a sentence that nothing but a time limits speak in all the time that phrases say, or in some of it?
    fn speaks_in(&mut self, how: Mode, asked: &[Phrase], f: u32, ask: Ask) -> bool {
        let facts = self.facts;
        let fact = &facts.all[f as usize];
        let said = Source::Fact(f);
        let Some(kept) = self
            .kept(said)
            .filter(|_| self.is_limited_in_time_only(fact))
        else {
            return false;
        };
        let window = window_of(asked, kept);
        if window.is_empty() {
            return false;
        }
        let hit = Hit::new(Theta::default());
        let held = (&fact.phrases[..], kept);
        let edges = self.edges(&window, held, ask.by(how), (&hit, said));
        edges.iter().all(|(when, _)| when.is_always())
    }

    /// Do both speak at some time for certain, if nothing but a time limits either?
    pub(super) fn speak_at_one_time(&self, f: u32, g: u32) -> bool {
        let Some((a, b)) = self.time_of(f).zip(self.time_of(g)) else {
            return false;
        };
        let known = self.known(Some(Source::Fact(f)));
        let reaches = |a: &Window, b: &Window| {
            a.begin.is_unsaid() || b.end.is_unsaid() || known.before(a.begin, b.end) == Some(true)
        };
        a.begin.is(b.begin) || reaches(&a, &b) && reaches(&b, &a)
    }

    /// Does the first last no longer than the second, at either end, for certain?
    pub(super) fn lasts_within(&self, f: u32, g: u32) -> bool {
        let Some((a, b)) = self.time_of(f).zip(self.time_of(g)) else {
            return false;
        };
        let known = self.known(Some(Source::Fact(f)));
        known.lies_within(&a, &b) == (Some(true), Some(true))
    }

    /// The time in which a ban, a permission or what is kept up speaks, if nothing else limits it.
    fn time_of(&self, f: u32) -> Option<Window<'e>> {
        let fact: &'e Fact = &self.facts.all[f as usize];
        let said = Source::Fact(f);
        let kept = self
            .kept(said)
            .filter(|_| self.is_limited_in_time_only(fact))?;
        Some(Window::held(&fact.phrases, kept, &self.known(Some(said))))
    }
}

//! Verdicts without the places in them: what two layouts of a text have in common.

use super::{Answer, Finding, OpenOn, Reason};
use crate::source::Span;

impl Finding {
    /// The same, with all places left out.
    pub(crate) fn without_places(mut self) -> Finding {
        self.at = Span::NOWHERE;
        self.head = Span::NOWHERE;
        self.rules.iter_mut().for_each(|r| *r = Span::NOWHERE);
        for e in &mut self.evidence {
            e.at = Span::NOWHERE;
            e.also.iter_mut().for_each(|a| *a = Span::NOWHERE);
            for m in &mut e.missing {
                let said = [&mut m.asked, &mut m.found];
                said.into_iter().flatten().for_each(|s| *s = Span::NOWHERE);
            }
        }
        self.reasons.iter_mut().for_each(reason);
        self.meant.iter_mut().for_each(|m| m.at = Span::NOWHERE);
        self.open_on
            .iter_mut()
            .for_each(|o: &mut OpenOn| o.at = Span::NOWHERE);
        if let Some(w) = &mut self.witness {
            let answers = w.crossed.iter_mut().chain(&mut w.respected);
            answers.for_each(|a: &mut Answer| a.at = Span::NOWHERE);
        }
        self.waivers.iter_mut().for_each(|w| w.at = Span::NOWHERE);
        self
    }
}

fn reason(r: &mut Reason) {
    if let Some((_, at)) = &mut r.clause {
        *at = Span::NOWHERE;
    }
    r.ways.iter_mut().flatten().for_each(reason);
}

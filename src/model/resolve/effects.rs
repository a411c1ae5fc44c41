//! Resolves effects: each rule with the head it follows to.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;

impl Resolver<'_> {
    /// The rules of an effect; one without rules gives none.
    pub(super) fn effect(&mut self, e: &t::Effect) -> Vec<EffectRule> {
        let mut out = Vec::new();
        self.fresh();
        if e.rules.is_empty() {
            self.sentence(&e.head);
        }
        for t::Rule { when, unless, span } in &e.rules {
            self.fresh();
            let Some(head) = self.sentence(&e.head) else {
                return out;
            };
            self.bare_places(when);
            let when = self.condition(when);
            let unless = unless.as_ref().map(|u| self.condition(u));
            out.push(EffectRule {
                head,
                reads: e.reads.as_ref().map(|r| r.text.clone()),
                when,
                unless,
                span: *span,
            });
        }
        out
    }

    /// A rule says `any part of` or `all of` a place, or it could be read either way.
    fn bare_places(&mut self, c: &t::Condition) {
        for a in &c.atoms {
            let t::Atom::Sentence(s) = a else { continue };
            let lists = s.tail.iter().filter_map(|p| {
                if let t::TailPart::Role { list, .. } = p {
                    Some(list)
                } else {
                    None
                }
            });
            for v in lists.flat_map(|l| &l.values) {
                if let t::Base::Noun {
                    words,
                    name: Some(n),
                    ..
                } = &v.base
                    && words.is_empty()
                    && self.v.names.get(&n.text).is_some_and(|id| {
                        self.v.places.is_place(*id) && !self.v.under(*id, self.v.words["actor"])
                    })
                {
                    // Suggested: all of it may be meant.
                    self.report(
                        Diagnostic::new(
                            Code::BarePlace,
                            v.span,
                            format!("All of `{}`, or any part of it?", n.text),
                        )
                        .help(format!("say `any part of {0}` or `all of {0}`", n.text))
                        .edit(v.span, format!("any part of {}", n.text)),
                    );
                }
            }
        }
    }
}

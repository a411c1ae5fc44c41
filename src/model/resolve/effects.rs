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
            self.members_of_nobody_known(&when);
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

    /// `any member of A` looks among those of an A that is known; where nothing else says who A is, the rule never follows.
    fn members_of_nobody_known(&mut self, when: &Condition) {
        let (mut members, mut all) = (Vec::new(), Vec::new());
        let mut look = |i: &mut Item| match &i.base {
            Base::Variable(n) => all.push(*n),
            Base::Thing(t) => {
                if let (Some(field), Some(of)) = (self.v.noun(t.node), &t.of)
                    && field.world_field().is_some()
                    && let Base::Variable(n) = of.base
                {
                    members.push((n, i.span));
                }
            }
            _ => {}
        };
        for a in &when.atoms {
            match a.clone() {
                Atom::Sentence(mut s) => visit::sentence(&mut s, &mut look),
                Atom::Kind(k) => {
                    for (_, _, mut l) in k.fields {
                        visit::list(&mut l, &mut look);
                    }
                }
                Atom::Order(_) | Atom::Moment(_) => {}
            }
        }
        let here = |n: u8| members.iter().filter(|(m, _)| *m == n).count();
        let unknown = members
            .iter()
            .find(|(n, _)| all.iter().filter(|m| **m == *n).count() <= here(*n));
        if let Some((n, span)) = unknown {
            let letter = (b'A' + n) as char;
            let d = Diagnostic::new(
                Code::WrongForm,
                *span,
                format!("Nothing in this rule says who `{letter}` is, so it never follows"),
            );
            self.report(d.help(format!(
                "name the member, and say of whom it is one: `any actor X … and X is member of {letter}`"
            )));
        }
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

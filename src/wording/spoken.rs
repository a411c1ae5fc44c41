//! Sentences: promises in the active voice, or in the passive where the text names nobody; what happens; what holds.

use super::{Speaker, Words, verbs};
use crate::model::*;
use crate::vocabulary::NodeKind;

impl Speaker<'_> {
    /// A promise or state with the phrases that go with it.
    pub(crate) fn sentence(&self, s: &Sentence, phrases: &[&Phrase]) -> Words {
        let mut out = self.clause_of(s);
        for p in phrases {
            // What is kept up begins by then; what is done is done by then.
            if !self.exact && s.is_kept_up(self.v) && is_deadline(p) {
                out.glue(",").say("beginning");
            }
            out.add(self.phrase(p));
        }
        self.that(s, &mut out);
        out
    }

    /// A sentence with its own phrases.
    pub(crate) fn whole(&self, s: &Sentence) -> Words {
        let own: Vec<&Phrase> = s.phrases.iter().collect();
        self.sentence(s, &own)
    }

    fn that(&self, s: &Sentence, out: &mut Words) {
        if let Some(that) = &s.that {
            out.say("that").add(self.whole(that));
        }
    }

    /// Without phrases and without what stands after `that`.
    fn clause_of(&self, s: &Sentence) -> Words {
        match &s.predicate {
            Predicate::State { negated, state, of } => {
                let mut out = Words::default();
                let many = self.many(&s.subject);
                out.add(self.list(&s.subject))
                    .say(if many { "are" } else { "is" });
                if *negated {
                    out.say("not");
                }
                out.say(&Speaker::plain(&self.v.states[state.0 as usize].word));
                if let Some(of) = of {
                    out.say("of").add(self.list(of));
                }
                self.roles(s, &mut out);
                out
            }
            Predicate::Act {
                modal,
                action: None,
                ..
            } => self.anything(s, *modal),
            Predicate::Act {
                modal,
                jointly,
                action: Some(action),
                object,
            } => {
                let verb = self.v.action(*action).verb.as_str();
                let said = object.is_some() || s.that.is_some() && s.roles.is_empty();
                // Somebody who is not to do it is not nobody.
                let bans = modal.is_some_and(Modal::is_ban);
                if !self.exact && nobody(&s.subject) && said && !bans {
                    self.passive(s, *modal, verb, object.as_ref())
                } else {
                    self.active(s, *modal, *jointly, verb, object.as_ref())
                }
            }
        }
    }

    /// `Averne shall do anything`.
    fn anything(&self, s: &Sentence, modal: Option<Modal>) -> Words {
        let mut out = Words::default();
        let many = self.many(&s.subject);
        out.add(self.list(&s.subject));
        match modal {
            Some(m) => out.say(self.modal(m, many)).say("do anything"),
            None => out.say(if many { "do" } else { "does" }).say("anything"),
        };
        out
    }

    /// `Averne shall withdraw forces`.
    fn active(
        &self,
        s: &Sentence,
        modal: Option<Modal>,
        jointly: bool,
        verb: &str,
        object: Option<&List>,
    ) -> Words {
        let mut out = Words::default();
        let many = self.many(&s.subject);
        if s.only {
            out.say("only");
        }
        out.add(self.list(&s.subject));
        let _of = self.speaks_of(&s.subject);
        // `no actor shall`: the ban is said by the subject.
        let modal = modal.map(|m| {
            if m == Modal::ShallNot && !self.exact && self.nobody_may(&s.subject) {
                Modal::Shall
            } else {
                m
            }
        });
        if let Some(m) = modal {
            out.say(self.modal(m, many));
        }
        if jointly {
            out.say("jointly");
        }
        let third = !many && matches!(modal, None | Some(Modal::Hereby));
        out.say(&if third {
            verbs::third_person(verb)
        } else {
            Speaker::plain(verb)
        });
        if let Some(o) = object {
            out.add(self.listed(o, joined_by(s)));
        }
        self.roles(s, &mut out);
        out
    }

    /// `100 billion USD shall be invested in …`: the text says what, and not who.
    fn passive(
        &self,
        s: &Sentence,
        modal: Option<Modal>,
        verb: &str,
        object: Option<&List>,
    ) -> Words {
        let mut out = Words::default();
        let many = object.is_some_and(|o| self.many(o));
        match object {
            Some(o) => out.add(self.list(o)),
            None => out.say("it"),
        };
        let done = verbs::participle(verb);
        match modal {
            None => out.say(if many { "are" } else { "is" }),
            Some(Modal::Hereby) => out.say(if many { "are hereby" } else { "is hereby" }),
            Some(Modal::May) => out.say("may be"),
            Some(Modal::Shall) => out.say("shall be"),
            Some(Modal::ShallNot) => out.say("shall not be"),
            Some(Modal::Expected) => out.say(if many {
                "are expected to be"
            } else {
                "is expected to be"
            }),
            Some(Modal::ExpectedNot) => out.say(if many {
                "are expected not to be"
            } else {
                "is expected not to be"
            }),
        };
        out.say(&done);
        self.roles(s, &mut out);
        out
    }

    /// What has happened: `the European Union has decided the application`.
    pub(super) fn perfect(&self, s: &Sentence) -> Words {
        let Predicate::Act {
            action: Some(action),
            object,
            jointly,
            ..
        } = &s.predicate
        else {
            return self.whole(s);
        };
        let verb = self.v.action(*action).verb.as_str();
        let done = verbs::participle(verb);
        let mut out = Words::default();
        if nobody(&s.subject)
            && let Some(o) = object
        {
            out.add(self.list(o))
                .say(if self.many(o) {
                    "have been"
                } else {
                    "has been"
                })
                .say(&done);
        } else {
            out.add(self.list(&s.subject))
                .say(if self.many(&s.subject) { "have" } else { "has" });
            let _of = self.speaks_of(&s.subject);
            if *jointly {
                out.say("jointly");
            }
            out.say(&done);
            if let Some(o) = object {
                out.add(self.list(o));
            }
        }
        self.roles(s, &mut out);
        for p in &s.phrases {
            out.add(self.phrase(p));
        }
        self.that(s, &mut out);
        out
    }

    fn modal(&self, m: Modal, many: bool) -> &'static str {
        match m {
            Modal::May => "may",
            Modal::Shall => "shall",
            Modal::ShallNot => "shall not",
            Modal::Hereby => "hereby",
            Modal::Expected if many => "are expected to",
            Modal::Expected => "is expected to",
            Modal::ExpectedNot if many => "are expected not to",
            Modal::ExpectedNot => "is expected not to",
        }
    }

    fn roles(&self, s: &Sentence, out: &mut Words) {
        let mut roles: Vec<&Role> = s.roles.iter().collect();
        if self.exact {
            roles.sort_by(|a, b| a.preposition.cmp(&b.preposition));
        }
        for r in roles {
            if r.only {
                out.say("only");
            }
            out.say(&r.preposition);
            // `enact in constitution`: in one's own.
            let own = r.preposition == "in"
                && matches!(&r.list.items[..], [Item { base: Base::Thing(t), .. }] if matches!(self.v.node(t.node).kind, NodeKind::Step(..)));
            if own && !self.exact && !nobody(&s.subject) {
                out.say(if self.many(&s.subject) {
                    "their"
                } else {
                    "its"
                });
            }
            out.add(self.listed(&r.list, joined_by(s)));
        }
    }

    /// `no state`, `no party`: the subject itself bans.
    fn nobody_may(&self, l: &List) -> bool {
        let Some(first) = l.items.first() else {
            return false;
        };
        let quantified = matches!(
            &first.base,
            Base::Thing(Thing {
                quantifier: Quantifier::No,
                ..
            })
        );
        let group =
            matches!(&first.base, Base::Group(g) if g.items.iter().all(|i| i.span == first.span));
        let side = matches!(first.base, Base::Side(SideWord::Each));
        quantified || (group || side) && self.sources.slice(first.span).starts_with("no ")
    }

    /// Do the values take the plural?
    pub(super) fn many(&self, l: &List) -> bool {
        if l.items.len() > 1 {
            return true;
        }
        match l.items.first().map(|i| &i.base) {
            Some(Base::Group(g)) => self.many(g),
            Some(Base::Thing(t)) => {
                t.quantifier == Quantifier::All
                    || t.quantifier != Quantifier::Any && self.is_plural(t.node)
            }
            Some(Base::EveryClause(Quantifier::All, _)) => true,
            Some(Base::Place(Place::Union(all, _))) => all.len() > 1,
            Some(Base::Amount(a)) => a
                .dimension
                .as_deref()
                .is_some_and(|d| d == "people" || d == SHARE),
            _ => false,
        }
    }
}

/// `by M`, `within D of M`, of neither end by name.
fn is_deadline(p: &Phrase) -> bool {
    matches!(
        p.kind,
        PhraseKind::Time(None, Bound::Within(..) | Bound::At(Relation::By, _))
    )
}

/// The text supposes somebody and names nobody.
fn nobody(l: &List) -> bool {
    matches!(
        &l.items[..],
        [Item {
            base: Base::Someone,
            ..
        }]
    )
}

/// A ban on several things is one on each of them: `shall not use artillery or drones`.
fn joined_by(s: &Sentence) -> &'static str {
    match &s.predicate {
        Predicate::Act { modal: Some(m), .. } if m.is_ban() => "or",
        _ => "and",
    }
}

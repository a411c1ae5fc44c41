//! Resolves sentences: who does or is to do what, in which roles, and which state something is in.

use super::Resolver;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::put;
use crate::syntax::tree as t;
use crate::vocabulary::Action;

/// What a preposition takes in a sentence, and what that is called; nothing: the sentence has no such role.
type FindRole<'f> = dyn Fn(&Resolver, &str) -> Option<(Want, String)> + 'f;

/// The verb of a sentence that leaves open what is done.
const ANYTHING: &str = "do anything";

impl Resolver<'_> {
    /// A sentence. Variables bound in it stay bound for what follows.
    pub(super) fn sentence(&mut self, s: &t::Sentence) -> Option<Sentence> {
        match &s.predicate {
            t::Predicate::Promise {
                modal,
                jointly,
                deed,
                ..
            } => self.act(s, Some(*modal), *jointly, deed),
            t::Predicate::Event { jointly, deed } => self.act(s, None, *jointly, deed),
            t::Predicate::State { negated, state, of } => {
                self.state(s, *negated, state, of.as_ref())
            }
        }
    }

    fn act(
        &mut self,
        s: &t::Sentence,
        modal: Option<Modal>,
        jointly: bool,
        deed: &t::Deed,
    ) -> Option<Sentence> {
        let doers = self.doers();
        let subject = self.list(&s.subject.list, &doers, "the doer");
        // `no actor shall` is a ban on everyone.
        let modal = match modal {
            Some(m) if says_nobody(&subject, &s.subject.list) => {
                if m.is_ban() {
                    self.report(
                        Diagnostic::new(
                            Code::UnclearModal,
                            s.subject.list.span,
                            "`no …` and `not` in one sentence: a ban on everyone, or a duty of everyone?",
                        )
                        .here("says no")
                        .help("`no actor shall …` is a ban on everyone, `all parties shall …` a duty of each"),
                    );
                }
                Some(m.of_nobody())
            }
            other => other,
        };
        if modal.is_some() {
            self.looked_for_in_promise(s, deed);
        }
        let t::Deed::Act { verb, object } = deed else {
            let (roles, phrases) = self.tail(&s.tail, ANYTHING, &|_, _| None);
            return Some(Sentence {
                subject,
                only: s.subject.only,
                predicate: Predicate::Act {
                    modal,
                    jointly,
                    action: None,
                    object: None,
                },
                roles,
                phrases,
                that: None,
                span: s.span,
            });
        };
        let Some(id) = self.v.verb(&verb.text) else {
            self.unknown_action(verb, object.as_ref());
            return None;
        };
        let action = self.v.action(id).clone();
        let object = self.object(&action, verb, object.as_ref(), (modal, s.that.is_some()));
        let find = |r: &Resolver, p: &str| {
            action
                .role(p)
                .map(|slot| (r.want(slot), format!("`{} … {p}`", action.verb)))
        };
        let (mut roles, phrases) = self.tail(&s.tail, &action.verb, &find);
        self.ceilings(&action, &mut roles);
        let that = self.that(s, &action);
        Some(Sentence {
            subject,
            only: s.subject.only,
            predicate: Predicate::Act {
                modal,
                jointly,
                action: Some(id),
                object,
            },
            roles,
            phrases,
            that,
            span: s.span,
        })
    }

    /// Who can do something.
    fn doers(&self) -> Want {
        Want {
            types: ["actor", "person", "formation"]
                .iter()
                .filter_map(|w| self.v.words.get(*w).copied())
                .collect(),
        }
    }

    /// What stands directly after the verb.
    fn object(
        &mut self,
        action: &Action,
        verb: &t::Word,
        object: Option<&t::List>,
        (modal, that): (Option<Modal>, bool),
    ) -> Option<List> {
        match (object, &action.object) {
            (Some(o), Some(slot)) => {
                let want = self.want(slot);
                Some(self.list(o, &want, &format!("what one can `{}`", action.verb)))
            }
            (Some(o), None) => {
                self.report(
                    Diagnostic::new(
                        Code::WrongForm,
                        o.span,
                        format!("`{}` takes no object", action.verb),
                    )
                    .here("this stands directly after the verb")
                    .help(self.shape(action)),
                );
                None
            }
            (None, _) => {
                self.missing_object(action, verb, modal, that);
                None
            }
        }
    }

    /// What is said to be so: `recognises that …`.
    fn that(&mut self, s: &t::Sentence, action: &Action) -> Option<Box<Sentence>> {
        match (&s.that, action.that) {
            (Some(inner), Some(_)) => self.sentence(inner).map(Box::new),
            (Some(inner), None) => {
                self.report(
                    Diagnostic::new(
                        Code::UnknownRole,
                        inner.span,
                        format!("`{}` takes no `that`", action.verb),
                    )
                    .help(self.shape(action)),
                );
                None
            }
            (None, _) => None,
        }
    }

    /// A promise of an action that is always done to something says to what: without it every line on the object would find nothing.
    pub(super) fn missing_object(
        &mut self,
        action: &Action,
        verb: &t::Word,
        modal: Option<Modal>,
        that: bool,
    ) {
        let Some(slot) = action
            .object
            .as_ref()
            .filter(|_| self.in_draft && modal.is_some() && !that)
        else {
            return;
        };
        if slot.is_optional() {
            return;
        }
        let types: Vec<&str> = slot.types.iter().map(|w| w.text.as_str()).collect();
        let d = Diagnostic::new(
            Code::MissingObject,
            verb.span,
            format!("`{}` what? The promise does not say", action.verb),
        )
        .here("nothing stands behind the verb");
        self.report(d.help(format!(
            "{}; where the text does not say, write `unspecified {}`",
            self.shape(action),
            types.first().copied().unwrap_or("thing")
        )));
    }

    /// `limit … to at most 60 thousand` is `limit … to 60 thousand`: the verb says already that it is the most, or the least.
    pub(super) fn ceilings(&mut self, action: &Action, roles: &mut [Role]) {
        if !self.in_draft {
            return;
        }
        for r in roles.iter_mut() {
            let Some(slot) = action.role(&r.preposition).filter(|s| s.ceiling || s.floor) else {
                continue;
            };
            if amounts_of_one_dimension(&r.list) {
                self.too_many_values(&r.preposition, &r.list);
            }
            let (is, is_not) = if slot.ceiling {
                ("most", "least")
            } else {
                ("least", "most")
            };
            for i in &mut r.list.items {
                match i.matcher {
                    Some(Matcher::Exactly) => i.matcher = None,
                    Some(Matcher::AtMost) if slot.ceiling => i.matcher = None,
                    Some(Matcher::AtLeast) if slot.floor => i.matcher = None,
                    Some(
                        Matcher::AtLeast | Matcher::MoreThan | Matcher::AtMost | Matcher::LessThan,
                    ) => {
                        let d = Diagnostic::new(
                            Code::WrongForm,
                            i.span,
                            format!(
                                "`{} … {}` sets the {is} there may be, and this sets the {is_not}",
                                action.verb, r.preposition
                            ),
                        );
                        self.report(d.help(format!("write the number alone for the {is}; the {is_not} is a promise of its own: `limit … to …` sets the most, `maintain … at …` the least")));
                    }
                    _ => {}
                }
            }
        }
    }

    /// How an action is used, as it was declared.
    pub(super) fn shape(&self, action: &Action) -> String {
        format!("its form is: {}", crate::vocabulary::form(action))
    }

    fn state(
        &mut self,
        s: &t::Sentence,
        negated: bool,
        state: &t::Word,
        of: Option<&t::Value>,
    ) -> Option<Sentence> {
        let Some(id) = self.v.state(&state.text) else {
            self.unknown_state(state);
            return None;
        };
        let decl = self.v.states[id.0 as usize].clone();
        let want = |r: &Resolver, argument: &str| Want {
            types: decl
                .types
                .iter()
                .filter(|(a, _)| a == argument)
                .filter_map(|(_, t)| r.v.words.get(t).copied())
                .collect(),
        };
        let w = self.loose(want(self, ""));
        let subject = self.list(&s.subject.list, &w, &format!("`is {}`", decl.word));
        let of = of.map(|value| {
            let w = self.loose(want(self, "of"));
            let item = self.item(value, &w, &format!("`is {} of`", decl.word));
            List {
                items: vec![item],
                except: Vec::new(),
                span: value.span,
            }
        });
        let find = |r: &Resolver, p: &str| {
            decl.prepositions
                .iter()
                .any(|q| q == p)
                .then(|| (r.loose(want(r, p)), format!("`is {} {p}`", decl.word)))
        };
        let (roles, phrases) = self.tail(&s.tail, &format!("is {}", decl.word), &find);
        Some(Sentence {
            subject,
            only: s.subject.only,
            predicate: Predicate::State {
                negated,
                state: id,
                of,
            },
            roles,
            phrases,
            that: None,
            span: s.span,
        })
    }

    fn unknown_state(&mut self, state: &t::Word) {
        let d = Diagnostic::new(
            Code::UnknownState,
            state.span,
            format!("Nothing declares what `is {}` means", state.text),
        );
        let known: Vec<&str> = self.v.states.iter().map(|s| s.word.as_str()).collect();
        let d = match self.near(&state.text, known.into_iter()) {
                // Safe where it is one declared state but for a slip of the pen.
                Some((near, sure)) => d.help(format!("did you mean `is {near}`?")).offer(state.span, near, sure),
                None => match self.field_for(&state.text) {
                    Some(field) => d.help(format!("how things are is said in a field: {field}")),
                    None => d.help(format!("declare it as an effect: `effect any actor A is {} {{ reads \"{{A}} …\"; when A shall …; }}`", state.text)),
                },
            };
        self.report(d);
    }

    /// An argument of a state: `clause`, `thing` and the like take anything.
    fn loose(&self, w: Want) -> Want {
        if w.types
            .iter()
            .any(|t| matches!(self.v.name(*t), "thing" | "clause"))
        {
            Want::default()
        } else {
            w
        }
    }

    fn tail(
        &mut self,
        parts: &[t::TailPart],
        verb: &str,
        find: &FindRole,
    ) -> (Vec<Role>, Vec<Phrase>) {
        let mut roles: Vec<Role> = Vec::new();
        let mut phrases = Vec::new();
        for part in parts {
            match part {
                t::TailPart::Phrase(p) => {
                    if let Some(p) = self.phrase(p) {
                        put(&mut phrases, p);
                    }
                }
                t::TailPart::Role {
                    only,
                    preposition,
                    list,
                    ..
                } => match find(self, &preposition.text) {
                    Some((want, what)) => {
                        let list = self.list(list, &want, &what);
                        match roles.iter_mut().find(|r| r.preposition == preposition.text) {
                            Some(old) => {
                                old.list.items.extend(list.items);
                                old.list.except.extend(list.except);
                            }
                            None => put(
                                &mut roles,
                                Role {
                                    preposition: preposition.text.clone(),
                                    only: *only,
                                    list,
                                },
                            ),
                        }
                    }
                    None => match blank_day(preposition, list) {
                        Some(p) => put(&mut phrases, p),
                        None => self.no_such_role(part, verb),
                    },
                },
            }
        }
        (roles, phrases)
    }

    /// A role the verb does not have: some are said otherwise.
    fn no_such_role(&mut self, part: &t::TailPart, verb: &str) {
        let t::TailPart::Role {
            only,
            preposition,
            list,
            span,
        } = part
        else {
            return;
        };
        let with_consent = *only
            && preposition.text == "with"
            && list.values.iter().any(|v| word_of(v) == Some("consent"));
        if with_consent {
            let d = Diagnostic::new(
                Code::UnknownRole,
                *span,
                "`only` does not go with a consent",
            );
            self.report(d.help("leave `only` out: what may be done `with consent of` somebody is not allowed without it"));
            return;
        }
        if preposition.text == "as" && as_soon(list) {
            if list.values.iter().any(|v| word_of(v) == Some("soon")) {
                let d = Diagnostic::new(
                    Code::UnknownWord,
                    *span,
                    "`as soon as possible` is said `promptly` here",
                );
                self.report(d.help(
                    "write `promptly`; with a date or a length of time a line can be checked",
                ));
            }
            return;
        }
        self.list(list, &Want::default(), "this");
        if verb != ANYTHING {
            self.unknown_role(preposition, verb, *span);
        }
    }

    fn unknown_role(&mut self, preposition: &t::Word, verb: &str, span: Span) {
        let has = self.v.verb(verb).map(|id| self.shape(self.v.action(id)));
        let d = Diagnostic::new(
            Code::UnknownRole,
            span,
            format!("`{verb}` has no role `{}`", preposition.text),
        )
        .here(format!("`{}` does not go with `{verb}`", preposition.text));
        let d = match has {
                            Some(shape) if matches!(preposition.text.as_str(), "by" | "on" | "at" | "from" | "until") => d.help(format!(
                                "a time is a moment: `{} 2026-03-01`, `{0} signature`, `{0} completion of clause 1`; {shape}",
                                if preposition.text == "at" { "by" } else { &preposition.text }
                            )),
                            Some(shape) => d.help(shape),
                            None => d.help("an effect takes the words of its own sentence only"),
                        };
        self.report(d);
    }
}

/// Does one of them say `no …`?
fn says_nobody(subject: &List, list: &t::List) -> bool {
    let no = |v: &t::Value| matches!(&v.base, t::Base::Quantified { quantifier, .. } if quantifier.text == "no");
    subject.items.iter().any(|i| {
        matches!(
            &i.base,
            Base::Thing(Thing {
                quantifier: Quantifier::No,
                ..
            })
        )
    }) || list.values.iter().any(no)
}

/// The one word a value is.
fn word_of(v: &t::Value) -> Option<&str> {
    match &v.base {
        t::Base::Noun {
            words, name: None, ..
        } => words.first().map(|w| w.text.as_str()),
        _ => None,
    }
}

/// `as soon`, `as possible`.
fn as_soon(l: &t::List) -> bool {
    l.values.iter().all(|v| {
        matches!(
            word_of(v),
            Some("soon" | "possible" | "practicable" | "feasible")
        )
    })
}

/// `by undetermined`: a day that is left open, where the verb has no such role.
fn blank_day(preposition: &t::Word, list: &t::List) -> Option<Phrase> {
    let relation = Relation::read(&preposition.text)?;
    let [value] = &list.values[..] else {
        return None;
    };
    let t::Base::Hole {
        blank,
        noun: None,
        unit: None,
        ..
    } = &value.base
    else {
        return None;
    };
    let hole = Hole {
        blank: Blank::read(&blank.text)?,
        span: value.span,
    };
    let moment = Moment {
        kind: MomentKind::Hole(hole),
        span: value.span,
    };
    Some(Phrase {
        kind: PhraseKind::Time(None, Bound::At(relation, moment)),
        span: preposition.span.to(value.span),
    })
}

/// Two amounts or more of which each could stand for the other.
fn amounts_of_one_dimension(l: &List) -> bool {
    let dimension = |i: &Item| match &i.base {
        Base::Amount(a) => Some(a.dimension.clone()),
        _ => None,
    };
    match &l.items[..] {
        [first, others @ ..] if !others.is_empty() => dimension(first)
            .is_some_and(|d| others.iter().all(|i| dimension(i).as_ref() == Some(&d))),
        _ => false,
    }
}

//! What a draft leaves out or says twice, so that a line would pass over it in silence.

use super::Resolver;
use super::nouns::thing_of;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;
use crate::vocabulary::{Action, NodeKind};

/// A choice has at most so many alternatives.
const MOST_ALTERNATIVES: usize = 64;

impl Resolver<'_> {
    /// A field that takes one value, given before in the same clause.
    pub(super) fn stated_twice<'e>(
        &mut self,
        new: &Entry,
        kind: &str,
        before: impl Iterator<Item = &'e Entry>,
    ) {
        let Some(decl) = self
            .v
            .kind(kind)
            .and_then(|k| k.fields.iter().find(|d| d.name == new.name))
        else {
            return;
        };
        if decl.indexed || decl.slot.takes_several() {
            return;
        }
        let same = before.filter(|e| e.name == new.name).map(|e| e.span).next();
        if let Some(first) = same {
            let d = Diagnostic::new(
                Code::DuplicateField,
                new.span,
                format!("`{}` has one value and stands twice", new.name),
            )
            .here("the second time")
            .also(first, "the first");
            self.report(d.help(
                "keep one of them; where the text leaves it open, write a bracket: `[one | other]`",
            ));
        }
    }

    /// What the fields of a clause say as promises: whoever is named as a monitor is to monitor. One promise is then found under either spelling.
    pub(super) fn meant(&mut self, clause: &mut Clause) {
        let Some(kind) = self.v.kind(&clause.kind) else {
            return;
        };
        let mut said: Vec<(Sentence, Vec<Under>)> = Vec::new();
        for (entry, under) in &clause.fields {
            let Some((verb, object)) = kind
                .fields
                .iter()
                .find(|f| f.name == entry.name)
                .and_then(|f| f.meaning.as_ref())
            else {
                continue;
            };
            let Some(action) = self.v.verb(verb) else {
                continue;
            };
            let named = clause
                .fields
                .iter()
                .find(|(e, _)| e.name == *object)
                .map(|(e, _)| e.value.clone());
            let span = entry.value.span;
            // What they do it to is not said: that is left open.
            let unsaid = List {
                items: vec![Item {
                    matcher: None,
                    base: Base::Hole(Hole {
                        blank: Blank::Unspecified,
                        span,
                    }),
                    span,
                }],
                except: Vec::new(),
                span,
            };
            let predicate = Predicate::Act {
                modal: Some(Modal::Shall),
                jointly: false,
                action: Some(action),
                object: Some(named.unwrap_or(unsaid)),
            };
            said.push((
                Sentence {
                    subject: entry.value.clone(),
                    only: false,
                    predicate,
                    roles: Vec::new(),
                    phrases: Vec::new(),
                    that: None,
                    span: entry.span,
                },
                under.clone(),
            ));
        }
        clause.sentences.extend(said);
    }

    /// A promise of an action that is always done to something says to what: without it every line on the object would find nothing.
    pub(super) fn missing_object(
        &mut self,
        action: &Action,
        verb: &t::Word,
        modal: Option<Modal>,
        stated: bool,
        that: bool,
    ) {
        let Some(slot) = action
            .object
            .as_ref()
            .filter(|_| self.in_draft && modal.is_some() && !stated && !that)
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

    /// `recognises R as Norland`: as whose it is said, and in which degree it is not. Where a slot takes a step of a scale before its noun, a noun alone
    /// leaves the step unsaid.
    pub(super) fn unsaid_degree(&self, base: &mut Base, span: crate::source::Span, want: &Want) {
        let Base::Thing(thing) = base else { return };
        let step = |n: &NodeId| matches!(self.v.node(*n).kind, NodeKind::Step(..));
        if !self.in_draft
            || want.types.len() < 2
            || thing.unknown.is_some()
            || step(&thing.node)
            || thing.adjectives.iter().any(step)
        {
            return;
        }
        let scale = |w: &NodeId| {
            self.v
                .nodes
                .iter()
                .any(|n| matches!(n.kind, NodeKind::Step(s, _) if s == *w))
        };
        if want.types.iter().any(scale) {
            thing.unknown = Some(Hole {
                blank: Blank::Unspecified,
                span,
            });
        }
    }

    /// `limit … to at most 60 thousand` is `limit … to 60 thousand`: the verb says already that it is the most. A floor is no limit.
    pub(super) fn ceilings(&mut self, action: &Action, roles: &mut [Role]) {
        if !self.in_draft {
            return;
        }
        for r in roles
            .iter_mut()
            .filter(|r| action.role(&r.preposition).is_some_and(|s| s.ceiling))
        {
            for i in &mut r.list.items {
                match i.matcher {
                    Some(Matcher::AtMost | Matcher::Exactly) => i.matcher = None,
                    Some(Matcher::AtLeast | Matcher::MoreThan) => {
                        let d = Diagnostic::new(
                            Code::WrongForm,
                            i.span,
                            format!(
                                "`{} … {}` sets the most there may be, and this sets the least",
                                action.verb, r.preposition
                            ),
                        );
                        self.report(d.help("write the number alone for the most; the least is a promise of its own"));
                    }
                    _ => {}
                }
            }
        }
    }

    /// `cap for each side`: for every side by name.
    pub(super) fn each_side_in(&self, l: &mut List) {
        let mut items = Vec::new();
        for i in l.items.drain(..) {
            match &i.base {
                Base::Side(SideWord::Each) => {
                    items.extend(self.header_sides.iter().map(|n| Item {
                        matcher: None,
                        base: Base::Thing(thing_of(*n)),
                        span: i.span,
                    }))
                }
                _ => items.push(i),
            }
        }
        l.items = items;
    }

    /// How many alternatives of a choice are read: all of them, or an error.
    pub(super) fn bounded(&mut self, alternatives: usize, span: crate::source::Span) -> usize {
        if alternatives > MOST_ALTERNATIVES {
            let d = Diagnostic::new(
                Code::LimitReached,
                span,
                format!(
                    "{alternatives} alternatives stand here, and at most {MOST_ALTERNATIVES} are weighed"
                ),
            );
            self.report(d.help("leave the value open with `undetermined`, or split the choice"));
        }
        alternatives.min(MOST_ALTERNATIVES)
    }

    /// `each side`, `all parties` where the header names none.
    pub(super) fn nobody_meant(
        &mut self,
        span: crate::source::Span,
        field: &str,
        named: usize,
        needed: usize,
    ) {
        if !self.in_draft || named >= needed {
            return;
        }
        let d = Diagnostic::new(
            Code::NobodyMeant,
            span,
            format!("The header has no `{field}:` that says who is meant"),
        )
        .here("nobody, as it stands");
        self.report(d.help(format!(
            "name them in the header of the draft: `{field}: …;`, or name them here"
        )));
    }
}

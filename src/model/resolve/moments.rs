//! Resolves moments, and orders of them.

use super::Resolver;
use super::phrases::known;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;

impl Resolver<'_> {
    pub(super) fn order(&mut self, o: &t::Order) -> Order {
        let moment = self.moment(&o.moment);
        let phrases: Vec<Phrase> = o.phrases.iter().filter_map(|p| self.phrase(p)).collect();
        self.lengths_of_a_step(&phrases);
        Order {
            moment,
            phrases,
            span: o.span,
        }
    }

    /// Signature or entry into force of a draft by its id: of the one at hand it is its own.
    fn of_text(&mut self, point: Point, text: &t::Word, own: MomentKind) -> MomentKind {
        if self.draft.as_ref() == Some(&text.text) {
            return own;
        }
        if !self.frameworks.contains_key(&text.text) {
            self.unknown_draft(text);
        }
        MomentKind::Point(
            point,
            Box::new(PointOf::Item(Item {
                matcher: None,
                base: Base::Words(text.text.clone()),
                span: text.span,
            })),
            None,
        )
    }

    pub(super) fn moment(&mut self, m: &t::Moment) -> Moment {
        let (kind, span) = match m {
            t::Moment::Choice(cases, span) => {
                self.bracket_in_a_line(*span);
                return self.moment(&cases[0].1);
            }
            t::Moment::Extreme(w, of, span) => (
                MomentKind::Extreme(
                    w.text == "later",
                    of.iter().map(|m| self.moment(m)).collect(),
                ),
                *span,
            ),
            t::Moment::Shifted(length, to, of, span) => {
                let shift = Shift {
                    length: self.duration(length),
                    back: to.text == "before",
                };
                let of = self.moment(of);
                // So long after a day that is written is another day.
                let day = of.date().and_then(|d| shift.of_day(d));
                let kind = day.map_or_else(
                    || MomentKind::Shifted(shift, Box::new(of)),
                    MomentKind::Date,
                );
                (kind, *span)
            }
            t::Moment::Signature(None, span) => (MomentKind::Signature, *span),
            t::Moment::Signature(Some(text), span) => (
                self.of_text(Point::Signature, text, MomentKind::Signature),
                *span,
            ),
            t::Moment::Entry(None, span) => (MomentKind::Entry, *span),
            t::Moment::Entry(Some(of), span) => (self.entry_of(of), *span),
            t::Moment::It(span) => (MomentKind::It, *span),
            t::Moment::AnyDate(stated, span) => {
                self.no_date(*span);
                (MomentKind::AnyDate(*stated), *span)
            }
            t::Moment::Blank(w, note) => {
                // What the text has for it is a part of the blank.
                let span = note.as_ref().map_or(w.span, |n| w.span.to(n.span));
                let blank = Blank::read(&w.text).unwrap_or(Blank::Unspecified);
                (MomentKind::Hole(Hole { blank, span }), span)
            }
            t::Moment::Date(w) => (
                self.date(w)
                    .map_or_else(|| MomentKind::Declared(w.text.clone()), MomentKind::Date),
                w.span,
            ),
            t::Moment::Word(w) => {
                if !self.v.moments.iter().any(|(m, _)| *m == w.text) {
                    self.word(w);
                }
                (MomentKind::Declared(w.text.clone()), w.span)
            }
            t::Moment::Point(point, of, by, span) => (self.point(point, of, by.as_deref()), *span),
        };
        Moment { kind, span }
    }

    /// Entry into force of a draft, or of what else has one.
    fn entry_of(&mut self, of: &t::Value) -> MomentKind {
        match &of.base {
            t::Base::Noun {
                words, name: None, ..
            } if words.len() == 1 => {
                self.of_text(Point::EntryIntoForce, &words[0], MomentKind::Entry)
            }
            _ => MomentKind::Point(
                Point::EntryIntoForce,
                Box::new(PointOf::Item(self.item(of, &Want::default(), "this"))),
                None,
            ),
        }
    }

    /// `any date` in a draft says no date.
    fn no_date(&mut self, span: Span) {
        if self.in_draft {
            let d = Diagnostic::new(
                Code::WrongForm,
                span,
                "`any date` is asked for by a line; a draft says which date",
            );
            self.report(d.help(
                "write the date, or leave it open: `by undetermined`, `by unspecified \"…\"`",
            ));
        }
    }

    /// A point of a promise, a clause or an event: its start, completion, breach.
    fn point(&mut self, point: &t::Word, of: &t::PointOf, by: Option<&t::Value>) -> MomentKind {
        let by = by.map(|by| {
            if !known(point, Point::read).has_doer() {
                let d = Diagnostic::new(
                    Code::WrongForm,
                    by.span,
                    format!(
                        "`by` says who verifies or breaches, and `{}` of something is neither",
                        point.text
                    ),
                );
                self.report(d.help(format!(
                    "leave `by` out, or write `verification of …` where `{}` stands",
                    point.text
                )));
            }
            Box::new(self.item(by, &Want::default(), "this"))
        });
        let of = match of {
            t::PointOf::It(_) => PointOf::It,
            t::PointOf::Value(v) => PointOf::Item(self.item(v, &Want::default(), "this")),
            t::PointOf::Event(s) => match self.sentence(s) {
                Some(sentence) => {
                    self.nothing_to_complete(point, &sentence);
                    PointOf::Event(sentence)
                }
                None => PointOf::It,
            },
        };

        let word = known(point, Point::read);
        let of_each = match of {
            // `completion of clauses 1, 2`: of each, and so of the last.
            PointOf::Item(Item {
                base: Base::Group(of),
                matcher: None,
                ..
            }) => of.items,
            of => return MomentKind::Point(word, Box::new(of), by),
        };
        let each = of_each.into_iter().map(|i| {
            let span = i.span;
            let kind = MomentKind::Point(word, Box::new(PointOf::Item(i)), by.clone());
            Moment { kind, span }
        });
        MomentKind::Extreme(word.is_the_lasts(), each.collect())
    }

    /// A lasting action has no completion, and what is completed does not expire.
    fn nothing_to_complete(&mut self, point: &t::Word, s: &Sentence) {
        let Predicate::Act {
            action: Some(id), ..
        } = s.predicate
        else {
            return;
        };
        let action = self.v.action(id);
        let verb = action.verb.clone();
        // Suggested: another moment of it may not be the one that was meant.
        let told = match (point.text.as_str(), action.lasting) {
            ("completion", true) => Diagnostic::new(Code::NothingToComplete, point.span, format!("`{verb}` is a lasting action: keeping it up is keeping the promise, and nothing completes it"))
                .help(format!("name its start: `start of ({verb} …)`"))
                .edit(point.span, "start"),
            ("expiry", false) => Diagnostic::new(Code::NothingToComplete, point.span, format!("`{verb}` is done and then complete: it does not expire"))
                .help(format!("name its completion, `completion of ({verb} …)`; the end of a ban or permission is that of its clause, `expiry of clause …`"))
                .edit(point.span, "completion"),
            _ => return,
        };
        self.report(told);
    }
}

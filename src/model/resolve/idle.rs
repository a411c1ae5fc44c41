//! Words that belong to patterns or to promises and say nothing where they stand: matchers in a term of a draft, lengths of time on a step.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Bound, Matcher, Phrase, PhraseKind, Relation};
use crate::syntax::tree as t;

impl Resolver<'_> {
    /// A term says what is promised; `one of`, `other than` and `excludes` say what a line looks for. An event may be looked for in a draft too.
    pub(super) fn looked_for(&mut self, l: &t::List) {
        if !self.in_draft {
            return;
        }
        let mut found = Vec::new();
        in_list(l, &mut found);
        for v in found {
            let (word, help) = match v.matcher {
                Some(Matcher::OneOf) => (
                    "one of",
                    "write a bracket if it is still to be chosen, `[A | B]`; a list if it is each of them, `A, B`; `unspecified` if the text does not say which",
                ),
                Some(Matcher::OtherThan) => (
                    "other than",
                    "name who or what is meant, or take something away: `all states except A`",
                ),
                _ => (
                    "excludes",
                    "leave the word out: what a term does not name is not in it",
                ),
            };
            let d = Diagnostic::new(
                Code::WrongForm,
                v.span,
                format!("`{word}` says what a line looks for; a draft says what is promised"),
            )
            .here("it stands in a term of a draft");
            self.report(d.help(help));
        }
    }

    /// The same of who is to do what in which role.
    pub(super) fn looked_for_in_promise(&mut self, s: &t::Sentence, deed: &t::Deed) {
        self.looked_for(&s.subject.list);
        if let t::Deed::Act {
            object: Some(o), ..
        } = deed
        {
            self.looked_for(o);
        }
        for part in &s.tail {
            if let t::TailPart::Role { list, .. } = part {
                self.looked_for(list);
            }
        }
    }

    /// `others unnamed` are those whom a text supposes; a line that looks for them looks for nobody.
    pub(super) fn others_in_a_line(&mut self, span: crate::source::Span) {
        if !self.in_draft {
            let d = Diagnostic::new(
                Code::WrongForm,
                span,
                "A line looks for somebody, and this names nobody",
            )
            .here("whom a text supposes and does not name");
            self.report(d.help("name them, or ask for `any actor`"));
        }
    }

    /// Where a place lies is said where it is declared: an extent measures what no name says.
    pub(super) fn extent_by_name(&mut self, f: &t::Field) {
        let measured = |v: &t::Value| {
            matches!(
                v.base,
                t::Base::Band { .. } | t::Base::Hole { .. } | t::Base::SetBy(_)
            )
        };
        if f.name.text != "extent" || f.value.values.iter().all(measured) {
            return;
        }
        let d = Diagnostic::new(
            Code::WrongForm,
            f.value.span,
            "An extent is a band along a line, or left open",
        )
        .here("this is a place that has a name already");
        self.report(d.help(
            "declare the one in the other, `region Lake in Town;`, or give the one place one name",
        ));
    }

    /// A step happens once: how long and how often it does says nothing.
    pub(super) fn lengths_of_a_step(&mut self, phrases: &[Phrase]) {
        for p in phrases {
            let PhraseKind::Time(_, bound) = &p.kind else {
                continue;
            };
            let said = match bound {
                Bound::For(..) => "how long",
                Bound::Every(_) => "how often",
                Bound::At(Relation::Until, _) => "until when",
                _ => continue,
            };
            let d = Diagnostic::new(
                Code::WrongForm,
                p.span,
                format!("A step happens once: {said} it does says nothing"),
            )
            .here("without effect on an order");
            self.report(d.help(
                "write this phrase in the clause, beside what is kept up or repeated; a step is ordered by `before`, `by`, `on`, `after`, `within D of` a moment",
            ));
        }
    }
}

/// The matchers of patterns in a list, however deep.
fn in_list<'t>(l: &'t t::List, found: &mut Vec<&'t t::Value>) {
    for v in l.values.iter().chain(&l.except) {
        in_value(v, found);
    }
}

fn in_value<'t>(v: &'t t::Value, found: &mut Vec<&'t t::Value>) {
    if matches!(
        v.matcher,
        Some(Matcher::OneOf | Matcher::OtherThan | Matcher::Excludes)
    ) {
        found.push(v);
        return;
    }
    match &v.base {
        t::Base::Choice(cases, _) => cases.iter().for_each(|(_, l)| in_list(l, found)),
        t::Base::Group(l) => in_list(l, found),
        t::Base::Amount { of: Some(of), .. }
        | t::Base::Noun { of: Some(of), .. }
        | t::Base::Quantified { of: Some(of), .. } => in_value(of, found),
        _ => {}
    }
}

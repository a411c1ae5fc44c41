//! Every length of time and every moment of a statement, wherever it stands in it; and the brackets among the values of its phrases and of its areas, which decide what
//! other values hold.

use super::tree::{
    Atom, Base, Bound, Condition, Deed, Duration, Field, List, Moment, Order, PatternItem, Phrase,
    PhraseKind, PointOf, Predicate, Sentence, Statement, Suffix, TailPart, Value,
};
use crate::source::Span;

/// A length of time, or a moment.
pub(crate) enum Time<'t> {
    Length(&'t mut Duration),
    Moment(&'t mut Moment),
    Bracket(&'t mut Base, Span),
}

/// What is done with each.
pub(crate) type Each<'f> = dyn FnMut(Time<'_>) + 'f;

/// Those of one statement; the statements inside of it have their own.
pub(crate) fn of_statement(s: &mut Statement, each: &mut Each<'_>) {
    match s {
        Statement::Field(f) => of_field(f, each),
        Statement::Order(o) => of_order(o, each),
        Statement::Phrases(ps, _) => ps.iter_mut().for_each(|p| of_phrase(p, each)),
        Statement::Sentence(s) => of_sentence(s, each),
        Statement::Entity(_)
        | Statement::Ambiguous(_)
        | Statement::Either(..)
        | Statement::Clause(_) => {}
    }
}

fn of_field(f: &mut Field, each: &mut Each<'_>) {
    f.index.iter_mut().for_each(|l| of_list(l, each));
    if f.name.text == "area" {
        of_brackets(&mut f.value, each);
    }
    of_list(&mut f.value, each);
}

fn of_brackets(l: &mut List, each: &mut Each<'_>) {
    for v in l.values.iter_mut().chain(&mut l.except) {
        if matches!(v.base, Base::Choice(_, None)) {
            each(Time::Bracket(&mut v.base, v.span));
        }
    }
}

fn of_list(l: &mut List, each: &mut Each<'_>) {
    l.values
        .iter_mut()
        .chain(&mut l.except)
        .for_each(|v| of_value(v, each));
}

fn of_value(v: &mut Value, each: &mut Each<'_>) {
    for s in &mut v.suffixes {
        match s {
            Suffix::HeldBy(v) | Suffix::LocatedIn(v) => of_value(v, each),
            Suffix::AsOf(m) => of_moment(m, each),
        }
    }
    match &mut v.base {
        Base::Choice(cases, behind) => {
            cases.iter_mut().for_each(|(_, l)| of_list(l, each));
            let of = behind.iter_mut().flat_map(|b| &mut b.of);
            of.for_each(|v| of_value(v, each));
        }
        Base::Group(l) => of_list(l, each),
        Base::Quantified { braces, of, .. } | Base::Noun { braces, of, .. } => {
            braces.iter_mut().for_each(|f| of_field(f, each));
            of.iter_mut().for_each(|v| of_value(v, each));
        }
        Base::Amount { of, .. } | Base::Variable(_, of) => {
            of.iter_mut().for_each(|v| of_value(v, each))
        }
        Base::Hole { noun, .. } => noun.iter_mut().for_each(|v| of_value(v, each)),
        Base::Text(_)
        | Base::Date(_)
        | Base::Ratio(..)
        | Base::SetBy(_)
        | Base::Band { .. }
        | Base::Clauses(..)
        | Base::Side(_)
        | Base::Someone
        | Base::Others => {}
    }
}

fn of_sentence(s: &mut Sentence, each: &mut Each<'_>) {
    of_list(&mut s.subject.list, each);
    match &mut s.predicate {
        Predicate::Promise { deed, .. } | Predicate::Event { deed, .. } => {
            if let Deed::Act {
                object: Some(l), ..
            } = deed
            {
                of_list(l, each);
            }
        }
        Predicate::State { of, .. } => of.iter_mut().for_each(|v| of_value(v, each)),
    }
    for part in &mut s.tail {
        match part {
            TailPart::Role { list, .. } => of_list(list, each),
            TailPart::Phrase(p) => of_phrase(p, each),
        }
    }
    s.that.iter_mut().for_each(|s| of_sentence(s, each));
}

fn of_phrase(p: &mut Phrase, each: &mut Each<'_>) {
    match &mut p.kind {
        PhraseKind::Time(_, b) => of_bound(b, each),
        PhraseKind::Guard(_, c) => of_condition(c, each),
        PhraseKind::Precedence(_, l) | PhraseKind::Manner(_, l) => {
            of_brackets(l, each);
            of_list(l, each);
        }
        PhraseKind::Alone(_) => {}
    }
}

fn of_bound(b: &mut Bound, each: &mut Each<'_>) {
    match b {
        Bound::Within(d, _, m) | Bound::Offset(d, _, m) => {
            of_length(d, each);
            of_moment(m, each);
        }
        Bound::Relative(_, m) | Bound::Fixed(_, m) | Bound::AtOnce(m) => of_moment(m, each),
        Bound::For(_, d) | Bound::Every(d) => of_length(d, each),
        Bound::Renewed(d, who) => {
            of_length(d, each);
            who.iter_mut().for_each(|v| of_value(v, each));
        }
        Bound::Soon(_) => {}
    }
}

fn of_length(d: &mut Duration, each: &mut Each<'_>) {
    each(Time::Length(d));
}

fn of_moment(m: &mut Moment, each: &mut Each<'_>) {
    each(Time::Moment(m));
    match m {
        Moment::Extreme(_, of, _) => of.iter_mut().for_each(|m| of_moment(m, each)),
        Moment::Shifted(length, _, of, _) => {
            of_length(length, each);
            of_moment(of, each);
        }
        Moment::Point(_, of, by, _) => {
            match &mut **of {
                PointOf::Event(s) => of_sentence(s, each),
                PointOf::Value(v) => of_value(v, each),
                PointOf::It(_) => {}
            }
            by.iter_mut().for_each(|v| of_value(v, each));
        }
        Moment::Entry(of, _) => of.iter_mut().for_each(|v| of_value(v, each)),
        Moment::Signature(..)
        | Moment::Date(_)
        | Moment::It(_)
        | Moment::AnyDate(..)
        | Moment::Blank(..)
        | Moment::Word(_)
        | Moment::Choice(..) => {}
    }
}

fn of_condition(c: &mut Condition, each: &mut Each<'_>) {
    for a in &mut c.atoms {
        match a {
            Atom::Sentence(s) => of_sentence(s, each),
            Atom::Order(o) => of_order(o, each),
            Atom::Moment(m) => of_moment(m, each),
            Atom::Kind(k) => {
                for i in &mut k.body {
                    match i {
                        PatternItem::Field(f) => of_field(f, each),
                        PatternItem::Phrases(ps, _) => {
                            ps.iter_mut().for_each(|p| of_phrase(p, each))
                        }
                        PatternItem::Sentence(s) => of_sentence(s, each),
                    }
                }
                k.phrases.iter_mut().for_each(|p| of_phrase(p, each));
            }
        }
    }
}

fn of_order(o: &mut Order, each: &mut Each<'_>) {
    of_moment(&mut o.moment, each);
    o.phrases.iter_mut().for_each(|p| of_phrase(p, each));
}

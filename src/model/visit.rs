//! Walks every value of a sentence, field, phrase or order, to change it in place.

use super::*;

/// What is done with every value; the values inside it are visited after it.
type Each<'f> = &'f mut dyn FnMut(&mut Item);

/// The lists of a sentence that hold its values: who, what, every role.
pub(crate) fn lists(s: &mut Sentence, f: &mut dyn FnMut(&mut List)) {
    f(&mut s.subject);
    match &mut s.predicate {
        Predicate::Act {
            object: Some(l), ..
        }
        | Predicate::State { of: Some(l), .. } => f(l),
        _ => {}
    }
    s.roles.iter_mut().for_each(|r| f(&mut r.list));
}

/// Every value of a sentence: subject, object, roles, phrases and what stands after `that`.
pub(crate) fn sentence(s: &mut Sentence, f: Each) {
    list(&mut s.subject, f);
    match &mut s.predicate {
        Predicate::Act {
            object: Some(l), ..
        }
        | Predicate::State { of: Some(l), .. } => list(l, f),
        _ => {}
    }
    s.roles.iter_mut().for_each(|r| list(&mut r.list, f));
    s.phrases.iter_mut().for_each(|p| phrase(p, f));
    if let Some(that) = &mut s.that {
        sentence(that, f);
    }
}

/// Every value of a list.
pub(crate) fn list(l: &mut List, f: Each) {
    l.items
        .iter_mut()
        .chain(&mut l.except)
        .for_each(|i| item(i, f));
}

/// Every value of a phrase.
pub(crate) fn phrase(p: &mut Phrase, f: Each) {
    match &mut p.kind {
        PhraseKind::Time(_, bound) => match bound {
            Bound::Within(_, _, m)
            | Bound::Offset(_, _, m)
            | Bound::At(_, m)
            | Bound::AtOnce(m) => moment(m, f),
            Bound::Renewed(_, l) => list(l, f),
            Bound::For(..) | Bound::Every(_) | Bound::Soon(_) => {}
        },
        PhraseKind::Guard(_, c) => condition(c, f),
        PhraseKind::Precedence(_, l) | PhraseKind::Manner(_, l) => list(l, f),
        PhraseKind::Alone(_) => {}
    }
}

/// Every value of a statement of order.
pub(crate) fn order(o: &mut Order, f: Each) {
    moment(&mut o.moment, f);
    o.phrases.iter_mut().for_each(|p| phrase(p, f));
}

fn condition(c: &mut Condition, f: Each) {
    for a in &mut c.atoms {
        match a {
            Atom::Sentence(s) => sentence(s, f),
            Atom::Kind(k) => {
                for (_, index, value) in &mut k.fields {
                    index.iter_mut().for_each(|l| list(l, f));
                    list(value, f);
                }
                k.sentences.iter_mut().for_each(|s| sentence(s, f));
                k.phrases.iter_mut().for_each(|p| phrase(p, f));
            }
            Atom::Order(o) => order(o, f),
            Atom::Moment(m) => moment(m, f),
        }
    }
}

fn moment(m: &mut Moment, f: Each) {
    match &mut m.kind {
        MomentKind::Point(_, of, ..) => match &mut **of {
            PointOf::Event(s) => sentence(s, f),
            PointOf::Item(i) => item(i, f),
            PointOf::It => {}
        },
        MomentKind::Extreme(_, of) => of.iter_mut().for_each(|m| moment(m, f)),
        MomentKind::Shifted(_, of) => moment(of, f),
        _ => {}
    }
}

fn item(i: &mut Item, f: Each) {
    f(i);
    match &mut i.base {
        Base::Thing(t) => {
            t.attributes.iter_mut().for_each(|(_, l)| list(l, f));
            t.of.iter_mut().for_each(|o| item(o, f));
            t.located.iter_mut().for_each(|p| place(p, f));
        }
        Base::Place(p) => place(p, f),
        Base::Amount(a) => a.of.iter_mut().for_each(|o| item(o, f)),
        Base::Choice(c) => c.alternatives.iter_mut().for_each(|(_, l)| list(l, f)),
        Base::Group(l) => list(l, f),
        _ => {}
    }
}

fn place(p: &mut Place, f: Each) {
    match p {
        Place::HeldBy(p, actor, _) => {
            item(actor, f);
            place(p, f);
        }
        Place::Part(_, p) | Place::Unknown(_, Some(p)) => place(p, f),
        Place::Union(a, b) => a.iter_mut().chain(b).for_each(|p| place(p, f)),
        _ => {}
    }
}

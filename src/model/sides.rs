//! `each side`, `own side`, `other side`: one sentence a side.

use super::*;
use crate::vocabulary::NodeId;
use std::borrow::Cow;

/// The sentences a sentence with sides abbreviates; one without is itself.
pub(crate) fn expand<'m>(draft: &Draft, s: &'m Sentence) -> Vec<Cow<'m, Sentence>> {
    if !mentions_side(s) || draft.sides.len() < 2 {
        return vec![Cow::Borrowed(s)];
    }
    // `each` distributes; without it the subject is the own side.
    let each = list_mentions(&s.subject, Some(SideWord::Each))
        || !s
            .subject
            .items
            .iter()
            .any(|i| matches!(&i.base, Base::Thing(t) if draft.sides.contains(&t.node)));
    let own: Vec<NodeId> = if each {
        draft.sides.clone()
    } else {
        s.subject
            .items
            .iter()
            .filter_map(|i| {
                if let Base::Thing(t) = &i.base {
                    Some(t.node)
                } else {
                    None
                }
            })
            .filter(|n| draft.sides.contains(n))
            .collect()
    };
    own.into_iter()
        .map(|own| {
            let other: Vec<NodeId> = draft.sides.iter().copied().filter(|n| *n != own).collect();
            let mut s = s.clone();
            put_sentence(&mut s, own, &other);
            Cow::Owned(s)
        })
        .collect()
}

fn mentions_side(s: &Sentence) -> bool {
    let any = |l: &List| list_mentions(l, None);
    any(&s.subject)
        || s.roles.iter().any(|r| any(&r.list))
        || s.object().is_some_and(any)
        || matches!(&s.predicate, Predicate::State { of: Some(l), .. } if any(l))
        || s.that.as_deref().is_some_and(mentions_side)
        || s.phrases.iter().any(phrase_mentions)
}

fn phrase_mentions(p: &Phrase) -> bool {
    match &p.kind {
        PhraseKind::Guard(_, c) => {
            (c.atoms.iter()).any(|a| matches!(a, Atom::Sentence(s) if mentions_side(s)))
        }
        PhraseKind::Manner(_, l) | PhraseKind::Precedence(_, l) => list_mentions(l, None),
        PhraseKind::Time(_, b) => b.moment().is_some_and(moment_mentions),
        PhraseKind::Alone(_) => false,
    }
}

fn moment_mentions(m: &Moment) -> bool {
    match &m.kind {
        MomentKind::Point(_, of, _) => {
            matches!(&**of, PointOf::Event(s) if mentions_side(s))
        }
        MomentKind::Extreme(_, of) => of.iter().any(moment_mentions),
        MomentKind::Shifted(_, of) => moment_mentions(of),
        _ => false,
    }
}

/// What each side promises, written out: for every sentence that names sides, one a side, with its phrases. In fields and in phrases alone in a clause each side is
/// all of them.
pub(crate) fn put_in(draft: &mut Draft) {
    let mut clauses = std::mem::take(&mut draft.clauses);
    for c in &mut clauses {
        for (n, (s, _)) in c.sentences.iter().enumerate() {
            if mentions_side(s) && draft.sides.len() > 1 {
                let each = expand(draft, s).into_iter().map(Cow::into_owned);
                c.sided.insert(n, each.collect());
            }
        }
        let mut all = |i: &mut Item| all_sides(&draft.sides, i);
        for (e, _) in &mut c.fields {
            e.index.iter_mut().for_each(|l| visit::list(l, &mut all));
            visit::list(&mut e.value, &mut all);
        }
        c.phrases
            .iter_mut()
            .for_each(|(p, _)| visit::phrase(p, &mut all));
    }
    draft.clauses = clauses;
}

/// A pattern on a kind, in which each side is all of the draft's.
pub(crate) fn of_kind<'p>(draft: &Draft, p: &'p KindPattern) -> Cow<'p, KindPattern> {
    let sided = |l: &List| list_mentions(l, Some(SideWord::Each));
    if !p
        .fields
        .iter()
        .any(|(_, index, value)| index.as_ref().is_some_and(sided) || sided(value))
    {
        return Cow::Borrowed(p);
    }
    let mut p = p.clone();
    let mut all = |i: &mut Item| all_sides(&draft.sides, i);
    for (_, index, value) in &mut p.fields {
        index.iter_mut().for_each(|l| visit::list(l, &mut all));
        visit::list(value, &mut all);
    }
    Cow::Owned(p)
}

fn all_sides(sides: &[NodeId], i: &mut Item) {
    if matches!(i.base, Base::Side(SideWord::Each)) && !sides.is_empty() {
        let one = |n: &NodeId| Item {
            matcher: None,
            base: Base::Thing(thing_of(*n)),
            span: i.span,
        };
        i.base = Base::Group(Box::new(List {
            items: sides.iter().map(one).collect(),
            except: Vec::new(),
            span: i.span,
        }));
    }
}

fn list_mentions(l: &List, word: Option<SideWord>) -> bool {
    l.items
        .iter()
        .chain(&l.except)
        .any(|i| item_mentions(i, word))
}

fn item_mentions(i: &Item, word: Option<SideWord>) -> bool {
    match &i.base {
        Base::Side(w) => word.is_none_or(|word| *w == word),
        Base::Thing(t) => t.of.as_ref().is_some_and(|o| item_mentions(o, word)),
        Base::Place(p) => place_mentions(p, word),
        Base::Group(l) => list_mentions(l, word),
        _ => false,
    }
}

fn place_mentions(p: &Place, word: Option<SideWord>) -> bool {
    match p {
        Place::HeldBy(p, actor, _) => item_mentions(actor, word) || place_mentions(p, word),
        Place::Part(_, p) => place_mentions(p, word),
        Place::Union(a, b) => a.iter().chain(b).any(|p| place_mentions(p, word)),
        _ => false,
    }
}

/// Puts one side's name and the other's in place of `own side`, `each side` and `other side`.
fn put_sentence(s: &mut Sentence, own: NodeId, other: &[NodeId]) {
    visit::sentence(s, &mut |i| {
        let Base::Side(w) = &i.base else { return };
        let thing = |n: NodeId| Item {
            matcher: None,
            base: Base::Thing(thing_of(n)),
            span: i.span,
        };
        let items: Vec<Item> = if *w == SideWord::Other {
            other.iter().map(|n| thing(*n)).collect()
        } else {
            vec![thing(own)]
        };
        i.base = match &items[..] {
            [one] => one.base.clone(),
            _ => Base::Group(Box::new(List {
                items,
                except: Vec::new(),
                span: i.span,
            })),
        };
    });
}

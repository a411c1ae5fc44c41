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
        || matches!(&s.predicate, Predicate::Act { object: Some(l), .. } if any(l))
        || matches!(&s.predicate, Predicate::State { of: Some(l), .. } if any(l))
        || s.that.as_deref().is_some_and(mentions_side)
        || s.phrases.iter().any(|p| matches!(&p.kind, PhraseKind::Guard(_, c) if c.atoms.iter().any(|a| matches!(a, Atom::Sentence(s) if mentions_side(s)))))
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

//! What a pattern speaks of, compared with what another one speaks of; and whether a pattern stays matched whatever else a draft says.

use crate::model::*;
use crate::syntax::tree::Modal;
use crate::vocabulary::{Leaves, NodeKind, Vocabulary};

/// Does everything the first speaks of lie in what the second speaks of? Only sentences of one form are compared: one thing for each part, nothing left to silence, no time.
pub(super) fn within(world: &World, narrow: &Sentence, wide: &Sentence) -> bool {
    let v = &world.vocabulary;
    let (
        Predicate::Act {
            modal: Some(m),
            jointly: false,
            action: Some(a),
            object: o,
        },
        Predicate::Act {
            modal: Some(n),
            jointly: false,
            action: Some(b),
            object: p,
        },
    ) = (&narrow.predicate, &wide.predicate)
    else {
        return false;
    };
    let plain = |s: &Sentence| {
        s.that.is_none() && !s.only && s.phrases.is_empty() && s.roles.iter().all(|r| !r.only)
    };
    // A ban on more holds a ban on less, and is not held by it: bans are not compared.
    let promises = |m: &Modal| {
        matches!(
            m,
            Modal::May | Modal::Expected | Modal::Shall | Modal::Hereby
        )
    };
    let object = match (o, p) {
        (None, None) => true,
        (Some(o), Some(p)) => list_within(v, o, p),
        _ => false,
    };
    let role = |w: &Role| {
        narrow
            .roles
            .iter()
            .any(|r| r.preposition == w.preposition && list_within(v, &r.list, &w.list))
    };
    plain(narrow)
        && plain(wide)
        && a == b
        && promises(m)
        && promises(n)
        && n <= m
        && object
        && list_within(v, &narrow.subject, &wide.subject)
        && wide.roles.iter().all(role)
}

fn list_within(v: &Vocabulary, narrow: &List, wide: &List) -> bool {
    match (
        narrow.items.as_slice(),
        wide.items.as_slice(),
        narrow.except.is_empty() && wide.except.is_empty(),
    ) {
        ([a], [b], true) => item_within(v, a, b),
        _ => false,
    }
}

fn item_within(v: &Vocabulary, a: &Item, b: &Item) -> bool {
    if a.matcher.is_some() || b.matcher.is_some() {
        return false;
    }
    match (&a.base, &b.base) {
        (Base::Place(x), Base::Place(y)) => {
            matches!((leaves(v, x), leaves(v, y)), (Some(x), Some(y)) if x.within(&y))
        }
        (Base::Thing(x), Base::Thing(y)) => {
            let bare = |t: &Thing| {
                t.adjectives.is_empty()
                    && t.attributes.is_empty()
                    && t.of.is_none()
                    && t.located.is_none()
                    && t.variable.is_none()
                    && t.unknown.is_none()
            };
            bare(x)
                && bare(y)
                && matches!(y.quantifier, Quantifier::Some | Quantifier::Any)
                && !matches!(x.quantifier, Quantifier::No)
                && (x.node == y.node || v.under(x.node, y.node))
        }
        _ => false,
    }
}

/// What a pattern on a place touches: all of it, or any part.
fn leaves(v: &Vocabulary, p: &Place) -> Option<Leaves> {
    match p {
        Place::Region(n) => Some(v.places.leaves(*n)),
        Place::Part(Quantifier::Any, p) => leaves(v, p),
        _ => None,
    }
}

/// Does a sentence name only single things of the world, of which there is no part?
pub(super) fn by_name(world: &World, s: &Sentence) -> bool {
    let v = &world.vocabulary;
    let mut good = true;
    visit::sentence(&mut s.clone(), &mut |i| {
        good &= i.matcher.is_none()
            && matches!(&i.base, Base::Thing(t) if v.node(t.node).kind == NodeKind::Thing && t.quantifier == Quantifier::Some);
    });
    good
}

/// Once matched, does a sentence stay matched whatever is added to a draft? Not if it is met by silence (`excludes`), by saying no more (`only`), by a time or condition, or by
/// what is not so.
pub(super) fn grows(world: &World, s: &Sentence) -> bool {
    let party = |state: &crate::vocabulary::StateId| {
        world
            .vocabulary
            .states
            .get(state.0 as usize)
            .is_some_and(|s| s.word == "party")
    };
    let stays = match &s.predicate {
        Predicate::State { negated, state, .. } => !negated && !party(state),
        Predicate::Act { .. } => true,
    };
    let mut good = stays
        && s.phrases.is_empty()
        && s.roles.iter().all(|r| !r.only)
        && !s.only
        && s.that.as_ref().is_none_or(|t| grows(world, t));
    visit::sentence(&mut s.clone(), &mut |i| {
        good &= !matches!(i.matcher, Some(Matcher::Only | Matcher::Excludes))
    });
    good
}

/// The same of a pattern on a kind.
pub(super) fn kind_grows(world: &World, k: &KindPattern) -> bool {
    let mut good = k.phrases.is_empty() && k.sentences.iter().all(|s| grows(world, s));
    for (_, index, value) in &k.fields {
        for l in index.iter().chain([value]) {
            visit::list(&mut l.clone(), &mut |i| {
                good &= !matches!(i.matcher, Some(Matcher::Only | Matcher::Excludes))
            });
        }
    }
    good
}

/// The same of the condition of a rule.
pub(super) fn condition_grows(world: &World, c: &Condition) -> bool {
    c.atoms.iter().all(|a| match a {
        Atom::Sentence(s) => grows(world, s),
        Atom::Kind(k) => kind_grows(world, k),
        Atom::Order(_) | Atom::Moment(_) => false,
    })
}

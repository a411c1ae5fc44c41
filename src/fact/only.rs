//! What `only` bans: `only A may V` everybody else, `may V only through P` every other way.

use crate::model::*;
use crate::vocabulary::Vocabulary;

/// The bans a permission says with `only`.
pub(super) fn bans(v: &Vocabulary, s: &Sentence) -> Vec<Sentence> {
    let ways = (0..s.roles.len()).filter(|n| s.roles[*n].only);
    let mut out: Vec<Sentence> = ways.filter_map(|n| on_other_ways(v, s, n)).collect();
    if s.only {
        out.extend(on_others(v, s));
    }
    out
}

/// `only A may V` bans everybody else.
pub(crate) fn on_others(v: &Vocabulary, s: &Sentence) -> Option<Sentence> {
    let actor = v.words.get("actor")?;
    let all = Base::Thing(Thing {
        quantifier: Quantifier::No,
        ..thing_of(*actor)
    });
    let mut ban = banned(s);
    ban.only = false;
    ban.subject = all_but(vec![all], &s.subject);
    Some(ban)
}

/// `may V only through P` bans every other way.
fn on_other_ways(v: &Vocabulary, s: &Sentence, role: usize) -> Option<Sentence> {
    let Predicate::Act {
        action: Some(action),
        ..
    } = s.predicate
    else {
        return None;
    };
    let list = &s.roles[role].list;
    let of_place = list.items.iter().any(|i| matches!(i.base, Base::Place(_)));
    let all: Vec<Base> = if of_place {
        let place = v.words.get("place");
        place
            .map(|n| Base::Place(Place::Every(Quantifier::All, *n, None)))
            .into_iter()
            .collect()
    } else {
        v.action(action)
            .role(&s.roles[role].preposition)
            .map_or(&[][..], |slot| &slot.types[..])
            .iter()
            .filter_map(|t| v.words.get(t.text.as_str()))
            .map(|n| {
                Base::Thing(Thing {
                    quantifier: Quantifier::All,
                    ..thing_of(*n)
                })
            })
            .collect()
    };
    let mut ban = banned(s);
    ban.roles[role].list = all_but(all, list);
    ban.roles[role].only = false;
    Some(ban)
}

/// The same, as a ban.
fn banned(s: &Sentence) -> Sentence {
    let mut ban = s.clone();
    if let Predicate::Act { modal, .. } = &mut ban.predicate {
        *modal = Some(Modal::ShallNot);
    }
    ban
}

/// All of these but for what a list holds.
fn all_but(all: Vec<Base>, list: &List) -> List {
    let span = list.span;
    let item = |base| Item {
        matcher: None,
        base,
        span,
    };
    List {
        items: all.into_iter().map(item).collect(),
        except: list.items.clone(),
        span,
    }
}

//! `no-deadline`: a duty to be performed once, and no day by which.

use super::about::{guards, label, said, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::Fact;
use crate::matching::Engine;
use crate::model::{
    Bound, Counted, List, Modal, Moment, MomentKind, Order, Phrase, PhraseKind, Pick, Point,
    PointOf, Relation,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Told at the sentence.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let dated: FxHashSet<usize> = dated_clauses(e).into_iter().collect();
    // What goes along with another clause is dated with it.
    let along = |p: &Phrase| match &p.kind {
        PhraseKind::Manner(manner, list) if manner.goes_along() => {
            let mut named = list.items.iter().flat_map(|i| e.facts.labels.named(i));
            named.any(|c| {
                dated.contains(&c)
                    || e.facts.parts[c]
                        .iter()
                        .flat_map(|p| &e.facts.by_clause[*p as usize])
                        .any(|f| {
                            e.facts.all[*f as usize]
                                .phrases
                                .iter()
                                .any(|(p, _)| bounds(p))
                        })
            })
        }
        _ => false,
    };
    let mut bounded: FxHashMap<Deed, FxHashSet<usize>> = FxHashMap::default();
    for f in said(e).filter(|f| f.phrases.iter().any(|(p, _)| bounds(p))) {
        bounded.entry(deed(e, f)).or_default().insert(f.clause);
    }
    // The same deed is promised with a deadline in another clause: `53 …, starting with the sick` beside `51.a … within 60 days`.
    let elsewhere = |f: &Fact| {
        bounded
            .get(&deed(e, f))
            .is_some_and(|clauses| clauses.iter().any(|c| *c != f.clause))
    };
    for f in said(e).filter(|f| {
        f.modal() == Some(Modal::Shall) && usual(e, "deadline", &f.sentence) && !f.kept_up(e.v)
    }) {
        let around = e.draft.around(f.clause);
        // What is owed only if something happens is dated by that.
        if f.phrases.iter().any(|(p, _)| bounds(p) || along(p))
            || guards(f).next().is_some()
            || around.into_iter().any(|c| dated.contains(&c))
            || elsewhere(f)
        {
            continue;
        }
        let soon = f
            .phrases
            .iter()
            .any(|(p, _)| matches!(p.kind, PhraseKind::Time(_, Bound::Soon(_))));
        let (says, help) = if soon {
            (
                "in days what “promptly” or “immediately” is",
                "put a number beside it: `within 3 days of entry-into-force`",
            )
        } else {
            (
                "by when this is done",
                "add `by DATE` or `within 30 days of entry-into-force`",
            )
        };
        out.push(
            Diagnostic::new(
                Code::NoDeadline,
                f.at(),
                format!("Clause {} does not say {says}", label(e, f)),
            )
            .here("by when?")
            .help(help),
        );
    }
    out
}

/// Does the phrase set a latest moment?
fn bounds(p: &Phrase) -> bool {
    match &p.kind {
        PhraseKind::Time(pick, bound) => {
            *pick != Some(Pick::Beginning)
                && match bound {
                    Bound::Within(..) | Bound::AtOnce(_) | Bound::Every(_) => true,
                    Bound::Offset(_, counted, _) => *counted == Counted::Before,
                    Bound::At(relation, _) => relation.is_latest() || *relation == Relation::On,
                    Bound::For(..) | Bound::Renewed(..) | Bound::Soon(_) => false,
                }
        }
        _ => false,
    }
}

/// Clauses whose completion some statement of order dates: `completion of clause 51.a within 60 days of …;`.
fn dated_clauses(e: &Engine) -> Vec<usize> {
    let orders = e
        .draft
        .orders
        .iter()
        .chain(e.draft.clauses.iter().flat_map(|c| &c.orders))
        .map(|(o, _)| o);
    orders
        .filter(|o: &&Order| o.phrases.iter().any(bounds))
        .flat_map(|o| clauses_of(e, &o.moment))
        .collect()
}

fn clauses_of(e: &Engine, m: &Moment) -> Vec<usize> {
    match &m.kind {
        MomentKind::Point(point, of, _) if *point != Point::Start => match &**of {
            PointOf::Item(i) => e.facts.labels.named(i),
            PointOf::It | PointOf::Event(_) => Vec::new(),
        },
        MomentKind::Extreme(_, all) => all.iter().flat_map(|m| clauses_of(e, m)).collect(),
        _ => Vec::new(),
    }
}

/// Who does what to whom: verb, subject and object, wherever they are written.
type Deed<'f> = (Option<&'f str>, &'f List, Option<&'f List>);

fn deed<'f>(e: &'f Engine, f: &'f Fact) -> Deed<'f> {
    (
        super::about::verb(e, &f.sentence),
        &f.sentence.subject,
        super::about::object(&f.sentence),
    )
}

//! The blanks of a draft: what it leaves open without saying between what.

use super::*;

impl Clause {
    /// Its blanks, by the place where each stands. What stands for somebody (`someone`) is none.
    pub(crate) fn blanks(&self) -> Vec<Hole> {
        let mut out: Vec<Hole> = Vec::new();
        let mut c = self.clone();
        let mut each = |i: &mut Item| out.extend(of_item(i));
        for (e, _) in &mut c.fields {
            e.index.iter_mut().for_each(|l| visit::list(l, &mut each));
            visit::list(&mut e.value, &mut each);
        }
        c.sentences
            .iter_mut()
            .for_each(|(s, _)| visit::sentence(s, &mut each));
        c.phrases
            .iter_mut()
            .for_each(|(p, _)| visit::phrase(p, &mut each));
        c.orders
            .iter_mut()
            .for_each(|(o, _)| visit::order(o, &mut each));
        for p in self.every_phrase() {
            if let PhraseKind::Time(_, b) = &p.kind {
                let moment = b.moment().and_then(|m| match m.kind {
                    MomentKind::Hole(h) => Some(h),
                    _ => None,
                });
                out.extend(moment);
                out.extend(b.length().and_then(|d| d.hole).map(|(h, _)| h));
            }
            if let PhraseKind::Guard(_, condition) = &p.kind {
                out.extend(condition.atoms.iter().filter_map(|a| match a {
                    Atom::Moment(Moment {
                        kind: MomentKind::Hole(h),
                        ..
                    }) => Some(*h),
                    _ => None,
                }));
            }
        }
        out.sort_by_key(|h| h.span);
        out.dedup_by_key(|h| h.span);
        out
    }
}

fn of_item(i: &Item) -> Option<Hole> {
    let hole = match &i.base {
        Base::Hole(h)
        | Base::Place(Place::Unknown(h, _) | Place::HeldBy(_, _, When::Unknown(h))) => Some(*h),
        Base::Amount(a) => a.hole,
        Base::Thing(t) => t.unknown,
        _ => None,
    };
    hole.filter(|h| !matches!(h.blank, Blank::Map | Blank::Holder | Blank::Silence(_)))
}

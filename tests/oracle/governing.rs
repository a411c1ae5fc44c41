//! Which clause governs a leaf, for fields with one value for each leaf: the more specific area, an explicit link, else an open question.

use super::Oracle;
use super::matching::Said;
use super::values::*;
use armistice::model::*;

/// A clause that states a field: its area and what it states.
type Stated = (usize, Vec<usize>, Vec<Val>);

impl Oracle<'_> {
    /// The leaves of a clause's area on which it governs a field (semantics, section 6). A clause governs a leaf if no other that states the field for
    /// that leaf has a smaller area or prevails by a link; where several are left with different values, one of them does, and nobody says which.
    pub fn governed(&self, clause: usize, field: &str) -> Res<Said> {
        let rivals: Vec<usize> = (0..self.draft.clauses.len())
            .filter(|d| *d != clause && self.draft.clauses[*d].under.iter().all(|u| self.chosen(u)))
            .collect();
        let mut stated = Vec::new();
        for d in rivals {
            if let (Some(area), Some(value)) = (self.area_of(d)?, self.stated_in(d, field)?) {
                stated.push((d, area, value));
            }
        }
        let Some(mine) = self.area_of(clause)? else {
            return Ok(Said::Nothing);
        };
        let Some(value) = self.stated_in(clause, field)? else {
            return Ok(Said::Nothing);
        };
        stated.push((clause, mine.clone(), value.clone()));
        stated.sort_by_key(|c| c.0);
        let mut out = Vec::new();
        for leaf in mine {
            let here: Vec<&Stated> = stated
                .iter()
                .filter(|(_, area, _)| area.contains(&leaf))
                .collect();
            let over = |d: &Stated, c: &Stated| {
                d.0 != c.0
                    && !self.prevails(c.0, d.0)
                    && (self.closer(d, c) || self.prevails(d.0, c.0))
            };
            // What speaks under a condition takes nothing away outside of it; and while it takes away, it contradicts nothing.
            let beaten = |c: &Stated| {
                here.iter().any(|d| {
                    over(d, c)
                        && (!self.weak(d.0)
                            || self.omega.borrow_mut().yes(super::choice::key(
                                "holds",
                                self.draft.clauses[d.0].head,
                                0,
                            )))
                })
            };
            let left: Vec<&Stated> = here.iter().copied().filter(|c| !beaten(c)).collect();
            if !left.iter().any(|c| c.0 == clause) {
                continue;
            }
            // What is not said contradicts nothing.
            let unsaid = |c: &Stated| {
                c.2.iter()
                    .any(|v| matches!(v, Val::Hole(..) | Val::Holes(..)))
            };
            let mine: &Stated = left
                .iter()
                .copied()
                .find(|c| c.0 == clause)
                .ok_or("a clause that is there")?;
            let parted = |c: &Stated| {
                c.0 != clause
                    && (self.weak(c.0) && over(c, mine) || self.weak(clause) && over(mine, c))
            };
            let said: Vec<&Stated> = left
                .into_iter()
                .filter(|c| !unsaid(c) && !parted(c))
                .collect();
            let alike = said.iter().all(|c| c.2 == value) || !said.iter().any(|c| c.0 == clause);
            // One question for each set of clauses that can tie.
            let set = said.iter().fold(0u64, |s, c| s | 1 << (c.0 % 64));
            if alike
                || said[self
                    .omega
                    .borrow_mut()
                    .ask(("prevails", set, 0), said.len())]
                .0 == clause
            {
                out.push(Val::Leaf(leaf));
            }
        }
        Ok(Said::Many(out))
    }

    /// Has a clause a phrase that limits when its fields hold, or is it void under a condition?
    fn weak(&self, clause: usize) -> bool {
        let mut at = Some(clause);
        while let Some(c) = at {
            if self.draft.clauses[c]
                .phrases
                .iter()
                .any(|(p, _)| super::phrases::weakens(p))
            {
                return true;
            }
            at = self.draft.clauses[c].parent;
        }
        !self.voids(clause).is_empty()
    }

    /// Within one text: has the first clause the smaller area, or, if neither has, does it stand later in a chain of amendments?
    fn closer(&self, d: &Stated, c: &Stated) -> bool {
        let smaller =
            |d: &Stated, c: &Stated| d.1.len() < c.1.len() && d.1.iter().all(|l| c.1.contains(l));
        let (x, y) = (&self.draft.clauses[d.0], &self.draft.clauses[c.0]);
        x.text == y.text && (smaller(d, c) || (!smaller(c, d) && x.layer > y.layer))
    }

    /// `A notwithstanding B`, `B subject to A`, as phrases alone in a clause or one around it.
    fn prevails(&self, a: usize, b: usize) -> bool {
        let says = |c: usize, word: &str, of: usize| self.link_names(c, &[], word, of);
        says(a, "notwithstanding", b)
            || says(b, "subject to", a)
            || says(b, "without prejudice to", a)
    }

    /// The leaves of a clause's area; nothing: it has none, or one that is not said (which never beats anything).
    fn area_of(&self, clause: usize) -> Res<Option<Vec<usize>>> {
        let Some(area) = self.stated_in(clause, "area")? else {
            return Ok(None);
        };
        let mut out = Vec::new();
        for v in &area {
            if matches!(v, Val::Hole(..) | Val::Holes(..))
                || matches!(v, Val::Place(p) if matches!(p.0, Place::Unknown(..)))
            {
                return Ok(None);
            }
            for l in 0..self.v().places.count() {
                if self.val_has(v, l)? {
                    out.push(l);
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        Ok(Some(out))
    }
}

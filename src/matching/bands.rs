//! Bands along a line against regions: a band is laid out against the other bands of its line, and not on the map.

use super::extent::Extent;
use super::{Ask, Engine, Mode};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::Leaves;

impl Engine<'_> {
    /// A band: its strips for certain, a part of what the line touches, and of any other place perhaps something.
    pub(super) fn band(&mut self, band: usize, hole: Hole) -> Extent {
        let places = &self.v.places;
        let sure = places.band(band).clone();
        let family = places.families().iter().find(|f| sure.within(&f.strips));
        let (own, part) = family
            .map(|f| (f.strips.clone(), f.touched.clone()))
            .unwrap_or_default();
        Extent {
            maybe: self.everywhere().without(&own),
            hole: Some(hole),
            part,
            sure,
            ..Extent::default()
        }
    }

    /// What a fact's places have of a band that is asked for, and a fact's band of the places that are asked for: a part of what the line touches, else a question.
    pub(super) fn across_bands(
        &mut self,
        asked: &Leaves,
        f: &List,
        ask: Ask,
        sure: &mut [(Leaves, Condition)],
        doubtful: &mut Vec<(Extent, Condition)>,
    ) {
        let v = self.v;
        let hole = Hole {
            blank: Blank::Map,
            span: f.span,
        };
        for family in v.places.families() {
            let strips = asked.and(&family.strips);
            // What the line touches reaches into the strip next to the line.
            let mut innermost = Leaves::default();
            family
                .strips
                .iter()
                .take(1)
                .for_each(|l| innermost.insert(l));
            for (leaves, when) in sure.iter_mut() {
                let own = leaves.and(&family.strips);
                if strips.is_empty() {
                    // Whether the band lies within what is asked is a question already; its strips lie in no region.
                    if ask.mode == Mode::Within {
                        *leaves = leaves.without(&own);
                    }
                } else if own.is_empty() && !leaves.is_empty() {
                    let part = if leaves.and(&family.touched).is_empty() {
                        Leaves::default()
                    } else {
                        innermost.and(&strips)
                    };
                    doubtful.push((
                        Extent {
                            maybe: strips.clone(),
                            hole: Some(hole),
                            part,
                            ..Extent::default()
                        },
                        *when,
                    ));
                    if ask.mode == Mode::Within {
                        let maybe = std::mem::take(leaves);
                        doubtful.push((
                            Extent {
                                maybe,
                                hole: Some(hole),
                                ..Extent::default()
                            },
                            *when,
                        ));
                    }
                }
            }
        }
    }
}

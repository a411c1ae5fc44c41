//! Bands along lines: `band of 15 km on each side of ContactLine as of 2014-09-19`.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;
use crate::vocabulary::Band;
use crate::vocabulary::NodeId;

impl Resolver<'_> {
    /// A band of a known width on each side of a line is a place of its own. On one side, which one depends on who is spoken of, so nothing is known of it.
    pub(super) fn band(
        &mut self,
        width: &t::Word,
        unit: &t::Word,
        side: &t::Word,
        line: &t::Word,
        whole: &t::Value,
    ) -> Place {
        let unknown = |blank| {
            Place::Unknown(
                Hole {
                    blank,
                    span: whole.span,
                },
                None,
            )
        };
        let (name, length) = (self.name(line), self.unit(unit));
        let (Some(name), Some((dimension, factor))) = (name, length) else {
            return unknown(Blank::Unspecified);
        };
        if !self.runs_along(line, name) || !self.is_a_width(unit, &dimension, line) {
            return unknown(Blank::Unspecified);
        }
        if width.text == "undetermined" {
            return unknown(Blank::Undetermined);
        }
        let as_of = match self.day_of_line(whole) {
            When::Draft => None,
            When::On(day) => Some(day.to_string().into()),
            When::Signature => Some("signature".into()),
            When::Unknown(_) => return unknown(Blank::Unspecified),
        };
        let Some(width_km) = Exact::read(&width.text)
            .and_then(|w| w.times(factor))
            .filter(|_| side.text == "each")
        else {
            return unknown(Blank::Unspecified);
        };
        let band = Band {
            line: name,
            as_of,
            width: width_km,
            written: format!("{} {}", width.text, unit.text).into(),
        };
        let known = self.number_of(band);
        Place::Band(
            known,
            Hole {
                blank: Blank::Map,
                span: whole.span,
            },
        )
    }

    /// Each band has one number, however often it is named.
    fn number_of(&mut self, band: Band) -> usize {
        self.bands
            .iter()
            .position(|b| *b == band)
            .unwrap_or_else(|| {
                self.bands.push(band);
                self.bands.len() - 1
            })
    }

    /// A band runs along a line.
    fn runs_along(&mut self, line: &t::Word, name: NodeId) -> bool {
        if !self
            .v
            .words
            .get("line")
            .is_some_and(|l| self.v.under(name, *l))
        {
            let d = Diagnostic::new(
                Code::WrongType,
                line.span,
                format!("A band runs along a line, and `{}` is not one", line.text),
            )
            .here("not a line");
            self.report(d.help(format!("declare the line in the world, for instance `line ContactLine between A, B;`, or write the place itself: `in {}`", line.text)));
            return false;
        }
        true
    }

    /// A width is a length.
    fn is_a_width(&mut self, unit: &t::Word, dimension: &str, line: &t::Word) -> bool {
        if dimension != "length" {
            let d = Diagnostic::new(
                Code::WrongUnit,
                unit.span,
                format!(
                    "A band has a width, and `{}` is no unit of length",
                    unit.text
                ),
            );
            self.report(d.help(format!(
                "write the width in km or m: `band of 15 km on each side of {}`",
                line.text
            )));
            return false;
        }
        true
    }

    /// `as of`: the day on which the line is read.
    fn day_of_line(&mut self, whole: &t::Value) -> When {
        let dated = whole.suffixes.iter().find_map(|s| {
            if let t::Suffix::AsOf(m) = s {
                Some(m)
            } else {
                None
            }
        });
        dated.map_or(When::Draft, |m| self.when(m))
    }
}

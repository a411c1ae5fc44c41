//! Amounts: numbers with their units. No edit here is safe: what it changes is an amount.

use super::Resolver;
use super::nouns::thing_of;
use super::types::{Room, Want};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;
use crate::vocabulary::NodeId;
use compact_str::CompactString;

/// An amount as it is written.
#[derive(Clone, Copy)]
pub(super) struct Written<'t> {
    pub number: &'t t::Word,
    pub magnitude: Option<&'t t::Word>,
    pub unit: Option<&'t t::Word>,
    pub per: Option<&'t t::Word>,
    pub of: Option<&'t t::Value>,
}

impl Resolver<'_> {
    /// `600,000` reads as two values: say so.
    pub(super) fn comma_in_number(&mut self, l: &t::List) {
        for pair in l.values.windows(2) {
            let number = |v: &t::Value| match &v.base {
                t::Base::Amount {
                    number,
                    magnitude: None,
                    ..
                } => Some(number.clone()),
                _ => None,
            };
            if let (Some(a), Some(b)) = (number(&pair[0]), number(&pair[1]))
                && b.text.len() == 3
                && !a.text.contains('.')
                && b.span.start == a.span.end + 1
            {
                let span = a.span.to(b.span);
                self.report(
                    Diagnostic::new(
                        Code::BadNumber,
                        span,
                        "The comma joins values: this reads as two numbers",
                    )
                    .help("group digits with `_`, or use a word: `600_000`, `600 thousand`")
                    .edit(span, format!("{}_{}", a.text, b.text)),
                );
            }
        }
    }

    /// `80.000`: eighty, or eighty thousand? In half of Europe the dot groups digits.
    fn dot_in_number(&mut self, number: &t::Word) {
        let Some((whole, rest)) = number.text.split_once('.') else {
            return;
        };
        if rest.len() != 3 || whole == "0" || whole.len() > 3 {
            return;
        }
        let d = Diagnostic::new(
            Code::BadNumber,
            number.span,
            format!(
                "`{}` can be read as a number with three decimals and as one with groups of three digits",
                number.text
            ),
        );
        let help = format!(
            "write `{whole}_{rest}` for the large number; for the small one leave out a zero, or use a smaller unit"
        );
        self.report(d.help(help).edit(number.span, format!("{whole}_{rest}")));
    }

    pub(super) fn amount(
        &mut self,
        Written {
            number,
            magnitude,
            unit,
            per,
            of,
        }: Written,
        room: Room,
    ) -> Base {
        if magnitude.is_none() {
            self.dot_in_number(number);
        }
        let mut value = times(Exact::read(&number.text), magnitude);
        let mut dimension = None;
        if let Some(u) = unit {
            let Some((d, factor)) = self.unit(u) else {
                return Base::Words(u.text.clone());
            };
            dimension = Some(d);
            value = value.and_then(|v| v.times(factor));
        }
        if value.is_none() {
            self.report(
                Diagnostic::new(
                    Code::BadNumber,
                    number.span,
                    "This number is too large to be counted exactly",
                )
                .help("numbers have up to 30 digits; use a larger unit"),
            );
        }
        let of = of.map(|o| self.item(o, &Want::default(), room.what));
        let of = of.map(|o| Box::new(self.pieces_of(unit, o)));
        let counts = if of.is_none() {
            unit.and_then(|u| self.counts(&u.text))
        } else {
            None
        };
        let amount = Amount {
            number: value,
            hole: None,
            dimension,
            per: per.and_then(|p| self.unit(p).map(|_| Per::read(&p.text))),
            of,
            counts,
        };
        Base::Amount(of_a_number(&amount).unwrap_or(amount))
    }

    /// `4 hostages of Norland` are four of the hostages of Norland, and `500 personnel of Norland` are of its forces: what a noun counts is pieces of itself, what a
    /// unit counts what it is declared to count, and whose they are is said of them.
    fn pieces_of(&self, unit: Option<&t::Word>, of: Item) -> Item {
        let Some(noun) = unit.and_then(|u| self.counts(&u.text)) else {
            return of;
        };
        // `20 personnel of NorthernPolice` says what they are.
        let what_they_are = unit.is_some_and(|u| self.v.units.contains_key(&u.text))
            && !self.is_somebody(&of, noun);
        if what_they_are {
            return of;
        }
        Item {
            matcher: None,
            span: of.span,
            base: Base::Thing(Thing {
                of: Some(Box::new(of)),
                ..thing_of(noun)
            }),
        }
    }

    /// An actor that is none of what is counted, in each alternative of a bracket.
    fn is_somebody(&self, i: &Item, counted: NodeId) -> bool {
        match &i.base {
            Base::Thing(t) => self.is(t.node, "actor") && !self.v.under(t.node, counted),
            Base::Choice(c) => c
                .alternatives
                .iter()
                .flat_map(|(_, l)| &l.items)
                .all(|i| self.is_somebody(i, counted)),
            _ => false,
        }
    }

    /// What a unit counts: what its declaration says, or a noun itself.
    pub(super) fn counts(&self, unit: &str) -> Option<NodeId> {
        match self.v.units.get(unit) {
            Some(u) => u
                .counting
                .as_ref()
                .and_then(|w| self.v.words.get(w).copied()),
            None => self.v.word(unit),
        }
    }

    /// Dimension and factor of a unit; a noun counts pieces of itself.
    pub(super) fn unit(&mut self, unit: &t::Word) -> Option<(CompactString, Exact)> {
        if let Some(u) = self.v.units.get(&unit.text) {
            return Some((u.dimension.clone(), u.factor));
        }
        if self.v.word(&unit.text).is_some() || self.v.names.contains_key(&unit.text) {
            return Some((unit.text.clone(), Exact::ONE));
        }
        if let Some(number) = crate::syntax::number_in_words(&unit.text) {
            let d = Diagnostic::new(
                Code::BadNumber,
                unit.span,
                format!("`{}` is a number in words", unit.text),
            );
            self.report(
                d.help(format!("write `{number}`"))
                    .edit(unit.span, number.to_string()),
            );
            return None;
        }
        let d = Diagnostic::new(
            Code::UnknownUnit,
            unit.span,
            format!("`{}` is no unit", unit.text),
        );
        // A unit that is measured, before a noun that counts itself: `10 miles` are no mines.
        let units = self.v.units.keys().map(|k| k.as_str());
        let nouns = self.v.words.keys().map(|k| k.as_str());
        let near = self.nearest(&unit.text, units);
        self.report(match near.or_else(|| self.nearest(&unit.text, nouns)) {
            Some(near) => d
                .help(format!(
                    "did you mean `{near}`? A unit of your own is declared: `unit miles of length = 1.609 km;`"
                ))
                .edit(unit.span, near),
            None => d.help("units are `personnel`, `persons`, `km`, `m`, `percent`, `USD`, units of time, and those you declare: `unit EUR of euro-money;`"),
        });
        None
    }
}

fn times(number: Option<Exact>, magnitude: Option<&t::Word>) -> Option<Exact> {
    let Some(m) = magnitude else {
        return number;
    };
    let times = match m.text.as_str() {
        "thousand" => 1_000,
        "million" => 1_000_000,
        _ => 1_000_000_000,
    };
    number?.times(Exact::new(times, 1)?)
}

/// `25 percent of 840 weapons`, `210 of 840 weapons`: so many weapons.
fn of_a_number(part: &Amount) -> Option<Amount> {
    let Base::Amount(whole) = &part.of.as_deref()?.base else {
        return None;
    };
    let number = match part.dimension.as_deref() {
        Some(SHARE) => whole
            .number?
            .times(part.number?)?
            .over(Exact::new(100, 1)?)?,
        None => part.number?,
        Some(_) => return None,
    };
    Some(Amount {
        number: Some(number),
        per: part.per.clone().or(whole.per.clone()),
        ..whole.clone()
    })
}

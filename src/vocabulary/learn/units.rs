//! Units: those of time, and those that files declare.

use super::super::{Exact, Unit, Vocabulary};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Vocabulary as Declared, Word};
use compact_str::CompactString;

/// Units of time in days, hours and minutes as parts of a day; months and years are of the calendar and have no factor to days.
const TIME_UNITS: &[(&str, i128, i128)] = &[
    ("minute", 1, 1440),
    ("hour", 1, 24),
    ("day", 1, 1),
    ("week", 7, 1),
];

/// Units of the calendar in months.
const CALENDAR_UNITS: &[(&str, i128)] = &[("month", 1), ("year", 12)];

/// A unit as it is declared: `unit m of length = 0.001 km counting soldiers;`
struct DeclaredUnit<'t> {
    name: &'t Word,
    dimension: &'t Word,
    /// How many of which unit it is; nothing: it is the base of its dimension.
    factor: Option<(&'t Word, &'t Word)>,
    counting: Option<CompactString>,
    span: Span,
}

impl<'t> DeclaredUnit<'t> {
    fn of(w: &'t Declared) -> Option<Self> {
        let Declared::Unit {
            name,
            dimension,
            factor,
            counting,
            span,
        } = w
        else {
            return None;
        };
        Some(DeclaredUnit {
            name,
            dimension,
            factor: factor.as_ref().map(|(number, base)| (number, base)),
            counting: counting.as_ref().map(|w| w.text.clone()),
            span: *span,
        })
    }
}

impl Vocabulary {
    /// Units no file declares: of time, and of the calendar.
    pub(super) fn learn_units_of_time(&mut self) {
        let time = TIME_UNITS
            .iter()
            .map(|(unit, num, den)| (*unit, "time", Exact::new(*num, *den)));
        let calendar = CALENDAR_UNITS
            .iter()
            .map(|(unit, months)| (*unit, "calendar", Exact::new(*months, 1)));
        for (unit, dimension, factor) in time.chain(calendar) {
            let Some(factor) = factor else { continue };
            for form in [unit.to_owned(), format!("{unit}s")] {
                let unit = Unit {
                    dimension: dimension.into(),
                    factor,
                    counting: None,
                };
                self.units.insert(form.into(), unit);
            }
        }
    }

    /// Units that files declare. A unit may be declared before the unit it is counted in.
    pub(super) fn learn_units(&mut self, words: Vec<&Declared>, diagnostics: &mut Vec<Diagnostic>) {
        let mut todo: Vec<DeclaredUnit> = words.into_iter().filter_map(DeclaredUnit::of).collect();
        loop {
            let before = todo.len();
            todo.retain(|unit| !self.learn_unit(unit, diagnostics));
            if todo.is_empty() || todo.len() == before {
                break;
            }
        }
        for unit in todo {
            let Some((_, base)) = unit.factor else {
                continue;
            };
            let message = format!("The unit `{}` is not declared", base.text);
            diagnostics.push(
                Diagnostic::new(Code::UnknownUnit, unit.span, message)
                    .help("declare it: `unit km of length;`"),
            );
        }
    }

    /// Learns a unit, or says what is wrong with it; `false` while the unit it is counted in is not known.
    fn learn_unit(&mut self, unit: &DeclaredUnit, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let dimension = &unit.dimension.text;
        let factor = match unit.factor {
            None => Some(Exact::ONE),
            Some((number, base)) => {
                let Some(of) = self.units.get(&base.text) else {
                    return false;
                };
                if of.dimension != *dimension {
                    diagnostics.push(wrong_dimension(unit, base, &of.dimension));
                    return true;
                }
                Exact::read(&number.text)
                    .and_then(|n| n.times(of.factor))
                    .filter(|n| Exact::new(0, 1).is_some_and(|zero| n.compare(zero).is_gt()))
            }
        };
        match factor {
            Some(factor) => {
                let known = Unit {
                    dimension: dimension.clone(),
                    factor,
                    counting: unit.counting.clone(),
                };
                self.units.insert(unit.name.text.clone(), known);
            }
            None => diagnostics.push(Diagnostic::new(
                Code::BadNumber,
                unit.span,
                "This unit is too large or too small to be counted exactly, or is nothing",
            )),
        }
        true
    }
}

/// A unit is counted in one that measures something else.
fn wrong_dimension(unit: &DeclaredUnit, base: &Word, measured: &str) -> Diagnostic {
    let (name, dimension) = (&unit.name.text, &unit.dimension.text);
    let message = format!(
        "`{}` measures {measured}, and `{name}` is declared to measure {dimension}",
        base.text
    );
    Diagnostic::new(Code::WrongUnit, base.span, message).help(format!(
        "a unit is counted in units of its own kind: `unit {name} of {measured} = …`"
    ))
}

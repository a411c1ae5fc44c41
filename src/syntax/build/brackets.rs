//! Brackets: alternatives with their labels. What stands behind a bracket is put into each alternative, so that `[30 | 50] percent of profit` is one of two shares.

use super::{Build, P, put};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::*;

impl Build {
    /// The alternatives of any bracket, each with what stands in it.
    pub(super) fn cases<T>(&self, p: P, read: fn(&Self, P) -> T) -> Cases<T> {
        let mut out = Vec::new();
        for case in p.into_inner() {
            let mut k: Vec<P> = case.into_inner().collect();
            if let Some(value) = k.pop() {
                put(
                    &mut out,
                    (k.pop().map(|l| self.word(&l)), read(self, value)),
                );
            }
        }
        out
    }

    pub(super) fn choice_of(&self, p: P) -> Base {
        let mut cases = Vec::new();
        let mut behind = Behind {
            magnitude: None,
            unit: None,
            per: None,
            of: None,
        };
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::choice => cases = self.cases(k, |b, k| b.list(k)),
                Rule::magnitude => behind.magnitude = Some(self.word(&k)),
                Rule::per => behind.per = k.into_inner().next().map(|u| self.word(&u)),
                Rule::time_unit => behind.unit = Some(Unit::Time(self.word(&k))),
                Rule::name => behind.unit = Some(Unit::Name(self.word(&k))),
                Rule::word => behind.unit = Some(Unit::Word(self.word(&k))),
                _ => behind.of = Some(self.base_value(k)),
            }
        }
        let mut taken = cases.clone();
        if taken.iter_mut().all(|(_, l)| behind.goes_into(l)) {
            Base::Choice(taken, None)
        } else {
            Base::Choice(cases, Some(Box::new(behind)))
        }
    }

    /// `14 days`, `[14 | 45] days`, `[14 days | 2 months]`.
    pub(super) fn duration(&self, p: P) -> Duration {
        let span = self.span(&p);
        let whole = self.word(&p);
        let (mut numbers, mut unit, mut lengths) = (Vec::new(), None, Vec::new());
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::figures => numbers = self.cases(k, |b, k| b.word(&k)),
                Rule::length => {
                    let mut k: Vec<P> = k.into_inner().collect();
                    let length = k.pop().map(|d| self.duration(d));
                    let label = k.pop().map(|l| self.word(&l));
                    lengths.extend(length.map(|d| (label, d)));
                }
                Rule::time_unit => unit = Some(self.word(&k)),
                _ => numbers = vec![(None, self.word(&k))],
            }
        }
        let unit = unit.unwrap_or(whole);
        let of = |number: Word| Duration::Of {
            number: Some(number),
            unit: unit.clone(),
            span,
        };
        match numbers.len() {
            0 => Duration::Choice(lengths, span),
            1 => of(numbers.remove(0).1),
            _ => Duration::Choice(numbers.into_iter().map(|(l, n)| (l, of(n))).collect(), span),
        }
    }

    /// `band of [5 | 10] km on each side of ContactLine` is one of two bands.
    pub(super) fn band(&self, p: P) -> Base {
        let whole = self.word(&p);
        let span = self.span(&p);
        let (mut widths, mut words) = (Vec::new(), Vec::new());
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::figures => widths = self.cases(k, |b, k| b.word(&k)),
                Rule::side => words.push(self.first_word(k)),
                _ => words.push(self.word(&k)),
            }
        }
        if widths.is_empty() && words.len() == 4 {
            widths.push((None, words.remove(0)));
        }
        let [unit, side, line] =
            <[Word; 3]>::try_from(words).unwrap_or_else(|_| [(); 3].map(|()| whole.clone()));
        let band = |width: Word| Base::Band {
            width,
            unit: unit.clone(),
            side: side.clone(),
            line: line.clone(),
        };
        if widths.len() == 1 {
            return band(widths.remove(0).1);
        }
        let list = |width| List {
            values: vec![Value {
                matcher: None,
                base: band(width),
                suffixes: Vec::new(),
                span,
            }],
            except: Vec::new(),
            span,
        };
        Base::Choice(
            widths.into_iter().map(|(l, w)| (l, list(w))).collect(),
            None,
        )
    }
}

impl Behind {
    /// Puts it into every value; not, if one cannot take it.
    fn goes_into(&self, l: &mut List) -> bool {
        l.values.iter_mut().all(|v| self.goes_into_value(v))
    }

    fn goes_into_value(&self, v: &mut Value) -> bool {
        let Behind {
            magnitude,
            unit,
            per,
            of,
        } = self;
        let counted = magnitude.is_some() || per.is_some();
        match &mut v.base {
            Base::Amount {
                magnitude: m,
                unit: u,
                per: p,
                of: o,
                ..
            } => {
                // `[20 percent | 30]`: what an alternative says itself, it keeps.
                *m = m
                    .take()
                    .or_else(|| magnitude.clone().filter(|_| u.is_none()));
                *u = u.take().or_else(|| unit.as_ref().map(|u| u.word().clone()));
                *p = p.take().or_else(|| per.clone());
                *o = o.take().or_else(|| of.clone().map(Box::new));
                true
            }
            Base::Choice(cases, None) => cases.iter_mut().all(|(_, l)| self.goes_into(l)),
            Base::Group(l) => self.goes_into(l),
            Base::Hole {
                unit: u @ None,
                noun: noun @ None,
                ..
            } if !counted => match unit {
                Some(Unit::Time(time)) => {
                    *u = Some(time.clone());
                    of.is_none()
                }
                Some(counted_in) => {
                    *noun = Some(Box::new(noun_of(counted_in, of.as_ref())));
                    true
                }
                None => of.is_none(),
            },
            // A noun with adjectives before it: `[heavy | light] weapons`, `[de-facto | de-jure] Norland`.
            Base::Noun {
                words,
                name: name @ None,
                braces,
                of: o @ None,
            } if !counted && (unit.is_none() || braces.is_empty()) => {
                *o = of.clone().map(Box::new);
                match unit {
                    Some(Unit::Word(w)) => words.push(w.clone()),
                    Some(Unit::Name(n)) => *name = Some(n.clone()),
                    Some(Unit::Time(_)) => return false,
                    None => {}
                }
                true
            }
            Base::Noun { of: o @ None, .. } | Base::Variable(_, o @ None)
                if unit.is_none() && !counted =>
            {
                *o = of.clone().map(Box::new);
                true
            }
            _ => unit.is_none() && of.is_none() && !counted,
        }
    }
}

/// What so many are counted in.
fn noun_of(unit: &Unit, of: Option<&Value>) -> Value {
    let (words, name) = match unit {
        Unit::Name(n) => (Vec::new(), Some(n.clone())),
        _ => (vec![unit.word().clone()], None),
    };
    Value {
        matcher: None,
        base: Base::Noun {
            words,
            name,
            braces: Vec::new(),
            of: of.cloned().map(Box::new),
        },
        suffixes: Vec::new(),
        span: unit.word().span,
    }
}

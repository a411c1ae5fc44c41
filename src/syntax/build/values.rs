//! Values, lists and moments.

use super::{Build, P, put};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::*;

impl Build {
    pub(in crate::syntax) fn list(&self, p: P) -> List {
        let span = self.span(&p);
        let mut values = Vec::new();
        let mut except = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::except_list => except = k.into_inner().map(|v| self.value(v)).collect(),
                _ => put(&mut values, self.value(k)),
            }
        }
        List {
            values,
            except,
            span,
        }
    }

    pub(in crate::syntax) fn value(&self, p: P) -> Value {
        let span = self.span(&p);
        let mut matcher = None;
        let mut base = None;
        let mut suffixes = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::matcher => matcher = Some(matcher_of(k.as_str())),
                Rule::held_by | Rule::located_in | Rule::as_of => {
                    put(&mut suffixes, self.suffix(k))
                }
                _ => base = Some(self.base(k)),
            }
        }
        Value {
            matcher,
            base: base.unwrap_or(Base::Someone),
            suffixes,
            span,
        }
    }

    fn suffix(&self, p: P) -> Suffix {
        let rule = p.as_rule();
        let Some(k) = p.into_inner().next() else {
            return Suffix::AsOf(Moment::It(crate::source::Span::new(self.source, 0, 0)));
        };
        match rule {
            Rule::held_by => Suffix::HeldBy(self.operand(k)),
            Rule::located_in => Suffix::LocatedIn(self.base_value(k)),
            _ => Suffix::AsOf(self.moment(k)),
        }
    }

    /// A base as a value of its own.
    pub(in crate::syntax) fn base_value(&self, p: P) -> Value {
        let span = self.span(&p);
        Value {
            matcher: None,
            base: self.base(p),
            suffixes: Vec::new(),
            span,
        }
    }

    /// A name, variable, word or quantified type, with `located in`.
    pub(in crate::syntax) fn operand(&self, p: P) -> Value {
        let span = self.span(&p);
        let mut base = Base::Someone;
        let mut suffixes = Vec::new();
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::located_near => {
                    if let Some(k) = k.into_inner().next() {
                        suffixes.push(Suffix::LocatedIn(self.base_value(k)));
                    }
                }
                _ => base = self.base(k),
            }
        }
        Value {
            matcher: None,
            base,
            suffixes,
            span,
        }
    }

    fn base(&self, p: P) -> Base {
        match p.as_rule() {
            Rule::text => Base::Text(self.text(&p)),
            Rule::datetime | Rule::date => Base::Date(self.keyword(&p)),
            Rule::someone => Base::Someone,
            Rule::unnamed => Base::Others,
            Rule::side => Base::Side(self.first_word(p)),
            Rule::variable => Base::Variable(self.word(&p), None),
            Rule::name => Base::Noun {
                words: Vec::new(),
                name: Some(self.word(&p)),
                braces: Vec::new(),
                of: None,
            },
            Rule::word => Base::Noun {
                words: vec![self.word(&p)],
                name: None,
                braces: Vec::new(),
                of: None,
            },
            Rule::group => match p.into_inner().next() {
                Some(k) => Base::Group(Box::new(self.list(k))),
                None => Base::Someone,
            },
            Rule::choice_of => self.choice_of(p),
            Rule::choice => Base::Choice(self.cases(p, |b, k| b.list(k)), None),
            Rule::ratio => {
                let mut w = p.into_inner().map(|k| self.word(&k));
                match (w.next(), w.next()) {
                    (Some(a), Some(b)) => Base::Ratio(a, b),
                    _ => Base::Someone,
                }
            }
            Rule::amount => self.amount(p),
            Rule::hole => self.hole(p),
            Rule::band => self.band(p),
            Rule::clause_ref => self.clause_ref(p),
            Rule::quantified => self.quantified(p),
            _ => self.noun(p),
        }
    }

    pub(super) fn first_word(&self, p: P) -> Word {
        let whole = self.word(&p);
        p.into_inner().next().map_or(whole, |k| self.word(&k))
    }

    fn amount(&self, p: P) -> Base {
        let mut number = self.word(&p);
        let (mut magnitude, mut unit, mut per, mut of) = (None, None, None, None);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::number => number = self.word(&k),
                Rule::magnitude => magnitude = Some(self.word(&k)),
                Rule::per => per = k.into_inner().next().map(|u| self.word(&u)),
                Rule::time_unit | Rule::word | Rule::name => unit = Some(self.word(&k)),
                _ => of = Some(Box::new(self.base_value(k))),
            }
        }
        Base::Amount {
            number,
            magnitude,
            unit,
            per,
            of,
        }
    }

    fn hole(&self, p: P) -> Base {
        let mut blank = self.word(&p);
        let (mut note, mut unit, mut noun) = (None, None, None);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::set_by => return Base::SetBy(self.first_word(k)),
                Rule::blank => blank = self.word(&k),
                Rule::string => note = Some(self.text(&k)),
                Rule::time_unit => unit = Some(self.word(&k)),
                _ => noun = Some(Box::new(self.base_value(k))),
            }
        }
        Base::Hole {
            blank,
            note,
            unit,
            noun,
        }
    }

    fn clause_ref(&self, p: P) -> Base {
        let mut labels = Vec::new();
        let mut of = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => of = Some(self.word(&k)),
                Rule::up_to => {
                    let last = k.into_inner().next().map(|l| self.word(&l));
                    let more = labels.last().zip(last).map(|(a, b)| between(a, b));
                    labels.extend(more.into_iter().flatten());
                }
                _ => labels.push(self.word(&k)),
            }
        }
        Base::Clauses(labels, of)
    }

    fn quantified(&self, p: P) -> Base {
        let mut quantifier = self.word(&p);
        let (mut word, mut braces, mut of, mut variable) = (None, Vec::new(), None, None);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::quantifier => quantifier = self.word(&k),
                Rule::word | Rule::clauses_word => word = Some(self.word(&k)),
                Rule::braces => braces = self.braces(k),
                Rule::variable => variable = Some(self.word(&k)),
                _ => of = k.into_inner().next().map(|k| Box::new(self.base_value(k))),
            }
        }
        Base::Quantified {
            quantifier,
            word,
            braces,
            of,
            variable,
        }
    }

    fn braces(&self, p: P) -> Vec<Field> {
        p.into_inner().map(|k| self.field(k)).collect()
    }

    /// `word_noun` and `named_noun`.
    fn noun(&self, p: P) -> Base {
        let (mut words, mut name, mut variable, mut braces, mut of) =
            (Vec::new(), None, None, Vec::new(), None);
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::word => put(&mut words, self.word(&k)),
                Rule::name => name = Some(self.word(&k)),
                Rule::variable => variable = Some(self.word(&k)),
                Rule::braces => braces = self.braces(k),
                _ => of = Some(Box::new(self.base_value(k))),
            }
        }
        match variable {
            Some(v) if words.is_empty() => Base::Variable(v, of),
            // An adjective before a variable: the variable is the name.
            Some(v) => Base::Noun {
                words,
                name: Some(v),
                braces,
                of,
            },
            None => Base::Noun {
                words,
                name,
                braces,
                of,
            },
        }
    }

    pub(in crate::syntax) fn moment(&self, p: P) -> Moment {
        let span = self.span(&p);
        match p.as_rule() {
            Rule::extreme => {
                let mut word = self.word(&p);
                let mut of = Vec::new();
                for k in p.into_inner() {
                    match k.as_rule() {
                        Rule::extreme_word => word = self.word(&k),
                        _ => of.push(self.moment(k)),
                    }
                }
                Moment::Extreme(word, of, span)
            }
            Rule::shifted => self.shifted(p),
            Rule::point_of => self.point_of(p),
            Rule::signature => {
                Moment::Signature(p.into_inner().next().map(|k| self.word(&k)), span)
            }
            Rule::entry => Moment::Entry(
                p.into_inner().next().map(|k| Box::new(self.base_value(k))),
                span,
            ),
            Rule::datetime | Rule::date => Moment::Date(self.keyword(&p)),
            Rule::stated_date => Moment::AnyDate(true, span),
            // `any stated date` is a `stated_date` by then: the grammar tries it first.
            Rule::any_date => Moment::AnyDate(false, span),
            Rule::it => Moment::It(span),
            Rule::moments => Moment::Choice(self.cases(p, |b, k| b.moment(k)), span),
            Rule::blank_moment => {
                let whole = self.word(&p);
                let mut k = p.into_inner();
                let blank = k.next().map_or(whole, |b| self.word(&b));
                Moment::Blank(blank, k.next().map(|t| self.text(&t)))
            }
            _ => Moment::Word(self.first_word(p)),
        }
    }

    fn shifted(&self, p: P) -> Moment {
        let span = self.span(&p);
        let whole = self.word(&p);
        let mut parts = p.into_inner();
        let mut next = || parts.next();
        match (next(), next(), next()) {
            (Some(d), Some(to), Some(m)) => Moment::Shifted(
                self.duration(d),
                self.word(&to),
                Box::new(self.moment(m)),
                span,
            ),
            _ => Moment::Word(whole),
        }
    }

    fn point_of(&self, p: P) -> Moment {
        let span = self.span(&p);
        let mut point = self.word(&p);
        let mut of = PointOf::It(span);
        let mut by = None;
        for k in p.into_inner() {
            match k.as_rule() {
                Rule::point => point = self.word(&k),
                Rule::by_whom => by = k.into_inner().next().map(|o| Box::new(self.operand(o))),
                Rule::event => of = PointOf::Event(self.sentence(k)),
                Rule::it => of = PointOf::It(self.span(&k)),
                Rule::word_moment => {
                    let span = self.span(&k);
                    let base = Base::Noun {
                        words: vec![self.first_word(k)],
                        name: None,
                        braces: Vec::new(),
                        of: None,
                    };
                    of = PointOf::Value(Value {
                        matcher: None,
                        base,
                        suffixes: Vec::new(),
                        span,
                    });
                }
                _ => of = PointOf::Value(self.base_value(k)),
            }
        }
        Moment::Point(point, Box::new(of), by, span)
    }
}

fn matcher_of(raw: &str) -> Matcher {
    let words = super::words_of(raw);
    match (words.first().copied(), words.get(1).copied()) {
        (Some("at"), Some("most")) => Matcher::AtMost,
        (Some("at"), _) => Matcher::AtLeast,
        (Some("more"), _) => Matcher::MoreThan,
        (Some("less"), _) => Matcher::LessThan,
        (Some("other"), _) => Matcher::OtherThan,
        (Some("one"), _) => Matcher::OneOf,
        (Some("excludes"), _) => Matcher::Excludes,
        (Some("about"), _) => Matcher::About,
        (Some("exactly"), _) => Matcher::Exactly,
        _ => Matcher::Only,
    }
}

/// The labels behind the first one up to the last: `2`, `3`, `4` of `1 to 4`, `13.b`, `13.c` of `13.a to 13.c`. What has no order, or too many between, is a label nobody has; of that, and of those
/// that do not exist, it is told where they are looked up.
fn between(first: &Word, last: Word) -> Vec<Word> {
    const MOST: usize = 1000;
    let cut = |l: &str| l.rfind('.').map_or(0, |at| at + 1);
    let (a, b) = (first.text.as_str(), last.text.as_str());
    let (head, from) = a.split_at(cut(a));
    let (other, to) = b.split_at(cut(b));
    let named = |label: String| Word {
        text: label.into(),
        ..last.clone()
    };
    let mut steps: Vec<String> = match (from.parse::<usize>(), to.parse::<usize>()) {
        (Ok(x), Ok(y)) if x.abs_diff(y) > MOST => Vec::new(),
        (Ok(x), Ok(y)) if x < y => (x + 1..=y).map(|n| n.to_string()).collect(),
        (Ok(x), Ok(y)) if y < x => (y..x).rev().map(|n| n.to_string()).collect(),
        _ => match (from.as_bytes(), to.as_bytes()) {
            ([x], [y]) if x < y && x.is_ascii_lowercase() && y.is_ascii_lowercase() => {
                (x + 1..=*y).map(|c| char::from(c).to_string()).collect()
            }
            _ => Vec::new(),
        },
    };
    if head != other || steps.is_empty() {
        return vec![named(format!("{a} to {b}"))];
    }
    steps.iter_mut().for_each(|s| s.insert_str(0, head));
    steps.into_iter().map(named).collect()
}

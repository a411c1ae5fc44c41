//! Values, lists, moments and fields.

use super::Flow;
use crate::syntax::tree::*;

impl Flow {
    pub(super) fn field(&mut self, f: &Field) {
        self.word(&f.name);
        if let Some(index) = &f.index {
            self.put("for");
            self.list(index);
        }
        self.close(":");
        self.list(&f.value);
        self.close(";");
    }

    /// Fields in braces behind a noun.
    fn braces(&mut self, fields: &[Field]) {
        if fields.is_empty() {
            return;
        }
        self.put("{");
        for f in fields {
            self.field(f);
            self.may_break();
        }
        self.put("}");
    }

    pub(super) fn list(&mut self, l: &List) {
        self.values(&l.values);
        if !l.except.is_empty() {
            self.may_break();
            self.put("except");
            self.values(&l.except);
        }
    }

    fn values(&mut self, values: &[Value]) {
        for (n, v) in values.iter().enumerate() {
            if n > 0 {
                self.comma();
            }
            self.value(v);
        }
    }

    pub(super) fn value(&mut self, v: &Value) {
        if let Some(m) = v.matcher {
            self.put(m.word());
        }
        self.base(&v.base);
        for s in &v.suffixes {
            match s {
                Suffix::HeldBy(v) => {
                    self.put("held by");
                    self.value(v);
                }
                Suffix::LocatedIn(v) => {
                    self.put("located in");
                    self.value(v);
                }
                Suffix::AsOf(m) => {
                    self.put("as of");
                    self.moment(m);
                }
            }
        }
    }

    // Longer than a function should be: a table, with the order of words for each form of a value.
    fn base(&mut self, b: &Base) {
        match b {
            Base::Choice(cases, behind) => {
                self.cases(cases, Self::list);
                if let Some(behind) = behind {
                    self.maybe(behind.magnitude.as_ref());
                    self.maybe(behind.unit.as_ref().map(Unit::word));
                    self.maybe_after("per", behind.per.as_ref());
                    self.of_value(behind.of.as_ref());
                }
            }
            Base::Group(list) => {
                self.open("(");
                self.list(list);
                self.close(")");
            }
            Base::Text(t) => self.text(t),
            Base::Date(w) | Base::Variable(w, None) => self.word(w),
            Base::Variable(w, of) => {
                self.word(w);
                self.of_value(of.as_deref());
            }
            Base::Ratio(a, b) => {
                self.word(a);
                self.word_after("for", b);
            }
            Base::Amount {
                number,
                magnitude,
                unit,
                per,
                of,
            } => {
                self.word(number);
                self.maybe(magnitude.as_ref());
                self.maybe(unit.as_ref());
                self.maybe_after("per", per.as_ref());
                self.of_value(of.as_deref());
            }
            Base::Hole {
                blank,
                note,
                unit,
                noun,
            } => {
                self.word(blank);
                self.title(note.as_ref());
                self.maybe(unit.as_ref());
                if let Some(noun) = noun {
                    self.value(noun);
                }
            }
            Base::SetBy(who) => self.word_after("set by", who),
            Base::Band {
                width,
                unit,
                side,
                line,
            } => {
                self.word_after("band of", width);
                self.word(unit);
                self.word_after("on", side);
                self.word_after("side of", line);
            }
            Base::Clauses(labels, of) => {
                // The plural takes every comma behind it, so a single clause is never named by it.
                self.put(if labels.len() == 1 {
                    "clause"
                } else {
                    "clauses"
                });
                self.words(labels);
                self.maybe_after("of", of.as_ref());
            }
            Base::Side(which) => {
                self.word(which);
                self.put("side");
            }
            Base::Someone => self.put("someone"),
            Base::Others => self.put("others unnamed"),
            Base::Quantified {
                quantifier,
                word,
                braces,
                of,
                variable,
            } => {
                self.word(quantifier);
                self.maybe(word.as_ref());
                self.braces(braces);
                self.of_value(of.as_deref());
                self.maybe(variable.as_ref());
            }
            Base::Noun {
                words,
                name,
                braces,
                of,
            } => {
                words.iter().for_each(|w| self.word(w));
                self.maybe(name.as_ref());
                self.braces(braces);
                self.of_value(of.as_deref());
            }
        }
    }

    /// `[a | b]`, each with its label if it has one.
    fn cases<T>(&mut self, cases: &[(Option<Word>, T)], put: fn(&mut Self, &T)) {
        self.open("[");
        for (n, (label, case)) in cases.iter().enumerate() {
            if n > 0 {
                self.put("|");
            }
            if let Some(label) = label {
                self.word(label);
                self.close(":");
            }
            put(self, case);
        }
        self.close("]");
    }

    fn maybe(&mut self, w: Option<&Word>) {
        if let Some(w) = w {
            self.word(w);
        }
    }

    fn of_value(&mut self, v: Option<&Value>) {
        if let Some(v) = v {
            self.put("of");
            self.value(v);
        }
    }

    pub(super) fn moment(&mut self, m: &Moment) {
        match m {
            Moment::Extreme(word, moments, _) => {
                self.word(word);
                self.put("of");
                for (n, m) in moments.iter().enumerate() {
                    if n > 0 {
                        self.put("and");
                    }
                    self.moment(m);
                }
            }
            Moment::Shifted(length, to, of, _) => {
                self.duration(length);
                self.word(to);
                self.moment(of);
            }
            Moment::Point(word, of, by, _) => {
                self.word(word);
                self.put("of");
                match of.as_ref() {
                    PointOf::Event(s) => {
                        self.open("(");
                        self.sentence(s);
                        self.close(")");
                    }
                    PointOf::It(_) => self.put("it"),
                    PointOf::Value(v) => self.value(v),
                }
                if let Some(by) = by {
                    self.put("by");
                    self.value(by);
                }
            }
            Moment::Signature(of, _) => {
                self.put("signature");
                self.maybe_after("of", of.as_ref());
            }
            Moment::Entry(of, _) => {
                self.put("entry-into-force");
                self.of_value(of.as_deref());
            }
            Moment::Date(w) | Moment::Word(w) => self.word(w),
            Moment::It(_) => self.put("it"),
            Moment::AnyDate(stated, _) => self.put(if *stated {
                "any stated date"
            } else {
                "any date"
            }),
            Moment::Blank(w, note) => {
                self.word(w);
                self.title(note.as_ref());
            }
            Moment::Choice(cases, _) => self.cases(cases, Self::moment),
        }
    }

    pub(super) fn duration(&mut self, d: &Duration) {
        match d {
            Duration::Of { number, unit, .. } => {
                self.maybe(number.as_ref());
                self.word(unit);
            }
            Duration::Choice(cases, _) => self.cases(cases, Self::duration),
        }
    }
}

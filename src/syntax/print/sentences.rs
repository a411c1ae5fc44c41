//! Sentences, phrases, conditions.

use super::Flow;
use crate::syntax::tree::*;

impl Flow {
    pub(super) fn sentence(&mut self, s: &Sentence) {
        if s.subject.only {
            self.put("only");
        }
        self.list(&s.subject.list);
        let many = is_many(&s.subject);
        match &s.predicate {
            Predicate::Promise {
                modal,
                jointly,
                deed,
                ..
            } => {
                self.put(modal_words(*modal, many));
                self.deed(*jointly, deed, true);
            }
            Predicate::State { negated, state, of } => {
                self.put(if many { "are" } else { "is" });
                if *negated {
                    self.put("not");
                }
                self.word(state);
                if let Some(of) = of {
                    self.put("of");
                    self.value(of);
                }
            }
            Predicate::Event { jointly, deed } => self.deed(*jointly, deed, many),
        }
        self.parts(
            &s.tail,
            false,
            !matches!(s.predicate, Predicate::Event { .. }),
        );
        if let Some(that) = &s.that {
            self.may_break();
            self.put("that");
            self.sentence(that);
        }
    }

    fn deed(&mut self, jointly: bool, deed: &Deed, plain: bool) {
        if jointly {
            self.put("jointly");
        }
        match deed {
            Deed::Anything(_) => self.put(if plain {
                "do anything"
            } else {
                "does anything"
            }),
            Deed::Act { verb, object } => {
                self.word(verb);
                if let Some(object) = object {
                    self.list(object);
                }
            }
        }
    }

    /// Before a phrase: a comma only before who verifies or judges. Before `at least 3 days after …` a comma would make a value of it.
    fn between(&mut self, before: Option<&Phrase>, p: &Phrase) {
        match &p.kind {
            // A comma closes the event of a condition: without it the phrase would go with the event.
            _ if before.is_some_and(closes_with_comma) => self.comma(),
            // `completion of clause 2 by …` would be read as by whom.
            PhraseKind::Time(None, Bound::Fixed(word, _))
                if word.text == "by" && before.is_some_and(ends_with_point) =>
            {
                self.comma()
            }
            PhraseKind::Manner(word, _)
                if matches!(word.text.as_str(), "verified by" | "judged by") =>
            {
                self.comma()
            }
            _ => self.may_break(),
        }
    }

    /// Roles and phrases: behind a sentence, or opening what stands there.
    pub(super) fn tail(&mut self, parts: &[TailPart], opens: bool) {
        self.parts(parts, opens, true);
    }

    /// In an event a comma would end it.
    fn parts(&mut self, parts: &[TailPart], opens: bool, commas: bool) {
        for (n, part) in parts.iter().enumerate() {
            match part {
                _ if opens && n == 0 => {}
                TailPart::Phrase(_) if !commas => self.may_break(),
                TailPart::Phrase(p) => {
                    let before = n.checked_sub(1).and_then(|n| {
                        if let TailPart::Phrase(b) = &parts[n] {
                            Some(b)
                        } else {
                            None
                        }
                    });
                    self.between(before, p);
                }
                TailPart::Role { .. } => self.may_break(),
            }
            self.tail_part(part);
        }
    }

    fn tail_part(&mut self, part: &TailPart) {
        match part {
            TailPart::Role {
                only,
                preposition,
                list,
                ..
            } => {
                if *only {
                    self.put("only");
                }
                self.word(preposition);
                self.list(list);
            }
            TailPart::Phrase(p) => self.phrase(p),
        }
    }

    /// Phrases that stand alone.
    pub(super) fn phrases(&mut self, phrases: &[Phrase]) {
        for (n, p) in phrases.iter().enumerate() {
            if n > 0 {
                self.between(phrases.get(n - 1), p);
            }
            self.phrase(p);
        }
    }

    fn phrase(&mut self, p: &Phrase) {
        match &p.kind {
            PhraseKind::Time(pick, bound) => {
                if let Some(pick) = pick {
                    self.word(pick);
                }
                self.bound(bound);
            }
            PhraseKind::Guard(word, c) => {
                self.word(word);
                self.condition(c);
            }
            PhraseKind::Precedence(word, list) | PhraseKind::Manner(word, list) => {
                self.word(word);
                self.list(list);
            }
            PhraseKind::Alone(word) => self.word(word),
        }
    }

    fn bound(&mut self, b: &Bound) {
        match b {
            Bound::Within(d, word, m) => {
                self.put("within");
                self.duration(d);
                self.word(word);
                self.moment(m);
            }
            Bound::Offset(d, word, m) => {
                self.put("at least");
                self.duration(d);
                self.word(word);
                self.moment(m);
            }
            Bound::Relative(word, m) | Bound::Fixed(word, m) => {
                self.word(word);
                self.moment(m);
            }
            Bound::AtOnce(m) => {
                self.put("at once with");
                self.moment(m);
            }
            Bound::For(matcher, d) => {
                self.put("for");
                if let Some(matcher) = matcher {
                    self.word(matcher);
                }
                self.duration(d);
            }
            Bound::Renewed(d, objectors) => {
                self.put("renewed for");
                self.duration(d);
                for (n, who) in objectors.iter().enumerate() {
                    self.put(if n == 0 { "unless" } else { "or" });
                    self.value(who);
                }
                if !objectors.is_empty() {
                    self.put("objects");
                }
            }
            Bound::Every(d) => {
                self.put("every");
                self.duration(d);
            }
            Bound::Soon(word) => self.word(word),
        }
    }

    pub(super) fn condition(&mut self, c: &Condition) {
        for (n, atom) in c.atoms.iter().enumerate() {
            if n > 0 {
                self.may_break();
                self.put(if c.any { "or" } else { "and" });
            }
            match atom {
                Atom::Kind(k) => self.kind_pattern(k),
                Atom::Order(o) => self.order(o),
                Atom::Sentence(s) => self.sentence(s),
                Atom::Moment(m) => self.moment(m),
            }
        }
    }

    pub(super) fn kind_pattern(&mut self, k: &KindPattern) {
        self.word(&k.kind);
        self.put("{");
        for item in &k.body {
            match item {
                PatternItem::Field(f) => self.field(f),
                PatternItem::Phrases(p, _) => {
                    self.phrases(p);
                    self.close(";");
                }
                PatternItem::Sentence(s) => {
                    self.sentence(s);
                    self.close(";");
                }
            }
            self.may_break();
        }
        self.put("}");
        self.phrases(&k.phrases);
    }

    pub(super) fn order(&mut self, o: &Order) {
        self.moment(&o.moment);
        self.may_break();
        self.phrases(&o.phrases);
    }
}

/// `are`, not `is`: the tree does not hold which was written.
fn is_many(s: &Subject) -> bool {
    match s.list.values.as_slice() {
        [
            Value {
                base: Base::Quantified { quantifier, .. },
                ..
            },
        ] => quantifier.text == "all",
        values => values.len() > 1,
    }
}

fn modal_words(m: Modal, many: bool) -> &'static str {
    match m {
        Modal::May => "may",
        Modal::Expected if many => "are expected to",
        Modal::Expected => "is expected to",
        Modal::Shall => "shall",
        Modal::Hereby => "hereby",
        Modal::ExpectedNot if many => "are expected not to",
        Modal::ExpectedNot => "is expected not to",
        Modal::ShallNot => "shall not",
    }
}

/// Does a phrase end with a moment of something that does not say by whom?
fn ends_with_point(p: &Phrase) -> bool {
    fn open(m: &Moment) -> bool {
        match m {
            Moment::Point(_, _, by, _) => by.is_none(),
            Moment::Extreme(_, of, _) => of.last().is_some_and(open),
            Moment::Shifted(_, _, of, _) => open(of),
            _ => false,
        }
    }
    match &p.kind {
        PhraseKind::Time(
            _,
            Bound::Within(_, _, m)
            | Bound::Offset(_, _, m)
            | Bound::Relative(_, m)
            | Bound::Fixed(_, m)
            | Bound::AtOnce(m),
        ) => open(m),
        PhraseKind::Guard(_, c) => match c.atoms.last() {
            Some(Atom::Order(o)) => o.phrases.last().is_some_and(ends_with_point),
            Some(Atom::Moment(m)) => open(m),
            _ => false,
        },
        _ => false,
    }
}

/// Does a phrase end with an event, which would take what follows for its own?
fn closes_with_comma(p: &Phrase) -> bool {
    matches!(&p.kind, PhraseKind::Guard(_, c) if matches!(c.atoms.last(), Some(Atom::Sentence(_))))
}

//! Resolves what is said beside the verb, when and under which condition: phrases, lengths of time, conditions and patterns of clauses.

use super::Resolver;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;

/// No length of time is longer.
const LONGEST_DAYS: i128 = 36_525;
const LONGEST_MONTHS: i128 = 1_200;

impl Resolver<'_> {
    pub(super) fn phrase(&mut self, p: &t::Phrase) -> Option<Phrase> {
        let kind = match &p.kind {
            t::PhraseKind::Time(pick, bound) => PhraseKind::Time(
                pick.as_ref().map(|w| known(w, Pick::read)),
                self.bound_of(bound),
            ),
            t::PhraseKind::Guard(word, c) => {
                PhraseKind::Guard(known(word, Guard::read), self.condition(c))
            }
            t::PhraseKind::Precedence(word, list) => PhraseKind::Precedence(
                known(word, Precedence::read),
                self.list(list, &Want::default(), "this"),
            ),
            t::PhraseKind::Manner(word, list) => {
                let manner = known(word, Manner::read);
                let list = self.list(list, &Want::default(), "this");
                self.who_sees_to_it(manner, word, &list);
                PhraseKind::Manner(manner, list)
            }
            t::PhraseKind::Alone(word) => PhraseKind::Alone(known(word, Alone::read)),
        };
        Some(Phrase { kind, span: p.span })
    }

    /// Who verifies, judges or carries it is somebody: a day or an amount there was meant as something else.
    fn who_sees_to_it(&mut self, manner: Manner, word: &t::Word, list: &List) {
        let somebody = matches!(manner, Manner::VerifiedBy | Manner::JudgedBy);
        let nobody = |i: &&Item| matches!(i.base, Base::Date(_) | Base::Amount(_) | Base::Ratio(_));
        let Some(i) = list.items.iter().find(nobody).filter(|_| somebody) else {
            return;
        };
        let d = Diagnostic::new(
            Code::WrongType,
            i.span,
            format!("`{}` names who it is, and this is nobody", word.text),
        )
        .here("a day or an amount");
        self.report(d.help("name somebody, or write `unspecified`; a deadline is a phrase of its own: `verified by A, by 2026-05-01`"));
    }

    fn bound_of(&mut self, b: &t::Bound) -> Bound {
        match b {
            t::Bound::Within(d, w, m) => {
                Bound::Within(self.duration(d), known(w, Counted::read), self.moment(m))
            }
            t::Bound::Offset(d, w, m) => {
                Bound::Offset(self.duration(d), known(w, Counted::read), self.moment(m))
            }
            t::Bound::Relative(w, m) | t::Bound::Fixed(w, m) => {
                Bound::At(known(w, Relation::read), self.moment(m))
            }
            t::Bound::AtOnce(m) => Bound::AtOnce(self.moment(m)),
            t::Bound::For(m, d) => Bound::For(
                m.as_ref().and_then(|w| Matcher::read(&w.text)),
                self.duration(d),
            ),
            t::Bound::Renewed(d, objectors) => self.renewed(d, objectors),
            t::Bound::Every(d) => Bound::Every(self.duration(d)),
            t::Bound::Soon(word) => Bound::Soon(known(word, Haste::read)),
        }
    }

    pub(super) fn duration(&mut self, d: &t::Duration) -> Duration {
        let (number, unit, span) = match d {
            t::Duration::Of { number, unit, span } => (number, unit, *span),
            t::Duration::Choice(cases, span) => {
                self.bracket_in_a_line(*span);
                // The grammar has two alternatives at least.
                return self.duration(&cases[0].1);
            }
        };
        let unit = self.v.units.get(&unit.text);
        let (number, at) = number
            .as_ref()
            .map_or(("1", span), |n| (n.text.as_str(), n.span));
        let calendar = unit.is_some_and(|u| u.dimension == "calendar");
        let known = Exact::read(number).and_then(|n| n.times(unit?.factor));
        let longest = Exact::new(
            if calendar {
                LONGEST_MONTHS
            } else {
                LONGEST_DAYS
            },
            1,
        );
        let known = known.filter(|n| longest.is_some_and(|l| n.compare(l).is_le()));
        if known.is_none() && number.starts_with(|c: char| c.is_ascii_digit()) {
            self.report(
                Diagnostic::new(
                    Code::BadNumber,
                    span,
                    "This length of time is more than a hundred years",
                )
                .help("count in years; what has no end needs no length"),
            );
        }
        let blank = Blank::read(number);
        let hole = blank.and_then(|blank| Some((Hole { blank, span: at }, unit?.factor)));
        Duration {
            number: known,
            hole,
            calendar,
            span,
        }
    }

    /// What a line asks is one thing: alternatives are the draft's.
    pub(super) fn bracket_in_a_line(&mut self, span: Span) {
        let d = Diagnostic::new(
            Code::WrongForm,
            span,
            "A time has alternatives in a statement of a draft, and this is none",
        );
        self.report(d.help("write one of them; of a line, write a rule for each"));
    }

    pub(super) fn condition(&mut self, c: &t::Condition) -> Condition {
        let atoms = c.atoms.iter().filter_map(|a| self.atom(a)).collect();
        Condition {
            any: c.any,
            atoms,
            span: c.span,
        }
    }

    fn atom(&mut self, a: &t::Atom) -> Option<Atom> {
        Some(match a {
            t::Atom::Sentence(s) => Atom::Sentence(self.sentence(s)?),
            t::Atom::Kind(k) => Atom::Kind(self.kind_pattern(k)?),
            t::Atom::Order(o) => Atom::Order(self.order(o)),
            t::Atom::Moment(m) => Atom::Moment(self.moment(m)),
        })
    }

    pub(super) fn kind_pattern(&mut self, k: &t::KindPattern) -> Option<KindPattern> {
        let sort = crate::syntax::SORTS.contains(&k.kind.text.as_str());
        if !sort && self.v.kind(&k.kind.text).is_none() {
            self.unknown_kind(&k.kind);
            return None;
        }
        let mut out = KindPattern {
            kind: k.kind.text.clone(),
            sort,
            fields: Vec::new(),
            sentences: Vec::new(),
            phrases: Vec::new(),
            span: k.span,
        };
        for item in &k.body {
            match item {
                t::PatternItem::Field(f) => {
                    if let Some(e) = self.field(f, &k.kind.text) {
                        out.fields.push((e.name, e.index, e.value));
                    }
                }
                t::PatternItem::Sentence(s) => out.sentences.extend(self.sentence(s)),
                t::PatternItem::Phrases(p, _) => {
                    out.phrases.extend(p.iter().filter_map(|p| self.phrase(p)))
                }
            }
        }
        out.phrases
            .extend(k.phrases.iter().filter_map(|p| self.phrase(p)));
        Some(out)
    }
}

/// A word of the language, of which the grammar lets no other stand there.
pub(super) fn known<T>(word: &t::Word, read: fn(&str) -> Option<T>) -> T {
    read(&word.text).expect("the grammar and the words of the model are the same")
}

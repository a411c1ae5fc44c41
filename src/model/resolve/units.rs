//! Units never mix: a line that asks for kilometres where every draft counts people can meet nothing, and says so.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;

/// A role of an action, or a field of a kind.
type Place = (String, String);

/// Stands for a number without a unit.
const BARE: &str = "a number without a unit";

#[derive(Default)]
struct Amounts(Vec<(Place, CompactString, Span)>);

impl Amounts {
    fn list(&mut self, place: Place, l: &List) {
        for i in &l.items {
            match &i.base {
                // A share is of something; so many of somebody's are so many.
                Base::Amount(Amount {
                    dimension: Some(d),
                    of,
                    ..
                }) if of.is_none() || d != SHARE => {
                    self.0.push((place.clone(), d.clone(), i.span));
                }
                Base::Amount(Amount {
                    number: Some(_),
                    dimension: None,
                    of: None,
                    ..
                }) => self.0.push((place.clone(), BARE.into(), i.span)),
                Base::Group(g) => self.list(place.clone(), g),
                _ => {}
            }
        }
    }

    fn sentence(&mut self, v: &Vocabulary, s: &Sentence) {
        let Predicate::Act {
            action: Some(a),
            object,
            ..
        } = &s.predicate
        else {
            return;
        };
        let verb = v.action(*a).verb.to_string();
        if let Some(o) = object {
            self.list((verb.clone(), String::new()), o);
        }
        self.roles(&verb, &s.roles);
        if let Some(t) = &s.that {
            self.sentence(v, t);
        }
    }

    fn roles(&mut self, verb: &str, roles: &[Role]) {
        for r in roles {
            self.list((verb.to_owned(), r.preposition.to_string()), &r.list);
        }
    }

    fn kind(&mut self, v: &Vocabulary, k: &KindPattern) {
        for (name, _, l) in &k.fields {
            self.list((k.kind.to_string(), name.to_string()), l);
        }
        k.sentences.iter().for_each(|s| self.sentence(v, s));
    }
}

/// Compares the units of lines with those of the drafts they judge.
pub(super) fn check(v: &Vocabulary, drafts: &[Draft], positions: &[Position]) -> Vec<Diagnostic> {
    let mut used = Amounts::default();
    for c in drafts.iter().flat_map(|d| &d.clauses) {
        c.sentences.iter().for_each(|(s, _)| used.sentence(v, s));
        for (e, _) in &c.fields {
            used.list((c.kind.to_string(), e.name.to_string()), &e.value);
        }
    }
    let mut known: FxHashMap<Place, Vec<(CompactString, Span)>> = FxHashMap::default();
    for (place, d, span) in used.0 {
        known.entry(place).or_default().push((d, span));
    }
    let asked = asked(v, positions);
    let mut out = Vec::new();
    for (place, dimension, span) in asked.0 {
        let Some(drafts) = known.get(&place) else {
            continue;
        };
        if drafts.iter().any(|(d, _)| *d == dimension) {
            continue;
        }
        let Some((other, at)) = drafts.iter().min_by_key(|(_, s)| *s) else {
            continue;
        };
        let d = Diagnostic::new(
            Code::WrongUnit,
            span,
            format!("Units never mix: this line asks for {dimension}, and a draft says {other}"),
        );
        out.push(d.also(*at, "what a draft says").help(if dimension == BARE {
            format!("say what the number of this line counts: the draft counts {other}")
        } else if other == BARE {
            format!("say in the draft what the number counts: the line asks for {dimension}")
        } else {
            match units_of(v, &dimension) {
                Some(units) => format!("one of the two must change: write the draft's number in {units}, or ask for {other}"),
                None => format!("one of the two must change: say in the draft how many {dimension} are meant, or ask for {other}"),
            }
        }));
    }
    out
}

/// In what a dimension is measured, in words; nothing: it is a noun that counts itself.
pub(super) fn units_of(v: &Vocabulary, dimension: &str) -> Option<String> {
    let of = v.units.iter().filter(|(_, u)| u.dimension == dimension);
    let mut units: Vec<String> = of.map(|(name, _)| format!("`{name}`")).collect();
    units.sort();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    (!units.is_empty()).then(|| crate::syntax::either(&units))
}

/// The amounts lines ask for.
fn asked(v: &Vocabulary, positions: &[Position]) -> Amounts {
    let mut asked = Amounts::default();
    for d in positions
        .iter()
        .flat_map(|p| &p.lines)
        .flat_map(|l| &l.blocks)
        .flat_map(|(_, d)| d)
    {
        match &d.wanted {
            Wanted::Sentence(s) => {
                asked.sentence(v, s);
                if let (
                    Some(Exception::Tail(roles, _)),
                    Predicate::Act {
                        action: Some(a), ..
                    },
                ) = (&d.exception, &s.predicate)
                {
                    asked.roles(&v.action(*a).verb, roles);
                }
            }
            Wanted::Kind(k) => asked.kind(v, k),
            Wanted::Order(..) => {}
        }
    }
    asked
}

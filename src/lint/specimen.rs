//! A draft that says exactly what a rule of a line speaks of: lines are compared by judging it.

use crate::model::*;
use crate::source::Span;
use crate::vocabulary::NodeId;

/// The draft of a rule.
pub(super) struct Specimen {
    pub draft: Draft,
    /// Nothing of the rule was left out.
    pub whole: bool,
}

/// The specimen of a rule among some parties. Nothing: the rule speaks of an effect, of an order in time, or of what can be met in many ways, so that no single draft stands for it.
pub(super) fn of(d: &Demand, parties: &[NodeId]) -> Option<Specimen> {
    let mut whole = d.at_least.is_none();
    let clause = match &d.wanted {
        Wanted::Sentence(s) => {
            // A demand with a day is one without it that asks for more.
            whole &= !s.phrases.iter().any(timed);
            clause("provision", Vec::new(), vec![plain(s)?], d.span)
        }
        Wanted::Kind(k) if !k.sort => {
            let mut fields = Vec::new();
            for (name, index, value) in &k.fields {
                let (mut index, mut value) = (index.clone(), value.clone());
                if index.as_mut().is_none_or(concrete) && concrete(&mut value) {
                    fields.push((Entry { name: name.clone(), index, value, span: k.span }, Vec::new()));
                } else {
                    whole = false;
                }
            }
            let sentences: Vec<Sentence> = k.sentences.iter().filter_map(plain).collect();
            whole &= sentences.len() == k.sentences.len() && k.phrases.is_empty();
            clause(&k.kind, fields, sentences, d.span)
        }
        _ => return None,
    };
    Some(Specimen { draft: draft(clause, parties, d.span), whole })
}

/// A draft that says what both of two say.
pub(super) fn both(a: &Specimen, b: &Specimen) -> Draft {
    let mut out = a.draft.clone();
    out.clauses.extend(b.draft.clauses.iter().cloned().map(|c| Clause { label: "2".into(), ..c }));
    out
}

fn clause(kind: &str, fields: Vec<(Entry, Vec<Under>)>, sentences: Vec<Sentence>, span: Span) -> Clause {
    Clause {
        label: "1".into(),
        title: String::new(),
        kind: kind.into(),
        parent: None,
        layer: 0,
        text: None,
        fields,
        sentences: sentences.into_iter().map(|s| (s, Vec::new())).collect(),
        phrases: Vec::new(),
        orders: Vec::new(),
        prose: false,
        texts: Vec::new(),
        span,
        head: span,
        under: Vec::new(),
    }
}

fn draft(clause: Clause, parties: &[NodeId], span: Span) -> Draft {
    Draft {
        id: "specimen".into(),
        title: String::new(),
        span,
        id_span: span,
        amends: None,
        header: Vec::new(),
        texts: Vec::new(),
        dated: None,
        parties: parties.to_vec(),
        sides: Vec::new(),
        clauses: vec![clause],
        ambiguities: Vec::new(),
        orders: Vec::new(),
        brought_orders: Vec::new(),
        choices: Vec::new(),
        broken: false,
    }
}

/// `by DATE`, `within 30 days of …`: when, and not whether.
fn timed(p: &Phrase) -> bool {
    matches!(p.kind, PhraseKind::Time(_, Bound::Fixed(..) | Bound::Within(..)))
}

/// The sentence as a promise, if its words name single things.
fn plain(s: &Sentence) -> Option<Sentence> {
    if !matches!(s.predicate, Predicate::Act { modal: Some(_), action: Some(_), .. }) {
        return None;
    }
    let mut s = s.clone();
    s.phrases.retain(|p| !matches!(p.kind, PhraseKind::Alone(_)) && !timed(p));
    if !s.phrases.is_empty() {
        return None;
    }
    let Predicate::Act { object, .. } = &mut s.predicate else { return None };
    let named = concrete(&mut s.subject) && object.as_mut().is_none_or(concrete) && s.roles.iter_mut().all(|r| concrete(&mut r.list));
    if let Some(that) = &s.that {
        let that = plain(that)?;
        s.that = Some(Box::new(that));
    }
    named.then_some(s)
}

/// Does a list name single things? `any part of X` is met by all of X.
fn concrete(l: &mut List) -> bool {
    let mut good = true;
    visit::list(l, &mut |i| {
        good &= i.matcher.is_none();
        match &mut i.base {
            Base::Thing(t) => good &= t.variable.is_none() && !matches!(t.quantifier, Quantifier::Any | Quantifier::No),
            Base::Place(p) => {
                if let Place::Part(_, inner) = p {
                    *p = (**inner).clone();
                }
                good &= matches!(p, Place::Region(_) | Place::Union(..) | Place::HeldBy(..));
            }
            Base::Amount(_) | Base::Date(_) | Base::Ratio(_) | Base::Text(_) | Base::Group(_) => {}
            _ => good = false,
        }
    });
    good
}

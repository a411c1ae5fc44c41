//! A draft that says exactly what a rule of a line speaks of: lines are compared by judging it.

use crate::model::*;
use crate::source::Span;
use crate::vocabulary::NodeId;

/// The specimen of a demand among some parties: whoever meets the demand says at least this. Nothing: it speaks of an effect, of an order in time, or of what can be met in many
/// ways, so that no single draft stands for it.
pub(super) fn of(d: &Demand, parties: &[NodeId]) -> Option<Draft> {
    let clause = match &d.wanted {
        Wanted::Sentence(s) => clause("provision", Vec::new(), vec![plain(s)?], d.span),
        Wanted::Kind(k) if !k.sort => {
            let mut fields = Vec::new();
            for (name, index, value) in &k.fields {
                let (mut index, mut value) = (index.clone(), value.clone());
                // What can be met in many ways is left out: less is said then.
                if index.as_mut().is_none_or(concrete) && concrete(&mut value) {
                    fields.push((
                        Entry {
                            name: name.clone(),
                            index,
                            value,
                            span: k.span,
                        },
                        Vec::new(),
                    ));
                }
            }
            clause(
                &k.kind,
                fields,
                k.sentences.iter().filter_map(plain).collect(),
                d.span,
            )
        }
        _ => return None,
    };
    Some(draft(clause, parties, d.span))
}

/// A draft that says what both of two say.
pub(super) fn both(a: &Draft, b: &Draft) -> Draft {
    let mut out = a.clone();
    out.clauses
        .extend(b.clauses.iter().cloned().map(|c| Clause {
            label: "2".into(),
            ..c
        }));
    out
}

fn clause(
    kind: &str,
    fields: Vec<(Entry, Vec<Under>)>,
    sentences: Vec<Sentence>,
    span: Span,
) -> Clause {
    Clause {
        label: "1".into(),
        title: String::new(),
        kind: kind.into(),
        parent: None,
        layer: 0,
        text: None,
        fields,
        sided: rustc_hash::FxHashMap::default(),
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
        unnamed_parties: None,
        sides: Vec::new(),
        clauses: vec![clause],
        ambiguities: Vec::new(),
        orders: Vec::new(),
        brought_orders: Vec::new(),
        defined: Vec::new(),
        choices: Vec::new(),
        broken: false,
    }
}

/// `by DATE`, `within 30 days of …`: when, and not whether.
fn timed(p: &Phrase) -> bool {
    matches!(
        p.kind,
        PhraseKind::Time(_, Bound::At(..) | Bound::Within(..))
    )
}

/// The sentence as a promise, if its words name single things.
fn plain(s: &Sentence) -> Option<Sentence> {
    if !matches!(
        s.predicate,
        Predicate::Act {
            modal: Some(_),
            action: Some(_),
            ..
        }
    ) {
        return None;
    }
    let mut s = s.clone();
    // What is kept up speaks of a time; what is done once is done, whenever.
    let once = matches!(
        s.predicate,
        Predicate::Act {
            modal: Some(Modal::Shall | Modal::Hereby),
            ..
        }
    );
    s.phrases
        .retain(|p| !(matches!(p.kind, PhraseKind::Alone(_)) || once && timed(p)));
    if !s.phrases.is_empty() {
        return None;
    }
    let Predicate::Act { object, .. } = &mut s.predicate else {
        return None;
    };
    let named = concrete(&mut s.subject)
        && object.as_mut().is_none_or(concrete)
        && s.roles.iter_mut().all(|r| concrete(&mut r.list));
    if let Some(that) = &s.that {
        let that = plain(that)?;
        s.that = Some(Box::new(that));
    }
    named.then_some(s)
}

/// Does a list name single things? `any part of X` can be met in many ways.
fn concrete(l: &mut List) -> bool {
    let mut good = true;
    visit::list(l, &mut |i| {
        good &= i.matcher.is_none();
        match &mut i.base {
            Base::Thing(t) => {
                good &= t.variable.is_none()
                    && !matches!(t.quantifier, Quantifier::Any | Quantifier::No)
            }
            Base::Place(p) => {
                if let Place::Part(Quantifier::All, inner) = p {
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

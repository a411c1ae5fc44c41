//! The choices a draft leaves open: brackets, alternatives, proposals and ambiguous terms, each with the name it is chosen by.

use super::*;
use crate::vocabulary::{ThatMode, Vocabulary};
use rustc_hash::FxHashMap;

/// Who makes a choice, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A bracket or `either`: negotiators take one of the alternatives. What packages are made of.
    Bracket,
    /// What a clause only proposes: negotiators agree it or not.
    Proposal,
    /// An ambiguous term: an interpreter reads it.
    Reading,
}

impl Sort {
    /// What one of them is taken from.
    pub(crate) fn values(self) -> &'static str {
        match self {
            Sort::Reading => "readings",
            Sort::Bracket | Sort::Proposal => "alternatives",
        }
    }
}

/// A choice a draft leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenChoice {
    /// The word of an ambiguous term; else the label of the clause, with a number if the clause has several: `6`, `8#2`.
    pub name: CompactString,
    /// Who makes it.
    pub sort: Sort,
    /// Where; its identity.
    pub span: Span,
    /// The clause it stands in.
    pub clause: Option<usize>,
    /// Its alternatives: who proposes each, or the readings.
    pub values: Vec<CompactString>,
    /// The choices it stands under, by position, and the alternative of each: elsewhere it does not arise.
    pub within: Vec<(usize, usize)>,
}

/// A choice and the alternative taken, by position.
pub(crate) type Taken = (usize, usize);

/// What stands under a choice before the choices have positions: by place.
struct Found {
    sort: Sort,
    span: Span,
    values: Vec<CompactString>,
    /// Where the alternatives of a bracket stand.
    parts: Vec<Span>,
    within: Vec<(Span, usize)>,
}

/// How what stands after `that` counts. What is only allowed or hoped for is proposed; what is banned asserts nothing.
pub(crate) fn that_mode(v: &Vocabulary, s: &Sentence) -> Option<ThatMode> {
    let Predicate::Act {
        modal,
        action: Some(action),
        ..
    } = s.predicate
    else {
        return None;
    };
    match (v.action(action).that, modal) {
        (_, Some(Modal::ShallNot | Modal::ExpectedNot)) => None,
        (Some(ThatMode::Asserted), Some(Modal::May | Modal::Expected)) => Some(ThatMode::Proposed),
        (mode, _) => mode,
    }
}

/// The place of the choice that an alternative belongs to, and which value of it that is: an alternative labelled with a reading of an ambiguous term is
/// that term's. No value: the term has no such reading.
pub(crate) fn alternative(
    ambiguities: &[Ambiguity],
    ambiguity: Option<&str>,
    span: Span,
    labels: &[CompactString],
    index: usize,
) -> (Span, Option<usize>) {
    match ambiguity.and_then(|a| ambiguities.iter().find(|x| x.name == a)) {
        Some(a) => (
            a.span,
            a.readings
                .iter()
                .position(|(n, _)| labels.get(index) == Some(n)),
        ),
        None => (span, Some(index)),
    }
}

/// The labels of a bracket; what has none is numbered.
pub(crate) fn labels(c: &Choice) -> Vec<CompactString> {
    c.alternatives
        .iter()
        .enumerate()
        .map(|(n, (l, _))| {
            l.clone()
                .unwrap_or_else(|| format!("alternative {}", n + 1).into())
        })
        .collect()
}

/// All choices of a draft, ambiguous terms first, then in document order.
pub(crate) fn find(v: &Vocabulary, draft: &mut Draft) -> Vec<OpenChoice> {
    let mut out: Vec<OpenChoice> = draft
        .ambiguities
        .iter()
        .map(|a| OpenChoice {
            name: a.name.clone(),
            sort: Sort::Reading,
            span: a.span,
            clause: None,
            values: a.readings.iter().map(|(n, _)| n.clone()).collect(),
            within: Vec::new(),
        })
        .collect();
    let mut within: Vec<Vec<(Span, usize)>> = vec![Vec::new(); out.len()];
    let mut at: FxHashMap<Span, usize> = out.iter().enumerate().map(|(n, c)| (c.span, n)).collect();
    let mut clauses = std::mem::take(&mut draft.clauses);
    for (n, clause) in clauses.iter_mut().enumerate() {
        let mut found = of_clause(v, &draft.ambiguities, clause);
        found.sort_by_key(|f| f.span);
        // What stands in several alternatives of another one arises in each.
        found.dedup_by(|later, first| {
            let same = later.span == first.span;
            if same {
                first.within.retain(|w| later.within.contains(w));
            }
            same
        });
        found.retain(|f| !at.contains_key(&f.span));
        let many = found.len() > 1;
        for (k, f) in found.into_iter().enumerate() {
            let name = if many {
                format!("{}#{}", clause.label, k + 1).into()
            } else {
                clause.label.clone()
            };
            at.insert(f.span, out.len());
            out.push(OpenChoice {
                name,
                sort: f.sort,
                span: f.span,
                clause: Some(n),
                values: f.values,
                within: Vec::new(),
            });
            within.push(f.within);
        }
    }
    draft.clauses = clauses;
    for (choice, around) in out.iter_mut().zip(within) {
        choice.within = around
            .into_iter()
            .filter_map(|(span, value)| Some((*at.get(&span)?, value)))
            .collect();
    }
    out
}

fn of_clause(v: &Vocabulary, ambiguities: &[Ambiguity], c: &mut Clause) -> Vec<Found> {
    let mut out = Vec::new();
    standing(ambiguities, &c.under, &mut out);
    for (e, under) in &mut c.fields {
        let around = standing(ambiguities, under, &mut out);
        let mut each = |i: &mut Item| bracket(i, &around, &mut out);
        e.index.iter_mut().for_each(|l| visit::list(l, &mut each));
        visit::list(&mut e.value, &mut each);
    }
    for (s, under) in &mut c.sentences {
        let around = standing(ambiguities, under, &mut out);
        visit::sentence(s, &mut |i| bracket(i, &around, &mut out));
        proposals(v, s, &around, &mut out);
    }
    for (p, under) in &mut c.phrases {
        let around = standing(ambiguities, under, &mut out);
        visit::phrase(p, &mut |i| bracket(i, &around, &mut out));
    }
    for (o, under) in &mut c.orders {
        let around = standing(ambiguities, under, &mut out);
        visit::order(o, &mut |i| bracket(i, &around, &mut out));
    }
    out
}

/// The alternatives a statement stands under, as places; each `either` on the way is a choice. Mostly there is none.
fn standing(
    ambiguities: &[Ambiguity],
    under: &[Under],
    out: &mut Vec<Found>,
) -> Vec<(Span, usize)> {
    let mut around: Vec<(Span, usize)> = Vec::new();
    for u in under {
        let (at, value) = alternative(
            ambiguities,
            u.ambiguity.as_deref(),
            u.span,
            &u.labels,
            u.index,
        );
        if ambiguities.iter().all(|a| a.span != at) {
            out.push(Found {
                sort: Sort::Bracket,
                span: at,
                values: u.labels.clone(),
                parts: Vec::new(),
                within: around.clone(),
            });
        }
        around.extend(value.map(|v| (at, v)));
    }
    around
}

/// A bracket among values. One inside an alternative of another comes after it, and stands within it.
fn bracket(i: &Item, around: &[(Span, usize)], out: &mut Vec<Found>) {
    let Base::Choice(c) = &i.base else { return };
    if c.ambiguity.is_some() {
        return;
    }
    let mut within = around.to_vec();
    for f in out.iter() {
        within.extend(
            f.parts
                .iter()
                .position(|p| {
                    p.source == c.span.source && p.start <= c.span.start && c.span.end <= p.end
                })
                .map(|n| (f.span, n)),
        );
    }
    let parts = c.alternatives.iter().map(|(_, l)| l.span).collect();
    out.push(Found {
        sort: Sort::Bracket,
        span: c.span,
        values: labels(c),
        parts,
        within,
    });
}

/// What a sentence proposes, and what that proposes again.
fn proposals(v: &Vocabulary, s: &Sentence, around: &[(Span, usize)], out: &mut Vec<Found>) {
    let mut around = around.to_vec();
    let mut at = Some(s);
    while let Some(s) = at {
        match that_mode(v, s) {
            Some(ThatMode::Proposed) if s.that.is_some() => {
                out.push(Found {
                    sort: Sort::Proposal,
                    span: s.span,
                    values: vec!["no".into(), "yes".into()],
                    parts: Vec::new(),
                    within: around.clone(),
                });
                around.push((s.span, 1));
            }
            None | Some(ThatMode::Reported) => return,
            _ => {}
        }
        at = s.that.as_deref();
    }
}

/// So many texts that the phrases around a sentence can make are told apart.
pub(crate) const MOST_TEXTS: usize = 64;

/// In how many ways choices can be made together.
pub(crate) fn ways_of(choices: &[&Under]) -> usize {
    let each = choices.iter().map(|u| u.labels.len());
    each.fold(1, usize::saturating_mul)
}

impl Draft {
    /// The choices under which phrases stand that are said of a clause, each once.
    pub(crate) fn choices_of_phrases(&self, clause: usize) -> Vec<&Under> {
        let mut out: Vec<&Under> = Vec::new();
        let around = self.around(clause).flat_map(|i| &self.clauses[i].phrases);
        for u in around.flat_map(|(_, under)| under) {
            if out.iter().all(|c| c.span != u.span) {
                out.push(u);
            }
        }
        out
    }

    /// The choice and alternative that somebody names: `6=Russia`, `sequence=politics-first`, `6=2` for the second.
    ///
    /// # Errors
    /// What there is, where there is no such choice or alternative.
    pub(crate) fn choose(&self, name: &str, value: &str) -> Result<Taken, NotOpen> {
        let Some(n) = self.choices.iter().position(|c| c.name == name) else {
            return Err(NotOpen::Choice(
                self.choices.iter().map(|c| c.name.clone()).collect(),
            ));
        };
        let values = &self.choices[n].values;
        let by_number = || {
            value
                .parse::<usize>()
                .ok()
                .and_then(|k| k.checked_sub(1))
                .filter(|k| *k < values.len())
        };
        match values.iter().position(|v| v == value).or_else(by_number) {
            Some(k) => Ok((n, k)),
            None => Err(NotOpen::Alternative(values.clone())),
        }
    }

    /// How a party reads the ambiguous terms of the draft, as far as it says.
    pub(crate) fn readings_of(&self, p: &Position) -> Vec<Taken> {
        let mut out = Vec::new();
        for (term, draft, reading) in &p.reads {
            let brought_in =
                |d: &CompactString| self.clauses.iter().any(|c| c.text.as_ref() == Some(d));
            let here = draft
                .as_ref()
                .is_none_or(|d| *d == self.id || self.amends.as_ref() == Some(d) || brought_in(d));
            let choice = self
                .choices
                .iter()
                .position(|c| c.sort == Sort::Reading && c.name == *term)
                .filter(|_| here);
            out.extend(choice.and_then(|n| {
                Some((n, self.choices[n].values.iter().position(|v| v == reading)?))
            }));
        }
        out
    }
}

/// Why nothing can be chosen by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotOpen {
    /// The draft has no such choice; these it has.
    Choice(Vec<CompactString>),
    /// The choice has no such alternative; these it has.
    Alternative(Vec<CompactString>),
}

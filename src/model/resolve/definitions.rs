//! `definition 10.b.word { means for illegal-formations: CADLR; }`: wherever the text says the word, it says what the word means. Under a reading it does so as
//! read, and where another reading defines it otherwise, or not at all, the reading decides.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashSet;

/// What a word means, under which alternative, if it is one of several.
struct Meaning {
    term: NodeId,
    by: CompactString,
    at: Span,
    under: Option<Under>,
    means: List,
}

impl Resolver<'_> {
    /// Puts what words mean in their place.
    pub(super) fn apply_definitions(&mut self, draft: &mut Draft) {
        let meanings = self.meanings(draft);
        if meanings.is_empty() {
            return;
        }
        let v = self.v;
        let mut done: FxHashSet<Span> = FxHashSet::default();
        let mut defined: Vec<Defined> = Vec::new();
        let mut put = |i: &mut Item| {
            let Base::Thing(t) = &i.base else { return };
            let of: Vec<&Meaning> = meanings
                .iter()
                .filter(|m| m.term == t.node && !is_vague(v, &m.means))
                .collect();
            if of.is_empty() || !done.insert(i.span) {
                return;
            }
            let word = t.clone();
            defined.extend(of.iter().map(|m| Defined {
                at: i.span,
                word: m.term,
                by: m.by.clone(),
                means: m.at,
            }));
            i.base = meant(&of, i, &|means| as_said(v, &word, means));
        };
        for c in draft.clauses.iter_mut().filter(|c| !c.is_definition()) {
            for (e, _) in &mut c.fields {
                visit::list(&mut e.value, &mut put);
                e.value.take_in_groups();
            }
            for (s, _) in &mut c.sentences {
                visit::sentence(s, &mut put);
                visit::lists(s, &mut List::take_in_groups);
            }
            c.phrases
                .iter_mut()
                .for_each(|(p, _)| visit::phrase(p, &mut put));
            c.orders
                .iter_mut()
                .for_each(|(o, _)| visit::order(o, &mut put));
        }
        draft.defined = defined;
    }

    fn meanings(&mut self, draft: &Draft) -> Vec<Meaning> {
        let mut out = Vec::new();
        let definitions = draft.clauses.iter().filter(|c| c.is_definition());
        for (c, (e, under)) in definitions
            .flat_map(|c| c.fields.iter().map(move |f| (c, f)))
            .filter(|(_, (e, _))| e.name == "means")
        {
            if under.len() > 1 {
                let d = Diagnostic::new(
                    Code::WrongForm,
                    e.span,
                    "What a word means hangs on two choices here, and is not put in its place",
                );
                self.report(d.help("define it under one reading or alternative"));
                continue;
            }
            for i in e.index.iter().flat_map(|l| &l.items) {
                if let Base::Thing(t) = &i.base {
                    out.push(Meaning {
                        term: t.node,
                        by: c.label.clone(),
                        at: e.span,
                        under: under.first().cloned(),
                        means: e.value.clone(),
                    });
                }
            }
        }
        out
    }
}

/// The value that stands for a word: what it means, or the alternatives of what it may mean.
fn meant(of: &[&Meaning], word: &Item, means: &dyn Fn(&List) -> List) -> Base {
    let itself = || List {
        items: vec![word.clone()],
        except: Vec::new(),
        span: word.span,
    };
    let Some(under) = of.iter().find_map(|m| m.under.as_ref()) else {
        return Base::Group(Box::new(means(&of[0].means)));
    };
    let alternatives = under.labels.iter().enumerate().map(|(index, label)| {
        let said = of.iter().find(|m| {
            m.under
                .as_ref()
                .is_none_or(|u| u.span == under.span && u.index == index)
        });
        (
            Some(label.clone()),
            said.map_or_else(itself, |m| means(&m.means)),
        )
    });
    Base::Choice(Box::new(Choice {
        ambiguity: under.ambiguity.clone(),
        alternatives: alternatives.collect(),
        span: under.span,
    }))
}

/// `operations except self-defence`: what is taken away is no sort of what stands there, and how much is left is not said. The word stays as it is.
fn is_vague(v: &Vocabulary, means: &List) -> bool {
    let of = |i: &Item| {
        if let Base::Thing(t) = &i.base {
            Some(t.node)
        } else {
            None
        }
    };
    means
        .except
        .iter()
        .filter_map(of)
        .any(|e| !means.items.iter().filter_map(of).any(|k| v.under(e, k)))
}

/// What a word means, with all that is said of the word: all of it is all of what it means, and so are those of somebody, or somewhere.
fn as_said(v: &Vocabulary, word: &Thing, means: &List) -> List {
    let mut out = means.clone();
    for i in &mut out.items {
        let Base::Thing(t) = &mut i.base else {
            continue;
        };
        if v.stands_alone(t.node) {
            continue;
        }
        if t.quantifier == Quantifier::Some {
            t.quantifier = word.quantifier;
        }
        t.adjectives.extend(&word.adjectives);
        t.attributes.extend(word.attributes.iter().cloned());
        t.of = t.of.take().or_else(|| word.of.clone());
        t.located = t.located.take().or_else(|| word.located.clone());
        t.unknown = t.unknown.or(word.unknown);
    }
    out
}

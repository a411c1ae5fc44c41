//! Packages of texts: what a draft accompanies, implements or supplements is judged together with it, if it is loaded.

use crate::model::*;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;

/// Header fields that bring the clauses of other texts in.
const BRINGS_IN: &[&str] = &["accompanies", "implements", "supplements"];

/// Puts behind the clauses of every draft those of the texts it brings in, directly or through others. Every draft is packed from the texts as
/// written, so a circle of references brings each text in once.
pub(super) fn pack(v: &Vocabulary, drafts: &mut [Draft]) {
    let written: FxHashMap<CompactString, Draft> = drafts
        .iter()
        .filter(|d| brings_in(v, d).next().is_some() || is_brought_in(v, drafts, d))
        .map(|d| (d.id.clone(), d.clone()))
        .collect();
    for draft in drafts {
        let mut todo: Vec<CompactString> = brings_in(v, draft).collect();
        let mut done = vec![draft.id.clone()];
        let mut next = 0;
        while let Some(id) = todo.get(next).cloned() {
            next += 1;
            if done.contains(&id) {
                continue;
            }
            if let Some(text) = written.get(&id) {
                todo.extend(brings_in(v, text));
                bring_in(draft, text);
            }
            done.push(id);
        }
    }
}

/// The drafts a header names.
fn brings_in<'a>(v: &'a Vocabulary, d: &'a Draft) -> impl Iterator<Item = CompactString> + 'a {
    let items = d
        .header
        .iter()
        .filter(|h| BRINGS_IN.contains(&h.name.as_str()))
        .flat_map(|h| &h.value.items);
    items.filter_map(|i| {
        if let Base::Thing(t) = &i.base {
            Some(v.name(t.node).into())
        } else {
            None
        }
    })
}

fn is_brought_in(v: &Vocabulary, drafts: &[Draft], d: &Draft) -> bool {
    drafts
        .iter()
        .any(|other| brings_in(v, other).any(|id| id == d.id))
}

fn bring_in(draft: &mut Draft, text: &Draft) {
    let first = draft.clauses.len();
    let mut here = |i: &mut Item| {
        if let Base::Clause(of @ None, _) = &mut i.base {
            *of = Some(text.id.clone());
        }
    };
    for c in &text.clauses {
        let mut c = c.clone();
        c.label = text_label(&c.label, &text.id);
        c.parent = c.parent.map(|p| p + first);
        c.text = Some(text.id.clone());
        // Sides are those of the text a sentence stands in.
        c.sentences = c
            .sentences
            .iter()
            .flat_map(|(s, under)| {
                expand(text, s)
                    .into_iter()
                    .map(|s| (s.into_owned(), under.clone()))
                    .collect::<Vec<_>>()
            })
            .collect();
        for (e, _) in &mut c.fields {
            e.index.iter_mut().for_each(|l| visit::list(l, &mut here));
            visit::list(&mut e.value, &mut here);
        }
        c.sentences
            .iter_mut()
            .for_each(|(s, _)| visit::sentence(s, &mut here));
        c.phrases
            .iter_mut()
            .for_each(|(p, _)| visit::phrase(p, &mut here));
        c.orders
            .iter_mut()
            .for_each(|(o, _)| visit::order(o, &mut here));
        draft.clauses.push(c);
    }
    for (o, under) in &text.orders {
        let mut o = o.clone();
        visit::order(&mut o, &mut here);
        draft
            .brought_orders
            .push((text.id.clone(), o, under.clone()));
    }
    draft.ambiguities.extend(text.ambiguities.iter().cloned());
    draft.dated = draft.dated.or(text.dated);
    if draft.sides.is_empty() {
        draft.sides = text.sides.clone();
    }
    // Who has agreed to one of the texts is a party to the package.
    for p in &text.parties {
        if !draft.parties.contains(p) {
            draft.parties.push(*p);
        }
    }
    draft.broken |= text.broken;
}

/// How a clause of another text is named.
pub(crate) fn text_label(label: &str, text: &str) -> CompactString {
    format!("{label} of {text}").into()
}

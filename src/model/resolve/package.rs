//! Packages of texts: what a draft accompanies, implements or supplements is judged together with it, if it is loaded.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many clauses of other texts are put into drafts of one world, by amendments and by texts that belong together.
const MOST_REPEATED: usize = 50_000;
/// So many are looked at for it, where drafts are refused for having too many. Drafts take their share in the order in which they stand.
const MOST_ASKED: usize = 20 * MOST_REPEATED;

/// Header fields that bring the clauses of other texts in.
const BRINGS_IN: &[&str] = &["accompanies", "implements", "supplements"];

/// Puts behind the clauses of every draft those of the texts it brings in, directly or through others. Every draft is packed from the texts as
/// written, so a circle of references brings each text in once. Gives what is told of drafts for which that would be too much.
pub(super) fn pack(
    v: &Vocabulary,
    drafts: &mut [Draft],
    repeated: &mut Repeated,
) -> Vec<Diagnostic> {
    let brought: FxHashSet<CompactString> = drafts.iter().flat_map(|d| brings_in(v, d)).collect();
    let written: FxHashMap<CompactString, Draft> = drafts
        .iter()
        .filter(|d| brought.contains(&d.id))
        .map(|d| (d.id.clone(), d.clone()))
        .collect();
    let mut found = Vec::new();
    let mut in_order: Vec<&mut Draft> = drafts.iter_mut().collect();
    in_order.sort_by_key(|d| d.id_span);
    for draft in in_order {
        let texts = all_brought_in(v, draft, &written, repeated.left());
        let clauses = texts.iter().map(|t| 1 + t.clauses.len()).sum();
        if let Some(told) = repeated.take(clauses, draft.id_span) {
            found.push(told);
            draft.broken = true;
            continue;
        }
        texts.into_iter().for_each(|text| bring_in(draft, text));
    }
    found
}

/// The texts that a draft brings in, directly or through others, each once; no more than one above so many.
fn all_brought_in<'t>(
    v: &Vocabulary,
    draft: &Draft,
    written: &'t FxHashMap<CompactString, Draft>,
    most: usize,
) -> Vec<&'t Draft> {
    let mut todo: Vec<CompactString> = brings_in(v, draft).collect();
    let mut done = FxHashSet::from_iter([draft.id.clone()]);
    let mut out = Vec::new();
    let mut next = 0;
    while let Some(id) = todo.get(next).cloned().filter(|_| out.len() <= most) {
        next += 1;
        if let Some(text) = written.get(&id).filter(|_| done.insert(id)) {
            todo.extend(brings_in(v, text));
            out.push(text);
        }
    }
    out
}

/// How many clauses drafts have that stand in another: what amends or brings in a text has all clauses of that one. An empty text counts for one.
#[derive(Default)]
pub(super) struct Repeated {
    taken: usize,
    /// What was looked at is counted too, taken or not.
    asked: usize,
}

impl Repeated {
    /// How many more there may be.
    fn left(&self) -> usize {
        (MOST_REPEATED - self.taken).min(MOST_ASKED.saturating_sub(self.asked))
    }

    /// So many more; if they are too many, what is told of the draft that would have them.
    pub(super) fn take(&mut self, clauses: usize, at: Span) -> Option<Diagnostic> {
        let fits = clauses <= self.left();
        self.asked += clauses;
        if fits {
            self.taken += clauses;
            return None;
        }
        let message = format!(
            "The drafts that are read together repeat more clauses of one another than {MOST_REPEATED}; this one is not judged"
        );
        Some(Diagnostic::new(Code::LimitReached, at, message)
            .help("judge fewer drafts together: those that amend, implement or accompany others have all clauses of these"))
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

//! Which clauses a value names, and what clauses say of the rank of one another: found once for a draft, lists taken apart.

use super::*;
use rustc_hash::FxHashMap;

/// Where the labels of a draft stand.
#[derive(Debug)]
pub(crate) struct Labels<'m> {
    draft: &'m str,
    at: FxHashMap<&'m str, usize>,
}

impl<'m> Labels<'m> {
    /// Those of a draft, with the texts it brings in.
    pub(crate) fn of(draft: &'m Draft) -> Labels<'m> {
        let labelled = draft.clauses.iter().enumerate();
        Labels {
            draft: &draft.id,
            at: labelled.map(|(n, c)| (c.label.as_str(), n)).collect(),
        }
    }

    /// The clause with a label, in the draft or in a text it brings in.
    pub(crate) fn position(&self, text: Option<&str>, label: &str) -> Option<usize> {
        match text.filter(|t| *t != self.draft) {
            None => self.at.get(label),
            Some(text) => self.at.get(text_label(label, text).as_str()),
        }
        .copied()
    }

    /// The clauses a value names one by one.
    pub(crate) fn named(&self, item: &Item) -> Vec<usize> {
        match &item.base {
            Base::Clause(text, label) => {
                self.position(text.as_deref(), label).into_iter().collect()
            }
            Base::Group(l) => l.items.iter().flat_map(|i| self.named(i)).collect(),
            _ => Vec::new(),
        }
    }
}

/// One clause says that it prevails over another, or that it yields to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// What is said.
    pub rank: Precedence,
    /// The clause that prevails.
    pub over: usize,
    /// The one that yields.
    pub under: usize,
    /// Where it is said.
    pub span: Span,
    /// It is said in an alternative, and need not be part of the text.
    pub may_be: bool,
}

/// The links of all clauses and their sentences; a link to `all clauses` names none.
pub(crate) fn links(draft: &Draft, labels: &Labels) -> Vec<Link> {
    let mut out = Vec::new();
    for (n, c) in draft.clauses.iter().enumerate() {
        let may_be = draft.around(n).any(|a| !draft.clauses[a].under.is_empty());
        let own = c.phrases.iter().map(|(p, under)| (p, under));
        let inside =
            (c.sentences.iter()).flat_map(|(s, under)| s.phrases.iter().map(move |p| (p, under)));
        for (p, alternatives) in own.chain(inside) {
            let PhraseKind::Precedence(rank, list) = &p.kind else {
                continue;
            };
            for other in list.items.iter().flat_map(|i| labels.named(i)) {
                let (over, under) = match rank {
                    Precedence::Notwithstanding => (n, other),
                    Precedence::SubjectTo | Precedence::WithoutPrejudiceTo => (other, n),
                };
                out.push(Link {
                    rank: *rank,
                    over,
                    under,
                    span: p.span,
                    may_be: may_be || !alternatives.is_empty(),
                });
            }
        }
    }
    out
}

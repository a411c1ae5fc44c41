//! Labels of clauses and ids of drafts that are named somewhere, and what is said where they are not there.

use super::{MAX_CHAIN, Resolver};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree as t;
use compact_str::CompactString;

/// What a label looks like, whatever script its letters are of.
pub(super) fn skeleton(label: &str) -> String {
    unicode_security::skeleton(label).collect()
}

/// Are two labels others for the language, and the same for whoever reads them?
pub(super) fn look_alike(a: &str, b: &str) -> bool {
    a != b && !(a.is_ascii() && b.is_ascii()) && skeleton(a) == skeleton(b)
}

/// What is said of two such labels.
pub(super) fn labels_alike((label, at): (&str, Span), (other, first): (&str, Span)) -> Diagnostic {
    let message = format!("The label `{label}` looks like `{other}` and is another one");
    Diagnostic::new(Code::Confusable, at, message)
        .here("letters of another script")
        .also(first, "the other one")
        .help("choose labels a reader can tell apart")
}

impl Resolver<'_> {
    /// Does the draft have such a clause? In a line without a draft, does any?
    pub(super) fn check_label(&mut self, label: &t::Word, of: Option<&t::Word>) {
        let draft = match of {
            Some(w) if !self.frameworks.contains_key(&w.text) => {
                self.unknown_draft(w);
                return;
            }
            Some(w) => Some(w.text.clone()),
            None => self.draft.clone(),
        };
        let Some(draft) = draft else {
            self.in_any_draft(label);
            return;
        };
        let Some(labels) = self.labels.get(&draft) else {
            return;
        };
        if labels.contains_key(&label.text)
            || self.v.broken.iter().any(|b| b == label.text.as_str())
        {
            return;
        }
        if self.was_amended_away(&draft, label) {
            let d = Diagnostic::new(
                Code::DanglingReference,
                label.span,
                format!(
                    "`{draft}` struck or replaced clause {}, which is named here",
                    label.text
                ),
            );
            self.report(
                d.here("names a clause that is gone")
                    .help("amend this clause too, or keep the one it names"),
            );
            return;
        }
        self.no_such_clause(&draft, label);
    }

    /// In a line that names no draft: does any have such a clause?
    fn in_any_draft(&mut self, label: &t::Word) {
        let known =
            self.labels.is_empty() || self.labels.values().any(|l| l.contains_key(&label.text));
        if !known && !self.v.broken.iter().any(|b| b == label.text.as_str()) {
            self.report(
                Diagnostic::new(
                    Code::UnknownClause,
                    label.span,
                    format!("No draft has a clause {}", label.text),
                )
                .here("no clause has this label")
                .help("labels are those of the drafts this line is judged on"),
            );
        }
    }

    /// Does a draft that this one amends have such a clause?
    fn was_amended_away(&self, draft: &CompactString, label: &t::Word) -> bool {
        let amends = |id: &CompactString| {
            let f = self.frameworks.get(id)?;
            f.amends.as_ref().map(|w| w.text.clone())
        };
        std::iter::successors(amends(draft), amends)
            .take(MAX_CHAIN)
            .any(|id| {
                self.labels
                    .get(&id)
                    .is_some_and(|l| l.contains_key(&label.text))
            })
    }

    /// What the draft has instead.
    fn no_such_clause(&mut self, draft: &CompactString, label: &t::Word) {
        let Some(labels) = self.labels.get(draft) else {
            return;
        };
        let d = Diagnostic::new(
            Code::UnknownClause,
            label.span,
            format!("`{draft}` has no clause {}", label.text),
        )
        .here("no clause has this label");
        // Between short labels nothing is near: 9 is no misspelt 1.
        let near = if label.text.len() < 3 {
            None
        } else {
            self.nearest(&label.text, labels.keys().map(|k| k.as_str()))
        };
        let d = match near {
            // Suggested: labels are short, and each differs from the next by a letter.
            Some(near) => d
                .help(format!("did you mean `{near}`?"))
                .edit(label.span, near),
            None => {
                const MOST: usize = 12;
                let mut all: Vec<(u32, &str)> = labels
                    .iter()
                    .map(|(l, at)| (at.start, l.as_str()))
                    .collect();
                all.sort_unstable();
                let more = if all.len() > MOST {
                    format!(" and {} more", all.len() - MOST)
                } else {
                    String::new()
                };
                let first: Vec<&str> = all.into_iter().take(MOST).map(|(_, l)| l).collect();
                d.help(format!(
                    "after its amendments it has the clauses {}{more}",
                    first.join(", ")
                ))
            }
        };
        self.report(d);
    }

    pub(super) fn unknown_draft(&mut self, w: &t::Word) {
        let d = Diagnostic::new(
            Code::UnknownDraft,
            w.span,
            format!("No draft `{}` was loaded", w.text),
        );
        let d = match self.nearest(&w.text, self.frameworks.keys().map(|k| k.as_str())) {
            // Suggested: ids of drafts are short, and versions of one draft are told apart by a letter.
            Some(near) => d.help(format!("did you mean `{near}`?")).edit(w.span, near),
            None => d.help("load its file: `use \"FILE.truce\";`, or name it on the command line"),
        };
        self.report(d);
    }
}

//! Texts as they were parsed before: one that has not changed is not parsed again.

use super::read;
use crate::diagnostic::Diagnostic;
use crate::model::Unit;
use crate::parallel;
use crate::source::{SourceId, SourceSet};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Texts of so many bytes together are parsed side by side.
const MANY_BYTES: usize = 128 * 1024;

/// What was made of each text. A place in it holds for as long as the text has its number, which follows from the paths.
#[derive(Default)]
pub(crate) struct Before(FxHashMap<SourceId, Parsed>);

struct Parsed {
    text: Arc<str>,
    unit: Arc<Unit>,
    diagnostics: Vec<Diagnostic>,
}

impl Before {
    /// Parses the texts that are new or other than before, and forgets those that are gone.
    pub(super) fn parse(&mut self, ids: &[SourceId], sources: &SourceSet) {
        self.0.retain(|id, _| ids.contains(id));
        let text = |id: SourceId| &sources.get(id).text;
        let known = |id: &SourceId| self.0.get(id).is_some_and(|p| p.text == *text(*id));
        let new: Vec<SourceId> = ids.iter().copied().filter(|id| !known(id)).collect();
        let bytes: usize = new.iter().map(|id| text(*id).len()).sum();
        let parsed = parallel::map(&new, bytes > MANY_BYTES, |id| read(*id, text(*id)));
        for (id, (unit, diagnostics)) in new.into_iter().zip(parsed) {
            let parsed = Parsed {
                text: Arc::clone(text(id)),
                unit: Arc::new(unit),
                diagnostics,
            };
            self.0.insert(id, parsed);
        }
    }

    /// A text that was just parsed, and what is wrong with it.
    pub(super) fn of(&self, id: SourceId) -> (&Arc<Unit>, &[Diagnostic]) {
        let parsed = &self.0[&id];
        (&parsed.unit, &parsed.diagnostics)
    }
}

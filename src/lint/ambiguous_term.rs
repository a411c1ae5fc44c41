//! `ambiguous-term`: a term that can be read in several ways.

use crate::diagnostic::{Code, Diagnostic};
use crate::matching::Engine;

/// Told at the term itself.
pub(super) fn find(e: &mut Engine) -> Vec<Diagnostic> {
    let each = |a: &crate::model::Ambiguity| {
        let readings: Vec<&str> = a.readings.iter().map(|(n, _)| n.as_str()).collect();
        let question = a
            .title
            .as_ref()
            .map_or_else(String::new, |t| format!(": {t}"));
        Diagnostic::new(Code::AmbiguousTerm, a.span, format!("`{}` can be read as {}{question}", a.name, readings.join(" or ")))
            .here("two texts in one")
            .help("write the reading that is meant, or name in the text who decides between them; lines that turn on it stay open until then")
    };
    e.draft.ambiguities.iter().map(each).collect()
}

//! Another name for a thing, a draft, a clause or a line, everywhere it is named; refused where the texts would have a mistake afterwards that they have not now.

use super::{Index, Mention, Symbol};
use crate::diagnostic::fix::apply;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::format::tokens;
use crate::source::{NoLoader, Span};
use crate::{Input, Project};
use std::collections::BTreeMap;

/// Why a name stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub String);

/// A mistake: its code, and how often that was told before.
type Key = (&'static str, usize);

/// The places at which a new name is to be written.
pub(crate) fn rename(
    project: &Project,
    index: &Index,
    mention: &Mention,
    name: &str,
) -> Result<Vec<Span>, Refusal> {
    let refuse = |why: String| Err(Refusal(why));
    if let Symbol::Word(word) = &mention.symbol {
        return refuse(format!(
            "`{word}` is a word of the language, and no name that was given here"
        ));
    }
    let one: Vec<&str> = tokens(name).map(|(_, t)| t).collect();
    if one != [name] || !name.starts_with(|c: char| c.is_alphanumeric()) {
        return refuse(format!(
            "`{name}` is no name: one word of letters, digits, `-` and `.`"
        ));
    }
    let places = index.places(project, mention);
    if !places.iter().any(|(_, declares)| *declares) {
        return refuse("what is declared outside of these texts keeps its name".to_owned());
    }
    let places: Vec<Span> = places.into_iter().map(|(span, _)| span).collect();
    let after = renamed(project, &places, name);
    let before = errors(project);
    let new = |key: &Key| !before.iter().any(|(k, _)| k == key);
    match errors(&after).into_iter().find(|(key, _)| new(key)) {
        None => Ok(places),
        Some((_, why)) => refuse(format!("with `{name}` there would be a mistake: {why}")),
    }
}

/// The project with another name at these places.
fn renamed(project: &Project, places: &[Span], name: &str) -> Project {
    let texts = project.sources.iter().filter(|(_, s)| !s.built_in);
    let inputs = texts.map(|(id, s)| {
        let here = places.iter().filter(|p| p.source == id);
        let mut edits: Vec<Edit> = here.map(|span| edit(*span, name)).collect();
        edits.sort_by_key(|e| e.span);
        let text = apply(&s.text, &edits);
        Input {
            path: s.path.clone(),
            text,
        }
    });
    Project::new(inputs.collect(), project.together, &NoLoader)
}

fn edit(span: Span, name: &str) -> Edit {
    Edit {
        span,
        text: name.to_owned(),
        safe: false,
    }
}

/// What keeps a text from being judged: the code, how often it was told before, and where it is.
fn errors(project: &Project) -> Vec<(Key, String)> {
    let errors = project.diagnostics.iter();
    let errors = errors.filter(|d| d.severity == Severity::Error);
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut one = |d: &Diagnostic| {
        let n = seen.entry(d.code()).or_default();
        *n += 1;
        let place = project.place(d.at.span);
        (
            (d.code(), *n),
            format!("{} ({}:{})", d.message, place.path, place.line),
        )
    };
    errors.map(&mut one).collect()
}

//! `--choose NAME=ALTERNATIVE`, for every subcommand that takes it.

use super::Problem;
use crate::model::Draft;
use crate::project::has_choices;
use crate::{Options, Project};

/// Reads `NAME=ALTERNATIVE`.
pub(super) fn chosen(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((a, b)) if !a.trim().is_empty() && !b.trim().is_empty() => {
            Ok((a.trim().to_owned(), b.trim().to_owned()))
        }
        _ => Err(
            "write NAME=ALTERNATIVE, such as `6=Russia` or `sequence=politics-first`".to_owned(),
        ),
    }
}

/// Every choice is one of some draft, of several projects.
pub(super) fn known_in(
    projects: &[&Project],
    drafts: &[(usize, String, String)],
    options: &Options,
) -> Result<(), Problem> {
    let drafts: Vec<&Draft> = drafts
        .iter()
        .filter_map(|(p, id, _)| projects[*p].draft(id).map(|(_, d)| d))
        .collect();
    Ok(has_choices(&drafts, options)?)
}

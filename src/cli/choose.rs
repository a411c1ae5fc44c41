//! `--choose NAME=ALTERNATIVE`, for every subcommand that takes it.

use super::Problem;
use crate::model::{Draft, NotOpen, Taken};
use crate::{Options, Project};

/// Reads `NAME=ALTERNATIVE`.
pub fn chosen(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((a, b)) if !a.trim().is_empty() && !b.trim().is_empty() => {
            Ok((a.trim().to_owned(), b.trim().to_owned()))
        }
        _ => Err(
            "write NAME=ALTERNATIVE, such as `6=Russia` or `sequence=politics-first`".to_owned(),
        ),
    }
}

/// What is taken for granted in one draft.
pub fn taken(draft: &Draft, choose: &[(String, String)]) -> Result<Vec<Taken>, Problem> {
    choose
        .iter()
        .map(|(name, value)| {
            draft
                .choose(name, value)
                .map_err(|e| Problem::Usage(no_such(&draft.id, name, value, e)))
        })
        .collect()
}

/// Every choice is one of some draft that is judged: else it would be passed over in silence.
pub fn known(project: &Project, options: &Options) -> Result<(), Problem> {
    let drafts: Vec<&Draft> = project
        .worlds
        .iter()
        .flat_map(|w| &w.drafts)
        .filter(|d| options.draft.as_ref().is_none_or(|id| d.id == id.as_str()))
        .collect();
    among(&drafts, options)
}

/// The same for drafts of several projects.
pub fn known_in(
    projects: &[&Project],
    drafts: &[(usize, String, String)],
    options: &Options,
) -> Result<(), Problem> {
    let drafts: Vec<&Draft> = drafts
        .iter()
        .filter_map(|(p, id, _)| projects[*p].draft(id).map(|(_, d)| d))
        .collect();
    among(&drafts, options)
}

fn among(drafts: &[&Draft], options: &Options) -> Result<(), Problem> {
    for (name, value) in &options.choose {
        let mut wrong = None;
        let mut fits = false;
        for d in drafts {
            match d.choose(name, value) {
                Ok(_) => fits = true,
                // What has the choice tells more than what has not.
                Err(e @ NotOpen::Alternative(_)) => wrong = Some((d, e)),
                Err(e) if wrong.is_none() && drafts.len() == 1 => wrong = Some((d, e)),
                Err(_) => {}
            }
        }
        if fits {
            continue;
        }
        return Err(Problem::Usage(match wrong {
            Some((d, e)) => no_such(&d.id, name, value, e),
            None => {
                let all: Vec<String> = drafts
                    .iter()
                    .flat_map(|d| d.choices.iter().map(|c| format!("{} ({})", c.name, d.id)))
                    .collect();
                format!("no draft leaves `{name}` open; {}", listed(&all))
            }
        }));
    }
    Ok(())
}

fn no_such(draft: &str, name: &str, value: &str, e: NotOpen) -> String {
    let near = |word: &str, all: &[String]| {
        crate::vocabulary::nearest(word, all.iter().map(String::as_str))
            .map_or_else(|| listed(all), |n| format!("did you mean `{n}`?"))
    };
    let words = |all: Vec<_>| all.iter().map(ToString::to_string).collect::<Vec<String>>();
    match e {
        NotOpen::Choice(all) => format!(
            "`{draft}` leaves nothing open by the name `{name}`; {}",
            near(name, &words(all))
        ),
        NotOpen::Alternative(all) => format!(
            "`{name}` of `{draft}` has no alternative `{value}`; {}",
            near(value, &words(all))
        ),
    }
}

fn listed(all: &[String]) -> String {
    if all.is_empty() {
        "there is nothing to choose".to_owned()
    } else {
        format!("there is {}", all.join(", "))
    }
}

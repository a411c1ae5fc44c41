//! The drafts a command is about: files, or ids of frameworks found in the paths.

use super::{Problem, load};
use crate::Project;
use crate::model::Draft;
use std::path::{Path, PathBuf};

/// Texts that were loaded, and the drafts that were meant.
pub(super) struct Chosen {
    /// One project, or one for each file where files hold drafts of the same id.
    pub projects: Vec<Project>,
    /// The drafts: in which project, by which id, under which name.
    pub drafts: Vec<(usize, String, String)>,
    /// The files that were read.
    pub files: Vec<PathBuf>,
}

/// Finds the drafts. What exists as a file or folder is one, everything else is an id. Where ids are given, paths only say where these stand; without
/// an id, all drafts of the files named are meant, or of the folders if no file is named.
pub(super) fn choose(arguments: &[String]) -> Result<Chosen, Problem> {
    let is_path = |a: &String| a == "-" || Path::new(a).exists() || looks_like_path(a);
    let (paths, ids): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|a| is_path(a));
    let mut read: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    if read.is_empty() {
        read.push(PathBuf::from("."));
    }
    let named: Vec<&PathBuf> = read.iter().filter(|p| !p.is_dir()).collect();
    if ids.is_empty() && named.len() > 1 {
        let apart = versions(&read, &named)?;
        if let Some(chosen) = apart {
            return Ok(chosen);
        }
    }
    let (project, files) = load::load(&read)?;
    let mut drafts: Vec<(usize, String, String)> = Vec::new();
    // A file that was named and holds no draft that can be read would be passed over in silence, if it holds errors.
    for path in read.iter().filter(|p| !p.is_dir()) {
        let shown = load::shown(path);
        let broken = project.diagnostics.iter().find(|d| {
            d.severity == crate::diagnostic::Severity::Error
                && project.sources.get(d.at.span.source).path == shown
        });
        if let Some(d) = broken.filter(|_| of_path(&project, path).next().is_none()) {
            let p = project.sources.position(d.at.span.source, d.at.span.start);
            return Err(Problem::Usage(format!(
                "{shown}:{}:{}: {}; run `armistice check` to see all errors",
                p.line, p.column, d.message
            )));
        }
    }
    for id in &ids {
        project.one(id)?;
        drafts.push((0, (*id).clone(), (*id).clone()));
    }
    // Where ids are given, files and folders only say where these stand.
    for path in read
        .iter()
        .filter(|p| ids.is_empty() && (!p.is_dir() || named.is_empty()))
    {
        for d in of_path(&project, path) {
            drafts.push((0, d.id.to_string(), d.id.to_string()));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    drafts.retain(|d| seen.insert(d.1.clone()));
    Ok(Chosen {
        projects: vec![project],
        drafts,
        files,
    })
}

/// `a/b` and `x.truce` are meant as paths, whether they exist or not.
fn looks_like_path(argument: &str) -> bool {
    argument.contains('/') || argument.contains('\\') || argument.ends_with(".truce")
}

/// Files that hold drafts of the same id are versions of one draft: each is read with everything else that was named, and without the others.
fn versions(read: &[PathBuf], named: &[&PathBuf]) -> Result<Option<Chosen>, Problem> {
    let mut held: Vec<(PathBuf, Vec<String>)> = Vec::new();
    for path in named {
        let (alone, _) = load::load(std::slice::from_ref(*path))?;
        held.push((
            (*path).clone(),
            of_path(&alone, path).map(|d| d.id.to_string()).collect(),
        ));
    }
    let ids: Vec<&String> = held.iter().flat_map(|(_, ids)| ids).collect();
    let twice = ids.iter().enumerate().any(|(n, id)| ids[..n].contains(id));
    if !twice {
        return Ok(None);
    }
    let with_drafts: Vec<&PathBuf> = held
        .iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(p, _)| p)
        .collect();
    let mut out = Chosen {
        projects: Vec::new(),
        drafts: Vec::new(),
        files: Vec::new(),
    };
    for (path, ids) in held.iter().filter(|(_, ids)| !ids.is_empty()) {
        let mine: Vec<PathBuf> = read
            .iter()
            .filter(|p| *p == path || !with_drafts.contains(p))
            .cloned()
            .collect();
        let others: Vec<&PathBuf> = with_drafts.iter().copied().filter(|p| *p != path).collect();
        let (project, files) = load::load_without(&mine, &others)?;
        out.files.extend(files);
        for id in ids {
            out.drafts.push((
                out.projects.len(),
                id.clone(),
                format!("{id} ({})", path.display()),
            ));
        }
        out.projects.push(project);
    }
    Ok(Some(out))
}

fn of_path<'p>(project: &'p Project, path: &Path) -> impl Iterator<Item = &'p Draft> {
    let shown = if path.as_os_str() == "-" {
        "<stdin>".to_owned()
    } else {
        load::shown(path)
    };
    let folder = path.is_dir().then(|| {
        if shown.is_empty() {
            String::new()
        } else {
            format!("{shown}/")
        }
    });
    project
        .worlds
        .iter()
        .flat_map(|w| &w.drafts)
        .filter(move |d| {
            let of = &project.sources.get(d.span.source).path;
            folder
                .as_ref()
                .map_or(*of == shown, |f| of.starts_with(f.as_str()))
        })
}

/// A draft with source errors is not compared.
pub(super) fn sound(project: &Project, id: &str) -> Result<(), Problem> {
    match project.draft(id) {
        Some((_, d)) if d.broken => {
            let first = project
                .diagnostics
                .iter()
                .find(|x| x.severity == crate::diagnostic::Severity::Error);
            let at = first.map_or_else(String::new, |x| {
                let p = project.sources.position(x.at.span.source, x.at.span.start);
                format!(
                    " ({}:{}:{}: {})",
                    project.sources.get(x.at.span.source).path,
                    p.line,
                    p.column,
                    x.message
                )
            });
            Err(Problem::Usage(format!(
                "`{id}` has source errors{at}; run `armistice check` to see them all"
            )))
        }
        Some(_) => Ok(()),
        None => Err(Problem::Usage(format!("no draft `{id}` was loaded"))),
    }
}

/// Errors in other texts are told where nobody overlooks them: lines in them are not judged.
pub(super) fn tell_errors(project: &Project) {
    let errors = project
        .diagnostics
        .iter()
        .filter(|d| d.severity == crate::diagnostic::Severity::Error)
        .count();
    if errors > 0 {
        let s = if errors == 1 { "" } else { "s" };
        super::output::complain(&format!(
            "armistice: {errors} source error{s}; what has them is not judged; run `armistice check` to see them"
        ));
    }
}

//! `armistice completions` and `armistice man`: both say what the command line is, from its own description.

use super::output::print;
use super::{GOOD, Problem, command};
use clap::Args;
use clap_complete::Shell;
use clap_mangen::Man;
use std::fs;
use std::path::{Path, PathBuf};

/// Options of `completions`.
#[derive(Args)]
pub(super) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let mut out = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "armistice", &mut out);
        print(out)?;
        Ok(GOOD)
    }
}

/// Options of `man`.
#[derive(Args)]
pub(super) struct Manual {
    /// Where the pages go, one for each subcommand; older ones are replaced. Without a folder the main page goes to standard output
    folder: Option<PathBuf>,
}

impl Manual {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        // `help` is a word for what every page says.
        let mut all = command().disable_help_subcommand(true);
        all.build();
        let Some(folder) = &self.folder else {
            print(page(all)?.1)?;
            return Ok(GOOD);
        };
        fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
        let pages: Vec<_> = all
            .get_subcommands()
            .cloned()
            .chain([all.clone()])
            .collect();
        let mut names = String::new();
        for command in pages {
            let (name, text) = page(command)?;
            let path = folder.join(&name);
            super::output::put(&path, &text).map_err(|e| failed(&path, e))?;
            names += &format!("{name}\n");
        }
        print(names)?;
        Ok(GOOD)
    }
}

fn failed(path: &Path, source: std::io::Error) -> Problem {
    Problem::Unwritable {
        path: path.to_path_buf(),
        source,
    }
}

/// A page with the name of its file.
fn page(command: clap::Command) -> Result<(String, Vec<u8>), Problem> {
    let page = Man::new(command)
        .source(concat!("armistice ", env!("CARGO_PKG_VERSION")))
        .manual("armistice");
    let mut out = Vec::new();
    page.render(&mut out)
        .map_err(|e| Problem::Internal(e.to_string()))?;
    Ok((page.get_filename(), out))
}

//! `armistice words`.

use super::formats::Format;
use super::options::Output;
use super::{FOUND, GOOD, Problem, load};
use crate::report::{json, vocabulary};
use crate::{Input, NoLoader, Project};
use clap::Args;
use std::path::PathBuf;

/// Options of `words`.
#[derive(Args)]
pub(super) struct Words {
    /// What you would say, in quotes, or a word of the vocabulary: "hand over weapons", withdraw
    query: String,
    /// Files or folders whose own words and drafts are looked at too
    paths: Vec<PathBuf>,
    #[command(flatten)]
    to: Output,
}

impl Words {
    /// Runs it.
    pub(super) fn run(self) -> Result<u8, Problem> {
        let format = self.to.format("words")?;
        let nothing = Input {
            path: "words".to_owned(),
            text: String::new(),
        };
        let (project, files) = match self.paths.is_empty() {
            true => (Project::new(vec![nothing], true, &NoLoader), Vec::new()),
            false => load::load(&self.paths)?,
        };
        let worlds = &project.worlds;
        let word = worlds.iter().find_map(|w| {
            let found = w.vocabulary.look_up(self.query.trim())?;
            Some(vocabulary::Word::of(w, &project.sources, found))
        });
        let mut found = Vec::new();
        for w in worlds {
            for f in w.vocabulary.search(&self.query) {
                let told = word.as_ref().is_some_and(|w| w.found == f);
                if !told && !found.contains(&f) {
                    found.push(f);
                }
            }
        }
        let nothing = word.is_none() && found.is_empty();
        let text = match format {
            Format::Json => json::vocabulary(&found, word.as_ref()),
            _ if nothing => format!(
                "No word of the vocabulary comes near `{}`. Declare your own by writing its sentence once: `action VERB formation in place?;`, or a noun in a tree of terms: `terms topic: WORD;`.\n",
                self.query
            ),
            _ => {
                let look = self.to.look();
                let mut out = word
                    .as_ref()
                    .map_or_else(String::new, |w| vocabulary::word(w, look));
                if word.is_some() && !found.is_empty() {
                    out += "\nnear it:\n\n";
                }
                out + &vocabulary::words(&found, look)
            }
        };
        self.to.write(&text, &files, &project.sources)?;
        Ok(if nothing { FOUND } else { GOOD })
    }
}

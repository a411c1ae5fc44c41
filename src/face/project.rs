//! What texts that were read are asked.

use super::{Packages, Page, Timeline};
use crate::compare::{Side, common_ground, compare, diff};
use crate::diagnostic::Diagnostic;
use crate::model::Draft;
use crate::project::{Options, Project, Refused, Report};
use crate::report::compare::Detail;
use crate::report::{self, rendered};
use crate::source::Span;
use crate::verdict::{Outcome, expectations};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place<'p> {
    /// The path the text was given under.
    pub path: &'p str,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The words that stand there.
    pub words: &'p str,
}

impl Project {
    /// What is wrong with the texts, before anything is judged.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The ids of its drafts.
    pub fn drafts(&self) -> impl Iterator<Item = &str> {
        let drafts = self.worlds.iter().flat_map(|w| &w.drafts);
        drafts.map(|d| d.id.as_str())
    }

    /// The names of the parties that have lines.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        let positions = self.worlds.iter().flat_map(|w| &w.positions);
        positions.map(|p| p.name.as_str())
    }

    /// Where something stands.
    pub fn place(&self, at: Span) -> Place<'_> {
        let position = self.sources.position(at.source, at.start);
        Place {
            path: &self.sources.get(at.source).path,
            line: position.line as usize,
            column: position.column as usize,
            words: self.sources.slice(at),
        }
    }

    /// The whole line something stands on, or begins on.
    pub fn line(&self, at: Span) -> &str {
        let line = self.place(at).line;
        let text = &self.sources.get(at.source).text;
        text.lines().nth(line - 1).unwrap_or("")
    }

    /// Judges every draft against every party of its world.
    ///
    /// # Errors
    /// A draft, party or choice that is named and not there.
    pub fn check(&self, options: &Options) -> Result<Report, Refused> {
        self.has(options)?;
        Ok(self.judged(options))
    }

    /// What the `test` blocks expect, in the order of the texts.
    pub fn expectations(&self) -> Vec<Outcome> {
        self.worlds.iter().flat_map(expectations).collect()
    }

    /// Drafts side by side: every line against each of them, and their terms matter by matter.
    ///
    /// # Errors
    /// A draft that is not there or has source errors; a party or choice that is named and not there.
    pub fn compare(&self, drafts: &[&str], options: &Options) -> Result<Page, Refused> {
        let sides = self.sides(drafts, options)?;
        let detail = Detail {
            evidence: true,
            pictures: false,
        };
        Ok(Page(report::compare::page(
            &sides,
            &compare(&sides),
            detail,
        )))
    }

    /// Which lines all drafts respect, which none does, and which no draft meets together.
    ///
    /// # Errors
    /// As for [`Project::compare`].
    pub fn common_ground(&self, drafts: &[&str], options: &Options) -> Result<Page, Refused> {
        let sides = self.sides(drafts, options)?;
        Ok(Page(report::compare::common_page(
            &sides,
            &common_ground(&sides),
        )))
    }

    /// What changed from one draft to another, and for whom it matters.
    ///
    /// # Errors
    /// As for [`Project::compare`].
    pub fn diff(&self, old: &str, new: &str, options: &Options) -> Result<Page, Refused> {
        let sides = self.sides(&[old, new], options)?;
        let detail = Detail {
            evidence: true,
            pictures: false,
        };
        let changes = diff(&sides[0], &sides[1]);
        Ok(Page(report::diff::page(
            &sides[0], &sides[1], &changes, detail,
        )))
    }

    /// A draft in plain English, as numbered articles.
    ///
    /// # Errors
    /// A draft that is not there or has source errors.
    pub fn render(&self, draft: &str) -> Result<Page, Refused> {
        let (world, draft) = self.one(draft)?;
        sound(draft)?;
        let words = &world.vocabulary;
        Ok(Page(rendered::page(words, draft, &self.sources, &[])))
    }

    /// When the steps of a draft can happen, if everybody keeps every deadline. `choose`: what is taken for granted.
    ///
    /// # Errors
    /// A draft or choice that is not there; a draft with source errors.
    pub fn timeline(
        &self,
        draft: &str,
        choose: &[(String, String)],
    ) -> Result<Timeline<'_>, Refused> {
        let (world, draft) = self.one(draft)?;
        sound(draft)?;
        let taken = draft.taken(choose)?;
        Ok(Timeline::of(self, (world, draft), &taken))
    }

    /// Every way of taking one alternative of each bracket, counted exactly, and which of them each party can accept. At most so many are listed.
    ///
    /// # Errors
    /// A draft, party or choice that is not there; a draft or line with source errors; no party with lines.
    pub fn packages(
        &self,
        draft: &str,
        options: &Options,
        list: usize,
    ) -> Result<Packages<'_>, Refused> {
        let (found, draft) = self.counted(draft, options, list)?;
        Ok(Packages {
            found,
            draft,
            sources: &self.sources,
        })
    }

    fn sides(&self, drafts: &[&str], options: &Options) -> Result<Vec<Side<'_>>, Refused> {
        self.has(options)?;
        let side = |id: &&str| {
            sound(self.one(id)?.1)?;
            Side::of(self, id, (*id).to_owned(), options)
                .ok_or_else(|| Refused(format!("no draft `{id}` was loaded")))
        };
        drafts.iter().map(side).collect()
    }
}

fn sound(draft: &Draft) -> Result<(), Refused> {
    if draft.broken {
        let id = &draft.id;
        return Err(Refused(format!(
            "`{id}` has source errors: the diagnostics of the project say which"
        )));
    }
    Ok(())
}

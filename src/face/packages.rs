//! The packages of a draft.

#[cfg(feature = "human")]
use super::page::look;
use crate::model::Draft;
#[cfg(any(feature = "human", feature = "json"))]
use crate::report;
use crate::source::SourceSet;
use crate::verdict;

/// The packages of a draft: every way of taking one alternative of each bracket. Counts are exact, and as decimal digits: they outgrow any machine number.
pub struct Packages<'p> {
    pub(super) found: verdict::Packages,
    pub(super) draft: &'p Draft,
    pub(super) sources: &'p SourceSet,
}

impl Packages<'_> {
    /// A limit was reached: nothing of this is known.
    pub fn undecided(&self) -> bool {
        self.found.undecided
    }

    /// How many there are.
    pub fn total(&self) -> String {
        self.found.total.to_string()
    }

    /// How many a party accepts however the draft is read and whatever is put into its blanks; nothing if it was not asked.
    pub fn accepted_by(&self, party: &str) -> Option<String> {
        let mut parties = self.found.parties.iter();
        let (_, accepted) = parties.find(|(name, _)| name == party)?;
        Some(accepted.as_it_stands.to_string())
    }

    /// How many all parties accept together.
    pub fn accepted_by_all(&self) -> String {
        self.found.together.as_it_stands.to_string()
    }

    /// As JSON, contract version 1.
    #[cfg(feature = "json")]
    pub fn json(&self) -> String {
        report::json::packages(self.draft, &self.found, self.sources)
    }

    /// Tables in so many columns, without colours.
    #[cfg(feature = "human")]
    pub fn text(&self, width: usize) -> String {
        report::packages::human((self.draft, self.sources), &self.found, look(width), &[])
    }
}

//! Everything `check` finds, and the formats it is written in.

use super::Page;
#[cfg(feature = "human")]
use super::page::look;
use crate::diagnostic::Diagnostic;
use crate::project::{Project, Report};
use crate::report::{self, compare::Detail};
use crate::verdict::Finding;

impl Report {
    /// The verdicts, by draft, then party, then the order of the party's lines.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What is wrong with texts and drafts, by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// One line a finding.
    pub fn concise(&self, project: &Project) -> String {
        report::concise(self, &project.sources)
    }

    /// Why a verdict is what it is: a tree of sentences that ends at clauses and places.
    pub fn why(&self, project: &Project, finding: &Finding) -> String {
        report::why((finding, None), &project.sources, true, usize::MAX)
    }

    /// Verdicts with their evidence, to print or send.
    pub fn page(&self, project: &Project) -> Page {
        let detail = Detail {
            evidence: true,
            pictures: false,
        };
        Page(report::checked::page(self, project, detail))
    }

    /// Annotations of GitHub Actions.
    pub fn github(&self, project: &Project) -> String {
        report::github(self, &project.sources)
    }

    /// A short comment for a pull request, in Markdown.
    pub fn comment(&self, project: &Project) -> String {
        report::comment(self, &project.sources)
    }

    /// JSON, contract version 1.
    #[cfg(feature = "json")]
    pub fn json(&self, project: &Project) -> String {
        report::json(self, &project.sources)
    }

    /// The objects of the JSON report, one a line.
    #[cfg(feature = "json")]
    pub fn jsonl(&self, project: &Project) -> String {
        report::jsonl(self, &project.sources)
    }

    /// SARIF 2.1.0: every verdict and diagnostic.
    #[cfg(feature = "json")]
    pub fn sarif(&self, project: &Project) -> String {
        report::sarif(self, &project.sources, report::Content::All)
    }

    /// The code quality report of GitLab.
    #[cfg(feature = "json")]
    pub fn gitlab(&self, project: &Project) -> String {
        report::gitlab(self, &project.sources)
    }

    /// A table for a spreadsheet.
    #[cfg(feature = "csv")]
    pub fn csv(&self) -> String {
        report::csv::checked(self)
    }

    /// JUnit XML, a case for each line: what is crossed fails.
    #[cfg(feature = "junit")]
    pub fn junit(&self, project: &Project) -> String {
        let fails = report::Fails {
            crossed: true,
            open: false,
            warning: false,
        };
        report::junit(self, &project.sources, fails)
    }

    /// Excerpts and tables in so many columns, without colours.
    #[cfg(feature = "human")]
    pub fn text(&self, project: &Project, width: usize) -> String {
        report::human(self, &project.sources, look(width))
    }
}

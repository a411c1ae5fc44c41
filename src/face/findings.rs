//! What is found: diagnostics, verdicts with their evidence, outcomes of expectations.

use crate::diagnostic::{Diagnostic, Severity};
use crate::matching::Missing;
use crate::source::Span;
use crate::verdict::{Cause, Evidence, Finding, Outcome, Role, Verdict};

impl Diagnostic {
    /// Names the fault; each has a page in the documentation.
    pub fn code(&self) -> &'static str {
        self.code.slug()
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// One sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where it is.
    pub fn at(&self) -> Span {
        self.at.span
    }

    /// Other places that belong to it, with what is to be seen there.
    pub fn related(&self) -> impl Iterator<Item = (Span, &str)> {
        self.related.iter().map(|l| (l.span, l.message.as_str()))
    }
}

impl Finding {
    /// The draft's id.
    pub fn draft(&self) -> &str {
        &self.draft
    }

    /// The party whose line it is.
    pub fn party(&self) -> &str {
        &self.party
    }

    /// The line's label.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The line's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether the line is a goal, and not a red line.
    pub fn is_goal(&self) -> bool {
        self.goal
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Why; nothing where the draft has nothing to say.
    pub fn cause(&self) -> Option<Cause> {
        self.cause
    }

    /// The verdict in one sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The rule of the line that decides.
    pub fn at(&self) -> Span {
        self.at
    }

    /// The clauses it rests on, the first the one that decides.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// What an open verdict turns on, as questions.
    pub fn questions(&self) -> impl Iterator<Item = String> {
        self.open_on.iter().map(|o| o.question.words())
    }
}

impl Evidence {
    /// The clause's label.
    pub fn clause(&self) -> &str {
        &self.clause
    }

    /// What it is to the verdict.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The sentence.
    pub fn at(&self) -> Span {
        self.at
    }

    /// For what comes near: what it does not meet.
    pub fn lacks(&self) -> impl Iterator<Item = &str> {
        self.missing.iter().map(|m: &Missing| m.what.as_str())
    }
}

impl Outcome {
    /// The title of the `test` block.
    pub fn test(&self) -> &str {
        &self.test
    }

    /// Where the expectation stands.
    pub fn at(&self) -> Span {
        self.at
    }

    /// What was found instead; nothing: it holds.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_ref().map(|f| f.message.as_str())
    }
}

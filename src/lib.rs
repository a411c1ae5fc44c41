//! `armistice`: a small language for ceasefire frameworks, and a checker of drafts against each party's stated red lines.
//!
//! What a program takes from it is on this page, and nothing else is: texts are read into a [`Project`], which is asked with [`Options`] and answers with a
//! [`Report`] of [`Finding`]s, a [`Timeline`], or a [`Page`]. The library reads no file, no clock and no environment, and prints nothing: all of that is done in
//! `cli`, which is there only with the feature of that name. [`format()`] lays a text out again, and [`mend`] makes the edits that change no meaning.
//!
//! Inside, the folders are the pipeline, and data flows one way: `source` → `diagnostic` → `syntax` → `vocabulary` → `model` → `fact` (with `condition`) →
//! `matching` → `derive` → `verdict` → `report`; `project` composes them.

#![deny(unreachable_pub)]
#![cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "what the command line or a format alone uses is there without them too"
    )
)]

#[cfg(test)]
extern crate self as armistice;

mod circles;
#[cfg(feature = "cli")]
pub mod cli;
mod compare;
mod condition;
mod derive;
mod diagnostic;
#[cfg(feature = "lsp")]
mod editor;
mod face;
mod fact;
mod fix;
mod format;
#[cfg(all(test, feature = "cli"))]
#[allow(unreachable_pub, reason = "tests are laid out as those outside are")]
#[path = "../tests/inside.rs"]
mod inside;
mod lint;
mod matching;
mod model;
mod parallel;
mod project;
mod remedy;
mod report;
mod schedule;
mod source;
mod syntax;
mod verdict;
mod vocabulary;
mod wording;

pub use diagnostic::{Diagnostic, Edit, Severity};
pub use face::{Dates, End, Packages, Page, Place, Timeline};
pub use fix::{Mended, MendedFile, mend};
pub use format::format;
pub use project::{Input, Options, Project, Refused, Report};
pub use source::{Loader, MemoryLoader, NoLoader, Span};
pub use verdict::{Cause, Evidence, Finding, Outcome, Role, Verdict};

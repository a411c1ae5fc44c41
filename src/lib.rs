//! `armistice`: a small language for ceasefire frameworks, and a checker of drafts against each party's stated red lines.
//!
//! The folders are the pipeline, and data flows one way: [`source`] → [`diagnostic`] → [`syntax`] → [`vocabulary`] → [`model`] → [`fact`] (with
//! [`condition`]) → [`matching`] → [`mod@derive`] → [`verdict`] → [`report`]. [`Project`] composes them; [`mod@format`]
//! lays a text out again, and [`mend`] makes the edits that change no meaning. The library reads no file, no clock and no
//! environment, and prints nothing: all of that is done in `cli`, which is there only with the feature of that name.

mod circles;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod condition;
pub mod derive;
pub mod diagnostic;
pub mod fact;
mod fix;
pub mod format;
mod lint;
pub mod matching;
pub mod model;
mod project;
pub mod report;
pub mod schedule;
pub mod source;
pub mod syntax;
pub mod verdict;
pub mod vocabulary;
pub mod wording;

pub use fix::{Mended, MendedFile, mend};
pub use project::{DraftReport, Input, Options, Project, Report};

//! A small language for ceasefire frameworks, and a checker of drafts against each party's stated red lines.
pub mod diagnostic;
pub mod model;
pub mod source;
pub mod syntax;
pub mod vocabulary;
pub mod condition;
pub mod fact;
pub mod matching;
pub mod derive;
pub mod verdict;

//! Formats of a report: one file each. Every text that comes from a source passes through [`safe`] before a person sees it.

#[cfg(feature = "json")]
pub mod baseline;
mod chart;
pub mod checked;
mod comment;
pub mod compare;
mod concise;
#[cfg(feature = "csv")]
pub mod csv;
pub mod diff;
mod evidence;
#[cfg(feature = "human")]
mod excerpt;
#[cfg(feature = "json")]
pub mod fingerprint;
mod github;
#[cfg(feature = "json")]
mod gitlab;
#[cfg(feature = "human")]
mod human;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "json")]
mod jsonl;
#[cfg(feature = "junit")]
mod junit;
#[cfg(feature = "json")]
mod line_hash;
mod matrix;
mod open;
#[cfg(feature = "human")]
pub mod packages;
pub mod page;
mod ranked;
pub mod rendered;
mod safe;
#[cfg(feature = "json")]
mod sarif;
mod silenced;
#[cfg(feature = "human")]
mod table;
pub mod tests;
#[cfg(feature = "human")]
pub mod timeline;
pub mod timeline_page;
mod unified;
#[cfg(feature = "json")]
mod uri;
mod why;
mod words;

pub use chart::chart;
pub use comment::comment;
pub use concise::concise;
pub use github::github;
#[cfg(feature = "json")]
pub use gitlab::gitlab;
#[cfg(feature = "human")]
pub use human::{Look, human, mistakes};
#[cfg(feature = "json")]
pub use json::json;
#[cfg(feature = "json")]
pub use jsonl::jsonl;
#[cfg(feature = "junit")]
pub use junit::{Fails, junit};
pub use safe::safe;
#[cfg(feature = "json")]
pub use sarif::{Content, sarif};
pub use silenced::{counted, waivers};
pub use unified::unified;
pub use why::why;

//! Formats of a report: one file each. Every text that comes from a source passes through [`safe`] before a person sees it.

mod chart;
mod concise;
mod excerpt;
mod human;
mod json;
mod open;
pub mod packages;
mod safe;
mod table;
pub mod tests;
pub mod timeline;
mod why;

pub use chart::chart;
pub use concise::concise;
pub use human::{Look, human};
pub use json::json;
pub use safe::safe;
pub use why::why;

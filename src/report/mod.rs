//! Formats of a report: one file each. Every text that comes from a source passes through [`safe`] before a person sees it.

mod chart;
pub mod checked;
pub mod compare;
mod concise;
pub mod csv;
pub mod diff;
mod evidence;
mod excerpt;
mod human;
mod json;
mod open;
pub mod packages;
pub mod page;
pub mod rendered;
mod safe;
mod table;
pub mod tests;
pub mod timeline;
pub mod timeline_page;
mod unified;
mod why;

pub use chart::chart;
pub use concise::concise;
pub use human::{Look, human, mistakes};
pub use json::json;
pub use safe::safe;
pub use unified::unified;
pub use why::why;

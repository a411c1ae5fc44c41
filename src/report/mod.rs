//! Formats of a report: one file each. Every text that comes from a source passes through [`safe`] before a person sees it.

mod answer;
#[cfg(feature = "json")]
pub(crate) mod baseline;
mod chart;
pub(crate) mod checked;
#[cfg(feature = "human")]
mod colour;
mod comment;
pub(crate) mod compare;
mod concise;
#[cfg(feature = "csv")]
pub(crate) mod csv;
pub(crate) mod diff;
mod evidence;
#[cfg(feature = "human")]
mod excerpt;
#[cfg(feature = "json")]
pub(crate) mod fingerprint;
mod github;
#[cfg(feature = "json")]
mod gitlab;
#[cfg(feature = "human")]
mod human;
#[cfg(feature = "json")]
pub(crate) mod json;
#[cfg(feature = "json")]
mod jsonl;
#[cfg(feature = "junit")]
mod junit;
#[cfg(feature = "json")]
mod line_hash;
mod matrix;
mod open;
#[cfg(feature = "human")]
pub(crate) mod packages;
pub(crate) mod page;
mod question;
mod ranked;
pub(crate) mod rendered;
mod safe;
#[cfg(feature = "json")]
mod sarif;
#[cfg(feature = "human")]
mod short;
mod silenced;
#[cfg(feature = "human")]
mod table;
pub(crate) mod tests;
#[cfg(feature = "human")]
pub(crate) mod timeline;
pub(crate) mod timeline_page;
#[cfg(feature = "docx")]
pub(crate) mod tracked;
mod unified;
#[cfg(feature = "json")]
mod uri;
#[cfg(feature = "human")]
pub(crate) mod vocabulary;
mod why;
mod words;
mod wrap;

pub(crate) use chart::chart;
#[cfg(feature = "human")]
pub(crate) use colour::all as coloured;
pub(crate) use comment::comment;
pub(crate) use concise::concise;
pub(crate) use github::github;
#[cfg(feature = "json")]
pub(crate) use gitlab::gitlab;
#[cfg(feature = "human")]
pub(crate) use human::{Look, human, mistakes};
#[cfg(feature = "json")]
pub(crate) use json::json;
#[cfg(feature = "json")]
pub(crate) use jsonl::jsonl;
#[cfg(feature = "junit")]
pub(crate) use junit::{Fails, junit};
pub(crate) use safe::{safe, unheard};
#[cfg(feature = "json")]
pub(crate) use sarif::{Content, sarif};
#[cfg(feature = "human")]
pub(crate) use short::{is_short, short};
pub(crate) use silenced::{counted, waivers};
#[cfg(feature = "human")]
pub(crate) use table::unasked;
pub(crate) use unified::unified;
pub(crate) use why::{page as why_page, why};

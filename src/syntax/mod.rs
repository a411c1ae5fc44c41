//! Text to tree, and back. Reading never fails: what cannot be read becomes a diagnostic, and the rest is read all the same.

mod build;
mod candidates;
pub(crate) mod characters;
mod chunks;
mod clean;
mod grammar;
mod mistakes;
mod outline;
mod parse;
mod prepositions;
#[cfg(test)]
mod print;
pub(crate) mod shape;
pub(crate) mod times;
mod tokens;
pub(crate) mod tree;
mod wordings;
pub(crate) use wordings::number_in_words;

pub(crate) use build::put;
pub(crate) use candidates::either;
pub(crate) use characters::folded;
pub(crate) use chunks::SORTS;
#[cfg(test)]
pub(crate) use parse::parse_whole;
pub(crate) use parse::{parse, uses};
pub(crate) use prepositions::PREPOSITIONS;
#[cfg(test)]
pub(crate) use print::print;
pub(crate) use tokens::{Spoken, names, spoken};

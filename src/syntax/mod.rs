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
mod print;
pub(crate) mod shape;
mod tokens;
pub mod tree;
mod wordings;
pub(crate) use wordings::number_in_words;

pub(crate) use build::put;
pub(crate) use candidates::either;
pub use chunks::SORTS;
pub use outline::MAX_DEPTH;
pub use parse::{Parsed, parse, parse_whole, uses};
pub use print::print;
pub use tokens::names;

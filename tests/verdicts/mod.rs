//! What lines come to, held against other ways to find it.

mod agreement;
pub mod choices;
mod expectations;
mod lints;
mod properties;
mod waivers;

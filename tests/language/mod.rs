//! Texts, their trees and their layout: reading, printing, formatting, mending.

mod fix;
mod fmt;
mod format;
mod hostile;
pub mod roundtrip;

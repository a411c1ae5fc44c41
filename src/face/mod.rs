//! What the library says to the programs that take it: views of what the phases make, without their types.

mod findings;
mod options;
mod packages;
mod page;
mod project;
mod report;
mod timeline;

pub use packages::Packages;
pub use page::Page;
pub use project::Place;
pub use timeline::{Dates, End, Timeline};

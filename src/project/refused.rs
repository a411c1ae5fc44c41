//! What is asked for and cannot be done.

use std::fmt;

/// Why something was not done: what was asked for is not there, or has source errors. One sentence for the reader, with a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub(crate) String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

//! `armistice explain`.

use super::output::print;
use super::{GOOD, Problem};
use armistice::diagnostic::Code;
use clap::Args;

/// Options of `explain`.
#[derive(Args)]
pub struct Explain {
    /// The code, as it stands in brackets in a report: `unknown-name`
    code: String,
}

impl Explain {
    /// Runs it.
    pub fn run(self) -> Result<u8, Problem> {
        let Some(code) = Code::from_slug(&self.code) else {
            let near = armistice::vocabulary::nearest(&self.code, Code::ALL.iter().map(|c| c.slug()));
            let hint = near.map_or_else(
                || {
                    let all: Vec<&str> = Code::ALL.iter().map(|c| c.slug()).collect();
                    format!("the codes are {}", all.join(", "))
                },
                |n| format!("did you mean `{n}`?"),
            );
            return Err(Problem::Usage(format!("no code `{}`; {hint}", self.code)));
        };
        print(code.page())?;
        Ok(GOOD)
    }
}

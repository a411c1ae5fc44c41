//! What is asked, put together step by step.

use crate::diagnostic::{Code, Severity};
use crate::project::{Options, Refused};
use crate::vocabulary::DayRange;

impl Options {
    /// Judge this draft only.
    #[must_use]
    pub fn draft(mut self, id: &str) -> Self {
        self.draft = Some(id.to_owned());
        self
    }

    /// Judge by the lines of this party only; said again: by those of each of them.
    #[must_use]
    pub fn party(mut self, name: &str) -> Self {
        self.parties.push(name.to_owned());
        self
    }

    /// Read lines as they were stated on a day, month or year, `2025-12-28`, instead of on each draft's own date.
    ///
    /// # Errors
    /// What is no date.
    pub fn as_of(mut self, date: &str) -> Result<Self, Refused> {
        self.as_of = Some(DayRange::read(date).map_err(Refused)?);
        Ok(self)
    }

    /// Look for drafting faults too: what no line asks for and no grammar forbids.
    #[must_use]
    pub fn lints(mut self, wanted: bool) -> Self {
        self.lints = wanted;
        self
    }

    /// Another level for a warning or note; nothing: it is not told, and counted.
    ///
    /// # Errors
    /// What is no code; the code of an error, which stays one.
    pub fn level(mut self, code: &str, level: Option<Severity>) -> Result<Self, Refused> {
        let known = Code::ALL.iter().find(|c| c.slug() == code);
        match known {
            None => Err(Refused(format!("there is no code `{code}`"))),
            Some(c) if c.severity() == Severity::Error => {
                Err(Refused(format!("`{code}` is an error and stays one")))
            }
            Some(c) => {
                self.levels.insert(*c, level);
                Ok(self)
            }
        }
    }

    /// Judge as if no party had waived anything.
    #[must_use]
    pub fn without_waivers(mut self) -> Self {
        self.no_waivers = true;
        self
    }

    /// Take a reading or alternative for granted: `choose("6", "Russia")`.
    #[must_use]
    pub fn choose(mut self, name: &str, alternative: &str) -> Self {
        self.choose.push((name.to_owned(), alternative.to_owned()));
        self
    }
}

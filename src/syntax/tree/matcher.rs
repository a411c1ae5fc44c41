//! Conditions on a value, and their words.

/// Conditions on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matcher {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `more than`
    MoreThan,
    /// `less than`
    LessThan,
    /// `other than`
    OtherThan,
    /// `one of`
    OneOf,
    /// `only`
    Only,
    /// `excludes`
    Excludes,
    /// `about`
    About,
    /// `exactly`
    Exactly,
}

impl Matcher {
    /// The words of it.
    pub fn word(self) -> &'static str {
        match self {
            Matcher::AtLeast => "at least",
            Matcher::AtMost => "at most",
            Matcher::MoreThan => "more than",
            Matcher::LessThan => "less than",
            Matcher::OtherThan => "other than",
            Matcher::OneOf => "one of",
            Matcher::Only => "only",
            Matcher::Excludes => "excludes",
            Matcher::About => "about",
            Matcher::Exactly => "exactly",
        }
    }
}

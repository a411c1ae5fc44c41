//! Conditions on a value, and their words.

/// Conditions on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Matcher {
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
    /// The matcher with these words.
    pub(crate) fn read(words: &str) -> Option<Matcher> {
        [
            Matcher::AtLeast,
            Matcher::AtMost,
            Matcher::MoreThan,
            Matcher::LessThan,
            Matcher::OtherThan,
            Matcher::OneOf,
            Matcher::Only,
            Matcher::Excludes,
            Matcher::About,
            Matcher::Exactly,
        ]
        .into_iter()
        .find(|m| m.word() == words)
    }

    /// The words of it.
    pub(crate) fn word(self) -> &'static str {
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

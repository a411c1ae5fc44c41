//! What a verdict turns on, in words that every report for people shares.

use crate::verdict::{Answer, Finding, OtherReading};

/// Readings that are not the party's own and change the verdict.
pub(super) fn differing(f: &Finding) -> impl Iterator<Item = String> + '_ {
    f.differs_under.iter().map(differs)
}

/// `6 = Russia`; yes or no to a question.
pub(super) fn answered(a: &Answer) -> String {
    let yes_or_no = matches!(a.value.as_str(), "yes" | "no");
    if yes_or_no {
        format!("{} to “{}”", a.value, a.name)
    } else {
        format!("{} = {}", a.name, a.value)
    }
}

fn differs(o: &OtherReading) -> String {
    let by = if o.by.is_empty() {
        String::new()
    } else {
        format!(", as {} reads it", o.by.join(" or "))
    };
    format!(
        "under the reading `{}` of `{}`{by}: {}",
        o.reading,
        o.term,
        o.verdict.word()
    )
}

/// A word of a command line, in quotes where a shell would take it apart.
#[cfg(feature = "human")]
pub(super) fn shell(word: &str) -> String {
    let plain = !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '/' | '='));
    if plain {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

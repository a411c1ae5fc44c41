//! Words that open a role. The grammar has them too, as `preposition` and among the words it reserves; a test holds the two together.

/// What may stand before a role: `deploy forces in Sorrel`.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "from", "to", "into", "in", "on", "at", "without", "with", "against", "for", "by", "as",
    "over", "along", "through", "across", "behind", "between", "near", "under",
];

//! The known word nearest to a misspelt one.

/// No word is longer; what is longer is not a slip of the pen.
const LONGEST: usize = 80;

/// The nearest of `known`, if it is near enough to be meant; ties go to the first in alphabetical order.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase().replace('_', "-");
    if lower.len() > LONGEST {
        return None;
    }
    let limit = (lower.chars().count() / 3).clamp(1, 3);
    known
        .filter(|k| *k != word && k.len().abs_diff(lower.len()) <= limit + 2)
        .map(|k| (strsim::damerau_levenshtein(&lower, &k.to_lowercase()), k))
        .filter(|(d, k)| *d <= limit || (lower.len() > 3 && (k.to_lowercase() == format!("{lower}s") || format!("{}s", k.to_lowercase()) == lower)))
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, k)| k)
}

//! The known word nearest to a misspelt one.

/// No word is longer; what is longer is not a slip of the pen.
const LONGEST: usize = 80;

/// The nearest of `known`, if it is near enough to be meant; ties go to the first in alphabetical order.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    near(word, known).map(|(near, _)| near)
}

/// The nearest of `known`, and whether nothing else can be meant: no other one is near, and it is the same word but for a slip of the pen.
pub(crate) fn near<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<(&'a str, bool)> {
    let lower = word.to_lowercase().replace('_', "-");
    if lower.len() > LONGEST {
        return None;
    }
    let limit = (lower.chars().count() / 3).clamp(1, 3);
    let plain = word.starts_with(char::is_lowercase);
    let mut all: Vec<(usize, &str)> = known
        .filter(|k| *k != word && k.len().abs_diff(lower.len()) <= limit + 2)
        .map(|k| (strsim::damerau_levenshtein(&lower, &k.to_lowercase()), k))
        .filter(|(d, k)| {
            *d <= limit
                || (lower.len() > 3
                    && (k.to_lowercase() == format!("{lower}s")
                        || format!("{}s", k.to_lowercase()) == lower))
        })
        .filter(|(_, k)| !plain || could_be(&lower, k))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.first()
        .map(|(_, k)| (*k, all.len() == 1 && slip(word, k)))
}

/// Could a word be a slip for another? One with another letter in a short word is another word, and what opens with a syllable more says the opposite.
fn could_be(word: &str, known: &str) -> bool {
    const TURNS: &[&str] = &["de", "dis", "un", "in", "non", "re", "anti", "counter"];
    let known = known.to_lowercase();
    let turned = |a: &str, b: &str| {
        TURNS.iter().any(|t| {
            let rest = a.strip_prefix(t).map(|r| r.trim_start_matches('-'));
            rest.is_some_and(|r| strsim::damerau_levenshtein(r, b) <= 1)
        })
    };
    if turned(word, &known) || turned(&known, word) {
        return false;
    }
    let (a, b) = (word.chars().count(), known.chars().count());
    let away = strsim::damerau_levenshtein(word, &known);
    let same_letters = {
        let sorted = |w: &str| {
            let mut all: Vec<char> = w.chars().collect();
            all.sort_unstable();
            all
        };
        sorted(word) == sorted(&known)
    };
    let first = word.chars().next() == known.chars().next();
    match away {
        0 => true,
        _ if same_letters => true,
        1 if a != b => first || a.min(b) >= 6,
        1 => a >= 7,
        2 => a.min(b) >= 8 && first,
        _ => a.min(b) >= 11 && first,
    }
}

/// The same word but for a slip of the pen that makes no other word of it: two neighbouring letters swapped, a letter doubled or not, capitals, `_`
/// for `-`. A letter too many, missing or another one is no such slip: Iraq is no misspelt Iran, a county no country, and line 12 not line 11.
pub(crate) fn slip(word: &str, meant: &str) -> bool {
    const SHORTEST: usize = 4;
    let plain = |w: &str| {
        w.to_lowercase()
            .replace('_', "-")
            .chars()
            .collect::<Vec<char>>()
    };
    let sort = |w: &str| w.chars().next().map(char::is_lowercase);
    let (a, b) = (plain(word), plain(meant));
    // A word and a name are two sorts of things, though they be spelt alike: a council, the Council.
    if a.len().min(b.len()) < SHORTEST || sort(word) != sort(meant) {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[start..], &b[start..]);
    let doubled = |long: &[char], short: &[char], all: &[char]| {
        long.len() == short.len() + 1
            && long[1..] == *short
            && start > 0
            && long[0] == all[start - 1]
            && long[0].is_alphabetic()
    };
    match (x, y) {
        ([], []) => true,
        ([p, q, more @ ..], [r, s, rest @ ..])
            if p == s && q == r && p.is_alphabetic() && q.is_alphabetic() =>
        {
            more == rest
        }
        _ => doubled(x, y, &a) || doubled(y, x, &b),
    }
}

/// A word without the endings of number and person: `tanks` is `tank`, `hands over` is `hand over`.
pub(crate) fn stem(word: &str) -> String {
    let plain = word.strip_suffix("ies").map(|w| format!("{w}y"));
    let short = |end: &str| {
        let left = word.strip_suffix(end)?;
        (left.len() > 2 && !left.ends_with('s')).then(|| left.to_owned())
    };
    plain
        .or_else(|| short("sses").map(|w| w + "ss"))
        .or_else(|| short("s"))
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{near, slip};

    #[test]
    fn a_slip_of_the_pen_is_the_same_word() {
        for (word, meant) in [
            ("Norlnad", "Norland"),
            ("Noorland", "Norland"),
            ("Averrne", "Averne"),
            ("Norlandd", "Norland"),
            ("with_draw", "with-draw"),
            ("NORLAND", "Norland"),
            ("shal", "shall"),
        ] {
            assert!(slip(word, meant), "{word}");
        }
        for (word, meant) in [
            ("Iraq", "Iran"),
            ("Gambia", "Zambia"),
            ("county", "country"),
            ("Line12", "Line21"),
            ("Line11", "Line1"),
            ("council", "Council"),
            ("from", "form12"),
            ("Mali", "Malawi"),
        ] {
            assert!(!slip(word, meant), "{word}");
        }
    }

    #[test]
    fn what_has_two_near_words_is_not_sure() {
        assert_eq!(
            near("Norlnad", ["Norland", "Averne"].into_iter()),
            Some(("Norland", true))
        );
        assert_eq!(
            near("Norlnad", ["Norland", "Norlind"].into_iter()),
            Some(("Norland", false))
        );
    }
}

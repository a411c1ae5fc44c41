//! Forms of English verbs: what is promised stands in the base form, what happens or has happened does not.

/// Verbs whose participle does not end in `ed`. English, not vocabulary: a verb a draft declares is found here too, or is regular.
const IRREGULAR: &[(&str, &str)] = &[
    ("arise", "arisen"),
    ("be", "been"),
    ("bear", "borne"),
    ("become", "become"),
    ("begin", "begun"),
    ("break", "broken"),
    ("bring", "brought"),
    ("build", "built"),
    ("buy", "bought"),
    ("cast", "cast"),
    ("choose", "chosen"),
    ("come", "come"),
    ("cut", "cut"),
    ("do", "done"),
    ("draw", "drawn"),
    ("fall", "fallen"),
    ("fight", "fought"),
    ("find", "found"),
    ("fly", "flown"),
    ("forbid", "forbidden"),
    ("freeze", "frozen"),
    ("get", "got"),
    ("give", "given"),
    ("go", "gone"),
    ("grow", "grown"),
    ("hand", "handed"),
    ("have", "had"),
    ("hold", "held"),
    ("keep", "kept"),
    ("know", "known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("leave", "left"),
    ("lose", "lost"),
    ("make", "made"),
    ("meet", "met"),
    ("oversee", "overseen"),
    ("pay", "paid"),
    ("put", "put"),
    ("read", "read"),
    ("rebuild", "rebuilt"),
    ("retake", "retaken"),
    ("run", "run"),
    ("see", "seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("speak", "spoken"),
    ("spend", "spent"),
    ("split", "split"),
    ("stand", "stood"),
    ("strike", "struck"),
    ("swear", "sworn"),
    ("take", "taken"),
    ("teach", "taught"),
    ("tell", "told"),
    ("undertake", "undertaken"),
    ("unfreeze", "unfrozen"),
    ("uphold", "upheld"),
    ("win", "won"),
    ("withdraw", "withdrawn"),
    ("withhold", "withheld"),
    ("write", "written"),
];

/// Verbs of more than one syllable that double their last letter.
const DOUBLED: &[&str] = &[
    "admit", "commit", "permit", "submit", "transfer", "refer", "defer", "occur", "expel",
    "compel", "control", "patrol", "equip", "remit", "rebut",
];

/// `withdrawn`, `lifted`, `carried`.
pub(super) fn participle(verb: &str) -> String {
    on_first(verb, |v| {
        if let Some((_, form)) = IRREGULAR.iter().find(|(base, _)| *base == v) {
            return (*form).to_owned();
        }
        if v.ends_with('e') {
            return format!("{v}d");
        }
        if let Some(stem) = v.strip_suffix('y').filter(|s| !s.ends_with(vowel)) {
            return format!("{stem}ied");
        }
        let last = v.chars().last();
        if doubles(v) {
            return format!("{v}{}ed", last.unwrap_or('t'));
        }
        format!("{v}ed")
    })
}

/// `withdraws`, `carries`, `reaches`.
pub(super) fn third_person(verb: &str) -> String {
    on_first(verb, |v| {
        if v == "have" {
            return "has".to_owned();
        }
        if let Some(stem) = v.strip_suffix('y').filter(|s| !s.ends_with(vowel)) {
            return format!("{stem}ies");
        }
        let hisses = ["s", "x", "z", "ch", "sh", "o"]
            .iter()
            .any(|e| v.ends_with(e));
        format!("{v}{}", if hisses { "es" } else { "s" })
    })
}

/// A short verb with one vowel before its last consonant, or one that is known to double it.
fn doubles(v: &str) -> bool {
    if DOUBLED.contains(&v) {
        return true;
    }
    let letters: Vec<char> = v.chars().collect();
    let vowels = letters.iter().filter(|c| vowel(**c)).count();
    match letters[..] {
        [.., before, a, z] => {
            vowels == 1 && vowel(a) && !vowel(before) && !vowel(z) && !matches!(z, 'w' | 'x' | 'y')
        }
        _ => false,
    }
}

fn vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Of `take-part` the first word changes.
fn on_first(verb: &str, f: impl Fn(&str) -> String) -> String {
    match verb.split_once('-') {
        Some((first, rest)) => format!("{} {}", f(first), rest.replace('-', " ")),
        None => f(verb),
    }
}

#[cfg(test)]
mod tests {
    use super::{participle, third_person};

    #[test]
    fn forms_are_english() {
        for (verb, third, past) in [
            ("withdraw", "withdraws", "withdrawn"),
            ("carry", "carries", "carried"),
            ("deploy", "deploys", "deployed"),
            ("release", "releases", "released"),
            ("admit", "admits", "admitted"),
            ("ban", "bans", "banned"),
            ("attack", "attacks", "attacked"),
            ("breach", "breaches", "breached"),
            ("take-part", "takes part", "taken part"),
            ("limit", "limits", "limited"),
            ("transfer", "transfers", "transferred"),
            ("answer", "answers", "answered"),
            ("join", "joins", "joined"),
            ("object", "objects", "objected"),
        ] {
            assert_eq!(
                (third_person(verb).as_str(), participle(verb).as_str()),
                (third, past)
            );
        }
    }
}

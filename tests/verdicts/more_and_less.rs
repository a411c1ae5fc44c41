//! What says less does not meet a demand for more, and what says more meets one for less: every phrase that can be said more and less strictly, and every amount, with each
//! modal, on acts and on what is kept up.

use super::identity::{Said, WORLD, said_and_asked};
use armistice::verdict::Verdict;
use armistice::{Finding, Severity};
use std::collections::BTreeMap;

/// What is said of a promise: the more and the less, and where one is more than the other.
struct Pair {
    more: &'static str,
    less: &'static str,
    of: Of,
}

/// Of what the first says more than the second.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Of an act that is owed: it is to be done sooner.
    Act,
    /// Of whatever holds over a time: it holds longer.
    Kept,
    /// Of both.
    Any,
}

const fn pair(more: &'static str, less: &'static str, of: Of) -> Pair {
    Pair { more, less, of }
}

const PAIRS: &[Pair] = &[
    pair("by 2026-05-01", "by 2026-06-01", Of::Act),
    pair("before 2026-05-01", "by 2026-05-01", Of::Act),
    pair("on 2026-05-01", "by 2026-05-01", Of::Act),
    pair("on 2026-05-01", "completed after 2026-04-01", Of::Act),
    pair(
        "within 20 days of signature",
        "within 1 month of signature",
        Of::Act,
    ),
    pair(
        "by 20 days after signature",
        "within 30 days of signature",
        Of::Act,
    ),
    pair(
        "on 20 days after signature",
        "at least 20 days after signature",
        Of::Act,
    ),
    pair(
        "at least 30 days after signature",
        "at least 20 days after signature",
        Of::Act,
    ),
    pair(
        "within 10 days after completion of clause 8",
        "within 2 weeks of completion of clause 8",
        Of::Act,
    ),
    pair(
        "within 10 days of completion of clause 8",
        "by 2 weeks after completion of clause 8",
        Of::Act,
    ),
    pair(
        "after 10 days after completion of clause 8",
        "after completion of clause 8",
        Of::Act,
    ),
    pair(
        "completed by 2026-05-01",
        "completed by 2026-06-01",
        Of::Act,
    ),
    pair(
        "after later of 2026-06-01 and completion of clause 8",
        "after completion of clause 8",
        Of::Act,
    ),
    pair("until 2026-06-01", "until 2026-05-01", Of::Kept),
    pair("from 2026-05-01", "from 2026-06-01", Of::Kept),
    pair(
        "from 2026-04-01 until 2026-07-01",
        "from 2026-05-01 until 2026-06-01",
        Of::Kept,
    ),
    pair(
        "until 100 days after signature",
        "until 90 days after signature",
        Of::Kept,
    ),
    pair(
        "until 30 days after completion of clause 8",
        "until completion of clause 8",
        Of::Kept,
    ),
    pair(
        "until 30 days after completion of clause 8",
        "until 2 weeks after completion of clause 8",
        Of::Kept,
    ),
    pair(
        "from completion of clause 8",
        "from 10 days after completion of clause 8",
        Of::Kept,
    ),
    pair(
        "until later of 2026-06-01 and completion of clause 8",
        "until completion of clause 8",
        Of::Kept,
    ),
    pair("for 7 weeks", "for 6 weeks", Of::Any),
    pair("for 1 year", "for 6 months", Of::Any),
    pair(
        "for 90 days from 2026-05-01",
        "for 60 days from 2026-05-01",
        Of::Kept,
    ),
    pair("verified by League, Panel", "verified by League", Of::Any),
    pair("", "if Norland invades Averne", Of::Any),
    pair("", "unless Norland invades Averne", Of::Any),
    pair("", "until 2026-05-01", Of::Kept),
    pair("", "for 30 days", Of::Any),
];

/// More, of which less is enough for a demand that names no time: it does not ask when it begins.
const WHENEVER: &[Pair] = &[
    pair("", "after completion of clause 8", Of::Kept),
    pair("", "from 2026-05-01", Of::Kept),
];

/// What is done and what is kept up, with an amount and without.
const ACTS: &[(&str, bool)] = &[
    ("release all hostages", false),
    ("release at least 5 hostages", false),
    ("pay 5 million USD to Norland", false),
    ("withdraw forces from Town", false),
    ("observe ceasefire", true),
    ("deploy forces in Town", false),
    ("maintain forces in Town", true),
    ("maintain at least 500 soldiers in Town", true),
];

/// Of an act that is done, bans and permissions alone hold over a time.
fn sentences(p: &Pair) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (act, lasts) in ACTS {
        for modal in ["shall", "may", "shall not"] {
            let kept = *lasts || modal != "shall";
            if p.of == Of::Act && kept || p.of == Of::Kept && !kept {
                continue;
            }
            let with = |phrase: &str| {
                format!("Averne {modal} {act} {phrase}")
                    .trim_end()
                    .to_owned()
            };
            out.push((with(p.more), with(p.less)));
        }
    }
    out
}

/// More and less of an amount, and of those who are meant.
const AMOUNTS: &[(&str, &str)] = &[
    (
        "Averne shall release at least 6 hostages",
        "Averne shall release at least 5 hostages",
    ),
    (
        "Averne shall release all hostages",
        "Averne shall release hostages",
    ),
    (
        "Averne shall pay at least 6 million USD to Norland",
        "Averne shall pay at least 5 million USD to Norland",
    ),
    (
        "Averne shall limit artillery to at most 50 pieces",
        "Averne shall limit artillery to at most 60 pieces",
    ),
    (
        "Averne shall withdraw at least 60 percent of armed-forces from Town",
        "Averne shall withdraw at least 50 percent of armed-forces from Town",
    ),
    (
        "Averne shall withdraw all forces from Sorrel",
        "Averne shall withdraw all forces from Town",
    ),
    (
        "Averne shall not deploy forces in Sorrel",
        "Averne shall not deploy forces in Town",
    ),
    (
        "Averne shall not deploy more than 500 soldiers in Sorrel",
        "Averne shall not deploy more than 500 soldiers in Town",
    ),
    (
        "Averne shall not deploy more than 400 soldiers in Town",
        "Averne shall not deploy more than 500 soldiers in Town",
    ),
    (
        "Averne may deploy 500 soldiers in Sorrel",
        "Averne may deploy 500 soldiers in Town",
    ),
    (
        "Averne, Norland shall release at least 5 hostages",
        "Averne shall release at least 5 hostages",
    ),
    (
        "Averne shall release at least 5 hostages",
        "Averne, Norland shall jointly release at least 5 hostages",
    ),
    (
        "Averne shall release 3 hostages every week for 7 weeks",
        "Averne shall release 3 hostages every week for 6 weeks",
    ),
    (
        "Averne shall release 3 hostages every week for 6 weeks",
        "Averne shall release at least 18 hostages",
    ),
];

/// Those of which less is no less for what is asked: what several do together, any one of them does not by itself.
const NOT_LESS: &[&str] = &["Averne, Norland shall jointly release at least 5 hostages"];

/// What each of many sentences comes to for the demand beside it.
fn demanded(said: &[Said]) -> Vec<Option<Verdict>> {
    let beside = "provision 8 \"y\" { Norland shall hold elections; Averne shall hold elections; }";
    let mut out = Vec::new();
    for part in said.chunks(40) {
        let (text, report) = said_and_asked(WORLD, beside, part);
        let errors = report
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        let errors: Vec<_> = errors
            .map(|d| {
                format!(
                    "{} {}",
                    &text[d.at.span.start as usize..d.at.span.end as usize],
                    d.message
                )
            })
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        let own = |f: &&Finding| f.line.starts_with('R') && f.draft[1..] == f.line[1..];
        let own: BTreeMap<&str, Verdict> = report
            .findings
            .iter()
            .filter(own)
            .map(|f| (f.line.as_ref(), f.verdict))
            .collect();
        out.extend((0..part.len()).map(|n| own.get(format!("R{n}").as_str()).copied()));
    }
    out
}

fn held_against(said: &str, asked: &str) -> Said {
    Said {
        clause: format!("provision 1 \"x\" {{ {said}; }}"),
        asked: format!("that {asked}"),
    }
}

#[test]
fn less_is_not_enough_and_more_is() {
    let mut pairs: Vec<(String, String)> = PAIRS.iter().flat_map(sentences).collect();
    pairs.extend(AMOUNTS.iter().map(|(a, b)| (a.to_string(), b.to_string())));
    assert!(pairs.len() > 250, "only {}", pairs.len());
    let whenever: Vec<(String, String)> = WHENEVER.iter().flat_map(sentences).collect();
    let mut wrong = Vec::new();
    let less: Vec<Said> = pairs
        .iter()
        .map(|(more, less)| held_against(less, more))
        .collect();
    for ((more, less), found) in pairs.iter().zip(demanded(&less)) {
        if found == Some(Verdict::Respected) || found.is_none() {
            wrong.push(format!("`{less}` meets `{more}`"));
        }
    }
    let more: Vec<Said> = pairs
        .iter()
        .map(|(more, less)| held_against(more, less))
        .collect();
    for ((more, less), found) in pairs.iter().zip(demanded(&more)) {
        if found != Some(Verdict::Respected) && !NOT_LESS.contains(&less.as_str()) {
            let word = found.map_or("nothing", Verdict::word);
            wrong.push(format!("`{more}` does not meet `{less}`: {word}"));
        }
    }
    let said: Vec<Said> = (whenever.iter())
        .map(|(more, less)| held_against(less, more))
        .collect();
    for ((more, less), found) in whenever.iter().zip(demanded(&said)) {
        if found != Some(Verdict::Respected) {
            wrong.push(format!("`{less}` does not meet `{more}`"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        pairs.len(),
        wrong.join("\n")
    );
}

//! What promises of one act come to together, against plain counting: one or two promises of so many things in a place or in the whole around it, and every demand and
//! ban on a number in each of these places. Counting tries every number a promise may mean, and every way in which it may be spread over the whole.

use crate::inside::texts::single;
use armistice::Options;
use armistice::verdict::Verdict;
use std::fmt::Write as _;

const WORLD: &str = "state Averne; region Sorrel in Averne { region Town; region Hills; }\n";
const PLACES: &[&str] = &["Town", "Hills", "Sorrel"];

/// How many are promised, in words; at least so many, and what it may be.
const AMOUNTS: &[(&str, u32, &[u32])] = &[
    ("10", 10, &[10]),
    ("20", 20, &[20]),
    ("at least 10", 10, &[10, 20, 60]),
    ("at most 20", 0, &[0, 10, 20]),
];

/// What is asked of a number, in words.
type Wanted = (&'static str, fn(u32) -> bool);

const WANTED: &[Wanted] = &[
    ("at least 10", |n| n >= 10),
    ("at least 20", |n| n >= 20),
    ("more than 20", |n| n > 20),
    ("at least 40", |n| n >= 40),
    ("more than 40", |n| n > 40),
];

/// A promise: where, and how many.
type Promise = (usize, usize);

fn drafts() -> Vec<Vec<Promise>> {
    let one: Vec<Promise> = (0..PLACES.len())
        .flat_map(|p| (0..AMOUNTS.len()).map(move |a| (p, a)))
        .collect();
    let two = one.iter().enumerate();
    let two = two.flat_map(|(n, a)| one[n..].iter().map(move |b| vec![*a, *b]));
    one.iter().map(|p| vec![*p]).chain(two).collect()
}

/// How many there can be in a place: of each number that is promised, all of it or nothing where the place is only a part of what is named; of what is promised twice in
/// the same words, once or twice. `surely`: of what is promised at least.
fn counted(promises: &[Promise], place: usize, surely: bool) -> Vec<u32> {
    let mut sums = vec![0];
    for (n, (at, amount)) in promises.iter().enumerate() {
        let (_, least, may_be) = AMOUNTS[*amount];
        let mut here: Vec<u32> = if surely { vec![least] } else { may_be.to_vec() };
        if PLACES[*at] != PLACES[place] && PLACES[place] != "Sorrel" {
            let apart = PLACES[*at] != "Sorrel";
            here = if apart {
                vec![0]
            } else {
                here.into_iter().chain([0]).collect()
            };
        }
        if promises[..n].contains(&(*at, *amount)) {
            here.push(0);
        }
        sums = sums
            .iter()
            .flat_map(|s| here.iter().map(move |h| s + h))
            .collect();
    }
    sums
}

fn expected(promises: &[Promise], place: usize, wanted: Wanted, forbid: bool) -> Verdict {
    let sums = counted(promises, place, !forbid);
    let (all, any) = (
        sums.iter().all(|n| wanted.1(*n)),
        sums.iter().any(|n| wanted.1(*n)),
    );
    match (all, any) {
        (true, _) if forbid => Verdict::Crossed,
        (true, _) => Verdict::Respected,
        (_, true) => Verdict::Open,
        _ if forbid => Verdict::Respected,
        _ => Verdict::Crossed,
    }
}

#[test]
fn promises_come_to_what_counting_says() {
    let drafts = drafts();
    let mut text = WORLD.to_owned();
    for (n, promises) in drafts.iter().enumerate() {
        let _ = write!(text, "framework d{n} \"D\" {{ parties: Averne; ");
        for (c, (place, amount)) in promises.iter().enumerate() {
            let (amount, place) = (AMOUNTS[*amount].0, PLACES[*place]);
            let _ = write!(
                text,
                "provision {} \"x\" {{ Averne shall deploy {amount} personnel in {place}; }} ",
                c + 1
            );
        }
        text += "}\n";
    }
    text += "party Averne {\n";
    let mut lines = Vec::new();
    for (place, name) in PLACES.iter().enumerate() {
        for wanted in WANTED {
            for forbid in [true, false] {
                let rule = if forbid { "forbid" } else { "require" };
                let _ = writeln!(
                    text,
                    "red line L{} \"x\" {{ {rule} that Averne shall deploy {} personnel in {}; }}",
                    lines.len(),
                    wanted.0,
                    name
                );
                lines.push((place, *wanted, forbid));
            }
        }
    }
    text += "}\n";
    let report = single(&text).judged(&Options {
        lints: false,
        ..Options::default()
    });
    let mut wrong = Vec::new();
    let mut told = std::collections::BTreeMap::new();
    for f in &report.findings {
        let draft: usize = f.draft[1..].parse().expect("a number");
        let line: usize = f.line[1..].parse().expect("a number");
        let (place, wanted, forbid) = lines[line];
        let want = expected(&drafts[draft], place, wanted, forbid);
        *told.entry(want.word()).or_insert(0) += 1;
        if f.verdict != want {
            let said: Vec<String> = drafts[draft]
                .iter()
                .map(|(p, a)| format!("{} in {}", AMOUNTS[*a].0, PLACES[*p]))
                .collect();
            let rule = if forbid { "forbid" } else { "require" };
            wrong.push(format!(
                "{}: {rule} {} in {} is {}, and counting says {}",
                said.join(", "),
                wanted.0,
                PLACES[place],
                f.verdict.word(),
                want.word()
            ));
        }
    }
    assert_eq!(report.findings.len(), drafts.len() * lines.len());
    assert!(
        told.len() == 3 && told.values().all(|n| *n > 100),
        "{told:?}"
    );
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_sentence_of_a_sum_is_told() {
    let text = format!(
        "{WORLD}framework f \"F\" {{ parties: Averne; provision 1 \"x\" {{ Averne shall deploy 10 personnel in Town; Averne shall deploy 20 personnel in Hills; Averne shall deploy forces in Hills; }} }}
         party Averne {{ red line L \"x\" {{ forbid that Averne shall deploy more than 25 personnel in Sorrel; }} }}"
    );
    let project = single(&text);
    let report = project.judged(&Options::default());
    let told = &report.findings[0].evidence[0];
    let said = |s| project.sources.slice(s);
    assert_eq!(said(told.at), "Averne shall deploy 10 personnel in Town");
    let also: Vec<&str> = told.also.iter().map(|s| said(*s)).collect();
    assert_eq!(also, ["Averne shall deploy 20 personnel in Hills"]);
}

#[test]
fn a_long_sum_is_a_sum() {
    let mut text = format!("{WORLD}framework f \"F\" {{ parties: Averne;\n");
    for n in 1..=40 {
        let _ = writeln!(
            text,
            "provision {n} \"x\" {{ Averne shall deploy {n} personnel in Town; }}"
        );
    }
    text += "}\nparty Averne { red line L \"x\" { forbid that Averne shall deploy at least 820 personnel in Town; } red line M \"x\" { forbid that Averne shall deploy more than 820 personnel in Town; } }";
    let report = single(&text).judged(&Options::default());
    let verdicts: Vec<Verdict> = report.findings.iter().map(|f| f.verdict).collect();
    assert_eq!(verdicts, [Verdict::Crossed, Verdict::Respected]);
}

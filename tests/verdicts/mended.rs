//! Explanations are true: what a report says a clause lacks is what it lacks. Written as it is asked for, and as nothing else, the clause meets the demand.

use crate::inside::texts::single;
use armistice::verdict::{Finding, Role, Verdict};
use armistice::{Options, Project};
use std::fmt::Write as _;

const WORLD: &str = r#"
state Averne; state Norland; organisation Watch; organisation League;
region Vale in Averne { region Town; region Hills; }
party Averne { red line L "L" firm { require that DEMAND; } }
"#;

/// Who, how strongly, what, from where and the rest: with each demand go all sentences that say something else in one part of it or two.
const AXES: &[&[&str]] = &[
    &["Norland", "Averne"],
    &["shall withdraw", "is expected to withdraw"],
    &["all forces", "all weapons"],
    &["in Town", "in Hills"],
    &[
        "",
        "by 2026-03-01",
        "by 2026-06-01",
        "within 10 days of signature",
    ],
    &["", "verified by Watch", "verified by League"],
];

type Choice = [usize; 6];

fn sentence(c: &Choice) -> String {
    let words = c.iter().zip(AXES).map(|(n, axis)| axis[*n]);
    let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

fn all() -> Vec<Choice> {
    let mut out = vec![[0; 6]];
    for (n, axis) in AXES.iter().enumerate() {
        out = out
            .into_iter()
            .flat_map(|c| {
                (0..axis.len()).map(move |v| {
                    let mut c = c;
                    c[n] = v;
                    c
                })
            })
            .collect();
    }
    out
}

fn apart(a: &Choice, b: &Choice) -> usize {
    a.iter().zip(b).filter(|(x, y)| x != y).count()
}

/// A world with one demand, and a draft of one sentence each.
fn world(demand: &str, said: &[String]) -> Project {
    let mut text = WORLD.replace("DEMAND", demand);
    for (n, said) in said.iter().enumerate() {
        let _ = writeln!(
            text,
            "framework d{n} \"D\" {{ parties: Averne, Norland; dated: 2026-01-01; provision 1 \"x\" {{ {said}; }} }}"
        );
    }
    single(&text)
}

fn judged(project: &Project) -> Vec<Finding> {
    project.judged(&Options::default()).findings
}

/// The sentence with what is said to be missing put in its place, all of it or all but one; nothing: it is not said what the clause says instead.
fn mended(project: &Project, f: &Finding, said: &str, but: Option<usize>) -> Option<String> {
    let e = f
        .evidence
        .iter()
        .find(|e| matches!(e.role, Role::Near | Role::Fails))?;
    let at = project.sources.slice(e.at);
    assert_eq!(at.trim_end_matches(';'), said, "the sentence is shown");
    let mut edits = Vec::new();
    let mut more = String::new();
    for (n, m) in e.missing.iter().enumerate() {
        if but == Some(n) {
            continue;
        }
        // The one modal word that is no phrase of its own.
        if m.what == "the strength of the duty" {
            let at = said.find("is expected to")?;
            edits.push((at..at + "is expected to".len(), "shall"));
            continue;
        }
        let asked = project.sources.slice(m.asked?);
        match m.found {
            Some(found) => edits.push((
                (found.start - e.at.start) as usize..(found.end - e.at.start) as usize,
                asked,
            )),
            None => {
                more.push(' ');
                more.push_str(asked);
            }
        }
    }
    if edits.is_empty() && more.is_empty() {
        return None;
    }
    edits.sort_by_key(|(at, _)| at.start);
    let mut out = said.to_owned();
    for (at, asked) in edits.into_iter().rev() {
        out.replace_range(at, asked);
    }
    Some(out + &more)
}

#[test]
fn what_a_clause_lacks_is_what_mends_it() {
    let all = all();
    let (mut tried, mut told) = (0, 0);
    let mut untold = Vec::new();
    let mut wrong = Vec::new();
    for (n, demand) in all.iter().enumerate().filter(|(n, _)| n % 7 == 0) {
        let said: Vec<String> = all
            .iter()
            .enumerate()
            .filter(|(m, c)| (1..=2).contains(&apart(demand, c)) && (m + n) % 2 == 0)
            .map(|(_, c)| sentence(c))
            .collect();
        let demand = sentence(demand);
        let before = world(&demand, &said);
        let (mut crossed, mut short) = (Vec::new(), Vec::new());
        for f in judged(&before) {
            let said = &said[f.draft[1..].parse::<usize>().expect("a number")];
            if f.verdict != Verdict::Crossed {
                continue;
            }
            tried += 1;
            match mended(&before, &f, said, None) {
                Some(whole) => {
                    crossed.push((said, whole));
                    // Each part that is told counts.
                    let parts = f.evidence.iter().map(|e| e.missing.len()).max();
                    for n in 0..parts.unwrap_or(0) {
                        short.extend(mended(&before, &f, said, Some(n)).map(|m| (said, m)));
                    }
                }
                None => untold.push(format!("{demand}\n  {said}: {}", f.message)),
            }
        }
        told += crossed.len();
        let after: Vec<String> = crossed.iter().map(|(_, m)| m.clone()).collect();
        for f in judged(&world(&demand, &after)) {
            let (said, mended) = &crossed[f.draft[1..].parse::<usize>().expect("a number")];
            if f.verdict != Verdict::Respected {
                wrong.push(format!(
                    "{demand}\n  not met by   {said}\n  nor, mended, {mended}: {}",
                    f.verdict.word()
                ));
            }
        }
        let after: Vec<String> = short.iter().map(|(_, m)| m.clone()).collect();
        for f in judged(&world(&demand, &after)) {
            let (said, mended) = &short[f.draft[1..].parse::<usize>().expect("a number")];
            if f.verdict == Verdict::Respected {
                wrong.push(format!(
                    "{demand}\n  not met by {said}\n  but by     {mended}, though more was told to be missing"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {told}\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert!(
        tried > 300 && told * 10 > tried * 9,
        "{told} of {tried} crossed lines say what to write; not\n{}",
        untold[..untold.len().min(20)].join("\n")
    );
}

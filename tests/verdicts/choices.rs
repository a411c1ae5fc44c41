//! Choices: choosing first and judging then is judging first and choosing then, and packages are counted as a walk over all of them counts them.

use crate::inside::oracle::generator;
use crate::inside::texts::{files, project, single};
use armistice::model::{Draft, Position, Sort};
use armistice::verdict::{Finding, Gain, Judge, Verdict};
use armistice::{Options, Project};

/// A text with brackets in fields, sentences and alternatives, one inside another; an ambiguous term, a blank, a proposal.
const BRACKETED: &str = r#"
state Averne; state Norland; state Mediator;
organisation League { members: Norland; admission: consensus; }
region Sorrel in Averne { region Town { holder: Averne; } region Hills { holder: Norland; } }
framework d "Bracketed" {
  parties: Averne, Norland; dated: 2026-03-01;
  ambiguous zone "All of the valley, or the hills?" { reading narrow of Norland; reading wide of Averne; }
  provision 1 "Force" { Averne shall limit armed-forces to [Averne: 60 thousand | Norland: 40 thousand] personnel; }
  provision 2 "Alliance" {
    either Averne { Averne may join League; }
    or Norland { Averne shall not join League; }
    or Mediator { either Averne { Averne shall not join League until 2030-01-01; } or Norland { Averne shall not join League until 2040-01-01; } }
  }
  provision 3 "Pull-back" { Norland shall withdraw forces from [narrow: Hills | wide: Sorrel]; }
  provision 4 "Guarantee" { Norland shall limit armed-forces to undetermined personnel; }
  provision 6 "In return" { Mediator shall lift sanctions on Norland after completion of clause 3; }
  provision 5 "Talks" { all parties shall negotiate that Norland shall release prisoners-of-war; }
}
party Averne {
  reads zone of d as wide;
  red line A1 "The way into the League stays open" absolute { forbid that Averne is barred from League whatever its conditions; }
  red line A2 "No limit below fifty thousand" firm { forbid that Averne shall limit armed-forces unless to at least 50 thousand personnel; }
  red line A3 "They leave the town" { require that Norland shall withdraw forces from Town; }
  red line A5 "A small army there" { forbid that Norland shall limit armed-forces unless to at most 30 thousand personnel; }
  red line A7 "The town first" { require start of (Mediator lifts sanctions on Norland) after completion of (Norland withdraws forces from Town); }
  red line A6 "Prisoners come home" { require that Norland shall release prisoners-of-war; }
}
party Norland {
  red line N1 "No large army there" { forbid that Averne shall limit armed-forces unless to at most 50 thousand personnel; }
  red line N2 "Not in the League" { require that Averne shall not join League whatever its conditions; }
  red line N3 "A size of its own" {
    forbid that Norland shall limit armed-forces unless to at least 20 thousand personnel;
    forbid that Norland shall limit armed-forces unless to at most 25 thousand personnel;
  }
  red line N4 "Both at once" {
    forbid that Averne shall limit armed-forces to at most 50 thousand personnel unless Averne shall not join League whatever its conditions;
  }
}
"#;

fn judged(project: &Project, draft: &str, choose: &[(String, String)]) -> Vec<Finding> {
    project
        .judged(&Options {
            draft: Some(draft.to_owned()),
            choose: choose.to_vec(),
            ..Options::default()
        })
        .findings
}

/// Every verdict that a report announces for an alternative is the verdict of the text with that alternative, what is decided stays decided, and what every
/// alternative decides alike is decided.
fn choosing_commutes(name: &str, project: &Project, checked: &mut usize) {
    for draft in project
        .worlds
        .iter()
        .flat_map(|w| &w.drafts)
        .filter(|d| !d.choices.is_empty() && !d.broken)
    {
        let open = judged(project, &draft.id, &[]);
        for c in draft.choices.iter() {
            let mut each: Vec<Vec<Verdict>> = vec![Vec::new(); open.len()];
            for value in &c.values {
                let chosen = judged(
                    project,
                    &draft.id,
                    &[(c.name.to_string(), value.to_string())],
                );
                assert_eq!(open.len(), chosen.len());
                (each.iter_mut().zip(&chosen)).for_each(|(all, f)| all.push(f.verdict));
                for (before, after) in open.iter().zip(&chosen) {
                    let told = format!(
                        "{name}: {} {}.{} with {}={value}",
                        draft.id, before.party, before.line, c.name
                    );
                    if before.verdict != Verdict::Open {
                        // A reading that is taken for granted is no party's own any more.
                        let read = c.sort == Sort::Reading
                            && before.differs_under.iter().any(|o| o.term == c.name);
                        assert!(
                            read || before.verdict == after.verdict,
                            "{told}: {} became {}",
                            before.verdict.word(),
                            after.verdict.word()
                        );
                        continue;
                    }
                    let announced = before
                        .open_on
                        .iter()
                        .find(|o| o.at == c.span && o.question.name() == c.name.as_str())
                        .and_then(|o| o.values.iter().find(|(v, _)| v == value));
                    if let Some((_, verdict)) = announced {
                        *checked += 1;
                        let waived = after.verdict == Verdict::Waived;
                        assert!(
                            waived || *verdict == after.verdict,
                            "{told}: announced {}, found {}",
                            verdict.word(),
                            after.verdict.word()
                        );
                    }
                }
            }
            for (before, all) in open.iter().zip(&each) {
                let alike = all.windows(2).all(|w| w[0] == w[1]) && all.len() > 1;
                let open = before.verdict == Verdict::Open;
                assert!(
                    !open || !alike || all[0] == Verdict::Open,
                    "{name}: {} {}.{} is open, and {} with every alternative of {}",
                    draft.id,
                    before.party,
                    before.line,
                    all[0].word(),
                    c.name
                );
            }
        }
    }
}

/// Trials of which the law does not hold on purpose, and why.
const APART: &[(&str, &str)] = &[(
    "tests/trials/time/an-alternative-nobody-can-keep.truce",
    "an alternative that nobody can keep as a party reads the text is none for it; once it is chosen, it is the reading that gives way",
)];

#[test]
fn choosing_first_is_judging_first() {
    let mut checked = 0;
    choosing_commutes("bracketed", &single(BRACKETED), &mut checked);
    choosing_commutes("examples", &project("examples"), &mut checked);
    for trial in files("tests/trials") {
        let chooses = ["either ", "[", "reading "]
            .iter()
            .any(|w| trial.text.contains(w));
        if !chooses || APART.iter().any(|(path, _)| *path == trial.path) {
            continue;
        }
        choosing_commutes(&trial.path, &single(&trial.text), &mut checked);
    }
    for seed in 0..150 {
        let world = single(&generator::world(seed).text);
        choosing_commutes(&format!("seed {seed}"), &world, &mut checked);
    }
    assert!(
        checked >= 150,
        "only {checked} announced verdicts were looked at"
    );
}

/// All packages: brackets inside alternatives that are not taken do not arise.
pub fn walk(draft: &Draft) -> Vec<Vec<(String, String)>> {
    let mut out: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
    // An outer bracket may stand behind an inner one: those that arise are looked for until nothing is added.
    loop {
        let mut next = Vec::new();
        let mut grown = false;
        for p in &out {
            let open = draft.choices.iter().enumerate().find(|(n, c)| {
                c.sort == Sort::Bracket
                    && !p.iter().any(|(t, _)| t == n)
                    && c.within.iter().all(|(outer, value)| {
                        draft.choices[*outer].sort != Sort::Bracket || p.contains(&(*outer, *value))
                    })
            });
            match open {
                Some((n, c)) => {
                    grown = true;
                    next.extend((0..c.values.len()).map(|v| [p.clone(), vec![(n, v)]].concat()));
                }
                None => next.push(p.clone()),
            }
        }
        out = next;
        if !grown {
            break;
        }
    }
    out.into_iter()
        .map(|p| {
            p.into_iter()
                .map(|(n, v)| {
                    (
                        draft.choices[n].name.to_string(),
                        draft.choices[n].values[v].to_string(),
                    )
                })
                .collect()
        })
        .collect()
}

/// Counts by walking, and compares.
fn packages_agree(project: &Project, text: Option<&str>, most: usize) -> usize {
    let mut compared = 0;
    for world in &project.worlds {
        for draft in world
            .drafts
            .iter()
            .filter(|d| !d.broken && d.choices.iter().any(|c| c.sort == Sort::Bracket))
        {
            let mut all = walk(draft);
            if all.len() > most {
                continue;
            }
            let positions: Vec<&Position> = world.positions.iter().collect();
            let found = Judge::new(world, draft, None, &[]).packages(&positions, 1_000);
            assert!(!found.undecided);
            // What nobody can keep is no package.
            if let Some(text) = text.filter(|_| found.total != all.len().into()) {
                all.retain(|p| {
                    let written = single(&put_in(text, draft, p));
                    let report = written.judged(&Options::default());
                    let mut told = written.diagnostics.iter().chain(&report.diagnostics);
                    !told.any(|d| d.code.slug() == "infeasible")
                });
            }
            assert_eq!(found.total, all.len().into(), "{}", draft.id);
            let mut by_party = vec![0usize; positions.len()];
            let mut accepted_by_all = Vec::new();
            for package in &all {
                let findings = judged(project, &draft.id, package);
                let mut everyone = true;
                for (n, p) in positions.iter().enumerate() {
                    let fine = findings
                        .iter()
                        .filter(|f| f.party == p.name && !f.goal)
                        .all(|f| matches!(f.verdict, Verdict::Respected | Verdict::Waived));
                    by_party[n] += usize::from(fine);
                    everyone &= fine;
                }
                if everyone {
                    accepted_by_all.push(package.clone());
                }
            }
            for ((name, accepted), walked) in found.parties.iter().zip(&by_party) {
                assert_eq!(
                    accepted.as_it_stands,
                    (*walked).into(),
                    "{} {name}",
                    draft.id
                );
                assert!(
                    accepted.if_filled_well >= accepted.as_it_stands
                        && accepted.as_it_stands >= accepted.under_every_reading
                );
            }
            assert_eq!(
                found.together.as_it_stands,
                accepted_by_all.len().into(),
                "{}",
                draft.id
            );
            if !accepted_by_all.is_empty() {
                let mut listed: Vec<Vec<(String, String)>> = found
                    .listed
                    .iter()
                    .map(|p| {
                        p.iter()
                            .map(|(n, v)| {
                                (
                                    draft.choices[*n].name.to_string(),
                                    draft.choices[*n].values[*v].to_string(),
                                )
                            })
                            .collect::<Vec<_>>()
                    })
                    .collect();
                listed
                    .iter_mut()
                    .chain(&mut accepted_by_all)
                    .for_each(|p| p.sort());
                listed.sort();
                accepted_by_all.sort();
                assert_eq!(listed, accepted_by_all, "{}", draft.id);
            }
            compared += 1;
        }
    }
    compared
}

#[test]
fn packages_are_counted_as_a_walk_counts_them() {
    assert_eq!(packages_agree(&single(BRACKETED), None, 100), 1);
    packages_agree(&project("examples"), None, 100);
    let mut compared = 0;
    for seed in 0..300 {
        let text = generator::world(seed).text;
        compared += packages_agree(&single(&text), Some(&text), 64);
    }
    assert!(
        compared >= 60,
        "only {compared} drafts with brackets were compared"
    );
}

#[test]
fn packages_of_a_bracketed_draft() {
    let project = single(BRACKETED);
    let (world, draft) = project.draft("d").expect("the draft");
    let count = |names: &[&str]| {
        let positions: Vec<&Position> = world
            .positions
            .iter()
            .filter(|p| names.contains(&p.name.as_str()))
            .collect();
        Judge::new(world, draft, None, &[]).packages(&positions, 10)
    };
    // Two sizes, two ways into or out of the League, and a third way with two dates.
    assert_eq!(count(&["Averne"]).total, 8u32.into());
    // A5 and A6 turn on a blank and on a proposal: with both filled well, 60 thousand and the open door are left.
    let averne = count(&["Averne"]).together;
    assert_eq!(
        (averne.as_it_stands, averne.if_filled_well),
        (0u32.into(), 1u32.into())
    );
    assert_eq!(averne.forced, [(1, 0), (2, 0)]);
    // N3: of all sizes only some are between 20 and 25 thousand; N1 wants the small army, N2 and N4 one of the three ways that close the door.
    let norland = count(&["Norland"]).together;
    assert_eq!(
        (norland.as_it_stands, norland.if_filled_well),
        (0u32.into(), 3u32.into())
    );
    let both = count(&["Averne", "Norland"]);
    assert_eq!(both.together.if_filled_well, 0u32.into());
    assert_eq!(both.unmeetable, []);
    let lines: Vec<&str> = both.deadlock.iter().map(|(_, l)| l.as_str()).collect();
    assert_eq!(
        lines,
        ["A2", "N1"],
        "one of the two pairs that exclude each other"
    );
}

/// What is told to gain most is what counting without the line finds, and no other line gains as much.
#[test]
fn what_gains_most_is_what_counting_finds() {
    // Without the line that wants the door open, only the size of one army keeps the two apart.
    let line = BRACKETED.lines().find(|l| l.contains("red line A1"));
    let text = BRACKETED.replace(line.expect("the line"), "");
    let project = single(&text);
    let (world, draft) = project.draft("d").expect("the draft");
    let all: Vec<&Position> = world.positions.iter().collect();
    let both = Judge::new(world, draft, None, &[]).packages(&all, 10);
    let gains = both.gains.expect("no package suits both");
    assert_eq!(gains.most, ["Averne"]);
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (change, then) in &gains.by {
        assert_eq!(then, &["Averne", "Norland"]);
        if let Gain::Without(party, line) = change {
            told.push((party, line));
        }
    }
    let mut counted: Vec<(&str, &str)> = Vec::new();
    for p in &world.positions {
        for l in &p.lines {
            let mut without: Vec<Position> = world.positions.clone();
            let mine = without.iter_mut().filter(|x| x.name == p.name);
            mine.for_each(|x| x.lines.retain(|x| x.label != l.label));
            let all: Vec<&Position> = without.iter().collect();
            let found = Judge::new(world, draft, None, &[]).packages(&all, 1);
            if found.together.if_filled_well != 0u32.into() {
                counted.push((&p.name, &l.label));
            }
        }
    }
    told.sort_unstable();
    counted.sort_unstable();
    assert!(!told.is_empty());
    assert_eq!(told, counted);
}

/// The text with one alternative in place of each bracket, put in as an editor would.
pub fn put_in(text: &str, draft: &Draft, package: &[(String, String)]) -> String {
    let mut text = text.to_owned();
    let mut edits: Vec<(usize, usize, usize)> = Vec::new();
    for (name, value) in package {
        let (n, v) = draft.choose(name, value).expect("the choice");
        edits.push((
            draft.choices[n].span.start as usize,
            draft.choices[n].span.end as usize,
            v,
        ));
    }
    // Inner ones first: they start later, and what is around them grows or shrinks with them.
    edits.sort_unstable();
    let mut done: Vec<(usize, isize)> = Vec::new();
    for (start, end, v) in edits.into_iter().rev() {
        let grown: isize = done
            .iter()
            .filter(|(at, _)| *at < end)
            .map(|(_, by)| by)
            .sum();
        let end = end.checked_add_signed(grown).expect("a place");
        let alternative = alternatives(&text[start..end]).swap_remove(v);
        done.push((start, alternative.len() as isize - (end - start) as isize));
        text.replace_range(start..end, &alternative);
    }
    text
}

/// The alternatives of `[A: x | B: y]` and of `either A { … } or B { … }`.
fn alternatives(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    let bracket = text.starts_with('[');
    for (i, c) in text.char_indices() {
        match c {
            '[' | '{' => {
                depth += 1;
                if depth == 1 {
                    from = i + 1;
                }
            }
            ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    out.push(text[from..i].to_owned());
                }
            }
            '|' if depth == 1 && bracket => {
                out.push(text[from..i].to_owned());
                from = i + 1;
            }
            _ => {}
        }
    }
    if bracket {
        // What stands before a colon is who proposes it; a unit behind the bracket belongs to each.
        let unit = text.rsplit_once(']').map_or("", |(_, unit)| unit);
        out.iter_mut().for_each(|a| {
            *a = format!(
                "{}{unit}",
                a.split_once(':')
                    .map_or(a.as_str(), |(_, rest)| rest)
                    .trim()
            )
        });
    }
    out
}

/// What is judged by choosing is what is judged of a text in which the alternatives are written out.
#[test]
fn choosing_is_writing_out() {
    let mut compared = 0;
    let texts = (0..250)
        .map(|seed| generator::world(seed).text)
        .chain([BRACKETED.to_owned()]);
    for (seed, text) in texts.enumerate() {
        let project = single(&text);
        for draft in project
            .worlds
            .iter()
            .flat_map(|w| &w.drafts)
            .filter(|d| !d.broken)
        {
            let all = walk(draft);
            if all.len() < 2
                || draft.amends.is_some()
                || draft.clauses.iter().any(|c| c.text.is_some())
            {
                continue;
            }
            // Some packages of each: the first, the last and one between, if there is one.
            let mut some = vec![0, all.len() / 2, all.len() - 1];
            some.dedup();
            for package in some.iter().map(|n| &all[*n]) {
                let written = put_in(&text, draft, package);
                let plain = single(&written);
                if plain
                    .diagnostics
                    .iter()
                    .any(|d| d.severity == armistice::diagnostic::Severity::Error)
                {
                    // Written out, one of the alternatives is a mistake of its own.
                    continue;
                }
                let told = format!("seed {seed} {package:?}");
                let (chosen, plain) = (
                    judged(&project, &draft.id, package),
                    judged(&plain, &draft.id, &[]),
                );
                assert_eq!(chosen.len(), plain.len(), "{told}\n{written}");
                for (a, b) in chosen.iter().zip(&plain) {
                    compared += 1;
                    assert_eq!(
                        (a.verdict, a.cause),
                        (b.verdict, b.cause),
                        "{told} {}.{}: {} | {}\n{written}",
                        a.party,
                        a.line,
                        a.message,
                        b.message
                    );
                    let clauses = |f: &Finding| {
                        f.evidence
                            .iter()
                            .map(|e| (e.clause.to_string(), e.role))
                            .collect::<Vec<_>>()
                    };
                    assert_eq!(
                        clauses(a),
                        clauses(b),
                        "{told} {}.{}\n{written}",
                        a.party,
                        a.line
                    );
                }
            }
        }
    }
    assert!(compared >= 1_000, "only {compared} verdicts were compared");
}

//! Drafts side by side: each change is told by its code, what is no change is not told, and the way back is the mirror of the way there.

use crate::inside::texts::{project, single};
use armistice::compare::{Change, Diff, Leaning, Side, common_ground, compare, diff};
use armistice::verdict::Verdict;
use armistice::{Options, Project};

const DEAL: &str = include_str!("changes/deal.truce");
const CHANGES: &str = include_str!("changes/changes.txt");

fn side<'p>(project: &'p Project, id: &str) -> Side<'p> {
    Side::of(project, id, id.to_owned(), &Options::default()).expect("the draft is there")
}

fn sound(text: &str) -> Project {
    let project = single(text);
    let errors: Vec<_> = project
        .diagnostics
        .iter()
        .filter(|d| d.severity == armistice::diagnostic::Severity::Error)
        .map(|d| &d.message)
        .collect();
    assert!(errors.is_empty(), "{errors:?} in\n{text}");
    project
}

fn codes(c: &Change) -> Vec<String> {
    c.differences.iter().map(|d| d.code.slug()).collect()
}

/// All that is said of a difference, in a form that can be turned round.
fn told(d: &Diff, back: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let word = |v: Option<Verdict>| v.map_or("none", Verdict::word);
    for m in &d.moved {
        let (old, new) = if back { (m.new, m.old) } else { (m.old, m.new) };
        out.push(format!(
            "line {}.{} {} > {}",
            m.party,
            m.line,
            word(old),
            word(new)
        ));
    }
    let (gained, lost) = if back {
        (&d.lost, &d.gained)
    } else {
        (&d.gained, &d.lost)
    };
    out.extend(gained.iter().map(|(w, c)| format!("gained {w} {c}")));
    out.extend(lost.iter().map(|(w, c)| format!("lost {w} {c}")));
    out.extend(d.shifted.iter().map(|(w, c)| {
        format!(
            "shifted {} {}",
            w.split(" clause ").next().unwrap_or(w),
            c ^ back
        )
    }));
    out.extend(
        d.unexplained
            .iter()
            .map(|(p, l)| format!("unexplained {p}.{l}")),
    );
    for c in &d.changes {
        let says = |cell: &Option<armistice::compare::Cell>| {
            cell.as_ref().map(|c| {
                (
                    c.said.iter().map(|w| w.text()).collect::<Vec<_>>(),
                    c.clauses.clone(),
                )
            })
        };
        let (old, new) = if back {
            (says(&c.new), says(&c.old))
        } else {
            (says(&c.old), says(&c.new))
        };
        let mut differences: Vec<String> = c
            .differences
            .iter()
            .map(|x| {
                let code = if back {
                    x.code.mirrored()
                } else {
                    x.code.clone()
                };
                let (a, b) = if back {
                    (&x.new, &x.old)
                } else {
                    (&x.old, &x.new)
                };
                format!("{} {} {a:?} {b:?}", code.slug(), x.part)
            })
            .collect();
        differences.sort();
        let leaning = |l: Leaning| match (back, l) {
            (true, Leaning::Nearer) => Leaning::Farther,
            (true, Leaning::Farther) => Leaning::Nearer,
            (_, l) => l,
        };
        let mut parties: Vec<String> = c
            .parties
            .iter()
            .map(|(p, l, lines)| {
                let mut lines = lines.clone();
                lines.sort();
                format!("{p} {} {lines:?}", leaning(*l).word())
            })
            .collect();
        // Parties stand in the order of the first draft's header.
        parties.sort();
        out.push(format!(
            "{} {} {old:?} {new:?} {differences:?} {parties:?}",
            c.matter, c.about
        ));
    }
    out.sort();
    out
}

/// A line of the table of changes: where it stands, what is replaced by what, the codes expected, and the lines that move.
struct Case {
    line: usize,
    old: &'static str,
    new: &'static str,
    codes: &'static str,
    moved: &'static str,
}

fn table() -> Vec<Case> {
    let read = |(n, line): (usize, &'static str)| {
        let (rule, moved) = line.split_once(" >> ").unwrap_or((line, ""));
        let parts: Vec<&str> = rule.split(" => ").collect();
        assert_eq!(parts.len(), 3, "line {} has no three parts: {line}", n + 1);
        let (old, new, codes) = (parts[0], parts[1], parts[2]);
        Case {
            line: n + 1,
            old,
            new,
            codes,
            moved,
        }
    };
    CHANGES
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
        .map(read)
        .collect()
}

#[test]
fn each_change_is_told_by_its_code() {
    let old = sound(DEAL);
    let before = side(&old, "deal");
    let mut wrong = Vec::new();
    for Case {
        line,
        old: from,
        new: to,
        codes: expected,
        moved,
    } in table()
    {
        assert!(
            DEAL.contains(from),
            "line {line}: `{from}` is not in the draft"
        );
        let new = sound(&DEAL.replacen(from, to, 1));
        let after = side(&new, "deal");
        let d = diff(&before, &after);
        let found: Vec<String> = d.changes.iter().map(|c| codes(c).join(" ")).collect();
        let found = if found.is_empty() {
            "nothing".to_owned()
        } else {
            found.join("; ")
        };
        let lines: Vec<String> = d
            .moved
            .iter()
            .map(|m| {
                format!(
                    "{}.{} {}>{}",
                    m.party,
                    m.line,
                    m.old.map_or("none", Verdict::word),
                    m.new.map_or("none", Verdict::word)
                )
            })
            .collect();
        if found != expected || lines.join(" ") != moved {
            wrong.push(format!("line {line}: {from} => {to}\n  expected {expected} >> {moved}\n  found    {found} >> {}", lines.join(" ")));
        }
        if told(&d, true) != told(&diff(&after, &before), false) {
            wrong.push(format!(
                "line {line}: {from} => {to}: the way back is another one"
            ));
        }
        assert!(
            diff(&after, &after).is_empty(),
            "line {line}: a draft differs from itself"
        );
    }
    assert!(
        wrong.is_empty(),
        "{} of the changes are told otherwise:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_change_lies_nearer_or_farther_only_by_the_lines_that_rest_on_it() {
    let old = sound(DEAL);
    let text = DEAL
        .replacen(
            "Averne shall not join League;",
            "Averne may join League;",
            1,
        )
        .replacen("to 40 thousand", "to 30 thousand", 1)
        .replacen("by 2026-12-31", "by 2026-06-30", 1);
    let new = sound(&text);
    let d = diff(&side(&old, "deal"), &side(&new, "deal"));
    let leaning: Vec<(String, Vec<(&str, &str)>)> = d
        .changes
        .iter()
        .map(|c| {
            (
                codes(c).join(" "),
                c.parties
                    .iter()
                    .filter(|p| p.1 != Leaning::Neutral)
                    .map(|p| (p.0.as_str(), p.1.word()))
                    .collect(),
            )
        })
        .collect();
    for (codes, parties) in leaning {
        let expected: &[(&str, &str)] = if codes == "modal-reversed" {
            &[("Averne", "nearer"), ("Norland", "farther")]
        } else {
            &[]
        };
        assert_eq!(parties, expected, "{codes}");
    }
}

#[test]
fn every_draft_equals_itself() {
    for (folder, ids) in [
        ("examples/ukraine-2025", &["us28", "e3", "eu24"][..]),
        ("examples/minsk", &["protocol", "memorandum", "minsk2"]),
        (
            "examples/lebanon-2024",
            &["lebanon2024", "lebanon-extension"],
        ),
    ] {
        let project = project(folder);
        for id in ids {
            let a = side(&project, id);
            assert!(diff(&a, &a).is_empty(), "{id} differs from itself");
        }
    }
}

/// Each of the two differences is the other turned round.
fn mirror(folder: &str, a: &str, b: &str) {
    let project = project(folder);
    let (a, b) = (side(&project, a), side(&project, b));
    let (there, back) = (diff(&a, &b), diff(&b, &a));
    for (there, back) in [(&there, &back), (&back, &there)] {
        let (there, back) = (told(there, true), told(back, false));
        let odd: Vec<&String> = there
            .iter()
            .filter(|t| !back.contains(t))
            .chain(back.iter().filter(|t| !there.contains(t)))
            .collect();
        assert!(
            odd.is_empty() && there.len() == back.len(),
            "{} and {}: {odd:#?}",
            a.name,
            b.name
        );
    }
}

// A test for each pair that takes long, so that they run side by side.

#[test]
fn the_28_points_and_the_e3_text_mirror_each_other() {
    mirror("examples/ukraine-2025", "us28", "e3");
}

#[test]
fn the_28_points_and_the_european_text_mirror_each_other() {
    mirror("examples/ukraine-2025", "us28", "eu24");
}

#[test]
fn the_e3_and_the_european_text_mirror_each_other() {
    mirror("examples/ukraine-2025", "e3", "eu24");
}

#[test]
fn the_minsk_protocol_and_the_memorandum_mirror_each_other() {
    mirror("examples/minsk", "protocol", "memorandum");
}

#[test]
fn the_lebanon_texts_mirror_each_other() {
    mirror("examples/lebanon-2024", "lebanon2024", "lebanon-extension");
}

#[test]
fn the_order_of_drafts_changes_no_row() {
    let project = project("examples/ukraine-2025");
    let rows = |ids: &[&str]| -> Vec<Vec<(String, Vec<String>)>> {
        let sides: Vec<Side> = ids.iter().map(|id| side(&project, id)).collect();
        let c = compare(&sides);
        let mut out: Vec<Vec<(String, Vec<String>)>> = c
            .tables
            .iter()
            .flat_map(|t| &t.rows)
            .map(|r| {
                let mut cells: Vec<(String, Vec<String>)> = r
                    .cells
                    .iter()
                    .enumerate()
                    .filter_map(|(d, c)| Some((ids[d].to_owned(), c.as_ref()?.clauses.clone())))
                    .collect();
                cells.sort();
                cells
            })
            .collect();
        out.sort();
        out
    };
    let first = rows(&["us28", "e3", "eu24"]);
    assert!(first.len() > 40, "only {} rows", first.len());
    assert_eq!(first, rows(&["eu24", "us28", "e3"]));
    assert_eq!(first, rows(&["e3", "eu24", "us28"]));
}

#[test]
fn a_draft_beside_itself_says_the_same_in_every_row() {
    let project = project("examples/minsk");
    for id in ["protocol", "memorandum", "minsk2"] {
        let sides = [side(&project, id), side(&project, id)];
        let c = compare(&sides);
        assert!(
            c.tables
                .iter()
                .all(|t| t.rows.iter().all(|r| r.same) && t.regions.iter().all(|r| r.same)),
            "{id}"
        );
        assert!(
            c.parties
                .iter()
                .flat_map(|p| &p.lines)
                .all(|l| l.cells[0].as_ref().map(|c| c.verdict)
                    == l.cells[1].as_ref().map(|c| c.verdict)),
            "{id}"
        );
    }
}

#[test]
fn common_ground_is_what_the_verdicts_say() {
    let project = project("examples/ukraine-2025");
    let sides: Vec<Side> = ["us28", "e3", "eu24"]
        .iter()
        .map(|id| side(&project, id))
        .collect();
    let c = common_ground(&sides);
    let verdict = |d: usize, (party, line): &(String, String)| {
        sides[d]
            .findings
            .iter()
            .find(|f| f.party == party.as_str() && f.line == line.as_str() && !f.goal)
            .map(|f| f.verdict)
            .expect("judged")
    };
    let met = |d: usize, l: &(String, String)| {
        matches!(verdict(d, l), Verdict::Respected | Verdict::Waived)
    };
    let red = |d: usize| {
        sides[d]
            .findings
            .iter()
            .filter(|f| !f.goal)
            .map(|f| (f.party.to_string(), f.line.to_string()))
    };
    for line in red(0) {
        let by: Vec<bool> = (0..3).map(|d| met(d, &line)).collect();
        assert_eq!(c.all.contains(&line), by.iter().all(|m| *m), "{line:?}");
        assert_eq!(c.none.contains(&line), by.iter().all(|m| !*m), "{line:?}");
        assert_eq!(
            c.crossed_by_all.contains(&line),
            (0..3).all(|d| verdict(d, &line) == Verdict::Crossed),
            "{line:?}"
        );
        for other in red(0).filter(|o| *o > line) {
            let together = (0..3).any(|d| met(d, &line) && met(d, &other));
            let each = by.iter().any(|m| *m) && (0..3).any(|d| met(d, &other));
            let told = c.pairs.iter().any(|p| {
                [&p.one, &p.other] == [&line, &other] || [&p.one, &p.other] == [&other, &line]
            });
            assert_eq!(told, each && !together, "{line:?} {other:?}");
        }
    }
}

#[test]
fn a_markup_tells_what_it_struck_replaced_and_dropped() {
    let text = format!(
        "{DEAL}\n{}",
        r#"
framework markup "A markup" amends deal {
  strike 4;
  replace guarantee 5 "Guarantee" { guarantors: Freeland, Sorland; beneficiary: Averne; binding: treaty; }
  replace provision 3 "Size" { Averne shall limit armed-forces to 60 thousand personnel while peacetime; }
  add provision 14 "Grain" { Averne may transport grain; }
}
"#
    );
    let project = sound(&text);
    let m = diff(&side(&project, "deal"), &side(&project, "markup"))
        .markup
        .expect("it amends");
    assert_eq!(m.struck, ["4"]);
    assert_eq!(m.replaced, ["3", "5"]);
    assert_eq!(m.added, ["14"]);
    let dropped: Vec<&str> = m.dropped.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(dropped, ["5"], "how the guarantee is lost");
    assert!(
        m.dropped[0].1.contains("is void if Averne attacks Norland"),
        "{}",
        m.dropped[0].1
    );
}

#[test]
fn what_is_a_part_of_what_was_there_is_no_news() {
    let project = sound(
        r#"
state Averne; state Norland; organisation League { members: Averne, Norland; } region Vale in Averne { region Hills; region Marsh; }
framework whole "All" { parties: Averne, Norland; dated: 2026-01-01;
  provision 1 "x" { Norland shall not deploy forces in Vale; }
  provision 2 "y" { no actor shall join League; }
}
framework part "Some" { parties: Averne, Norland; dated: 2026-02-01;
  provision 1 "x" { Norland shall not deploy forces in Hills; }
  provision 2 "y" { Norland shall not join League; }
}
"#,
    );
    let (whole, part) = (side(&project, "whole"), side(&project, "part"));
    let there = diff(&whole, &part);
    assert_eq!(there.gained, [], "a part was there before");
    assert!(
        there.lost.iter().any(|(w, _)| w.contains("stand in Vale")),
        "{:?}",
        there.lost
    );
    let back = diff(&part, &whole);
    assert_eq!(back.lost, [], "the whole has the part");
    assert_eq!(back.gained, there.lost);
}

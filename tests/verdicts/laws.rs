//! Laws of what a sentence covers, tried exhaustively on a small world: on each axis (who, what, where, how much, when) every wording against every other, as a
//! promise, a permission and a ban. A draft says one, a line asks for the other.

use crate::inside::texts::single;
use armistice::Options;
use armistice::verdict::Verdict;
use std::fmt::Write as _;

/// The world: places within places, kinds of things, members.
const WORLD: &str = r#"
state Averne; state Norland; state Lake;
organisation League { members: Averne, Norland; }
region Sorrel in Averne { region Town { region Old; region New; } region Hills; }
"#;

/// Sentences that differ on one axis only: a sentence with a gap, and what may stand in it.
struct Axis {
    name: &'static str,
    sentence: &'static str,
    words: &'static [&'static str],
}

const AXES: &[Axis] = &[
    Axis {
        name: "who",
        sentence: "{} {modal} host forces in Hills",
        words: &["Averne", "Norland", "Lake", "Averne, Norland"],
    },
    Axis {
        name: "what",
        sentence: "Averne {modal} deploy {} in Hills",
        words: &[
            "weapons",
            "heavy-weapons",
            "artillery",
            "armoured-vehicles",
            "small-arms",
            "artillery, armoured-vehicles",
            "forces",
            "all weapons",
            "all heavy-weapons",
        ],
    },
    Axis {
        name: "where",
        sentence: "Averne {modal} deploy forces in {}",
        words: &[
            "Sorrel",
            "Town",
            "Old",
            "New",
            "Hills",
            "Old, New",
            "Town, Hills",
            "Sorrel except Town",
            "any part of Town",
            "all of Town",
        ],
    },
    Axis {
        name: "how much",
        sentence: "Averne {modal} deploy {} in Hills",
        words: &[
            "100 personnel",
            "200 personnel",
            "at least 100 personnel",
            "at least 200 personnel",
            "at most 100 personnel",
            "at most 200 personnel",
            "more than 100 personnel",
            "less than 200 personnel",
        ],
    },
    Axis {
        name: "when",
        sentence: "Averne {modal} deploy forces in Hills {}",
        words: &[
            "",
            "by 2026-03-01",
            "by 2026-05-01",
            "before 2026-03-01",
            "after 2026-03-01",
            "from 2026-03-01",
            "until 2026-05-01",
            "on 2026-03-01",
            "from 2026-03-01 until 2026-05-01",
            "for 30 days from 2026-03-01",
            "within 30 days of signature",
            "within 60 days of signature",
            "upon signature",
            "from signature",
            "from entry-into-force",
            "until completion of clause 9",
            "after completion of clause 9",
        ],
    },
];

/// Verdicts by what is said and what is asked: of the ban on it, and of the demand for it.
struct Judged {
    words: &'static [&'static str],
    forbidden: Vec<Vec<Verdict>>,
    required: Vec<Vec<Verdict>>,
}

fn judged(axis: &Axis, modal: &str) -> Judged {
    let said = |w: &str| axis.sentence.replace("{modal}", modal).replace("{}", w);
    let mut text = WORLD.to_owned();
    for (n, w) in axis.words.iter().enumerate() {
        let _ = writeln!(
            text,
            "framework d{n} \"d\" {{ parties: Averne, Norland; dated: 2026-01-01; signature on 2026-01-10; entry-into-force at once with signature; provision 1 \"a\" {{ {}; }} provision 9 \"z\" {{ Norland shall withdraw forces from Town after 2026-02-01, by 2026-04-01; }} }}",
            said(w).trim()
        );
    }
    text.push_str("party Averne {\n");
    for (n, w) in axis.words.iter().enumerate() {
        let s = said(w);
        let _ = writeln!(
            text,
            "red line F{n} \"f\" firm {{ forbid that {}; }}\nred line R{n} \"r\" firm {{ require that {}; }}",
            s.trim(),
            s.trim()
        );
    }
    text.push_str("}\n");
    let project = single(&text);
    let report = project.judged(&Options::default());
    let errors: Vec<&str> = report
        .diagnostics
        .iter()
        .filter(|d| d.severity == armistice::diagnostic::Severity::Error)
        .map(|d| d.message.as_str())
        .collect();
    assert!(errors.is_empty(), "{}: {errors:?}", axis.name);
    let of = |letter: char| {
        let one = |d: usize, l: usize| {
            let (draft, line) = (format!("d{d}"), format!("{letter}{l}"));
            let mut found = report.findings.iter();
            found
                .find(|f| f.draft == draft.as_str() && f.line == line.as_str())
                .map(|f| f.verdict)
                .expect("every line has a verdict")
        };
        let n = axis.words.len();
        (0..n)
            .map(|d| (0..n).map(|l| one(d, l)).collect())
            .collect()
    };
    Judged {
        words: axis.words,
        forbidden: of('F'),
        required: of('R'),
    }
}

/// What is true of sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Law {
    /// What is said meets the demand for it, and crosses the ban on it.
    Identity,
    /// What meets a demand crosses the ban on the same.
    DemandAndBan,
    /// Two that have something in common have it either way round.
    Symmetry,
    /// What meets a demand meets whatever that would meet.
    Transitivity,
    /// What meets a demand crosses whatever ban that would cross.
    Monotony,
}

/// Of what is said, what stands between, and what is asked: whether an exception is about it.
type About = fn(&str, &str, &str) -> bool;

/// Where a law does not hold on purpose: the axis, the law, the modals, what it is about, and why.
const EXCEPTIONS: &[(&str, Law, &[&str], About, &str)] = &[
    (
        "what",
        Law::Symmetry,
        &["shall", "may", "shall not", "is expected not to"],
        |x, _, z| x.starts_with("all") || z.starts_with("all"),
        "`all of it` is not met by some of it, and meets it",
    ),
    (
        "what",
        Law::Monotony,
        &["shall", "may"],
        |_, y, _| y == "weapons" || y == "heavy-weapons",
        "a promise on a kind may be on any of it, and so crosses the ban on each; a promise on one of them does not",
    ),
    (
        "where",
        Law::Symmetry,
        &["shall", "may", "shall not", "is expected not to"],
        |x, _, z| x.starts_with("all") || z.starts_with("all"),
        "`all of` a place is not met by a part of it",
    ),
    (
        "where",
        Law::Transitivity,
        &["shall", "may"],
        |_, y, _| y.starts_with("any part"),
        "as a demand `any part` is met by one part, as a promise or permission it is of every part",
    ),
    (
        "where",
        Law::Monotony,
        &["shall", "may"],
        |_, y, _| y.starts_with("any part"),
        "the same",
    ),
    (
        "how much",
        Law::Symmetry,
        &["shall", "may"],
        |_, _, _| true,
        "a promise is of one number: 100 is at least 50, and at least 50 may be 100",
    ),
    (
        "how much",
        Law::Monotony,
        &["may"],
        |_, _, _| true,
        "leave for an amount is leave for each it names, and crosses the ban on each; leave for one of them does not",
    ),
    (
        "when",
        Law::Symmetry,
        &["shall"],
        |_, _, _| true,
        "a deed is done at one time: what is done by May may be done by March",
    ),
    (
        "when",
        Law::Symmetry,
        &["may", "shall not", "is expected not to"],
        |x, _, z| {
            [x, z]
                .iter()
                .any(|w| w.starts_with("by") || w.starts_with("within") || w.contains("clause 9"))
        },
        "`by` as a demand is that it has begun, as a ban that it holds before then; the others are open, not silent",
    ),
    (
        "when",
        Law::Transitivity,
        &["may", "shall not", "is expected not to"],
        |x, _, z| z.starts_with("within") || x.is_empty() && z.contains("clause 9"),
        "open, not silent: `within` is no window yet, and when a step is complete is known to the plan alone",
    ),
    (
        "when",
        Law::Monotony,
        &["may", "shall not", "is expected not to"],
        |x, y, z| {
            z.starts_with("within")
                || y.starts_with("within")
                || x.is_empty() && z.contains("clause 9")
        },
        "the same",
    ),
    (
        "when",
        Law::DemandAndBan,
        &["may", "shall not", "is expected not to"],
        |x, _, z| x.is_empty() && z.contains("clause 9"),
        "the same",
    ),
];

impl Judged {
    /// Every case in which a law does not hold: the law, what is said, what stands between, what is asked.
    fn broken(&self) -> Vec<(Law, usize, usize, usize)> {
        use Verdict::{Crossed, Respected};
        let n = self.words.len();
        let meets = |x: usize, y: usize| self.required[x][y] == Respected;
        let crosses = |x: usize, y: usize| self.forbidden[x][y] == Crossed;
        let mut out = Vec::new();
        for x in 0..n {
            if !(meets(x, x) && crosses(x, x)) {
                out.push((Law::Identity, x, x, x));
            }
            for y in 0..n {
                if meets(x, y) && !crosses(x, y) {
                    out.push((Law::DemandAndBan, x, x, y));
                }
                if x < y && crosses(x, y) != crosses(y, x) {
                    out.push((Law::Symmetry, x, x, y));
                }
                // What names no time asks for none: as a demand it is less than as a promise.
                for z in (0..n).filter(|_| meets(x, y) && !self.words[y].is_empty()) {
                    if meets(y, z) && !meets(x, z) {
                        out.push((Law::Transitivity, x, y, z));
                    }
                    if crosses(y, z) && !crosses(x, z) {
                        out.push((Law::Monotony, x, y, z));
                    }
                }
            }
        }
        out
    }
}

#[test]
fn what_is_said_and_asked_are_sets() {
    let mut wrong = Vec::new();
    let mut used = vec![false; EXCEPTIONS.len()];
    for axis in AXES {
        for modal in ["shall", "may", "shall not", "is expected not to"] {
            let judged = judged(axis, modal);
            for (law, x, y, z) in judged.broken() {
                let [said, between, asked] = [x, y, z].map(|n| judged.words[n]);
                let excepted = EXCEPTIONS.iter().position(|(name, of, modals, about, _)| {
                    *name == axis.name
                        && *of == law
                        && modals.contains(&modal)
                        && about(said, between, asked)
                });
                match excepted {
                    Some(n) => used[n] = true,
                    None => wrong.push(format!(
                        "{} ({modal}), {law:?}: said `{said}`, between `{between}`, asked `{asked}`: {:?} if demanded, {:?} if banned",
                        axis.name, judged.required[x][z], judged.forbidden[x][z]
                    )),
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} broken\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    for ((name, law, _, _, why), used) in EXCEPTIONS.iter().zip(used) {
        assert!(
            used,
            "{name}: {law:?} holds now without the exception \"{why}\""
        );
    }
}

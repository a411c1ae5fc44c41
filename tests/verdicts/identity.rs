//! What is said meets the demand for it and crosses the ban on it, in the same words: every verb of the prelude with every role, every phrase on acts and on what is kept
//! up, and every sentence of the examples.

use crate::inside::texts::{files, single};
use armistice::model::World;
use armistice::verdict::Verdict;
use armistice::vocabulary::sample::value as sample;
use armistice::{Input, NoLoader, Options, Project, Report, Severity};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub const WORLD: &str = r#"
state Averne; state Norland; organisation League { members: Norland; } body Panel; force Guard of Averne; group Irregulars; office Chief; organ Council of Averne;
instrument Accord "the accord"; asset Funds { owner: Norland; }
region Sorrel in Averne { region Town { holder: Averne; } region Hills { holder: Norland; } } site Plant in Sorrel; line Front between Averne, Norland;
event Incident;
"#;

/// What a draft says in a clause, and what a line asks behind `require` and `forbid`.
pub(super) struct Said {
    pub clause: String,
    pub asked: String,
}

impl Said {
    pub(super) fn sentence(s: &str) -> Said {
        Said {
            clause: format!("provision 1 \"x\" {{ {s}; }}"),
            asked: format!("that {s}"),
        }
    }
}

/// Each said in a draft of its own, with the clauses beside it, and asked for and banned by a line of its own: the text, and what is found of it.
pub(super) fn said_and_asked(world: &str, beside: &str, said: &[Said]) -> (String, Report) {
    let mut text = world.to_owned();
    for (n, Said { clause, .. }) in said.iter().enumerate() {
        let _ = writeln!(
            text,
            "framework d{n} \"D\" {{ parties: Averne, Norland; sides: Averne, Norland; dated: 2026-01-01; {clause} {beside} }}"
        );
    }
    text += "party Averne {\n";
    for (n, Said { asked, .. }) in said.iter().enumerate() {
        let _ = writeln!(
            text,
            "red line R{n} \"x\" {{ require {asked}; }} red line F{n} \"x\" {{ forbid {asked}; }}"
        );
    }
    text += "}\n";
    let report = single(&text).judged(&Options {
        lints: false,
        ..Options::default()
    });
    (text, report)
}

/// The mistakes, and where the law does not hold.
fn broken(said: &[Said]) -> (Vec<String>, Vec<String>) {
    let beside = "provision 8 \"y\" { Norland shall hold elections; Averne shall hold elections; }";
    let (text, report) = said_and_asked(WORLD, beside, said);
    let errors = report.diagnostics.iter();
    let errors = errors.filter(|d| d.severity == Severity::Error);
    let mistakes = errors.map(|d| {
        let at = d.at.span.start as usize..d.at.span.end as usize;
        format!("{:?} {}", &text[at], d.message)
    });
    let mut own: BTreeMap<&str, Verdict> = BTreeMap::new();
    for f in report
        .findings
        .iter()
        .filter(|f| f.draft[1..] == f.line[1..])
    {
        own.insert(&f.line, f.verdict);
    }
    let mut wrong = Vec::new();
    for (n, Said { asked, .. }) in said.iter().enumerate() {
        let of = |letter| own.get(format!("{letter}{n}").as_str()).copied();
        let (demanded, banned) = (of('R'), of('F'));
        if (demanded, banned) != (Some(Verdict::Respected), Some(Verdict::Crossed)) {
            let word = |v: Option<Verdict>| v.map_or("no verdict", Verdict::word);
            wrong.push(format!(
                "`{asked}`: {} where it is demanded, {} where it is banned",
                word(demanded),
                word(banned)
            ));
        }
    }
    (mistakes.collect(), wrong)
}

/// The law holds of all of them, and they are so many at least.
fn all_hold(said: &[Said], at_least: usize) {
    let (mut mistakes, mut wrong) = (Vec::new(), Vec::new());
    for part in said.chunks(40) {
        let (m, w) = broken(part);
        mistakes.extend(m);
        wrong.extend(w);
    }
    let all = said.len();
    assert!(all > at_least, "only {all}");
    let (m, w) = (mistakes.len(), wrong.len());
    assert!(m == 0, "{m} mistakes:\n{}", mistakes.join("\n"));
    assert!(w == 0, "{w} of {all} are broken:\n{}", wrong.join("\n"));
}

/// Every verb with its object alone, with each role, and with all of them.
fn sentences_of_the_prelude(w: &World) -> Vec<String> {
    let v = &w.vocabulary;
    let mut out = Vec::new();
    for a in &v.actions {
        let object = a.object.as_ref().map(|s| sample(v, s));
        if object == Some(None) || a.that.is_some() {
            continue;
        }
        let object = object.flatten().map_or(String::new(), |o| format!(" {o}"));
        let roles: Vec<String> = a
            .roles
            .iter()
            .filter_map(|(p, s)| Some(format!(" {p} {}", sample(v, s)?)))
            .collect();
        let needed: String = (a.roles.iter())
            .filter(|(_, s)| !s.is_optional())
            .filter_map(|(p, s)| Some(format!(" {p} {}", sample(v, s)?)))
            .collect();
        let mut with = vec![needed.clone()];
        with.extend(
            roles
                .iter()
                .filter(|r| needed.is_empty() && !r.is_empty())
                .cloned(),
        );
        with.push(roles.concat());
        with.sort();
        with.dedup();
        for modal in ["shall", "may", "shall not", "is expected to"] {
            out.extend(
                with.iter()
                    .map(|r| format!("Averne {modal} {}{object}{r}", a.verb)),
            );
        }
    }
    out
}

#[test]
fn every_verb_with_every_role() {
    let said = sentences_of_the_prelude(&single(WORLD).worlds[0]);
    let said: Vec<Said> = said.iter().map(|s| Said::sentence(s)).collect();
    all_hold(&said, 1_000);
}

/// Every kind of clause with each of its fields: what stands in the braces.
fn kinds_of_the_prelude(w: &World) -> Vec<(String, String)> {
    let v = &w.vocabulary;
    let mut out = Vec::new();
    // A definition gives words a meaning, and a framework is the text itself.
    let kinds = v.kinds.iter();
    for k in kinds.filter(|k| !matches!(k.word.as_str(), "framework" | "definition")) {
        let fields = k.fields.iter().filter_map(|f| {
            let value = sample(v, &f.slot)?;
            let index = if f.indexed { " for Norland" } else { "" };
            Some(format!("{}{index}: {value};", f.name))
        });
        let fields: Vec<String> = fields.collect();
        for f in &fields {
            out.push((k.word.to_string(), f.clone()));
        }
        if fields.len() > 1 {
            out.push((k.word.to_string(), fields.join(" ")));
        }
    }
    out
}

#[test]
fn every_kind_with_every_field() {
    let said = kinds_of_the_prelude(&single(WORLD).worlds[0]);
    let said: Vec<Said> = (said.iter())
        .map(|(kind, fields)| Said {
            clause: format!("{kind} 1 \"x\" {{ {fields} }}"),
            asked: format!("{kind} {{ {fields} }}"),
        })
        .collect();
    all_hold(&said, 60);
}

/// Phrases of every family.
pub const PHRASES: &[&str] = &[
    "by 2026-05-01",
    "before 2026-05-01",
    "after 2026-05-01",
    "until 2026-05-01",
    "from 2026-05-01",
    "from entry-into-force",
    "from signature",
    "upon agreement",
    "after agreement",
    "on 2026-05-01",
    "until 90 days after signature",
    "by 35 days before 2026-05-01",
    "from 10 days after completion of clause 8",
    "before 1 month after start of (Norland holds elections)",
    "after 2 weeks after later of agreement and completion of clause 8",
    "within 14 days of signature",
    "within 14 days of entry-into-force",
    "within 14 days after 2026-05-01",
    "within 14 days before 2026-05-01",
    "at least 14 days after 2026-05-01",
    "at least 14 days before 2026-05-01",
    "for 30 days",
    "for at least 1 year",
    "for 30 days from 2026-05-01",
    "from 2026-05-01 until 2026-06-01",
    "every 30 days",
    "at once with signature",
    "immediately",
    "promptly",
    "beginning by 2026-05-01",
    "completed by 2026-05-01",
    "completed within 14 days of signature",
    "after completion of clause 8",
    "within 14 days of completion of (Norland holds elections)",
    "after completion of (Norland holds elections)",
    "before start of (Norland holds elections)",
    "after later of agreement and completion of (Norland holds elections)",
    "after earlier of agreement and completion of clause 8",
    "after verification of clause 8",
    "after verification of clause 8 by League",
    "if Norland agrees",
    "if Norland invades Averne",
    "while peacetime",
    "with consent of Norland",
    "in consultation with Norland",
    "verified by League",
    "judged by Panel",
    "in exchange for clause 8",
    "in parallel with clause 8",
    "starting with Sorrel",
    "in phases",
    "unconditionally",
    "notwithstanding clause 8",
    "subject to clause 8",
    "without prejudice to clause 8",
];

/// What is done, what is kept up, an amount of something, an act at a place.
pub const ACTS: &[&str] = &[
    "release all hostages",
    "observe ceasefire",
    "pay 5 million USD to Norland",
    "deploy forces in Town",
];

#[test]
fn every_phrase() {
    let mut said = Vec::new();
    for act in ACTS {
        for modal in ["shall", "may", "shall not", "is expected to"] {
            let with = |phrase| Said::sentence(&format!("Averne {modal} {act} {phrase}"));
            said.extend(PHRASES.iter().map(with));
        }
    }
    all_hold(&said, 700);
}

/// Moments of clauses and deeds that an order can speak of: of what is done and verified, of what is kept up, of both together.
const MOMENTS: &[&str] = &[
    "start of clause 1",
    "completion of clause 1",
    "verification of clause 1",
    "start of clause 2",
    "expiry of clause 2",
    "start of clause 3",
    "completion of clause 3",
    "expiry of clause 3",
    "entry-into-force of clause 1",
    "start of (Averne releases all hostages)",
    "completion of (Averne releases all hostages)",
    "verification of (Averne releases all hostages)",
    "signature",
    "entry-into-force",
];

/// Orders and no lengths of time: those that say when one moment comes.
const ORDERS: &[&str] = &[
    "by 2026-05-01",
    "before 2026-05-01",
    "after 2026-05-01",
    "within 14 days of 2026-05-01",
    "within 14 days after 2026-05-01",
    "within 14 days before 2026-05-01",
    "at least 14 days after 2026-05-01",
    "at least 14 days before 2026-05-01",
    "at once with start of clause 8",
    "by 10 days after start of clause 8",
    "after 10 days after completion of clause 8",
    "after completion of clause 8",
    "before start of (Norland holds elections)",
];

#[test]
fn every_order_of_every_moment() {
    let clauses = r#"provision 1 "x" { Averne shall release all hostages, verified by Panel; } provision 2 "x" { Averne shall not deploy forces in Town; }
        provision 3 "x" { Averne shall pay 5 million USD to Norland; Averne shall not join League; }"#;
    let with = |moment: &&str| {
        let orders = ORDERS.iter().map(move |o| (moment.to_string(), *o));
        orders.collect::<Vec<_>>()
    };
    // Nothing promised is done before entry into force, and no text is signed later than it enters into force.
    let possible = |(moment, o): &(String, &str)| {
        !(["signature", "entry-into-force"].contains(&moment.as_str())
            && o.ends_with("completion of clause 8"))
    };
    let all = MOMENTS.iter().flat_map(with).filter(possible);
    let said = all.map(|(moment, o)| Said {
        clause: format!("{clauses} {moment} {o};"),
        asked: format!("{moment} {o}"),
    });
    all_hold(&said.collect::<Vec<_>>(), 150);
}

#[test]
fn a_broken_law_is_noticed() {
    let said =
        Said::sentence("Averne shall release unspecified \"agreed\" hostages by undetermined");
    let (mistakes, wrong) = broken(&[said]);
    assert_eq!((mistakes.len(), wrong.len()), (0, 1));
}

/// Does a sentence say by itself what it says, and all of it? A bracket or a blank is no demand; a clause may be void, or stand under a choice or a phrase.
fn says_all(w: &World, (draft, clause): (usize, usize), under: bool, text: &str) -> bool {
    let d = &w.drafts[draft];
    let open = [
        "unspecified",
        "undetermined",
        "unnamed",
        "someone",
        "void",
        "unless",
    ];
    let around = d.around(clause).all(|c| d.clauses[c].phrases.is_empty());
    around && !under && !open.iter().any(|w| text.contains(w))
}

/// Sentences of which the law does not hold, and why.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "restore border-control over ConflictBorder",
        "an order of the text makes it wait for a consent, which the sentence alone does not say",
    ),
    (
        "Donbas held by CADLR as of 2014-09-19",
        "who held what on that day nobody has said: the draft may mean other land by it than the line",
    ),
    (
        "all illegal-formations",
        "the draft defines the word, and each reading otherwise; in a line it means what it says",
    ),
];

#[test]
fn every_sentence_of_the_examples() {
    let (mut wrong, mut checked, mut used) = (Vec::new(), 0, [false; OTHERWISE.len()]);
    for folder in [
        "examples/korea-1953",
        "examples/lebanon-2024",
        "examples/minsk",
        "examples/ukraine-2025",
    ] {
        let mut inputs = files(folder);
        let plain = Project::new(inputs.clone(), true, &NoLoader);
        let w = &plain.worlds[0];
        let mut said: Vec<(String, String, bool)> = Vec::new();
        for (d, draft) in w.drafts.iter().enumerate() {
            let own = draft.clauses.iter().enumerate();
            for (c, clause) in own.filter(|(_, c)| draft.amends.is_none() && c.text.is_none()) {
                for (s, under) in &clause.sentences {
                    let text = plain.sources.slice(s.span).trim_end_matches(';');
                    let field = text.split_once(':').is_some_and(|(w, _)| !w.contains(' '));
                    if !text.contains("each side") && !text.contains('[') && !field {
                        let all = says_all(w, (d, c), !under.is_empty(), text);
                        said.push((draft.id.to_string(), text.to_owned(), all));
                    }
                }
            }
        }
        let mut lines = String::from("organisation Reader;\nparty Reader {\n");
        for (n, (_, text, _)) in said.iter().enumerate() {
            let _ = writeln!(
                lines,
                "red line R{n} \"x\" {{ require that {text}; }}\nred line F{n} \"x\" {{ forbid that {text}; }}"
            );
        }
        lines += "}\n";
        inputs.push(Input {
            path: format!("{folder}/reader.truce"),
            text: lines,
        });
        let project = Project::new(inputs, true, &NoLoader);
        let report = project.judged(&Options {
            lints: false,
            ..Options::default()
        });
        let ours = report.findings.iter();
        for f in ours.filter(|f| f.party == "Reader") {
            let n: usize = f.line[1..].parse().expect("a number");
            let (draft, text, all) = &said[n];
            if f.draft != draft.as_str() {
                continue;
            }
            checked += 1;
            let demanded = f.line.starts_with('R');
            let (want, never) = if demanded {
                (Verdict::Respected, Verdict::Crossed)
            } else {
                (Verdict::Crossed, Verdict::Respected)
            };
            if f.verdict == never || *all && f.verdict != want {
                let asked = if demanded { "demanded" } else { "banned" };
                let found = f.verdict.word();
                match OTHERWISE.iter().position(|(words, _)| text.contains(words)) {
                    Some(n) => used[n] = true,
                    None => wrong.push(format!("{draft}: `{text}` is {found} where it is {asked}")),
                }
            }
        }
        for (_, t, _) in said.iter().filter(|s| s.1.contains(':')) {
            println!("{t}");
        }
    }
    assert!(checked > 400, "{checked} verdicts");
    assert!(
        wrong.is_empty(),
        "{} of {checked} are broken:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    for ((words, why), used) in OTHERWISE.iter().zip(used) {
        assert!(used, "the law holds of `{words}` ({why})");
    }
}

//! Every word counts: a statement with one word left out is read as something else, or there is an error or a warning in it.

use super::identity::{ACTS, PHRASES, WORLD};
use crate::inside::texts::single;
use armistice::Severity;
use armistice::model::{Clause, Entry, Order, Phrase, Sentence, Under};
use std::fmt::Write as _;

/// Statements with what phrases do not have: quantifiers, details of nouns, brackets, blanks, places, lists, orders.
const STATEMENTS: &[&str] = &[
    "Averne shall release all hostages except children",
    "Averne shall release at least 50 hostages",
    "Averne shall release [Averne: 50 | Norland: 60] hostages",
    "Averne shall release unspecified \"agreed\" hostages",
    "Averne shall disarm 30 percent of forces of Averne",
    "Averne shall disarm all forces located in Sorrel",
    "Averne shall limit artillery { calibre: at least 100 mm; } to 50 pieces in Town",
    "Averne shall withdraw forces from Sorrel except Hills",
    "Averne shall withdraw forces from any part of Sorrel",
    "Averne shall withdraw forces from Sorrel held by Norland as of 2026-01-01",
    "Averne shall withdraw forces from band of 5 km on each side of Front as of 2026-01-01",
    "Averne, Norland shall jointly monitor clause 8",
    "only Averne, Norland may carry weapons in Town",
    "no actor except Averne shall carry weapons in Town",
    "any actor located in Town may move to Hills",
    "each side shall release all hostages of other side",
    "all parties shall observe ceasefire in air, land, sea",
    "Panel shall monitor clauses 8, 9",
    "Averne shall ensure that Irregulars shall not conduct operations against Norland",
    "Averne hereby recognise Town as de-facto Norland",
    "Averne is expected not to join League",
    "Averne shall pay 5 million USD per month to Norland",
    "clause 8 is void if Averne breaches clause 9",
    "completion of clause 8 within 30 days of completion of clause 9",
    "start of (Averne holds elections) at least 10 days after later of agreement and completion of clause 8",
    "signature on 2026-02-01",
    "entry-into-force at once with signature",
    "for 5 years, renewed for 5 years unless Averne or Norland objects",
];

/// Words that may be left out, each with the words around it, and why.
const MAY_GO: &[(&str, &str, &str)] = &[
    (
        "\"agreed\"",
        "unspecified hostages",
        "what is left open stays open; the words of the text are told with it",
    ),
    (
        "part",
        "any of Sorrel",
        "`any of` is another way to write `any part of`",
    ),
];

/// What stands in a clause.
type Said<'w> = (
    Vec<&'w (Sentence, Vec<Under>)>,
    Vec<&'w (Entry, Vec<Under>)>,
    Vec<&'w (Phrase, Vec<Under>)>,
    Vec<&'w (Order, Vec<Under>)>,
);

fn said(c: &Clause) -> Said<'_> {
    (
        c.sentences.iter().collect(),
        c.fields.iter().collect(),
        c.phrases.iter().collect(),
        c.orders.iter().collect(),
    )
}

/// The statement without each of its words.
fn without_each(statement: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let words: Vec<&str> = statement.split(' ').collect();
    for n in 0..words.len() {
        let mut rest = words.clone();
        let word = rest.remove(n);
        // A bracket without the other one is a mistake that swallows what follows.
        if !word.contains(['(', ')', '[', ']', '{', '}']) {
            out.push((word.to_owned(), rest.join(" ")));
        }
    }
    out
}

#[test]
fn a_statement_without_a_word_says_something_else() {
    let mut all: Vec<String> = STATEMENTS.iter().map(|s| (*s).to_owned()).collect();
    for act in ACTS {
        for phrase in PHRASES {
            all.push(format!("Averne shall {act} {phrase}"));
        }
    }
    let mut text = format!(
        "{WORLD}framework f \"F\" {{ parties: Averne, Norland; sides: Averne, Norland; dated: 2026-01-01;\nprovision 8 \"x\" {{ Norland shall hold elections; }} provision 9 \"x\" {{ Averne shall hold elections; }}\n"
    );
    // Each statement is clause N.0, without its first word it is N.1, and so on.
    let mut at: Vec<(String, String, Option<String>)> = Vec::new();
    for (n, s) in all.iter().enumerate() {
        let _ = writeln!(text, "provision W{n}.0 \"x\" {{ {s}; }}");
        at.push((format!("W{n}.0"), s.clone(), None));
        for (k, (word, rest)) in without_each(s).into_iter().enumerate() {
            let _ = writeln!(text, "provision W{n}.{} \"x\" {{ {rest}; }}", k + 1);
            at.push((format!("W{n}.{}", k + 1), rest, Some(word)));
        }
    }
    text += "}\n";
    let project = single(&text);
    let draft = &project.worlds[0].drafts[0];
    let report = project.judged(&armistice::Options::default());
    let line = |at: u32| text[..at as usize].matches('\n').count();
    let told: std::collections::BTreeMap<usize, Vec<String>> = report
        .diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Note)
        .fold(Default::default(), |mut all, d| {
            let here: &mut Vec<String> = all.entry(line(d.at.span.start)).or_default();
            here.push(d.message.clone());
            all
        });
    let clause = |label: &str| draft.clauses.iter().find(|c| c.label == label);
    let first = 1 + WORLD.matches('\n').count() + 1;
    let mut wrong = Vec::new();
    let mut whole = None;
    for (n, (label, words, left_out)) in at.iter().enumerate() {
        let here = clause(label);
        let mistakes = told.get(&(first + n));
        let Some(word) = left_out else {
            if here.is_none() || mistakes.is_some() {
                wrong.push(format!("`{words}` is no statement: {mistakes:?}"));
            }
            whole = here;
            continue;
        };
        if mistakes.is_none()
            && let (Some(a), Some(b)) = (whole, here)
            && said(a) == said(b)
            && !MAY_GO
                .iter()
                .any(|(w, with, _)| w == word && words.contains(with))
        {
            wrong.push(format!("`{words}` says the same without `{word}`"));
        }
    }
    assert!(at.len() > 2_000, "{} statements", at.len());
    assert!(
        wrong.is_empty(),
        "{} of {} are broken:\n{}",
        wrong.len(),
        at.len(),
        wrong.join("\n")
    );
}

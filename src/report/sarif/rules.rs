//! The rules of a SARIF log: the two sorts of lines, and every code with its page.

use super::log::{Configuration, Help, Rule, Tags, Text};
use crate::diagnostic::{Code, Severity};
use crate::verdict::Finding;

/// What the words of a verdict mean.
const VERDICTS: &str = include_str!("../../../docs/verdicts.md");
/// Longest description that GitHub takes, in characters.
const LONGEST: usize = 1024;

/// All rules; codes follow the lines, in the order of their table.
pub(super) fn rules() -> Vec<Rule> {
    let line = |id, name: &str, short: &str, full: &str, level| Rule {
        id,
        name: name.to_owned(),
        short_description: Text {
            text: short.to_owned(),
        },
        full_description: Text {
            text: full.to_owned(),
        },
        help: help(VERDICTS),
        default_configuration: Configuration { level },
        properties: Tags {
            tags: vec!["verdict"],
        },
    };
    let mut out = vec![
        line(
            "red-line",
            "PartyRedLine",
            "A party's red line.",
            "What a draft means for a red line, as the party's file states it: the kind of a result is `fail` where the draft crosses it, `open` where that depends on what the draft leaves open, \
             `pass` where the draft respects it. A line its party has waived is suppressed.",
            "error",
        ),
        line(
            "goal",
            "PartyGoal",
            "A party's goal.",
            "What a draft means for a goal, as the party's file states it. The kind of a result is always `informational`: a goal never fails a run.",
            "note",
        ),
    ];
    out.extend(Code::ALL.iter().map(|c| Rule {
        id: c.slug(),
        name: name(*c),
        short_description: Text {
            text: format!("{}.", c.title()),
        },
        full_description: Text { text: full(*c) },
        help: help(c.page()),
        default_configuration: Configuration {
            level: level(c.severity()),
        },
        properties: Tags {
            tags: vec!["text", c.severity().word()],
        },
    }));
    out
}

/// The name of a rule, which must be more than its id in other letters.
fn name(code: Code) -> String {
    let name = format!("{code:?}");
    if name.eq_ignore_ascii_case(code.slug()) {
        format!("{name}Fault")
    } else {
        name
    }
}

/// Where the rule of a code stands.
pub(super) fn of_code(code: Code) -> usize {
    2 + Code::ALL.iter().position(|c| *c == code).unwrap_or(0)
}

/// Where the rule of a line stands.
pub(super) fn of_line(f: &Finding) -> usize {
    usize::from(f.goal)
}

/// SARIF's word for a severity; happily it is ours.
pub(super) fn level(s: Severity) -> &'static str {
    s.word()
}

/// The paragraph of a page that says what the fault is, as far as sentences go into the limit.
fn full(code: Code) -> String {
    let paragraphs = code
        .page()
        .split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty() && !p.starts_with(['#', '|', '-']) && !p.starts_with("```"));
    // The first repeats the title.
    let text = paragraphs
        .skip(1)
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
        .next()
        .unwrap_or_else(|| code.title().to_owned());
    let short: String = text.chars().take(LONGEST).collect();
    let text = if short.len() < text.len() {
        short
            .rsplit_once(". ")
            .map_or(short.clone(), |(whole, _)| whole.to_owned())
    } else {
        short
    };
    super::closed(&text)
}

/// A page as it is, and without its marks for who sees plain text.
fn help(page: &str) -> Help {
    let lines = page.lines().filter(|l| !l.starts_with("```")).map(|l| {
        if l.starts_with('#') {
            l.trim_start_matches(['#', ' '])
        } else {
            l
        }
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    Help {
        text: text.trim().to_owned(),
        markdown: page.trim().to_owned(),
    }
}

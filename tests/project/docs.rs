//! The documentation: code blocks are loaded, and the vocabulary page is generated from the prelude.

use crate::inside::texts::{WORLD, blocks, files, generated, pages, single};
use armistice::diagnostic::Severity;
use armistice::source::SourceId;
use armistice::syntax::tree::{Item, Predicate, Slot, TailPart, Vocabulary};
use armistice::vocabulary::PRELUDE;
use std::fmt::Write as _;
use std::path::Path;

#[test]
fn code_blocks_are_what_they_say() {
    let mut failures = Vec::new();
    let mut run = 0;
    let errors = |text: &str| {
        single(text)
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| format!("{}: {}", d.code.slug(), d.message))
            .collect::<Vec<_>>()
    };
    for (name, page) in pages() {
        for block in blocks(&page, "truce check") {
            run += 1;
            for e in errors(&block) {
                failures.push(format!("{name}: {e} in\n{block}"));
            }
        }
        for block in blocks(&page, "clause") {
            run += 1;
            for e in errors(&format!("{WORLD}{block}\n}}\n}}\n")) {
                failures.push(format!("{name}: {e} in\n{block}"));
            }
        }
        for block in blocks(&page, "truce wrong") {
            run += 1;
            if errors(&block).is_empty() {
                failures.push(format!("{name}: no error in\n{block}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(run >= 16, "only {run} blocks");
}

#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, page) in pages() {
        let base = if name == "README.md" {
            root.to_path_buf()
        } else {
            root.join("docs")
        };
        for part in page.split("](").skip(1) {
            let target = part.split([')', '#']).next().unwrap_or("");
            if target.is_empty() || target.starts_with("http") {
                continue;
            }
            assert!(
                base.join(target).exists(),
                "{name} links to {target}, which is not there"
            );
        }
    }
}

fn slot(s: &Slot) -> String {
    let mut out = s
        .types
        .iter()
        .map(|t| t.text.as_str())
        .collect::<Vec<_>>()
        .join(" or ");
    match s.occurs.as_ref().map(|w| w.text.as_str()) {
        Some("*") => out.push_str(", any number"),
        Some("+") => out.push_str(", at least one"),
        Some("?") => out.push_str(", optional"),
        _ => {}
    }
    if s.ceiling {
        out.push_str(", the most there may be");
    }
    if s.per_leaf {
        out.push_str(", one for each leaf");
    }
    out
}

fn silence(s: &Slot) -> &'static str {
    match s.silence.as_ref().map(|w| w.text.as_str()) {
        Some("all") => "everything",
        Some(_) => "something the text does not name",
        None => "nothing is said",
    }
}

/// A noun with what falls under it.
fn noun(t: &armistice::syntax::tree::Term) -> String {
    let below: Vec<String> = t.below.iter().map(noun).collect();
    let title = t
        .title
        .as_ref()
        .map_or_else(String::new, |t| format!(" “{}”", t.text));
    if below.is_empty() {
        format!("`{}`{title}", t.word.text)
    } else {
        format!("`{}`{title} ({})", t.word.text, below.join(", "))
    }
}

/// The page, from the prelude alone.
fn vocabulary() -> String {
    let mut kinds = String::new();
    let mut actions: Vec<(String, String)> = Vec::new();
    let mut effects = String::new();
    let (mut scales, mut units, mut moments, mut types, mut matters, mut usual) = (
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    );
    let mut said = String::new();
    let mut nouns: std::collections::BTreeMap<String, Vec<String>> =
        std::collections::BTreeMap::new();
    for (n, (_, text)) in PRELUDE.iter().enumerate() {
        let parsed = armistice::syntax::parse(SourceId(n as u32), text);
        assert!(
            parsed.diagnostics.is_empty(),
            "the prelude has an error: {:?}",
            parsed.diagnostics
        );
        let words = |s: armistice::source::Span| {
            text[s.start as usize..s.end as usize]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        for item in parsed.file.items {
            let Item::Vocabulary(v) = item else { continue };
            match v {
                Vocabulary::Kind {
                    word, title, slots, ..
                } => {
                    let _ = writeln!(
                        kinds,
                        "### {}\n\n{}.\n",
                        word.text,
                        title.map_or_else(|| word.text.to_string(), |t| t.text)
                    );
                    if slots.is_empty() {
                        kinds.push_str("No fields: sentences only.\n\n");
                        continue;
                    }
                    kinds.push_str(
                        "| field | takes | silence means | read out as |\n|---|---|---|---|\n",
                    );
                    for s in slots {
                        let index = s
                            .index
                            .map_or_else(String::new, |i| format!(" for {}", i.text));
                        let meaning = s.meaning.map_or_else(String::new, |(verb, object)| {
                            format!("; they `shall {}` what `{}` names", verb.text, object.text)
                        });
                        let _ = writeln!(
                            kinds,
                            "| `{}{index}` | {}{meaning} | {} | {} |",
                            s.name.text,
                            slot(&s.slot),
                            silence(&s.slot),
                            s.reads.map_or_else(String::new, |t| t.text)
                        );
                    }
                    kinds.push('\n');
                }
                Vocabulary::Action {
                    lasting,
                    verb,
                    object,
                    roles,
                    that,
                    ..
                } => {
                    let object = object.map_or_else(String::new, |o| slot(&o));
                    let roles: Vec<String> = roles
                        .iter()
                        .map(|(p, s)| {
                            format!(
                                "`{}` {}{}",
                                p.text,
                                slot(s),
                                if s.silence.is_some() {
                                    format!(" (silence: {})", silence(s))
                                } else {
                                    String::new()
                                }
                            )
                        })
                        .collect();
                    let mut kind = if lasting {
                        "kept up".to_owned()
                    } else {
                        "completed".to_owned()
                    };
                    if let Some(t) = that {
                        let _ = write!(kind, "; what stands after `that` is {}", t.text);
                    }
                    actions.push((
                        verb.text.to_string(),
                        format!(
                            "| `{}` | {object} | {} | {kind} |",
                            verb.text,
                            roles.join("; ")
                        ),
                    ));
                }
                Vocabulary::Effect(e) => {
                    let mut head = words(e.head.span);
                    if let Predicate::State { .. } = e.head.predicate {
                        head = head.replace("any ", "");
                    }
                    assert!(
                        e.head
                            .tail
                            .iter()
                            .all(|t| matches!(t, TailPart::Role { .. })),
                        "an effect has roles only"
                    );
                    let _ = writeln!(
                        effects,
                        "| {head} | {} | {} |",
                        e.reads.map_or_else(String::new, |r| r.text),
                        e.rules.len()
                    );
                }
                Vocabulary::Scale { name, steps, .. } => {
                    let steps: Vec<&str> = steps.iter().map(|s| s.text.as_str()).collect();
                    let _ = writeln!(scales, "| `{}` | {} |", name.text, steps.join(" < "));
                }
                Vocabulary::Unit {
                    name,
                    dimension,
                    factor,
                    counting,
                    ..
                } => {
                    let base =
                        factor.map_or_else(String::new, |(n, u)| format!("{} {}", n.text, u.text));
                    let _ = writeln!(
                        units,
                        "| `{}` | {} | {base} | {} |",
                        name.text,
                        dimension.text,
                        counting.map_or_else(String::new, |w| format!("`{}`", w.text))
                    );
                }
                Vocabulary::Moment { word, title, .. } => {
                    let _ = writeln!(
                        moments,
                        "- `{}`: {}",
                        word.text,
                        title.map_or_else(String::new, |t| t.text)
                    );
                }
                Vocabulary::Terms {
                    top, only, terms, ..
                } => {
                    let row = nouns.entry(top.text.to_string()).or_default();
                    row.extend(terms.iter().map(noun));
                    row.extend(only.then(|| "and no others".to_owned()));
                }
                Vocabulary::TypeTree {
                    top,
                    silence,
                    below,
                    ..
                } => {
                    let below: Vec<String> =
                        below.iter().map(|w| format!("`{}`", w.text)).collect();
                    let unsaid = match silence.as_ref().map(|w| w.text.as_str()) {
                        Some("all") => "everything",
                        Some(_) => "something the text does not name",
                        None => "",
                    };
                    let _ = writeln!(
                        types,
                        "| `{}` | {} | {unsaid} |",
                        top.text,
                        below.join(", ")
                    );
                }
                Vocabulary::Matter {
                    word,
                    title,
                    by_place,
                    words,
                    ..
                } => {
                    let words: Vec<String> =
                        words.iter().map(|w| format!("`{}`", w.text)).collect();
                    let title = title.map_or_else(String::new, |t| t.text);
                    let _ = writeln!(
                        matters,
                        "| `{}` | {title}{} | {} |",
                        word.text,
                        if by_place { ", place by place" } else { "" },
                        words.join(", ")
                    );
                }
                Vocabulary::Usual { what, words, .. } => {
                    let words: Vec<String> =
                        words.iter().map(|w| format!("`{}`", w.text)).collect();
                    let _ = writeln!(usual, "| `{}` | {} |", what.text, words.join(", "));
                }
                Vocabulary::Say {
                    write,
                    wordings,
                    sample,
                    ..
                } => {
                    let wordings: Vec<String> =
                        wordings.iter().map(|w| w.text.to_string()).collect();
                    let write = match write.text.as_str() {
                        "" => "nothing: leave it out".to_owned(),
                        write => format!("`{write}`"),
                    };
                    let sample = sample.map_or_else(String::new, |s| format!("`{}`", s.text));
                    let _ = writeln!(said, "| {} | {write} | {sample} |", wordings.join(", "));
                }
                Vocabulary::Attributes { .. } => {}
            }
        }
    }
    let nouns: String = nouns
        .into_iter()
        .map(|(top, words)| format!("| `{top}` | {} |\n", words.join(", ")))
        .collect();
    actions.sort();
    let actions: Vec<String> = actions.into_iter().map(|(_, row)| row).collect();
    format!(
        "# Vocabulary\n\nGenerated from `prelude/` by `UPDATE_DOCS=1 cargo test --lib vocabulary`. A draft may extend every table by declarations of its own.\n\n## Kinds of clause and their fields\n\n{kinds}## Actions and their roles\n\nUnder `shall not`, silence about a role always means everything.\n\n| verb | what is done | roles | a promise of it is |\n|---|---|---|---|\n{}\n\n## Nouns by what they are\n\nWhat stands in parentheses falls under the word before it. A noun may stand wherever a role or field takes its type.\n\n| type | nouns |\n|---|---|\n{nouns}\n## Types\n\nWhere a type is taken, so is all that stands under it.\n\n| type | under it | silence about a role that takes this alone |\n|---|---|---|\n{types}\n## Effects\n\nWhat clauses amount to. One without rules is built in, or written by drafts.\n\n| sentence | meaning | rules |\n|---|---|---|\n{effects}\n## Scales\n\n| scale | steps |\n|---|---|\n{scales}\n## Units\n\nMinutes to years are built in.\n\n| unit | measures | is | so many are, if nothing else is said |\n|---|---|---|---|\n{units}\n## Moments\n\n{moments}\n## Matters\n\nUnder which heading comparisons set a statement: the first matter that names its verb, else what the verb is done to, else its kind or a field.\n\n| matter | heading | words |\n|---|---|---|\n{matters}\n## Usual\n\nWhat a careful drafter says with a word; a draft that leaves it out is told so (`armistice explain unverified-duty` and others).\n\n| what | with |\n|---|---|\n{usual}\n## What people say\n\nEveryday words and phrases of treaties, and what is written here. A text that says them is told so.\n\n| what people say | what is written | for instance |\n|---|---|---|\n{said}",
        actions.join("\n")
    )
}

/// The hard patterns of agreements: one trial each, with a verdict, and a row.
#[test]
fn every_hard_case_is_a_trial_with_verdicts() {
    let page = include_str!("../../docs/hard-cases.md");
    let mut numbers = Vec::new();
    for f in files("tests/trials/hard-cases") {
        let name = f.path.rsplit('/').next().unwrap_or_default();
        let number = name.split('-').next().and_then(|n| n.parse::<usize>().ok());
        numbers.extend(number);
        assert!(
            f.text
                .lines()
                .any(|l| l.trim_start().starts_with("// verdict: ")),
            "{name}: no verdict is asserted"
        );
        assert!(
            page.contains(&format!("(../{})", f.path)),
            "{name} is not in docs/hard-cases.md"
        );
    }
    assert_eq!(
        numbers,
        (1..=28).collect::<Vec<_>>(),
        "one file for each pattern"
    );
}

#[test]
fn the_vocabulary_page_is_the_prelude() {
    generated("docs/vocabulary.md", &vocabulary(), "vocabulary");
}

#[test]
fn the_page_of_verdicts_has_every_word() {
    use armistice::condition::Kind;
    use armistice::verdict::{Cause, Verdict};
    let page = include_str!("../../docs/verdicts.md");
    let verdicts = [
        Verdict::Crossed,
        Verdict::Open,
        Verdict::Respected,
        Verdict::Waived,
    ]
    .map(Verdict::word);
    let causes = [
        Cause::Clause,
        Cause::Effect,
        Cause::Order,
        Cause::Amount,
        Cause::Omission,
        Cause::Silence,
    ]
    .map(Cause::word);
    let kinds = [
        Kind::Choice,
        Kind::Reading,
        Kind::Hole,
        Kind::Order,
        Kind::Phrase,
    ]
    .map(Kind::word);
    for word in verdicts.iter().chain(&causes).chain(&kinds) {
        assert!(
            page.contains(&format!("| `{word}` |")),
            "{word} has no row in docs/verdicts.md"
        );
    }
}

/// Every code with its level, generated from the table of codes.
fn codes() -> String {
    let mut out = String::from(
        "# Diagnostics\n\nGenerated from `src/diagnostic/code.rs` by `UPDATE_DOCS=1 cargo test --lib every_code`. `armistice explain CODE` shows a page. An error keeps a text from being judged; a warning or note\nnever does. Warnings and notes are [lints](../lints.md).\n\n| code | level | what is wrong |\n|---|---|---|\n",
    );
    let mut all: Vec<&armistice::diagnostic::Code> =
        armistice::diagnostic::Code::ALL.iter().collect();
    all.sort_by_key(|c| (c.severity(), c.slug()));
    for c in all {
        let _ = writeln!(
            out,
            "| [{0}]({0}.md) | {1} | {2} |",
            c.slug(),
            c.severity().word(),
            c.title()
        );
    }
    out
}

#[test]
fn every_code_is_listed() {
    generated("docs/diagnostics/README.md", &codes(), "every_code");
}

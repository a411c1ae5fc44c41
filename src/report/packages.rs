//! The packages of a draft: how many there are, who accepts how many, which alternatives are dead or forced.

use super::open::shell;
use super::ranked::shown;
use super::table::{printed, table};
use super::wrap::wrap;
use super::{Look, safe};
use crate::model::{Draft, Taken};
use crate::source::SourceSet;
use crate::verdict::{Accepted, Gain, Gains, Packages};
use compact_str::CompactString;
use std::fmt::Write as _;

/// Tables and sentences for people.
pub(crate) fn human(
    (draft, sources): (&Draft, &SourceSet),
    found: &Packages,
    look: Look,
    asked: &[String],
) -> String {
    let mut out = format!("{} “{}”\n", safe(&draft.id), safe(&draft.title));
    if found.undecided {
        out.push_str("Not counted: a limit was reached; the draft leaves too much open at once. Take some of it for granted with --choose, or ask fewer parties.\n");
        return out;
    }
    brackets(&mut out, draft, found);
    let mut table = table(look);
    table.set_header([
        "accepted by",
        "as it stands",
        "of these, under every reading",
        "if the blanks are filled well",
    ]);
    let all = ("all of them".to_owned(), &found.together);
    let rows: Vec<(String, &Accepted)> = found
        .parties
        .iter()
        .map(|(p, a)| (p.to_string(), a))
        .chain((found.parties.len() > 1).then_some(all))
        .collect();
    for (who, a) in &rows {
        table.add_row([
            safe(who).into_owned(),
            grouped(&a.as_it_stands),
            grouped(&a.under_every_reading),
            grouped(&a.if_filled_well),
        ]);
    }
    let _ = writeln!(out, "{}", printed(table, look));
    for (who, a) in &rows {
        never_and_always(&mut out, draft, who, a);
    }
    if !found.listed.is_empty() && !found.brackets.is_empty() {
        listed(&mut out, draft, found, asked);
    }
    let mut told = vec![
        lines(
            "Met by no package, however it is read; the text itself would have to say more or something else",
            &found.unmeetable,
        ),
        lines(
            "Met for certain by no package: it hangs on how the text is read, or on what happens (`armistice why` asks the questions)",
            &found.unsettled,
        ),
        lines(
            "Met by no package together, though without any one of them some package would",
            &found.deadlock,
        ),
    ];
    if let Some(g) = &found.gains {
        told.extend(gains(
            draft,
            (g, !found.brackets.is_empty()),
            found.parties.len(),
            sources,
        ));
    }
    told.push("A package takes one alternative of every bracket. It is accepted by a party if it crosses none of its red lines, each party reading the draft as it says it does.".to_owned());
    for words in told.iter().filter(|w| !w.is_empty()) {
        for line in wrap(&safe(words), "", "  ", look.width) {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

/// Lines under a heading, party by party.
fn lines(heading: &str, lines: &[(CompactString, CompactString)]) -> String {
    let mut parties: Vec<(&str, Vec<&str>)> = Vec::new();
    for (party, line) in lines {
        match parties.iter_mut().find(|(p, _)| p == party) {
            Some((_, all)) => all.push(line),
            None => parties.push((party, vec![line])),
        }
    }
    let each = parties
        .iter()
        .map(|(p, all)| format!("{p} {}", all.join(", ")));
    match each.collect::<Vec<_>>().join("; ") {
        all if all.is_empty() => all,
        all => format!("{heading}: {all}"),
    }
}

/// What suits most where nothing suits all, and what would gain most.
fn gains(
    draft: &Draft,
    (g, bracketed): (&Gains, bool),
    parties: usize,
    sources: &SourceSet,
) -> Vec<String> {
    let package: Vec<String> = g.package.iter().map(|t| taken(draft, t)).collect();
    // Without a bracket there is one package, the text.
    let it = if bracketed { "one package" } else { "the text" };
    let mut out = vec![match (&g.most[..], &package[..]) {
        ([], _) => format!("No party can accept {it}."),
        (most, package) => {
            let which = if package.is_empty() {
                it.to_owned()
            } else {
                some(package)
            };
            let most_of_all = if g.cut || !bracketed {
                ""
            } else {
                "; no package suits more"
            };
            format!(
                "If the blanks are filled well, {} of {parties} can accept {which}: {}{most_of_all}.",
                most.len(),
                most.join(", ")
            )
        }
    }];
    if g.cut {
        out.push("Not every combination was tried: there may be packages that suit more, and other changes.".to_owned());
    } else if g.by.is_empty() {
        out.push("No single line that is given up, and no single question that is answered, lets more of them in.".to_owned());
    }
    const ALIKE: usize = 4;
    for (change, then) in g.by.iter().take(ALIKE) {
        let change = match change {
            Gain::Without(party, line) => format!("If {party} does without {line}"),
            Gain::Answered(question, at, answer) => format!(
                "If the answer to “{}” ({}) is `{answer}`",
                question.words(),
                shown(*at, sources)
            ),
        };
        out.push(format!(
            "{change}, {} of {parties} can accept {it}, if its blanks are filled well: {}.",
            then.len(),
            then.join(", ")
        ));
    }
    if g.by.len() > ALIKE {
        let more = g.by.len() - ALIKE;
        out.push(format!(
            "{more} other changes would let in as many; JSON has them all."
        ));
    }
    out
}

/// How many packages there are, and of which brackets.
fn brackets(out: &mut String, draft: &Draft, found: &Packages) {
    if found.brackets.is_empty() {
        out.push_str("No bracket is open: there is one package, the text itself.\n");
    } else {
        let brackets: Vec<String> = found.brackets.iter().map(|b| bracket(draft, *b)).collect();
        let _ = writeln!(
            out,
            "{} package{} of {} bracket{}:",
            grouped(&found.total),
            s(&found.total),
            brackets.len(),
            if brackets.len() == 1 { "" } else { "s" }
        );
        for b in brackets.iter().take(MOST) {
            let _ = writeln!(out, "  {}", safe(b));
        }
        if brackets.len() > MOST {
            let _ = writeln!(out, "  and {} more", brackets.len() - MOST);
        }
    }
}

/// What an accepting party never takes, and what it always takes.
fn never_and_always(out: &mut String, draft: &Draft, who: &str, a: &Accepted) {
    for (word, what) in [
        ("never accepted", &a.dead),
        (
            "always taken in an accepted package in which it arises",
            &a.forced,
        ),
    ] {
        if !what.is_empty() {
            let _ = writeln!(
                out,
                "{} · {word}: {}",
                safe(who),
                safe(&some(
                    &what.iter().map(|t| taken(draft, t)).collect::<Vec<_>>()
                ))
            );
        }
    }
}

/// The packages all accept, and how to see the first of them.
fn listed(out: &mut String, draft: &Draft, found: &Packages, asked: &[String]) {
    let how = if found.together.as_it_stands == 0u32.into() {
        "if the blanks are filled well"
    } else {
        "as it stands"
    };
    let count = if found.together.as_it_stands == 0u32.into() {
        &found.together.if_filled_well
    } else {
        &found.together.as_it_stands
    };
    let more = if *count > found.listed.len().into() {
        format!(", the first {} of {}", found.listed.len(), grouped(count))
    } else {
        String::new()
    };
    let _ = writeln!(out, "Accepted by all, {how}{more}:");
    for p in &found.listed {
        let words: Vec<String> = p.iter().map(|t| taken(draft, t)).collect();
        let _ = writeln!(out, "  {}", safe(&words.join(", ")));
    }
    if let Some(first) = found.listed.first().filter(|p| p.len() <= MOST) {
        let flags: Vec<String> = first
            .iter()
            .map(|(b, v)| {
                format!(
                    "--choose {}={}",
                    shell(&draft.choices[*b].name),
                    shell(&draft.choices[*b].values[*v])
                )
            })
            .collect();
        let asked: Vec<String> = asked.iter().map(|w| shell(w)).chain(flags).collect();
        let _ = writeln!(
            out,
            "To see the first of them: armistice check {} --draft {}",
            safe(&asked.join(" ")),
            safe(&shell(&draft.id))
        );
    }
}

/// So many brackets or alternatives are told by name.
const MOST: usize = 12;

fn bracket(draft: &Draft, b: usize) -> String {
    let c = &draft.choices[b];
    let title = c
        .clause
        .map(|n| &draft.clauses[n].title)
        .filter(|t| !t.is_empty());
    format!(
        "{}{}: {}",
        c.name,
        title.map_or_else(String::new, |t| format!(" “{t}”")),
        c.values.join(" | ")
    )
}

fn taken(draft: &Draft, (b, value): &Taken) -> String {
    format!(
        "{} = {}",
        draft.choices[*b].name, draft.choices[*b].values[*value]
    )
}

fn some(words: &[String]) -> String {
    match words.get(..MOST) {
        Some(first) if words.len() > MOST + 1 => {
            format!("{} and {} more", first.join(", "), words.len() - MOST)
        }
        _ => words.join(", "),
    }
}

fn s(n: &num_bigint::BigUint) -> &'static str {
    if *n == 1u32.into() { "" } else { "s" }
}

/// Digits in groups of three.
fn grouped(n: &num_bigint::BigUint) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

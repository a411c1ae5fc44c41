//! What an editor offers can be written: each whole statement is put where it is offered, its gaps filled in, and read.

use crate::inside::texts::single;
use armistice::editor::{Sort, offers};
use armistice::syntax;

/// A snippet as somebody leaves it who takes what stands in each gap, or the first of several words.
fn filled(snippet: &str) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    while let Some((before, gap)) = rest.split_once('$') {
        out += before;
        if let Some(gap) = gap.strip_prefix('{') {
            let (gap, after) = gap.split_once('}').expect("a gap ends");
            let words = gap.trim_start_matches(|c: char| c.is_ascii_digit());
            let words = words.trim_matches(['|', ':']);
            let one = words.split([',', '|']).next().unwrap_or("");
            out += match one.split(" or ").next().unwrap_or("") {
                "clause" => "clause 1",
                "number" | "quantity" => "10",
                "duration" => "10 days",
                "date" => "2026-01-01",
                "ratio" => "1 for 1",
                "text" => "\"\"\"words\"\"\"",
                "line" => "ContactLine",
                word => word,
            };
            rest = after;
        } else {
            if !gap.starts_with('0') {
                out += "Averne shall release all hostages;";
            }
            rest = gap.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    out + rest
}

#[test]
fn what_is_offered_can_be_read() {
    const DRAFT: &str = "framework f \"f\" { ";
    let mut wrong = Vec::new();
    let mut tried = 0;
    let project = single("state Averne;");
    let world = &project.worlds[0];
    let places = [
        ("", ""),
        (DRAFT, " }"),
        ("framework f \"f\" { provision 1 \"p\" { ", " } }"),
        (
            "framework f \"f\" { provision 1 \"p\" { Averne shall ",
            "; } }",
        ),
        (
            "framework f \"f\" { provision 1 \"p\" { Averne shall withdraw forces ",
            "; } }",
        ),
        ("party Averne { ", " }"),
        ("party Averne { red line A1 \"a\" firm { ", " } }"),
        ("test \"t\" { ", " }"),
    ];
    for (before, after) in places {
        for o in offers(world, before, before.len()) {
            let whole = matches!(
                o.sort,
                Sort::Keyword | Sort::Kind | Sort::Field | Sort::Verb
            );
            // What goes on with a sentence of the reader's is no statement yet.
            let goes_on = o.snippet.ends_with("$0") || o.snippet.contains("that $0");
            // Under `red line` a kind follows `forbid`.
            let asked = before.contains("red line") && o.sort == Sort::Kind;
            if !whole || goes_on || asked {
                continue;
            }
            tried += 1;
            let text = format!("{before}{}{after}", filled(&o.snippet));
            let parsed = syntax::parse(armistice::source::SourceId(0), &text);
            if let Some(d) = parsed.diagnostics.first() {
                wrong.push(format!("{text}\n  {}", d.message));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 180, "only {tried}");
}

//! Whole sessions with the language server: texts that are opened, typed, changed, asked about and closed.

use super::client::{Client, checked};
use crate::program::scratch;
use serde_json::json;

const WORLD: &str = "state Averne;\nstate Norland;\nregion Sorrel in Averne;\n";
const DRAFT: &str = r#"use "world.truce";
framework truce "A truce" {
  parties: Averne, Norland;
  dated: 2026-03-01;
  provision 1 "Withdrawal" { Norland shall withdraw all forces from Sorrel by 2026-06-01; }
  provision 2 "Forces" {
    Averne shall not deploy forces in Sorrel after completion of clause 1;
  }
}
"#;
const PARTY: &str = r#"use "truce.truce";
party Averne {
  red line A1 "They leave" firm { require that Norland shall withdraw all forces from Sorrel by 2026-07-01; }
  red line A2 "We may stay" firm { forbid that Averne shall not deploy forces in Sorrel; }
}
test "what holds" { expect respected A1 in truce because 1; expect crossed A2 in truce because 2; }
"#;

fn files() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("armistice.toml", b""),
        ("world.truce", WORLD.as_bytes()),
        ("truce.truce", DRAFT.as_bytes()),
        ("averne.truce", PARTY.as_bytes()),
    ]
}

#[test]
fn what_is_wrong_is_what_check_says() {
    let root = scratch("lsp-wrong", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    let broken = DRAFT.replace("shall withdraw", "shall wihtdraw");
    client.open("truce.truce", &broken);
    client.judged("truce.truce");
    std::fs::write(root.join("truce.truce"), &broken).expect("written");
    let all = checked(&root);
    assert!(all.iter().any(|d| d.contains("error")), "{all:?}");
    assert_eq!(client.shown(), all);
    // The mistake is mended by what the server offers.
    let at = client.at("truce.truce", &broken, "wihtdraw", 0);
    let range = json!({ "start": at["position"], "end": at["position"] });
    let actions = client.ask(
        "textDocument/codeAction",
        json!({ "textDocument": at["textDocument"], "range": range, "context": { "diagnostics": [] } }),
    );
    let edit = &actions[0]["edit"]["changes"][client.uri("truce.truce")][0];
    assert_eq!(edit["newText"], "withdraw", "{actions}");
    client.change(
        "truce.truce",
        2,
        json!([{ "range": edit["range"], "text": edit["newText"] }]),
    );
    client.judged("truce.truce");
    std::fs::write(root.join("truce.truce"), DRAFT).expect("written");
    assert_eq!(client.shown(), checked(&root));
    client.end();
}

#[test]
fn a_draft_is_typed_letter_by_letter() {
    let root = scratch("lsp-typed", &files());
    for encoding in ["utf-8", "utf-16"] {
        let mut client = Client::start(&root, &[encoding]);
        assert_eq!(client.capabilities["positionEncoding"], encoding);
        client.open("typed.truce", "");
        let text = "// Зона 🕊 of peace\nframework typed \"Friede – für “alle” 🕊\" {\n  parties: Averne, Norland;\n  provision 1 \"a\" { Averne shall release all hostagse; }\n}\n";
        let (mut line, mut column) = (0, 0);
        for (n, c) in text.chars().enumerate() {
            let at = json!({ "line": line, "character": column });
            let change = json!([{ "range": { "start": at, "end": at }, "text": c.to_string() }]);
            client.change("typed.truce", n as i32 + 2, change);
            match c {
                '\n' => (line, column) = (line + 1, 0),
                c if encoding == "utf-8" => column += c.len_utf8(),
                c => column += c.len_utf16(),
            }
        }
        client.judged("typed.truce");
        std::fs::write(root.join("typed.truce"), text).expect("written");
        assert_eq!(client.shown(), checked(&root), "{encoding}");
        std::fs::remove_file(root.join("typed.truce")).expect("gone");
        client.end();
    }
}

#[test]
fn a_change_in_the_world_is_seen_in_its_drafts() {
    let root = scratch("lsp-world", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    client.open("truce.truce", DRAFT);
    client.open("world.truce", WORLD);
    client.judged("truce.truce");
    let before = client.shown();
    client.change(
        "world.truce",
        2,
        json!([{ "text": WORLD.replace("Sorrel", "Vale") }]),
    );
    client.judged("truce.truce");
    assert!(
        client
            .shown()
            .iter()
            .any(|d| d.starts_with("truce.truce:5: error unknown")),
        "{:?}",
        client.shown()
    );
    // What is closed without being saved is what lies on the disk.
    let uri = client.uri("world.truce");
    client.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    client.judged("truce.truce");
    assert_eq!(client.shown(), before);
    client.end();
}

#[test]
fn words_are_explained_found_and_renamed() {
    let root = scratch("lsp-words", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    client.open("truce.truce", DRAFT);
    client.open("averne.truce", PARTY);
    let lenses = client.judged("averne.truce");
    assert_eq!(lenses[0]["command"]["title"], "respected in truce by 1");
    let why = client.ask(
        "workspace/executeCommand",
        json!({ "command": "armistice.why", "arguments": lenses[1]["command"]["arguments"] }),
    );
    assert!(
        why.as_str()
            .is_some_and(|w| w.starts_with("truce · Averne · red line A2")),
        "{why}"
    );

    let hover = |client: &mut Client, word, further| {
        let at = client.at("truce.truce", DRAFT, word, further);
        let answer = client.ask("textDocument/hover", at);
        answer["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(
        hover(&mut client, "withdraw", 1).starts_with("**withdraw** (verb) withdraw formation")
    );
    assert!(hover(&mut client, "Sorrel", 1).contains("region"));
    let clause = hover(&mut client, "clause 1", 7);
    assert!(
        clause.contains("Norland shall withdraw") && clause.contains("respected Averne.A1"),
        "{clause}"
    );

    // A clause is found from where it is named, in another file too.
    let at = client.at("averne.truce", PARTY, "because 1", 8);
    let declared = client.ask("textDocument/definition", at.clone());
    assert_eq!(declared[0]["uri"], client.uri("truce.truce"));
    assert_eq!(
        declared[0]["range"]["start"],
        json!({ "line": 4, "character": 12 })
    );
    let mut all = at.clone();
    all["context"] = json!({ "includeDeclaration": true });
    let all = client.ask("textDocument/references", all);
    assert_eq!(all.as_array().map(Vec::len), Some(3), "{all}");
    let mut new = at.clone();
    new["newName"] = json!("1a");
    let edits = client.ask("textDocument/rename", new);
    assert_eq!(
        edits["changes"][client.uri("truce.truce")]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    assert_eq!(
        edits["changes"][client.uri("averne.truce")]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    // A name that is taken is refused, and a word of the language has no other.
    for (word, name) in [("clause 1", "2"), ("withdraw", "leave")] {
        let further = if word == "withdraw" { 1 } else { 7 };
        let mut taken = client.at("truce.truce", DRAFT, word, further);
        taken["newName"] = json!(name);
        let id = client.begin("textDocument/rename", taken);
        assert!(client.answer(&id).error.is_some(), "{word}");
    }
    client.end();
}

/// An editor shows Markdown, and loads the pictures it names.
#[test]
fn a_title_does_not_become_markup() {
    let root = scratch("lsp-markup", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    let poison = "![x](http://example.org/x.png) <img src=y> [z](command:run)";
    let text = DRAFT
        .replace("\"Withdrawal\"", &format!("\"{poison}\""))
        .replace("\"A truce\"", &format!("\"{poison}\""));
    client.open("truce.truce", &text);
    client.judged("truce.truce");
    for (word, further) in [("clause 1", 7), ("truce \"", 1)] {
        let at = client.at("truce.truce", &text, word, further);
        let shown = client.ask("textDocument/hover", at);
        let shown = shown["contents"]["value"].as_str().expect("a text");
        assert!(shown.contains("example.org"), "{shown}");
        // What stands behind a backslash is itself and no markup.
        let shown = shown.replace("\\[", "").replace("\\]", "");
        for live in ["![", "](", "<img"] {
            assert!(!shown.contains(live), "{shown}");
        }
    }
    client.end();
}

#[test]
fn what_may_follow_is_offered() {
    let root = scratch("lsp-offers", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    client.open("truce.truce", DRAFT);
    client.judged("truce.truce");
    let offered = |client: &mut Client, word: &str, further| -> Vec<String> {
        let at = client.at("truce.truce", DRAFT, word, further);
        let all = client.ask("textDocument/completion", at);
        let all = all.as_array().expect("a list").iter();
        all.map(|o| o["label"].as_str().expect("a word").to_owned())
            .collect()
    };
    let has = |all: &[String], words: &[&str]| {
        for w in words {
            assert!(all.iter().any(|o| o == w), "{w} is not among {all:?}");
        }
    };
    has(
        &offered(&mut client, "framework", 0),
        &["framework", "party", "state"],
    );
    has(
        &offered(&mut client, "provision 1", 0),
        &["provision", "guarantee", "entry-into-force"],
    );
    has(
        &offered(&mut client, "Norland shall", 0),
        &["Norland", "point"],
    );
    has(
        &offered(&mut client, "withdraw", 0),
        &["withdraw", "release"],
    );
    assert!(!offered(&mut client, "withdraw", 0).contains(&"Norland".to_owned()));
    has(
        &offered(&mut client, "from Sorrel", 0),
        &["from", "by", "Sorrel"],
    );
    has(&offered(&mut client, "clause 1", 7), &["1", "2"]);
    client.end();
}

#[test]
fn what_stands_in_the_margin_and_around_a_word() {
    let root = scratch("lsp-margin", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    client.open("truce.truce", DRAFT);
    client.judged("truce.truce");
    let document = json!({ "uri": client.uri("truce.truce") });
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = client.ask(
        "textDocument/inlayHint",
        json!({ "textDocument": document, "range": whole }),
    );
    assert_eq!(hints[0]["label"], "done by 2026-06-01 24:00");
    assert_eq!(hints[0]["position"]["line"], 4);
    // Five numbers for each word that names something.
    let colours = client.ask(
        "textDocument/semanticTokens/full",
        json!({ "textDocument": document }),
    );
    let data = colours["data"].as_array().expect("numbers");
    assert_eq!(data.len() % 5, 0);
    assert!(data.len() > 5 * 10, "{data:?}");
    let at = client.at("truce.truce", DRAFT, "all forces", 1);
    let help = client.ask("textDocument/signatureHelp", at.clone());
    let label = help["signatures"][0]["label"].as_str().expect("a verb");
    assert!(label.starts_with("withdraw formation"), "{label}");
    let mut around = client.ask(
        "textDocument/selectionRange",
        json!({ "textDocument": document, "positions": [at["position"]] }),
    )[0]
    .clone();
    let mut widths = Vec::new();
    while !around.is_null() {
        let (start, end) = (&around["range"]["start"], &around["range"]["end"]);
        widths.push((start["line"].clone(), end["line"].clone()));
        around = around["parent"].clone();
    }
    // The word, its sentence, the clause, the draft, the text.
    let lines = [(4, 4), (4, 4), (4, 4), (1, 8), (0, 9)];
    assert_eq!(widths, lines.map(|(a, b)| (json!(a), json!(b))).to_vec());
    client.end();
}

#[test]
fn texts_are_laid_out_folded_and_listed() {
    let root = scratch("lsp-layout", &files());
    let mut client = Client::start(&root, &["utf-16"]);
    let ugly = DRAFT.replace("{ Norland", "{Norland");
    client.open("truce.truce", &ugly);
    let document = json!({ "uri": client.uri("truce.truce") });
    let edits = client.ask(
        "textDocument/formatting",
        json!({ "textDocument": document, "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    assert_eq!(edits[0]["newText"], DRAFT);
    let symbols = client.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": document }),
    );
    assert_eq!(symbols[0]["name"], "framework truce");
    assert_eq!(symbols[0]["children"][1]["name"], "provision 2");
    let folds = client.ask(
        "textDocument/foldingRange",
        json!({ "textDocument": document }),
    );
    assert_eq!(folds[0]["endLine"], 8);
    let all = client.ask("workspace/symbol", json!({ "query": "a2" }));
    assert_eq!(all[0]["name"], "red line A2");
    client.end();
}

#[test]
fn what_is_no_question_is_refused_and_the_server_goes_on() {
    let root = scratch("lsp-refused", &files());
    let mut client = Client::start(&root, &[]);
    let id = client.begin("textDocument/inventNothing", json!({}));
    assert!(client.answer(&id).error.is_some());
    let id = client.begin("textDocument/hover", json!({ "position": "here" }));
    assert!(client.answer(&id).error.is_some());
    client.tell("textDocument/didChange", json!({ "no": "text" }));
    client.change("never-opened.truce", 7, json!([{ "text": "state A;" }]));
    client.open("truce.truce", DRAFT);
    // Behind the end of the text is its end.
    let far = json!({ "line": 9000, "character": 9000 });
    client.change(
        "truce.truce",
        2,
        json!([{ "range": { "start": far, "end": far }, "text": "// end\n" }]),
    );
    let uri = client.uri("truce.truce");
    let answer = client.ask(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri }, "position": far }),
    );
    assert!(answer.is_null());
    client.judged("truce.truce");
    client.end();
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

#[test]
fn whatever_is_edited_the_server_says_what_check_says() {
    let root = scratch("lsp-fuzz", &files());
    let mut dice = Dice(20261201);
    let pieces = [
        "",
        ";",
        "}",
        "{",
        "Norland",
        " shall not ",
        "\n",
        "clause 1",
        "🕊",
        "\"",
        "// x\r\n",
        "é",
        "from Sorrel",
    ];
    for encoding in ["utf-8", "utf-16"] {
        let mut client = Client::start(&root, &[encoding]);
        client.open("truce.truce", DRAFT);
        let mut text = DRAFT.to_owned();
        for n in 0..60 {
            let mut ends: Vec<usize> = (0..=text.len())
                .filter(|i| text.is_char_boundary(*i))
                .collect();
            ends.retain(|i| !(text[..*i].ends_with('\r') && text[*i..].starts_with('\n')));
            let (a, b) = (dice.below(ends.len()), dice.below(4));
            let (start, end) = (ends[a], ends[(a + b).min(ends.len() - 1)]);
            let new = pieces[dice.below(pieces.len())];
            let position = |at: usize| {
                let begin = text[..at].rfind('\n').map_or(0, |n| n + 1);
                let columns = match encoding {
                    "utf-8" => at - begin,
                    _ => text[begin..at].chars().map(char::len_utf16).sum(),
                };
                json!({ "line": text[..at].matches('\n').count(), "character": columns })
            };
            let range = json!({ "start": position(start), "end": position(end) });
            client.change(
                "truce.truce",
                n + 2,
                json!([{ "range": range, "text": new }]),
            );
            text.replace_range(start..end, new);
            if n % 6 == 5 {
                client.judged("averne.truce");
                std::fs::write(root.join("truce.truce"), &text).expect("written");
                assert_eq!(client.shown(), checked(&root), "{encoding} {n}\n{text}");
            }
        }
        client.end();
        std::fs::write(root.join("truce.truce"), DRAFT).expect("written");
    }
}

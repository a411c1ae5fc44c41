//! The grammar of words that editors colour texts by is made of the prelude and of the reserved words of docs/language.md, which a test of the page holds to the grammar.

use crate::inside::texts::generated;
use armistice::syntax::tree::{Item, Vocabulary};
use armistice::vocabulary::PRELUDE;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const FILE: &str = "editors/vscode/syntaxes/truce.tmLanguage.json";

/// What opens a block or a statement, apart from kinds of clauses and sorts of things.
const OPENING: &[&str] = &[
    "action",
    "add",
    "ambiguous",
    "amends",
    "attributes",
    "effect",
    "either",
    "expect",
    "forbid",
    "framework",
    "goal",
    "kind",
    "lasting",
    "line",
    "matter",
    "moment",
    "party",
    "reading",
    "reads",
    "red",
    "replace",
    "require",
    "say",
    "scale",
    "stated",
    "strike",
    "terms",
    "test",
    "type",
    "unit",
    "use",
    "usual",
    "waived",
    "waiver",
    "when",
];

/// How firm, and what becomes of a line.
const STANCES: &[&str] = &[
    "absolute",
    "bargaining",
    "crossed",
    "firm",
    "open",
    "respected",
];

const MODALS: &[&str] = &[
    "shall", "may", "hereby", "expected", "jointly", "not", "must", "should", "will",
];

/// Reserved words, by the page on the language.
fn reserved() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/language.md")).expect("the page");
    let (_, list) = page
        .split_once("are no words of a vocabulary: `")
        .expect("the list");
    let (list, _) = list.split_once('`').expect("its end");
    list.split_whitespace().map(str::to_owned).collect()
}

/// Kinds, verbs and sorts of the prelude.
fn words() -> [BTreeSet<String>; 3] {
    let [mut kinds, mut verbs, mut sorts] = [const { BTreeSet::new() }; 3];
    for (path, text) in PRELUDE {
        let parsed = armistice::syntax::parse(armistice::source::SourceId(0), text);
        assert!(parsed.diagnostics.is_empty(), "{path}");
        for item in parsed.file.items {
            match item {
                Item::Vocabulary(Vocabulary::Kind { word, .. }) => {
                    kinds.insert(word.text.to_string());
                }
                Item::Vocabulary(Vocabulary::Action { verb, .. }) => {
                    verbs.insert(verb.text.to_string());
                }
                Item::Vocabulary(Vocabulary::TypeTree { top, below, .. })
                    if matches!(top.text.as_str(), "actor" | "place" | "line") =>
                {
                    sorts.insert(top.text.to_string());
                    sorts.extend(below.iter().map(|w| w.text.to_string()));
                }
                _ => {}
            }
        }
    }
    kinds.remove("framework");
    sorts.remove("party");
    [kinds, verbs, sorts]
}

/// One of the words, and no part of a longer one. Longer words first: the first that fits is taken.
fn any<'w>(words: impl IntoIterator<Item = &'w str>, endings: &str) -> String {
    let mut all: Vec<&str> = words.into_iter().collect();
    all.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    format!("(?<![\\w-])(?:{}){endings}(?![\\w-])", all.join("|"))
}

fn grammar() -> Value {
    let [kinds, verbs, sorts] = words();
    let reserved = reserved();
    let of = |set: &BTreeSet<String>, endings: &str| any(set.iter().map(String::as_str), endings);
    let joining = reserved
        .iter()
        .map(String::as_str)
        .filter(|w| !MODALS.contains(w));
    let heads: Vec<&str> = kinds.iter().map(String::as_str).chain(["point"]).collect();
    let heads = format!(
        "{}\\s+([\\p{{L}}\\d][\\w.]*)(?=\\s*[\"{{])",
        any(heads, "").replace("(?:", "(")
    );
    let rule =
        |name: &str, pattern: String| json!({ "name": format!("{name}.truce"), "match": pattern });
    json!({
        "information_for_contributors": "Made of the prelude and of docs/language.md by `UPDATE_DOCS=1 cargo test --lib editors`.",
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "Armistice",
        "scopeName": "source.truce",
        "fileTypes": ["truce"],
        "patterns": [
            rule("comment.line.double-slash", "//.*$".to_owned()),
            { "name": "string.quoted.triple.truce", "begin": "\"\"\"", "end": "\"\"\"" },
            rule("string.quoted.double", "\"[^\"\\n]*\"?".to_owned()),
            {
                "match": heads,
                "captures": {
                    "1": { "name": "storage.type.clause.truce" },
                    "2": { "name": "entity.name.function.clause.truce" },
                },
            },
            {
                "match": format!("(?<![\\w-])(framework|party|{})\\s+([\\p{{L}}][\\w-]*)", sorts.iter().cloned().collect::<Vec<_>>().join("|")),
                "captures": {
                    "1": { "name": "storage.type.truce" },
                    "2": { "name": "entity.name.type.truce" },
                },
            },
            {
                "match": "(?<![\\w-])(red line|goal)\\s+([\\w-]+(?:\\.[\\w-]+)*)",
                "captures": {
                    "1": { "name": "storage.type.line.truce" },
                    "2": { "name": "entity.name.tag.line.truce" },
                },
            },
            rule("constant.numeric.date", "(?<![\\w-])\\d{4}-\\d{2}(?:-\\d{2}(?: \\d{2}:\\d{2})?)?(?![\\w-])".to_owned()),
            rule("constant.numeric", "(?<![\\w.-])\\d[\\d_]*(?:\\.[\\w]+)*(?![\\w-])".to_owned()),
            rule("variable.parameter.field", "(?<=[;{}]|^)\\s*[a-z][a-z-]*(?=\\s*:)".to_owned()),
            rule("keyword.other.modal", any(MODALS.iter().copied(), "")),
            rule("keyword.control", any(OPENING.iter().copied(), "")),
            rule("constant.language", any(STANCES.iter().copied(), "")),
            rule("keyword.operator.word", any(joining, "")),
            rule("support.function.verb", of(&verbs, "(?:s|es)?")),
            rule("support.type.kind", of(&kinds, "")),
            rule("support.type.sort", of(&sorts, "s?")),
            rule("entity.name.type", "(?<![\\w-])\\p{Lu}[\\w-]+".to_owned()),
            rule("variable.other", "(?<![\\w-])\\p{Lu}(?![\\w-])".to_owned()),
        ],
    })
}

#[test]
fn editors_colour_the_words_of_the_prelude() {
    let made = serde_json::to_string_pretty(&grammar()).expect("JSON") + "\n";
    generated(FILE, &made, "editors");
}

/// What opens a statement is a word of the grammar.
#[test]
fn what_opens_a_statement_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let mut all = String::new();
    for file in std::fs::read_dir(root).expect("the grammar").flatten() {
        all += &std::fs::read_to_string(file.path()).expect("a text");
    }
    for word in OPENING.iter().chain(STANCES) {
        assert!(
            all.contains(&format!("\"{word}\"")),
            "`{word}` is no word of the grammar"
        );
    }
}

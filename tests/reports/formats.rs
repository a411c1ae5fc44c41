//! Formats that pipelines read: hostile names and texts come back as they were, limits keep the worst, counts agree, and the same input gives the same bytes.

use crate::inside::texts::single;
use armistice::report::{
    Content, Fails, comment, fingerprint, github, gitlab, json, jsonl, junit, sarif,
};
use armistice::source::MemoryLoader;
use armistice::verdict::Verdict;
use armistice::{Input, Options, Project, Report};
use serde_json::Value;

const TEXT: &str = include_str!("pipeline.truce");
const CROSSED: Fails = Fails {
    crossed: true,
    open: false,
    warning: false,
};

/// Paths that some format could take for something else.
const PATHS: &[&str] = &[
    "a b.truce",
    "a#b.truce",
    "a%20b.truce",
    "a?b.truce",
    "a:b.truce",
    "é.truce",
    "停.truce",
    "-a.truce",
    "d,e/::x.truce",
    "@me `x` |.truce",
    "<stdin>",
];

fn at(path: &str, text: &str) -> Project {
    Project::new(
        vec![Input {
            path: path.into(),
            text: text.into(),
        }],
        false,
        &MemoryLoader::default(),
    )
}

fn checked(project: &Project) -> Report {
    project.judged(&Options::default())
}

/// Every format of a report.
fn all(report: &Report, project: &Project) -> Vec<(&'static str, String)> {
    let s = &project.sources;
    vec![
        ("sarif", sarif(report, s, Content::All)),
        ("sarif-alerts", sarif(report, s, Content::Alerts)),
        ("github", github(report, s)),
        ("gitlab", gitlab(report, s)),
        ("junit", junit(report, s, CROSSED)),
        ("jsonl", jsonl(report, s)),
        ("comment", comment(report, s)),
    ]
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

/// `%41` and the like as what they stand for.
fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        if b == b'%' {
            let digits = [
                bytes.next().expect("a digit"),
                bytes.next().expect("a digit"),
            ];
            out.push(
                u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16)
                    .expect("a number"),
            );
        } else {
            out.push(b);
        }
    }
    String::from_utf8(out).expect("UTF-8")
}

/// A workflow command as the runner reads it: kind, properties, message.
type Command = (String, Vec<(String, String)>, String);

fn command(line: &str) -> Option<Command> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (kind, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties
        .split(',')
        .filter_map(|p| p.split_once('='))
        .map(|(k, v)| (k.to_owned(), decoded(v)))
        .collect();
    Some((kind.to_owned(), properties, decoded(message)))
}

fn snapshot(name: &str) -> String {
    let project = at("pipeline.truce", TEXT);
    all(&checked(&project), &project)
        .into_iter()
        .find(|(n, _)| *n == name)
        .expect("a format")
        .1
}

#[test]
fn sarif_of_a_small_draft() {
    // The rules are the pages of docs/diagnostics: only those of this draft are under review here.
    let mut log = value(&snapshot("sarif"));
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .expect("rules");
    rules.retain(|r| matches!(r["id"].as_str(), Some("goal" | "no-duty-holder")));
    rules[0]["help"] = "docs/verdicts.md".into();
    insta::assert_json_snapshot!(log);
}

#[test]
fn github_of_a_small_draft() {
    insta::assert_snapshot!(snapshot("github"));
}

#[test]
fn gitlab_of_a_small_draft() {
    insta::assert_snapshot!(snapshot("gitlab"));
}

#[test]
fn junit_of_a_small_draft() {
    insta::assert_snapshot!(snapshot("junit"));
}

#[test]
fn comment_of_a_small_draft() {
    insta::assert_snapshot!(snapshot("comment"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (single(TEXT), single(TEXT));
    for (a, b) in all(&checked(&one), &one)
        .iter()
        .zip(&all(&checked(&two), &two))
    {
        assert_eq!(a, b);
    }
}

#[test]
fn hostile_paths_come_back() {
    for path in PATHS {
        let project = at(path, TEXT);
        let report = checked(&project);
        assert!(report.findings.len() > 4, "{path}");
        for r in results(&value(&sarif(&report, &project.sources, Content::All))) {
            for l in r["locations"]
                .as_array()
                .into_iter()
                .chain(r["relatedLocations"].as_array())
                .flatten()
            {
                let uri = l["physicalLocation"]["artifactLocation"]["uri"]
                    .as_str()
                    .expect("a URI");
                assert!(
                    uri.bytes()
                        .all(|b| b.is_ascii_graphic() && !b"<>\"`{}|\\^#?[]".contains(&b)),
                    "{uri}"
                );
                assert!(
                    !uri.split('/').next().expect("a segment").contains(':'),
                    "{uri}: its beginning would be a scheme"
                );
                assert_eq!(decoded(uri.strip_prefix("./").unwrap_or(uri)), *path);
            }
        }
        let text = github(&report, &project.sources);
        let commands: Vec<_> = text.lines().filter_map(command).collect();
        assert_eq!(
            commands.len(),
            text.lines().count() - 1,
            "all but the last line are commands: {text}"
        );
        for (_, properties, _) in &commands {
            let names: Vec<&str> = properties.iter().map(|(k, _)| k.as_str()).collect();
            assert_eq!(
                names,
                ["file", "line", "endLine", "col", "endColumn", "title"],
                "{path}"
            );
            assert_eq!(properties[0].1, *path);
        }
        for i in value(&gitlab(&report, &project.sources))
            .as_array()
            .expect("a list")
        {
            assert_eq!(i["location"]["path"], *path);
        }
        // Nothing of a path is markup: outside code there is no sign of it.
        let shown = comment(&report, &project.sources);
        assert!(
            shown
                .lines()
                .filter(|l| l.contains("@me"))
                .all(|l| l.contains("`` @me `x` ¦.truce:")),
            "{shown}"
        );
    }
}

#[test]
fn hostile_texts_stay_text() {
    let hostile =
        "%0A::error::x ](0) [a](http://b) <b>@everyone</b> #1 `|` \u{FFFE}&amp; ##[error]";
    let text = TEXT
        .replace("The way into the League stays open", hostile)
        .replace("Sorrel valley truce", hostile);
    let project = at("x.truce", &text);
    let report = checked(&project);
    assert!(
        report
            .findings
            .iter()
            .any(|f| f.title == hostile && f.verdict == Verdict::Crossed),
        "{:?}",
        report.diagnostics
    );
    let shown = github(&report, &project.sources);
    let commands: Vec<_> = shown.lines().filter_map(command).collect();
    assert_eq!(commands.len() + 1, shown.lines().count());
    assert!(
        commands
            .iter()
            .any(|(_, _, message)| message.contains(&hostile.replace('\u{FFFE}', "<U+FFFE>"))),
        "{shown}"
    );
    let log = value(&sarif(&report, &project.sources, Content::All));
    let message = results(&log)[0]["message"]["text"]
        .as_str()
        .expect("a message")
        .to_owned();
    assert!(
        message.contains("\\](0) \\[a\\](http://b)") && message.ends_with("[Averne A1](0)."),
        "{message}"
    );
    let xml = junit(&report, &project.sources, CROSSED);
    assert!(
        !xml.contains("<b>") && !xml.contains('\u{FFFE}') && xml.contains("&lt;b>@everyone")
            || xml.contains("&lt;b&gt;@everyone"),
        "{xml}"
    );
    let said = comment(&report, &project.sources);
    for line in said.lines().filter(|l| l.contains("@everyone")) {
        assert!(
            line.contains("`` %0A::error::x ](0) [a](http://b) <b>@everyone</b> #1 `¦`"),
            "{line}"
        );
    }
}

#[test]
fn limits_keep_the_worst_and_say_so() {
    let project = at("x.truce", TEXT);
    let mut report = checked(&project);
    let respected = report
        .findings
        .iter()
        .find(|f| f.verdict == Verdict::Respected)
        .expect("one")
        .clone();
    let crossed = report
        .findings
        .iter()
        .find(|f| f.verdict == Verdict::Crossed)
        .expect("one")
        .clone();
    report.findings = vec![respected; 25_001];
    report.findings.push(crossed);
    let log = value(&sarif(&report, &project.sources, Content::All));
    assert_eq!(results(&log).len(), 25_000);
    assert_eq!(
        results(&log)[0]["properties"]["verdict"],
        "crossed",
        "the worst is kept, though it came last"
    );
    let told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
        .as_str()
        .expect("a notification");
    let left = 25_002 + report.diagnostics.len() - 25_000;
    assert!(
        told.starts_with(&format!("{left} results were left out")),
        "{told}"
    );
    let said = comment(&report, &project.sources);
    assert!(
        said.chars().count() <= 60_000
            && said.contains("Cut for length: ")
            && said.contains("more rows"),
        "{}",
        said.chars().count()
    );
    assert_eq!(
        said.matches("<details>").count(),
        said.matches("</details>").count()
    );
    report.findings = vec![report.findings.last().expect("the crossed one").clone(); 12];
    let shown = github(&report, &project.sources);
    assert_eq!(shown.matches("::error ").count(), 10);
    assert!(
        shown.contains("Not annotated, since GitHub shows 10 of a kind: 2 of 12 errors."),
        "{shown}"
    );
    assert_eq!(
        shown.lines().last(),
        Some(
            "armistice: red lines: 12 crossed, 0 open, 0 respected, 0 waived; 0 errors, 1 warning, 0 notes"
        )
    );
    let prints = value(&gitlab(&report, &project.sources));
    let mut prints: Vec<&str> = prints
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|i| i["fingerprint"].as_str())
        .collect();
    let n = prints.len();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(
        (prints.len(), n),
        (13, 13),
        "no two have the same fingerprint"
    );
}

#[test]
fn all_formats_count_alike() {
    for folder in [
        "examples/ukraine-2025",
        "examples/minsk",
        "examples/lebanon-2024",
        "examples/korea-1953",
    ] {
        let project = crate::inside::texts::project(folder);
        let report = checked(&project);
        let told = value(&json(&report, &project.sources));
        let count = |what: &str| told["summary"][what].as_u64().expect("a count") as usize;
        let log = value(&sarif(&report, &project.sources, Content::All));
        let of = |verdict: &str| {
            results(&log)
                .iter()
                .filter(|r| r["ruleId"] == "red-line" && r["properties"]["verdict"] == verdict)
                .count()
        };
        let level = |level: &str| {
            results(&log)
                .iter()
                .filter(|r| r["properties"].is_null() && r["level"] == level)
                .count()
        };
        assert_eq!(
            ["crossed", "open", "respected", "waived"].map(of),
            ["crossed", "open", "respected", "waived"].map(count),
            "{folder}"
        );
        assert_eq!(
            ["error", "warning"].map(level),
            ["errors", "warnings"].map(count),
            "{folder}"
        );
        let alerts = value(&sarif(&report, &project.sources, Content::Alerts));
        let notes = report.diagnostics.len() - count("errors") - count("warnings");
        assert_eq!(
            results(&alerts).len(),
            count("crossed") + count("open") + count("errors") + count("warnings") + notes,
            "{folder}"
        );
        let of = |level: &str| {
            results(&alerts)
                .iter()
                .filter(|r| {
                    !r["properties"].is_null() && r["level"] == level && r["kind"] == "fail"
                })
                .count()
        };
        assert_eq!(
            ["error", "warning"].map(of),
            ["crossed", "open"].map(count),
            "{folder}"
        );
        let issues = value(&gitlab(&report, &project.sources));
        let severity = |word: &str| {
            issues
                .as_array()
                .expect("a list")
                .iter()
                .filter(|i| i["severity"] == word)
                .count()
        };
        assert_eq!(
            ["blocker", "critical", "major", "minor"].map(severity),
            ["errors", "crossed", "open", "warnings"].map(count),
            "{folder}"
        );
        let xml = junit(&report, &project.sources, CROSSED);
        assert_eq!(
            xml.matches("<failure ").count(),
            count("crossed") + count("errors"),
            "{folder}"
        );
        assert_eq!(
            xml.matches("<testcase ").count(),
            report.findings.len() + report.diagnostics.len(),
            "{folder}"
        );
        let strict = junit(
            &report,
            &project.sources,
            Fails {
                crossed: true,
                open: true,
                warning: true,
            },
        );
        assert_eq!(
            strict.matches("<failure ").count(),
            count("crossed") + count("open") + count("errors") + count("warnings"),
            "{folder}"
        );
        let lines: Vec<Value> = jsonl(&report, &project.sources)
            .lines()
            .map(value)
            .collect();
        let whole = [&told["drafts"], &told["verdicts"], &told["diagnostics"]]
            .map(|v| v.as_array().expect("a list").clone())
            .concat();
        assert_eq!(lines.len(), whole.len() + 1, "{folder}");
        for (line, object) in lines.iter().zip(whole.iter().chain([&told["summary"]])) {
            let mut line = line.as_object().expect("an object").clone();
            assert!(line.remove("type").is_some() && line.remove("version") == Some(1.into()));
            assert_eq!(Value::Object(line), *object);
        }
        let words = format!(
            "red lines: {} crossed, {} open, {} respected, {} waived; {} error",
            count("crossed"),
            count("open"),
            count("respected"),
            count("waived"),
            count("errors")
        );
        assert!(
            comment(&report, &project.sources).contains(&words)
                && github(&report, &project.sources).contains(&words),
            "{folder}"
        );
    }
}

#[test]
fn fingerprints_survive_renumbering_reformatting_and_moving() {
    let prints = |text: &str, path: &str| {
        let project = at(path, text);
        let report = checked(&project);
        let clause = |f: &armistice::verdict::Finding| f.evidence.first().cloned();
        let mut out: Vec<(String, String)> = report
            .findings
            .iter()
            .map(|f| {
                (
                    format!("{}.{}", f.party, f.line),
                    fingerprint::finding(f, clause(f).as_ref(), &project.sources),
                )
            })
            .collect();
        out.extend(report.diagnostics.iter().map(|d| {
            (
                d.code.slug().to_owned(),
                fingerprint::diagnostic(d, &project.sources),
            )
        }));
        out.sort();
        out
    };
    let old = prints(TEXT, "a.truce");
    assert!(
        old.iter()
            .all(|(_, p)| p.len() == 16 && p.bytes().all(|b| b.is_ascii_hexdigit())),
        "{old:?}"
    );
    let renumbered = TEXT
        .replace("provision 4", "provision 14")
        .replace("provision 3", "provision 13.b")
        .replace("provision 2", "provision 12")
        .replace("provision 1 ", "provision 11 ");
    assert_eq!(prints(&renumbered, "a.truce"), old);
    let reformatted = format!(
        "\n\n// moved\n{}",
        TEXT.replace("shall ", "shall // now\n      ")
            .replace("[40", "[ 40")
    );
    assert_eq!(prints(&reformatted, "b/c.truce"), old);
    let other = prints(&TEXT.replace("40 thousand", "45 thousand"), "a.truce");
    let changed: Vec<&str> = old
        .iter()
        .zip(&other)
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a.0.as_str())
        .collect();
    assert_eq!(
        changed,
        ["Averne.A2", "Norland.N1"],
        "only what rests on the clause that says something else"
    );
}

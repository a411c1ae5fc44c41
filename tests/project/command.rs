//! The command line as a program sees it: exit codes, formats, paths.

use crate::program::{code, run, scratch};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const GOOD: &[u8] =
    b"state A1; framework f \"t\" { provision 1 \"a\" { A1 shall limit weapons; } }";
const LINE: &[u8] =
    b"use \"draft.truce\";\nparty A1 { red line L1 \"x\" { forbid that A1 shall limit weapons; } }";

#[test]
fn exit_codes_are_those_of_the_contract() {
    let dir = scratch(
        "codes",
        &[
            ("draft.truce", GOOD),
            ("lines.truce", LINE),
            (
                "bad/x.truce",
                b"framework f { provision 1 \"a\" { A1 will limit weapons; } }",
            ),
        ],
    );
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    assert_eq!(
        code(&run(&["check", &path("draft.truce")])),
        0,
        "files of one folder that are not named are not read"
    );
    assert_eq!(code(&run(&["check", &path("lines.truce")])), 1);
    assert_eq!(
        code(&run(&["check", &path("lines.truce"), "--fail-on", "never"])),
        0
    );
    assert_eq!(
        code(&run(&["check", &path("bad/x.truce"), "--fail-on", "never"])),
        1,
        "source errors always count"
    );
    assert_eq!(code(&run(&["check", &path("nothing.truce")])), 2);
    assert_eq!(code(&run(&["check", "--no-such-option"])), 2);
    assert_eq!(
        code(&run(&["check", &path("lines.truce"), "--draft", "g"])),
        2
    );
    assert_eq!(code(&run(&["explain", "no-such-code"])), 2);
    assert_eq!(code(&run(&["explain", "unclear-modal"])), 0);
    assert_eq!(code(&run(&["explain", "error[unclear-modal]"])), 0);
    assert_eq!(code(&run(&["explain", "crossed"])), 0);
    assert_eq!(code(&run(&["explain"])), 0);
    let found = run(&["words", "hand over weapons"]);
    let first = String::from_utf8_lossy(&found.stdout);
    assert!(first.starts_with("surrender weapons  (phrase)"), "{first}");
    let told = run(&[
        "words",
        "withdraw",
        &path("lines.truce"),
        "--format",
        "json",
    ]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(told["words"][0]["word"], "withdraw");
    assert!(
        told["words"][0]["about"]["roles"]
            .as_array()
            .is_some_and(|r| r.len() > 3)
    );
    assert_eq!(code(&run(&["words", "zzzzqqq"])), 1);
    assert!(
        String::from_utf8_lossy(&run(&["why", "L1", "f", &path("lines.truce")]).stderr)
            .contains("why f L1")
    );
    assert_eq!(code(&run(&["why", "f", "L1", &path("lines.truce")])), 0);
    assert_eq!(code(&run(&["why", "f", "L9", &path("lines.truce")])), 2);
    assert_eq!(code(&run(&["--help"])), 0);
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["check", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    child
        .stdin
        .take()
        .expect("stdin")
        .write_all(GOOD)
        .expect("written");
    let out = child.wait_with_output().expect("ends");
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(value["drafts"][0]["id"], "f");
    assert_eq!(value["drafts"][0]["provisions"], 1);
}

#[test]
fn the_json_contract_holds_on_the_real_example() {
    let out = run(&[
        "check",
        "examples/ukraine-2025",
        "--draft",
        "us28",
        "--format",
        "json",
    ]);
    assert_eq!(code(&out), 1);
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(value["version"], 1);
    let verdicts = value["verdicts"].as_array().expect("verdicts");
    assert_eq!(verdicts.len(), 55);
    let ua6 = verdicts
        .iter()
        .find(|v| v["red_line"] == "UA6")
        .expect("UA6");
    assert_eq!(
        (ua6["verdict"].as_str(), ua6["cause"].as_str()),
        (Some("crossed"), Some("effect"))
    );
    let clauses: Vec<&str> = ua6["evidence"]
        .as_array()
        .expect("evidence")
        .iter()
        .filter_map(|e| e["clause"].as_str())
        .collect();
    assert_eq!(clauses, ["7.a", "7.b"]);
    assert_eq!(
        ua6["at"]["path"],
        "examples/ukraine-2025/positions/ukraine.truce"
    );
    let open = verdicts
        .iter()
        .find(|v| v["red_line"] == "UA7")
        .expect("UA7");
    assert_eq!(open["open_on"][0]["kind"], "reading");
    assert_eq!(
        value["summary"]["crossed"].as_u64().unwrap_or(0)
            + value["summary"]["open"].as_u64().unwrap_or(0)
            + value["summary"]["respected"].as_u64().unwrap_or(0),
        52
    );
}

#[test]
fn uses_stay_in_the_project() {
    let dir = scratch(
        "roots",
        &[
            ("project/armistice.toml", b""),
            ("project/in/a.truce", b"use \"../world.truce\";\nframework f \"t\" { provision 1 \"a\" { A1 shall limit weapons; } }"),
            ("project/world.truce", b"state A1;"),
            ("project/out.truce", b"use \"../secret.truce\";"),
            ("project/gone.truce", b"use \"../nothing.truce\";"),
            ("secret.truce", b"state Secret;"),
        ],
    );
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    assert_eq!(
        code(&run(&["check", &path("project/in/a.truce")])),
        0,
        "`..` that stays inside is fine"
    );
    let shown = |p: &str| {
        let o = run(&["check", &path(p), "--format", "concise"]);
        assert_eq!(code(&o), 1);
        String::from_utf8_lossy(&o.stdout).into_owned()
    };
    let (out, gone) = (shown("project/out.truce"), shown("project/gone.truce"));
    assert!(out.contains("unreadable-file"), "{out}");
    assert_eq!(
        out.replace("secret", "X").replace("out.truce", "Y"),
        gone.replace("nothing", "X").replace("gone.truce", "Y"),
        "it is not told whether the file is there"
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(dir.join("secret.truce"), dir.join("project/link.truce"))
            .expect("a link");
        std::fs::write(dir.join("project/linked.truce"), b"use \"link.truce\";").expect("written");
        assert!(shown("project/linked.truce").contains("unreadable-file"));
    }
}

#[test]
fn unreadable_files_say_why() {
    let dir = scratch(
        "bytes",
        &[
            ("latin.truce", b"state \xC9tat;"),
            ("wide.truce", b"\xFF\xFEs\0t\0"),
            (
                "bom.truce",
                b"\xEF\xBB\xBFstate A1; framework f { provision 1 { A1 will limit weapons; } }",
            ),
        ],
    );
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    let say = |p: &str| {
        let o = run(&["check", &path(p)]);
        assert_eq!(code(&o), 2, "{p}");
        String::from_utf8_lossy(&o.stderr).into_owned()
    };
    assert!(
        say("latin.truce").contains("line 1, column 7"),
        "{}",
        say("latin.truce")
    );
    assert!(say("wide.truce").contains("UTF-16"));
    let o = run(&["check", &path("bom.truce"), "--format", "concise"]);
    assert!(
        String::from_utf8_lossy(&o.stdout).contains("bom.truce:1:42: error[unclear-modal]"),
        "{}",
        String::from_utf8_lossy(&o.stdout)
    );
    #[cfg(unix)]
    assert_eq!(code(&run(&["check", "/dev/zero"])), 2);
}

#[test]
fn an_input_is_not_overwritten() {
    let dir = scratch("output", &[("draft.truce", GOOD)]);
    let p = dir.join("draft.truce").to_string_lossy().into_owned();
    assert_eq!(code(&run(&["check", &p, "-o", &p])), 2);
    assert_eq!(
        std::fs::read(dir.join("draft.truce")).expect("still there"),
        GOOD
    );
}

#[test]
fn a_text_that_was_used_is_not_overwritten_and_an_old_report_is_kept() {
    let dir = scratch("used", &[("lib/draft.truce", GOOD), ("lines.truce", b"use \"lib/draft.truce\"; party A1 { red line L1 \"x\" { forbid that A1 shall limit weapons; } }")]);
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    assert_eq!(
        code(&run(&[
            "check",
            &path("lines.truce"),
            "-o",
            &path("lib/draft.truce")
        ])),
        2
    );
    assert_eq!(
        std::fs::read(dir.join("lib/draft.truce")).expect("still there"),
        GOOD
    );
    std::fs::hard_link(dir.join("lines.truce"), dir.join("other.txt")).expect("a link");
    assert_eq!(
        code(&run(&[
            "check",
            &path("lines.truce"),
            "-o",
            &path("other.txt")
        ])),
        2
    );
    assert_eq!(
        code(&run(&[
            "check",
            &path("lines.truce"),
            "-o",
            &path("report.txt")
        ])),
        1
    );
    assert!(
        std::fs::read_to_string(dir.join("report.txt"))
            .expect("a report")
            .contains("L1")
    );
    let left: Vec<_> = std::fs::read_dir(&dir)
        .expect("a folder")
        .flatten()
        .filter(|e| e.file_name().to_string_lossy().starts_with(".armistice"))
        .collect();
    assert!(left.is_empty(), "nothing half written is left");
    assert_eq!(
        code(&run(&[
            "check",
            &path("lines.truce"),
            "-o",
            &path("nowhere/report.txt")
        ])),
        2
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_nobody_can_read_is_a_failure() {
    let full = || {
        std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("the full device")
    };
    let with = |args: &[&str], out: Stdio, err: Stdio| {
        let status = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(out)
            .stderr(err)
            .status();
        status.expect("the program runs").code()
    };
    let check: &[&str] = &["check", "examples/lebanon-2024", "--fail-on", "never"];
    assert_eq!(with(check, full().into(), Stdio::null()), Some(2));
    assert_eq!(with(check, Stdio::null(), full().into()), Some(0));
    assert_eq!(
        with(&["explain", "no-such-code"], Stdio::null(), full().into()),
        Some(2)
    );
    assert_eq!(
        code(&run(&["check", "-", "-"])),
        2,
        "standard input can be read once"
    );
}

#[test]
fn expectations_are_compared_and_counted() {
    let test = |expect: &str| format!("use \"lines.truce\"; test \"a < b\" {{ expect {expect}; }}");
    let (holds, fails) = (
        test("crossed L1 in f by clause because 1"),
        test("respected L1 in f"),
    );
    let dir = scratch(
        "expect",
        &[
            ("draft.truce", GOOD),
            ("lines.truce", LINE),
            ("good.truce", holds.as_bytes()),
            ("bad.truce", fails.as_bytes()),
            ("none.truce", b"state Xa;"),
        ],
    );
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    let good = run(&["test", &path("good.truce")]);
    assert_eq!(code(&good), 0, "{}", String::from_utf8_lossy(&good.stderr));
    assert!(
        String::from_utf8_lossy(&good.stdout).contains("1 expectation in 1 test: 1 hold, 0 do not")
    );
    let bad = run(&["test", &path("bad.truce"), "--format", "json"]);
    assert_eq!(code(&bad), 1);
    let value: serde_json::Value = serde_json::from_slice(&bad.stdout).expect("JSON");
    assert_eq!(
        (&value["failed"], &value["expectations"][0]["holds"]),
        (&1.into(), &false.into())
    );
    assert!(
        value["expectations"][0]["message"]
            .as_str()
            .expect("a message")
            .contains("expected respected, found crossed by clause")
    );
    let junit = String::from_utf8(run(&["test", &path("bad.truce"), "--format", "junit"]).stdout)
        .expect("a text");
    assert!(
        junit.contains("tests=\"1\" failures=\"1\"") && junit.contains("a &lt; b"),
        "{junit}"
    );
    assert_eq!(
        code(&run(&["test", &path("none.truce")])),
        2,
        "a run without an expectation is no success"
    );
    assert_eq!(code(&run(&["test", "examples/ukraine-2025"])), 0);
}

#[test]
fn a_timeline_has_its_exit_codes_and_formats() {
    let timeline = |args: &[&str]| run(&[&["timeline", "minsk2", "examples/minsk"], args].concat());
    let table = timeline(&[]);
    assert_eq!(code(&table), 0);
    assert!(String::from_utf8_lossy(&table.stdout).contains("2015-03-03 00:00"));
    let json: serde_json::Value =
        serde_json::from_slice(&timeline(&["--format", "json"]).stdout).expect("JSON");
    assert!(
        json["steps"]
            .as_array()
            .expect("steps")
            .iter()
            .any(|s| s["clause"] == "2"
                && s["moment"] == "is complete"
                && s["latest"] == "2015-03-03 00:00")
    );
    assert_eq!(
        code(&timeline(&["--choose", "sequence=security-first"])),
        1,
        "a plan nobody can keep"
    );
    let wrong = timeline(&["--choose", "sequence=first"]);
    assert_eq!(code(&wrong), 2);
    assert!(
        String::from_utf8_lossy(&wrong.stderr)
            .contains("there is as-written, security-first, politics-first")
    );
    assert_eq!(code(&timeline(&["--choose", "order=first"])), 2);
    assert_eq!(code(&run(&["timeline", "nothing", "examples/minsk"])), 2);
}

#[test]
fn the_ending_of_the_file_says_the_format_and_changes_no_exit_code() {
    let dir = scratch("endings", &[("draft.truce", GOOD), ("lines.truce", LINE)]);
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    let begins = |name: &str, with: &str| {
        let bytes = std::fs::read(dir.join(name)).expect("a report");
        assert!(
            bytes.starts_with(with.as_bytes()),
            "{name}: {:?}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(80)])
        );
    };
    let endings = [
        ("a.sarif", "{\"$schema\""),
        ("a.sarif.json", "{\"$schema\""),
        ("a.json", "{\n  \"version\": 1"),
        ("a.jsonl", "{\"type\":\"draft\",\"version\":1"),
        ("a.XML", "<?xml"),
        ("a.md", "# Drafts"),
        ("a.html", "<!DOCTYPE html>"),
        ("a.csv", "draft,party"),
        ("a.docx", "PK"),
    ];
    for (name, with) in endings {
        assert_eq!(
            code(&run(&["check", &path("lines.truce"), "-o", &path(name)])),
            1,
            "{name}"
        );
        begins(name, with);
    }
    assert_eq!(
        code(&run(&[
            "check",
            &path("lines.truce"),
            "-o",
            &path("b.sarif"),
            "--format",
            "json"
        ])),
        1
    );
    begins("b.sarif", "{\n  \"version\": 1");
    for format in [
        "sarif",
        "sarif-alerts",
        "github",
        "gitlab",
        "junit",
        "jsonl",
        "comment",
    ] {
        assert_eq!(
            code(&run(&["check", &path("lines.truce"), "--format", format])),
            1,
            "{format}"
        );
        assert_eq!(
            code(&run(&[
                "check",
                &path("lines.truce"),
                "--format",
                format,
                "--fail-on",
                "never"
            ])),
            0,
            "{format}"
        );
    }
    for (name, with) in [
        ("t.svg", "<svg"),
        ("t.json", "{"),
        ("t.md", "# "),
        ("t.html", "<!DOCTYPE html>"),
        ("t.csv", "draft,clause"),
    ] {
        assert_eq!(
            code(&run(&[
                "timeline",
                "minsk2",
                "examples/minsk",
                "-o",
                &path(name)
            ])),
            0,
            "{name}"
        );
        begins(name, with);
    }
}

/// What the pages on the history of a text quote is what the program says: every line stands in its output, `…` for what is left out.
#[test]
fn the_pages_on_history_quote_what_is_said() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/history");
    let mut quoted = 0;
    for page in std::fs::read_dir(folder).expect("pages").flatten() {
        let text = std::fs::read_to_string(page.path()).expect("a page");
        let mut said = String::new();
        for (word, block) in crate::fences::fences(&text) {
            if word == "sh" {
                let commands = block
                    .lines()
                    .map(|l| l.split_whitespace().skip(1).collect::<Vec<&str>>());
                said = commands
                    .map(|c| String::from_utf8_lossy(&run(&c).stdout).into_owned())
                    .collect();
                assert!(!said.is_empty(), "{block}");
            }
            for line in block
                .lines()
                .filter(|l| word == "text" && !l.trim().is_empty())
            {
                quoted += 1;
                let parts: Vec<&str> = line.split('…').map(str::trim).collect();
                assert!(
                    said.lines().any(|s| parts.iter().all(|p| s.contains(p))),
                    "{}: `{line}` is not what the program says",
                    page.path().display()
                );
            }
        }
    }
    assert!(quoted >= 20, "only {quoted} lines were compared");
}

#[test]
fn what_a_sentence_leaves_out_is_asked_of_that_sentence() {
    let text = b"state Norland; state Ostia; region Vesk in Ostia; region Quay in Ostia;
framework f \"f\" { parties: Norland, Ostia;
  provision 1 { Norland may conduct operations; }
  provision 2 { Ostia may conduct operations; }
}
party Ostia { red line L \"x\" firm { forbid that any actor may conduct operations in Vesk; } }
";
    let dir = scratch("left-out", &[("f.truce", text)]);
    let file = dir.join("f.truce").to_string_lossy().into_owned();
    let said = String::from_utf8_lossy(&run(&["check", &file, "--no-lints"]).stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.contains("Is `Vesk` meant in clauses 1 and 2, which say no `in`?"),
        "{said}"
    );
    for place in [":3:17", ":4:17"] {
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(!said.contains("prelude/"), "{said}");
}

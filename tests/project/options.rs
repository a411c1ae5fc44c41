//! Options that commands have in common: each has the formats it says, endings mean the same everywhere, and what means nothing is refused.

use crate::program::{code, run, scratch};
use std::process::{Command, Output};

/// Two drafts, a party and a test.
const WORLD: &[u8] = b"state Averne; state Norland;
framework old \"A truce\" { parties: Averne, Norland; signature on 2026-03-01; provision 1 { Averne shall limit weapons, by 2026-04-01; } }
framework new \"A longer truce\" { parties: Averne, Norland; signature on 2026-03-01; provision 1 { Norland shall limit weapons, by 2026-05-01; } }
party Averne { red line A1 \"No limit\" { forbid that Averne shall limit weapons; } }
test \"the old one\" { expect crossed A1 in old; }
";

/// How each command that reports is called on it.
const CALLS: &[&[&str]] = &[
    &["check"],
    &["common-ground"],
    &["compare"],
    &["diff", "old", "new"],
    &["packages", "old"],
    &["render", "old"],
    &["test"],
    &["timeline", "old"],
    &["why", "old", "A1"],
];

fn error(o: &Output) -> String {
    String::from_utf8_lossy(&o.stderr).into_owned()
}

/// The formats a command names when it is asked for one there is not.
fn formats(command: &str) -> Vec<String> {
    let refused = error(&run(&[command, "--format", "no-such"]));
    let list = refused
        .split_once("[possible values: ")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("the formats");
    list.0.split(", ").map(str::to_owned).collect()
}

/// A plan nobody can keep has no timeline in any format; why, each format says in its own way, or standard error does.
#[test]
fn of_a_plan_nobody_can_keep_every_format_says_why() {
    let text = b"state Averne; framework f \"f\" { parties: Averne; provision 1 { Averne shall withdraw forces by // <script>\n2025-01-01, after 2026-01-01; } }";
    let dir = scratch("infeasible", &[("f.truce", text)]);
    let file = dir.join("f.truce").to_string_lossy().into_owned();
    for format in formats("timeline") {
        let o = run(&["timeline", "f", &file, "--format", &format]);
        let out = String::from_utf8_lossy(&o.stdout).into_owned();
        assert_eq!(code(&o), 1, "{format}: {}", error(&o));
        match format.as_str() {
            "csv" | "svg" => assert!(
                out.is_empty() && error(&o).contains("no schedule keeps"),
                "{out}"
            ),
            "json" => {
                let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
                assert_eq!(
                    value["contradiction"].as_array().map(Vec::len),
                    Some(2),
                    "{out}"
                );
            }
            "html" => assert!(
                out.starts_with("<!DOCTYPE html>") && !out.contains("<script"),
                "{out}"
            ),
            _ => assert!(
                out.contains("no schedule keeps all of these"),
                "{format}: {out}"
            ),
        }
    }
}

#[test]
fn every_command_has_the_formats_it_names_and_no_others() {
    let dir = scratch("formats", &[("world/world.truce", WORLD)]);
    let world = dir.join("world").to_string_lossy().into_owned();
    for call in CALLS {
        let command = call[0];
        let has = formats(command);
        for format in &has {
            let to = dir.join(format!("{command}.{format}"));
            let to = to.to_string_lossy();
            let o = run(&[call, &[&*world, "--format", format, "-o", &to][..]].concat());
            assert_ne!(code(&o), 2, "{command} --format {format}: {}", error(&o));
            let text = std::fs::read(&*to).expect("a report");
            assert!(!text.is_empty(), "{command} --format {format}");
        }
        // The ending of a file asks for what the command has, or is refused.
        for (ending, format, begins) in [
            ("json", "json", "{"),
            ("SARIF.json", "sarif", "{\"$schema\""),
            ("ndjson", "jsonl", "{\"type\""),
            ("xml", "junit", "<?xml"),
            ("md", "markdown", "# "),
            ("htm", "html", "<!DOCTYPE html>"),
            ("docx", "docx", "PK"),
            ("csv", "csv", ""),
            ("svg", "svg", "<svg"),
            ("txt", "human", ""),
        ] {
            let to = dir.join(format!("{command}-by-ending.{ending}"));
            let o = run(&[call, &[&*world, "-o", &*to.to_string_lossy()][..]].concat());
            if has.iter().any(|f| f == format) {
                assert_ne!(code(&o), 2, "{command} {ending}: {}", error(&o));
                let text = std::fs::read(&to).expect("a report");
                assert!(text.starts_with(begins.as_bytes()), "{command} {ending}");
            } else {
                assert_eq!(code(&o), 2, "{command} {ending}");
                assert!(
                    error(&o).contains(&format!("`{command}` has {}", has.join(", "))),
                    "{}",
                    error(&o)
                );
                assert!(!to.exists(), "{command} {ending}");
            }
        }
    }
}

#[test]
fn a_report_for_people_has_the_colours_and_the_width_that_are_asked_for() {
    let check = |args: &[&str]| {
        let o = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["check", "examples/minsk"])
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_remove("NO_COLOR")
            .env("CLICOLOR_FORCE", "1")
            .output()
            .expect("the program runs");
        String::from_utf8(o.stdout).expect("UTF-8")
    };
    assert!(check(&[]).contains('\u{1B}'));
    assert!(check(&["--color", "always"]).contains('\u{1B}'));
    assert!(!check(&["--color", "never"]).contains('\u{1B}'));

    let widest = |args: &[&str]| {
        let o = run(&[&["timeline", "minsk2", "examples/minsk"], args].concat());
        let text = String::from_utf8(o.stdout).expect("UTF-8");
        let rows = text.lines().filter(|l| l.starts_with(['│', '┌']));
        rows.map(|l| l.chars().count()).max().expect("a table")
    };
    assert!(widest(&["--width", "80"]) <= 80);
    assert!(widest(&["--width", "160"]) > widest(&["--width", "80"]));
}

#[test]
fn several_parties_may_be_named_and_unknown_ones_are_refused() {
    let of = |args: &[&str]| run(&[&["check", "examples/minsk", "--no-lints"], args].concat());
    let both = of(&["--party", "Ukraine", "--party", "Russia"]);
    let text = String::from_utf8_lossy(&both.stdout).into_owned();
    assert!(text.contains("judged by the lines of Ukraine, Russia only"));
    let wrong = of(&["--party", "Ukraine", "--party", "Ukrain"]);
    assert_eq!(code(&wrong), 2);
    assert!(error(&wrong).contains("did you mean `Ukraine`?"));

    let rows = |args: &[&str]| {
        let call = ["compare", "examples/minsk", "--format", "json"];
        let o = run(&[&call, args].concat());
        let json: serde_json::Value = serde_json::from_slice(&o.stdout).expect("JSON");
        json["lines"].as_array().expect("lines").len()
    };
    let one = |name: &str| rows(&["--party", name]);
    assert_eq!(
        rows(&["--party", "Ukraine", "--party", "Russia"]),
        one("Ukraine") + one("Russia")
    );
}

/// Without paths every command looks where the settings say.
#[test]
fn the_paths_of_the_settings_hold_for_every_command() {
    let dir = scratch(
        "settings-paths",
        &[
            (
                "armistice.toml",
                b"[check]\npaths = [\"drafts\"]\n" as &[u8],
            ),
            ("drafts/world.truce", WORLD),
            ("older/world.truce", b"framework {"),
        ],
    );
    for args in [
        &["why", "old", "A1"][..],
        &["timeline", "old"],
        &["render", "old", "--comments", "--no-waivers"],
        &["packages", "old"],
    ] {
        let o = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(args)
            .current_dir(&dir)
            .output()
            .expect("the program runs");
        assert_ne!(code(&o), 2, "{args:?}: {}", error(&o));
    }
}

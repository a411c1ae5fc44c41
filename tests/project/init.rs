//! `armistice init`: what it makes passes at once, is what `starter/` has, and nothing that is there is touched.

use crate::program::{code, run, scratch};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn inside(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("runs")
}

/// Every file below a folder with what it holds, and every folder.
fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut todo = vec![folder.to_path_buf()];
    while let Some(at) = todo.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            let name = path
                .strip_prefix(folder)
                .expect("below")
                .to_string_lossy()
                .replace('\\', "/");
            if path.is_dir() {
                out.insert(name + "/", Vec::new());
                todo.push(path);
            } else {
                out.insert(name, std::fs::read(&path).unwrap_or_default());
            }
        }
    }
    out
}

fn text(o: &[u8]) -> String {
    String::from_utf8_lossy(o).into_owned()
}

#[test]
fn a_new_project_passes() {
    let dir = scratch("init-new", &[("x", b"")]);
    let out = inside(&dir, &["init", "my truce"]);
    assert_eq!((code(&out), text(&out.stderr)), (0, String::new()));
    let said = text(&out.stdout);
    assert!(
        said.contains("  drafts/sorrel.truce\n")
            && said.contains("  cd 'my truce' && armistice check\n  armistice why sorrel A2\n"),
        "{said}"
    );
    let made = dir.join("my truce");
    assert_eq!(
        all(&made),
        all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("starter")),
        "the files are those of `starter/`, and all of them"
    );
    for name in all(&made).keys().filter(|n| !n.ends_with('/')) {
        assert!(said.contains(&format!("  {name}\n")), "{name} is not told");
    }
    let check = inside(
        &made,
        &["check", "--fail-on", "warning", "--format", "json"],
    );
    assert_eq!(code(&check), 0, "{}", text(&check.stdout));
    let report: serde_json::Value = serde_json::from_slice(&check.stdout).expect("JSON");
    assert_eq!(
        (
            report["drafts"].as_array().map(Vec::len),
            report["verdicts"].as_array().map(Vec::len)
        ),
        (Some(1), Some(5))
    );
    assert!(
        report["verdicts"]
            .as_array()
            .expect("verdicts")
            .iter()
            .all(|v| v["verdict"] == "respected"),
        "{report}"
    );
    assert_eq!(
        report["diagnostics"],
        serde_json::json!([]),
        "not even a note"
    );
    for args in [
        &["check"][..],
        &["test"],
        &["fmt", "--check"],
        &["why", "sorrel", "A2"],
    ] {
        let out = inside(&made, args);
        assert_eq!(
            code(&out),
            0,
            "{args:?}: {}{}",
            text(&out.stdout),
            text(&out.stderr)
        );
    }
}

#[test]
fn its_readme_says_how_a_line_is_crossed() {
    let dir = scratch("init-crossed", &[("README", b"theirs")]);
    assert_eq!(
        code(&inside(&dir, &["init"])),
        0,
        "a folder with other files is fine"
    );
    assert_eq!(
        std::fs::read(dir.join("README")).expect("theirs"),
        b"theirs"
    );
    let draft = dir.join("drafts/sorrel.truce");
    let before = std::fs::read_to_string(&draft).expect("a draft");
    assert!(before.contains("60 thousand"));
    std::fs::write(&draft, before.replace("60 thousand", "40 thousand")).expect("written");
    let check = inside(&dir, &["check", "--format", "json"]);
    assert_eq!(code(&check), 1);
    let report: serde_json::Value = serde_json::from_slice(&check.stdout).expect("JSON");
    let crossed: Vec<_> = report["verdicts"]
        .as_array()
        .expect("verdicts")
        .iter()
        .filter(|v| v["verdict"] == "crossed")
        .collect();
    assert_eq!(crossed.len(), 1);
    assert_eq!(
        (
            crossed[0]["red_line"].as_str(),
            crossed[0]["evidence"][0]["clause"].as_str()
        ),
        (Some("A2"), Some("3"))
    );
}

#[test]
fn what_is_there_stays_and_nothing_is_written() {
    for (name, there) in [
        ("init-readme", "README.md"),
        ("init-deep", "positions/norland.truce"),
        ("init-file", "drafts"),
        ("init-flow", ".github/workflows/armistice.yml"),
    ] {
        let dir = scratch(name, &[(there, b"theirs")]);
        let before = all(&dir);
        let out = run(&["init", &dir.to_string_lossy()]);
        assert_eq!(
            (code(&out), text(&out.stdout)),
            (2, String::new()),
            "{there}"
        );
        assert!(
            text(&out.stderr).contains(&format!("already: {there}; name another folder")),
            "{}",
            text(&out.stderr)
        );
        assert_eq!(all(&dir), before);
    }
    let dir = scratch("init-twice", &[("x", b"")]);
    assert_eq!(code(&run(&["init", &dir.to_string_lossy()])), 0);
    let before = all(&dir);
    let again = run(&["init", &dir.to_string_lossy()]);
    assert_eq!(code(&again), 2);
    assert!(
        text(&again.stderr).contains("README.md, armistice.toml, world.truce"),
        "{}",
        text(&again.stderr)
    );
    assert_eq!(all(&dir), before);
    let file = run(&["init", &dir.join("x").to_string_lossy()]);
    assert_eq!(code(&file), 2, "a file is no folder");
}

#[test]
#[cfg(unix)]
fn a_link_is_something_and_what_fails_half_way_leaves_nothing() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = scratch("init-link", &[("x", b"")]);
    symlink(dir.join("nowhere"), dir.join("tests.truce")).expect("a link");
    assert_eq!(code(&run(&["init", &dir.to_string_lossy()])), 2);
    assert!(!dir.join("nowhere").exists() && !dir.join("README.md").exists());
    let dir: PathBuf = scratch("init-sealed", &[("tests/x", b""), (".github/x", b"")]);
    std::fs::set_permissions(dir.join(".github"), std::fs::Permissions::from_mode(0o555))
        .expect("rights");
    let before = all(&dir);
    let out = run(&["init", &dir.to_string_lossy()]);
    // Whoever may do everything is not held up by rights.
    if code(&out) == 2 {
        assert_eq!(all(&dir), before);
    }
    std::fs::set_permissions(dir.join(".github"), std::fs::Permissions::from_mode(0o755))
        .expect("rights");
}

#[test]
fn a_project_with_clauses_of_every_family_is_read_without_a_mistake() {
    let dir = scratch("init-with", &[]);
    let dir = dir.join("all");
    let listed = text(&run(&["new", "clause"]).stdout);
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert!(names.len() >= 30, "{listed}");
    let place = dir.to_string_lossy().into_owned();
    assert_eq!(code(&run(&["init", &place, "--with", &names.join(",")])), 0);
    let checked = text(&run(&["check", &place, "--format", "concise"]).stdout);
    assert!(!checked.contains("error["), "{checked}");
    let draft = std::fs::read_to_string(dir.join("drafts/sorrel.truce")).expect("made");
    assert!(
        !draft.contains("after verification of clause 1;"),
        "its clauses are renumbered: {draft}"
    );
    assert_eq!(code(&run(&["fmt", "--check", &place])), 0);
    assert_eq!(
        code(&run(&["init", &format!("{place}2"), "--with", "no-such"])),
        2
    );
    assert!(
        !std::path::Path::new(&format!("{place}2")).exists(),
        "nothing is made"
    );
    let clause = text(&run(&["new", "clause", "corridor"]).stdout);
    assert!(clause.contains("shall open Ford for aid"), "{clause}");
}

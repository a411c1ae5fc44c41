//! `check --fix` on files: what is written, what is told, and what is never touched.

use crate::program::{code, run, scratch};
use std::fs;
use std::path::Path;
use std::process::Output;

fn said(o: &Output) -> (String, String) {
    (
        String::from_utf8_lossy(&o.stdout).into_owned(),
        String::from_utf8_lossy(&o.stderr).into_owned(),
    )
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).expect("a text")
}

const USED: &str = "state Averne; state Norland\n";
const DRAFT: &str = "\u{FEFF}use \"world.truce\";\r\nframework f \"t\" {\r\n  parties: Averne, Norlnad;\r\n  provision 1 \"a\" { Averne will limit weapons; }\r\n}\r\n";

#[test]
fn files_are_mended_and_what_is_left_is_told() {
    let dir = scratch(
        "fix-two",
        &[
            ("in/world.truce", USED.as_bytes()),
            ("f.truce", DRAFT.replace("world", "in/world").as_bytes()),
        ],
    );
    let path = dir.join("f.truce").to_string_lossy().into_owned();
    let diff = run(&["check", "--diff", &path]);
    let (out, err) = said(&diff);
    assert_eq!((code(&diff), err.as_str()), (1, ""));
    assert!(
        out.contains("\n+state Averne; state Norland;\n")
            && out.contains("\n+  parties: Averne, Norland;"),
        "{out}"
    );
    assert_eq!(read(&dir, "in/world.truce"), USED, "nothing was written");
    let done = run(&["check", "--fix", &path, "--format", "concise"]);
    let (out, err) = said(&done);
    assert_eq!(code(&done), 1, "`will` is left");
    assert!(
        err.starts_with("2 fixes in 2 files; 1 suggestion is left"),
        "{err}"
    );
    assert!(
        out.contains("error[unclear-modal]") && !out.contains("[fixable]"),
        "{out}"
    );
    assert_eq!(
        read(&dir, "in/world.truce"),
        "state Averne; state Norland;\n"
    );
    assert_eq!(
        read(&dir, "f.truce"),
        DRAFT
            .replace("world", "in/world")
            .replace("Norlnad", "Norland"),
        "marks and ends of lines stay"
    );
    assert_eq!(
        (
            code(&run(&["check", "--diff", &path])),
            said(&run(&["check", "--diff", &path])).0
        ),
        (0, String::new())
    );
    assert_eq!(
        fs::read_dir(&dir).expect("a folder").count(),
        2,
        "nothing half written is left"
    );
}

#[test]
fn reports_say_what_is_fixable() {
    let dir = scratch(
        "fix-told",
        &[
            ("world.truce", USED.as_bytes()),
            ("f.truce", DRAFT.as_bytes()),
        ],
    );
    let path = dir.to_string_lossy().into_owned();
    let human = said(&run(&["check", &path])).0;
    assert!(
        human.contains("[fixable]") && human.contains("fixable: `armistice check --fix`"),
        "{human}"
    );
    assert!(
        said(&run(&["check", &path, "--format", "concise"]))
            .0
            .contains("(every statement ends with `;`) [fixable]")
    );
    let json: serde_json::Value =
        serde_json::from_str(&said(&run(&["check", &path, "--format", "json"])).0).expect("JSON");
    let safe: Vec<&serde_json::Value> = json["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|d| d["edits"].as_array().expect("a list"))
        .map(|e| &e["safe"])
        .collect();
    assert!(
        safe.contains(&&true.into()) && safe.contains(&&false.into()),
        "{safe:?}"
    );
}

#[test]
fn standard_input_is_shown_and_not_mended() {
    assert_eq!(code(&run(&["check", "--fix", "-"])), 2);
    assert_eq!(code(&run(&["check", "--fix", "--diff", "."])), 2);
    assert_eq!(code(&run(&["check", "--diff", "--format", "json", "."])), 2);
    let out = crate::program::piped(&["check", "--diff", "-"], USED);
    assert_eq!(code(&out), 1);
    assert!(
        said(&out).0.contains("\n+state Averne; state Norland;\n"),
        "{}",
        said(&out).0
    );
}

#[test]
#[cfg(unix)]
fn nothing_is_written_out_of_the_project_or_in_part() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let used = USED.as_bytes();
    let dir = scratch(
        "fix-links",
        &[
            ("project/armistice.toml", b""),
            ("project/a/world.truce", used),
            ("project/a/f.truce", DRAFT.as_bytes()),
            ("outside/b.truce", used),
        ],
    );
    let path = |name: &str| dir.join(name).to_string_lossy().into_owned();
    symlink(dir.join("outside/b.truce"), dir.join("project/out.truce")).expect("a link");
    let out = run(&["check", "--fix", &path("project/out.truce")]);
    assert_eq!(code(&out), 2);
    assert!(
        said(&out).1.contains("outside of the project"),
        "{}",
        said(&out).1
    );
    assert_eq!(read(&dir, "outside/b.truce"), USED);
    fs::set_permissions(
        dir.join("project/a/world.truce"),
        fs::Permissions::from_mode(0o444),
    )
    .expect("rights");
    let sealed = run(&["check", "--fix", &path("project/a")]);
    assert_eq!(code(&sealed), 2);
    assert!(said(&sealed).1.contains("read-only"), "{}", said(&sealed).1);
    assert_eq!(
        (
            read(&dir, "project/a/world.truce").as_str(),
            read(&dir, "project/a/f.truce").as_str()
        ),
        (USED, DRAFT),
        "neither of the two is written"
    );
}

//! Which files are read and written: nothing outside of the project by way of its settings, nothing in silence, and of several files all or none.
#![cfg(unix)]

use crate::program::{code, scratch};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};

const TEXT: &[u8] =
    b"state Averne; framework f \"f\" { provision 1 \"x\" { Averne shall limit weapons; } }\n";

fn run_in(dir: &Path, args: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .output();
    program.expect("the program runs")
}

/// What is said on both ways out.
fn said(o: &Output) -> String {
    String::from_utf8_lossy(&o.stdout).into_owned() + &String::from_utf8_lossy(&o.stderr)
}

#[test]
fn settings_lead_nowhere_else() {
    let dir = scratch(
        "settings-links",
        &[
            ("secret", b"a line nobody should see"),
            ("elsewhere/x", b""),
            ("repo/.git/config", b"a password"),
            ("repo/.env", b"a password"),
            ("repo/a.truce", TEXT),
            ("repo/uses.truce", b"use \".env\";"),
        ],
    );
    let repo = dir.join("repo");
    symlink("../secret", repo.join("p")).expect("a link");
    symlink("../secret", repo.join("p.truce")).expect("a link");
    symlink("../elsewhere", repo.join("out")).expect("a link");
    symlink("../elsewhere/new.json", repo.join("new.json")).expect("a link");
    for (settings, call) in [
        ("paths = [\"p\"]", &["check"][..]),
        ("paths = [\"p.truce\"]", &["check"]),
        ("paths = [\"a.truce\", \"out\"]", &["check"]),
        ("paths = [\".git/config\"]", &["check"]),
        ("paths = [\".env\"]", &["check"]),
        (
            "baseline = \"out/new.json\"",
            &["baseline", "write", "a.truce"],
        ),
        ("baseline = \"new.json\"", &["baseline", "write", "a.truce"]),
        ("baseline = \"p\"", &["check", "a.truce"]),
    ] {
        std::fs::write(
            repo.join("armistice.toml"),
            format!("[check]\n{settings}\n"),
        )
        .expect("written");
        let o = run_in(&repo, call);
        assert_eq!(code(&o), 2, "{settings}: {}", said(&o));
        assert!(
            !said(&o).contains("nobody") && !said(&o).contains("password"),
            "{}",
            said(&o)
        );
        assert!(!dir.join("elsewhere/new.json").exists(), "{settings}");
    }
    std::fs::remove_file(repo.join("armistice.toml")).expect("removed");
    let o = run_in(&repo, &["check", "uses.truce"]);
    assert!(said(&o).contains("`.env` is no text"), "{}", said(&o));
    assert!(!said(&o).contains("password"), "{}", said(&o));
    // Settings that are somebody else's file.
    symlink("../secret", repo.join("armistice.toml")).expect("a link");
    let o = run_in(&repo, &["check", "a.truce"]);
    assert_eq!(code(&o), 2);
    assert!(!said(&o).contains("nobody"), "{}", said(&o));
}

#[test]
fn what_looks_like_a_text_and_is_not_read_is_told() {
    let dir = scratch(
        "not-read",
        &[
            ("d/a.truce", TEXT),
            ("d/B.TRUCE", TEXT),
            ("other/c.truce", TEXT),
        ],
    );
    symlink("../other/c.truce", dir.join("d/c.truce")).expect("a link");
    symlink("../other", dir.join("d/folder")).expect("a link");
    let o = run_in(&dir, &["check", "d"]);
    assert_eq!(code(&o), 0, "{}", said(&o));
    let told = String::from_utf8_lossy(&o.stderr).into_owned();
    for name in ["d/B.TRUCE", "d/c.truce", "d/folder"] {
        assert!(told.contains(name), "{told}");
    }
    // What lies too deep is not passed over.
    let deep = dir.join(["d"; 34].join("/"));
    std::fs::create_dir_all(&deep).expect("made");
    std::fs::write(deep.join("x.truce"), TEXT).expect("written");
    let o = run_in(&dir, &["check", "d"]);
    assert_eq!(code(&o), 2);
    assert!(said(&o).contains("32 deep"), "{}", said(&o));
}

#[test]
fn a_name_that_cannot_be_written_down_is_refused() {
    for name in [
        &b"\xfe.truce"[..],
        b"\x1b[2Jx.truce",
        b"x\n::error title=pwned::x.truce",
        "x\u{202E}.truce".as_bytes(),
    ] {
        let dir = scratch("names", &[("a.truce", TEXT)]);
        std::fs::write(dir.join(OsStr::from_bytes(name)), TEXT).expect("written");
        for format in ["human", "github"] {
            let o = run_in(&dir, &["check", ".", "--format", format]);
            assert_eq!(code(&o), 2, "{name:?}: {}", said(&o));
            assert!(
                said(&o).contains("give the file or folder another one"),
                "{}",
                said(&o)
            );
            assert!(!said(&o).contains('\u{1b}') && !said(&o).contains('\u{202E}'));
            assert!(
                !said(&o).lines().any(|l| l.starts_with("::")),
                "{}",
                said(&o)
            );
        }
    }
    // Joiners belong to the spelling of some languages.
    let dir = scratch("joiners", &[("\u{645}\u{6CC}\u{200C}\u{62E}.truce", TEXT)]);
    assert_eq!(code(&run_in(&dir, &["check", "."])), 0);
}

#[test]
fn no_line_is_a_command_of_a_pipeline() {
    let draft = "state Averne; framework f \"\n::error title=pwned::by a title\" { provision 1 \"##[error]x\" { Averne shall limit weapons; } }\n";
    let dir = scratch(
        "commands",
        &[
            ("a.truce", draft.as_bytes()),
            ("::error title=pwned::.truce", b"state   Norland;\n"),
            (
                "armistice.toml",
                b"[check]\n\"x\\n::error title=pwned::by a key\" = 1\n",
            ),
        ],
    );
    let calls = [
        &["check", "a.truce"][..],
        &["check", ".", "--isolated"],
        &["check", ".", "--isolated", "--format", "markdown"],
        &[
            "check",
            "::error title=pwned::.truce",
            "--isolated",
            "--format",
            "concise",
        ],
        &["fmt", "--check", "::error title=pwned::.truce"],
        &["fmt", "--diff", "::error title=pwned::.truce"],
        &["render", "f", "a.truce"],
        &["render", "f", "a.truce", "--format", "markdown"],
        &["timeline", "f", "a.truce"],
        &["why", "f", "x", "a.truce"],
        &["check", "--no-such\n::error title=pwned::x"],
    ];
    for call in calls {
        let o = run_in(&dir, call);
        let command = |l: &str| l.trim_start().starts_with("::") || l.contains("##[");
        assert!(
            !said(&o).split(['\n', '\r']).any(command),
            "{call:?}: {}",
            said(&o)
        );
    }
}

#[test]
fn several_files_are_written_all_or_none_and_keep_what_they_were() {
    let (a, b): (&[u8], &[u8]) = (
        b"state Averne\nstate Norland;\n",
        b"state Zed\nstate Yak;\n",
    );
    let dir = scratch("all-or-none", &[("a/x.truce", a), ("b/y.truce", b)]);
    let read = |p: &str| std::fs::read(dir.join(p)).expect("a file");
    // The second cannot be replaced: it has another name.
    std::fs::hard_link(dir.join("b/y.truce"), dir.join("b/z.txt")).expect("a link");
    let o = run_in(&dir, &["check", "--fix", "."]);
    assert_eq!(code(&o), 2, "{}", said(&o));
    assert!(said(&o).contains("hard link"), "{}", said(&o));
    assert_eq!(
        (read("a/x.truce"), read("b/y.truce")),
        (a.to_vec(), b.to_vec())
    );
    std::fs::remove_file(dir.join("b/z.txt")).expect("removed");
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o640);
    std::fs::set_permissions(dir.join("b/y.truce"), rights).expect("set");
    let o = run_in(&dir, &["check", "--fix", "."]);
    assert_eq!(code(&o), 0, "{}", said(&o));
    assert!(read("a/x.truce").starts_with(b"state Averne;\n"));
    assert!(read("b/y.truce").starts_with(b"state Zed;\n"));
    let mode = std::fs::metadata(dir.join("b/y.truce"))
        .expect("there")
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    let left = std::fs::read_dir(dir.join("a")).expect("a folder").count();
    assert_eq!(left, 1, "nothing is left beside it");
}

#[test]
fn what_was_read_is_not_written_over() {
    let dir = scratch(
        "written-over",
        &[
            ("a.truce", TEXT),
            ("armistice.toml", b"[check]\nbaseline = \"b.json\"\n"),
        ],
    );
    assert_eq!(code(&run_in(&dir, &["baseline", "write"])), 0);
    for file in ["armistice.toml", "b.json", "a.truce"] {
        let before = std::fs::read(dir.join(file)).expect("a file");
        let o = run_in(&dir, &["check", "-o", file]);
        assert_eq!(code(&o), 2, "{file}: {}", said(&o));
        assert_eq!(std::fs::read(dir.join(file)).expect("a file"), before);
    }
}

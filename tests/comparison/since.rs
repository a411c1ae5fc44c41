//! `diff` and `compare` from the command line: versions in git and in files, exit codes, messages.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const WORLD: &str = "state Averne; state Norland; organisation League;\n";
const OLD: &str = "use \"world.truce\";\nframework deal \"A deal\" { parties: Averne, Norland; provision 1 \"Size\" { Averne shall limit armed-forces to 60 thousand personnel; } }\n";
const NEW: &str = "use \"world.truce\";\nframework deal \"A deal\" {\n  parties: Averne, Norland;\n  provision 1 \"Size\" { Averne shall limit armed-forces to 40 thousand personnel; }\n}\n";
const LINES: &str = "use \"../world.truce\";\nparty Averne { red line A1 \"Fifty\" firm { forbid that Averne shall limit armed-forces unless to at least 50 thousand personnel; } }\n";

fn folder(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("armistice-since-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(dir.join("talks/lines")).expect("made");
    dir
}

fn write(dir: &Path, path: &str, text: &str) {
    std::fs::write(dir.join(path), text).expect("written");
}

fn git(dir: &Path, args: &[&str]) {
    let ok = Command::new("git")
        .args([
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@example.org",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .current_dir(dir)
        .output()
        .expect("git runs");
    assert!(
        ok.status.success(),
        "git {args:?}: {}",
        String::from_utf8_lossy(&ok.stderr)
    );
}

fn armistice(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let o: Output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
        .output()
        .expect("the program runs");
    (
        o.status.code().expect("a code"),
        String::from_utf8(o.stdout).expect("text"),
        String::from_utf8(o.stderr).expect("text"),
    )
}

/// A repository whose draft was committed in its old form, tagged `before`, and has its new form in the work tree.
fn repository(name: &str) -> PathBuf {
    let dir = folder(name);
    write(&dir, "talks/world.truce", WORLD);
    write(&dir, "talks/deal.truce", OLD);
    write(&dir, "talks/lines/averne.truce", LINES);
    git(&dir, &["init", "-q"]);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "-qm", "first"]);
    git(&dir, &["tag", "before"]);
    write(&dir, "talks/deal.truce", NEW);
    dir
}

#[test]
fn the_draft_before_is_read_from_git() {
    let dir = repository("read");
    let before = std::fs::read(dir.join("talks/deal.truce")).expect("read");
    for reference in ["HEAD", "before", "main", "HEAD~0"] {
        let (code, out, err) = armistice(&dir, &["diff", "deal", "talks", "--since", reference]);
        assert_eq!(code, 1, "newly crossed: {out}{err}");
        assert!(
            out.contains("scope-lowered")
                && out.contains("1 newly crossed")
                && out.contains(&format!("deal at {reference}")),
            "{out}"
        );
    }
    // From another folder, by file, and as JSON.
    let (code, out, _) = armistice(
        &dir.join("talks"),
        &[
            "diff",
            "deal.truce",
            "lines",
            "--since",
            "HEAD",
            "--format",
            "json",
        ],
    );
    assert_eq!(
        (code, out.contains("\"newly_crossed\": 1")),
        (1, true),
        "{out}"
    );
    assert_eq!(
        armistice(
            &dir,
            &[
                "diff",
                "deal",
                "talks",
                "--since",
                "HEAD",
                "--fail-on",
                "never"
            ]
        )
        .0,
        0
    );
    assert_eq!(
        std::fs::read(dir.join("talks/deal.truce")).expect("read"),
        before,
        "the work tree is not touched"
    );
    // Committed, nothing differs.
    git(&dir, &["commit", "-qam", "second"]);
    let (code, out, _) = armistice(
        &dir,
        &[
            "diff",
            "deal",
            "talks",
            "--since",
            "HEAD",
            "--fail-on",
            "changed",
        ],
    );
    assert!(
        code == 0 && out.contains("Nothing changed in legal effect"),
        "{out}"
    );
}

#[test]
fn a_line_that_was_restated_is_told_so() {
    let dir = repository("restated");
    write(&dir, "talks/deal.truce", OLD);
    write(
        &dir,
        "talks/lines/averne.truce",
        &LINES.replace("50 thousand", "70 thousand"),
    );
    let (code, out, _) = armistice(&dir, &["diff", "deal", "talks", "--since", "HEAD"]);
    assert!(
        code == 1
            && out.contains("0 changes in legal effect")
            && out.contains("the line itself was restated"),
        "{out}"
    );
}

#[test]
fn what_git_cannot_give_is_said() {
    let dir = repository("cannot");
    for (args, words) in [
        (
            &["diff", "deal", "talks", "--since", "nowhere"][..],
            "git knows no revision `nowhere`",
        ),
        (
            &["diff", "deal", "talks", "--since=--upload-pack=x"],
            "git knows no revision",
        ),
        (
            &["diff", "deal", "talks", "--since", "HEAD:talks"],
            "git knows no revision",
        ),
    ] {
        let (code, out, err) = armistice(&dir, args);
        assert!(
            code == 2 && out.is_empty() && err.contains(words),
            "{args:?}: {err}"
        );
    }
    write(
        &dir,
        "talks/newer.truce",
        "use \"world.truce\";\nframework newer \"Newer\" { parties: Averne; provision 1 { Averne shall limit weapons; } }\n",
    );
    let (code, _, err) = armistice(&dir, &["diff", "newer", "talks", "--since", "HEAD"]);
    assert!(
        code == 2 && err.contains("there is no draft `newer` at `HEAD`"),
        "{err}"
    );
    // A clone that does not go back far enough.
    git(&dir, &["commit", "-qam", "second"]);
    let shallow = folder("shallow");
    git(
        &shallow,
        &[
            "clone",
            "-q",
            "--depth",
            "1",
            "--no-tags",
            &format!("file://{}", dir.display()),
            "copy",
        ],
    );
    let (code, _, err) = armistice(
        &shallow.join("copy"),
        &["diff", "deal", "talks", "--since", "before"],
    );
    assert!(
        code == 2 && err.contains("this clone is shallow") && err.contains("fetch-depth: 0"),
        "{err}"
    );
    // No repository at all.
    let plain = folder("plain");
    write(&plain, "talks/world.truce", WORLD);
    write(&plain, "talks/deal.truce", OLD);
    let (code, _, err) = armistice(&plain, &["diff", "deal", "talks", "--since", "HEAD"]);
    assert!(code == 2 && err.contains("needs a git repository"), "{err}");
}

#[test]
fn two_files_of_one_draft_are_two_versions() {
    let dir = folder("versions");
    write(&dir, "talks/world.truce", WORLD);
    write(&dir, "talks/old.truce", OLD);
    write(&dir, "talks/new.truce", NEW);
    write(&dir, "talks/lines/averne.truce", LINES);
    let (code, out, err) = armistice(
        &dir,
        &["diff", "talks/old.truce", "talks/new.truce", "talks/lines"],
    );
    assert!(
        code == 1 && out.contains("scope-lowered") && out.contains("1 newly crossed"),
        "{out}{err}"
    );
    let (code, out, _) = armistice(
        &dir,
        &[
            "compare",
            "talks/old.truce",
            "talks/new.truce",
            "talks/lines",
            "--format",
            "csv",
        ],
    );
    assert!(
        code == 0
            && out.contains("deal (talks/old.truce)")
            && out.contains("60 thousand")
            && out.contains("40 thousand"),
        "{out}"
    );
}

#[test]
fn what_is_compared_is_named_or_asked_for() {
    let dir = folder("named");
    write(&dir, "talks/world.truce", WORLD);
    write(&dir, "talks/deal.truce", OLD);
    write(
        &dir,
        "talks/markup.truce",
        "use \"deal.truce\";\nframework markup \"M\" amends deal { replace provision 1 \"Size\" { Averne shall limit armed-forces to 50 thousand personnel; } }\n",
    );
    write(
        &dir,
        "talks/broken.truce",
        "use \"world.truce\";\nframework broken \"B\" { provision 1 { Averne shal limit weapons; } }\n",
    );
    let (code, out, err) = armistice(&dir, &["diff", "markup", "talks/markup.truce"]);
    assert!(
        code == 0 && out.starts_with("From deal to markup") && out.contains("Replaced: 1"),
        "a markup stands alone: {out}{err}"
    );
    for (args, words) in [
        (
            &["diff", "deal", "talks"][..],
            "`deal` amends no other draft",
        ),
        (
            &["compare", "deal", "talks"],
            "at least two drafts are compared, and only `deal` was found",
        ),
        (
            &["compare", "deal", "nothing", "talks"],
            "no draft `nothing` was loaded",
        ),
        (
            &["compare", "deal", "broken", "talks"],
            "`broken` has source errors (talks/broken.truce:2:",
        ),
        (
            &["diff", "talks/markup.truce", "talks/nothing.truce"],
            "there is no such file or folder",
        ),
        (
            &["render", "deal", "talks", "--format", "docx"],
            "a Word file goes to a file",
        ),
    ] {
        let (code, out, err) = armistice(&dir, args);
        assert!(
            code == 2 && out.is_empty() && err.contains(words),
            "{args:?}: {err}"
        );
    }
    // The ending of the file says the format, and no input is overwritten.
    assert_eq!(
        armistice(
            &dir,
            &["compare", "deal", "markup", "talks", "-o", "c.html"]
        )
        .0,
        0
    );
    assert!(
        std::fs::read_to_string(dir.join("c.html"))
            .expect("read")
            .starts_with("<!DOCTYPE html>")
    );
    let (code, _, err) = armistice(&dir, &["render", "deal", "talks", "-o", "talks/deal.truce"]);
    assert!(code == 2 && err.contains("is not overwritten"), "{err}");
}

//! `check --watch`: it reports again when a text changes, and refuses what it cannot do. Everything here ends within a bound.

use crate::program::{code, run, scratch};
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const WORLD: &str = "state A1;";
const DRAFT: &str = "use \"../world.truce\";\nframework f \"t\" { provision 1 \"a\" { A1 shall limit weapons; } }\nparty A1 { red line L1 \"x\" { forbid that A1 shall limit weapons; } }";

/// The end of a report.
const REPORT: &str = "Verdicts are relative to the lines as encoded";

/// A program that watches, with all it has said. It ends when this goes.
struct Watching {
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Watching {
    fn start(folder: &Path, args: &[&str]) -> Watching {
        let mut child = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(args)
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let said = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn std::io::Read + Send>; 2] = [
            Box::new(child.stdout.take().expect("stdout")),
            Box::new(child.stderr.take().expect("stderr")),
        ];
        for mut stream in streams {
            let said = Arc::clone(&said);
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(n @ 1..) = stream.read(&mut bytes) {
                    said.lock()
                        .expect("a text")
                        .push_str(&String::from_utf8_lossy(&bytes[..n]));
                }
            });
        }
        Watching { child, said }
    }

    /// Waits until a text was said so often, and forgets nothing.
    fn wait(&mut self, text: &str, times: usize) {
        let begun = Instant::now();
        loop {
            let said = self.said.lock().expect("a text").clone();
            if said.matches(text).count() >= times {
                return;
            }
            assert!(
                self.child.try_wait().expect("a process").is_none(),
                "it has ended: {said}"
            );
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "`{text}` was not said {times} times: {said}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// As editors save: another file takes the place, so that nobody reads half of it.
fn save(folder: &Path, name: &str, text: &str) {
    let new = folder.join(".saved");
    std::fs::write(&new, text).expect("written");
    std::fs::rename(new, folder.join(name)).expect("moved");
}

#[test]
fn a_change_brings_another_report() {
    let dir = scratch(
        "watch",
        &[
            ("world.truce", WORLD.as_bytes()),
            ("drafts/f.truce", DRAFT.as_bytes()),
            ("armistice.toml", b""),
            ("other.txt", b""),
        ],
    );
    let mut watching = Watching::start(&dir, &["check", "--watch", "drafts"]);
    watching.wait("watching 3 files; Ctrl-C ends", 1);
    // What is told before a report may still become part of it: each step waits for the report of the one before.
    watching.wait(REPORT, 1);
    watching.wait("1 crossed", 1);
    // A text it reads, though it lies outside of what was named.
    save(&dir, "world.truce", "state A1; state B1;");
    watching.wait("── changed: world.truce ──", 1);
    watching.wait(REPORT, 2);
    // A mistake in the text ends nothing.
    save(
        &dir,
        "drafts/f.truce",
        "framework f { provision 1 { A1 will limit weapons; } }",
    );
    watching.wait("unclear-modal", 1);
    save(
        &dir,
        "drafts/f.truce",
        &DRAFT.replace(
            "forbid that A1 shall limit weapons",
            "forbid that A1 shall withdraw forces",
        ),
    );
    watching.wait("1 respected", 1);
    watching.wait(REPORT, 3);
    save(&dir, "drafts/g.truce", "state C1;");
    watching.wait("── new: drafts/g.truce ──", 1);
    watching.wait(REPORT, 4);
    // Settings that are wrong are told and end nothing; new ones count from the next report on.
    save(&dir, "armistice.toml", "[check]\nnonsense = 1\n");
    watching.wait("── changed: armistice.toml ──", 1);
    watching.wait("unknown field `nonsense`", 1);
    save(&dir, "armistice.toml", "[check]\nlints = false\n");
    watching.wait("── changed: armistice.toml ──", 2);
    watching.wait("0 warnings, 0 notes", 1);
    watching.wait(REPORT, 5);
    // A folder that goes is told, and watched again when it is back.
    std::fs::remove_dir_all(dir.join("drafts")).expect("gone");
    watching.wait("gone: drafts/", 1);
    watching.wait("there is no such file or folder", 1);
    std::fs::create_dir(dir.join("drafts")).expect("made");
    save(&dir, "drafts/f.truce", DRAFT);
    watching.wait("new: drafts/f.truce ──", 1);
    watching.wait("1 crossed", 3);
    let said = watching.said.lock().expect("a text").clone();
    assert!(
        !said.contains('\u{1b}'),
        "nothing is cleared from the screen"
    );
}

#[test]
fn what_is_no_text_brings_none() {
    let dir = scratch(
        "watch-quiet",
        &[
            (
                "f.truce",
                DRAFT.replace("use \"../world.truce\";", WORLD).as_bytes(),
            ),
            ("x.log", b""),
        ],
    );
    let mut watching = Watching::start(&dir, &["check", "--watch"]);
    watching.wait("watching 1 file;", 1);
    watching.wait(REPORT, 1);
    for n in 0..10 {
        std::fs::write(dir.join("x.log"), "x".repeat(n)).expect("written");
        std::thread::sleep(Duration::from_millis(50));
    }
    save(&dir, "f.truce", WORLD);
    watching.wait("── changed: f.truce ──", 1);
    let said = watching.said.lock().expect("a text").clone();
    assert!(
        said.lines()
            .filter(|l| l.starts_with("── "))
            .all(|l| l == "── changed: f.truce ──"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let dir = scratch(
        "watch-refused",
        &[("f.truce", DRAFT.as_bytes()), ("empty/x", b"")],
    );
    let path = |p: &str| dir.join(p).to_string_lossy().into_owned();
    let (file, none, empty) = (path("f.truce"), path("none.truce"), path("empty"));
    for (args, why) in [
        (
            &["--format", "json", file.as_str()][..],
            "leave --format away",
        ),
        (&["--format", "concise", &file], "leave --format away"),
        (&["-o", "report.txt", &file], "leave -o away"),
        (&["--fix", &file], "cannot be used with"),
        (&["-"], "standard input"),
        (&[&file, "-"], "standard input"),
        (&[&none], "no such file"),
        (&[&empty], "no `.truce` file"),
    ] {
        let out = run(&[&["check", "--watch"], args].concat());
        assert_eq!(code(&out), 2, "{args:?}");
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(said.contains(why), "{args:?}: {said}");
    }
}

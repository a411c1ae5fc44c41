//! A repository of drafts (`tests/project/sample/`) is taken through a pipeline: a commit that newly crosses a line fails with the clause annotated, a waiver lets it pass and is
//! listed, and fails again when it ends. Then the same with a baseline.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Repository {
    root: PathBuf,
}

impl Repository {
    /// A copy of the sample, committed.
    fn new(name: &str) -> Self {
        let root =
            std::env::temp_dir().join(format!("armistice-{}-sample-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/project/sample"),
            &root,
        );
        let r = Repository { root };
        r.git(&["init", "-q"]);
        r.commit("the sample");
        r
    }

    fn git(&self, args: &[&str]) {
        let identity = [
            "-c",
            "user.name=Drafter",
            "-c",
            "user.email=drafter@example.org",
            "-c",
            "commit.gpgsign=false",
        ];
        let o = Command::new("git")
            .args(identity)
            .args(args)
            .current_dir(&self.root)
            .output()
            .expect("git runs");
        assert!(
            o.status.success(),
            "git {args:?}: {}",
            String::from_utf8_lossy(&o.stderr)
        );
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let file = self.root.join(path);
        let text = std::fs::read_to_string(&file).expect("a text");
        assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
        std::fs::write(file, text.replace(from, to)).expect("written");
    }

    /// From a folder of the repository: settings are found upward.
    fn run_in(&self, folder: &str, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(args)
            .current_dir(self.root.join(folder))
            .env("NO_COLOR", "1")
            .output()
            .expect("the program runs")
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let o = self.run_in("", args);
        (
            o.status.code().expect("a code"),
            String::from_utf8_lossy(&o.stdout).into_owned(),
            String::from_utf8_lossy(&o.stderr).into_owned(),
        )
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for e in std::fs::read_dir(from).expect("the sample").flatten() {
        let target = to.join(e.file_name());
        if e.path().is_dir() {
            copy(&e.path(), &target)
        } else {
            std::fs::copy(e.path(), target).map(|_| ()).expect("copied")
        }
    }
}

const RIVER: &str = "  provision 4 \"The river\"";
const BARRED: &str =
    "  provision 5 \"Alliance\" { Averne shall not join League; }\n  provision 4 \"The river\"";
const WAIVER: &str = "  waiver of A1 in sorrel {
    clauses 5;
    given 2026-03-10 by \"Foreign Ministry\" in \"Note to the mediators\";
    reason: \"Paid for by the withdrawal in clause 2\";
    requires clause 2;
    until 2026-06-30;
  }
}
";

#[test]
fn a_line_is_crossed_waived_and_crossed_again() {
    let r = Repository::new("waiver");
    let (code, out, err) = r.run(&["check", "--format", "github"]);
    assert_eq!(code, 0, "the sample passes: {out}{err}");
    assert!(
        out.contains("turned off, and not looked for: no-default"),
        "what is turned off is named: {out}"
    );

    r.edit("drafts/sorrel.truce", RIVER, BARRED);
    r.commit("a bar to the alliance");
    let (code, out, _) = r.run(&["check", "--format", "github"]);
    assert_eq!(code, 1, "{out}");
    let clause = "::error file=drafts/sorrel.truce,line=17,endLine=17,col=28,endColumn=56,title=Averne A1 crossed::";
    assert!(out.contains(clause), "the clause is annotated: {out}");
    let (code, out, _) = r.run(&[
        "diff",
        "sorrel",
        "drafts",
        "positions",
        "--since",
        "HEAD~1",
        "--format",
        "markdown",
    ]);
    assert_eq!(code, 1, "newly crossed: {out}");

    let file = r.root.join("positions/averne.truce");
    let text = std::fs::read_to_string(&file).expect("a text");
    std::fs::write(
        &file,
        text.trim_end().trim_end_matches('}').to_owned() + WAIVER,
    )
    .expect("written");
    r.commit("Averne waives it");
    let (code, out, _) = r.run(&["check"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("sorrel · Averne A1 “The way into the League stays open” (was crossed): waived by Foreign Ministry on 2026-03-10, for clause 5 only, until 2026-06-30 (not looked at: no day was asked for): Paid for by the withdrawal in clause 2"), "{out}");
    for format in [
        "human", "concise", "markdown", "html", "json", "jsonl", "sarif", "github", "junit",
        "comment",
    ] {
        let (code, out, _) = r.run(&["check", "--format", format]);
        assert_eq!(code, 0, "{format}");
        assert!(
            out.to_lowercase().contains("waived"),
            "{format} says nothing of the waiver: {out}"
        );
    }
    let (code, out, _) = r.run(&["check", "--no-waivers"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("judged as if no party had waived anything"),
        "{out}"
    );

    assert_eq!(
        r.run(&["check", "--as-of", "2026-06-30"]).0,
        0,
        "its last day"
    );
    let (code, out, _) = r.run(&["check", "--as-of", "2026-07-01", "--format", "github"]);
    assert_eq!(code, 1, "it has ended");
    assert!(
        out.contains("warning[waiver-expired]") && out.contains(clause),
        "{out}"
    );
    let (code, out, _) = r.run(&["check", "--as-of", "2026-03-09", "--format", "concise"]);
    assert_eq!(code, 1, "not given yet");
    assert!(out.contains("was not given yet"), "{out}");

    r.edit(
        "drafts/sorrel.truce",
        "provision 2 \"Withdrawal\"",
        "provision 6 \"Withdrawal\"",
    );
    r.edit("drafts/sorrel.truce", "verify clause 2", "verify clause 6");
    let (code, out, _) = r.run(&["check", "--format", "concise"]);
    assert_eq!(code, 1, "what it requires is gone");
    assert!(out.contains("warning[waiver-unmet]"), "{out}");
}

#[test]
fn a_baseline_knows_what_was_there_and_nothing_else() {
    let r = Repository::new("baseline");
    r.edit("drafts/sorrel.truce", RIVER, BARRED);
    assert_eq!(r.run(&["check"]).0, 1);
    let (code, _, err) = r.run(&["baseline", "write"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("1 line that is crossed or open"), "{err}");
    r.edit(
        "armistice.toml",
        "fail-on = \"crossed\"",
        "fail-on = \"crossed\"\nbaseline = \"armistice.baseline.json\"",
    );
    let (code, out, _) = r.run(&["check"]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("known by the baseline:") && out.contains("red lines: 1 crossed"),
        "known is not hidden: {out}"
    );
    assert_eq!(
        r.run_in("drafts", &["check"]).status.code(),
        Some(0),
        "settings and baseline are found upward"
    );
    assert_eq!(r.run(&["check", "--no-baseline"]).0, 1);

    // Renumbered, reformatted, moved: still known.
    r.edit(
        "drafts/sorrel.truce",
        "  provision 5 \"Alliance\" { Averne shall not join League; }\n",
        "",
    );
    r.edit("drafts/sorrel.truce", "  provision 1 \"Ceasefire\"", "  provision 17 \"Alliance\" {\n    // moved\n    Averne   shall not join League;\n  }\n  provision 1 \"Ceasefire\"");
    let (code, out, _) = r.run(&["check"]);
    assert_eq!(code, 0, "{out}");

    // A second clause crosses the same line: that is new.
    r.edit(
        "drafts/sorrel.truce",
        "  provision 4 \"The river\"",
        "  provision 9 \"Door\" { League shall not admit Averne; }\n  provision 4 \"The river\"",
    );
    let (code, out, _) = r.run(&["check", "--format", "concise"]);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.lines()
            .any(|l| l.contains("crossed[Averne.A1]:") && !l.contains("(known)")),
        "{out}"
    );

    r.edit(
        "drafts/sorrel.truce",
        "provision 9 \"Door\" { League shall not admit Averne; }",
        "provision 9 \"Door\" { Averne shall not join League; }",
    );
    assert_eq!(
        r.run(&["check"]).0,
        1,
        "another clause with the same words is new too"
    );
    r.edit(
        "drafts/sorrel.truce",
        "provision 9 \"Door\" { Averne shall not join League; }",
        "provision 9 \"Door\" { League shall not admit Averne; }",
    );

    // What is found no more is counted, and writing it again takes it out.
    r.edit(
        "drafts/sorrel.truce",
        "  provision 9 \"Door\" { League shall not admit Averne; }\n",
        "",
    );
    r.edit(
        "drafts/sorrel.truce",
        "  provision 17 \"Alliance\" {\n    // moved\n    Averne   shall not join League;\n  }\n",
        "",
    );
    let (code, out, _) = r.run(&["check"]);
    assert_eq!(code, 0);
    assert!(out.contains("of its entries no longer found"), "{out}");
    assert_eq!(r.run(&["baseline", "write"]).0, 0);
    assert!(!r.run(&["check"]).1.contains("no longer found"));

    // A line that asks for something else under the old label is new.
    r.edit("drafts/sorrel.truce", RIVER, BARRED);
    assert_eq!(r.run(&["baseline", "write"]).0, 0);
    assert_eq!(r.run(&["check"]).0, 0);
    r.edit(
        "positions/averne.truce",
        "forbid that Averne is barred from League;",
        "forbid that Averne shall not join League;",
    );
    assert_eq!(r.run(&["check"]).0, 1, "the line was replaced");

    // No file but a baseline is overwritten, and a broken one is told.
    assert_eq!(r.run(&["baseline", "write", "-o", "armistice.toml"]).0, 2);
    std::fs::write(r.root.join("armistice.baseline.json"), "{}").expect("written");
    let (code, _, err) = r.run(&["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("this is no baseline"), "{err}");
}

#[test]
fn settings_are_data_and_say_where_they_come_from() {
    let r = Repository::new("settings");
    let (code, out, _) = r.run(&["config", "show"]);
    assert_eq!(code, 0);
    let row = |key: &str| {
        out.lines()
            .find(|l| l.starts_with(key))
            .expect("the row")
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        row("check.fail-on"),
        ["check.fail-on", "crossed", "armistice.toml:4"]
    );
    assert_eq!(
        row("levels.no-default"),
        ["levels.no-default", "off", "armistice.toml:7"]
    );
    assert_eq!(row("check.lints"), ["check.lints", "true", "default"]);

    // A level may be raised to an error, and the command line prevails.
    r.edit("drafts/sorrel.truce", "  monitoring 3 \"Watch\" {\n    Watch shall verify clause 2;\n    Watch may move in Sorrel;\n  }\n", "");
    r.edit(
        "drafts/sorrel.truce",
        "withdraw all forces from SorrelTown within 30 days of entry-into-force, verified by Watch",
        "withdraw all forces from SorrelTown within 30 days of entry-into-force",
    );
    let (code, out, _) = r.run(&["check", "--format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("error[unverified-duty]"), "{out}");
    assert_eq!(r.run(&["check", "--level", "unverified-duty=note"]).0, 0);
    assert_eq!(
        r.run(&["check", "--isolated", "drafts", "positions"]).0,
        0,
        "without settings it is a note"
    );

    let wrong: &[(&str, &str)] = &[
        (
            "[check]\nfail-onn = \"open\"\n",
            "armistice.toml:2:1: unknown field `fail-onn`",
        ),
        ("[chekc]\n", "did you mean `check`?"),
        (
            "[levels]\nno-dedline = \"off\"\n",
            "armistice.toml:2:1: there is no code `no-dedline`; did you mean `no-deadline`?",
        ),
        (
            "[levels]\nno-deadline = \"of\"\n",
            "armistice.toml:2:15: `of` is no level",
        ),
        (
            "[levels]\nunknown-name = \"off\"\n",
            "is an error: what cannot be judged cannot be turned off",
        ),
        ("[check]\nas-of = \"2026-02-30\"\n", "armistice.toml:2:9"),
        ("[check]\nfail-on = \"loud\"\n", "`loud` is no level"),
        (
            "[check]\npaths = [\"../elsewhere\"]\n",
            "leads out of the folder",
        ),
        (
            "[check]\nbaseline = \"/etc/passwd\"\n",
            "leads out of the folder",
        ),
        ("[check]\npaths = []\n", "`paths` is empty"),
        ("[check]\npaths = \"drafts\"\n", "armistice.toml:2:9"),
        ("[check\n", "armistice.toml:1:"),
        (
            "[check]\nparties = [\"Avern\"]\npaths = [\"drafts\", \"positions\"]\n",
            "did you mean `Averne`?",
        ),
    ];
    for (text, told) in wrong {
        std::fs::write(r.root.join("armistice.toml"), text).expect("written");
        let (code, _, err) = r.run(&["check"]);
        assert_eq!(code, 2, "{text}: {err}");
        assert!(err.contains(told), "{text}: {err}");
    }
}

//! Completions and manual pages: there is something for every shell and every subcommand, and their readers take it.

use crate::program::{code, run, scratch};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

fn subcommands() -> Vec<String> {
    let help = String::from_utf8(run(&["--help"]).stdout).expect("UTF-8");
    let list = help
        .split("Commands:\n")
        .nth(1)
        .expect("a list")
        .split("\n\n")
        .next()
        .expect("a list");
    let names = list
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next());
    names.filter(|n| *n != "help").map(str::to_owned).collect()
}

/// Past the test runner, which would keep it to itself: nothing is left out silently.
fn missed(what: &str) {
    let _ = writeln!(std::io::stderr(), "{what}");
}

/// What a program says of a file. If the program is not there that is printed, and nothing is claimed.
fn asked(program: &str, args: &[&str], file: &Path) -> Option<(bool, String)> {
    match Command::new(program)
        .args(args)
        .arg(file)
        .stdin(Stdio::null())
        .output()
    {
        Ok(o) => Some((
            o.status.success(),
            String::from_utf8_lossy(&o.stderr).into_owned(),
        )),
        Err(e) => {
            missed(&format!("not checked: `{program}` is not here ({e})"));
            None
        }
    }
}

#[test]
fn completions_name_every_subcommand() {
    let names = subcommands();
    assert!(
        names.len() >= 14 && names.iter().any(|n| n == "common-ground"),
        "{names:?}"
    );
    let dir = scratch("completions", &[("x", b"")]);
    for (shell, program, args) in [
        ("bash", "bash", &["-n"][..]),
        ("zsh", "zsh", &["-n"]),
        ("fish", "fish", &["--no-execute"]),
        ("powershell", "", &[]),
        ("elvish", "", &[]),
    ] {
        let out = run(&["completions", shell]);
        assert_eq!(code(&out), 0);
        let script = String::from_utf8(out.stdout).expect("UTF-8");
        for name in &names {
            assert!(script.contains(name), "{shell} does not know {name}");
        }
        assert!(
            script.contains("no-lints"),
            "{shell} does not know the options"
        );
        let file = dir.join(shell);
        std::fs::write(&file, &script).expect("written");
        if program.is_empty() {
            continue;
        }
        if let Some(said) = asked(program, args, &file) {
            assert_eq!(said, (true, String::new()), "{shell}");
            std::fs::write(&file, script + "\nif then (\n").expect("written");
            assert!(
                !asked(program, args, &file).expect("it was here").0,
                "{shell} takes anything"
            );
        }
    }
    assert_eq!(code(&run(&["completions", "no-shell"])), 2);
    assert_eq!(code(&run(&["completions"])), 2);
}

#[test]
fn every_subcommand_has_a_page_without_warnings() {
    let dir = scratch("man", &[("man1/armistice-check.1", b"older")]);
    let out = run(&["man", &dir.join("man1").to_string_lossy()]);
    assert_eq!(
        (code(&out), String::from_utf8_lossy(&out.stderr).as_ref()),
        (0, "")
    );
    let mut wanted: Vec<String> = subcommands()
        .iter()
        .map(|n| format!("armistice-{n}.1"))
        .chain(["armistice.1".to_owned()])
        .collect();
    let mut made: Vec<String> = std::fs::read_dir(dir.join("man1"))
        .expect("a folder")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    let mut told: Vec<String> = String::from_utf8_lossy(&out.stdout)
        .lines()
        .map(str::to_owned)
        .collect();
    for list in [&mut wanted, &mut made, &mut told] {
        list.sort();
    }
    assert_eq!((&made, &told), (&wanted, &wanted));
    for name in &made {
        let page = std::fs::read_to_string(dir.join("man1").join(name)).expect("a page");
        assert!(
            page.contains(".SH NAME") && page.contains(".SH SYNOPSIS") && page.len() > 300,
            "{name}: {page}"
        );
    }
    // A page with a mistake is told, so silence means something.
    let wrong = dir.join("wrong.1");
    std::fs::write(
        &wrong,
        ".TH x 1\n.SH NAME\n.nosuchrequest\n\\*[nosuchstring]\n",
    )
    .expect("written");
    let groff = &["-man", "-ww", "-Tutf8", "-Kutf8", "-z"];
    if asked("groff", groff, &wrong).is_some_and(|(_, said)| !said.is_empty()) {
        for name in &made {
            assert_eq!(
                asked("groff", groff, &dir.join("man1").join(name)),
                Some((true, String::new())),
                "{name}"
            );
        }
    } else {
        missed("manual pages were not read by groff: it is not here, or it warns of nothing");
    }
    let main = run(&["man"]);
    assert_eq!(code(&main), 0);
    assert_eq!(
        main.stdout,
        std::fs::read(dir.join("man1/armistice.1")).expect("a page")
    );
    std::fs::write(dir.join("file"), "").expect("written");
    assert_eq!(code(&run(&["man", &dir.join("file").to_string_lossy()])), 2);
}

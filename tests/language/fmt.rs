//! `armistice fmt` as a program sees it: what is written, what is refused, exit codes.

use crate::program::{code, piped, run, scratch};
use std::fs;
use std::path::Path;
use std::process::Output;

const LOOSE: &str =
    "state A1;state B1;// theirs\nframework f \"t\"{provision 1 \"a\"{A1 shall limit weapons;}}";
const NEAT: &str = "state A1;\nstate B1;   // theirs\nframework f \"t\" {\n  provision 1 \"a\" { A1 shall limit weapons; }\n}\n";

fn said(o: &Output) -> (String, String) {
    (
        String::from_utf8_lossy(&o.stdout).into_owned(),
        String::from_utf8_lossy(&o.stderr).into_owned(),
    )
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).expect("a text")
}

#[test]
fn a_folder_is_formatted_and_then_stays() {
    let dir = scratch(
        "fmt-folder",
        &[
            ("in/a.truce", LOOSE.as_bytes()),
            ("in/b.truce", b"state C1;\n"),
            (".hidden/c.truce", b"state  D1;"),
            ("d.txt", b"state  E1;"),
        ],
    );
    let path = dir.to_string_lossy().into_owned();
    let check = run(&["fmt", "--check", &path]);
    assert_eq!(code(&check), 1);
    assert_eq!(
        said(&check)
            .0
            .lines()
            .map(|l| l.ends_with("in/a.truce"))
            .collect::<Vec<_>>(),
        [true]
    );
    let diff = run(&["fmt", "--diff", &path]);
    assert_eq!(code(&diff), 1);
    assert!(
        said(&diff).0.contains("\n+state B1;   // theirs\n"),
        "{}",
        said(&diff).0
    );
    assert_eq!(read(&dir, "in/a.truce"), LOOSE, "nothing was written");
    let done = run(&["fmt", &path]);
    assert_eq!(
        (code(&done), said(&done)),
        (
            0,
            (
                String::new(),
                "1 file formatted, 1 left unchanged\n".to_owned()
            )
        )
    );
    assert_eq!(read(&dir, "in/a.truce"), NEAT);
    assert_eq!(
        (read(&dir, ".hidden/c.truce"), read(&dir, "d.txt")),
        ("state  D1;".to_owned(), "state  E1;".to_owned())
    );
    for args in [["fmt", "--check"], ["fmt", "--diff"]] {
        let again = run(&[args[0], args[1], &path]);
        assert_eq!((code(&again), said(&again).0), (0, String::new()));
    }
    assert!(
        said(&run(&["fmt", &path]))
            .1
            .starts_with("0 files formatted, 2 left")
    );
    let left = fs::read_dir(dir.join("in")).expect("a folder").count();
    assert_eq!(left, 2, "nothing half written is left");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let out = piped(&["fmt", "-"], LOOSE);
    assert_eq!(
        (code(&out), said(&out)),
        (0, (NEAT.to_owned(), String::new()))
    );
    let check = piped(&["fmt", "--check", "-"], LOOSE);
    assert_eq!((code(&check), said(&check).0), (1, "<stdin>\n".to_owned()));
    assert_eq!(code(&piped(&["fmt", "--check", "-"], NEAT)), 0);
    assert_eq!(code(&piped(&["fmt", "-", "."], NEAT)), 2);
    assert_eq!(code(&piped(&["fmt", "--check", "--diff", "-"], NEAT)), 2);
    let broken = piped(&["fmt", "-"], "state A1");
    assert_eq!((code(&broken), said(&broken).0), (1, String::new()));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let dos = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let dir = scratch(
        "fmt-dos",
        &[
            ("a.truce", dos(LOOSE).as_bytes()),
            ("b.truce", dos(NEAT).as_bytes()),
        ],
    );
    assert_eq!(code(&run(&["fmt", &dir.to_string_lossy()])), 0);
    assert_eq!(
        (read(&dir, "a.truce"), read(&dir, "b.truce")),
        (dos(NEAT), dos(NEAT))
    );
}

#[test]
fn a_broken_file_is_told_and_the_others_go_on() {
    let dir = scratch(
        "fmt-broken",
        &[
            ("a.truce", b"state A1;  state"),
            ("b.truce", LOOSE.as_bytes()),
            ("c.truce", b"state \xC9tat;"),
        ],
    );
    let path = |name: &str| dir.join(name).to_string_lossy().into_owned();
    let out = run(&["fmt", &path("a.truce"), &path("b.truce")]);
    let (stdout, stderr) = said(&out);
    assert_eq!((code(&out), stdout.as_str()), (1, ""));
    assert!(
        stderr.contains("a.truce:1:") && stderr.contains("1 file formatted, 0 left unchanged"),
        "{stderr}"
    );
    assert_eq!(
        (
            read(&dir, "a.truce").as_str(),
            read(&dir, "b.truce").as_str()
        ),
        ("state A1;  state", NEAT)
    );
    assert_eq!(
        code(&run(&[
            "fmt",
            "--check",
            &path("a.truce"),
            &path("b.truce")
        ])),
        1
    );
    let bytes = run(&["fmt", &dir.to_string_lossy()]);
    assert_eq!(code(&bytes), 2);
    assert!(
        said(&bytes).1.contains("line 1, column 7") && said(&bytes).1.contains("a.truce:1:"),
        "{}",
        said(&bytes).1
    );
    assert_eq!(code(&run(&["fmt", &path("none.truce")])), 2);
}

#[test]
fn words_nobody_declared_are_no_matter_of_layout() {
    let dir = scratch(
        "fmt-words",
        &[(
            "a.truce",
            b"framework f \"t\" {provision 1 { Nobody shall do-nothing; }}",
        )],
    );
    assert_eq!(code(&run(&["fmt", &dir.to_string_lossy()])), 0);
    assert_eq!(
        read(&dir, "a.truce"),
        "framework f \"t\" {\n  provision 1 { Nobody shall do-nothing; }\n}\n"
    );
}

#[test]
#[cfg(unix)]
fn links_lead_out_of_no_project_and_rights_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let loose = LOOSE.as_bytes();
    let dir = scratch(
        "fmt-links",
        &[
            ("project/armistice.toml", b""),
            ("project/in/a.truce", loose),
            ("project/sealed.truce", loose),
            ("outside/b.truce", loose),
        ],
    );
    let path = |name: &str| dir.join(name).to_string_lossy().into_owned();
    symlink(dir.join("outside/b.truce"), dir.join("project/out.truce")).expect("a link");
    symlink(dir.join("outside"), dir.join("project/folder")).expect("a link");
    symlink(
        dir.join("project/in/a.truce"),
        dir.join("project/inside.truce"),
    )
    .expect("a link");
    for link in [
        "project/out.truce",
        "project/folder/b.truce",
        "project/folder",
    ] {
        let out = run(&["fmt", &path(link)]);
        assert_eq!(code(&out), 2, "{link}");
        assert!(
            said(&out).1.contains("outside of the project"),
            "{}",
            said(&out).1
        );
    }
    assert_eq!(read(&dir, "outside/b.truce"), LOOSE);
    fs::set_permissions(
        dir.join("project/in/a.truce"),
        fs::Permissions::from_mode(0o640),
    )
    .expect("rights");
    assert_eq!(
        code(&run(&[
            "fmt",
            &path("project/inside.truce"),
            &path("project/in/a.truce")
        ])),
        0
    );
    assert_eq!(
        read(&dir, "project/in/a.truce"),
        NEAT,
        "a link inside is followed"
    );
    assert!(
        fs::symlink_metadata(dir.join("project/inside.truce"))
            .expect("a link")
            .is_symlink(),
        "and stays a link"
    );
    assert_eq!(
        fs::metadata(dir.join("project/in/a.truce"))
            .expect("a file")
            .permissions()
            .mode()
            & 0o777,
        0o640
    );
    fs::set_permissions(
        dir.join("project/sealed.truce"),
        fs::Permissions::from_mode(0o444),
    )
    .expect("rights");
    let sealed = run(&["fmt", &path("project/sealed.truce")]);
    assert_eq!(code(&sealed), 2);
    assert!(said(&sealed).1.contains("read-only"), "{}", said(&sealed).1);
    assert_eq!(read(&dir, "project/sealed.truce"), LOOSE);
}

//! What the library brings into a program that takes it without the command line.

use std::collections::BTreeSet;
use std::process::Command;

/// The most crates it may bring.
const MOST: usize = 30;

#[test]
fn the_library_alone_is_light() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--edges=normal",
            "--no-default-features",
            "--prefix=none",
            "--format={p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout).expect("a text");
    // The first line is the package itself. Two versions of a crate are two.
    let crates: BTreeSet<(&str, &str)> = tree
        .lines()
        .skip(1)
        .filter_map(|l| {
            let mut words = l.split(' ');
            Some((words.next()?, words.next()?))
        })
        .collect();
    let names: Vec<&str> = crates.iter().map(|(name, _)| *name).collect();
    assert!(
        crates.len() <= MOST,
        "{} crates: {}",
        crates.len(),
        names.join(", ")
    );
    insta::assert_snapshot!(names.join("\n"));
}

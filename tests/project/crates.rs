//! What the library brings into a program that takes it without the command line, and under which licences anything comes.

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

#[derive(serde::Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(serde::Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[test]
fn every_licence_is_one_that_deny_toml_allows() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny = std::fs::read_to_string(root.join("deny.toml")).expect("deny.toml");
    let deny: Deny = toml::from_str(&deny).expect("settings of cargo-deny");
    let allowed: Vec<spdx::Licensee> = (deny.licenses.allow.iter())
        .map(|l| spdx::Licensee::parse(l).expect("a licence"))
        .collect();
    // Of every platform and for tests too: what is in Cargo.lock.
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version=1"])
        .current_dir(root)
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "{} packages", packages.len());
    let mut refused = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        let read = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX);
        let fits = read.is_ok_and(|e| e.evaluate(|r| allowed.iter().any(|a| a.satisfies(r))));
        if !fits {
            refused.push(format!("{} {licence}", package["name"]));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join(", "));
}

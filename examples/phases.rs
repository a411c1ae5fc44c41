//! Times the phases on a file, for the figures in docs/figures.md: `cargo run --release --example phases FILE`.

use armistice::source::{NoLoader, SourceId};
use armistice::{Input, Options, Project};
use std::time::Instant;

fn main() {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "examples/ukraine-2025/us28.truce".to_owned());
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let size = text.len() as f64 / 1e6;
    let t = Instant::now();
    let parsed = armistice::syntax::parse(SourceId(0), &text);
    let seconds = t.elapsed().as_secs_f64();
    println!(
        "parse to tree: {:.1} ms, {:.1} MB/s",
        seconds * 1e3,
        size / seconds
    );
    let t = Instant::now();
    drop(parsed);
    println!("drop tree: {:.1} ms", t.elapsed().as_secs_f64() * 1e3);
    let t = Instant::now();
    let project = Project::new(vec![Input { path, text }], true, &NoLoader);
    println!(
        "load (parse and resolve): {:.1} ms",
        t.elapsed().as_secs_f64() * 1e3
    );
    let t = Instant::now();
    let report = project.check(&Options::default());
    println!(
        "judge: {:.1} ms, {} verdicts",
        t.elapsed().as_secs_f64() * 1e3,
        report.findings.len()
    );
}

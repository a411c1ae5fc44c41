//! Times reading and judging on a file, for the figures in docs/figures.md: `cargo run --release --example phases FILE`.

use armistice::{Input, NoLoader, Options, Project, Refused};
use std::time::Instant;

fn main() -> Result<(), Refused> {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "examples/ukraine-2025/us28.truce".to_owned());
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let size = text.len() as f64 / 1e6;
    let t = Instant::now();
    let project = Project::new(vec![Input { path, text }], true, &NoLoader);
    let seconds = t.elapsed().as_secs_f64();
    println!(
        "read and resolve: {:.1} ms, {:.1} MB/s",
        seconds * 1e3,
        size / seconds
    );
    let t = Instant::now();
    let report = project.check(&Options::default())?;
    println!(
        "judge: {:.1} ms, {} verdicts",
        t.elapsed().as_secs_f64() * 1e3,
        report.findings().len()
    );
    Ok(())
}

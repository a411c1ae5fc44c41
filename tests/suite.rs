//! Everything that is tested from outside, in one program; by topic, in the order of the pipeline. Trials are a program of their own (`trials.rs`).

mod comparison;
mod language;
#[expect(
    clippy::too_many_arguments,
    reason = "the evaluator hands down what it looks at by name, and stays as plain as the reference"
)]
mod oracle;
mod project;
mod reports;
mod support;
mod time;
mod verdicts;

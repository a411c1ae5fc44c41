//! Everything that is tested from outside, in one program; by topic, in the order of the pipeline. Trials are a program of their own (`trials.rs`).

mod comparison;
mod language;
mod oracle;
mod project;
mod reports;
mod support;
mod time;
mod verdicts;

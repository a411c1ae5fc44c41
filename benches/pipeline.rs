//! Measures the phases on generated drafts: `cargo bench`. What was measured, and where, is in docs/figures.md.

mod support;

use armistice::{Input, NoLoader, Options, Project};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn load(text: &str) -> Project {
    Project::new(
        vec![Input {
            path: "gen.truce".into(),
            text: text.to_owned(),
        }],
        true,
        &NoLoader,
    )
}

/// Texts read and resolved, and nothing judged.
fn read(c: &mut Criterion) {
    let mut group = c.benchmark_group("read");
    for clauses in [1_000, 10_000] {
        let text = support::text(clauses, 10);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(10);
        group.bench_with_input(BenchmarkId::from_parameter(clauses), &text, |b, t| {
            b.iter(|| black_box(load(t).diagnostics().len()))
        });
    }
    group.finish();
}

/// A text laid out again: reading it is part of that.
fn format(c: &mut Criterion) {
    let mut group = c.benchmark_group("format");
    group.sample_size(10);
    let draft = include_str!("../examples/ukraine-2025/us28.truce");
    let many: String = (0..80)
        .map(|n| {
            draft
                .replace("framework us28", &format!("framework us28-{n}"))
                .replace("use \"world.truce\";", "")
        })
        .collect();
    for (name, text) in [
        ("the 28-point plan", draft.to_owned()),
        ("the same 80 times", many),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |b, t| {
            b.iter(|| black_box(armistice::format(t)))
        });
    }
    group.finish();
}

fn check(c: &mut Criterion) {
    let mut group = c.benchmark_group("check from text");
    group.sample_size(10);
    for (clauses, lines) in [(1_000, 10), (1_000, 50), (10_000, 10), (10_000, 50)] {
        let text = support::text(clauses, lines);
        group.bench_with_input(
            BenchmarkId::from_parameter(format!("{clauses} clauses, {lines} lines")),
            &text,
            |b, t| b.iter(|| black_box(load(t).check(&Options::default()).is_ok())),
        );
    }
    group.finish();
}

fn judge(c: &mut Criterion) {
    let mut group = c.benchmark_group("judge alone");
    group.sample_size(10);
    for (clauses, lines) in [(1_000, 50), (10_000, 50)] {
        let project = load(&support::text(clauses, lines));
        group.bench_with_input(
            BenchmarkId::from_parameter(format!("{clauses} clauses, {lines} lines")),
            &project,
            |b, p| b.iter(|| black_box(p.check(&Options::default()).is_ok())),
        );
    }
    group.finish();
}

/// The four kinds of lines that rule engines are compared on, by one party.
fn evaluate(c: &mut Criterion) {
    let mut group = c.benchmark_group("four kinds of lines");
    group.sample_size(10);
    for (clauses, lines) in [(1_000, 50), (10_000, 50), (100_000, 50)] {
        let project = load(&support::four_kinds(clauses, lines));
        group.bench_with_input(
            BenchmarkId::from_parameter(format!("{clauses} clauses, {lines} lines")),
            &project,
            |b, p| b.iter(|| black_box(p.check(&Options::default()).is_ok())),
        );
    }
    group.finish();
}

/// One mistake at the start or at the end of a large text: explaining it must not depend on where it is.
fn mistake(c: &mut Criterion) {
    let mut group = c.benchmark_group("one mistake in 1 MB");
    group.sample_size(10);
    let good = support::text(10_000, 10);
    let start = good.replacen("shall", "will", 1);
    let at = good.rfind(" shall not deploy").unwrap_or(0);
    let end = format!("{} will{}", &good[..at], &good[at + 6..]);
    for (name, text) in [("start", start), ("end", end)] {
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |b, t| {
            b.iter(|| black_box(load(t).diagnostics().len()))
        });
    }
    group.finish();
}

/// Verdicts of a draft with choices, from text, and alone.
fn choices(c: &mut Criterion) {
    let mut group = c.benchmark_group("choices");
    group.sample_size(10);
    for choices in [0, 20, 60] {
        let text = support::with_choices(300, 20, choices);
        group.bench_with_input(
            BenchmarkId::new("300 clauses from text", choices),
            &text,
            |b, t| b.iter(|| black_box(load(t).check(&Options::default()).is_ok())),
        );
        let project = load(&text);
        group.bench_with_input(
            BenchmarkId::new("300 clauses alone", choices),
            &project,
            |b, p| b.iter(|| black_box(p.check(&Options::default()).is_ok())),
        );
    }
    group.finish();
}

/// Earliest and latest dates of all moments.
fn networks(c: &mut Criterion) {
    let mut group = c.benchmark_group("networks");
    group.sample_size(10);
    for moments in [100, 1_000, 5_000] {
        let project = load(&support::plan(moments / 4));
        group.bench_function(BenchmarkId::new("moments, all dates", moments), |b| {
            b.iter(|| black_box(project.timeline("plan", &[]).is_ok()))
        });
    }
    group.finish();
}

/// Packages counted.
fn packages(c: &mut Criterion) {
    let mut group = c.benchmark_group("packages");
    group.sample_size(10);
    for choices in [20, 40, 80, 200] {
        let project = load(&support::packages(choices));
        group.bench_function(BenchmarkId::new("choices", choices), |b| {
            b.iter(|| black_box(project.packages("d", &Options::default(), 1).is_ok()))
        });
    }
    group.finish();
}

criterion_group!(
    benches, read, format, check, judge, evaluate, mistake, choices, networks, packages
);
criterion_main!(benches);

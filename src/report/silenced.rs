//! What is not told, or told without failing the run: findings turned off by levels, known by a baseline, or let pass by waivers. Every summary says all of it.

use crate::project::Report;
use crate::verdict::Verdict;

/// One line for each waiver that has a part in a verdict.
pub(crate) fn waivers(report: &Report) -> Vec<String> {
    let mut out = Vec::new();
    for f in &report.findings {
        for w in &f.waivers {
            let now = if f.verdict == Verdict::Waived {
                String::new()
            } else {
                format!(", still {}", f.verdict.word())
            };
            out.push(format!(
                "{} · {} {} “{}” (was {}{now}): {}",
                f.draft,
                f.party,
                f.line,
                f.title,
                w.from.word(),
                w.words()
            ));
        }
    }
    out
}

/// What was turned off, what was not looked for, and what a baseline knows.
pub(crate) fn counted(report: &Report) -> Vec<String> {
    let mut out = Vec::new();
    let s = |n: usize| if n == 1 { "" } else { "s" };
    if !report.off.is_empty() {
        let all: usize = report.off.values().sum();
        let codes: Vec<String> = report
            .off
            .iter()
            .map(|(c, n)| format!("{} {n}", c.slug()))
            .collect();
        out.push(format!(
            "turned off: {all} finding{} ({})",
            s(all),
            codes.join(", ")
        ));
    }
    if !report.unlooked.is_empty() {
        let codes: Vec<&str> = report.unlooked.iter().map(|c| c.slug()).collect();
        out.push(format!(
            "turned off, and not looked for: {}",
            codes.join(", ")
        ));
    }
    if let Some(b) = &report.baseline {
        let gone = if b.gone == 0 {
            String::new()
        } else {
            format!(
                "; {} of its entries no longer found: `armistice baseline write` brings it up to date",
                b.gone
            )
        };
        out.push(format!(
            "known by the baseline: {} finding{}{gone}",
            b.known,
            s(b.known)
        ));
    }
    out.extend(report.narrowed.iter().cloned());
    if report.without_waivers {
        out.push("judged as if no party had waived anything".to_owned());
    }
    out
}

//! Baselines: the findings of a day, written down, so that a pipeline fails on new ones only. Known findings stay in the report and are counted.
//!
//! A finding is known by its fingerprints, which survive renumbering, reformatting and moving. A verdict is known if every clause that crosses the line was
//! known, and if it was no better than now: a line that was open and is crossed now is new.

use super::fingerprint::{Fingerprints, known};
use crate::project::{Known, Report};
use crate::source::SourceSet;
use crate::verdict::{Finding, Role, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    version: u32,
    findings: Vec<Entry>,
}

/// One clause of one verdict, or one diagnostic.
#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    /// `crossed`, `open`, or the severity.
    level: String,
    /// For people: the line and the clause, or the code. Not compared.
    what: String,
}

/// The findings of a report as a baseline.
pub(crate) fn write(report: &Report, sources: &SourceSet) -> String {
    let prints = Fingerprints::new(sources);
    let mut findings: Vec<Entry> = Vec::new();
    for f in report.findings.iter().filter(|f| counts(f)) {
        for (fingerprint, clause) in of_finding(f, sources) {
            findings.push(Entry {
                fingerprint,
                level: f.verdict.word().to_owned(),
                what: format!("{} {} in {}{clause}", f.party, f.line, f.draft),
            });
        }
    }
    for d in &report.diagnostics {
        findings.push(Entry {
            fingerprint: prints.diagnostic(d),
            level: d.severity.word().to_owned(),
            what: d.code.slug().to_owned(),
        });
    }
    findings.sort();
    super::json::written(&Baseline {
        version: VERSION,
        findings,
    })
}

/// Is the text a baseline, of whatever version?
pub(crate) fn is_one(text: &str) -> bool {
    serde_json::from_str::<Baseline>(text).is_ok()
}

/// Marks what a baseline knows. `whole`: all was looked for that the baseline was made of, so that entries left over are told. An error says what is wrong with the baseline.
pub(crate) fn apply(
    report: &mut Report,
    sources: &SourceSet,
    text: &str,
    whole: bool,
) -> Result<(), String> {
    let baseline: Baseline = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if baseline.version != VERSION {
        return Err(format!(
            "it is of version {}, and this program reads version {VERSION}",
            baseline.version
        ));
    }
    // Two findings may share a fingerprint: each entry knows one.
    let mut left: BTreeMap<(String, String), usize> = BTreeMap::new();
    for e in baseline.findings {
        *left.entry((e.fingerprint, e.level)).or_default() += 1;
    }
    let prints = Fingerprints::new(sources);
    let mut met = 0;
    for f in report.findings.iter_mut().filter(|f| counts(f)) {
        let mut taken: Vec<(String, String)> = Vec::new();
        // What was crossed and is only open now is no news.
        let levels: &[&str] = if f.verdict == Verdict::Open {
            &["open", "crossed"]
        } else {
            &["crossed"]
        };
        let all = of_finding(f, sources).into_iter().all(|(p, _)| {
            match levels
                .iter()
                .map(|l| (p.clone(), (*l).to_owned()))
                .find(|k| left.get(k).is_some_and(|n| *n > 0))
            {
                Some(key) => {
                    left.entry(key.clone()).and_modify(|n| *n -= 1);
                    taken.push(key);
                    true
                }
                None => false,
            }
        });
        f.known = all;
        met += usize::from(all);
        if !all {
            taken
                .into_iter()
                .for_each(|key| *left.entry(key).or_default() += 1);
        }
    }
    for d in &mut report.diagnostics {
        let key = (prints.diagnostic(d), d.severity.word().to_owned());
        if let Some(n) = left.get_mut(&key).filter(|n| **n > 0) {
            *n -= 1;
            d.known = d.severity != crate::diagnostic::Severity::Error;
            met += usize::from(d.known);
        }
    }
    // Of what was not looked for nothing can be said.
    report.baseline = Some(Known {
        known: met,
        gone: if whole { left.values().sum() } else { 0 },
    });
    Ok(())
}

/// Only what can fail a run is written down.
fn counts(f: &Finding) -> bool {
    !f.goal && matches!(f.verdict, Verdict::Crossed | Verdict::Open)
}

/// A fingerprint for each clause the verdict rests on, with words for it; one for the draft where no clause is. Two clauses with the same words have the same one, twice.
fn of_finding(f: &Finding, sources: &SourceSet) -> Vec<(String, String)> {
    let mut clauses: Vec<&crate::verdict::Evidence> =
        f.evidence.iter().filter(|e| e.role != Role::Near).collect();
    clauses.sort_by_key(|e| e.index);
    clauses.dedup_by_key(|e| e.index);
    let mut out: Vec<(String, String)> = clauses
        .into_iter()
        .map(|e| (known(f, Some(e), sources), format!(", clause {}", e.clause)))
        .collect();
    if out.is_empty() {
        out.push((known(f, None, sources), String::new()));
    }
    out
}

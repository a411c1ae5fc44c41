//! What is told, as results: a verdict in its draft, or a diagnostic.

use super::super::fingerprint::Fingerprints;
use super::super::question::questions;
use super::super::ranked::{self, Told, first_clause, place, sentence};
use super::log::{Change, Fix, Location, Properties, Replacement, SarifResult, Suppression, Text};
use super::{Content, Places, closed, flow, plain, rules};
use crate::diagnostic::{Diagnostic, Edit};
use crate::project::Report;
use crate::source::Span;
use crate::verdict::{Finding, Verdict};
use std::collections::BTreeMap;

/// Further clauses and questions of one result; GitHub shows a hundred.
const MOST: usize = 100;
/// So many of them are linked from the message.
const LINKED: usize = 4;

/// One result.
pub(super) fn of(
    told: Told,
    report: &Report,
    places: &Places,
    prints: &Fingerprints,
    content: Content,
) -> SarifResult {
    match told {
        Told::Diagnostic(d) => diagnostic(d, report, places, prints),
        Told::Finding(f) => finding(f, report, places, prints, content),
    }
}

/// The fingerprints GitHub and we know it by.
fn fingerprints(at: Span, own: String, places: &Places) -> BTreeMap<&'static str, String> {
    [
        ("armistice/v1", own),
        ("primaryLocationLineHash", places.line_hash(at)),
    ]
    .into()
}

fn finding(
    f: &Finding,
    report: &Report,
    places: &Places,
    prints: &Fingerprints,
    content: Content,
) -> SarifResult {
    let at = place(f, report, places.sources);
    let (kind, level) = kind(f, content);
    let mut related = vec![places.location(
        f.at,
        Some(0),
        &format!("the line, as {} states it", f.party),
    )];
    let mut links = vec![format!(
        "The line: [{}](0).",
        plain(&format!("{} {}", f.party, f.line))
    )];
    // The first clause is the place itself.
    let primary = first_clause(f);
    let others = f
        .evidence
        .iter()
        .filter(|e| primary.is_none_or(|p| !std::ptr::eq(p, *e)));
    let clauses: Vec<(Span, String, String)> = others
        .map(|e| {
            (
                e.at,
                format!("clause {}", e.clause),
                super::super::words::role_by_effects(e),
            )
        })
        .collect();
    let rules = f
        .rules
        .iter()
        .filter(|r| **r != f.at)
        .map(|r| (*r, String::new(), "the line says this too".to_owned()));
    let asked = questions(f, places.sources);
    let open = asked
        .iter()
        .map(|q| (q.place(), String::new(), format!("open: {}", q.told())));
    for (at, link, words) in clauses.into_iter().chain(rules).chain(open).take(MOST) {
        let id = related.len();
        let said = if link.is_empty() {
            words
        } else {
            format!("{link} {words}")
        };
        if !link.is_empty() && id <= LINKED {
            links.push(format!("See also [{}]({id}).", plain(&link)));
        }
        related.push(places.location(at, Some(id), &said));
    }
    let index = rules::of_line(f);
    SarifResult {
        rule_id: ranked::sort(f),
        rule_index: index,
        kind,
        level,
        message: Text {
            text: format!("{} {}", plain(&closed(&sentence(f))), links.join(" ")),
        },
        locations: [places.location(at, None, "")],
        related_locations: related,
        code_flows: flow::flows(f, places),
        suppressions: suppressions(f, places),
        baseline_state: state(report, f.known),
        fixes: Vec::new(),
        partial_fingerprints: fingerprints(at, prints.finding(f, first_clause(f)), places),
        properties: Some(Properties {
            verdict: f.verdict.word(),
            cause: f.cause.map(|c| c.word()),
            draft: f.draft.to_string(),
            party: f.party.to_string(),
            line: f.line.to_string(),
            stance: f.stance.as_ref().map(ToString::to_string),
        }),
    }
}

/// SARIF's kind and level. What is no failure has no level.
fn kind(f: &Finding, content: Content) -> (&'static str, &'static str) {
    // A waived line has the kind it would have without the waiver.
    let verdict = match f.verdict {
        Verdict::Waived => f.waivers.first().map_or(Verdict::Crossed, |w| w.from),
        other => other,
    };
    match verdict {
        _ if f.goal => ("informational", "none"),
        Verdict::Crossed => ("fail", "error"),
        Verdict::Open if content == Content::Alerts => ("fail", "warning"),
        Verdict::Open => ("open", "none"),
        Verdict::Respected | Verdict::Waived => ("pass", "none"),
    }
}

/// Why a result is not to be acted on: the party has waived the line, in its own file.
fn suppressions(f: &Finding, places: &Places) -> Vec<Suppression> {
    if f.verdict != Verdict::Waived {
        return Vec::new();
    }
    let of = |w: &crate::verdict::Granted| Suppression {
        kind: "inSource",
        status: "accepted",
        justification: closed(&super::super::safe(&w.words())),
        location: Some(places.location(w.at, None, "")),
    };
    f.waivers.iter().map(of).collect()
}

/// New or known, where a baseline was held against the report.
fn state(report: &Report, known: bool) -> Option<&'static str> {
    report
        .baseline
        .map(|_| if known { "unchanged" } else { "new" })
}

fn diagnostic(
    d: &Diagnostic,
    report: &Report,
    places: &Places,
    prints: &Fingerprints,
) -> SarifResult {
    let at = d.at.span;
    let related: Vec<Location> = d
        .related
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(n, r)| {
            places.location(
                r.span,
                Some(n),
                if r.message.is_empty() {
                    "this"
                } else {
                    &r.message
                },
            )
        })
        .collect();
    let mut message = plain(&closed(&d.message));
    if let Some(help) = &d.help {
        message += &format!(" {}", plain(&closed(help)));
    }
    for (n, r) in d.related.iter().enumerate().take(LINKED) {
        message += &format!(
            " See also [{}]({n}).",
            plain(if r.message.is_empty() {
                "this"
            } else {
                &r.message
            })
        );
    }
    SarifResult {
        rule_id: d.code.slug(),
        rule_index: rules::of_code(d.code),
        kind: "fail",
        level: rules::level(d.severity),
        message: Text { text: message },
        locations: [places.location(at, None, &d.at.message)],
        related_locations: related,
        code_flows: Vec::new(),
        suppressions: Vec::new(),
        baseline_state: state(report, d.known),
        fixes: fix(d, places).into_iter().collect(),
        partial_fingerprints: fingerprints(at, prints.diagnostic(d), places),
        properties: None,
    }
}

/// The edits that mend it: one fix, by text.
fn fix(d: &Diagnostic, places: &Places) -> Option<Fix> {
    let mut by_text: BTreeMap<crate::source::SourceId, Vec<&Edit>> = BTreeMap::new();
    d.edits
        .iter()
        .for_each(|e| by_text.entry(e.span.source).or_default().push(e));
    let replacement = |e: &&Edit| Replacement {
        deleted_region: places.region(e.span),
        inserted_content: (!e.text.is_empty()).then(|| Text {
            text: e.text.clone(),
        }),
    };
    let change = |(source, edits): (crate::source::SourceId, Vec<&Edit>)| Change {
        artifact_location: places.artifact(source),
        replacements: edits.iter().map(replacement).collect(),
    };
    let description = plain(&closed(d.help.as_deref().unwrap_or("this mends it")));
    (!d.edits.is_empty()).then(|| Fix {
        description: Text { text: description },
        artifact_changes: by_text.into_iter().map(change).collect(),
    })
}

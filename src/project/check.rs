//! Judging a project: every draft against every party of its world, with the diagnostics that go with it.

use super::{DraftReport, Options, Project, Report};
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::model::{Draft, Position, World};
use crate::parallel;
use crate::source::{SourceSet, Span};
use crate::verdict::{Finding, coverage};
use std::collections::BTreeMap;

impl Project {
    /// Judges every draft against every party of its world.
    pub(crate) fn judged(&self, options: &Options) -> Report {
        let mut report = Report {
            diagnostics: self.diagnostics.clone(),
            without_waivers: options.no_waivers,
            ..Report::default()
        };
        let mut parts = Vec::new();
        for world in &self.worlds {
            let positions = asked_for(world, options);
            for p in &positions {
                report.parties.insert(p.name.to_string(), p.title.clone());
                let broken = p.lines.iter().filter(|l| l.broken);
                report.unjudged.extend(
                    broken.map(|l| (p.name.to_string(), l.label.to_string(), l.title.clone())),
                );
            }
            let wanted = |d: &&Draft| options.draft.as_ref().is_none_or(|id| d.id == id.as_str());
            let part = |draft| Part::Draft(world, draft, positions.clone());
            parts.extend(world.drafts.iter().filter(wanted).map(part));
        }
        if !options.no_waivers {
            let elsewhere = self.worlds.iter().flat_map(crate::verdict::elsewhere);
            report.diagnostics.extend(elsewhere);
        }
        if options.lints {
            parts.extend(self.worlds.iter().map(Part::Lines));
            let off = |c| options.is_off(c);
            report.unlooked.extend(crate::lint::unlooked(&off));
        }
        let clauses: usize = parts.iter().map(Part::clauses).sum();
        let judged = parallel::map(&parts, clauses > MANY_CLAUSES, |part| {
            part.judged(&self.sources, options)
        });
        for part in judged {
            report.drafts.extend(part.drafts);
            report.findings.extend(part.findings);
            report.diagnostics.extend(part.diagnostics);
        }
        if let Some(id) = &options.draft {
            self.leave_out_other_drafts(id, &mut report.diagnostics);
        }
        report.set_levels(&options.levels);
        report.sort();
        report
    }

    /// Takes out warnings of drafts that were not asked for; errors are always told.
    fn leave_out_other_drafts(&self, id: &str, diagnostics: &mut Vec<Diagnostic>) {
        let others: Vec<Span> = self
            .worlds
            .iter()
            .flat_map(|w| &w.drafts)
            .filter(|d| d.id != id)
            .map(|d| d.span)
            .collect();
        let elsewhere = |s: Span| {
            others
                .iter()
                .any(|o| o.source == s.source && o.start <= s.start && s.end <= o.end)
        };
        diagnostics.retain(|d| d.severity == Severity::Error || !elsewhere(d.at.span));
    }
}

/// The parties of a world whose lines are to be judged.
fn asked_for<'w>(world: &'w World, options: &Options) -> Vec<&'w Position> {
    let positions = world.positions.iter();
    positions.filter(|p| options.judges(&p.name)).collect()
}

/// What is judged by itself, whatever else is.
enum Part<'w> {
    /// One draft against the lines of some parties.
    Draft(&'w World, &'w Draft, Vec<&'w Position>),
    /// The lines and names of a world.
    Lines(&'w World),
}

/// With more clauses than this drafts are judged side by side.
const MANY_CLAUSES: usize = 20;

impl Part<'_> {
    fn clauses(&self) -> usize {
        match self {
            Part::Draft(_, draft, _) => draft.clauses.len(),
            Part::Lines(_) => 0,
        }
    }

    fn judged(&self, sources: &SourceSet, options: &Options) -> Report {
        match self {
            Part::Draft(world, draft, positions) => Report::of(world, draft, positions, options),
            Part::Lines(world) => Report {
                diagnostics: crate::lint::of_world(world, sources, &|c| options.is_off(c)),
                ..Report::default()
            },
        }
    }
}

impl Report {
    /// What the lines of some parties make of one draft.
    fn of(world: &World, draft: &Draft, positions: &[&Position], options: &Options) -> Report {
        let mut report = Report {
            drafts: vec![DraftReport {
                id: draft.id.to_string(),
                title: draft.title.clone(),
                at: draft.id_span,
                coverage: coverage(world, draft, &[]),
                broken: draft.broken,
                as_of: options.as_of.or(draft.dated),
            }],
            ..Report::default()
        };
        if draft.broken {
            return report;
        }
        let mut judge = options.judge(world, draft);
        report.diagnostics.extend(judge.conflicts());
        report.diagnostics.extend(judge.plan_findings());
        report.diagnostics.extend(judge.role_findings());
        if options.lints {
            let found = judge.look(|e| crate::lint::of_draft(e, &|c| options.is_off(c)));
            report.diagnostics.extend(found);
        }
        for p in positions {
            report.findings.extend(judge.position(p));
        }
        report.drafts[0].coverage = coverage(world, draft, &report.findings);
        report.diagnostics.append(&mut judge.waiver_findings);
        for head in judge.undecided {
            let message = format!(
                "This line has no verdict in `{}`: the draft leaves too much open to work it out",
                draft.id
            );
            report.diagnostics.push(
                Diagnostic::new(Code::LimitReached, head, message)
                    .help("fix some of the draft's choices, or judge a part of it"),
            );
        }
        report
    }

    /// The same drafts, verdicts and diagnostics, wherever they stand.
    #[cfg(feature = "cli")]
    pub(crate) fn says_the_same(self, other: Report) -> bool {
        let findings = |r: Vec<Finding>| r.into_iter().map(Finding::without_places);
        let drafts = |r: Vec<DraftReport>| {
            r.into_iter().map(|d| DraftReport {
                at: Span::NOWHERE,
                ..d
            })
        };
        findings(self.findings).eq(findings(other.findings))
            && diagnostic::alike(self.diagnostics, other.diagnostics)
            && drafts(self.drafts).eq(drafts(other.drafts))
    }

    /// Gives warnings and notes the levels that were asked for, and counts those that are turned off.
    fn set_levels(&mut self, levels: &BTreeMap<Code, Option<Severity>>) {
        let wanted = |d: &Diagnostic| {
            levels
                .get(&d.code)
                .filter(|_| d.code.severity() != Severity::Error)
        };
        for d in &mut self.diagnostics {
            if let Some(level) = wanted(d) {
                match level {
                    Some(severity) => d.severity = *severity,
                    None => *self.off.entry(d.code).or_default() += 1,
                }
            }
        }
        self.diagnostics
            .retain(|d| wanted(d).is_none_or(Option::is_some));
    }

    /// Puts everything in the order in which it is told.
    fn sort(&mut self) {
        diagnostic::sort(&mut self.diagnostics);
        self.drafts
            .sort_by(|a, b| a.id.cmp(&b.id).then(a.at.cmp(&b.at)));
        self.findings.sort_by(|a, b| {
            a.draft
                .cmp(&b.draft)
                .then_with(|| a.party.cmp(&b.party))
                .then(a.head.cmp(&b.head))
        });
    }
}

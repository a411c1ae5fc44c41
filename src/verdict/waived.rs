//! Waivers: a party lets a draft pass a line it crosses. Applied after judging, to that line of that draft only, and always told.
//!
//! A waiver of clauses takes away what these clauses do: what is crossed with and without them stays crossed.

use super::judge::Judge;
use super::{Finding, Role, Verdict};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{Day, DayRange};
use compact_str::CompactString;

/// A waiver that lets a line pass, as a report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Granted {
    /// Who gave it.
    pub by: String,
    /// When.
    pub given: Option<DayRange>,
    /// Where it can be looked up.
    pub place: String,
    /// Why.
    pub reason: String,
    /// Until when; nothing: for good.
    pub until: Option<DayRange>,
    /// The clauses it is for; none: the whole line.
    pub clauses: Vec<CompactString>,
    /// No day was asked for, so that its end was not looked at.
    pub unchecked: bool,
    /// The verdict without it.
    pub from: Verdict,
    /// Where it stands.
    pub at: Span,
}

impl Granted {
    /// In one line: by whom, when, for what, until when, why.
    pub(crate) fn words(&self) -> String {
        let mut out = String::new();
        let by = if self.by.is_empty() {
            "its party"
        } else {
            &self.by
        };
        out.push_str(&format!("waived by {by}"));
        if let Some(d) = self.given {
            out.push_str(&format!(" on {d}"));
        }
        if !self.clauses.is_empty() {
            let labels: Vec<&str> = self.clauses.iter().map(CompactString::as_str).collect();
            out.push_str(&format!(
                ", for clause{} {} only",
                if labels.len() == 1 { "" } else { "s" },
                labels.join(", ")
            ));
        }
        match self.until {
            Some(d) if self.unchecked => out.push_str(&format!(
                ", until {d} (not looked at: no day was asked for)"
            )),
            Some(d) => out.push_str(&format!(", until {d}")),
            None => out.push_str(", permanently"),
        }
        if !self.reason.is_empty() {
            out.push_str(&format!(": {}", self.reason));
        }
        out
    }
}

/// Why a waiver does not hold.
enum Fails<'w> {
    /// On the day asked about it was not given yet.
    NotYet,
    /// It ended before.
    Ended(DayRange),
    /// The draft lacks a clause it requires.
    Lacks(&'w (CompactString, Span)),
}

impl Judge<'_> {
    /// Lets lines pass that are waived for this draft, and tells of waivers that do not hold or are not needed.
    pub(super) fn waive(&mut self, p: &Position, found: &mut [Finding]) {
        for f in found.iter_mut() {
            let waivers: Vec<&Waiver> = p
                .waivers
                .iter()
                .filter(|w| w.draft == self.draft.id && w.line == f.line)
                .collect();
            let mut holding = Vec::new();
            for w in waivers {
                match self.fails(w) {
                    Some(why) => self.waiver_findings.push(lapsed(w, &why)),
                    None => holding.push(w),
                }
            }
            if !holding.is_empty() {
                self.pass(p, f, &holding);
            }
        }
    }

    /// Without a day asked for, a waiver of a draft counts as given: nobody waives a text before its own date. It has ended only if that date is later.
    fn fails<'p>(&self, w: &'p Waiver) -> Option<Fails<'p>> {
        let day: Option<Day> = self.asked;
        if let (Some(day), Some(given)) = (day, w.given)
            && given.first > day
        {
            return Some(Fails::NotYet);
        }
        // A draft of a later day is not one the waiver was given for.
        if let (Some(day), Some(until)) = (day.or(self.draft.dated.map(|d| d.first)), w.until)
            && until.last < day
        {
            return Some(Fails::Ended(until));
        }
        let there = |label: &CompactString| {
            self.facts
                .position(None, label)
                .is_some_and(|c| self.facts.clause_condition[c].is_always())
        };
        w.requires
            .iter()
            .find(|(label, _)| !there(label))
            .map(Fails::Lacks)
    }

    /// Does it hold on the day asked about?
    pub(super) fn holds(&self, w: &Waiver) -> bool {
        self.fails(w).is_none()
    }

    fn pass(&mut self, p: &Position, f: &mut Finding, holding: &[&Waiver]) {
        let before = f.verdict;
        if !matches!(before, Verdict::Crossed | Verdict::Open) {
            if before == Verdict::Respected {
                self.waiver_findings.extend(
                    holding
                        .iter()
                        .map(|w| unused(w, format!("{} is respected by `{}`", w.line, w.draft))),
                );
            }
            return;
        }
        let whole = holding.iter().any(|w| w.clauses.is_empty());
        let used = self.used(f, holding);
        if used.is_empty() {
            return;
        }
        let granted: Vec<Granted> = used
            .iter()
            .map(|w| granted(w, before, self.asked))
            .collect();
        let words = granted
            .iter()
            .map(Granted::words)
            .collect::<Vec<_>>()
            .join("; ");
        if whole {
            f.verdict = Verdict::Waived;
        } else if !self.pass_clauses(p, f, &used) {
            return;
        }
        if f.verdict == Verdict::Waived {
            f.message = words;
        } else {
            // Told in the message itself: no format leaves it out.
            f.message = format!(
                "{} ({words}; that takes away only what these clauses do)",
                f.message
            );
        }
        f.waivers = granted;
    }

    /// The waivers that have a part in the verdict; the others are told.
    fn used<'x>(&mut self, f: &Finding, holding: &[&'x Waiver]) -> Vec<&'x Waiver> {
        let mut used: Vec<&Waiver> = Vec::new();
        for w in holding {
            let involved = w.clauses.is_empty()
                || f.evidence
                    .iter()
                    .any(|e| e.role != Role::Near && self.within(e.index, &w.clauses));
            if involved {
                used.push(w)
            } else {
                self.waiver_findings.push(unused(
                    w,
                    format!("no clause it names has a part in the verdict on {}", w.line),
                ))
            }
        }
        used
    }

    /// What is left of a verdict without the clauses that are waived. Says whether the waivers let anything pass.
    fn pass_clauses(&mut self, p: &Position, f: &mut Finding, used: &[&Waiver]) -> bool {
        let before = f.verdict;
        let labels: Vec<CompactString> = used
            .iter()
            .flat_map(|w| w.clauses.iter().cloned())
            .collect();
        let Some(rest) = self.without(p, f, &labels) else {
            return false;
        };
        // By what crosses it now too: that the draft without these clauses lacks something, or an excuse, is no crossing of this draft.
        let mine: Vec<usize> = f
            .evidence
            .iter()
            .filter(|e| e.role != Role::Near)
            .map(|e| e.index)
            .collect();
        let rests = |rest: &Finding| {
            rest.evidence
                .iter()
                .any(|e| e.role != Role::Near && mine.contains(&e.index))
        };
        match rest.verdict {
            Verdict::Respected | Verdict::Waived => f.verdict = Verdict::Waived,
            // It would be crossed in another way: what is so of this draft stays told.
            Verdict::Crossed if before == Verdict::Crossed && !rests(&rest) => {
                self.waiver_findings.extend(used.iter().map(|w| {
                    unused(
                        w,
                        format!(
                            "without the clauses it names, {} is crossed all the same",
                            w.line
                        ),
                    )
                }));
                return false;
            }
            // Still crossed by what is left, or open on it. What was open and would be crossed without the clause stays open on what it was.
            _ if before == Verdict::Crossed => {
                *f = Finding {
                    differs_under: std::mem::take(&mut f.differs_under),
                    ..rest
                }
            }
            _ => {}
        }
        true
    }

    /// Is a clause one of those named, or a part of one?
    fn within(&self, clause: usize, labels: &[CompactString]) -> bool {
        self.draft
            .around(clause)
            .any(|c| labels.contains(&self.draft.clauses[c].label))
    }

    /// The line, judged on the draft without some clauses.
    fn without(&self, p: &Position, f: &Finding, labels: &[CompactString]) -> Option<Finding> {
        let mut draft = self.draft.clone();
        for n in 0..draft.clauses.len() {
            if self.within(n, labels) {
                let c = &mut draft.clauses[n];
                (c.sentences, c.fields, c.phrases, c.orders) =
                    (Vec::new(), Vec::new(), Vec::new(), Vec::new());
                // No pattern on kinds finds it.
                c.kind = CompactString::default();
            }
        }
        let mut rest = self.again(&draft);
        rest.some_lines(p, &|l| l.head == f.head).pop()
    }
}

fn granted(w: &Waiver, from: Verdict, asked: Option<Day>) -> Granted {
    let unchecked = asked.is_none() && w.until.is_some();
    Granted {
        by: w.by.clone(),
        given: w.given,
        place: w.place.clone(),
        reason: w.reason.clone(),
        until: w.until,
        clauses: w.clauses.clone(),
        unchecked,
        from,
        at: w.head,
    }
}

fn unused(w: &Waiver, why: String) -> Diagnostic {
    Diagnostic::new(
        Code::WaiverUnused,
        w.head,
        format!("This waiver has no effect: {why}"),
    )
    .here("waives nothing")
    .help("take it out: if the draft changes, it would let pass what nobody has looked at")
}

fn lapsed(w: &Waiver, why: &Fails) -> Diagnostic {
    match why {
        Fails::NotYet => Diagnostic::new(Code::WaiverUnused, w.head, format!("This waiver of {} was not given yet on the day asked about", w.line))
            .here("not yet given")
            .help("the line is judged as if it did not stand here"),
        Fails::Ended(until) => Diagnostic::new(Code::WaiverExpired, w.head, format!("This waiver of {} ended on {until}: the line is judged again", w.line))
            .here("no longer holds")
            .help("renew it in the party's name (`until DATE;`), or take it out"),
        Fails::Lacks((label, at)) => Diagnostic::new(
            Code::WaiverUnmet,
            w.head,
            format!("This waiver of {} requires clause {label}, which `{}` does not have, or has in one alternative only: the line is judged again", w.line, w.draft),
        )
        .here("does not hold")
        .also(*at, "required here")
        .help("bring the clause back, or ask the party whether it waives the line without it"),
    }
}

/// Waivers for drafts that were not loaded.
pub(crate) fn elsewhere(world: &World) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for w in world
        .positions
        .iter()
        .flat_map(|p| &p.waivers)
        .filter(|w| !world.drafts.iter().any(|d| d.id == w.draft))
    {
        let near = crate::vocabulary::nearest(&w.draft, world.drafts.iter().map(|d| d.id.as_str()));
        let why = format!(
            "no draft `{}` was loaded{}",
            w.draft,
            near.map_or_else(String::new, |n| format!("; did you mean `{n}`?"))
        );
        out.push(unused(w, why));
    }
    out
}

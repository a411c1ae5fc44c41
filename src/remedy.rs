//! What would meet a demand that no clause meets: sentences and values are tried in the draft, and what is told was judged. No file is touched here.

use crate::diagnostic::Severity;
use crate::project::{Input, Options, Project, Report};
use crate::source::{MemoryLoader, Span};
use crate::verdict::{Evidence, Finding, Role, Verdict};

/// Values are put in place so many times: behind one that is missing another may be.
const ROUNDS: usize = 4;

/// What would meet a demand, and what else it would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remedy {
    /// What is written, all of it together.
    pub written: Vec<Written>,
    /// Lines that are judged otherwise with it, in whatever draft.
    pub others: Vec<Changed>,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The clause in which it is written; none: a new one.
    pub clause: Option<String>,
    /// What is written.
    pub text: String,
    /// What it stands in place of, in a clause that is there.
    pub instead: Option<String>,
}

/// A line that is judged otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    /// The draft.
    pub draft: String,
    /// The party.
    pub party: String,
    /// The label of the line.
    pub line: String,
    /// The verdict without.
    pub before: Verdict,
    /// And with what is written.
    pub with: Verdict,
}

impl Project {
    /// What would meet the line, if it is crossed by what no clause says and something that was tried meets it.
    pub(crate) fn remedy(&self, f: &Finding, options: &Options) -> Option<Remedy> {
        if f.verdict != Verdict::Crossed {
            return None;
        }
        let (_, draft) = self.draft(&f.draft)?;
        let tried = Tried {
            project: self,
            finding: f,
            options,
            draft: draft.span,
        };
        let before = self.judged(&tried.asked());
        let in_place = tried.in_place(&before);
        in_place.or_else(|| tried.new_clauses(&before))
    }

    /// The same texts, one of them as it would be.
    fn with(&self, at: Span, text: &str) -> Project {
        let own = || self.sources.iter().filter(|(_, s)| !s.built_in);
        let now = |id, s: &crate::source::Source| {
            if id == at.source {
                text.to_owned()
            } else {
                s.text.to_string()
            }
        };
        let inputs = own().map(|(id, s)| Input {
            path: s.path.clone(),
            text: now(id, s),
        });
        let files = own().map(|(id, s)| (s.path.clone(), now(id, s))).collect();
        Project::new(inputs.collect(), self.together, &MemoryLoader { files })
    }
}

/// A line of a draft, and the draft in which something is tried.
struct Tried<'p> {
    project: &'p Project,
    finding: &'p Finding,
    options: &'p Options,
    draft: Span,
}

impl Tried<'_> {
    /// All drafts, since others may hold this one, against all parties, without lints.
    fn asked(&self) -> Options {
        Options {
            draft: None,
            party: None,
            parties: Vec::new(),
            lints: false,
            ..self.options.clone()
        }
    }

    /// Values and phrases of a clause that is there: what is asked in place of what is said.
    fn in_place(&self, before: &Report) -> Option<Remedy> {
        let mut text = self.project.sources.get(self.draft.source).text.to_string();
        let mut written: Vec<Written> = Vec::new();
        let mut project = None;
        let mut finding = self.finding.clone();
        for _ in 0..ROUNDS {
            let here = project.as_ref().unwrap_or(self.project);
            let e = finding
                .evidence
                .iter()
                .find(|e| self.lacks_words(e, here))?;
            let changes = changes(e, here)?;
            for (at, words, instead) in changes.into_iter().rev() {
                // The words may be those of a clause around it, or of one that says how long the text lasts.
                let clause = self
                    .clause_at(here, at.start)
                    .unwrap_or(e.clause.to_string());
                text.replace_range(at, &words);
                // What is put in the place of what was put there is not what it was tried for.
                if written.iter().any(|m| Some(&m.text) == instead.as_ref()) {
                    return None;
                }
                written.push(Written {
                    clause: Some(clause),
                    text: words.trim().to_owned(),
                    instead,
                });
            }
            let next = self.project.with(self.draft, &text);
            let report = self.judged(&next, before)?;
            finding = the_line(&report, self.finding)?.clone();
            project = Some(next);
            if finding.verdict == Verdict::Respected {
                return Some(Remedy {
                    written,
                    others: self.others(before, &report),
                });
            }
        }
        None
    }

    /// The innermost clause of the draft's own text at an offset.
    fn clause_at(&self, project: &Project, offset: usize) -> Option<String> {
        let (_, draft) = project.draft(&self.finding.draft)?;
        let holds = |s: Span| {
            s.source == draft.span.source && (s.start as usize..s.end as usize).contains(&offset)
        };
        let all = draft.clauses.iter().filter(|c| holds(c.span));
        let innermost = all.min_by_key(|c| c.span.end - c.span.start)?;
        Some(innermost.label.to_string())
    }

    /// Does a clause of this draft's own text fall short only in words that are told?
    fn lacks_words(&self, e: &Evidence, project: &Project) -> bool {
        matches!(
            e.role,
            Role::Near | Role::Fails | Role::Lacks | Role::Crosses
        ) && self.holds(e.at, project)
            && !e.missing.is_empty()
            && e.missing.iter().all(|m| m.asked.is_some())
            && !project.sources.slice(e.at).is_empty()
    }

    /// Does a place lie in the draft's own text? What it takes from another draft is not rewritten for it.
    fn holds(&self, at: Span, project: &Project) -> bool {
        let own = project.draft(&self.finding.draft).map(|(_, d)| d.span);
        own.is_some_and(|d| d.source == at.source && d.start <= at.start && at.end <= d.end)
    }

    /// What the rules of the line demand, each as a clause of its own.
    fn new_clauses(&self, before: &Report) -> Option<Remedy> {
        let sources = &self.project.sources;
        let demands: Vec<&str> = (self.finding.rules.iter())
            .filter_map(|r| sources.slice(*r).strip_prefix("require"))
            .map(|d| d.trim().trim_end_matches(';').trim_end())
            .collect();
        let whole = &sources.get(self.draft.source).text;
        let end = (self.draft.end as usize).checked_sub(1)?;
        for put in [as_it_is, plain] {
            let mut clauses = String::new();
            let mut told = Vec::new();
            for (n, d) in demands.iter().enumerate() {
                let (words, clause) = as_clause(&put(d), n)?;
                let insert = if self.amends() { "add " } else { "" };
                clauses.push_str(&format!("  {insert}{clause}\n"));
                told.push(words);
            }
            if told.is_empty() {
                return None;
            }
            let (head, tail) = whole.split_at_checked(end)?;
            let text = format!("{head}{clauses}{tail}");
            let next = self.project.with(self.draft, &text);
            let Some(report) = self.judged(&next, before) else {
                continue;
            };
            let met = the_line(&report, self.finding);
            if met.is_some_and(|f| f.verdict == Verdict::Respected) {
                let written = told.into_iter().map(|text| Written {
                    clause: None,
                    text,
                    instead: None,
                });
                return Some(Remedy {
                    written: written.collect(),
                    others: self.others(before, &report),
                });
            }
        }
        None
    }

    fn amends(&self) -> bool {
        let draft = self.project.draft(&self.finding.draft);
        draft.is_some_and(|(_, d)| d.amends.is_some())
    }

    /// The verdicts on the draft as it would be; nothing: its text would have a mistake.
    fn judged(&self, project: &Project, before: &Report) -> Option<Report> {
        let errors = |r: &Report| {
            let all = r.diagnostics.iter();
            all.filter(|d| d.severity == Severity::Error).count()
        };
        let report = project.judged(&self.asked());
        (errors(&report) <= errors(before)).then_some(report)
    }

    /// Lines of whatever party, in whatever draft, that are judged otherwise.
    fn others(&self, before: &Report, with: &Report) -> Vec<Changed> {
        let key = |f: &Finding| (f.draft.clone(), f.party.clone(), f.line.clone());
        let own = key(self.finding);
        let of = |f: &&Finding| key(f) != own;
        let changed = |f: &Finding| {
            let now = the_line(with, f)?;
            (now.verdict != f.verdict).then(|| Changed {
                draft: f.draft.to_string(),
                party: f.party.to_string(),
                line: f.line.to_string(),
                before: f.verdict,
                with: now.verdict,
            })
        };
        before
            .findings
            .iter()
            .filter(of)
            .filter_map(changed)
            .collect()
    }
}

/// The same line in another report.
fn the_line<'r>(report: &'r Report, f: &Finding) -> Option<&'r Finding> {
    let mut all = report.findings.iter();
    all.find(|x| x.draft == f.draft && x.party == f.party && x.line == f.line)
}

/// A place in the text of the draft, what is written there, and what stood there.
type Change = (std::ops::Range<usize>, String, Option<String>);

/// What a clause lacks, put in its place.
fn changes(e: &Evidence, project: &Project) -> Option<Vec<Change>> {
    let sources = &project.sources;
    let mut out: Vec<Change> = Vec::new();
    for m in &e.missing {
        let asked = plain(sources.slice(m.asked?));
        match m.found {
            Some(at) if at.source == e.at.source => {
                let said = sources.slice(at).to_owned();
                out.push((at.start as usize..at.end as usize, asked, Some(said)));
            }
            Some(_) => return None,
            None => {
                let said = sources.slice(e.at);
                let end = e.at.start as usize + said.trim_end_matches(';').len();
                out.push((end..end, format!(" {asked}"), None));
            }
        }
    }
    out.sort_by_key(|(at, ..)| at.start);
    let apart = out.windows(2).all(|w| w[0].0.end <= w[1].0.start);
    apart.then_some(out)
}

/// What a rule demands, as a clause: what is told of it, and how it is written.
fn as_clause(demand: &str, n: usize) -> Option<(String, String)> {
    let label = format!("Added-{}", n + 1);
    if let Some(sentence) = demand.strip_prefix("that ") {
        let sentence = sentence.trim();
        let clause = format!("provision {label} \"As asked for\" {{ {sentence}; }}");
        return Some((sentence.to_owned(), clause));
    }
    let (kind, rest) = demand.split_once('{')?;
    let kind = kind.trim();
    let word = |c: char| c.is_alphanumeric() || c == '-';
    if !kind.chars().all(word) || !rest.ends_with('}') {
        return None;
    }
    let body = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let clause = format!("{kind} {label} \"As asked for\" {{ {body}");
    Some((format!("{kind} … {{ {body}"), clause))
}

fn as_it_is(words: &str) -> String {
    words.to_owned()
}

/// The words of a demand as a draft says them: the least that is asked for.
fn plain(words: &str) -> String {
    let bounds = ["at least ", "at most ", "exactly "];
    bounds
        .iter()
        .fold(words.to_owned(), |w, b| w.replace(b, ""))
}

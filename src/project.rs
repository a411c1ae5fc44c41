//! Composes the phases: sources in, worlds, verdicts and diagnostics out. No file, clock or environment is touched here.

use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::model::{Draft, Position, Unit, World, resolve};
use crate::source::{Loader, SourceId, SourceSet, Span, join};
use crate::syntax::{self, tree};
use crate::verdict::{Coverage, Finding, Judge, coverage};
use crate::vocabulary::{DayRange, PRELUDE};
use std::collections::{BTreeMap, BTreeSet};

/// At most so many files are loaded.
const MAX_FILES: usize = 1000;
/// So many diagnostics of one text are told.
const MAX_DIAGNOSTICS: usize = 1000;
/// `use` may go so deep.
const MAX_USES: usize = 64;

/// A text with the path it is shown under; `/` between the parts.
#[derive(Clone, Debug)]
pub struct Input {
    /// The path.
    pub path: String,
    /// The text.
    pub text: String,
}

/// What to judge.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only this draft.
    pub draft: Option<String>,
    /// Only this party.
    pub party: Option<String>,
    /// The day on which lines are read; nothing: each draft's own.
    pub as_of: Option<DayRange>,
    /// Look for drafting faults too: what no line asks for and no grammar forbids.
    pub lints: bool,
    /// Only these parties; none: all.
    pub parties: Vec<String>,
    /// Judge as if no party had waived anything.
    pub no_waivers: bool,
    /// Other levels for warnings and notes; nothing: not told, and counted. What is an error stays one.
    pub levels: BTreeMap<Code, Option<Severity>>,
    /// What is taken for granted, by name and alternative, in every draft that leaves it open ([`Draft::choose`]).
    pub choose: Vec<(String, String)>,
}

impl Options {
    /// Whether this party's lines are asked for.
    pub fn judges(&self, party: &str) -> bool {
        self.party.as_ref().is_none_or(|n| n == party)
            && (self.parties.is_empty() || self.parties.iter().any(|n| n == party))
    }
}

/// Files read together, with everything resolved.
///
/// ```
/// use armistice::{Input, Options, Project};
/// use armistice::source::NoLoader;
/// use armistice::verdict::Verdict;
///
/// let text = r#"
///     state Averne; state Norland; organisation League;
///     framework truce "A truce" {
///         parties: Averne, Norland;
///         provision 1 "No alliance" { Averne shall not join League; }
///     }
///     party Averne {
///         red line A1 "The door stays open" absolute { forbid that Averne is barred from League; }
///     }
/// "#;
/// let project = Project::new(vec![Input { path: "truce.truce".into(), text: text.into() }], false, &NoLoader);
/// let report = project.check(&Options::default());
/// assert_eq!(report.findings[0].verdict, Verdict::Crossed);
/// assert_eq!(report.findings[0].evidence[0].clause, "1");
/// ```
pub struct Project {
    /// All texts, the built-in vocabulary first.
    pub sources: SourceSet,
    /// Groups of files that are read together.
    pub worlds: Vec<World>,
    /// What is wrong with the texts.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is said of a draft as a whole.
#[derive(Clone, Debug)]
pub struct DraftReport {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub at: Span,
    /// How much of it is read.
    pub coverage: Coverage,
    /// It has source errors and gets no verdict.
    pub broken: bool,
    /// The day on which lines were read.
    pub as_of: Option<DayRange>,
}

/// Everything `check` finds.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Drafts in the order of their ids.
    pub drafts: Vec<DraftReport>,
    /// Verdicts by draft, then party, then the order of the party's lines.
    pub findings: Vec<Finding>,
    /// Diagnostics by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Titles of parties by name.
    pub parties: BTreeMap<String, String>,
    /// Lines with source errors, which get no verdict: party, label, title.
    pub unjudged: Vec<(String, String, String)>,
    /// How many findings of which code were turned off.
    pub off: BTreeMap<Code, usize>,
    /// What a baseline knows, if one was held against the report.
    pub baseline: Option<Known>,
    /// Waivers were left out.
    pub without_waivers: bool,
    /// What was not looked for, in words: parties left out, lints turned off.
    pub narrowed: Vec<String>,
}

/// What a baseline knows of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Findings it knows.
    pub known: usize,
    /// Entries for which nothing is found any more.
    pub gone: usize,
}

impl Project {
    /// Reads texts and what they use. `together`: all of them form one world; else files of one folder and files that use one another do.
    pub fn new(inputs: Vec<Input>, together: bool, loader: &dyn Loader) -> Project {
        let mut loading = Loading {
            texts: BTreeMap::new(),
            links: Vec::new(),
            failed: Vec::new(),
        };
        let given: Vec<String> = inputs.iter().map(|i| i.path.clone()).collect();
        for i in inputs {
            loading.texts.insert(i.path, i.text);
        }
        let parsed_prelude = prelude();
        loading.follow(given.clone(), loader);
        let mut sources = SourceSet::default();
        for (path, text) in PRELUDE {
            sources.add(*path, *text, true);
        }
        let mut ids: BTreeMap<String, SourceId> = BTreeMap::new();
        let mut diagnostics = Vec::new();
        let mut units: BTreeMap<String, Unit> = BTreeMap::new();
        for (path, text) in loading.texts {
            let id = sources.add(path.clone(), text, false);
            ids.insert(path.clone(), id);
            let text = sources.get(id).text.clone();
            let parsed = syntax::parse(id, &text);
            let errors = parsed
                .diagnostics
                .iter()
                .any(|d| d.severity == Severity::Error);
            diagnostics.extend(parsed.diagnostics);
            units.insert(
                path,
                Unit {
                    source: id,
                    file: parsed.file,
                    broken: parsed.broken,
                    errors,
                },
            );
        }
        for (path, at, chain) in cycles(&loading.links) {
            let Some(id) = ids.get(&path) else { continue };
            let span = Span::new(*id, at.0, at.1);
            diagnostics.push(
                Diagnostic::new(
                    Code::UseCycle,
                    span,
                    format!("Files use one another in a circle: {}", chain.join(" → ")),
                )
                .help("take one `use` away: what the files share belongs in a file of its own"),
            );
        }
        for (path, at, why) in loading.failed {
            let Some(id) = ids.get(&path) else { continue };
            let span = Span::new(*id, at.0, at.1);
            diagnostics.push(
                Diagnostic::new(Code::UnreadableFile, span, format!("This file cannot be used: {why}"))
                    .help("paths count from the file that uses them, with `/` between the parts, and stay in the project"),
            );
            if let Some(u) = units.get_mut(&path) {
                u.errors = true;
            }
        }
        let groups = group(
            units.keys().cloned().collect(),
            &loading.links,
            together.then_some(&given),
        );
        let mut worlds = Vec::new();
        for paths in groups {
            let mut members: Vec<&Unit> = parsed_prelude.iter().collect();
            members.extend(paths.iter().filter_map(|p| units.get(p)));
            let (world, found) = resolve(&members);
            diagnostics.extend(found.into_iter().filter(|d| {
                !sources.get(d.at.span.source).built_in || d.severity == Severity::Error
            }));
            let rules: Vec<_> = world
                .effects
                .iter()
                .chain(world.positions.iter().flat_map(|p| &p.effects))
                .collect();
            diagnostics.extend(crate::derive::check(&world.vocabulary, &rules));
            worlds.push(world);
        }
        diagnostic::sort(&mut diagnostics);
        Project {
            sources,
            worlds,
            diagnostics: the_first(diagnostics),
        }
    }

    /// Judges every draft against every party of its world.
    pub fn check(&self, options: &Options) -> Report {
        let mut report = Report {
            diagnostics: self.diagnostics.clone(),
            without_waivers: options.no_waivers,
            ..Report::default()
        };
        for world in &self.worlds {
            let drafts: Vec<&Draft> = world
                .drafts
                .iter()
                .filter(|d| options.draft.as_ref().is_none_or(|id| d.id == id.as_str()))
                .collect();
            let positions: Vec<&Position> = world
                .positions
                .iter()
                .filter(|p| options.judges(&p.name))
                .collect();
            for p in &positions {
                report.parties.insert(p.name.to_string(), p.title.clone());
                report.unjudged.extend(
                    p.lines
                        .iter()
                        .filter(|l| l.broken)
                        .map(|l| (p.name.to_string(), l.label.to_string(), l.title.clone())),
                );
            }
            for d in drafts {
                report.drafts.push(DraftReport {
                    id: d.id.to_string(),
                    title: d.title.clone(),
                    at: d.id_span,
                    coverage: coverage(world, d),
                    broken: d.broken,
                    as_of: options.as_of.or(d.dated),
                });
                if d.broken {
                    continue;
                }
                let taken: Vec<_> = options
                    .choose
                    .iter()
                    .filter_map(|(name, value)| d.choose(name, value).ok())
                    .collect();
                let mut judge = Judge::new(world, d, options.as_of, &taken);
                if options.no_waivers {
                    judge = judge.without_waivers();
                }
                report.diagnostics.extend(judge.conflicts());
                report.diagnostics.extend(judge.plan_findings());
                report.diagnostics.extend(judge.role_findings());
                if options.lints {
                    report.diagnostics.extend(judge.look(crate::lint::of_draft));
                }
                for p in &positions {
                    report.findings.extend(judge.position(p));
                }
                report.diagnostics.append(&mut judge.waiver_findings);
                for head in judge.undecided {
                    let message = format!(
                        "This line has no verdict in `{}`: the draft leaves too much open to work it out",
                        d.id
                    );
                    report.diagnostics.push(
                        Diagnostic::new(Code::LimitReached, head, message)
                            .help("fix some of the draft's choices, or judge a part of it"),
                    );
                }
            }
        }
        if !options.no_waivers {
            report
                .diagnostics
                .extend(self.worlds.iter().flat_map(crate::verdict::elsewhere));
        }
        if options.lints {
            report.diagnostics.extend(
                self.worlds
                    .iter()
                    .flat_map(|w| crate::lint::of_world(w, &self.sources)),
            );
        }
        if let Some(id) = &options.draft {
            // Warnings of drafts that were not asked for; errors are always told.
            let others: Vec<Span> = self
                .worlds
                .iter()
                .flat_map(|w| &w.drafts)
                .filter(|d| d.id != id.as_str())
                .map(|d| d.span)
                .collect();
            let elsewhere = |s: Span| {
                others
                    .iter()
                    .any(|o| o.source == s.source && o.start <= s.start && s.end <= o.end)
            };
            report
                .diagnostics
                .retain(|d| d.severity == Severity::Error || !elsewhere(d.at.span));
        }
        let wanted = |d: &Diagnostic| {
            options
                .levels
                .get(&d.code)
                .filter(|_| d.code.severity() != Severity::Error)
        };
        for d in &mut report.diagnostics {
            if let Some(level) = wanted(d) {
                match level {
                    Some(severity) => d.severity = *severity,
                    None => *report.off.entry(d.code).or_default() += 1,
                }
            }
        }
        report
            .diagnostics
            .retain(|d| wanted(d).is_none_or(Option::is_some));
        diagnostic::sort(&mut report.diagnostics);
        report
            .drafts
            .sort_by(|a, b| a.id.cmp(&b.id).then(a.at.cmp(&b.at)));
        report.findings.sort_by(|a, b| {
            a.draft
                .cmp(&b.draft)
                .then_with(|| a.party.cmp(&b.party))
                .then(a.head.cmp(&b.head))
        });
        report
    }

    /// The world and draft with an id.
    pub fn draft(&self, id: &str) -> Option<(&World, &Draft)> {
        self.worlds
            .iter()
            .find_map(|w| w.drafts.iter().find(|d| d.id == id).map(|d| (w, d)))
    }
}

/// The first diagnostics of each text, and how many more there are: a broken file must not drown the others.
fn the_first(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<SourceId, usize> = BTreeMap::new();
    let mut last: BTreeMap<SourceId, Span> = BTreeMap::new();
    let mut out: Vec<Diagnostic> = Vec::new();
    for d in diagnostics {
        let n = seen.entry(d.at.span.source).or_default();
        *n += 1;
        if *n <= MAX_DIAGNOSTICS {
            last.insert(d.at.span.source, d.at.span);
            out.push(d);
        }
    }
    for (source, n) in seen.into_iter().filter(|(_, n)| *n > MAX_DIAGNOSTICS) {
        let message = format!(
            "{} more mistakes in this file are not told",
            n - MAX_DIAGNOSTICS
        );
        out.extend(last.get(&source).map(|at| {
            Diagnostic::new(Code::LimitReached, *at, message)
                .help("mend the first ones: the others may follow from them")
        }));
    }
    out
}

/// The built-in vocabulary, parsed.
fn prelude() -> Vec<Unit> {
    let parse = |(n, (_, text)): (usize, &(&str, &str))| {
        let source = SourceId(n as u32);
        let parsed = syntax::parse(source, text);
        Unit {
            source,
            errors: !parsed.diagnostics.is_empty(),
            file: parsed.file,
            broken: parsed.broken,
        }
    };
    PRELUDE.iter().enumerate().map(parse).collect()
}

struct Loading {
    texts: BTreeMap<String, String>,
    /// Who uses whom, and where it says so.
    links: Vec<(String, String, (u32, u32))>,
    /// Path of the file, range of the `use`, why not.
    failed: Vec<(String, (u32, u32), String)>,
}

impl Loading {
    /// Loads what files use, breadth first; each file once.
    fn follow(&mut self, given: Vec<String>, loader: &dyn Loader) {
        let mut todo: Vec<(String, usize)> = given.into_iter().map(|p| (p, 0)).collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut next = 0;
        while let Some((path, depth)) = todo.get(next).cloned() {
            next += 1;
            if !seen.insert(path.clone()) {
                continue;
            }
            let Some(text) = self.texts.get(&path).cloned() else {
                continue;
            };
            for (wanted, at) in uses(&text) {
                let fail = |why: &str| (path.clone(), at, why.to_owned());
                let known = join(&path, &wanted).filter(|p| self.texts.contains_key(p));
                if known.is_none() && (depth >= MAX_USES || self.texts.len() >= MAX_FILES) {
                    let deep = format!("`use` goes more than {MAX_USES} files deep");
                    let many = format!("more than {MAX_FILES} files would be read together");
                    self.failed
                        .push(fail(if depth >= MAX_USES { &deep } else { &many }));
                    continue;
                }
                let found: Result<String, String> = match known {
                    Some(p) => Ok(p),
                    None => loader.load(&path, &wanted).map(|(p, t)| {
                        self.texts.entry(p.clone()).or_insert(t);
                        p
                    }),
                };
                match found {
                    Ok(p) => {
                        self.links.push((path.clone(), p.clone(), at));
                        todo.push((p, depth + 1));
                    }
                    Err(why) => self.failed.push(fail(&why)),
                }
            }
        }
    }
}

/// The paths a text uses, with the place of each. Only statements at the top of the file count.
fn uses(text: &str) -> Vec<(String, (u32, u32))> {
    let parsed = if text.contains("use") {
        syntax::uses(text)
    } else {
        Vec::new()
    };
    parsed
        .into_iter()
        .map(|t: tree::Text| (t.text, (t.span.start, t.span.end)))
        .collect()
}

/// Every `use` that closes a circle, with the chain of files. Files are few, so each is followed from the start.
fn cycles(links: &[(String, String, (u32, u32))]) -> Vec<(String, (u32, u32), Vec<String>)> {
    let mut out = Vec::new();
    let mut starts: Vec<&str> = links.iter().map(|(a, _, _)| a.as_str()).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut closed: BTreeSet<&str> = BTreeSet::new();
    for start in starts {
        // The shortest way back to the start.
        let mut from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut todo = vec![start];
        let mut next = 0;
        while let Some(at) = todo.get(next).copied() {
            next += 1;
            for (_, to, place) in links.iter().filter(|(a, _, _)| a == at) {
                if to == start {
                    let mut chain = vec![start.to_owned()];
                    let mut back = at;
                    while back != start {
                        chain.push(back.to_owned());
                        back = from.get(back).copied().unwrap_or(start);
                    }
                    chain.push(start.to_owned());
                    chain.reverse();
                    let known = chain.iter().any(|c| closed.contains(c.as_str()));
                    if !known {
                        closed.insert(start);
                        out.push((at.to_owned(), *place, chain));
                    }
                } else if !from.contains_key(to.as_str()) {
                    from.insert(to, at);
                    todo.push(to);
                }
            }
        }
    }
    out
}

/// Groups files that are read together.
fn group(
    paths: Vec<String>,
    links: &[(String, String, (u32, u32))],
    together: Option<&Vec<String>>,
) -> Vec<Vec<String>> {
    let mut root: BTreeMap<String, String> = paths.iter().map(|p| (p.clone(), p.clone())).collect();
    fn find(root: &BTreeMap<String, String>, p: &str) -> String {
        let mut at = p.to_owned();
        while let Some(up) = root.get(&at)
            && *up != at
        {
            at = up.clone();
        }
        at
    }
    let mut join = |a: &str, b: &str| {
        let (x, y) = (find(&root, a), find(&root, b));
        let (low, high) = if x < y { (x, y) } else { (y, x) };
        root.insert(high, low);
    };
    let folder = |p: &str| {
        p.rsplit_once('/')
            .map_or(String::new(), |(f, _)| f.to_owned())
    };
    for pair in paths.windows(2) {
        if folder(&pair[0]) == folder(&pair[1]) {
            join(&pair[0], &pair[1]);
        }
    }
    // Paths in order do not keep a folder's files next to one another: its first file stands for it.
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for p in &paths {
        let f = first.entry(folder(p)).or_insert_with(|| p.clone()).clone();
        join(&f, p);
    }
    for (a, b, _) in links {
        join(a, b);
    }
    if let Some(given) = together {
        for pair in given.windows(2) {
            join(&pair[0], &pair[1]);
        }
    }
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for p in paths {
        out.entry(find(&root, &p)).or_default().push(p);
    }
    out.into_values().collect()
}

//! Composes the phases: sources in, worlds, verdicts and diagnostics out. No file, clock or environment is touched here.

mod asked;
mod before;
mod check;
mod load;
mod meant;
mod refused;
mod worlds;

use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::model::{Draft, Taken, Unit, World, resolve};
use crate::source::{Loader, SourceId, SourceSet, Span};
use crate::syntax;
use crate::verdict::{Coverage, Finding, Judge};
use crate::vocabulary::{DayRange, PRELUDE, SAID};
pub(crate) use asked::has_choices;
pub(crate) use before::Before;
pub use refused::Refused;

use load::{Loaded, Unreadable, load};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// So many diagnostics of one text are told.
const MAX_DIAGNOSTICS: usize = 1000;

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
    pub(crate) draft: Option<String>,
    /// Only this party.
    pub(crate) party: Option<String>,
    /// The day on which lines are read; nothing: each draft's own.
    pub(crate) as_of: Option<DayRange>,
    /// Look for drafting faults too: what no line asks for and no grammar forbids.
    pub(crate) lints: bool,
    /// Only these parties; none: all.
    pub(crate) parties: Vec<String>,
    /// Judge as if no party had waived anything.
    pub(crate) no_waivers: bool,
    /// Other levels for warnings and notes; nothing: not told, and counted. What is an error stays one.
    pub(crate) levels: BTreeMap<Code, Option<Severity>>,
    /// What is taken for granted, by name and alternative, in every draft that leaves it open ([`Draft::choose`]).
    pub(crate) choose: Vec<(String, String)>,
}

impl Options {
    /// A judge of a draft as is asked. What is taken for granted is taken in a draft that leaves it open.
    pub(crate) fn judge<'w>(&self, world: &'w World, draft: &'w Draft) -> Judge<'w> {
        let taken: Vec<Taken> = self
            .choose
            .iter()
            .filter_map(|(name, value)| draft.choose(name, value).ok())
            .collect();
        let judge = Judge::new(world, draft, self.as_of, &taken);
        if self.no_waivers {
            judge.without_waivers()
        } else {
            judge
        }
    }

    /// Whether what this code names is turned off.
    pub(crate) fn is_off(&self, code: Code) -> bool {
        self.levels.get(&code).is_some_and(Option::is_none)
    }

    /// Whether this party's lines are asked for.
    pub(crate) fn judges(&self, party: &str) -> bool {
        self.party.as_ref().is_none_or(|n| n == party)
            && (self.parties.is_empty() || self.parties.iter().any(|n| n == party))
    }
}

/// Files read together, with everything resolved.
///
/// ```
/// use armistice::{Input, NoLoader, Options, Project, Verdict};
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
/// let report = project.check(&Options::default())?;
/// assert_eq!(report.findings()[0].verdict(), Verdict::Crossed);
/// assert_eq!(report.findings()[0].evidence()[0].clause(), "1");
/// # Ok::<(), armistice::Refused>(())
/// ```
pub struct Project {
    /// All texts, the built-in vocabulary first.
    pub(crate) sources: SourceSet,
    /// Groups of files that are read together.
    pub(crate) worlds: Vec<World>,
    /// What is wrong with the texts.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// All texts that were given form one world.
    pub(crate) together: bool,
}

/// What is said of a draft as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftReport {
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
    pub(crate) drafts: Vec<DraftReport>,
    /// Verdicts by draft, then party, then the order of the party's lines.
    pub(crate) findings: Vec<Finding>,
    /// Diagnostics by place.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Titles of parties by name.
    pub(crate) parties: BTreeMap<String, String>,
    /// Lines with source errors, which get no verdict: party, label, title.
    pub(crate) unjudged: Vec<(String, String, String)>,
    /// How many findings of which code were turned off.
    pub(crate) off: BTreeMap<Code, usize>,
    /// Lints nobody looked for, since all they could tell is turned off.
    pub(crate) unlooked: std::collections::BTreeSet<Code>,
    /// What a baseline knows, if one was held against the report.
    pub(crate) baseline: Option<Known>,
    /// Waivers were left out.
    pub(crate) without_waivers: bool,
    /// What was not looked for, in words: parties left out, lints turned off.
    pub(crate) narrowed: Vec<String>,
}

/// What a baseline knows of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Findings it knows.
    pub known: usize,
    /// Entries for which nothing is found any more.
    pub gone: usize,
}

impl Project {
    /// Reads texts and what they use. `together`: all of them form one world; else files of one folder and files that use one another do.
    pub fn new(inputs: Vec<Input>, together: bool, loader: &dyn Loader) -> Project {
        Project::again(inputs, together, loader, &mut Before::default())
    }

    /// The same, where texts were read before: what has not changed is not parsed again.
    pub(crate) fn again(
        inputs: Vec<Input>,
        together: bool,
        loader: &dyn Loader,
        before: &mut Before,
    ) -> Project {
        let mut project = Project::read(inputs, together, loader, before);
        project.diagnostics = the_first(syntax::folded(project.diagnostics));
        project
    }

    /// The same with all that is wrong with a text, however much it is: for who mends it.
    pub(crate) fn with_all_mistakes(
        inputs: Vec<Input>,
        together: bool,
        loader: &dyn Loader,
    ) -> Project {
        Project::read(inputs, together, loader, &mut Before::default())
    }

    fn read(
        inputs: Vec<Input>,
        together: bool,
        loader: &dyn Loader,
        before: &mut Before,
    ) -> Project {
        let given: Vec<String> = inputs.iter().map(|i| i.path.clone()).collect();
        let mut loaded = load(inputs, loader);
        let mut sources = SourceSet::default();
        for (path, text) in PRELUDE {
            sources.add(*path, *text, true);
        }
        let mut diagnostics = Vec::new();
        let mut units: BTreeMap<String, Arc<Unit>> = BTreeMap::new();
        let texts = std::mem::take(&mut loaded.texts).into_iter();
        let given_and_used: Vec<(String, SourceId)> = texts
            .map(|(path, text)| (path.clone(), sources.add(path, text, false)))
            .collect();
        let ids = given_and_used.iter().map(|(_, id)| *id);
        before.parse(&ids.collect::<Vec<_>>(), &sources);
        for (path, id) in given_and_used {
            let (unit, found) = before.of(id);
            diagnostics.extend(found.iter().cloned());
            units.insert(path, Arc::clone(unit));
        }
        diagnostics.extend(use_findings(&loaded, &units));
        for Unreadable { from, .. } in &loaded.unreadable {
            let unit = units.entry(from.clone());
            unit.and_modify(|u| Arc::make_mut(u).errors = true);
        }
        let paths = units.keys().cloned().collect();
        let together = together.then_some(&given[..]);
        let mut worlds = Vec::new();
        for paths in worlds::group(paths, &loaded.uses, together) {
            let mut members: Vec<&Unit> = BUILT_IN.iter().collect();
            members.extend(paths.iter().filter_map(|p| units.get(p)).map(|u| &**u));
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
        let diagnostics = meant::meant(&sources, &worlds, diagnostics);
        Project {
            sources,
            worlds,
            diagnostics,
            together: together.is_some(),
        }
    }

    /// The world that a text belongs to; of a text of the prelude, any.
    pub(crate) fn world_of(&self, source: SourceId) -> Option<&World> {
        self.worlds.iter().find(|w| w.sources.contains(&source))
    }

    /// The world and draft with an id.
    pub(crate) fn draft(&self, id: &str) -> Option<(&World, &Draft)> {
        self.worlds
            .iter()
            .find_map(|w| w.drafts.iter().find(|d| d.id == id).map(|d| (w, d)))
    }
}

/// The built-in vocabulary, parsed once: its texts are the first of every project, so that a place in it is the same in each.
static BUILT_IN: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let texts = (0..).zip(PRELUDE).filter(|(_, (path, _))| *path != SAID);
    texts
        .map(|(n, (_, text))| read(SourceId(n), text).0)
        .collect()
});

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

/// A text, parsed, and what is wrong with it.
fn read(source: SourceId, text: &str) -> (Unit, Vec<Diagnostic>) {
    let parsed = syntax::parse(source, text);
    let mut found = parsed.diagnostics.iter();
    let unit = Unit {
        source,
        errors: found.any(|d| d.severity == Severity::Error),
        file: parsed.file,
        broken: parsed.broken,
    };
    (unit, parsed.diagnostics)
}

/// What is wrong with how files use one another: circles, and files that cannot be read.
fn use_findings(loaded: &Loaded, units: &BTreeMap<String, Arc<Unit>>) -> Vec<Diagnostic> {
    let place = |path: &str, at: &Range<u32>| {
        let unit = units.get(path)?;
        Some(Span::new(unit.source, at.start, at.end))
    };
    let circles = load::circles(&loaded.uses);
    let circles = circles.into_iter().filter_map(|(u, chain)| {
        let message = format!("Files use one another in a circle: {}", chain.join(" → "));
        Some(
            Diagnostic::new(Code::UseCycle, place(&u.from, &u.at)?, message)
                .help("take one `use` away: what the files share belongs in a file of its own"),
        )
    });
    let unreadable = loaded.unreadable.iter().filter_map(|u| {
        let message = format!("This file cannot be used: {}", u.why);
        Some(
            Diagnostic::new(Code::UnreadableFile, place(&u.from, &u.at)?, message)
                .help("paths count from the file that uses them, with `/` between the parts, and stay in the project"),
        )
    });
    circles.chain(unreadable).collect()
}

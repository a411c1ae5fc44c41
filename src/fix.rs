//! `check --fix` without its files: what is safe is mended round by round, and each round is proved before it counts. No file is touched here.

use crate::diagnostic::{Diagnostic, Edit, Severity, fix};
use crate::format::disturbed;
use crate::project::{Input, Options, Project, Report};
use crate::source::{Loader, SourceId, SourceSet};
use std::collections::{BTreeMap, BTreeSet};

/// What is mended may show what else can be.
const ROUNDS: usize = 10;
/// So many sets of edits are tried in one round: where few of many can be made, the rest is left out and counted.
const TRIES: usize = 64;

/// A text that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MendedFile {
    /// The path it is shown under.
    pub path: String,
    /// As it was read.
    pub before: String,
    /// As it should be.
    pub after: String,
}

/// What was mended, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mended {
    /// Texts that changed, by path.
    pub files: Vec<MendedFile>,
    /// Findings that were mended.
    pub fixes: usize,
    /// Findings whose edits only their author can judge.
    pub suggestions: usize,
    /// Findings that could be mended, but with them mended the texts would be read worse, or something would be judged otherwise.
    pub left_out: usize,
}

/// Makes every safe edit in the texts given and in those they use, and nothing else. `lints`: those of drafting faults too.
///
/// ```
/// use armistice::{Input, NoLoader, mend};
///
/// let text = "state Norland;\nframework f \"t\" {\n  parties: Norlnad\n  dated: 2026-03-01;\n  provision 1 \"a\" { Norland will limit forces; }\n}\n";
/// let mended = mend(&[Input { path: "f.truce".into(), text: text.into() }], false, &NoLoader, true);
/// assert!(mended.files[0].after.contains("parties: Norland;"));
/// assert_eq!((mended.fixes, mended.suggestions), (2, 1), "`will` may be a duty or a forecast");
/// ```
pub fn mend(inputs: &[Input], together: bool, loader: &dyn Loader, lints: bool) -> Mended {
    let read = Read {
        inputs,
        together,
        loader,
        options: Options {
            lints,
            ..Options::default()
        },
    };
    let first = read.state(BTreeMap::new());
    let mut now = None;
    let mut fixes = 0;
    for _ in 0..ROUNDS {
        let Some((state, made)) = read.round(now.as_ref().unwrap_or(&first)) else {
            break;
        };
        now = Some(state);
        fixes += made;
    }
    let last = now.as_ref().unwrap_or(&first);
    let before: BTreeMap<&str, &str> = first.texts().collect();
    let file = |(path, after): (&str, &str)| {
        let before = *before.get(path)?;
        (before != after).then(|| MendedFile {
            path: path.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        })
    };
    let left = |fixable: bool| {
        last.report
            .diagnostics
            .iter()
            .filter(|d| !d.edits.is_empty() && d.fixable() == fixable)
            .count()
    };
    Mended {
        files: last.texts().filter_map(file).collect(),
        fixes,
        suggestions: left(false),
        left_out: left(true),
    }
}

/// How texts are read.
struct Read<'t> {
    inputs: &'t [Input],
    together: bool,
    loader: &'t dyn Loader,
    options: Options,
}

/// Texts with some of them changed, and what is found in them.
struct State {
    changed: BTreeMap<String, String>,
    project: Project,
    report: Report,
}

impl State {
    /// The texts that may be changed.
    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.project
            .sources
            .iter()
            .filter(|(_, s)| !s.built_in)
            .map(|(_, s)| (s.path.as_str(), &*s.text))
    }

    fn may_change(&self, d: &Diagnostic) -> bool {
        d.edits
            .iter()
            .all(|e| !self.project.sources.get(e.span.source).built_in)
    }
}

/// Finds what a file uses, as it is by now.
struct Changed<'t> {
    loader: &'t dyn Loader,
    texts: &'t BTreeMap<String, String>,
}

impl Loader for Changed<'_> {
    fn load(&self, from: &str, path: &str) -> Result<(String, String), String> {
        let (path, text) = self.loader.load(from, path)?;
        let text = self.texts.get(&path).cloned().unwrap_or(text);
        Ok((path, text))
    }
}

impl Read<'_> {
    fn state(&self, changed: BTreeMap<String, String>) -> State {
        let inputs = self
            .inputs
            .iter()
            .map(|i| Input {
                path: i.path.clone(),
                text: changed.get(&i.path).unwrap_or(&i.text).clone(),
            })
            .collect();
        let project = Project::with_all_mistakes(
            inputs,
            self.together,
            &Changed {
                loader: self.loader,
                texts: &changed,
            },
        );
        let report = project.judged(&self.options);
        State {
            changed,
            project,
            report,
        }
    }

    /// The texts after one round, and how many findings it mended; nothing if it mended none. What the parser says comes first: the rest may follow from it.
    fn round(&self, before: &State) -> Option<(State, usize)> {
        let told = parsed(before);
        let (parser, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = before
            .report
            .diagnostics
            .iter()
            .filter(|d| d.fixable() && before.may_change(d))
            .partition(|d| told.contains(&same(d)));
        [(parser, true), (others, false)]
            .into_iter()
            .find_map(|(found, by_parser)| {
                let found = fix::at_once(found.into_iter());
                let mut good = Good {
                    read: self,
                    before,
                    by_parser,
                    made: Vec::new(),
                    state: None,
                    tries: TRIES,
                };
                good.take(&found);
                let made = good.made.len();
                good.state.map(|state| (state, made))
            })
    }
}

/// The edits of a round that were proved.
struct Good<'t> {
    read: &'t Read<'t>,
    before: &'t State,
    /// Mistakes that the parser tells: only it can tell whether they are gone.
    by_parser: bool,
    made: Vec<&'t Diagnostic>,
    state: Option<State>,
    tries: usize,
}

impl<'t> Good<'t> {
    /// Takes all that can be taken: all together, else what is good in each half.
    fn take(&mut self, found: &[&'t Diagnostic]) {
        if found.is_empty() || self.tries == 0 {
            return;
        }
        self.tries -= 1;
        let mut all = self.made.clone();
        all.extend(found);
        if let Some(state) = self.proved(&all) {
            self.made = all;
            self.state = Some(state);
        } else if found.len() > 1 {
            let (one, other) = found.split_at(found.len() / 2);
            self.take(one);
            self.take(other);
        }
    }

    /// The texts with these mended, if nothing else is worse for it or other than it was.
    fn proved(&self, mended: &[&Diagnostic]) -> Option<State> {
        let before = self.before;
        let sources: BTreeSet<SourceId> = mended
            .iter()
            .flat_map(|d| &d.edits)
            .map(|e| e.span.source)
            .collect();
        let mut changed = before.changed.clone();
        for source in sources {
            let (path, text) = (
                &before.project.sources.get(source).path,
                &*before.project.sources.get(source).text,
            );
            let edits: Vec<Edit> = fix::of_source(source, mended);
            let after = fix::apply(text, &edits);
            if disturbed(text, &after, &edits).is_some()
                || worse(&parse_errors(text), &parse_errors(&after))
            {
                return None;
            }
            changed.insert(path.clone(), after);
        }
        let after = self.read.state(changed);
        let worse = !self.by_parser && worse(&errors(before), &errors(&after))
            || worse(&verdicts(&after), &verdicts(before));
        (!worse && gone(before, &after, mended)).then_some(after)
    }
}

/// How often each is said.
type Counted = BTreeMap<String, usize>;

fn counted(all: impl Iterator<Item = String>) -> Counted {
    all.fold(Counted::new(), |mut n, what| {
        *n.entry(what).or_default() += 1;
        n
    })
}

/// Does the second say anything the first does not?
fn worse(before: &Counted, after: &Counted) -> bool {
    after
        .iter()
        .any(|(what, n)| before.get(what).is_none_or(|m| m < n))
}

fn parse_errors(text: &str) -> Counted {
    let parsed = crate::syntax::parse(SourceId(0), text);
    counted(
        parsed
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(same),
    )
}

/// What is said, wherever it is said.
fn same(d: &Diagnostic) -> String {
    format!("{} {}", d.code.slug(), d.message)
}

fn with_path(d: &Diagnostic, sources: &SourceSet) -> String {
    format!("{} {}", sources.get(d.at.span.source).path, same(d))
}

fn errors(s: &State) -> Counted {
    counted(
        s.report
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| with_path(d, &s.project.sources)),
    )
}

/// What the parser says of all texts.
fn parsed(s: &State) -> BTreeSet<String> {
    s.texts()
        .flat_map(|(_, text)| crate::syntax::parse(SourceId(0), text).diagnostics)
        .map(|d| same(&d))
        .collect()
}

/// What was judged, and how. Two worlds may have drafts of one id.
fn verdicts(s: &State) -> Counted {
    let path = |f: &crate::verdict::Finding| s.project.sources.get(f.head.source).path.clone();
    counted(s.report.findings.iter().map(|f| {
        format!(
            "{} {} {} {} {}",
            path(f),
            f.draft,
            f.party,
            f.line,
            f.verdict.word()
        )
    }))
}

/// Was all of it said before, and is it said no more?
fn gone(before: &State, after: &State, mended: &[&Diagnostic]) -> bool {
    let say = |s: &State| {
        counted(
            s.report
                .diagnostics
                .iter()
                .map(|d| with_path(d, &s.project.sources)),
        )
    };
    let (old, new) = (say(before), say(after));
    let of = |n: &Counted, what: &str| n.get(what).copied().unwrap_or(0);
    counted(mended.iter().map(|d| with_path(d, &before.project.sources)))
        .iter()
        .all(|(what, n)| of(&new, what) + n <= of(&old, what))
}

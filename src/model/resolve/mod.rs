//! Resolves the parsed files of one world: vocabulary, drafts, positions, tests.

mod amended;
mod bands;
mod branches;
mod complete;
mod definitions;
mod draft;
mod links;
mod numbers;
mod package;
mod position;
mod renewal;
mod sentences;
mod units;
mod unknown;
mod values;
mod waivers;

pub(crate) use package::text_label;
pub(crate) use values::thing_of;

use super::{Draft, EffectRule, Position, Test};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Span};
use crate::syntax::tree as t;
use crate::vocabulary::{Band, NodeId, Vocabulary, near};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// Everything that is read together: one vocabulary, the drafts and the positions.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Words and names.
    pub vocabulary: Vocabulary,
    /// Drafts in the order of their ids.
    pub drafts: Vec<Draft>,
    /// Parties in the order of their names.
    pub positions: Vec<Position>,
    /// Effects everybody shares.
    pub effects: Vec<EffectRule>,
    /// Tests.
    pub tests: Vec<Test>,
}

/// A parsed file with what could not be read in it.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its source.
    pub source: SourceId,
    /// The tree.
    pub file: t::File,
    /// Words whose declarations could not be read.
    pub broken: Vec<String>,
    /// It has source errors already.
    pub errors: bool,
}

/// Resolves one world.
pub fn resolve(units: &[&Unit]) -> (World, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let files: Vec<&t::File> = units.iter().map(|u| &u.file).collect();
    let broken = units
        .iter()
        .flat_map(|u| u.broken.iter().cloned())
        .collect();
    let mut v = Vocabulary::learn(&files, broken, &mut diagnostics);
    for item in files.iter().flat_map(|f| &f.items) {
        if let t::Item::Vocabulary(t::Vocabulary::Effect(e)) = item {
            v.learn_state(e);
        }
        if let t::Item::Party(p) = item {
            for i in &p.items {
                if let t::PartyItem::Effect(e) = i {
                    v.learn_state(e);
                }
            }
        }
    }
    let broken_sources: Vec<SourceId> = units
        .iter()
        .filter(|u| u.errors)
        .map(|u| u.source)
        .collect();
    let mut frameworks: FxHashMap<CompactString, &t::Framework> = FxHashMap::default();
    for item in files.iter().flat_map(|f| &f.items) {
        if let t::Item::Framework(f) = item
            && let Some(old) = frameworks.insert(f.id.text.clone(), f)
        {
            let (first, second) = if old.id.span < f.id.span {
                (old, f)
            } else {
                (f, old)
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateName,
                    second.id.span,
                    format!("The draft `{}` stands twice", f.id.text),
                )
                .also(first.id.span, "first here")
                .help("give one of them another id"),
            );
        }
    }
    let mut r = Resolver {
        v: &v,
        frameworks,
        labels: FxHashMap::default(),
        readings: Vec::new(),
        diagnostics,
        bound: [false; 32],
        places_bound: [false; 32],
        in_draft: false,
        draft: None,
        header_parties: Vec::new(),
        header_sides: Vec::new(),
        cascaded: false,
        bands: Vec::new(),
    };
    r.collect_labels();
    let mut world = World::default();
    for item in files.iter().flat_map(|f| &f.items) {
        if let t::Item::Vocabulary(t::Vocabulary::Effect(e)) = item {
            world.effects.extend(r.effect(e));
        }
        if let t::Item::Vocabulary(
            t::Vocabulary::Matter { words, .. } | t::Vocabulary::Usual { words, .. },
        ) = item
        {
            r.listed(words);
        }
        if let t::Item::Entity(e) = item {
            r.entity(e);
        }
    }
    let mut ids: Vec<CompactString> = r.frameworks.keys().cloned().collect();
    ids.sort();
    for id in ids {
        world.drafts.extend(r.draft(&id));
    }
    for item in files.iter().flat_map(|f| &f.items) {
        if let t::Item::Party(p) = item {
            let position = r.position(p);
            world.positions.push(position);
        }
    }
    world
        .positions
        .sort_by(|a, b| a.name.cmp(&b.name).then(a.span.cmp(&b.span)));
    r.duplicate_parties(&world.positions);
    for item in files.iter().flat_map(|f| &f.items) {
        if let t::Item::Test(test) = item {
            let test = r.test(test, &world.positions);
            world.tests.push(test);
        }
    }
    let Resolver {
        mut diagnostics,
        bands,
        ..
    } = r;
    v.lay_bands(&bands);
    diagnostics.extend(units::check(&v, &world.drafts, &world.positions));
    diagnostics.extend(links::check(&world.drafts));
    diagnostics
        .retain(|d| d.code != Code::EmptyLine || !broken_sources.contains(&d.at.span.source));
    crate::diagnostic::sort(&mut diagnostics);
    // A draft or line with a source error in it gets no verdict.
    let errors: Vec<Span> = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.at.span)
        .collect();
    let hit = |span: Span| {
        errors.iter().any(|e| {
            e.source == span.source
                && e.start >= span.start
                && e.start < span.end.max(span.start + 1)
        }) || broken_sources.contains(&span.source)
    };
    // An error in the world itself may change any verdict.
    let world_wrong = units.iter().any(|u| {
        let blocks: Vec<Span> = u
            .file
            .items
            .iter()
            .filter_map(|i| match i {
                t::Item::Framework(f) => Some(f.span),
                t::Item::Party(p) => Some(p.span),
                t::Item::Test(t) => Some(t.span),
                _ => None,
            })
            .collect();
        let outside = errors.iter().any(|e| {
            e.source == u.source && !blocks.iter().any(|b| b.start <= e.start && e.end <= b.end)
        });
        outside || (u.errors && blocks.is_empty())
    });
    for d in &mut world.drafts {
        d.broken |= world_wrong || hit(d.span);
    }
    let broken: Vec<CompactString> = world
        .drafts
        .iter()
        .filter(|d| d.broken)
        .map(|d| d.id.clone())
        .collect();
    for d in &mut world.drafts {
        let mut base = d.amends.clone();
        let mut steps = 0;
        while let Some(id) = base
            && steps < 64
        {
            d.broken |= broken.contains(&id);
            base = r_amends(&files, &id);
            steps += 1;
        }
    }
    for l in world.positions.iter_mut().flat_map(|p| p.lines.iter_mut()) {
        l.broken |= hit(l.head) || l.blocks.iter().flat_map(|(_, d)| d).any(|d| hit(d.span));
    }
    package::pack(&v, &mut world.drafts);
    for d in &mut world.drafts {
        d.choices = super::choices::find(&v, d);
    }
    world.vocabulary = v;
    (world, diagnostics)
}

fn r_amends(files: &[&t::File], id: &str) -> Option<CompactString> {
    files.iter().flat_map(|f| &f.items).find_map(|i| match i {
        t::Item::Framework(f) if f.id.text == id => f.amends.as_ref().map(|w| w.text.clone()),
        _ => None,
    })
}

/// What is known while the files are resolved.
pub(super) struct Resolver<'a> {
    pub v: &'a Vocabulary,
    pub frameworks: FxHashMap<CompactString, &'a t::Framework>,
    /// Labels of each draft after its amendments, and where each stands.
    pub labels: FxHashMap<CompactString, FxHashMap<CompactString, Span>>,
    /// Ambiguities in scope with their readings.
    pub readings: Vec<(CompactString, Vec<CompactString>)>,
    pub diagnostics: Vec<Diagnostic>,
    /// Bound variables by letter, and those bound to places.
    pub bound: [bool; 32],
    pub places_bound: [bool; 32],
    pub in_draft: bool,
    /// The draft being resolved.
    pub draft: Option<CompactString>,
    pub header_parties: Vec<NodeId>,
    /// The sides its header names.
    pub header_sides: Vec<NodeId>,
    /// Something could not be resolved because its declaration is broken.
    pub cascaded: bool,
    /// Bands along lines, each once.
    pub bands: Vec<Band>,
}

impl Resolver<'_> {
    pub(super) fn report(&mut self, d: Diagnostic) {
        self.diagnostics.push(d);
    }

    /// The nearest known word. After so many mistakes nobody reads suggestions, and each costs a look at every word.
    pub(super) fn nearest<'k>(
        &self,
        word: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<&'k str> {
        self.near(word, known).map(|(near, _)| near)
    }

    /// The same, and whether nothing else can be meant.
    pub(super) fn near<'k>(
        &self,
        word: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<(&'k str, bool)> {
        const ENOUGH: usize = 500;
        if self.diagnostics.len() > ENOUGH {
            None
        } else {
            near(word, known)
        }
    }

    pub(super) fn cascade(&mut self) {
        self.cascaded = true;
    }

    /// Starts a rule: no variable is bound.
    pub(super) fn fresh(&mut self) {
        self.bound = [false; 32];
        self.places_bound = [false; 32];
    }

    /// Does the draft have such a clause? In a line without a draft, does any?
    pub(super) fn check_label(&mut self, label: &t::Word, of: Option<&t::Word>) {
        let draft = match of {
            Some(w) if !self.frameworks.contains_key(&w.text) => {
                self.unknown_draft(w);
                return;
            }
            Some(w) => Some(w.text.clone()),
            None => self.draft.clone(),
        };
        let Some(draft) = draft else {
            let known =
                self.labels.is_empty() || self.labels.values().any(|l| l.contains_key(&label.text));
            if !known && !self.v.broken.iter().any(|b| b == label.text.as_str()) {
                self.report(
                    Diagnostic::new(
                        Code::UnknownClause,
                        label.span,
                        format!("No draft has a clause {}", label.text),
                    )
                    .here("no clause has this label")
                    .help("labels are those of the drafts this line is judged on"),
                );
            }
            return;
        };
        let Some(labels) = self.labels.get(&draft) else {
            return;
        };
        if labels.contains_key(&label.text)
            || self.v.broken.iter().any(|b| b == label.text.as_str())
        {
            return;
        }
        let mut base = self
            .frameworks
            .get(&draft)
            .and_then(|f| f.amends.as_ref())
            .map(|w| w.text.clone());
        let mut steps = 0;
        while let Some(id) = base
            && steps < 64
        {
            if self
                .labels
                .get(&id)
                .is_some_and(|l| l.contains_key(&label.text))
            {
                let d = Diagnostic::new(
                    Code::DanglingReference,
                    label.span,
                    format!(
                        "`{draft}` struck or replaced clause {}, which is named here",
                        label.text
                    ),
                );
                self.report(
                    d.here("names a clause that is gone")
                        .help("amend this clause too, or keep the one it names"),
                );
                return;
            }
            base = self
                .frameworks
                .get(&id)
                .and_then(|f| f.amends.as_ref())
                .map(|w| w.text.clone());
            steps += 1;
        }
        let d = Diagnostic::new(
            Code::UnknownClause,
            label.span,
            format!("`{draft}` has no clause {}", label.text),
        )
        .here("no clause has this label");
        // Between short labels nothing is near: 9 is no misspelt 1.
        let near = if label.text.len() < 3 {
            None
        } else {
            self.nearest(&label.text, labels.keys().map(|k| k.as_str()))
        };
        let d = match near {
            // Suggested: labels are short, and each differs from the next by a letter.
            Some(near) => d
                .help(format!("did you mean `{near}`?"))
                .edit(label.span, near),
            None => {
                const MOST: usize = 12;
                let mut all: Vec<(u32, &str)> = labels
                    .iter()
                    .map(|(l, at)| (at.start, l.as_str()))
                    .collect();
                all.sort_unstable();
                let more = if all.len() > MOST {
                    format!(" and {} more", all.len() - MOST)
                } else {
                    String::new()
                };
                let first: Vec<&str> = all.into_iter().take(MOST).map(|(_, l)| l).collect();
                d.help(format!(
                    "after its amendments it has the clauses {}{more}",
                    first.join(", ")
                ))
            }
        };
        self.report(d);
    }

    pub(super) fn unknown_draft(&mut self, w: &t::Word) {
        let d = Diagnostic::new(
            Code::UnknownDraft,
            w.span,
            format!("No draft `{}` was loaded", w.text),
        );
        let d = match self.nearest(&w.text, self.frameworks.keys().map(|k| k.as_str())) {
            // Suggested: ids of drafts are short, and versions of one draft are told apart by a letter.
            Some(near) => d.help(format!("did you mean `{near}`?")).edit(w.span, near),
            None => d.help("load its file: `use \"FILE.truce\";`, or name it on the command line"),
        };
        self.report(d);
    }
}

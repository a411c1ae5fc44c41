//! Resolves the parsed files of one world: vocabulary, drafts, positions, tests.

mod acts;
mod amended;
mod bands;
mod branches;
mod broken;
mod definitions;
mod draft;
mod effects;
mod expectations;
mod fields;
mod idle;
mod labels;
mod lines;
mod links;
mod meaning;
mod moments;
mod nouns;
mod numbers;
mod package;
mod phrases;
mod position;
mod readings;
mod renewal;
mod types;
mod units;
mod unknown;
mod values;
mod waivers;
mod written_out;

pub(crate) use nouns::thing_of;
pub(crate) use package::text_label;

use super::{Draft, EffectRule, Position, Test};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::syntax::tree as t;
use crate::vocabulary::{Band, NodeId, Vocabulary, near};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

/// So long a chain of amended drafts is followed.
const MAX_CHAIN: usize = 64;

/// Everything that is read together: one vocabulary, the drafts and the positions.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
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
    /// The texts it is made of.
    pub sources: Vec<SourceId>,
}

/// A parsed file with what could not be read in it.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
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
pub(crate) fn resolve(units: &[&Unit]) -> (World, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let items: Vec<&t::Item> = units.iter().flat_map(|u| &u.file.items).collect();
    let mut v = learn(units, &mut diagnostics);
    let mut frameworks = frameworks(&items, &mut diagnostics);
    let rewritten: Vec<t::Framework> = frameworks
        .values()
        .filter_map(|f| written_out::written_out(f))
        .collect();
    frameworks.extend(rewritten.iter().map(|f| (f.id.text.clone(), f)));
    let mut r = Resolver::new(&v, frameworks, diagnostics);
    let mut world = r.world(&items);
    let Resolver {
        mut diagnostics,
        bands,
        mut repeated,
        ..
    } = r;
    v.lay_bands(&bands);
    diagnostics.extend(units::check(&v, &world.drafts, &world.positions));
    diagnostics.extend(links::check(&world.drafts));
    diagnostics.retain(|d| {
        d.code != Code::EmptyLine
            || !units
                .iter()
                .any(|u| u.errors && u.source == d.at.span.source)
    });
    crate::diagnostic::sort(&mut diagnostics);
    broken::mark(units, &diagnostics, &mut world);
    diagnostics.extend(package::pack(&v, &mut world.drafts, &mut repeated));
    for d in &mut world.drafts {
        super::sides::put_in(d);
        d.choices = super::choices::find(&v, d);
    }
    world.vocabulary = v;
    world.sources = units.iter().map(|u| u.source).collect();
    (world, diagnostics)
}

/// The vocabulary of the files, with the states their effects declare.
fn learn(units: &[&Unit], diagnostics: &mut Vec<Diagnostic>) -> Vocabulary {
    let files: Vec<&t::File> = units.iter().map(|u| &u.file).collect();
    let broken = units
        .iter()
        .flat_map(|u| u.broken.iter().cloned())
        .collect();
    let mut v = Vocabulary::learn(&files, broken, diagnostics);
    for item in files.iter().flat_map(|f| &f.items) {
        match item {
            t::Item::Vocabulary(t::Vocabulary::Effect(e)) => v.learn_state(e),
            t::Item::Party(p) => {
                for i in &p.items {
                    if let t::PartyItem::Effect(e) = i {
                        v.learn_state(e);
                    }
                }
            }
            _ => {}
        }
    }
    v
}

/// The drafts by their ids. One id for two is told at the second.
fn frameworks<'a>(
    items: &[&'a t::Item],
    diagnostics: &mut Vec<Diagnostic>,
) -> FxHashMap<CompactString, &'a t::Framework> {
    let mut out: FxHashMap<CompactString, &t::Framework> = FxHashMap::default();
    for item in items {
        if let t::Item::Framework(f) = item
            && let Some(old) = out.insert(f.id.text.clone(), f)
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
    out
}

/// What is known while the files are resolved.
pub(super) struct Resolver<'a> {
    pub v: &'a Vocabulary,
    pub frameworks: FxHashMap<CompactString, &'a t::Framework>,
    /// Labels of each draft after its amendments, and where each stands.
    pub labels: FxHashMap<CompactString, FxHashMap<CompactString, Span>>,
    /// Drafts that amend others and would be too long together.
    pub too_long: FxHashSet<CompactString>,
    /// How many clauses stand in several drafts.
    repeated: package::Repeated,
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

impl<'a> Resolver<'a> {
    fn new(
        v: &'a Vocabulary,
        frameworks: FxHashMap<CompactString, &'a t::Framework>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Resolver {
            v,
            frameworks,
            labels: FxHashMap::default(),
            too_long: FxHashSet::default(),
            repeated: package::Repeated::default(),
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
        }
    }

    /// Everything in its order: drafts need the labels of all, lines the drafts, tests the lines.
    fn world(&mut self, items: &[&'a t::Item]) -> World {
        self.collect_labels();
        let mut world = World::default();
        for item in items {
            match item {
                t::Item::Vocabulary(t::Vocabulary::Effect(e)) => {
                    world.effects.extend(self.effect(e));
                }
                t::Item::Vocabulary(
                    t::Vocabulary::Matter { words, .. } | t::Vocabulary::Usual { words, .. },
                ) => self.listed(words),
                t::Item::Entity(e) => self.entity(e),
                _ => {}
            }
        }
        let mut ids: Vec<CompactString> = self.frameworks.keys().cloned().collect();
        ids.sort();
        for id in ids {
            world.drafts.extend(self.draft(&id));
        }
        for item in items {
            if let t::Item::Party(p) = item {
                world.positions.push(self.position(p));
            }
        }
        world
            .positions
            .sort_by(|a, b| a.name.cmp(&b.name).then(a.span.cmp(&b.span)));
        self.duplicate_parties(&world.positions);
        for item in items {
            if let t::Item::Test(test) = item {
                world.tests.push(self.test(test, &world.positions));
            }
        }
        world
    }
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
}

//! What an editor asks of texts while they are written: what a word names, where that is declared and used, what may stand at a place, what is worth knowing of it.
//! Nothing here knows a protocol: places are spans, answers are plain values.

mod around;
mod complete;
mod dates;
mod hover;
mod known;
mod lenses;
mod mentions;
mod outline;
mod rename;

pub(crate) use around::around;
pub(crate) use complete::{Sort, offers, signature};
pub(crate) use dates::{Hint, dates};
pub(crate) use hover::hover;
pub(crate) use known::Known;
pub(crate) use lenses::lenses;
pub(crate) use mentions::{Mention, Symbol, mentions};
pub(crate) use outline::{Level, Outline, outline};
pub(crate) use rename::rename;

use crate::Project;
use crate::model::{Clause, Draft};
use crate::source::{SourceId, Span};
use crate::verdict::{Evidence, Finding, Role};

/// The texts of a project as an editor sees them: all words that name something.
pub(crate) struct Index {
    /// Of each text of the project, in the order of its sources.
    all: Vec<(SourceId, Vec<Mention>)>,
}

impl Index {
    /// Reads the texts of a project.
    pub(crate) fn new(project: &Project) -> Index {
        let mut all = Vec::new();
        for world in &project.worlds {
            let known = Known::of(world);
            let texts = world
                .sources
                .iter()
                .map(|id| (*id, project.sources.get(*id)));
            let own = texts.filter(|(_, s)| !s.built_in);
            all.extend(own.map(|(id, s)| (id, mentions(&s.text, id, &known))));
        }
        all.sort_by_key(|(id, _)| *id);
        Index { all }
    }

    /// The words of one text.
    pub(crate) fn of(&self, source: SourceId) -> &[Mention] {
        let mut texts = self.all.iter();
        texts.find(|(id, _)| *id == source).map_or(&[], |(_, m)| m)
    }

    /// The word at a place; at its end too.
    pub(crate) fn at(&self, source: SourceId, offset: u32) -> Option<&Mention> {
        let mut words = self.of(source).iter();
        words.find(|m| m.span.start <= offset && offset <= m.span.end)
    }

    /// All places that name what a word names, in the texts of its world; those that declare it first.
    pub(crate) fn places(&self, project: &Project, mention: &Mention) -> Vec<(Span, bool)> {
        let Some(world) = project.world_of(mention.span.source) else {
            return Vec::new();
        };
        let texts = self.all.iter().filter(|(id, _)| world.sources.contains(id));
        let same = texts
            .flat_map(|(_, all)| all)
            .filter(|m| m.symbol == mention.symbol);
        let mut out: Vec<(Span, bool)> = same.map(|m| (m.span, m.declares)).collect();
        out.sort_by_key(|(span, declares)| (!declares, *span));
        out
    }
}

/// The clauses a verdict rests on, and not those that only come near.
fn clauses_of(f: &Finding) -> impl Iterator<Item = &str> {
    let decides = |e: &&Evidence| !matches!(e.role, Role::Near | Role::Lacks);
    f.evidence.iter().filter(decides).map(|e| e.clause.as_str())
}

/// Does a verdict on a draft rest on a clause of it?
fn rests_on(f: &Finding, draft: &Draft, clause: &Clause) -> bool {
    f.draft == draft.id && clauses_of(f).any(|c| clause.label == c)
}

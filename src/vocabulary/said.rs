//! What people say for the words of the prelude. Read when it is first asked for: a text without mistakes needs none of it.

use super::prelude::{PRELUDE, SAID};
use super::{Vocabulary, Wording};
use crate::source::SourceId;
use crate::syntax;
use crate::syntax::tree::{Item, Vocabulary as Declared};
use std::sync::LazyLock;

/// Wordings of the prelude, in their order.
static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let texts = (0..).zip(PRELUDE).filter(|(_, (path, _))| *path == SAID);
    let items = texts.flat_map(|(n, (_, text))| syntax::parse(SourceId(n), text).file.items);
    let said = items.filter_map(|item| match item {
        Item::Vocabulary(declared) => Wording::of(&declared),
        _ => None,
    });
    said.collect()
});

impl Vocabulary {
    /// What is said here for what people say elsewhere: by the prelude, then by the texts.
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &Wording> {
        WORDINGS.iter().chain(&self.said)
    }
}

impl Wording {
    /// What a `say` declares.
    pub(super) fn of(declared: &Declared) -> Option<Wording> {
        let Declared::Say {
            write,
            wordings,
            sample,
            why,
            ..
        } = declared
        else {
            return None;
        };
        Some(Wording {
            write: write.text.clone(),
            wordings: wordings.iter().map(|w| w.text.clone()).collect(),
            sample: sample.as_ref().map(|t| t.text.clone()),
            why: why.as_ref().map(|t| t.text.clone()),
        })
    }
}

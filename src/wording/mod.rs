//! A draft in plain English: sentences, fields and phrases as somebody would read them out, without the signs of the language.

mod fields;
mod moments;
mod names;
mod spoken;
mod values;
mod verbs;
mod words;

pub(crate) use moments::Governed;
pub(crate) use words::{Piece, Style, Words};

use crate::model::{Base, Draft, Item, List, SideWord};
use crate::source::SourceSet;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// How clauses are referred to.
pub(crate) type Refer<'w> = dyn Fn(Option<&str>, &str) -> String + 'w;

/// Says what a draft says. Two things that mean the same are said alike, whatever the clause they stand in.
pub(crate) struct Speaker<'w> {
    v: &'w Vocabulary,
    sources: &'w SourceSet,
    draft: &'w Draft,
    refer: Box<Refer<'w>>,
    /// Names by which the world knows things, and amounts in base units: what is compared, not what is read out.
    exact: bool,
    /// Words that the text defines are said, and not what they mean.
    as_written: bool,
    /// What each variable of a sentence stands for.
    bound: RefCell<FxHashMap<u8, String>>,
    /// The sentence is about what the other side does: `own side` is the one that was spoken of before.
    other_acts: Cell<bool>,
}

/// While it lives, a sentence is about who acts in it.
pub(super) struct Acting<'s> {
    cell: &'s Cell<bool>,
    before: bool,
}

impl Drop for Acting<'_> {
    fn drop(&mut self) {
        self.cell.set(self.before);
    }
}

impl<'w> Speaker<'w> {
    /// A speaker who says `clause 10.a` of clauses.
    pub(crate) fn new(v: &'w Vocabulary, sources: &'w SourceSet, draft: &'w Draft) -> Self {
        Self {
            v,
            sources,
            draft,
            refer: Box::new(clause_words),
            exact: false,
            as_written: false,
            bound: RefCell::default(),
            other_acts: Cell::default(),
        }
    }

    /// From here on it is said what these do.
    pub(super) fn speaks_of(&self, who: &List) -> Acting<'_> {
        let other = matches!(
            &who.items[..],
            [Item {
                base: Base::Side(SideWord::Other),
                ..
            }]
        );
        let before = self.other_acts.replace(other);
        Acting {
            cell: &self.other_acts,
            before,
        }
    }

    /// The same with other words for clauses, and in the words of the text.
    pub(crate) fn referring(
        v: &'w Vocabulary,
        sources: &'w SourceSet,
        draft: &'w Draft,
        refer: Box<Refer<'w>>,
    ) -> Self {
        Self {
            refer,
            as_written: true,
            ..Self::new(v, sources, draft)
        }
    }

    /// A speaker whose words are equal if and only if what is said is equal.
    pub(crate) fn exact(
        v: &'w Vocabulary,
        sources: &'w SourceSet,
        draft: &'w Draft,
        refer: Box<Refer<'w>>,
    ) -> Self {
        Self {
            refer,
            exact: true,
            ..Self::new(v, sources, draft)
        }
    }

    /// A word of the vocabulary as one reads it: hyphens are blanks.
    pub(crate) fn plain(word: &str) -> String {
        let mut out = String::new();
        for (n, part) in word.split('-').enumerate() {
            if n > 0 {
                // Prefixes keep their hyphen.
                let before = word.split('-').nth(n - 1).unwrap_or("");
                let latin = matches!(part, "facto" | "jure");
                out.push(if PREFIXES.contains(&before) && !latin {
                    '-'
                } else {
                    ' '
                });
            }
            out.push_str(part);
        }
        out
    }
}

/// What English writes with a hyphen.
const PREFIXES: &[&str] = &[
    "non", "de", "anti", "pre", "post", "co", "self", "counter", "inter", "sub", "ex",
];

fn clause_words(text: Option<&str>, label: &str) -> String {
    match text {
        Some(t) => format!("clause {label} of {t}"),
        None => format!("clause {label}"),
    }
}

//! Resolves fields: of clauses, of the header, and of things of the world.

use super::Resolver;
use super::nouns::thing_of;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::tree as t;
use crate::vocabulary::FieldDecl;

/// Fields that hold prose.
pub(super) const PROSE: &[&str] = &["note", "text", "title", "source"];

impl Resolver<'_> {
    /// A field of a clause kind or of a sort.
    pub(super) fn field(&mut self, f: &t::Field, kind: &str) -> Option<Entry> {
        let word = f.name.text.as_str();
        if PROSE.contains(&word) {
            return None;
        }
        let decl = match self.v.kind(kind) {
            Some(k) => k.fields.iter().find(|d| d.name == word).cloned(),
            None => return self.world_field(f, kind),
        };
        let Some(decl) = decl else {
            self.unknown_field(f, kind);
            return None;
        };
        if f.index.is_some() && !decl.indexed {
            self.report(
                Diagnostic::new(Code::WrongForm, f.span, format!("`{word}` takes no `for`"))
                    .help(format!("write `{word}: …;`")),
            );
        }
        let mut index = f
            .index
            .as_ref()
            .map(|l| self.list(l, &Want::default(), "the index"));
        if self.in_draft
            && let Some(l) = &mut index
        {
            self.each_side_in(l);
        }
        let want = self.want(&decl.slot);
        let named = want.types.iter().any(|n| self.v.name(*n) == "name");
        let want = if named { Want::default() } else { want };
        self.looked_for(&f.value);
        let value = self.list(&f.value, &want, &format!("the field `{word}`"));
        if self.in_draft && !decl.slot.takes_several() && value.items.len() > 1 {
            self.too_many_values(word, &value);
        }
        Some(Entry {
            name: f.name.text.clone(),
            index,
            value,
            span: f.span,
        })
    }

    /// A list in a field, or as a ceiling, that is one value: a line for the one and a line against the other would both have their way.
    pub(super) fn too_many_values(&mut self, word: &str, value: &List) {
        let [first, second, ..] = &value.items[..] else {
            return;
        };
        let d = Diagnostic::new(
            Code::DuplicateField,
            second.span,
            format!("`{word}` has one value, and a list gives it several"),
        )
        .here("another value")
        .also(first.span, "the first");
        self.report(d.help(
            "keep one of them; where the text leaves it open, write a bracket: `[one | other]`",
        ));
    }

    fn unknown_field(&mut self, f: &t::Field, kind: &str) {
        let word = f.name.text.as_str();
        let kinds = self.v.kind(kind);
        let known: Vec<&str> = kinds
            .map(|k| k.fields.iter().map(|d| d.name.as_str()).collect())
            .unwrap_or_default();
        let d = Diagnostic::new(
            Code::UnknownField,
            f.name.span,
            format!("`{kind}` has no field `{word}`"),
        )
        .here("not a field of this kind");
        let d = match self.near(word, known.iter().copied()) {
            // Safe where it is one field of this kind but for a slip of the pen.
            Some((near, sure)) => {
                d.help(format!("did you mean `{near}`?"))
                    .offer(f.name.span, near, sure)
            }
            None if known.is_empty() => d.help(format!(
                "a `{kind}` has no fields: write a sentence, or choose a kind that has this field"
            )),
            None => d.help(format!("its fields are {}", crate::syntax::either(&known))),
        };
        self.report(d);
    }

    /// What is said of a thing of the world, or asked of it.
    fn world_field(&mut self, f: &t::Field, sort: &str) -> Option<Entry> {
        let word = f.name.text.as_str();
        let mut known: Vec<FieldDecl> = Vec::new();
        if let Some(node) = self.v.words.get(sort) {
            for n in std::iter::once(*node).chain(self.v.above(*node).iter().copied()) {
                known.extend(
                    self.v
                        .attributes
                        .get(self.v.name(n))
                        .into_iter()
                        .flatten()
                        .cloned(),
                );
            }
        }
        let slot = known
            .iter()
            .find(|d| d.name == word)
            .map(|d| d.slot.clone());
        if slot.is_none() && word != "name" {
            let words: Vec<&str> = known.iter().map(|d| d.name.as_str()).collect();
            let d = Diagnostic::new(
                Code::UnknownField,
                f.name.span,
                format!("Of a thing of the sort `{sort}`, `{word}` is not known"),
            )
            .here("not a word for such a fact");
            let d = match self.near(word, words.iter().copied()) {
                // Safe where it is one known fact but for a slip of the pen.
                Some((near, sure)) => d.help(format!("did you mean `{near}`?")).offer(f.name.span, near, sure),
                None if words.is_empty() => d.help(format!("prose goes into `note:`; declare a fact of your own: `attributes {sort} {{ {word}: thing*; }}`")),
                None => d.help(format!("known are {}; prose goes into `note:`; declare a fact of your own: `attributes {sort} {{ {word}: thing*; }}`", crate::syntax::either(&words))),
            };
            self.report(d);
            return None;
        }
        let want = slot.map_or_else(Want::default, |s| self.want(&s));
        let index = f
            .index
            .as_ref()
            .map(|l| self.list(l, &Want::default(), "the index"));
        let value = self.list(&f.value, &want, &format!("the field `{word}`"));
        Some(Entry {
            name: f.name.text.clone(),
            index,
            value,
            span: f.span,
        })
    }

    /// A field that takes one value, given before in the same clause.
    pub(super) fn stated_twice<'e>(
        &mut self,
        new: &Entry,
        kind: &str,
        before: impl Iterator<Item = &'e Entry>,
    ) {
        let Some(decl) = self
            .v
            .kind(kind)
            .and_then(|k| k.fields.iter().find(|d| d.name == new.name))
        else {
            return;
        };
        if decl.indexed || decl.slot.takes_several() {
            return;
        }
        let same = before.filter(|e| e.name == new.name).map(|e| e.span).next();
        if let Some(first) = same {
            let d = Diagnostic::new(
                Code::DuplicateField,
                new.span,
                format!("`{}` has one value and stands twice", new.name),
            )
            .here("the second time")
            .also(first, "the first");
            self.report(d.help(
                "keep one of them; where the text leaves it open, write a bracket: `[one | other]`",
            ));
        }
    }

    /// `cap for each side`: for every side by name.
    pub(super) fn each_side_in(&self, l: &mut List) {
        let mut items = Vec::new();
        for i in l.items.drain(..) {
            match &i.base {
                Base::Side(SideWord::Each) => {
                    items.extend(self.header_sides.iter().map(|n| Item {
                        matcher: None,
                        base: Base::Thing(thing_of(*n)),
                        span: i.span,
                    }))
                }
                _ => items.push(i),
            }
        }
        l.items = items;
    }
}

/// The text of a field that holds prose.
pub(super) fn prose_of(f: &t::Field) -> Option<(CompactString, String)> {
    let word = PROSE.iter().find(|w| **w == f.name.text)?;
    Some(((*word).into(), text_of(f)?))
}

/// The text of a field, in one line.
pub(super) fn text_of(f: &t::Field) -> Option<String> {
    let text = f.value.values.first().and_then(|v| match &v.base {
        t::Base::Text(t) => Some(t.text.as_str()),
        t::Base::Noun {
            words,
            name: Some(name),
            ..
        } if words.is_empty() && name.quoted => Some(name.text.as_str()),
        _ => None,
    })?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

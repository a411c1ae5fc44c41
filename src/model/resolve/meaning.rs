//! What a field means as a promise (`monitors: Watch` is that Watch shall monitor), and the other way round. One thing said is then found under either spelling.

use super::Resolver;
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{ActionId, FieldDecl};

/// The promise that a field means: the verb, and the field with what it is done to.
struct Meaning<'v> {
    action: ActionId,
    object: &'v str,
    /// It can be done to a place: without an object, where it is done is what it is done to.
    to_places: bool,
}

impl Meaning<'_> {
    /// The promise, of what the fields beside it hold.
    fn promise(&self, who: &List, object: Option<List>, span: Span) -> Sentence {
        Sentence {
            subject: who.clone(),
            only: false,
            predicate: Predicate::Act {
                modal: Some(Modal::Shall),
                jointly: false,
                action: Some(self.action),
                object,
            },
            roles: Vec::new(),
            phrases: Vec::new(),
            that: None,
            span,
        }
    }

    /// What it is done to, by the fields that say so.
    fn object<'l>(&self, value: impl Fn(&str) -> Option<&'l List>) -> Option<List> {
        let object = value(self.object).or_else(|| value("area").filter(|_| self.to_places));
        object.cloned()
    }
}

impl Resolver<'_> {
    fn meaning<'f>(&self, f: &'f FieldDecl) -> Option<Meaning<'f>> {
        let (verb, object) = f.meaning.as_ref()?;
        let action = self.v.verb(verb)?;
        let slot = self.v.action(action).object.as_ref();
        Some(Meaning {
            action,
            object,
            to_places: slot.is_some_and(|s| s.types.iter().any(|t| t.text == "place")),
        })
    }

    /// What the fields of a clause say as promises. What has one value for each leaf is governed by the narrowest clause: a line is held against the field itself.
    pub(super) fn meant(&mut self, clause: &mut Clause) {
        let Some(kind) = self.v.kind(&clause.kind) else {
            return;
        };
        let mut said: Vec<(Sentence, Vec<Under>)> = Vec::new();
        for (entry, under) in &clause.fields {
            let mut fields = kind.fields.iter();
            let field = fields.find(|f| f.name == entry.name && !f.slot.per_leaf);
            let Some(meaning) = field.and_then(|f| self.meaning(f)) else {
                continue;
            };
            let value = |name: &str| {
                let mut fields = clause.fields.iter();
                fields.find(|(e, _)| e.name == name).map(|(e, _)| &e.value)
            };
            // What they do it to is not said: that is left open.
            let object = meaning
                .object(value)
                .unwrap_or_else(|| unsaid(entry.value.span));
            let promise = meaning.promise(&entry.value, Some(object), entry.span);
            said.push((promise, under.clone()));
        }
        clause.sentences.extend(said);
    }

    /// What is asked for in the other spelling, where that asks for the same.
    pub(super) fn other_spelling(&self, w: &Wanted) -> Option<Wanted> {
        match w {
            Wanted::Kind(k) => self.as_promise(k).map(Wanted::Sentence),
            Wanted::Sentence(s) => self.as_field(s).map(Wanted::Kind),
            Wanted::Order(..) => None,
        }
    }

    /// The field with one value for each leaf that says the same of places as a promise. Other fields promise it by themselves.
    fn as_field(&self, s: &Sentence) -> Option<KindPattern> {
        let Predicate::Act {
            modal: Some(modal),
            action: Some(action),
            object: Some(places),
            jointly: false,
        } = &s.predicate
        else {
            return None;
        };
        if !s.roles.is_empty() || s.that.is_some() || s.only || modal.is_ban() {
            return None;
        }
        let (kind, field, meaning) = self.v.kinds.iter().find_map(|k| {
            k.fields.iter().filter(|f| f.slot.per_leaf).find_map(|f| {
                let meaning = self.meaning(f).filter(|m| m.action == *action)?;
                Some((k, f, meaning))
            })
        })?;
        Some(KindPattern {
            kind: kind.word.clone(),
            sort: false,
            fields: vec![
                (meaning.object.into(), None, places.clone()),
                (field.name.clone(), None, s.subject.clone()),
            ],
            sentences: Vec::new(),
            phrases: s.phrases.clone(),
            span: s.span,
        })
    }

    /// What the fields of a pattern mean as a promise, where they say nothing else.
    fn as_promise(&self, k: &KindPattern) -> Option<Sentence> {
        let kind = self.v.kind(&k.kind).filter(|_| !k.sort)?;
        let decl = |word: &str| kind.fields.iter().find(|f| f.name == word);
        let mut meant = k
            .fields
            .iter()
            .filter_map(|(name, _, who)| Some((name, who, self.meaning(decl(name)?)?)));
        let (name, who, meaning) = meant.next()?;
        let told = |(field, index, _): &(CompactString, Option<List>, List)| {
            index.is_none() && (field == name || *field == meaning.object || field == "area")
        };
        if !k.sentences.is_empty() || meant.next().is_some() || !k.fields.iter().all(told) {
            return None;
        }
        let value = |word: &str| k.fields.iter().find(|(f, ..)| f == word).map(|(.., l)| l);
        let object = meaning.object(value);
        // Where they do it is nothing the promise could say.
        if object.is_none() && value("area").is_some() {
            return None;
        }
        Some(Sentence {
            phrases: k.phrases.clone(),
            ..meaning.promise(who, object, k.span)
        })
    }
}

/// What nobody says.
fn unsaid(span: Span) -> List {
    let hole = Hole {
        blank: Blank::Unspecified,
        span,
    };
    List {
        items: vec![Item {
            matcher: None,
            base: Base::Hole(hole),
            span,
        }],
        except: Vec::new(),
        span,
    }
}

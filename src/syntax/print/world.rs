//! The world and the vocabulary.

use super::drafts::field;
use super::{Doc, Flow};
use crate::syntax::tree::*;

pub(super) fn entity(e: &Entity) -> Doc {
    let mut head = Flow::default();
    head.word(&e.sort);
    head.word(&e.name);
    head.title(e.title.as_ref());
    for (word, names) in &e.links {
        head.word(word);
        head.words(names);
    }
    head.block_or_line(e.body.iter().map(entity_item).collect())
}

fn entity_item(item: &EntityItem) -> Doc {
    match item {
        EntityItem::Entity(e) => entity(e),
        EntityItem::Dated(date, fields) => {
            let mut head = Flow::of("as of");
            head.word(date);
            head.block(fields.iter().map(field).collect())
        }
        EntityItem::Field(f) => field(f),
    }
}

// Longer than a function should be: a table, with the order of words for each declaration.
pub(super) fn vocabulary(v: &Vocabulary) -> Doc {
    let mut f = Flow::default();
    match v {
        Vocabulary::Scale { name, steps, .. } => {
            f.word_after("scale", name);
            f.close(":");
            f.steps(steps);
        }
        Vocabulary::Terms {
            top, only, terms, ..
        } => {
            f.word_after("terms", top);
            if *only {
                f.put("only");
            }
            f.close(":");
            f.terms(terms);
        }
        Vocabulary::Attributes { word, slots, .. } => {
            f.word_after("attributes", word);
            return f.block(slots.iter().map(slot_field).collect());
        }
        Vocabulary::Unit {
            name,
            dimension,
            factor,
            counting,
            ..
        } => {
            f.word_after("unit", name);
            f.word_after("of", dimension);
            if let Some((number, unit)) = factor {
                f.word_after("=", number);
                f.word(unit);
            }
            f.maybe_after("counting", counting.as_ref());
        }
        Vocabulary::Moment { word, title, .. } => {
            f.word_after("moment", word);
            f.title(title.as_ref());
        }
        Vocabulary::TypeTree {
            top,
            silence,
            below,
            ..
        } => {
            f.word_after("type", top);
            f.maybe_after("else", silence.as_ref());
            if !below.is_empty() {
                f.close(":");
                f.words(below);
            }
        }
        Vocabulary::Matter {
            word,
            title,
            by_place,
            words,
            ..
        } => {
            f.word_after("matter", word);
            f.title(title.as_ref());
            if *by_place {
                f.put("by place");
            }
            f.close(":");
            f.words(words);
        }
        Vocabulary::Usual { what, words, .. } => {
            f.word_after("usual", what);
            f.close(":");
            f.words(words);
        }
        Vocabulary::Say {
            write,
            wordings,
            sample,
            why,
            ..
        } => {
            f.put("say");
            f.text(write);
            f.put("for");
            for (n, w) in wordings.iter().enumerate() {
                if n > 0 {
                    f.comma();
                }
                f.text(w);
            }
            if let Some(sample) = sample {
                f.may_break();
                f.put("as in");
                f.text(sample);
            }
            if let Some(why) = why {
                f.close(":");
                f.text(why);
            }
        }
        Vocabulary::Kind {
            word, title, slots, ..
        } => {
            f.word_after("kind", word);
            f.title(title.as_ref());
            return f.block(slots.iter().map(slot_field).collect());
        }
        Vocabulary::Action {
            lasting,
            verb,
            object,
            roles,
            that,
            ..
        } => {
            f.put(if *lasting { "lasting action" } else { "action" });
            f.word(verb);
            if let Some(object) = object {
                f.slot(object);
            }
            for (preposition, slot) in roles {
                f.may_break();
                f.word(preposition);
                f.slot(slot);
            }
            f.maybe_after("that", that.as_ref());
        }
        Vocabulary::Effect(e) => return effect(e),
    }
    f.line()
}

fn slot_field(s: &SlotField) -> Doc {
    let mut f = Flow::default();
    f.word(&s.name);
    f.maybe_after("for", s.index.as_ref());
    f.close(":");
    f.slot(&s.slot);
    if let Some((verb, object)) = &s.meaning {
        f.word_after("meaning", verb);
        f.word(object);
    }
    if let Some(text) = &s.reads {
        f.put("reads");
        f.text(text);
    }
    f.line()
}

impl Flow {
    fn steps(&mut self, steps: &[Word]) {
        for (n, step) in steps.iter().enumerate() {
            if n > 0 {
                self.put("<");
            }
            self.word(step);
        }
    }

    fn terms(&mut self, terms: &[Term]) {
        for (n, term) in terms.iter().enumerate() {
            if n > 0 {
                self.comma();
            }
            self.word(&term.word);
            self.title(term.title.as_ref());
            if !term.below.is_empty() {
                self.open("(");
                self.terms(&term.below);
                self.close(")");
            }
        }
    }

    fn slot(&mut self, s: &Slot) {
        for (n, t) in s.types.iter().enumerate() {
            if n > 0 {
                self.put("or");
            }
            self.word(t);
        }
        if let Some(sign) = &s.occurs {
            self.close(&sign.text);
        }
        if let Some(silence) = &s.silence {
            self.put("else");
            self.word(silence);
        }
        if s.per_leaf {
            self.put("each leaf");
        }
        if s.ceiling {
            self.put("ceiling");
        }
        if s.floor {
            self.put("floor");
        }
    }
}

pub(super) fn effect(e: &Effect) -> Doc {
    let mut head = Flow::of("effect");
    head.sentence(&e.head);
    let reads = e.reads.iter().map(|t| {
        let mut f = Flow::of("reads");
        f.text(t);
        f.line()
    });
    let rules = e.rules.iter().map(|rule| {
        let mut f = Flow::of("when");
        f.condition(&rule.when);
        if let Some(unless) = &rule.unless {
            f.may_break();
            f.put("unless");
            f.condition(unless);
        }
        f.line()
    });
    head.block(reads.chain(rules).collect())
}

//! What declarations of words say: types, scales, terms, attributes, matters, kinds, actions.

use super::super::{
    Action, ActionId, FieldDecl, Kind, Matter, NodeKind, State, StateId, ThatMode, Vocabulary,
    Wording,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Base, Effect, Predicate, Slot, SlotField, TailPart, Term};
use crate::syntax::tree::{Vocabulary as Declared, Word};
use compact_str::CompactString;

impl Vocabulary {
    /// The type a declaration makes.
    pub(super) fn learn_type(&mut self, w: &Declared) {
        match w {
            Declared::TypeTree {
                top,
                silence,
                below,
                ..
            } => {
                let id = self.word_node(&top.text, NodeKind::Type, top.span);
                self.silent.extend(silence.clone().map(|s| (id, s)));
                for b in below {
                    let id = self.word_node(&b.text, NodeKind::Type, b.span);
                    self.put_under(id, &top.text);
                }
            }
            Declared::Scale { name, .. } => {
                self.word_node(&name.text, NodeKind::Type, name.span);
            }
            Declared::Terms { top, only, .. } => {
                let id = self.word_node(&top.text, NodeKind::Type, top.span);
                if *only {
                    self.closed.push(id);
                }
            }
            Declared::Kind { word, .. } => {
                self.word_node(&word.text, NodeKind::Type, word.span);
            }
            _ => {}
        }
    }

    /// The words a declaration gives a meaning to. Longer than a function should be: a table, with what becomes of each declaration.
    pub(super) fn learn_words(&mut self, w: &Declared, diagnostics: &mut Vec<Diagnostic>) {
        match w {
            Declared::Scale { name, steps, .. } => self.learn_scale(name, steps),
            Declared::Terms { top, terms, .. } => self.learn_terms(top, terms),
            Declared::Attributes { word, slots, .. } => self
                .attributes
                .entry(word.text.clone())
                .or_default()
                .extend(slots.iter().map(field_decl)),
            Declared::Moment { word, title, .. } => self
                .moments
                .push((word.text.clone(), title.as_ref().map(|t| t.text.clone()))),
            Declared::Matter {
                word,
                title,
                by_place,
                words,
                ..
            } => self.learn_matter(Matter {
                word: word.text.clone(),
                title: title.as_ref().map(|t| t.text.clone()),
                by_place: *by_place,
                words: words.iter().map(|w| w.text.clone()).collect(),
            }),
            Declared::Usual { what, words, .. } => self
                .usual
                .entry(what.text.clone())
                .or_default()
                .extend(words.iter().map(|w| w.text.clone())),
            Declared::Say { .. } => self.said.extend(Wording::of(w)),
            Declared::Kind {
                word,
                title,
                slots,
                span,
            } => {
                let kind = Kind {
                    word: word.text.clone(),
                    title: title.as_ref().map(|t| t.text.clone()),
                    fields: slots.iter().map(field_decl).collect(),
                    span: *span,
                };
                self.learn_kind(kind, word.span, diagnostics);
            }
            Declared::Action {
                lasting,
                verb,
                object,
                roles,
                that,
                span,
            } => {
                let roles = roles.iter().map(|(p, s)| (p.text.clone(), s.clone()));
                let action = Action {
                    verb: verb.text.clone(),
                    lasting: *lasting,
                    object: object.clone(),
                    roles: roles.collect(),
                    that: that.as_ref().map(that_mode),
                    span: *span,
                };
                self.learn_action(action, verb.span, diagnostics);
            }
            Declared::Effect(e) => self.learn_state(e),
            _ => {}
        }
    }

    fn learn_scale(&mut self, name: &Word, steps: &[Word]) {
        let scale = self.word_node(&name.text, NodeKind::Type, name.span);
        for (rank, step) in steps.iter().enumerate() {
            let id = self.word_node(&step.text, NodeKind::Step(scale, rank as u32), step.span);
            self.nodes[id.0 as usize].kind = NodeKind::Step(scale, rank as u32);
            self.put_under(id, &name.text);
        }
    }

    fn learn_terms(&mut self, top: &Word, terms: &[Term]) {
        let mut todo: Vec<(CompactString, &Term)> =
            terms.iter().map(|t| (top.text.clone(), t)).collect();
        while let Some((above, term)) = todo.pop() {
            let named = term.word.quoted || term.word.text.starts_with(|c: char| !c.is_lowercase());
            let id = if named {
                self.name_node(&term.word)
            } else {
                self.word_node(&term.word.text, NodeKind::Term, term.word.span)
            };
            if let Some(t) = &term.title {
                self.nodes[id.0 as usize].title = Some(t.text.clone());
            }
            let up = self
                .word(&above)
                .or_else(|| self.names.get(&above).copied());
            if let Some(up) = up
                && !self.nodes[id.0 as usize].up.contains(&up)
                && up != id
            {
                self.nodes[id.0 as usize].up.push(up);
            }
            todo.extend(term.below.iter().map(|t| (term.word.text.clone(), t)));
        }
    }

    /// A later declaration of the same matter adds to it.
    fn learn_matter(&mut self, matter: Matter) {
        match self.matters.iter_mut().find(|m| m.word == matter.word) {
            Some(known) => known.words.extend(matter.words),
            None => self.matters.push(matter),
        }
    }

    fn learn_kind(&mut self, kind: Kind, at: Span, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.kind_of.get(&kind.word).copied();
        if let Some(n) = known.filter(|n| is_built_in(self.kinds[*n].span)) {
            let new = |f: &FieldDecl, known: &Kind| known.fields.iter().all(|k| k.name != f.name);
            let fields = kind.fields.into_iter().filter(|f| new(f, &self.kinds[n]));
            let fields: Vec<FieldDecl> = fields.collect();
            self.kinds[n].fields.extend(fields);
            return;
        }
        if let Some(n) = self.kind_of.get(&kind.word) {
            let message = format!("The kind `{}` is declared twice", kind.word);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, at, message)
                    .also(self.kinds[*n].span, "first declared here")
                    .help("give one of them another word"),
            );
            return;
        }
        self.kind_of.insert(kind.word.clone(), self.kinds.len());
        self.kinds.push(kind);
    }

    fn learn_action(&mut self, action: Action, at: Span, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.verb_of.get(&action.verb).copied();
        let wider = |old: &Action| {
            is_built_in(old.span) && old.lasting == action.lasting && old.that == action.that
        };
        if let Some(id) = known.filter(|id| wider(self.action(*id))) {
            self.actions[id.0 as usize].widen(action);
            return;
        }
        if let Some(id) = self.verb_of.get(&action.verb) {
            let message = format!("The action `{}` is declared twice", action.verb);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, at, message)
                    .also(self.action(*id).span, "first declared here")
                    .help("give one of them another verb"),
            );
            return;
        }
        let id = ActionId(self.actions.len() as u32);
        self.verb_of.insert(action.verb.clone(), id);
        self.actions.push(action);
    }

    /// The word of an effect's sentence, with the prepositions it takes.
    pub(crate) fn learn_state(&mut self, e: &Effect) {
        let Predicate::State { state, of, .. } = &e.head.predicate else {
            return;
        };
        let next = StateId(self.states.len() as u32);
        let id = *self.state_of.entry(state.text.clone()).or_insert(next);
        if id == next {
            self.states.push(State {
                word: state.text.clone(),
                prepositions: Vec::new(),
                of: false,
                types: Vec::new(),
            });
        }
        let known = &mut self.states[id.0 as usize];
        known.of |= of.is_some();
        let subject = e.head.subject.list.values.first();
        let roles = e.head.tail.iter().filter_map(|p| {
            if let TailPart::Role {
                preposition, list, ..
            } = p
            {
                Some((preposition.text.as_str(), list.values.first()?))
            } else {
                None
            }
        });
        for (argument, value) in subject
            .map(|v| ("", v))
            .into_iter()
            .chain(of.as_ref().map(|v| ("of", v)))
            .chain(roles)
        {
            if let Base::Quantified { word: Some(w), .. } = &value.base {
                known.types.push((argument.into(), w.text.clone()));
            }
        }
        for part in &e.head.tail {
            if let TailPart::Role { preposition, .. } = part
                && !known.prepositions.contains(&preposition.text)
            {
                known.prepositions.push(preposition.text.clone());
            }
        }
    }
}

/// What the sentence after `that` counts for.
fn that_mode(word: &Word) -> ThatMode {
    match word.text.as_str() {
        "asserted" => ThatMode::Asserted,
        "proposed" => ThatMode::Proposed,
        _ => ThatMode::Reported,
    }
}

fn field_decl(s: &SlotField) -> FieldDecl {
    FieldDecl {
        name: s.name.text.clone(),
        slot: s.slot.clone(),
        indexed: s.index.is_some(),
        meaning: s
            .meaning
            .as_ref()
            .map(|(v, o)| (v.text.clone(), o.text.clone())),
        reads: s.reads.as_ref().map(|t| t.text.clone()),
    }
}

/// Is it declared by the prelude? A file may add roles and fields to what is.
fn is_built_in(at: Span) -> bool {
    (at.source.0 as usize) < crate::vocabulary::PRELUDE.len()
}

impl Action {
    /// Takes in what another declaration of the same verb adds: further types of what stands with it, and further roles.
    fn widen(&mut self, more: Action) {
        let types = |slot: &mut Slot, more: Slot| {
            for t in more.types {
                if slot.types.iter().all(|k| k.text != t.text) {
                    slot.types.push(t);
                }
            }
        };
        match (&mut self.object, more.object) {
            (Some(slot), Some(more)) => types(slot, more),
            (object @ None, Some(more)) => *object = Some(more),
            (_, None) => {}
        }
        for (preposition, slot) in more.roles {
            match self.roles.iter_mut().find(|(p, _)| *p == preposition) {
                Some((_, known)) => types(known, slot),
                None => self.roles.push((preposition, slot)),
            }
        }
    }
}

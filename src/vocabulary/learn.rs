//! Learns words and names from parsed files.

use super::numbers::Exact;
use super::{
    Action, ActionId, DayRange, FieldDecl, Kind, Matter, Node, NodeId, NodeKind, State, StateId,
    ThatMode, ThingFact, Unit, Vocabulary, suggest,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::*;
use compact_str::CompactString;

/// Types every slot may use without a declaration.
const BUILT_IN_TYPES: &[&str] = &[
    "thing", "clause", "text", "date", "number", "quantity", "duration", "ratio", "name",
];
/// Units of time in days, hours and minutes as parts of a day; months and years are of the calendar and have no factor to days.
const TIME_UNITS: &[(&str, i128, i128)] = &[
    ("minute", 1, 1440),
    ("hour", 1, 24),
    ("day", 1, 1),
    ("week", 7, 1),
];

impl Vocabulary {
    /// Learns everything the files declare. Declarations may stand in any order and in any file.
    /// `broken`: names and words whose declaration could not be read.
    pub fn learn(
        files: &[&File],
        broken: Vec<String>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vocabulary {
        let mut v = Vocabulary {
            broken,
            ..Vocabulary::default()
        };
        let nowhere = Span::new(crate::source::SourceId(0), 0, 0);
        for t in BUILT_IN_TYPES {
            v.word_node(t, NodeKind::Type, nowhere);
        }
        for (unit, num, den) in TIME_UNITS {
            if let Some(factor) = Exact::new(*num, *den) {
                for form in [(*unit).to_owned(), format!("{unit}s")] {
                    v.units.insert(
                        form.into(),
                        Unit {
                            dimension: "time".into(),
                            factor,
                            counting: None,
                        },
                    );
                }
            }
        }
        for (unit, months) in [("month", 1), ("year", 12)] {
            if let Some(factor) = Exact::new(months, 1) {
                for form in [unit.to_owned(), format!("{unit}s")] {
                    v.units.insert(
                        form.into(),
                        Unit {
                            dimension: "calendar".into(),
                            factor,
                            counting: None,
                        },
                    );
                }
            }
        }
        for sort in crate::syntax::SORTS {
            v.word_node(sort, NodeKind::Type, nowhere);
        }
        let vocabulary = || {
            files.iter().flat_map(|f| &f.items).filter_map(|i| {
                if let Item::Vocabulary(w) = i {
                    Some(w)
                } else {
                    None
                }
            })
        };
        for w in vocabulary() {
            v.learn_types(w);
        }
        for w in vocabulary() {
            v.learn_words(w, diagnostics);
        }
        v.learn_units(vocabulary().collect(), diagnostics);
        let mut things = Vec::new();
        let mut named = Vec::new();
        for item in files.iter().flat_map(|f| &f.items) {
            match item {
                Item::Entity(e) => v.learn_entity(e, None, true, diagnostics, &mut things),
                Item::Framework(f) => {
                    let id = v.word_node(&f.id.text, NodeKind::Term, f.id.span);
                    v.put_under(id, "framework");
                    v.nodes[id.0 as usize].title = f.title.as_ref().map(|t| t.text.clone());
                    for m in &f.members {
                        match m {
                            Member::Replace(c, _) | Member::Add(c, _) => {
                                v.learn_statements(&c.body, diagnostics, &mut things, &mut named)
                            }
                            Member::Statement(s) => v.learn_statements(
                                std::slice::from_ref(s),
                                diagnostics,
                                &mut things,
                                &mut named,
                            ),
                            Member::Strike(..) => {}
                        }
                    }
                }
                _ => {}
            }
        }
        // A body an institution names, unless the world declares it.
        for n in named {
            let id = v.name_node(n);
            if v.node(id).up.is_empty() {
                v.put_under(id, "body");
            }
        }
        v.link(&things, diagnostics);
        v.break_circles(diagnostics);
        v.close();
        v.check_slots(diagnostics);
        v.look_alikes(diagnostics);
        v.lay_out_places();
        v
    }

    fn word_node(&mut self, word: &str, kind: NodeKind, span: Span) -> NodeId {
        if let Some(id) = self.words.get(word) {
            let node = &mut self.nodes[id.0 as usize];
            if kind != NodeKind::Type && node.kind == NodeKind::Term {
                node.kind = kind;
            }
            return *id;
        }
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            name: word.into(),
            kind,
            up: Vec::new(),
            title: None,
            span,
        });
        self.words.insert(word.into(), id);
        id
    }

    fn put_under(&mut self, id: NodeId, above: &str) {
        let span = self.node(id).span;
        let up = self.word_node(above, NodeKind::Type, span);
        let node = &mut self.nodes[id.0 as usize];
        if !node.up.contains(&up) && up != id {
            node.up.push(up);
        }
    }

    fn learn_types(&mut self, w: &Vocabulary_) {
        match w {
            Vocabulary_::TypeTree { top, below, .. } => {
                self.word_node(&top.text, NodeKind::Type, top.span);
                for b in below {
                    let id = self.word_node(&b.text, NodeKind::Type, b.span);
                    self.put_under(id, &top.text);
                }
            }
            Vocabulary_::Scale { name, .. } => {
                self.word_node(&name.text, NodeKind::Type, name.span);
            }
            Vocabulary_::Terms { top, .. } => {
                self.word_node(&top.text, NodeKind::Type, top.span);
            }
            Vocabulary_::Kind { word, .. } => {
                self.word_node(&word.text, NodeKind::Type, word.span);
            }
            _ => {}
        }
    }

    fn learn_words(&mut self, w: &Vocabulary_, diagnostics: &mut Vec<Diagnostic>) {
        match w {
            Vocabulary_::Scale { name, steps, .. } => {
                let scale = self.word_node(&name.text, NodeKind::Type, name.span);
                for (rank, step) in steps.iter().enumerate() {
                    let id =
                        self.word_node(&step.text, NodeKind::Step(scale, rank as u32), step.span);
                    self.nodes[id.0 as usize].kind = NodeKind::Step(scale, rank as u32);
                    self.put_under(id, &name.text);
                }
            }
            Vocabulary_::Terms { top, terms, .. } => {
                let mut todo: Vec<(CompactString, &Term)> =
                    terms.iter().map(|t| (top.text.clone(), t)).collect();
                while let Some((above, term)) = todo.pop() {
                    let named =
                        term.word.quoted || term.word.text.starts_with(|c: char| !c.is_lowercase());
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
            Vocabulary_::Attributes { word, slots, .. } => {
                let fields = slots.iter().map(field_decl);
                self.attributes
                    .entry(word.text.clone())
                    .or_default()
                    .extend(fields);
            }
            Vocabulary_::Moment { word, title, .. } => self
                .moments
                .push((word.text.clone(), title.as_ref().map(|t| t.text.clone()))),
            Vocabulary_::Matter {
                word,
                title,
                by_place,
                words,
                ..
            } => {
                let words = words.iter().map(|w| w.text.clone());
                match self.matters.iter_mut().find(|m| m.word == word.text) {
                    // A later declaration of the same matter adds to it.
                    Some(known) => known.words.extend(words),
                    None => self.matters.push(Matter {
                        word: word.text.clone(),
                        title: title.as_ref().map(|t| t.text.clone()),
                        by_place: *by_place,
                        words: words.collect(),
                    }),
                }
            }
            Vocabulary_::Usual { what, words, .. } => self
                .usual
                .entry(what.text.clone())
                .or_default()
                .extend(words.iter().map(|w| w.text.clone())),
            Vocabulary_::Kind {
                word,
                title,
                slots,
                span,
            } => {
                let fields = slots.iter().map(field_decl).collect::<Vec<_>>();
                if let Some(n) = self.kind_of.get(&word.text) {
                    let old = self.kinds[*n].span;
                    diagnostics.push(
                        Diagnostic::new(
                            Code::DuplicateName,
                            word.span,
                            format!("The kind `{}` is declared twice", word.text),
                        )
                        .also(old, "first declared here")
                        .help("give one of them another word"),
                    );
                    return;
                }
                self.kind_of.insert(word.text.clone(), self.kinds.len());
                self.kinds.push(Kind {
                    word: word.text.clone(),
                    title: title.as_ref().map(|t| t.text.clone()),
                    fields,
                    span: *span,
                });
            }
            Vocabulary_::Action {
                lasting,
                verb,
                object,
                roles,
                that,
                span,
            } => {
                if let Some(id) = self.verb_of.get(&verb.text) {
                    let old = self.action(*id).span;
                    diagnostics.push(
                        Diagnostic::new(
                            Code::DuplicateName,
                            verb.span,
                            format!("The action `{}` is declared twice", verb.text),
                        )
                        .also(old, "first declared here")
                        .help("give one of them another verb"),
                    );
                    return;
                }
                let that = that.as_ref().map(|m| match m.text.as_str() {
                    "asserted" => ThatMode::Asserted,
                    "proposed" => ThatMode::Proposed,
                    _ => ThatMode::Reported,
                });
                self.verb_of
                    .insert(verb.text.clone(), ActionId(self.actions.len() as u32));
                let roles = roles
                    .iter()
                    .map(|(p, s)| (p.text.clone(), s.clone()))
                    .collect();
                self.actions.push(Action {
                    verb: verb.text.clone(),
                    lasting: *lasting,
                    object: object.clone(),
                    roles,
                    that,
                    span: *span,
                });
            }
            Vocabulary_::Effect(e) => self.learn_state(e),
            _ => {}
        }
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

    fn learn_units(&mut self, words: Vec<&Vocabulary_>, diagnostics: &mut Vec<Diagnostic>) {
        // A unit may be declared before the unit it is counted in.
        let mut todo: Vec<_> = words
            .into_iter()
            .filter_map(|w| {
                if let Vocabulary_::Unit {
                    name,
                    dimension,
                    factor,
                    counting,
                    span,
                } = w
                {
                    Some((name, dimension, factor, counting, span))
                } else {
                    None
                }
            })
            .collect();
        loop {
            let before = todo.len();
            todo.retain(|(name, dimension, factor, counting, span)| {
                let value = match factor {
                    None => Some(Exact::ONE),
                    Some((number, base)) => match self.units.get(&base.text) {
                        None => return true,
                        Some(of) if of.dimension != dimension.text => {
                            let d = Diagnostic::new(Code::WrongUnit, base.span, format!("`{}` measures {}, and `{}` is declared to measure {}", base.text, of.dimension, name.text, dimension.text));
                            diagnostics.push(d.help(format!("a unit is counted in units of its own kind: `unit {} of {} = …`", name.text, of.dimension)));
                            return false;
                        }
                        Some(of) => Exact::read(&number.text).and_then(|n| n.times(of.factor)).filter(|n| Exact::new(0, 1).is_some_and(|zero| n.compare(zero).is_gt())),
                    },
                };
                match value {
                    Some(factor) => {
                        self.units.insert(name.text.clone(), Unit { dimension: dimension.text.clone(), factor, counting: counting.as_ref().map(|w| w.text.clone()) });
                    }
                    None => diagnostics.push(Diagnostic::new(Code::BadNumber, **span, "This unit is too large or too small to be counted exactly, or is nothing")),
                }
                false
            });
            if todo.is_empty() || todo.len() == before {
                break;
            }
        }
        for (_, _, factor, _, span) in todo {
            if let Some((_, base)) = factor {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownUnit,
                        *span,
                        format!("The unit `{}` is not declared", base.text),
                    )
                    .help("declare it: `unit km of length;`"),
                );
            }
        }
    }

    fn name_node(&mut self, name: &Word) -> NodeId {
        if let Some(id) = self.names.get(&name.text) {
            return *id;
        }
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            name: name.text.clone(),
            kind: NodeKind::Thing,
            up: Vec::new(),
            title: None,
            span: name.span,
        });
        self.names.insert(name.text.clone(), id);
        id
    }

    fn learn_entity<'t>(
        &mut self,
        e: &'t Entity,
        inside: Option<&Word>,
        world: bool,
        diagnostics: &mut Vec<Diagnostic>,
        things: &mut Vec<(&'t Entity, Option<CompactString>)>,
    ) {
        let known = self.names.get(&e.name.text).copied();
        if let Some(id) = known
            && world
            && !self.node(id).up.is_empty()
        {
            let first = self.node(id).span;
            if first != e.name.span {
                diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateName,
                        e.name.span,
                        format!("`{}` is declared twice", e.name.text),
                    )
                    .here("declared again here")
                    .also(first, "first declared here")
                    .help("one name is one thing in all files that are read together"),
                );
                return;
            }
        }
        let id = self.name_node(&e.name);
        self.put_under(id, &e.sort.text);
        if let Some(t) = &e.title {
            self.nodes[id.0 as usize].title = Some(t.text.clone());
        }
        things.push((e, inside.map(|w| w.text.clone())));
        let facts = self.facts.entry(id).or_default();
        for item in &e.body {
            match item {
                EntityItem::Field(f) => facts.push(ThingFact {
                    field: f.clone(),
                    from: None,
                }),
                EntityItem::Dated(date, fields) => match DayRange::read(&date.text) {
                    Ok(day) => facts.extend(fields.iter().map(|f| ThingFact {
                        field: f.clone(),
                        from: Some(day),
                    })),
                    Err(why) => diagnostics.push(Diagnostic::new(
                        Code::BadDate,
                        date.span,
                        format!("`{}` is no date: {why}", date.text),
                    )),
                },
                EntityItem::Entity(_) => {}
            }
        }
        for item in &e.body {
            if let EntityItem::Entity(inner) = item {
                self.learn_entity(inner, Some(&e.name), world, diagnostics, things);
            }
        }
    }

    /// Things declared in drafts: entities, and the bodies an `institution` names.
    fn learn_statements<'t>(
        &mut self,
        body: &'t [Statement],
        diagnostics: &mut Vec<Diagnostic>,
        things: &mut Vec<(&'t Entity, Option<CompactString>)>,
        named: &mut Vec<&'t Word>,
    ) {
        let mut todo: Vec<&'t Statement> = body.iter().collect();
        while let Some(s) = todo.pop() {
            match s {
                Statement::Entity(e) => self.learn_entity(e, None, false, diagnostics, things),
                Statement::Clause(c) => todo.extend(&c.body),
                Statement::Either(branches, _) => todo.extend(branches.iter().flat_map(|(_, b)| b)),
                Statement::Ambiguous(a) => todo.extend(a.readings.iter().flat_map(|r| &r.body)),
                Statement::Field(f) if f.name.text == "name" => {
                    named.extend(f.value.values.iter().filter_map(|value| match &value.base {
                        Base::Noun {
                            name: Some(n),
                            words,
                            ..
                        } if words.is_empty() => Some(n),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }

    /// Links between things: `in`, `of`.
    fn link(
        &mut self,
        things: &[(&Entity, Option<CompactString>)],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (e, inside) in things {
            let Some(id) = self.names.get(&e.name.text).copied() else {
                continue;
            };
            if let Some(up) = inside.as_ref().and_then(|n| self.names.get(n).copied()) {
                self.places.put(id, up);
            }
            for (word, names) in &e.links {
                for n in names {
                    let Some(to) = self.names.get(&n.text).copied() else {
                        if self.broken.iter().any(|b| b == n.text.as_str()) {
                            continue;
                        }
                        let d = Diagnostic::new(
                            Code::UnknownName,
                            n.span,
                            format!("`{}` is not declared", n.text),
                        )
                        .here("nobody declares this name");
                        let whole = format!("{} {} {}", e.name.text, word.text, n.text);
                        // `state Republic of Averne;`
                        if word.text == "of"
                            && e.title.is_none()
                            && matches!(e.sort.text.as_str(), "state" | "organisation" | "group")
                        {
                            let span = e.name.span.to(n.span);
                            // Suggested: whether it is one name, only its author knows.
                            diagnostics.push(d.help(format!("if `{whole}` is one name, it stands in quotes: `{} \"{whole}\";`", e.sort.text)).edit(span, format!("\"{whole}\"")));
                            self.broken.push(n.text.to_string());
                            continue;
                        }
                        diagnostics.push(self.suggest_name(d, n));
                        continue;
                    };
                    match word.text.as_str() {
                        "in" => self.places.put(id, to),
                        "of" => self.belongs.entry(id).or_default().push(to),
                        "between" => self.touches.push((id, to)),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Offers the nearest name.
    pub(crate) fn suggest_name(&self, d: Diagnostic, name: &Word) -> Diagnostic {
        match suggest::near(&name.text, self.names.keys().map(|k| k.as_str())) {
            // Safe where it is one known name but for a slip of the pen.
            Some((near, sure)) => d.help(format!("did you mean `{near}`?")).offer(
                name.span,
                if name.quoted {
                    format!("\"{near}\"")
                } else {
                    near.to_owned()
                },
                sure,
            ),
            None => d.help(format!(
                "declare it, for instance `state {};` or `region {} in …;`",
                name.text, name.text
            )),
        }
    }

    /// What each node falls under, at any distance.
    fn close(&mut self) {
        self.above = (0..self.nodes.len())
            .map(|n| {
                let mut seen: Vec<NodeId> = self.nodes[n].up.clone();
                let mut next = 0;
                while let Some(at) = seen.get(next).copied() {
                    next += 1;
                    for up in &self.nodes[at.0 as usize].up {
                        if !seen.contains(up) {
                            seen.push(*up);
                        }
                    }
                }
                seen.sort_unstable();
                seen
            })
            .collect();
    }

    /// Every slot names a type that is declared.
    fn check_slots(&self, diagnostics: &mut Vec<Diagnostic>) {
        let slots = self
            .kinds
            .iter()
            .flat_map(|k| k.fields.iter().map(|f| &f.slot));
        let slots = slots.chain(
            self.actions
                .iter()
                .flat_map(|a| a.object.iter().chain(a.roles.iter().map(|(_, s)| s))),
        );
        let slots = slots.chain(self.attributes.values().flatten().map(|f| &f.slot));
        for ty in slots.flat_map(|s| &s.types) {
            if self.words.contains_key(&ty.text) {
                continue;
            }
            let d = Diagnostic::new(
                Code::UnknownType,
                ty.span,
                format!("The type `{}` is not declared", ty.text),
            );
            let known = self
                .nodes
                .iter()
                .filter(|n| n.kind == NodeKind::Type)
                .map(|n| n.name.as_str());
            diagnostics.push(match suggest::near(&ty.text, known) {
                // Safe where it is one known type but for a slip of the pen.
                Some((near, sure)) => d
                    .help(format!("did you mean `{near}`?"))
                    .offer(ty.span, near, sure),
                None => d.help("declare it: `type TYPE: …;` or `terms TYPE: …;`"),
            });
        }
    }

    /// Two names that a reader cannot tell apart.
    /// Names, words and drafts that differ only by letters of another script.
    fn look_alikes(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut all: Vec<NodeId> = (0..self.nodes.len() as u32).map(NodeId).collect();
        if all.iter().all(|id| self.name(*id).is_ascii()) {
            return;
        }
        all.sort_by_key(|id| self.node(*id).span);
        let mut seen: rustc_hash::FxHashMap<String, NodeId> = rustc_hash::FxHashMap::default();
        for id in all {
            let name = self.name(id);
            let skeleton: String = unicode_security::skeleton(name).collect();
            match seen.get(&skeleton) {
                Some(first) if !name.is_ascii() || !self.name(*first).is_ascii() => diagnostics.push(
                    Diagnostic::new(Code::Confusable, self.node(id).span, format!("`{name}` looks like `{}` and is another name", self.name(*first)))
                        .here("letters of another script")
                        .also(self.node(*first).span, "the other one")
                        .help("if one thing is meant, spell it the same; if two are meant, choose names a reader can tell apart"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(skeleton, id);
                }
            }
        }
    }

    fn lay_out_places(&mut self) {
        let Some(place) = self.words.get("place").copied() else {
            return;
        };
        let mut places: Vec<NodeId> = (0..self.nodes.len() as u32)
            .map(NodeId)
            .filter(|id| self.node(*id).kind == NodeKind::Thing && self.under(*id, place))
            .collect();
        places.sort_by(|a, b| self.name(*a).cmp(self.name(*b)));
        self.lay_out(&places);
    }
}

use crate::syntax::tree::Vocabulary as Vocabulary_;

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

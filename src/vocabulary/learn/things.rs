//! Things of the world and of drafts: their names, their facts, and what they belong to and lie in.

use super::super::{DayRange, NodeId, ThingFact, Vocabulary, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Base, Entity, EntityItem, Statement, Word};
use compact_str::CompactString;

/// Things as they are met, for what can be told only when all names are known.
#[derive(Default)]
pub(super) struct Things<'t> {
    /// Entities, and the name of the one in whose braces each stands.
    entities: Vec<(&'t Entity, Option<CompactString>)>,
    /// Bodies an `institution` names.
    named: Vec<&'t Word>,
}

impl Vocabulary {
    /// An entity and what stands in its braces. `world`: it is no part of a draft, so it may be declared once only.
    pub(super) fn learn_entity<'t>(
        &mut self,
        e: &'t Entity,
        inside: Option<&Word>,
        world: bool,
        diagnostics: &mut Vec<Diagnostic>,
        things: &mut Things<'t>,
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
        things.entities.push((e, inside.map(|w| w.text.clone())));
        self.learn_facts(id, e, diagnostics);
        for item in &e.body {
            if let EntityItem::Entity(inner) = item {
                self.learn_entity(inner, Some(&e.name), world, diagnostics, things);
            }
        }
    }

    /// What an entity says of itself.
    fn learn_facts(&mut self, id: NodeId, e: &Entity, diagnostics: &mut Vec<Diagnostic>) {
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
    }

    /// Things declared in drafts: entities, and the bodies an `institution` names.
    pub(super) fn learn_statements<'t>(
        &mut self,
        body: &'t [Statement],
        diagnostics: &mut Vec<Diagnostic>,
        things: &mut Things<'t>,
    ) {
        let mut todo: Vec<&'t Statement> = body.iter().collect();
        while let Some(s) = todo.pop() {
            match s {
                Statement::Entity(e) => self.learn_entity(e, None, false, diagnostics, things),
                Statement::Clause(c) => todo.extend(&c.body),
                Statement::Either(branches, _) => todo.extend(branches.iter().flat_map(|(_, b)| b)),
                Statement::Ambiguous(a) => todo.extend(a.readings.iter().flat_map(|r| &r.body)),
                Statement::Field(f) if f.name.text == "name" => {
                    things.named.extend(f.value.values.iter().filter_map(
                        |value| match &value.base {
                            Base::Noun {
                                name: Some(n),
                                words,
                                ..
                            } if words.is_empty() => Some(n),
                            _ => None,
                        },
                    ));
                }
                _ => {}
            }
        }
    }

    /// A body an institution names, unless the world declares it.
    pub(super) fn learn_named_bodies(&mut self, things: &Things) {
        for n in &things.named {
            let id = self.name_node(n);
            if self.node(id).up.is_empty() {
                self.put_under(id, "body");
            }
        }
    }

    /// Links between things: `in`, `of`, `between`, and the braces they stand in.
    pub(super) fn link(&mut self, things: &Things, diagnostics: &mut Vec<Diagnostic>) {
        for (e, inside) in &things.entities {
            let Some(id) = self.names.get(&e.name.text).copied() else {
                continue;
            };
            if let Some(up) = inside.as_ref().and_then(|n| self.names.get(n).copied()) {
                self.places.put(id, up);
            }
            for (word, n) in e
                .links
                .iter()
                .flat_map(|(w, names)| names.iter().map(move |n| (w, n)))
            {
                match self.names.get(&n.text).copied() {
                    Some(to) => match word.text.as_str() {
                        "in" => self.places.put(id, to),
                        "of" => self.belongs.entry(id).or_default().push(to),
                        "between" => self.touches.push((id, to)),
                        _ => {}
                    },
                    None => diagnostics.extend(self.unknown_link(e, word, n)),
                }
            }
        }
    }

    /// A link to a name nobody declares; nothing is said where its declaration could not be read.
    fn unknown_link(&mut self, e: &Entity, word: &Word, n: &Word) -> Option<Diagnostic> {
        if self.broken.iter().any(|b| b == n.text.as_str()) {
            return None;
        }
        let d = Diagnostic::new(
            Code::UnknownName,
            n.span,
            format!("`{}` is not declared", n.text),
        )
        .here("nobody declares this name");
        // `state Republic of Averne;`
        let one_name = word.text == "of"
            && e.title.is_none()
            && matches!(e.sort.text.as_str(), "state" | "organisation" | "group");
        if !one_name {
            return Some(self.suggest_name(d, n));
        }
        let whole = format!("{} {} {}", e.name.text, word.text, n.text);
        self.broken.push(n.text.to_string());
        // Suggested: whether it is one name, only its author knows.
        Some(
            d.help(format!(
                "if `{whole}` is one name, it stands in quotes: `{} \"{whole}\";`",
                e.sort.text
            ))
            .edit(e.name.span.to(n.span), format!("\"{whole}\"")),
        )
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
}

//! Resolves drafts, put together from what they amend: the header, then every clause.

use super::Resolver;
use super::amended::Assembled;
use super::branches::Branches;
use super::fields::{PROSE, prose_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::syntax::put;
use crate::syntax::tree as t;
use rustc_hash::FxHashMap;

impl Resolver<'_> {
    /// A draft, resolved.
    pub(super) fn draft(&mut self, id: &str) -> Option<Draft> {
        let f = self.frameworks.get(id).copied()?;
        let too_long = self.too_long.contains(id);
        let assembled = if too_long {
            Assembled::default()
        } else {
            self.assemble(id, 0, false)?
        };
        self.cascaded = too_long;
        self.in_draft = true;
        self.draft = Some(id.into());
        self.header_parties.clear();
        self.readings.clear();
        let mut draft = Draft {
            id: id.into(),
            title: f
                .title
                .as_ref()
                .map_or_else(|| id.to_owned(), |t| t.text.clone()),
            span: f.span,
            id_span: f.id.span,
            amends: f.amends.as_ref().map(|w| w.text.clone()),
            header: Vec::new(),
            dated: None,
            texts: Vec::new(),
            parties: Vec::new(),
            unnamed_parties: None,
            sides: Vec::new(),
            clauses: Vec::new(),
            ambiguities: Vec::new(),
            orders: Vec::new(),
            brought_orders: Vec::new(),
            defined: Vec::new(),
            choices: Vec::new(),
            broken: false,
        };
        self.header(&assembled, &mut draft);
        self.clauses(&assembled, &mut draft);
        self.outside_of_clauses(&assembled.statements);
        self.orders(&assembled.statements, &[], &mut draft.orders);
        self.apply_definitions(&mut draft);
        self.texts_of_phrases(&draft);
        // A text that says no date of its own has that of its signature.
        draft.dated = draft.dated.or_else(|| {
            draft
                .orders
                .iter()
                .filter(|(o, under)| {
                    under.is_empty() && matches!(o.moment.kind, MomentKind::Signature)
                })
                .find_map(|(o, _)| o.day())
        });
        draft.broken = self.cascaded;
        self.in_draft = false;
        self.draft = None;
        Some(draft)
    }

    /// Phrases that stand under too many alternatives together.
    fn texts_of_phrases(&mut self, draft: &Draft) {
        let ways = |c: usize| choices::ways_of(&draft.choices_of_phrases(c));
        for (n, c) in draft.clauses.iter().enumerate() {
            let ways_here = ways(n);
            let told = c.parent.is_some_and(|p| ways(p) == ways_here);
            if ways_here <= choices::MOST_TEXTS || told {
                continue;
            }
            let d = Diagnostic::new(
                Code::LimitReached,
                c.head,
                format!(
                    "What stands alone in clause {} can be chosen in {ways_here} ways together, and at most {} are weighed",
                    c.label,
                    choices::MOST_TEXTS
                ),
            );
            self.report(d.help("write some of the phrases into the sentences they belong to, or into clauses of their own"));
        }
    }

    /// What the header says, and which ambiguous terms the draft has: clauses are read with both.
    fn header(&mut self, assembled: &Assembled, draft: &mut Draft) {
        for a in self.ambiguities(assembled) {
            self.readings.push((
                a.name.clone(),
                a.readings.iter().map(|(n, _)| n.clone()).collect(),
            ));
            draft.ambiguities.push(a);
        }
        for h in &assembled.header {
            self.fresh();
            draft.texts.extend(prose_of(h));
            if let Some(e) = self.field(h, "framework") {
                self.stated_twice(&e, "framework", draft.header.iter());
                draft.header.push(e);
            }
        }
        for h in &draft.header {
            if h.name == "dated"
                && let Some(Item {
                    base: Base::Date(d),
                    ..
                }) = h.value.items.first()
            {
                draft.dated = Some(*d);
            }
        }
        draft.sides = header_nodes(&draft.header, "sides");
        draft.parties = ["parties", "signatories", "sides"]
            .iter()
            .map(|w| header_nodes(&draft.header, w))
            .find(|n| !n.is_empty())
            .unwrap_or_default();
        draft.unnamed_parties = (draft.header.iter())
            .filter(|h| h.name == "parties")
            .flat_map(|h| &h.value.items)
            .find(|i| matches!(i.base, Base::Someone | Base::Hole(_)))
            .map(|i| i.span);
        self.header_parties = draft.parties.clone();
        self.header_sides = draft.sides.clone();
    }

    fn ambiguities(&mut self, assembled: &Assembled) -> Vec<Ambiguity> {
        let mut todo: Vec<&t::Statement> = assembled.statements.to_vec();
        todo.extend(assembled.clauses.iter().flat_map(|p| p.clause.body.iter()));
        let mut out: Vec<Ambiguity> = Vec::new();
        let mut next = 0;
        while let Some(s) = todo.get(next).copied() {
            next += 1;
            let t::Statement::Ambiguous(a) = s else {
                continue;
            };
            if out.iter().any(|o| o.span == a.name.span) {
                continue;
            }
            let readings = a
                .readings
                .iter()
                .map(|r| {
                    (
                        r.name.text.clone(),
                        r.of.iter().filter_map(|n| self.name(n)).collect(),
                    )
                })
                .collect();
            out.push(Ambiguity {
                name: a.name.text.clone(),
                title: a.title.as_ref().map(|t| t.text.clone()),
                readings,
                span: a.name.span,
            });
        }
        out
    }

    fn clauses(&mut self, assembled: &Assembled, draft: &mut Draft) {
        let mut index: FxHashMap<CompactString, usize> = FxHashMap::default();
        for p in &assembled.clauses {
            let c = p.clause;
            let braces = p.within.last().and_then(|l| index.get(l.as_str()).copied());
            let parent = braces.or_else(|| parent_label(&c.label.text, &index));
            let kind = self.kind_of(&c.kind, parent.map(|n| &draft.clauses[n].kind));
            let head = c
                .kind
                .span
                .to(c.title.as_ref().map_or(c.label.span, |t| t.span));
            let mut clause = Clause {
                label: c.label.text.clone(),
                title: c
                    .title
                    .as_ref()
                    .map_or_else(String::new, |t| t.text.clone()),
                kind,
                parent,
                layer: p.layer,
                text: None,
                fields: Vec::new(),
                sentences: Vec::new(),
                sided: FxHashMap::default(),
                phrases: Vec::new(),
                orders: Vec::new(),
                prose: false,
                texts: Vec::new(),
                span: c.span,
                head,
                under: p.under.clone(),
            };
            self.body(&c.body, &p.under, &mut clause);
            self.meant(&mut clause);
            let typed = !(clause.fields.is_empty()
                && clause.sentences.is_empty()
                && clause.phrases.is_empty()
                && clause.orders.is_empty());
            clause.prose = !typed && !has_parts(&c.body);
            index.insert(clause.label.clone(), draft.clauses.len());
            draft.clauses.push(clause);
        }
        self.lapses(&mut draft.clauses);
    }

    /// A point is of the kind of the clause it is a part of.
    fn kind_of(&mut self, word: &t::Word, parent: Option<&CompactString>) -> CompactString {
        match (word.text.as_str(), parent) {
            ("point", Some(kind)) => kind.clone(),
            ("point", None) => "provision".into(),
            (kind, _) => {
                if self.v.kind(kind).is_none() {
                    self.unknown_kind(word);
                }
                kind.into()
            }
        }
    }

    /// A promise or phrase directly in a framework belongs to no clause: nothing could be cited for it.
    fn outside_of_clauses(&mut self, statements: &[&t::Statement]) {
        for s in statements {
            let at = match s {
                t::Statement::Sentence(s) => s.span,
                t::Statement::Phrases(_, span) => *span,
                _ => {
                    for body in Branches::of(s).iter().flat_map(|b| &b.bodies) {
                        self.outside_of_clauses(&body.iter().collect::<Vec<_>>());
                    }
                    continue;
                }
            };
            let d = Diagnostic::new(Code::WrongForm, at, "This stands outside of any clause");
            self.report(
                d.help("put it into a clause, so that it can be cited: `provision 1 \"…\" { … }`"),
            );
        }
    }

    /// Orders that stand outside of any clause: `signature on 2015-02-12;`, and those a reading brings.
    fn orders(
        &mut self,
        statements: &[&t::Statement],
        under: &[Under],
        out: &mut Vec<(Order, Vec<Under>)>,
    ) {
        for s in statements {
            self.fresh();
            if let t::Statement::Order(o) = s {
                out.push((self.order(o), under.to_vec()));
            }
            for (under, body) in Branches::of(s).iter().flat_map(|b| b.under(under)) {
                self.orders(&body.iter().collect::<Vec<_>>(), &under, out);
            }
        }
    }

    fn body(&mut self, body: &[t::Statement], under: &[Under], clause: &mut Clause) {
        for s in body {
            self.fresh();
            match s {
                t::Statement::Field(f) => {
                    clause.texts.extend(prose_of(f));
                    if !PROSE.contains(&f.name.text.as_str())
                        && let Some(e) = self.field(f, &clause.kind.clone())
                    {
                        let same = clause.fields.iter().filter(|(_, u)| {
                            u.len() == under.len()
                                && u.iter()
                                    .zip(under)
                                    .all(|(a, b)| a.span == b.span && a.index == b.index)
                        });
                        self.stated_twice(&e, &clause.kind, same.map(|(e, _)| e));
                        put(&mut clause.fields, (e, under.to_vec()));
                    }
                }
                t::Statement::Sentence(s) => {
                    if let Some(s) = self.sentence(s) {
                        self.no_duty_holder(&s, &clause.label);
                        self.has_term(&s.phrases.iter().collect::<Vec<_>>());
                        put(&mut clause.sentences, (s, under.to_vec()));
                    }
                }
                t::Statement::Order(o) => {
                    let o = self.order(o);
                    put(&mut clause.orders, (o, under.to_vec()));
                }
                t::Statement::Phrases(ps, _) => {
                    let phrases: Vec<Phrase> = ps.iter().filter_map(|p| self.phrase(p)).collect();
                    self.has_term(&phrases.iter().collect::<Vec<_>>());
                    phrases
                        .into_iter()
                        .for_each(|p| put(&mut clause.phrases, (p, under.to_vec())));
                }
                t::Statement::Entity(e) => self.entity(e),
                t::Statement::Clause(_) => {}
                t::Statement::Ambiguous(_) | t::Statement::Either(..) => {
                    for (under, body) in self.branches(s).iter().flat_map(|b| b.under(under)) {
                        self.body(body, &under, clause);
                    }
                }
            }
        }
    }

    /// The branches of a choice in a clause: no more than are weighed, and alternatives under the ambiguity their labels are readings of.
    fn branches<'t>(&mut self, s: &'t t::Statement) -> Option<Branches<'t>> {
        let mut out = Branches::of(s)?;
        if let t::Statement::Either(branches, span) = s {
            let bounded = self.bounded(branches.len(), *span);
            let labels: Vec<&t::Word> = branches[..bounded].iter().map(|(l, _)| l).collect();
            out.ambiguity = self.ambiguity_of(&labels);
            out.labels.truncate(bounded);
            out.bodies.truncate(bounded);
        }
        Some(out)
    }

    fn no_duty_holder(&mut self, s: &Sentence, label: &str) {
        if let Predicate::Act {
            modal: Some(Modal::Shall),
            action,
            ..
        } = s.predicate
            && let [
                Item {
                    base: Base::Someone,
                    span,
                    ..
                },
            ] = &s.subject.items[..]
        {
            let what = action.map_or("do this", |a| self.v.action(a).verb.as_str());
            let message = format!("Clause {label} does not say who shall {what}");
            self.report(Diagnostic::new(Code::NoDutyHolder, *span, message).here("who?").help("name the actor; `someone` records that the text supposes one and names none"));
        }
    }

    /// A thing of the world: its fields.
    pub(super) fn entity(&mut self, e: &t::Entity) {
        for item in &e.body {
            self.fresh();
            let fields: Vec<&t::Field> = match item {
                t::EntityItem::Field(f) => vec![f],
                t::EntityItem::Dated(_, fs) => fs.iter().collect(),
                t::EntityItem::Entity(inner) => {
                    self.entity(inner);
                    continue;
                }
            };
            for f in fields {
                self.field(f, &e.sort.text);
                self.extent_by_name(f);
            }
        }
    }
}

fn header_nodes(header: &[Entry], word: &str) -> Vec<NodeId> {
    let items = header
        .iter()
        .filter(|h| h.name == word)
        .flat_map(|h| &h.value.items);
    items
        .filter_map(|i| {
            if let Base::Thing(t) = &i.base {
                Some(t.node)
            } else {
                None
            }
        })
        .collect()
}

/// The clause a label is a part of, where no braces say it: the longest label before a dot.
fn parent_label(label: &str, index: &FxHashMap<CompactString, usize>) -> Option<usize> {
    let mut rest = label;
    while let Some((before, _)) = rest.rsplit_once('.') {
        if let Some(n) = index.get(before) {
            return Some(*n);
        }
        rest = before;
    }
    None
}

/// Does a body have parts, under whatever alternatives?
fn has_parts(body: &[t::Statement]) -> bool {
    body.iter().any(|s| {
        matches!(s, t::Statement::Clause(_))
            || Branches::of(s).is_some_and(|b| b.bodies.iter().any(|b| has_parts(b)))
    })
}

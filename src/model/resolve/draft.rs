//! Resolves drafts: amendments first, then every clause.

use super::Resolver;
use super::sentences::{PROSE, prose_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::put;
use crate::syntax::tree as t;
use rustc_hash::FxHashMap;

/// A clause of a draft after its amendments.
struct Placed<'t> {
    clause: &'t t::Clause,
    /// The part's whole chain of alternatives.
    under: Vec<Under>,
    /// How many drafts amended one another before the one it was written in.
    layer: usize,
}

/// What stands directly in a draft, in order, after its amendments.
struct Assembled<'t> {
    header: Vec<&'t t::Field>,
    statements: Vec<&'t t::Statement>,
    clauses: Vec<Placed<'t>>,
    layer: usize,
}

const MAX_CHAIN: usize = 64;

impl<'a> Resolver<'a> {
    /// The labels of every draft after its amendments.
    pub(super) fn collect_labels(&mut self) {
        let mut ids: Vec<CompactString> = self.frameworks.keys().cloned().collect();
        ids.sort();
        for id in ids {
            let Some(assembled) = self.assemble(&id, 0, true) else {
                continue;
            };
            let mut labels = FxHashMap::default();
            let mut doubled = Vec::new();
            // The clauses are flat already: parts stand behind what they are parts of.
            for c in assembled.clauses.iter().map(|p| p.clause) {
                if let Some(first) = labels.insert(c.label.text.clone(), c.label.span) {
                    doubled.push((c.label.clone(), first));
                }
            }
            for (label, first) in doubled {
                if !self.exclusive(label.span, first) {
                    self.report(
                        Diagnostic::new(Code::DuplicateClause, label.span, format!("Clause {} stands twice in `{id}`", label.text))
                            .here("this label again")
                            .also(first, "first here")
                            .help("each clause and part has a label of its own; a part takes its parent's: `21.a`"),
                    );
                }
            }
            self.labels.insert(id, labels);
        }
    }

    /// Do two spans stand in different alternatives of one choice?
    fn exclusive(&self, a: Span, b: Span) -> bool {
        let mut todo: Vec<&t::Statement> = Vec::new();
        for m in self.frameworks.values().flat_map(|f| &f.members) {
            match m {
                t::Member::Replace(c, _) | t::Member::Add(c, _) => todo.extend(&c.body),
                t::Member::Statement(s) => todo.push(s),
                t::Member::Strike(..) => {}
            }
        }
        let inside = |body: &[t::Statement], at: Span| {
            body.iter().any(|s| {
                span_of(s).is_some_and(|s| {
                    s.source == at.source && s.start <= at.start && at.end <= s.end
                })
            })
        };
        while let Some(s) = todo.pop() {
            let branches: Vec<&[t::Statement]> = match s {
                t::Statement::Either(b, _) => b.iter().map(|(_, b)| &b[..]).collect(),
                t::Statement::Ambiguous(x) => x.readings.iter().map(|r| &r.body[..]).collect(),
                t::Statement::Clause(c) => {
                    todo.extend(&c.body);
                    continue;
                }
                _ => continue,
            };
            let at = |x: Span| branches.iter().position(|b| inside(b, x));
            if let (Some(x), Some(y)) = (at(a), at(b)) {
                if x != y {
                    return true;
                }
                todo.extend(branches[x]);
            }
        }
        false
    }

    /// Does the chain of amended drafts lead back?
    fn amends_itself(&self, id: &str) -> bool {
        let mut at = self.frameworks.get(id).and_then(|f| f.amends.as_ref());
        for _ in 0..=MAX_CHAIN {
            match at {
                Some(w) if w.text == id => return true,
                Some(w) => at = self.frameworks.get(&w.text).and_then(|f| f.amends.as_ref()),
                None => return false,
            }
        }
        true
    }

    fn assemble(&mut self, id: &str, depth: usize, report: bool) -> Option<Assembled<'a>> {
        let f: &'a t::Framework = self.frameworks.get(id).copied()?;
        if depth > MAX_CHAIN {
            return None;
        }
        if report && self.amends_itself(id) {
            self.report(
                Diagnostic::new(
                    Code::AmendsCycle,
                    f.id.span,
                    format!("`{id}` amends itself, directly or through other drafts"),
                )
                .help("a draft amends an earlier one"),
            );
            return None;
        }
        let mut out = Assembled {
            header: Vec::new(),
            statements: Vec::new(),
            clauses: Vec::new(),
            layer: 0,
        };
        let base = match &f.amends {
            Some(w) if !self.frameworks.contains_key(&w.text) => {
                if report && depth == 0 {
                    self.unknown_draft(w);
                }
                None
            }
            Some(w) => self.assemble(&w.text.clone(), depth + 1, report && depth == 0),
            None => None,
        };
        let amends = f.amends.is_some();
        let mut gone: Vec<CompactString> = Vec::new();
        let mut replaced: FxHashMap<CompactString, &'a t::Clause> = FxHashMap::default();
        let mut added = Vec::new();
        for m in &f.members {
            match m {
                t::Member::Strike(labels, span) => {
                    if !amends && report && depth == 0 {
                        self.not_an_amendment(*span, "strike");
                    }
                    gone.extend(labels.iter().map(|l| l.text.clone()));
                }
                t::Member::Replace(c, span) => {
                    if !amends && report && depth == 0 {
                        self.not_an_amendment(*span, "replace");
                    }
                    replaced.insert(c.label.text.clone(), c);
                }
                t::Member::Add(c, span) => {
                    if !amends && report && depth == 0 {
                        self.not_an_amendment(*span, "add");
                    }
                    added.push(c);
                }
                t::Member::Statement(t::Statement::Clause(c)) => added.push(c),
                t::Member::Statement(t::Statement::Field(field)) => out.header.push(field),
                t::Member::Statement(s) => out.statements.push(s),
            }
        }
        if let Some(base) = base {
            out.layer = base.layer + 1;
            let own: Vec<&str> = out.header.iter().map(|h| h.name.text.as_str()).collect();
            let inherited: Vec<&t::Field> = base
                .header
                .into_iter()
                .filter(|h| !own.contains(&h.name.text.as_str()))
                .collect();
            out.header.splice(0..0, inherited);
            out.statements.splice(0..0, base.statements);
            let known: Vec<CompactString> = base
                .clauses
                .iter()
                .map(|p| p.clause.label.text.clone())
                .collect();
            let missing = |l: &CompactString| !known.contains(l);
            if report && depth == 0 {
                for m in &f.members {
                    let labels: Vec<&t::Word> = match m {
                        t::Member::Strike(l, _) => l.iter().collect(),
                        t::Member::Replace(c, _) => vec![&c.label],
                        _ => continue,
                    };
                    for l in labels.into_iter().filter(|l| missing(&l.text)) {
                        let what = if matches!(m, t::Member::Strike(..)) {
                            "strike"
                        } else {
                            "replace"
                        };
                        let d = Diagnostic::new(
                            Code::NothingToAmend,
                            l.span,
                            format!("There is no clause {} to {what}", l.text),
                        );
                        let d = match crate::vocabulary::nearest(&l.text, known.iter().map(|k| k.as_str())) {
                            // Suggested: it says which clause goes.
                            Some(near) => d.help(format!("did you mean {near}?")).edit(l.span, near),
                            None => d.help("a clause the amended draft does not have is added: `add provision 29 …`"),
                        };
                        self.report(d);
                    }
                }
            }
            if report && depth == 0 {
                for (label, new) in &replaced {
                    let mut fresh = Vec::new();
                    flatten(new, &[], 0, &mut fresh);
                    let lost: Vec<&t::Clause> = base
                        .clauses
                        .iter()
                        .map(|p| p.clause)
                        .filter(|c| {
                            c.label
                                .text
                                .strip_prefix(label.as_str())
                                .is_some_and(|r| r.starts_with('.'))
                                && !fresh.iter().any(|f| f.clause.label.text == c.label.text)
                        })
                        .filter(|c| {
                            !gone.contains(&c.label.text) && !replaced.contains_key(&c.label.text)
                        })
                        .collect();
                    if lost.is_empty() {
                        continue;
                    }
                    let labels: Vec<&str> = lost.iter().map(|c| c.label.text.as_str()).collect();
                    let mut d = Diagnostic::new(
                        Code::DroppedPart,
                        new.label.span,
                        format!(
                            "Replacing clause {label} takes {} away: {}",
                            if labels.len() == 1 {
                                "a part of it"
                            } else {
                                "parts of it"
                            },
                            labels.join(", ")
                        ),
                    );
                    for c in lost.iter().take(4) {
                        d = d.also(c.label.span, "gone with what is replaced");
                    }
                    self.report(d.help("write the part again in the new clause if it is to stay; strike it by its label if it is not"));
                }
            }
            let under_gone = |l: &str| {
                gone.iter().any(|g| {
                    l == g
                        || l.strip_prefix(g.as_str())
                            .is_some_and(|r| r.starts_with('.'))
                })
            };
            let under_replaced = |l: &str| {
                replaced.keys().any(|g| {
                    l != g
                        && l.strip_prefix(g.as_str())
                            .is_some_and(|r| r.starts_with('.'))
                })
            };
            for p in base.clauses {
                let label = p.clause.label.text.as_str();
                if under_gone(label) {
                    continue;
                }
                match replaced.get(label) {
                    Some(new) => out.clauses.push(Placed {
                        clause: new,
                        under: Vec::new(),
                        layer: out.layer,
                    }),
                    None if under_replaced(label) => {}
                    None => out.clauses.push(p),
                }
            }
            // Parts of what is replaced come with the new text: flatten again below.
            let mut fresh = Vec::new();
            for p in out.clauses.drain(..) {
                let is_new = replaced
                    .get(&p.clause.label.text)
                    .is_some_and(|c| std::ptr::eq(*c, p.clause));
                if is_new {
                    flatten(p.clause, &[], p.layer, &mut fresh)
                } else {
                    fresh.push(p)
                }
            }
            out.clauses = fresh;
        }
        for c in added {
            flatten(c, &[], out.layer, &mut out.clauses);
        }
        let mut floating = Vec::new();
        for s in &out.statements {
            floating_clauses(s, &[], out.layer, &mut floating);
        }
        if !amends {
            out.clauses.extend(floating);
        }
        Some(out)
    }

    fn not_an_amendment(&mut self, span: Span, what: &str) {
        self.report(
            Diagnostic::new(
                Code::WrongForm,
                span,
                format!("`{what}` belongs in a draft that amends another one"),
            )
            .help("say which: `framework e3 \"…\" amends us28 { … }`"),
        );
    }

    /// A draft, resolved.
    pub(super) fn draft(&mut self, id: &str) -> Option<Draft> {
        let f = self.frameworks.get(id).copied()?;
        let assembled = self.assemble(id, 0, false)?;
        self.cascaded = false;
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
            sides: Vec::new(),
            clauses: Vec::new(),
            ambiguities: Vec::new(),
            orders: Vec::new(),
            brought_orders: Vec::new(),
            choices: Vec::new(),
            broken: false,
        };
        for a in self.ambiguities(&assembled) {
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
        self.header_parties = draft.parties.clone();
        self.header_sides = draft.sides.clone();
        self.clauses(&assembled, &mut draft);
        self.outside_of_clauses(&assembled.statements);
        self.orders(&assembled.statements, &[], &mut draft.orders);
        self.apply_definitions(&mut draft);
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
            let parent = parent_label(&c.label.text, &index);
            let parent_kind = parent.map(|n| draft.clauses[n].kind.clone());
            let kind: CompactString = match (c.kind.text.as_str(), parent_kind) {
                ("point", Some(kind)) => kind,
                ("point", None) => "provision".into(),
                (word, _) => {
                    if self.v.kind(word).is_none() {
                        self.unknown_kind(&c.kind);
                    }
                    word.into()
                }
            };
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
            let mut parts = Vec::new();
            parts_of(&c.body, &mut parts);
            clause.prose = !typed && parts.is_empty();
            index.insert(clause.label.clone(), draft.clauses.len());
            draft.clauses.push(clause);
        }
        self.lapses(&mut draft.clauses);
    }

    /// A promise or phrase directly in a framework belongs to no clause: nothing could be cited for it.
    fn outside_of_clauses(&mut self, statements: &[&t::Statement]) {
        for s in statements {
            let at = match s {
                t::Statement::Sentence(s) => s.span,
                t::Statement::Phrases(_, span) => *span,
                t::Statement::Either(branches, _) => {
                    branches
                        .iter()
                        .for_each(|(_, b)| self.outside_of_clauses(&b.iter().collect::<Vec<_>>()));
                    continue;
                }
                t::Statement::Ambiguous(a) => {
                    a.readings
                        .iter()
                        .for_each(|r| self.outside_of_clauses(&r.body.iter().collect::<Vec<_>>()));
                    continue;
                }
                _ => continue,
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
            match s {
                t::Statement::Order(o) => out.push((self.order(o), under.to_vec())),
                t::Statement::Ambiguous(a) => {
                    let labels: Vec<CompactString> =
                        a.readings.iter().map(|r| r.name.text.clone()).collect();
                    for (index, r) in a.readings.iter().enumerate() {
                        let mut under = under.to_vec();
                        under.push(Under {
                            ambiguity: Some(a.name.text.clone()),
                            span: a.name.span,
                            labels: labels.clone(),
                            index,
                        });
                        self.orders(&r.body.iter().collect::<Vec<_>>(), &under, out);
                    }
                }
                t::Statement::Either(branches, span) => {
                    let labels: Vec<CompactString> =
                        branches.iter().map(|(l, _)| l.text.clone()).collect();
                    for (index, (_, b)) in branches.iter().enumerate() {
                        let mut under = under.to_vec();
                        under.push(Under {
                            ambiguity: None,
                            span: *span,
                            labels: labels.clone(),
                            index,
                        });
                        self.orders(&b.iter().collect::<Vec<_>>(), &under, out);
                    }
                }
                _ => {}
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
                t::Statement::Ambiguous(a) => {
                    let labels: Vec<CompactString> =
                        a.readings.iter().map(|r| r.name.text.clone()).collect();
                    for (index, r) in a.readings.iter().enumerate() {
                        let mut under = under.to_vec();
                        under.push(Under {
                            ambiguity: Some(a.name.text.clone()),
                            span: a.name.span,
                            labels: labels.clone(),
                            index,
                        });
                        self.body(&r.body, &under, clause);
                    }
                }
                t::Statement::Either(branches, span) => {
                    let branches = &branches[..self.bounded(branches.len(), *span)];
                    let labels: Vec<&t::Word> = branches.iter().map(|(l, _)| l).collect();
                    let ambiguity = self.ambiguity_of(&labels);
                    let labels: Vec<CompactString> =
                        labels.iter().map(|l| l.text.clone()).collect();
                    for (index, (_, b)) in branches.iter().enumerate() {
                        let mut under = under.to_vec();
                        under.push(Under {
                            ambiguity: ambiguity.clone(),
                            span: *span,
                            labels: labels.clone(),
                            index,
                        });
                        self.body(b, &under, clause);
                    }
                }
            }
        }
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

/// The clause a label is a part of: the longest label before a dot.
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

/// A clause and its parts, in document order.
fn flatten<'t>(c: &'t t::Clause, under: &[Under], layer: usize, out: &mut Vec<Placed<'t>>) {
    out.push(Placed {
        clause: c,
        under: under.to_vec(),
        layer,
    });
    for s in &c.body {
        floating_clauses(s, under, layer, out);
    }
}

fn floating_clauses<'t>(
    s: &'t t::Statement,
    under: &[Under],
    layer: usize,
    out: &mut Vec<Placed<'t>>,
) {
    match s {
        t::Statement::Clause(c) => flatten(c, under, layer, out),
        t::Statement::Ambiguous(a) => {
            let labels: Vec<CompactString> =
                a.readings.iter().map(|r| r.name.text.clone()).collect();
            for (index, r) in a.readings.iter().enumerate() {
                let mut under = under.to_vec();
                under.push(Under {
                    ambiguity: Some(a.name.text.clone()),
                    span: a.name.span,
                    labels: labels.clone(),
                    index,
                });
                for s in &r.body {
                    floating_clauses(s, &under, layer, out);
                }
            }
        }
        t::Statement::Either(branches, span) => {
            let labels: Vec<CompactString> = branches.iter().map(|(l, _)| l.text.clone()).collect();
            for (index, (_, b)) in branches.iter().enumerate() {
                let mut under = under.to_vec();
                under.push(Under {
                    ambiguity: None,
                    span: *span,
                    labels: labels.clone(),
                    index,
                });
                for s in b {
                    floating_clauses(s, &under, layer, out);
                }
            }
        }
        _ => {}
    }
}

fn parts_of<'t>(body: &'t [t::Statement], out: &mut Vec<&'t t::Clause>) {
    for s in body {
        match s {
            t::Statement::Clause(c) => out.push(c),
            t::Statement::Ambiguous(a) => a.readings.iter().for_each(|r| parts_of(&r.body, out)),
            t::Statement::Either(b, _) => b.iter().for_each(|(_, b)| parts_of(b, out)),
            _ => {}
        }
    }
}

fn span_of(s: &t::Statement) -> Option<Span> {
    Some(match s {
        t::Statement::Field(f) => f.span,
        t::Statement::Entity(e) => e.span,
        t::Statement::Ambiguous(a) => a.span,
        t::Statement::Either(_, s) | t::Statement::Phrases(_, s) => *s,
        t::Statement::Clause(c) => c.span,
        t::Statement::Order(o) => o.span,
        t::Statement::Sentence(s) => s.span,
    })
}

//! Puts a draft together from the one it amends: what is struck is gone, what is replaced stands in its place, what is added stands at the end.

use super::branches::Branches;
use super::labels::{labels_alike, skeleton};
use super::package::Repeated;
use super::{MAX_CHAIN, Resolver};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Under;
use crate::source::Span;
use crate::syntax::tree as t;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// How many clauses a member has, itself among them.
fn clauses_of(m: &t::Member) -> usize {
    let (mut out, mut todo) = (0, Vec::new());
    match m {
        t::Member::Replace(c, _) | t::Member::Add(c, _) => {
            out += 1;
            todo.extend(&c.body);
        }
        t::Member::Statement(s) => todo.push(s),
        t::Member::Strike(..) => {}
    }
    while let Some(s) = todo.pop() {
        if let t::Statement::Clause(c) = s {
            out += 1;
            todo.extend(&c.body);
        }
        let branches = Branches::of(s).into_iter().flat_map(|b| b.bodies);
        todo.extend(branches.flatten());
    }
    out
}

/// A clause of a draft after its amendments.
pub(super) struct Placed<'t> {
    pub clause: &'t t::Clause,
    /// The clauses in whose braces it stands, the outermost first.
    pub within: Vec<&'t CompactString>,
    /// The part's whole chain of alternatives.
    pub under: Vec<Under>,
    /// How many drafts amended one another before the one it was written in.
    pub layer: usize,
}

/// What stands directly in a draft, in order, after its amendments.
#[derive(Default)]
pub(super) struct Assembled<'t> {
    pub header: Vec<&'t t::Field>,
    pub statements: Vec<&'t t::Statement>,
    pub clauses: Vec<Placed<'t>>,
    pub layer: usize,
}

/// What a draft does to the one it amends.
#[derive(Default)]
struct Amendments<'t> {
    struck: Vec<CompactString>,
    replaced: FxHashMap<CompactString, &'t t::Clause>,
    added: Vec<&'t t::Clause>,
}

impl<'t> Amendments<'t> {
    /// The clauses of the amended draft as they stand now; parts of what is replaced come with the new text.
    fn applied(&self, base: Vec<Placed<'t>>, layer: usize) -> Vec<Placed<'t>> {
        let mut out = Vec::new();
        for p in base {
            let label = p.clause.label.text.as_str();
            if self.struck.iter().any(|g| label == g || p.is_part(g)) {
                continue;
            }
            match self.replaced.get(label) {
                Some(new) => flatten(new, &p.within, &[], layer, &mut out),
                None if self.replaced.keys().any(|g| p.is_part(g)) => {}
                None => out.push(p),
            }
        }
        out
    }

    /// The parts of a replaced clause that its new text does not have, and that nobody struck or replaced by name.
    fn lost<'b>(
        &self,
        label: &str,
        new: &'t t::Clause,
        base: &'b [Placed<'t>],
    ) -> Vec<&'b t::Clause> {
        let mut fresh = Vec::new();
        flatten(new, &[], &[], 0, &mut fresh);
        base.iter()
            .filter(|p| {
                let own = &p.clause.label.text;
                p.is_part(label)
                    && !fresh.iter().any(|f| f.clause.label.text == *own)
                    && !self.struck.contains(own)
                    && !self.replaced.contains_key(own)
            })
            .map(|p| p.clause)
            .collect()
    }
}

impl Placed<'_> {
    /// Is it a part of the clause of this label? What stands in the braces of a clause is, whatever its label; what is added from elsewhere says so by its label.
    fn is_part(&self, of: &str) -> bool {
        let dotted = self.clause.label.text.strip_prefix(of);
        self.within.iter().any(|l| *l == of) || dotted.is_some_and(|r| r.starts_with('.'))
    }
}

impl<'a> Resolver<'a> {
    /// The labels of every draft after its amendments.
    pub(super) fn collect_labels(&mut self) {
        let mut ids: Vec<CompactString> = self.frameworks.keys().cloned().collect();
        ids.sort();
        self.find_too_long();
        for id in ids {
            if self.too_long.contains(&id) {
                continue;
            }
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
            self.clauses_alike(&labels);
            self.labels.insert(id, labels);
        }
    }

    /// Drafts that amend others and would have more clauses of these than are read.
    fn find_too_long(&mut self) {
        let own: FxHashMap<&str, usize> = (self.frameworks.iter())
            .map(|(id, f)| (id.as_str(), f.members.iter().map(clauses_of).sum()))
            .collect();
        let mut in_order: Vec<(&CompactString, Span)> = (self.frameworks.iter())
            .map(|(id, f)| (id, f.id.span))
            .collect();
        in_order.sort_by_key(|(_, at)| *at);
        let mut repeated = Repeated::default();
        let mut found = Vec::new();
        for (id, at) in in_order {
            let amended = self.chain(id).filter_map(|id| own.get(id)).sum();
            found.extend(repeated.take(amended, at).map(|told| (id.clone(), told)));
        }
        self.repeated = repeated;
        for (id, told) in found {
            self.report(told);
            self.too_long.insert(id);
        }
    }

    /// Clauses of one draft whose labels nobody can tell apart.
    fn clauses_alike(&mut self, labels: &FxHashMap<CompactString, Span>) {
        if labels.keys().all(|l| l.is_ascii()) {
            return;
        }
        let mut all: Vec<(&CompactString, Span)> = labels.iter().map(|(l, at)| (l, *at)).collect();
        all.sort_by_key(|(_, at)| *at);
        let mut seen: FxHashMap<String, (&CompactString, Span)> = FxHashMap::default();
        for (label, at) in all {
            let (first, first_at) = *seen.entry(skeleton(label)).or_insert((label, at));
            if label != first && !(label.is_ascii() && first.is_ascii()) {
                self.report(labels_alike((label, at), (first, first_at)));
            }
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
            if let t::Statement::Clause(c) = s {
                todo.extend(&c.body);
            }
            let Some(Branches {
                bodies: branches, ..
            }) = Branches::of(s)
            else {
                continue;
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

    /// The drafts that a draft amends, directly or through others; one more than a chain may have, if it has too many.
    fn chain(&self, id: &str) -> impl Iterator<Item = &'a str> {
        let amends = |id: &str| {
            let f: &'a t::Framework = self.frameworks.get(id).copied()?;
            f.amends.as_ref().map(|w| w.text.as_str())
        };
        std::iter::successors(amends(id), move |id| amends(id)).take(MAX_CHAIN + 1)
    }

    /// Does the chain of amended drafts lead back?
    fn amends_itself(&self, id: &str) -> bool {
        let mut length = 0;
        self.chain(id)
            .inspect(|_| length += 1)
            .any(|amended| amended == id)
            || length > MAX_CHAIN
    }

    /// A draft put together; `depth`: so many drafts stand on it in the chain that is followed. `report`: its mistakes are told, and those of the chain.
    pub(super) fn assemble(
        &mut self,
        id: &str,
        depth: usize,
        report: bool,
    ) -> Option<Assembled<'a>> {
        let f: &'a t::Framework = self.frameworks.get(id).copied()?;
        if depth > MAX_CHAIN {
            return None;
        }
        if report && self.amends_itself(id) {
            self.circle(f);
            return None;
        }
        // Each mistake is told once: in the draft it stands in.
        let told = report && depth == 0;
        let base = match &f.amends {
            Some(w) if !self.frameworks.contains_key(&w.text) => {
                if told {
                    self.unknown_draft(w);
                }
                None
            }
            Some(w) => self.assemble(&w.text, depth + 1, told),
            None => None,
        };
        let mut out = Assembled::default();
        let amendments = self.members(f, told, &mut out);
        if let Some(base) = base {
            if told {
                self.nothing_to_amend(f, &base.clauses);
                self.dropped_parts(&amendments, &base.clauses);
            }
            out.layer = base.layer + 1;
            let own: Vec<&str> = out.header.iter().map(|h| h.name.text.as_str()).collect();
            let inherited: Vec<&t::Field> = base
                .header
                .into_iter()
                .filter(|h| !own.contains(&h.name.text.as_str()))
                .collect();
            out.header.splice(0..0, inherited);
            out.statements.splice(0..0, base.statements);
            out.clauses = amendments.applied(base.clauses, out.layer);
        }
        for c in amendments.added {
            flatten(c, &[], &[], out.layer, &mut out.clauses);
        }
        if f.amends.is_none() {
            for s in &out.statements {
                floating_clauses(s, &[], &[], out.layer, &mut out.clauses);
            }
        }
        Some(out)
    }

    fn circle(&mut self, f: &t::Framework) {
        self.report(
            Diagnostic::new(
                Code::AmendsCycle,
                f.id.span,
                format!(
                    "`{}` amends itself, directly or through other drafts",
                    f.id.text
                ),
            )
            .help("a draft amends an earlier one"),
        );
    }

    /// What stands in a draft itself: header and statements go to what is put together, the rest is what it does to another.
    fn members(
        &mut self,
        f: &'a t::Framework,
        told: bool,
        out: &mut Assembled<'a>,
    ) -> Amendments<'a> {
        let mut amendments = Amendments::default();
        let misplaced = told && f.amends.is_none();
        for m in &f.members {
            match m {
                t::Member::Strike(labels, span) => {
                    if misplaced {
                        self.not_an_amendment(*span, "strike");
                    }
                    let labels = labels.iter().map(|l| l.text.clone());
                    amendments.struck.extend(labels);
                }
                t::Member::Replace(c, span) => {
                    if misplaced {
                        self.not_an_amendment(*span, "replace");
                    }
                    amendments.replaced.insert(c.label.text.clone(), c);
                }
                t::Member::Add(c, span) => {
                    if misplaced {
                        self.not_an_amendment(*span, "add");
                    }
                    amendments.added.push(c);
                }
                t::Member::Statement(t::Statement::Clause(c)) => amendments.added.push(c),
                t::Member::Statement(t::Statement::Field(field)) => out.header.push(field),
                t::Member::Statement(s) => out.statements.push(s),
            }
        }
        amendments
    }

    /// Clauses that are struck or replaced and are not there.
    fn nothing_to_amend(&mut self, f: &t::Framework, base: &[Placed]) {
        let known: Vec<&str> = base.iter().map(|p| p.clause.label.text.as_str()).collect();
        for m in &f.members {
            let (what, labels) = match m {
                t::Member::Strike(l, _) => ("strike", &l[..]),
                t::Member::Replace(c, _) => ("replace", std::slice::from_ref(&c.label)),
                _ => continue,
            };
            for l in labels.iter().filter(|l| !known.contains(&l.text.as_str())) {
                let d = Diagnostic::new(
                    Code::NothingToAmend,
                    l.span,
                    format!("There is no clause {} to {what}", l.text),
                );
                let d = match crate::vocabulary::nearest(&l.text, known.iter().copied()) {
                    // Suggested: it says which clause goes.
                    Some(near) => d.help(format!("did you mean {near}?")).edit(l.span, near),
                    None => d.help(
                        "a clause the amended draft does not have is added: `add provision 29 …`",
                    ),
                };
                self.report(d);
            }
        }
    }

    /// Parts of what is replaced that go with it, though nothing says so.
    fn dropped_parts(&mut self, amendments: &Amendments<'a>, base: &[Placed<'a>]) {
        for (label, new) in &amendments.replaced {
            let lost = amendments.lost(label, new, base);
            if lost.is_empty() {
                continue;
            }
            let labels: Vec<&str> = lost.iter().map(|c| c.label.text.as_str()).collect();
            let parts = if labels.len() == 1 {
                "a part of it"
            } else {
                "parts of it"
            };
            let mut d = Diagnostic::new(
                Code::DroppedPart,
                new.label.span,
                format!(
                    "Replacing clause {label} takes {parts} away: {}",
                    labels.join(", ")
                ),
            );
            for c in lost.iter().take(4) {
                d = d.also(c.label.span, "gone with what is replaced");
            }
            self.report(d.help("write the part again in the new clause if it is to stay; strike it by its label if it is not"));
        }
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
}

/// A clause and its parts, in document order.
fn flatten<'t>(
    c: &'t t::Clause,
    within: &[&'t CompactString],
    under: &[Under],
    layer: usize,
    out: &mut Vec<Placed<'t>>,
) {
    out.push(Placed {
        clause: c,
        within: within.to_vec(),
        under: under.to_vec(),
        layer,
    });
    let inside: Vec<&CompactString> = within.iter().copied().chain([&c.label.text]).collect();
    for s in &c.body {
        floating_clauses(s, &inside, under, layer, out);
    }
}

fn floating_clauses<'t>(
    s: &'t t::Statement,
    within: &[&'t CompactString],
    under: &[Under],
    layer: usize,
    out: &mut Vec<Placed<'t>>,
) {
    if let t::Statement::Clause(c) = s {
        flatten(c, within, under, layer, out);
    }
    for (under, body) in Branches::of(s).iter().flat_map(|b| b.under(under)) {
        for s in body {
            floating_clauses(s, within, &under, layer, out);
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

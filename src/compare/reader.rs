//! Reads the terms off a draft: what it says, one promise, state, order and clause with fields after the other.

use super::matters::matter_of;
use super::terms::{Shape, Slot, Term, Value};
use crate::fact::clause_phrases;
use crate::model::*;
use crate::source::{SourceSet, Span};
use crate::vocabulary::{NodeId, Vocabulary};
use crate::wording::{Governed, Speaker, Style, Words};
use compact_str::CompactString;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads the terms off a draft. `refer` gives clauses the names under which they are compared.
pub(super) struct Reader<'w> {
    pub(super) v: &'w Vocabulary,
    pub(super) draft: &'w Draft,
    pub(super) exact: Speaker<'w>,
    pub(super) shown: Speaker<'w>,
    /// Where the draft stands, and those it amends; and their clauses.
    pub(super) frames: Vec<(Span, Vec<Span>)>,
}

impl<'w> Reader<'w> {
    pub(super) fn new(
        world: &'w World,
        draft: &'w Draft,
        sources: &'w SourceSet,
        refer: Box<crate::wording::Refer<'w>>,
    ) -> Self {
        let v = &world.vocabulary;
        let base = |d: &&'w Draft| {
            d.amends
                .as_ref()
                .and_then(|id| world.drafts.iter().find(|b| b.id == *id))
        };
        let frames = std::iter::successors(Some(draft), base)
            .take(world.drafts.len())
            .map(|d| (d.span, d.clauses.iter().map(|c| c.span).collect()))
            .collect();
        Reader {
            v,
            draft,
            exact: Speaker::exact(v, sources, draft, refer),
            shown: Speaker::new(v, sources, draft),
            frames,
        }
    }

    /// All terms, one a sentence, order in time, or clause with fields.
    pub(super) fn terms(&self) -> Vec<Term> {
        let mut out = Vec::new();
        let header: Vec<&Entry> = self.draft.header.iter().filter(|e| legal(e)).collect();
        if !header.is_empty() {
            out.push(self.of_fields(
                "framework",
                &header.iter().map(|e| (*e, &[][..])).collect::<Vec<_>>(),
                &[],
                Vec::new(),
            ));
        }
        for (n, c) in self.draft.clauses.iter().enumerate() {
            let phrases = clause_phrases(self.draft, n);
            for (s, under) in said_in_all(&c.sentences) {
                // What a field means is told with the field.
                if c.fields.iter().any(|(e, _)| e.span == s.span) {
                    continue;
                }
                for one in expand(self.draft, s) {
                    out.push(self.sentence(n, one, s, &phrases, &self.under(n, under)));
                }
            }
            for (o, under) in &c.orders {
                out.push(self.order(Some(n), o, &self.under(n, under)));
            }
        }
        out.extend(
            self.draft
                .orders
                .iter()
                .map(|(o, under)| self.order(None, o, under)),
        );
        out.extend(self.entities());
        out.extend(self.declared());
        out.extend(self.ambiguous());
        out
    }

    /// The alternatives a statement of a clause stands under, those of the clause included.
    fn under(&self, clause: usize, own: &[Under]) -> Vec<Under> {
        let mut out = own.to_vec();
        let mut at = Some(clause);
        while let Some(n) = at {
            for u in &self.draft.clauses[n].under {
                if !out.contains(u) {
                    out.push(u.clone());
                }
            }
            at = self.draft.clauses[n].parent;
        }
        out
    }

    fn sentence(
        &self,
        clause: usize,
        s: Cow<'w, Sentence>,
        written: &Sentence,
        around: &[(&Phrase, usize)],
        under: &[Under],
    ) -> Term {
        let phrases = governing(&s, around);
        // `each side shall …` is told as it is written, and compared side by side.
        let each = matches!(
            written.subject.items.first(),
            Some(Item {
                base: Base::Side(SideWord::Each),
                ..
            })
        );
        let said = if each { written } else { &*s };
        let mut slots = BTreeMap::from([(Slot::Subject, self.list(&s.subject))]);
        let (shape, head) = self.predicate(&s, &mut slots);
        for r in &s.roles {
            let preposition = if r.only {
                format!("only {}", r.preposition).into()
            } else {
                r.preposition.clone()
            };
            slots.insert(Slot::Role(preposition), self.list(&r.list));
        }
        if let Some(that) = &s.that {
            slots.insert(
                Slot::That,
                Value::one(self.exact.whole(that).text(), self.shown.whole(that)),
            );
        }
        self.phrases(&phrases, &mut slots);
        self.alternatives(under, &mut slots);
        let matter = matter_of(self.v, &s, &self.draft.clauses[clause].kind);
        Term {
            shape,
            head,
            matter,
            slots,
            said: vec![self.told(self.shown.sentence(said, &phrases), under)],
            identity: None,
            holders: None,
            where_only: None,
            clauses: vec![clause],
            spans: vec![written.span],
        }
    }

    /// What is done, or which state it is: the shape of a term and its head.
    fn predicate(&self, s: &Sentence, slots: &mut BTreeMap<Slot, Value>) -> (Shape, CompactString) {
        match &s.predicate {
            Predicate::Act {
                modal,
                jointly,
                action,
                object,
            } => {
                // `no state shall` is `any state shall not`.
                if *modal == Some(Modal::ShallNot)
                    && let Some(v) = slots.get_mut(&Slot::Subject)
                {
                    v.items = std::mem::take(&mut v.items)
                        .into_iter()
                        .map(|(k, w)| {
                            (
                                k.strip_prefix("no ")
                                    .map_or_else(|| k.clone(), |rest| format!("any {rest}")),
                                w,
                            )
                        })
                        .collect();
                }
                if let Some(m) = modal {
                    slots.insert(Slot::Modal, Value::of_modal(*m));
                }
                if *jointly || s.only {
                    let word = if s.only { "nobody else" } else { "jointly" };
                    slots.insert(Slot::Together, Value::one(word.to_owned(), Words::of(word)));
                }
                if let Some(o) = object {
                    slots.insert(Slot::Object, self.list(o));
                }
                (
                    Shape::Promise,
                    action.map_or_else(|| "anything".into(), |a| self.v.action(a).verb.clone()),
                )
            }
            Predicate::State { negated, state, of } => {
                if let Some(of) = of {
                    slots.insert(Slot::Of, self.list(of));
                }
                let word = &self.v.states[state.0 as usize].word;
                (
                    Shape::State,
                    if *negated {
                        format!("not {word}").into()
                    } else {
                        word.clone()
                    },
                )
            }
        }
    }

    fn order(&self, clause: Option<usize>, o: &Order, under: &[Under]) -> Term {
        let mut slots = BTreeMap::from([(
            Slot::Moment,
            Value::one(
                self.exact.moment(&o.moment).text(),
                self.shown.moment(&o.moment),
            ),
        )]);
        self.phrases(&o.phrases.iter().collect::<Vec<_>>(), &mut slots);
        self.alternatives(under, &mut slots);
        let matter = self.v.matters.len();
        Term {
            shape: Shape::Order,
            head: "order".into(),
            matter,
            slots,
            said: vec![self.told(self.shown.order(o), under)],
            identity: None,
            holders: None,
            where_only: None,
            clauses: clause.into_iter().collect(),
            spans: vec![o.span],
        }
    }

    fn phrases(&self, phrases: &[&Phrase], slots: &mut BTreeMap<Slot, Value>) {
        for p in phrases {
            let (exact, shown) = (self.exact.phrase(p).text(), self.shown.phrase(p));
            let (mut exact, mut family) = (exact, p.family());
            // `by` binds the completion of what is completed.
            if family == Family::At(Some(Pick::Completed), Relation::By) {
                exact = exact.replacen("completed ", "", 1);
                family = Family::At(None, Relation::By);
            }
            // `if X agrees` is the consent of X.
            if let PhraseKind::Guard(Guard::If, c) = &p.kind
                && let Some(who) = c.consents(self.v)
            {
                let mut all: Vec<String> =
                    who.into_iter().map(|l| self.exact.list(l).text()).collect();
                all.sort();
                exact = format!("with consent of {}", all.join(" and "));
                family = Family::Manner(Manner::WithConsentOf);
            }
            slots
                .entry(Slot::Phrase(family))
                .or_default()
                .items
                .insert(exact, shown);
        }
    }

    fn alternatives(&self, under: &[Under], slots: &mut BTreeMap<Slot, Value>) {
        for u in under {
            let (exact, shown) = alternative(u);
            slots
                .entry(Slot::Under)
                .or_default()
                .items
                .insert(exact, Words::of(&shown));
        }
    }

    /// What stands under an alternative, as it is told: in a bracket that says so.
    fn told(&self, words: Words, under: &[Under]) -> Words {
        let mut said: Vec<String> = under.iter().map(|u| alternative(u).1).collect();
        said.dedup();
        if said.is_empty() {
            return words;
        }
        let mut out = Words::styled(&format!("[{}:", said.join(", ")), Style::Bracket);
        out.add(words).glue("]");
        out
    }

    /// Clauses with fields. The fields of a part belong to its clause, unless the clause or another part gives the same ones.
    fn entities(&self) -> Vec<Term> {
        let clauses = &self.draft.clauses;
        let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
        for (n, c) in clauses
            .iter()
            .enumerate()
            .filter(|(_, c)| !c.fields.is_empty() || ends_the_text(c))
        {
            let whole = c.parent.and_then(|p| {
                groups
                    .iter()
                    .position(|(w, _)| *w == p || clauses[*w].parent == Some(p) && *w == n)
            });
            let fits = whole.filter(|g| {
                let (w, members) = &groups[*g];
                clauses[*w].kind == c.kind
                    && members.iter().all(|m| {
                        clauses[*m]
                            .fields
                            .iter()
                            .all(|(e, _)| !c.fields.iter().any(|(f, _)| f.name == e.name))
                    })
            });
            match fits {
                Some(g) => groups[g].1.push(n),
                None => groups.push((n, vec![n])),
            }
        }
        groups
            .into_iter()
            .map(|(whole, members)| {
                let fields: Vec<(&Entry, Vec<Under>)> = members
                    .iter()
                    .flat_map(|m| {
                        clauses[*m]
                            .fields
                            .iter()
                            .map(|(e, u)| (e, self.under(*m, u)))
                    })
                    .collect();
                let fields: Vec<(&Entry, &[Under])> =
                    fields.iter().map(|(e, u)| (*e, &u[..])).collect();
                let phrases: Vec<&Phrase> = clause_phrases(self.draft, whole)
                    .into_iter()
                    .map(|(p, _)| p)
                    .collect();
                self.of_fields(&clauses[whole].kind, &fields, &phrases, members)
            })
            .collect()
    }

    fn of_fields(
        &self,
        kind: &str,
        fields: &[(&Entry, &[Under])],
        phrases: &[&Phrase],
        clauses: Vec<usize>,
    ) -> Term {
        let mut slots = BTreeMap::new();
        let mut said = Vec::new();
        for (e, under) in fields {
            self.field(e, under, &mut slots);
            said.push(self.told(self.shown.field(kind, e), under));
        }
        self.phrases(phrases, &mut slots);
        // When something is done, and who verifies it, says nothing of what a word means.
        if !clauses
            .iter()
            .any(|c| self.draft.clauses[*c].is_definition())
        {
            let alone = self.shown.alone(phrases, Governed::Kept);
            said.extend(alone.into_iter().map(Words::sentence));
        }
        let names: Vec<&str> = fields.iter().map(|(e, _)| e.name.as_str()).collect();
        let matter = super::matters::of_kind(self.v, kind, &names);
        let identity = self.identity(kind, fields, &slots);
        let promise = |name: &str| {
            self.v.kind(kind).is_some_and(|k| {
                k.fields
                    .iter()
                    .any(|f| f.name == name && f.meaning.is_some())
            })
        };
        let holders = slots
            .keys()
            .find(|s| matches!(s, Slot::Field(n, _) if promise(n)))
            .cloned();
        let where_only = fields.iter().position(|(e, _)| e.name == "area");
        Term {
            shape: Shape::Clause,
            head: kind.into(),
            matter,
            slots,
            said,
            identity,
            holders,
            where_only,
            clauses,
            spans: if fields.is_empty() {
                phrases.iter().map(|p| p.span).collect()
            } else {
                fields.iter().map(|(e, _)| e.span).collect()
            },
        }
    }

    /// One field, into its part of the term.
    fn field(&self, e: &Entry, under: &[Under], slots: &mut BTreeMap<Slot, Value>) {
        let index = e
            .index
            .as_ref()
            .map_or_else(String::new, |l| self.exact.list(l).text());
        let mut value = self.list(&e.value);
        for u in under {
            let which = alternative(u).0;
            value = Value {
                items: value
                    .items
                    .into_iter()
                    .map(|(k, w)| (format!("{k} under {which}"), w))
                    .collect(),
                ..value
            };
        }
        let held: &mut Value = slots.entry(Slot::Field(e.name.clone(), index)).or_default();
        held.items.extend(value.items);
        held.cover = value.cover.or(held.cover.take());
        held.called = value.called.or(held.called.take());
        held.number = value.number;
    }

    /// The field a clause is known by: its area or name, else the one that must be there.
    fn identity(
        &self,
        kind: &str,
        fields: &[(&Entry, &[Under])],
        slots: &BTreeMap<Slot, Value>,
    ) -> Option<Slot> {
        let required = |name: &str| {
            self.v.kind(kind).is_some_and(|k| {
                k.fields
                    .iter()
                    .any(|f| f.name == name && f.slot.is_required())
            })
        };
        let which = ["area", "name"]
            .into_iter()
            .find(|w| fields.iter().any(|(e, _)| e.name == *w))
            .map(str::to_owned);
        let which = which.or_else(|| {
            fields
                .iter()
                .find(|(e, _)| required(&e.name))
                .map(|(e, _)| e.name.to_string())
        });
        which.and_then(|w| {
            slots
                .keys()
                .find(|s| matches!(s, Slot::Field(n, _) if *n == w))
                .cloned()
        })
    }
}

/// Is it a last clause that says how long the text is in force, and nothing else?
fn ends_the_text(c: &Clause) -> bool {
    c.is_final() && !c.phrases.is_empty() && c.sentences.is_empty()
}

/// An alternative or reading: by what it is known, and in words.
fn alternative(u: &Under) -> (String, String) {
    let which = u.labels.get(u.index).map_or("", |l| l.as_str());
    let mut all: Vec<&str> = u.labels.iter().map(|l| l.as_str()).collect();
    all.sort_unstable();
    match &u.ambiguity {
        Some(a) => (
            format!("{a}={which}"),
            format!(
                "if “{}” is read as “{}”",
                Speaker::plain(a),
                Speaker::plain(which)
            ),
        ),
        None => {
            let others: Vec<String> = all
                .iter()
                .filter(|l| **l != which)
                .map(|l| format!("“{}”", Speaker::plain(l)))
                .collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!(", not {}", others.join(" or "))
            };
            (
                format!("{}={which}", all.join("|")),
                format!("if “{}” is taken{others}", Speaker::plain(which)),
            )
        }
    }
}

/// A field of the header that has a legal effect; its date decides which lines hold.
fn legal(e: &Entry) -> bool {
    !e.value
        .items
        .iter()
        .all(|i| matches!(i.base, Base::Text(_)))
}

/// The nodes of a list, as they are named: for headings.
pub(super) fn first_node(l: &List) -> Option<NodeId> {
    match l.items.first().map(|i| &i.base)? {
        Base::Thing(t) => Some(t.node),
        Base::Group(g) => first_node(g),
        Base::Amount(Amount { of: Some(of), .. }) => match &of.base {
            Base::Thing(t) => Some(t.node),
            _ => None,
        },
        _ => None,
    }
}

/// The phrases of a sentence, and those around it that speak of something its own do not.
fn governing<'p>(s: &'p Sentence, around: &[(&'p Phrase, usize)]) -> Vec<&'p Phrase> {
    let own: Vec<Family> = s.phrases.iter().map(Phrase::family).collect();
    let mut phrases: Vec<&Phrase> = s.phrases.iter().collect();
    // What holds over a time is not completed: a deadline around it says nothing of it.
    let lasts = matches!(
        s.predicate,
        Predicate::Act {
            modal: Some(Modal::May | Modal::ShallNot | Modal::ExpectedNot),
            ..
        }
    );
    let deadline = |p: &Phrase| matches!(&p.kind, PhraseKind::Time(Some(Pick::Completed), _));
    phrases.extend(
        around
            .iter()
            .filter(|(p, _)| !(own.contains(&p.family()) || lasts && deadline(p)))
            .map(|(p, _)| *p),
    );
    phrases
}

/// The sentences of a clause; what every alternative of a choice says stands under none of them.
fn said_in_all(all: &[(Sentence, Vec<Under>)]) -> Vec<(&Sentence, &[Under])> {
    let mut out = Vec::new();
    let mut told = vec![false; all.len()];
    for (n, (s, under)) in all.iter().enumerate() {
        if std::mem::replace(&mut told[n], true) {
            continue;
        }
        let Some((last, around)) = under.split_last() else {
            out.push((s, &under[..]));
            continue;
        };
        let twins: Vec<usize> = (n..all.len())
            .filter(|m| {
                let (t, u) = &all[*m];
                t == s
                    && u.split_last()
                        .is_some_and(|(l, a)| a == around && l.span == last.span)
            })
            .collect();
        let mut indexes: Vec<usize> = twins
            .iter()
            .filter_map(|m| Some(all[*m].1.last()?.index))
            .collect();
        indexes.sort_unstable();
        indexes.dedup();
        if indexes.len() == last.labels.len() {
            twins.iter().for_each(|m| told[*m] = true);
            out.push((s, around));
        } else {
            out.push((s, &under[..]));
        }
    }
    out
}

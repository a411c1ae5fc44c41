//! Resolves values, lists and places against the vocabulary, and checks their types.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::NodeKind;

/// What a slot takes; empty: anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Want {
    pub types: Vec<NodeId>,
}

impl Resolver<'_> {
    /// What a slot of the vocabulary takes.
    pub(super) fn want(&self, slot: &t::Slot) -> Want {
        if slot.types.iter().any(|w| w.text == "thing") {
            return Want::default();
        }
        Want {
            types: slot
                .types
                .iter()
                .filter_map(|w| self.v.words.get(&w.text).copied())
                .collect(),
        }
    }

    pub(super) fn is(&self, node: NodeId, word: &str) -> bool {
        self.v
            .words
            .get(word)
            .is_some_and(|w| self.v.under(node, *w))
    }

    /// Is a node meant as a place in a slot?
    fn as_place(&self, node: NodeId, want: &Want) -> bool {
        if !self.is(node, "place") {
            return false;
        }
        if want.types.is_empty() {
            return !self.is(node, "actor");
        }
        let mut place = false;
        for w in &want.types {
            if self.is(*w, "place") {
                place = true;
            } else if self.v.under(node, *w) {
                return false;
            }
        }
        place
    }

    pub(super) fn list(&mut self, l: &t::List, want: &Want, what: &str) -> List {
        self.comma_in_number(l);
        let items = l.values.iter().map(|v| self.item(v, want, what)).collect();
        let except = l.except.iter().map(|v| self.item(v, want, what)).collect();
        List {
            items,
            except,
            span: l.span,
        }
    }

    /// One value.
    pub(super) fn item(&mut self, v: &t::Value, want: &Want, what: &str) -> Item {
        let mut base = match &v.base {
            t::Base::Band {
                width,
                unit,
                side,
                line,
            } => Base::Place(self.band(width, unit, side, line, v)),
            other => self.base(other, v.span, want, what),
        };
        self.unsaid_degree(&mut base, v.span, want);
        let mut held = None;
        for s in &v.suffixes {
            match s {
                t::Suffix::HeldBy(actor) => {
                    held = Some((self.item(actor, &Want::default(), "held by"), When::Draft))
                }
                t::Suffix::AsOf(m) => {
                    let when = self.when(m);
                    if let Some((_, w)) = &mut held {
                        *w = when;
                    }
                }
                t::Suffix::LocatedIn(place) => {
                    let want = self.places();
                    let item = self.item(place, &want, "located in");
                    if let (Base::Thing(thing), Some(place)) = (&mut base, as_place(item.base)) {
                        thing.located = Some(Box::new(place));
                    }
                }
            }
        }
        if let Some((actor, when)) = held {
            base = match as_place(base.clone()) {
                Some(Place::Part(q, p)) => Base::Place(Place::Part(
                    q,
                    Box::new(Place::HeldBy(p, Box::new(actor), when)),
                )),
                Some(p) => Base::Place(Place::HeldBy(Box::new(p), Box::new(actor), when)),
                None => base,
            };
        }
        Item {
            matcher: v.matcher,
            base,
            span: v.span,
        }
    }

    pub(super) fn places(&self) -> Want {
        Want {
            types: self.v.words.get("place").copied().into_iter().collect(),
        }
    }

    pub(super) fn when(&mut self, m: &t::Moment) -> When {
        match self.moment(m).kind {
            MomentKind::Date(d) => When::On(d),
            MomentKind::Signature => When::Signature,
            MomentKind::Hole(h) => When::Unknown(h),
            _ => When::Draft,
        }
    }

    fn base(&mut self, b: &t::Base, span: Span, want: &Want, what: &str) -> Base {
        match b {
            t::Base::Choice(alternatives, unit) => {
                self.choice(alternatives, unit.as_ref(), span, want, what)
            }
            t::Base::Group(l) => {
                let list = self.list(l, want, what);
                match union(&list) {
                    Some(place) => Base::Place(place),
                    None => Base::Group(Box::new(list)),
                }
            }
            t::Base::Text(text) => Base::Text(text.text.clone()),
            t::Base::Date(word) => self
                .date(word)
                .map_or_else(|| Base::Words(word.text.clone()), Base::Date),
            t::Base::Ratio(a, b) => Base::Ratio(format!("{} for {}", a.text, b.text).into()),
            t::Base::Amount {
                number,
                magnitude,
                unit,
                per,
                of,
            } => self.amount(
                number,
                magnitude.as_ref(),
                unit.as_ref(),
                per.as_ref(),
                of.as_deref(),
                span,
                want,
                what,
            ),
            t::Base::Hole {
                blank, noun, unit, ..
            } => self.hole(blank, noun.as_deref(), unit.as_ref(), span, want, what),
            t::Base::SetBy(name) => match self.name(name) {
                Some(n) => Base::Hole(Hole {
                    blank: Blank::SetBy(n),
                    span,
                }),
                None => Base::Hole(Hole {
                    blank: Blank::Unspecified,
                    span,
                }),
            },
            // Only what a suffix may follow is a band, and `item` has read it.
            t::Base::Band { .. } => Base::Place(Place::Unknown(
                Hole {
                    blank: Blank::Unspecified,
                    span,
                },
                None,
            )),
            t::Base::Clauses(labels, of) => self.clause_refs(labels, of.as_ref(), span),
            t::Base::Side(word) => {
                self.nobody_meant(word.span, "sides", self.header_sides.len(), 2);
                SideWord::read(&word.text).map_or(Base::Someone, Base::Side)
            }
            t::Base::Someone => Base::Someone,
            t::Base::Others => Base::Someone,
            t::Base::Variable(letter, _) => {
                let Some(n) = self.variable(letter) else {
                    return Base::Words(letter.text.clone());
                };
                if self.places_bound[usize::from(n)] {
                    Base::Place(Place::Variable(n))
                } else {
                    Base::Variable(n)
                }
            }
            t::Base::Quantified {
                quantifier,
                word,
                braces,
                of,
                variable,
            } => self.quantified(
                quantifier,
                word.as_ref(),
                braces,
                of.as_deref(),
                variable.as_ref(),
                span,
                want,
                what,
            ),
            t::Base::Noun {
                words,
                name,
                braces,
                of,
            } => self.noun(
                words,
                name.as_ref(),
                braces,
                of.as_deref(),
                span,
                want,
                what,
            ),
        }
    }

    pub(super) fn date(&mut self, word: &t::Word) -> Option<DayRange> {
        match DayRange::read(&word.text) {
            Ok(d) => Some(d),
            Err(why) => {
                self.report(
                    Diagnostic::new(Code::BadDate, word.span, format!("`{}` is no date: {why}", word.text))
                        .help("dates are written year-month-day: `2025-11-20`, or `2025-11` where only the month is known"),
                );
                None
            }
        }
    }

    fn choice(
        &mut self,
        alternatives: &[(Option<t::Word>, t::List)],
        unit: Option<&t::Word>,
        span: Span,
        want: &Want,
        what: &str,
    ) -> Base {
        let alternatives = &alternatives[..self.bounded(alternatives.len(), span)];
        let labels: Vec<&t::Word> = alternatives
            .iter()
            .filter_map(|(l, _)| l.as_ref())
            .collect();
        let ambiguity = self.ambiguity_of(&labels);
        let alternatives = alternatives
            .iter()
            .map(|(label, list)| {
                let mut list = list.clone();
                if let Some(unit) = unit {
                    counted_in(unit, &mut list);
                }
                (
                    label.as_ref().map(|l| l.text.clone()),
                    self.list(&list, want, what),
                )
            })
            .collect();
        Base::Choice(Box::new(Choice {
            ambiguity,
            alternatives,
            span,
        }))
    }

    /// The ambiguity whose readings these labels are; actors' labels are the negotiators'.
    pub(super) fn ambiguity_of(&mut self, labels: &[&t::Word]) -> Option<CompactString> {
        let mut found = None;
        for label in labels {
            let named = label.quoted || label.text.starts_with(|c: char| !c.is_lowercase());
            if named {
                self.name(label);
                continue;
            }
            match self.readings.iter().find(|(_, r)| r.contains(&label.text)) {
                Some((a, _)) => found = Some(a.clone()),
                None => {
                    let known: Vec<CompactString> = self
                        .readings
                        .iter()
                        .flat_map(|(_, r)| r.iter().cloned())
                        .collect();
                    let d = Diagnostic::new(
                        Code::UnknownReading,
                        label.span,
                        format!("No ambiguous term has a reading `{}`", label.text),
                    );
                    let d = match self.near(&label.text, known.iter().map(|k| k.as_str())) {
                        // Safe where it is one declared reading but for a slip of the pen.
                        Some((near, sure)) => d.help(format!("did you mean `{near}`?")).offer(label.span, near, sure),
                        None => d.help("declare it: `ambiguous NAME \"…\" { reading one; reading two; }`, or label the alternatives with the actors who propose them"),
                    };
                    self.report(d);
                }
            }
        }
        found
    }

    fn hole(
        &mut self,
        blank: &t::Word,
        noun: Option<&t::Value>,
        unit: Option<&t::Word>,
        span: Span,
        want: &Want,
        what: &str,
    ) -> Base {
        let hole = Hole {
            blank: if blank.text == "undetermined" {
                Blank::Undetermined
            } else {
                Blank::Unspecified
            },
            span,
        };
        let amount = |dimension| {
            Base::Amount(Amount {
                number: None,
                hole: Some(hole),
                dimension,
                per: None,
                of: None,
                counts: None,
            })
        };
        if let Some(u) = unit {
            return amount(self.unit(u).map(|(d, _)| d));
        }
        let Some(noun) = noun else {
            return Base::Hole(hole);
        };
        if let t::Base::Noun {
            words,
            name: None,
            of,
            ..
        } = &noun.base
            && let [word] = &words[..]
            && let Some(u) = self.v.units.get(&word.text)
        {
            let dimension = Some(u.dimension.clone());
            let of = of
                .as_ref()
                .map(|o| Box::new(self.item(o, &Want::default(), what)));
            return Base::Amount(Amount {
                number: None,
                hole: Some(hole),
                dimension,
                per: None,
                counts: if of.is_none() {
                    self.counts(&word.text)
                } else {
                    None
                },
                of,
            });
        }
        if let t::Base::Noun {
            words,
            name: Some(name),
            ..
        } = &noun.base
            && words.is_empty()
            && let Some(u) = self.v.units.get(&name.text)
        {
            return amount(Some(u.dimension.clone()));
        }
        match self.base(&noun.base, noun.span, want, what) {
            Base::Thing(mut thing) => {
                thing.unknown = Some(hole);
                Base::Thing(thing)
            }
            Base::Place(place) => Base::Place(Place::Unknown(hole, Some(Box::new(place)))),
            _ => Base::Hole(hole),
        }
    }

    fn clause_refs(&mut self, labels: &[t::Word], of: Option<&t::Word>, span: Span) -> Base {
        if let [one] = labels
            && of.is_none()
            && one.text.len() == 1
            && self.bound[one.text.as_bytes()[0].wrapping_sub(b'A') as usize & 31]
            && one.text.as_bytes()[0].is_ascii_uppercase()
        {
            return Base::Variable(one.text.as_bytes()[0] - b'A');
        }
        let draft = of.map(|w| w.text.clone());
        for label in labels {
            self.check_label(label, of);
        }
        let item = |l: &t::Word| Item {
            matcher: None,
            base: Base::Clause(draft.clone(), l.text.clone()),
            span: l.span,
        };
        match labels {
            [one] => item(one).base,
            _ => Base::Group(Box::new(List {
                items: labels.iter().map(item).collect(),
                except: Vec::new(),
                span,
            })),
        }
    }

    pub(super) fn variable(&mut self, letter: &t::Word) -> Option<u8> {
        let n = letter.text.bytes().next().filter(u8::is_ascii_uppercase)? - b'A';
        if self.bound[usize::from(n)] {
            return Some(n);
        }
        self.report(
            Diagnostic::new(
                Code::UnboundVariable,
                letter.span,
                format!("The variable `{}` is used before it is bound", letter.text),
            )
            .here("not bound yet")
            .help(format!(
                "bind it where it stands first, after a type: `any actor {}`",
                letter.text
            )),
        );
        None
    }

    #[allow(clippy::too_many_arguments)]
    fn quantified(
        &mut self,
        quantifier: &t::Word,
        word: Option<&t::Word>,
        braces: &[t::Field],
        of: Option<&t::Value>,
        variable: Option<&t::Word>,
        span: Span,
        want: &Want,
        what: &str,
    ) -> Base {
        let q = match quantifier.text.as_str() {
            "any" => Quantifier::Any,
            "all" => Quantifier::All,
            _ => Quantifier::No,
        };
        let letter = variable
            .and_then(|v| v.text.bytes().next())
            .map(|b| b.wrapping_sub(b'A') & 31);
        if let Some(n) = letter {
            self.bound[usize::from(n)] = true;
            self.places_bound[usize::from(n)] = false;
        }
        let Some(word) = word else {
            // `all of (A, B)`
            let Some(of) = of else {
                return Base::Words(quantifier.text.clone());
            };
            return match self.item(of, want, what).base {
                Base::Place(p) => Base::Place(Place::Part(q, Box::new(p))),
                Base::Thing(mut thing) => {
                    thing.quantifier = q;
                    Base::Thing(thing)
                }
                other => other,
            };
        };
        if matches!(word.text.as_str(), "clause" | "clauses") {
            return Base::EveryClause(q, letter);
        }
        if self.in_draft
            && q != Quantifier::Any
            && matches!(word.text.as_str(), "parties" | "party")
        {
            let names = self.header_parties.clone();
            self.nobody_meant(span, "parties", names.len(), 1);
            let items = names
                .into_iter()
                .map(|n| Item {
                    matcher: None,
                    base: Base::Thing(thing_of(n)),
                    span,
                })
                .collect();
            return Base::Group(Box::new(List {
                items,
                except: Vec::new(),
                span,
            }));
        }
        // `no side shall` bans each of the two.
        if q == Quantifier::No && word.text == "side" && of.is_none() {
            self.nobody_meant(word.span, "sides", self.header_sides.len(), 2);
            return Base::Side(SideWord::Each);
        }
        let Some(node) = self.word(word) else {
            return Base::Words(word.text.clone());
        };
        if self.v.name(node) == "part"
            && let Some(of) = of
        {
            let inner = self.item(of, want, what);
            return match as_place(inner.base.clone()) {
                Some(p) => Base::Place(Place::Part(q, Box::new(p))),
                None => Base::Thing(Thing {
                    quantifier: q,
                    node,
                    of: Some(Box::new(inner)),
                    variable: letter,
                    ..thing_of(node)
                }),
            };
        }
        let place_type = self.is(node, "place") && !self.is(node, "actor");
        let is_type = self.v.node(node).kind == NodeKind::Type;
        if is_type && (place_type || self.as_place(node, want)) && of.is_none() {
            if let Some(n) = letter {
                self.places_bound[usize::from(n)] = true;
            }
            return Base::Place(Place::Every(q, node, letter));
        }
        let attributes = self.attributes(node, braces);
        let of = of.map(|o| Box::new(self.item(o, &Want::default(), what)));
        let relation =
            self.is(node, "relation") || matches!(self.v.name(node), "member" | "neighbour");
        let fits = want.types.is_empty()
            || relation
            || want
                .types
                .iter()
                .any(|w| self.v.under(node, *w) || self.v.under(*w, node));
        if !fits {
            self.wrong_type(span, what, &format!("`{}`", word.text), want);
        }
        Base::Thing(Thing {
            quantifier: q,
            node,
            attributes,
            of,
            variable: letter,
            ..thing_of(node)
        })
    }

    pub(super) fn attributes(
        &mut self,
        node: NodeId,
        braces: &[t::Field],
    ) -> Vec<(CompactString, List)> {
        let mut out = Vec::new();
        for f in braces {
            let mut decl = None;
            for n in std::iter::once(node).chain(self.v.above(node).iter().copied()) {
                if let Some(fields) = self.v.attributes.get(self.v.name(n)) {
                    decl = decl.or(fields
                        .iter()
                        .find(|d| d.name == f.name.text)
                        .map(|d| d.slot.clone()));
                }
            }
            match decl {
                Some(slot) => {
                    let want = self.want(&slot);
                    let list = self.list(&f.value, &want, &f.name.text);
                    out.push((f.name.text.clone(), list));
                }
                None => self.report(
                    Diagnostic::new(
                        Code::UnknownField,
                        f.name.span,
                        format!("`{}` has no attribute `{}`", self.v.name(node), f.name.text),
                    )
                    .help(format!(
                        "declare it: `attributes {} {{ {}: quantity; }}`",
                        self.v.name(node),
                        f.name.text
                    )),
                ),
            }
        }
        out
    }

    #[allow(clippy::too_many_arguments)]
    fn noun(
        &mut self,
        words: &[t::Word],
        name: Option<&t::Word>,
        braces: &[t::Field],
        of: Option<&t::Value>,
        span: Span,
        want: &Want,
        what: &str,
    ) -> Base {
        // A name behind words: the words are its adjectives.
        if let Some(name) = name {
            let variable = name.text.len() == 1
                && !name.quoted
                && self.bound[name.text.as_bytes()[0].wrapping_sub(b'A') as usize & 31];
            if variable && !words.is_empty() {
                // `de-facto B`: the adjective counts, the variable joins.
                let adjectives = words
                    .iter()
                    .filter_map(|w| self.word(w))
                    .collect::<Vec<_>>();
                let n = name.text.as_bytes()[0] - b'A';
                let node = adjectives.first().copied().unwrap_or(NodeId(0));
                let inner = Item {
                    matcher: None,
                    base: Base::Variable(n),
                    span: name.span,
                };
                return Base::Thing(Thing {
                    adjectives,
                    of: Some(Box::new(inner)),
                    variable: None,
                    quantifier: Quantifier::Some,
                    node,
                    attributes: Vec::new(),
                    located: None,
                    unknown: None,
                });
            }
            if name.quoted
                && !self.v.names.contains_key(&name.text)
                && want
                    .types
                    .iter()
                    .any(|t| matches!(self.v.name(*t), "text" | "name"))
            {
                return Base::Text(name.text.to_string());
            }
            let adjectives: Vec<NodeId> = words.iter().filter_map(|w| self.word(w)).collect();
            if self.v.units.contains_key(&name.text) && !self.v.names.contains_key(&name.text) {
                return Base::Words(name.text.clone());
            }
            let Some(node) = self.name(name) else {
                return Base::Words(name.text.clone());
            };
            if adjectives.is_empty() && self.as_place(node, want) {
                return match of {
                    Some(o) => {
                        let _ = self.item(o, &Want::default(), what);
                        Base::Place(Place::Region(node))
                    }
                    None => Base::Place(Place::Region(node)),
                };
            }
            if adjectives.is_empty() && of.is_none() {
                self.check_type(node, span, what, want, &name.text);
            }
            let of = of.map(|o| Box::new(self.item(o, &Want::default(), what)));
            return Base::Thing(Thing {
                adjectives,
                of,
                ..thing_of(node)
            });
        }
        let Some((last, before)) = words.split_last() else {
            return Base::Words("".into());
        };
        if self.v.moments.iter().any(|(m, _)| *m == last.text) && before.is_empty() {
            return Base::Words(last.text.clone());
        }
        let adjectives: Vec<NodeId> = before.iter().filter_map(|w| self.word(w)).collect();
        if self.one_word(last, of, span) {
            return Base::Words(last.text.clone());
        }
        let Some(node) = self.word_for(last, want, what) else {
            return Base::Words(last.text.clone());
        };
        if matches!(self.v.name(node), "part" | "rest")
            && let Some(of) = of
        {
            let inner = self.item(of, want, what);
            return match as_place(inner.base.clone()) {
                // Which part is not said.
                Some(p) if self.in_draft && self.v.name(node) == "part" => {
                    Base::Place(Place::Unknown(
                        Hole {
                            blank: Blank::Unspecified,
                            span,
                        },
                        Some(Box::new(p)),
                    ))
                }
                Some(p) => Base::Place(Place::Part(Quantifier::Some, Box::new(p))),
                None => Base::Thing(Thing {
                    of: Some(Box::new(inner)),
                    ..thing_of(node)
                }),
            };
        }
        if of.is_none() || !want.types.is_empty() {
            self.check_type(node, span, what, want, &last.text);
        }
        let attributes = self.attributes(node, braces);
        let of = of.map(|o| Box::new(self.item(o, &Want::default(), what)));
        Base::Thing(Thing {
            adjectives,
            attributes,
            of,
            ..thing_of(node)
        })
    }

    fn check_type(&mut self, node: NodeId, span: Span, what: &str, want: &Want, shown: &str) {
        if want.types.is_empty() || want.types.iter().any(|w| self.v.under(node, *w)) {
            return;
        }
        // A type's own word (`any actor`) and texts stand for what falls under them.
        if want.types.iter().any(|w| self.v.under(*w, node))
            || want
                .types
                .iter()
                .any(|w| matches!(self.v.name(*w), "name" | "text"))
        {
            return;
        }
        let ups: Vec<&str> = self
            .v
            .node(node)
            .up
            .iter()
            .map(|u| self.v.name(*u))
            .collect();
        let is = if ups.is_empty() {
            format!("`{shown}`")
        } else {
            format!("`{shown}` ({})", ups.join(", "))
        };
        self.wrong_type(span, what, &is, want);
    }

    /// A few words that fit a type, in the order of their declaration.
    pub(super) fn some_of(&self, want: &Want) -> Vec<String> {
        const FEW: usize = 6;
        let word = |n: &NodeId| matches!(self.v.node(*n).kind, NodeKind::Term | NodeKind::Step(..));
        let fits =
            |n: &NodeId| word(n) && want.types.iter().any(|t| *t != *n && self.v.under(*n, *t));
        (0..self.v.nodes.len() as u32)
            .map(NodeId)
            .filter(fits)
            .take(FEW)
            .map(|n| format!("`{}`", self.v.name(n)))
            .collect()
    }

    pub(super) fn wrong_type(&mut self, span: Span, what: &str, is: &str, want: &Want) {
        let wanted: Vec<String> = want
            .types
            .iter()
            .map(|t| format!("`{}`", self.v.name(*t)))
            .collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let wanted = crate::syntax::either(&wanted);
        self.report(
            Diagnostic::new(
                Code::WrongType,
                span,
                format!("{is} cannot stand here: {what} takes {wanted}"),
            )
            .here(format!("{wanted} belongs here"))
            .help(match &self.some_of(want)[..] {
                [] => "docs/vocabulary.md lists what each role and field takes".to_owned(),
                words => format!(
                    "for instance {}; docs/vocabulary.md lists what each role and field takes",
                    crate::syntax::either(&words.iter().map(|w| &**w).collect::<Vec<_>>())
                ),
            }),
        );
    }
}

/// A thing and nothing said about it.
pub(crate) fn thing_of(node: NodeId) -> Thing {
    Thing {
        quantifier: Quantifier::Some,
        node,
        adjectives: Vec::new(),
        attributes: Vec::new(),
        of: None,
        located: None,
        variable: None,
        unknown: None,
    }
}

fn as_place(base: Base) -> Option<Place> {
    match base {
        Base::Place(p) => Some(p),
        Base::Group(l) => union(&l),
        _ => None,
    }
}

/// A list of places as one place.
fn union(list: &List) -> Option<Place> {
    let places: Option<Vec<Place>> = list
        .items
        .iter()
        .map(|i| as_place(i.base.clone()))
        .collect();
    let except: Option<Vec<Place>> = list
        .except
        .iter()
        .map(|i| as_place(i.base.clone()))
        .collect();
    let (places, except) = (places?, except?);
    (!places.is_empty()).then_some(Place::Union(places, except))
}

/// The unit behind a bracket belongs to every alternative, to brackets and blanks in it too.
fn counted_in(unit: &t::Word, list: &mut t::List) {
    for v in &mut list.values {
        match &mut v.base {
            t::Base::Amount { unit: u @ None, .. } | t::Base::Choice(_, u @ None) => {
                *u = Some(unit.clone())
            }
            t::Base::Group(inner) => counted_in(unit, inner),
            t::Base::Hole {
                unit: None,
                noun: noun @ None,
                ..
            } => {
                let base = t::Base::Noun {
                    words: vec![unit.clone()],
                    name: None,
                    braces: Vec::new(),
                    of: None,
                };
                *noun = Some(Box::new(t::Value {
                    matcher: None,
                    base,
                    suffixes: Vec::new(),
                    span: unit.span,
                }));
            }
            _ => {}
        }
    }
}

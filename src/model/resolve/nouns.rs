//! Resolves what is said in nouns: names and words with their adjectives and attributes, and what `any`, `all` and `no` make of them.

use super::Resolver;
use super::types::{Room, Want};
use super::values::as_place;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::NodeKind;

/// A name or a noun, with adjectives before it and attributes behind it, of something.
#[derive(Clone, Copy)]
pub(super) struct Noun<'t> {
    pub words: &'t [t::Word],
    pub name: Option<&'t t::Word>,
    pub braces: &'t [t::Field],
    pub of: Option<&'t t::Value>,
}

/// `any`, `all` or `no` of a kind of things, and the letter it is bound to.
#[derive(Clone, Copy)]
pub(super) struct Quantified<'t> {
    pub quantifier: &'t t::Word,
    pub word: Option<&'t t::Word>,
    pub braces: &'t [t::Field],
    pub of: Option<&'t t::Value>,
    pub variable: Option<&'t t::Word>,
}

impl Resolver<'_> {
    pub(super) fn quantified(&mut self, said: Quantified, room: Room) -> Base {
        let q = match said.quantifier.text.as_str() {
            "any" => Quantifier::Any,
            "all" => Quantifier::All,
            _ => Quantifier::No,
        };
        let letter = said
            .variable
            .and_then(|v| v.text.bytes().next())
            .map(|b| b.wrapping_sub(b'A') & 31);
        if let Some(n) = letter {
            self.bound[usize::from(n)] = true;
            self.places_bound[usize::from(n)] = false;
        }
        let Some(word) = said.word else {
            // `all of (A, B)`
            return match said.of {
                Some(of) => self.of_them(q, of, room),
                None => Base::Words(said.quantifier.text.clone()),
            };
        };
        if matches!(word.text.as_str(), "clause" | "clauses") {
            return Base::EveryClause(q, letter);
        }
        if let Some(named) = self.named_in_header(q, word, said.of, room) {
            return named;
        }
        match self.word(word) {
            Some(node) => self.every(q, (node, word), letter, said, room),
            None => Base::Words(word.text.clone()),
        }
    }

    fn of_them(&mut self, q: Quantifier, of: &t::Value, room: Room) -> Base {
        match self.item(of, room.want, room.what).base {
            Base::Place(p) => Base::Place(Place::Part(q, Box::new(p))),
            Base::Thing(mut thing) => {
                thing.quantifier = q;
                Base::Thing(thing)
            }
            other => other,
        }
    }

    /// Parties and sides are those the header of the draft names.
    fn named_in_header(
        &mut self,
        q: Quantifier,
        word: &t::Word,
        of: Option<&t::Value>,
        room: Room,
    ) -> Option<Base> {
        let span = room.span;
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
            return Some(Base::Group(Box::new(List {
                items,
                except: Vec::new(),
                span,
            })));
        }
        // `no side shall` bans each of the two.
        if q == Quantifier::No && word.text == "side" && of.is_none() {
            self.nobody_meant(word.span, "sides", self.header_sides.len(), 2);
            return Some(Base::Side(SideWord::Each));
        }
        if matches!(word.text.as_str(), "side" | "sides") && of.is_none() {
            let d = Diagnostic::new(Code::WrongForm, word.span, "This names no side of the text");
            self.report(
                d.help("write `each side` for both, `no side` for neither, or the name of one"),
            );
            return Some(Base::Side(SideWord::Each));
        }
        None
    }

    /// `each side`, `all parties` where the header names none.
    pub(super) fn nobody_meant(&mut self, span: Span, field: &str, named: usize, needed: usize) {
        if !self.in_draft || named >= needed {
            return;
        }
        let d = Diagnostic::new(
            Code::NobodyMeant,
            span,
            format!("The header has no `{field}:` that says who is meant"),
        )
        .here("nobody, as it stands");
        self.report(d.help(format!(
            "name them in the header of the draft: `{field}: …;`, or name them here"
        )));
    }

    /// Every thing under a word, or every place.
    fn every(
        &mut self,
        q: Quantifier,
        (node, word): (NodeId, &t::Word),
        letter: Option<u8>,
        said: Quantified,
        room: Room,
    ) -> Base {
        let Quantified { braces, of, .. } = said;
        let want = room.want;
        if self.v.name(node) == "part"
            && let Some(of) = of
        {
            let inner = self.item(of, want, room.what);
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
            if let Some(f) = braces.first() {
                let d = Diagnostic::new(
                    Code::WrongForm,
                    f.span,
                    "What the world says of places is not looked at here",
                );
                self.report(d.help("name the places, or declare a region that holds them"));
            }
            if let Some(n) = letter {
                self.places_bound[usize::from(n)] = true;
            }
            return Base::Place(Place::Every(q, node, letter));
        }
        let attributes = self.attributes(node, braces);
        let of = of.map(|o| Box::new(self.item(o, &Want::default(), room.what)));
        let relation =
            self.is(node, "relation") || matches!(self.v.name(node), "member" | "neighbour");
        let fits = want.types.is_empty()
            || relation
            || want
                .types
                .iter()
                .any(|w| self.v.under(node, *w) || self.v.under(*w, node));
        if !fits {
            self.wrong_type(room, &format!("`{}`", word.text));
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

    pub(super) fn noun(&mut self, said: Noun, room: Room) -> Base {
        match said.name {
            // A name behind words: the words are its adjectives.
            Some(name) => self.named(name, said, room),
            None => self.common_noun(said, room),
        }
    }

    fn named(&mut self, name: &t::Word, said: Noun, room: Room) -> Base {
        let variable = name.text.len() == 1
            && !name.quoted
            && self.bound[name.text.as_bytes()[0].wrapping_sub(b'A') as usize & 31];
        if variable && !said.words.is_empty() {
            return self.described_variable(name, said.words);
        }
        let known = self.v.names.contains_key(&name.text);
        let text = |t: &NodeId| matches!(self.v.name(*t), "text" | "name");
        if name.quoted && !known && room.want.types.iter().any(text) {
            return Base::Text(name.text.to_string());
        }
        let adjectives: Vec<NodeId> = said.words.iter().filter_map(|w| self.word(w)).collect();
        if self.v.units.contains_key(&name.text) && !known {
            return Base::Words(name.text.clone());
        }
        let Some(node) = self.name(name) else {
            return Base::Words(name.text.clone());
        };
        if adjectives.is_empty() && self.as_place(node, room.want) {
            if let Some(of) = said.of {
                self.place_of(of, name, room);
            }
            return Base::Place(Place::Region(node));
        }
        if adjectives.is_empty() && said.of.is_none() {
            self.check_type(node, room, &name.text);
        }
        let of = said
            .of
            .map(|o| Box::new(self.item(o, &Want::default(), room.what)));
        Base::Thing(Thing {
            adjectives,
            of,
            ..thing_of(node)
        })
    }

    /// `Rear of Norland`: whose a place is can mean who holds it, who claims it or in which state it lies, and a day says nothing of it.
    fn place_of(&mut self, of: &t::Value, name: &t::Word, room: Room) {
        let place = &name.text;
        let d = if matches!(of.base, t::Base::Date(_)) {
            let d = Diagnostic::new(
                Code::WrongForm,
                of.span,
                format!("`{place}` is a place, and no day says anything of it"),
            );
            d.here("a date without effect")
                .help("a day goes with `on`, `by` or `from`")
        } else {
            let inner = self.item(of, &Want::default(), room.what);
            let d = Diagnostic::new(
                Code::WrongForm,
                of.span,
                format!("`{place}` is a place, and `of` does not say which part of it is meant"),
            );
            d.here("who holds it, or in what it lies")
                .help(if as_place(inner.base).is_some() {
                    "name the part: declare it as a region of its own in the other place"
                } else {
                    "write `held by` for the part somebody holds, or name the part: declare it as a region of its own"
                })
        };
        self.report(d);
    }

    /// `de-facto B`: the adjective counts, the variable joins.
    fn described_variable(&mut self, letter: &t::Word, words: &[t::Word]) -> Base {
        let adjectives: Vec<NodeId> = words.iter().filter_map(|w| self.word(w)).collect();
        let node = adjectives.first().copied().unwrap_or(NodeId(0));
        let inner = Item {
            matcher: None,
            base: Base::Variable(letter.text.as_bytes()[0] - b'A'),
            span: letter.span,
        };
        Base::Thing(Thing {
            adjectives,
            of: Some(Box::new(inner)),
            ..thing_of(node)
        })
    }

    fn common_noun(&mut self, said: Noun, room: Room) -> Base {
        let Room { span, want, what } = room;
        let of = said.of;
        let Some((last, before)) = said.words.split_last() else {
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
            return self.part(node, of, room);
        }
        if of.is_none() || !want.types.is_empty() {
            self.check_type(node, room, &last.text);
        }
        if before.is_empty() && said.braces.is_empty() {
            self.type_as_name(node, last);
        }
        let attributes = self.attributes(node, said.braces);
        let of = of.map(|o| Box::new(self.item(o, &Want::default(), what)));
        Base::Thing(Thing {
            adjectives,
            attributes,
            of,
            ..thing_of(node)
        })
    }

    /// The word for a sort of actors or places, where one of them must stand: it names nobody, and matches nothing.
    fn type_as_name(&mut self, node: NodeId, word: &t::Word) {
        let sort = self.v.node(node).kind == NodeKind::Type;
        let nobody = self.is(node, "actor") && !self.is(node, "formation");
        if !sort || !(nobody || self.is(node, "place")) {
            return;
        }
        let d = Diagnostic::new(
            Code::NobodyMeant,
            word.span,
            format!(
                "`{}` is the word for a sort, and names none of it",
                word.text
            ),
        )
        .here("nobody and nowhere");
        self.report(d.help(format!(
            "write a name; all of them are `all parties` or `each side`, whoever it is `any {}` in a line or an effect, and somebody the text does not name is `someone`",
            self.v.name(node)
        )));
    }

    /// `part of` and `rest of` something.
    fn part(&mut self, node: NodeId, of: &t::Value, room: Room) -> Base {
        let inner = self.item(of, room.want, room.what);
        match as_place(inner.base.clone()) {
            // Which part is not said.
            Some(p) if self.in_draft && self.v.name(node) == "part" => Base::Place(Place::Unknown(
                Hole {
                    blank: Blank::Unspecified,
                    span: room.span,
                },
                Some(Box::new(p)),
            )),
            Some(p) => Base::Place(Place::Part(Quantifier::Some, Box::new(p))),
            None => Base::Thing(Thing {
                of: Some(Box::new(inner)),
                ..thing_of(node)
            }),
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

//! Resolves sentences, phrases, conditions and moments.

use super::Resolver;
use super::types::Want;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::put;
use crate::syntax::tree as t;
use crate::vocabulary::FieldDecl;

/// Fields that hold prose.
pub(super) const PROSE: &[&str] = &["note", "text", "title", "source"];

/// No length of time is longer.
const LONGEST_DAYS: i128 = 36_525;
const LONGEST_MONTHS: i128 = 1_200;

impl Resolver<'_> {
    /// A sentence. Variables bound in it stay bound for what follows.
    pub(super) fn sentence(&mut self, s: &t::Sentence) -> Option<Sentence> {
        match &s.predicate {
            t::Predicate::Promise {
                modal,
                jointly,
                deed,
                ..
            } => self.act(s, Some(*modal), *jointly, deed),
            t::Predicate::Event { jointly, deed } => self.act(s, None, *jointly, deed),
            t::Predicate::State { negated, state, of } => {
                self.state(s, *negated, state, of.as_ref())
            }
        }
    }

    fn act(
        &mut self,
        s: &t::Sentence,
        modal: Option<Modal>,
        jointly: bool,
        deed: &t::Deed,
    ) -> Option<Sentence> {
        let doers = Want {
            types: ["actor", "person", "formation"]
                .iter()
                .filter_map(|w| self.v.words.get(*w).copied())
                .collect(),
        };
        let subject = self.list(&s.subject.list, &doers, "the doer");
        // `no actor shall` is a ban on everyone.
        let no = |v: &t::Value| matches!(&v.base, t::Base::Quantified { quantifier, .. } if quantifier.text == "no");
        let nobody = subject.items.iter().any(|i| {
            matches!(
                &i.base,
                Base::Thing(Thing {
                    quantifier: Quantifier::No,
                    ..
                })
            )
        }) || s.subject.list.values.iter().any(no);
        let modal = if nobody {
            modal.map(Modal::of_nobody)
        } else {
            modal
        };
        let t::Deed::Act { verb, object } = deed else {
            let (roles, phrases) = self.tail(&s.tail, "do anything", &|_, _| None);
            return Some(Sentence {
                subject,
                only: s.subject.only,
                predicate: Predicate::Act {
                    modal,
                    jointly,
                    action: None,
                    object: None,
                },
                roles,
                phrases,
                that: None,
                span: s.span,
            });
        };
        let Some(id) = self.v.verb(&verb.text) else {
            self.unknown_action(verb, object.as_ref());
            return None;
        };
        let action = self.v.action(id).clone();
        let object = match (object, &action.object) {
            (Some(o), Some(slot)) => {
                let want = self.want(slot);
                Some(self.list(o, &want, &format!("what one can `{}`", action.verb)))
            }
            (Some(o), None) => {
                self.report(
                    Diagnostic::new(
                        Code::WrongForm,
                        o.span,
                        format!("`{}` takes no object", action.verb),
                    )
                    .here("this stands directly after the verb")
                    .help(self.shape(&action)),
                );
                None
            }
            (None, _) => {
                self.missing_object(&action, verb, modal, object.is_some(), s.that.is_some());
                None
            }
        };
        let find = |r: &Resolver, p: &str| {
            action
                .role(p)
                .map(|slot| (r.want(slot), format!("`{} … {p}`", action.verb)))
        };
        let (mut roles, phrases) = self.tail(&s.tail, &action.verb, &find);
        self.ceilings(&action, &mut roles);
        let that = match (&s.that, action.that) {
            (Some(inner), Some(_)) => self.sentence(inner).map(Box::new),
            (Some(inner), None) => {
                self.report(
                    Diagnostic::new(
                        Code::UnknownRole,
                        inner.span,
                        format!("`{}` takes no `that`", action.verb),
                    )
                    .help(self.shape(&action)),
                );
                None
            }
            (None, _) => None,
        };
        Some(Sentence {
            subject,
            only: s.subject.only,
            predicate: Predicate::Act {
                modal,
                jointly,
                action: Some(id),
                object,
            },
            roles,
            phrases,
            that,
            span: s.span,
        })
    }

    /// How an action is used, as it was declared.
    pub(super) fn shape(&self, action: &crate::vocabulary::Action) -> String {
        let slot = |s: &t::Slot| {
            s.types
                .iter()
                .map(|w| w.text.as_str())
                .collect::<Vec<_>>()
                .join(" or ")
        };
        let shown = |text: String, s: &t::Slot| {
            if s.is_optional() {
                format!(" [{text}]")
            } else {
                format!(" {text}")
            }
        };
        let mut out = format!("its form is: {}", action.verb);
        if let Some(o) = &action.object {
            out.push_str(&shown(slot(o), o));
        }
        for (p, s) in &action.roles {
            out.push_str(&shown(format!("{p} {}", slot(s)), s));
        }
        if action.that.is_some() {
            out.push_str(" that …");
        }
        out
    }

    fn state(
        &mut self,
        s: &t::Sentence,
        negated: bool,
        state: &t::Word,
        of: Option<&t::Value>,
    ) -> Option<Sentence> {
        let Some(id) = self.v.state(&state.text) else {
            let d = Diagnostic::new(
                Code::UnknownState,
                state.span,
                format!("Nothing declares what `is {}` means", state.text),
            );
            let known: Vec<&str> = self.v.states.iter().map(|s| s.word.as_str()).collect();
            let d = match self.near(&state.text, known.into_iter()) {
                // Safe where it is one declared state but for a slip of the pen.
                Some((near, sure)) => d.help(format!("did you mean `is {near}`?")).offer(state.span, near, sure),
                None => match self.field_for(&state.text) {
                    Some(field) => d.help(format!("how things are is said in a field: {field}")),
                    None => d.help(format!("declare it as an effect: `effect any actor A is {} {{ reads \"{{A}} …\"; when A shall …; }}`", state.text)),
                },
            };
            self.report(d);
            return None;
        };
        let decl = self.v.states[id.0 as usize].clone();
        let want = |r: &Resolver, argument: &str| Want {
            types: decl
                .types
                .iter()
                .filter(|(a, _)| a == argument)
                .filter_map(|(_, t)| r.v.words.get(t).copied())
                .collect(),
        };
        let w = self.loose(want(self, ""));
        let subject = self.list(&s.subject.list, &w, &format!("`is {}`", decl.word));
        let of = of.map(|value| {
            let w = self.loose(want(self, "of"));
            let item = self.item(value, &w, &format!("`is {} of`", decl.word));
            List {
                items: vec![item],
                except: Vec::new(),
                span: value.span,
            }
        });
        let find = |r: &Resolver, p: &str| {
            decl.prepositions
                .iter()
                .any(|q| q == p)
                .then(|| (r.loose(want(r, p)), format!("`is {} {p}`", decl.word)))
        };
        let (roles, phrases) = self.tail(&s.tail, &format!("is {}", decl.word), &find);
        Some(Sentence {
            subject,
            only: s.subject.only,
            predicate: Predicate::State {
                negated,
                state: id,
                of,
            },
            roles,
            phrases,
            that: None,
            span: s.span,
        })
    }

    /// An argument of a state: `clause`, `thing` and the like take anything.
    fn loose(&self, w: Want) -> Want {
        if w.types
            .iter()
            .any(|t| matches!(self.v.name(*t), "thing" | "clause"))
        {
            Want::default()
        } else {
            w
        }
    }

    #[allow(clippy::type_complexity)]
    fn tail(
        &mut self,
        parts: &[t::TailPart],
        verb: &str,
        find: &dyn Fn(&Resolver, &str) -> Option<(Want, String)>,
    ) -> (Vec<Role>, Vec<Phrase>) {
        let mut roles: Vec<Role> = Vec::new();
        let mut phrases = Vec::new();
        for part in parts {
            match part {
                t::TailPart::Phrase(p) => {
                    if let Some(p) = self.phrase(p) {
                        put(&mut phrases, p);
                    }
                }
                t::TailPart::Role {
                    only,
                    preposition,
                    list,
                    span,
                } => match find(self, &preposition.text) {
                    Some((want, what)) => {
                        let list = self.list(list, &want, &what);
                        match roles.iter_mut().find(|r| r.preposition == preposition.text) {
                            Some(old) => {
                                old.list.items.extend(list.items);
                                old.list.except.extend(list.except);
                            }
                            None => put(
                                &mut roles,
                                Role {
                                    preposition: preposition.text.clone(),
                                    only: *only,
                                    list,
                                },
                            ),
                        }
                    }
                    None if *only
                        && preposition.text == "with"
                        && list.values.iter().any(|v| word_of(v) == Some("consent")) =>
                    {
                        let d = Diagnostic::new(
                            Code::UnknownRole,
                            *span,
                            "`only` does not go with a consent",
                        );
                        self.report(d.help("leave `only` out: what may be done `with consent of` somebody is not allowed without it"));
                    }
                    None if preposition.text == "as" && as_soon(list) => {
                        if list.values.iter().any(|v| word_of(v) == Some("soon")) {
                            let d = Diagnostic::new(
                                Code::UnknownWord,
                                *span,
                                "`as soon as possible` is said `promptly` here",
                            );
                            self.report(d.help("write `promptly`; with a date or a length of time a line can be checked"));
                        }
                    }
                    None => {
                        self.list(list, &Want::default(), "this");
                        if verb == "do anything" {
                            continue;
                        }
                        let has = self.v.verb(verb).map(|id| self.shape(self.v.action(id)));
                        let d = Diagnostic::new(
                            Code::UnknownRole,
                            *span,
                            format!("`{verb}` has no role `{}`", preposition.text),
                        )
                        .here(format!("`{}` does not go with `{verb}`", preposition.text));
                        let d = match has {
                            Some(shape) if matches!(preposition.text.as_str(), "by" | "on" | "at" | "from" | "until") => d.help(format!(
                                "a time is a moment: `{} 2026-03-01`, `{0} signature`, `{0} completion of clause 1`; {shape}",
                                if preposition.text == "at" { "by" } else { &preposition.text }
                            )),
                            Some(shape) => d.help(shape),
                            None => d.help("an effect takes the words of its own sentence only"),
                        };
                        self.report(d);
                    }
                },
            }
        }
        (roles, phrases)
    }

    pub(super) fn phrase(&mut self, p: &t::Phrase) -> Option<Phrase> {
        let kind = match &p.kind {
            t::PhraseKind::Time(pick, bound) => PhraseKind::Time(
                pick.as_ref().map(|w| known(w, Pick::read)),
                self.bound_of(bound),
            ),
            t::PhraseKind::Guard(word, c) => {
                PhraseKind::Guard(known(word, Guard::read), self.condition(c))
            }
            t::PhraseKind::Precedence(word, list) => PhraseKind::Precedence(
                known(word, Precedence::read),
                self.list(list, &Want::default(), "this"),
            ),
            t::PhraseKind::Manner(word, list) => PhraseKind::Manner(
                known(word, Manner::read),
                self.list(list, &Want::default(), "this"),
            ),
            t::PhraseKind::Alone(word) => PhraseKind::Alone(known(word, Alone::read)),
        };
        Some(Phrase { kind, span: p.span })
    }

    fn bound_of(&mut self, b: &t::Bound) -> Bound {
        match b {
            t::Bound::Within(d, w, m) => {
                Bound::Within(self.duration(d), known(w, Counted::read), self.moment(m))
            }
            t::Bound::Offset(d, w, m) => {
                Bound::Offset(self.duration(d), known(w, Counted::read), self.moment(m))
            }
            t::Bound::Relative(w, m) | t::Bound::Fixed(w, m) => {
                Bound::At(known(w, Relation::read), self.moment(m))
            }
            t::Bound::AtOnce(m) => Bound::AtOnce(self.moment(m)),
            t::Bound::For(m, d) => Bound::For(
                m.as_ref().and_then(|w| Matcher::read(&w.text)),
                self.duration(d),
            ),
            t::Bound::Renewed(d, objectors) => self.renewed(d, objectors),
            t::Bound::Every(..) => Bound::Every,
            t::Bound::Soon(_) => Bound::Soon,
        }
    }

    pub(super) fn duration(&mut self, d: &t::Duration) -> Duration {
        let unit = self.v.units.get(&d.unit.text);
        let calendar = unit.is_some_and(|u| u.dimension == "calendar");
        let number = Exact::read(&d.number.text).and_then(|n| n.times(unit?.factor));
        let longest = Exact::new(
            if calendar {
                LONGEST_MONTHS
            } else {
                LONGEST_DAYS
            },
            1,
        );
        let number = number.filter(|n| longest.is_some_and(|l| n.compare(l).is_le()));
        if number.is_none() && d.number.text.starts_with(|c: char| c.is_ascii_digit()) {
            self.report(
                Diagnostic::new(
                    Code::BadNumber,
                    d.span,
                    "This length of time is more than a hundred years",
                )
                .help("count in years; what has no end needs no length"),
            );
        }
        let blank = match d.number.text.as_str() {
            "undetermined" => Some(Blank::Undetermined),
            "unspecified" => Some(Blank::Unspecified),
            _ => None,
        };
        let hole = blank.and_then(|blank| {
            Some((
                Hole {
                    blank,
                    span: d.number.span,
                },
                unit?.factor,
            ))
        });
        Duration {
            number,
            hole,
            calendar,
            span: d.span,
        }
    }

    pub(super) fn condition(&mut self, c: &t::Condition) -> Condition {
        let atoms = c.atoms.iter().filter_map(|a| self.atom(a)).collect();
        Condition {
            any: c.any,
            atoms,
            span: c.span,
        }
    }

    fn atom(&mut self, a: &t::Atom) -> Option<Atom> {
        Some(match a {
            t::Atom::Sentence(s) => Atom::Sentence(self.sentence(s)?),
            t::Atom::Kind(k) => Atom::Kind(self.kind_pattern(k)?),
            t::Atom::Order(o) => Atom::Order(self.order(o)),
            t::Atom::Moment(m) => Atom::Moment(self.moment(m)),
        })
    }

    pub(super) fn kind_pattern(&mut self, k: &t::KindPattern) -> Option<KindPattern> {
        let sort = crate::syntax::SORTS.contains(&k.kind.text.as_str());
        if !sort && self.v.kind(&k.kind.text).is_none() {
            self.unknown_kind(&k.kind);
            return None;
        }
        let mut out = KindPattern {
            kind: k.kind.text.clone(),
            sort,
            fields: Vec::new(),
            sentences: Vec::new(),
            phrases: Vec::new(),
            span: k.span,
        };
        for item in &k.body {
            match item {
                t::PatternItem::Field(f) => {
                    if let Some(e) = self.field(f, &k.kind.text) {
                        out.fields.push((e.name, e.index, e.value));
                    }
                }
                t::PatternItem::Sentence(s) => out.sentences.extend(self.sentence(s)),
                t::PatternItem::Phrases(p, _) => {
                    out.phrases.extend(p.iter().filter_map(|p| self.phrase(p)))
                }
            }
        }
        out.phrases
            .extend(k.phrases.iter().filter_map(|p| self.phrase(p)));
        Some(out)
    }

    /// A field of a clause kind or of a sort.
    pub(super) fn field(&mut self, f: &t::Field, kind: &str) -> Option<Entry> {
        let word = f.name.text.as_str();
        if PROSE.contains(&word) {
            return None;
        }
        let decl = match self.v.kind(kind) {
            Some(k) => k.fields.iter().find(|d| d.name == word).cloned(),
            None => return self.world_field(f, kind),
        };
        let Some(decl) = decl else {
            let kinds = self.v.kind(kind);
            let known: Vec<&str> = kinds
                .map(|k| k.fields.iter().map(|d| d.name.as_str()).collect())
                .unwrap_or_default();
            let d = Diagnostic::new(
                Code::UnknownField,
                f.name.span,
                format!("`{kind}` has no field `{word}`"),
            )
            .here("not a field of this kind");
            let d = match self.near(word, known.iter().copied()) {
                // Safe where it is one field of this kind but for a slip of the pen.
                Some((near, sure)) => d.help(format!("did you mean `{near}`?")).offer(f.name.span, near, sure),
                None if known.is_empty() => d.help(format!("a `{kind}` has no fields: write a sentence, or choose a kind that has this field")),
                None => d.help(format!("its fields are {}", crate::syntax::either(&known))),
            };
            self.report(d);
            return None;
        };
        if f.index.is_some() && !decl.indexed {
            self.report(
                Diagnostic::new(Code::WrongForm, f.span, format!("`{word}` takes no `for`"))
                    .help(format!("write `{word}: …;`")),
            );
        }
        let mut index = f
            .index
            .as_ref()
            .map(|l| self.list(l, &Want::default(), "the index"));
        if self.in_draft
            && let Some(l) = &mut index
        {
            self.each_side_in(l);
        }
        let want = self.want(&decl.slot);
        let named = want.types.iter().any(|n| self.v.name(*n) == "name");
        let want = if named { Want::default() } else { want };
        let value = self.list(&f.value, &want, &format!("the field `{word}`"));
        Some(Entry {
            name: f.name.text.clone(),
            index,
            value,
            span: f.span,
        })
    }

    /// What is said of a thing of the world, or asked of it.
    fn world_field(&mut self, f: &t::Field, sort: &str) -> Option<Entry> {
        let word = f.name.text.as_str();
        let mut known: Vec<FieldDecl> = Vec::new();
        if let Some(node) = self.v.words.get(sort) {
            for n in std::iter::once(*node).chain(self.v.above(*node).iter().copied()) {
                known.extend(
                    self.v
                        .attributes
                        .get(self.v.name(n))
                        .into_iter()
                        .flatten()
                        .cloned(),
                );
            }
        }
        let slot = known
            .iter()
            .find(|d| d.name == word)
            .map(|d| d.slot.clone());
        if slot.is_none() && word != "name" {
            let words: Vec<&str> = known.iter().map(|d| d.name.as_str()).collect();
            let d = Diagnostic::new(
                Code::UnknownField,
                f.name.span,
                format!("Of a thing of the sort `{sort}`, `{word}` is not known"),
            )
            .here("not a word for such a fact");
            let d = match self.near(word, words.iter().copied()) {
                // Safe where it is one known fact but for a slip of the pen.
                Some((near, sure)) => d.help(format!("did you mean `{near}`?")).offer(f.name.span, near, sure),
                None if words.is_empty() => d.help(format!("prose goes into `note:`; declare a fact of your own: `attributes {sort} {{ {word}: thing*; }}`")),
                None => d.help(format!("known are {}; prose goes into `note:`; declare a fact of your own: `attributes {sort} {{ {word}: thing*; }}`", crate::syntax::either(&words))),
            };
            self.report(d);
            return None;
        }
        let want = slot.map_or_else(Want::default, |s| self.want(&s));
        let index = f
            .index
            .as_ref()
            .map(|l| self.list(l, &Want::default(), "the index"));
        let value = self.list(&f.value, &want, &format!("the field `{word}`"));
        Some(Entry {
            name: f.name.text.clone(),
            index,
            value,
            span: f.span,
        })
    }

    pub(super) fn order(&mut self, o: &t::Order) -> Order {
        let moment = self.moment(&o.moment);
        let phrases = o.phrases.iter().filter_map(|p| self.phrase(p)).collect();
        Order {
            moment,
            phrases,
            span: o.span,
        }
    }

    /// Signature or entry into force of a draft by its id: of the one at hand it is its own.
    fn of_text(&mut self, point: Point, text: &t::Word, own: MomentKind) -> MomentKind {
        if self.draft.as_ref() == Some(&text.text) {
            return own;
        }
        if !self.frameworks.contains_key(&text.text) {
            self.unknown_draft(text);
        }
        MomentKind::Point(
            point,
            Box::new(PointOf::Item(Item {
                matcher: None,
                base: Base::Words(text.text.clone()),
                span: text.span,
            })),
            None,
        )
    }

    pub(super) fn moment(&mut self, m: &t::Moment) -> Moment {
        let nowhere = Span::new(crate::source::SourceId(0), 0, 0);
        let (kind, span) = match m {
            t::Moment::Extreme(w, of, span) => (
                MomentKind::Extreme(
                    w.text == "later",
                    of.iter().map(|m| self.moment(m)).collect(),
                ),
                *span,
            ),
            t::Moment::Signature(None, span) => (MomentKind::Signature, *span),
            t::Moment::Signature(Some(text), span) => (
                self.of_text(Point::Signature, text, MomentKind::Signature),
                *span,
            ),
            t::Moment::Entry(None, span) => (MomentKind::Entry, *span),
            t::Moment::Entry(Some(of), span) => (
                match &of.base {
                    t::Base::Noun {
                        words, name: None, ..
                    } if words.len() == 1 => {
                        self.of_text(Point::EntryIntoForce, &words[0], MomentKind::Entry)
                    }
                    _ => MomentKind::Point(
                        Point::EntryIntoForce,
                        Box::new(PointOf::Item(self.item(of, &Want::default(), "this"))),
                        None,
                    ),
                },
                *span,
            ),
            t::Moment::It(span) => (MomentKind::It, *span),
            t::Moment::AnyDate(stated, span) => {
                if self.in_draft {
                    let d = Diagnostic::new(
                        Code::WrongForm,
                        *span,
                        "`any date` is asked for by a line; a draft says which date",
                    );
                    self.report(d.help("write the date, or leave it open: `by undetermined`, `by unspecified \"…\"`"));
                }
                (MomentKind::AnyDate(*stated), *span)
            }
            t::Moment::Blank(w, _) => (
                MomentKind::Hole(Hole {
                    blank: if w.text == "undetermined" {
                        Blank::Undetermined
                    } else {
                        Blank::Unspecified
                    },
                    span: w.span,
                }),
                w.span,
            ),
            t::Moment::Date(w) => (
                self.date(w)
                    .map_or_else(|| MomentKind::Declared(w.text.clone()), MomentKind::Date),
                w.span,
            ),
            t::Moment::Word(w) => {
                if !self.v.moments.iter().any(|(m, _)| *m == w.text) {
                    self.word(w);
                }
                (MomentKind::Declared(w.text.clone()), w.span)
            }
            t::Moment::Point(point, of, by, span) => {
                let by = by.as_ref().map(|by| {
                    if !known(point, Point::read).has_doer() {
                        let d = Diagnostic::new(Code::WrongForm, by.span, format!("`by` says who verifies or breaches, and `{}` of something is neither", point.text));
                        self.report(d.help(format!("leave `by` out, or write `verification of …` where `{}` stands", point.text)));
                    }
                    Box::new(self.item(by, &Want::default(), "this"))
                });
                let of = match &**of {
                    t::PointOf::It(_) => PointOf::It,
                    t::PointOf::Value(v) => PointOf::Item(self.item(v, &Want::default(), "this")),
                    t::PointOf::Event(s) => match self.sentence(s) {
                        Some(sentence) => {
                            self.nothing_to_complete(point, &sentence);
                            PointOf::Event(sentence)
                        }
                        None => PointOf::It,
                    },
                };
                (
                    MomentKind::Point(known(point, Point::read), Box::new(of), by),
                    *span,
                )
            }
        };
        Moment {
            kind,
            span: if span == nowhere { nowhere } else { span },
        }
    }

    fn nothing_to_complete(&mut self, point: &t::Word, s: &Sentence) {
        if let Predicate::Act {
            action: Some(id), ..
        } = s.predicate
            && point.text == "completion"
            && self.v.action(id).lasting
        {
            let verb = self.v.action(id).verb.clone();
            // Suggested: the start of keeping it up may not be the moment that was meant.
            self.report(
                Diagnostic::new(Code::NothingToComplete, point.span, format!("`{verb}` is a lasting action: keeping it up is keeping the promise, and nothing completes it"))
                    .help(format!("name its start: `start of ({verb} …)`"))
                    .edit(point.span, "start"),
            );
        }
    }
}

/// A word of the language, of which the grammar lets no other stand there.
fn known<T>(word: &t::Word, read: fn(&str) -> Option<T>) -> T {
    read(&word.text).expect("the grammar and the words of the model are the same")
}

/// The one word a value is.
fn word_of(v: &t::Value) -> Option<&str> {
    match &v.base {
        t::Base::Noun {
            words, name: None, ..
        } => words.first().map(|w| w.text.as_str()),
        _ => None,
    }
}

/// `as soon`, `as possible`.
fn as_soon(l: &t::List) -> bool {
    l.values.iter().all(|v| {
        matches!(
            word_of(v),
            Some("soon" | "possible" | "practicable" | "feasible")
        )
    })
}

/// The text of a field that holds prose.
pub(super) fn prose_of(f: &t::Field) -> Option<(CompactString, String)> {
    let word = PROSE.iter().find(|w| **w == f.name.text)?;
    Some(((*word).into(), text_of(f)?))
}

/// The text of a field, in one line.
pub(super) fn text_of(f: &t::Field) -> Option<String> {
    let text = f.value.values.first().and_then(|v| match &v.base {
        t::Base::Text(t) => Some(t.text.as_str()),
        t::Base::Noun {
            words,
            name: Some(name),
            ..
        } if words.is_empty() && name.quoted => Some(name.text.as_str()),
        _ => None,
    })?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

//! Resolves values, lists and places against the vocabulary, and checks their types.

use super::Resolver;
use super::nouns::{Noun, Quantified};
use super::numbers::Written;
use super::types::{Room, Want};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::*;
use crate::source::Span;
use crate::syntax::tree as t;
use crate::vocabulary::NodeKind;

/// A choice has at most so many alternatives.
const MOST_ALTERNATIVES: usize = 64;

impl Resolver<'_> {
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
            other => {
                let span = v.span;
                let room = Room { span, want, what };
                let base = self.base(other, room);
                self.check_value(&base, room);
                base
            }
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
                    match &mut held {
                        Some((_, w)) => *w = when,
                        None => {
                            self.as_of_nothing(&v.base, &base, v.span);
                            self.line_as_of(&mut base, when, v.span);
                        }
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

    /// A line may run elsewhere on another day: the day is a part of what is meant.
    fn line_as_of(&self, base: &mut Base, when: When, span: Span) {
        if let (Base::Thing(t), When::On(day)) = (base, when)
            && self.is(t.node, "line")
        {
            let day = Item {
                matcher: None,
                base: Base::Date(day),
                span,
            };
            let days = List {
                items: vec![day],
                except: Vec::new(),
                span,
            };
            t.attributes.push((AS_OF.into(), days));
        }
    }

    /// `as of` is the day on which a holding or a line is looked at; of anything else it says nothing.
    fn as_of_nothing(&mut self, written: &t::Base, base: &Base, at: Span) {
        let line = |n: NodeId| self.is(n, "line");
        let looked_at = match base {
            _ if matches!(written, t::Base::Band { .. }) => true,
            Base::Thing(t) => line(t.node),
            Base::Place(Place::Region(n)) => line(*n),
            _ => false,
        };
        if looked_at {
            return;
        }
        let d = Diagnostic::new(
            Code::WrongForm,
            at,
            "`as of` is the day on which a holding or a line is looked at, and here is neither",
        )
        .here("a date without effect");
        self.report(d.help(
            "write `held by X as of DATE`; when something begins or is done is said with `from DATE`, `on DATE` or `by DATE`",
        ));
    }

    /// `recognises R as Norland`: as whose it is said, and in which degree it is not. Where a slot takes a step of a scale before its noun, a noun alone
    /// leaves the step unsaid.
    pub(super) fn unsaid_degree(&self, base: &mut Base, span: Span, want: &Want) {
        let Base::Thing(thing) = base else { return };
        let step = |n: &NodeId| matches!(self.v.node(*n).kind, NodeKind::Step(..));
        if !self.in_draft
            || want.types.len() < 2
            || thing.unknown.is_some()
            || step(&thing.node)
            || thing.adjectives.iter().any(step)
        {
            return;
        }
        let scale = |w: &NodeId| {
            self.v
                .nodes
                .iter()
                .any(|n| matches!(n.kind, NodeKind::Step(s, _) if s == *w))
        };
        if want.types.iter().any(scale) {
            thing.unknown = Some(Hole {
                blank: Blank::Unspecified,
                span,
            });
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

    /// Longer than other functions: one arm for each form a value has.
    fn base(&mut self, b: &t::Base, room: Room) -> Base {
        let span = room.span;
        match b {
            t::Base::Choice(alternatives, behind) => {
                self.choice(alternatives, behind.as_deref(), room)
            }
            t::Base::Group(l) => {
                let list = self.list(l, room.want, room.what);
                match union(&list) {
                    Some(place) => Base::Place(place),
                    None => Base::Group(Box::new(list)),
                }
            }
            t::Base::Text(text) => Base::Text(text.text.clone()),
            t::Base::Date(word) => self
                .date(word)
                .map_or_else(|| Base::Words(word.text.clone()), Base::Date),
            t::Base::Ratio(a, b) => Base::Ratio(Ratio {
                written: format!("{} for {}", a.text, b.text).into(),
                value: Exact::read(&a.text).and_then(|a| a.over(Exact::read(&b.text)?)),
            }),
            t::Base::Amount {
                number,
                magnitude,
                unit,
                per,
                of,
            } => self.amount(
                Written {
                    number,
                    magnitude: magnitude.as_ref(),
                    unit: unit.as_ref(),
                    per: per.as_ref(),
                    of: of.as_deref(),
                },
                room,
            ),
            t::Base::Hole {
                blank, noun, unit, ..
            } => self.hole(blank, noun.as_deref(), unit.as_ref(), room),
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
            t::Base::Others => {
                self.others_in_a_line(span);
                Base::Someone
            }
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
                Quantified {
                    quantifier,
                    word: word.as_ref(),
                    braces,
                    of: of.as_deref(),
                    variable: variable.as_ref(),
                },
                room,
            ),
            t::Base::Noun {
                words,
                name,
                braces,
                of,
            } => self.noun(
                Noun {
                    words,
                    name: name.as_ref(),
                    braces,
                    of: of.as_deref(),
                },
                room,
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
        behind: Option<&t::Behind>,
        Room { span, want, what }: Room,
    ) -> Base {
        if let Some(behind) = behind {
            let unit = behind.unit.as_ref().map(t::Unit::word);
            let words = [behind.magnitude.as_ref(), unit, behind.per.as_ref()];
            let word = words.into_iter().flatten().next().map(|w| w.span);
            let at = word.or(behind.of.as_ref().map(|v| v.span)).unwrap_or(span);
            let d = Diagnostic::new(
                Code::WrongForm,
                at,
                "What stands behind a bracket goes with each of its alternatives, and not with one of these",
            );
            self.report(d.help(
                "write it into the alternatives it belongs to: `[artillery of Averne | aircraft]`",
            ));
        }
        let alternatives = &alternatives[..self.bounded(alternatives.len(), span)];
        let labels: Vec<&t::Word> = alternatives
            .iter()
            .filter_map(|(l, _)| l.as_ref())
            .collect();
        let ambiguity = self.ambiguity_of(&labels);
        let alternatives = alternatives
            .iter()
            .map(|(label, list)| {
                (
                    label.as_ref().map(|l| l.text.clone()),
                    self.list(list, want, what),
                )
            })
            .collect();
        Base::Choice(Box::new(Choice {
            ambiguity,
            alternatives,
            span,
        }))
    }

    /// How many alternatives of a choice are read: all of them, or an error.
    pub(super) fn bounded(&mut self, alternatives: usize, span: Span) -> usize {
        if alternatives > MOST_ALTERNATIVES {
            let d = Diagnostic::new(
                Code::LimitReached,
                span,
                format!(
                    "{alternatives} alternatives stand here, and at most {MOST_ALTERNATIVES} are weighed"
                ),
            );
            self.report(d.help("leave the value open with `undetermined`, or split the choice"));
        }
        alternatives.min(MOST_ALTERNATIVES)
    }

    /// The ambiguity whose readings these labels are; actors' labels are the negotiators', and so are any other words.
    pub(super) fn ambiguity_of(&mut self, labels: &[&t::Word]) -> Option<CompactString> {
        let mut found = None;
        let mut others = Vec::new();
        for label in labels {
            let named = label.quoted || label.text.starts_with(|c: char| !c.is_lowercase());
            if named {
                self.name(label);
                continue;
            }
            match self.readings.iter().find(|(_, r)| r.contains(&label.text)) {
                Some((a, _)) => found = Some(a.clone()),
                None => others.push(*label),
            }
        }
        for label in others {
            self.label_beside_readings(label, found.is_some());
        }
        found
    }

    /// A label that is no reading: another word for an alternative, unless it stands beside readings or is one but for a slip of the pen.
    fn label_beside_readings(&mut self, label: &t::Word, beside: bool) {
        let known: Vec<CompactString> = self
            .readings
            .iter()
            .flat_map(|(_, r)| r.iter().cloned())
            .collect();
        let near = self.near(&label.text, known.iter().map(|k| k.as_str()));
        if near.is_none() && !beside {
            return;
        }
        let d = Diagnostic::new(
            Code::UnknownReading,
            label.span,
            format!("No ambiguous term has a reading `{}`", label.text),
        );
        let d = match near {
            // Safe where it is one declared reading but for a slip of the pen.
            Some((near, sure)) => d.help(format!("did you mean `{near}`?")).offer(label.span, near, sure),
            None => d.help("declare it: `ambiguous NAME \"…\" { reading one; reading two; }`, or label all alternatives with other words or with the actors who propose them"),
        };
        self.report(d);
    }

    fn hole(
        &mut self,
        blank: &t::Word,
        noun: Option<&t::Value>,
        unit: Option<&t::Word>,
        room: Room,
    ) -> Base {
        let span = room.span;
        let hole = Hole {
            blank: Blank::read(&blank.text).unwrap_or(Blank::Unspecified),
            span,
        };
        if let Some(u) = unit {
            return Base::Amount(unsaid(hole, self.unit(u).map(|(d, _)| d)));
        }
        let Some(noun) = noun else {
            return Base::Hole(hole);
        };
        if let Some(amount) = self.blank_amount(hole, noun, room) {
            return Base::Amount(amount);
        }
        let span = noun.span;
        match self.base(&noun.base, Room { span, ..room }) {
            Base::Thing(mut thing) => {
                thing.unknown = Some(hole);
                Base::Thing(thing)
            }
            Base::Place(place) => Base::Place(Place::Unknown(hole, Some(Box::new(place)))),
            _ => Base::Hole(hole),
        }
    }

    /// `unspecified personnel of NATO`: a blank before a unit is an amount.
    fn blank_amount(&mut self, hole: Hole, noun: &t::Value, room: Room) -> Option<Amount> {
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
                .map(|o| Box::new(self.item(o, &Want::default(), room.what)));
            let counts = match of {
                None => self.counts(&word.text),
                Some(_) => None,
            };
            return Some(Amount {
                of,
                counts,
                ..unsaid(hole, dimension)
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
            return Some(unsaid(hole, Some(u.dimension.clone())));
        }
        None
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
}

/// An amount of which only the dimension is said.
fn unsaid(hole: Hole, dimension: Option<CompactString>) -> Amount {
    Amount {
        number: None,
        hole: Some(hole),
        dimension,
        per: None,
        of: None,
        counts: None,
    }
}

/// What is a place, or a list of nothing else.
pub(super) fn as_place(base: Base) -> Option<Place> {
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

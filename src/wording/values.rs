//! Values in words: things, places, amounts, blanks, brackets.

use super::{Speaker, Style, Words, names};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::{DayRange, NodeKind};

impl Speaker<'_> {
    /// Values as in speech: `A, B and C`, with what is taken away.
    pub(crate) fn list(&self, l: &List) -> Words {
        self.listed(l, "and")
    }

    /// The same, with the word before the last.
    pub(super) fn listed(&self, l: &List, last: &str) -> Words {
        let mut out = self.items(&l.items, last);
        if !l.except.is_empty() {
            out.glue(",")
                .say("except")
                .add(self.items(&l.except, "and"));
            if !self.exact {
                out.aside();
            }
        }
        out
    }

    pub(super) fn items(&self, items: &[Item], last: &str) -> Words {
        // `all parties` names them all: it is read out as it stands.
        if !self.exact
            && items.len() > 1
            && let Some(span) = items.first().map(|i| i.span)
            && items.iter().all(|i| i.span == span)
        {
            let said = self.sources.slice(span);
            if said.starts_with("all ") || said.starts_with("no ") || said.starts_with("each ") {
                return Words::of(&said.replacen("all ", "the ", 1));
            }
        }
        let mut said: Vec<Words> = items.iter().map(|i| self.item(i)).collect();
        if !self.exact
            && items.len() > 1
            && items.iter().all(|i| matches!(i.base, Base::Clause(..)))
            && let Some((word, _)) = said
                .first()
                .map(Words::text)
                .as_deref()
                .and_then(|t| t.split_once(' '))
            && said
                .iter()
                .all(|w| w.text().starts_with(&format!("{word} ")))
        {
            // `clauses 1, 2 and 4`: the word stands once.
            let labels = said
                .iter()
                .map(|w| Words::of(w.text().get(word.len() + 1..).unwrap_or("")))
                .collect();
            let mut out = Words::of(&names::plural(word));
            out.add(Words::joined(labels, last));
            return out;
        }
        if self.exact {
            // What is listed has no order.
            said.sort();
        }
        Words::joined(said, last)
    }

    /// One value with its condition.
    pub(crate) fn item(&self, i: &Item) -> Words {
        let mut out = Words::default();
        if let Some(m) = i.matcher {
            out.say(if m == Matcher::Excludes {
                "not"
            } else {
                m.word()
            });
        }
        if self.as_written && is_defined(i) {
            return out.add(self.written(i.span)).clone();
        }
        out.add(self.base(&i.base, i.span));
        // On which day a line is meant is not kept by the model: the words of the text are.
        if matches!(i.base, Base::Thing(_))
            && let Some((_, day)) = self.sources.slice(i.span).rsplit_once(" as of ")
        {
            let day = day.split_whitespace().collect::<Vec<_>>().join(" ");
            match DayRange::read(&day) {
                Ok(d) => out.say("as of").say(&self.date(&d)),
                Err(_) if day.starts_with("un") => out
                    .say("as of a date")
                    .push("[not specified]", Style::Blank),
                Err(_) => out.say("as of").say(&Speaker::plain(&day)),
            };
        }
        out
    }

    fn base(&self, b: &Base, span: Span) -> Words {
        match b {
            Base::Thing(t) => self.thing(t),
            Base::Place(p) => self.place(p),
            Base::Amount(a) => self.amount(a, span),
            Base::Date(d) => Words::of(&self.date(d)),
            Base::Ratio(r) => Words::of(&r.written),
            Base::Text(t) => Words::styled(&format!("“{t}”"), Style::Name),
            Base::Clause(text, label) => Words::of(&(self.refer)(text.as_deref(), label)),
            Base::EveryClause(q, _) => Words::of(match q {
                Quantifier::Any => "any clause",
                Quantifier::No => "no clause",
                _ => "all clauses",
            }),
            Base::Hole(h) => self.blank(*h),
            Base::Someone if self.sources.slice(span).starts_with("others") => Words::styled(
                if self.exact {
                    "others"
                } else {
                    "others not named"
                },
                Style::Blank,
            ),
            Base::Someone => Words::styled("someone", Style::Blank),
            Base::Side(w) => Words::of(&match w {
                SideWord::Own if self.other_acts.get() => "the former".to_owned(),
                SideWord::Own => "its own side".to_owned(),
                SideWord::Other => "the other side".to_owned(),
                SideWord::Each if self.sources.slice(span).starts_with("no ") => {
                    "neither side".to_owned()
                }
                SideWord::Each => "each side".to_owned(),
            }),
            Base::Choice(c) => self.choice(c, span),
            Base::Group(l) => self.list(l),
            Base::Variable(n) => self.variable(*n),
            Base::Anything => Words::of("anything"),
            Base::Words(w) => Words::of(&Speaker::plain(w)),
        }
    }

    fn variable(&self, n: u8) -> Words {
        let bound = self.bound.borrow();
        Words::of(
            &bound
                .get(&n)
                .map_or_else(|| "it".to_owned(), |w| format!("that {w}")),
        )
    }

    fn binds(&self, variable: Option<u8>, noun: &str) {
        if let Some(n) = variable {
            self.bound.borrow_mut().insert(n, noun.to_owned());
        }
    }

    fn thing(&self, t: &Thing) -> Words {
        let mut out = Words::default();
        let name = self.name(t.node);
        match t.quantifier {
            Quantifier::Some => &mut out,
            Quantifier::Any => out.say("any"),
            Quantifier::All => out.say("all"),
            Quantifier::No => out.say("no"),
        };
        let of_a_type = self.v.node(t.node).kind == NodeKind::Type && !self.exact;
        // The word for a sort, said of nobody in particular, is said of many.
        let many = t.quantifier == Quantifier::All
            || t.quantifier == Quantifier::Some && t.of.is_none() && !names::is_mass(&name.text());
        let noun = if of_a_type && many {
            names::plural(&name.text())
        } else {
            name.text()
        };
        self.binds(t.variable, &noun);
        if let Some(h) = t.unknown {
            out.add(self.blank(h));
        }
        for a in &t.adjectives {
            out.add(self.name(*a));
        }
        // `de-facto B`: the adjective stands for the thing.
        let joins = t.adjectives.contains(&t.node) && t.of.is_some();
        let relation = self.v.node(t.node).kind == NodeKind::Type
            && t.of.is_some()
            && t.quantifier == Quantifier::Some
            && !joins;
        if relation && !self.exact {
            out.say("the");
        }
        if !joins {
            match t.quantifier {
                Quantifier::Some if of_a_type && many => out.say(&noun),
                Quantifier::Some => out.add(name),
                _ => out.say(names::without_article(&noun)),
            };
        }
        // The day on which a line is looked at stands in its words already.
        for (attribute, l) in t.attributes.iter().filter(|(a, _)| a != AS_OF) {
            out.say("with")
                .say(&Speaker::plain(attribute))
                .add(self.list(l));
        }
        if let Some(of) = &t.of {
            if !joins {
                out.say("of");
            }
            out.add(self.item(of));
        }
        if let Some(p) = &t.located {
            out.say("located in").add(self.place(p));
        }
        out
    }

    /// A place. Its words are the same whether it is written as one region or as all of its parts.
    pub(super) fn place(&self, p: &Place) -> Words {
        match p {
            Place::Region(n) => self.name(*n),
            Place::Union(all, except) => self.union(all, except),
            Place::HeldBy(p, who, when) => self.held_by(p, who, when),
            Place::Part(q, p) => {
                let mut out = Words::of(match q {
                    Quantifier::Any => "any part of",
                    Quantifier::All => "all of",
                    Quantifier::No => "no part of",
                    Quantifier::Some => "the rest of",
                });
                out.add(self.place(p));
                out
            }
            Place::Every(q, n, variable) => {
                let noun = self.name(*n).text();
                self.binds(*variable, &noun);
                match q {
                    Quantifier::All => Words::of(&format!("all {}", names::plural(&noun))),
                    Quantifier::No => Words::of(&format!("no {noun}")),
                    _ => Words::of(&format!("any {noun}")),
                }
            }
            Place::Variable(n) => self.variable(*n),
            Place::Exactly(leaves) => Words::joined(
                leaves
                    .iter()
                    .map(|l| self.name(self.v.places.name(l)))
                    .collect(),
                "and",
            ),
            Place::Unknown(h, inside) => self.unknown_place(*h, inside.as_deref()),
            Place::Band(n, hole) => self.band(*n, *hole),
        }
    }

    /// Places together, with what is left out of them.
    fn union(&self, all: &[Place], except: &[Place]) -> Words {
        let say = |ps: &[Place]| {
            let mut said: Vec<Words> = ps.iter().map(|p| self.place(p)).collect();
            if self.exact {
                said.sort();
            }
            Words::joined(said, "and")
        };
        let mut out = say(all);
        if !except.is_empty() {
            out.glue(",").say("except").add(say(except));
            if !self.exact {
                out.aside();
            }
        }
        out
    }

    /// What somebody holds of a place, on a day if it is said which.
    fn held_by(&self, p: &Place, who: &Item, when: &When) -> Words {
        let mut out = if matches!(p, Place::Part(..)) {
            Words::default()
        } else {
            Words::of("the part of")
        };
        out.add(self.place(p)).say("held by").add(self.item(who));
        match when {
            When::Draft => {}
            When::On(d) => {
                out.say("on").say(&self.date(d));
            }
            When::Signature => {
                out.say("on the day of signature");
            }
            When::Unknown(h) => {
                out.say("on").add(self.blank_of(*h, "a date"));
            }
        }
        out
    }

    /// A place the text does not name, in another or anywhere.
    fn unknown_place(&self, h: Hole, inside: Option<&Place>) -> Words {
        // `part of Ukraine`, without a word for what is left out.
        let said = self.sources.slice(h.span);
        if said.starts_with("band ") && !self.exact {
            return self.written_band(h);
        }
        let plain =
            inside.is_some() && !self.exact && !said.starts_with("un") && !said.starts_with("set");
        let nested = matches!(inside, Some(Place::Unknown(..)));
        let mut out = if plain {
            Words::of("a part")
        } else {
            self.blank_of(h, if nested { "" } else { "a part" })
        };
        if let Some(p) = inside {
            if nested && !self.exact {
                out.glue(",").say("being");
            } else {
                out.say("of");
            }
            out.add(self.place(p));
        }
        out
    }

    fn band(&self, n: usize, hole: Hole) -> Words {
        if self.exact {
            return Words::of(&format!("band {n}"));
        }
        self.written_band(hole)
    }

    /// A band as it is written, with the names of its line as they are read out.
    fn written_band(&self, hole: Hole) -> Words {
        let mut out = Words::of("a");
        out.add(self.written(hole.span));
        out
    }

    /// A text as it is written, with names as they are read out: for what the model does not hold.
    pub(crate) fn written(&self, span: Span) -> Words {
        let mut out = Words::default();
        for word in self.sources.slice(span).split_whitespace() {
            let name = word.trim_end_matches([',', ';']);
            match (self.v.names.get(name), Blank::read(name)) {
                (Some(node), _) => out.add(self.name(*node)),
                (None, Some(Blank::Undetermined)) => out.push("[left open]", Style::Blank),
                (None, Some(_)) => out.push("[not specified]", Style::Blank),
                (None, None) => out.say(&if name.starts_with(char::is_alphabetic) {
                    Speaker::plain(name)
                } else {
                    name.to_owned()
                }),
            };
            if word.ends_with(',') {
                out.glue(",");
            }
        }
        out
    }

    /// A number as it is written, with its unit; compared, it counts in base units.
    fn amount(&self, a: &Amount, span: Span) -> Words {
        let mut out = Words::default();
        match (a.number, a.hole) {
            (Some(n), _) if self.exact => {
                out.say(&format!("{n:?}"))
                    .say(a.dimension.as_deref().unwrap_or(""));
            }
            (Some(_), _) => {
                out.say(&written(self.sources.slice(span)));
            }
            (None, hole) => {
                let unit = a.dimension.as_deref().unwrap_or("");
                let said = self
                    .sources
                    .slice(span)
                    .split_whitespace()
                    .last()
                    .unwrap_or(unit)
                    .to_owned();
                out.add(hole.map_or_else(
                    || Words::styled("[not specified]", Style::Blank),
                    |h| self.blank(h),
                ));
                out.say(if self.exact {
                    unit
                } else {
                    said.trim_matches(['"', ']', ';', ','])
                });
            }
        }
        if let Some(of) = &a.of {
            // `4 hostages of Norland`: the noun stands where a unit stands.
            let whose = match &of.base {
                Base::Thing(t) if a.dimension.as_deref() == Some(self.v.name(t.node)) => {
                    t.of.as_ref()
                }
                _ => None,
            };
            out.say("of").add(self.item(whose.unwrap_or(of)));
        }
        if self.exact
            && let Some(per) = &a.per
        {
            out.say("per").say(per.word());
        }
        out
    }

    /// What the text leaves out, with the words it has for it.
    pub(crate) fn blank(&self, h: Hole) -> Words {
        self.blank_of(h, "")
    }

    fn blank_of(&self, h: Hole, what: &str) -> Words {
        let said = self.sources.slice(h.span);
        let note = said
            .split('"')
            .nth(1)
            .map(|n| n.split_whitespace().collect::<Vec<_>>().join(" "));
        let open = match h.blank {
            Blank::SetBy(n) => {
                let mut out = Words::of(if what.is_empty() {
                    "what is set by"
                } else {
                    what
                });
                if !what.is_empty() {
                    out.say("set by");
                }
                return out.add(self.name(n)).clone();
            }
            Blank::Undetermined => "left open",
            _ => "not specified",
        };
        let mut out = Words::default();
        if !what.is_empty() && note.is_none() {
            out.say(what);
        }
        let text = note.map_or_else(|| format!("[{open}]"), |n| format!("[{open}: “{n}”]"));
        out.push(&text, Style::Blank);
        out
    }

    /// An open choice: `[Ukraine: 10 km | Russia: 20 km]`.
    fn choice(&self, c: &Choice, span: Span) -> Words {
        let mut out = Words::default();
        // The unit of all alternatives stands behind the bracket.
        let behind = (!self.exact)
            .then(|| self.sources.slice(span).rsplit_once(']'))
            .flatten()
            .map(|(_, unit)| unit.trim())
            .filter(|unit| !unit.is_empty());
        out.open("[");
        let mut alternatives: Vec<Words> = c
            .alternatives
            .iter()
            .map(|(label, list)| {
                let mut one = Words::default();
                if let Some(label) = label {
                    match self.v.names.get(label) {
                        Some(node) => one.add(self.name(*node)),
                        None => one.say(&Speaker::plain(label)),
                    };
                    one.glue(":");
                }
                // What stands behind the bracket is said there, once.
                let mut list = list.clone();
                if behind.is_some() {
                    for i in &mut list.items {
                        if let Base::Amount(a) = &mut i.base {
                            a.of = None;
                        }
                    }
                }
                one.add(self.list(&list));
                one
            })
            .collect();
        if self.exact {
            alternatives.sort();
        }
        for (n, one) in alternatives.into_iter().enumerate() {
            if n > 0 {
                out.say("|");
            }
            out.add(one);
        }
        out.glue("]");
        if let Some(unit) = behind {
            out.say(unit);
        }
        out.all(Style::Bracket)
    }
}

/// The number and unit of a value as written, without what it is an amount of.
fn written(said: &str) -> String {
    let from = said.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let said = said.get(from..).unwrap_or(said);
    let end = said.find(" of ").unwrap_or(said.len());
    let words: Vec<&str> = said.get(..end).unwrap_or(said).split_whitespace().collect();
    let one = words.first() == Some(&"1") && words.len() == 2;
    let word = |w: &&str| {
        let plain = if w.starts_with(char::is_alphabetic) {
            Speaker::plain(w)
        } else {
            w.replace('_', " ")
        };
        if one && plain.ends_with('s') && plain.len() > 3 {
            plain[..plain.len() - 1].strip_suffix("ie").map_or_else(
                || plain[..plain.len() - 1].to_owned(),
                |stem| format!("{stem}y"),
            )
        } else {
            plain
        }
    };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Does what a definition says stand in place of the word that is written here?
fn is_defined(i: &Item) -> bool {
    let here =
        |s: Span| s.source == i.span.source && i.span.start <= s.start && s.end <= i.span.end;
    match &i.base {
        Base::Group(l) => l.items.first().is_some_and(|first| !here(first.span)),
        Base::Choice(c) => !here(c.span),
        _ => false,
    }
}

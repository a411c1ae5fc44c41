//! Phrases: when, on which condition, checked and judged by whom.

use super::{Speaker, Words};
use crate::model::*;
use crate::source::Span;
use crate::vocabulary::Exact;

/// What a phrase alone in a clause says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Governed {
    /// Deeds that are done once.
    Acts,
    /// Bans, permissions, what nothing completes, how things are.
    Kept,
    Both,
}

impl Speaker<'_> {
    /// A phrase as it stands at the end of a sentence.
    pub(crate) fn phrase(&self, p: &Phrase) -> Words {
        match &p.kind {
            PhraseKind::Time(pick, bound) => {
                let mut out = Words::default();
                if let Some(pick) = pick {
                    out.say(match pick {
                        Pick::Completed if !self.exact => "to be completed",
                        pick => pick.word(),
                    });
                }
                out.add(self.bound(bound, p.span));
                out
            }
            PhraseKind::Guard(word, c) => {
                let mut out = Words::default();
                out.say(word.word()).add(self.condition(c));
                out
            }
            PhraseKind::Precedence(word, l) => {
                let mut out = Words::of(word.word());
                out.add(self.list(l));
                out
            }
            PhraseKind::Manner(word, l) => {
                let mut out = Words::default();
                let aside = matches!(word, Manner::JudgedBy | Manner::VerifiedBy) && !self.exact;
                if aside {
                    out.glue(",");
                }
                out.say(match word {
                    Manner::JudgedBy if !self.exact => "as judged by",
                    Manner::WithConsentOf if !self.exact => "with the consent of",
                    other => other.word(),
                });
                out.add(self.list(l));
                if aside {
                    out.aside();
                }
                out
            }
            PhraseKind::Alone(word) => Words::of(word.word()),
        }
    }

    /// Phrases that stand alone in a clause, as sentences about what is said there: `It applies if …. It is to be done within …. It is verified by ….` A deadline is one for
    /// what is done, and the latest beginning of what is kept up.
    pub(crate) fn alone(&self, phrases: &[&Phrase], of: Governed) -> Vec<Words> {
        let mut applies = Words::default();
        let mut others = Vec::new();
        for p in phrases {
            let mut own = |head: &str, rest: Words| {
                let mut w = Words::of(head);
                w.add(rest);
                others.push(w);
            };
            match &p.kind {
                PhraseKind::Time(Some(Pick::Completed), b) => {
                    own("it is to be completed", self.bound(b, p.span))
                }
                PhraseKind::Time(Some(_), b) => own("it begins", self.bound(b, p.span)),
                PhraseKind::Time(None, b) if b.is_latest() => {
                    let mut when = self.bound(b, p.span);
                    let head = match of {
                        Governed::Acts => "it is to be done",
                        Governed::Kept => "it begins",
                        Governed::Both => {
                            when.glue(",").say("and what is kept up begins by then");
                            "what is to be done here is to be done"
                        }
                    };
                    own(head, when);
                }
                PhraseKind::Time(None, b @ Bound::Every(_)) => {
                    own("it is repeated", self.bound(b, p.span))
                }
                PhraseKind::Time(None, b @ Bound::Soon(_)) => {
                    own("it is to be done", self.bound(b, p.span))
                }
                PhraseKind::Manner(Manner::VerifiedBy, l) => own("it is verified by", self.list(l)),
                PhraseKind::Manner(Manner::WithConsentOf, l) => {
                    own("it needs the consent of", self.list(l))
                }
                PhraseKind::Manner(Manner::JudgedBy, l) if applies.is_empty() => {
                    own("it is judged by", self.list(l))
                }
                _ => {
                    if applies.is_empty() {
                        applies.say("it applies");
                    } else if matches!(p.kind, PhraseKind::Time(..) | PhraseKind::Guard(..)) {
                        applies.say("and");
                    }
                    applies.add(self.phrase(p));
                }
            }
        }
        let mut out = if applies.is_empty() {
            Vec::new()
        } else {
            vec![applies]
        };
        out.extend(others);
        out
    }

    fn bound(&self, b: &Bound, span: Span) -> Words {
        let mut out = Words::default();
        match b {
            Bound::Within(d, word, m) => {
                out.say("within").say(&self.duration(d));
                self.relative((*word).into(), m, &mut out);
            }
            Bound::Offset(d, word, m) => {
                out.say("at least").say(&self.duration(d));
                self.relative((*word).into(), m, &mut out);
            }
            Bound::At(word @ (Relation::By | Relation::On | Relation::From), m) => {
                match (&m.kind, word) {
                    (MomentKind::Point(_, of, _), Relation::By)
                        if !self.exact && matches!(**of, PointOf::Event(_)) =>
                    {
                        out.say("by the time").add(self.has_come(m));
                    }
                    _ => {
                        out.say(word.word()).add(self.moment(m));
                    }
                }
            }
            Bound::At(word, m) => self.relative((*word).into(), m, &mut out),
            Bound::AtOnce(m) => {
                out.say("at once with").add(self.moment(m));
            }
            Bound::For(word, d) => {
                out.say("for");
                if let Some(w) = word {
                    out.say(w.word());
                }
                out.say(&self.duration(d));
            }
            Bound::Renewed(d, who) => {
                out.glue(",")
                    .say("renewed for")
                    .say(&self.duration(d))
                    .say("each time unless")
                    .add(self.items(&who.items, "or"))
                    .say(if who.items.len() == 1 {
                        "objects"
                    } else {
                        "object"
                    });
            }
            // How often, and how soon, is not kept by the model: the words of the text are.
            Bound::Every(_) | Bound::Soon(_) => {
                out.say(
                    &self
                        .sources
                        .slice(span)
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                );
            }
        }
        out
    }

    /// `before`, `after` and the like, with what comes behind them.
    fn relative(&self, lead: Lead, m: &Moment, out: &mut Words) {
        match &m.kind {
            _ if self.exact => out.say(lead.moment).add(self.moment(m)),
            MomentKind::Point(point, of, by) => match (point, &**of) {
                // What occurs is named by itself: `after the political conference`.
                (Point::Occurrence, PointOf::Item(i)) if by.is_none() => {
                    out.say(lead.thing).add(self.item(i))
                }
                (Point::Completion | Point::Occurrence, PointOf::Event(_)) => {
                    out.say(lead.deed).add(self.has_come(m))
                }
                _ => out.say(lead.moment).add(self.moment(m)),
            },
            _ => out.say(lead.moment).add(self.moment(m)),
        };
    }

    /// A moment as something that has happened.
    fn has_come(&self, m: &Moment) -> Words {
        match &m.kind {
            _ if self.exact => self.moment(m),
            MomentKind::Point(_, of, _) => match &**of {
                PointOf::Event(s) => self.perfect(s),
                _ => self.moment(m),
            },
            _ => self.moment(m),
        }
    }

    /// A moment as a noun.
    pub(crate) fn moment(&self, m: &Moment) -> Words {
        match &m.kind {
            MomentKind::Date(d) => Words::of(&self.date(d)),
            MomentKind::Signature => Words::of("signature"),
            MomentKind::Entry => Words::of("entry into force"),
            MomentKind::Declared(w) => Words::of(&Speaker::plain(w)),
            MomentKind::It => Words::of("it"),
            MomentKind::AnyDate(_) => Words::of("any stated date"),
            // What the text has for it stands behind the word.
            MomentKind::Hole(h) => self.blank(Hole { span: m.span, ..*h }),
            MomentKind::Point(word, of, by) => {
                let mut out = Words::default();
                match &**of {
                    PointOf::Event(s) if !self.exact => {
                        match word {
                            Point::Start => out.say("the beginning of this:"),
                            Point::Verification => out.say("verification that"),
                            Point::Breach => out.say("a breach of the promise that"),
                            _ => out.say("the time when"),
                        };
                        out.add(if *word == Point::Start {
                            self.whole(s)
                        } else {
                            self.perfect(s)
                        });
                    }
                    PointOf::Event(s) => {
                        out.say(word.word()).say("of").add(self.whole(s));
                    }
                    PointOf::It => {
                        out.say(word.word()).say("of it");
                    }
                    PointOf::Item(i) => {
                        out.say(&point(*word)).say("of").add(self.item(i));
                    }
                }
                if let Some(by) = by {
                    out.say("by").add(self.item(by));
                }
                out
            }
            MomentKind::Shifted(shift, of) => {
                let mut out = Words::of(&self.duration(&shift.length));
                out.say(if shift.back { "before" } else { "after" })
                    .add(self.moment(of));
                out
            }
            MomentKind::Extreme(later, of) => {
                if let Some(words) = self.of_each(*later, of) {
                    return words;
                }
                let mut said: Vec<Words> = of.iter().map(|m| self.moment(m)).collect();
                if self.exact {
                    said.sort();
                }
                let mut out = Words::of(if *later {
                    "the later of"
                } else {
                    "the earlier of"
                });
                out.add(Words::joined(said, "and"));
                out
            }
        }
    }

    /// `completion of clauses 1, 2`: the same moment of several things, where it is that of all.
    fn of_each(&self, later: bool, of: &[Moment]) -> Option<Words> {
        let MomentKind::Point(word, _, None) = &of.first()?.kind else {
            return None;
        };
        let item = |m: &Moment| match &m.kind {
            MomentKind::Point(w, of, None) if w == word => match &**of {
                PointOf::Item(i) => Some(self.item(i)),
                PointOf::Event(_) | PointOf::It => None,
            },
            _ => None,
        };
        let items: Option<Vec<Words>> = of.iter().map(item).collect();
        let items = items.filter(|_| !self.exact && later == word.is_the_lasts())?;
        let mut out = Words::of(&point(*word));
        out.say("of").add(Words::joined(items, "and"));
        Some(out)
    }

    /// An order in time as a sentence of its own.
    pub(crate) fn order(&self, o: &Order) -> Words {
        let mut out = self.moment(&o.moment);
        out.say(match o.moment.kind {
            MomentKind::Signature | MomentKind::Entry => "takes place",
            _ => "comes",
        });
        for (n, p) in o.phrases.iter().enumerate() {
            if n > 0 && matches!(p.kind, PhraseKind::Time(..)) {
                out.say("and");
            }
            out.add(self.phrase(p));
        }
        out
    }

    pub(super) fn condition(&self, c: &Condition) -> Words {
        let said: Vec<Words> = c
            .atoms
            .iter()
            .map(|a| match a {
                Atom::Sentence(s) => self.whole(s),
                Atom::Order(o) => self.order(o),
                Atom::Moment(m) => match &m.kind {
                    MomentKind::Declared(w) => self.state_of_affairs(w),
                    MomentKind::Point(_, of, _)
                        if matches!(&**of, PointOf::Item(_)) && !self.exact =>
                    {
                        let mut w = Words::of("there is a");
                        w.add(self.moment(m));
                        w
                    }
                    _ => self.has_come(m),
                },
                Atom::Kind(k) => Words::of(&format!("there is a {}", Speaker::plain(&k.kind))),
            })
            .collect();
        let mut said = said;
        if self.exact {
            said.sort();
        }
        let word = if c.any { "or" } else { "and" };
        let mut out = Words::default();
        for (n, w) in said.into_iter().enumerate() {
            if n > 0 {
                out.say(word);
            }
            out.add(w);
        }
        out
    }

    /// `while peacetime`: the title says what holds then.
    fn state_of_affairs(&self, word: &str) -> Words {
        let title = self
            .v
            .words
            .get(word)
            .and_then(|n| self.v.node(*n).title.as_deref());
        match title {
            Some(t) if !self.exact => Words::of(t),
            _ => Words::of(&Speaker::plain(word)),
        }
    }

    pub(super) fn duration(&self, d: &Duration) -> String {
        if self.exact {
            return match (d.number, d.calendar) {
                (Some(n), calendar) => {
                    format!("{n:?} {}", if calendar { "months" } else { "days" })
                }
                (None, _) => "not specified".to_owned(),
            };
        }
        let said = self
            .sources
            .slice(d.span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        // Written out, an alternative of a bracket is one length.
        if said.contains('[')
            && let Some(n) = d.number
        {
            let unit = if d.calendar { "month" } else { "day" };
            let s = if n == Exact::ONE { "" } else { "s" };
            return format!("{n} {unit}{s}");
        }
        said.replace("unspecified", "[not specified]")
            .replace("undetermined", "[left open]")
    }
}

fn point(point: Point) -> String {
    match point {
        Point::Start => "the start".to_owned(),
        Point::Completion => "the completion".to_owned(),
        other => Speaker::plain(other.word()),
    }
}

/// The word before a moment, before a thing that occurs, and before a deed that is done.
#[derive(Clone, Copy)]
struct Lead {
    moment: &'static str,
    thing: &'static str,
    deed: &'static str,
}

impl Lead {
    fn of(word: &'static str) -> Lead {
        Lead {
            moment: word,
            thing: word,
            deed: word,
        }
    }
}

impl From<Counted> for Lead {
    fn from(counted: Counted) -> Lead {
        match counted {
            Counted::Of => Lead {
                thing: "after",
                deed: "after",
                ..Lead::of(counted.word())
            },
            Counted::After | Counted::Before => Lead::of(counted.word()),
        }
    }
}

impl From<Relation> for Lead {
    fn from(relation: Relation) -> Lead {
        match relation {
            Relation::Upon => Lead {
                deed: "once",
                ..Lead::of(relation.word())
            },
            _ => Lead::of(relation.word()),
        }
    }
}

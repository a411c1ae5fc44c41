//! Conditions and consents: what is asked of them, against those a promise has; and whether all that it waits for was asked for.

use super::lists::{Join, Silence};
use super::phrases::{Held, reached};
use super::{Ask, Engine, Hit, Mode};
use crate::condition::Condition;
use crate::model;
use crate::model::*;

impl Engine<'_> {
    pub(super) fn guard(
        &mut self,
        word: Guard,
        asked: &model::Condition,
        held: &Held,
        ask: Ask,
        hit: Hit,
    ) -> Vec<Hit> {
        let mut found = false;
        let mut ways = Vec::new();
        for (h, _) in held {
            if let PhraseKind::Guard(w, c) = &h.kind
                && *w == word
            {
                found = true;
                for (t, when) in self.guards_match(asked, c, ask, &hit.theta) {
                    ways.push(self.on(&hit, t, when));
                }
            }
        }
        // Without `while` or `if` it holds always, and so also then; a rule wants what it says, and so does what an excuse must lie within.
        let wants_it = matches!(ask.mode, Mode::Within | Mode::Entail);
        if !found && word.holds_without() && (!wants_it || ask.ignore.times) {
            ways.push(hit);
        }
        ways
    }

    /// The condition of a pattern's guard against the condition of a fact's.
    pub(super) fn guards_match(
        &mut self,
        p: &model::Condition,
        f: &model::Condition,
        ask: Ask,
        theta: &super::Theta,
    ) -> Vec<(super::Theta, Condition)> {
        // In a demand the fact's trigger must cover the one asked for: it is read as a ban is. An excuse and a rule want what brings it about.
        let wide = matches!(ask.mode, Mode::Cover);
        let brought_about = matches!(ask.mode, Mode::Within | Mode::Entail);
        let inner = match ask.mode {
            Mode::Cover => ask,
            Mode::Overlap => ask.by(Mode::Overlap),
            Mode::Within | Mode::Entail => ask.by(Mode::Entail),
        };
        let inner = inner.of(wide);
        let pair = |e: &mut Self, a: &Atom, b: &Atom, t: &super::Theta| match (a, b) {
            (Atom::Sentence(x), Atom::Sentence(y)) => e.inside(x, y, inner, t),
            (Atom::Moment(x), Atom::Moment(y)) if reached(x, y) => {
                vec![(t.clone(), Condition::ALWAYS)]
            }
            _ => Vec::new(),
        };
        let start = vec![(theta.clone(), Condition::ALWAYS)];
        if !wide {
            // Of several any of which is enough for the fact, each has to bring it about.
            let said: Vec<&[Atom]> = if f.any && brought_about {
                f.atoms.chunks(1).collect()
            } else {
                vec![&f.atoms[..]]
            };
            let asked: Vec<&[Atom]> = if p.any && brought_about {
                vec![&p.atoms[..]]
            } else {
                p.atoms.chunks(1).collect()
            };
            let pairs = said
                .into_iter()
                .flat_map(|said| asked.iter().map(move |asked| (*asked, said)));
            return pairs.fold(start, |ways, (asked, said)| {
                self.step(ways, |e, t| {
                    let each = asked.iter().flat_map(|a| said.iter().map(move |b| (a, b)));
                    let out = each.flat_map(|(a, b)| pair(e, a, b, t)).collect();
                    e.merge(out)
                })
            });
        }
        // Whatever of several that are asked for comes, it has a part in what is said; what else that waits for is a weakness of it.
        let cases = p.cases();
        cases.into_iter().fold(start, |ways, case| {
            self.step(ways, |e, t| {
                let pairs = case
                    .iter()
                    .flat_map(|a| f.atoms.iter().map(move |b| (a, b)));
                let out = pairs.flat_map(|(a, b)| pair(e, a, b, t)).collect();
                e.merge(out)
            })
        })
    }

    /// Is a condition one that is asked for? In a demand it is, if what is asked for brings all of it about.
    pub(super) fn is_asked_for(
        &mut self,
        asked: &model::Condition,
        said: &model::Condition,
        ask: Ask,
    ) -> bool {
        let wanted: Vec<&[Atom]> = if said.any {
            vec![&said.atoms[..]]
        } else {
            said.atoms.chunks(1).collect()
        };
        let mut of_it = |atoms: &[Atom]| {
            let part = model::Condition {
                any: true,
                atoms: atoms.to_vec(),
                span: said.span,
            };
            !self
                .guards_match(asked, &part, ask, &super::Theta::default())
                .is_empty()
        };
        if ask.mode == Mode::Cover {
            wanted.into_iter().all(of_it)
        } else {
            of_it(&said.atoms)
        }
    }

    /// Whose consent a phrase wants: `with consent of Norland`, `if Norland agrees`. Nobody's: it is another phrase.
    pub(super) fn consent<'p>(&self, p: &'p Phrase) -> Vec<&'p List> {
        match &p.kind {
            PhraseKind::Manner(Manner::WithConsentOf, list) => vec![list],
            PhraseKind::Guard(Guard::If, c) => c.consents(self.v).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The hit with the consent that is asked for, in whatever words it is given, by all phrases together; of several any of which is enough, one.
    pub(super) fn consented(&mut self, p: &Phrase, held: &Held, ask: Ask, hit: &Hit) -> Vec<Hit> {
        let given: Vec<&List> = held.iter().flat_map(|(h, _)| self.consent(h)).collect();
        if given.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for asked in self.consents_asked(p) {
            let mut ways = vec![hit.clone()];
            for list in asked {
                let each = ways.iter();
                ways = each
                    .flat_map(|hit| self.named_in(list, &given, ask, hit))
                    .collect();
            }
            out.extend(ways);
        }
        out
    }

    /// The consents a phrase wants, all of one case together.
    fn consents_asked<'p>(&self, p: &'p Phrase) -> Vec<Vec<&'p List>> {
        match &p.kind {
            PhraseKind::Guard(Guard::If, c) if c.any && c.asks_consent_only(self.v) => {
                let who = c.atoms.iter().filter_map(|a| match a {
                    Atom::Sentence(s) => Some(vec![&s.subject]),
                    _ => None,
                });
                who.collect()
            }
            _ => match self.consent(p) {
                all if all.is_empty() => Vec::new(),
                all => vec![all],
            },
        }
    }

    /// The hit with each of the lists that names who is asked for.
    pub(super) fn named_in(
        &mut self,
        asked: &List,
        held: &[&List],
        ask: Ask,
        hit: &Hit,
    ) -> Vec<Hit> {
        let one = |i: &Item| List {
            items: vec![i.clone()],
            except: asked.except.clone(),
            span: asked.span,
        };
        // A refusal is of each of them, whatever else asks for all.
        let each: Vec<List> = match ask.mode {
            Mode::Overlap => vec![asked.clone()],
            Mode::Cover | Mode::Entail | Mode::Within => asked.items.iter().map(one).collect(),
        };
        let mut ways = vec![hit.clone()];
        for asked in each {
            let mut next = Vec::new();
            for hit in ways {
                for l in held {
                    let (ask, silence) = (ask.of(false), Silence::Nothing);
                    for (t, c) in self.list(&asked, Some(l), ask, silence, Join::Any, &hit.theta) {
                        next.push(self.on(&hit, t, c));
                    }
                }
            }
            ways = next;
        }
        ways
    }

    /// Is everybody and everything that one phrase names among what those ask for that are asked?
    pub(super) fn all_asked(&mut self, said: &[&List], asked: &[&List]) -> bool {
        let mut each: Vec<Item> = Vec::new();
        for i in said.iter().flat_map(|l| &l.items) {
            match &i.base {
                Base::Thing(t) => match self.members(t) {
                    Some(members) => each.extend(members),
                    None => each.push(i.clone()),
                },
                Base::Group(l) => each.extend(l.items.iter().cloned()),
                _ => each.push(i.clone()),
            }
        }
        let ask = Ask::new(Mode::Overlap);
        each.iter().all(|i| {
            asked.iter().any(|l| {
                let said = List {
                    items: vec![i.clone()],
                    except: Vec::new(),
                    span: i.span,
                };
                let ways = self.list(
                    l,
                    Some(&said),
                    ask,
                    Silence::Nothing,
                    Join::Any,
                    &super::Theta::default(),
                );
                ways.iter().any(|(_, c)| c.is_always())
            })
        })
    }
}

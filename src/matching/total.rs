//! What promises of one act come to together: 50 hostages in one clause and 60 in another are 110, 30 percent and 70 percent are all. And what a promise about
//! a whole place comes to in a part of it: nobody knows how much, but no more than all of it.

use super::amounts::interval;
use super::wider::{Reach, is_shared};
use super::{Ask, Engine, Hit, Mode, Source, Theta};
use crate::condition::Condition;
use crate::fact::Fact;
use crate::model::calendar::Length;
use crate::model::*;
use crate::vocabulary::{Exact, Interval, Leaves, Vocabulary};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Of more promises than this all are told, also those that it does not take.
const MOST_TRIED: usize = 24;

/// More different sums than this are not weighed, and the line gets no verdict.
const MOST_SUMS: usize = 256;

/// An amount that is asked for.
pub(super) struct Wanted {
    /// The numbers that meet it.
    range: Interval,
    /// It is a share of something, and all of that at the most.
    share: bool,
    /// The sentence that asks for it: `all of X` as a share.
    sentence: Sentence,
    /// What only may come to it does not do.
    surely: bool,
}

impl Wanted {
    /// Is all of something asked for?
    fn is_all(&self) -> bool {
        let all = Exact::new(100, 1).unwrap_or(Exact::ONE);
        self.share && self.range.low.is_some_and(|(n, _)| n >= all)
    }
}

/// What one promise adds, and when.
#[derive(Clone, Copy)]
struct Part {
    fact: u32,
    /// At least so much. Of a promise about a wider place that may be less, down to nothing.
    low: Exact,
    /// At most so much; nothing: there is no limit.
    high: Option<Exact>,
    /// It counts over more places than are asked for.
    wider: bool,
    /// How much is left blank.
    blank: bool,
    when: Condition,
}

/// What several promises come to: at least so much for certain, so much if what is in doubt counts in full, and at most so much.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sum {
    sure: Exact,
    full: Exact,
    high: Option<Exact>,
    blank: bool,
}

impl Sum {
    const NOTHING: Sum = Sum {
        sure: Exact::ZERO,
        full: Exact::ZERO,
        high: Some(Exact::ZERO),
        blank: false,
    };

    /// With one more promise, of which it is in doubt whether it adds anything.
    fn with(self, part: &Part, doubt: bool) -> Sum {
        let add = |a: Exact, b: Exact| a.plus(b).unwrap_or(a);
        let sure = if doubt { Exact::ZERO } else { part.low };
        Sum {
            sure: add(self.sure, sure),
            full: add(self.full, part.low),
            high: self.high.zip(part.high).and_then(|(a, b)| a.plus(b)),
            blank: self.blank || part.blank,
        }
    }

    /// A share is no more than all.
    fn of_a_whole(self) -> Sum {
        let all = Exact::new(100, 1).unwrap_or(Exact::ONE);
        Sum {
            sure: self.sure.min(all),
            full: self.full.min(all),
            high: Some(self.high.map_or(all, |h| h.min(all))),
            ..self
        }
    }

    /// Is it what is wanted: surely, or perhaps? A demand is met by what is promised at least, a ban touched by whatever it may be.
    fn lies(self, wanted: Interval, demand: bool) -> (bool, bool) {
        let between = |low: Exact, high: Option<Exact>| Interval {
            low: Some((low, true)),
            high: high.map(|h| (h, true)),
        };
        let sure = wanted.holds(between(self.sure, self.high));
        let most = match demand {
            true if self.blank => None,
            true => Some(self.full),
            false => self.high,
        };
        let doubt = !demand || self.blank || self.sure < self.full;
        (sure, doubt && wanted.meets(between(self.sure, most)))
    }
}

/// Promises that are added up.
struct Group {
    hit: Hit,
    /// The places they speak of: shares never add up across places.
    at: Vec<(CompactString, Option<Leaves>)>,
    parts: Vec<Part>,
}

impl Engine<'_> {
    /// The places a sentence speaks of, role by role.
    fn places_said(&mut self, s: &Sentence) -> Vec<(CompactString, Option<Leaves>)> {
        let mut out = Vec::new();
        for r in &s.roles {
            if let Some(place) = self.as_place(&r.list, &Theta::default()) {
                out.push((r.preposition.clone(), place.leaves().cloned()));
            }
        }
        out
    }

    /// All ways in which promises together come to what is asked for, if an amount is asked for that more can come to: a ban on less and a ceiling are none.
    pub(super) fn totals(&mut self, p: &Sentence, ask: Ask, theta: &Theta) -> Vec<Hit> {
        let Some(mut wanted) = self.wanted(p) else {
            return Vec::new();
        };
        // A rule asks what clauses amount to for certain.
        wanted.surely = ask.mode == Mode::Entail;
        let mut without = ask;
        without.ignore.amounts = true;
        let mut places = Vec::new();
        // Leave for so many in a part of a place is none for as many in the rest of it.
        let leave = ask.mode == Mode::Cover && p.modal() == Some(Modal::May);
        if !wanted.share && !leave {
            // A number of things anywhere in a place is in that place; who promises a share of a place promises no share of another.
            without.some = ask.mode == Mode::Cover;
            (places, wanted.sentence.roles) = std::mem::take(&mut wanted.sentence.roles)
                .into_iter()
                .partition(|r| self.as_place(&r.list, theta).is_some());
        }
        let shared: Vec<Role> = if wanted.share {
            self.places_asked(&wanted.sentence, theta)
        } else {
            Vec::new()
        };
        // Of whom any will do, each comes to it by itself.
        let any = !is_one(&wanted.sentence.subject);
        let each: Vec<String> = (wanted.sentence.roles.iter())
            .filter(|r| !is_one(&r.list))
            .map(|r| r.preposition.to_string())
            .collect();
        let facts = self.facts;
        let mut groups: Vec<Group> = Vec::new();
        for hit in self.sentence(&wanted.sentence, without, theta) {
            let &[Source::Fact(f)] = &hit.sources[..] else {
                continue;
            };
            let fact = &facts.all[f as usize];
            // A share of one kind of weapons is no share of all weapons, nor a share of all one of each kind, or of what somebody has of them.
            let whole = wanted.share.then(|| whole_of(&wanted.sentence)).flatten();
            let other = whole.is_some_and(|whole| {
                whole_of(&fact.sentence).is_some_and(|w| {
                    // All of a wider kind is all of each under it.
                    let all =
                        wanted.is_all() && self.v.under(whole.node, w.node) && Self::simple(w);
                    !super::counted::one_whole(w, whole) && !all
                })
            });
            if other {
                continue;
            }
            let Some(part) = held(fact, &wanted) else {
                continue;
            };
            let lies = self.lies(&places, &fact.sentence, theta);
            // A share of a whole place is no known share of a part of it, but all of it is all of each part.
            let wider = self.lies(&shared, &fact.sentence, theta) == Reach::Wider;
            if lies == Reach::Apart || wider && !wanted.is_all() {
                continue;
            }
            let at = self.places_said(&fact.sentence);
            let part = Part {
                fact: f,
                wider: lies == Reach::Wider || is_shared(p, &fact.sentence),
                when: hit.condition,
                ..part
            };
            let alike = |g: &&mut Group| {
                let Some(first) = g.parts.first() else {
                    return false;
                };
                let (a, b) = (&facts.all[first.fact as usize].sentence, &fact.sentence);
                let role = |s: &Sentence, p: &str| {
                    let role = s.roles.iter().find(|r| r.preposition == p);
                    role.map(|r| r.list.clone())
                };
                g.hit.theta == hit.theta
                    && (!wanted.share || g.at == at && whole_of(a) == whole_of(b))
                    && (!any || a.subject == b.subject)
                    && each.iter().all(|p| role(a, p) == role(b, p))
            };
            match groups.iter_mut().find(alike) {
                Some(group) => group.parts.push(part),
                None => groups.push(Group {
                    hit,
                    at,
                    parts: vec![part],
                }),
            }
        }
        groups
            .into_iter()
            .filter_map(|g| self.together_come_to(&wanted, ask, g.hit, g.parts))
            .collect()
    }

    /// The amount a sentence asks for, if more promises can come to it.
    fn wanted(&self, p: &Sentence) -> Option<Wanted> {
        let Predicate::Act {
            modal,
            action: Some(action),
            object: Some(object),
            ..
        } = &p.predicate
        else {
            return None;
        };
        let [item] = &object.items[..] else {
            return None;
        };
        if super::acts::is_ban(*modal) || self.v.action(*action).is_cap() {
            return None;
        }
        let all = Exact::new(100, 1)?;
        let (range, sentence) = match &item.base {
            Base::Amount(a) if a.per.is_none() => (interval(item.matcher, a.number?), p.clone()),
            // All of it is a hundred percent of it.
            Base::Thing(t)
                if t.quantifier == Quantifier::All
                    && t.variable.is_none()
                    && item.matcher.is_none()
                    && object.except.is_empty() =>
            {
                let of = Item {
                    matcher: None,
                    base: Base::Thing(Thing {
                        quantifier: Quantifier::Some,
                        ..t.clone()
                    }),
                    span: item.span,
                };
                let amount = Amount {
                    number: Some(all),
                    hole: None,
                    dimension: Some(SHARE.into()),
                    per: None,
                    of: Some(Box::new(of)),
                    counts: None,
                };
                let mut s = p.clone();
                if let Predicate::Act {
                    object: Some(l), ..
                } = &mut s.predicate
                {
                    l.items = vec![Item {
                        matcher: Some(Matcher::AtLeast),
                        base: Base::Amount(amount),
                        span: item.span,
                    }];
                }
                (interval(Some(Matcher::AtLeast), all), s)
            }
            _ => return None,
        };
        range.low?;
        let share = counted(&sentence).is_some_and(|(_, a)| a.is_share());
        Some(Wanted {
            range,
            share,
            sentence,
            surely: false,
        })
    }

    /// When the promises come to what is wanted, by no more of them than it takes.
    fn together_come_to(
        &mut self,
        wanted: &Wanted,
        ask: Ask,
        hit: Hit,
        mut parts: Vec<Part>,
    ) -> Option<Hit> {
        let demand = ask.mode == Mode::Cover;
        let condition = self.come_to(wanted, demand, &parts);
        if condition.is_never() {
            return None;
        }
        let tried = if parts.len() > MOST_TRIED {
            0
        } else {
            parts.len()
        };
        for n in (0..tried).rev() {
            let mut fewer = parts.clone();
            fewer.remove(n);
            if self.come_to(wanted, demand, &fewer) == condition {
                parts = fewer;
            }
        }
        // One promise is judged by itself, but for one that is kept again and again, and for a demand that asks for a number in a wider place than it names.
        let again = |p: &Part| {
            let phrases = &self.facts.all[p.fact as usize].phrases;
            phrases.iter().any(|(p, _)| every(p).is_some())
        };
        if parts.len() < 2 && !parts.iter().any(again) && !(demand && condition.is_always()) {
            return None;
        }
        self.notes.added |= parts.len() > 1;
        Some(Hit {
            condition,
            sources: parts.iter().map(|p| Source::Fact(p.fact)).collect(),
            ..hit
        })
    }

    /// When the sum of some promises lies where it is wanted; where it only may, that is asked.
    fn come_to(&mut self, wanted: &Wanted, demand: bool, parts: &[Part]) -> Condition {
        let mut sums: BTreeMap<Sum, Condition> =
            BTreeMap::from([(Sum::NOTHING, Condition::ALWAYS)]);
        for (n, part) in parts.iter().enumerate() {
            // What is said twice in the same words may be said of the same things.
            let again = parts[..n].iter().any(|p| self.says_the_same(p, part));
            let not = self.store.not(part.when);
            let mut next: BTreeMap<Sum, Condition> = BTreeMap::new();
            for (sum, when) in sums {
                let with = sum.with(part, again || part.wider);
                for (sum, c) in [(with, part.when), (sum, not)] {
                    let c = self.and(when, c);
                    if !c.is_never() {
                        let old = next.entry(sum).or_insert(Condition::NEVER);
                        *old = self.store.or(*old, c);
                    }
                }
            }
            if next.len() > MOST_SUMS {
                self.store.give_up();
                return Condition::NEVER;
            }
            sums = next;
        }
        let mut out = Condition::NEVER;
        for (sum, when) in sums {
            let sum = if wanted.share { sum.of_a_whole() } else { sum };
            let (sure, perhaps) = sum.lies(wanted.range, demand);
            let here = if sure {
                when
            } else if perhaps
                && !wanted.surely
                && let Some(first) = parts.first()
                && let Some((item, _)) = counted(&self.facts.all[first.fact as usize].sentence)
            {
                let hole = Hole {
                    blank: Blank::Unspecified,
                    span: item.span,
                };
                let q = self.hole(hole, "as much as is asked for");
                self.and(when, q)
            } else {
                continue;
            };
            out = self.or(out, here);
        }
        out
    }

    /// The same sentence with the same phrases, whatever they prevail over.
    fn says_the_same(&self, a: &Part, b: &Part) -> bool {
        let (a, b) = (
            &self.facts.all[a.fact as usize],
            &self.facts.all[b.fact as usize],
        );
        let (x, y) = (&a.sentence, &b.sentence);
        x.subject == y.subject
            && x.predicate == y.predicate
            && x.roles == y.roles
            && x.that == y.that
            && x.only == y.only
            && qualified(a).eq(qualified(b))
    }
}

/// Is a number of things asked for, and not a share of them? Such a number is one for all places that are named.
pub(super) fn is_counted(v: &Vocabulary, p: &Sentence) -> bool {
    counted(p).is_some_and(|(_, a)| a.number.is_some() && !a.is_share())
        && p.action().is_none_or(|a| !v.action(a).is_cap())
}

/// Is it about a share of something?
pub(super) fn asks_share(p: &Sentence) -> bool {
    counted(p).is_some_and(|(_, a)| a.is_share())
}

/// Is it about one amount of something?
pub(super) fn says_amount(s: &Sentence) -> bool {
    counted(s).is_some()
}

/// Is all of something asked for: `all forces`, `100 percent of forces`?
pub(super) fn asks_all(p: &Sentence) -> bool {
    p.object().is_some_and(|l| {
        matches!(&l.items[..], [Item { base: Base::Thing(t), .. }] if t.quantifier == Quantifier::All)
    })
}

/// What qualifies a promise, whatever it prevails over.
fn qualified<'f>(f: &'f Fact) -> impl Iterator<Item = &'f PhraseKind> {
    let said = f.phrases.iter().map(|(p, _)| &p.kind);
    said.filter(|k| !matches!(k, PhraseKind::Precedence(..)))
}

/// Is one thing asked for, by name or as what is meant of a kind?
fn is_one(l: &List) -> bool {
    matches!(&l.items[..], [Item { base: Base::Thing(t), matcher: None, .. }] if t.quantifier == Quantifier::Some)
        || matches!(
            &l.items[..],
            [Item {
                base: Base::Variable(_),
                ..
            }]
        )
}

/// The one amount a sentence is about.
fn counted(s: &Sentence) -> Option<(&Item, &Amount)> {
    match &s.object()?.items[..] {
        [
            item @ Item {
                base: Base::Amount(a),
                ..
            },
        ] => Some((item, a)),
        _ => None,
    }
}

/// What a sentence promises of what is wanted; nothing: no such amount.
fn held(fact: &Fact, wanted: &Wanted) -> Option<Part> {
    let (item, a) = counted(&fact.sentence)?;
    if fact.event || a.per.is_some() || a.is_share() != wanted.share {
        return None;
    }
    let said = match a.number {
        Some(n) => interval(item.matcher, n),
        None => Interval::default(),
    };
    let (low, high) = (
        said.low.map_or(Exact::ZERO, |(n, _)| n),
        said.high.map(|(n, _)| n),
    );
    let part = |low: Exact, high: Option<Exact>, blank: bool| Part {
        fact: 0,
        low,
        high,
        wider: false,
        blank,
        when: Condition::NEVER,
    };
    let blank = a.number.is_none();
    let asked_once = || wanted.sentence.phrases.iter().all(|p| every(p).is_none());
    let said = || fact.phrases.iter().find_map(|(p, _)| every(p));
    Some(match said().filter(|_| asked_once()) {
        None => part(low, high, blank),
        Some(round) => match rounds(fact, round) {
            Some(n) => part(
                low.times(n).unwrap_or(low),
                high.and_then(|h| h.times(n)),
                blank,
            ),
            // Again and again, nobody says how often.
            None => part(low, None, true),
        },
    })
}

/// How often something comes back.
fn every(p: &Phrase) -> Option<&Duration> {
    match &p.kind {
        PhraseKind::Time(_, Bound::Every(d)) => Some(d),
        _ => None,
    }
}

/// How many rounds there are in all the time for which something is said.
fn rounds(fact: &Fact, round: &Duration) -> Option<Exact> {
    let lasts = fact.phrases.iter().find_map(|(p, _)| match &p.kind {
        PhraseKind::Time(None, Bound::For(None, d)) => Some(d),
        _ => None,
    })?;
    let n = Length::of(lasts)?.over(Length::of(round)?)?;
    n.whole().is_some().then_some(n)
}

/// What a share is one of.
fn whole_of(s: &Sentence) -> Option<&Thing> {
    match &counted(s)?.1.of.as_deref()?.base {
        Base::Thing(t) => Some(t),
        _ => None,
    }
}

//! Places: patterns read them leaf by leaf.

use super::extent::Extent;
use super::lists::Silence;
use super::{Ask, Bound, Engine, Mode, Theta};
use crate::condition::Condition;
use crate::model::*;
use crate::vocabulary::Leaves;

/// What a pattern asks of a place.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// `any part of`, `all of`, or neither.
    pub quantifier: Quantifier,
    /// The variable it binds.
    pub variable: Option<u8>,
    /// Nothing: any place at all.
    pub leaves: Option<Leaves>,
    /// Of these leaves, those of which it is not known whether they belong to what is asked, and why.
    pub doubt: Option<(Leaves, Hole)>,
}

impl Asked {
    /// `all of` a place.
    pub(super) fn is_all(&self) -> bool {
        self.quantifier == Quantifier::All && self.variable.is_none()
    }

    /// The leaves asked for; nothing: any place at all.
    pub(super) fn leaves(&self) -> Option<&Leaves> {
        self.leaves.as_ref()
    }
}

impl Engine<'_> {
    /// The place a pattern's list means, if it means one.
    pub(super) fn as_place(&mut self, p: &List, theta: &Theta) -> Option<Asked> {
        let mut out: Option<Asked> = None;
        for item in &p.items {
            let asked = match &item.base {
                Base::Place(place) => self.asked(place, theta),
                Base::Group(l) if item.matcher == Some(Matcher::OneOf) => {
                    let mut a = self.as_place(l, theta)?;
                    a.quantifier = Quantifier::Any;
                    a
                }
                Base::Variable(n) => match theta.get(*n) {
                    Some(Bound::Places(l)) => Asked {
                        quantifier: Quantifier::Some,
                        variable: None,
                        leaves: Some(l.clone()),
                        doubt: None,
                    },
                    _ => return None,
                },
                _ => return None,
            };
            match &mut out {
                None => out = Some(asked),
                Some(old) => {
                    // What one of them surely holds is not in doubt by another.
                    let sure = |a: &Asked| {
                        a.leaves.as_ref().map(|l| {
                            a.doubt
                                .as_ref()
                                .map_or_else(|| l.clone(), |(d, _)| l.without(d))
                        })
                    };
                    let known = sure(old)
                        .unwrap_or_default()
                        .or(&sure(&asked).unwrap_or_default());
                    old.doubt = match (old.doubt.take(), asked.doubt) {
                        (Some((a, h)), Some((b, _))) => Some((a.or(&b), h)),
                        (a, b) => a.or(b),
                    }
                    .map(|(l, h)| (l.without(&known), h))
                    .filter(|(l, _)| !l.is_empty());
                    match (&mut old.leaves, asked.leaves) {
                        (Some(a), Some(b)) => *a = a.or(&b),
                        (a, _) => *a = None,
                    }
                }
            }
        }
        let mut out = out?;
        for e in &p.except {
            if let (Base::Place(place), Some(l)) = (&e.base, &mut out.leaves) {
                let away = self.extent(place, theta).sure;
                *l = l.without(&away);
                if let Some((d, _)) = &mut out.doubt {
                    *d = d.without(&away);
                }
            }
        }
        Some(out)
    }

    fn asked(&mut self, place: &Place, theta: &Theta) -> Asked {
        match place {
            Place::Part(q, inner) => {
                let mut a = self.asked(inner, theta);
                a.quantifier = *q;
                a
            }
            Place::Every(q, _, variable) => Asked {
                quantifier: *q,
                variable: *variable,
                leaves: None,
                doubt: None,
            },
            Place::Variable(n) => match theta.get(*n) {
                Some(Bound::Places(l)) => Asked {
                    quantifier: Quantifier::Some,
                    variable: Some(*n),
                    leaves: Some(l.clone()),
                    doubt: None,
                },
                _ => Asked {
                    quantifier: Quantifier::Any,
                    variable: Some(*n),
                    leaves: None,
                    doubt: None,
                },
            },
            // Against other places a band is looked at when it meets them (`across_bands`).
            Place::Band(band, _) => Asked {
                quantifier: Quantifier::Some,
                variable: None,
                leaves: Some(self.v.places.band(*band).clone()),
                doubt: None,
            },
            other => {
                let e = self.extent(other, theta);
                let doubt = e
                    .hole
                    .filter(|_| !e.maybe.is_empty())
                    .map(|h| (e.maybe.clone(), h));
                Asked {
                    quantifier: Quantifier::Some,
                    variable: None,
                    leaves: Some(e.sure.or(&e.maybe)),
                    doubt,
                }
            }
        }
    }

    /// `one of`, `only`, `excludes`, `other than` before places. Nothing: no such matcher, or no places.
    pub(super) fn place_matcher(
        &mut self,
        p: &List,
        f: Option<&List>,
        ask: Ask,
        silence: Silence,
        theta: &Theta,
    ) -> Option<Vec<(Theta, Condition)>> {
        let [item] = &p.items[..] else { return None };
        let matcher = item.matcher.filter(|m| {
            matches!(
                m,
                Matcher::OneOf | Matcher::Only | Matcher::Excludes | Matcher::OtherThan
            )
        })?;
        let plain = List {
            items: vec![Item {
                matcher: None,
                ..item.clone()
            }],
            except: p.except.clone(),
            span: p.span,
        };
        let asked = self.as_place(&plain, theta)?;
        let any = Asked {
            quantifier: Quantifier::Any,
            variable: None,
            ..asked.clone()
        };
        Some(match matcher {
            Matcher::OneOf => self.place(&any, f, ask, silence, theta),
            Matcher::Only => {
                if f.is_none() && silence == Silence::Nothing && !ask.ban {
                    return Some(Vec::new());
                }
                let inside = Asked {
                    quantifier: Quantifier::Some,
                    ..any
                };
                self.place(&inside, f, ask.by(Mode::Within), silence, theta)
            }
            Matcher::OtherThan => {
                let others = self
                    .everywhere()
                    .without(&asked.leaves.clone().unwrap_or_default());
                let other = Asked {
                    leaves: Some(others),
                    doubt: None,
                    ..any
                };
                self.place(&other, f, ask.by(Mode::Overlap), silence, theta)
            }
            _ => {
                let ways = self.place(&any, f, ask.by(Mode::Overlap), silence, theta);
                let inside = ways
                    .into_iter()
                    .fold(Condition::NEVER, |c, (_, d)| self.or(c, d));
                let c = self.store.not(inside);
                if c.is_never() {
                    Vec::new()
                } else {
                    vec![(theta.clone(), c)]
                }
            }
        })
    }

    /// A pattern's place against a fact's.
    pub(super) fn place(
        &mut self,
        p: &Asked,
        f: Option<&List>,
        ask: Ask,
        silence: Silence,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let everything = f.is_none() && (ask.ban || silence == Silence::Everything);
        let (mut sure, mut doubtful) = match f {
            Some(f) => self.leaves_of(f, theta),
            None if everything => (vec![(self.everywhere(), Condition::ALWAYS)], Vec::new()),
            None => match silence {
                Silence::Unspecified(h) => (
                    Vec::new(),
                    vec![(
                        Extent {
                            maybe: self.everywhere(),
                            hole: Some(h),
                            nonempty: true,
                            ..Extent::default()
                        },
                        Condition::ALWAYS,
                    )],
                ),
                _ => return Vec::new(),
            },
        };
        let narrow = |l: &Leaves| p.leaves.as_ref().map_or_else(|| l.clone(), |a| a.and(l));
        if p.variable.is_some() || p.leaves.is_none() {
            // Binds or narrows a variable, one way for each condition.
            let mut out: Vec<(Theta, Condition)> = Vec::new();
            let mut by_condition: Vec<(Condition, Leaves)> = Vec::new();
            for (l, c) in &sure {
                let l = narrow(l);
                match by_condition.iter_mut().find(|(x, _)| x == c) {
                    Some((_, old)) => *old = old.or(&l),
                    None => by_condition.push((*c, l)),
                }
            }
            for (e, c) in &doubtful {
                let l = narrow(&e.maybe);
                if l.is_empty() {
                    continue;
                }
                let q = match e.hole {
                    Some(h) => {
                        let name = self.place_asked(h, p.leaves.as_ref());
                        self.hole(h, &name)
                    }
                    None => Condition::ALWAYS,
                };
                let c = self.and(*c, q);
                by_condition.push((c, l));
            }
            for (c, l) in by_condition {
                if l.is_empty() {
                    continue;
                }
                let t = p
                    .variable
                    .map_or_else(|| theta.clone(), |v| theta.with(v, Bound::Places(l)));
                out.push((t, c));
            }
            return self.merge(out);
        }
        let Some(asked) = p.leaves.clone() else {
            return Vec::new();
        };
        if let Some(f) = f {
            self.across_bands(&asked, f, ask, &mut sure, &mut doubtful);
        }
        if let Some((maybe, hole)) = p
            .doubt
            .clone()
            .filter(|(m, _)| ask.mode != Mode::Within && !m.is_empty())
        {
            return self.doubtful_place(p, f, ask, silence, theta, (&maybe, hole));
        }
        let all = match p.quantifier {
            Quantifier::All => true,
            Quantifier::Any | Quantifier::No => false,
            Quantifier::Some => {
                matches!(ask.mode, Mode::Cover) || (ask.ban && ask.mode == Mode::Entail)
            }
        };
        let c = if ask.mode == Mode::Within {
            let mut c = Condition::ALWAYS;
            for (l, when) in &sure {
                if !l.within(&asked) {
                    let not = self.store.not(*when);
                    c = self.and(c, not);
                }
            }
            for (e, when) in &doubtful {
                if !e.maybe.within(&asked) {
                    let q = match e.hole {
                        Some(h) => {
                            let name = self.place_asked(h, Some(&asked));
                            self.hole(h, &name)
                        }
                        None => Condition::NEVER,
                    };
                    let not = self.store.not(*when);
                    let q = self.or(not, q);
                    c = self.and(c, q);
                }
            }
            c
        } else if all {
            self.all_leaves(&asked, &sure, &doubtful)
        } else {
            self.any_leaf(&asked, &sure, &doubtful)
        };
        if c.is_never() {
            Vec::new()
        } else {
            vec![(theta.clone(), c)]
        }
    }

    /// A place of which it is not known whether some leaves belong to it: those that surely do, and each of the others under its question.
    fn doubtful_place(
        &mut self,
        p: &Asked,
        f: Option<&List>,
        ask: Ask,
        silence: Silence,
        theta: &Theta,
        (maybe, hole): (&Leaves, Hole),
    ) -> Vec<(Theta, Condition)> {
        let all = match p.quantifier {
            Quantifier::All => true,
            Quantifier::Any | Quantifier::No => false,
            Quantifier::Some => {
                matches!(ask.mode, Mode::Cover) || (ask.ban && ask.mode == Mode::Entail)
            }
        };
        let part = |leaves: Leaves| Asked {
            leaves: Some(leaves),
            doubt: None,
            ..p.clone()
        };
        let holds = |e: &mut Self, leaves: Leaves| -> Condition {
            let ways = e.place(&part(leaves), f, ask, silence, theta);
            ways.into_iter()
                .fold(Condition::NEVER, |c, (_, d)| e.or(c, d))
        };
        let sure = p.leaves.clone().unwrap_or_default().without(maybe);
        let mut c = if sure.is_empty() {
            Condition::of(all)
        } else {
            holds(self, sure)
        };
        for leaf in maybe.iter() {
            let mut one = Leaves::default();
            one.insert(leaf);
            let met = holds(self, one);
            let belongs = self.belongs(hole, leaf);
            c = if all {
                let not = self.store.not(belongs);
                let met = self.or(not, met);
                self.and(c, met)
            } else {
                let met = self.and(belongs, met);
                self.or(c, met)
            };
        }
        if c.is_never() {
            Vec::new()
        } else {
            vec![(theta.clone(), c)]
        }
    }

    fn all_leaves(
        &mut self,
        asked: &Leaves,
        sure: &[(Leaves, Condition)],
        doubtful: &[(Extent, Condition)],
    ) -> Condition {
        let mut c = Condition::of(!asked.is_empty());
        for leaf in asked.iter() {
            let mut here = Condition::NEVER;
            for (l, when) in sure {
                if l.contains(leaf) {
                    here = self.or(here, *when);
                }
            }
            for (e, when) in doubtful {
                if e.maybe.contains(leaf)
                    && let Some(h) = e.hole
                {
                    let name = self.v.name(self.v.places.name(leaf)).to_owned();
                    let q = self.hole(h, &format!("`{name}`"));
                    let q = self.and(*when, q);
                    here = self.or(here, q);
                }
            }
            c = self.and(c, here);
            if c.is_never() {
                break;
            }
        }
        c
    }

    fn any_leaf(
        &mut self,
        asked: &Leaves,
        sure: &[(Leaves, Condition)],
        doubtful: &[(Extent, Condition)],
    ) -> Condition {
        let mut c = Condition::NEVER;
        for (l, when) in sure {
            if !l.and(asked).is_empty() {
                c = self.or(c, *when);
            }
        }
        for (e, when) in doubtful {
            if e.maybe.and(asked).is_empty() {
                continue;
            }
            // Some part of what is asked: then it overlaps for certain.
            let q = match e.hole {
                Some(h)
                    if !(e.nonempty && e.maybe.within(asked)) && e.part.and(asked).is_empty() =>
                {
                    let name = self.place_asked(h, Some(asked));
                    self.hole(h, &name)
                }
                _ => Condition::ALWAYS,
            };
            let q = self.and(*when, q);
            c = self.or(c, q);
        }
        c
    }

    /// A pattern's place against a set of leaves, and where it is said that they are meant.
    pub(super) fn place_against_leaves(
        &mut self,
        p: &Asked,
        leaves: &Leaves,
        at: Option<crate::source::Span>,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        if p.variable.is_some() || p.leaves.is_none() {
            let l = p
                .leaves
                .as_ref()
                .map_or_else(|| leaves.clone(), |a| a.and(leaves));
            if l.is_empty() {
                return Vec::new();
            }
            let t = p
                .variable
                .map_or_else(|| theta.clone(), |v| theta.with(v, Bound::Places(l)));
            return vec![(t, Condition::ALWAYS)];
        }
        let Some(asked) = &p.leaves else {
            return Vec::new();
        };
        let all = match p.quantifier {
            Quantifier::All => true,
            Quantifier::Some => ask.mode == Mode::Cover,
            _ => false,
        };
        let fits = match ask.mode {
            Mode::Within => leaves.within(asked),
            _ if all => !asked.is_empty() && asked.within(leaves),
            _ => !asked.and(leaves).is_empty(),
        };
        if fits {
            return vec![(theta.clone(), Condition::ALWAYS)];
        }
        // A band takes a part of what its line touches, and of any other place perhaps something.
        let places = &self.v.places;
        let mut bands = places.families().iter();
        let Some(band) = bands.find(|f| !f.strips.and(leaves).is_empty()) else {
            return Vec::new();
        };
        if all || ask.mode == Mode::Within || asked.within(&band.strips) {
            return Vec::new();
        }
        if !band.touched.and(asked).is_empty() {
            return vec![(theta.clone(), Condition::ALWAYS)];
        }
        let Some(span) = at else { return Vec::new() };
        let blank = Blank::Map;
        let hole = Hole { blank, span };
        let name = self.place_asked(hole, Some(asked));
        vec![(theta.clone(), self.hole(hole, &name))]
    }
}

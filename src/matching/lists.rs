//! Lists: what a pattern asks of a role or field, against what the fact holds in it.

use super::theta::item_of;
use super::{Ask, Bound, Engine, Mode, Theta};
use crate::condition::{Condition, Owner, Question};
use crate::model::*;
use crate::vocabulary::NodeId;

/// What silence about a role or field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// Nothing is said.
    Nothing,
    /// Everything is meant.
    Everything,
    /// Something the text does not name; the span stands for it.
    Unspecified(Hole),
}

/// How the values of a pattern's list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// One of them is enough.
    Any,
    /// All are asked.
    All,
}

/// What a fact holds in a role or field, as far as a pattern asks.
#[derive(Clone, Copy)]
struct Held<'l> {
    /// Its values, each with the condition of its alternative.
    values: &'l [(Condition, &'l Item)],
    /// What it takes away.
    except: &'l [Item],
    /// What the pattern takes away from all it asks for.
    away: &'l [Item],
}

impl Engine<'_> {
    /// All ways in which a pattern's list matches a fact's.
    pub(super) fn list(
        &mut self,
        p: &List,
        f: Option<&List>,
        ask: Ask,
        silence: Silence,
        join: Join,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        if let Some(Base::Place(Place::Variable(n))) = p.except.first().map(|i| &i.base)
            && theta.get(*n).is_none()
        {
            // `except R` in a rule: R is what the fact takes away.
            let Some(f) = f else { return Vec::new() };
            let away = self.excepted_leaves(f, theta);
            if away.is_empty() {
                return Vec::new();
            }
            let theta = theta.with(*n, Bound::Places(away));
            let plain = List {
                except: Vec::new(),
                ..p.clone()
            };
            return self.list(&plain, Some(f), ask, silence, join, &theta);
        }
        if let [
            Item {
                base: Base::Variable(n),
                ..
            },
        ] = &p.except[..]
            && theta.get(*n).is_none()
        {
            // `no actor except A` in a rule: A is the one whom the fact excepts.
            let Some(f) = f else { return Vec::new() };
            let [
                Item {
                    base: Base::Thing(left),
                    ..
                },
            ] = &f.except[..]
            else {
                return Vec::new();
            };
            let plain = List {
                except: Vec::new(),
                ..p.clone()
            };
            let all = List {
                except: Vec::new(),
                ..f.clone()
            };
            let theta = theta.with(*n, Bound::Node(left.node));
            return self.list(&plain, Some(&all), ask, silence, join, &theta);
        }
        if let Some(ways) = self.place_matcher(p, f, ask, silence, theta) {
            return ways;
        }
        if let Some(place) = self.as_place(p, theta) {
            return self.place(&place, f, ask, silence, theta);
        }
        let Some(f) = f else {
            return self.silent(p, silence, ask, theta);
        };
        let held = Held {
            values: &self.flatten(f),
            except: &f.except,
            away: &p.except,
        };
        let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
        match join {
            Join::All => {
                for item in &p.items {
                    let mut next = Vec::new();
                    for (t, c) in &ways {
                        for (t2, c2) in self.one(item, held, ask, t) {
                            let c = self.and(*c, c2);
                            next.push((t2, c));
                        }
                    }
                    ways = self.merge(next);
                }
                ways
            }
            Join::Any => {
                let mut out = Vec::new();
                for item in &p.items {
                    out.extend(self.one(item, held, ask, theta));
                }
                self.merge(out)
            }
        }
    }

    /// A pattern on a role about which the fact is silent.
    fn silent(
        &mut self,
        p: &List,
        silence: Silence,
        ask: Ask,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let excludes = p.items.iter().any(|i| i.matcher == Some(Matcher::Excludes));
        match silence {
            Silence::Everything => vec![(theta.clone(), Condition::of(!excludes))]
                .into_iter()
                .filter(|(_, c)| c.is_always())
                .collect(),
            Silence::Nothing => {
                if excludes {
                    vec![(theta.clone(), Condition::ALWAYS)]
                } else {
                    Vec::new()
                }
            }
            Silence::Unspecified(hole) => {
                let span = p.span;
                let item = Item {
                    matcher: None,
                    base: Base::Hole(hole),
                    span,
                };
                let held = Held {
                    values: &[(Condition::ALWAYS, &item)],
                    except: &[],
                    away: &p.except,
                };
                let mut out = Vec::new();
                // What is left open in words is not what is left out.
                let named = |i: &&Item| !matches!(i.base, Base::Hole(_));
                for asked in p.items.iter().filter(named) {
                    out.extend(self.one(asked, held, ask.by(Mode::Overlap).of(false), theta));
                }
                self.merge(out)
            }
        }
    }

    /// A fact's values one by one, each with the condition of its alternative.
    pub(super) fn flatten<'l>(&mut self, f: &'l List) -> Vec<(Condition, &'l Item)> {
        let mut out = Vec::with_capacity(f.items.len());
        let mut todo: Vec<(Condition, &'l Item)> = Vec::new();
        for first in &f.items {
            todo.push((Condition::ALWAYS, first));
            while let Some((c, item)) = todo.pop() {
                match &item.base {
                    Base::Group(l) => todo.extend(l.items.iter().rev().map(|i| (c, i))),
                    Base::Choice(choice) => {
                        let labels = crate::model::choices::labels(choice);
                        for (n, (_, list)) in choice.alternatives.iter().enumerate().rev() {
                            let a = crate::fact::choice(
                                self.store,
                                self.draft,
                                choice.ambiguity.as_deref(),
                                choice.span,
                                &labels,
                                n,
                            );
                            let c = self.and(c, a);
                            todo.extend(list.items.iter().rev().map(|i| (c, i)));
                        }
                    }
                    _ => out.push((c, item)),
                }
            }
        }
        out
    }

    /// One value of a pattern against all values of a fact.
    fn one(&mut self, p: &Item, held: Held, ask: Ask, theta: &Theta) -> Vec<(Theta, Condition)> {
        let group = |p: &Item| match &p.base {
            Base::Group(l) => l.items.clone(),
            _ => vec![Item {
                matcher: None,
                ..p.clone()
            }],
        };
        match p.matcher {
            Some(Matcher::OneOf) => {
                let mut out = Vec::new();
                for item in group(p) {
                    out.extend(self.one(&item, held, ask, theta));
                }
                self.merge(out)
            }
            Some(Matcher::Only) => {
                let allowed = group(p);
                let mut c = Condition::of(!held.values.is_empty());
                for (when, f) in held.values {
                    let mut inside = Condition::NEVER;
                    for a in &allowed {
                        for (_, x) in self.element(a, f, ask.by(Mode::Cover), theta) {
                            inside = self.or(inside, x);
                        }
                    }
                    let unless = self.store.not(*when);
                    let ok = self.or(unless, inside);
                    c = self.and(c, ok);
                }
                vec![(theta.clone(), c)]
            }
            Some(Matcher::Excludes) => {
                let mut inside = Condition::NEVER;
                for a in group(p) {
                    for (_, x) in self.one(&a, held, ask.by(Mode::Overlap), theta) {
                        inside = self.or(inside, x);
                    }
                }
                let c = self.store.not(inside);
                vec![(theta.clone(), c)]
            }
            Some(Matcher::OtherThan) => {
                let mut c = Condition::NEVER;
                for (when, f) in held.values {
                    let mut named = Condition::NEVER;
                    for a in group(p) {
                        for (_, x) in self.element(&a, f, ask.by(Mode::Overlap), theta) {
                            named = self.or(named, x);
                        }
                    }
                    let other = self.store.not(named);
                    let other = self.and(*when, other);
                    c = self.or(c, other);
                }
                vec![(theta.clone(), c)]
            }
            _ => {
                if let Base::Group(l) = &p.base {
                    let mut ways = vec![(theta.clone(), Condition::ALWAYS)];
                    for item in &l.items {
                        let mut next = Vec::new();
                        for (t, c) in &ways {
                            for (t2, c2) in self.one(item, held, ask, t) {
                                let c = self.and(*c, c2);
                                next.push((t2, c));
                            }
                        }
                        ways = self.merge(next);
                    }
                    return ways;
                }
                let mut out = Vec::new();
                for (when, f) in held.values {
                    for (t, c) in self.element(p, f, ask, theta) {
                        let except = &self.not_left_out(held, ask, &t);
                        if self.excepted(p, except, ask, &t) {
                            continue;
                        }
                        let Some(t) = self.with_exceptions(p, except, ask, t) else {
                            continue;
                        };
                        let among = self.among_them(p, except, ask);
                        let c = self.and(c, among);
                        let kept = self.besides(p, f, held, ask, &t);
                        let c = self.and(c, kept);
                        let c = self.and(*when, c);
                        out.push((t, c));
                    }
                }
                if out.is_empty()
                    && let Some(each) = self.each_of_all(p)
                {
                    return self.one(&each, held, ask, theta);
                }
                self.merge(out)
            }
        }
    }

    /// What the fact takes away and the pattern does not: what nobody asks for is not missing.
    fn not_left_out(&mut self, held: Held, ask: Ask, theta: &Theta) -> Vec<Item> {
        let asks_less = !held.away.is_empty() && matches!(ask.mode, Mode::Cover | Mode::Entail);
        let mut out = Vec::new();
        for e in held.except {
            let left_out = asks_less
                && held.away.iter().any(|x| {
                    !self
                        .held_against(x, e, ask.by(Mode::Within).of(false), theta)
                        .is_never()
                });
            if !left_out {
                out.push(e.clone());
            }
        }
        out
    }

    /// What the pattern takes away from what it asks for, is not found: `any actor except Watch` is not Watch. Of a wider word it is open whether something else of it is meant.
    fn besides(&mut self, p: &Item, f: &Item, held: Held, ask: Ask, theta: &Theta) -> Condition {
        let all = matches!(&f.base, Base::Thing(t) if t.quantifier == Quantifier::All);
        // For a rule, whoever speaks of forces as such, or of all but what the rule leaves out, does not mean the militia alone.
        let as_such = ask.mode == Mode::Entail
            && self.not_left_out(held, ask, theta).is_empty()
            && matches!((&p.base, &f.base), (Base::Thing(p), Base::Thing(f))
                if p.node == f.node && f.quantifier == Quantifier::Some
                    && f.adjectives.is_empty() && f.attributes.is_empty() && f.located.is_none() && f.unknown.is_none());
        let mut out = Condition::ALWAYS;
        for x in held.away {
            // Whom it names, it names with whatever acts for them.
            let acts = matches!((&f.base, &x.base), (Base::Thing(f), Base::Thing(x)) if ask.doer && self.does_for(f, x));
            let within = if acts {
                Condition::ALWAYS
            } else {
                self.held_against(x, f, ask.by(Mode::Within).of(false), theta)
            };
            let apart = self.store.not(within);
            out = self.and(out, apart);
            // A demand for some is not met by what may be some of these alone; what a ban does not cover need not be banned.
            let wants_apart = ask.mode == Mode::Within
                || matches!(ask.mode, Mode::Cover | Mode::Entail) && !ask.ban && !all && !as_such;
            if out.is_never() || !wants_apart || !within.is_never() {
                continue;
            }
            let taken_by_both = held.except.iter().any(|e| {
                !self
                    .held_against(e, x, ask.by(Mode::Within).of(false), theta)
                    .is_never()
            });
            let meets = self.held_against(x, f, ask.by(Mode::Overlap).of(false), theta);
            if taken_by_both || meets.is_never() {
                continue;
            }
            let other = if ask.mode == Mode::Within {
                Condition::NEVER
            } else {
                self.store
                    .question(Question::LeftOut, p.span, Owner::Interpreter)
            };
            let apart = self.store.not(meets);
            let ok = self.or(apart, other);
            out = self.and(out, ok);
        }
        out
    }

    /// Whether one value lies to another as asked, whatever it binds.
    pub(super) fn held_against(
        &mut self,
        p: &Item,
        f: &Item,
        ask: Ask,
        theta: &Theta,
    ) -> Condition {
        let mut out = Condition::NEVER;
        for (_, c) in self.element(p, f, ask, theta) {
            out = self.or(out, c);
        }
        out
    }

    /// `all parties`: each of them, where the text or the world names them.
    fn each_of_all(&self, p: &Item) -> Option<Item> {
        let Base::Thing(t) = &p.base else { return None };
        if t.quantifier != Quantifier::All || t.variable.is_some() {
            return None;
        }
        let items = self.members(t)?;
        let named = |i: &Item| matches!(i.base, Base::Thing(_));
        (!items.is_empty() && items.iter().all(named)).then(|| Item {
            matcher: None,
            base: Base::Group(Box::new(List {
                items,
                except: Vec::new(),
                span: p.span,
            })),
            span: p.span,
        })
    }

    /// What is taken away from everything of a type: a variable keeps it in mind, and a demand for all of the type is not met.
    fn with_exceptions(
        &mut self,
        p: &Item,
        except: &[Item],
        ask: Ask,
        theta: Theta,
    ) -> Option<Theta> {
        let away: Vec<NodeId> = except
            .iter()
            .filter_map(|e| {
                if let Base::Thing(t) = &e.base {
                    Some(t.node)
                } else {
                    None
                }
            })
            .collect();
        if away.is_empty() {
            return Some(theta);
        }
        let letter = match &p.base {
            Base::Variable(n) => Some(*n),
            Base::Thing(t) => t.variable,
            _ => None,
        };
        if let Some(n) = letter {
            return Some(match theta.get(n) {
                Some(Bound::Every(node, of, _)) => {
                    let every = Bound::Every(*node, *of, away);
                    theta.with(n, every)
                }
                // A word for many, without some of them.
                Some(Bound::Node(node))
                    if self.v.node(*node).kind == crate::vocabulary::NodeKind::Term
                        && away.iter().any(|n| self.v.under(*n, *node)) =>
                {
                    let every = Bound::Every(*node, None, away);
                    theta.with(n, every)
                }
                _ => theta,
            });
        }
        let Base::Thing(t) = &p.base else {
            return Some(theta);
        };
        // A ban that leaves some of it out does not ban all of it.
        if ask.ban
            && matches!(ask.mode, Mode::Cover | Mode::Entail)
            && t.quantifier == Quantifier::Some
            && away
                .iter()
                .any(|n| *n != t.node && self.v.under(*n, t.node))
        {
            return None;
        }
        let all = matches!(t.quantifier, Quantifier::All | Quantifier::No)
            || ask.ban && t.quantifier == Quantifier::Any;
        if matches!(ask.mode, Mode::Cover | Mode::Entail)
            && all
            && away.iter().any(|n| {
                !ask.apart.iter().any(|named| named.contains(n))
                    && !self.falls_in(*n, t, ask, &theta).1.is_never()
            })
        {
            None
        } else {
            Some(theta)
        }
    }

    /// `all prisoners-of-war except officers`: some of the officers may be prisoners of war, and the words do not say.
    fn among_them(&mut self, p: &Item, except: &[Item], ask: Ask) -> Condition {
        let Base::Thing(t) = &p.base else {
            return Condition::ALWAYS;
        };
        if except.is_empty()
            || !matches!(ask.mode, Mode::Cover | Mode::Entail)
            || !matches!(t.quantifier, Quantifier::All)
        {
            return Condition::ALWAYS;
        }
        let term = |e: &Self, n: NodeId| e.v.node(n).kind == crate::vocabulary::NodeKind::Term;
        let mut out = Condition::ALWAYS;
        for e in except {
            let Base::Thing(x) = &e.base else { continue };
            let apart = !self.v.under(x.node, t.node) && !self.v.under(t.node, x.node);
            let akin = self
                .v
                .above(x.node)
                .iter()
                .any(|u| term(self, *u) && self.v.above(t.node).contains(u));
            if apart && akin && term(self, x.node) && term(self, t.node) {
                let name = |n| self.v.name(n).to_owned();
                let q = Question::SomeAre(name(x.node), name(t.node));
                let q = self.store.question(q, e.span, Owner::Interpreter);
                let not = self.store.not(q);
                out = self.and(out, not);
            }
        }
        out
    }

    /// `no actor except OSCE`: the value asked for is taken away.
    fn excepted(&mut self, p: &Item, except: &[Item], ask: Ask, theta: &Theta) -> bool {
        if except.is_empty() {
            return false;
        }
        let p = match &p.base {
            Base::Variable(n) => theta
                .get(*n)
                .map_or_else(|| p.clone(), |b| item_of(b, p.span)),
            Base::Thing(Thing {
                variable: Some(n), ..
            }) => theta
                .get(*n)
                .map_or_else(|| p.clone(), |b| item_of(b, p.span)),
            _ => p.clone(),
        };
        let Base::Thing(thing) = &p.base else {
            return false;
        };
        if thing.quantifier != Quantifier::Some {
            return false;
        }
        let except = List {
            items: except.to_vec(),
            except: Vec::new(),
            span: p.span,
        };
        // A ban from which somebody's force is excepted is none on all that he does.
        let whole = ask.doer && ask.ban && matches!(ask.mode, Mode::Cover | Mode::Entail);
        self.flatten(&except).iter().any(|(_, e)| {
            let Base::Thing(t) = &e.base else {
                return false;
            };
            let named = t.quantifier == Quantifier::Some
                && (self.v.under(thing.node, t.node) || ask.doer && self.does_for(thing, t));
            named || whole && self.does_for(t, thing)
        })
    }

    /// A variable of the rule's header that is not bound yet stands for its whole type.
    pub(super) fn unbound(n: u8, ask: Ask, span: crate::source::Span) -> Item {
        let item = ask
            .header
            .iter()
            .find(|(v, _)| *v == n)
            .map(|(_, i)| i.clone());
        item.unwrap_or(Item {
            matcher: None,
            base: Base::Anything,
            span,
        })
    }

    /// The variable's value as a pattern, or its type.
    pub(super) fn resolve(n: u8, ask: Ask, theta: &Theta, span: crate::source::Span) -> Item {
        match theta.get(n) {
            Some(Bound::Places(_)) | None => Self::unbound(n, ask, span),
            Some(b) => item_of(b, span),
        }
    }
}

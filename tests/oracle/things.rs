//! Things and types in patterns: `any actor A`, `any member of X`, adjectives before a variable.

use super::Oracle;
use super::matching::Mode;
use super::values::*;
use armistice::model::*;
use armistice::vocabulary::{NodeId, NodeKind};

impl Oracle<'_> {
    pub fn thing_matches(
        &self,
        i: &Item,
        t: &Thing,
        v: &Val,
        all: bool,
        ban: bool,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        let yes = |b: bool| if b { vec![env.clone()] } else { Vec::new() };
        if let Val::Amount(Amt {
            counts: Some(n), ..
        }) = v
            && !(t.quantifier != Quantifier::Some
                && matches!(
                    self.v().name(t.node),
                    "quantity" | "value" | "number" | "thing"
                ))
        {
            // So many of them are some of them.
            let some = Noun {
                total: false,
                ..plain(*n)
            };
            return self.thing_matches(i, t, &Val::Noun(some), all, ban, mode, env);
        }
        if let Some(h) = t.unknown {
            // `unspecified people`: the text itself does not say which.
            let _ = h;
            return Ok(yes(match v {
                Val::Hole(_, unsaid) => *unsaid,
                Val::Noun(f) => f.unknown.is_some() && self.under(f.node, t.node),
                _ => false,
            }));
        }
        if t.quantifier != Quantifier::Some
            && let Some(members) = self.relation(t, env)?
        {
            return self.member_matches(t, &members, v, env);
        }
        let is_type = self.v().node(t.node).kind == NodeKind::Type;
        let some = t.quantifier == Quantifier::Any && !(mode == Mode::Cover && ban);
        if some
            && t.of.is_none()
            && t.adjectives.is_empty()
            && t.attributes.is_empty()
            && t.located.is_none()
        {
            return self.any_of(t, is_type, v, env, mode);
        }
        let of = match t.of.as_deref() {
            Some(Item {
                base: Base::Variable(n),
                ..
            }) => match &env[usize::from(*n)] {
                Some(v) => vec![v.clone()],
                None if t.adjectives.contains(&t.node) => {
                    // `de-facto B`, with B free: the adjective, then the thing.
                    return self.adjective_then_variable(i, t, *n, v, mode, env);
                }
                None => return Err("an owner that is not bound".into()),
            },
            Some(o) => self.vals(
                &List {
                    items: vec![o.clone()],
                    except: Vec::new(),
                    span: o.span,
                },
                false,
                false,
            )?,
            None => Vec::new(),
        };
        let behind_adjective = matches!(
            t.of.as_deref(),
            Some(Item {
                base: Base::Variable(_),
                ..
            })
        ) && t.adjectives.contains(&t.node);
        let p = if behind_adjective {
            match &of[..] {
                [Val::Noun(n)] => Noun {
                    adjectives: t.adjectives.clone(),
                    ..n.clone()
                },
                _ => return self.adjective_then_value(i, t, of, v, mode, env),
            }
        } else {
            Noun {
                node: t.node,
                total: true,
                adjectives: t.adjectives.clone(),
                of,
                narrowed: !t.attributes.is_empty() || t.located.is_some(),
                unknown: None,
                except: Vec::new(),
            }
        };
        let asks_all = match t.quantifier {
            Quantifier::All | Quantifier::No => true,
            Quantifier::Any => !some,
            Quantifier::Some => all && mode != Mode::Overlap,
        };
        let asks_all = asks_all && !self.individual(p.node);
        let hit = self.node_matches(&p, asks_all, i.matcher, v, mode, env)?;
        Ok(if hit {
            self.bind(env, t.variable, v.clone())
        } else {
            Vec::new()
        })
    }

    fn adjective_then_variable(
        &self,
        i: &Item,
        t: &Thing,
        n: u8,
        v: &Val,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        match v {
            Val::Noun(f) => {
                let p = Noun {
                    adjectives: t.adjectives.clone(),
                    ..plain(f.node)
                };
                if !self.restriction(&p, f, i.matcher, mode, env)? {
                    return Ok(Vec::new());
                }
                self.bind_typed(n, &Val::Noun(plain(f.node)), env)
            }
            Val::Hole(..) => Err("a hole where an adjective and a noun stand".into()),
            _ => Ok(Vec::new()),
        }
    }

    fn adjective_then_value(
        &self,
        i: &Item,
        t: &Thing,
        of: Vec<Val>,
        v: &Val,
        mode: Mode,
        env: &Env,
    ) -> Res<Vec<Env>> {
        match v {
            Val::Noun(f) => {
                let p = Noun {
                    adjectives: t.adjectives.clone(),
                    ..plain(f.node)
                };
                let same = of.len() == 1 && self.same(&of[0], &Val::Noun(plain(f.node)));
                Ok(if same && self.restriction(&p, f, i.matcher, mode, env)? {
                    vec![env.clone()]
                } else {
                    Vec::new()
                })
            }
            _ => Err("a hole where an adjective and a noun stand".into()),
        }
    }

    /// `any member of X`, `any party`.
    fn member_matches(&self, t: &Thing, members: &[NodeId], v: &Val, env: &Env) -> Res<Vec<Env>> {
        Ok(match v {
            Val::Noun(f) if self.individual(f.node) => {
                if members.contains(&f.node) {
                    self.bind(env, t.variable, v.clone())
                } else {
                    Vec::new()
                }
            }
            Val::Noun(f) if f.total => {
                let hit: Vec<NodeId> = members
                    .iter()
                    .copied()
                    .filter(|m| self.under(*m, f.node) && !f.except.contains(m))
                    .collect();
                hit.into_iter()
                    .flat_map(|m| self.bind(env, t.variable, Val::Noun(plain(m))))
                    .collect()
            }
            Val::Hole(h, _) => {
                for m in members {
                    if self.is(*h, *m) {
                        return Ok(self.bind(env, t.variable, Val::Noun(plain(*m))));
                    }
                }
                Vec::new()
            }
            Val::Holes(h, _) => {
                let hit: Vec<NodeId> = members
                    .iter()
                    .copied()
                    .filter(|m| self.among(*h, *m))
                    .collect();
                hit.into_iter()
                    .flat_map(|m| self.bind(env, t.variable, Val::Noun(plain(m))))
                    .collect()
            }
            _ => Vec::new(),
        })
    }

    /// `any T`.
    pub fn any_of(
        &self,
        t: &Thing,
        is_type: bool,
        v: &Val,
        env: &Env,
        mode: Mode,
    ) -> Res<Vec<Env>> {
        Ok(match v {
            Val::Noun(f)
                if is_type
                    && !self.individual(f.node)
                    && f.total
                    && self.under(f.node, self.named("actor")) =>
            {
                let mut out = Vec::new();
                for x in self.universe(f.node) {
                    let fits = match &x {
                        Val::Noun(n) => self.under(n.node, t.node) && !f.except.contains(&n.node),
                        Val::Anon(s) => self.under(*s, t.node),
                        _ => false,
                    };
                    if fits {
                        out.extend(self.bind(env, t.variable, x));
                    }
                }
                out
            }
            Val::Noun(f) => {
                let hit = self.under(f.node, t.node)
                    || (mode == Mode::Overlap && self.under(t.node, f.node))
                    || (f.total && self.under(t.node, f.node));
                if hit {
                    self.bind(env, t.variable, v.clone())
                } else {
                    Vec::new()
                }
            }
            Val::Anon(s) => {
                if self.under(*s, t.node) {
                    self.bind(env, t.variable, v.clone())
                } else {
                    Vec::new()
                }
            }
            Val::Hole(h, _) => {
                if !is_type || self.within(*h, t.node) {
                    self.bind(env, t.variable, v.clone())
                } else {
                    Vec::new()
                }
            }
            Val::Holes(..) => {
                if t.variable.is_some() {
                    return Err("a variable bound to several unsaid things".into());
                }
                vec![env.clone()]
            }
            Val::Amount(_) => {
                if matches!(self.v().name(t.node), "quantity" | "value" | "number") {
                    vec![env.clone()]
                } else {
                    Vec::new()
                }
            }
            Val::Date(_) => {
                if matches!(self.v().name(t.node), "date" | "value") {
                    vec![env.clone()]
                } else {
                    Vec::new()
                }
            }
            Val::Steps(s, _) => {
                if *s == t.node {
                    vec![env.clone()]
                } else {
                    Vec::new()
                }
            }
            Val::Place(_) | Val::Leaf(_) | Val::Rest(_) => {
                return Err("`any` of a type where a place stands".into());
            }
            _ => Vec::new(),
        })
    }
}

//! Values of a fact in one completion: brackets replaced, quantified nouns spelt out, amounts as intervals.

use super::Oracle;
use super::choice::key;
use armistice::model::*;
use armistice::source::Span;
use armistice::vocabulary::{DayRange, NodeId, NodeKind};

/// Why something is not judged, or the result.
pub type Res<T> = Result<T, String>;

/// Variables by letter.
pub type Env = Vec<Option<Val>>;

/// A thing or term of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Noun {
    pub node: NodeId,
    /// All there is of it is meant.
    pub total: bool,
    pub adjectives: Vec<NodeId>,
    pub of: Vec<Val>,
    /// It is narrowed by what is not compared here.
    pub narrowed: bool,
    pub unknown: Option<Span>,
    pub except: Vec<NodeId>,
}

/// An end of an interval, and whether it belongs to it.
pub type End = Option<(Exact, bool)>;

/// An amount of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Amt {
    /// What the unit counts.
    pub counts: Option<NodeId>,
    pub low: End,
    pub high: End,
    /// The number is a hole.
    pub hole: Option<Span>,
    pub dimension: Option<String>,
    pub per: Option<String>,
    pub of: Vec<Val>,
    pub span: Span,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Noun(Noun),
    /// Some actor of a sort that no text names.
    Anon(NodeId),
    /// One thing the text does not say; the second: nothing but `unspecified` and `someone` is matched by `unspecified`.
    Hole(Span, bool),
    /// Things the text does not say, in a field of many.
    Holes(Span, bool),
    Leaf(usize),
    /// A place of the draft, by its address in the model.
    Place(PlaceVal),
    Amount(Amt),
    Date(DayRange),
    Text(String),
    Clause(String),
    AllClauses,
    /// Everything but these.
    Rest(Vec<Val>),
    /// A step of a scale with `at least` and the like is an interval.
    Steps(NodeId, Vec<NodeId>),
}

/// A place, compared by where it stands.
#[derive(Clone, Debug)]
pub struct PlaceVal(pub Place, pub Span);

impl PartialEq for PlaceVal {
    fn eq(&self, other: &PlaceVal) -> bool {
        self.1 == other.1
    }
}

pub fn plain(node: NodeId) -> Noun {
    Noun {
        node,
        total: true,
        adjectives: Vec::new(),
        of: Vec::new(),
        narrowed: false,
        unknown: None,
        except: Vec::new(),
    }
}

impl Oracle<'_> {
    pub fn named(&self, word: &str) -> NodeId {
        self.v()
            .words
            .get(word)
            .copied()
            .unwrap_or(NodeId(u32::MAX))
    }

    pub fn under(&self, a: NodeId, b: NodeId) -> bool {
        self.v().under(a, b)
    }

    /// Is it one thing of the world, not a word for many?
    pub fn individual(&self, n: NodeId) -> bool {
        self.v().node(n).kind == NodeKind::Thing
    }

    /// Every actor of a type: those declared, and for every sort one nobody declared.
    pub fn universe(&self, of: NodeId) -> Vec<Val> {
        let v = self.v();
        let mut out: Vec<Val> = Vec::new();
        for (i, n) in v.nodes.iter().enumerate() {
            let id = NodeId(i as u32);
            if n.kind == NodeKind::Thing && v.under(id, of) && v.under(id, self.named("actor")) {
                out.push(Val::Noun(plain(id)));
            }
        }
        for sort in [
            "state",
            "organisation",
            "group",
            "body",
            "force",
            "office",
            "organ",
        ] {
            let sort = self.named(sort);
            if v.under(sort, of) {
                out.push(Val::Anon(sort));
            }
        }
        // A type narrower than any sort: somebody of that type.
        if !out.iter().any(|v| matches!(v, Val::Anon(_))) {
            out.push(Val::Anon(of));
        }
        out
    }

    /// The things a field of the world names, and whether it leaves some unsaid.
    pub fn world_field(&self, of: NodeId, field: &str) -> (Vec<NodeId>, bool) {
        let day = self.draft.dated.map(|d| d.first);
        let Some(fact) = self.v().fact(of, field, day) else {
            return (Vec::new(), false);
        };
        let mut out = Vec::new();
        let mut open = false;
        for value in &fact.field.value.values {
            match &value.base {
                armistice::syntax::tree::Base::Noun { name: Some(n), .. } => {
                    out.extend(self.v().names.get(&n.text).copied())
                }
                armistice::syntax::tree::Base::Noun { words, .. } => {
                    out.extend(words.last().and_then(|w| self.v().word(&w.text)))
                }
                _ => open = true,
            }
        }
        (out, open)
    }

    /// The actors behind `member of X`, `neighbour of X`, `party`; nothing: it is no such word.
    pub fn relation(&self, t: &Thing, env: &Env) -> Res<Option<Vec<NodeId>>> {
        let field = match self.v().name(t.node) {
            "party" => return Ok(Some(self.draft.parties.clone())),
            "member" => "members",
            "neighbour" => "neighbours",
            _ => return Ok(None),
        };
        let of = match t.of.as_ref().map(|i| &i.base) {
            Some(Base::Thing(o)) => o.node,
            Some(Base::Place(Place::Region(n))) => *n,
            Some(Base::Variable(n)) => match env.get(usize::from(*n)) {
                Some(Some(Val::Noun(n))) => n.node,
                _ => return Err("members of what is not known".into()),
            },
            _ => return Err("members of what is not a name".into()),
        };
        match self.world_field(of, field) {
            (_, true) => Err("members that nobody names".into()),
            (list, false) => Ok(Some(list)),
        }
    }

    /// The values of a list of a fact in this completion. `total`: a bare noun means all. `many`: a hole stands for several.
    pub fn vals(&self, list: &List, total: bool, many: bool) -> Res<Vec<Val>> {
        let mut out = Vec::new();
        for i in &list.items {
            out.extend(self.val(i, total, many)?);
        }
        let mut except = Vec::new();
        for i in &list.except {
            except.extend(self.val(i, total, many)?);
        }
        if except.is_empty() {
            return Ok(out);
        }
        if except.iter().all(|e| matches!(e, Val::Place(_))) {
            let taken: Vec<Place> = except
                .into_iter()
                .filter_map(|e| {
                    if let Val::Place(p) = e {
                        Some(p.0)
                    } else {
                        None
                    }
                })
                .collect();
            for v in &mut out {
                match v {
                    Val::Place(p) => {
                        *p = PlaceVal(Place::Union(vec![p.0.clone()], taken.clone()), p.1)
                    }
                    _ => return Err("places taken from what is no place".into()),
                }
            }
            return Ok(out);
        }
        let mut nodes = Vec::new();
        for e in except {
            match e {
                Val::Noun(n) if self.individual(n.node) => nodes.push(n.node),
                _ => return Err("an exception that is no name".into()),
            }
        }
        out.retain(|v| !matches!(v, Val::Noun(n) if nodes.contains(&n.node)));
        for v in &mut out {
            match v {
                Val::Noun(n) => n.except.extend(nodes.iter().copied()),
                _ => return Err("names taken from what is no list of names".into()),
            }
        }
        Ok(out)
    }

    fn val(&self, i: &Item, total: bool, many: bool) -> Res<Vec<Val>> {
        let hole = |span: Span, unsaid: bool| {
            if many {
                Val::Holes(span, unsaid)
            } else {
                Val::Hole(span, unsaid)
            }
        };
        Ok(match &i.base {
            Base::Choice(c) => {
                let n = self.alternative(c)?;
                self.vals(&c.alternatives[n].1, total, many)?
            }
            Base::Group(l) => {
                if i.matcher.is_some() {
                    return Err("a condition on a list in a draft".into());
                }
                self.vals(l, total, many)?
            }
            Base::Hole(h) => vec![hole(h.span, h.blank == Blank::Unspecified)],
            Base::Someone => vec![hole(i.span, true)],
            Base::Amount(a) => vec![Val::Amount(self.amt(i, a)?)],
            Base::Date(d) => vec![Val::Date(*d)],
            Base::Ratio(Ratio { written: t, .. }) | Base::Words(t) => {
                vec![Val::Text(t.to_string())]
            }
            Base::Text(t) => vec![Val::Text(t.clone())],
            Base::Clause(None, l) => vec![Val::Clause(l.to_string())],
            Base::Clause(Some(d), l) if *d == self.draft.id => vec![Val::Clause(l.to_string())],
            Base::Clause(Some(d), l) => vec![Val::Clause(format!("{l} of {d}"))],
            Base::EveryClause(..) => vec![Val::AllClauses],
            Base::Side(word) => {
                let sides = &self.draft.sides;
                let Some(side) = self.side.get() else {
                    return Err(format!("`{}` side outside a sentence", word.word()));
                };
                let other = sides.iter().copied().find(|s| *s != side).ok_or("sides")?;
                vec![Val::Noun(plain(if *word == SideWord::Other {
                    other
                } else {
                    side
                }))]
            }
            Base::Variable(_) | Base::Anything => return Err("a variable in a draft".into()),
            Base::Place(p) => vec![Val::Place(PlaceVal(p.clone(), i.span))],
            Base::Thing(t) => {
                if matches!(
                    t.quantifier,
                    Quantifier::Any | Quantifier::All | Quantifier::No
                ) && let Some(members) = self.relation(t, &Vec::new())?
                {
                    return Ok(members.into_iter().map(|n| Val::Noun(plain(n))).collect());
                }
                if let NodeKind::Step(scale, rank) = &self.v().node(t.node).kind
                    && i.matcher.is_some()
                {
                    let steps = self
                        .steps(*scale)
                        .into_iter()
                        .filter(|(_, r)| admits(i.matcher, *r, *rank))
                        .map(|(n, _)| n)
                        .collect();
                    return Ok(vec![Val::Steps(*scale, steps)]);
                }
                let of = match &t.of {
                    Some(o) => self.val(o, false, false)?,
                    None => Vec::new(),
                };
                vec![Val::Noun(Noun {
                    node: t.node,
                    total: total || t.quantifier != Quantifier::Some || self.individual(t.node),
                    adjectives: t.adjectives.clone(),
                    of,
                    narrowed: !t.attributes.is_empty() || t.located.is_some(),
                    unknown: t.unknown.map(|h| h.span),
                    except: Vec::new(),
                })]
            }
        })
    }

    /// The steps of a scale with their ranks.
    pub fn steps(&self, scale: NodeId) -> Vec<(NodeId, u32)> {
        let of = |(i, n): (usize, &armistice::vocabulary::Node)| match n.kind {
            NodeKind::Step(s, rank) if s == scale => Some((NodeId(i as u32), rank)),
            _ => None,
        };
        self.v().nodes.iter().enumerate().filter_map(of).collect()
    }

    fn amt(&self, i: &Item, a: &Amount) -> Res<Amt> {
        let (low, high) = match a.number {
            Some(n) => interval(i.matcher, n)?,
            None => (None, None),
        };
        let of = match &a.of {
            Some(o) => self.val(o, false, false)?,
            None => Vec::new(),
        };
        Ok(Amt {
            low,
            high,
            hole: a.hole.map(|h| h.span),
            dimension: a.dimension.as_ref().map(|d| d.to_string()),
            per: a.per.as_ref().map(|d| d.word().to_owned()),
            of,
            counts: a.counts,
            span: i.span,
        })
    }

    /// Which alternative of brackets holds.
    fn alternative(&self, c: &Choice) -> Res<usize> {
        match c.ambiguity.as_deref().map(|a| self.reading(a)) {
            None | Some(None) => Ok(self
                .omega
                .borrow_mut()
                .ask(key("choice", c.span, 0), c.alternatives.len())),
            Some(Some(r)) => c
                .alternatives
                .iter()
                .position(|(l, _)| l.as_deref() == Some(&r))
                .ok_or_else(|| "brackets without a value for a reading".into()),
        }
    }

    /// Is the alternative chosen under which a statement stands?
    pub fn chosen(&self, u: &Under) -> bool {
        match u.ambiguity.as_deref().map(|a| self.reading(a)) {
            None | Some(None) => {
                self.omega
                    .borrow_mut()
                    .ask(key("choice", u.span, 0), u.labels.len())
                    == u.index
            }
            Some(Some(r)) => u.labels[u.index] == r,
        }
    }

    /// The reading of an ambiguous term: the party's own, else any.
    fn reading(&self, name: &str) -> Option<String> {
        let a = self.draft.ambiguities.iter().find(|a| a.name == name)?;
        if self.switches.own_reading
            && let Some(read) = self
                .party
                .reads
                .iter()
                .find(|(t, d, _)| *t == name && self.reads_this(d.as_deref()))
        {
            return Some(read.2.to_string());
        }
        let n = self
            .omega
            .borrow_mut()
            .ask(key("reading", a.span, 0), a.readings.len());
        Some(a.readings[n].0.to_string())
    }

    fn reads_this(&self, draft: Option<&str>) -> bool {
        let brought_in = |d: &str| {
            self.draft
                .clauses
                .iter()
                .any(|c| c.text.as_deref() == Some(d))
        };
        draft.is_none_or(|d| {
            d == self.draft.id.as_str() || self.draft.amends.as_deref() == Some(d) || brought_in(d)
        })
    }
}

/// Is a rank within the condition on a step?
pub fn admits(m: Option<Matcher>, rank: u32, wanted: u32) -> bool {
    match m {
        Some(Matcher::AtLeast) => rank >= wanted,
        Some(Matcher::AtMost) => rank <= wanted,
        Some(Matcher::MoreThan) => rank > wanted,
        Some(Matcher::LessThan) => rank < wanted,
        Some(Matcher::OtherThan | Matcher::Excludes) => rank != wanted,
        _ => rank == wanted,
    }
}

/// The interval a matcher and a number mean.
pub fn interval(m: Option<Matcher>, n: Exact) -> Res<(End, End)> {
    Ok(match m {
        Some(Matcher::AtLeast) => (Some((n, true)), None),
        Some(Matcher::MoreThan) => (Some((n, false)), None),
        Some(Matcher::AtMost) => (None, Some((n, true))),
        Some(Matcher::LessThan) => (None, Some((n, false))),
        None | Some(Matcher::Exactly) => (Some((n, true)), Some((n, true))),
        Some(m) => return Err(format!("{m:?} of an amount")),
    })
}

//! What a draft says, sentence by sentence, and amounts.

use super::Oracle;
use super::choice::key;
use super::matching::{Mode, Said};
use super::values::*;
use armistice::model::*;
use armistice::source::Span;
use armistice::vocabulary::{NodeId, ThatMode};

/// A sentence of a draft.
#[derive(Clone)]
pub struct Fact<'a> {
    pub clause: usize,
    pub sentence: &'a Sentence,
    pub under: &'a [Under],
    /// Sentences that propose this one.
    pub proposed: Vec<Span>,
    /// `only A may V`: the ban on all others.
    pub others: bool,
    /// `A may V only through P`: the ban on every other way, by the role.
    pub ways: Option<&'a str>,
    /// It stands after `that`.
    pub inner: bool,
    /// The side it is the sentence of, where it speaks of sides.
    pub side: Option<NodeId>,
}

/// One sentence with one value in every role.
#[derive(Clone, Debug)]
pub struct Atom {
    pub said: Vec<(String, Said)>,
    pub fact: Option<usize>,
}

impl Fact<'_> {
    /// Is it the ban on all but what stands in this role?
    pub fn bans_rest(&self, role: &str) -> bool {
        self.ways.is_some_and(|r| r == role)
    }
}

impl Atom {
    pub fn get(&self, slot: &str) -> Option<&Said> {
        self.said.iter().find(|(s, _)| s == slot).map(|(_, s)| s)
    }
}

impl<'a> Oracle<'a> {
    /// All sentences of a draft, those after `that` included.
    pub fn collect(draft: &'a Draft, v: &armistice::vocabulary::Vocabulary) -> Vec<Fact<'a>> {
        let mut out = Vec::new();
        for (clause, c) in draft.clauses.iter().enumerate() {
            for (s, under) in &c.sentences {
                let mut fact = Fact {
                    clause,
                    sentence: s,
                    under,
                    proposed: Vec::new(),
                    others: false,
                    ways: None,
                    inner: false,
                    side: None,
                };
                loop {
                    let sides: Vec<Option<NodeId>> = if speaks_of_sides(fact.sentence) {
                        draft.sides.iter().map(|s| Some(*s)).collect()
                    } else {
                        vec![None]
                    };
                    for side in sides {
                        out.push(Fact {
                            side,
                            ..fact.clone()
                        });
                        if fact.sentence.only {
                            out.push(Fact {
                                others: true,
                                side,
                                ..fact.clone()
                            });
                        }
                        let may = matches!(
                            fact.sentence.predicate,
                            Predicate::Act {
                                modal: Some(Modal::May),
                                ..
                            }
                        );
                        for r in fact.sentence.roles.iter().filter(|r| r.only && may) {
                            out.push(Fact {
                                ways: Some(&r.preposition),
                                side,
                                ..fact.clone()
                            });
                        }
                    }
                    let Some(inner) = &fact.sentence.that else {
                        break;
                    };
                    let Predicate::Act {
                        modal: Some(modal),
                        action: Some(a),
                        ..
                    } = &fact.sentence.predicate
                    else {
                        break;
                    };
                    match v.action(*a).that {
                        Some(ThatMode::Asserted)
                            if matches!(modal, Modal::Shall | Modal::Hereby) => {}
                        Some(ThatMode::Proposed)
                            if matches!(modal, Modal::Shall | Modal::Hereby) =>
                        {
                            fact.proposed.push(inner.span)
                        }
                        _ => break,
                    }
                    fact.sentence = inner;
                    fact.inner = true;
                }
            }
        }
        out
    }

    /// Is the sentence in the text of this completion?
    pub fn holds(&self, f: &Fact) -> bool {
        f.under.iter().all(|u| self.chosen(u))
            && f.proposed
                .iter()
                .all(|s| self.omega.borrow_mut().yes(key("agreed", *s, 0)))
    }

    /// The phrases that qualify a sentence: its own, then those alone in its clause and the clauses around it; a nearer one replaces another of its kind.
    pub fn phrases_of(&self, clause: usize, own: &'a [Phrase]) -> Vec<&'a Phrase> {
        let mut out: Vec<&Phrase> = own.iter().collect();
        let mut at = Some(clause);
        while let Some(c) = at {
            let nearer: Vec<String> = out.iter().map(|p| family(p)).collect();
            for (p, under) in &self.draft.clauses[c].phrases {
                if !nearer.contains(&family(p)) && under.iter().all(|u| self.chosen(u)) {
                    out.push(p);
                }
            }
            at = self.draft.clauses[c].parent;
        }
        out
    }

    /// Is a sentence a ban?
    pub fn negative(&self, f: &Fact) -> bool {
        f.others
            || f.ways.is_some()
            || matches!(
                f.sentence.predicate,
                Predicate::Act {
                    modal: Some(Modal::ShallNot | Modal::ExpectedNot),
                    ..
                }
            )
    }

    /// One sentence for every combination of the values of these roles.
    pub fn atoms(&self, f: &Fact, index: Option<usize>, slots: &[String]) -> Res<Vec<Atom>> {
        let s = f.sentence;
        let ban = self.negative(f);
        self.side.set(f.side);
        let mut out = vec![Atom {
            said: Vec::new(),
            fact: index,
        }];
        for slot in slots {
            let values: Vec<Said> = match slot_of(s, slot) {
                Some(_) => self
                    .role_values(f, slot, ban || self.asks_for_cap(s, slot))?
                    .into_iter()
                    .map(Said::One)
                    .collect(),
                None => vec![self.silence(s, slot, ban)?],
            };
            out = out
                .into_iter()
                .flat_map(|a| values.iter().map(move |v| with(&a, slot, v)))
                .collect();
        }
        Ok(out)
    }

    /// The values of a role in this completion.
    pub fn role_values(&self, f: &Fact, slot: &str, total: bool) -> Res<Vec<Val>> {
        if f.others && slot.is_empty() {
            return self.everybody_else(f);
        }
        let Some(list) = slot_of(f.sentence, slot) else {
            return Ok(Vec::new());
        };
        if f.bans_rest(slot) {
            return Ok(vec![Val::Rest(self.vals(list, true, false)?)]);
        }
        if self.negative(f)
            && f.sentence
                .roles
                .iter()
                .any(|r| r.only && r.preposition == slot)
        {
            return Err("`only` in a role of a ban".into());
        }
        self.vals(list, total, false)
    }

    /// Everybody but the subject.
    pub fn everybody_else(&self, f: &Fact) -> Res<Vec<Val>> {
        let mut except = Vec::new();
        for v in self.vals(&f.sentence.subject, false, false)? {
            match v {
                Val::Noun(n) if self.individual(n.node) => except.push(n.node),
                _ => return Err("`only` somebody who is not named".into()),
            }
        }
        Ok(vec![Val::Noun(Noun {
            except,
            ..plain(self.named("actor"))
        })])
    }

    /// What silence about a role means.
    fn silence(&self, s: &Sentence, slot: &str, ban: bool) -> Res<Said> {
        if ban && self.switches.silent_bans {
            return Ok(Said::Everything);
        }
        let Predicate::Act {
            action: Some(a), ..
        } = &s.predicate
        else {
            return Ok(Said::Nothing);
        };
        let action = self.v().action(*a);
        let decl = if slot == "@" {
            action.object.as_ref()
        } else {
            action.role(slot)
        };
        match decl
            .and_then(|d| d.silence.as_ref())
            .map(|w| w.text.as_str())
        {
            Some("all") => Ok(Said::Everything),
            Some(_) => {
                let first = decl.and_then(|d| d.types.first());
                let at = first.ok_or("a role that takes nothing")?.span;
                Ok(Said::One(Val::Hole(at, true)))
            }
            None => Ok(Said::Nothing),
        }
    }

    /// The place of a number among all thresholds of its dimension: 2i+1 on the i-th, even numbers between.
    fn at(&self, dimension: &str, n: Exact) -> usize {
        let mut all = self.thresholds.borrow_mut();
        let list = all.entry(dimension.to_owned()).or_default();
        if !list.contains(&n) {
            list.push(n);
            list.sort();
            // Places have moved: the completions are counted again from the start.
            self.moved.set(true);
        }
        2 * list.iter().position(|x| *x == n).unwrap_or(0) + 1
    }

    fn range(&self, dimension: &str, low: End, high: End) -> (usize, usize) {
        let low = low.map_or(0, |(n, with)| self.at(dimension, n) + usize::from(!with));
        let high = high.map_or(usize::MAX, |(n, with)| {
            self.at(dimension, n) - usize::from(!with)
        });
        (low, high)
    }

    fn top(&self, dimension: &str) -> usize {
        2 * self.thresholds.borrow().get(dimension).map_or(0, Vec::len)
    }

    /// An amount a pattern asks for against a value.
    pub fn amount_matches(
        &self,
        i: &Item,
        a: &Amount,
        v: &Val,
        ban: bool,
        mode: Mode,
    ) -> Res<bool> {
        let dimension = a
            .dimension
            .as_ref()
            .map_or(String::new(), |d| d.to_string());
        let hole_at = |h: Span| {
            self.omega
                .borrow_mut()
                .ask(key("number", h, 0), self.top(&dimension) + 1)
        };
        let (low, high) = match (a.number, a.hole) {
            (Some(n), _) => {
                let (low, high) = interval(i.matcher, n)?;
                self.range(&dimension, low, high)
            }
            (None, Some(h)) => {
                // The facts' own numbers first, so that they are among the thresholds.
                if let Val::Amount(f) = v {
                    self.range(&dimension, f.low, f.high);
                }
                let at = hole_at(h.span);
                match i.matcher {
                    Some(Matcher::LessThan) if at == 0 => (1, 0),
                    Some(Matcher::LessThan) => (0, at - 1),
                    Some(Matcher::AtMost) => (0, at),
                    Some(Matcher::MoreThan) => (at + 1, usize::MAX),
                    Some(Matcher::AtLeast) => (at, usize::MAX),
                    _ => (at, at),
                }
            }
            _ => return Err("an amount without a number".into()),
        };
        let f = match v {
            Val::Amount(f) => f,
            Val::Hole(h, _) => {
                let at = hole_at(*h);
                return Ok(low <= at && at <= high);
            }
            _ => return Ok(false),
        };
        if f.dimension.as_deref().unwrap_or("") != dimension
            || f.per.as_deref() != a.per.as_ref().map(Per::word)
        {
            return Ok(false);
        }
        if let Some(of) = &a.of
            && self
                .item_matches(of, &f.of, false, false, mode, &vec![None; 26])?
                .is_empty()
        {
            return Ok(false);
        }
        if let Some(h) = f.hole {
            let at = hole_at(h);
            return Ok(low <= at && at <= high);
        }
        let (from, to) = self.range(&dimension, f.low, f.high);
        // A ban on some amounts is the ban that is demanded only if it bans all of those.
        if ban && matches!(mode, Mode::Cover | Mode::Entail) {
            return Ok(from <= low && high <= to);
        }
        // Every one of them is banned: those that are asked for as well.
        if ban && mode == Mode::Overlap {
            return Ok(low.max(from) <= high.min(to));
        }
        if low <= from && to <= high {
            return Ok(true);
        }
        if mode != Mode::Overlap || to < low || high < from {
            return Ok(false);
        }
        // They overlap: which of its amounts it will be is open.
        let to = to.min(self.top(&dimension));
        let at = from
            + self
                .omega
                .borrow_mut()
                .ask(key("amount", f.span, 0), to - from + 1);
        Ok(low <= at && at <= high)
    }
}

/// Does a sentence say `each side`, `own side` or `other side`?
fn speaks_of_sides(s: &Sentence) -> bool {
    slots(s)
        .iter()
        .filter_map(|n| slot_of(s, n))
        .flat_map(|l| &l.items)
        .any(|i| matches!(i.base, Base::Side(_)))
}

fn with(a: &Atom, slot: &str, v: &Said) -> Atom {
    let mut a = a.clone();
    a.said.push((slot.to_owned(), v.clone()));
    a
}

/// The list in a role: an empty word for the subject, `@` for the object, `of`, or a preposition.
pub fn slot_of<'s>(s: &'s Sentence, slot: &str) -> Option<&'s List> {
    match slot {
        "" => Some(&s.subject),
        "@" => match &s.predicate {
            Predicate::Act { object, .. } => object.as_ref(),
            Predicate::State { .. } => None,
        },
        "of" if matches!(s.predicate, Predicate::State { .. }) => match &s.predicate {
            Predicate::State { of, .. } => of.as_ref(),
            Predicate::Act { .. } => None,
        },
        p => s.roles.iter().find(|r| r.preposition == p).map(|r| &r.list),
    }
}

/// The roles a sentence fills.
pub fn slots(s: &Sentence) -> Vec<String> {
    let mut out = vec![String::new()];
    for slot in ["@", "of"] {
        if slot_of(s, slot).is_some() && !s.roles.iter().any(|r| r.preposition == slot) {
            out.push(slot.to_owned());
        }
    }
    out.extend(s.roles.iter().map(|r| r.preposition.to_string()));
    out
}

/// Phrases of one family replace one another.
pub fn family(p: &Phrase) -> String {
    match &p.kind {
        PhraseKind::Guard(w, _) => w.word().into(),
        PhraseKind::Precedence(w, _) => w.word().into(),
        PhraseKind::Manner(w, _) => w.word().into(),
        PhraseKind::Alone(w) => w.word().into(),
        PhraseKind::Time(pick, b) => {
            let word = match b {
                Bound::Within(_, w, _) => format!("within {}", w.word()),
                Bound::Offset(_, w, _) => format!("offset {}", w.word()),
                Bound::At(w, _) => w.word().into(),
                Bound::AtOnce(_) => "at once".into(),
                Bound::For(..) => "for".into(),
                Bound::Renewed(..) => "renewed".into(),
                Bound::Every(_) => "every".into(),
                Bound::Soon(_) => "soon".into(),
            };
            match pick {
                Some(pick) => format!("{} {word}", pick.word()),
                None => word,
            }
        }
    }
}

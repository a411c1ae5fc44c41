//! Which of two sentences prevails where one bans what the other allows or demands: an explicit link, the more specific, the later text of a chain of
//! amendments, else nobody says. What the axes of a sentence are is decided without looking at a completion: brackets, holes and amounts are not known.

use super::Oracle;
use super::choice::Key;
use super::facts::{Fact, family, slot_of, slots};
use super::values::*;
use armistice::model::*;
use std::collections::BTreeSet;

/// What a sentence speaks of in one role.
pub enum Axis {
    Everything,
    /// These, and perhaps something that is not known.
    Some(Vec<Extent>, bool),
}

/// A value as what falls under it.
pub enum Extent {
    Leaves(BTreeSet<usize>),
    Noun(Noun),
    Clause(String),
}

/// Two sentences that contradict each other, as far as their words tell.
#[derive(Clone, Copy)]
pub struct Pair {
    pub other: usize,
    /// They overlap for certain.
    certain: bool,
    /// This one lies within the other, the other in this one.
    inside: bool,
    around: bool,
}

/// Who prevails of two sentences.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    First,
    Second,
    /// Nobody says.
    Tie,
    /// No contradiction is claimed.
    Neither,
}

impl<'a> Oracle<'a> {
    /// The sentences that contradict a sentence, or may.
    pub fn pairs(&self, fact: usize) -> &[Pair] {
        let all = self.pairs.get_or_init(|| {
            (0..self.facts.len())
                .map(|i| {
                    (0..self.facts.len())
                        .filter_map(|j| self.pair(i, j))
                        .collect()
                })
                .collect()
        });
        &all[fact]
    }

    fn pair(&self, i: usize, j: usize) -> Option<Pair> {
        let (f, g) = (&self.facts[i], &self.facts[j]);
        let action = |f: &Fact| match f.sentence.predicate {
            Predicate::Act {
                action,
                modal: Some(_),
                ..
            } => action,
            _ => None,
        };
        let apart = f.sentence.span == g.sentence.span
            || f.sentence.that.is_some()
            || g.sentence.that.is_some()
            || self.negative(f) == self.negative(g);
        if apart || action(f).is_none() || action(f) != action(g) {
            return None;
        }
        let mut pair = Pair {
            other: j,
            certain: true,
            inside: true,
            around: true,
        };
        let mut roles = slots(f.sentence);
        roles.extend(slots(g.sentence));
        roles.sort();
        roles.dedup();
        for role in roles {
            let (a, b) = (self.axis(f, &role), self.axis(g, &role));
            match self.meet(&a, &b) {
                Some(false) => return None,
                Some(true) => {}
                None => pair.certain = false,
            }
            // No contradiction is claimed where a permission or duty leaves out what the ban names.
            let (ban, other) = if self.negative(f) { (f, g) } else { (g, f) };
            pair.certain &=
                slot_of(ban.sentence, &role).is_none() || slot_of(other.sentence, &role).is_some();
            pair.inside = pair.inside && self.lies_within(&a, &b);
            pair.around = pair.around && self.lies_within(&b, &a);
        }
        Some(pair)
    }

    /// Does the text itself say what it is?
    pub fn known(&self, i: &Item) -> bool {
        known(i) && !matches!(&i.base, Base::Thing(t) if self.unread_members(t))
    }

    /// `any member of X`, which the engine takes for a type.
    fn unread_members(&self, t: &Thing) -> bool {
        !self.switches.known.members_known
            && t.quantifier != Quantifier::Some
            && matches!(self.v().name(t.node), "member" | "neighbour")
    }

    /// Does the text itself say whom or what it speaks of in a role?
    pub fn says(&self, f: &Fact, role: &str) -> bool {
        slot_of(f.sentence, role).is_none_or(|l| l.items.iter().all(|i| self.known(i)))
    }

    /// What a sentence speaks of in a role.
    fn axis(&self, f: &Fact, role: &str) -> Axis {
        let unknown = || Axis::Some(Vec::new(), true);
        self.side.set(f.side);
        let Some(list) = slot_of(f.sentence, role) else {
            return if self.silence_is_all(f, role) {
                Axis::Everything
            } else {
                unknown()
            };
        };
        if let [
            Item {
                base: Base::Thing(t),
                ..
            },
        ] = &list.items[..]
            && self.unread_members(t)
        {
            let members = self
                .relation(t, &Vec::new())
                .ok()
                .flatten()
                .unwrap_or_default()
                .into_iter()
                .map(|m| Val::Noun(plain(m)));
            let of = std::iter::once(Val::Text(String::new()))
                .chain(members)
                .collect();
            return Axis::Some(
                vec![Extent::Noun(Noun {
                    of,
                    ..plain(t.node)
                })],
                false,
            );
        }
        if list
            .items
            .iter()
            .chain(&list.except)
            .any(|i| !self.known(i))
        {
            // A list may hold both.
            let some: Vec<Item> = list
                .items
                .iter()
                .filter(|i| self.known(i))
                .cloned()
                .collect();
            if some.is_empty() || !list.except.is_empty() || f.bans_rest(role) {
                return unknown();
            }
            let values = self.vals(
                &List {
                    items: some,
                    except: Vec::new(),
                    span: list.span,
                },
                false,
                false,
            );
            return match values.and_then(|v| self.extents(&v)) {
                Ok((list, _)) => Axis::Some(list, true),
                Err(_) => unknown(),
            };
        }
        let values = if f.others && role.is_empty() {
            self.everybody_else(f)
        } else {
            self.vals(list, false, false)
        };
        match values.and_then(|v| self.extents(&v)) {
            Ok((list, open)) if !f.bans_rest(role) => Axis::Some(list, open),
            Ok((list, open)) => {
                let mut rest: BTreeSet<usize> = (0..self.v().places.count()).collect();
                for e in list {
                    let Extent::Leaves(l) = e else {
                        return unknown();
                    };
                    rest.retain(|x| !l.contains(x));
                }
                Axis::Some(vec![Extent::Leaves(rest)], open)
            }
            Err(_) => unknown(),
        }
    }

    /// Silence about a role: everything in a ban and in a permission, and where the vocabulary says so.
    pub fn silence_is_all(&self, f: &Fact, role: &str) -> bool {
        let Predicate::Act {
            modal,
            action: Some(a),
            ..
        } = &f.sentence.predicate
        else {
            return false;
        };
        let action = self.v().action(*a);
        let decl = if role == "@" {
            action.object.as_ref()
        } else {
            action.role(role)
        };
        self.negative(f)
            || *modal == Some(Modal::May)
            || decl
                .and_then(|d| d.silence.as_ref())
                .is_some_and(|w| w.text == "all")
    }

    fn extents(&self, values: &[Val]) -> Res<(Vec<Extent>, bool)> {
        let mut out = Vec::new();
        let mut open = false;
        for v in values {
            match v {
                Val::Noun(n) => out.push(Extent::Noun(n.clone())),
                Val::Clause(l) => out.push(Extent::Clause(l.clone())),
                Val::Place(p) if self.holders_known(&p.0)? => {
                    let mut leaves = BTreeSet::new();
                    for l in 0..self.v().places.count() {
                        if self.val_has(v, l)? {
                            leaves.insert(l);
                        }
                    }
                    out.push(Extent::Leaves(leaves));
                }
                _ => open = true,
            }
        }
        Ok((out, open))
    }

    /// Is it said of every leaf who holds it, where that is asked?
    fn holders_known(&self, p: &Place) -> Res<bool> {
        Ok(match p {
            Place::HeldBy(inner, _, when) => {
                let day = match when {
                    When::Draft => self.draft.dated.map(|d| d.first),
                    When::On(d) => Some(d.first),
                    _ => return Ok(false),
                };
                for l in 0..self.v().places.count() {
                    if self.has(inner, l, true, &Vec::new())? && self.v().holder(l, day).is_none() {
                        return Ok(false);
                    }
                }
                self.holders_known(inner)?
            }
            Place::Union(a, b) => {
                for p in a.iter().chain(b) {
                    if !self.holders_known(p)? {
                        return Ok(false);
                    }
                }
                true
            }
            Place::Part(_, p) => self.holders_known(p)?,
            _ => true,
        })
    }

    /// Do two axes overlap? Nothing: perhaps.
    fn meet(&self, a: &Axis, b: &Axis) -> Option<bool> {
        let (Axis::Some(x, p), Axis::Some(y, q)) = (a, b) else {
            return Some(true);
        };
        let mut answer = if *p || *q { None } else { Some(false) };
        for (e, f) in x.iter().flat_map(|e| y.iter().map(move |f| (e, f))) {
            match self.extents_meet(e, f) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => answer = None,
            }
        }
        answer
    }

    fn extents_meet(&self, a: &Extent, b: &Extent) -> Option<bool> {
        match (a, b) {
            (Extent::Leaves(a), Extent::Leaves(b)) => Some(a.intersection(b).next().is_some()),
            (Extent::Noun(a), Extent::Noun(b)) => self.nouns_meet(a, b),
            (Extent::Clause(a), Extent::Clause(b)) => Some(a == b),
            (Extent::Leaves(l), Extent::Noun(n)) | (Extent::Noun(n), Extent::Leaves(l))
                if self.individual(n.node) =>
            {
                let own: BTreeSet<usize> = self.v().places.leaves(n.node).iter().collect();
                Some(own.intersection(l).next().is_some())
            }
            _ => None,
        }
    }

    /// Do two nouns share something? Nothing: perhaps.
    pub fn nouns_meet(&self, a: &Noun, b: &Noun) -> Option<bool> {
        for (members, n) in [(a, b), (b, a)] {
            if members.of.contains(&Val::Text(String::new())) && self.individual(n.node) {
                return Some(
                    members
                        .of
                        .iter()
                        .any(|m| matches!(m, Val::Noun(m) if m.node == n.node)),
                );
            }
        }
        if [a, b]
            .iter()
            .any(|n| n.of.contains(&Val::Text(String::new())))
        {
            return if self.noun_within(a, b) || self.noun_within(b, a) {
                Some(true)
            } else {
                None
            };
        }
        let nested = self.under(a.node, b.node) || self.under(b.node, a.node);
        let shared = |x: usize| {
            let x = armistice::vocabulary::NodeId(x as u32);
            self.under(x, a.node) && self.under(x, b.node)
        };
        if !nested && !(0..self.v().nodes.len()).any(shared) {
            return Some(false);
        }
        if a.except.iter().any(|x| self.under(b.node, *x))
            || b.except.iter().any(|x| self.under(a.node, *x))
        {
            return Some(false);
        }
        if self.adjectives_clash(a, b) {
            return Some(false);
        }
        let within = |a: &Noun, b: &Noun| {
            self.noun_within(
                a,
                &Noun {
                    except: Vec::new(),
                    ..b.clone()
                },
            )
        };
        let plain = |n: &Noun| n.of.is_empty() && !n.narrowed && n.unknown.is_none();
        let bare = |n: &Noun| plain(n) && n.adjectives.is_empty();
        // Of one word with more adjectives and one that is narrower there are some: `permanent forces` and `army` share a permanent army.
        let among = |a: &Noun, b: &Noun| a.adjectives.iter().all(|x| b.adjectives.contains(x));
        let described = nested && plain(a) && plain(b) && (among(a, b) || among(b, a));
        if within(a, b) || within(b, a) || (bare(a) && bare(b)) || described {
            Some(true)
        } else {
            None
        }
    }

    /// Two steps of one scale exclude each other.
    fn adjectives_clash(&self, a: &Noun, b: &Noun) -> bool {
        let step = |n| match self.v().node(n).kind {
            armistice::vocabulary::NodeKind::Step(scale, rank) => Some((scale, rank)),
            _ => None,
        };
        a.adjectives.iter().filter_map(|x| step(*x)).any(|(s, r)| {
            b.adjectives
                .iter()
                .filter_map(|x| step(*x))
                .any(|(t, q)| s == t && r != q)
        })
    }

    /// Is everything of the first among the second?
    pub fn noun_within(&self, a: &Noun, b: &Noun) -> bool {
        let free =
            |x: &_| a.except.contains(x) || !self.under(*x, a.node) && !self.under(a.node, *x);
        self.under(a.node, b.node)
            && !b.narrowed
            && !b.of.contains(&Val::Text(String::new()))
            && b.unknown.is_none()
            && b.adjectives.iter().all(|x| a.adjectives.contains(x))
            && (b.of.is_empty() || a.of == b.of)
            && b.except.iter().all(free)
    }

    /// `all forces` in a ban against `forces`, as the engine reads it.
    fn same_all(&self, a: &Noun, b: &Noun) -> bool {
        self.switches.known.bans_mean_all
            || b.total
            || !a.total
            || a.node != b.node
            || !self.under(a.node, self.named("formation"))
    }

    fn lies_within(&self, a: &Axis, b: &Axis) -> bool {
        match (a, b) {
            (_, Axis::Everything) => true,
            (Axis::Everything, _) | (Axis::Some(_, true), _) => false,
            (Axis::Some(x, _), Axis::Some(y, _)) => x.iter().all(|e| match e {
                Extent::Leaves(l) => {
                    let all: BTreeSet<usize> = y.iter().flat_map(|f| if let Extent::Leaves(l) = f { l.clone() } else { BTreeSet::new() }).collect();
                    !l.is_empty() && l.is_subset(&all)
                }
                Extent::Noun(n) => y.iter().any(|f| matches!(f, Extent::Noun(m) if self.noun_within(n, m) && (self.same_all(n, m)))),
                Extent::Clause(l) => y.iter().any(|f| matches!(f, Extent::Clause(m) if l == m)),
            }),
        }
    }

    /// Who prevails of a sentence and one that contradicts it, in this completion.
    pub fn way(&self, i: usize, p: &Pair) -> Way {
        let (f, g) = (&self.facts[i], &self.facts[p.other]);
        let on = self.switches;
        match (on.links && self.linked(f, g), on.links && self.linked(g, f)) {
            (true, false) => return Way::First,
            (false, true) => return Way::Second,
            // Two links against each other decide nothing.
            _ => {}
        }
        let (c, d) = (&self.draft.clauses[f.clause], &self.draft.clauses[g.clause]);
        let (l, m) = (self.limits(f, false), self.limits(g, false));
        let (l, m) = (
            if m.is_empty() {
                self.limits(f, true)
            } else {
                l.clone()
            },
            if l.is_empty() {
                self.limits(g, true)
            } else {
                m
            },
        );
        let as_limited = |a: &[String], b: &[String]| {
            b.iter().all(|x| a.contains(x)) || !on.known.conditions_compared && !a.is_empty()
        };
        if c.text == d.text || !on.own_text {
            match (
                on.specific && p.inside && as_limited(&l, &m),
                on.specific && p.around && as_limited(&m, &l),
            ) {
                (true, false) => return Way::First,
                (false, true) => return Way::Second,
                _ => {}
            }
            match c.layer.cmp(&d.layer) {
                _ if !on.later => {}
                std::cmp::Ordering::Greater => return Way::First,
                std::cmp::Ordering::Less => return Way::Second,
                std::cmp::Ordering::Equal => {}
            }
        }
        // While the one lasts that has a beginning or an end, the other speaks too.
        let together = match (l.is_empty(), m.is_empty()) {
            (true, true) => true,
            (false, true) => self.in_time_only(f),
            (true, false) => self.in_time_only(g),
            (false, false) => false,
        };
        if p.certain && together {
            Way::Tie
        } else {
            Way::Neither
        }
    }

    /// One question for each pair of sentences.
    pub fn tie(i: usize, j: usize) -> Key {
        ("tie", i.min(j) as u64, i.max(j) as u64)
    }

    /// Is what is kept up limited by nothing but days, and by until when it holds?
    fn in_time_only(&self, f: &Fact<'a>) -> bool {
        let kept_up = match f.sentence.predicate {
            Predicate::Act {
                modal,
                action: Some(a),
                ..
            } => {
                modal.is_some_and(Modal::holds_over_time) || self.world.vocabulary.action(a).lasting
            }
            _ => false,
        };
        let surely_comes = |m: &Moment| {
            matches!(
                m.kind,
                MomentKind::Date(_) | MomentKind::Signature | MomentKind::Entry
            )
        };
        let in_time = |p: &&Phrase| match &p.kind {
            PhraseKind::Guard(..) => false,
            PhraseKind::Manner(m, _) => !m.weakens(),
            PhraseKind::Time(_, b) => b.is_until() || b.moment().is_none_or(surely_comes),
            PhraseKind::Precedence(..) | PhraseKind::Alone(_) => true,
        };
        kept_up
            && self
                .phrases_of(f.clause, &f.sentence.phrases)
                .iter()
                .all(in_time)
    }

    /// The phrases that limit a sentence to a time or a condition. Beside what has no limit, when a deed that is done once is to be done is none, unless that may never come.
    pub fn limits(&self, f: &Fact<'a>, beside_none: bool) -> Vec<String> {
        let owed_once = beside_none
            && match f.sentence.predicate {
                Predicate::Act {
                    modal: Some(Modal::Shall | Modal::Hereby),
                    action: Some(a),
                    ..
                } => !self.world.vocabulary.action(a).lasting,
                _ => false,
            };
        let when_done = |p: &Phrase| match &p.kind {
            PhraseKind::Time(_, Bound::Within(..) | Bound::At(Relation::By, _)) => true,
            PhraseKind::Time(_, b) => b.moment().is_some_and(comes),
            _ => false,
        };
        // `promptly` says no date.
        let with_the_text =
            |m: &Moment| matches!(m.kind, MomentKind::Signature | MomentKind::Entry);
        let in_time = |p: &Phrase| match &p.kind {
            PhraseKind::Time(_, Bound::Soon(_)) => false,
            PhraseKind::Time(
                _,
                Bound::AtOnce(m) | Bound::At(Relation::From | Relation::Upon, m),
            ) => !with_the_text(m),
            PhraseKind::Time(..) => true,
            _ => false,
        };
        let limiting = |p: &&Phrase| {
            (matches!(p.kind, PhraseKind::Guard(..))
                || in_time(p)
                || family(p) == "with consent of")
                && !(owed_once && when_done(p))
        };
        self.phrases_of(f.clause, &f.sentence.phrases)
            .into_iter()
            .filter(limiting)
            .map(|p| without_places(&format!("{:?}", p.kind)))
            .collect()
    }

    /// Does a link say that the first prevails over the second?
    fn linked(&self, a: &Fact<'a>, b: &Fact<'a>) -> bool {
        let says = |f: &Fact<'a>, word: &str, of: usize| {
            self.link_names(f.clause, &f.sentence.phrases, word, of)
        };
        says(a, "notwithstanding", b.clause)
            || says(b, "subject to", a.clause)
            || says(b, "without prejudice to", a.clause)
    }

    /// Does a link of a clause (`own`: of a sentence in it) name another clause?
    pub fn link_names(&self, clause: usize, own: &'a [Phrase], word: &str, of: usize) -> bool {
        let link = |p: &'a Phrase| match &p.kind {
            PhraseKind::Precedence(w, list) if w.word() == word => Some(list),
            _ => None,
        };
        let mut lists: Vec<&List> = own.iter().filter_map(link).collect();
        let mut at = Some(clause);
        let mut stands = clause;
        while let (Some(c), true) = (at, lists.is_empty()) {
            let here = self.draft.clauses[c]
                .phrases
                .iter()
                .filter(|(_, under)| under.iter().all(|u| self.chosen(u)));
            lists.extend(here.filter_map(|(p, _)| link(p)));
            stands = c;
            at = self.draft.clauses[c].parent;
        }
        lists.iter().any(|l| {
            l.items.iter().any(|i| self.item_names(i, stands, of))
                && !l.except.iter().any(|i| self.item_names(i, stands, of))
        })
    }

    fn item_names(&self, i: &Item, stands: usize, of: usize) -> bool {
        let clauses = &self.draft.clauses;
        let mut chain = vec![of];
        while let Some(c) = chain.last().and_then(|c| clauses[*c].parent) {
            chain.push(c);
        }
        match &i.base {
            Base::Clause(text, label) => {
                let label = match text {
                    Some(t) if *t != self.draft.id => format!("{label} of {t}"),
                    _ => label.to_string(),
                };
                chain.iter().any(|c| clauses[*c].label == label.as_str())
            }
            Base::EveryClause(..) => {
                clauses[stands].text == clauses[of].text && !chain.contains(&stands)
            }
            Base::Group(l) => l.items.iter().any(|i| self.item_names(i, stands, of)),
            _ => false,
        }
    }
}

/// Does the text itself say what it is?
pub fn known(i: &Item) -> bool {
    fn place(p: &Place) -> bool {
        match p {
            Place::Unknown(..) => false,
            Place::Union(a, b) => a.iter().chain(b).all(place),
            Place::HeldBy(p, by, when) => {
                place(p) && known(by) && !matches!(when, When::Signature | When::Unknown(_))
            }
            Place::Part(_, p) => place(p),
            _ => true,
        }
    }
    match &i.base {
        Base::Choice(_) | Base::Hole(_) | Base::Someone | Base::Amount(_) => false,
        Base::Group(l) => l.items.iter().chain(&l.except).all(known),
        Base::Place(p) => place(p),
        Base::Thing(t) => t.unknown.is_none() && t.of.as_deref().is_none_or(known),
        _ => true,
    }
}

/// Words of a phrase without where they stand.
fn without_places(told: &str) -> String {
    let mut out = String::new();
    let mut rest = told;
    while let Some(at) = rest.find("Span {") {
        out += &rest[..at];
        rest = rest[at..].split_once('}').map_or("", |(_, r)| r);
    }
    out + rest
}

/// It comes whatever anybody does.
fn comes(m: &Moment) -> bool {
    match &m.kind {
        MomentKind::Date(_)
        | MomentKind::Signature
        | MomentKind::Entry
        | MomentKind::Declared(_)
        | MomentKind::AnyDate(_) => true,
        MomentKind::Extreme(_, of) => of.iter().all(comes),
        MomentKind::Shifted(_, of) => comes(of),
        MomentKind::It | MomentKind::Hole(_) | MomentKind::Point(..) => false,
    }
}

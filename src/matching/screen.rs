//! One pattern against many facts. What the parts of a pattern make of a value is found once for each distinct value and then looked up: drafts say the
//! same few actors, places and amounts again and again. It is the ordinary matcher that finds it; this file only remembers.

use super::acts::{is_about_cap, is_ban, join, modal_fits, silence_of};
use super::lists::Silence;
use super::{Ask, Bound, Engine, Hit, Mode, Source, Theta};
use crate::condition::Condition;
use crate::fact::{Fact, NO_PART};
use crate::model;
use crate::model::*;
use crate::vocabulary::{Action, NodeId, Unsaid, Vocabulary};
use rustc_hash::FxHashMap;
use smallvec::smallvec;

/// What a part of a pattern makes of a value.
enum Found {
    /// No match.
    Never,
    /// A match that binds nothing and holds always.
    Always,
    /// Ways to match: what each binds, and when.
    Ways(Vec<(Vec<(u8, Bound)>, Condition)>),
}

/// What is remembered while one pattern is held against many facts.
pub(super) struct Screen {
    /// No part binds a variable that another part asks for: each can be looked up by itself.
    apart: bool,
    /// Who it is about acts for somebody, whose leave is leave for it.
    acts: bool,
    /// How much of what is promised is asked for hangs on the place, if an amount is promised.
    by_place: bool,
    subject: FxHashMap<u32, Found>,
    object: FxHashMap<u32, Found>,
    roles: Vec<FxHashMap<u32, Found>>,
    /// Which role of the verb each of the pattern's roles is.
    at: Vec<Option<usize>>,
    /// Roles of the verb that mean everything where nothing is said, and that the pattern leaves out.
    everything: Vec<usize>,
    /// Parts of the pattern of which silence means something that is not named: each sentence leaves out something of its own.
    unnamed: Vec<usize>,
}

/// Those by name that a pattern is about.
fn doers(p: &Sentence) -> impl Iterator<Item = NodeId> {
    p.subject.items.iter().filter_map(|i| match &i.base {
        Base::Thing(t) => Some(t.node),
        _ => None,
    })
}

impl Screen {
    pub(super) fn new(v: &Vocabulary, p: &Sentence, theta: &Theta) -> Screen {
        let mut seen = 0u32;
        // How much of an amount is asked of hangs on the place, and on who does it together.
        let counted = super::total::is_counted(v, p) || super::total::asks_share(p);
        let mut apart = p.that.is_none() && !p.only && !p.is_joint() && !counted;
        let object = p.object();
        for l in std::iter::once(&p.subject)
            .chain(object)
            .chain(p.roles.iter().map(|r| &r.list))
        {
            let mut mine = 0u32;
            list_variables(l, &mut mine);
            // What is bound already is the same for every fact.
            theta.iter().for_each(|(n, _)| mine &= !(1 << n));
            apart &= seen & mine == 0;
            seen |= mine;
        }
        let roles = p.roles.iter().map(|_| FxHashMap::default()).collect();
        let declared = p.action().map_or(&[][..], |a| &v.action(a).roles[..]);
        let at = p
            .roles
            .iter()
            .map(|r| declared.iter().position(|(w, _)| *w == r.preposition))
            .collect();
        let left_out = |p: &Sentence, w: &str| !p.roles.iter().any(|r| r.preposition == w);
        let everything = declared
            .iter()
            .enumerate()
            .filter(|(_, (w, s))| s.unsaid() == Some(Unsaid::All) && left_out(p, w))
            .map(|(n, _)| n)
            .collect();
        let slots = p.action().map(|a| v.action(a));
        let of_object = object.and_then(|_| slots?.object.as_ref());
        let of_roles = p.roles.iter().map(|r| slots?.role(&r.preposition));
        let parts = object.map(|_| of_object).into_iter().chain(of_roles);
        let unnamed = parts
            .enumerate()
            .filter(|(_, s)| s.is_some_and(|s| s.unsaid() == Some(Unsaid::Unspecified)))
            .map(|(n, _)| 1 + n)
            .collect();
        Screen {
            apart,
            acts: doers(p).any(|n| !v.acting_for(n).is_empty()),
            by_place: !p.roles.is_empty() && super::wider::is_uncounted(p),
            at,
            everything,
            unnamed,
            subject: FxHashMap::default(),
            object: FxHashMap::default(),
            roles,
        }
    }
}

impl Engine<'_> {
    /// A pattern's act against one fact; the hits are put behind those found before.
    pub(super) fn screened(
        &mut self,
        screen: &mut Screen,
        p: &Sentence,
        f: u32,
        ask: Ask,
        theta: &Theta,
        out: &mut Vec<Hit>,
    ) {
        let facts = self.facts;
        let Act {
            modal,
            action,
            object,
        } = act_of(p);
        let parts = &facts.parts_of[f as usize];
        if !modal_fits(modal, parts.modal, parts.event) {
            return;
        }
        let ask = ask.of(is_ban(modal));
        let (true, Some(action)) = (
            screen.apart && !(ask.ban && matches!(ask.mode, Mode::Cover | Mode::Entail)),
            action,
        ) else {
            out.extend(self.act(p, f, ask, theta));
            return;
        };
        let v = self.v;
        let declared = v.action(action);
        // What is allowed up to an amount is not what is owed up to it, and what is remembered of values tells the two not apart.
        let counted = |l: &List| l.items.iter().any(|i| matches!(i.base, Base::Amount(_)));
        let joint = || facts.all[f as usize].sentence.is_joint();
        let leave = parts.modal == Some(Modal::May)
            && (screen.acts || object.is_some_and(counted) || joint());
        if leave || is_about_cap(Some(declared), ask) {
            out.extend(self.act(p, f, ask, theta));
            return;
        }
        // A demand that says nothing there asks for everything.
        if ask.mode == Mode::Cover && screen.everything.iter().any(|n| parts.roles[*n] != NO_PART) {
            return;
        }
        // Most sentences are seen not to match by what is remembered.
        let never =
            |known: &FxHashMap<u32, Found>, id: u32| matches!(known.get(&id), Some(Found::Never));
        if never(&screen.subject, parts.subject)
            || object.is_some() && never(&screen.object, parts.object)
        {
            return;
        }
        for (role, at) in screen.roles.iter().zip(&screen.at) {
            if never(role, at.map_or(NO_PART, |n| parts.roles[n])) {
                return;
            }
        }
        // A plain sentence is not even looked at, if all its values are known.
        let fact = || -> &Fact { &facts.all[f as usize] };
        if screen.by_place && super::total::says_amount(&fact().sentence) {
            out.extend(self.act(p, f, ask, theta));
            return;
        }
        let condition = if parts.plain {
            Condition::ALWAYS
        } else {
            fact().condition
        };
        if condition.is_never() {
            return;
        }
        let mut ways: Vec<(Theta, Condition)> = Vec::new();
        let mut first = true;
        let mut one = (None, condition);
        // Looks up a part, or asks the matcher; then goes on from what was found before.
        let steps = 1 + usize::from(object.is_some()) + p.roles.len();
        for n in 0..steps {
            let (memory, id) = match (n, object) {
                (0, _) => (&mut screen.subject, parts.subject),
                (1, Some(_)) => (&mut screen.object, parts.object),
                _ => {
                    let r = n - 1 - usize::from(object.is_some());
                    (
                        &mut screen.roles[r],
                        screen.at[r].map_or(NO_PART, |n| parts.roles[n]),
                    )
                }
            };
            let own;
            let found = if id == NO_PART && screen.unnamed.contains(&n) {
                own = told(self.compare(p, n, fact(), ask, declared, theta), theta);
                &own
            } else {
                &*memory.entry(id).or_insert_with(|| {
                    told(self.compare(p, n, fact(), ask, declared, theta), theta)
                })
            };
            match found {
                Found::Never => return,
                Found::Always => {}
                Found::Ways(found) => {
                    if first && found.len() == 1 {
                        let (bound, c) = &found[0];
                        one.1 = self.store.and(one.1, *c);
                        if one.1.is_never() {
                            return;
                        }
                        let start = one.0.take().unwrap_or_else(|| theta.clone());
                        one.0 = Some(with_all(start, bound));
                        continue;
                    }
                    if first {
                        ways.push((one.0.take().unwrap_or_else(|| theta.clone()), one.1));
                        first = false;
                    }
                    let mut next = Vec::with_capacity(ways.len() * found.len());
                    for (t, c) in &ways {
                        for (bound, d) in found {
                            let c = self.store.and(*c, *d);
                            if !c.is_never() {
                                next.push((with_all(t.clone(), bound), c));
                            }
                        }
                    }
                    ways = next;
                }
            }
        }
        if first {
            ways.push((one.0.take().unwrap_or_else(|| theta.clone()), one.1));
        }
        let plain = p.phrases.is_empty()
            && parts.plain
            && (facts.voids.is_empty() || !facts.voids.contains_key(&(parts.clause as usize)));
        for (theta, condition) in ways {
            let hit = Hit {
                theta,
                condition,
                sources: smallvec![Source::Fact(f)],
                phrases: Vec::new(),
            };
            if plain {
                out.extend(self.prevailing(p, f, ask, hit));
            } else {
                for hit in self.phrases(&p.phrases, &fact().phrases, ask, hit, Source::Fact(f)) {
                    out.extend(self.prevailing(p, f, ask, hit));
                }
            }
        }
    }
}

impl Engine<'_> {
    /// What one part of a pattern makes of a sentence: its subject, its object, or one of its roles.
    fn compare(
        &mut self,
        p: &Sentence,
        part: usize,
        fact: &Fact,
        ask: Ask,
        declared: &Action,
        theta: &Theta,
    ) -> Vec<(Theta, Condition)> {
        let Act { object, .. } = act_of(p);
        let silence = |slot, role: &str| silence_of(slot, role, ask.ban, &fact.sentence);
        match (part, object) {
            (0, _) => self.list(
                &p.subject,
                Some(&fact.sentence.subject),
                ask.doer(),
                Silence::Nothing,
                join(ask),
                theta,
            ),
            (1, Some(asked)) => self.list(
                asked,
                act_of(&fact.sentence).object,
                ask,
                silence(declared.object.as_ref(), ""),
                join(ask),
                theta,
            ),
            _ => {
                let role = &p.roles[part - 1 - usize::from(object.is_some())];
                let held = fact
                    .sentence
                    .roles
                    .iter()
                    .find(|x| x.preposition == role.preposition)
                    .map(|x| &x.list);
                self.list(
                    &role.list,
                    held,
                    ask,
                    silence(declared.role(&role.preposition), &role.preposition),
                    join(ask),
                    theta,
                )
            }
        }
    }
}

/// The parts of an act.
struct Act<'p> {
    modal: Option<Modal>,
    action: Option<crate::vocabulary::ActionId>,
    object: Option<&'p List>,
}

fn act_of(p: &Sentence) -> Act<'_> {
    match &p.predicate {
        Predicate::Act {
            modal,
            action,
            object,
            ..
        } => Act {
            modal: *modal,
            action: *action,
            object: object.as_ref(),
        },
        Predicate::State { .. } => Act {
            modal: None,
            action: None,
            object: None,
        },
    }
}

/// What was found, without the bindings there were before.
fn told(found: Vec<(Theta, Condition)>, before: &Theta) -> Found {
    let new = |t: &Theta| -> Vec<(u8, Bound)> {
        t.iter()
            .filter(|(n, b)| before.get(*n) != Some(b))
            .cloned()
            .collect()
    };
    let mut ways: Vec<(Vec<(u8, Bound)>, Condition)> = found
        .iter()
        .filter(|(_, c)| !c.is_never())
        .map(|(t, c)| (new(t), *c))
        .collect();
    match &ways[..] {
        [] => Found::Never,
        [(bound, c)] if bound.is_empty() && c.is_always() => Found::Always,
        _ => Found::Ways(std::mem::take(&mut ways)),
    }
}

fn with_all(mut theta: Theta, bound: &[(u8, Bound)]) -> Theta {
    for (n, b) in bound {
        theta.put(*n, b.clone());
    }
    theta
}

/// The variables that more than one part of these conditions and sentences asks for, as bits.
pub(crate) fn shared_variables(conditions: &[&model::Condition], sentences: &[&Sentence]) -> u32 {
    variables(conditions.iter().flat_map(|c| &c.atoms), sentences).1
}

/// The variables that some part of a condition asks for, as bits; all there may be, where a part asks with phrases.
pub(crate) fn variables_of(atoms: &[Atom]) -> u32 {
    let plain = |s: &Sentence| s.phrases.is_empty() && s.that.is_none();
    let plain = |a: &Atom| match a {
        Atom::Sentence(s) => plain(s),
        Atom::Kind(k) => k.phrases.is_empty() && k.sentences.iter().all(plain),
        Atom::Order(_) | Atom::Moment(_) => false,
    };
    if atoms.iter().all(plain) {
        variables(atoms.iter(), &[]).0
    } else {
        u32::MAX
    }
}

/// The variables that parts ask for, and those that more than one of them asks for.
fn variables<'a>(atoms: impl Iterator<Item = &'a Atom>, sentences: &[&'a Sentence]) -> (u32, u32) {
    let (mut once, mut twice) = (0u32, 0u32);
    let mut note = |mine: u32| {
        twice |= once & mine;
        once |= mine;
    };
    let mut todo: Vec<&Sentence> = sentences.to_vec();
    for atom in atoms {
        match atom {
            Atom::Sentence(s) => todo.push(s),
            Atom::Kind(k) => {
                for (_, index, value) in &k.fields {
                    index.iter().chain([value]).for_each(|l| note(of_list(l)));
                }
                todo.extend(&k.sentences);
            }
            Atom::Order(o) => {
                if let MomentKind::Point(_, of, ..) = &o.moment.kind
                    && let PointOf::Event(s) = &**of
                {
                    todo.push(s);
                }
            }
            Atom::Moment(_) => {}
        }
    }
    while let Some(s) = todo.pop() {
        note(of_list(&s.subject));
        match &s.predicate {
            Predicate::Act {
                object: Some(l), ..
            }
            | Predicate::State { of: Some(l), .. } => note(of_list(l)),
            _ => {}
        }
        s.roles.iter().for_each(|r| note(of_list(&r.list)));
        todo.extend(s.that.as_deref());
        for p in &s.phrases {
            match &p.kind {
                PhraseKind::Guard(_, c) => todo.extend(c.atoms.iter().filter_map(|a| {
                    if let Atom::Sentence(s) = a {
                        Some(s)
                    } else {
                        None
                    }
                })),
                PhraseKind::Precedence(_, l) | PhraseKind::Manner(_, l) => note(of_list(l)),
                _ => {}
            }
        }
    }
    (once, twice)
}

fn of_list(l: &List) -> u32 {
    let mut out = 0;
    list_variables(l, &mut out);
    out
}

/// The variables a list binds or asks for, as bits.
pub(super) fn list_variables(l: &List, out: &mut u32) {
    l.items
        .iter()
        .chain(&l.except)
        .for_each(|i| item_variables(i, out));
}

fn item_variables(i: &Item, out: &mut u32) {
    match &i.base {
        Base::Variable(n) | Base::EveryClause(_, Some(n)) => *out |= 1 << n,
        Base::Thing(t) => {
            t.variable.iter().for_each(|n| *out |= 1 << n);
            t.of.iter().for_each(|o| item_variables(o, out));
            t.attributes
                .iter()
                .for_each(|(_, l)| list_variables(l, out));
            t.located.iter().for_each(|p| place_variables(p, out));
        }
        Base::Place(p) => place_variables(p, out),
        Base::Amount(a) => a.of.iter().for_each(|o| item_variables(o, out)),
        Base::Choice(c) => c
            .alternatives
            .iter()
            .for_each(|(_, l)| list_variables(l, out)),
        Base::Group(l) => list_variables(l, out),
        _ => {}
    }
}

fn place_variables(p: &Place, out: &mut u32) {
    match p {
        Place::Variable(n) | Place::Every(_, _, Some(n)) => *out |= 1 << n,
        Place::Union(a, b) => a.iter().chain(b).for_each(|p| place_variables(p, out)),
        Place::HeldBy(p, actor, _) => {
            place_variables(p, out);
            item_variables(actor, out);
        }
        Place::Part(_, p) | Place::Unknown(_, Some(p)) => place_variables(p, out),
        _ => {}
    }
}

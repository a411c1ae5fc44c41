//! The order of a draft's steps, with dates or without: what each clause says of when, in words; what waits for what; what hangs on nobody's promise. What is said is read
//! off the phrases as they stand, so that nothing is told that the text does not say; which clauses perform an event the schedule knows.

use super::{Moment as Node, Schedule, Timeline, What};
use crate::model::*;
use crate::source::Span;
use crate::wording::Speaker;
use std::collections::{BTreeMap, BTreeSet};

/// A clause that has its place in the order.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The clause.
    pub clause: usize,
    /// How many steps are before it, one waiting for the other: 0 waits for none.
    pub level: usize,
    /// What it says of when, in words, each once.
    pub when: Vec<String>,
    /// What of this nobody is bound to bring about.
    pub nobody: Vec<String>,
    /// The clauses it waits for.
    pub waits: Vec<usize>,
    /// Where it is said.
    pub at: Span,
}

impl Step {
    /// What it says of when; of what only others wait for, that it waits for nothing.
    pub(crate) fn told(&self) -> String {
        match (&self.when[..], &self.waits[..]) {
            ([], []) => "waits for nothing".to_owned(),
            ([], _) => "waits for another".to_owned(),
            (when, _) => when.join("; "),
        }
    }
}

/// How one clause lies to another in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// At the same time as far as anybody knows.
    Beside,
    /// Counted from it, and so most likely later.
    Counted,
    /// Not before it.
    Waits,
}

/// By clause, what it is tied to: the other clause, how, and whether to its end.
type Ties = BTreeMap<usize, BTreeSet<(usize, Tie, bool)>>;

impl Timeline<'_> {
    /// The steps in their order: what waits for nothing first, and clauses of one place as they stand in the text.
    pub(crate) fn sequence(&self) -> Vec<Step> {
        Reader {
            draft: self.draft,
            labels: Labels::of(self.draft),
            performs: performing(self.draft, self.schedule),
            unpromised: {
                let all = self.schedule.moments.iter();
                let open = all.filter(|m| matches!(m.what, What::Unpromised(_)));
                open.map(|m| m.at).collect()
            },
            counts: self.schedule.reasons.iter().map(|r| r.at).collect(),
            speaker: Speaker::new(self.v, self.sources, self.draft),
        }
        .steps()
    }
}

struct Reader<'r> {
    draft: &'r Draft,
    /// Where its clauses stand, and those of the texts it brings in.
    labels: Labels<'r>,
    /// By the place of a phrase or moment, the clauses whose promises perform the event it speaks of, and whether their end counts.
    performs: Performs,
    /// Where events are spoken of that no clause promises.
    unpromised: BTreeSet<Span>,
    /// Where something is said that bounds the plan as it is chosen.
    counts: BTreeSet<Span>,
    speaker: Speaker<'r>,
}

impl Reader<'_> {
    fn steps(&self) -> Vec<Step> {
        let mut found: BTreeMap<usize, Step> = BTreeMap::new();
        let mut ties: Ties = BTreeMap::new();
        let blank = |clause: usize| Step {
            clause,
            level: 0,
            when: Vec::new(),
            nobody: Vec::new(),
            waits: Vec::new(),
            at: self.draft.clauses[clause].head,
        };
        for (clause, c) in self.draft.clauses.iter().enumerate() {
            let own = c.phrases.iter().map(|(p, under)| (p, under.is_empty()));
            let said = c.sentences.iter().flat_map(|(s, under)| {
                let whole = under.is_empty();
                s.phrases.iter().map(move |p| (p, whole))
            });
            for (p, certain) in own.chain(said) {
                // What stands under an alternative that is not taken says nothing.
                if !certain && !self.counts.contains(&p.span) || !ties_in_time(p) {
                    continue;
                }
                let step = found.entry(clause).or_insert_with(|| blank(clause));
                let mut words = self.speaker.phrase(p).text();
                // Each text has a signature and an entry into force of its own.
                let ends = ["signature", "entry into force"];
                if let Some(text) = c
                    .text
                    .as_ref()
                    .filter(|_| ends.iter().any(|e| words.ends_with(e)))
                {
                    words = format!("{words} of {text}");
                }
                self.read(step, p, words, &mut ties);
            }
        }
        let inside = self.draft.clauses.iter().flat_map(|c| &c.orders);
        for (o, under) in inside.chain(&self.draft.orders) {
            let Some(clause) = self.clause_of(&o.moment) else {
                continue;
            };
            if !under.is_empty() && !self.counts.iter().any(|at| holds(o.span, *at)) {
                continue;
            }
            let step = found.entry(clause).or_insert_with(|| blank(clause));
            for p in &o.phrases {
                self.read(step, p, self.speaker.order(o).text(), &mut ties);
            }
        }
        let waited: Vec<usize> = ties
            .values()
            .flatten()
            .filter(|(_, tie, _)| *tie == Tie::Waits)
            .map(|(other, ..)| *other)
            .collect();
        for other in waited {
            found.entry(other).or_insert_with(|| blank(other));
        }
        let levels = levels(self.draft, &ties);
        let mut out: Vec<Step> = found.into_values().collect();
        for s in &mut out {
            s.level = levels[s.clause];
            let of = ties.get(&s.clause).into_iter().flatten();
            let waits = of.filter(|(_, tie, _)| *tie == Tie::Waits);
            s.waits = waits.map(|(other, ..)| *other).collect();
            s.waits.dedup();
        }
        out.sort_by_key(|s| (s.level, s.clause));
        out
    }

    /// What a phrase says of a clause.
    fn read(&self, step: &mut Step, p: &Phrase, words: String, ties: &mut Ties) {
        let words = words.trim_start_matches([',', ' ']).to_owned();
        if !step.when.contains(&words) {
            if step.when.is_empty() {
                step.at = p.span;
            }
            step.when.push(words);
        }
        let mut nobody = Vec::new();
        let (moments, tie): (Vec<&Moment>, Option<Tie>) = match &p.kind {
            PhraseKind::Time(_, bound) => (bound.moment().into_iter().collect(), tie(bound)),
            PhraseKind::Manner(Manner::WithConsentOf, list) => {
                nobody.push(format!("the consent of {}", self.speaker.list(list).text()));
                (Vec::new(), None)
            }
            PhraseKind::Manner(Manner::InParallelWith, list) => {
                let clauses = list.items.iter().filter_map(|i| self.clause(i));
                let beside = clauses.map(|c| (c, Tie::Beside, false));
                ties.entry(step.clause).or_default().extend(beside);
                (Vec::new(), None)
            }
            _ => (Vec::new(), None),
        };
        for m in moments {
            for (other, ends) in self.moment(m, p.span, &mut nobody) {
                let apart = !within(self.draft, other, step.clause)
                    && !within(self.draft, step.clause, other);
                if let Some(tie) = tie.filter(|_| apart) {
                    ties.entry(step.clause)
                        .or_default()
                        .insert((other, tie, ends));
                }
            }
        }
        for n in nobody {
            if !step.nobody.contains(&n) {
                step.nobody.push(n);
            }
        }
    }

    /// The clauses a moment of a phrase is one of, each with whether its end counts, and what of it nobody is bound to. What comes after the earlier of two waits for
    /// neither.
    fn moment(&self, m: &Moment, phrase: Span, nobody: &mut Vec<String>) -> Vec<(usize, bool)> {
        let all = match &m.kind {
            MomentKind::Declared(_) | MomentKind::Hole(_) => {
                nobody.push(self.speaker.moment(m).text());
                return Vec::new();
            }
            MomentKind::Extreme(later, of) => {
                let each = of.iter().flat_map(|m| self.moment(m, phrase, nobody));
                let each: Vec<(usize, bool)> = each.collect();
                return if *later { each } else { Vec::new() };
            }
            MomentKind::Shifted(_, of) => return self.moment(of, phrase, nobody),
            MomentKind::Point(point, of, _) => match &**of {
                PointOf::Item(i) => match self.clause(i) {
                    Some(c) if !matches!(point, Point::Breach | Point::Occurrence) => {
                        vec![(c, *point != Point::Start)]
                    }
                    _ => {
                        nobody.push(self.speaker.moment(m).text());
                        Vec::new()
                    }
                },
                PointOf::Event(s) => {
                    let mut all = self.performing(phrase);
                    if self.unpromised.contains(&m.span) {
                        nobody.push(self.speaker.moment(m).text());
                        let may = self.allowing(s).map(|c| (c, *point != Point::Start));
                        all.extend(may.filter(|one| !all.contains(one)).collect::<Vec<_>>());
                    }
                    return all;
                }
                PointOf::It => Vec::new(),
            },
            MomentKind::Date(_)
            | MomentKind::Signature
            | MomentKind::Entry
            | MomentKind::It
            | MomentKind::AnyDate(_) => Vec::new(),
        };
        let free = all.iter().filter(|(c, _)| !self.owed(*c));
        nobody.extend(free.map(|(c, _)| format!("clause {}", self.draft.clauses[*c].label)));
        all
    }

    /// The clauses that allow or expect the very deed, and oblige nobody to it.
    fn allowing(&self, deed: &Sentence) -> impl Iterator<Item = usize> {
        let act = |s: &Sentence| match &s.predicate {
            Predicate::Act { action, object, .. } => Some((*action, object.clone())),
            Predicate::State { .. } => None,
        };
        let wanted = act(deed);
        let allows = move |s: &Sentence| {
            let may = matches!(
                s.predicate,
                Predicate::Act {
                    modal: Some(Modal::May | Modal::Expected),
                    ..
                }
            );
            may && wanted.is_some() && act(s) == wanted && s.subject == deed.subject
        };
        let clauses = self.draft.clauses.iter().enumerate();
        clauses
            .filter(move |(_, c)| c.sentences.iter().any(|(s, _)| allows(s)))
            .map(|(n, _)| n)
    }

    /// The clauses that perform the events a phrase speaks of.
    fn performing(&self, phrase: Span) -> Vec<(usize, bool)> {
        let inside = self
            .performs
            .range((phrase.source.0, phrase.start, 0)..=(phrase.source.0, phrase.end, u32::MAX));
        let inside = inside.filter(|((_, _, end), _)| *end <= phrase.end);
        let mut all: Vec<(usize, bool)> = inside.flat_map(|(_, of)| of.clone()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The clause an item names.
    fn clause(&self, i: &Item) -> Option<usize> {
        self.labels.named(i).first().copied()
    }

    fn clause_of(&self, m: &Moment) -> Option<usize> {
        match &m.kind {
            MomentKind::Point(_, of, _) => match &**of {
                PointOf::Item(i) => self.clause(i),
                _ => None,
            },
            _ => None,
        }
    }

    /// Is somebody bound to what a clause says? What it only allows, expects or proposes nobody owes.
    fn owed(&self, clause: usize) -> bool {
        let all = self.draft.clauses.iter().enumerate();
        let own = all.filter(|(n, _)| within(self.draft, *n, clause));
        let mut said = own.flat_map(|(_, c)| &c.sentences).peekable();
        said.peek().is_none()
            || said.any(|(s, _)| match &s.predicate {
                Predicate::Act { modal, .. } => {
                    let binds = [Modal::Shall, Modal::ShallNot, Modal::Hereby];
                    modal.is_some_and(|m| binds.contains(&m))
                }
                Predicate::State { .. } => true,
            })
    }
}

/// Does a phrase tie something to another moment than a date?
fn ties_in_time(p: &Phrase) -> bool {
    fn to_moment(m: &Moment) -> bool {
        match &m.kind {
            MomentKind::Date(_) | MomentKind::AnyDate(_) | MomentKind::It => false,
            MomentKind::Extreme(_, of) => of.iter().any(to_moment),
            MomentKind::Shifted(_, of) => to_moment(of),
            _ => true,
        }
    }
    match &p.kind {
        PhraseKind::Time(_, bound) => bound.moment().is_some_and(to_moment),
        PhraseKind::Manner(word, _) => {
            matches!(word, Manner::WithConsentOf | Manner::InParallelWith)
        }
        _ => false,
    }
}

/// How what is bounded so lies to the moment it is bounded by. A deadline makes nobody wait.
fn tie(b: &Bound) -> Option<Tie> {
    match b {
        Bound::At(Relation::After | Relation::From | Relation::Upon | Relation::On, _)
        | Bound::Within(_, Counted::After, _)
        | Bound::Offset(_, Counted::After, _) => Some(Tie::Waits),
        Bound::Within(_, Counted::Of, _) | Bound::Offset(_, Counted::Of, _) => Some(Tie::Counted),
        Bound::AtOnce(_) => Some(Tie::Beside),
        _ => None,
    }
}

/// By source, beginning and end of a place: clauses, and whether their end counts.
type Performs = BTreeMap<(u32, u32, u32), Vec<(usize, bool)>>;

/// By the place at which an event is spoken of, the clauses that perform it.
fn performing(draft: &Draft, schedule: &Schedule) -> Performs {
    let mut out = Performs::new();
    for e in schedule.network.edges() {
        let reason = schedule.reasons[e.why];
        if !reason.said {
            continue;
        }
        for m in [&schedule.moments[e.from], &schedule.moments[e.to]] {
            let own = |c: usize| reason.clause.is_some_and(|own| within(draft, c, own));
            let Some(c) = done_in(m).filter(|c| !own(*c)) else {
                continue;
            };
            let key = (reason.at.source.0, reason.at.start, reason.at.end);
            let all = out.entry(key).or_default();
            let one = (c, m.what != What::Start);
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    out
}

/// The clause that brings a moment about by what it promises.
fn done_in(m: &Node) -> Option<usize> {
    let own = matches!(
        m.what,
        What::Start | What::Completion | What::Expiry | What::Verification
    );
    m.clause.filter(|_| own)
}

/// Does one place lie in another?
fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

/// Is one clause a part of another, or that one?
fn within(draft: &Draft, part: usize, whole: usize) -> bool {
    draft.around(part).any(|c| c == whole)
}

/// How many steps are before each clause. A part is no sooner than what it is a part of, and what waits for the end of a whole waits for all its parts; where clauses
/// wait for each other, none is sooner for it.
fn levels(draft: &Draft, ties: &Ties) -> Vec<usize> {
    let clauses = draft.clauses.len();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); clauses];
    for c in 0..clauses {
        draft
            .around(c)
            .skip(1)
            .for_each(|whole| parts[whole].push(c));
    }
    // What comes after each clause, and by how many steps.
    let mut next: Vec<Vec<(usize, usize)>> = vec![Vec::new(); clauses];
    let mut before = vec![0_usize; clauses];
    let mut add = |first: usize, then: usize, steps: usize| {
        next[first].push((then, steps));
        before[then] += 1;
    };
    for (then, of) in ties {
        for (first, tie, ends) in of {
            let steps = usize::from(*tie != Tie::Beside);
            add(*first, *then, steps);
            for part in parts[*first].iter().filter(|_| *ends) {
                if *part != *then {
                    add(*part, *then, steps);
                }
            }
        }
    }
    for c in 0..clauses {
        if let Some(parent) = draft.clauses[c].parent {
            add(parent, c, 0);
        }
    }
    let mut out = vec![0; clauses];
    let mut ready: Vec<usize> = (0..clauses).filter(|c| before[*c] == 0).collect();
    while let Some(c) = ready.pop() {
        for (then, steps) in &next[c] {
            out[*then] = out[*then].max(out[c] + steps);
            before[*then] -= 1;
            if before[*then] == 0 {
                ready.push(*then);
            }
        }
    }
    out
}

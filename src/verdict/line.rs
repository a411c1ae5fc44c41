//! Judges drafts: every line of every party.

use super::demand::{Outcome, evaluate};
use super::evidence::{evidence, reasons};
use super::open::{Readers, open_on, settled, verdict as verdict_under, witness};
use super::{Cause, Evidence, Finding, Granted, Verdict};
use crate::condition::{Condition, Store};
use crate::derive::{asked, derive, needed, strata};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{Facts, gather};
use crate::matching::{Conflict, Engine, MOST_PERFORMING, MOST_TOLD, Memory, Notes};
use crate::model::choices::Sort;
use crate::model::*;
use crate::schedule::Timetables;
use crate::source::Span;
use crate::vocabulary::{Day, DayRange, StateId};
use compact_str::CompactString;
use rustc_hash::FxHashSet;

/// Under which condition a red line is crossed.
pub(super) struct Function {
    /// The line.
    pub line: CompactString,
    /// As its party reads the draft.
    pub own: Condition,
    /// Under any reading.
    pub unread: Condition,
}

/// One draft, ready to be judged.
pub struct Judge<'w> {
    pub(super) world: &'w World,
    pub(super) draft: &'w Draft,
    pub(super) facts: Facts<'w>,
    pub(super) store: Store,
    /// What the engine finds of the draft, whoever asks: kept from party to party.
    memory: Memory,
    as_of: Option<Day>,
    /// The day that was asked for, if one was: waivers go by it.
    pub(super) asked: Option<Day>,
    /// Waivers let lines pass.
    waivers: bool,
    pub(super) taken: Vec<Taken>,
    /// Those of the choices taken that are a party's reading, not the text's: a plan that contradicts itself under them is judged without their limits.
    read: Vec<usize>,
    /// The schedules, made when a line first asks for an order in time.
    plan: Option<Timetables>,
    /// Heads of lines for which a limit was reached: they get no verdict.
    pub undecided: Vec<Span>,
    /// What is to be said of waivers.
    pub waiver_findings: Vec<Diagnostic>,
}

/// Judges one draft against the given positions. `as_of`: the day on which lines are read; the draft's own if nothing is given.
pub fn judge(
    world: &World,
    draft: &Draft,
    positions: &[&Position],
    as_of: Option<DayRange>,
) -> Vec<Finding> {
    let mut judge = Judge::new(world, draft, as_of, &[]);
    positions.iter().flat_map(|p| judge.position(p)).collect()
}

impl<'w> Judge<'w> {
    /// Gathers the facts of a draft, some of its choices taken for granted.
    pub fn new(
        world: &'w World,
        draft: &'w Draft,
        as_of: Option<DayRange>,
        taken: &[Taken],
    ) -> Self {
        Judge {
            asked: as_of.map(|d| d.last),
            ..Self::on(
                world,
                draft,
                as_of.or(draft.dated).map(|d| d.last),
                taken.to_vec(),
            )
        }
    }

    /// Judges as if no party had waived anything.
    #[must_use]
    pub fn without_waivers(self) -> Self {
        Judge {
            waivers: false,
            ..self
        }
    }

    /// The same questions to another version of the draft, waivers left out.
    pub(super) fn again<'d>(&self, draft: &'d Draft) -> Judge<'d>
    where
        'w: 'd,
    {
        Judge::on(self.world, draft, self.as_of, self.taken.clone()).without_waivers()
    }

    fn on(world: &'w World, draft: &'w Draft, as_of: Option<Day>, taken: Vec<Taken>) -> Self {
        let mut store = Store::of(draft, &taken);
        let facts = gather(&world.vocabulary, draft, &mut store);
        // Taking a reading for granted is reading the text so.
        let read = taken
            .iter()
            .map(|(c, _)| *c)
            .filter(|c| draft.choices[*c].sort == Sort::Reading)
            .collect();
        Judge {
            world,
            draft,
            facts,
            store,
            memory: Memory::default(),
            as_of,
            asked: None,
            waivers: true,
            taken,
            read,
            plan: None,
            undecided: Vec::new(),
            waiver_findings: Vec::new(),
        }
    }

    /// Everything the lines of one party say of the draft.
    pub fn position(&mut self, p: &Position) -> Vec<Finding> {
        self.some_lines(p, &|_| true)
    }

    /// The same of some lines.
    pub fn some_lines(&mut self, p: &Position, wanted: &dyn Fn(&Line) -> bool) -> Vec<Finding> {
        let readers = Readers::of(self.draft, p, &self.world.positions);
        let mut found = self.lines(p, &readers, wanted);
        // What the party's own reading decides is told by the clauses of the text as it reads it.
        let by_reading: Vec<Span> = found
            .iter()
            .filter(|(_, by_reading)| *by_reading)
            .map(|(f, _)| f.head)
            .collect();
        if !by_reading.is_empty() {
            let own: Vec<Taken> = readers
                .own
                .iter()
                .copied()
                .filter(|(c, _)| !self.taken.iter().any(|(t, _)| t == c))
                .collect();
            let mut as_it_reads = Judge::on(
                self.world,
                self.draft,
                self.as_of,
                [&self.taken[..], &own].concat(),
            );
            if self.plan.as_ref().is_some_and(|p| p.nobody) {
                as_it_reads.read.clear();
            }
            let again = as_it_reads.lines(p, &readers, &|l| by_reading.contains(&l.head));
            for (as_read, _) in again {
                for (f, _) in found.iter_mut().filter(|(f, _)| f.head == as_read.head) {
                    *f = Finding {
                        differs_under: std::mem::take(&mut f.differs_under),
                        ..as_read.clone()
                    };
                }
            }
        }
        let mut found: Vec<Finding> = found.into_iter().map(|(f, _)| f).collect();
        if self.waivers {
            self.waive(p, &mut found);
        }
        found
    }

    /// Some lines of a party, and whether a reading the party declares has a part in the verdict of each.
    fn lines(
        &mut self,
        p: &Position,
        readers: &Readers,
        wanted: &dyn Fn(&Line) -> bool,
    ) -> Vec<(Finding, bool)> {
        let waivers = self.waivers;
        self.each_line(
            p,
            |l, _| wanted(l),
            |e, rules, l, day| line(e, rules, p, readers, l, day, waivers),
        )
    }

    /// Under which condition each red line of a party is crossed. What it has waived is not among them.
    pub(super) fn functions(&mut self, p: &Position) -> Vec<Function> {
        let readers = Readers::of(self.draft, p, &[]);
        let whole: Vec<CompactString> = p
            .waivers
            .iter()
            .filter(|w| w.draft == self.draft.id && w.clauses.is_empty() && self.holds(w))
            .map(|w| w.line.clone())
            .collect();
        let whole = |l: &Line| whole.contains(&l.label);
        self.each_line(
            p,
            |l, day| !l.goal && waived(l, day).is_none() && !whole(l),
            |e, rules, l, day| {
                let mut unread = Condition::NEVER;
                for d in in_force(l, day) {
                    let o = evaluate(e, d, rules);
                    unread = e.store.or(unread, o.crossed);
                }
                Function {
                    line: l.label.clone(),
                    own: readers.read(e, unread),
                    unread,
                }
            },
        )
    }

    /// What is made of each line that is wanted; one for which a limit was reached is put down as undecided.
    fn each_line<T>(
        &mut self,
        p: &Position,
        wanted: impl Fn(&Line, Option<Day>) -> bool,
        mut judged: impl FnMut(&mut Engine, &[&EffectRule], &Line, Option<Day>) -> T,
    ) -> Vec<T> {
        let mut undecided = Vec::new();
        let timed = p
            .lines
            .iter()
            .any(|l| wanted(l, self.as_of) && asks_for_order(l));
        let found = self.with_engine(p, timed, asked(p), |e, rules, day| {
            let mut out = Vec::new();
            let derived = !e.store.exhausted();
            for l in p.lines.iter().filter(|l| !l.broken && wanted(l, day)) {
                if derived {
                    e.store.begin_line();
                }
                let one = judged(e, rules, l, day);
                if e.store.exhausted() {
                    undecided.push(l.head)
                } else {
                    out.push(one)
                }
            }
            out
        });
        self.undecided.extend(undecided);
        found
    }

    /// Does a sentence follow? When it does, and from which clauses.
    pub fn follows(&mut self, s: &Sentence) -> (Condition, Vec<Evidence>) {
        let nobody = Position {
            name: "".into(),
            node: None,
            title: String::new(),
            lines: Vec::new(),
            waivers: Vec::new(),
            effects: Vec::new(),
            reads: Vec::new(),
            span: s.span,
        };
        let mut states = FxHashSet::default();
        crate::derive::sentence(s, &mut states);
        self.with_engine(&nobody, false, states, |e, _, _| {
            let hits = e.sentence(
                s,
                crate::matching::Ask::new(crate::matching::Mode::Entail),
                &crate::matching::Theta::default(),
            );
            let mut c = Condition::NEVER;
            let mut used = Vec::new();
            for h in hits {
                c = e.store.or(c, h.condition);
                used.extend(
                    h.sources
                        .iter()
                        .map(|s| (*s, super::Role::Crosses, Vec::new())),
                );
            }
            (c, evidence(e, &used))
        })
    }

    /// What the draft amounts to for everybody, in words, and whether that is certain; sorted.
    pub fn effects(&mut self) -> Vec<(String, bool)> {
        let nobody = Position {
            name: "".into(),
            node: None,
            title: String::new(),
            lines: Vec::new(),
            waivers: Vec::new(),
            effects: Vec::new(),
            reads: Vec::new(),
            span: self.draft.span,
        };
        let states: FxHashSet<StateId> = self
            .world
            .effects
            .iter()
            .filter_map(|r| crate::derive::state_of(&r.head))
            .collect();
        self.with_engine(&nobody, false, states, |e, rules, _| {
            crate::derive::told(e.v, rules, &e.tuples)
                .into_iter()
                .collect()
        })
    }

    /// Clauses of the draft that contradict each other without anything saying which prevails.
    pub fn conflicts(&mut self) -> Vec<Diagnostic> {
        let found = self.look(|e| e.conflicts());
        found.iter().map(|c| conflict(self.draft, c)).collect()
    }

    /// Who is bound without being a party, and who judges by themselves.
    pub fn role_findings(&mut self) -> Vec<Diagnostic> {
        self.look(|e| super::roles::findings(e))
    }

    /// Something looks at the draft with an engine that has derived nothing.
    pub(crate) fn look<T>(&mut self, f: impl FnOnce(&mut Engine) -> T) -> T {
        f(&mut self.work().engine)
    }

    /// What is wrong or doubtful with the plan of the draft: nothing is looked for in a draft without a word on time, or with too many sentences.
    pub fn plan_findings(&mut self) -> Vec<Diagnostic> {
        let timed = |p: &Phrase| {
            matches!(p.kind, PhraseKind::Time(..))
                || matches!(&p.kind, PhraseKind::Manner(Manner::WithConsentOf, _))
        };
        let orders = self.draft.all_orders().next().is_some()
            || self.draft.clauses.iter().any(|c| !c.orders.is_empty());
        if !orders
            && !self
                .facts
                .all
                .iter()
                .any(|f| f.phrases.iter().any(|(p, _)| timed(p)))
        {
            return Vec::new();
        }
        self.work().timetables().findings.clone()
    }

    /// The texts whose plan somebody can keep.
    pub(super) fn feasible(&mut self) -> Condition {
        self.plan_findings();
        self.plan.as_ref().map_or(Condition::ALWAYS, |p| p.feasible)
    }

    /// The engine, with nothing derived yet.
    fn work(&mut self) -> Work<'_> {
        Work {
            engine: Engine::new(
                &self.world.vocabulary,
                self.draft,
                &self.facts,
                &mut self.store,
                &mut self.memory,
            ),
            made: &mut self.plan,
            taken: &self.taken,
            read: &self.read,
        }
    }

    /// Derives the effects behind the states that are asked about, and goes on with the engine.
    fn with_engine<T>(
        &mut self,
        p: &Position,
        timed: bool,
        asked: FxHashSet<StateId>,
        f: impl FnOnce(&mut Engine, &[&EffectRule], Option<Day>) -> T,
    ) -> T {
        let mut rules: Vec<&EffectRule> = self.world.effects.iter().collect();
        rules.extend(&p.effects);
        let behind = needed(&rules, asked);
        let order = strata(&self.world.vocabulary, &behind).unwrap_or_default();
        let as_of = self.as_of;
        let mut work = self.work();
        if timed || work.made.is_some() {
            work.timetables();
        }
        let Work {
            mut engine, made, ..
        } = work;
        if let Some(plan) = made {
            engine.plans = plan.plans();
            engine.feasible = plan.feasible;
            engine.too_many = plan.too_many;
            engine.loose = plan.loose;
        }
        derive(&mut engine, &behind, &order);
        f(&mut engine, &rules, as_of)
    }
}

/// An engine on a draft, with what schedules are made of.
struct Work<'j> {
    engine: Engine<'j>,
    made: &'j mut Option<Timetables>,
    taken: &'j [Taken],
    read: &'j [usize],
}

impl Work<'_> {
    /// The schedules of the draft, made when first asked for.
    fn timetables(&mut self) -> &Timetables {
        self.made.get_or_insert_with(|| {
            if self.engine.facts.all.len() <= MOST_PLANNED {
                Timetables::of(&mut self.engine, self.taken, self.read)
            } else {
                Timetables::none()
            }
        })
    }
}

/// Sentences a draft may have for its schedule to be asked: every step is worked out against all others.
const MOST_PLANNED: usize = 2_000;

/// Does a line ask when something happens?
pub fn asks_for_order(l: &Line) -> bool {
    let timed = |phrases: &[Phrase]| {
        phrases
            .iter()
            .any(|p| matches!(p.kind, PhraseKind::Time(..)))
    };
    l.blocks.iter().flat_map(|(_, d)| d).any(|d| {
        let wanted = match &d.wanted {
            Wanted::Sentence(s) => timed(&s.phrases),
            Wanted::Kind(k) => timed(&k.phrases) || k.sentences.iter().any(|s| timed(&s.phrases)),
            Wanted::Order(..) => true,
        };
        let excused = match &d.exception {
            Some(Exception::Tail(_, phrases, _)) => timed(phrases),
            Some(Exception::Condition(c)) => c.atoms.iter().any(|a| match a {
                Atom::Sentence(s) => timed(&s.phrases),
                Atom::Kind(k) => timed(&k.phrases),
                Atom::Order(_) | Atom::Moment(_) => true,
            }),
            None => false,
        };
        wanted || excused
    })
}

fn conflict(draft: &Draft, c: &Conflict) -> Diagnostic {
    let (a, b) = (&draft.clauses[c.clauses.0], &draft.clauses[c.clauses.1]);
    let message = match &c.field {
        None if a.label == b.label => format!(
            "Clause {} bans what it allows or demands in another sentence, and neither prevails",
            a.label
        ),
        Some(field) => format!(
            "Clauses {} and {} give the same place different values of `{field}`, and neither prevails",
            a.label, b.label
        ),
        None if c.first_bans => format!(
            "Clause {} bans what clause {} allows or demands, and neither prevails",
            a.label, b.label
        ),
        None => format!(
            "Clause {} allows or demands what clause {} bans, and neither prevails",
            a.label, b.label
        ),
    };
    Diagnostic::new(Code::Conflict, c.at.1, message).here(format!("clause {}", b.label)).also(c.at.0, format!("clause {}", a.label)).help(if a.label == b.label {
        "narrow one of the two to a place, an actor or a time, or put them into clauses and say which prevails".to_owned()
    } else {
        format!("say which prevails (`notwithstanding clause {}`), or narrow one of them to a place, an actor or a time", a.label)
    })
}

/// The rules of a line in force on a day: those without a date, and the latest dated ones that had begun.
pub(crate) fn in_force(l: &Line, day: Option<Day>) -> Vec<&Demand> {
    let mut out: Vec<&Demand> = l
        .blocks
        .iter()
        .filter(|(d, _)| d.is_none())
        .flat_map(|(_, d)| d)
        .collect();
    let dated = l
        .blocks
        .iter()
        .filter(|(d, _)| d.is_some_and(|d| day.is_none_or(|day| d.first <= day)))
        .max_by_key(|(d, _)| d.map(|d| d.first));
    out.extend(dated.iter().flat_map(|(_, d)| d));
    out
}

fn line(
    e: &mut Engine,
    rules: &[&EffectRule],
    p: &Position,
    readers: &Readers,
    l: &Line,
    day: Option<Day>,
    waivers: bool,
) -> (Finding, bool) {
    e.notes = Notes::default();
    let demands = in_force(l, day);
    let (mut f, by_reading) = verdict(e, rules, p, readers, l, &demands);
    if demands.is_empty() {
        f.message = "respected: no rule of this line was in force on this date".to_owned();
    }
    if let Some((given, at)) = waived(l, day).filter(|_| waivers && f.verdict != Verdict::Respected)
    {
        let given = Some(*given);
        let by = p.title.clone();
        f.waivers.push(Granted {
            by,
            given,
            place: String::new(),
            reason: String::new(),
            until: None,
            clauses: Vec::new(),
            unchecked: false,
            from: f.verdict,
            at: *at,
        });
        f.verdict = Verdict::Waived;
        f.message = format!("{} waives this line", p.title);
    }
    f.stated_later = matches!((l.stated, day), (Some(stated), Some(day)) if stated.first > day);
    // A later statement may judge the same text otherwise.
    let later: Vec<&Demand> = in_force(l, None);
    if day.is_some() && !same(&later, &demands) {
        let (other, _) = verdict(e, rules, p, readers, l, &later);
        if other.verdict != f.verdict || other.cause != f.cause {
            let cause = other
                .cause
                .map_or_else(String::new, |c| format!(" by {}", c.word()));
            f.notes.push(format!(
                "as last stated, the line is {}{cause}",
                other.verdict.word()
            ));
        }
    }
    (f, by_reading)
}

/// The party's word by this day that it no longer insists on the line.
fn waived(l: &Line, day: Option<Day>) -> Option<&(DayRange, Span)> {
    l.waived
        .iter()
        .find(|(d, _)| day.is_none_or(|day| d.first <= day))
}

fn same(a: &[&Demand], b: &[&Demand]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.span == y.span)
}

fn verdict(
    e: &mut Engine,
    rules: &[&EffectRule],
    p: &Position,
    readers: &Readers,
    l: &Line,
    demands: &[&Demand],
) -> (Finding, bool) {
    let mut outcomes: Vec<(Span, Outcome)> = Vec::new();
    let mut unread = Condition::NEVER;
    // What can be kept is what can be kept as the party reads it.
    let feasible = e.feasible;
    e.feasible = readers.read(e, feasible);
    for d in demands {
        let mut o = evaluate(e, d, rules);
        unread = e.store.or(unread, o.crossed);
        o.crossed = readers.read(e, o.crossed);
        o.crossed = settled(e, o.crossed);
        outcomes.push((d.span, o));
    }
    let mut all = Condition::NEVER;
    for (_, o) in &outcomes {
        all = e.store.or(all, o.crossed);
    }
    let all = settled(e, all);
    let verdict = verdict_under(all);
    // The rules that are crossed; if none is by itself, those that are open.
    let certain = outcomes.iter().any(|(_, o)| o.crossed.is_always());
    let decides = |o: &Outcome| {
        if certain {
            o.crossed.is_always()
        } else {
            !o.crossed.is_never()
        }
    };
    let mut used = Vec::new();
    let mut cause = None;
    let mut at = l.head;
    let mut phrases = Vec::new();
    let mut rules_told: Vec<Span> = Vec::new();
    if verdict == Verdict::Respected {
        rules_told.extend(outcomes.iter().map(|(span, _)| *span));
        for (_, o) in &outcomes {
            used.extend_from_slice(o.meets.list());
        }
        let silent = outcomes
            .iter()
            .all(|(_, o)| o.silent || o.meets.list().is_empty());
        cause = Some(if silent {
            Cause::Silence
        } else {
            Cause::Clause
        });
    } else {
        for (span, o) in outcomes.iter().filter(|(_, o)| decides(o)) {
            used.extend_from_slice(o.against.list());
            phrases.extend(o.phrases.iter().copied());
            rules_told.push(*span);
            if cause.is_none_or(|c| o.cause < c) {
                cause = Some(o.cause);
                at = *span;
            }
        }
    }
    let mut found = evidence(e, &used);
    let reasons = reasons(e, &used);
    if matches!(cause, Some(c) if c != Cause::Silence) && verdict == Verdict::Respected {
        found.retain(|f| f.role != super::Role::Near);
    }
    phrases.sort_unstable();
    phrases.dedup();
    let open = verdict == Verdict::Open;
    let open_on = if open { open_on(e, all) } else { Vec::new() };
    // Where one answer alone decides to either side, that is told already.
    let decided_by_one = |v: Verdict| {
        open_on
            .iter()
            .any(|o| o.values.iter().any(|(_, w)| *w == v))
    };
    let witness =
        if open && !(decided_by_one(Verdict::Crossed) && decided_by_one(Verdict::Respected)) {
            witness(e, all)
        } else {
            None
        };
    e.feasible = feasible;
    let differs_under = readers.differs_under(e, unread);
    let mut notes = Vec::new();
    if !phrases.is_empty() && verdict == Verdict::Crossed {
        let mut labels: Vec<&str> = phrases
            .iter()
            .filter_map(|(_, c)| e.draft.clauses.get(*c).map(|c| c.label.as_str()))
            .collect();
        labels.dedup();
        notes.push(format!(
            "counts although a phrase qualifies it, in clause {}",
            labels.join(", ")
        ));
    }
    for f in found
        .iter()
        .filter(|f| matches!(f.role, super::Role::Excuses | super::Role::Crosses))
        .take(MOST_TOLD)
    {
        for over in e.unweighed(f.index) {
            notes.push(format!("clause {} is said to prevail over clause {}; what it takes away is not weighed, since they speak of different acts", e.draft.clauses[over].label, f.clause));
        }
    }
    if open_on
        .iter()
        .any(|o| o.kind == crate::condition::Kind::Order)
    {
        if e.facts.all.len() > MOST_PLANNED {
            notes.push(format!("the draft has more than {MOST_PLANNED} sentences: its schedule was not worked out, and order is told by the words of its clauses alone"));
        } else if e.too_many {
            notes.push("the draft's choices make more schedules than are worked out: limits that hang on a choice were left out, and the order may be decided in some of its texts".to_owned());
        } else if e.loose {
            notes.push("clauses with parts have more limits of their own than were followed to the end: an order that is open here may be decided".to_owned());
        } else if e.notes.crowded {
            notes.push(format!("more than {MOST_PERFORMING} promises perform an event the line is timed by: for it the schedule was not asked"));
        }
    }
    if e.notes.by_schedule && !open {
        notes
            .push("the order holds by schedule only: if everybody keeps every deadline".to_owned());
    }
    if cause == Some(Cause::Silence) && outcomes.iter().any(|(_, o)| o.vacuous) {
        notes.push("asks nothing of this draft: nothing in it brings about the event that the demand is timed by".to_owned());
    }
    if outcomes.iter().any(|(_, o)| o.more) {
        notes.push(format!(
            "the first {MOST_TOLD} clauses are told; there may be others"
        ));
    }
    if cause == Some(Cause::Silence) {
        let prose = e.draft.clauses.iter().filter(|c| c.prose).count();
        if prose > 0 {
            notes.push(format!(
                "{prose} clauses hold only prose and were not assessed"
            ));
        }
    }
    let message = message(verdict, cause, &found);
    let by_reading = readers.has_part(e, unread);
    let found = Finding {
        draft: e.draft.id.clone(),
        party: p.name.clone(),
        line: l.label.clone(),
        title: l.title.clone(),
        goal: l.goal,
        stance: l.stance.clone(),
        verdict,
        cause,
        message,
        at,
        head: l.head,
        evidence: found,
        reasons,
        rules: rules_told,
        stated_later: false,
        open_on,
        witness,
        differs_under,
        notes,
        waivers: Vec::new(),
        known: false,
    };
    (found, by_reading)
}

/// The first labels, and how many more there are.
fn some_of(labels: &[&str]) -> String {
    const MOST: usize = 20;
    match labels.get(..MOST) {
        Some(first) if labels.len() > MOST + 1 => {
            format!("{} and {} more", first.join(", "), labels.len() - MOST)
        }
        _ => labels.join(", "),
    }
}

fn message(v: Verdict, cause: Option<Cause>, evidence: &[Evidence]) -> String {
    let mut labels: Vec<&str> = evidence
        .iter()
        .filter(|e| e.role != super::Role::Near)
        .map(|e| e.clause.as_str())
        .collect();
    let mut seen = FxHashSet::default();
    labels.retain(|l| seen.insert(*l));
    let clauses = match labels.len() {
        0 => String::new(),
        1 => format!("clause {}", labels[0]),
        _ => format!("clauses {}", some_of(&labels)),
    };
    let near: Vec<&str> = evidence
        .iter()
        .filter(|e| e.role == super::Role::Near)
        .map(|e| e.clause.as_str())
        .collect();
    let nearest = match near.len() {
        0 => "no clause comes near it".to_owned(),
        1 => format!("nearest is clause {}", near[0]),
        _ => format!("nearest are clauses {}", some_of(&near)),
    };
    let amount = if labels.len() == 1 {
        "amounts"
    } else {
        "amount"
    };
    match (v, cause) {
        (Verdict::Crossed, Some(Cause::Clause)) => format!("crossed by {clauses}"),
        (Verdict::Crossed, Some(Cause::Effect)) => format!("crossed by what {clauses} {amount} to"),
        (Verdict::Crossed, Some(Cause::Order)) => format!("crossed by its time: {clauses}"),
        (Verdict::Crossed, Some(Cause::Amount)) => format!("crossed by an amount: {clauses}"),
        (Verdict::Crossed, _) => format!("crossed by omission: {nearest}"),
        (Verdict::Open, _) if clauses.is_empty() => "open".to_owned(),
        (Verdict::Open, _) => format!("open: it turns on {clauses}"),
        (Verdict::Waived, _) => "waived".to_owned(),
        (Verdict::Respected, Some(Cause::Silence)) => {
            format!("respected: nothing in the draft touches it; {nearest}")
        }
        (Verdict::Respected, _) if clauses.is_empty() => "respected".to_owned(),
        (Verdict::Respected, _) => format!("respected by {clauses}"),
    }
}

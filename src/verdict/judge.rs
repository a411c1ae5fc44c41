//! Judges drafts: every line of every party.

use super::demand::evaluate;
use super::evidence::evidence;
use super::line::{Asker, in_force, line, waived};
use super::open::Readers;
use super::{Evidence, Finding};
use crate::condition::{Condition, Store};
use crate::derive::{asked, derive, needed, strata};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{Facts, gather};
use crate::matching::{Conflict, Engine, Memory};
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
pub(crate) struct Judge<'w> {
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
    /// Nobody is told by what a verdict is.
    untold: bool,
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
pub(crate) fn judge(
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
    pub(crate) fn new(
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
    pub(crate) fn without_waivers(self) -> Self {
        Judge {
            waivers: false,
            ..self
        }
    }

    /// Judges for somebody who asks for verdicts and not by what they are: what comes near is not looked for.
    #[must_use]
    pub(crate) fn verdicts_alone(self) -> Self {
        Judge {
            untold: true,
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
            untold: false,
            taken,
            read,
            plan: None,
            undecided: Vec::new(),
            waiver_findings: Vec::new(),
        }
    }

    /// Everything the lines of one party say of the draft.
    pub(crate) fn position(&mut self, p: &Position) -> Vec<Finding> {
        self.some_lines(p, &|_| true)
    }

    /// The same of some lines.
    pub(crate) fn some_lines(
        &mut self,
        p: &Position,
        wanted: &dyn Fn(&Line) -> bool,
    ) -> Vec<Finding> {
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
            as_it_reads.untold = self.untold;
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
            |e, rules, l, day| {
                let asker = Asker {
                    party: p,
                    readers,
                    rules,
                };
                line(e, &asker, l, day, waivers)
            },
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
                e.untold = true;
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

    /// How many cases were told apart so far.
    pub(crate) fn cases(&self) -> usize {
        self.store.cases()
    }

    /// What is made of each line that is wanted; one for which a limit was reached is put down as undecided.
    fn each_line<T>(
        &mut self,
        p: &Position,
        wanted: impl Fn(&Line, Option<Day>) -> bool,
        mut judged: impl FnMut(&mut Engine, &[&EffectRule], &Line, Option<Day>) -> T,
    ) -> Vec<T> {
        let mut undecided = Vec::new();
        let day = self.as_of;
        let of_them: Vec<&Line> = (p.lines.iter())
            .filter(|l| !l.broken && wanted(l, day))
            .collect();
        if of_them.is_empty() {
            return Vec::new();
        }
        let timed = of_them.iter().any(|l| asks_for_order(l));
        // What other lines ask about decides nothing here.
        let asked = asked(of_them.iter().copied());
        let found = self.with_engine(p, timed, asked, |e, rules, day| {
            let mut out = Vec::new();
            let derived = !e.store.exhausted();
            for l in of_them {
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
    pub(crate) fn follows(&mut self, s: &Sentence) -> (Condition, Vec<Evidence>) {
        let nobody = nobody(s.span);
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
    pub(crate) fn effects(&mut self) -> Vec<(String, crate::derive::Effect)> {
        let nobody = nobody(self.draft.span);
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
    pub(crate) fn conflicts(&mut self) -> Vec<Diagnostic> {
        let found = self.look(|e| e.conflicts());
        found.iter().map(|c| conflict(self.draft, c)).collect()
    }

    /// Who is bound without being a party, and who judges by themselves.
    pub(crate) fn role_findings(&mut self) -> Vec<Diagnostic> {
        self.look(|e| super::roles::findings(e))
    }

    /// Something looks at the draft with an engine that has derived nothing.
    pub(crate) fn look<T>(&mut self, f: impl FnOnce(&mut Engine) -> T) -> T {
        f(&mut self.work().engine)
    }

    /// What is wrong or doubtful with the plan of the draft: nothing is looked for in a draft without a word on time, or with too many sentences.
    pub(crate) fn plan_findings(&mut self) -> Vec<Diagnostic> {
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
        let mut engine = Engine::new(
            &self.world.vocabulary,
            self.draft,
            &self.facts,
            &mut self.store,
            &mut self.memory,
        );
        engine.untold = self.untold;
        Work {
            engine,
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

/// A party that says nothing.
fn nobody(span: Span) -> Position {
    Position {
        name: "".into(),
        node: None,
        title: String::new(),
        lines: Vec::new(),
        waivers: Vec::new(),
        effects: Vec::new(),
        reads: Vec::new(),
        span,
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
pub(super) const MOST_PLANNED: usize = 2_000;

/// Does a line ask when something happens?
pub(crate) fn asks_for_order(l: &Line) -> bool {
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
            Some(Exception::Tail(_, phrases)) => timed(phrases),
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

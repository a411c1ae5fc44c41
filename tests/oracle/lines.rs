//! Lines of a party: every completion in turn, and in each a plain yes or no.

use super::choice::Omega;
use super::matching::{Mode, Said};
use super::values::*;
use super::{Judged, Oracle};
use armistice::model::*;

impl<'a> Oracle<'a> {
    /// The verdict on a line.
    pub fn judge(&self, line: &'a Line) -> Judged {
        let day = self.draft.dated.map(|d| d.first);
        let begun = |d: &Option<armistice::vocabulary::DayRange>| match (d, day) {
            (None, _) | (Some(_), None) => true,
            (Some(d), Some(day)) => d.first <= day,
        };
        let Some((_, demands)) = line.blocks.iter().rfind(|(d, _)| begun(d)) else {
            return Judged::Not("no rule in force".into());
        };
        if let Some(why) = demands.iter().find_map(out_of_scope) {
            return Judged::Not(why);
        }
        if demands.iter().any(|d| self.adds_up(d)) {
            return Judged::Not("amounts of several promises".into());
        }
        // An alternative that nobody can keep is no alternative, which takes a schedule.
        if self.an_alternative_fails() {
            return Judged::Not("an alternative that nobody can keep".into());
        }
        let (mut yes, mut no, mut runs) = (None, None, 0);
        loop {
            runs += 1;
            if runs > self.switches.completions {
                return Judged::Not("too many completions".into());
            }
            self.derived.borrow_mut().clear();
            self.done.borrow_mut().clear();
            self.doubt.set(false);
            self.moved.set(false);
            let crossed = self.crossed(demands);
            if self.moved.get() {
                self.omega.replace(Omega::default());
                (yes, no, runs) = (None, None, 0);
                continue;
            }
            match crossed {
                Err(why) => return Judged::Not(why),
                Ok(true) => yes = yes.or_else(|| Some(self.omega.borrow().told())),
                Ok(false) => no = no.or_else(|| Some(self.omega.borrow().told())),
            }
            if let (Some(a), Some(b)) = (&yes, &no) {
                return Judged::Open(format!("crossed at {a}; not at {b}"));
            }
            if !self.omega.borrow_mut().next() {
                break;
            }
        }
        if yes.is_some() {
            Judged::Crossed
        } else {
            Judged::Respected
        }
    }

    /// Does a demand ask for a number that several sentences of the draft may come to? What they come to is counted by `sums.rs`.
    fn adds_up(&self, d: &Demand) -> bool {
        fn amount(s: &Sentence) -> Option<(Option<armistice::vocabulary::ActionId>, &Item)> {
            let Predicate::Act {
                action,
                object: Some(l),
                ..
            } = &s.predicate
            else {
                return None;
            };
            let amount = |i: &&Item| matches!(i.base, Base::Amount(_) | Base::Choice(_));
            l.items.iter().find(amount).map(|i| (*action, i))
        }
        let Wanted::Sentence(s) = &d.wanted else {
            return false;
        };
        let Some((action, item)) = amount(s) else {
            return false;
        };
        let at_most = matches!(item.matcher, Some(Matcher::AtMost | Matcher::LessThan));
        let held = self.facts.iter().filter_map(|f| amount(f.sentence));
        let alike = |i: &Item| match (&i.base, &item.base) {
            (Base::Amount(a), Base::Amount(b)) => a.dimension == b.dimension,
            _ => true,
        };
        !at_most && held.filter(|(a, i)| *a == action && alike(i)).count() > 1
    }

    /// Is a line crossed in this completion?
    fn crossed(&self, demands: &'a [Demand]) -> Res<bool> {
        for d in demands {
            if self.demand(d)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn demand(&self, d: &'a Demand) -> Res<bool> {
        let env: Env = vec![None; 26];
        if d.forbid {
            return match &d.wanted {
                Wanted::Sentence(s) => {
                    let tail: Vec<String> = match &d.exception {
                        Some(Exception::Tail(roles, ..)) => {
                            roles.iter().map(|r| r.preposition.to_string()).collect()
                        }
                        _ => Vec::new(),
                    };
                    for (e, atom) in self.matches_of(s, &tail)? {
                        let excused = match &d.exception {
                            None => false,
                            Some(Exception::Condition(c)) => self.excused(c, e)?,
                            Some(Exception::Tail(roles, phrases)) => {
                                let Some(atom) = atom else {
                                    return Err("a tail behind several clauses".into());
                                };
                                self.within_tail(s, &atom, roles, phrases, &e)?
                            }
                        };
                        if !excused {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                }
                Wanted::Kind(k) => {
                    for e in self.satisfy_kind(k, &env, Mode::Overlap, false)? {
                        let excused = match &d.exception {
                            None => false,
                            Some(Exception::Condition(c)) => self.excused(c, e)?,
                            Some(Exception::Tail(..)) => return Err("a tail behind a kind".into()),
                        };
                        if !excused {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                }
                Wanted::Order(..) => Err("an order in time".into()),
            };
        }
        let met = match (&d.wanted, d.at_least) {
            (Wanted::Sentence(s), None) => !self
                .satisfy(s, vec![env.clone()], Mode::Cover, true, None)?
                .is_empty(),
            (Wanted::Kind(k), None) => !self.satisfy_kind(k, &env, Mode::Cover, true)?.is_empty(),
            (Wanted::Kind(k), Some(n)) => self.counted(k)? >= n as usize,
            _ => return Err("a count of sentences, or an order".into()),
        };
        if met {
            return Ok(false);
        }
        match &d.exception {
            None => Ok(true),
            Some(Exception::Condition(c)) => Ok(!self.excused(c, env)?),
            Some(Exception::Tail(..)) => Err("a tail behind what is required".into()),
        }
    }

    fn matches_of(
        &self,
        s: &'a Sentence,
        tail: &[String],
    ) -> Res<Vec<(Env, Option<super::facts::Atom>)>> {
        if let Predicate::State { negated: true, .. } = s.predicate {
            return Err("a state that is denied in what is forbidden".into());
        }
        self.instances(s, tail)
    }

    /// The excuse sees the bindings of the match it excuses.
    fn excused(&self, c: &'a Condition, e: Env) -> Res<bool> {
        let e = if self.switches.tied_excuse {
            e
        } else {
            vec![None; 26]
        };
        Ok(!self.condition(c, vec![e], Mode::Cover, true)?.is_empty())
    }

    fn within_tail(
        &self,
        s: &Sentence,
        atom: &super::facts::Atom,
        roles: &'a [Role],
        phrases: &'a [Phrase],
        env: &Env,
    ) -> Res<bool> {
        for r in roles {
            let said = match atom.get(&r.preposition) {
                Some(Said::Everything) | None => return Ok(false),
                Some(said) => said.clone(),
            };
            for p in self.points(&r.list, Mode::Within, false, env)? {
                if self
                    .point_matches(&p, &said, false, false, Mode::Within, env)?
                    .is_empty()
                {
                    return Ok(false);
                }
            }
        }
        let Some(f) = atom.fact.map(|n| &self.facts[n]) else {
            return Err("a tail behind an effect".into());
        };
        let said = self.phrases_of(f.clause, &f.sentence.phrases);
        // The deed is the one the tail goes on with: what else qualifies it takes nothing from the excuse.
        let words: Vec<String> = s.phrases.iter().map(super::facts::family).collect();
        let rest: Vec<&Phrase> = said
            .into_iter()
            .filter(|p| !words.contains(&super::facts::family(p)))
            .collect();
        let asked: Vec<&Phrase> = phrases.iter().collect();
        let who = (self.lasting(f), f.sentence.span);
        Ok(!self
            .phrases_match(&asked, &rest, Some(f.clause), who, Mode::Within, false, env)?
            .is_empty())
    }
}

/// Why a demand is not judged: it asks about an order of events.
fn out_of_scope(d: &Demand) -> Option<String> {
    match (&d.wanted, &d.exception) {
        (Wanted::Order(..), _) => Some("an order in time".into()),
        (_, Some(Exception::Condition(c))) => c.atoms.iter().find_map(|a| match a {
            Atom::Sentence(s) if matches!(s.predicate, Predicate::Act { modal: None, .. }) => {
                Some("an event as a condition".into())
            }
            Atom::Order(_) | Atom::Moment(_) => Some("an order in time".into()),
            Atom::Sentence(_) | Atom::Kind(_) => None,
        }),
        _ => None,
    }
}

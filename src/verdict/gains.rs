//! Where no package suits all parties: which suits most, and what by itself would let most of them in.

use super::judge::Function;
use super::packages::Counting;
use crate::condition::{Condition, Question};
use crate::model::Taken;
use crate::source::Span;
use compact_str::CompactString;

/// So many answers to questions are tried, and so many sets of parties for each; what was not tried is told.
const MOST_ANSWERS: usize = 256;
const MOST_SETS: usize = 4_096;

/// A package that suits most parties, and what would let more of them in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gains {
    /// The parties that can accept one package, if the blanks are filled well: as many as can at once.
    pub most: Vec<CompactString>,
    /// The first such package.
    pub package: Vec<Taken>,
    /// Single changes that let most parties in, each with the parties that can then accept one package.
    pub by: Vec<(Change, Vec<CompactString>)>,
    /// Not everything was tried: there may be more.
    pub cut: bool,
}

/// A single change.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// A party does without a line.
    Without(CompactString, CompactString),
    /// A question is answered: what it is, where it stands, and the answer.
    Answered(Question, Span, String),
}

impl Counting<'_> {
    /// What gains most.
    pub(super) fn gains(&mut self, functions: &[(CompactString, Vec<Function>)]) -> Gains {
        let lines: Vec<Vec<Condition>> = functions
            .iter()
            .map(|(_, f)| f.iter().map(|f| f.own).collect())
            .collect();
        let named = |of: &[usize]| of.iter().map(|p| functions[*p].0.clone()).collect();
        let mut cut = false;
        let most = self.most_at_once(&lines, 0, &mut cut);
        let wanted: Vec<Condition> = most.iter().flat_map(|p| lines[*p].clone()).collect();
        let package = if most.is_empty() {
            Vec::new()
        } else {
            let accepted = self.filled_well(&wanted);
            self.list(accepted, 1).pop().unwrap_or_default()
        };
        let mut found: Vec<(Change, Vec<usize>)> = Vec::new();
        for (p, (party, f)) in functions.iter().enumerate() {
            for (n, line) in f.iter().enumerate().filter(|(_, l)| !l.own.is_never()) {
                let mut without = lines.clone();
                without[p].remove(n);
                if self.filled_well(&without[p]).is_never() {
                    continue;
                }
                let then = self.most_at_once(&without, most.len(), &mut cut);
                found.push((Change::Without(party.clone(), line.line.clone()), then));
            }
        }
        self.answers((&lines, most.len()), &mut found, &mut cut);
        let best = found.iter().map(|(_, p)| p.len()).max().unwrap_or(0);
        let by = found
            .into_iter()
            .filter(|(_, p)| p.len() == best && best > most.len());
        Gains {
            by: by.map(|(c, p)| (c, named(&p))).collect(),
            most: named(&most),
            package,
            cut,
        }
    }

    /// Questions that no negotiator decides, each answered by itself.
    fn answers(
        &mut self,
        (lines, beyond): (&[Vec<Condition>], usize),
        found: &mut Vec<(Change, Vec<usize>)>,
        cut: &mut bool,
    ) {
        let mut asked: Vec<u32> = Vec::new();
        for c in lines.iter().flatten() {
            asked.extend(self.store.support(*c));
        }
        asked.sort_unstable();
        asked.dedup();
        asked.retain(|v| !self.bracket(*v) && !self.blank(*v));
        let mut tried = 0;
        for v in asked {
            let d = self.store.describe(v).clone();
            for (value, answer) in d.values.iter().enumerate() {
                tried += 1;
                if tried > MOST_ANSWERS {
                    *cut = true;
                    return;
                }
                let atom = self.store.atom(v, value);
                let legal = self.store.and(self.legal, atom);
                if legal.is_never() {
                    continue;
                }
                let before = std::mem::replace(&mut self.legal, legal);
                let known = std::mem::take(&mut self.known);
                let then = self.most_at_once(lines, beyond, cut);
                (self.legal, self.known) = (before, known);
                let change = Change::Answered(d.question.clone(), d.span, answer.clone());
                found.push((change, then));
            }
        }
    }

    /// As many parties as can accept one package, those named first where as many others could; nobody if no more can than so many.
    fn most_at_once(
        &mut self,
        lines: &[Vec<Condition>],
        beyond: usize,
        cut: &mut bool,
    ) -> Vec<usize> {
        let can: Vec<usize> = (0..lines.len())
            .filter(|p| !self.filled_well(&lines[*p]).is_never())
            .collect();
        let mut search = Search {
            lines,
            can: &can,
            best: Vec::new(),
            beyond,
            sets: 0,
        };
        search.with(self, &mut Vec::new(), 0);
        *cut |= search.sets >= MOST_SETS;
        search.best
    }
}

/// A search for the most parties that can accept one package: whoever can join does, and is then left out in turn.
struct Search<'l> {
    lines: &'l [Vec<Condition>],
    /// Who can accept a package at all.
    can: &'l [usize],
    best: Vec<usize>,
    /// So many are no gain.
    beyond: usize,
    /// How many sets were tried.
    sets: usize,
}

impl Search<'_> {
    fn with(&mut self, c: &mut Counting, of: &mut Vec<usize>, next: usize) {
        if of.len() > self.best.len().max(self.beyond) {
            self.best.clone_from(of);
        }
        let left = self.can.len() - next;
        // With all that are left it would be no more.
        if left == 0 || of.len() + left <= self.best.len().max(self.beyond) {
            return;
        }
        if self.sets >= MOST_SETS {
            return;
        }
        self.sets += 1;
        of.push(self.can[next]);
        let all: Vec<Condition> = of.iter().flat_map(|p| self.lines[*p].clone()).collect();
        if !c.filled_well(&all).is_never() {
            self.with(c, of, next + 1);
        }
        of.pop();
        self.with(c, of, next + 1);
    }
}

//! Conditions: under which completions of a draft something holds. Canonical multi-valued decision diagrams; 0 is never, 1 is always, and a draft
//! without choices makes no node at all.

mod legal;
mod owner;
mod quantify;
mod question;

pub(crate) use legal::Asked;
pub(crate) use legal::Cell;
pub(crate) use owner::Owner;
pub(crate) use question::Question;

use crate::model::{Draft, OpenChoice, Sort, Taken};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// A condition of one [`Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Condition(u32);

impl Condition {
    /// Under no completion.
    pub(crate) const NEVER: Condition = Condition(0);
    /// Under every completion.
    pub(crate) const ALWAYS: Condition = Condition(1);

    /// Always or never.
    pub(crate) fn of(b: bool) -> Condition {
        if b { Self::ALWAYS } else { Self::NEVER }
    }

    /// Holds under every completion.
    pub(crate) fn is_always(self) -> bool {
        self == Self::ALWAYS
    }

    /// Holds under none.
    pub(crate) fn is_never(self) -> bool {
        self == Self::NEVER
    }
}

/// Why something is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Brackets, alternatives, or whether a proposal is agreed: the negotiators decide.
    Choice,
    /// A reading: an interpreter decides.
    Reading,
    /// The text does not say.
    Hole,
    /// What comes first.
    Order,
    /// A phrase that weakens a promise, and whether the promise is enough with it.
    Phrase,
}

impl Kind {
    /// The word used in every format.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Choice => "choice",
            Kind::Reading => "reading",
            Kind::Hole => "hole",
            Kind::Order => "order",
            Kind::Phrase => "phrase",
        }
    }
}

/// What a verdict can depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    /// What is asked.
    pub question: Question,
    /// Who decides.
    pub owner: Owner,
    /// Where it stands.
    pub span: Span,
    /// Its values.
    pub values: Vec<String>,
    /// The choices it stands under, and the value of each under which it arises.
    pub within: Vec<(u32, usize)>,
    /// What is asked of the value of a hole, where other questions about it may hang together with this one.
    pub asked: Option<Asked>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Node {
    variable: u32,
    kids: Kids,
}

/// What a node leads to under each value of its variable; few have more than four.
type Kids = SmallVec<[u32; 4]>;

/// A line asks at most so many questions and makes so many nodes; beyond that it is undecided, and the next one begins anew.
const MAX_VARIABLES: usize = 1024;
const MAX_NODES: usize = 1_000_000;

/// So many questions one behind another: what looks at a diagram goes down it step by step, each on top of the one before.
const MAX_HEIGHT: u16 = 2_000;

/// All lines of a draft together make at most so many nodes.
const MAX_NODES_OF_ALL: usize = MAX_NODES * 3 / 2;

/// The diagrams of one draft.
#[derive(Clone, Default)]
pub(crate) struct Store {
    variables: Vec<Variable>,
    by_key: FxHashMap<(Span, Question), u32>,
    nodes: Vec<Node>,
    /// How many questions stand one behind another in each.
    heights: Vec<u16>,
    unique: FxHashMap<Node, u32>,
    memo: FxHashMap<(bool, u32, u32), u32>,
    /// What was negated before, both ways.
    negated: FxHashMap<u32, u32>,
    /// The choices of the draft, by place.
    choices: FxHashMap<Span, u32>,
    /// What is taken for granted.
    fixed: FxHashMap<u32, usize>,
    /// How much the line at hand has made and asked so far.
    line: Line,
    exhausted: bool,
}

/// What one line has made and asked.
#[derive(Clone, Default)]
struct Line {
    /// The number of nodes when it began.
    before: usize,
    /// The questions it asked, whoever asked them first.
    asked: FxHashSet<u32>,
}

impl Store {
    /// The store of a draft, with what is taken for granted: its choices are known, and no condition is made yet.
    pub(crate) fn of(draft: &Draft, taken: &[Taken]) -> Store {
        let mut store = Store::default();
        for c in &draft.choices {
            store.open(c, Some(draft));
        }
        for (choice, value) in taken {
            store.grant(*choice as u32, *value);
        }
        store
    }

    /// A choice of the draft. Choices come first, in the draft's order: what stands together in the text is near in every diagram.
    pub(crate) fn open(&mut self, c: &OpenChoice, draft: Option<&Draft>) -> u32 {
        let owner = match c.sort {
            Sort::Reading => Owner::Interpreter,
            Sort::Bracket | Sort::Proposal => Owner::Negotiators,
        };
        let question = match c.sort {
            Sort::Reading => {
                let mut terms = draft.iter().flat_map(|d| &d.ambiguities);
                let title = terms.find(|a| a.name == c.name.as_str());
                Question::Reading(c.name.clone(), title.and_then(|a| a.title.clone()))
            }
            Sort::Bracket => {
                let clause = draft.and_then(|d| Some(&d.clauses[c.clause?].label));
                Question::Alternative(c.name.clone(), clause.unwrap_or(&c.name).clone())
            }
            Sort::Proposal => Question::Agreed(c.name.clone()),
        };
        let values = c.values.iter().map(|l| l.to_string()).collect();
        let within = c
            .within
            .iter()
            .map(|(n, value)| (*n as u32, *value))
            .collect();
        let v = self.add(
            (c.span, question.clone()),
            Variable {
                question,
                owner,
                span: c.span,
                values,
                within,
                asked: None,
            },
        );
        self.choices.insert(c.span, v);
        v
    }

    /// The choice that stands at a place.
    pub(crate) fn choice_at(&self, span: Span) -> Option<u32> {
        self.choices.get(&span).copied()
    }

    /// Takes a value of a choice for granted: from now on it is no question any more.
    pub(crate) fn grant(&mut self, v: u32, value: usize) {
        self.fixed.insert(v, value);
    }

    fn add(&mut self, key: (Span, Question), variable: Variable) -> u32 {
        let v = self.variables.len() as u32;
        self.variables.push(variable);
        self.by_key.insert(key, v);
        v
    }

    /// A question with some answers, made when first asked.
    pub(crate) fn variable(
        &mut self,
        question: Question,
        span: Span,
        owner: Owner,
        values: Vec<String>,
    ) -> u32 {
        self.asked(Variable {
            question,
            owner,
            span,
            values,
            within: Vec::new(),
            asked: None,
        })
    }

    /// The variable of a question; the same question at the same place is asked once.
    fn asked(&mut self, question: Variable) -> u32 {
        let key = (question.span, question.question.clone());
        let v = match self.by_key.get(&key) {
            Some(v) => *v,
            None => self.add(key, question),
        };
        self.line.asked.insert(v);
        self.exhausted |= self.line.asked.len() > MAX_VARIABLES;
        v
    }

    /// A question with two answers: the condition that it is answered yes.
    pub(crate) fn question(&mut self, question: Question, span: Span, owner: Owner) -> Condition {
        self.question_on(question, span, owner, None)
    }

    /// The same about the value of a hole, where it is known what is asked of it.
    pub(crate) fn question_on(
        &mut self,
        question: Question,
        span: Span,
        owner: Owner,
        asked: Option<Asked>,
    ) -> Condition {
        let v = self.asked(Variable {
            question,
            owner,
            span,
            values: vec!["no".to_owned(), "yes".to_owned()],
            within: Vec::new(),
            asked,
        });
        self.atom(v, 1)
    }

    /// How many cases were told apart so far: what the work on it costs.
    pub(crate) fn cases(&self) -> usize {
        self.nodes.len()
    }

    /// The number of variables.
    pub(crate) fn variables(&self) -> u32 {
        self.variables.len() as u32
    }

    /// What a variable is.
    pub(crate) fn describe(&self, v: u32) -> &Variable {
        &self.variables[v as usize]
    }

    /// A limit was reached: verdicts of this store cannot be trusted.
    pub(crate) fn exhausted(&self) -> bool {
        self.exhausted
    }

    /// Starts a line: what another line could not be decided by is no reason not to decide this one.
    pub(crate) fn begin_line(&mut self) {
        self.exhausted = false;
        self.line.before = self.nodes.len();
        self.line.asked.clear();
    }

    /// Something has more cases than the tool counts: verdicts of this store cannot be trusted.
    pub(crate) fn give_up(&mut self) {
        self.exhausted = true;
    }

    /// The variable has this value.
    pub(crate) fn atom(&mut self, v: u32, value: usize) -> Condition {
        if let Some(fixed) = self.fixed.get(&v) {
            return Condition::of(*fixed == value);
        }
        let n = self.variables[v as usize].values.len();
        let kids = (0..n).map(|i| u32::from(i == value)).collect();
        Condition(self.make(v, kids))
    }

    fn make(&mut self, variable: u32, kids: Kids) -> u32 {
        if let [first, rest @ ..] = &kids[..]
            && rest.iter().all(|k| k == first)
        {
            return *first;
        }
        let node = Node { variable, kids };
        if let Some(id) = self.unique.get(&node) {
            return *id;
        }
        let below = node.kids.iter().filter_map(|k| k.checked_sub(2));
        let height = 1 + below.map(|k| self.heights[k as usize]).max().unwrap_or(0);
        let made = self.nodes.len();
        if made - self.line.before >= MAX_NODES || made >= MAX_NODES_OF_ALL || height > MAX_HEIGHT {
            self.exhausted = true;
            return 0;
        }
        let id = self.nodes.len() as u32 + 2;
        self.nodes.push(node.clone());
        self.heights.push(height);
        self.unique.insert(node, id);
        id
    }

    fn node(&self, id: u32) -> &Node {
        &self.nodes[id as usize - 2]
    }

    /// Both hold.
    pub(crate) fn and(&mut self, a: Condition, b: Condition) -> Condition {
        Condition(self.apply(true, a.0, b.0))
    }

    /// At least one holds.
    pub(crate) fn or(&mut self, a: Condition, b: Condition) -> Condition {
        Condition(self.apply(false, a.0, b.0))
    }

    /// It does not hold.
    #[allow(clippy::should_implement_trait)]
    pub(crate) fn not(&mut self, a: Condition) -> Condition {
        Condition(self.negate(a.0))
    }

    fn negate(&mut self, a: u32) -> u32 {
        if a < 2 {
            return 1 - a;
        }
        if let Some(r) = self.negated.get(&a) {
            return *r;
        }
        if self.exhausted {
            return 0;
        }
        let node = self.node(a).clone();
        let kids = node.kids.iter().map(|k| self.negate(*k)).collect();
        let r = self.make(node.variable, kids);
        if !self.exhausted {
            self.negated.insert(a, r);
            self.negated.insert(r, a);
        }
        r
    }

    /// Both operations share one walk: `and` stops at 0, `or` at 1.
    fn apply(&mut self, and: bool, a: u32, b: u32) -> u32 {
        let (stop, pass) = if and { (0, 1) } else { (1, 0) };
        if a == stop || b == stop {
            return stop;
        }
        if a == pass || a == b {
            return b;
        }
        if b == pass {
            return a;
        }
        let key = (and, a.min(b), a.max(b));
        if let Some(r) = self.memo.get(&key) {
            return *r;
        }
        // The line is undecided, whatever comes out.
        if self.exhausted {
            return 0;
        }
        let (x, y) = (self.node(a).clone(), self.node(b).clone());
        let v = x.variable.min(y.variable);
        let n = if x.variable == v {
            x.kids.len()
        } else {
            y.kids.len()
        };
        let kids = (0..n)
            .map(|i| {
                let l = if x.variable == v { x.kids[i] } else { a };
                let r = if y.variable == v { y.kids[i] } else { b };
                self.apply(and, l, r)
            })
            .collect();
        let r = self.make(v, kids);
        // What was cut short is nothing to remember.
        if !self.exhausted {
            self.memo.insert(key, r);
        }
        r
    }

    /// The condition with a variable fixed.
    pub(crate) fn restrict(&mut self, a: Condition, v: u32, value: usize) -> Condition {
        let mut memo = FxHashMap::default();
        Condition(self.fix(a.0, v, value, &mut memo))
    }

    fn fix(&mut self, a: u32, v: u32, value: usize, memo: &mut FxHashMap<u32, u32>) -> u32 {
        if a < 2 {
            return a;
        }
        if let Some(r) = memo.get(&a) {
            return *r;
        }
        let node = self.node(a).clone();
        let r = if node.variable == v {
            node.kids.get(value).copied().unwrap_or(0)
        } else if node.variable > v {
            a
        } else {
            let kids = node
                .kids
                .iter()
                .map(|k| self.fix(*k, v, value, memo))
                .collect();
            self.make(node.variable, kids)
        };
        memo.insert(a, r);
        r
    }

    /// The variables a condition truly depends on.
    pub(crate) fn support(&self, a: Condition) -> Vec<u32> {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut todo = vec![a.0];
        let mut out = Vec::new();
        while let Some(id) = todo.pop() {
            if id < 2 || !seen.insert(id) {
                continue;
            }
            let node = self.node(id);
            out.push(node.variable);
            todo.extend(node.kids.iter());
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    /// A bracket with so many alternatives.
    pub(super) fn bracket(n: u32, values: usize, within: &[(usize, usize)]) -> OpenChoice {
        let span = Span::new(SourceId(0), n, n + 1);
        OpenChoice {
            name: n.to_string().into(),
            sort: Sort::Bracket,
            span,
            clause: None,
            values: (0..values).map(|v| v.to_string().into()).collect(),
            within: within.to_vec(),
        }
    }

    /// The condition that holds in the rows of which the table has a bit.
    pub(super) fn of_table<const N: usize>(
        s: &mut Store,
        vars: &[u32],
        rows: &[[usize; N]],
        table: u32,
    ) -> Condition {
        let mut f = Condition::NEVER;
        for (_, row) in rows.iter().enumerate().filter(|(i, _)| table >> i & 1 == 1) {
            let mut cube = Condition::ALWAYS;
            for (v, value) in vars.iter().zip(row) {
                let a = s.atom(*v, *value);
                cube = s.and(cube, a);
            }
            f = s.or(f, cube);
        }
        f
    }

    /// Every function of three variables with 2, 3 and 2 values, built from its table, behaves as its table says.
    #[test]
    fn diagrams_agree_with_their_tables() {
        let sizes = [2usize, 3, 2];
        let rows: Vec<[usize; 3]> = (0..12).map(|i| [i % 2, i / 2 % 3, i / 6]).collect();
        let mut s = Store::default();
        let vars: Vec<u32> = sizes
            .iter()
            .enumerate()
            .map(|(n, k)| s.open(&bracket(n as u32, *k, &[]), None))
            .collect();
        let build = |s: &mut Store, table: u32| of_table(s, &vars, &rows, table);
        let mut seed = 7u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed >> 20
        };
        for _ in 0..300 {
            let (x, y) = (next(), next());
            let (a, b) = (build(&mut s, x), build(&mut s, y));
            assert_eq!(s.and(a, b), build(&mut s, x & y));
            assert_eq!(s.or(a, b), build(&mut s, x | y));
            assert_eq!(s.not(a), build(&mut s, !x & 0xfff));
            for v in 0..3 {
                let depends =
                    (0..sizes[v]).any(|k| s.restrict(a, vars[v], k) != s.restrict(a, vars[v], 0));
                assert_eq!(s.support(a).contains(&vars[v]), depends);
            }
        }
    }
}
